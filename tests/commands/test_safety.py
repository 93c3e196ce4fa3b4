"""What must never happen to a configuration without a word."""

from pathlib import Path

import pytest
from crm_runner import Crm

BASE = """\
node 1: n1
node 2: n2
primitive a ocf:pacemaker:Dummy
primitive b ocf:pacemaker:Dummy
group g1 a b
primitive c ocf:pacemaker:Dummy
primitive f1 stonith:fence_dummy
xml '<fencing-topology><fencing-level id="fl" target="n1" index="1" devices="f1,f2"/>\
</fencing-topology>'
primitive f2 stonith:fence_dummy
tag tg a c
location loc1 g1 100: n1
order or1 g1 c
property stonith-enabled=false
"""


@pytest.fixture
def crm(tmp_path: Path) -> Crm:
    crm = Crm(tmp_path)
    (tmp_path / "base.crm").write_text(BASE)
    assert crm.configure("load", "replace", "base.crm").status == 0
    return crm


def load(crm: Crm, text: str, method: str = "update") -> int:
    (crm.folder / "in.crm").write_text(text)
    return crm.configure("load", method, "in.crm").status


def shown(crm: Crm, *words: str) -> str:
    return crm.configure("show", *words).out


def test_a_node_keeps_the_id_that_a_file_does_not_name(crm: Crm) -> None:
    assert load(crm, "node n1 attributes standby=on") == 0

    assert shown(crm, "n1") == "node 1: n1 \\\n\tattributes standby=on\n"


@pytest.mark.parametrize("line", ["node 7: n1", "node n1:remote", "node 1: nx", "node 2: n1"])
def test_a_node_is_not_made_another_one(crm: Crm, line: str) -> None:
    before = crm.cib.read_bytes()

    statuses = (load(crm, line), crm.configure(*line.split()).status)

    assert statuses == (108, 108)
    assert crm.cib.read_bytes() == before


@pytest.mark.parametrize(
    "line",
    [
        "primitive g1 ocf:pacemaker:Dummy",
        "rsc_template a ocf:pacemaker:Dummy",
        "order loc1 a c",
        "tag a c",
    ],
)
def test_a_file_does_not_make_an_object_one_of_another_kind(crm: Crm, line: str) -> None:
    before = crm.cib.read_bytes()

    assert load(crm, line) == 108
    assert crm.cib.read_bytes() == before


def test_a_container_given_as_xml_lets_its_other_members_go(crm: Crm) -> None:
    group = (
        '<group id="g1"><primitive id="b" class="ocf" provider="pacemaker" type="Dummy"/></group>'
    )

    assert load(crm, f"xml {group}") == 0

    assert shown(crm, "g1", "a", "b") == (
        "primitive a ocf:pacemaker:Dummy\nprimitive b ocf:pacemaker:Dummy\ngroup g1 b\n"
    )


@pytest.mark.parametrize("text", ["", "# nothing but a comment\n"])
def test_a_file_without_objects_does_not_erase_everything(crm: Crm, text: str) -> None:
    before = crm.cib.read_bytes()

    assert load(crm, text, "replace") == 107
    assert crm.cib.read_bytes() == before

    assert crm("--yes", "configure", "load", "replace", "in.crm").status == 0
    assert shown(crm, "type:*") == "node 1: n1\nnode 2: n2\n" + (f"\n{text}" if text else "")


def test_cloning_says_which_constraints_it_makes_void(crm: Crm) -> None:
    ran = crm.configure("clone", "cl", "g1")

    assert ran.status == 0
    assert "location loc1: names 'g1', which is inside the clone 'cl'" in ran.err
    assert "[constraint-on-clone-member]" in ran.err


def test_deleting_a_node_needs_those_who_name_it(crm: Crm) -> None:
    refused = crm.configure("delete", "n1")
    done = crm.configure("delete", "--cascade", "n1")

    assert (refused.status, done.status) == (107, 0)
    assert "'n1' is referred to by location loc1, fencing_topology" in refused.err
    assert "say 'delete n1 loc1 fencing_topology', or '--cascade'" in refused.err
    assert shown(crm, "type:location") == ""


def test_a_fencing_device_can_be_taken_out_of_its_level(crm: Crm) -> None:
    refused = crm.configure("delete", "f1")
    done = crm.configure("delete", "--cascade", "f1")

    assert (refused.status, done.status) == (107, 0)
    assert 'devices="f2"' in crm.cib.read_text()


