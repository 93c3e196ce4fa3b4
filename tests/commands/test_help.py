"""`help`: what it says on levels, statements, options, agents, topics and codes."""

import json
import re
from pathlib import Path

import pytest
from crm_runner import Crm, codes
from hypothesis import given, settings
from hypothesis import strategies as st

from crmsh_py.agents.known import KnownAgents
from crmsh_py.agents.library import open_catalogue
from crmsh_py.codes import CODES, ExitStatus
from crmsh_py.commands import levels
from crmsh_py.commands.interpreting import understand
from crmsh_py.commands.manual import concepts, options, related
from crmsh_py.commands.manual.finding import find_page, known_topics
from crmsh_py.commands.manual.layout import lines_of
from crmsh_py.commands.manual.page import Examples, Page, Prose, Synopsis, Table
from crmsh_py.commands.manual.statements import EVERYDAY, PARTS
from crmsh_py.commands.styled import plain
from crmsh_py.diagnostics import CrmError
from crmsh_py.grammar import terms
from crmsh_py.grammar.meanings import EVERYWHERE, STATEMENTS, meaning, meaning_in
from crmsh_py.grammar.meanings import PARTS as MEANINGS_OF_PARTS
from crmsh_py.grammar.script import split
from crmsh_py.grammar.statements import STATEMENTS as KEYWORDS
from crmsh_py.grammar.statements import parse
from crmsh_py.source import Source

NARROW = 80
TOPICS = [*concepts.topics(), *options.LISTS]
FILLED = {
    "<id>": "a",
    "<agent>": "Dummy",
    "<template>": "t",
    "<operation>": "monitor",
    "<name>=<value>": "interval=9",
    "<node name>": "node1",
    "<node>": "node1",
    "<primitive>": "p",
    "<primitive or group>": "p",
    "<interval>": "9s",
    "<timeout>": "9s",
    "<image>": "web:1",
    "<number>": "2",
    "<path>": "/srv",
    "<recipient>": "root",
    "<resource>": "p",
    "<score>": "5",
    "<attribute>": "rack",
    "<value>": "1",
    "<kind>": "Optional",
    "<ticket>": "t1",
    "<policy>": "stop",
    "<object id>": "p",
    "<device>": "f",
    "<what>": "cib",
    "<user>": "joe",
    "<group>": "staff",
    "<acl role>": "r",
    "<xml>": "<tag/>",
}
"""What stands for the places of a synopsis when it is tried."""


def no_library() -> KnownAgents:
    raise AssertionError


def page(*topic: str, path: tuple[str, ...] = ()) -> Page:
    return find_page(path, topic, no_library)


def text_of(*topic: str) -> str:
    return plain(lines_of(page(*topic)))


def filled(synopsis: str) -> str:
    for place in sorted(FILLED, key=len, reverse=True):
        synopsis = synopsis.replace(place, FILLED[place])
    for mark in ("[", "]", "...", "|write|deny"):
        synopsis = synopsis.replace(mark, "")
    return synopsis


@pytest.mark.parametrize("topic", [*levels.LEVELS, *CODES, *TOPICS, "topics"])
def test_help_knows_every_level_code_and_topic(topic: str, tmp_path: Path) -> None:
    ran = Crm(tmp_path)("help", topic)

    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith(f"{topic} - ")


@pytest.mark.parametrize("topic", options.option_names().values())
def test_help_knows_every_option(topic: str) -> None:
    titles = {one.title for one in page(topic.upper()).sections if isinstance(one, Table)}

    assert titles


@pytest.mark.parametrize("topic", known_topics())
def test_no_page_is_wider_than_a_terminal(topic: str) -> None:
    lines = text_of(topic).splitlines()

    assert [line for line in lines if len(line) > NARROW] == []


def test_help_alone_fits_a_small_screen(tmp_path: Path) -> None:
    told = Crm(tmp_path)("help").out.splitlines()

    assert len(told) + 2 <= 24  # the prompt, and the line below it
    assert [line for line in told if len(line) > 78] == []
    assert [
        name for name in levels.load("root").levels if f"  {name} " not in "\n".join(told)
    ] == []


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_refers_to_what_is_there(topic: str) -> None:
    for one in page(topic).see_also:
        assert page(*one.split()).name == one.split()[-1]


def test_what_belongs_together_is_there() -> None:
    named = {topic for group in related.GROUPS for topic in group}

    assert {topic: page(*topic.split()).name for topic in named} == {
        topic: topic.split()[-1] for topic in named
    }


