"""Reading corosync.conf: what stands where, what is wrong, and nothing lost."""

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corosync.samples import SOUND
from crmsh_py.corosync.syntax import LONGEST_LINE, Entry, masked, parse

LINES = (
    *("totem {", "foo {", "bar:{", "}", " }  ", "}x", "x}", "{", "abc: b", "xyz:", "#", "", " \t"),
    *("key : v # c", "# c {", "no", "a b: c", "a: b{", "aaa: }", "\u00e4bc: 1", "xyz: y\r"),
    *("abc:b:c", "aa/b: c", "a{", "}:", "a:}", "f{ ", "a.b: 1", "\u00a0abc: 1", "a: 1"),
    *("qqq: " + "x" * 505, "qqq: " + "x" * 506),
)
"""Lines of all kinds, for texts made of them."""

ODD = "2 lines have blanks that corosync does not take for blanks (no-break spaces, say)"

texts = st.lists(st.sampled_from(LINES), max_size=8).map("\n".join)


def told(text: str) -> list[tuple[int, int, str]]:
    """Return places and words of what is wrong."""
    problems = parse(text, "f").problems
    return [(*one.location.position, one.message) for one in problems if one.location]


def test_sections_and_values_are_found_by_their_paths() -> None:
    configuration = parse(SOUND, "f")

    assert configuration.problems == ()
    assert configuration.value("totem.transport") == "knet"
    assert [node.value("name") for node in configuration.nodes] == ["node1", "node2", "node3"]
    assert configuration.value("totem.token") is None
    assert configuration.entry("quorum.provider.more") is None


def test_values_know_where_they_stand() -> None:
    entry = parse("totem {\n\ttoken :  3000 \n}\n", "f").entry("totem.token")

    assert entry is not None
    assert (entry.key, entry.value, entry.line, entry.path) == ("token", "3000", 1, "totem.token")
    assert (entry.key_span.start, entry.value_span.start, entry.value_span.end) == (9, 18, 22)


def test_of_two_values_the_last_one_counts() -> None:
    configuration = parse("totem {\n token: 1\n token: 2\n}\ntotem {\n join: 3\n}\n", "f")

    assert configuration.value("totem.token") == "2"
    assert configuration.value("totem.join") == "3"


def test_comments_blank_lines_and_line_ends_are_read_over() -> None:
    configuration = parse("# a {\r\n\r\n  totem {\r\n # b: c\r\n token: 3\r\n }\r\n", "f")

    assert configuration.problems == ()
    assert configuration.value("totem.token") == "3"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("totem {\n", [(1, 1, "the section 'totem' is not closed")]),
        ("}\n", [(1, 1, "this '}' closes nothing: no section is open here")]),
        ("totem { version: 2\n}\n", [(1, 9, "'version: 2' stands behind '{', on the same line")]),
        ("totem {\n} x\n", [(2, 1, "'} x': a '}' stands on a line of its own")]),
        ("totem\n{\n}\n", [
            (1, 1, "'totem' is no setting: there is no ':' in it"),
            (2, 1, "a section has no name in front of its '{'"),
        ]),
        ("abc {\n : v\n}\n", [(2, 2, "a setting has no key in front of its ':'")]),
        ("tok en: 1\n", [(1, 4, "'tok en' cannot be a name")]),
        ("a: 1\n", [(1, 1, "'a' is too short for a path")]),
        ("abc: " + "x" * LONGEST_LINE + "\n", [
            (1, 1, "the line is longer than the 510 bytes that corosync reads")
        ]),
        ("abc: 1\n\u00a0def: 2\n\u3000ghi: 3\n", [
            (2, 1, ODD)
        ]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(
    text: str, expected: list[tuple[int, int, str]]
) -> None:
    assert told(text) == expected


def test_everything_that_is_wrong_is_told_at_once() -> None:
    assert [line for line, _, _ in told("} \nfoo\ntotem {\n a b: 1\n bar { x\n")] == [
        1,
        2,
        4,
        5,
        3,
        5,
    ]


def test_what_odd_blanks_stand_in_front_of_is_understood() -> None:
    configuration = parse("totem {\n\u00a0 token:\u00a03000\n}\n", "f")

    assert configuration.value("totem.token") == "3000"


def test_the_shared_key_is_in_no_place_that_messages_show() -> None:
    configuration = parse("totem {\n  key: abc def\n  keyfile: x\n}\n", "f")

    assert configuration.source.text == "totem {\n  key: *******\n  keyfile: x\n}\n"
    assert configuration.value("totem.key") == "abc def"
    assert masked(configuration.text, "hidden") == "totem {\n  key: hidden\n  keyfile: x\n}\n"


@given(st.one_of(texts, st.text()))
def test_reading_keeps_every_character(text: str) -> None:
    configuration = parse(text, "f")

    assert configuration.text == text
    assert len(configuration.source.text) == len(text)


@given(texts)
def test_spans_say_what_stands_there(text: str) -> None:
    for part in parse(text, "f").root.walk():
        if isinstance(part, Entry):
            key, value = part.key_span, part.value_span
            assert text[key.start : key.end].replace("\u00a0", " ") == part.key
            assert text[value.start : value.end] == part.value
        else:
            assert text[part.name_span.start :].startswith(part.name or "{")


@pytest.mark.skipif(shutil.which("corosync", path="/usr/sbin:/sbin") is None, reason="no corosync")
@pytest.mark.parametrize("line", LINES)
def test_corosync_finds_the_same_lines_wrong(line: str, tmp_path: Path) -> None:
    file = tmp_path / "corosync.conf"
    around = ("totem {\n", "\n}\n")
    for text in (line, line.join(around)):
        file.write_bytes(text.encode())
        ran = subprocess.run(
            ["/usr/sbin/corosync", "-t", "-c", str(file)],
            capture_output=True, text=True, cwd=tmp_path, check=False,
        )  # fmt: skip

        assert bool(told(text)) == ("parser error" in ran.stderr), (text, ran.stderr)
