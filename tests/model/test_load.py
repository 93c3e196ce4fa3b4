"""What the statements of a file do."""

from collections.abc import Callable

import pytest

from crmsh_py import xmltree
from crmsh_py.commands.texts import statements_in
from crmsh_py.diagnostics import CrmError
from crmsh_py.model import load
from crmsh_py.model.cib import Cib
from model.texts import cib_with, lines, refusals

BOTH = pytest.mark.parametrize("function", [load.update, load.replace])
Function = Callable[..., list[str]]


def loading(cib: Cib, text: str, function: Function = load.update) -> list[str]:
    return function(cib, statements_in(text, "file"))


@BOTH
def test_statements_may_come_in_any_order(function: Function) -> None:
    cib = cib_with("")

    loading(
        cib,
        "clone c g\norder o x g\ngroup g a b\nprimitive b Dummy\nprimitive a Dummy\n"
        "primitive x @t\nrsc_template t Dummy\n",
        function,
    )

    assert [line.split()[1] for line in lines(cib)] == ["a", "b", "g", "c", "x", "t", "o"]


def test_an_update_replaces_objects_and_adds_the_rest() -> None:
    cib = cib_with("primitive a Dummy params x=1 y=2\nprimitive b Dummy\nproperty p=1 q=2\n")

    loading(cib, "primitive a Dummy params x=3\nprimitive c Dummy\nproperty q=3\n")

    assert lines(cib) == [
        "primitive a Dummy params x=3",
        "primitive b Dummy",
        "primitive c Dummy",
        "property cib-bootstrap-options: p=1 q=3",
    ]


def test_a_replacement_leaves_nothing_else_but_nodes() -> None:
    cib = cib_with(
        "node n1\nnode n2 attributes a=1\nprimitive a Dummy\nprimitive b Dummy\ngroup g a b\n"
        "order o a b\nproperty p=1 q=2\nrsc_defaults r=1\n"
    )

    loading(cib, "node n2\nprimitive b Dummy\nproperty q=2\nproperty s=1\n", load.replace)

    assert lines(cib) == [
        "node n1",
        "node n2",
        "primitive b Dummy",
        "property cib-bootstrap-options: q=2 s=1",
    ]


def test_what_does_not_change_keeps_its_ids_and_its_layout() -> None:
    text = (
        '<cib><configuration>\n\n <resources>\n\t<primitive  id="a" class="ocf"'
        ' provider="heartbeat" type="Dummy">\n'
        '<instance_attributes id="odd"><nvpair id="x1" name="x" value="1"/>'
        '<nvpair id="y1" name="y" value="2"/></instance_attributes></primitive>\n</resources>'
        "</configuration></cib>"
    )
    cib = Cib(xmltree.parse(text, "test"))

    loading(cib, "primitive a Dummy params x=1 y=2\n")
    untouched = xmltree.to_bytes(cib.root)
    loading(cib, "primitive a Dummy params z=0 y=3\n")

    assert untouched == xmltree.to_bytes(xmltree.parse(text, "test"))
    ids = [(pair.get("name"), pair.get("id")) for pair in cib.root.iter("nvpair")]
    assert ids == [("z", "odd-z"), ("y", "y1")]
    assert cib.root.find(".//instance_attributes").get("id") == "odd"  # type: ignore[union-attr]  # it is there


def test_groups_take_and_give_members() -> None:
    cib = cib_with(
        "primitive a Dummy\nprimitive b Dummy\nprimitive c Dummy\ngroup g a b\ngroup h c\n"
    )

    loading(cib, "group g c a\ngroup h b\n")

    assert [line for line in lines(cib) if line.startswith("group")] == ["group g c a", "group h b"]


def test_a_container_can_become_another_one() -> None:
    cib = cib_with("primitive a Dummy\ngroup x a\nlocation l x 1: n\n")

    loading(cib, "clone x a meta interleave=true\n")

    assert lines(cib) == [
        "primitive a Dummy",
        "clone x a meta interleave=true",
        "location l x 1: n",
    ]


def test_comments_stay_with_their_objects() -> None:
    cib = cib_with("# first\nprimitive a Dummy\n")

    loading(cib, "# second\nprimitive a Dummy params x=1\n")

    assert lines(cib) == ["# second", "primitive a Dummy params x=1"]


