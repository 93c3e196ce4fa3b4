"""What the prompt hands to prompt_toolkit, without a terminal."""

import threading
from pathlib import Path

import pytest
from prompt_toolkit.completion import CompleteEvent, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import fragment_list_to_text
from prompt_toolkit.output import ColorDepth

from crmsh_py.assist.completion.offers import Candidate
from crmsh_py.assist.knowledge import Knowledge
from crmsh_py.assist.marks.mark import Mark, Style
from crmsh_py.preferences.preference import Origin
from crmsh_py.preferences.preferences import Preferences, Said
from crmsh_py.shell.abilities import Abilities
from crmsh_py.shell.prompt import looks
from crmsh_py.shell.prompt.completer import WordCompleter, meaning
from crmsh_py.shell.prompt.lexing import fragments
from crmsh_py.shell.themes import THEMES
from crmsh_py.source import Span


def completed(text: str, after: str = "") -> list[Completion]:
    completer = WordCompleter(lambda: Knowledge(path=("configure",)), threading.Lock())
    document = Document(text + after, cursor_position=len(text))
    return list(completer.get_completions(document, CompleteEvent()))


def test_a_single_word_comes_with_a_blank() -> None:
    assert [(one.text, one.start_position) for one in completed("prope")] == [("property ", -5)]


@pytest.mark.parametrize("after", [" x", "rty"])
def test_no_blank_comes_where_one_is_or_where_the_word_goes_on(after: str) -> None:
    assert [one.text for one in completed("prope", after)] == ["property"]


def test_several_words_come_without_blanks_and_with_what_they_mean() -> None:
    found = completed("primitive a Dummy ")

    assert not any(one.text.endswith(" ") for one in found)
    assert all(one.display_meta_text for one in found)


@pytest.mark.parametrize(
    ("candidate", "expected"),
    [
        (Candidate("a", "string"), "string"),
        (Candidate("a", "string", required=True), "* string"),
        (Candidate("a", "string", deprecated=True), "deprecated: string"),
        (Candidate("a", "string, deprecated", deprecated=True), "string, deprecated"),
        (Candidate("a", deprecated=True), "deprecated"),
        (Candidate("a"), ""),
        (Candidate("a", "\x1b[31m\u202ex"), "?[31m?x"),
    ],
)
def test_marks_are_characters(candidate: Candidate, expected: str) -> None:
    assert meaning(candidate) == expected


def test_marks_of_a_text_become_pieces_of_its_lines() -> None:
    text = "primitive a \\\n  Dumy x"
    marks = (
        Mark(Span(0, 9), Style.COMMAND),
        Mark(Span(12, 16), Style.STRING),
        Mark(Span(16, 20), Style.ERROR),
        Mark(Span(20, 22), Style.PLAIN),
    )

    lines = fragments(text, marks)

    assert "\n".join(map(fragment_list_to_text, lines)) == text
    assert [piece for line in lines for piece in line if piece[1]] == [
        ("class:command", "primitive"),
        ("", " a "),
        ("class:string", "\\"),
        ("class:string", "  "),
        ("class:error", "Dumy"),
        ("", " x"),
    ]


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_is_one_of_prompt_toolkit(theme: str) -> None:
    style = looks.style(Preferences({"ui.theme": Said(theme, Origin.USER)}), {})

    attributes = style.get_attrs_for_style_str("class:error")

    assert attributes.underline is (theme != "none")


@pytest.mark.parametrize(
    ("terminal", "color", "theme", "expected"),
    [
        (Abilities(256), "auto", "dark", None),
        (Abilities(8), "auto", "dark", None),
        (Abilities(), "auto", "dark", None),
        (Abilities(-1), "auto", "dark", ColorDepth.DEPTH_1_BIT),
        (Abilities(256), "never", "dark", ColorDepth.DEPTH_1_BIT),
        (Abilities(256), "auto", "none", ColorDepth.DEPTH_1_BIT),
    ],
)
def test_colours_are_for_those_who_want_and_can_show_them(
    terminal: Abilities, color: str, theme: str, expected: ColorDepth | None
) -> None:
    said = {"ui.color": Said(color, Origin.USER), "ui.theme": Said(theme, Origin.USER)}

    assert looks.color_depth(Preferences(said), terminal) is expected


def test_only_the_prompt_and_live_views_know_prompt_toolkit() -> None:
    package = Path(looks.__file__).parents[2]
    users = {
        str(file.relative_to(package))
        for file in package.rglob("*.py")
        if "prompt_toolkit import" in file.read_text()
        or "import prompt_toolkit" in file.read_text()
    }

    assert {one for one in users if not one.startswith("shell/prompt/")} <= {"shell/live_view.py"}
