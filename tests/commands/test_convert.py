"""The level `convert`: streams, exit statuses, files; what comes of old files is in tests/convert.

The old files here are in tests/cases/migrating, which docs/migrating.md walks through too.
"""

import ast
import dataclasses
import inspect
import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pexpect  # type: ignore[import-untyped]  # pexpect has no annotations
import pytest
from crm_runner import Crm, Ran, codes

from crmsh_py.commands.convert import cib, corosync, heartbeat, mon, rhcs
from crmsh_py.convert.cib06 import choices as cib06_choices
from crmsh_py.convert.corosync1 import converter as corosync1_choices
from crmsh_py.convert.heartbeat import choices as heartbeat_choices
from crmsh_py.convert.lvs import choices as lvs_choices
from crmsh_py.convert.rhcs import choices as rhcs_choices
from crmsh_py.corosync.syntax import parse
from crmsh_py.corosync.verify import verify

HARESOURCES = "node1 192.0.2.7/24/eth0 apache2\n"
FAULTY = "node1 Filesystem::/dev/sda1\n"
SECRET = "node1 192.0.2.7/24/eth0 mysql::/usr/bin/mysqld_safe::/etc/my.cnf::/var/lib/mysql\n"
HA_CF = """\
node node1 node2
ucast eth1 192.0.2.1
ucast eth1 192.0.2.2
auto_failback on
stonith_host * external/ipmi node2 192.0.2.9 admin geheim lan
"""
MULTICAST = """\
totem {
  version: 2
  interface {
    ringnumber: 0
    bindnetaddr: 192.0.2.0
    mcastaddr: 226.94.1.1
    mcastport: 5405
  }
}
"""
NODES = ("--node", "node1=192.0.2.1", "--node", "node2=192.0.2.2")


@pytest.fixture
def crm(tmp_path: Path) -> Crm:
    for name, text in {
        "haresources": HARESOURCES,
        "faulty": FAULTY,
        "multicast.conf": MULTICAST,
    }.items():
        (tmp_path / name).write_text(text)
    return Crm(tmp_path)


def convert(crm: Crm, *words: str, stdin: str = "") -> Ran:
    """Run a one-liner of the level, where no configuration can be read."""
    return crm("convert", *words, stdin=stdin, cib="")


def severities(err: str) -> list[str]:
    return [
        word
        for line in err.splitlines()
        for word in ("error", "warning", "info")
        if f" {word}: " in f" {line}"
    ]


# ------------------------------------------------------------------ streams and statuses


@pytest.mark.parametrize("form", ["crm", "xml", "all"])
def test_a_terminal_shows_no_password_but_what_is_piped_has_it(crm: Crm, form: str) -> None:
    (crm.folder / "ha.cf").write_text(HA_CF)
    words = ["-m", "crmsh_py", "convert", "heartbeat", "haresources", "--to", form]
    environment = {**os.environ, "PAGER": "cat"}
    screen = pexpect.spawn(sys.executable, words, cwd=str(crm.folder), timeout=60, env=environment)
    shown = screen.read()
    piped = subprocess.run(
        [sys.executable, *words], cwd=crm.folder, capture_output=True, check=True
    )

    assert (shown.count(b"geheim"), b"******" in shown) == (0, True)
    assert (b"geheim" in piped.stdout, piped.stdout.count(b"******")) == (True, 0)
    assert b"it holds passwords, which a terminal does not show" in piped.stderr


def test_the_cib_goes_to_standard_output_and_the_words_to_standard_error(crm: Crm) -> None:
    ran = convert(crm, "heartbeat", "haresources")

    assert ran.status == 0
    assert ran.out.startswith("primitive ip_192_0_2_7 IPaddr2 \\\n")
    assert "location loc-group_1-node1 group_1 100: node1\n" in ran.out
    assert "haresources:1:25: warning: " in ran.err


def test_what_was_printed_can_be_loaded(crm: Crm) -> None:
    text = convert(crm, "heartbeat", "haresources").out
    (crm.folder / "printed.crm").write_text(text)

    loaded = crm.configure("load", "replace", "printed.crm")

    assert (loaded.status, codes(loaded.err)) == (0, [])
    assert crm.configure("show").out == text


