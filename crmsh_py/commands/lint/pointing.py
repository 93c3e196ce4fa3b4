"""Where in a text of commands a finding is: at the word at fault of the object's statement."""

from collections.abc import Sequence
from dataclasses import replace

from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar import tree
from crmsh_py.model.cib import Cib
from crmsh_py.model.given import Given, narrowed
from crmsh_py.model.naming import keys_of
from crmsh_py.model.vocabulary import OPTION_SETS
from crmsh_py.source import Location, Source, Span

_KEYWORDS = {section: keyword for keyword, (section, _, _) in OPTION_SETS.items()}


class Places:
    """The statements of a text, by the ids of the objects that they are about."""

    def __init__(self, givens: Sequence[Given], name: str) -> None:
        self._start = Location(Source(name, ""), Span(0, 0))
        self._statements: dict[str, list[Given]] = {}
        self._options: dict[str, list[Given]] = {}
        for given in givens:
            for id_ in _names(given):
                self._statements.setdefault(id_, []).append(given)
            if isinstance(given.statement, tree.Options):
                self._options.setdefault(given.statement.keyword, []).append(given)

    def of(self, subject: str | None, cib: Cib) -> list[Given]:
        """Return the statements about an object; of options, those about any set of their kind."""
        found = self._statements.get(subject or "", [])
        there = cib.find(subject) if subject else None
        section = there.getparent() if there is not None else None
        if section is None or str(section.tag) not in _KEYWORDS:
            return found
        return self._options.get(_KEYWORDS[str(section.tag)], found)

    def located(self, problem: Diagnostic, cib: Cib) -> Diagnostic:
        """Return a finding with its place; of what no statement is about, the beginning."""
        if problem.location is not None:
            return problem
        givens = self.of(problem.subject, cib)
        for given in givens if problem.words else ():
            whole = given.at()
            place = narrowed(whole, problem.words)
            if place is not whole:
                return replace(problem, location=place)
        if givens:
            return replace(problem, location=_head(givens[0], problem.subject))
        return replace(problem, location=self._start)


def _names(given: Given) -> list[str]:
    try:
        return [name for _, name in keys_of(given)]
    except CrmError:  # XML that is none: reported where it was read
        return []


def _head(given: Given, subject: str | None) -> Location:
    """Return the place of an object's id in its statement, else that of the first word."""
    place = given.at(subject)
    if place.span != given.statement.span:
        return place
    text = given.source.text
    return Location(given.source, Span(0, len(text.split(maxsplit=1)[0])))
