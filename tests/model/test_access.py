"""What statements about fencing levels, roles and users do."""

from collections.abc import Callable

import pytest

from crmsh_py import xmltree
from crmsh_py.commands.texts import statements_in
from crmsh_py.grammar import tree
from crmsh_py.model import load
from crmsh_py.model.cib import Cib
from crmsh_py.model.describe import describe
from crmsh_py.model.identifiers import unlike_generated
from model.configurations import empty
from model.texts import cib_with, lines, refusals, type_in

DEVICES = "node n1\nnode n2\n" + "".join(
    f"primitive st{number} stonith:fence_x\n" for number in range(1, 5)
)
BOTH = pytest.mark.parametrize("function", [load.update, load.replace])
Function = Callable[..., list[str]]


def topology(cib: Cib) -> str:
    return next(line for line in lines(cib) if line.startswith("fencing_topology"))


def level_ids(cib: Cib) -> list[str | None]:
    return [one.get("id") for one in cib.root.iter("fencing-level")]


def acls(cib: Cib) -> list[str]:
    words = ("role", "acl_target", "acl_group", "user")
    return [line for line in lines(cib) if line.split()[0] in words]


# ------------------------------------------------------------------ the fencing topology


def test_typed_levels_take_the_place_of_those_of_their_target() -> None:
    cib = cib_with(DEVICES + "fencing_topology n1: st1 st2 attr:a=b st1 n2: st2\n")

    type_in(cib, "fencing_topology n1: st3 pattern:n.* st4\n")

    assert topology(cib) == "fencing_topology n1: st3 attr:a=b st1 n2: st2 pattern:n.* st4"


def test_devices_without_a_target_are_for_every_node_there_is() -> None:
    cib = cib_with(DEVICES + "fencing_topology n2: st1 attr:a=b st1\n")

    type_in(cib, "fencing_topology st3 st4\n")

    assert topology(cib) == "fencing_topology n2: st3 st4 attr:a=b st1 n1: st3 st4"


def test_a_file_may_name_its_nodes_behind_the_levels_for_all_of_them() -> None:
    cib = cib_with("")

    load.update(cib, statements_in("fencing_topology st1\n" + DEVICES, "file"))

    assert topology(cib) == "fencing_topology n1: st1 n2: st1"


@BOTH
def test_a_file_says_all_levels(function: Function) -> None:
    cib = cib_with(DEVICES + "fencing_topology n1: st1 st2 n2: st2\n")

    function(cib, statements_in(DEVICES + "fencing_topology n2: st2 st3\n", "file"))

    assert topology(cib) == "fencing_topology n2: st2 st3"


def test_a_level_keeps_its_id_while_its_devices_or_its_number_stay() -> None:
    ids = "n1: $id=one st1 $id=two st2 n2: $id=three st3"
    cib = cib_with(f"{DEVICES}fencing_topology {ids}\n")

    type_in(cib, "fencing_topology n1: st4 st1 st2 n2: st4\n")

    assert level_ids(cib) == ["fencing", "one", "two", "three"]


def test_generated_ids_are_free() -> None:
    cib = cib_with(
        DEVICES + "primitive fencing Dummy\nfencing_topology n1: st1 $id=fencing-1 st2\n"
    )

    type_in(cib, "fencing_topology n2: st1 st2\n")

    assert level_ids(cib) == ["fencing-0", "fencing-1", "fencing-2", "fencing-3"]


def test_levels_of_many_nodes_have_ids_of_their_own() -> None:
    nodes = "".join(f"node m{number}\n" for number in range(150))
    cib = cib_with(DEVICES + nodes + "fencing_topology st1 st2\n")

    ids = level_ids(cib)

    assert len(ids) == len(set(ids)) == 304
    assert unlike_generated(cib.root.find("configuration/fencing-topology")) == set()  # type: ignore[arg-type]  # it is there


