"""What the parts of a conversion of cluster.conf share."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from crmsh_py import xmltree
from crmsh_py.convert.documents import Document
from crmsh_py.convert.draft import Draft
from crmsh_py.convert.rhcs.choices import Choices
from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.source import Location
from crmsh_py.xmltree import Element


@dataclass(slots=True)
class Work:
    """A cluster.conf that is being converted.

    Attributes are read with `take`, so that in the end those that nobody took can be told.
    `nodes` are the names of the nodes in the order of the file; `properties` are those of the
    cluster that the CIB will have, added when all parts are done.
    """

    document: Document
    draft: Draft
    choices: Choices
    nodes: tuple[str, ...] = ()
    properties: dict[str, str] = field(default_factory=dict)
    # The elements are kept alive here: lxml would make others of them, with other identities.
    _taken: dict[Element, set[str]] = field(default_factory=dict)
    _places: dict[Element, Location] = field(default_factory=dict)

    def take(self, element: Element, name: str) -> str | None:
        """Return an attribute without blanks around it, and note that it was looked at."""
        taken = self._taken.get(element)
        if taken is None:
            taken = self._taken[element] = set()
        taken.add(name)
        value = element.get(name)
        return None if value is None else value.strip()

    def take_all(self, element: Element) -> None:
        """Note that all attributes of an element were looked at."""
        for name in element.keys():  # noqa: SIM118 (an element's own items are its children)
            self.take(element, name)

    def untaken(self, element: Element) -> Iterator[tuple[str, str]]:
        """Yield the attributes that nobody took."""
        taken = self._taken.get(element, set())
        return ((name, value) for name, value in element.items() if name not in taken)

    def place(self, element: Element, word: str = "") -> Location:
        """Return where an element stands, or an attribute of it."""
        if word:
            return self.document.place(element, word)
        known = self._places.get(element)
        if known is None:
            known = self._places[element] = self.document.place(element)
        return known

    def error(
        self, code: str, message: str, element: Element, word: str = "", *, hint: str | None = None
    ) -> None:
        """Report what cannot be converted faithfully."""
        self._report(Severity.ERROR, code, message, self.place(element, word), hint)

    def warn(
        self, code: str, message: str, element: Element, word: str = "", *, hint: str | None = None
    ) -> None:
        """Report an approximation, or something to check."""
        self._report(Severity.WARNING, code, message, self.place(element, word), hint)

    def tell(
        self, code: str, message: str, element: Element, word: str = "", *, hint: str | None = None
    ) -> None:
        """Report what was dropped without effect, or explain something."""
        self._report(Severity.INFO, code, message, self.place(element, word), hint)

    def _report(
        self, severity: Severity, code: str, message: str, at: Location, hint: str | None
    ) -> None:
        self.draft.report(Diagnostic(code, message, severity, location=at, hint=hint))


def children(element: Element, *tags: str) -> list[Element]:
    """Return the child elements, those of some tags only if any are given."""
    found = xmltree.children(element)
    return [child for child in found if not tags or child.tag in tags]
