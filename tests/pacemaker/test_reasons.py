"""Why a resource runs where it does: cases with what crm_simulate says of them, and laws.

A case is a CIB with its status (NAME.xml), what the scheduler of 2.1.5 makes of it
(NAME.simulation.xml), and questions with their answers (NAME.txt).
"""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crmsh_py import xmltree
from crmsh_py.commands.resource.reasons import told
from crmsh_py.model.cib import Cib
from crmsh_py.model.vocabulary import RESOURCES
from crmsh_py.pacemaker.reasons import Situation, explain, reasons
from crmsh_py.pacemaker.reasons.history import status_of
from crmsh_py.pacemaker.simulation import Simulation, parse_simulation

CASES = Path(__file__).parent.parent / "cases/why"
NOW = datetime(2026, 1, 15, 12, 0, tzinfo=UTC)
ESTIMATED = " (estimated)"


@pytest.fixture(autouse=True)
def utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def cib_of(name: str) -> Cib:
    return Cib(xmltree.parse((CASES / f"{name}.xml").read_bytes(), name))


def simulation_of(name: str) -> Simulation:
    return parse_simulation(xmltree.parse((CASES / f"{name}.simulation.xml").read_bytes(), name))


def situation(name: str, *, estimated: bool) -> Situation:
    cib, simulation = cib_of(name), None if estimated else simulation_of(name)
    return Situation(cib, status_of(cib, simulation), simulation, NOW, estimated=estimated)


def answered(name: str, question: str) -> str:
    """Return the answer to `RSC`, `RSC NODE`, or one of them `(estimated)`."""
    rsc, node, *_ = [*question.removesuffix(ESTIMATED).split(), None]
    assert rsc is not None
    answer = explain(situation(name, estimated=question.endswith(ESTIMATED)), rsc)
    return told(answer, node)


def questions(name: str) -> list[str]:
    lines = (CASES / f"{name}.txt").read_text().splitlines()
    return [line.removeprefix("$ why ") for line in lines if line.startswith("$ why ")]


NAMES = sorted(one.stem for one in CASES.glob("*.txt"))


@pytest.mark.parametrize("name", NAMES)
def test_a_case(name: str, request: pytest.FixtureRequest) -> None:
    text = "\n".join(f"$ why {one}\n{answered(name, one)}" for one in questions(name))

    if request.config.getoption("--regenerate", default=False):
        (CASES / f"{name}.txt").write_text(text)
    assert text == (CASES / f"{name}.txt").read_text()


@pytest.mark.parametrize("name", NAMES)
def test_every_resource_of_every_case_is_explained(name: str) -> None:
    """What runs needs no reason, what does not has one; with a scheduler's scores and without."""
    for estimated in (False, True):
        asked = situation(name, estimated=estimated)
        for element in asked.cib.configuration.iter(*RESOURCES):
            answer = explain(asked, element.get("id", ""))

            assert answer.state
            assert answer.runs or answer.reasons
            if not estimated:
                assert "unknown" not in [one.code for one in answer.reasons]


def test_reasons_come_as_a_plain_list() -> None:
    cib = cib_of("switched-off")
    simulation = simulation_of("switched-off")

    found = reasons(cib, status_of(cib, simulation), simulation, "a", NOW)

    assert [(one.code, one.subject, one.hint) for one in found] == [
        (
            "stop-all-resources",
            "stop-all-resources",
            "configure property stop-all-resources=false",
        )
    ]


def chain(count: int) -> Situation:
    """Return a situation in which each of many resources waits for the next; the last is off."""
    primitives = "".join(
        f'<primitive id="r{at}" class="ocf" provider="pacemaker" type="Dummy"/>'
        for at in range(count)
    )
    off = (
        f'<primitive id="r{count}" class="ocf" provider="pacemaker" type="Dummy">'
        '<meta_attributes id="m"><nvpair id="n" name="target-role" value="Stopped"/>'
        "</meta_attributes></primitive>"
    )
    orders = "".join(
        f'<rsc_order id="o{at}" first="r{at + 1}" then="r{at}"/>' for at in range(count)
    )
    text = (
        '<cib have-quorum="1"><configuration><crm_config><cluster_property_set id="p">'
        '<nvpair id="f" name="stonith-enabled" value="false"/></cluster_property_set></crm_config>'
        '<nodes><node id="1" uname="node1"/></nodes>'
        f"<resources>{primitives}{off}</resources><constraints>{orders}</constraints>"
        "</configuration><status/></cib>"
    )
    cib = Cib(xmltree.parse(text, "a chain"))
    return Situation(cib, status_of(cib, None), None, NOW, estimated=True)


def test_a_long_chain_is_followed_to_its_end_and_told_in_short() -> None:
    answer = explain(chain(3000), "r0")

    assert answer.reasons[0].text == (
        "r0 waits for r1 (o0), which does not run: r1 waits for r2 (o1), which does not run:"
        " and so on for 2997 more: r2999 waits for r3000 (o2999), which does not run:"
        " r3000 has target-role=Stopped"
    )
    assert answer.reasons[0].hint == "resource start r3000"


def test_a_circle_of_resources_that_wait_for_each_other_comes_to_an_end() -> None:
    asked = chain(3)
    section = asked.cib.section("constraints")
    last = asked.cib.find("r3")
    assert section is not None
    assert last is not None
    xmltree.remove(next(xmltree.children(last)))
    xmltree.sub(section, "rsc_order", {"id": "back", "first": "r0", "then": "r3"})

    answer = explain(asked, "r0")

    assert [one.code for one in answer.reasons][:1] == ["order"]
    assert answer.reasons[0].text.endswith("r2 waits for r3 (o2), which does not run")
