"""The line at the bottom of the prompt: what is pending, wrong, stale, or easily forgotten.

Everything is told in words; colours only repeat it.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from prompt_toolkit import PromptSession
from prompt_toolkit.application import Application, get_app
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.utils import get_cwidth

from crmsh_py.backends.base import Snapshot
from crmsh_py.commands.context import Context
from crmsh_py.model.changes import Change
from crmsh_py.shell.background_check import BackgroundCheck
from crmsh_py.shell.output import tame
from crmsh_py.shell.staleness import Staleness, Stranger, age
from crmsh_py.shell.standing import Standing, Verdict, standing

REFRESH_SECONDS = 30.0
"""How often the line is drawn anew though nothing happened: it tells how long ago things were."""

_BETWEEN = " | "
_MARGIN = " "
_MOST_NAMES = 2


@dataclass(frozen=True, slots=True)
class Part:
    """Something to be told: in full, in short, and how much it matters (the less the more)."""

    full: str
    short: str
    rank: int
    style: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the line may tell of."""

    standing: Standing = field(default_factory=Standing)
    verdict: Verdict | None = None
    is_checking: bool = False
    stranger: Stranger | None = None


class Toolbar:
    """Tells how things stand; what takes long to find out comes when it is known."""

    def __init__(
        self, context: Context, staleness: Staleness, environment: Mapping[str, str]
    ) -> None:
        self._context = context
        self._staleness = staleness
        self._check = BackgroundCheck(environment)
        self._is_on: Callable[[], bool] = lambda: True
        self._standing = Standing()
        self._base: Snapshot | None = None
        self._changes: tuple[Change, ...] = ()

    def show_in(self, session: PromptSession[str], is_on: Callable[[], bool]) -> None:
        """Show it at the bottom of a prompt while it is on."""
        self._is_on = is_on
        session.refresh_interval = REFRESH_SECONDS

        def text() -> StyleAndTextTuples:
            return self.fragments(session.editing_mode.value.lower(), _columns())

        def switch(_app: Application[str]) -> None:
            session.bottom_toolbar = text if is_on() else None

        session.app.before_render += switch

    def begin(self, noticed: Callable[[], None]) -> None:
        """Look at what the last command left, before the prompt waits, if the line is on.

        `noticed` is called, in another thread, whenever there is something new to draw.
        """
        if not self._is_on():
            return
        try:
            self._look(noticed)
        except Exception:  # noqa: BLE001 - what is only told in passing must not cost the prompt
            self._standing = Standing()

    def rest(self) -> None:
        """Leave the configuration alone: the prompt waits no more, and a command may change it."""
        self._check.rest()

    def close(self) -> None:
        """Find out nothing any more."""
        self._check.stop()

    def _look(self, noticed: Callable[[], None]) -> None:
        session = self._context.session
        changes = session.changes()
        self._check.begin(session, changes, noticed)
        if self._base is not session.base or self._changes is not changes:
            self._standing = standing(session, changes)
            self._base, self._changes = session.base, changes

    def fragments(self, mode: str, width: int) -> StyleAndTextTuples:
        """Return the line, for a terminal of some columns; `mode` is which keys are in force.

        Called for every key: nothing is looked for here.
        """
        session = self._context.session
        facts = Facts(
            self._standing,
            self._check.verdict,
            self._check.is_going_on,
            self._staleness.stranger(session),
        )
        return line([*parts(facts, time.time()), Part(mode, mode, 9)], width)


def parts(facts: Facts, now: float) -> Iterator[Part]:
    """Yield what there is to tell, in the order in which it is shown."""
    pending = facts.standing.pending
    if pending:
        yield Part(f"{_count(pending, 'change')} pending", f"{pending} pending", 1)
    if facts.is_checking:
        yield Part("verify: checking ...", "checking ...", 6)
    elif facts.verdict is not None:
        yield _verdict(facts.verdict)
    if facts.stranger is not None:
        short = f"stale, {age(now - facts.stranger.seconds)}"
        yield Part(f"stale: {facts.stranger.told(now)}", short, 0, "warning")
    if facts.standing.in_maintenance:
        yield Part("maintenance-mode is on", "maintenance", 3, "warning")
    yield from _left_over(facts.standing)


def _verdict(verdict: Verdict) -> Part:
    errors = _findings(verdict.errors, "error", verdict.new_errors)
    warnings = _findings(verdict.warnings, "warning", verdict.new_warnings)
    if not errors and not warnings:
        return Part("verify: valid", "valid", 7, "good")
    told = ", ".join(filter(None, (errors, warnings)))
    style = "bad" if errors else "warning"
    return Part(f"verify: {told}", errors or warnings, 2 if errors else 5, style)


def _findings(count: int, word: str, new: int) -> str:
    if not count:
        return ""
    return f"{_count(count, word)} ({new} new)" if new else _count(count, word)


def _left_over(found: Standing) -> Iterator[Part]:
    """Tell of the constraints that moves and bans left, by name if there are few."""
    named = [
        *(f"move of {one}" for one in found.moves),
        *(f"ban of {one}" for one in found.bans),
    ]
    if not named:
        return
    counted = (_count(len(found.moves), "move"), _count(len(found.bans), "ban"))
    few = [one for one in counted if not one.startswith("0 ")]
    told = named if len(named) <= _MOST_NAMES else few
    yield Part(f"left over: {', '.join(told)}", f"{len(named)} left over", 4, "warning")


def _count(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


# ------------------------------------------------------------------ the line


def _columns() -> int:
    return get_app().output.get_size().columns


def line(told: Sequence[Part], width: int) -> StyleAndTextTuples:
    """Return a line that fits: where it is narrow, in short and without what matters least.

    What room is left then is for what matters most, in full.
    """
    texts = {part: part.full for part in told}
    if _width(texts.values()) > width:
        texts = {part: part.short for part in told}
    ranked = sorted(told, key=lambda part: part.rank)
    for part in ranked[:0:-1]:
        if _width(texts.values()) > width:
            del texts[part]
    for part in ranked:
        if part in texts and _width({**texts, part: part.full}.values()) <= width:
            texts[part] = part.full
    return list(_fragments(texts))


def _fragments(texts: Mapping[Part, str]) -> Iterator[tuple[str, str]]:
    yield "", _MARGIN
    for number, (part, text) in enumerate(texts.items()):
        if number:
            yield "", _BETWEEN
        yield f"class:toolbar.{part.style}" if part.style else "", tame(text)


def _width(texts: Iterable[str]) -> int:
    shown = list(texts)
    return len(_MARGIN) + sum(map(get_cwidth, shown)) + len(_BETWEEN) * (len(shown) - 1)
