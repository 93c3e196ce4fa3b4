"""The table of what came with which schema, against Pacemaker's schemas."""

from functools import cache
from itertools import pairwise

import pytest

from crmsh_py import xmltree
from crmsh_py.model.releases import KNOWN, PACEMAKER_SCHEMAS, installed, release
from crmsh_py.verify.introduced import CONSTRUCTS, Construct, violations
from crmsh_py.xmltree import Element

PREVIOUS = {release(new): old for old, new in pairwise(KNOWN)}
P = 'class="ocf" provider="p" type="t"'
PRIMITIVES = f'<primitive id="a" {P}/><primitive id="b" {P}/>'
SET = '<resource_set id="set"><resource_ref id="a"/></resource_set>'
DATE = '<date_expression id="d" operation="{}" start="2030"{}>{}</date_expression>'


def in_rule(inside: str) -> str:
    return f'<rsc_location id="x" rsc="a"><rule id="r" score="1">{inside}</rule></rsc_location>'


def in_defaults(inside: str) -> str:
    rule = f'<rule id="r" score="1">{inside}</rule>'
    return f'<op_defaults><meta_attributes id="x">{rule}</meta_attributes></op_defaults>'


def bundle(container: str, inside: str = "") -> str:
    return f'<bundle id="x">{container}{inside}</bundle>'


def alert(inside: str) -> str:
    return f'<alerts><alert id="x" path="/x">{inside}</alert></alerts>'


EXPRESSION = '<expression id="e" attribute="a" operation="eq" value="1"/>'
SPEC = DATE.replace(' start="2030"', "").format("date_spec", "", '<date_spec id="s"/>')
RESOURCES = {
    "template": '<template id="x" class="lsb" type="t"/>',
    "primitive": '<primitive id="x" class="lsb" type="t"/>',
    "utilization": f'<primitive id="x" {P}><utilization id="u"/></primitive>',
    "op": (
        f'<primitive id="x" {P}><operations><op id="o" name="n" interval="0"/></operations>'
        "</primitive>"
    ),
    "nvpair": (
        f'<primitive id="x" {P}><meta_attributes id="m"><nvpair id="n" name="n" value="1"/>'
        "<nvpair/></meta_attributes></primitive>"
    ),
    "bundle": bundle('<docker image="i"/>'),
    "docker": bundle('<docker image="i"/>'),
    "rkt": bundle('<rkt image="i"/>'),
    "podman": bundle('<podman image="i"/>'),
    "network": bundle('<docker image="i"/>', "<network/>"),
}
CONSTRAINTS = {
    "rsc_location": '<rsc_location id="x" rsc="a" node="n" score="1"/>',
    "rsc_colocation": '<rsc_colocation id="x" rsc="a" with-rsc="b" score="1"/>',
    "rsc_order": '<rsc_order id="x" first="a" then="b"/>',
    "rsc_ticket": '<rsc_ticket id="x" rsc="a" ticket="T"/>',
    "resource_set": f'<rsc_order id="x">{SET}</rsc_order>',
    "expression": in_rule(EXPRESSION),
    "rule": in_rule(EXPRESSION),
    "date_expression": in_rule(DATE.format("in_range", "", "")),
    "date_spec": in_rule(SPEC),
    "duration": in_rule(DATE.format("in_range", "", '<duration id="s"/>')),
}
OTHERS = {
    "rsc_expression": in_defaults('<rsc_expression id="e"/>'),
    "op_expression": in_defaults('<op_expression id="e" name="monitor"/>'),
    "fencing-topology": "<fencing-topology/>",
    "fencing-level": (
        '<fencing-topology><fencing-level id="x" target-value="v" index="1" devices="a"/>'
        "</fencing-topology>"
    ),
    "acls": "<acls/>",
    "acl_target": '<acls><acl_target id="x"/></acls>',
    "acl_group": '<acls><acl_group id="x"/></acls>',
    "acl_permission": (
        '<acls><acl_role id="x"><acl_permission id="p" kind="read" xpath="/cib"/></acl_role></acls>'
    ),
    "tags": "<tags/>",
    "alerts": "<alerts/>",
    "select": alert("<select/>"),
}
NODES = {"node": '<node id="1" uname="n" type="member"/>'}
VALUES = {
    "add-host": "true",
    "id-ref": "n",
    "kind": "Optional",
    "ordering": "group",
    "require-all": "true",
    "resource-discovery": "never",
    "role": "Started",
    "template": "t",
    "value-source": "param",
}


@cache
def schema(name: str) -> xmltree.Schema:
    return xmltree.Schema(PACEMAKER_SCHEMAS / f"{name}.rng")


def example(construct: Construct) -> Element:
    """Return a CIB that has a construct, and nothing else that is new."""
    tag = construct.tag
    constraint = CONSTRAINTS.get(tag, "")
    if construct.inside == {"rsc_location"}:
        constraint = f'<rsc_location id="x" node="n" score="1">{SET}</rsc_location>'
    root = xmltree.parse(
        '<cib admin_epoch="0" epoch="0" num_updates="0"><configuration><crm_config/>'
        f"<nodes>{NODES.get(tag, '')}</nodes>"
        f"<resources>{PRIMITIVES}{RESOURCES.get(tag, '')}</resources>"
        f"<constraints>{constraint}</constraints>{OTHERS.get(tag, '')}"
        "</configuration><status/></cib>",
        "example",
    )
    element = list(root.iter(tag))[-1]
    give(element, construct)
    return root


def give(element: Element, construct: Construct) -> None:
    """Give an element the attributes that make it a construct."""
    for name, values in construct.having.items():
        given = element.get(name, VALUES.get(name, "1"))
        element.set(name, given if values is None else min(values))
    for name in construct.lacking:
        element.attrib.pop(name, None)
    match next(iter(construct.having), ""):
        case "template":  # a template takes the place of the agent
            del element.attrib["class"], element.attrib["type"]
            element.addprevious(xmltree.new("template", {"id": "t", "class": "lsb", "type": "t"}))
        case "rsc-pattern":
            del element.attrib["rsc"]


def label(construct: Construct) -> str:
    return f"{construct.tag} {construct.words}"


@pytest.mark.skipif(not installed(), reason="Pacemaker's schemas are not installed")
@pytest.mark.parametrize("construct", CONSTRUCTS, ids=label)
def test_the_schema_that_the_table_names_was_the_first_to_have_it(construct: Construct) -> None:
    root = example(construct)
    first = f"pacemaker-{construct.since[0]}.{construct.since[1]}"

    judgements = [
        schema(name).accepts(xmltree.copy(root)) for name in (first, PREVIOUS[construct.since])
    ]

    assert judgements == [True, False]


@pytest.mark.parametrize("construct", CONSTRUCTS, ids=label)
def test_it_is_found_in_a_cib_of_an_older_schema_only(construct: Construct) -> None:
    root = example(construct)
    before = release(PREVIOUS[construct.since])
    assert before is not None

    found = [violations(root.iter("*"), one) for one in (before, construct.since)]

    assert {problem.code for _, problem in found[0]} == {"needs-newer-schema"}
    assert found[1] == []
