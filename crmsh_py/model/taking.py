"""Taking the statements of a text one by one: each makes, replaces or keeps its object.

Of `load`; what is in the way was removed before (`room`).
"""

from collections.abc import Sequence
from dataclasses import replace as replaced

from crmsh_py import xmltree
from crmsh_py.diagnostics import CrmError
from crmsh_py.grammar import tree
from crmsh_py.grammar.lexical import quote
from crmsh_py.grammar.printer import to_text
from crmsh_py.model.cib import Cib
from crmsh_py.model.containers import held_already, make_container
from crmsh_py.model.define import (
    add_monitor,
    add_set_reference,
    build_options,
    has_monitor,
    merge_options,
)
from crmsh_py.model.describe import describe
from crmsh_py.model.elements import container, duplicate_id, is_object
from crmsh_py.model.fencing import spread
from crmsh_py.model.given import Given
from crmsh_py.model.homes import Homes
from crmsh_py.model.masking import mask_secrets, secrets_in
from crmsh_py.model.matching import node_as_it_is, node_of, object_like, same_kind
from crmsh_py.model.naming import Containing, section_of_element, with_id
from crmsh_py.model.objects import NewObject, claimed_ids, complete, from_xml, make, section_of
from crmsh_py.model.references import referenced_ids
from crmsh_py.model.room import let_go, take_out
from crmsh_py.model.vocabulary import CONTAINERS, OPTION_SETS, RESOURCES
from crmsh_py.secrets import MASK, is_secret
from crmsh_py.xmltree import Element


