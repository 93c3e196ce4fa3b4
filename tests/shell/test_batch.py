"""Command files: levels, the end of a batch, all errors at once, the first that stops it."""

import json
import subprocess
from pathlib import Path
from shutil import which

import pytest
from crm_runner import SCENARIO, Crm, codes

from crmsh_py.xmltree import canonical, parse


@pytest.fixture
def crm(tmp_path: Path) -> Crm:
    return Crm(tmp_path)


def run_file(crm: Crm, text: str, *options: str) -> tuple[int, list[str]]:
    """Run a file of commands; return its status and the codes of its errors."""
    (crm.folder / "f.crm").write_text(text)
    ran = crm(*options, "-f", "f.crm")
    return ran.status, codes(ran.err)


# ------------------------------------------------------------------ the scenario

LINES = (SCENARIO / "scenario.crm").read_text().splitlines()


def assert_committed(crm: Crm) -> None:
    configuration = parse(crm.cib.read_text(), "").find("configuration")
    expected = parse((SCENARIO / "committed.xml").read_text(), "")
    assert configuration is not None
    for section in expected:
        found = configuration.find(str(section.tag))
        assert found is not None
        assert canonical(found) == canonical(section)


def test_the_scenario_as_a_command_file(crm: Crm) -> None:
    ran = crm("-f", str(SCENARIO / "scenario.crm"))

    assert ran.status == 0
    assert ran.err.count("the configuration is valid\n") == 2
    assert_committed(crm)


@pytest.mark.skipif(which("crm_verify") is None, reason="Pacemaker's crm_verify is not installed")
def test_pacemaker_accepts_what_the_scenario_commits(crm: Crm) -> None:
    crm("-f", str(SCENARIO / "scenario.crm"))

    done = subprocess.run(
        ["crm_verify", "-V", "-x", str(crm.cib)], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_scenario_on_standard_input(crm: Crm) -> None:
    ran = crm(stdin=(SCENARIO / "scenario.crm").read_text())

    assert ran.status == 0
    assert_committed(crm)


def test_the_scenario_on_standard_input_of_a_level(crm: Crm) -> None:
    ran = crm("configure", stdin="\n".join(LINES[1:]))

    assert ran.status == 0
    assert_committed(crm)


def test_the_scenario_on_standard_input_named_as_a_file(crm: Crm) -> None:
    ran = crm.process("-f", "-", stdin=(SCENARIO / "scenario.crm").read_bytes())

    assert ran.status == 0
    assert_committed(crm)


def test_the_scenario_as_one_liners(crm: Crm) -> None:
    enter, *lines = LINES

    done = [crm(enter, *line.split()) for line in lines]

    assert [one.status for one in done] == [0] * len(lines)
    assert_committed(crm)


def test_what_a_run_prints_is_the_same_every_time(crm: Crm, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    text = "primitive a Dummy\nproperty b=c d=e\ndiff\nshow\ncommit\nshow\n"

    first, second = crm.batch(text), Crm(tmp_path / "other").batch(text)

    assert first == second


# ------------------------------------------------------------------ levels


@pytest.mark.parametrize(
    "text",
    [
        "configure\nprimitive a Dummy\ncommit\n",
        "cd configure\nprimitive a Dummy\nup\nconfigure commit\n",
        "cd /configure\nprimitive a Dummy\n..\ncd /configure\ncommit\nquit\n",
        "configure\nprimitive a Dummy\nend\ncd configure\ncommit\nexit\n",
        "configure primitive a Dummy\nconfigure commit\nbye\nno line behind this one is read\n",
        "CONFIGURE\nPrimitive a Dummy\ncd\nConfigure Commit\n",
        "configure\r\nprimitive a Dummy\r\ncommit\r\n",
        "\ufeffconfigure\nprimitive\u00a0a\u3000Dummy\ncommit",
        "# first\n\n  configure\n\n\tprimitive a \\\n    Dummy\n# last\ncommit\n",
        "configure\nprimitive a \\\nDummy \\\n\ncommit\n",
        "configure cd /\nconfigure up\nconfigure end\nconfigure\nprimitive a Dummy\ncommit\n",
    ],
)
def test_levels_are_entered_and_left(crm: Crm, text: str) -> None:
    assert run_file(crm, text) == (0, [])
    assert crm.configure("show").out == "primitive a Dummy\n"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("up\n", "unknown-command"),
        ("..\n", "unknown-command"),
        ("end\n", "unknown-command"),
        ("cd nowhere\n", "unknown-command"),
        ("show\n", "unknown-command"),
        ("primitive a Dummy\n", "unknown-command"),
        ("configure\nconfigure\n", "unknown-command"),
        ("configure\nsh\n", "unknown-command"),
        ("quit now\n", "usage"),
    ],
)
def test_a_command_that_is_not_there_is_never_guessed(crm: Crm, text: str, code: str) -> None:
    assert run_file(crm, text) == (65, [code])


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing\n", "configure\n", "quit\n"])
def test_a_file_without_work_is_no_error(crm: Crm, text: str) -> None:
    assert run_file(crm, text) == (0, [])
    assert not crm.cib.exists()


# ------------------------------------------------------------------ the end


