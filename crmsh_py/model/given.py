"""A statement together with where it was typed: what diagnostics about it point at."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar import lexical, tree
from crmsh_py.model.vocabulary import FENCING_TOPOLOGY
from crmsh_py.source import Location, Source, Span

_SEPARATORS = re.compile("[:,=]")
"""What stands between the parts of a word: `rsc:role`, `st1,st2`, `$id=x`."""


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
            case tree.FencingTopology():
                return FENCING_TOPOLOGY
            case tree.Xml():
                return None
            case _:
                return self.statement.id

    def at(self, word: str | None = None) -> Location:
        """Return the place of a word of the statement; of the whole if it is not found."""
        span = self._places().get(word) if word else None
        return Location(self.source, span or self.statement.span)

    def _places(self) -> dict[str, Span]:
        """Return where words stand, whole ones first, else parts of them."""
        whole: dict[str, Span] = {}
        parts: dict[str, Span] = {}
        for one in lexical.words(self.source.text):
            whole.setdefault(one.text, one.span)
            plain = one.text.strip("(){}[]@:")
            for name in (plain, *_SEPARATORS.split(plain)):
                offset = self.source.text.find(name, one.span.start, one.span.end)
                if offset >= 0:
                    parts.setdefault(name, Span(offset, offset + len(name)))
        return parts | whole

    def placed(self, problems: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Return diagnostics with a place: that of their subject in this statement."""
        listed = list(problems)
        if all(one.location for one in listed):
            return listed
        places = self._places()
        return [
            one
            if one.location
            else replace(
                one,
                location=Location(
                    self.source, places.get(one.subject or "") or self.statement.span
                ),
            )
            for one in listed
        ]

    def error(self, *problems: Diagnostic) -> CrmError:
        """Return an error that points into this statement."""
        return CrmError(*self.placed(problems))
