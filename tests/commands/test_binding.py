"""Words bound to parameters: options that are repeated, short, or spelt in another way."""

from typing import Any

import pytest

from crmsh_py.commands.binding import bind, expected, words_given
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Command, Parameter, flag, option, words_of
from crmsh_py.diagnostics import CrmError
from crmsh_py.grammar.kinds import Kind
from crmsh_py.source import Source


def nothing(_context: Context, _arguments: Arguments) -> Reply:
    """Do nothing."""
    return Reply()


COMMAND = Command(
    "do",
    nothing,
    (
        Parameter("file", Kind.FILE, meaning="a file"),
        Parameter("output", Kind.FILE, option="-o", meaning="where it goes"),
        Parameter(
            "node",
            Kind.TEXT,
            option="--node",
            aliases=("--node-addr",),
            many=True,
            meaning="an address",
        ),
        option("--to", "crm", "xml", meaning="the form"),
        flag("--force", "anyway"),
    ),
)
NOTHING: dict[str, Any] = {"file": None, "output": None, "node": [], "to": None, "force": False}


def bound(text: str) -> dict[str, Any]:
    source = Source("f", f"do {text}")
    return bind(COMMAND, source, words_of(source)[1:])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", {}),
        ("-", {"file": "-"}),
        ("-o -", {"output": "-"}),
        ("-o out a", {"output": "out", "file": "a"}),
        ("a -oout", {"output": "out", "file": "a"}),
        ("-o=out", {"output": "out"}),
        ("--node a=1", {"node": ["a=1"]}),
        ("--node a=1 b --node c=2", {"node": ["a=1", "c=2"], "file": "b"}),
        ("--node=a=1 --node-addr b=2 --node-addr=c=3", {"node": ["a=1", "b=2", "c=3"]}),
        ("--to XML --force", {"to": "xml", "force": True}),
    ],
)
def test_words_come_to_their_parameters(text: str, found: dict[str, Any]) -> None:
    assert bound(text) == {**NOTHING, **found}


@pytest.mark.parametrize(
    "text", ["-o", "--node", "--node=", "--nodes a=1", "--to", "--to pdf", "--force=yes", "a b"]
)
def test_what_is_wrong_is_a_usage_error(text: str) -> None:
    with pytest.raises(CrmError) as caught:
        bound(text)

    assert [one.code for one in caught.value.diagnostics] == ["usage"]


@pytest.mark.parametrize(
    ("before", "labels"),
    [
        ([], ["-o", "--node", "--to", "--force", "<file>"]),
        (["a", "-o", "out"], ["--node", "--to", "--force"]),
        (["--node", "a=1"], ["-o", "--node", "--to", "--force", "<file>"]),
        (["--node-addr=a=1", "--to=xml", "-oout"], ["--node", "--force", "<file>"]),
    ],
)
def test_what_may_come_next(before: list[str], labels: list[str]) -> None:
    offered = [one.choices[0] if one.flag else str(one.kind) for one in expected(COMMAND, before)]

    assert offered == labels


@pytest.mark.parametrize(("last", "kind"), [("-o", Kind.FILE), ("--node-addr", Kind.TEXT)])
def test_behind_an_option_comes_its_word(last: str, kind: Kind) -> None:
    assert [one.kind for one in expected(COMMAND, ["a", last])] == [kind]


@pytest.mark.parametrize(
    ("before", "given"),
    [
        ([], {}),
        (["a", "-o", "out"], {"file": ["a"], "output": ["out"]}),
        (["--node", "a=1", "--node-addr=b=2", "x"], {"node": ["a=1", "b=2"], "file": ["x"]}),
        (
            ["-oout", "--force", "--to", "xml"],
            {"output": ["out"], "force": ["--force"], "to": ["xml"]},
        ),
        (["--to"], {"to": []}),
    ],
)
def test_words_in_front_are_those_of_parameters(
    before: list[str], given: dict[str, list[str]]
) -> None:
    found = {name: words for name, words in words_given(COMMAND, before).items() if words}

    assert found == {name: words for name, words in given.items() if words}


def test_the_usage_shows_what_may_be_repeated() -> None:
    assert COMMAND.usage() == "do [<file>] [-o <file>] [--node <text>] ... [--to crm|xml] [--force]"