@pytest.mark.parametrize(
    "text",
    [
        "configure property a=b\n",
        "configure\nprimitive a Dummy\n",
        "configure\nprimitive a Dummy\nquit\n",
        "configure\nprimitive a Dummy\nup\nexit\n",
        "configure\nprimitive a Dummy\ncommit\nprimitive b Dummy\ndelete a\n",
    ],
)
def test_changes_that_no_commit_wrote_are_an_error(crm: Crm, text: str) -> None:
    status, found = run_file(crm, text)

    assert (status, found) == (65, ["uncommitted-changes"])
    assert "b" not in crm.configure("show").out


def test_changes_that_were_taken_back_are_none(crm: Crm) -> None:
    assert run_file(crm, "configure\nprimitive a Dummy\nundo\n") == (0, [])


@pytest.mark.parametrize("end", ["\\", "\\\n", "\\ \n"])
def test_a_backslash_at_the_end_is_an_error(crm: Crm, end: str) -> None:
    text = f"configure\nprimitive a Dummy\ncommit\nprimitive b Dummy {end}"

    assert run_file(crm, text) == (65, ["unfinished-continuation"])
    assert not crm.cib.exists()


def test_a_dry_run_commits_nothing_and_is_no_error(crm: Crm) -> None:
    ran = crm.batch("primitive a Dummy\ncommit\n", "--dry-run")

    assert (ran.status, ran.out) == (0, "+ primitive a Dummy\n")
    assert ran.err == "dry run: nothing was committed\n"
    assert not crm.cib.exists()


def test_a_dry_run_tells_what_would_stop_the_commit(crm: Crm) -> None:
    wrong = '<primitive id="a" class="lsb" type="a"><foo/></primitive>'

    ran = crm.batch(f"xml '{wrong}'\ncommit\n", "--dry-run")

    assert (ran.status, codes(ran.err)) == (78, ["schema-violation"])


# ------------------------------------------------------------------ errors

MANY_ERRORS = """\
configure
primitve x Dummy
primitive y Dummy params "a
primitive a Dummy
primitive z
crm(live)configure# property a=b
colocation c inf a b
commit
"""


def test_all_errors_of_a_file_are_found_before_its_first_line_is_carried_out(crm: Crm) -> None:
    assert run_file(crm, MANY_ERRORS) == (
        65,
        [
            "unknown-command",
            "unclosed-quote",
            "syntax-error",
            "pasted-prompt",
            "syntax-error",
        ],
    )
    assert not crm.cib.exists()


def test_the_first_error_stops_a_batch_and_keeps_what_was_committed(crm: Crm) -> None:
    text = (
        "primitive a Dummy\ncommit\nprimitive b Dummy\ndelete nosuch\nprimitive c Dummy\ncommit\n"
    )

    ran = crm.batch(text)

    assert (ran.status, codes(ran.err)) == (105, ["no-such-object"])
    assert ran.err.splitlines()[1].startswith("<stdin>:4:8: error:")
    assert crm.configure("show").out == "primitive a Dummy\n"


def test_a_configuration_that_cannot_be_read_is_no_fault_of_a_command(crm: Crm) -> None:
    crm.cib.write_text("<foo/>")

    ran = crm.batch("show\n")

    assert (ran.status, ran.err.partition(":")[0]) == (65, "error")


def test_standard_input_cannot_be_both_commands_and_data(crm: Crm) -> None:
    crm.given("primitive a Dummy")

    ran = crm.batch("load replace -\ncommit\n")

    assert (ran.status, codes(ran.err)) == (64, ["usage"])
    assert crm.configure("show").out == "primitive a Dummy\n"


# ------------------------------------------------------------------ JSON


def test_json_is_one_object_a_line_on_both_streams(crm: Crm) -> None:
    text = "primitive a Dummy\nshow\ndiff\ncommit\nls\nhelp commit\nshow xml\ndelete nosuch\n"

    ran = crm.batch(text, "--json")

    data = [json.loads(line) for line in ran.out.splitlines()]
    words = [json.loads(line) for line in ran.err.splitlines()]
    assert {one["schema"] for one in [*data, *words]} == {"crm/1"}
    assert list(dict.fromkeys(one["kind"] for one in data)) == [
        "object",
        "change",
        "command",
        "help",
        "cib",
    ]
    assert [one["kind"] for one in words] == ["note", "diagnostic"]
    assert words[1] == {
        "schema": "crm/1",
        "kind": "diagnostic",
        "code": "no-such-object",
        "severity": "error",
        "message": "there is no object 'nosuch'",
        "subject": "nosuch",
        "file": "<stdin>",
        "line": 8,
        "column": 8,
        "text": "delete nosuch",
        "hint": None,
        "forceable": False,
        "exit_status": 105,
    }


def test_json_tells_the_same_as_the_text(crm: Crm) -> None:
    text = crm.batch(MANY_ERRORS.removeprefix("configure\n"))
    lines = crm.batch(MANY_ERRORS.removeprefix("configure\n"), "--json")

    records = [json.loads(line) for line in lines.err.splitlines()]
    heads = [
        f"{one['file']}:{one['line']}:{one['column']}: {one['severity']}: {one['message']}"
        f" [{one['code']}]"
        for one in records
    ]
    assert heads == [line for line in text.err.splitlines() if line.startswith("<stdin>:")]
    assert [f"    {one['text']}" for one in records] == [
        line
        for before, line in zip(text.err.splitlines(), text.err.splitlines()[1:], strict=False)
        if before.startswith("<stdin>:")
    ]