class Taker:
    """Takes statements; `made` are the objects they are about, in the order of taking.

    With `exact`, sets of options become what their statements say, else they merge by name;
    with `whole`, an object of another kind makes way.
    """

    def __init__(self, cib: Cib, givens: Sequence[Given], *, exact: bool, whole: bool) -> None:
        self._cib = cib
        self._exact = exact
        self._whole = whole
        self._referenced = referenced_ids(cib.root)
        self.made: list[tuple[Given, Element]] = []
        self.extended: list[tuple[Given, Element]] = []
        """What gets a part more, by a statement that is not about the whole object."""
        self.robbed: set[Element] = set()
        """Objects that lost ids of parts to others: they are made anew."""
        self._homes = Homes(cib, givens)
        self._nodes = {
            (one.statement.uname, one.statement.id or one.statement.uname)
            for one in givens
            if isinstance(one.statement, tree.Node)
        }

    def take(self, given: Given) -> None:
        """Carry out one statement.  Raises CrmError."""
        statement = given.statement
        match statement:
            case tree.Options():
                self._options(statement, given)
            case tree.Monitor():
                if not has_monitor(self._cib, statement):
                    add_monitor(self._cib, statement, given)
                self.extended.append((given, self._cib.ids()[statement.rsc]))
            case tree.Xml():
                for one in list(from_xml(given)):
                    self._element(one, given)
            case tree.FencingTopology():
                given = spread(self._cib, given)
                self._object(given.statement, given)
            case _:
                self._object(statement, given)

    def _object(self, statement: tree.Statement, given: Given) -> None:
        old = self._old(statement, given)
        if isinstance(statement, tree.Node) and old is not None:
            statement = node_as_it_is(statement, old, given)
            given = replaced(given, statement=statement)
        if old is not None and self._says_the_same(old, given):
            self.made.append((given, old))
            return
        if isinstance(statement, Containing):
            begun = self._homes.finish(statement, given)
            if begun is None:
                begun = make_container(self._cib, statement, given, old)
            element = begun
        else:
            element = make(self._cib, given, old)
            self._put(element, old, section_of(statement), given)
        self.made.append((given, element))

    def _says_the_same(self, old: Element, given: Given) -> bool:
        said = self._referenced.union(claimed_ids(given))
        return old not in self.robbed and _agree(describe(old, said), given.statement)

    def _old(self, statement: tree.Statement, given: Given) -> Element | None:
        """Return the object that a statement replaces; one of another section is in its way."""
        if isinstance(statement, tree.Node):
            return node_of(self._cib, statement, self._nodes)
        if isinstance(statement, tree.FencingTopology):
            return self._cib.section("fencing-topology")
        if isinstance(statement, tree.AclTarget):
            return self._cib.acl_target(statement.id)
        id_ = given.id
        found = self._cib.find(id_) if id_ is not None else None
        if found is None or id_ is None:
            return None
        if not is_object(found) or section_of_element(found) != section_of(statement):
            raise given.error(duplicate_id(found, id_))
        if not same_kind(found, statement):
            if not self._whole:
                raise given.error(duplicate_id(found, id_))
            self._open_up(found, statement)
        return found

    def _open_up(self, found: Element, statement: tree.Statement) -> None:
        """Take what outlives an object of another kind out of it; and a template-to-be out."""
        let_go(self._cib, found)
        if isinstance(statement, tree.Primitive) and statement.is_template:
            take_out(self._cib, found)

    def _put(self, element: Element, old: Element | None, section: str, given: Given) -> None:
        try:
            if old is None and not section:
                old = self._cib.ensure_section(str(element.tag))
            if old is None:
                self._cib.insert(self._parent_for(element, section), element)
            else:
                self._cib.replace(old, element)
        except CrmError as error:
            raise given.error(*error.diagnostics) from None

    def _parent_for(self, element: Element, section: str) -> Element:
        if section == "resources":
            return self._homes.of(element)
        return self._cib.ensure_section(section)

    def _element(self, new: NewObject, given: Given) -> None:
        """Take an object that was given as XML."""
        old = object_like(self._cib, new, self._is_made)
        if old is not None and self._is_as_given(old, new.element):
            self.made.append((given, old))
            return
        if old is not None and not self._can_replace(old, new):
            raise given.error(duplicate_id(old, new.element.get("id", "")))
        complete(self._cib, new.element, given, old)
        if old is not None:
            inner = [part.get("id", "") for part in xmltree.descendants(new.element)]
            let_go(self._cib, old, but=inner)
            if old.tag != new.element.tag:
                take_out(self._cib, old)
        self._free_inner(new.element, old, given)
        self._put(new.element, old, new.section, given)
        self.made.append((given, new.element))

    def _can_replace(self, old: Element, new: NewObject) -> bool:
        """Tell whether an object given as XML can come in the place of another one."""
        tags = {str(old.tag), str(new.element.tag)}
        alike = len(tags) == 1 or tags <= CONTAINERS or self._whole
        return alike and section_of_element(old) == new.section

    @staticmethod
    def _is_as_given(old: Element, new: Element) -> bool:
        """Tell whether an object is what one given as XML says, masked values included."""
        if any(one.get("value") == MASK for one in secrets_in(new)):
            old = xmltree.copy(old)
            mask_secrets(old)
        return xmltree.canonical(old) == xmltree.canonical(new)

    def _free_inner(self, element: Element, old: Element | None, given: Given) -> None:
        """Remove resources that stand elsewhere but come inside a container given as XML.

        Raises CrmError for one that another container holds.
        """
        inner = {part.get("id", ""): part for part in element.iterdescendants(*RESOURCES)}
        for id_, part in inner.items():
            there = self._cib.find(id_)
            if there is None or (old is not None and old in there.iterancestors()):
                continue
            outer = container(there)
            if outer is not None and outer.get("id") not in inner and not self._whole:
                raise given.error(held_already(id_, outer))
            if there.tag == part.tag or (self._whole and there.tag in {*RESOURCES, "template"}):
                let_go(self._cib, there, but=inner)
                self._cib.remove(there)

    def _options(self, statement: tree.Options, given: Given) -> None:
        section, _, default = OPTION_SETS[statement.keyword]
        if statement.id_ref is not None:
            self.made.append((given, self._reference(section, statement, given)))
            return
        id_ = statement.id or default
        old = self._cib.find(id_)
        if old is not None and section_of_element(old) != section:
            raise given.error(duplicate_id(old, id_))
        if not self._exact or old is None or self._is_made(old):
            element = merge_options(self._cib, statement, given)
        elif self._says_the_same(old, given) or (
            statement.id is None and _agree(describe(old), with_id(statement, default))
        ):
            element = old
        else:
            element = build_options(statement, id_)
            complete(self._cib, element, given, old)
            self._put(element, old, section, given)
        self.made.append((given, element))

    def _is_made(self, element: Element) -> bool:
        """Tell whether an earlier statement of the file is about an object."""
        return any(made is element for _, made in self.made)

    def _reference(self, section: str, statement: tree.Options, given: Given) -> Element:
        """Return the reference to a set that a statement means; there can be several alike."""
        parent = self._cib.ensure_section(section)
        for one in xmltree.children(parent):
            if one.get("id-ref") == statement.id_ref and not self._is_made(one):
                return one
        return add_set_reference(self._cib, statement, given)


def _agree(there: tree.Statement, given: tree.Statement) -> bool:
    """Tell whether a statement says what is there; a masked value is the one there is."""
    if there == given:
        return True
    text = to_text(given).replace(quote(MASK), MASK)  # as a masked value is printed
    return MASK in text and text == to_text(there, is_secret)
