"""The hint below the line: what it says of a problem, and when."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from prompt_toolkit.document import Document

from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.shell.prompt import hints
from crmsh_py.shell.prompt.hints import HintLine, hint_lines
from crmsh_py.shell.prompt.prompt_text import plain
from crmsh_py.source import Location, Source, Span

PROMPT = "crm(live)# "
TEXT = "primitive a Dumy"


def shown(
    text: str, start: int, *, columns: int = 80, message: str = "there is no agent 'Dumy'"
) -> str:
    location = Location(Source("<prompt>", text), Span(start, start + 4))
    problem = Diagnostic("unknown-agent", message, location=location, hint="did you mean 'Dummy'?")
    return plain(hint_lines(problem, text, PROMPT, columns))


def test_the_caret_stands_below_the_word() -> None:
    caret = " " * len(PROMPT + "primitive a ") + "^"

    assert shown(TEXT, 12) == f"{caret} there is no agent 'Dumy'; did you mean 'Dummy'?"


def test_what_is_to_follow_stands_there_without_a_caret() -> None:
    text = "primitive a "
    place = Location(Source("<prompt>", text), Span(len(text), len(text)))
    remark = Diagnostic("unfinished", "next: <agent>", Severity.INFO, location=place)

    assert plain(hint_lines(remark, text, PROMPT, 80)) == " " * len(PROMPT + text) + "next: <agent>"
    assert plain(hint_lines(remark, text, PROMPT, 30)) == "next: <agent>"


def test_on_a_narrow_terminal_the_words_stand_below_the_caret() -> None:
    caret = " " * len(PROMPT + "primitive a ") + "^"
    words = "there is no agent 'Dumy'; did you mean\n  'Dummy'?"

    assert shown(TEXT, 12, columns=40) == f"{caret}\n{words}"


def test_behind_wide_characters_the_caret_is_at_its_place() -> None:
    text = "primitive 数据 Dumy"

    assert shown(text, text.index("Dumy")).index("^") == len(PROMPT) + 10 + 4 + 1


def test_of_a_line_that_is_wrapped_the_place_is_told_in_numbers() -> None:
    text = TEXT + " params " + "x" * 80

    assert shown(text, 12) == "1:13: there is no agent 'Dumy'; did you mean 'Dummy'?"


def test_of_a_line_above_the_last_the_place_is_told_in_numbers() -> None:
    text = TEXT + " \\\n  params"

    assert shown(text, 12) == "1:13: there is no agent 'Dumy'; did you mean 'Dummy'?"


def test_in_the_last_line_the_caret_counts_from_there() -> None:
    text = "primitive a \\\nDumy"

    assert shown(text, text.index("Dumy")).index("^") == len("   > ")


def test_a_hint_shows_no_secrets() -> None:
    message = "what is 'password=geheim'?"

    assert "geheim" not in shown(TEXT, 12, message=message)


def test_a_hint_is_no_longer_than_two_lines() -> None:
    caret, *lines = shown(TEXT, 12, message="many words " * 50).split("\n")

    assert caret.endswith("^")
    assert len(lines) == 2
    assert lines[-1].endswith("many words many ...")
    assert max(map(len, lines)) <= 80


def test_what_was_mended_is_told_no_more_while_one_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hints, "_PAUSE_SECONDS", 0)
    monkeypatch.setattr(hints, "_LONGER_SECONDS", 3600)
    wrong = Diagnostic("syntax-error", "wrong")
    remark = Diagnostic("unfinished", "next: <agent>", Severity.INFO)
    found = iter([wrong, remark])
    line = HintLine(lambda _text, _cursor: next(found), lambda: PROMPT)

    async def type_twice() -> None:
        drawn = asyncio.Event()
        app: Any = SimpleNamespace(invalidate=drawn.set)
        await line._told(Document("primitive a parms "), app)
        assert line._problem == wrong
        drawn.clear()
        pausing = asyncio.ensure_future(line._told(Document("primitive a "), app))
        async with asyncio.timeout(30):
            await drawn.wait()
        pausing.cancel()

    asyncio.run(type_twice())

    assert line._problem is None
