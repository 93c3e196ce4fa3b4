"""What `verify` and commits do with findings: new and old ones, places, what is allowed, denied."""

import json
from pathlib import Path

import pytest
from crm_runner import Crm, Ran, StrictCrm, codes

from crmsh_py.codes import CODES

SOUND = """\
property stonith-enabled=false
primitive old ocf:pacemaker:Dummy params state=/run/old envfile=/etc/old \\
    op monitor interval=10s timeout=20s \\
    op start interval=0s timeout=20s op stop interval=0s timeout=20s
"""
TWICE = "params state=/run/x state=/run/y op monitor interval=10s timeout=20s"
FAULTY = SOUND.replace("envfile=", "state=")
"""A configuration with one warning: repeated-name."""


@pytest.fixture
def crm(tmp_path: Path) -> Crm:
    return StrictCrm(tmp_path)


@pytest.fixture
def faulty(crm: Crm) -> Crm:
    crm.given(FAULTY)
    return crm


def told(ran: Ran) -> list[str]:
    """Return the lines that are not about a place: first lines of findings without it, remarks."""
    return [line for line in ran.err.splitlines() if not line.startswith("  ")]


def repeated(ran: Ran) -> list[str]:
    """Return where repeated names were found, and how bad that is."""
    return [line.partition(": primitive")[0] for line in told(ran) if "[repeated-name]" in line]


# ------------------------------------------------------------------ commits


def test_what_a_change_brings_in_is_told_before_the_commit(crm: Crm) -> None:
    crm.given(SOUND)

    ran = crm.configure("primitive", "new", "ocf:pacemaker:Dummy", *TWICE.split())

    assert (ran.status, repeated(ran)) == (0, ["<command line>:1:65: warning"])
    assert told(ran)[-1] == "committed to cib.xml, epoch 2"


def test_what_was_there_before_is_only_counted(faulty: Crm) -> None:
    ran = faulty.configure("set", "old.params.fake", "x")

    assert (ran.status, told(ran)) == (
        0,
        [
            "old.params.fake is new",
            "1 older finding: 'verify' lists it",
            "committed to cib.xml, epoch 2",
        ],
    )


def test_a_sound_configuration_is_committed_without_a_word(crm: Crm) -> None:
    crm.given(SOUND)

    ran = crm.configure("set", "old.params.fake", "x")

    assert ran.err == "old.params.fake is new\ncommitted to cib.xml, epoch 2\n"


def test_a_dry_run_tells_what_the_commit_would(faulty: Crm) -> None:
    words = ["primitive", "new", "ocf:pacemaker:Dummy", *TWICE.split()]

    ran = faulty("--dry-run", "configure", *words)

    assert (ran.status, repeated(ran)) == (0, ["<command line>:1:65: warning"])
    assert told(ran)[-2:] == [
        "1 older finding: 'verify' lists it",
        "dry run: nothing was committed",
    ]


def test_errors_that_force_overrules_stop_a_commit_without_it(crm: Crm) -> None:
    crm.given(SOUND)
    before = crm.cib.read_text()
    monitor = ["op", "monitor", "interval=10s", "timeout=20s"]
    new = ["configure", "primitive", "new", "ocf:pacemaker:Dummy", *monitor, *monitor]

    refused, kept = crm(*new), crm.cib.read_text()
    forced = crm("-F", *new)

    assert (refused.status, codes(refused.err), kept) == (78, ["duplicate-operation"], before)
    assert (forced.status, codes(forced.err)) == (0, ["duplicate-operation"])
    assert told(forced)[-1] == "committed to cib.xml, epoch 2"


def test_of_several_statements_about_an_object_that_with_the_words_is_shown(crm: Crm) -> None:
    ran = crm.batch(f"{SOUND}property batch-limit=1 batch-limit=2\nproperty cluster-name=x\ncommit")

    (place,) = [line for line in told(ran) if "[repeated-name]" in line]
    assert place.startswith("<stdin>:5:")


# ------------------------------------------------------------------ verify


def test_verify_lists_what_is_there_with_its_place_in_the_file(faulty: Crm) -> None:
    ran = faulty.configure("verify")

    lines = enumerate(faulty.cib.read_text().splitlines(), 1)
    (line,) = (number for number, one in lines if 'value="/etc/old"' in one)
    assert (ran.status, repeated(ran)) == (0, [f"cib.xml:{line}:11: warning"])
    assert told(ran)[-1] == "1 warning"


def test_verify_lists_what_is_new_first_and_counts_it(faulty: Crm) -> None:
    ran = faulty.batch(f"primitive new ocf:pacemaker:Dummy {TWICE}\nverify\nundo\n")

    assert repeated(ran)[0].startswith("<stdin>:1:")
    assert [one.partition(":")[0] for one in repeated(ran)] == ["<stdin>", "cib.xml"]
    assert "2 warnings; 1 new" in told(ran)


