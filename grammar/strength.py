"""How strong a constraint is: `100:`, `-inf:`, `mandatory:`, for an order a kind."""

import re
from collections.abc import Collection, Sequence
from typing import Any

from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.terminals import Terminal, Told
from crmsh_py.grammar.words import ORDER_KINDS, SCORE_WORD, score_text
from crmsh_py.source import Span


class Score(Terminal):
    """`100:`, `-inf:`, `mandatory:`; for an order also a kind."""

    def __init__(self, *, kinds: Sequence[str] = ()) -> None:
        self._kinds = {kind.lower(): kind for kind in kinds}
        words = "|".join([SCORE_WORD, *map(re.escape, kinds)])
        super().__init__(
            Kind.ORDER_KIND if kinds else Kind.SCORE,
            rf"(?:{words}):",
            label="<kind>:" if kinds else "<score>:",
            choices=[f"{one}:" for one in kinds or ("inf", "-inf", "0", "100")],
            flags=re.IGNORECASE,
        )

    def produce(self, word: str, span: Span) -> Any:
        """Return a kind or a score as the CIB holds them."""
        text = word[:-1]
        kind = self._kinds.get(text.lower())
        if kind:
            return Told("kind", kind, span)
        score = score_text(text)
        assert score is not None
        return Told("score", score, span)

    def explain(self, found: str) -> tuple[str, str | None] | None:
        """Name the two usual slips: no colon, no blank after it."""
        slip = lost_colon(found, self._kinds)
        if slip is not None:
            return slip
        score, colon, rest = found.partition(":")
        if colon and score and not rest:
            allowed = "a number, inf or -inf" if not self._kinds else ", ".join(ORDER_KINDS)
            return f"{score!r} is no {'kind' if self._kinds else 'score'}", f"it is {allowed}"
        return None


def lost_colon(found: str, kinds: Collection[str]) -> tuple[str, str] | None:
    """Say what is wrong with a score or kind that has no colon, or no blank behind it.

    `kinds` are in small letters.
    """
    if score_text(found) is not None or found.lower() in kinds:
        return f"{found!r} lacks its colon", f"write '{found}:'"
    score, colon, rest = found.partition(":")
    if colon and rest and (score_text(score) is not None or score.lower() in kinds):
        return f"there is no blank after '{score}:'", f"write '{score}: {rest}'"
    return None
