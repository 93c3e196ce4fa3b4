"""Objects made from statements: built, their secrets unmasked, their parts given ids."""

from collections.abc import Iterator
from dataclasses import dataclass

from crmsh_py import xmltree
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar import tree
from crmsh_py.model import identifiers
from crmsh_py.model.build import build
from crmsh_py.model.cib import Cib, duplicate_id
from crmsh_py.model.given import Given
from crmsh_py.model.vocabulary import NOT_XML_IDS, OPTION_SETS, SECTION_OF
from crmsh_py.secrets import MASK, is_secret
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
        case tree.Location() | tree.Colocation() | tree.Order():
            return "constraints"
        case tree.Node():
            return "nodes"
        case tree.Tag():
            return "tags"
        case _:
            return "resources"


def make(cib: Cib, given: Given, old: Element | None = None) -> Element:
    """Build the element of a statement; `old` is the object in whose place it comes."""
    element = build(given.statement)
    complete(cib, element, given, old)
    return element


def complete(cib: Cib, element: Element, given: Given, old: Element | None) -> None:
    """Give an object what its statement leaves unsaid: comments, kept secrets, ids."""
    for line in reversed(given.comments):
        element.insert(0, xmltree.comment(line))
    refuse_repeated_ids(element, given)
    unmask(element, old, given)
    freed = set() if old is None else _own_ids(old)
    identifiers.assign(element, identifiers.Allocator(_Taken(cib, freed)), old)


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
        self._freed = freed

    def __contains__(self, id_: object) -> bool:
        return id_ in self._ids and id_ not in self._freed


def _own_ids(element: Element) -> set[str]:
    parts = [element, *xmltree.descendants(element)]
    return {part.attrib["id"] for part in parts if "id" in part.attrib}


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
        known = ", ".join([*SECTION_OF, "fencing-topology", *sorted(_DEFAULTS)])
        raise given.error(
            Diagnostic("syntax-error", f"<{tag}> is no object of a CIB", hint=f"one of: {known}")
        )


def claimed_ids(given: Given) -> Iterator[str]:
    """Yield the ids that a statement gives to parts of its object."""
    if isinstance(given.statement, tree.Xml):
        for one in from_xml(given):
            yield from _own_ids(one.element)
    elif "$" in given.source.text:
        yield from _explicit_ids(given.statement)


def _explicit_ids(value: object) -> Iterator[str]:
    if isinstance(value, tuple):
        for one in value:
            yield from _explicit_ids(one)
        return
    parts = tree.NvSet | tree.Op | tree.Operations | tree.Rule | tree.NvPair
    if isinstance(value, parts) and value.id is not None:
        yield value.id
    for name in ("clauses", "sets", "rules", "nvpairs"):
        yield from _explicit_ids(getattr(value, name, ()))


# ------------------------------------------------------------------ secrets


def unmask(element: Element, old: Element | None, given: Given) -> None:
    """Put the values of the CIB in the place of masked ones.

    Raises CrmError (masked-value) where there is none to keep.
    """
    problems = []
    for part in xmltree.descendants(element):
        name = part.get("name", "")
        if part.tag != "nvpair" or part.get("value") != MASK or not is_secret(name):
            continue
        kept = None if old is None else _value_kept(part, old)
        if kept is None:
            problems.append(masked_value(name))
        else:
            part.set("value", kept)
    if problems:
        raise given.error(*problems)


def masked_value(name: str) -> Diagnostic:
    """Report a masked value that has nothing to keep."""
    return Diagnostic(
        "masked-value",
        f"the value of {name!r} is masked, and the configuration has none to keep",
        subject=f"{name}={MASK}",
        hint="type the value itself; 'save' writes secrets out, 'show' hides them",
    )


def _value_kept(part: Element, old: Element) -> str | None:
    place = _place(part)
    for other in xmltree.descendants(old):
        if other.tag == "nvpair" and _place(other) == place and other.get("value") is not None:
            return other.get("value")
    return None


def _place(nvpair: Element) -> tuple[str | None, ...]:
    """Return what tells the pairs of one object apart: set, operation, name."""
    nvset = nvpair.getparent()
    owner = nvset.getparent() if nvset is not None else None
    return (
        str(nvset.tag) if nvset is not None else None,
        owner.get("name") if owner is not None and owner.tag == "op" else None,
        nvpair.get("name"),
    )
