"""Lines that begin with an alias of the user, as they are meant; places are as typed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from crmsh_py.assist.marks.mark import Mark, Style
from crmsh_py.commands.aliases import expand
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar.script import RawStatement
from crmsh_py.source import Location, Source, Span


@dataclass(frozen=True, slots=True)
class Unfolded:
    """A text with what it stands for in the place of an alias that it begins with.

    `word` is where the alias was typed, None without one; the text is longer by `more` characters.
    """

    text: str
    word: Span | None = None
    more: int = 0

    @property
    def is_behind(self) -> bool:
        """Whether the text goes on behind the alias."""
        return self.word is not None and len(self.text) > self.word.end + self.more

    def span(self, span: Span) -> Span:
        """Return the stretch that was typed for one of the text."""
        if self.word is not None and span.start < self.word.end + self.more:
            return self.word
        return Span(span.start - self.more, span.end - self.more)

    def marks(self, found: tuple[Mark, ...]) -> tuple[Mark, ...]:
        """Return marks of the text as those of what was typed."""
        if self.word is None:
            return found
        cut = self.word.end + self.more
        rest = (one for one in found if one.span.start >= cut)
        moved = (Mark(self.span(one.span), one.style) for one in rest)
        return (Mark(self.word, Style.COMMAND), *moved)

    def problem(self, problem: Diagnostic | None, typed: str) -> Diagnostic | None:
        """Return what is wrong with the text, pointing at what was typed."""
        if self.word is None or problem is None or problem.location is None:
            return problem
        source = replace(problem.location.source, text=typed)
        return replace(problem, location=Location(source, self.span(problem.location.span)))


def unfolded(text: str, path: tuple[str, ...], aliases: Mapping[str, str]) -> Unfolded:
    """Return a text that is typed at a level as it is meant."""
    raw = RawStatement(Source("", text))
    try:
        meant = expand(raw, path, aliases)
    except CrmError:  # an open quote, or an alias that never ends
        return Unfolded(text)
    if not meant.line:
        return Unfolded(text)
    word = raw.word_span
    whole = text[: word.start] + meant.raw.source.text  # the line that is meant has no blanks there
    return Unfolded(whole, word, len(whole) - len(text))
