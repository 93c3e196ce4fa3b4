"""A text that notes, while it is parsed, which terminals matched, and which were missed where."""

from typing import TYPE_CHECKING, NamedTuple

from crmsh_py.grammar.kinds import Kind

if TYPE_CHECKING:
    from crmsh_py.grammar.terminals import Terminal


class Passed(NamedTuple):
    """A word that matched, and the one before it on the same way through the rules."""

    terminal: "Terminal"
    word: str
    start: int
    before: "Passed | None"


class Trace(str):
    """A text to parse only in order to learn what the grammar expected.

    With `cursor`, a word that touches the end of the text is one still being typed: it is
    taken as missing, so that completion can offer what may stand in its place.  Of what was
    missed only that counts which stands furthest, each with the words that led there.
    """

    __slots__ = ("cursor", "matched", "missed", "offset", "passed")

    def __new__(cls, text: str, *, cursor: bool = False) -> "Trace":
        """Make a trace with nothing noted."""
        trace = super().__new__(cls, text)
        trace.cursor = cursor
        trace.offset = 0
        trace.missed = {}
        trace.matched = {}
        trace.passed = None
        return trace

    cursor: bool
    offset: int
    missed: dict[tuple[Kind, str], tuple["Terminal", Passed | None]]
    matched: dict[int, tuple["Terminal", str]]
    passed: Passed | None

    def match(self, terminal: "Terminal", word: str, start: int) -> None:
        """Note a word that matched."""
        self.matched[start] = (terminal, word)
        self.passed = Passed(terminal, word, start, self._before(start))

    def miss(self, terminal: "Terminal", offset: int) -> None:
        """Note a terminal that did not match."""
        if offset > self.offset:
            self.missed.clear()
            self.offset = offset
        if offset == self.offset:
            self.missed[terminal.key] = (terminal, self._before(offset))

    def _before(self, offset: int) -> Passed | None:
        """Return the last word in front of an offset on the present way: others were given up."""
        passed = self.passed
        while passed is not None and passed.start >= offset:
            passed = passed.before
        return passed

    def furthest(self) -> tuple[int, list["Terminal"]]:
        """Return the greatest offset at which something was missed, and what, without repeats."""
        return self.offset, [terminal for terminal, _ in self.missed.values()]