@pytest.mark.parametrize(
    ("kind", "topic"),
    [
        *(("topic", one) for one in TOPICS),
        *(("option", one) for one in options.option_names().values()),
    ],
)
def test_the_examples_of_a_topic_are_understood(kind: str, topic: str) -> None:
    examples = [one for one in page(kind, topic).sections if isinstance(one, Examples)]
    text = "\n".join(line for one in examples for line in one.lines) + "\n"

    raw, problems = split(text, "examples")

    assert problems == []
    assert all(understand(one, ()).command is not None for one in raw)


def test_the_first_steps_lead_to_a_cluster_with_nothing_wrong(tmp_path: Path) -> None:
    crm = Crm(tmp_path)
    crm.options = ()
    (examples,) = (one for one in page("first-steps").sections if isinstance(one, Examples))

    ran = crm(stdin="\n".join(examples.lines) + "\n")

    assert (ran.status, ran.err) == (
        0,
        "the configuration is valid\ncommitted to cib.xml, epoch 1\n",
    )
    assert "\nlocation (1): shop-here\n" in ran.out


# ------------------------------------------------------------------ which page is meant


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (("resource", "help", "move"), "move - Move a resource"),
        (("help", "resource", "move"), "move - Move a resource"),
        (("resource", "move", "--help"), "move - Move a resource"),
        (("resource", "move", "-h"), "move - Move a resource"),
        (("resource", "move", "vip", "node1", "--help"), "move - Move a resource"),
        (("configure", "primitive", "a", "Dummy", "--help"), "primitive - Define a resource"),
        (("HELP", "Resource", "MOVE"), "move - Move a resource"),
        (("--help", "resource", "move"), "move - Move a resource"),
        (("-h", "scores"), "scores - how much something is wanted"),
        (("help", "configure", "primitive"), "primitive - Define a resource"),
        (("help", "collocation"), "colocation - Run a resource where another one runs"),
        (("help", "No-Quorum-Policy"), "no-quorum-policy - a property of the cluster"),
        (("help", "rules"), "rule - when a location"),
        (("help", "scores"), "scores - how much something is wanted"),
        (("resource", "help", "scores"), "scores - Show how much the scheduler wants"),
        (("help", "node"), "node - nodes: their state"),
        (("configure", "help", "node"), "node - Define a node"),
        (("help", "ipaddr2"), "ocf:heartbeat:IPaddr2 - "),
        (("help", "fence_ipmilan"), "stonith:fence_ipmilan - "),
    ],
)
def test_a_topic_is_found_from_everywhere_in_any_case(
    words: tuple[str, ...], first: str, tmp_path: Path
) -> None:
    ran = Crm(tmp_path)(*words)

    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith(first)


def test_a_word_that_means_several_things_names_the_others() -> None:
    assert "configure node" in page("node").see_also
    assert "resource scores" in page("scores").see_also
    assert "topic scores" in page("scores", path=("resource",)).see_also
    assert "option standby" in page("standby").see_also
    assert page("option", "standby").kind == "option"
    assert page("topic", "scores", path=("resource",)).kind == "topic"


def test_only_an_agent_needs_the_library() -> None:
    with pytest.raises(AssertionError):
        page("IPaddr2")


def test_help_on_an_agent_says_what_it_takes(tmp_path: Path) -> None:
    told = Crm(tmp_path)("help", "ocf:heartbeat:IPaddr2").out

    assert "\nRequired parameters:\n  ip  " in told
    assert "\n  configure primitive ID IPaddr2 ip=...\n" in told


@pytest.mark.parametrize(
    ("topic", "hint"),
    [
        ("primitve", "did you mean 'primitive', 'promote' or 'priority'?"),
        ("configur", "did you mean 'configure'"),
        ("prim", "did you mean 'primitive', 'rm' or 'param'?"),
        ("duplicate-ids", "did you mean 'duplicate-id'"),
        ("stonith-enable", "did you mean 'stonith-enabled'"),
        ("IPadr2", "did you mean 'IPaddr2'"),
        ("zzzz", "'help topics' lists what there is"),
        ("z" * 500, "'help topics' lists what there is"),
    ],
)
def test_a_topic_that_is_not_known_is_told_with_some_that_are(
    topic: str, hint: str, tmp_path: Path
) -> None:
    ran = Crm(tmp_path)("help", topic)

    assert (ran.status, codes(ran.err)) == (105, ["no-such-object"])
    assert f"\n  hint: {hint}" in ran.err


def test_help_is_on_one_topic_at_a_time(tmp_path: Path) -> None:
    crm = Crm(tmp_path)

    two = crm("help", "show", "tree")

    assert (two.status, codes(two.err)) == (105, ["no-such-object"])
    assert "there is no help on 'show tree'" in two.err
    assert two.err.endswith("  hint: 'help show' explains the first of them\n")


