"""What kind of CIB a document is, and the whole CIB that a part of one stands for."""

from crmsh_py import xmltree
from crmsh_py.model.releases import release
from crmsh_py.model.vocabulary import SECTION_OF, SECTIONS
from crmsh_py.xmltree import Element

_OLD_ATTRIBUTES = frozenset(
    {"cib_feature_revision", "have_quorum", "num_peers", "ccm_transition", "dc_uuid"}
)
_OLD_SCHEMAS = frozenset({"pacemaker-0.6", "transitional-0.6"})
_OLD_TAGS = frozenset({"attributes", "master_slave"})
_OLD_NAMES = frozenset({"score_attribute", "boolean_op", "score_attribute_mangled"})
_NEW_TAGS = frozenset(
    {
        *("master", "template", "bundle", "tag", "resource_set", "rsc_ticket", "acls", "alerts"),
        *("rsc_defaults", "op_defaults", "fencing-topology", "utilization"),
    }
)
_NEW_NAMES = frozenset({"with-rsc", "first", "then", "score-attribute", "boolean-op", "id-ref"})
_CONFIGURATION = frozenset({"configuration", *SECTIONS})
_PARTS = _CONFIGURATION | {"status"}


_SECTIONS = {
    **SECTION_OF,
    "master_slave": "resources",
}
"""Tag of an object, which may stand alone in a file, to the section where it belongs."""


def in_section(root: Element) -> Element:
    """Return the section around an object that stands alone, or the document as it is."""
    section = _SECTIONS.get(str(root.tag))
    if section is None:
        return root
    holder = xmltree.new(section)
    xmltree.attach(holder, root, None)
    return holder


def is_cib(root: Element) -> bool:
    """Tell a CIB, or a part of one, from any other document."""
    return root.tag == "cib" or root.tag in _PARTS


def has_configuration(root: Element) -> bool:
    """Tell a document with a configuration, or a part of one, from one with neither."""
    return any(one.tag in _CONFIGURATION for one in (root, *root))


def is_legacy(root: Element) -> bool:
    """Tell a CIB of Heartbeat 2 or Pacemaker 0.6 from one of a later schema.

    `validate-with` decides where it names a later schema.  A part of a CIB has none: then signs
    of the later schemas do, where there are no old ones.
    """
    schema = root.get("validate-with", "").strip().lower()
    if schema in _OLD_SCHEMAS:
        return True
    if release(schema) is not None or schema == "pacemaker-next":
        return False
    if not _OLD_ATTRIBUTES.isdisjoint(root.attrib) or any(map(_is_old, root.iter("*"))):
        return True
    return not any(map(_is_new, root.iter("*")))


def _is_old(element: Element) -> bool:
    if element.tag in {"rsc_order", "rsc_colocation"}:
        return "from" in element.attrib
    return element.tag in _OLD_TAGS or not _OLD_NAMES.isdisjoint(element.attrib)


def _is_new(element: Element) -> bool:
    return element.tag in _NEW_TAGS or not _NEW_NAMES.isdisjoint(element.attrib)


def sections(root: Element) -> dict[str, list[Element]]:
    """Return the elements of each section, whatever part of a CIB the document is.

    `status` is among them; a section that stands twice is read twice.
    """
    found: dict[str, list[Element]] = {}
    for one in _candidates(root):
        found.setdefault(str(one.tag), []).append(one)
    return found


def _candidates(root: Element) -> list[Element]:
    if root.tag not in {"cib", "configuration"}:
        return [root]
    children = list(xmltree.children(root))
    around = [child for child in children if child.tag == "configuration"]
    inner = [one for child in around for one in xmltree.children(child)]
    return [*(one for one in children if one.tag != "configuration"), *inner]
