"""Making an object like another one.

Raises CrmError with what stands in the way; the caller takes back what was done (`Cib.rollback`).
"""

from crmsh_py import xmltree
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar.lexical import ID
from crmsh_py.model import identifiers
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import a_kind, duplicate_id, kind, object_name
from crmsh_py.model.naming import top
from crmsh_py.model.references import references
from crmsh_py.model.remove import no_such_object
from crmsh_py.model.vocabulary import NOT_XML_IDS, RESOURCES
from crmsh_py.xmltree import Element

_ONLY_ONE = {
    "node": "nodes enter the cluster by themselves; 'node NAME attributes ...' is for values",
    "cluster_property_set": "a cluster has one set of properties; 'property NAME=VALUE' sets one",
    "meta_attributes": "defaults are set by 'rsc_defaults' and 'op_defaults'",
    "fencing-topology": "there is one fencing topology; 'edit fencing_topology' changes it",
}
"""Tags of objects of which a second one makes no sense, and what to do instead."""


def copy_object(cib: Cib, old: str, new: str) -> dict[str, str]:
    """Add an object with the content of another one at the end of its section.

    The ids of its parts are generated; what it refers to stays.  The members of a container are
    copied too: MEMBER is `MEMBER-NEW` in the copy.  Comments are left out, being about the old
    one.  Returns the name of each object that was copied, and that of its copy.
    """
    element = cib.object(old)
    if element is None:
        raise CrmError(no_such_object(cib, old))
    if (reason := _ONLY_ONE.get(str(element.tag))) is not None:
        message = f"{a_kind(element)} cannot be copied"
        raise CrmError(Diagnostic("wrong-kind", message, subject=old, hint=reason))
    copy = xmltree.copy(element)
    names = _rename(copy, old, new)
    _require_free(cib, copy, names)
    _give_new_ids(cib, copy)
    for comment in [one for one in copy.iterdescendants() if xmltree.is_comment(one)]:
        xmltree.remove(comment)
    section = top(element).getparent()
    assert section is not None
    cib.insert(section, copy)
    return names


def _rename(copy: Element, old: str, new: str) -> dict[str, str]:
    """Give the copies of an object and its members their names; return them by the old ones."""
    names = {old: new}
    copy.set("id", new)
    for part in xmltree.descendants(copy):
        if part.tag in RESOURCES:
            id_ = part.get("id", "")
            names[id_] = f"{id_}-{new}"
            part.set("id", names[id_])
    return names


def _require_free(cib: Cib, copy: Element, names: dict[str, str]) -> None:
    is_xml_id = copy.tag not in NOT_XML_IDS
    new = copy.get("id", "")
    problems: list[Diagnostic] = []
    if is_xml_id and not ID.fullmatch(new):
        hint = "an id begins with a letter or '_' and holds letters, digits, '.', '-', '_'"
        message = f"{new!r} cannot be an id"
        raise CrmError(Diagnostic("invalid-id", message, subject=new, hint=hint))
    for name in names.values():
        taken = cib.find(name) if is_xml_id else cib.object(name)
        if taken is not None:
            problems.append(duplicate_id(taken, name))
    if problems:
        raise CrmError(*problems)


def _give_new_ids(cib: Cib, copy: Element) -> None:
    """Give the parts of a copy new ids; what refers to parts of the object itself follows."""
    parts = [
        part
        for part in xmltree.descendants(copy)
        if "id" in part.attrib and part.tag not in NOT_XML_IDS | RESOURCES
    ]
    before = {part: str(part.attrib.pop("id")) for part in parts}
    allocator = identifiers.Allocator(cib.ids())
    identifiers.assign(copy, allocator)
    new_ids = {}
    for part, id_ in before.items():
        if "id" not in part.attrib:  # of a kind that no id is generated for
            part.set("id", allocator.new(f"{copy.get('id')}-{part.tag!s}"))
        new_ids[id_] = part.attrib["id"]
    for reference in references(copy):
        if reference.attribute == "id-ref" and reference.target in new_ids:
            reference.element.set("id-ref", new_ids[reference.target])


def container_note(cib: Cib, old: str, new: str) -> str | None:
    """Return that the copy of a member is no member, if so."""
    element = cib.object(old)
    outer = None if element is None else element.getparent()
    if outer is None or outer.tag not in RESOURCES:
        return None
    return f"{new} stands by itself: {old} is in the {kind(outer)} {object_name(outer)}"
