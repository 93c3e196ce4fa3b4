"""What a typed statement does."""

import pytest

from crmsh_py.model.load import update
from model.configurations import givens_of
from model.texts import cib_with, lines, refusals, type_in

RSCS = "primitive a Dummy\nprimitive b Dummy\nprimitive c Dummy\n"


@pytest.mark.parametrize(
    ("statement", "refused"),
    [
        ("primitive a Dummy", [("duplicate-id", "a")]),
        ("location a b 1: n", [("duplicate-id", "a")]),
        ("primitive a-instance_attributes Dummy", [("duplicate-id", "a-instance_attributes")]),
        ("primitive x Dummy params $id=b", [("duplicate-id", "b")]),
        ("group g a a", [("in-two-containers", "a")]),
        (
            "group g a nosuch other",
            [("dangling-reference", "nosuch"), ("dangling-reference", "other")],
        ),
        ("group g a k", [("wrong-kind", "k")]),
        ("group g2 a m", [("in-two-containers", "m")]),
        ("clone g2 m", [("in-two-containers", "m")]),
        ("clone g2 nosuch", [("dangling-reference", "nosuch")]),
        ("order o a nosuch", [("dangling-reference", "nosuch")]),
        ("order o ( a x ) y", [("dangling-reference", "x"), ("dangling-reference", "y")]),
        ("location l nosuch 1: n", [("dangling-reference", "nosuch")]),
        ("location l k 1: n", [("wrong-kind", "k")]),
        ("primitive x @nosuch", [("dangling-reference", "nosuch")]),
        ("primitive x @a", [("wrong-kind", "a")]),
        ("primitive x Dummy params $id-ref=nosuch", [("dangling-reference", "nosuch")]),
        ("property $id-ref=nosuch", [("dangling-reference", "nosuch")]),
        ("rsc_defaults @nosuch", [("dangling-reference", "nosuch")]),
        ("property a: x=1", [("duplicate-id", "a")]),
        ("group g c*", [("dangling-reference", "c*")]),
        ("primitive x Dummy params password=******", [("masked-value", "password=******")]),
        ("property new-secret=******", [("masked-value", "new-secret=******")]),
        ("primitive x Dummy params $id=y meta $id=y", [("duplicate-id", "y")]),
        (
            'xml <primitive id="x" template="x"><operations id="x"/></primitive>',
            [("duplicate-id", "x")],
        ),
        ("monitor nosuch 10s", [("dangling-reference", "nosuch")]),
        ("monitor k 10s", [("wrong-kind", "k")]),
        ("monitor a 10000ms", [("duplicate-operation", "a")]),
        ("node n1:remote", [("duplicate-id", "n1")]),
        ("node 9: n1", [("duplicate-id", "n1")]),
        ("node 1: n2", [("duplicate-id", "1")]),
    ],
)
def test_a_statement_is_refused_with_all_that_is_wrong(
    statement: str, refused: list[tuple[str, str]]
) -> None:
    cib = cib_with(
        "primitive a Dummy params x=1 op monitor interval=10s\nprimitive b Dummy\n"
        "primitive m Dummy\ngroup g1 m\nlocation k b 1: n1\nnode 1: n1\n"
    )

    assert refusals(lambda: type_in(cib, statement)) == refused


def test_members_move_into_a_container_at_the_place_of_the_first() -> None:
    cib = cib_with(RSCS + "order o a b\n")

    type_in(cib, "group g b c")
    type_in(cib, "clone cl g meta interleave=true")

    assert lines(cib) == [
        "primitive a Dummy",
        "primitive b Dummy",
        "primitive c Dummy",
        "group g b c",
        "clone cl g meta interleave=true",
        "order o a b",
    ]


def test_options_are_merged_by_name() -> None:
    cib = cib_with("property a=1 b=2\n")

    ids = type_in(cib, "property b=3 c=4\nproperty other: a=5\nrsc_defaults x=1\nrsc_defaults y=2")

    assert ids == ["cib-bootstrap-options", "other", "rsc-options", "rsc-options"]
    assert lines(cib) == [
        "property cib-bootstrap-options: a=1 b=3 c=4",
        "property other: a=5",
        "rsc_defaults rsc-options: x=1 y=2",
    ]


def test_options_go_to_the_set_there_is_if_the_default_one_is_missing() -> None:
    cib = cib_with("rsc_defaults mine: x=1\nrsc_defaults ruled: rule #uname eq n y=1\n")

    ids = type_in(cib, "rsc_defaults x=2")

    assert ids == ["mine"]


def test_a_masked_value_keeps_the_secret() -> None:
    cib = cib_with("property secret=hush a=1\n")

    type_in(cib, "property secret=****** a=2")

    assert lines(cib) == ["property cib-bootstrap-options: secret=hush a=2"]


def test_a_node_takes_further_attributes() -> None:
    cib = cib_with("node 1: n1 attributes rack=r1\n")

    type_in(cib, "node n1 description=x attributes rack=r2 standby=on utilization cpu=2")

    assert lines(cib) == [
        "node 1: n1 description=x attributes rack=r2 standby=on utilization cpu=2"
    ]


def test_a_monitor_is_added_to_a_primitive() -> None:
    cib = cib_with("primitive a Dummy\nprimitive b Dummy op start interval=0s\n")

    type_in(cib, "monitor a 10s\nmonitor b:Master 20s:30\nmonitor b 21s")

    ops = "op monitor interval=20s timeout=30 role=Master op monitor interval=21s"
    assert lines(cib) == [
        "primitive a Dummy op monitor interval=10s",
        f"primitive b Dummy op start interval=0s {ops}",
    ]


def test_the_same_name_can_be_a_node_and_a_resource() -> None:
    cib = cib_with("primitive web Dummy\n")

    type_in(cib, "node web")
    update(cib, givens_of(cib))

    assert lines(cib) == ["node web", "primitive web Dummy"]