def test_no_configuration_and_no_pacemaker_is_needed(crm: Crm) -> None:
    crm.environment["PATH"] = ""

    ran = convert(crm, "heartbeat", "haresources")

    assert ran.status == 0
    assert not crm.cib.exists()


def test_an_error_refuses_everything(crm: Crm) -> None:
    ran = convert(crm, "heartbeat", "faulty")

    assert (ran.status, ran.out) == (65, "")
    assert codes(ran.err) == ["missing-value"]
    assert ran.err.endswith("nothing was written: '--best-effort' writes what could be converted\n")


def test_best_effort_writes_what_could_be_converted_and_tells_the_errors(crm: Crm) -> None:
    ran = convert(crm, "heartbeat", "faulty", "--best-effort")

    assert ran.status == 0
    assert "directory=CHANGE-ME" in ran.out
    assert codes(ran.err) == ["missing-value"]


def test_strict_refuses_warnings(crm: Crm) -> None:
    ran = convert(crm, "heartbeat", "haresources", "--strict")

    assert (ran.status, ran.out, codes(ran.err)) == (65, "", ["strict"])
    assert "warning" in severities(ran.err)


def test_strict_lets_remarks_pass(crm: Crm) -> None:
    ran = convert(crm, "corosync", "multicast.conf", *NODES, "--strict")

    assert ran.status == 0
    assert set(severities(ran.err)) == {"info"}


def test_two_options_that_contradict_each_other_are_refused(crm: Crm) -> None:
    ran = convert(crm, "heartbeat", "haresources", "--strict", "--best-effort")

    assert (ran.status, codes(ran.err)) == (64, ["usage"])


def test_the_same_input_gives_the_same_output(crm: Crm) -> None:
    words = ("heartbeat", "haresources", "--to", "all", "--annotate")

    assert convert(crm, *words) == convert(crm, *words)


# ------------------------------------------------------------------ input


def test_a_hyphen_is_standard_input(crm: Crm) -> None:
    ran = convert(crm, "heartbeat", "-", stdin=HARESOURCES)

    assert ran.status == 0
    assert "<stdin>:1:25: warning: " in ran.err
    assert ran.out == convert(crm, "heartbeat", "haresources").out


def test_standard_input_cannot_be_two_files(crm: Crm) -> None:
    ran = convert(crm, "heartbeat", "-", "--ha-cf", "-", stdin=HARESOURCES)

    assert (ran.status, ran.out, codes(ran.err)) == (64, "", ["usage"])


@pytest.mark.parametrize("kind", ["heartbeat", "corosync", "cib", "rhcs", "mon"])
@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (None, 66, "no-such-file"),
        (b"", 65, "nothing-converted"),
        (b" \n\t\n", 65, "nothing-converted"),
        (b"\x7fELF\0\0\1\2", 65, "undecodable-text"),
        ("folder", 66, "unreadable-file"),
        ("/dev/zero", 65, "file-too-large"),
    ],
)
def test_what_is_no_old_file_is_refused(
    kind: str, content: bytes | str | None, status: int, code: str, crm: Crm
) -> None:
    name = content if isinstance(content, str) else "given"
    if content == "folder":
        (crm.folder / "folder").mkdir()
    elif isinstance(content, bytes):
        (crm.folder / "given").write_bytes(content)
    before = sorted(crm.folder.rglob("*"))

    ran = convert(crm, kind, name, "-o", "out")

    assert (ran.status, ran.out) == (status, "")
    assert codes(ran.err) == [code]
    assert sorted(crm.folder.rglob("*")) == before


