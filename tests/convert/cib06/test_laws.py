"""Laws that hold for whatever is in an old CIB."""

from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convert.cib06.fragments import converted, dummy, params, primitive
from convert.goldens import CASES
from crmsh_py import xmltree
from crmsh_py.convert.cib06.converter import convert
from crmsh_py.convert.conversion import Input
from crmsh_py.diagnostics import errors
from crmsh_py.verify.schema import violations
from crmsh_py.xmltree import Element

SOURCE = xmltree.parse((CASES / "cib06/constructs/cib.xml").read_bytes(), "constructs")
NAMES = (
    *("id", "name", "value", "class", "type", "provider", "score", "rsc", "from", "to", "role"),
    *("interval", "timeout", "operation", "attribute", "is_managed", "ordered", "collocated"),
    *("globally_unique", "score_attribute", "symmetrical", "prereq", "on_fail", "action", "node"),
)
VALUES = (
    *("", "0", "1", "true", "false", "INFINITY", "-5", "10s", "#default", "default", "Master"),
    *("web", "db", "disk", "disk:0", "mail", "bag", "pings", "alice", "9", "a b", "é", "1:x"),
)
TAGS = (
    *("primitive", "group", "clone", "master_slave", "op", "rule", "expression", "nvpair"),
    *("attributes", "rsc_location", "rsc_order", "rsc_colocation", "lifetime", "meta_attributes"),
)
OBJECTS = {*TAGS[:4], *TAGS[9:12]}
PLACES = st.integers(min_value=0)
CHANGES = st.one_of(
    st.tuples(st.just("set"), PLACES, st.sampled_from(NAMES), st.sampled_from(VALUES)),
    st.tuples(st.just("tag"), PLACES, st.sampled_from(TAGS), st.just("")),
    st.tuples(st.just("remove"), PLACES, st.just(""), st.just("")),
    st.tuples(st.just("repeat"), PLACES, st.just(""), st.just("")),
)
Change = tuple[str, int, str, str]


def changed(changes: list[Change]) -> bytes:
    root = deepcopy(SOURCE)
    for kind, place, name, value in changes:
        inner = list(root.iterfind("configuration//*"))
        if inner:
            change(inner[place % len(inner)], kind, name, value)
    return xmltree.to_bytes(root)


def change(element: Element, kind: str, name: str, value: str) -> None:
    parent = element.getparent()
    assert parent is not None
    match kind:
        case "set":
            element.set(name, value)
        case "tag":
            element.tag = name
        case "remove":
            parent.remove(element)
        case "repeat":
            parent.append(deepcopy(element))


@settings(max_examples=60, deadline=None)
@given(st.lists(CHANGES, min_size=1, max_size=12))
def test_whatever_comes_of_a_cib_is_valid_and_the_same_each_time(changes: list[Change]) -> None:
    octets = changed(changes)

    first, second = (convert(Input("cib.xml", octets)) for _ in range(2))

    assert first.diagnostics == second.diagnostics
    assert (first.cib is None) == (second.cib is None)
    if first.cib is not None and second.cib is not None:
        assert xmltree.to_bytes(first.cib.root) == xmltree.to_bytes(second.cib.root)
        assert errors(violations(xmltree.copy(first.cib.root))) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(CHANGES, min_size=1, max_size=12))
def test_the_report_names_what_is_there_and_diagnostics_have_places(changes: list[Change]) -> None:
    octets = changed(changes)

    conversion = convert(Input("cib.xml", octets))

    assert conversion.cib is not None
    made = {one.get("id", "") for one in conversion.cib.root.iter("*")}
    about = [row for row in conversion.rows if row.piece.split()[0] in OBJECTS]
    assert {id_ for row in about for id_ in row.results} <= made
    assert all(one.location is not None for one in conversion.diagnostics)


@pytest.mark.parametrize("digits", ["9" * 20, "9" * 5000])
def test_numbers_of_any_length_raise_nothing(digits: str) -> None:
    inside = params("q", priority=digits, failure_timeout=digits)
    inside += f'<operations><op id="o" name="monitor" interval="{digits}" timeout="{digits}s"/>'
    inside += "</operations>"
    clone = params("p", clone_max=digits, clone_node_max=digits)

    conversion = converted(
        f'<clone id="c">{clone}{dummy("a", inside, migration_threshold=digits)}</clone>'
        + primitive("s", "heartbeat", "apache", params("r", **{digits: "x"})),
        dc_deadtime=digits,
        default_resource_stickiness=digits,
        default_resource_failure_stickiness=f"-{digits}",
        choices=None,
        **{"stonith-timeout": digits, "cluster-delay": digits, "batch-limit": digits},
    )

    assert conversion.cib is not None
    assert not [one for one in conversion.cib.root.iter("nvpair", "op") if digits in one.values()]
