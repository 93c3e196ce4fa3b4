"""Whole CIBs, as XML text."""

from collections.abc import Callable

from hypothesis import strategies as st

from crmsh_py import xmltree
from crmsh_py.model.masking import secrets_in
from crmsh_py.secrets import MASK
from crmsh_py.xmltree import Element
from whole_schema.constraints import constraints
from whole_schema.drawing import BOOLEANS, TEXTS, Drawing, Values
from whole_schema.nodes import nodes
from whole_schema.resources import resources, simple_primitives
from whole_schema.rest import acls, alerts, fencing, options, tags

ROOT = {
    "validate-with": "pacemaker-3.9",
    "crm_feature_set": "3.16.1",
    "admin_epoch": "0",
    "epoch": "7",
    "num_updates": "0",
}
_MORE: Values = {
    **dict.fromkeys(("remote-tls-port", "remote-clear-port"), st.just("1234")),
    **dict.fromkeys(("have-quorum", "no-quorum-panic"), BOOLEANS),
    **dict.fromkeys(("dc-uuid", "cib-last-written", "execution-date"), TEXTS),
    **dict.fromkeys(("update-origin", "update-client", "update-user"), TEXTS),
}

_Family = Callable[[Drawing, Element], None]
_FAMILIES: dict[str, _Family] = {
    "crm_config": options,
    "nodes": nodes,
    "resources": resources,
    "constraints": constraints,
    "tags": tags,
    "acls": acls,
    "fencing-topology": fencing,
    "alerts": alerts,
    "rsc_defaults": options,
    "op_defaults": options,
}
_CHOICES = st.lists(st.sampled_from(list(_FAMILIES)), unique=True, min_size=1, max_size=3).map(
    tuple
)
_REQUIRED = frozenset({"crm_config", "nodes", "resources", "constraints"})
_REFERRING = ("constraints", "fencing-topology", "tags", "acls")
"""What is drawn last, since it needs something to refer to."""
_COMMENTS = ("why", " # why ", "größe: a=b \\", " two\n lines ", "", " primitive a Dummy ")


@st.composite
def cibs(draw: st.DrawFn, only: tuple[str, ...] = (), *, comments: bool = False) -> str:
    """Draw a valid CIB: few objects of a few families, in whose parts anything can stand.

    `only` are the sections that are drawn, any if there are none.  No secret is what stands in the
    place of secrets: such a text is refused.
    """
    drawing = Drawing(draw)
    more = drawing.some(_MORE) if drawing.chance(8) else {}
    root = xmltree.new("cib", {**ROOT, **more})
    configuration = xmltree.sub(root, "configuration")
    chosen = only or tuple(draw(_CHOICES))
    there = _REQUIRED.union(chosen) | ({"tags"} if drawing.chance(20) else set())
    sections = {name: xmltree.sub(configuration, name) for name in _FAMILIES if name in there}
    for name in sorted(chosen, key=lambda one: one in _REFERRING):
        if name in _REFERRING and not drawing.known(["primitive"]):
            simple_primitives(drawing, sections["resources"])
        _FAMILIES[name](drawing, sections[name])
    if comments:
        _comment(drawing, configuration)
    for secret in secrets_in(root):
        if secret.get("value") == MASK:
            secret.set("value", f"{MASK}*")
    xmltree.sub(root, "status")
    return xmltree.to_text(root, pretty=True)


def _comment(drawing: Drawing, configuration: Element) -> None:
    """Put comments between objects and into them."""
    places = list(configuration.iterdescendants("*"))
    for _ in drawing.times(3, least=1):
        place = drawing.pick(places)
        at = drawing.of(st.integers(0, len(place)))
        place.insert(at, xmltree.comment(drawing.pick(_COMMENTS)))
