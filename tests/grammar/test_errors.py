# ruff: noqa: RUF001 - it is about such characters
"""What is said about texts that are no statements: the code, the place, and what to type."""

import pytest

from crmsh_py.commands.texts import statements_in
from crmsh_py.diagnostics import CrmError, Diagnostic

BACKSLASH = "\\"
ACTION = "one of: start, promote, demote, stop"
ANOTHER = "name another one, or write '_rsc_set_ a' for a set of one"
ANOTHER_ROLE = "name another one, or write '_rsc_set_ a:Started' for a set of one"
EACH = "write '_rsc_set_' in front of each of the two sets"
GIVEN_TWICE = ("syntax-error", (1, 31), "role=Master", "keep one of them")
OF_ORDERS = (
    "one of: symmetrical=, $require-all=, $score=, sequential=, require-all=, ordering=, role=,"
    " action=, score=, kind=, $id=, $id-ref="
)
SYMMETRICAL = "did you mean 'symmetrical='?"


def problems_of(text: str) -> list[Diagnostic]:
    with pytest.raises(CrmError) as caught:
        statements_in(text, "test")
    return list(caught.value.diagnostics)


def told(problem: Diagnostic) -> tuple[str, tuple[int, int], str, str | None]:
    """Return a problem's code, its line and column, what the caret marks, and the hint."""
    assert problem.location is not None
    source, span = problem.location.source, problem.location.span
    marked = source.text[span.start : span.end]
    return problem.code, problem.location.position, marked, problem.hint


