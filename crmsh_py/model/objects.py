"""Objects made from statements: built, their secrets unmasked, their parts given ids."""

from collections.abc import Iterator
from dataclasses import dataclass

from crmsh_py import xmltree
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar import tree
from crmsh_py.model import identifiers
from crmsh_py.model.acls import build_acl
from crmsh_py.model.build import build
from crmsh_py.model.cib import Cib
from crmsh_py.model.comments import carry_over
from crmsh_py.model.elements import duplicate_id
from crmsh_py.model.given import Given
from crmsh_py.model.masking import unmask
from crmsh_py.model.vocabulary import NOT_XML_IDS, OPTION_SETS, SECTION_OF
from crmsh_py.xmltree import Element

_DEFAULTS = {section for section, tag, _ in OPTION_SETS.values() if tag == "meta_attributes"}


@dataclass(frozen=True, slots=True)
class NewObject:
    """An element that is to stand in a section."""

    element: Element
    section: str


def section_of(statement: tree.Statement) -> str:
    """Return the section that a statement's object stands in."""
    match statement:
        case tree.Options():
            return OPTION_SETS[statement.keyword][0]
        case tree.Location() | tree.Colocation() | tree.Order() | tree.RscTicket():
            return "constraints"
        case tree.Node():
            return "nodes"
        case tree.Tag():
            return "tags"
        case tree.Alert():
            return "alerts"
        case tree.Role() | tree.AclTarget() | tree.AclGroup() | tree.User():
            return "acls"
        case tree.FencingTopology():
            return ""
        case _:
            return "resources"


def make(cib: Cib, given: Given, old: Element | None = None) -> Element:
    """Build the element of a statement; `old` is the object in whose place it comes."""
    if isinstance(given.statement, tree.Role | tree.User):
        element = build_acl(cib.schema, given)
    else:
        element = build(given.statement)
    complete(cib, element, given, old)
    return element


def complete(cib: Cib, element: Element, given: Given, old: Element | None) -> None:
    """Give an object what its statement leaves unsaid: kept secrets, ids, and old comments.

    What becomes of the comments is settled when all objects are in their places.
    """
    refuse_repeated_ids(element, given)
    problems = unmask(element, old)
    if problems:
        raise given.error(*problems)
    freed = set() if old is None else _own_ids(old)
    identifiers.assign(element, identifiers.Allocator(_Taken(cib, freed)), old)
    if old is not None and next(xmltree.comments(element), None) is None:
        carry_over(old, element)


def refuse_repeated_ids(element: Element, given: Given) -> None:
    """Raise CrmError if two parts of an object were given one id."""
    seen: dict[str, Element] = {}
    for part in (element, *xmltree.descendants(element)):
        id_ = part.get("id")
        if id_ is not None and part.tag not in NOT_XML_IDS and seen.setdefault(id_, part) != part:
            raise given.error(duplicate_id(element, id_))


class _Taken:
    """The ids of a CIB, but for those of the object that is being replaced."""

    def __init__(self, cib: Cib, freed: set[str]) -> None:
        self._ids = cib.ids()
        self._promised = cib.promised
        self._freed = freed

    def __contains__(self, id_: object) -> bool:
        return (id_ in self._ids and id_ not in self._freed) or id_ in self._promised


def _own_ids(element: Element) -> set[str]:
    parts = [element, *xmltree.descendants(element)]
    return {
        part.attrib["id"] for part in parts if "id" in part.attrib and part.tag not in NOT_XML_IDS
    }


def from_xml(given: Given) -> Iterator[NewObject]:
    """Yield the objects of an `xml` statement (a section of defaults may hold several).

    Raises CrmError.
    """
    assert isinstance(given.statement, tree.Xml)
    try:
        root = xmltree.parse(given.statement.text, given.source.name)
    except CrmError as error:
        problem = error.diagnostics[0]
        raise given.error(Diagnostic(problem.code, problem.message, hint=problem.hint)) from None
    tag = str(root.tag)
    if tag in _DEFAULTS:
        for part in list(xmltree.children(root)):
            yield NewObject(xmltree.copy(part), tag)
    elif tag in SECTION_OF or tag == "fencing-topology":
        yield NewObject(root, SECTION_OF.get(tag, ""))
    else:
        message = f"<{tag}> is no object of a CIB"
        raise given.error(Diagnostic("syntax-error", message, hint=_hint_for(tag)))


def _hint_for(tag: str) -> str:
    if tag == "meta_attributes":  # so other shells print a set of defaults
        return f"write it inside {' or '.join(f'<{one}>' for one in sorted(_DEFAULTS))}"
    return f"one of: {', '.join([*SECTION_OF, 'fencing-topology', *sorted(_DEFAULTS)])}"


def claimed_ids(given: Given) -> Iterator[str]:
    """Yield the ids that a statement gives to parts of its object."""
    if isinstance(given.statement, tree.Xml):
        for one in from_xml(given):
            yield from _own_ids(one.element)
    elif "id=" in given.source.text or "$" in given.source.text or _has_rights(given):
        yield from _explicit_ids(given.statement)


def _has_rights(given: Given) -> bool:
    return isinstance(given.statement, tree.Role | tree.User)


def _explicit_ids(value: object) -> Iterator[str]:
    """Yield the ids of the parts below a statement, or below a part of one."""
    for name in getattr(value, "__dataclass_fields__", ()):
        inner = getattr(value, name)
        for part in inner if isinstance(inner, tuple) else (inner,):
            if not isinstance(part, tree.TemplateRef) and hasattr(part, "__dataclass_fields__"):
                yield from filter(
                    None, (getattr(part, "id", None), getattr(part, "fields_id", None))
                )
                yield from _explicit_ids(part)