def test_a_reference_to_a_part_is_told_by_the_name_of_its_object(crm: Crm) -> None:
    load(crm, "location l1 c rule $id=rr #uname eq n1\nlocation l2 c rule $id-ref=rr\n")

    ran = crm.configure("delete", "l1")

    assert ran.status == 107
    assert "hint: say 'delete l1 l2'" in ran.err


def test_a_tag_names_only_what_is_there(crm: Crm) -> None:
    ran = crm.configure("tag", "t1", "a", "nosuch")

    assert ran.status == 78
    assert "[dangling-reference]" in ran.err


@pytest.mark.parametrize(
    "line",
    [
        "primitive x Dummy op monitor interval=10 interval=20",
        "location l c role=Started role=Stopped 10: n1",
        "primitive x Dummy;",
    ],
)
def test_no_value_is_dropped_and_no_nonsense_taken(crm: Crm, line: str) -> None:
    assert crm.configure(*line.split()).status == 65


def test_two_operations_that_pacemaker_cannot_tell_apart_stop_a_commit(crm: Crm) -> None:
    words = [
        "primitive",
        "x",
        "Dummy",
        "op",
        "monitor",
        "interval=10",
        "op",
        "monitor",
        "interval=10s",
    ]

    assert crm.configure(*words).status == 78
    assert crm("--force", "configure", *words).status == 0


def test_an_edited_text_is_about_the_objects_it_held(tmp_path: Path, crm: Crm) -> None:
    editor = tmp_path / "ed.sh"
    editor.write_text('#!/bin/sh\nsed -i "s/primitive c /primitive a /" "$1"\n')
    editor.chmod(0o755)
    crm.environment["EDITOR"] = "./ed.sh"
    before = crm.cib.read_bytes()

    ran = crm.configure("edit", "c")

    assert ran.status == 108
    assert crm.cib.read_bytes() == before


def test_an_editor_that_needs_a_terminal_is_not_started_without_one(crm: Crm) -> None:
    ran = crm.configure("edit", "c")

    assert ran.status == 64
    assert "[no-terminal]" in ran.err


def test_an_unknown_command_is_answered_with_what_helps(crm: Crm) -> None:
    ran = crm.configure("prim", "x", "Dummy")

    assert ran.status == 64
    assert "hint: did you mean 'primitive'?" in ran.err


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("primitive d ocf:pacemaker:Dummy params $id-ref=loc1", ""),
        ("primitive d ocf:pacemaker:Dummy params $id-ref=e", "write '$id-ref=e-a'"),
        ("primitive d ocf:pacemaker:Dummy params @e", ""),
        ("primitive d ocf:pacemaker:Dummy operations $id-ref=e", ""),
        ("location d a rule $id-ref=e", ""),
    ],
)
def test_a_reference_to_a_part_of_another_kind_is_refused(crm: Crm, text: str, hint: str) -> None:
    load(crm, "primitive e ocf:pacemaker:Dummy params $id=e-a fake=1")
    (crm.folder / "in.crm").write_text(text)

    ran = crm.configure("load", "update", "in.crm")

    assert ran.status == 78
    assert "in.crm:1:" in ran.err
    assert "[wrong-kind]" in ran.err
    assert hint in ran.err
    assert crm("--force", "configure", "load", "update", "in.crm").status == 0
    before = crm.cib.read_bytes()
    assert load(crm, crm.configure("save", "-").out, "replace") == 0
    assert crm.cib.read_bytes() == before


@pytest.mark.parametrize("form", ["", "xml", "json"])
def test_a_file_without_objects_does_not_replace_a_configuration(crm: Crm, form: str) -> None:
    before = crm.cib.read_bytes()
    empty = {"": "# nothing\n", "xml": "<cib><configuration/></cib>", "json": "[]"}
    (crm.folder / "in").write_text(empty[form])
    words = (
        [*form.split(), "replace", "in"]
        if form != "json"
        else ["--format", "json", "replace", "in"]
    )

    ran = crm.configure("load", *words)

    assert (ran.status, "[would-erase]" in ran.err) == (107, True)
    assert crm.cib.read_bytes() == before


def test_a_cib_with_two_configurations_is_refused(crm: Crm) -> None:
    (crm.folder / "in.xml").write_text("<cib><configuration/><configuration/></cib>")

    ran = crm.configure("load", "xml", "update", "in.xml")

    assert (ran.status, "[not-a-cib]" in ran.err) == (65, True)