WIDE = '<primitive id="wide" class="ocf" provider="heartbeat" type="Dummy"/>'


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32", "utf-32-be"])
def test_xml_in_wide_characters_is_not_taken_for_binary(encoding: str, crm: Crm) -> None:
    mark = "" if encoding in {"utf-16", "utf-32"} else "\ufeff"
    text = f"{mark}<cib><configuration><crm_config/><nodes/><resources>{WIDE}"
    text += "</resources><constraints/></configuration></cib>"
    (crm.folder / "wide.xml").write_bytes(text.encode(encoding))

    ran = convert(crm, "cib", "wide.xml")

    assert (ran.status, ran.out.partition("\n")[0]) == (0, "primitive wide Dummy")


def test_all_files_that_cannot_be_read_are_told_at_once(crm: Crm) -> None:
    ran = convert(crm, "heartbeat", "none", "--ha-cf", "nope", "--authkeys", "nada")

    assert (ran.status, codes(ran.err)) == (66, ["no-such-file"] * 3)
    assert "convert heartbeat none" in ran.err


def test_closed_standard_input_is_an_error(crm: Crm) -> None:
    ran = crm.shell("crm convert heartbeat - <&-")

    assert (ran.status, ran.out, codes(ran.err)) == (66, "", ["unreadable-file"])


def test_the_files_beside_haresources_are_taken_and_that_is_said(crm: Crm) -> None:
    folder = crm.folder / "ha.d"
    folder.mkdir()
    (folder / "haresources").write_text(HARESOURCES)
    (folder / "ha.cf").write_text(HA_CF)

    beside = convert(crm, "heartbeat", "ha.d/haresources", "--to", "corosync", "--best-effort")
    named = convert(
        crm, "heartbeat", "haresources", "--ha-cf", "ha.d/ha.cf", "--to", "corosync",
        "--best-effort",
    )  # fmt: skip

    assert beside.out == named.out
    assert "ha.d/ha.cf is converted too [file-taken]" in beside.err
    assert "file-taken" not in named.err


def test_a_file_beside_it_that_cannot_be_read_is_told(crm: Crm) -> None:
    (crm.folder / "ha.cf").mkdir()

    ran = convert(crm, "heartbeat", "haresources")

    assert ran.status == 0
    assert "warning: 'ha.cf' cannot be read: Is a directory" in ran.err
    assert "[file-left-out]" in ran.err


def test_without_a_file_that_of_heartbeat_is_meant(crm: Crm) -> None:
    if Path("/etc/ha.d/haresources").exists():
        pytest.skip("heartbeat is installed here")

    ran = convert(crm, "heartbeat")

    assert (ran.status, codes(ran.err)) == (66, ["no-such-file"])
    assert "'/etc/ha.d/haresources'" in ran.err


def test_an_ha_cf_is_converted_alone_where_there_is_no_haresources(crm: Crm) -> None:
    if Path("/etc/ha.d/haresources").exists():
        pytest.skip("heartbeat is installed here")
    (crm.folder / "ha.cf").write_text("crm on\nbcast eth0\nnode n1 n2\n")
    (crm.folder / "authkeys").write_text("auth 1\n1 crc\n")

    ran = convert(crm, "heartbeat", "--ha-cf", "ha.cf", "--to", "corosync")

    assert ran.status == 0
    assert "name: n2\n" in ran.out
    assert "[crm-was-on]" in ran.err
    assert "[weak-authentication]" in ran.err
    assert "[no-resources]" not in ran.err


@pytest.mark.parametrize("word", ["node1", "node1=", "=192.0.2.1"])
def test_a_malformed_pair_is_told(word: str, crm: Crm) -> None:
    ran = convert(crm, "corosync", "multicast.conf", "--node", word)

    assert (ran.status, codes(ran.err)) == (64, ["usage"])


def test_a_missing_file_is_told_with_the_way_to_the_options(crm: Crm) -> None:
    ran = convert(crm, "corosync", *NODES)
    told = convert(crm, "corosync", "--help")

    assert (ran.status, codes(ran.err)) == (64, ["usage"])
    assert ran.err.endswith(
        "usage: corosync <corosync.conf> [option ...]; 'corosync --help' lists them\n"
    )
    assert told.out.startswith("corosync - Convert a corosync.conf")


# ------------------------------------------------------------------ output