def test_an_empty_topology_is_one() -> None:
    cib = cib_with("fencing_topology\n")

    assert xmltree.to_text(cib.configuration.find("fencing-topology")) == "<fencing-topology/>"  # type: ignore[arg-type]  # it is there
    assert lines(cib) == ["fencing_topology"]


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("fencing_topology n1: nosuch,st1", [("dangling-reference", "nosuch")]),
        ("fencing_topology n1: vip t,st1", [("wrong-kind", "vip"), ("wrong-kind", "t")]),
        ("fencing_topology n1 st1", [("wrong-kind", "n1")]),
        ("fencing_topology n2: $id=vip st1", [("duplicate-id", "vip")]),
        ("fencing_topology n2: $id=x st1 $id=x st2", [("duplicate-id", "x")]),
    ],
)
def test_levels_are_refused(text: str, refused: list[tuple[str, str]]) -> None:
    cib = cib_with(DEVICES + "primitive vip Dummy\nrsc_template t stonith:fence_x\n")

    assert refusals(lambda: type_in(cib, text)) == refused


def test_a_primitive_can_be_a_device_by_its_template() -> None:
    cib = cib_with("rsc_template t stonith:fence_x\nprimitive st @t\n")

    type_in(cib, "fencing_topology n1: st\n")

    assert topology(cib) == "fencing_topology n1: st"


def test_devices_for_all_nodes_need_a_node() -> None:
    cib = cib_with("primitive st stonith:fence_x\nnode p:ping\n")

    assert refusals(lambda: type_in(cib, "fencing_topology st")) == [("no-such-object", "st")]


@pytest.mark.parametrize(
    "level",
    [
        'target="a" index="1"',
        'target="a" index="0" devices="st1"',
        'target="a" index="1" devices="st1, st2"',
        'target="a" target-pattern="b" index="1" devices="st1"',
        'target-attribute="a" index="1" devices="st1"',
        'target="a" index="1" devices="st1" description="x"',
    ],
)
def test_levels_that_no_schema_has_are_shown_as_xml(level: str) -> None:
    element = xmltree.parse(
        f'<fencing-topology><fencing-level id="x" {level}/></fencing-topology>', "test"
    )

    assert isinstance(describe(element), tree.Xml)


def test_changes_of_a_topology_are_undone_to_the_byte() -> None:
    cib = cib_with(DEVICES + "fencing_topology n1: st1 st2\n")
    before, mark = xmltree.to_bytes(cib.root), cib.mark()

    type_in(cib, "fencing_topology n1: st3 n2: st1\n")
    load.update(cib, statements_in("fencing_topology pattern:x st1\n", "file"))
    cib.rollback(mark)

    assert xmltree.to_bytes(cib.root) == before


# ------------------------------------------------------------------ roles, users and groups

ROLES = "primitive vip Dummy\nrole r read cib\nrole q deny status\n"


def test_a_user_may_have_the_name_of_anything_else() -> None:
    cib = cib_with(ROLES + "acl_target vip r\nacl_target r q\n")

    type_in(cib, "acl_target q r\n")
    load.update(cib, statements_in("acl_target vip q\n", "file"))

    assert acls(cib) == [
        *("role r read cib", "role q deny status"),
        *("acl_target vip q", "acl_target r q", "acl_target q r"),
    ]


def test_a_replacement_tells_a_user_from_a_role_of_the_name() -> None:
    cib = cib_with(ROLES + "acl_target r q\n")

    load.replace(cib, statements_in("role r read cib\n", "file"))

    assert lines(cib) == ["role r read cib"]


@BOTH
def test_roles_and_users_are_replaced(function: Function) -> None:
    cib = cib_with(ROLES + "acl_target joe r q\nacl_group g r\n")
    text = (
        "primitive vip Dummy\nrole r write status\nrole q deny cib\nacl_target joe q\nacl_group g\n"
    )

    function(cib, statements_in(text, "file"))

    assert acls(cib) == [
        "role r write status",
        "role q deny cib",
        "acl_target joe q",
        "acl_group g",
    ]


