"""What statements about bundles do: their primitive moves in and out, ids stay."""

from collections.abc import Callable

import pytest

from crmsh_py import xmltree
from crmsh_py.commands.texts import statements_in
from crmsh_py.model import load
from crmsh_py.model.cib import Cib
from crmsh_py.model.remove import delete
from model.texts import cib_with, lines, refusals, type_in

BOTH = pytest.mark.parametrize("function", [load.update, load.replace])
Function = Callable[..., list[str]]


def loading(cib: Cib, text: str, function: Function = load.update) -> list[str]:
    return function(cib, statements_in(text, "file"))


def tags_in(cib: Cib, id_: str) -> list[str]:
    """Return the tags of what an object holds, in order."""
    found = cib.find(id_)
    assert found is not None
    return [str(child.tag) for child in xmltree.children(found)]


def test_the_primitive_moves_into_the_bundle_which_takes_its_place() -> None:
    cib = cib_with("primitive a Dummy\nprimitive b Dummy\nprimitive c Dummy\n")

    type_in(cib, "bundle x docker image=i primitive b\n")

    assert lines(cib) == [
        "primitive a Dummy",
        "primitive b Dummy",
        "bundle x docker image=i primitive b",
        "primitive c Dummy",
    ]
    assert tags_in(cib, "x") == ["docker", "primitive"]


def test_a_bundle_needs_no_primitive() -> None:
    cib = cib_with("primitive a Dummy\n")

    type_in(cib, "bundle x docker image=i\n")

    assert lines(cib) == ["primitive a Dummy", "bundle x docker image=i"]


def test_a_deleted_bundle_leaves_its_primitive() -> None:
    cib = cib_with("primitive a Dummy\nbundle x docker image=i primitive a\nprimitive b Dummy\n")

    delete(cib, ["x"])

    assert lines(cib) == ["primitive a Dummy", "primitive b Dummy"]


@BOTH
def test_the_primitive_stands_where_the_text_has_it(function: Function) -> None:
    cib = cib_with("primitive a Dummy\nbundle x docker image=i network primitive a\n")

    loading(cib, "bundle x docker image=i primitive a network\nprimitive a Dummy\n", function)
    moved = tags_in(cib, "x")
    loading(cib, "bundle x primitive b docker image=i\nprimitive b Dummy\n", function)

    assert moved == ["docker", "primitive", "network"]
    assert tags_in(cib, "x") == ["primitive", "docker"]


def test_a_bundle_gives_its_primitive_to_a_group_and_takes_another() -> None:
    cib = cib_with("primitive a Dummy\nprimitive b Dummy\nbundle x docker image=i primitive a\n")

    loading(cib, "group g a\nbundle x docker image=i primitive b\n")

    assert [line for line in lines(cib) if not line.startswith("primitive")] == [
        "group g a",
        "bundle x docker image=i primitive b",
    ]


def test_a_bundle_can_become_another_container() -> None:
    cib = cib_with("primitive a Dummy\nbundle x docker image=i primitive a\nlocation l x 1: n\n")

    loading(cib, "clone x a\n")

    assert lines(cib) == ["primitive a Dummy", "clone x a", "location l x 1: n"]


def test_mappings_keep_their_ids() -> None:
    cib = cib_with(
        "bundle x docker image=i network port-mapping id=web port=80 port-mapping port=81 "
        "storage storage-mapping $id=data source-dir=/s target-dir=/t\n"
    )

    loading(
        cib,
        "bundle x podman image=j network port-mapping port=79 port-mapping port=81 "
        "port-mapping port=80 storage storage-mapping source-dir=/u target-dir=/t\n",
    )

    ids = [(one.get("port"), one.get("id")) for one in cib.root.iter("port-mapping")]
    assert ids == [("79", "x-1"), ("81", "x-0"), ("80", "web")]
    assert [one.get("id") for one in cib.root.iter("storage-mapping")] == ["data"]


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("bundle x docker image=i primitive nosuch", [("dangling-reference", "nosuch")]),
        ("bundle x docker image=i primitive g", [("wrong-kind", "g")]),
        ("bundle x docker image=i primitive b", [("in-two-containers", "b")]),
        ("bundle g docker image=i", [("duplicate-id", "g")]),
        ("bundle x docker image=i network port-mapping id=a port=1", [("duplicate-id", "a")]),
        ("bundle x docker image=i network port-mapping id=x port=1", [("duplicate-id", "x")]),
        (
            "bundle x docker image=i network port-mapping id=m port=1 port-mapping id=m port=2",
            [("duplicate-id", "m")],
        ),
    ],
)
def test_a_bundle_is_refused_with_what_is_wrong(
    text: str, refused: list[tuple[str, str | None]]
) -> None:
    cib = cib_with("primitive a Dummy\nprimitive b Dummy\ngroup g b\n")

    assert refusals(lambda: type_in(cib, text)) == refused
