"""What went wrong with other shells, each tried here: twelve recipes, on a CIB file.

The base holds two nodes and two primitives; two editors are two typists.
"""

import json
from pathlib import Path

import pytest
from crm_runner import Crm
from typist import Typist

from crmsh_py.codes import ExitStatus

BASE = """\
node 1: n1
node 2: n2
primitive p1 ocf:pacemaker:Dummy
primitive p2 ocf:pacemaker:Dummy
property stonith-enabled=false
"""


@pytest.fixture
def crm(tmp_path: Path) -> Crm:
    crm = Crm(tmp_path)
    crm.given(BASE)
    return crm


@pytest.fixture
def me(crm: Crm) -> Typist:
    return Typist(crm.cib)


def others(crm: Crm, *words: str) -> None:
    ran = crm.configure(*words)
    assert ran.status == 0, ran.err


@pytest.mark.parametrize("method", ["replace", "update", "push"])
@pytest.mark.parametrize("way", ["one-liner", "file", "stdin"])
def test_l1_a_bad_file_changes_nothing_and_tells_all_errors(
    crm: Crm, method: str, way: str
) -> None:
    file = crm.folder / "bad.crm"
    file.write_text("primitive ok Dummy\ncolocation c1 inf a b\nlocation l1 a 100:\n")
    before = crm.cib.read_bytes()

    if way == "one-liner":
        ran = crm.configure("load", method, str(file))
    elif way == "file":
        (crm.folder / "batch").write_text(f"configure\nload {method} {file}\ncommit\n")
        ran = crm("-f", str(crm.folder / "batch"))
    else:
        ran = crm.batch(f"load {method} {file}\ncommit\n")

    assert ran.status == ExitStatus.DATA_ERROR
    assert "bad.crm:2:" in ran.err
    assert "bad.crm:3:" in ran.err
    assert crm.cib.read_bytes() == before


def test_l2_what_was_said_is_not_dropped_in_silence(crm: Crm, me: Typist) -> None:
    me.type("property stonith-enabled=false")
    others(crm, "property", "stonith-enabled=true")

    said = me.type("commit")

    assert me.status is ExitStatus.CONFLICT
    assert "'stonith-enabled' was changed meanwhile, and you said what it is [conflict]" in said
    assert crm.configure("get", "property.stonith-enabled").out == "true\n"
    me.type("commit --mine")
    assert crm.configure("get", "property.stonith-enabled").out == "false\n"


def test_l2_what_was_loaded_and_changed_nothing_is_not_said(crm: Crm, me: Typist) -> None:
    file = crm.folder / "same.crm"
    file.write_text(BASE)
    me.type(f"load update {file}", "primitive p3 Dummy")
    others(crm, "property", "stonith-enabled=true")

    said = me.type("commit")

    assert "merged with 1 change" in said
    assert crm.configure("get", "property.stonith-enabled").out == "true\n"


def test_l3_what_was_deleted_does_not_come_back_in_silence(crm: Crm, me: Typist) -> None:
    me.type("group g p1 p2")
    others(crm, "delete", "p1")

    said = me.type("commit")

    assert me.status is ExitStatus.CONFLICT
    assert "primitive p1 was deleted meanwhile, and you put it into the group g" in said
    assert crm.configure("show", "type:primitive", "type:group").out == (
        "primitive p2 ocf:pacemaker:Dummy\n"
    )
    me.type("commit --theirs")
    assert crm.configure("show", "g").out == "group g p2\n"


def test_l3_changes_that_have_nothing_to_do_with_it_are_merged_and_told(
    crm: Crm, me: Typist
) -> None:
    me.type("group g p1 p2")
    others(crm, "primitive", "p3", "Dummy")
    others(crm, "set", "p1.description", "theirs")

    said = me.type("commit")

    assert "merged with 2 changes; last writer " in said
    assert crm.configure("show", "type:primitive", "type:group").out == (
        "primitive p3 Dummy\nprimitive p1 ocf:pacemaker:Dummy \\\n\tdescription=theirs\n"
        "primitive p2 ocf:pacemaker:Dummy\ngroup g p1 p2\n"
    )


