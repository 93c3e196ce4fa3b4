"""Elements into the syntax tree, if the language can say all that they say.

Each function names every attribute and child that it puts into words; anything else makes the
object one that is shown as XML.  So a new attribute of Pacemaker's shows as XML and is never
lost.  Property tests hold that building what was described gives the same again.
"""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from functools import partial

from crmsh_py import xmltree
from crmsh_py.grammar import tree
from crmsh_py.model.comments import own_comments, texts
from crmsh_py.model.describe import (
    acls,
    alerts,
    bundles,
    constraints,
    fencing,
    options,
    resources,
)
from crmsh_py.model.describe.values import InexpressibleError
from crmsh_py.model.vocabulary import OPTION_SETS
from crmsh_py.xmltree import Element

__all__ = ["as_xml", "comments", "describe"]


def describe(element: Element, referenced: AbstractSet[str] = frozenset()) -> tree.Statement:
    """Return the statement that says what an object says, a raw `xml` one if nothing else does.

    `referenced` are the ids that other elements refer to (`references.referenced_ids`): they
    are put into words, all other ids of parts are not.
    """
    function = _FUNCTIONS.get(_keyword(element))
    if function is not None:
        try:
            return function(referenced, element)
        except InexpressibleError:
            pass
    return tree.Xml(as_xml(element))


def as_xml(element: Element, *, comments: bool = False) -> str:
    """Return an object as XML text; a set of defaults inside its section, which tells which.

    Comments are left out, unless wanted: in a text they stand above.
    """
    parent, twin = element.getparent(), xmltree.copy(element)
    for one in [] if comments else list(xmltree.comments(twin)):
        xmltree.remove(one)
    if element.tag == "meta_attributes" and parent is not None:
        wrapper = xmltree.new(str(parent.tag))
        wrapper.append(twin)
        twin = wrapper
    return xmltree.to_text(twin, pretty=True)


def comments(element: Element) -> tuple[str, ...]:
    """Return the comments in an object and right in front of it, each as lines of a text."""
    return tuple(texts(own_comments(element)))


def _keyword(element: Element) -> str:
    parent = element.getparent()
    section = str(parent.tag) if parent is not None else ""
    return _OPTION_KEYWORDS.get((section, str(element.tag)), str(element.tag))


_OPTION_KEYWORDS = {(section, tag): word for word, (section, tag, _) in OPTION_SETS.items()}


def _tag(_referenced: AbstractSet[str], element: Element) -> tree.Tag:
    return options.tag(element)


_FUNCTIONS: dict[str, Callable[[AbstractSet[str], Element], tree.Statement]] = {
    "primitive": resources.primitive,
    "template": resources.primitive,
    "group": resources.group,
    "clone": resources.clone,
    "master": resources.clone,
    "bundle": bundles.bundle,
    "alert": alerts.alert,
    "fencing-topology": fencing.topology,
    "acl_role": acls.role,
    "acl_target": acls.target,
    "acl_group": acls.group,
    "acl_user": acls.user,
    "rsc_location": constraints.location,
    "rsc_colocation": constraints.colocation,
    "rsc_order": constraints.order,
    "rsc_ticket": constraints.rsc_ticket,
    "node": options.node,
    "tag": _tag,
    **{word: partial(options.options, word) for word in OPTION_SETS},
}
