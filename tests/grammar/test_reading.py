"""How texts are read: blanks, quotes, continuations, comments; and slips of the old shell."""

import pytest
from model.configurations import text_of
from model.texts import cib_with as loaded

from crmsh_py.commands.texts import statements_in
from crmsh_py.grammar import tree
from crmsh_py.grammar.language import complete
from crmsh_py.grammar.printer import to_text
from crmsh_py.grammar.script import split
from crmsh_py.grammar.usage import usage


def read(text: str) -> tree.Statement:
    (given,) = statements_in(text, "test")
    return given.statement


def canonical(text: str) -> str:
    return to_text(read(text))


@pytest.mark.parametrize(
    ("typed", "canonical_text"),
    [
        # outside quotes a continuation separates words, wherever the blanks stand
        ('property a="2"\\\n  b=1', "property \\\n\ta=2 \\\n\tb=1"),
        ("property a=1\\\nb=2", "property \\\n\ta=1 \\\n\tb=2"),
        ("property a=1 \\  \n b=2", "property \\\n\ta=1 \\\n\tb=2"),
        ("property a=1 \\\r\n b=2\r\n", "property \\\n\ta=1 \\\n\tb=2"),
        ("property a=1 \\\n\n", "property \\\n\ta=1"),
        # inside quotes it joins lines
        ('property a="1 \\\n  2"', 'property \\\n\ta="1 2"'),
        # pasted blanks
        ("\ufeffproperty a=1", "property \\\n\ta=1"),
        ("\u3000property\u00a0a=1\u3000b=2\u00a0", "property \\\n\ta=1 \\\n\tb=2"),
        ("property\ta=1", "property \\\n\ta=1"),
        # quotes
        ("property a='b c'", 'property \\\n\ta="b c"'),
        ("property 'a=b c'", 'property \\\n\ta="b c"'),
        (
            'property a="\\"" b="\\\\" c="\\x"',
            'property \\\n\ta="\\"" \\\n\tb="\\\\" \\\n\tc="\\\\x"',
        ),
        ('property a=\\"', 'property \\\n\ta="\\""'),
        # spellings of old
        ('property $id="cib-bootstrap-options" a="1"', "property cib-bootstrap-options: \\\n\ta=1"),
        ("PROPERTY A=1", "property \\\n\tA=1"),
        ("master m r", "ms m r"),
        ("collocation c INF: a b", "colocation c inf: a b"),
        ("colocation c infinity: a b", "colocation c inf: a b"),
        ("colocation c -INFINITY: a b:master", "colocation c -inf: a b:Master"),
        ("location l a mandatory: n", "location l a inf: n"),
        ("location l a $role=Master inf: n", "location l a role=Master inf: n"),
        ("location l a rule inf: #uname eq n", "location l a \\\n\trule #uname eq n"),
        (
            "location l a rule a EQ b OR NOT_DEFINED c",
            "location l a \\\n\trule a eq b or not_defined c",
        ),
        ("order o mandatory: a b", "order o Mandatory: a b"),
        ("order o INF: a b symmetrical=yes", "order o Mandatory: a b symmetrical=true"),
        ("primitive id=a Dummy", "primitive a Dummy"),
        ("primitive a ocf:heartbeat:Dummy", "primitive a Dummy"),
        ("tag t: a b", "tag t a b"),
        ('node $id="1" n1', "node 1: n1"),
        # what the old shell spoilt (language.md 6.1: 12, 13; 6.3)
        ("order o -100: a b", "order o -100: a b"),
        ("colocation c 1: a b node-attribute=Rack", "colocation c 1: a b node-attribute=Rack"),
        ("property a=${GREEN}", 'property \\\n\ta="${GREEN}"'),
        ("property a=\\\\ b=\\'", 'property \\\n\ta="\\\\" \\\n\tb="\'"'),
        ('location l a rule x eq "say \\"hi\\""', 'location l a \\\n\trule x eq "say \\"hi\\""'),
        ("property größe=Größe", "property \\\n\tgröße=Größe"),
    ],
)
def test_a_statement_has_one_canonical_text(typed: str, canonical_text: str) -> None:
    assert canonical(typed) == canonical_text
    assert canonical(canonical_text) == canonical_text


def test_comments_belong_to_the_statement_below() -> None:
    statements, problems = split("# one\n\n  # two\nproperty a=1\nproperty b=1\n# last", "test")

    assert [one.comments for one in statements] == [("# one", "# two"), ()]
    assert problems == []


def test_a_statement_knows_where_it_stands() -> None:
    (first, second), _ = split("\n  property a=1 \\\n b=2\n\tnode n", "test")

    assert (first.source.line, first.source.column) == (2, 3)
    assert (second.source.line, second.source.column) == (4, 2)
    assert first.source.position(first.source.text.index("b=2")) == (3, 2)


def test_more_than_a_hundred_sets_get_ids_of_their_own() -> None:
    rscs = [f"r{number}" for number in range(240)]
    primitives = "".join(f"primitive {rsc} Dummy\n" for rsc in rscs)
    brackets = " ".join(f"( {one} {two} )" for one, two in zip(rscs[::2], rscs[1::2], strict=True))

    cib = loaded(f"{primitives}order o {brackets}\n")

    sets = cib.root.findall(".//resource_set")
    assert [one.get("id") for one in sets] == [f"o-{number}" for number in range(120)]
    assert text_of(cib).endswith(f"order o {brackets}\n")


@pytest.mark.parametrize(
    ("typed", "word", "labels"),
    [
        ("primitive ", "", ["<id>"]),
        ("primitive a ", "", ["@<template>", "<agent>"]),
        ("primitive a Dummy params x=", "x=", ["$id-ref=<set id>", "$id=<set id>", "<score>:"]),
        ("order o Mand", "Mand", ["<kind>:"]),
        ("location l a 100: ", "", ["<node>"]),
        ("clone c r ", "", ["description=<text>", "<name>=<value>", "params", "meta"]),
    ],
)
def test_completion_asks_the_grammar(typed: str, word: str, labels: list[str]) -> None:
    found = complete(typed.split(maxsplit=1)[0], typed)

    assert found.word == word
    assert [one.label for one in found.expected][: len(labels)] == labels


def test_usage_is_written_from_the_grammar() -> None:
    assert usage("monitor") == "monitor <primitive> <interval>[:<timeout>]"
    assert usage("tag") == "tag <id> <object id> ..."