def test_every_form_can_be_printed(crm: Crm) -> None:
    (crm.folder / "ha.cf").write_text(HA_CF)

    printed = {
        form: convert(crm, "heartbeat", "haresources", "--to", form)
        for form in ("crm", "xml", "corosync", "report", "all")
    }

    assert {one.status for one in printed.values()} == {0}
    assert printed["xml"].out.startswith('<cib validate-with="pacemaker-3.9" ')
    assert printed["corosync"].out.startswith("totem {\n")
    assert verify(parse(printed["corosync"].out, "made")) == []
    names = {"crm": "cib.crm", "xml": "cib.xml", "corosync": "corosync.conf", "report": "report.md"}
    whole = [f"==> {name} <==\n{printed[form].out}" for form, name in names.items()]
    assert printed["all"].out == "\n".join(whole)


def test_a_hyphen_for_the_folder_is_standard_output(crm: Crm) -> None:
    assert convert(crm, "heartbeat", "haresources", "-o", "-") == convert(
        crm, "heartbeat", "haresources"
    )


def test_what_else_was_made_is_said(crm: Crm) -> None:
    (crm.folder / "ha.cf").write_text(HA_CF)

    ran = convert(crm, "heartbeat", "haresources")

    assert "corosync.conf was made too: '--to corosync' prints it\n" in ran.err


def test_a_form_that_is_not_made_is_an_error(crm: Crm) -> None:
    ran = convert(crm, "corosync", "multicast.conf", *NODES, "--to", "xml")

    assert (ran.status, ran.out, codes(ran.err)) == (65, "", ["not-made"])
    assert ran.err.endswith("hint: it makes: corosync, report\n")


def test_without_a_cib_the_corosync_conf_is_printed(crm: Crm) -> None:
    ran = convert(crm, "corosync", "multicast.conf", *NODES)

    assert ran.status == 0
    assert ran.out.startswith("totem {\n")


def test_annotate_puts_what_was_found_on_top_of_each_file(crm: Crm) -> None:
    (crm.folder / "ha.cf").write_text(HA_CF)

    ran = convert(crm, "heartbeat", "haresources", "--annotate", "-o", "out")

    assert ran.status == 0
    title = "Converted from haresources, ha.cf by 'crm convert heartbeat'"
    for name, start in {
        "cib.crm": f"# {title}\n# ",
        "corosync.conf": f"# {title}\n# ",
        "cib.xml": "<cib ",
    }.items():
        text = (crm.folder / "out" / name).read_text()
        assert text.startswith(start)
        assert "haresources:1:25: warning: 'apache2'" in text
        above = [line for line in text.splitlines() if "ha.cf:" in line or line.startswith("#")]
        assert "geheim" not in "\n".join(above)
    loaded = crm.configure("load", "xml", "replace", "out/cib.xml")
    assert (loaded.status, codes(loaded.err)) == (0, [])
    assert crm.configure("show").out.startswith(f"# {title}\n")


def test_the_report_says_what_became_of_what(crm: Crm) -> None:
    ran = convert(crm, "heartbeat", "haresources", "--to", "report")

    lines = ran.out.splitlines()
    assert lines[0] == "# Converted from haresources by 'crm convert heartbeat'"
    assert "| place | piece | became | note |" in lines
    assert "| haresources:1 | apache2 | apache2 |  |" in lines
    assert "## What is left to do" in lines
    assert any(line.startswith("- [ ] ") for line in lines)


def test_the_report_is_a_table_on_a_terminal(crm: Crm) -> None:
    ran = crm("--color", "always", "convert", "heartbeat", "haresources", "--to", "report", cib="")

    assert ran.status == 0
    assert "\x1b[" in ran.out
    assert "| --- |" not in ran.out
    assert "What became of what" in ran.out


