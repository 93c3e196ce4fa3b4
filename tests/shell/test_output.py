"""How problems look: the line, the caret, no secrets, nothing that steers the terminal."""

import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from crmsh_py.cells import cells
from crmsh_py.commands.context import Reply
from crmsh_py.commands.problems import record
from crmsh_py.commands.rendering import render
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.shell.crash import internal_error
from crmsh_py.shell.output import Output, tame
from crmsh_py.shell.rich_output import RichOutput
from crmsh_py.source import Location, Source, Span


def problem(text: str, word: str, *, lead: str = "", line: int = 1) -> Diagnostic:
    start = text.index(word)
    source = Source("f", text, line, len(lead) + 1, lead)
    location = Location(source, Span(start, start + len(word)))
    return Diagnostic("syntax-error", "wrong", location=location)


@pytest.mark.parametrize(
    ("text", "word", "shown"),
    [
        ("abc def", "def", ["f:1:5:", "    abc def", "        ^^^"]),
        ("\tabc", "abc", ["f:1:2:", "    \tabc", "    \t^^^"]),
        ("名 abc", "abc", ["f:1:3:", "    名 abc", "       ^^^"]),
        ("x 名前", "名前", ["f:1:3:", "    x 名前", "      ^^^^"]),
        ("a\x1b[31m b", "b", ["f:1:8:", "    a?[31m b", "           ^"]),
        ("a\u202eb c", "c", ["f:1:5:", "    a?b c", "        ^"]),
        ("a \\\n  bc \\\n d", "bc", ["f:2:3:", "      bc \\", "      ^^"]),
        ("a \\\n  b", "a \\\n  b", ["f:1:1:", "    a \\", "    ^^^"]),
        ("password=hush x y", "x", ["f:1:15:", "    password=****** x y", f"    {' ' * 16}^"]),
        ("password=hush x", "password=hush",
         ["f:1:1:", "    password=****** x", f"    {'^' * 15}"]),
        ('password="a\nb" x', "x", ["f:2:4:", "     x", "     ^"]),
        ("", "", ["f:1:1:"]),
    ],
)  # fmt: skip
def test_the_caret_stands_under_what_is_meant(text: str, word: str, shown: list[str]) -> None:
    lines = render(problem(text, word)).splitlines()

    assert [lines[0].partition(" ")[0], *lines[1:]] == shown


def test_the_line_is_shown_with_what_stands_before_the_statement() -> None:
    lines = render(problem("show x", "x", lead="configure ")).splitlines()

    assert lines[:1] == ["f:1:16: error: wrong [syntax-error]"]
    assert lines[1:] == ["    configure show x", "                   ^"]


def test_long_lines_are_cut_around_the_caret() -> None:
    _, line, caret = render(problem("a" * 500 + " b " + "c" * 500, "b")).splitlines()

    assert len(line) == 4 + 160
    assert line[caret.index("^")] == "b"


def test_of_a_very_long_text_the_place_is_shown_as_of_a_short_one() -> None:
    filler = "password=hush word " * 5_000

    head, line, caret = render(problem(f"{filler}\n{filler}here x", "here")).splitlines()

    assert head.startswith("f:2:95001: error:")
    assert "hush" not in line
    assert line[caret.index("^") :] == "here x"


def test_what_is_kept_of_a_very_long_text_begins_with_a_whole_word() -> None:
    found = record(problem(f"{'x ' * 2000}password={'hush' * 250} {'y' * 300} here", "here"))

    assert found["text"] == f"{'y' * 300} here"


def test_a_record_has_the_place_and_the_masked_line() -> None:
    found = record(problem("primitive a Dummy params passwd=hush x", "x", line=7))

    assert (found["file"], found["line"], found["column"]) == ("f", 7, 38)
    assert found["text"] == "primitive a Dummy params passwd=****** x"


def test_each_problem_is_told_once() -> None:
    err = io.StringIO()

    Output(None, err).diagnostics([problem("a b", "b"), problem("a b", "b")])

    assert err.getvalue().count(" error: ") == 1


# ------------------------------------------------------------------ our own failures


