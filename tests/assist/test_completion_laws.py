"""What holds of completion whatever is typed: it never fails, and it offers what is valid."""

import contextlib
from collections.abc import Iterator

import pyparsing as pp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.knowing import CONFIGURE, knowledge_of
from assist.statements_corpus import statements
from crmsh_py.assist.completion.completing import complete
from crmsh_py.assist.knowledge import Knowledge
from crmsh_py.commands import levels
from crmsh_py.diagnostics import CrmError
from crmsh_py.grammar import language
from crmsh_py.grammar.language import rule
from crmsh_py.grammar.statements import STATEMENTS, statement_keyword
from crmsh_py.grammar.terminals import Keyword, Terminal
from crmsh_py.grammar.trace import Passed, Trace
from crmsh_py.source import Source

KNOWLEDGE = knowledge_of(
    """\
<crm_config/><nodes><node id="1" uname="node1"/><node id="2" uname="node 2">
 <instance_attributes id="a"><nvpair id="a-r" name="my rack" value="a &quot;b'"/>
  <nvpair id="a-d" name="date" value="="/></instance_attributes>
 <utilization id="u"><nvpair id="u-$" name="$m=" value="1 2"/></utilization></node>
 <node id="3" uname="a:b"/><node id="4" uname="rule"/></nodes>
<resources>
 <template id="tmpl" class="ocf" provider="pacemaker" type="Dummy"/>
 <group id="web"><primitive id="vip" class="ocf" provider="heartbeat" type="IPaddr2"/></group>
 <primitive id="www" class="ocf" provider="heartbeat" type="apache"/>
 <primitive id="st" class="stonith" type="fence_ipmilan"/>
 <primitive id="params" class="lsb" type="x y"/><primitive id="lifetime" class="lsb" type="x"/>
 <clone id="pings"><primitive id="ping" class="ocf" provider="pacemaker" type="ping"/></clone>
</resources>
<constraints><rsc_location id="where" rsc="www" score="1" node="node1"/></constraints>"""
)


def test_the_corpus_has_every_statement() -> None:
    found = {statement_keyword(one.split()[0]) for one in statements()}

    assert found == set(STATEMENTS)


def beginnings(statement: str) -> range:
    """Return where to cut a statement: everywhere, but long ones only in places."""
    return range(0, len(statement) + 1, 1 + len(statement) // 60)


@pytest.mark.parametrize("keyword", STATEMENTS)
def test_completing_any_beginning_of_a_statement_never_raises(keyword: str) -> None:
    for statement in statements():
        if statement_keyword(statement.split()[0]) != keyword:
            continue
        for end in beginnings(statement):
            text = statement[:end]
            offer = complete(text, KNOWLEDGE)
            assert 0 <= offer.start <= len(text)
            assert len({one.word for one in offer.candidates}) == len(offer.candidates)


@given(
    st.lists(
        st.sampled_from(
            [*levels.load("configure").commands, "web", "inf:", "rule", "(", "{", "params", "a=",
             '"', "'", "\\", "\\\n", "#uname", "eq", "op", "$id=", ":", "@", "/", "--", "type:",
             "meta", "monitor", "$'", "ocf:", "\n", "# ", "role=", "=", ",", "\u3000", "\0"]
        )
        | st.text(max_size=4),
        max_size=8,
    ),
    st.sampled_from(["", " "]),
    st.sampled_from([(), CONFIGURE]),
)  # fmt: skip
def test_completing_any_text_never_raises(
    words: list[str], end: str, path: tuple[str, ...]
) -> None:
    text = " ".join(words) + end

    offer = complete(text, knowledge_at(path))

    assert 0 <= offer.start <= len(text)


def knowledge_at(path: tuple[str, ...]) -> Knowledge:
    return Knowledge(path=path, cib=KNOWLEDGE.cib, library=KNOWLEDGE.library)


# ------------------------------------------------------------------ what is valid is offered


def words_of(statement: str) -> Iterator[tuple[Terminal, str, int]]:
    """Yield the words of a valid statement, each with what it was taken for and its start."""
    keyword = statement_keyword(statement.split(maxsplit=1)[0])
    assert keyword is not None
    trace = Trace(statement)
    element: pp.ParserElement = rule(keyword)
    element._parse(trace, 0, do_actions=False)
    passed: Passed | None = trace.passed
    while passed is not None:
        yield passed.terminal, passed.word, passed.start
        passed = passed.before


def choice(terminal: Terminal, word: str) -> str | None:
    """Return how a word of a closed list is offered; None for what is no such word."""
    if isinstance(terminal, Keyword):
        return terminal.spelling if word.lower() == terminal.spelling.lower() else None
    spelled = {one.lower(): one for one in terminal.choices}
    return spelled.get(word.lower())


def _stands_alone(statement: str, start: int) -> bool:
    """Tell whether a blank is in front of a word: else it is still the word before that is typed.

    What follows `lifetime` is a constraint's resource as long as `rule` is not written out.
    """
    front = statement[:start]
    return front[-1:].isspace() and not front.rstrip(" \\\n\t").endswith("lifetime")


@pytest.mark.parametrize("keyword", STATEMENTS)
def test_a_word_of_a_closed_list_is_offered_where_it_stands(keyword: str) -> None:
    missing = []
    for statement in statements():
        if statement_keyword(statement.split()[0]) != keyword:
            continue
        for terminal, word, start in words_of(statement):
            wanted = choice(terminal, word)
            if wanted is None or not _stands_alone(statement, start):
                continue
            name, equals, _ = word.partition("=")
            typed = statement[:start] + (name + equals if equals else "")
            found = {one.word for one in complete(typed, KNOWLEDGE).candidates}
            if wanted not in found:
                missing.append((typed, wanted))
    assert missing == []


# ------------------------------------------------------------------ what is offered is valid


def is_taken(keyword: str, text: str) -> bool:
    """Tell whether the rules take all words of a text: it can go on, or is a whole statement."""
    if language.complete(keyword, f"{text} ").start > len(text):
        return True
    with contextlib.suppress(CrmError):
        language.parse(keyword, Source("test", text))
        return True
    return False


@pytest.mark.parametrize("keyword", STATEMENTS)
def test_what_is_offered_can_stand_there(keyword: str) -> None:
    wrong = set()
    for statement in statements():
        if statement_keyword(statement.split(maxsplit=1)[0]) != keyword:
            continue
        for text in places(statement):
            offer = complete(text, KNOWLEDGE)
            for one in offer.candidates[:_MOST]:
                if one.whole and not is_taken(keyword, text[: offer.start] + one.word):
                    wrong.add((text, one.word))
    assert wrong == set()


def places(statement: str) -> set[str]:
    """Return beginnings of a statement that end in front of a word, or behind its `=`."""
    found = set()
    for _, word, start in words_of(statement):
        if _stands_alone(statement, start):
            name, equals, _ = word.partition("=")
            found |= {statement[:start], statement[:start] + (name + equals if equals else "")}
    return found


_MOST = 25
"""So many of the words that are offered in one place are tried."""
