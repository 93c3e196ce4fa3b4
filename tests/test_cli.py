"""The command line: options, streams, exit statuses, and what each command costs to start."""

import json
import signal
import subprocess
import time
from pathlib import Path

import pytest
from crm_runner import CRM, Crm, codes

from crmsh_py import __version__
from crmsh_py.cli import USAGE, parse_arguments
from crmsh_py.codes import ExitStatus
from crmsh_py.diagnostics import CrmError


@pytest.fixture
def crm(tmp_path: Path) -> Crm:
    return Crm(tmp_path)


# ------------------------------------------------------------------ options


def test_options_end_at_the_first_command_word() -> None:
    arguments = parse_arguments(["-F", "--json", "configure", "-c", "--yes", "-inf:"])

    assert arguments.force
    assert arguments.json
    assert not arguments.yes
    assert arguments.words == ("configure", "-c", "--yes", "-inf:")


@pytest.mark.parametrize(
    "argv",
    [
        ["-c", "x.xml", "-F", "-d"],
        ["-cx.xml", "-Fd"],
        ["-Fdc", "x.xml"],
        ["--cib=x.xml", "--force", "--debug"],
        ["--cib", "x.xml", "-F", "-d", "--"],
    ],
)
def test_short_options_can_be_joined_and_long_ones_take_an_equals_sign(argv: list[str]) -> None:
    arguments = parse_arguments(argv)

    assert (arguments.cib, arguments.force, arguments.debug) == ("x.xml", True, True)
    assert arguments.words == ()


@pytest.mark.parametrize(
    ("argv", "color"),
    [
        (["-D", "plain"], "never"),
        (["-D", "color"], "auto"),
        (["--display=color-always"], "always"),
        (["--color", "always"], "always"),
        (["--color=never"], "never"),
    ],
)
def test_colour_is_said_in_the_old_way_and_in_the_new_one(argv: list[str], color: str) -> None:
    assert parse_arguments(argv).preferences == {"ui.color": color}


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["--bogus"], "there is no option '--bogus'"),
        (["-n"], "there is no option '-n'"),
        (["-R"], "there is no option '-R'"),
        (["-o", "core.editor=vi"], "there is no option '-o'"),
        (["-H", "x"], "there is no option '-H'"),
        (["-X", "x"], "there is no option '-X'"),
        (["-Fn"], "there is no option '-n'"),
        (["-c"], "the option -c needs a value"),
        (["--cib="], "the option --cib needs a value"),
        (["--force=yes"], "the option --force takes no value"),
        (["-D", "uppercase"], "-D takes plain, color, color-always, not 'uppercase'"),
        (["--color", "blue"], "--color takes auto, always, never, not 'blue'"),
    ],
)
def test_an_option_that_is_not_known_is_named(argv: list[str], message: str) -> None:
    with pytest.raises(CrmError) as caught:
        parse_arguments(argv)

    assert [(one.code, one.message) for one in caught.value.diagnostics] == [("usage", message)]


def test_a_mistaken_option_is_a_usage_error(crm: Crm) -> None:
    ran = crm("--jsno", "configure", "show")

    assert ran.status == ExitStatus.USAGE
    assert ran.out == ""
    assert ran.err == (
        "error: there is no option '--jsno' [usage]\n  hint: did you mean '--json'?\n"
    )


def test_a_mistaken_option_is_told_in_json_where_json_was_asked_for(crm: Crm) -> None:
    ran = crm("--json", "--bogus")

    assert ran.status == ExitStatus.USAGE
    assert json.loads(ran.err)["code"] == "usage"


def test_the_version_and_the_help_need_no_configuration(crm: Crm) -> None:
    version = crm("--version", cib="")
    usage = crm("-h", cib="")

    assert (version.status, version.out) == (0, f"crm {__version__}\n")
    assert (usage.status, usage.out) == (0, USAGE)