def test_what_was_changed_has_no_place_in_the_file_any_more(faulty: Crm) -> None:
    ran = faulty.batch("delete old\nundo\nset old.params.fake x\nverify\nundo\n")

    assert repeated(ran) == ["<stdin>:3:5: warning"]


def test_what_was_undone_is_shown_where_it_stands_in_the_file(faulty: Crm) -> None:
    ran = faulty.batch("set old.params.fake x\nundo\nverify\n")

    assert [one.partition(":")[0] for one in repeated(ran)] == ["cib.xml"]


def test_errors_come_first_and_the_status_is_78(faulty: Crm) -> None:
    text = faulty.cib.read_text()
    location = '<rsc_location id="l" rsc="no" node="n1" score="1"/>'
    faulty.cib.write_text(text.replace("<constraints/>", f"<constraints>{location}</constraints>"))

    ran = faulty.configure("verify")

    assert (ran.status, codes(ran.err)) == (78, ["dangling-reference"])
    assert told(ran)[0].startswith("cib.xml:")
    assert [" error: " in one for one in told(ran)] == [True, False, False]


def test_a_sound_configuration_is_valid(crm: Crm) -> None:
    crm.given(SOUND)

    ran = crm.configure("verify")

    assert (ran.status, ran.err) == (0, "the configuration is valid\n")


# ------------------------------------------------------------------ allowed and denied


def test_what_is_allowed_is_passed_over(faulty: Crm) -> None:
    for ran in (
        faulty.configure("verify", "--allow", "repeated-name,no-value"),
        faulty("--allow", "no-value", "--allow=repeated-name", "configure", "verify"),
    ):
        assert (ran.status, ran.err) == (0, "the configuration is valid\n")


def test_a_comment_in_the_configuration_allows_for_verify_and_commits(crm: Crm) -> None:
    text = FAULTY.replace("primitive", "# lint: allow repeated-name\nprimitive")

    ran = crm.batch(f"{text}commit\n")

    assert (ran.status, ran.err) == (0, "committed to cib.xml, epoch 1\n")
    assert "<!-- lint: allow repeated-name -->" in crm.cib.read_text()
    words = "the configuration is valid; 1 finding allowed by comments\n"
    assert crm.configure("verify").err == words


def test_a_comment_at_the_top_of_a_text_allows_for_all(crm: Crm) -> None:
    (crm.folder / "a.crm").write_text(f"# lint: allow repeated-name\n\n{FAULTY}")

    ran = crm.configure("load", "update", "a.crm")

    assert (ran.status, ran.err) == (0, "committed to cib.xml, epoch 1\n")
    again = crm.configure("primitive", "new", "ocf:pacemaker:Dummy", *TWICE.split())
    assert repeated(again) == []


def test_warnings_that_are_denied_stop_what_brings_them_in(faulty: Crm) -> None:
    new = ["primitive", "new", "ocf:pacemaker:Dummy", *TWICE.split()]

    denied = faulty("--deny", "warnings", "configure", *new)
    other = faulty("--deny", "warnings", "configure", "set", "old.params.fake", "x")
    forced = faulty("--deny", "warnings", "-F", "configure", *new)

    assert (denied.status, codes(denied.err)) == (78, ["repeated-name"])
    assert (other.status, codes(other.err)) == (0, [])
    assert (forced.status, codes(forced.err)) == (0, ["repeated-name"])


def test_verify_denies_what_was_there_before_too(faulty: Crm) -> None:
    for ran in (
        faulty.configure("verify", "--deny", "warnings"),
        faulty("--deny=warnings", "configure", "verify"),
    ):
        assert (ran.status, codes(ran.err)) == (78, ["repeated-name"])
        assert told(ran)[-1] == "1 error"


def test_a_commit_takes_the_same_options(crm: Crm) -> None:
    denied = crm.batch(f"{FAULTY}commit --deny warnings\n")
    allowed = crm.batch(f"{FAULTY}commit --deny warnings --allow repeated-name\n")

    assert (denied.status, codes(denied.err)) == (78, ["repeated-name"])
    assert (allowed.status, allowed.err) == (0, "committed to cib.xml, epoch 1\n")


@pytest.mark.parametrize(
    "words",
    [
        ["--allow", "repeated-nam", "configure", "verify"],
        ["configure", "verify", "--allow", "repeated-nam"],
    ],
)
def test_an_unknown_code_is_an_error_with_the_nearest_name(faulty: Crm, words: list[str]) -> None:
    ran = faulty(*words)

    assert (ran.status, codes(ran.err)) == (64, ["usage"])
    assert ran.err.endswith("  hint: did you mean 'repeated-name'?\n")


