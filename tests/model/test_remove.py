"""Deleting and renaming."""

import pytest

from crmsh_py import xmltree
from crmsh_py.diagnostics import CrmError
from crmsh_py.model.cib import Cib
from crmsh_py.model.remove import delete
from crmsh_py.model.rename import rename
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


def test_a_cascade_takes_the_users_of_a_template_and_containers_left_empty() -> None:
    cib = cib_with(
        "rsc_template t Dummy\nprimitive d @t\ngroup g d\nclone cl g\nlocation l cl 1: n\n"
    )

    said = delete(cib, ["t"], cascade=True)

    assert lines(cib) == []
    assert said == [
        "primitive d deleted: it refers to t",
        "group g deleted: it would be left without members",
        "clone cl deleted: it would be left without members",
        "location l deleted: it refers to cl",
    ]


def test_what_a_cascade_would_do_is_listed_and_nothing_is_done() -> None:
    cib = cib_with(
        "primitive a Dummy\nprimitive b Dummy\ngroup g a\norder o b g\ntag t a b\ntag u o\n"
        "location l t 1: n\n"
    )
    before = lines(cib)

    with pytest.raises(CrmError) as caught:
        delete(cib, ["a"])

    assert [(str(one.severity), one.message) for one in caught.value.diagnostics] == [
        ("error", "the group 'g' would be left without members"),
        ("error", "'a' is referred to by tag t"),
        ("info", "with '--cascade', group g would be deleted: it would be left without members"),
        ("info", "with '--cascade', order o would be deleted: it refers to g"),
        ("info", "with '--cascade', tag u would be deleted: it refers to o"),
        ("info", "with '--cascade', a would be taken out of tag t"),
    ]
    assert lines(cib) == before


def test_values_that_others_take_over_are_not_lost_by_a_cascade() -> None:
    cib = cib_with("primitive a Dummy params $id=p x=1\nprimitive b Dummy params $id-ref=p\n")

    assert refusals(lambda: delete(cib, ["a"], cascade=True)) == [("still-referenced", "a")]
    assert delete(cib, ["a", "b"]) == []


ACLS = """<acls>
  <acl_role id="r"><acl_permission id="p1" kind="read" reference="a"/>
    <acl_permission id="p2" kind="deny"
      xpath="//primitive[@id='a' or @id=&quot;ab&quot;]/x[@id = 'a']"/></acl_role>
  <acl_target id="u"><role id="r"/></acl_target><acl_group id="a"><role id="r"/></acl_group>
</acls>"""


def with_section(text: str, section: str) -> Cib:
    """Return a configuration of statements, and a section given as XML."""
    cib = cib_with(text)
    cib.configuration.append(xmltree.parse(section, "test"))
    return Cib(cib.root)


def test_access_control_follows_a_rename_by_reference_and_by_exact_path() -> None:
    cib = with_section("primitive a Dummy\nprimitive ab Dummy\n", ACLS)

    said = rename(cib, "a", "new")

    first, second = cib.root.iter("acl_permission")
    assert first.get("reference") == "new"
    assert second.get("xpath") == "//primitive[@id='new' or @id=\"ab\"]/x[@id = 'new']"
    assert [one.get("id") for one in cib.root.iter("acl_group")] == ["a"]
    assert said == ["role r now refers to new"]


def test_a_role_is_taken_out_of_its_targets_which_stay() -> None:
    cib = with_section("primitive a Dummy\nprimitive ab Dummy\n", ACLS)

    said = delete(cib, ["r"], cascade=True)

    assert [one.tag for one in cib.root.iterfind(".//acls/*")] == ["acl_target", "acl_group"]
    assert said == ["r taken out of acl_target u", "r taken out of acl_group a"]


def test_a_permission_goes_with_what_it_is_about_and_a_path_is_only_told() -> None:
    cib = with_section("primitive a Dummy\nprimitive ab Dummy\n", ACLS)

    said = delete(cib, ["a"], cascade=True)

    assert [one.get("id") for one in cib.root.iter("acl_permission")] == ["p2"]
    assert said == ["a taken out of role r", "role r still names a"]


NODES = """node n1
node n10
primitive f stonith:fence_ipmilan params pcmk_host_list="n1 n10" pcmk_host_map="n10:n1x"
primitive h stonith:fence_ipmilan params pcmk_host_list=n10
primitive vm VirtualDomain meta remote-node=guest
location l f rule #uname eq n1 or #uname ne n10 or #id eq n1 or other eq n1
location k f 1: n1
"""
LEVELS = """<fencing-topology>
  <fencing-level id="f1" index="1" target="n1" devices="f, h"/>
  <fencing-level id="f2" index="1" target-pattern="n1" devices="f"/>
  <fencing-level id="f3" index="1" target-attribute="rack" target-value="n1" devices="h"/>
</fencing-topology>"""


