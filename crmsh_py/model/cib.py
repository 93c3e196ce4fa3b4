"""The working configuration: an lxml tree, an index of its ids, and edits that can be undone.

The tree is the only state.  All edits go through `insert`, `remove`, `move` and `set`, which
keep the index right and note how to take themselves back: so a command that fails half-way,
and `undo`, cost what the command changed and not what the configuration holds.
"""

from collections.abc import Iterator

from crmsh_py import xmltree
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.model.edits import (
    Edit,
    Insertion,
    Removal,
    Setting,
    exchanged,
    layout_around,
    layout_inside,
    names,
    put_in_order,
    restore,
)
from crmsh_py.model.elements import duplicate_id, is_object, with_members
from crmsh_py.model.vocabulary import (
    FENCING_TOPOLOGY,
    NOT_XML_IDS,
    RESOURCES,
    SECTIONS,
    SHOWN,
)
from crmsh_py.xmltree import Element


class Cib:
    """A configuration that can be looked up, changed and written."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self._index: dict[str, Element] | None = None
        self._edits: list[Edit] = []
        self.promised: frozenset[str] = frozenset()
        """Ids that the text being loaded gives: none of them may be generated for another part."""
        self.shares_parts = True
        """Whether anything may stand for a part that is elsewhere (`id-ref`); `scan` finds out."""
        self.touched: set[tuple[str, str | None]] = set()
        """Tags and ids of the objects in which edits were ever made: no others can differ."""
        self.said: dict[tuple[Element, str], str] = {}
        """Which attributes were `set` to what, be it what they were."""
        self.edition = 0
        """Grows with every edit, and with each that is taken back: what was read may be stale."""

    # -- looking things up

    @property
    def configuration(self) -> Element:
        """The <configuration> element."""
        found = self.root.find("configuration")
        assert found is not None, "checked when the CIB was read"
        return found

    @property
    def schema(self) -> str:
        """The schema that the CIB says it is valid for, such as `pacemaker-3.9`."""
        return self.root.get("validate-with") or "none"

    def section(self, name: str) -> Element | None:
        """Return a child of <configuration>, or None."""
        return self.configuration.find(name)

    def ids(self) -> dict[str, Element]:
        """Return the index: every XML id of the configuration and who has it."""
        if self._index is None:
            self._index = _xml_ids(self.configuration)
        return self._index

    def scan(self) -> list[tuple[Element, Element]]:
        """Make the index anew; return the elements whose id an earlier one has, each with that one.

        The ids of machines are no XML ids, but must be different among themselves.
        """
        self._index = {}
        self.shares_parts = False
        nodes: dict[str, Element] = {}
        second: list[tuple[Element, Element]] = []
        for element in xmltree.descendants(self.configuration):
            id_ = element.get("id")
            if id_ is None:
                self.shares_parts = self.shares_parts or element.get("id-ref") is not None
                continue
            tag = element.tag
            if tag not in NOT_XML_IDS:
                first = self._index.setdefault(id_, element)
            elif tag == "node":
                first = nodes.setdefault(id_, element)
            else:
                continue
            if first is not element:
                second.append((element, first))
        return second

    def _note(self, element: Element) -> None:
        id_ = element.get("id")
        if id_ is not None and _is_xml_id(element):
            assert self._index is not None
            self._index.setdefault(id_, element)

    def find(self, id_: str) -> Element | None:
        """Return the element that has an XML id, or None; nodes are found by `node`."""
        return self.ids().get(id_)

    def node(self, name: str) -> Element | None:
        """Return the node of that name or, failing that, of that id."""
        section = self.section("nodes")
        nodes = [] if section is None else list(xmltree.children(section))
        by_name = (node for node in nodes if node.get("uname") == name)
        by_id = (node for node in nodes if node.get("id") == name)
        found = next(by_name, None)
        return found if found is not None else next(by_id, None)

    def resource(self, id_: str) -> Element | None:
        """Return a resource (a template is none), or None."""
        element = self.find(id_)
        return element if element is not None and element.tag in RESOURCES else None

    def object(self, id_: str) -> Element | None:
        """Return what a user may call an object: a resource, constraint, node, set of options."""
        element = self.find(id_)
        if element is not None and is_object(element):
            return element
        if id_ == FENCING_TOPOLOGY:
            return self.section("fencing-topology")
        return self.node(id_) if self.node(id_) is not None else self.acl_target(id_)

    def acl_target(self, name: str) -> Element | None:
        """Return the ACL target of that name, which is no XML id."""
        acls = self.section("acls")
        targets = [] if acls is None else acls.findall("acl_target")
        return next((one for one in targets if one.get("id") == name), None)

    def objects(self) -> Iterator[Element]:
        """Yield all objects in the order of `show`; members come before their container."""
        for name in SHOWN:
            section = self.section(name)
            if section is None:
                continue
            if name == "fencing-topology":
                yield section
            elif name == "resources":
                for resource in xmltree.children(section):
                    yield from with_members(resource)
            else:
                yield from xmltree.children(section)

    # -- edits

    def ensure_section(self, name: str) -> Element:
        """Return a section, making it if it is missing."""
        found = self.section(name)
        if found is not None:
            return found
        later = SECTIONS[SECTIONS.index(name) + 1 :]
        successor = next((s for s in map(self.section, later) if s is not None), None)
        section = xmltree.new(name)
        self.insert(self.configuration, section, successor)
        return section

    def insert(self, parent: Element, element: Element, successor: Element | None = None) -> None:
        """Put a new element in front of `successor`, or at the end.

        Raises CrmError (duplicate-id) if one of its ids is taken; then nothing has changed.
        """
        self.shares_parts = True  # perhaps: the next scan finds out
        ids = self.ids()
        own = _xml_ids(element)
        taken = [id_ for id_ in own if id_ in ids]
        if element.tag == "node":
            self._refuse_taken_node_id(parent, element)
        if taken:
            raise CrmError(*(duplicate_id(ids[id_], id_) for id_ in taken))
        if successor is None and xmltree.is_element(element):
            successor = end_of(parent)
        before = successor.getprevious() if successor is not None else xmltree.last_child(parent)
        layout = layout_around(parent, before, element)
        self.edition += 1
        xmltree.insert_before(parent, element, successor)
        self._touch(element)
        ids.update(own)
        self._edits.append(Insertion(element, layout))

    @staticmethod
    def _refuse_taken_node_id(nodes: Element, node: Element) -> None:
        """Hold that two machines have two ids: they are no XML ids, so nothing else does."""
        for other in xmltree.children(nodes):
            if other.get("id") == node.get("id"):
                words = f"the node {other.get('uname')!r} has the id {other.get('id')!r} already"
                raise CrmError(Diagnostic("duplicate-id", words, subject=node.get("id")))

    def remove(self, element: Element) -> None:
        """Take an element out, with all it holds."""
        parent = element.getparent()
        assert parent is not None
        layout = layout_around(parent, element.getprevious(), element)
        self.edition += 1
        self._edits.append(Removal(element, parent, element.getnext(), layout))
        self._touch(element)
        self._leave_out(element)
        xmltree.remove(element)

    def move(self, element: Element, parent: Element, successor: Element | None = None) -> None:
        """Put an element elsewhere."""
        inside = layout_inside(element)
        self.remove(element)
        self.insert(parent, element, successor)
        insertion = self._edits[-1]
        assert isinstance(insertion, Insertion)
        insertion.inside = inside

    def replace(self, old: Element, new: Element) -> None:
        """Put an element in the place of another."""
        parent, successor = old.getparent(), old.getnext()
        assert parent is not None
        self.remove(old)
        self.insert(parent, new, successor)

    def exchange(self, old: Element, new: Element) -> None:
        """Put an element, laid out already, in the place of another; note `touched` yourself."""
        self.edition += 1
        self._edits += exchanged(old, new)
        self._index = None
        self.shares_parts = True

    def set(self, element: Element, name: str, value: str | None) -> None:
        """Set an attribute, or take it off if the value is None."""
        if value is not None:
            self.said[element, name] = value
        if element.get(name) == value:
            return
        self._touch(element)
        self._edits.append(Setting(element, name, element.get(name), names(element)))
        self._write(element, name, value)

    def _touch(self, element: Element) -> None:
        """Note the object that an element is in, under its id before and after an edit.

        With a section, all that is in it is noted.
        """
        parent = element.getparent()
        if parent is not None and parent.tag == "configuration":
            self.touched.update((str(one.tag), one.get("id")) for one in xmltree.children(element))
        node = element
        for above in element.iterancestors():
            section = above.getparent()
            if section is None or section.tag == "configuration":
                break
            node = above
        self.touched.add((str(node.tag), node.get("id")))

    def _write(self, element: Element, name: str, value: str | None) -> None:
        self.edition += 1
        self.shares_parts = self.shares_parts or name == "id-ref"
        indexed = name == "id" and self._index is not None and _is_xml_id(element)
        if indexed:
            self._forget(element)
        if value is None:
            element.attrib.pop(name, None)
        else:
            element.set(name, value)
        if indexed:
            self._note(element)

    def _leave_out(self, element: Element) -> None:
        if self._index is not None:
            for part in (element, *xmltree.descendants(element)):
                self._forget(part)

    def _forget(self, element: Element) -> None:
        id_ = element.get("id")
        if self._index is not None and id_ is not None and self._index.get(id_) is element:
            del self._index[id_]

    # -- taking edits back

    def mark(self) -> int:
        """Return a mark to which `rollback` can return."""
        return len(self._edits)

    def rollback(self, mark: int) -> list[Edit]:
        """Take back all edits made since a mark, the last first; return what redoes them."""
        undone = []
        while len(self._edits) > mark:
            undone.append(self._reverse(self._edits.pop()))
        return undone

    def redo(self, undone: list[Edit]) -> None:
        """Carry out again what `rollback` took back."""
        for edit in reversed(undone):
            self._edits.append(self._reverse(edit))

    def _reverse(self, edit: Edit) -> Edit:
        """Take one edit back, and return the edit that this was."""
        self.edition += 1
        match edit:
            case Insertion():
                element = edit.element
                parent, successor = element.getparent(), element.getnext()
                assert parent is not None
                layout = layout_around(parent, element.getprevious(), element)
                inside = layout_inside(element) if edit.inside else []
                self._leave_out(element)
                xmltree.detach(element)
                restore(edit.layout + edit.inside)
                return Removal(element, parent, successor, layout, inside)
            case Removal():
                self.shares_parts = True
                xmltree.attach(edit.parent, edit.element, edit.successor)
                layout = layout_around(edit.parent, edit.element.getprevious(), edit.element)
                inside = layout_inside(edit.element) if edit.inside else []
                restore(edit.layout + edit.inside)
                if self._index is not None:
                    self._index.update(_xml_ids(edit.element))
                return Insertion(edit.element, layout, inside)
            case Setting():
                before = Setting(
                    edit.element, edit.name, edit.element.get(edit.name), names(edit.element)
                )
                self._write(edit.element, edit.name, edit.value)
                put_in_order(edit.element, edit.order)
                return before


def end_of(section: Element) -> Element | None:
    """Return in front of what a section ends: comments behind its last object stay behind."""
    above = section.getparent()
    if above is None or above.tag != "configuration":
        return None
    last = next(section.iterchildren("*", reversed=True), None)
    return None if last is None else last.getnext()


def _is_xml_id(element: Element) -> bool:
    return element.tag not in NOT_XML_IDS


def _xml_ids(element: Element) -> dict[str, Element]:
    """Return the ids of an element and all below it; of elements of one id, the first."""
    found: dict[str, Element] = {}
    for part in (element, *xmltree.descendants(element)):
        id_ = part.get("id")
        if id_ is not None and part.tag not in NOT_XML_IDS:
            found.setdefault(id_, part)
    return found