@pytest.mark.parametrize("words", [["--deny"], ["--deny", "errors"], ["--allow="], ["--allow"]])
def test_options_that_say_nothing_are_errors(crm: Crm, words: list[str]) -> None:
    assert crm(*words).status == 64


def test_what_cannot_be_allowed_stays_an_error(faulty: Crm) -> None:
    text = faulty.cib.read_text()
    location = '<rsc_location id="l" rsc="no" node="n1" score="1"/>'
    faulty.cib.write_text(text.replace("<constraints/>", f"<constraints>{location}</constraints>"))

    ran = faulty.configure("verify", "--allow", "dangling-reference,repeated-name")

    assert (ran.status, codes(ran.err)) == (78, ["dangling-reference"])
    assert "[cannot-allow]" in ran.err


# ------------------------------------------------------------------ XML files


def test_what_is_loaded_from_xml_has_its_place_there(crm: Crm) -> None:
    crm.given(FAULTY)
    crm.cib.rename(crm.folder / "other.xml")
    lines = enumerate((crm.folder / "other.xml").read_text().splitlines(), 1)
    (line,) = (number for number, one in lines if 'value="/etc/old"' in one)

    ran = crm.configure("load", "xml", "update", "other.xml")

    assert (ran.status, repeated(ran)) == (0, [f"other.xml:{line}:11: warning"])


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ('rsc="vip"', 'rsc="no"', "dangling-reference", "x.xml:4:24"),
        ('id="l"', 'id="vip"', "duplicate-id", "x.xml:4:2"),
    ],
)
def test_errors_of_xml_that_is_loaded_have_places(
    crm: Crm, old: str, new: str, code: str, place: str
) -> None:
    text = (
        '<cib validate-with="pacemaker-3.9"><configuration><crm_config/><nodes/><resources>\n'
        '<primitive id="vip" class="ocf" provider="pacemaker" type="Dummy"/></resources>\n'
        "<constraints>\n"
        ' <rsc_location id="l"  rsc="vip" node="n1" score="1"/>\n'
        "</constraints></configuration><status/></cib>"
    )
    (crm.folder / "x.xml").write_text(text.replace(old, new))

    ran = crm.configure("load", "xml", "update", "x.xml")

    assert codes(ran.err) == [code]
    assert ran.err.startswith(f"{place}: error: ")


def test_an_id_used_twice_is_shown_where_it_is_second(crm: Crm) -> None:
    crm.given(SOUND)
    text = crm.cib.read_text()
    again = '<primitive id="old" class="lsb" type="x"/>'
    crm.cib.write_text(text.replace("</resources>", f"{again}</resources>"))
    line = text[: text.index("</resources>")].count("\n") + 1

    ran = crm.configure("verify")

    places = [one.partition(": error:")[0] for one in told(ran) if "[duplicate-id]" in one]
    assert places == [f"cib.xml:{line}:5"]


# ------------------------------------------------------------------ explain, JSON


def test_explain_is_what_help_says(crm: Crm) -> None:
    one = crm("explain", "repeated-name")
    two = crm.configure("explain", "repeated-name", "[duplicate-id]")

    assert (one.status, one.out) == (0, crm("help", "repeated-name").out)
    assert two.out == f"{one.out}\n{crm('help', 'duplicate-id').out}"


def test_explain_knows_every_code_and_reads_no_configuration(crm: Crm) -> None:
    ran = crm("explain", *CODES, cib="no/such.xml")

    assert (ran.status, ran.err) == (0, "")


def test_explain_tells_all_that_are_no_codes(crm: Crm) -> None:
    ran = crm("explain", "repeated-nam", "no-value", "no-valu")

    assert (ran.status, codes(ran.err), ran.out) == (105, ["no-such-object"] * 2, "")
    assert "  hint: did you mean 'no-value'?" in ran.err


def test_explain_as_json(crm: Crm) -> None:
    ran = crm("--json", "explain", "repeated-name")

    record = json.loads(ran.out)
    assert record["manual"] == CODES["repeated-name"].manual
    assert {key: record[key] for key in ("kind", "code", "exit_status", "error_when_new")} == {
        "kind": "code",
        "code": "repeated-name",
        "exit_status": 0,
        "error_when_new": False,
    }


def test_verify_as_json_tells_the_same(faulty: Crm) -> None:
    ran = faulty("--json", "configure", "verify")

    *found, note = map(json.loads, ran.err.splitlines())
    assert [(one["code"], one["file"], one["column"]) for one in found] == [
        ("repeated-name", "cib.xml", 11)
    ]
    assert (note["kind"], note["text"]) == ("note", "1 warning")
