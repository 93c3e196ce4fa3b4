"""The agents of another machine, through Pacemaker's tools there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from agents.installation import CASES, FENCE, LAMP, metadata
from crmsh_py.agents import record
from crmsh_py.agents.agent import Agent, Origin, Parameter
from crmsh_py.agents.catalogue import Catalogue
from crmsh_py.agents.known import KnownAgents
from crmsh_py.agents.library import open_library
from crmsh_py.agents.remote import OtherMachine
from crmsh_py.agents.validating import Verdict, validate_all
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar.tree import Agent as Name
from crmsh_py.pacemaker.tools import Tools
from crmsh_py.runner import Outcome

LISTS = {
    "--list-ocf-providers": "heartbeat\ntest\n",
    "--list-agents=ocf:heartbeat": "Bell\n",
    "--list-agents=ocf:test": "Lamp\nBroken\n..\n",
    "--list-agents=stonith": "external/ipmi - a plugin\nfence_lamp - a lamp\n",
}
METADATA = {
    "ocf:test:Lamp": metadata("a"),
    "stonith:fence_lamp": (CASES / "fence.xml").read_text(),
    "ocf:test:Broken": "<html>",
}


@dataclass
class Elsewhere:
    """A machine with Pacemaker's tools and some agents; it notes what it was asked."""

    asked: list[tuple[str, ...]] = field(default_factory=list)
    status: int = 0

    def run(
        self,
        argv: Sequence[str],
        *,
        stdin: bytes = b"",  # noqa: ARG002
        seconds: float = 0,  # noqa: ARG002
        environment: Mapping[str, str] = METADATA,  # noqa: ARG002
    ) -> Outcome:
        """Answer as crm_resource does."""
        self.asked.append(tuple(argv))
        option, _, value = argv[1].partition("=")
        said = METADATA.get(value) if option == "--show-metadata" else LISTS.get(argv[1])
        if option == "--validate":
            return Outcome(tuple(argv), self.status, b"bad password sesame", b"")
        if said is None:
            return Outcome(tuple(argv), 105, b"", b"no such agent")
        return Outcome(tuple(argv), 0, said.encode(), b"")


def library(
    machine: Elsewhere, catalogue: Path = Path("/none"), most: int | None = None
) -> KnownAgents:
    return KnownAgents(OtherMachine(Tools(machine, host="n1"), most), Catalogue(catalogue))


def test_an_agent_over_there_is_asked_once() -> None:
    machine = Elsewhere()
    known = library(machine)

    agents = [known.find(LAMP), known.find(LAMP), known.find(FENCE)]

    assert [list(each.parameters) for each in agents if each] == [
        ["a"],
        ["a"],
        ["action", "ip", "ipaddr", "plug", "method", "delay", "port"],
    ]
    assert machine.asked == [
        ("crm_resource", "--show-metadata=ocf:test:Lamp"),
        ("crm_resource", "--show-metadata=stonith:fence_lamp"),
    ]


def test_names_are_those_over_there() -> None:
    known = library(Elsewhere())

    assert [f"{each.provider}:{each.type}" for each in known.names("ocf")] == [
        "heartbeat:Bell",
        "test:Broken",
        "test:Lamp",
    ]
    assert [each.type for each in known.names("stonith")] == ["external/ipmi", "fence_lamp"]
    assert list(known.names("systemd")) == []
    assert known.is_installed(LAMP)
    assert not known.is_installed(Name("ocf", "test", "None"))
    assert known.resolve("Lamp") == [LAMP]


def test_what_is_not_there_is_known_from_the_catalogue(tmp_path: Path) -> None:
    name = Name("ocf", "test", "Old")
    path = Catalogue(tmp_path).path(name)
    path.parent.mkdir(parents=True)
    path.write_text(record.to_text(Agent(name, {"a": Parameter("a")})))
    known = library(Elsewhere(), tmp_path)

    agent = known.find(name)

    assert agent == Agent(name, {"a": Parameter("a")}, origin=Origin.CATALOGUE)
    assert known.find(Name("ocf", "test", "None")) is None
    assert known.problems == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (Name("ocf", "test", "Broken"), 'agent "ocf:test:Broken" on n1: '),
        (Name("ocf", "heartbeat", "Bell"), 'agent "Bell" on n1: '),
    ],
)
def test_a_broken_agent_over_there_is_a_warning(name: Name, words: str) -> None:
    known = library(Elsewhere())

    agent = known.find(name)

    assert agent == Agent(name, open_ended=True)
    assert [each.code for each in known.problems] == ["broken-agent"]
    assert known.problems[0].message.startswith(words)


def test_no_more_agents_are_asked_than_may_be() -> None:
    machine = Elsewhere()
    known = library(machine, most=1)

    agents = [known.find(LAMP), known.find(FENCE)]

    assert [each and each.open_ended for each in agents] == [False, True]
    assert len(machine.asked) == 1


@pytest.mark.parametrize("type_", ["../x", "a b", "-x", "$(id)"])
def test_nobody_is_asked_for_a_name_that_is_no_plain_one(type_: str) -> None:
    machine = Elsewhere()

    assert library(machine).find(Name("ocf", "test", type_)) is None
    assert machine.asked == []


def test_the_library_of_another_machine_is_opened_with_its_tools() -> None:
    machine = Elsewhere()

    agent = open_library(remote=Tools(machine, host="n1")).find(LAMP)

    assert agent is not None
    assert (list(agent.parameters), len(machine.asked)) == (["a"], 1)


def test_a_machine_that_cannot_be_reached_is_told_and_lists_nothing() -> None:
    class Gone:
        def run(self, *_: object, **__: object) -> Outcome:
            raise CrmError(Diagnostic("host-unreachable", "cannot run programs on n1"))

    known = KnownAgents(OtherMachine(Tools(Gone(), host="n1")), Catalogue(Path("/none")))

    assert (known.find(LAMP), list(known.names("ocf"))) == (None, [])


@pytest.mark.parametrize(
    ("name", "argv"),
    [
        (
            LAMP,
            ("crm_resource", "--validate", "--class=ocf", "--provider=test", "--agent=Lamp"),
        ),
        (FENCE, ("stonith_admin", "--validate", "--agent=fence_lamp")),
    ],
)
def test_pacemaker_validates_over_there(name: Name, argv: tuple[str, ...]) -> None:
    machine = Elsewhere(status=6)

    verdict = validate_all(name, {"password": "sesame"}, remote=Tools(machine, host="n1"))

    assert machine.asked == [(*argv, "--option=password=sesame")]
    assert isinstance(verdict, Verdict)
    assert (verdict.status, verdict.ok, verdict.output) == (6, False, "bad password ******")
