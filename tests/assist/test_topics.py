"""Help for the word at the cursor."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trees import STATEMENTS

from assist.knowing import CONFIGURE, knowledge_of
from assist.statements_corpus import statements
from crmsh_py.assist.knowledge import Knowledge
from crmsh_py.assist.topics import MOST_LINES, topic_at
from crmsh_py.cells import cells
from crmsh_py.grammar import lexical, tree
from crmsh_py.grammar.printer import to_text

KNOWLEDGE = knowledge_of(
    """
    <nodes><node id="1" uname="node1"/></nodes>
    <resources>
      <primitive id="vip" class="ocf" provider="heartbeat" type="IPaddr2">
        <instance_attributes id="vip-params">
          <nvpair id="vip-params-ip" name="ip" value="10.0.0.1"/>
          <nvpair id="vip-params-password" name="password" value="geheim"/>
        </instance_attributes>
      </primitive>
      <template id="t" class="ocf" provider="heartbeat" type="IPaddr2"/>
    </resources>"""
)


def topic(text: str, path: tuple[str, ...] = CONFIGURE) -> list[str]:
    """Return the help at the `|` in a text."""
    cursor = text.index("|")
    return topic_at(text.replace("|", "", 1), cursor, path, KNOWLEDGE).splitlines()


def assert_fits(text: str) -> None:
    lines = text.splitlines()
    assert 0 < len(lines) <= MOST_LINES
    assert max(map(cells, lines)) <= 78


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("primi|tive", "configure primitive - Define a resource"),
        ("primitive |", "primitive - what comes next"),
        ("primitive a IPad|dr2", "ocf:heartbeat:IPaddr2 - an agent"),
        ("primitive a IPaddr2 params ip=|1", "ip - the address: 192.0.2.1 or 2001:db8::1"),
        ("primitive a IPaddr2 ip=|1", "ip - the address: 192.0.2.1 or 2001:db8::1"),
        ("primitive a @t params ip=|1", "ip - the address: 192.0.2.1 or 2001:db8::1"),
        (
            "primitive a IPaddr2 params ipp=|1",
            "ipp - ocf:heartbeat:IPaddr2 has no parameter of that name",
        ),
        ("primitive a Dummy op monitor inter|val=1", "interval - an attribute of operations"),
        ("clone c vip meta interl|eave=true", "interleave - a meta attribute of clones"),
        ("property no-quorum-pol|icy=stop", "no-quorum-policy - a property of the cluster"),
        ("location l vip| inf: node1", "vip - ocf:heartbeat:IPaddr2"),
        ("location l vip inf: node1|", "node1 - node"),
        ("location l vip ru|le #uname eq x", "rule - a rule begins"),
        ("order o vip:sta|rt a", "start - when it starts"),
        ("order o vi|p:start a", "vip - ocf:heartbeat:IPaddr2"),
        ("colocation c inf: a vip:Promo|ted", "Promoted - the promoted role"),
        ("commit --wa|it", "--wait - wait until the cluster has done it"),
        ("help dangling-ref|erence", "dangling-reference - as an error: exit status 78"),
        ("/reso|urce", "resource - resources: start, stop, move, clean up, ask why"),
        ("|", "configure - write, check, review and commit the CIB"),
        ("primitive a Dummy\nup\n|", "crm - configures and operates a Pacemaker cluster"),
        ("del|ete a\nprimitive b Dummy", "configure delete - Delete objects"),
        ("|   delete a", "configure - write, check, review and commit the CIB"),
        ("help nons|ense", "configure - write, check, review and commit the CIB"),
        ("/reso|urce start vip", "resource - resources: start, stop, move, clean up, ask why"),
        ("delete --he|lp", "configure delete - Delete objects"),
        ("monitor --he|lp", "configure monitor - "),
        ("primitive s fence_ipmilan login=|x", "login - user name to log in with: admin"),
    ],
)
def test_the_word_at_the_cursor_is_explained(text: str, first: str) -> None:
    assert topic(text)[0].startswith(first)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("prim|itive", "primitive - Define a resource"),
        ("nons|ense", "crm - configures and operates a Pacemaker cluster"),
    ],
)
def test_a_command_of_another_level_is_explained_too(text: str, first: str) -> None:
    assert topic(text, ())[0].startswith(first)


def test_a_parameter_is_described() -> None:
    assert topic("primitive a IPaddr2 params ip=|") == [
        "ip - the address: 192.0.2.1 or 2001:db8::1",
        "",
        "What it takes:",
        "  type      string",
        "  default   none",
        "  required  yes",
        "  unique    no two resources may have the same value",
        "",
        "See also: ocf:heartbeat:IPaddr2",
    ]


def test_a_deprecated_parameter_names_what_takes_its_place() -> None:
    assert "  deprecated  use username" in topic("primitive s fence_ipmilan login=|x")


def test_an_object_is_shown_without_its_secrets() -> None:
    assert topic("delete v|ip") == [
        "vip - ocf:heartbeat:IPaddr2",
        "",
        "  primitive vip IPaddr2 \\",
        "      params ip=10.0.0.1 password=******",
    ]


def test_a_place_without_a_word_tells_what_may_stand_there() -> None:
    found = topic("location l vip inf: |")

    assert found[:4] == [
        "location - what comes next",
        "",
        "What may stand here:",
        "  <node>  the node that the score is for",
    ]


def test_a_long_page_is_cut_where_help_goes_on() -> None:
    found = topic("primitive a IPad|dr2")

    assert len(found) <= MOST_LINES
    assert found[-1] == "... 'help ocf:heartbeat:IPaddr2' tells more"


def test_there_is_help_at_every_word_of_what_the_reference_has() -> None:
    for one in statements():
        for word in lexical.words(one):
            assert_fits(topic_at(one, word.span.end, CONFIGURE, KNOWLEDGE))


@given(STATEMENTS, st.data())
@settings(max_examples=150, deadline=None)
def test_there_is_help_everywhere_in_a_statement(one: tree.Statement, data: st.DataObject) -> None:
    text = to_text(one)
    text = text[: data.draw(st.integers(0, len(text)))]

    assert_fits(topic_at(text, data.draw(st.integers(0, len(text))), CONFIGURE, KNOWLEDGE))


@given(st.text(max_size=40), st.sampled_from(["", "primitive a ", "delete "]), st.integers(0, 50))
@settings(max_examples=200, deadline=None)
def test_there_is_help_for_any_text(text: str, command: str, cursor: int) -> None:
    assert_fits(topic_at(command + text, cursor, CONFIGURE, KNOWLEDGE))
    assert_fits(topic_at(command + text, cursor, (), Knowledge()))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("set vip.password geh|eim", "****** - "),
        ("set vip.password=geh|eim", "vip.password=****** - "),
        ("rename vip password=geheim|", "password=****** - "),
        ('set vip.password "ge|heim x"', "****** - "),
        ("rename vip gehe|im", "geheim - "),
    ],
)
def test_a_secret_that_was_typed_is_not_shown_again(text: str, shown: str) -> None:
    assert topic(text)[0].startswith(shown)
