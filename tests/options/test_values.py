"""Values are judged as Pacemaker reads them (tried with 2.1.5)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmsh_py.agents.agent import Parameter
from crmsh_py.options.option import Option, Renamed
from crmsh_py.options.values import meant, read_as, truth, wrong_value

TYPES = (
    *("string", "boolean", "integer", "nonneg", "score", "time", "interval", "percentage"),
    *("enum", "node", "agent", "of-another-kind"),
)
POLICY = Option("x", "enum", values=("stop", "freeze"), also={"suicide": Renamed("fence", "2.1.9")})
RIGHT = {
    "boolean": ("true", "TRUE", "on", "yes", "y", "1", "false", "Off", "no", "n", "0"),
    "integer": ("0", "-1", "+3", "12", "INFINITY", "-INFINITY", "1.0", " 7 "),
    "nonneg": ("0", "12", "INFINITY", "+3"),
    "score": ("0", "-5", "100", "INFINITY", "+INFINITY", "-INFINITY", "red", "1.0"),
    "time": ("30", "30s", "30S", "5min", "5 min", "500ms", "1h", "20seconds", "1.5s", " 30s"),
    "interval": ("30", "PT10S", "P10S", "P1DT2H", "P1W", "10min"),
    "percentage": ("80%", "0%", "12.5 %"),
    "string": ("", "anything at all"),
    "of-another-kind": ("x",),
}
WRONG = {
    "boolean": ("", "ture", "2", "maybe", "t"),
    "integer": ("", "many", "12x", "1.5", "infinity", "inf", "0x10", "\u0663"),
    "nonneg": ("-1", "-INFINITY", "few"),
    "score": ("inf", "high", "10%", ""),
    "time": ("", "soon", "5d", "+30", "-1", "PT1M", "1h30m", "INFINITY"),
    "interval": ("", "P", "PT", "P1", "pt10s", "PT1.5H", "-5"),
    "percentage": ("80", "0.8", "-5%"),
}


@pytest.mark.parametrize(("type_", "value"), [(name, v) for name in RIGHT for v in RIGHT[name]])
def test_what_pacemaker_understands_is_right(type_: str, value: str) -> None:
    assert wrong_value(Option("x", type_), value) is None


@pytest.mark.parametrize(("type_", "value"), [(name, v) for name in WRONG for v in WRONG[name]])
def test_what_pacemaker_does_not_understand_is_wrong(type_: str, value: str) -> None:
    assert wrong_value(Option("x", type_), value) is not None


@pytest.mark.parametrize("value", ["stop", "STOP", "suicide"])
def test_an_enumeration_takes_its_words_and_those_of_old(value: str) -> None:
    assert wrong_value(POLICY, value) is None


def test_what_is_expected_is_said_in_words() -> None:
    timeout = Option("y", "time", values=("-1",))

    assert wrong_value(POLICY, "stpo") == "one of 'stop', 'freeze'"
    assert wrong_value(timeout, "auto") == "a time such as '30s' or '5min', or '-1'"
    assert wrong_value(Option("z", "boolean"), "maybe") == "'true' or 'false'"


def test_a_slip_is_named() -> None:
    policy = Option("x", "enum", values=("stop", "freeze"))

    assert meant(policy, "frezee") == "did you mean 'freeze'?"
    assert meant(Option("x", "boolean"), "ture") == "did you mean 'true'?"
    assert meant(policy, "nothing of the kind") is None
    assert meant(Option("x", "score"), "-inf") == "did you mean '-INFINITY'?"
    assert meant(Option("x", "nonneg"), "infinity") == "did you mean 'INFINITY'?"


@pytest.mark.parametrize(
    ("type_", "value", "read"),
    [
        ("integer", "12x", "12"),
        ("score", "10%", "10"),
        ("integer", "many", None),
        ("time", "30sx", "30s"),
        ("time", "5d", None),
        ("boolean", "ture", None),
    ],
)
def test_pacemaker_reads_as_much_as_makes_sense(type_: str, value: str, read: str | None) -> None:
    assert read_as(Option("x", type_), value) == read


def test_parameters_of_agents_are_judged_too() -> None:
    state = Parameter("state", "select", values=("up", "down"))

    assert wrong_value(state, "up") is None
    assert wrong_value(state, "op") == "one of 'up', 'down'"
    assert wrong_value(Parameter("count", "integer"), "x") == "a whole number"


def test_truth_is_what_pacemaker_takes_for_it() -> None:
    assert [truth(word) for word in ("Yes", "0", "maybe", "")] == [True, False, None, None]


@given(st.sampled_from(TYPES), st.text(max_size=30))
def test_no_value_is_too_odd(type_: str, value: str) -> None:
    option = Option("x", type_, values=("a",))
    expected = wrong_value(option, value)
    read = read_as(option, value)

    assert expected is None or expected
    assert read is None or read in value


@given(st.integers(), st.sampled_from(("integer", "score")))
def test_every_whole_number_is_one(number: int, type_: str) -> None:
    assert wrong_value(Option("x", type_), str(number)) is None


@given(st.integers(min_value=0), st.sampled_from(("", "s", "ms", "us", "min", "h")))
def test_every_number_with_a_unit_is_a_time(number: int, unit: str) -> None:
    assert wrong_value(Option("x", "time"), f"{number}{unit}") is None