def test_a_report_can_say_what_crm_is_made_of(crm: Crm) -> None:
    told = crm("-d", "--version", cib="").out.splitlines()

    assert told[0] == f"crm {__version__}"
    assert [line.split()[0] for line in told[1:]] == [
        *("Python", "lxml", "pyparsing", "xmlschema", "prompt_toolkit", "rich"),
    ]


@pytest.mark.parametrize(
    ("argv", "preferences"),
    [
        (["-w"], {"commit.wait": "true"}),
        (["--no-pager", "--plain"], {"ui.paging": "never", "ui.plain": "true"}),
        (["-q"], {"ui.quiet": "true"}),
        (["--deny", "warnings"], {"check.deny-warnings": "true"}),
        (["--allow", "a", "--allow=b,c"], {"check.allow": "a,b,c"}),
        (
            ["--set", "ui.theme=light", "--set=ui.pager=a=b"],
            {"ui.theme": "light", "ui.pager": "a=b"},
        ),
        (["-Fw"], {"commit.wait": "true"}),
    ],
)
def test_options_say_preferences(argv: list[str], preferences: dict[str, str]) -> None:
    assert parse_arguments(argv).preferences == preferences


def test_the_help_names_every_exit_status() -> None:
    told = USAGE.partition("exit statuses:")[2]

    assert [int(one) for one in told.replace(",", " ").split() if one.isdigit()] == list(ExitStatus)


def test_a_file_and_a_command_exclude_each_other(crm: Crm) -> None:
    assert crm("-f", "x", "configure", "show").status == ExitStatus.USAGE


def test_debugging_says_what_was_read(crm: Crm) -> None:
    assert crm("-d", "configure", "show").err == "debug: read cib.xml, epoch 0\n"


# ------------------------------------------------------------------ streams


def test_data_without_a_standard_output_are_an_error(crm: Crm) -> None:
    crm.given("primitive a Dummy")

    ran = crm.shell("crm configure show >&-")

    assert (ran.status, ran.err) == (73, "error: standard output is closed [cannot-write]\n")


def test_a_batch_that_cannot_show_what_it_should_writes_nothing(crm: Crm) -> None:
    crm.given("primitive a Dummy")
    before = crm.cib.read_bytes()

    ran = crm.shell("printf 'property a=b\\nshow\\ncommit\\n' | crm configure >&-")

    assert (ran.status, codes(ran.err)) == (73, ["cannot-write"])
    assert crm.cib.read_bytes() == before


@pytest.mark.parametrize("words", ["--version", "--help", "configure help", "--json configure ls"])
def test_a_full_disk_is_told(crm: Crm, words: str) -> None:
    ran = crm.shell(f"crm {words} >/dev/full")

    assert ran.status == ExitStatus.CANNOT_WRITE
    assert "No space left on device" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("words", ["", "configure", "-f -", "configure load update -"])
def test_a_closed_standard_input_is_told(crm: Crm, words: str) -> None:
    ran = crm.shell(f"crm {words} <&-")

    assert (ran.status, codes(ran.err)) == (66, ["unreadable-file"])


def test_commands_that_need_no_standard_input_do_without(crm: Crm) -> None:
    assert crm.shell("crm configure primitive a Dummy <&-").status == 0


def test_all_streams_may_be_closed(crm: Crm) -> None:
    made = crm.shell("crm configure primitive a Dummy <&- >&- 2>&-")
    shown = crm.shell("crm configure show <&- >&- 2>&-")

    assert (made.status, shown.status) == (0, 73)
    assert crm.configure("show").out == "primitive a Dummy\n"


@pytest.mark.parametrize("words", ["configure show", "--json configure show", "--color=always ls"])
def test_a_reader_who_had_enough_is_no_error(crm: Crm, words: str) -> None:
    crm.given(
        "\n".join(f"primitive p{n} Dummy params state=/a/rather/long/{n}" for n in range(999))
    )

    ran = crm.shell(f"{{ crm {words}; echo $? >status; }} | head -1")

    assert ran.err == ""
    assert ran.out.count("\n") == 1
    assert (crm.folder / "status").read_text() == "0\n"


