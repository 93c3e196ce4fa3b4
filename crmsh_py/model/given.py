"""A statement together with where it was typed: what diagnostics about it point at."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar import lexical, tree
from crmsh_py.source import Location, Source, Span


@dataclass(frozen=True, slots=True)
class Given:
    """A statement, its source, and the comment lines above it."""

    statement: tree.Statement
    source: Source
    comments: tuple[str, ...] = ()

    @property
    def id(self) -> str | None:
        """The id of the object that the statement is about, if it names one."""
        match self.statement:
            case tree.Node():
                return self.statement.uname
            case tree.Monitor():
                return self.statement.rsc
            case tree.Xml():
                return None
            case _:
                return self.statement.id

    def at(self, word: str | None = None) -> Location:
        """Return the place of a word of the statement; of the whole if it is not found."""
        span = self._span_of(word) if word else None
        return Location(self.source, span or self.statement.span)

    def _span_of(self, word: str) -> Span | None:
        found: Span | None = None
        for one in lexical.words(self.source.text):
            if one.text == word:
                return one.span
            plain = one.text.strip("(){}[]@:")
            if found is None and word in {plain, plain.partition(":")[0]}:
                offset = self.source.text.find(word, one.span.start, one.span.end)
                start = max(offset, one.span.start)
                found = Span(start, start + len(word) if offset >= 0 else one.span.end)
        return found

    def placed(self, problems: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Return diagnostics with a place: that of their subject in this statement."""
        return [
            one if one.location else replace(one, location=self.at(one.subject)) for one in problems
        ]

    def error(self, *problems: Diagnostic) -> CrmError:
        """Return an error that points into this statement."""
        return CrmError(*self.placed(problems))
