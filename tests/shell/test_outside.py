"""What `crm --complete` tells shells: words, and for zsh and fish what they mean."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from assist.rich import RICH
from crm_runner import CRM

from crmsh_py import cli
from crmsh_py.assist.completion.commands.levels import commands_of
from crmsh_py.commands.reference import words_table
from crmsh_py.commands.words import FILE
from crmsh_py.shell.outside import front
from crmsh_py.shell.outside.answering import answer
from crmsh_py.shell.outside.bash_line import Line, read_line

BREAKS = " \t\n\"'@><=;|&(:"
"""COMP_WORDBREAKS as bash has it."""
LEVELS = ["configure", "cib", "node", "resource", "maintenance", "cluster", "corosync"]
LEVELS += ["ra", "convert", "options"]


@pytest.fixture(name="environment")
def environment_fixture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    (tmp_path / "home" / ".cib").mkdir(parents=True)
    (tmp_path / "home" / ".cib" / "shadow.test").write_text(RICH)
    (tmp_path / "cib.xml").write_text(RICH)
    (tmp_path / "two words.xml").write_text(RICH)
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    return {
        "HOME": str(tmp_path / "home"),
        "PATH": os.environ["PATH"],
        "CIB_file": "cib.xml",
        "CIB_shadow_dir": str(tmp_path / "home" / ".cib"),
        "CRM_CONFIG_SYSTEM": "",
    }


def told(environment: dict[str, str], *words: str) -> list[str]:
    """Return the words that fish is told."""
    text = answer(["fish", *words], environment, cli.USAGE)
    return [line.partition("\t")[0] for line in text.splitlines()]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["conf"], ["configure"]),
        (["configure", "sh"], ["show"]),
        (["configure", "template", "ap"], ["apply"]),
        (["resource", "move", "w"], ["web", "www"]),
        (["resource", "promote", ""], ["pings", "--wait"]),
        (["-c", "cib.xml", "resource", "move", "vi"], ["vip"]),
        (["-ccib.xml", "resource", "move", "vi"], ["vip"]),
        (["--cib=cib.xml", "--", "resource", "move", "vi"], ["vip"]),
        (["-c", "test", "resource", "move", "vi"], ["vip"]),
        (["-c", "nosuch.xml", "resource", "move", "vi"], []),
        (["--host", "node1", "resource", "move", "vi"], []),
        (["configure", "primitive", "p", "ocf:hea"], ["ocf:heartbeat:"]),
        (["configure", "primitive", "p", "IPaddr2", "params", "i"], ["ip=", "iflabel="]),
        (["configure", "set", "vip.ip", ""], ["10.0.0.1"]),
        (["--co"], ["--color"]),
        (["-"], None),
        (["--color", ""], ["auto", "always", "never"]),
        (["--color=al"], ["--color=always"]),
        (["-D", ""], ["plain", "color"]),
        (["--deny", ""], ["warnings"]),
        (["--allow", "cascade,no-va"], ["cascade,no-value"]),
        (["--set", "ui.th"], ["ui.theme="]),
        (["--set", "ui.plain="], ["ui.plain=true", "ui.plain=false"]),
        (["--set=ui.plain=f"], ["--set=ui.plain=false"]),
        (["-c", "ci"], ["cib.xml"]),
        (["-c", "te"], ["test"]),
        (["-f", "two"], ["two words.xml"]),
        (["configure", "load", "xml", "two"], ["two words.xml"]),
        (["configure", "load", "xml", "fol"], ["folder/"]),
        (["--host", ""], []),
        (["--nosuch", "--co"], ["--color"]),
        (["nosuch", ""], []),
        (["configure", "-"], []),
        (["resource", "stop", "vip", "--w"], ["--wait"]),
    ],
)
def test_words_of_the_command_line(
    environment: dict[str, str], words: list[str], expected: list[str] | None
) -> None:
    found = told(environment, *words)

    assert expected is None or found == expected


def test_a_dash_alone_lists_all_options(environment: dict[str, str]) -> None:
    known = [word for one in front.options(cli.USAGE) for word in one.spellings]

    assert told(environment, "-") == known
    assert {*cli._FLAGS, *cli._PREFERENCES, *cli._VALUES} - set(known) == {"-D", "--display"}
    assert all(one.meaning for one in front.options(cli.USAGE))


@pytest.mark.parametrize("option", sorted({*cli._FLAGS, *cli._PREFERENCES, *cli._VALUES}))
def test_options_take_a_value_where_the_command_line_says_so(option: str) -> None:
    said = front.read([option], front.options(cli.USAGE))

    assert bool(said.awaited) == (option in cli._VALUES)


def test_what_a_level_has_comes_first(environment: dict[str, str]) -> None:
    assert told(environment, "")[: len(LEVELS)] == LEVELS


def test_the_users_own_words_are_offered_and_followed(environment: dict[str, str]) -> None:
    folder = Path(environment["HOME"]) / ".config" / "crm"
    folder.mkdir(parents=True)
    (folder / "crm.toml").write_text('[alias]\nmv = "resource move"\n')

    assert told(environment, "m") == ["maintenance", "mv"]
    assert told(environment, "mv", "we") == ["web"]
    assert told(environment, "resource", "mo") == ["move"]


def test_each_shell_is_told_in_its_own_form(environment: dict[str, str]) -> None:
    fish = answer(["fish", "ra", "info", "ocf:hea"], environment, cli.USAGE)
    zsh = answer(["zsh", "ra", "info", "ocf:hea"], environment, cli.USAGE)
    bash = answer(["bash", "crm ra info ocf:hea", BREAKS], environment, cli.USAGE)

    assert fish == "ocf:heartbeat:\tagents of resource-agents\n"
    assert zsh == "+ocf\\:heartbeat\\::agents of resource-agents\n"
    assert bash == "heartbeat:\n"


@pytest.mark.parametrize("argv", [[], ["nosuch"], ["bash"], ["nosuch", "x"], ["fish", "\0", "\0"]])
def test_nonsense_is_answered_with_nothing(environment: dict[str, str], argv: list[str]) -> None:
    assert answer(argv, environment, cli.USAGE) == ""


@pytest.mark.parametrize(
    "content", [None, "", "no xml", "<cib/>", "<!DOCTYPE x><cib/>", "<cib><configuration/></cib>"]
)
def test_a_process_is_silent_whatever_the_configuration_is(
    environment: dict[str, str], tmp_path: Path, content: str | None
) -> None:
    (tmp_path / "cib.xml").unlink()
    if content is not None:
        (tmp_path / "cib.xml").write_text(content)

    argv = [*CRM, "--complete", "fish", "resource", "move", "v"]
    done = subprocess.run(argv, env=environment, capture_output=True, check=False, timeout=60)

    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.parametrize(
    ("answers", "expected"),
    [("cat cib.xml", b"web\tgroup of vip\n"), ("exit 1", b""), ("sleep 60", b"")],
)
def test_a_running_cluster_is_asked_but_not_waited_for(
    environment: dict[str, str], tmp_path: Path, answers: str, expected: bytes
) -> None:
    program = tmp_path / "bin" / "cibadmin"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\nexec {answers}\n")
    program.chmod(0o755)
    environment |= {"PATH": f"{program.parent}:{environment['PATH']}", "CIB_file": ""}

    argv = [*CRM, "--complete", "fish", "resource", "move", "we"]
    done = subprocess.run(argv, env=environment, capture_output=True, check=False, timeout=30)

    assert (done.returncode, done.stdout, done.stderr) == (0, expected, b"")


HEAVY = ("prompt_toolkit", "rich", "xmlschema", "pyparsing", "subprocess")


@pytest.mark.parametrize(
    ("words", "light"),
    [
        (["conf"], (*HEAVY, "lxml", "crmsh_py.commands.declare")),
        (["--co"], (*HEAVY, "lxml", "crmsh_py.commands.declare")),
        (["configure", "show", "v"], HEAVY[:-1]),
        (["configure", "primitive", "p", "I"], HEAVY[:3]),
    ],
)
def test_a_word_loads_no_more_than_it_takes(
    environment: dict[str, str], words: list[str], light: tuple[str, ...]
) -> None:
    program = (
        "import sys; from crmsh_py import cli; from crmsh_py.shell.outside.answering import answer;"
        "import os; answer(['fish', *sys.argv[2:]], dict(os.environ), cli.USAGE);"
        "print(*(one for one in sys.argv[1].split(',') if one in sys.modules))"
    )

    argv = [sys.executable, "-c", program, ",".join(light), *words]
    done = subprocess.run(argv, env=environment, capture_output=True, check=False, timeout=60)

    assert (done.stdout, done.stderr) == (b"\n", b"")


# ------------------------------------------------------------------ lines of bash


@pytest.mark.parametrize(
    ("text", "words", "quote", "kept"),
    [
        ("crm ", ("crm", ""), "", 0),
        ("crm  res", ("crm", "res"), "", 0),
        ("  crm res", ("crm", "res"), "", 0),
        ("crm a\\ b c", ("crm", "a b", "c"), "", 0),
        ("crm 'a b' c", ("crm", "a b", "c"), "", 0),
        ('crm "a b', ("crm", "a b"), '"', 0),
        ("crm 'a b", ("crm", "a b"), "'", 0),
        ("crm 'a\\", ("crm", "a\\"), "'", 0),
        ('crm "a\\"b"c', ("crm", 'a"bc'), "", 0),
        ("crm ocf:hea", ("crm", "ocf:hea"), "", 4),
        ("crm ocf:heartbeat:", ("crm", "ocf:heartbeat:"), "", 14),
        ("crm a='b c", ("crm", "a=b c"), "'", 2),
        ('crm "" x', ("crm", "", "x"), "", 0),
        ("crm $(rm -rf x) ", ("crm", "$(rm", "-rf", "x)", ""), "", 0),
    ],
)
def test_a_line_of_bash_is_cut_as_bash_does(
    text: str, words: tuple[str, ...], quote: str, kept: int
) -> None:
    assert read_line(text, BREAKS) == Line(words, quote, kept)


@pytest.mark.parametrize(
    ("line", "word", "whole", "expected"),
    [
        (Line(("c", "")), "web", True, "web "),
        (Line(("c", "")), "ip=", False, "ip="),
        (Line(("c", "ocf:h"), kept=4), "ocf:heartbeat:", False, "heartbeat:"),
        (Line(("c", "")), "two words", True, "two\\ words "),
        (Line(("c", "")), "$(x);'", True, "\\$\\(x\\)\\;\\' "),
        (Line(("c", ""), '"'), 'a "b" $c', True, 'a \\"b\\" \\$c'),
        (Line(("c", ""), "'"), "it's", True, "it'\\''s"),
        (Line(("c", "")), "~x", True, "\\~x "),
        (Line(("c", "")), "op[monitor]", True, "op\\[monitor\\] "),
        (Line(("c", "")), "网络", True, "网络 "),
    ],
)  # fmt: skip
def test_an_answer_is_quoted_for_bash(line: Line, word: str, whole: bool, expected: str) -> None:
    assert line.answer(word, whole=whole) == expected


# ------------------------------------------------------------------ the table of words


def test_the_table_of_words_is_not_stale() -> None:
    """Write it anew with `python docs/generate.py`."""
    assert json.loads(FILE.read_text()) == words_table()


def test_another_word_for_a_command_is_offered_to_who_types_it() -> None:
    assert "migrate" not in [one.word for one in commands_of("resource")]
    assert "migrate" in [one.word for one in commands_of("resource", "mig")]
