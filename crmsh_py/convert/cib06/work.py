"""A CIB that is being converted: the new tree, names old and new, problems, the report.

What all modules of this package share.  They make new elements below `section(...)` and never
change the old ones; an old element (or an attribute of it) says where something stands.
"""

from dataclasses import dataclass, field

from crmsh_py import xmltree
from crmsh_py.convert.cib06.choices import Choices
from crmsh_py.convert.cib06.ids import Ids
from crmsh_py.convert.cib06.targets import Targets
from crmsh_py.convert.conversion import Conversion, Row
from crmsh_py.convert.documents import Document
from crmsh_py.convert.draft import listed
from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.model.cib import Cib
from crmsh_py.model.vocabulary import SECTIONS
from crmsh_py.source import Location
from crmsh_py.xmltree import Element


@dataclass(slots=True)
class Work:
    """A conversion that is being made; `conversion` ends it.

    `node_names` gives the name of a node by its old id (a UUID), `node_ids` the new id by name.
    `claimed` gives the new id of each old resource and constraint; what refers to one asks `ids`.
    `ping_nodes` are those of ha.cf, if that was given.
    """

    document: Document
    choices: Choices
    root: Element
    ids: Ids
    node_names: dict[str, str] = field(default_factory=dict)
    node_ids: dict[str, str] = field(default_factory=dict)
    claimed: dict[Element, str] = field(default_factory=dict)
    targets: Targets = field(default_factory=Targets)
    ping_nodes: tuple[str, ...] = ()
    corosync: str | None = None
    problems: list[Diagnostic] = field(default_factory=list)
    locations: dict[str, Location] = field(default_factory=dict)
    _rows: list[Row] = field(default_factory=list)
    _todo: dict[str, None] = field(default_factory=dict)

    # -- the new tree

    def section(self, name: str) -> Element:
        """Return a section of the new configuration, making it in its place if it is missing."""
        configuration = self.root.find("configuration")
        assert configuration is not None
        found = configuration.find(name)
        if found is None:
            later = SECTIONS[SECTIONS.index(name) + 1 :]
            successor = next((s for s in map(configuration.find, later) if s is not None), None)
            found = xmltree.new(name)
            xmltree.attach(configuration, found, successor)
        return found

    def made(self, new: Element, old: Element) -> Element:
        """Note from which old element an object with an id was made."""
        self.locations.setdefault(new.attrib["id"], self.place(old))
        return new

    # -- problems and the report

    def place(self, element: Element, word: str = "") -> Location:
        """Return where an old element stands, or a word (an attribute, say) of its tag."""
        return self.document.place(element, word)

    def fail(
        self, code: str, message: str, element: Element, word: str = "", **more: str | None
    ) -> None:
        """Report what cannot be converted faithfully; `more` are `subject` and `hint`."""
        self._report(Severity.ERROR, code, message, self.place(element, word), more)

    def warn(
        self, code: str, message: str, element: Element, word: str = "", **more: str | None
    ) -> None:
        """Report an approximation, or what a person has to check."""
        self._report(Severity.WARNING, code, message, self.place(element, word), more)

    def tell(
        self, code: str, message: str, element: Element, word: str = "", **more: str | None
    ) -> None:
        """Report what was left out without any effect, or explain."""
        self._report(Severity.INFO, code, message, self.place(element, word), more)

    def _report(
        self,
        severity: Severity,
        code: str,
        message: str,
        location: Location,
        more: dict[str, str | None],
    ) -> None:
        subject, hint = more.get("subject"), more.get("hint")
        self.problems.append(Diagnostic(code, message, severity, subject, location, hint))

    def became(self, element: Element, piece: str, *results: str, note: str = "") -> None:
        """Note for the report what an old element became; without results: it was dropped."""
        self._rows.append(Row(piece, results, note, self.place(element)))

    def remind(self, sentence: str) -> None:
        """Note what a person has to do by hand; the same sentence counts once."""
        self._todo[sentence] = None

    def conversion(self) -> Conversion:
        """Return what it comes to."""
        xmltree.lay_out(self.root)
        return Conversion(
            Cib(self.root),
            # What is copied, a rule of a set that was split, is reported with each copy.
            listed(tuple(dict.fromkeys([*self.document.diagnostics, *self.problems]))),
            self.corosync,
            rows=tuple(self._rows),
            todo=tuple(self._todo),
            locations=self.locations,
        )
