"""Where objects come from: typed or loaded in a session, or standing in the file that was read.

Places in XML are only worked out for what is told: see `verify.lines`.
"""

import importlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from crmsh_py import xmltree
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import object_of
from crmsh_py.source import Location
from crmsh_py.xmltree import Element

if TYPE_CHECKING:
    from crmsh_py.verify.lines import XmlFile

# Loaded when there is something to tell, not to look.
_GIVEN = "crmsh_py.model.given"
_LINES = "crmsh_py.verify.lines"
_TWICE = "duplicate-id"


def xml_file(name: str, octets: bytes, root: Element) -> "XmlFile":
    """Return the text of a document, to find places in."""
    file: XmlFile = importlib.import_module(_LINES).XmlFile(name, octets, root)
    return file


@dataclass(slots=True)
class Provenance:
    """Where objects were typed, or the XML that they were loaded from, in order, by their names.

    Each place comes with the number of the edit that put the object there.
    """

    known: "dict[str, list[tuple[int, Location | XmlFile]]]" = field(default_factory=dict)

    def note(self, ids: Iterable[str], place: "Location | XmlFile", edit: int) -> None:
        """Remember where objects came from, beside what is known of them."""
        for id_ in ids:
            self.known.setdefault(id_, []).append((edit, place))

    def forget(self, edit: int) -> None:
        """Forget what came with later edits: they were undone."""
        for id_, places in list(self.known.items()):
            self.known[id_] = [one for one in places if one[0] <= edit]

    def gather(self, edit: int) -> None:
        """Take what came with later edits as if it had come with this one."""
        for id_, places in list(self.known.items()):
            self.known[id_] = [(min(number, edit), place) for number, place in places]

    def keep(self, other: "Provenance") -> None:
        """Take over what another one knows, as if all of it had come with the first edit."""
        for id_, places in other.known.items():
            self.known[id_] = [(1, place) for _, place in places]

    def typed(self, name: str | None) -> list[Location]:
        """Return where an object was typed since it was loaded from XML, if it was."""
        latest = (place for _, place in reversed(self.known.get(name or "", [])))
        since = takewhile(lambda place: isinstance(place, Location), latest)
        return [place for place in since if isinstance(place, Location)][::-1]

    def last(self, name: str | None) -> Location | None:
        """Return where an object was last typed."""
        return next(reversed(self.typed(name)), None)

    def _file(self, name: str) -> "XmlFile | None":
        """Return the XML that an object was last loaded from."""
        places = (place for _, place in reversed(self.known.get(name, [])))
        return next((one for one in places if not isinstance(one, Location)), None)

    def placed(
        self, problems: Iterable[Diagnostic], cib: Cib, read: "XmlFile | None"
    ) -> list[Diagnostic]:
        """Return problems of a configuration with their places.

        `read` is the file that it was read from; what was changed since has no place there.
        """
        found = [self._typed(one) for one in problems]
        listed = list(enumerate(found))
        missing = [(n, one) for n, one in listed if one.location is None and _about(one)]
        by_file: dict[XmlFile, list[tuple[int, Diagnostic]]] = {}
        for number, one in missing:
            file = self._file(_about(one)) or read
            if file is not None:
                by_file.setdefault(file, []).append((number, one))
        for file, some in by_file.items():
            there = cib if cib.root is file.root else Cib(file.root)
            now = cib if file is read else there
            places = _places(file, [one for _, one in some], there, now)
            for (number, one), place in zip(some, places, strict=True):
                found[number] = replace(one, location=place)
        return found

    def _typed(self, problem: Diagnostic) -> Diagnostic:
        places = self.typed(_about(problem))
        if problem.location is not None or not places:
            return problem
        narrowest = importlib.import_module(_GIVEN).narrowest
        return replace(problem, location=narrowest(places, problem.words))


def _places(
    file: "XmlFile", problems: Sequence[Diagnostic], there: Cib, now: Cib
) -> list[Location | None]:
    """Return the places of problems in a file; of what is another thing `now` there is none."""
    elements = objects_of(there, problems)
    if now is not there:
        elements = [
            one if one is not None and _is_same(one, _element(now, _about(problem))) else None
            for one, problem in zip(elements, problems, strict=True)
        ]
    pairs = zip(elements, problems, strict=True)
    sought = [(one, problem.words) for one, problem in pairs if one is not None]
    places = iter(file.locations(sought))
    return [None if one is None else next(places) for one in elements]


def objects_of(cib: Cib, problems: Sequence[Diagnostic]) -> list[Element | None]:
    """Return the objects that problems are about; of an id used twice, the second."""
    second: dict[str, list[Element]] = {}
    if any(one.code == _TWICE for one in problems):
        for element, _ in cib.scan():
            second.setdefault(element.get("id", ""), []).append(object_of(element))
    return [
        again.pop(0)
        if one.code == _TWICE and (again := second.get("".join(one.words[:1])))
        else _element(cib, _about(one))
        for one in problems
    ]


def _about(problem: Diagnostic) -> str:
    """Return the name of the object whose statement is at fault."""
    return problem.owner or problem.subject or ""


def _element(cib: Cib, name: str) -> Element | None:
    found = cib.object(name)
    return found if found is not None else cib.find(name)


def _is_same(element: Element, now: Element | None) -> bool:
    return now is not None and xmltree.raw(element) == xmltree.raw(now)