def test_a_schema_can_be_chosen(crm: Crm) -> None:
    new = convert(crm, "heartbeat", "haresources", "--schema", "pacemaker-4.0", "--to", "xml")
    old = convert(crm, "heartbeat", "haresources", "--schema", "pacemaker-2.10", "--to", "xml")
    none = convert(crm, "heartbeat", "haresources", "--schema", "pacemaker-9.9")

    assert 'validate-with="pacemaker-4.0"' in new.out
    assert 'validate-with="pacemaker-2.10"' in old.out
    assert (none.status, none.out, codes(none.err)) == (64, "", ["usage"])


# ------------------------------------------------------------------ folders


def test_a_folder_gets_all_files(crm: Crm) -> None:
    (crm.folder / "ha.cf").write_text(HA_CF)

    ran = convert(crm, "heartbeat", "haresources", "-o", "out")

    made = sorted(one.name for one in (crm.folder / "out").iterdir())
    assert (ran.status, ran.out) == (0, "")
    assert made == ["cib.crm", "cib.xml", "corosync.conf", "report.md"]
    assert "written to out: cib.crm, cib.xml, corosync.conf, report.md\n" in ran.err


def test_a_folder_gets_the_form_that_is_wanted(crm: Crm) -> None:
    ran = convert(crm, "heartbeat", "haresources", "-oout", "--to=xml")

    assert ran.status == 0
    assert [one.name for one in (crm.folder / "out").iterdir()] == ["cib.xml"]


def test_files_that_hold_passwords_are_for_their_owner_only(crm: Crm) -> None:
    (crm.folder / "ha.cf").write_text(HA_CF)

    ran = convert(crm, "heartbeat", "haresources", "-o", "out")

    out = crm.folder / "out"
    modes = {one.name: stat.S_IMODE(one.stat().st_mode) for one in out.iterdir()}
    private = {"cib.crm", "cib.xml"}
    assert {name for name, mode in modes.items() if mode == 0o600} >= private
    mask = os.umask(0)
    os.umask(mask)
    assert {modes[name] for name in modes if name not in private} == {0o666 & ~mask}
    assert "geheim" in (out / "cib.crm").read_text()
    assert "geheim" not in (out / "report.md").read_text() + ran.err
    assert "only their owner can read cib.crm, cib.xml: they hold passwords\n" in ran.err


def test_other_files_are_not_overwritten_and_none_is_written(crm: Crm) -> None:
    out = crm.folder / "out"
    out.mkdir()
    (out / "cib.xml").write_text("mine")

    ran = convert(crm, "heartbeat", "haresources", "-o", "out")

    assert (ran.status, codes(ran.err)) == (108, ["already-exists"])
    assert {one.name: one.read_text() for one in out.iterdir()} == {"cib.xml": "mine"}


@pytest.mark.parametrize("forced", [("--force", "after"), ("--force", "before")])
def test_force_overwrites(forced: tuple[str, str], crm: Crm) -> None:
    out = crm.folder / "out"
    out.mkdir()
    (out / "cib.xml").write_text("mine")
    words = ("convert", "heartbeat", "haresources", "-o", "out")

    option, where = forced
    ran = crm(option, *words, cib="") if where == "before" else crm(*words, option, cib="")

    assert ran.status == 0
    assert (out / "cib.xml").read_text() != "mine"


def test_the_same_files_may_be_written_again(crm: Crm) -> None:
    first = convert(crm, "heartbeat", "haresources", "-o", "out")
    second = convert(crm, "heartbeat", "haresources", "-o", "out")

    assert (first.status, second.status) == (0, 0)


def test_errors_write_no_folder(crm: Crm) -> None:
    ran = convert(crm, "heartbeat", "faulty", "-o", "out")

    assert ran.status == 65
    assert not (crm.folder / "out").exists()


@pytest.mark.parametrize("name", ["haresources", "no/where", "a\0b"])
def test_a_folder_that_cannot_be_is_an_error(name: str, crm: Crm) -> None:
    ran = convert(crm, "heartbeat", "haresources", "-o", name)

    assert ran.status in {65, 73}
    assert len(codes(ran.err)) == 1
    assert (crm.folder / "haresources").read_text() == HARESOURCES