def test_a_failure_of_ours_leaves_a_report_that_only_its_owner_can_read(tmp_path: Path) -> None:
    found = internal_error(ValueError("odd"), {"HOME": str(tmp_path)})

    (file,) = (tmp_path / ".local/state/crm").iterdir()
    assert (found.code, found.status) == ("internal-error", 70)
    assert found.hint == f"please report it with the file {file}"
    assert "ValueError: odd" in file.read_text()
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("environment", [{}, {"HOME": "/proc/nosuch"}])
def test_without_a_home_the_report_is_a_temporary_file(environment: dict[str, str]) -> None:
    found = internal_error(ValueError("odd"), environment)

    assert found.hint is not None
    file = Path(found.hint.rpartition(" ")[2])
    assert "ValueError: odd" in file.read_text()
    file.unlink()


class Terminal(io.StringIO):
    """A stream that is one."""

    def isatty(self) -> bool:
        """Tell so."""
        return True


def test_a_terminal_is_shown_the_masked_text_and_a_pipe_gets_all_of_it() -> None:
    reply = Reply("password=hush\n", masked="password=******\n")
    screen, pipe = Terminal(), io.StringIO()

    Output(screen, None).reply(reply)
    Output(pipe, None).reply(reply)

    assert (screen.getvalue(), pipe.getvalue()) == ("password=******\n", "password=hush\n")


def test_a_value_does_not_steer_the_terminal() -> None:
    assert tame("a\x1b[2J\x9bm\u202eb\tc\n中") == "a?[2J?m?b\tc\n中"


# ------------------------------------------------------------------ on a terminal


def test_on_a_narrow_terminal_words_are_wrapped_and_the_line_is_cut_around_the_caret() -> None:
    text = f"primitive vip IPaddr2 {'params ip=192.0.2.1 ' * 3}说明 bogus {'op monitor ' * 5}"
    found = replace(
        problem(text, "说明"),
        message="expected <name>=<value>, params, meta or op, found '说明'",
        hint="write a name, an equals sign and a value\nor leave it out",
    )

    shown = render(found, 40).split("\n")

    assert shown == [
        "f:1:83: error: expected <name>=<value>,",
        "  params, meta or op, found '说明'",
        "  [syntax-error]",
        "    rams ip=192.0.2.1 说明 bogus op moni",
        f"    {' ' * 18}^^^^",
        "  hint: write a name, an equals sign and",
        "        a value",
        "        or leave it out",
    ]
    assert max(map(cells, shown)) <= 40


@pytest.mark.parametrize("columns", [20, 40, 80, 200])
@pytest.mark.parametrize("filler", ["word ", "数据库 ", "\tx"])
@pytest.mark.parametrize("before", [0, 3, 60])
@pytest.mark.parametrize("after", [0, 3, 60])
def test_the_caret_is_on_the_screen_and_under_its_word_however_narrow_that_is(
    columns: int, filler: str, before: int, after: int
) -> None:
    found = problem(f"{filler * before}@名{filler * after}", "@名")

    _, line, caret = render(found, columns).split("\n")[-3:]

    assert max(cells(line), cells(caret)) <= columns
    assert caret.endswith("^^^")
    assert cells(line.partition("@")[0]) == cells(caret) - 3


def test_remarks_are_wrapped_on_a_terminal_and_nowhere_else() -> None:
    words = "note: " + "word " * 20 + "end"
    screen, pipe = Terminal(), io.StringIO()

    Output(None, screen).note(words)
    Output(None, pipe).note(words)

    assert pipe.getvalue() == f"{words}\n"
    assert screen.getvalue() == "note:" + " word" * 15 + "\n " + " word" * 5 + " end\n"


@pytest.mark.parametrize("is_colored", [True, False])
def test_names_of_files_do_not_steer_a_terminal(is_colored: bool) -> None:
    place = Location(Source("x\x1b]0;y\a\u202e", "a b"), Span(0, 1))
    wrong = Diagnostic("syntax-error", "in \x9b31m", location=place, hint="see \x1b[31m")
    screen, log = Terminal(), io.StringIO()
    looks: Mapping[str, str] = {}
    shown = (
        RichOutput(None, screen, always=False, looks=looks) if is_colored else Output(None, screen)
    )

    shown.diagnostics([wrong])
    shown.note("kept in \x1b[31m")
    Output(None, log).note("kept in \x1b[31m")

    assert screen.getvalue().splitlines() == [
        "x?]0;y??:1:1: error: in ?31m [syntax-error]",
        "    a b",
        "    ^",
        "  hint: see ?[31m",
        "kept in ?[31m",
    ]
    assert log.getvalue() == "kept in \x1b[31m\n"
