"""`schema` and `upgrade`: what a configuration is valid for, and the way to a newer schema."""

import json
from pathlib import Path

import pytest
from crm_runner import CASES, Crm, codes

from crmsh_py.model.releases import KNOWN, installed, newest

OLD = (CASES / "upgrade" / "all-the-way" / "before.xml").read_text(encoding="utf-8")
REFUSED = (CASES / "upgrade" / "refused" / "before.xml").read_text(encoding="utf-8")


@pytest.fixture
def crm(tmp_path: Path) -> Crm:
    crm = Crm(tmp_path)
    crm.cib.write_text(OLD, encoding="utf-8")
    return crm


def schema_of(crm: Crm) -> str:
    return crm.cib.read_text().partition('validate-with="')[2].partition('"')[0]


# ------------------------------------------------------------------ schema


def test_schema_lists_the_schemas_and_marks_the_own_one(crm: Crm) -> None:
    ran = crm.configure("schema")

    names = [line.replace("*", " ").split()[0] for line in ran.out.splitlines()]
    marked = [line for line in ran.out.splitlines() if line.startswith("*")]
    assert (ran.status, ran.err) == (0, "")
    assert [name for name in names if name in KNOWN] == list(KNOWN)
    assert [line.split()[1] for line in marked] == ["pacemaker-1.2"]


@pytest.mark.parametrize("own", ["none", "pacemaker-next", "pacemaker-5.7", "whatever"])
def test_schema_marks_a_schema_that_is_not_known_too(crm: Crm, own: str) -> None:
    crm.cib.write_text(OLD.replace("pacemaker-1.2", own))

    lines = crm.configure("schema").out.splitlines()

    assert [line.split()[1] for line in lines if line.startswith("*")] == [own]


def test_schema_gives_records(crm: Crm) -> None:
    lines = crm("--json", "configure", "schema").out.splitlines()

    records = [json.loads(line) for line in lines]
    assert [one["id"] for one in records if one["current"]] == ["pacemaker-1.2"]


def test_schema_sets_one_in_which_the_configuration_is_valid(crm: Crm) -> None:
    crm.configure("upgrade", "pacemaker-3.9")

    ran = crm.configure("schema", "pacemaker-3.8")

    assert (ran.status, schema_of(crm)) == (0, "pacemaker-3.8")
    assert ran.err.splitlines()[0] == "the schema is pacemaker-3.8 now, was pacemaker-3.9"


def test_schema_leaves_the_rest_alone(crm: Crm) -> None:
    crm.configure("upgrade", "pacemaker-3.9")
    before = crm.configure("show").out

    crm.configure("schema", "pacemaker-3.8")

    assert crm.configure("show").out == before


def test_schema_is_refused_with_all_that_is_not_valid_there(crm: Crm) -> None:
    ran = crm.configure("schema", "pacemaker-3.9")

    assert ran.status == 78
    assert codes(ran.err)[:4] == ["wrong-schema", *3 * ["schema-violation"]]
    assert "'upgrade pacemaker-3.9' transforms it" in ran.err
    assert crm.cib.read_text() == OLD


def test_an_older_schema_is_refused_for_what_came_later(crm: Crm) -> None:
    crm.configure("upgrade", "pacemaker-3.9")
    xml = '<bundle id="web"><podman image="httpd"/></bundle>'
    assert crm.configure("xml", xml).status == 0

    ran = crm.configure("schema", "pacemaker-3.0")

    assert codes(ran.err) == ["wrong-schema", "needs-newer-schema"]
    assert "hint: it needs pacemaker-3.2 or newer: see 'upgrade'" in ran.err


def test_the_schema_that_is_there_is_nothing_to_set(crm: Crm) -> None:
    ran = crm.configure("schema", "pacemaker-1.2")

    assert (ran.status, ran.err) == (0, "the schema is pacemaker-1.2 already\n")


@pytest.mark.parametrize("command", ["schema", "upgrade"])
@pytest.mark.parametrize("name", ["none", "pacemaker-9.9", "3.9", "pacemaker-3.9 pacemaker-4.0"])
def test_a_name_of_no_schema_is_refused(crm: Crm, command: str, name: str) -> None:
    ran = crm.configure(command, *name.split())

    assert (ran.status, codes(ran.err)) == (64, ["usage"])
    assert crm.cib.read_text() == OLD


# ------------------------------------------------------------------ upgrade


def test_upgrade_tells_what_it_changes_and_commits_it(crm: Crm) -> None:
    ran = crm.configure("upgrade", "pacemaker-3.9")

    told = (CASES / "upgrade" / "all-the-way" / "told.txt").read_text(encoding="utf-8")
    said = [line for line in told.splitlines() if not line.startswith(("warning", "  hint"))]
    assert (ran.status, ran.out) == (0, "")
    assert ran.err.splitlines()[-len(said) - 1 :] == [*said, "committed to cib.xml, epoch 2"]
    assert crm.configure("verify").err == "the configuration is valid\n"