def test_a_masked_secret_is_the_one_there_is() -> None:
    cib = cib_with("primitive a Dummy params password=hush user=me op start passwd=x\n")

    loading(cib, "primitive a Dummy params user=you password=****** op start passwd=******\n")

    assert lines(cib) == [
        "primitive a Dummy params user=you password=hush op start interval=0s op_params passwd=x"
    ]


def test_a_monitor_that_is_there_is_no_second_one() -> None:
    cib = cib_with("primitive a Dummy op monitor interval=10s timeout=20s\n")

    loading(cib, "monitor a 10s:20s\n")

    assert lines(cib) == ["primitive a Dummy op monitor interval=10s timeout=20s"]


@BOTH
@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("primitive x Dummy\nprimitive x Dummy", [("duplicate-id", "x")]),
        ("primitive x Dummy\ngroup x y", [("duplicate-id", "x")]),
        (
            "primitive x Dummy\nprimitive y Dummy\ngroup g1 x y\ngroup g2 y",
            [("in-two-containers", "y")],
        ),
        ("group g x y", [("dangling-reference", "x"), ("dangling-reference", "y")]),
        (
            "primitive x Dummy\norder o x y\nlocation l z 1: n\nprimitive w @t",
            [("dangling-reference", "y"), ("dangling-reference", "z"), ("dangling-reference", "t")],
        ),
        ("primitive x Dummy params password=******", [("masked-value", "password=******")]),
        ("primitive x Dummy params $id=x", [("duplicate-id", "x")]),
        ("xml <foo/>\nxml <tag", [("syntax-error", None), ("malformed-xml", None)]),
        ("primitive x Dummy\nclone c x\ngroup g c", [("wrong-kind", "c")]),
        ("clone c c", [("dangling-reference", "c")]),
    ],
)
def test_a_file_is_refused_with_all_that_is_wrong(
    function: Function, text: str, refused: list[tuple[str, str | None]]
) -> None:
    cib = cib_with("primitive a Dummy\n")

    assert refusals(lambda: loading(cib, text, function)) == refused


def test_an_edited_text_cannot_leave_a_group_empty() -> None:
    cib = cib_with("primitive a Dummy\nprimitive b Dummy\ngroup g a\n")
    text = "primitive b Dummy\n"
    keys = [("resources", "a"), ("resources", "b")]

    found = refusals(lambda: load.edited(cib, statements_in(text, "edit"), keys, keys[:1]))

    assert found == [("empty-container", "g")]


def test_a_referenced_id_can_go_from_one_object_to_another() -> None:
    cib = cib_with(
        "primitive a Dummy params $id=s x=1\nprimitive b Dummy params $id=r y=1\n"
        "primitive c Dummy params $id-ref=s\nprimitive d Dummy params $id-ref=r\n"
    )

    loading(cib, "primitive a Dummy params $id=r x=1\nprimitive b Dummy params $id=s y=1\n")

    assert lines(cib)[:2] == [
        "primitive a Dummy params $id=r x=1",
        "primitive b Dummy params $id=s y=1",
    ]


# ------------------------------------------------------------------ names in their spaces

NAMESAKES = "node vip\nprimitive vip Dummy\nrole r read cib\nacl_target vip r\n"


@pytest.mark.parametrize(
    ("gone", "left"),
    [
        (("acl_target", "vip"), ["node vip", "primitive vip Dummy", "role r read cib"]),
        (("nodes", "vip"), ["primitive vip Dummy", "role r read cib", "acl_target vip r"]),
        (("resources", "vip"), ["node vip", "role r read cib", "acl_target vip r"]),
    ],
)
def test_what_is_taken_out_of_a_text_takes_no_namesake_along(
    gone: tuple[str, str], left: list[str]
) -> None:
    cib = cib_with(NAMESAKES)

    load.edited(cib, [], [gone], [gone])

    assert lines(cib) == left


def test_a_part_of_a_namesake_keeps_its_id() -> None:
    cib = cib_with("role r read cib\nprimitive vip Dummy params $id=x ip=1\n")
    vip = cib.find("vip")
    assert vip is not None
    before = xmltree.canonical(vip)

    found = refusals(
        lambda: loading(cib, "acl_target vip r\nprimitive new Dummy params $id=x ip=1\n")
    )

    assert found == [("duplicate-id", "x")]
    assert xmltree.canonical(vip) == before


# ------------------------------------------------------------------ objects given as XML