@pytest.mark.parametrize(
    ("mine", "theirs", "words"),
    [
        (
            "primitive vip Dummy",
            "primitive vip IPaddr2 params ip=10.0.0.1",
            "primitive vip was added on both sides, and not the same",
        ),
        (
            "property cluster-delay=10s",
            "property cluster-delay=20s",
            "property cib-bootstrap-options: 'cluster-delay' was changed on both sides",
        ),
    ],
)
def test_l4_what_both_made_is_told_without_xml(
    crm: Crm, me: Typist, mine: str, theirs: str, words: str
) -> None:
    me.type(mine)
    others(crm, *theirs.split())
    before = crm.cib.read_bytes()

    said = me.type("commit")

    assert me.status is ExitStatus.CONFLICT
    assert words in said
    assert "<" not in said.replace("<prompt>", "")
    assert crm.cib.read_bytes() == before


@pytest.mark.parametrize("way", ["file", "stdin", "load"])
def test_l5_an_open_quote_is_told_with_file_and_line(crm: Crm, way: str) -> None:
    text = "primitive a Dummy\nprimitive b Dummy params state='/x\n"
    (crm.folder / "open.crm").write_text(text)

    if way == "file":
        ran = crm("-f", "open.crm", "configure")
    elif way == "stdin":
        ran = crm.batch(text)
    else:
        ran = crm.configure("load", "update", "open.crm")

    assert ran.status == ExitStatus.DATA_ERROR
    assert f"{'<stdin>' if way == 'stdin' else 'open.crm'}:2:" in ran.err


def test_l6_a_mistyped_word_is_not_taken_for_another(crm: Crm) -> None:
    before = crm.cib.read_bytes()

    ran = crm.batch("primitve x Dummy\ncommit\n")

    assert ran.status == ExitStatus.DATA_ERROR
    assert "<stdin>:1:1: error: there is no command 'primitve' in configure" in ran.err
    assert "did you mean 'primitive'?" in ran.err
    assert crm.cib.read_bytes() == before


def test_l7_streams_are_clean_and_nothing_is_told_twice(crm: Crm) -> None:
    ran = crm.batch("primitive x Dummy\ngroup g x\nlocation l x 10: n1\ncommit\n")

    assert (ran.status, ran.out) == (0, "")
    assert "\x1b" not in ran.err
    lines = ran.err.splitlines()
    assert len(lines) == len(set(lines))
    assert "error" not in ran.err


def test_l8_what_a_change_is_about_is_shown_before_it(crm: Crm) -> None:
    before = crm.cib.read_bytes()

    ran = crm("--dry-run", "configure", "location", "l1", "p1", "100:", "n2")

    assert (ran.status, ran.out) == (0, "+ location l1 p1 100: n2\n")
    assert crm.cib.read_bytes() == before


def test_l9_a_reference_to_nothing_is_one_error_in_words(crm: Crm) -> None:
    before = crm.cib.read_bytes()

    ran = crm.configure("order", "o1", "p1", "nosuch")

    assert ran.status == ExitStatus.INVALID_CONFIGURATION
    assert ran.err.count("error:") == 1
    assert "order 'o1' refers to the resource 'nosuch', which does not exist" in ran.err
    assert "Traceback" not in ran.err
    assert crm.cib.read_bytes() == before


def test_l10_a_file_needs_no_pacemaker(crm: Crm) -> None:
    bare = Crm(crm.folder, PATH="/nowhere")

    ran = bare.configure("show", "p1")

    assert (ran.status, ran.out, ran.err) == (0, "primitive p1 ocf:pacemaker:Dummy\n", "")
    assert bare.configure("primitive", "p3", "Dummy").status == 0
    assert json.loads(bare("--json", "configure", "show", "p3").out.splitlines()[0])["id"] == "p3"


def test_l11_one_name_given_twice_is_not_taken_without_a_word(crm: Crm) -> None:
    words = "primitive z Dummy meta target-role=Started target-role=Stopped"

    ran = crm.configure(*words.split())

    assert ran.status == 0
    assert (
        "warning: primitive z: 'target-role' stands 2 times in one set [repeated-name]" in ran.err
    )


def test_l12_grouping_leaves_constraints_and_deleting_tells_of_them(crm: Crm) -> None:
    others(crm, "location", "l1", "p1", "10:", "n1")
    others(crm, "group", "g", "p1", "p2")
    assert crm.configure("show", "l1").out == "location l1 p1 10: n1\n"

    ran = crm.configure("delete", "p1")

    assert ran.status == ExitStatus.REFUSED
    assert "l1" in ran.err
    ran = crm.configure("delete", "--cascade", "p1")
    assert ran.status == 0
    assert "l1" in ran.err
    assert crm.configure("show", "type:location", "g").out == "group g p2\n"