@pytest.mark.parametrize("words", [(), ("force",)])
def test_upgrade_goes_to_the_newest_schema_of_this_machine(
    crm: Crm, words: tuple[str, ...]
) -> None:
    ran = crm.configure("upgrade", *words)

    assert (ran.status, schema_of(crm)) == (0, newest())


def test_a_second_upgrade_finds_nothing_to_do(crm: Crm) -> None:
    crm.configure("upgrade")
    before = crm.cib.read_bytes()

    ran = crm.configure("upgrade")

    words = f"nothing to upgrade: the schema is {newest()} already\n"
    assert (ran.status, ran.err, crm.cib.read_bytes()) == (0, words, before)


def test_upgrade_to_an_older_schema_does_nothing(crm: Crm) -> None:
    ran = crm.configure("upgrade", "pacemaker-1.0")

    words = "nothing to upgrade: the schema is pacemaker-1.2, newer than pacemaker-1.0"
    assert (ran.status, ran.err.splitlines()[0], crm.cib.read_text()) == (0, words, OLD)


def test_an_upgrade_is_pending_and_can_be_undone(crm: Crm) -> None:
    ran = crm.batch("upgrade\nundo\ndiff\n")

    assert (ran.status, ran.out) == (0, "")
    assert ran.err.splitlines()[-1] == f"undone: upgrade {newest()}"
    assert crm.cib.read_text() == OLD


def test_an_upgrade_that_cannot_be_names_every_object_and_changes_nothing(crm: Crm) -> None:
    crm.cib.write_text(REFUSED)

    ran = crm.configure("upgrade", "pacemaker-4.0", "force")

    assert (ran.status, set(codes(ran.err))) == (78, {"cannot-upgrade"})
    assert len(codes(ran.err)) == 6
    assert crm.cib.read_text() == REFUSED


def test_what_was_wrong_before_does_not_stop_an_upgrade(crm: Crm) -> None:
    plain = (CASES / "upgrade" / "nothing-to-change" / "before.xml").read_text(encoding="utf-8")
    crm.cib.write_text(plain.replace('type="Dummy"', 'type="Dummy" colour="red"'))

    ran = crm.configure("upgrade", "pacemaker-3.9")

    assert (ran.status, schema_of(crm)) == (0, "pacemaker-3.9")


def test_what_was_wrong_in_an_old_schema_does_not_stop_it_either(crm: Crm) -> None:
    crm.cib.write_text(OLD.replace('name="monitor" interval="10"', 'name="monitor"'))

    ran = crm.configure("upgrade", "pacemaker-3.9")

    assert (ran.status, schema_of(crm)) == (0, "pacemaker-3.9")


@pytest.mark.skipif(
    not installed() or "pacemaker-4.0" in installed(),
    reason="Pacemaker is not here, or knows pacemaker-4.0",
)
def test_a_schema_that_pacemaker_here_does_not_know_is_warned_of(crm: Crm) -> None:
    ran = crm.configure("upgrade", "pacemaker-4.0")

    assert (ran.status, schema_of(crm)) == (0, "pacemaker-4.0")
    assert "does not know the schema 'pacemaker-4.0' [wrong-schema]" in ran.err


@pytest.mark.parametrize("own", ["none", "pacemaker-next", "pacemaker-0.7", "whatever", ""])
def test_a_cib_of_no_known_schema_can_be_worked_with(crm: Crm, own: str) -> None:
    plain = (CASES / "upgrade" / "nothing-to-change" / "before.xml").read_text(encoding="utf-8")
    crm.cib.write_text(plain.replace("pacemaker-3.0", own))

    ran = crm.batch("primitive new Dummy\nverify\ncommit\nupgrade pacemaker-3.9\ncommit\n")

    assert (ran.status, schema_of(crm)) == (0, "pacemaker-3.9")


# ------------------------------------------------------------------ what a schema does not have


@pytest.mark.parametrize(
    ("xml", "needed"),
    [
        ('<rsc_location id="l" rsc="a" role="Promoted" node="n" score="1"/>', "pacemaker-3.7"),
        ('<rsc_colocation id="c" rsc="a" with-rsc="new" influence="true"/>', "pacemaker-3.6"),
    ],
)
def test_what_takes_a_newer_schema_says_so_and_names_upgrade(
    crm: Crm, xml: str, needed: str
) -> None:
    plain = (CASES / "upgrade" / "nothing-to-change" / "before.xml").read_text(encoding="utf-8")
    crm.cib.write_text(plain)

    ran = crm.batch(f"primitive new Dummy\nxml '{xml}'\ncommit\n")

    assert (ran.status, codes(ran.err)) == (78, ["needs-newer-schema"])
    assert f"hint: it needs {needed} or newer: see 'upgrade'" in ran.err
    assert crm.cib.read_text() == plain