def test_a_dry_run_writes_nothing(crm: Crm) -> None:
    ran = crm("--dry-run", "convert", "heartbeat", "haresources", "-o", "out", cib="")

    assert ran.status == 0
    assert "to out would go: cib.crm, cib.xml, report.md" in ran.err
    assert not (crm.folder / "out").exists()


# ------------------------------------------------------------------ json


def test_json_records_say_everything(crm: Crm) -> None:
    word = convert(crm, "heartbeat", "haresources", "--json", "--to", "all")
    option = crm("--json", "convert", "heartbeat", "haresources", "--to", "all", cib="")

    records = [json.loads(line) for line in word.out.splitlines()]
    assert word.out == option.out
    kinds = [one["kind"] for one in records]
    assert kinds == sorted(kinds, key=["file", "became", "table", "diagnostic", "todo"].index)
    files = {one["name"]: one["text"] for one in records if one["kind"] == "file"}
    assert list(files) == ["cib.crm", "cib.xml", "report.md"]
    assert files["cib.crm"] == convert(crm, "heartbeat", "haresources").out
    became = next(one for one in records if one.get("piece") == "apache2")
    assert became == {
        "schema": "crm/1",
        "kind": "became",
        "file": "haresources",
        "line": 1,
        "piece": "apache2",
        "results": ["apache2"],
        "note": "",
    }
    assert all(json.loads(line)["kind"] for line in option.err.splitlines())


def test_json_of_what_was_written_says_where_it_is(crm: Crm) -> None:
    ran = convert(crm, "heartbeat", "haresources", "-o", "out", "--json", "--to", "xml")

    records = [json.loads(line) for line in ran.out.splitlines()]
    files = [one for one in records if one["kind"] == "file"]
    assert [(one["name"], one["text"]) for one in files] == [("out/cib.xml", None)]
    assert (crm.folder / "out" / "cib.xml").exists()


def test_json_of_what_is_refused_has_the_problems_and_no_files(crm: Crm) -> None:
    ran = convert(crm, "heartbeat", "faulty", "--json")
    option = crm("--json", "convert", "heartbeat", "faulty", cib="")

    assert (option.status, option.out) == (ran.status, ran.out)
    records = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.status == 65
    assert {one["kind"] for one in records} >= {"diagnostic"}
    assert "file" not in {one["kind"] for one in records}
    assert [one["code"] for one in records if one.get("severity") == "error"] == ["missing-value"]


# ------------------------------------------------------------------ help


@pytest.mark.parametrize(
    ("command", "choices", "internal"),
    [
        (heartbeat, heartbeat_choices.Choices, {"node_ids", "has_cib", "has_ping"}),
        (cib, cib06_choices.Choices, {"schema"}),
        (rhcs, rhcs_choices.Choices, set()),
        (corosync, corosync1_choices.Choices, set()),
        (mon, lvs_choices.Choices, set()),
    ],
)
def test_every_choice_of_a_converter_is_given(
    command: ModuleType, choices: type, internal: set[str]
) -> None:
    """What a user cannot choose is what the converters tell each other, or done afterwards."""
    calls = [
        node
        for node in ast.walk(ast.parse(inspect.getsource(command)))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "Choices"
        and node.keywords
    ]

    given = {keyword.arg for call in calls for keyword in call.keywords}

    assert given == {one.name for one in dataclasses.fields(choices)} - internal


@pytest.mark.parametrize("kind", ["heartbeat", "corosync", "cib", "rhcs", "mon"])
def test_help_tells_of_every_option(kind: str, crm: Crm) -> None:
    ran = crm("help", "convert", kind, cib="")

    _, _, manual = ran.out.partition("\n\n")[2].partition("\n\n")
    usage = ran.out.partition("Usage:")[2].partition("\n\n")[0]
    common = ("-o", "--to", "--schema", "--strict", "--best-effort", "--annotate", "--json",
              "--install", "--force")  # fmt: skip
    own = {word.strip("[]") for word in usage.split() if word.lstrip("[").startswith("--")}
    told = crm("help", "convert", "heartbeat", cib="").out.partition("Usage:")[2].partition("\n\n")
    assert ran.status == 0
    assert [one for one in sorted(own - set(common)) if f"`{one}" not in manual] == []
    assert [one for one in common if f"`{one}" not in told[2]] == []


