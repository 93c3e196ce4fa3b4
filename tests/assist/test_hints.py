"""What is said of a line before Enter."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trees import STATEMENTS

from assist.knowing import CONFIGURE, knowledge_of
from assist.statements_corpus import statements
from crmsh_py.assist.hints import hint
from crmsh_py.assist.knowledge import Knowledge
from crmsh_py.diagnostics import Severity
from crmsh_py.grammar import tree
from crmsh_py.grammar.printer import to_text

KNOWLEDGE = knowledge_of(
    """
    <nodes><node id="1" uname="node1"/><node id="2" uname="node2"/></nodes>
    <resources>
      <primitive id="vip" class="ocf" provider="heartbeat" type="IPaddr2"/>
      <template id="small" class="ocf" provider="heartbeat" type="IPaddr2"/>
      <primitive id="web" class="ocf" provider="heartbeat" type="apache"/>
      <group id="shop"><primitive id="db" class="ocf" provider="heartbeat" type="Dummy"/></group>
    </resources>"""
)


def said(text: str, path: tuple[str, ...] = CONFIGURE) -> tuple[str, str, str] | None:
    """Return the code of a hint, the words it points at, and the message."""
    found = hint(text, path, KNOWLEDGE)
    if found is None:
        return None
    assert found.location is not None
    assert found.location.source.text == text
    span = found.location.span
    return found.code, text[span.start : span.end], found.message


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "# a comment",
        "pri",
        "primitive v",
        "primitive v IPad",
        "primitive v Dummy params x",
        'primitive v Dummy params x="a b',
        "primitive v Dummy \\",
        "location l vi",
        "location l vip inf",
        "location l vip inf: node",
        "location l vip inf: node1",
        "group g vi",
        "delete vi",
        "property no-quorum-policy=st",
        "property no-quo",
        "primitive v IPaddr2 ip=1 arp_count=",
        "commit --wa",
        "show --format",
        "property stonith-enabled=true",
        "order o M",
        "order o vip web sym",
        "colocation c in",
        "colocation c 200",
        "colocation c -",
        "group g vip me",
        "primitive v IPaddr2",
        "primitive v Dummy op monitor interval",
        "primitive v Dummy op monitor timeout=20s int",
        "primitive v IPaddr2 ip=",
        "primitive v IPaddr2 params nic=eth0 ip=",
        "primitive n Dummy\ngroup g n vip",
        "primitive n Dummy\ndelete n",
    ],
)
def test_what_may_become_right_is_not_wrong(text: str) -> None:
    found = said(text)

    assert found is None or found[0] == "unfinished"


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("primitve v", "unknown-command", "primitve"),
        ("xyz", "unknown-command", "xyz"),
        ("location l vip inf node1", "syntax-error", "inf"),
        ("primitive 1v Dummy", "invalid-id", "1v"),
        ("primitive v Dummy op monitor timeout=1 meta a=b", "syntax-error", "op monitor timeout=1"),
        ("primitive vip ", "duplicate-id", "vip"),
        ("primitive vip Dummy", "duplicate-id", "vip"),
        ("primitive v @none a=b", "dangling-reference", "none"),
        ("primitive v IPaddr3 ", "unknown-agent", "IPaddr3"),
        ("primitive v IPaddr2 params ip=1 nicc=e ", "unknown-parameter", "nicc=e"),
        ("primitive v IPaddr2 ", "missing-parameter", "IPaddr2"),
        ("location l vipp ", "dangling-reference", "vipp"),
        ("location l vip inf: node3", "unknown-node", "node3"),
        ("order o vip wbe ", "dangling-reference", "wbe"),
        ("group g vip db", "in-two-containers", "db"),
        ("delete vipp ", "no-such-object", "vipp"),
        ("commit --foo ", "usage", "--foo"),
        ("up twice", "usage", "twice"),
        ("xyz a\nprimitive v Dummy", "unknown-command", "xyz"),
        ("primitive v “Dummy", "typographic-character", "“"),
        ("/resource start vipp ", "no-such-object", "vipp"),
        ("/node standby node3 ", "no-such-object", "node3"),
        ("up\nresource\nstart vipp ", "no-such-object", "vipp"),
        ("xyz\n", "unknown-command", "xyz"),
        ("property no-quorum-polcy=stop", "unknown-property", "no-quorum-polcy=stop"),
        ("property no-quorum-policy=stpo ", "wrong-option-value", "no-quorum-policy=stpo"),
        ("rsc_defaults target-rol=Started ", "unknown-meta-attribute", "target-rol=Started"),
        ("op_defaults timeut=20s ", "unknown-operation-option", "timeut=20s"),
        ("primitive v Dummy meta target-rol=x ", "unknown-meta-attribute", "target-rol=x"),
        ("primitive v IPaddr2 ip=1 arp_count=x ", "mistyped-parameter", "arp_count=x"),
        ("primitive v @small nicc=e ", "unknown-parameter", "nicc=e"),
    ],
)
def test_what_is_wrong_is_told_where_it_stands(text: str, code: str, place: str) -> None:
    found = said(text)

    assert found is not None
    assert found[:2] == (code, place)


@pytest.mark.parametrize(
    "text",
    [
        "primitive v IPaddr2 ip=10.0.0.1",
        "primitive v @small ip=10.0.0.1 ",
        "location l vip inf: node1 ",
        "group g vip web ",
        "monitor vip 10s ",
        "property no-quorum-policy=stop ",
        "rsc_defaults resource-stickiness=1 ",
        "delete vip node1 ",
        "delete --help",
        "monitor --help",
        "/resource start vip ",
        "/node standby node1 ",
        "# a comment\n\n",
    ],
)
def test_of_what_is_right_nothing_is_said(text: str) -> None:
    assert said(text) is None


def test_without_a_configuration_and_agents_the_grammar_alone_speaks() -> None:
    nothing = Knowledge()

    assert hint("primitive v IPaddr3 nicc=e ", CONFIGURE, nothing) is None
    assert hint("delete nobody ", CONFIGURE, nothing) is None
    assert hint("location l vip inf node1", CONFIGURE, nothing) is not None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("primitive v ", "next: @<template> or <agent>"),
        ("location l vip inf: ", "next: <node>"),
        ("delete ", "next: <object id> ..."),
        ("primitive v Dummy op monitor ", "a monitor operation needs an interval"),
    ],
)
def test_what_is_to_follow_is_said_as_a_remark(text: str, message: str) -> None:
    found = hint(text, CONFIGURE, KNOWLEDGE)

    assert found is not None
    assert (found.code, found.severity, found.message) == ("unfinished", Severity.INFO, message)


@pytest.mark.parametrize(
    "text",
    [
        "location l vi",
        "location l vip rule i",
        "location l vip rule #una",
        "order o we",
        "order o vip:st",
        "primitive v",
    ],
)
def test_no_remark_on_what_is_to_follow_disturbs_the_word_that_is_typed(text: str) -> None:
    assert hint(text, CONFIGURE, KNOWLEDGE) is None


def test_the_name_that_was_meant_is_in_the_hint() -> None:
    found = hint("order o vip wbe ", CONFIGURE, KNOWLEDGE)

    assert found is not None
    assert found.hint == "did you mean 'web'?"


@pytest.mark.parametrize(
    "text",
    [
        "primitive v IPaddr2 params ip=10.0.0.1 nic=eth0 op monitor interval=10s timeout=20s",
        "primitive v ocf:heartbeat:IPaddr2 meta target-role=Started op start timeout=20s ip=1",
        "primitive v @small ip=10.0.0.1 meta priority=3",
        "group g vip web meta target-role=Stopped",
        "clone c vip meta interleave=true clone-max=2",
        "location l vip 100: node1",
        "location l vip resource-discovery=never rule -inf: not_defined pingd or pingd lte 0",
        "location l vip rule inf: #uname eq node1 and date gt 2030-01-01",
        "colocation c 200: vip web:Started",
        "colocation c -inf: ( vip web ) shop influence=true",
        "order o Optional: vip:start web:start symmetrical=false",
        "order o Mandatory: [ vip web ] shop",
        "rsc_ticket t T1: vip loss-policy=stop",
        "property stonith-enabled=true no-quorum-policy=freeze",
        "rsc_defaults resource-stickiness=100",
        "role r read xpath:/cib write ref:vip",
        "tag t vip web",
        "delete vip web",
        "set vip.ip 10.0.0.1",
        "commit --wait",
    ],
)
def test_nobody_is_alarmed_while_typing_what_is_right(text: str) -> None:
    alarms = {}
    for end in range(1, len(text) + 1):
        found = hint(text[:end], CONFIGURE, KNOWLEDGE)
        if found is not None and found.severity is not Severity.INFO:
            alarms[text[:end]] = found.code

    assert {one: code for one, code in alarms.items() if code != "missing-parameter"} == {}


def test_a_hint_never_raises_for_a_beginning_of_what_the_reference_has() -> None:
    for one in statements():
        for end in range(0, len(one), 1 + len(one) // 8):
            hint(one[:end], CONFIGURE, KNOWLEDGE)


@given(STATEMENTS, st.data())
@settings(max_examples=150, deadline=None)
def test_a_hint_never_raises_for_a_beginning_of_a_statement(
    one: tree.Statement, data: st.DataObject
) -> None:
    text = to_text(one)

    hint(text[: data.draw(st.integers(0, len(text)))], CONFIGURE, KNOWLEDGE)


@given(st.text(max_size=40), st.sampled_from(["", "primitive a ", "delete ", "resource start "]))
@settings(max_examples=300, deadline=None)
def test_a_hint_never_raises_for_any_text(text: str, command: str) -> None:
    hint(command + text, (), Knowledge())
    hint(command + text, CONFIGURE, KNOWLEDGE)
