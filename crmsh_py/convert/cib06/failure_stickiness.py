"""How many failures moved a resource away: failure stickiness as a migration threshold.

After n failures a resource's score was stickiness * members + n * failure stickiness; when it
fell below zero the resource moved (lib/crm/pengine/native.c of 0.6.6).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from crmsh_py.convert.cib06.scores import score_text

_INFINITY = 1_000_000


@dataclass(frozen=True, slots=True)
class Threshold:
    """A migration threshold, or None if failures never moved anything; in words, why."""

    value: int | None
    why: str
    is_exact: bool


def migration_threshold(failure: str, stickiness: str | None, members: int = 1) -> Threshold:
    """Return the migration threshold that comes nearest to scores of the old kind."""
    loss, stays = _number(failure), _number(stickiness or "0") * members
    figures = f"stickiness {stickiness or '0'}"
    figures += f" of {members} members" if members > 1 else ""
    figures += f", failure stickiness {failure}"
    if loss >= 0:
        return Threshold(None, f"{figures}: failures moved nothing", is_exact=True)
    if loss <= -_INFINITY or -loss >= max(stays, 0):
        return Threshold(1, f"{figures}: the first failure moved it", is_exact=True)
    if stays >= _INFINITY:
        return Threshold(None, f"{figures}: no number of failures moved it", is_exact=True)
    needed = max(1, -(-stays // -loss))
    return Threshold(needed, f"{figures}: it moved after {needed} failures", is_exact=False)


def total(stickiness: Iterable[str | None]) -> str:
    """Return what several resources that stay together add up to."""
    return str(sum(_number(one or "0") for one in stickiness))


def _number(score: str) -> int:
    return int((score_text(score) or "0").replace("INFINITY", str(_INFINITY)))
