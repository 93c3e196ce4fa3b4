"""The reader of haresources: the grammar, and the place of each word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmsh_py.convert.conversion import Input
from crmsh_py.convert.heartbeat.haresources import (
    MAX_CHARACTERS,
    Line,
    Reading,
    Resource,
    Word,
    read,
)
from crmsh_py.source import Location, Source, Span

SOMEWHERE = Location(Source("", ""), Span(0, 0))


def text_of(octets: bytes) -> str:
    return Input("f", octets).text


def word(text: str) -> Word:
    return Word(text, SOMEWHERE)


def resource(script: str, *arguments: str) -> Resource:
    return Resource(word(script), tuple(map(word, arguments)))


def address(text: str) -> Resource:
    return Resource(word("IPaddr"), (word(text),), is_shorthand=True)


def line(node: str, *resources: Resource) -> Line:
    return Line(word(node), resources)


def marked(place: Location | None) -> tuple[int, int, str]:
    """Return line, column and the text that the caret underlines."""
    assert place is not None
    return *place.position, place.source.text[place.span.start : place.span.end]


def findings(reading: Reading) -> list[tuple[str, str, int, int, str]]:
    return [
        (str(found.severity), found.code, *marked(found.location)) for found in reading.diagnostics
    ]


# ------------------------------------------------------------------ the grammar


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ()),
        ("\n \n\t\n", ()),
        ("# nothing\n", ()),
        ("n1 httpd", (line("n1", resource("httpd")),)),
        (
            "n1 httpd\r\nn2 squid\r\n",
            (line("n1", resource("httpd")), line("n2", resource("squid"))),
        ),
        ("N1.Example.ORG httpd\n", (line("n1.example.org", resource("httpd")),)),
        ("n1\thttpd   squid\n", (line("n1", resource("httpd"), resource("squid")),)),
        ("\ufeffn1\u00a0httpd\u3000squid\n", (line("n1", resource("httpd"), resource("squid")),)),
        ("n1 httpd # two words\n", (line("n1", resource("httpd")),)),
        ("n1 httpd#squid\n", (line("n1", resource("httpd")),)),
        ("n1 10.0.0.1\n", (line("n1", address("10.0.0.1")),)),
        ("n1 10.0.0.1/24/eth0\n", (line("n1", address("10.0.0.1/24/eth0")),)),
        ("n1 1a.2b.3c.4d\n", (line("n1", address("1a.2b.3c.4d")),)),
        ("n1 10.0.0\n", (line("n1", resource("10.0.0")),)),
        ("n1 a::b::c\n", (line("n1", resource("a", "b", "c")),)),
        ("n1 a::\n", (line("n1", resource("a")),)),
        ("n1 a::::b\n", (line("n1", resource("a", "b")),)),
        ("n1 a:::b\n", (line("n1", resource("a", ":b")),)),
        ("n1 ::a\n", (line("n1", resource("", "a")),)),
        (
            "n1 Filesystem::10.0.0.9:/web::/var/www::nfs\n",
            (line("n1", resource("Filesystem", "10.0.0.9:/web", "/var/www", "nfs")),),
        ),
        ("n1 \\\n  a \\\n  b\n", (line("n1", resource("a"), resource("b")),)),
        ("n1 ab\\\ncd\n", (line("n1", resource("abcd")),)),
        ("n1 a \\# note\n  b\n", (line("n1", resource("a"), resource("b")),)),
        ("n1 a\\b\n", (line("n1", resource("a\\b")),)),
        ("#n1 a \\\nn2 b\n", (line("n2", resource("b")),)),
        ("n1 a \\\n\nn2 b\n", (line("n1", resource("a")), line("n2", resource("b")))),
    ],
)
def test_a_text_is_read_as_heartbeat_did(text: str, lines: tuple[Line, ...]) -> None:
    reading = read(text, "f")

    assert reading == Reading(lines, ())


@pytest.mark.parametrize(
    ("text", "lines", "found"),
    [
        (
            "n1 a \\  \n b\n",
            (line("n1", resource("a"), resource("b")),),
            [("warning", "blank-after-backslash", 1, 6, "\\")],
        ),
        (
            "n1 a \\ # note\n b\n",
            (line("n1", resource("a"), resource("b")),),
            [("warning", "blank-after-backslash", 1, 6, "\\")],
        ),
        (
            "n1 a \\ b\n",
            (line("n1", resource("a"), resource("b")),),
            [("warning", "blank-after-backslash", 1, 6, "\\")],
        ),
        (
            "\\ a\n",
            (line("", resource("a")),),
            [("error", "invalid-argument", 1, 1, "\\")],
        ),
        (
            "n1 a \\\n",
            (line("n1", resource("a")),),
            [("warning", "unfinished-continuation", 1, 6, "\\")],
        ),
        (
            "n1 a \\",
            (line("n1", resource("a")),),
            [("warning", "unfinished-continuation", 1, 6, "\\")],
        ),
        (
            "n1 a \\\n  # why\n  b c\n",
            (line("n1", resource("a")), line("b", resource("c"))),
            [("warning", "interrupted-continuation", 1, 6, "\\")],
        ),
        (
            "n1 a \\\n# n1 x\nn2 b\n",
            (line("n1", resource("a")), line("n2", resource("b"))),
            [],
        ),
        ("n1\n", (line("n1"),), [("warning", "no-resources", 1, 1, "n1")]),
        (
            "\n  10.0.0.1 a\n",
            (line("", address("10.0.0.1"), resource("a")),),
            [("error", "missing-node", 2, 3, "10.0.0.1")],
        ),
        (
            "IPaddr::10.0.0.1\n",
            (line("", resource("IPaddr", "10.0.0.1")),),
            [("error", "missing-node", 1, 1, "IPaddr::10.0.0.1")],
        ),
        (
            "<node> a\n",
            (line("", resource("a")),),
            [("error", "invalid-argument", 1, 1, "<node>")],
        ),
        (
            "n1 “a” b\n",
            (line("n1", resource("b")),),
            [("error", "typographic-character", 1, 4, "“a”")],
        ),
        ("n1 a\ufffdb\n", (line("n1"),), [("error", "undecodable-text", 1, 4, "a\ufffdb")]),
        ("\x01 a\n", (line("", resource("a")),), [("error", "undecodable-text", 1, 1, "\x01")]),
        (
            "n1 a\x00b\n<x> b\n",
            (),
            [("error", "undecodable-text", 1, 5, "")],
        ),
        (
            "<x> a\n10.0.0.1\nn1 b\n",
            (
                line("", resource("a")),
                line("", address("10.0.0.1")),
                line("n1", resource("b")),
            ),
            [
                ("error", "invalid-argument", 1, 1, "<x>"),
                ("error", "missing-node", 2, 1, "10.0.0.1"),
            ],
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    text: str, lines: tuple[Line, ...], found: list[tuple[str, str, int, int, str]]
) -> None:
    reading = read(text, "f")

    assert (reading.lines, findings(reading)) == (lines, found)


def test_a_comment_may_be_in_another_encoding() -> None:
    reading = read(text_of("# für alle\nn1 a # Gerät\n".encode("latin-1")), "f")

    assert reading == Reading((line("n1", resource("a")),), ())


def test_a_word_knows_the_line_on_which_it_begins() -> None:
    reading = read("n1 \\\n a::b \\\n 10.0.0.1 c\\\nd::e\n", "f")

    [only] = reading.lines
    assert [
        [marked(one.location) for one in (found.script, *found.arguments)]
        for found in only.resources
    ] == [
        [(2, 2, "a"), (2, 5, "b")],
        [(3, 2, "10.0.0.1"), (3, 2, "10.0.0.1")],
        [(3, 11, "c\\"), (4, 4, "e")],
    ]


def test_of_a_very_long_line_only_the_part_around_a_word_is_shown() -> None:
    text = "n1 " + "a " * 10_000 + "“x” " + "b " * 10_000

    [problem] = read(text, "f").diagnostics

    assert marked(problem.location) == (1, 20_004, "“x”")
    assert problem.location is not None
    assert len(problem.location.source.text) < 1000


def test_a_text_longer_than_any_haresources_is_refused() -> None:
    reading = read("n1 httpd\n" * (MAX_CHARACTERS // 9 + 1), "f")

    assert ([found.code for found in reading.diagnostics], reading.lines) == (
        ["file-too-large"],
        (),
    )


# ------------------------------------------------------------------ laws

NAMES = st.from_regex(r"[a-z][a-z0-9_.-]{0,8}", fullmatch=True)
ARGUMENTS = st.from_regex(r"[A-Za-z0-9/.,=_@-]{1,12}", fullmatch=True)
RESOURCES = st.one_of(
    st.builds(lambda script, arguments: resource(script, *arguments), NAMES, st.lists(ARGUMENTS)),
    st.from_regex(r"[0-9]{1,3}(\.[0-9]{1,3}){3}(/[0-9]{1,2}(/eth[0-9])?)?", fullmatch=True).map(
        address
    ),
)
IDS = st.from_regex(r"[A-Za-z_][A-Za-z0-9_.-]{0,8}", fullmatch=True).map(word)
LINES = st.builds(
    lambda node, resources, name, is_clone: Line(
        word(node), tuple(resources), name, is_clone and name is not None
    ),
    NAMES,
    st.lists(RESOURCES, min_size=1),
    st.none() | IDS,
    st.booleans(),
) | st.builds(line, NAMES)
DIRECTIVES = st.lists(ARGUMENTS, max_size=5).map(
    lambda texts: tuple(map(word, ("#rsc_order", *texts)))
)
BLANKS = st.sampled_from([" ", "\t", "  ", "\u00a0", "\u3000", " \\\n", "\\\n\t", " \\\r\n  "])
COLONS = st.sampled_from(["::", "::::"])
LINE_ENDS = ["\n", "\r\n", "\r", "\n\n", "\n# whole \\\n"]
COMMENTS = ["", " ", " # a comment", "# \\", " #two words", "#word", "  \t"]


@st.composite
def resource_texts(draw: st.DrawFn, one: Resource) -> str:
    """Write a resource in any way: empty arguments vanish."""
    texts = [argument.text for argument in one.arguments]
    if one.is_shorthand:
        return texts[0]
    colons = [draw(COLONS) + text for text in texts]
    return one.script.text + "".join(colons) + draw(st.sampled_from(["", "::"]))


@st.composite
def in_any_case(draw: st.DrawFn, text: str) -> str:
    letters = [draw(st.sampled_from([letter, letter.upper()])) for letter in text]
    return "".join(letters)


@st.composite
def line_texts(draw: st.DrawFn, one: Line) -> str:
    """Write a line in any way: with any blanks, continuations and comments."""
    words = [draw(BLANKS) + draw(resource_texts(resource)) for resource in one.resources]
    comment = draw(st.sampled_from(COMMENTS))
    if one.name is not None:
        comment = f" #{'clone:' if one.is_clone else ''}{one.name.text}"
    start = draw(st.sampled_from(["", " ", "\t"]))
    return start + draw(in_any_case(one.node.text)) + "".join(words) + comment


@st.composite
def written(draw: st.DrawFn) -> tuple[Reading, str]:
    """Lines and constraints, and a text that says them."""
    text = draw(st.sampled_from(["", "\ufeff", "# first\n", "\n"]))
    lines: list[Line] = []
    directives: list[tuple[Word, ...]] = []
    for one in draw(st.lists(LINES | DIRECTIVES)):
        if isinstance(one, Line):
            lines.append(one)
            text += draw(line_texts(one))
        else:
            directives.append(one)
            text += "  ".join(found.text for found in one)
        text += draw(st.sampled_from(LINE_ENDS))
    return Reading(tuple(lines), (), tuple(directives)), text


@given(written())
def test_what_was_written_is_read(case: tuple[Reading, str]) -> None:
    meant, text = case

    reading = read(text, "f")

    assert (reading.lines, reading.directives) == (meant.lines, meant.directives)
    assert {found.code for found in reading.diagnostics} <= {"no-resources"}


@given(written())
def test_each_word_stands_at_its_place(case: tuple[Reading, str]) -> None:
    _, text = case
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    physical = plain.split("\n")

    for one in read(text, "f").lines:
        words = [w for found in one.resources for w in found.arguments]
        for found in words + ([one.name] if one.name else []):
            line_number, column, underlined = marked(found.location)
            assert underlined == found.text
            assert physical[line_number - 1][column - 1 :].startswith(found.text)


@given(st.binary() | st.text().map(str.encode))
def test_no_input_is_too_strange(octets: bytes) -> None:
    reading = read(text_of(octets), "f")

    assert all(found.location is not None for found in reading.diagnostics)
