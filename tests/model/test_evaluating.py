"""Rules: whether they hold, from when until when; and that crm_rule says the same."""

import random
import shutil
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from crmsh_py import xmltree
from crmsh_py.model.dates import date_of, plus_duration
from crmsh_py.model.evaluating import State, Surroundings, expires, holds, state_of, window
from crmsh_py.xmltree import Element

NOW = datetime(2024, 3, 15, 10, 30, tzinfo=UTC)  # a Friday
NODE = {"#uname": "node1", "rack": "A1", "load": "2.5", "cores": "10", "os": "1.10.2", "cpu": "9"}


@pytest.fixture(autouse=True)
def utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    zone(monkeypatch, "UTC")
    yield
    monkeypatch.undo()
    time.tzset()


def zone(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("TZ", name)
    time.tzset()


def rule(*conditions: str, joint: str = "and") -> Element:
    inside = "".join(conditions)
    return xmltree.parse(f'<rule id="r" score="1" boolean-op="{joint}">{inside}</rule>', "a rule")


def attribute(name: str, operation: str, value: str | None = None, **more: str) -> str:
    given = {"attribute": name, "operation": operation, **more}
    given |= {} if value is None else {"value": value}
    text = " ".join(f'{key.replace("_", "-")}="{one}"' for key, one in given.items())
    return f"<expression {text}/>"


def date(operation: str, inside: str = "", **given: str) -> str:
    text = " ".join(f'{key}="{one}"' for key, one in given.items())
    return f'<date_expression operation="{operation}" {text}>{inside}</date_expression>'


# ------------------------------------------------------------------ attributes


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (attribute("#uname", "eq", "node1"), True),
        (attribute("#uname", "eq", "NODE1"), True),
        (attribute("#uname", "ne", "node1"), False),
        (attribute("rack", "defined"), True),
        (attribute("site", "defined"), False),
        (attribute("site", "not_defined"), True),
        (attribute("site", "ne", "x"), True),
        (attribute("site", "lt", "5"), False),
        (attribute("cores", "gt", "9"), True),
        (attribute("cores", "gt", "9", type="string"), False),
        (attribute("cores", "lte", "10"), True),
        (attribute("load", "gte", "2.5"), True),
        (attribute("load", "lt", "10"), True),
        (attribute("os", "gt", "1.9", type="version"), True),
        (attribute("os", "eq", "1.10.2.0", type="version"), True),
        (attribute("cores", "eq", "010", type="integer"), True),
        (attribute("rack", "gt", "5", type="integer"), True),
        (attribute("cpu", "gt", "limit", value_source="meta"), True),
        (attribute("cpu", "lt", "limit", value_source="param"), False),
        (attribute("rack-%1", "not_defined"), True),
    ],
)
def test_an_expression(condition: str, expected: bool) -> None:
    around = Surroundings(NOW, NODE, params={"limit": "8"}, meta={"limit": "7"})

    assert holds(rule(condition), around) is expected


def test_a_part_of_a_pattern_is_put_into_a_name() -> None:
    around = Surroundings(NOW, {"rack-7": "yes"}, captured=("vm-7", "7"))

    assert holds(rule(attribute("rack-%1", "eq", "yes")), around)


def test_without_a_node_no_attribute_holds() -> None:
    assert not holds(rule(attribute("site", "not_defined")), Surroundings(NOW))


def test_conditions_are_joined_by_and_or_or() -> None:
    yes, no = attribute("rack", "defined"), attribute("site", "defined")
    around = Surroundings(NOW, NODE)

    assert not holds(rule(yes, no), around)
    assert holds(rule(yes, no, joint="or"), around)
    assert holds(rule(yes, f'<rule boolean-op="or">{yes}{no}</rule>'), around)


