"""Metadata as values, and what of it is not as our schema has it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmsh_py import validators, xmltree
from crmsh_py.agents import asking, explaining, metadata, record, validity
from crmsh_py.agents.agent import Agent, Origin, Parameter
from crmsh_py.grammar.tree import Agent as Name

CASES = Path(__file__).parent.parent / "cases" / "agents"
LAMP = Name("ocf", "test", "Lamp")
ACTIONS = "<actions><action name='start' timeout='1'/></actions>"


def named(file: Path) -> Name:
    if file.stem.startswith("fence"):
        return Name("stonith", None, "fence_lamp")
    return Name("ocf", "test", file.stem)


def understood(text: str) -> asking.Answer:
    return asking.understood(text.encode(), LAMP)


def with_parameters(*parameters: str) -> str:
    inside = "".join(parameters)
    return f"<resource-agent name='x'><parameters>{inside}</parameters>{ACTIONS}</resource-agent>"


@pytest.mark.parametrize("file", sorted(CASES.glob("*.xml")), ids=lambda file: file.stem)
def test_metadata_is_read_as_the_case_says(file: Path, request: pytest.FixtureRequest) -> None:
    answer = asking.understood(file.read_bytes(), named(file))

    assert answer.faults == ()
    assert answer.agent is not None
    golden = file.with_suffix(".json")
    if request.config.getoption("--regenerate"):
        golden.write_text(record.to_text(answer.agent))
    assert record.to_text(answer.agent) == golden.read_text()


@pytest.mark.parametrize("file", sorted(CASES.glob("*.xml")), ids=lambda file: file.stem)
def test_facts_survive_being_written_and_read(file: Path) -> None:
    agent = asking.understood(file.read_bytes(), named(file)).agent
    assert agent is not None

    again = record.from_text(record.to_text(agent, "12-ab"), agent.name, Origin.INSTALLED)

    bare = Agent(agent.name, without_texts(agent), agent.actions, version=agent.version)
    assert again == (bare, "12-ab")


def without_texts(agent: Agent) -> dict[str, Parameter]:
    facts = (
        Parameter(
            each.name,
            each.type,
            each.default,
            each.required,
            each.unique,
            each.reloadable,
            each.deprecated,
            each.replaced_by,
            each.values,
        )
        for each in agent.parameters.values()
    )
    return {each.name: each for each in facts}


def test_the_agents_own_texts_are_there_when_it_was_read() -> None:
    agent = understood((CASES / "ocf-1.0.xml").read_text()).agent

    assert agent is not None
    assert (agent.short, agent.long) == (
        "Manages a lamp",
        "Switches a lamp on a wall.\n\nA second paragraph.",
    )
    address = agent.parameters["address"]
    assert (address.short, address.long) == ("Address", "The address of the lamp.")


def test_what_a_fence_agent_says_is_put_as_pacemaker_has_it() -> None:
    agent = asking.understood((CASES / "fence.xml").read_bytes(), named(CASES / "fence.xml")).agent

    assert agent is not None
    required = [each.name for each in agent.parameters.values() if each.required]
    assert required == ["ip"]  # Pacemaker says the action and the plug
    assert agent.parameters["port"] == Parameter("port", deprecated=True, replaced_by=("plug",))
    assert agent.parameters["ipaddr"].replaced_by == ("ip",)
    assert {"start", "stop", "monitor"} <= agent.action_names


def test_roles_have_their_names_of_today() -> None:
    agent = understood((CASES / "ocf-1.0.xml").read_text()).agent

    assert agent is not None
    roles = [each.role for each in agent.actions if each.name == "monitor"]
    assert (roles, agent.promotable) == (["Promoted", "Unpromoted"], True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "not well-formed"),
        ("usage: lamp {start|stop}", "not well-formed"),
        ("\0\x01\xff\xfe", "not well-formed"),
        ("<resource-agent name='x'>", "not well-formed"),
        ("<html><body/></html>", "not the metadata of an agent"),
        (
            '<!DOCTYPE resource-agent [<!ENTITY a "aaaa">]><resource-agent name="&a;"/>',
            "document type declaration",
        ),
        (
            '<!DOCTYPE resource-agent SYSTEM "x" [<!ENTITY a SYSTEM "/etc/passwd">]><x>&a;</x>',
            "document type declaration",
        ),
        (
            '<!DOCTYPE resource-agent SYSTEM "a"><!DOCTYPE resource-agent SYSTEM "b"><x/>',
            "document type declaration",
        ),
    ],
    ids=["empty", "usage", "binary", "cut-off", "other", "entities", "external", "two-doctypes"],
)
def test_what_is_no_metadata_is_told_and_gives_no_agent(text: str, words: str) -> None:
    answer = asking.understood(text.encode("latin-1"), LAMP)

    assert answer.agent is None
    assert len(answer.faults) == 1
    assert words in answer.faults[0]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("<resource-agent name='x'/>", "/resource-agent"),
        (f"<resource-agent name='x'>{ACTIONS}</resource-agent>", "/resource-agent"),
        (with_parameters("<parameter name='a'><content/></parameter>"), "content"),
        (with_parameters("<parameter name='a'><content type='path'/></parameter>"), "content"),
        (with_parameters("<parameter><content type='string'/></parameter>"), "parameter"),
        (with_parameters("<parameter name='a' required='maybe'><shortdesc/></parameter>"), "para"),
        (with_parameters("<parameter name='a'><shortdesc/></parameter>" * 2), "/resource-agent"),
        (with_parameters("<param name='a'/>"), "parameters"),
        (
            with_parameters().replace("timeout='1'", "timeout='soon'"),
            "/resource-agent/actions/action",
        ),
        (with_parameters().replace("name='start'", ""), "/resource-agent/actions/action"),
        (with_parameters().replace("</actions>", "</actions><actions/>"), "/resource-agent"),
    ],
)
def test_what_is_not_as_the_schema_has_it_is_told_and_used(text: str, place: str) -> None:
    answer = understood(text)

    assert answer.agent is not None
    assert answer.faults
    assert place in answer.faults[0]


def test_not_more_than_a_few_faults_are_told() -> None:
    answer = understood(with_parameters(*(f"<parameter name='p{n}'/>" for n in range(50))))

    assert len(answer.faults) == 3
    assert answer.agent is not None
    assert len(answer.agent.parameters) == 50


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ("<parameter name='p'/>" * 3000, "3000 elements"),
        ("<p " + " ".join(f"a{n}='1'" for n in range(31)) + "/>", "30 attributes in an element"),
    ],
)
def test_more_than_any_agent_has_is_not_looked_at(parameters: str, words: str) -> None:
    answer = understood(with_parameters(parameters))

    assert answer == asking.Answer(None, (f"its metadata has more than {words}",))


def test_the_first_of_two_parameters_of_a_name_counts() -> None:
    answer = understood(
        with_parameters(
            "<parameter name='a'><content type='integer'/></parameter>",
            "<parameter name='a'><content type='boolean'/></parameter>",
        )
    )

    assert answer.agent is not None
    assert answer.agent.parameters == {"a": Parameter("a", "integer")}


def test_an_old_name_that_is_listed_nowhere_is_a_parameter_all_the_same() -> None:
    answer = understood(
        with_parameters(
            "<parameter name='new' required='1' obsoletes='old'>"
            "<content type='integer' default='1'/></parameter>"
        )
    )

    assert answer.agent is not None
    assert answer.agent.parameters["old"] == Parameter(
        "old", "integer", deprecated=True, replaced_by=("new",)
    )


def test_a_parameter_that_obsoletes_itself_is_as_any_other() -> None:
    answer = understood(
        with_parameters("<parameter name='a' obsoletes='a'><content type='string'/></parameter>")
    )

    assert answer.agent is not None
    assert answer.agent.parameters == {"a": Parameter("a")}


NAMES = st.sampled_from(
    ["resource-agent", "parameters", "parameter", "content", "option", "actions", "action", "x"]
)
ATTRIBUTES = st.dictionaries(
    st.sampled_from(["name", "type", "default", "unique", "required", "obsoletes", "timeout"]),
    st.sampled_from(["", "a", "b", "1", "select", "a b", "&#10;", " "]),
)


@st.composite
def elements(draw: st.DrawFn, depth: int = 0) -> str:
    tag = draw(NAMES) if depth else "resource-agent"
    attributes = "".join(f' {key}="{value}"' for key, value in draw(ATTRIBUTES).items())
    inside = draw(st.lists(elements(depth + 1), max_size=3)) if depth < 4 else []
    return f"<{tag}{attributes}>{''.join(inside)}</{tag}>"


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_no_octets_are_too_much_for_the_reader(octets: bytes) -> None:
    assert asking.understood(octets, LAMP).faults


@settings(deadline=None)
@given(elements())
def test_any_tree_is_read_and_can_be_written(text: str) -> None:
    agent = metadata.agent(metadata.document(text.encode(), "x"), LAMP)

    again, _ = record.from_text(record.to_text(agent), LAMP, Origin.INSTALLED)

    assert again == agent


@pytest.mark.parametrize(
    ("role", "known_as"),
    [("master", "Promoted"), ("Slave", "Unpromoted"), ("promoted", "Promoted"), ("Started",) * 2],
)
def test_a_role_is_known_by_one_name(role: str, known_as: str) -> None:
    answer = understood(with_parameters().replace("timeout='1'", f"role='{role}'"))

    assert answer.faults == ()
    assert answer.agent is not None
    assert [each.role for each in answer.agent.actions] == [known_as]


@pytest.mark.parametrize("time", ["20", "20s", "2m30s", "1.5s", "1h", "1d", "500ms", " 20 s "])
def test_times_are_as_agents_write_them(time: str) -> None:
    assert understood(with_parameters().replace("timeout='1'", f"timeout='{time}'")).faults == ()


@st.composite
def mutants(draw: st.DrawFn) -> xmltree.Element:
    """Return the metadata of a case with one thing changed."""
    file = draw(st.sampled_from(sorted(CASES.glob("*.xml"))))
    root = metadata.document(file.read_bytes(), file.name)
    element = draw(st.sampled_from(list(xmltree.descendants(root))))
    match draw(st.sampled_from(["remove", "repeat", "rename", "set", "unset"])):
        case "remove":
            xmltree.remove(element)
        case "repeat":
            element.addnext(xmltree.copy(element))
        case "rename":
            element.tag = draw(NAMES)
        case "set":
            key = draw(st.sampled_from(["name", "unique", "type", "timeout", "role", "lang"]))
            element.set(key, draw(st.sampled_from(["", "a", "1", "10s", "string", "Master"])))
        case _:
            for key in list(element.attrib)[:1]:
                del element.attrib[key]
    return root


@settings(deadline=None)
@given(mutants())
def test_libxml2_and_xmlschema_agree_on_our_schema(root: xmltree.Element) -> None:
    accepted = validators.Schema(validity.SCHEMA).accepts(root)

    assert accepted is (explaining.explain(root, validity.SCHEMA) == [])


@settings(deadline=None)
@given(mutants())
def test_what_can_be_read_of_a_mutant_can_be_written(root: xmltree.Element) -> None:
    agent = metadata.agent(root, LAMP)

    again, _ = record.from_text(record.to_text(agent), LAMP, Origin.INSTALLED)

    assert list(again.parameters) == list(agent.parameters)
    assert again.actions == agent.actions


def test_a_type_that_is_known_to_be_wrong_is_not_believed() -> None:
    text = with_parameters(
        "<parameter name='force_unmount'><content type='boolean' default='true'/></parameter>"
    )

    agents = [
        asking.understood(text.encode(), Name("ocf", provider, "Filesystem")).agent
        for provider in ("heartbeat", "test")
    ]

    types = [each.parameters["force_unmount"].type for each in agents if each]
    assert types == ["string", "boolean"]