def test_a_right_keeps_its_id_while_it_says_the_same_or_its_kind_stays() -> None:
    cib = cib_with("role r read $id=a cib write $id=b status deny $id=c node\n")

    load.update(
        cib, statements_in("role r deny node write property read cib read status\n", "file")
    )

    rights = [(one.get("kind"), one.get("id")) for one in cib.root.iter("acl_permission")]
    assert rights == [("deny", "c"), ("write", "b"), ("read", "a"), ("read", "r-0")]


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("acl_target joe nosuch vip", [("dangling-reference", "nosuch"), ("wrong-kind", "vip")]),
        ("acl_target jane r", [("duplicate-id", "jane")]),
        ("acl_group vip r", [("duplicate-id", "vip")]),
        ("role vip read cib", [("duplicate-id", "vip")]),
        ("role x read ref:nosuch", [("dangling-reference", "nosuch")]),
        ("role x read id: cib write id: status", [("duplicate-id", "id")]),
        ("role x read attr:a ref:vip", [("schema-violation", "attr:a")]),
        ("role x read id: type:op ref:vip", [("schema-violation", "id")]),
        ("user joe role:r", [("schema-violation", None)]),
    ],
)
def test_access_is_refused(text: str, refused: list[tuple[str, str | None]]) -> None:
    cib = cib_with(ROLES + "acl_target jane r\n")

    assert refusals(lambda: type_in(cib, text)) == refused


# ------------------------------------------------------------------ schemas before pacemaker-2.0

OLD = xmltree.parse('<cib validate-with="pacemaker-1.3"/>', "test")
OLD_STATEMENTS = [
    "role r read cib write attr:x ref:vip type:op deny attr:y xpath:/a deny $id=d ref:vip",
    "user joe role:r role:r",
    "user jane read ref:vip deny cib",
    "user nobody",
]


def test_old_schemas_have_another_form_of_rights() -> None:
    cib = empty(OLD)

    load.replace(cib, statements_in("primitive vip Dummy\n" + "\n".join(OLD_STATEMENTS), "file"))

    found = [
        (str(one.tag), *(f"{name}={value}" for name, value in one.items()))
        for one in xmltree.descendants(cib.root.find("configuration/acls"))  # type: ignore[arg-type]  # it is there
    ]
    assert found == [
        ("acl_role", "id=r"),
        ("read", "xpath=/cib", "id=r-read"),
        ("write", "tag=op", "ref=vip", "attribute=x", "id=r-write"),
        ("deny", "xpath=/a", "attribute=y", "id=r-deny"),
        ("deny", "ref=vip", "id=d"),
        ("acl_user", "id=joe"),
        ("role_ref", "id=r"),
        ("role_ref", "id=r"),
        ("acl_user", "id=jane"),
        ("read", "ref=vip", "id=jane-read"),
        ("deny", "xpath=/cib", "id=jane-deny"),
        ("acl_user", "id=nobody"),
    ]
    assert acls(cib) == [one.replace(" $id=d", "") for one in OLD_STATEMENTS]


def test_rights_in_the_form_of_another_schema_are_shown_as_xml() -> None:
    text = '<acls><acl_role id="r"><read id="x" xpath="/cib"/></acl_role></acls>'
    new = xmltree.parse(f"<cib><configuration>{text}</configuration></cib>", "test")

    assert [type(describe(one)) for one in Cib(new).objects()] == [tree.Xml]


@pytest.mark.parametrize(
    "text",
    [
        '<acl_role id="r"><acl_permission id="x" kind="read"/></acl_role>',
        '<acl_role id="r"><acl_permission id="x" kind="see" xpath="/cib"/></acl_role>',
        '<acl_role id="r"><acl_permission id="x" kind="read" xpath="/a" attribute="b"/></acl_role>',
        '<acl_role id="r"><acl_permission id="x" kind="read" xpath="/a" reference="b"/></acl_role>',
        '<acl_target id="a"><role id="r" name="x"/></acl_target>',
        '<acl_target id="a"><other id="r"/></acl_target>',
        '<acl_user id="a"><role_ref id="r"/><read id="x" xpath="/cib"/></acl_user>',
        '<acl_user id="a"><read id="x" xpath="/cib" ref="b"/></acl_user>',
    ],
)
def test_access_that_no_schema_has_is_shown_as_xml(text: str) -> None:
    assert isinstance(describe(xmltree.parse(text, "test")), tree.Xml)