# ------------------------------------------------------------------ secrets, cost, installing


@pytest.mark.parametrize(
    "line",
    [
        "stonith_host * external/ipmi node1 192.0.2.9 admin geheim lan more than it takes",
        "stonith_host * nosuch node1 192.0.2.9 admin geheim",
        "stonith external/ipmi node1 192.0.2.9 admin geheim",
    ],
)
@pytest.mark.parametrize("form", ["report", "corosync"])
def test_what_is_told_of_fencing_holds_no_passwords(line: str, form: str, crm: Crm) -> None:
    (crm.folder / "ha.cf").write_text(f"node node1 node2\nbcast eth1\n{line}\n")

    ran = convert(crm, "heartbeat", "haresources", "--to", form, "--best-effort")
    lines = convert(crm, "heartbeat", "haresources", "--json")

    assert "geheim" not in ran.out + ran.err
    told = [json.loads(one) for one in lines.out.splitlines()]
    assert not [one for one in told if one["kind"] != "file" and "geheim" in json.dumps(one)]


def test_authkeys_are_never_shown(crm: Crm) -> None:
    (crm.folder / "ha.cf").write_text("node node1 node2\nbcast eth1\n")
    (crm.folder / "authkeys").write_text("auth 1\n1 crc\n2 sha1 geheim\nwrong geheim\n")

    ran = convert(crm, "heartbeat", "haresources", "--to", "all", "--annotate", "--best-effort")

    assert ran.out
    assert "geheim" not in ran.out + ran.err


def test_other_commands_load_nothing_of_it(crm: Crm) -> None:
    code = (
        "import sys; from crmsh_py.cli import main\n"
        "main(['-c', 'cib.xml', 'configure', 'show'])\n"
        "sys.exit(any(m.startswith(('crmsh_py.convert', 'crmsh_py.commands.convert'))"
        " for m in sys.modules))\n"
    )
    crm.given("primitive a Dummy")

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=crm.folder, env=crm.environment, check=False
    )

    assert done.returncode == 0


@pytest.mark.parametrize("words", ["-o out", "--to xml", "--json"])
def test_installing_excludes_other_output(words: str, crm: Crm) -> None:
    ran = convert(crm, "heartbeat", "haresources", "--install", *words.split())

    assert (ran.status, codes(ran.err)) == (64, ["usage"])


def test_a_corosync_conf_cannot_be_installed(crm: Crm) -> None:
    ran = convert(crm, "corosync", "multicast.conf", *NODES, "--install")

    assert (ran.status, codes(ran.err)) == (65, ["not-made"])


def test_on_a_narrow_terminal_cells_are_wrapped_in_their_columns(crm: Crm) -> None:
    crm.environment["COLUMNS"] = "60"

    ran = crm("--color", "always", "convert", "heartbeat", "haresources", "--to", "report", cib="")

    plain = re.sub(r"\x1b\[[0-9;]*m", "", ran.out)
    table = plain.partition("What became of what\n")[2].partition("\n\n")[0].splitlines()
    assert table[0].split() == ["place", "piece", "became", "note"]
    assert set(table[1].strip()) == {"─"}


def test_what_would_steer_a_terminal_is_in_no_file(crm: Crm) -> None:
    (crm.folder / "haresources").write_text("node1 192.0.2.7 odd\x1b[2J\x01name::\x07\n")

    ran = convert(crm, "heartbeat", "haresources", "--annotate", "--best-effort", "--to", "report")
    every = convert(crm, "heartbeat", "haresources", "--annotate", "--best-effort", "-o", "out")

    assert (ran.status, every.status) == (0, 0)
    texts = [ran.out, *((crm.folder / "out" / name).read_text() for name in ("report.md",))]
    assert not [one for one in texts if set(one) & set("\x1b\x01\x07")]