def test_a_resource_and_an_operation_are_matched_where_there_is_one() -> None:
    agent = rule('<rsc_expression class="ocf" type="IPaddr2"/>')
    operation = rule('<op_expression name="monitor" interval="10s"/>')

    assert holds(agent, Surroundings(NOW, agent=("ocf", "heartbeat", "IPaddr2")))
    assert not holds(agent, Surroundings(NOW, agent=("ocf", "heartbeat", "Dummy")))
    assert not holds(agent, Surroundings(NOW))
    assert holds(operation, Surroundings(NOW, operation=("monitor", "10000ms")))
    assert not holds(operation, Surroundings(NOW, operation=("monitor", "5s")))
    assert not holds(operation, Surroundings(NOW))


def test_a_reference_is_followed() -> None:
    text = '<x><rule id="a"><expression attribute="rack" operation="defined"/></rule>'
    root = xmltree.parse(f'{text}<rule id-ref="a"/><rule id-ref="nowhere"/></x>', "x")
    _, reference, dangling = xmltree.children(root)

    assert holds(reference, Surroundings(NOW, NODE))
    assert not holds(reference, Surroundings(NOW, {}))
    assert window(dangling).end is None


# ------------------------------------------------------------------ dates


@pytest.mark.parametrize(
    ("condition", "state"),
    [
        (date("gt", start="2024-03-15T10:29:59Z"), State.IN_EFFECT),
        (date("gt", start="2030-01-01"), State.NOT_YET),
        (date("lt", end="2024-03-15T10:30:00Z"), State.EXPIRED),
        (date("lt", end="2024-03-15T10:30:01Z"), State.IN_EFFECT),
        (date("in_range", start="2024-01-01", end="2024-03-15 10:30:00Z"), State.IN_EFFECT),
        (date("in_range", end="2024-03-15 10:29:59Z"), State.EXPIRED),
        (date("in_range", '<duration days="14"/>', start="2024-03-02"), State.IN_EFFECT),
        (date("in_range", '<duration days="13"/>', start="2024-03-02"), State.EXPIRED),
        (date("date_spec", '<date_spec hours="9-16" weekdays="1-5"/>'), State.IN_EFFECT),
        (date("date_spec", '<date_spec hours="11-16"/>'), State.RESTING),
        (date("date_spec", '<date_spec weekdays="6-"/>'), State.RESTING),
        (date("date_spec", '<date_spec months="-3" weeks="11" yeardays="75"/>'), State.IN_EFFECT),
        (date("date_spec", '<date_spec years="2022-2023"/>'), State.EXPIRED),
        (date("date_spec", '<date_spec years="2025-"/>'), State.NOT_YET),
        (date("date_spec", '<date_spec hours="many"/>'), State.RESTING),
    ],
)
def test_what_the_dates_of_a_rule_say(condition: str, state: State) -> None:
    assert state_of(rule(condition), NOW) is state
    assert holds(rule(condition), Surroundings(NOW)) is (state is State.IN_EFFECT)


def test_when_a_rule_expires() -> None:
    short, long = date("lt", end="2024-01-01"), date("in_range", end="2025-01-01")
    node = attribute("#uname", "eq", "node1")

    assert expires(rule(short, long)) == datetime(2023, 12, 31, 23, 59, 59, tzinfo=UTC)
    assert expires(rule(short, long, joint="or")) == datetime(2025, 1, 1, tzinfo=UTC)
    assert expires(rule(short, node)) == datetime(2023, 12, 31, 23, 59, 59, tzinfo=UTC)
    assert expires(rule(short, node, joint="or")) is None
    assert state_of(rule(node), NOW) is State.IN_EFFECT


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-02-29", "2024-02-29T00:00:00+00:00"),
        ("20240229T101500Z", "2024-02-29T10:15:00+00:00"),
        ("2024-02-29 10:15", "2024-02-29T09:15:00+00:00"),
        ("2024-02-29 10:15:00 +2:30", "2024-02-29T07:45:00+00:00"),
        ("2024-060", "2024-02-29T00:00:00+00:00"),
        ("2024-W09-4", "2024-02-29T00:00:00+00:00"),
        ("2024-02-30", None),
        ("tomorrow", None),
        ("", None),
        ("9999-365T25:00", None),
    ],
)
def test_points_in_time(monkeypatch: pytest.MonkeyPatch, text: str, expected: str | None) -> None:
    """A date alone is meant in UTC, a time without an offset is local: in Berlin, here."""
    zone(monkeypatch, "Europe/Berlin")

    found = date_of(text)

    assert (found and found.astimezone(UTC).isoformat()) == expected