@pytest.mark.parametrize(
    ("text", "code", "place", "marked", "hint"),
    [
        ("primitve a Dummy", "syntax-error", (1, 1), "primitve", "did you mean 'primitive'?"),
        (
            f"location l a rule 1: {'( ' * 25}#uname eq n1{' )' * 25}",
            *("syntax-error", (1, 70), "(", "take those out that change nothing"),
        ),
        (
            f"location l a rule 1: {'(' * 25} #uname eq n1 {')' * 25}",
            *("syntax-error", (1, 22), "(" * 25, "take those out that change nothing"),
        ),
        (
            "primitive a Dummy parms x=1",
            *("syntax-error", (1, 19), "parms", "did you mean 'params'?"),
        ),
        (
            "primitive vipocf:heartbeat:IPaddr2 params ip=1",
            *("invalid-id", (1, 11), "vipocf:heartbeat:IPaddr2"),
            "is a blank missing: 'vip ocf:heartbeat:IPaddr2'?",
        ),
        (
            "primitive 9a Dummy",
            *("invalid-id", (1, 11), "9a"),
            "an id begins with a letter or '_' and holds letters, digits, '.', '-', '_'",
        ),
        (
            "primitive a foo:bar:Dummy",
            *("syntax-error", (1, 13), "foo:bar:Dummy"),
            "one of: ocf, lsb, heartbeat, stonith, service, systemd, upstart, nagios",
        ),
        (
            "primitive a ocf:x:y:z",
            *("syntax-error", (1, 13), "ocf:x:y:z", "ocf:provider:type, or class:type"),
        ),
        ("clone c r1 r2", "syntax-error", (1, 12), "r2", None),
        ("primitive a Dummy state=1 # note", "syntax-error", (1, 27), "#", None),
        ("primitive a Dummy x=1; group g a", "syntax-error", (1, 24), "group", None),
        ("location l a 100 n1", "syntax-error", (1, 14), "100", "write '100:'"),
        ("location l a 100:n1", "syntax-error", (1, 14), "100:n1", "write '100: n1'"),
        ("location l a foo: n1", "syntax-error", (1, 14), "foo:", "it is a number, inf or -inf"),
        ("colocation c inf a b", "syntax-error", (1, 14), "inf", "write 'inf:'"),
        ("order o Mandatory a b", "syntax-error", (1, 9), "Mandatory", "write 'Mandatory:'"),
        ("order o inf a b", "syntax-error", (1, 9), "inf", "write 'inf:'"),
        (
            "order o foo: a b",
            *("syntax-error", (1, 9), "foo:", "it is Mandatory, Optional, Serialize"),
        ),
        (
            "order o b:foo c",
            *("syntax-error", (1, 9), "b:foo", "one of: start, promote, demote, stop"),
        ),
        ("order o ( a ( b ) )", "syntax-error", (1, 13), "(", None),
        ("order o ( a", "syntax-error", (1, 9), "(", None),
        ("order o a )", "syntax-error", (1, 11), ")", None),
        ("order o a ( )", "syntax-error", (1, 13), ")", None),
        (
            "order o ( b c:stop )",
            *("syntax-error", (1, 13), "c:stop", "close the bracket and open another one"),
        ),
        (
            "order o ( a b ) sequential=true",
            *("syntax-error", (1, 17), "sequential=true"),
            "write it between the brackets of the set that it is about",
        ),
        (
            "order o ( a b sequential=true)",
            *("syntax-error", (1, 15), "sequential=true)", "write 'sequential=true )'"),
        ),
        ("order o a b symetrical=no", "syntax-error", (1, 13), "symetrical=no", SYMMETRICAL),
        ("order o a b symmetrical=x", "syntax-error", (1, 13), "symmetrical=x", "true or false"),
        ("order o a b x=1", "syntax-error", (1, 13), "x=1", OF_ORDERS),
        (
            "order o a b score=1 symmetrical=no score=2",
            *("syntax-error", (1, 36), "score=2", "keep one of them"),
        ),
        ("order o 0: a b score=1", "syntax-error", (1, 16), "score=1", "keep one of them"),
        ("order o a b c:x", "syntax-error", (1, 13), "c:x", ACTION),
        ("order o a:b:c d", "syntax-error", (1, 9), "a:b:c", "it is <resource>:<action>"),
        ("order o a", "syntax-error", (1, 9), "a", ANOTHER),
        ("colocation c inf: a:Started", "syntax-error", (1, 19), "a:Started", ANOTHER_ROLE),
        ("colocation c inf:a b", "syntax-error", (1, 14), "inf:a", "write 'inf: a'"),
        ("colocation c 100 a b", "syntax-error", (1, 14), "100", "write '100:'"),
        ("colocation c foo: a b", "syntax-error", (1, 14), "foo:", "it is a number, inf or -inf"),
        (
            "colocation c inf: _rsc_set_ a:Started role=Stopped",
            *("syntax-error", (1, 39), "role=Stopped", "keep one of them"),
        ),
        ("order o a b _rsc_set_", "syntax-error", (1, 13), "_rsc_set_", None),
        ("order o a b $id-ref=x", "syntax-error", (1, 13), "$id-ref=x", EACH),
        ("order o $id-ref=x a", "syntax-error", (1, 19), "a", EACH),
        (
            "order o ( $id-ref=x )",
            *("syntax-error", (1, 11), "$id-ref=x", "write '_rsc_set_ $id-ref=x' without brackets"),
        ),
        ("location l { a b 1: n", "syntax-error", (1, 18), "1:", "write '} 1:'"),
        ("location l a 1: n role=Master role=Master", *GIVEN_TWICE),
        ("rsc_ticket t T a", "syntax-error", (1, 14), "T", "write 'T:'"),
        ("rsc_ticket t T:a", "syntax-error", (1, 14), "T:a", "write 'T: a'"),
        (
            "rsc_ticket t T: a loss-policy=x",
            *("syntax-error", (1, 19), "loss-policy=x", "one of: stop, demote, fence, freeze"),
        ),
        ("node n1:foo", "syntax-error", (1, 6), "n1:foo", "one of: member, remote, ping"),
        (
            "location l a role=Boss 1: n",
            *("syntax-error", (1, 14), "role=Boss"),
            "one of: Stopped, Started, Promoted, Unpromoted, Master, Slave",
        ),
        (
            "location l a rule a eq b and c eq d or e eq f",
            "syntax-error",
            (1, 37),
            "or",
            "put what belongs together in parentheses: a eq 1 and ( b eq 2 or c eq 3 )",
        ),
        ("location l a rule #uname = n1", "syntax-error", (1, 26), "=", None),
        (
            "primitive a Dummy op monitor",
            "syntax-error",
            (1, 19),
            "op monitor",
            "add 'interval=10s'",
        ),
        (
            "primitive a Dummy op monitor interval",
            *("syntax-error", (1, 19), "op monitor", "add 'interval=10s'"),
        ),
        (
            "primitive a Dummy op monitor timeout=9s intervall=10s",
            "syntax-error",
            (1, 19),
            "op monitor timeout=9s intervall=10s",
            "'intervall' is perhaps meant to be 'interval'",
        ),
        (
            "primitive a Dummy op start timeout=1 timeout=2",
            *("syntax-error", (1, 38), "timeout=2", "keep one of them"),
        ),
        ("property A: B: x=1", "syntax-error", (1, 13), "B:", None),
        ("monitor a", "syntax-error", (1, 10), "", None),
        # of texts, before any statement is looked at
        (
            "primitive a Dummy params “x=1”",
            *("typographic-character", (1, 26), "“"),
            "type '\"' instead, or quote the value if the character is meant",
        ),
        (
            "primitive a Dummy params x＝1",
            *("typographic-character", (1, 27), "＝"),
            "type '=' instead, or quote the value if the character is meant",
        ),
        (
            "crm(live)configure# primitive a Dummy",
            *("pasted-prompt", (1, 1), "crm(live)configure#"),
            "remove it; the command is what stands behind it",
        ),
        (
            'primitive a Dummy params x="1',
            *("unclosed-quote", (1, 28), '"', "close it before the end of the line"),
        ),
        (
            "primitive a Dummy params x=1 \\\n",
            *("unfinished-continuation", (1, 30), BACKSLASH),
            "remove the backslash, or write the rest of the statement",
        ),
        (
            "primitive a Dummy \\\n# note\n  params x=1",
            *("comment-in-statement", (2, 1), "# note"),
            "move it above the statement: the line before it ends in a backslash",
        ),
        (
            "primitive a Dummy \\\n  params x=1\n  y=2",
            *("syntax-error", (3, 3), "y=2", "did the line above lose the '\\' at its end?"),
        ),
        (
            "primitive a Dummy\n  params x=1",
            *("syntax-error", (2, 3), "params", None),
        ),
    ],
)
def test_a_mistake_is_named_at_its_place(
    text: str, code: str, place: tuple[int, int], marked: str, hint: str | None
) -> None:
    (problem,) = problems_of(text)

    assert told(problem) == (code, place, marked, hint)


def test_every_mistake_of_a_text_is_reported_in_its_order() -> None:
    text = "primitve a Dummy\nprimitive b Dummy\norder o Mandatory b c\n\nproperty “x”=1\nclone c\n"

    found = [(told(one)[0], told(one)[1][0]) for one in problems_of(text)]

    assert found == [
        ("syntax-error", 1),
        ("syntax-error", 3),
        ("typographic-character", 5),
        ("syntax-error", 6),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "primitive a Dummy params x=“1”",
        "primitive a Dummy params x＝1",
        "primitive a Dummy，params",
        "group g （a b）",
        "location l a －inf: n",
        "location l a 100： n",
    ],
)
def test_typographic_characters_are_refused_outside_quotes(text: str) -> None:
    assert [one.code for one in problems_of(text)] == ["typographic-character"]


@pytest.mark.parametrize(
    "text",
    ['property x="“1”"', "property x='＝'", "property größe=中", "# “comment”\nproperty x=1"],
)
def test_typographic_characters_stand_inside_quotes_and_comments(text: str) -> None:
    (given,) = statements_in(text, "test")

    assert given.statement