def test_a_node_is_renamed_wherever_its_name_stands_but_in_what_fence_agents_read() -> None:
    cib = with_section(NODES, LEVELS)

    said = rename(cib, "n1", "new")

    found = [dict(one.attrib) for one in cib.root.iter("expression")]
    assert [(one["attribute"], one["value"]) for one in found] == [
        ("#uname", "new"),
        ("#uname", "n10"),
        ("#id", "new"),
        ("other", "n1"),
    ]
    assert [one.get("target") for one in cib.root.iter("fencing-level")] == ["new", None, None]
    assert "location k f 1: new" in lines(cib)
    assert said == [
        "location k now refers to new",
        "fencing_topology now refers to new",
        "location l now refers to new",
        "primitive f still names n1 in pcmk_host_list: change it by hand",
    ]


def test_a_device_that_goes_is_taken_out_of_its_levels() -> None:
    cib = with_section(NODES, LEVELS)

    said = delete(cib, ["h"], cascade=True)

    levels = [(one.get("id"), one.get("devices")) for one in cib.root.iter("fencing-level")]
    assert levels == [("f1", "f"), ("f2", "f")]
    assert said == ["h taken out of fencing_topology"]


def test_a_node_that_goes_is_told_where_it_is_still_named() -> None:
    cib = with_section(NODES, LEVELS)

    said = delete(cib, ["n1"], cascade=True)

    assert said == [
        "location k deleted: it refers to n1",
        "n1 taken out of fencing_topology",
        "location l still names n1",
        "primitive f still names n1 in pcmk_host_list",
    ]


def test_a_remote_node_is_renamed_with_the_resource_that_it_is() -> None:
    cib = cib_with(
        "node far:remote\nprimitive far ocf:pacemaker:remote\nprimitive a Dummy\n"
        "location l a 1: far\norder o far a\n"
    )

    rename(cib, "far", "away")

    assert lines(cib) == [
        "node away:remote",
        "primitive away ocf:pacemaker:remote",
        "primitive a Dummy",
        "location l a 1: away",
        "order o away a",
    ]


def test_a_guest_node_is_renamed_where_its_host_names_it() -> None:
    cib = cib_with("node guest:remote\n" + NODES)

    rename(cib, "guest", "inner")

    assert "primitive vm VirtualDomain meta remote-node=inner" in lines(cib)


def test_a_node_called_by_its_id_is_renamed_by_its_name() -> None:
    cib = cib_with("node 2: n2\nprimitive a Dummy\nlocation l a 1: n2\n")

    rename(cib, "2", "x")

    assert lines(cib) == ["node 2: x", "primitive a Dummy", "location l a 1: x"]


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
        "fencing_topology n: new,d",
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
        ("n", "x y", [("invalid-id", "x y")]),
        ("n", "m", [("duplicate-id", "m")]),
    ],
)
def test_a_bad_name_is_refused(old: str, new: str, refused: list[tuple[str, str]]) -> None:
    cib = cib_with("node n\nnode m\n" + WEB)

    assert refusals(lambda: rename(cib, old, new)) == refused


def test_a_set_that_others_take_over_is_not_emptied_by_a_cascade() -> None:
    cib = cib_with(
        "primitive a Dummy\nprimitive b Dummy\nlocation l { _rsc_set_ $id=s a _rsc_set_ b } 1: n\n"
        "location m { _rsc_set_ $id-ref=s } 1: n\n"
    )
    before = xmltree.canonical(cib.root)

    assert refusals(lambda: delete(cib, ["a"], cascade=True)) == [("still-referenced", "a")]
    assert xmltree.canonical(cib.root) == before


def test_an_acl_target_is_deleted_whatever_part_has_its_name() -> None:
    cib = cib_with(
        "primitive a Dummy params $id=joe x=1\nprimitive b Dummy params $id-ref=joe\n"
        "role r read cib\nacl_target joe r\n"
    )

    delete(cib, ["joe"])

    assert lines(cib)[-1] == "role r read cib"


def test_an_acl_target_is_renamed_whatever_part_has_its_name() -> None:
    cib = cib_with(
        "primitive a Dummy params $id=joe x=1\nprimitive b Dummy params $id-ref=joe\n"
        "role r read cib\nacl_target joe r\n"
    )

    rename(cib, "joe", "jim")

    assert lines(cib)[-1] == "acl_target jim r"
    assert lines(cib)[1] == "primitive b Dummy params $id-ref=joe"