def test_a_batch_goes_on_when_nobody_reads_any_more(crm: Crm) -> None:
    ran = crm.shell("{ printf 'ls\\nproperty a=b\\ncommit\\n' | crm configure; } | true")

    assert "Traceback" not in ran.err
    assert crm.configure("property").out.endswith("a=b\n")


def test_an_error_that_nobody_reads_keeps_its_status(crm: Crm) -> None:
    crm.shell("{ crm nosuch 2>&1; echo $? >status; } | true")

    assert (crm.folder / "status").read_text() == "64\n"


def test_ctrl_c_in_a_batch_is_130(crm: Crm) -> None:
    child = subprocess.Popen(
        [*CRM, "-c", "cib.xml", "configure"],
        cwd=crm.folder,
        env=crm.environment,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    time.sleep(0.5)  # it waits for commands by now

    child.send_signal(signal.SIGINT)
    _, err = child.communicate()

    assert (child.returncode, err) == (130, b"")


def test_words_that_are_no_text_are_told(crm: Crm) -> None:
    shown = crm.shell("crm configure show $(printf 'a\\377')")
    set_ = crm.shell("crm configure property a=$(printf 'a\\377')")

    assert (shown.status, codes(shown.err)) == (65, ["undecodable-text"])
    assert (set_.status, codes(set_.err)) == (65, ["undecodable-text"])


@pytest.mark.parametrize("environment", ["", "LC_ALL=C PYTHONIOENCODING=ascii", "LC_ALL=C"])
def test_text_of_any_script_is_written_in_any_locale(crm: Crm, environment: str) -> None:
    crm.configure("primitive", "a", "Dummy", "params", "x=ü")

    ran = crm.shell(f"export {environment} A=1; crm configure show")

    assert (ran.status, ran.err) == (0, "")


# ------------------------------------------------------------------ homes and folders


def test_neither_home_nor_environment_is_needed(crm: Crm) -> None:
    crm.given("primitive a Dummy")

    done = subprocess.run(
        [*CRM, "-c", "cib.xml", "configure", "show"],
        cwd=crm.folder,
        env={},
        capture_output=True,
        check=False,
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, b"primitive a Dummy\n", b"")


# ------------------------------------------------------------------ what a start costs

HEAVY = ("pyparsing", "prompt_toolkit", "rich", "xmlschema", "subprocess", "lxml", "asyncio")


def loaded(crm: Crm, *words: str) -> set[str]:
    """Return which of the heavy modules a command loads."""
    return crm.loads(HEAVY, *words)


def test_the_version_loads_nothing(crm: Crm) -> None:
    assert loaded(crm, "--version") == set()


@pytest.mark.parametrize(
    "words", ["show", "show xml", "delete a", "save copy.crm", "commit", "rename a b"]
)
def test_what_needs_no_grammar_loads_none(crm: Crm, words: str) -> None:
    crm.given("primitive a Dummy")

    assert loaded(crm, "configure", *words.split()) == {"lxml"}


def test_verify_loads_what_runs_programs_only(crm: Crm) -> None:
    crm.given("property stonith-enabled=false")

    assert loaded(crm, "configure", "verify") == {"lxml", "subprocess"}


def test_explaining_a_code_loads_nothing_heavy(crm: Crm) -> None:
    assert loaded(crm, "explain", "no-value") <= {"lxml"}


def test_a_statement_loads_the_grammar_only(crm: Crm) -> None:
    assert loaded(crm, "configure", "primitive", "a", "Dummy") == {"lxml", "pyparsing"}


def test_json_and_colours_load_what_they_need(crm: Crm) -> None:
    assert loaded(crm, "--json", "configure", "show") == {"lxml"}
    assert loaded(crm, "--color=always", "configure", "show") == {"lxml", "rich"}


def test_status_loads_what_runs_programs_only(crm: Crm) -> None:
    assert loaded(crm, "status") == {"lxml", "subprocess"}
