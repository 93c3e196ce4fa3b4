"""What the statements of a file do: they may come in any order and replace what is there.

What a statement does not change is not touched, so that a file that was saved and is loaded
again changes nothing, ids and layout included.  Raises CrmError with everything that is wrong
in the whole file; the caller takes back what was done (`Cib.rollback`).
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace as replaced

from crmsh_py import xmltree
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar import tree
from crmsh_py.model.cib import Cib, container, duplicate_id, is_object, members, object_of
from crmsh_py.model.define import (
    add_monitor,
    add_set_reference,
    build_options,
    has_monitor,
    make_container,
    merge_options,
)
from crmsh_py.model.describe import comments, describe
from crmsh_py.model.given import Given
from crmsh_py.model.homes import Homes
from crmsh_py.model.matching import node_as_it_is, node_of, object_like, same_kind
from crmsh_py.model.naming import (
    identity,
    member_ids,
    name_of,
    name_of_options,
    names_in_xml,
    section_of_element,
    top,
    with_id,
)
from crmsh_py.model.objects import NewObject, claimed_ids, complete, from_xml, make, section_of
from crmsh_py.model.ordering import in_order
from crmsh_py.model.references import dangling, referenced_ids
from crmsh_py.model.vocabulary import CONTAINERS, OPTION_SETS
from crmsh_py.xmltree import Element

_CONTAINER_STATEMENTS = (tree.Group, tree.Clone)


def update(cib: Cib, givens: Sequence[Given]) -> list[str]:
    """Replace the objects of the same ids, add the others; sets of options merge by name.

    Returns the ids of the objects that the file is about.
    """
    return _Loader(cib, givens).load()


def replace(cib: Cib, givens: Sequence[Given]) -> list[str]:
    """Make the configuration what the file says; nodes that it does not name stay."""
    return _Loader(cib, givens, whole=True).load()


def edited(
    cib: Cib, givens: Sequence[Given], names: Collection[str], gone: Collection[str]
) -> list[str]:
    """Make objects what an edited text says.

    `names` are the objects that the text was about, `gone` those of them whose statements were
    taken out.  Sets of options are exactly what the text says; what the text did not hold is not
    touched, and a statement about it is refused.
    """
    strangers = [
        problem
        for given in givens
        if given.id is not None and given.id not in names
        if (there := cib.object(given.id)) is not None
        and section_of_element(there) == section_of(given.statement)
        for problem in given.placed([duplicate_id(there, given.id)])
    ]
    if strangers:
        raise CrmError(*strangers)
    return _Loader(cib, givens, exact=True, gone=gone).load()


class _Loader:
    def __init__(
        self,
        cib: Cib,
        givens: Sequence[Given],
        *,
        whole: bool = False,
        exact: bool = False,
        gone: Collection[str] = (),
    ) -> None:
        self._cib = cib
        self._givens = givens
        self._whole = whole
        self._exact = whole or exact
        self._gone = frozenset(gone)
        self._referenced = referenced_ids(cib.root)
        self._problems: list[Diagnostic] = []
        self._made: list[tuple[Given, Element]] = []
        self._robbed: set[Element] = set()
        self._homes = Homes(cib, givens)
        self._nodes = {
            (one.statement.uname, one.statement.id or one.statement.uname)
            for one in givens
            if isinstance(one.statement, tree.Node)
        }

    def load(self) -> list[str]:
        self._refuse_repeated_ids()
        self._raise()
        self._remove_unwanted()
        self._free_claimed_ids()
        self._open_changed_containers()
        for wanted in (self._is_plain, self._is_group, self._is_clone):
            for given in filter(wanted, self._givens):
                self._attempt(self._take, given)
        self._raise()
        if self._whole:
            self._arrange()
        self._refuse_dangling()
        self._problems += self._emptied_containers()
        self._raise()
        return [element.get("id", str(element.tag)) for _, element in self._made]

    def _raise(self) -> None:
        if self._problems:
            order = {given.source: at for at, given in enumerate(self._givens)}
            self._problems.sort(
                key=lambda one: order.get(one.location.source, 0) if one.location else 0
            )
            raise CrmError(*self._problems)

    def _attempt(self, function: Callable[[Given], None], given: Given) -> None:
        try:
            function(given)
        except CrmError as error:
            self._problems += error.diagnostics

    # -- the file as such

    @staticmethod
    def _is_group(given: Given) -> bool:
        return isinstance(given.statement, tree.Group)

    @staticmethod
    def _is_clone(given: Given) -> bool:
        return isinstance(given.statement, tree.Clone)

    @staticmethod
    def _is_plain(given: Given) -> bool:
        return not isinstance(given.statement, _CONTAINER_STATEMENTS)

    def _refuse_repeated_ids(self) -> None:
        """Report ids that two statements of the file give to different objects."""
        seen: dict[tuple[str, str | None], Given] = {}
        for given in self._givens:
            id_ = given.id
            if id_ is None or isinstance(given.statement, tree.Options | tree.Monitor):
                continue
            key = identity(given.statement, id_)
            first = seen.setdefault(key, given)
            if first is not given:
                line = first.source.line
                self._problems += given.placed(
                    [
                        Diagnostic(
                            "duplicate-id",
                            f"the id {id_!r} is given twice, first in line {line}",
                            subject=id_,
                        )
                    ]
                )

    # -- making room

    def _named(self) -> set[tuple[str, str]]:
        """Return the objects that the file keeps, as section and name; those in `xml` too."""
        names: set[tuple[str, str]] = set()
        for given in self._givens:
            statement = given.statement
            if isinstance(statement, tree.Options):
                names.add((section_of(statement), name_of_options(statement)))
            elif isinstance(statement, tree.Xml):
                self._attempt(lambda one: names.update(names_in_xml(one)), given)
            elif given.id is not None:
                names.add((section_of(statement), given.id))
        return names

    def _remove_unwanted(self) -> None:
        if not self._whole and not self._gone:
            return
        named: set[tuple[str, str]] = self._named() if self._whole else set()
        self._raise()
        for element in list(self._cib.objects()):
            if element.getparent() is None or not self._is_unwanted(element, named):
                continue
            if element.tag in CONTAINERS:
                self._empty(element, named)
            self._cib.remove(element)

    def _is_unwanted(self, element: Element, named: set[tuple[str, str]]) -> bool:
        name = name_of(element)
        if self._whole:
            return element.tag != "node" and (section_of_element(element), name) not in named
        return (element.get("uname") if element.tag == "node" else name) in self._gone

    def _empty(self, element: Element, named: set[tuple[str, str]]) -> None:
        """Put the members that are kept in front of their container."""
        parent = element.getparent()
        assert parent is not None
        for member in members(element):
            if not self._is_unwanted(member, named):
                self._cib.move(member, parent, element)

    def _free_claimed_ids(self) -> None:
        """Take ids that the file gives to other parts from objects that it replaces anyway."""
        objects = {id_ for given in self._givens if (id_ := given.id) is not None}
        for given in self._givens:
            self._attempt(lambda one: self._claim(one, objects), given)
        self._raise()

    def _claim(self, given: Given, objects: set[str]) -> None:
        for id_ in claimed_ids(given):
            part = self._cib.find(id_)
            owner = None if part is None else object_of(part)
            if part is None or owner is None or part is owner:
                continue
            name = owner.get("uname") or owner.get("id") or ""
            if name != given.id and name in objects:
                self._cib.set(part, "id", None)
                self._robbed.add(owner)

    def _refuse_dangling(self) -> None:
        """Report references to nothing; those that were there before are no fault of the file."""
        for given, element in self._made:
            self._problems += given.placed(dangling(self._cib, element))
        if self._gone:
            made = {element for _, element in self._made}
            for one in self._cib.objects():
                if one not in made:
                    missing = dangling(self._cib, one)
                    self._problems += [each for each in missing if each.subject in self._gone]

    def _open_changed_containers(self) -> None:
        """Let the members go of containers that are to hold others than now."""
        for given in self._givens:
            statement = given.statement
            if not isinstance(statement, _CONTAINER_STATEMENTS):
                continue
            old = self._cib.find(statement.id)
            if old is None or old.tag not in CONTAINERS:
                continue
            if [member.get("id") for member in members(old)] != member_ids(statement):
                self._let_go(old)

    def _emptied_containers(self) -> list[Diagnostic]:
        resources = self._cib.section("resources")
        if resources is None:
            return []
        emptied = [
            element
            for element in xmltree.descendants(resources)
            if element.tag in {"group", "clone", "master"} and not members(element)
        ]
        return [
            Diagnostic(
                "empty-container",
                f"{element.get('id')!r} would be left without members",
                subject=element.get("id"),
            )
            for element in emptied
        ]

    # -- one statement

    def _take(self, given: Given) -> None:
        statement = given.statement
        match statement:
            case tree.Options():
                self._options(statement, given)
            case tree.Monitor():
                if not has_monitor(self._cib, statement):
                    add_monitor(self._cib, statement, given)
            case tree.Xml():
                for one in list(from_xml(given)):
                    self._element(one, given)
            case _:
                self._object(statement, given)

    def _object(self, statement: tree.Statement, given: Given) -> None:
        old = self._old(statement, given)
        if isinstance(statement, tree.Node) and old is not None:
            statement = node_as_it_is(statement, old, given)
            given = replaced(given, statement=statement)
        if old is not None and self._says_the_same(old, given):
            self._made.append((given, old))
            return
        if isinstance(statement, tree.Group | tree.Clone):
            begun = self._homes.finish(statement, given)
            if begun is None:
                begun = make_container(self._cib, statement, given, old)
            element = begun
        else:
            element = make(self._cib, given, old)
            self._put(element, old, section_of(statement), given)
        self._made.append((given, element))

    def _says_the_same(self, old: Element, given: Given) -> bool:
        return old not in self._robbed and (
            describe(old, self._referenced) == given.statement and comments(old) == given.comments
        )

    def _old(self, statement: tree.Statement, given: Given) -> Element | None:
        """Return the object that a statement replaces; one of another section is in its way."""
        if isinstance(statement, tree.Node):
            return node_of(self._cib, statement, self._nodes)
        id_ = given.id
        found = self._cib.find(id_) if id_ is not None else None
        if found is None or id_ is None:
            return None
        if not is_object(found) or section_of_element(found) != section_of(statement):
            raise given.error(duplicate_id(found, id_))
        if not same_kind(found, statement):
            if not self._whole:
                raise given.error(duplicate_id(found, id_))
            self._let_go(found)
        return found

    def _let_go(self, outer: Element, *, but: Collection[str] = ()) -> None:
        """Put the members of a container, some excepted, in front of the outermost one."""
        outermost = top(outer)
        parent = outermost.getparent()
        assert parent is not None
        for member in members(outer) if outer.tag in CONTAINERS else []:
            if member.get("id") not in but:
                self._cib.move(member, parent, outermost)

    def _put(self, element: Element, old: Element | None, section: str, given: Given) -> None:
        try:
            if old is None:
                self._cib.insert(self._parent_for(element, section), element)
            else:
                self._cib.replace(old, element)
        except CrmError as error:
            raise given.error(*error.diagnostics) from None

    def _parent_for(self, element: Element, section: str) -> Element:
        if section == "resources":
            return self._homes.of(element)
        return self._cib.ensure_section(section) if section else self._cib.configuration

    def _element(self, new: NewObject, given: Given) -> None:
        """Take an object that was given as XML."""
        old = object_like(self._cib, new, self._is_made)
        if old is not None and xmltree.canonical(old) == xmltree.canonical(new.element):
            self._made.append((given, old))
            return
        complete(self._cib, new.element, given, old)
        if old is not None:
            inner = [part.get("id", "") for part in xmltree.descendants(new.element)]
            self._let_go(old, but=inner)
        self._free_inner(new.element, old)
        self._put(new.element, old, new.section, given)
        self._made.append((given, new.element))

    def _free_inner(self, element: Element, old: Element | None) -> None:
        """Remove resources that stand elsewhere but come inside a container given as XML."""
        for part in xmltree.descendants(element):
            there = self._cib.find(part.get("id", "")) if part.tag == "primitive" else None
            if there is not None and (old is None or old not in there.iterancestors()):
                self._cib.remove(there)

    def _options(self, statement: tree.Options, given: Given) -> None:
        section, _, default = OPTION_SETS[statement.keyword]
        if statement.id_ref is not None:
            self._made.append((given, self._reference(section, statement, given)))
            return
        old = self._cib.find(statement.id or default)
        if not self._exact or old is None or self._is_made(old):
            element = merge_options(self._cib, statement, given)
        elif self._says_the_same(old, given) or (
            statement.id is None and describe(old) == with_id(statement, default)
        ):
            element = old
        else:
            element = build_options(statement, statement.id or default)
            complete(self._cib, element, given, old)
            self._put(element, old, section, given)
        self._made.append((given, element))

    def _is_made(self, element: Element) -> bool:
        """Tell whether an earlier statement of the file is about an object."""
        return any(made is element for _, made in self._made)

    def _reference(self, section: str, statement: tree.Options, given: Given) -> Element:
        """Return the reference to a set that a statement means; there can be several alike."""
        parent = self._cib.ensure_section(section)
        for one in xmltree.children(parent):
            if one.get("id-ref") == statement.id_ref and not self._is_made(one):
                return one
        return add_set_reference(self._cib, statement, given)

    # -- the order of the file

    def _arrange(self) -> None:
        """Bring the objects of each section into the order of the file; the rest stay first."""
        wanted: dict[Element, list[Element]] = {}
        position = {given.source: at for at, given in enumerate(self._givens)}
        for _, element in sorted(self._made, key=lambda made: position[made[0].source]):
            outermost = top(element)
            section = outermost.getparent()
            if section is not None and section is not self._cib.configuration:
                children = wanted.setdefault(section, [])
                if container(element) is None and outermost not in children[-1:]:
                    children.append(outermost)
        for section, order in wanted.items():
            in_order(self._cib, section, order)