WITH_XML = "primitive a Dummy\nprimitive b Dummy\nprimitive c Dummy\ngroup g a b\ntag t c\n"
DUMMY = 'class="ocf" provider="heartbeat" type="Dummy"'
STATEFUL = 'class="ocf" provider="pacemaker" type="Stateful"'


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ('xml <tag id="a"><obj_ref id="b"/></tag>', [("duplicate-id", "a")]),
        ('xml <rsc_location id="c" rsc="b" node="n" score="1"/>', [("duplicate-id", "c")]),
        (f'xml <primitive id="t" {DUMMY}/>', [("duplicate-id", "t")]),
        (f'xml <primitive id="g" {DUMMY}/>', [("duplicate-id", "g")]),
        (f'xml <group id="h"><primitive id="a" {DUMMY}/></group>', [("in-two-containers", "a")]),
        (
            f'xml <primitive id="x" {DUMMY}/>\nprimitive x ocf:pacemaker:Stateful',
            [("duplicate-id", "x")],
        ),
        (
            f'primitive x Dummy\nxml <group id="h"><primitive id="x" {STATEFUL}/></group>',
            [("duplicate-id", "x")],
        ),
        (
            f'xml <primitive id="x" {DUMMY}/>\nxml <primitive id="x" {STATEFUL}/>',
            [("duplicate-id", "x")],
        ),
        ("property t: x=1", [("duplicate-id", "t")]),
    ],
)
def test_an_object_given_as_xml_takes_the_place_of_its_own_kind_only(
    text: str, refused: list[tuple[str, str | None]]
) -> None:
    cib = cib_with(WITH_XML)

    assert refusals(lambda: loading(cib, text)) == refused


@pytest.mark.parametrize(
    "text",
    [
        f'xml <group id="h"><primitive id="a" {DUMMY}/></group>\ngroup g b',
        f'group g b\nxml <group id="h"><primitive id="a" {DUMMY}/></group>',
        (
            f'xml <group id="h"><primitive id="a" {DUMMY}/></group>\n'
            f'xml <group id="g"><primitive id="b" {DUMMY}/></group>'
        ),
    ],
)
def test_a_member_goes_from_one_container_to_another_given_as_xml(text: str) -> None:
    cib = cib_with(WITH_XML)

    loading(cib, text)

    assert {"group g b", "group h a"} <= set(lines(cib))


def test_members_may_be_told_again_beside_their_container_given_as_xml() -> None:
    cib = cib_with("")

    loading(cib, f'primitive x Dummy\nxml <group id="h"><primitive id="x" {DUMMY}/></group>')

    assert lines(cib) == ["primitive x Dummy", "group h x"]


def test_a_container_given_as_xml_without_members_is_refused_at_its_place() -> None:
    cib = cib_with("")

    with pytest.raises(CrmError) as caught:
        loading(cib, 'primitive x Dummy\nxml <clone id="c"/>')

    assert [str(one.location and one.location.position) for one in caught.value.diagnostics] == [
        "(2, 1)"
    ]


# ------------------------------------------------------------------ what an edited text may touch


def test_an_edited_text_changes_no_options_and_no_xml_that_it_did_not_hold() -> None:
    cib = cib_with("primitive a Dummy\nprimitive b Dummy\nproperty x=1\n")
    before = xmltree.canonical(cib.root)
    text = f'primitive a Dummy\nproperty y=2\nxml <primitive id="b" {STATEFUL}/>\n'
    keys = [("resources", "a")]

    found = refusals(lambda: load.edited(cib, statements_in(text, "edit"), keys, []))

    assert found == [("duplicate-id", "cib-bootstrap-options"), ("duplicate-id", "b")]
    assert xmltree.canonical(cib.root) == before


@pytest.mark.parametrize(
    "text",
    [
        "primitive a Dummy",
        "primitive a Dummy params $id=other x=1",
        f'xml <primitive id="a" {DUMMY}/>',
    ],
)
def test_a_part_that_others_refer_to_is_not_taken_away(text: str) -> None:
    cib = cib_with("primitive a Dummy params $id=s x=1\nprimitive b Dummy params $id-ref=s\n")

    with pytest.raises(CrmError) as caught:
        loading(cib, f"primitive new Dummy\n{text}\n")

    (problem,) = caught.value.diagnostics
    assert (problem.code, problem.subject) == ("dangling-reference", "s")
    assert problem.location is not None
    assert problem.location.position[0] == 2