@pytest.mark.parametrize("level", levels.LEVELS)
def test_the_page_of_a_level_names_all_that_is_in_it(level: str) -> None:
    sections = page(level).sections
    rows = {row.term for one in sections if isinstance(one, Table) for row in one.rows}
    (everywhere,) = (one.text for one in sections if isinstance(one, Prose) and one.title)

    names = rows | set(everywhere.split(", "))

    assert names == {*levels.load(level).names(), *levels.load(level).levels}


def test_help_as_a_record_has_its_parts(tmp_path: Path) -> None:
    ran = Crm(tmp_path)("--json", "help", "resource", "clear")

    (record,) = map(json.loads, ran.out.splitlines())
    assert record.pop("text") == Crm(tmp_path)("help", "resource", "clear").out
    assert record.pop("description").startswith("`--all` removes those of all resources")
    assert [one["title"] for one in record.pop("tables")] == ["Arguments", "Options"]
    assert (record.pop("summary"), record.pop("see_also")) == (
        page("resource", "clear").summary,
        list(page("resource", "clear").see_also),
    )
    assert record == {
        "schema": "crm/1",
        "kind": "help",
        "topic": "clear",
        "about": "command",
        "usage": ["clear [--all] [--expired] [--wait] [<resource>] [<node>]"],
        "examples": [
            *("# of one resource", "clear vip"),
            *("# what is over anyway, of all", "clear --expired"),
        ],
    }


# ------------------------------------------------------------------ statements


def test_every_word_of_the_language_is_explained() -> None:
    unknown = {
        (part, word)
        for keyword in KEYWORDS
        for part, words in terms.terms(keyword).items()
        for word in words
        if not meaning(word, part, keyword)
    }

    assert unknown == set()


def test_what_is_explained_is_a_word_of_the_language() -> None:
    said = {keyword: terms.terms(keyword) for keyword in KEYWORDS}
    parts = {part for words in said.values() for part in words}

    assert set(STATEMENTS) == set(KEYWORDS)
    assert set(MEANINGS_OF_PARTS) <= parts


@pytest.mark.parametrize("words", [EVERYWHERE, *STATEMENTS.values(), *MEANINGS_OF_PARTS.values()])
def test_a_meaning_is_one_short_line(words: dict[str, str]) -> None:
    assert [one for one in words.values() if len(one) > 80 or re.search(r"\n|[^.]\.$", one)] == []


def test_a_word_means_what_the_nearest_part_says() -> None:
    assert meaning("role=<role>", "<rule setting>") == "the rule is for this role only"
    assert meaning("role=Promoted", "<set setting>").startswith("the role that all")
    assert meaning("params", "group") == "parameters for the primitives in it"
    assert meaning("nonsense", "group") == ""
    assert meaning_in("location", "sequential=true") == "whether its members go one after the other"
    assert meaning_in("order", "Optional") == "only if both change at the same time"


@pytest.mark.parametrize(
    ("keyword", "synopsis"),
    [(keyword, one) for keyword, lines in EVERYDAY.items() for one in lines if one != keyword],
)
def test_the_everyday_form_of_a_statement_is_one(keyword: str, synopsis: str) -> None:
    text = filled(synopsis)

    parse(keyword, Source("synopsis", text))

    assert "<" not in text.replace("<tag/>", "")


@pytest.mark.parametrize("keyword", KEYWORDS)
def test_the_page_of_a_statement_says_how_it_is_written_in_full(keyword: str) -> None:
    told = page("configure", keyword)

    titles = [one.title for one in told.sections if isinstance(one, Synopsis)]
    assert titles in (["Usage"], ["Usage", "In full"])
    assert set(told.see_also) >= {one for one in PARTS if f"<{one}>" in str(told.sections)}


def test_the_exit_statuses_are_all_there_are() -> None:
    (table,) = (one for one in page("exit-statuses").sections if isinstance(one, Table))

    assert {int(row.term) for row in table.rows} == set(ExitStatus)


@given(words=st.lists(st.text(max_size=12) | st.sampled_from(known_topics()), max_size=3))
@settings(max_examples=200, deadline=None)
def test_any_words_find_a_page_or_an_error(words: list[str]) -> None:
    library = open_catalogue()

    try:
        told = plain(lines_of(find_page((), words, lambda: library)))
    except CrmError as error:
        told = "".join(one.code for one in error.diagnostics)

    assert told == "no-such-object" or " - " in told
