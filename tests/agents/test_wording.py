"""Our own lines on parameters: about what there is, short, and only where agents say nothing."""

import json
from pathlib import Path

import pytest

from crmsh_py.agents.agent import Agent, Parameter
from crmsh_py.agents.catalogue import Catalogue
from crmsh_py.agents.wording import ALL, FOLDER, worded
from crmsh_py.grammar.tree import Agent as Name

FILES = sorted(FOLDER.glob("*.json"))
LONGEST = 60


def names(file: Path) -> dict[str, Name]:
    """Return the agents that a file is about, by type."""
    class_, _, rest = file.stem.partition("-")
    provider = rest.split("-")[0] or None
    known = Catalogue().names(class_)
    return {one.type: one for one in known if one.provider == provider}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_lines_are_about_parameters_that_there_are(file: Path) -> None:
    agents = names(file)
    lines = json.loads(file.read_bytes())
    every = {one for name in agents.values() for one in parameters(name)}

    wrong = [(ALL, one) for one in lines.get(ALL, {}) if one not in every]
    for type_, own in lines.items():
        if type_ != ALL:
            known = parameters(agents[type_]) if type_ in agents else {}
            wrong += [(type_, one) for one in own if one not in known]

    assert wrong == []


def parameters(name: Name) -> dict[str, Parameter]:
    agent = Catalogue().find(name)
    assert agent is not None
    return dict(agent.parameters)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_lines_fit_the_column(file: Path) -> None:
    lines = [one for own in json.loads(file.read_bytes()).values() for one in own.values()]

    assert lines
    assert [
        one for one in lines if len(one) > LONGEST or one != one.strip(" .") or "\n" in one
    ] == []


def test_the_commonest_agents_have_lines_on_all_their_parameters() -> None:
    for type_ in ("IPaddr2", "Filesystem", "apache"):
        found = Catalogue().find(Name("ocf", "heartbeat", type_))
        assert found is not None
        told = worded(found).parameters.values()
        assert [one.name for one in told if not one.short and not one.deprecated] == []


def test_what_an_agent_says_itself_stays() -> None:
    said = {"ip": Parameter("ip", short="its own words"), "nic": Parameter("nic")}
    agent = Agent(Name("ocf", "heartbeat", "IPaddr2"), said)

    found = worded(agent).parameters

    assert found["ip"] == said["ip"]
    assert found["nic"].short != ""
    unknown = Agent(Name("ocf", "own", "Thing"), said)
    assert worded(unknown) is unknown
