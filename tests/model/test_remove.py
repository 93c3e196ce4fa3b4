"""Deleting and renaming."""

import pytest

from crmsh_py.model.remove import delete, rename
from model.texts import cib_with, lines, refusals

WEB = (
    "primitive a Dummy\nprimitive b Dummy\ngroup g a b\nclone cl g\nprimitive c Dummy\n"
    "rsc_template t Dummy\nprimitive d @t\n"
)


@pytest.mark.parametrize(
    ("ids", "left"),
    [
        (["cl"], ["a", "b", "g", "c", "t", "d"]),
        (["cl", "g"], ["a", "b", "c", "t", "d"]),
        (["g", "cl"], ["a", "b", "c", "t", "d"]),
        (["a"], ["b", "g", "cl", "c", "t", "d"]),
        (["cl", "g", "a", "b"], ["c", "t", "d"]),
        (["b", "a", "g", "cl"], ["c", "t", "d"]),
        (["d", "t"], ["a", "b", "g", "cl", "c"]),
        (["t", "d"], ["a", "b", "g", "cl", "c"]),
    ],
)
def test_members_stay_in_the_place_of_their_container(ids: list[str], left: list[str]) -> None:
    cib = cib_with(WEB)

    delete(cib, ids)

    assert [line.split()[1] for line in lines(cib)] == left


@pytest.mark.parametrize(
    ("ids", "refused"),
    [
        (["nosuch", "a", "other"], [("no-such-object", "nosuch"), ("no-such-object", "other")]),
        (["c*"], [("no-such-object", "c*")]),
        (["a-instance_attributes"], [("no-such-object", "a-instance_attributes")]),
        (["a", "b"], [("empty-container", "g")]),
        (["g"], [("empty-container", "cl")]),
        (["t"], [("still-referenced", "t")]),
    ],
)
def test_what_cannot_go_is_refused(ids: list[str], refused: list[tuple[str, str]]) -> None:
    cib = cib_with(WEB)

    assert refusals(lambda: delete(cib, ids)) == refused


def test_what_refers_to_an_object_must_be_named_too() -> None:
    cib = cib_with("primitive a Dummy\nprimitive b Dummy\norder o a b\nlocation l a 1: n\n")

    assert refusals(lambda: delete(cib, ["a"])) == [("still-referenced", "a")]
    assert delete(cib, ["o", "a", "l"]) == []
    assert lines(cib) == ["primitive b Dummy"]


def test_a_cascade_takes_what_means_nothing_any_more() -> None:
    cib = cib_with(
        "primitive a Dummy\nprimitive b Dummy\nprimitive c Dummy\norder two a b\n"
        "order three a b c\ntag one a\ntag more a b\nlocation l a 1: n\nlocation o one 1: n\n"
    )

    said = delete(cib, ["a"], cascade=True)

    assert lines(cib) == [
        "primitive b Dummy",
        "primitive c Dummy",
        "order three b c",
        "tag more b",
    ] or lines(cib) == [
        "primitive b Dummy",
        "primitive c Dummy",
        "order three _rsc_set_ b c",
        "tag more b",
    ]
    assert sorted(said) == [
        "a taken out of order three",
        "a taken out of tag more",
        "location l deleted: it refers to a",
        "location o deleted: it refers to one",
        "order two deleted: it refers to a",
        "tag one deleted: it refers to a",
    ]


def test_a_cascade_stops_at_what_it_may_not_delete() -> None:
    cib = cib_with(WEB)

    assert refusals(lambda: delete(cib, ["t"], cascade=True)) == [("still-referenced", "t")]


def test_all_references_follow_a_rename() -> None:
    cib = cib_with(
        WEB + "order o cl ( c d )\nlocation l c rule #uname eq c\ntag x c t\n"
        'xml \'<fencing-topology><fencing-level id="f" index="1" target="n" devices="c,d"/>'
        "</fencing-topology>'\n"
    )

    rename(cib, "c", "new")
    rename(cib, "t", "tpl")

    assert lines(cib) == [
        *("primitive a Dummy", "primitive b Dummy", "group g a b", "clone cl g"),
        "primitive new Dummy",
        "rsc_template tpl Dummy",
        "primitive d @tpl",
        "order o cl ( new d )",
        "location l new rule #uname eq c",
        "xml '<fencing-topology> \\",
        '  <fencing-level id="f" index="1" target="n" devices="new,d"/> \\',
        "</fencing-topology>'",
        "tag x new tpl",
    ]


def test_a_node_is_renamed_with_its_constraints_but_not_a_resource_of_its_name() -> None:
    cib = cib_with("node n1\nnode 2: n2\nprimitive n1 Dummy\nlocation l n1 1: n1\n")

    rename(cib, "n2", "other")

    assert lines(cib)[:2] == ["node n1", "node 2: other"]


@pytest.mark.parametrize(
    ("old", "new", "refused"),
    [
        ("nosuch", "x", [("no-such-object", "nosuch")]),
        ("a", "b", [("duplicate-id", "b")]),
        ("a", "9bad", [("invalid-id", "9bad")]),
        ("a", "x y", [("invalid-id", "x y")]),
    ],
)
def test_a_bad_name_is_refused(old: str, new: str, refused: list[tuple[str, str]]) -> None:
    cib = cib_with(WEB)

    assert refusals(lambda: rename(cib, old, new)) == refused