def test_a_month_after_its_last_day_is_the_last_day_of_the_next() -> None:
    start = datetime(2024, 1, 31, tzinfo=UTC)

    assert plus_duration(start, {"months": "1"}) == datetime(2024, 2, 29, tzinfo=UTC)
    assert plus_duration(start, {"years": "9999"}) is None
    assert plus_duration(start, {"days": "x"}) is None


# ------------------------------------------------------------------ against Pacemaker

_FORMS = (
    "{:04}-{:02}-{:02}",
    "{:04}-{:02}-{:02} 10:00:00",
    "{:04}-{:02}-{:02}T10:00:00Z",
    "{:04}-{:02}-{:02} 10:00:00 +02:00",
    "{:04}{:02}{:02}T100000Z",
)
_STATUSES = {0: State.IN_EFFECT, 110: State.EXPIRED, 111: State.NOT_YET}


def _day(draw: random.Random, *years: int) -> str:
    return draw.choice(_FORMS).format(draw.choice(years), draw.randint(1, 12), draw.randint(1, 28))


def _dated(draw: random.Random) -> str:
    start, end = _day(draw, 2022, 2023), _day(draw, 2024, 2025)
    units = draw.sample(["months", "days", "hours", "weeks", "years", "minutes"], 2)
    duration = " ".join(f'{unit}="{draw.randint(0, 30)}"' for unit in units)
    years = draw.choice(["2023", "2023-2024", "2024-"])
    return draw.choice(
        [
            date("gt", start=start),
            date("lt", end=end),
            date("in_range", start=start, end=end),
            date("in_range", start=start),
            date("in_range", end=end),
            date("in_range", f'<duration id="d" {duration}/>', start=start),
            date("date_spec", f'<date_spec id="s" years="{years}"/>'),
        ]
    ).replace("<date_expression", '<date_expression id="e"')


@pytest.mark.skipif(shutil.which("crm_rule") is None, reason="needs Pacemaker's crm_rule")
@pytest.mark.parametrize("where", ["UTC", "Europe/Berlin"])
def test_crm_rule_says_the_same(monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    zone(monkeypatch, where)
    draw, differing = random.Random(where), []
    for _ in range(60):
        condition, now = _dated(draw), _day(draw, 2022, 2023, 2024, 2025)
        cib = (
            "<cib validate-with='pacemaker-3.9' admin_epoch='0' epoch='0' num_updates='0'>"
            "<configuration><crm_config/><nodes/><resources><primitive id='a' class='ocf'"
            " provider='pacemaker' type='Dummy'/></resources><constraints>"
            f"<rsc_location id='l' rsc='a'><rule id='r' score='1'>{condition}</rule>"
            "</rsc_location></constraints></configuration><status/></cib>"
        )
        argv = ["crm_rule", "--check", "--rule=r", "--date", now, "--xml-text", cib]
        done = subprocess.run(argv, capture_output=True, check=False)
        moment = date_of(now)
        assert moment is not None
        ours = state_of(rule(condition), moment)
        if _STATUSES.get(done.returncode) is not ours:
            differing.append((condition, now, ours, done.returncode))

    assert differing == []


def circle(length: int) -> Element:
    """Return the first of some rules, each of which refers to the next, the last to the first."""
    text = "".join(
        f'<rule id="r{at}"><expression id="e{at}" attribute="a" operation="defined"/>'
        f'<rule id-ref="r{(at + 1) % length}"/></rule>'
        for at in range(length)
    )
    return xmltree.parse(f"<x>{text}</x>", "test")[0]


@pytest.mark.parametrize("length", [1, 2, 7, 300])
def test_references_in_a_circle_lead_nowhere(length: int) -> None:
    rule = circle(length)

    assert window(rule) == window(xmltree.parse('<rule id="alone"/>', "test"))
    assert not holds(rule, Surroundings(datetime(2026, 1, 1, tzinfo=UTC)))
