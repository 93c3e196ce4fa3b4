"""`cib`: shadow CIBs, without a cluster."""

import bz2
from pathlib import Path

import pytest
from crm_runner import Crm, codes

BASE = "primitive p ocf:pacemaker:Dummy\n"
ADDED = "primitive z ocf:pacemaker:Dummy\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "shadows"


@pytest.fixture
def crm(tmp_path: Path, folder: Path) -> Crm:
    crm = Crm(tmp_path, CIB_shadow_dir=str(folder))
    crm.given(BASE)
    return crm


def made(crm: Crm, name: str) -> None:
    assert crm("cib", "new", name).status == 0


def test_a_new_shadow_is_a_copy_where_crm_shadow_looks_for_it(crm: Crm, folder: Path) -> None:
    ran = crm("cib", "new", "try")

    assert (ran.status, ran.out) == (0, "")
    assert ran.err == (
        "shadow CIB 'try' made\n"
        "another crm works on it with 'crm -c try', or with CIB_shadow=try set\n"
    )
    assert (folder / "shadow.try").read_bytes() == crm.cib.read_bytes()
    assert (folder / "shadow.try").stat().st_mode & 0o777 == 0o600


def test_what_is_pending_goes_into_a_new_shadow_and_is_pending_no_more(crm: Crm) -> None:
    before = crm.cib.read_bytes()
    ran = crm(stdin=f"configure\n{ADDED}cib new try\ndiff\nshow\n")

    assert (ran.status, ran.out) == (0, BASE + ADDED)
    assert ran.err.splitlines() == ["shadow CIB 'try' made", "what was pending is in it"]
    assert crm.cib.read_bytes() == before


def test_an_empty_shadow_has_nothing_but_its_schema(crm: Crm) -> None:
    ran = crm(stdin="cib new try empty\nconfigure show\n")

    assert (ran.status, ran.out) == (0, "")


def test_a_shadow_is_left_for_the_file_with_nothing_of_it_in_there(crm: Crm) -> None:
    made(crm, "try")
    text = f"cib use try\nconfigure\n{ADDED}commit\ncib list\n"
    ran = crm(stdin=text)

    assert (ran.status, ran.out) == (0, "try (in use)\n")
    assert crm.configure("show").out == BASE
    assert crm("configure", "show", cib="try").out == BASE + ADDED


def test_pending_changes_are_not_lost_to_another_configuration(crm: Crm) -> None:
    made(crm, "try")
    ran = crm(stdin=f"configure\n{ADDED}cib use try\ncommit\n")

    assert (ran.status, codes(ran.err)) == (65, ["uncommitted-changes"])


@pytest.mark.parametrize(
    ("words", "code", "status"),
    [
        ("new try", "already-exists", 108),
        ("new live", "usage", 64),
        ("new .x", "usage", 64),
        ("new a/b", "usage", 64),
        ("use nope", "no-such-object", 105),
        ("delete nope", "no-such-object", 105),
        ("reset nope", "no-such-object", 105),
        ("diff nope", "no-such-object", 105),
        ("diff", "usage", 64),
        ("import 4711", "no-such-file", 66),
        ("import nope.bz2", "no-such-file", 66),
        ("import broken.bz2", "unreadable-file", 66),
        ("import text.xml", "malformed-xml", 65),
    ],
)
def test_what_cannot_be_done_says_why(crm: Crm, words: str, code: str, status: int) -> None:
    made(crm, "try")
    (crm.folder / "broken.bz2").write_bytes(b"no such thing")
    (crm.folder / "text.xml").write_text("primitive")

    ran = crm("cib", *words.split())

    assert (ran.status, codes(ran.err)) == (status, [code])
    assert crm("cib", "list").out == "try\n"


def test_the_shadow_in_use_cannot_be_deleted(crm: Crm) -> None:
    made(crm, "try")

    assert codes(crm("cib", "delete", "try", cib="try").err) == ["in-use"]
    assert crm("cib", "delete", "try").status == 0
    assert crm("cib", "list").out == ""


def test_nothing_stays_behind_of_a_deleted_shadow(crm: Crm, folder: Path) -> None:
    made(crm, "try")
    crm("cib", "delete", "try")

    assert list(folder.iterdir()) == []


def test_a_saved_transition_becomes_a_shadow(crm: Crm) -> None:
    packed = crm.folder / "pe-input-7.bz2"
    packed.write_bytes(bz2.compress(crm.cib.read_bytes()))
    crm.configure("property", "maintenance-mode=true")

    ran = crm(stdin=f"cib import {packed.name}\nconfigure show\ncib list\n")

    assert (ran.status, ran.out) == (0, BASE + "pe-input-7 (in use)\n")


def test_force_replaces_a_shadow(crm: Crm) -> None:
    made(crm, "try")
    crm.configure("delete", "p")

    assert crm("cib", "new", "try", "force").status == 0
    assert crm("configure", "show", cib="try").out == ""


@pytest.mark.parametrize(
    ("words", "done"),
    [("new other", "made"), ("new try force", "made"), ("delete try", "deleted")],
)
def test_a_dry_run_leaves_the_shadows_as_they_are(
    crm: Crm, folder: Path, words: str, done: str
) -> None:
    made(crm, "try")
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    crm("configure", "set", "p.description", "x")

    ran = crm("--dry-run", "cib", *words.split())

    name = words.split()[1]
    assert (ran.status, ran.err) == (0, f"dry run: the shadow CIB '{name}' was not {done}\n")
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
