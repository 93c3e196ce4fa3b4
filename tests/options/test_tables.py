"""The tables of options are sound, and say what the daemons say of themselves."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from crmsh_py.options import tables
from crmsh_py.options.option import Option, Options
from crmsh_py.options.values import wrong_value
from crmsh_py.verify.options.judging import version

TABLES: dict[str, Callable[[], Options]] = {
    "properties": tables.properties,
    "resource_meta": tables.resource_meta,
    "group_meta": tables.group_meta,
    "clone_meta": tables.clone_meta,
    "operation": tables.operation,
    "fencing": tables.fencing,
    "node": tables.node,
    "ticket": tables.ticket,
    "alert": tables.alert,
}
TYPES = frozenset(
    {
        *("string", "boolean", "integer", "nonneg", "score", "time", "interval"),
        *("percentage", "enum", "node", "agent"),
    }
)
OPTIONS = [
    pytest.param(option, id=f"{name}-{option.name}")
    for name, table in TABLES.items()
    for option in table().values()
]
DAEMONS = Path("/usr/lib/pacemaker")
_TYPES = {
    "boolean": {"boolean"},
    "time": {"interval", "time"},
    "integer": {"integer", "nonneg", "score"},
    "percentage": {"percentage"},
    "select": {"enum"},
    "string": {"string", "enum"},
}
"""Types of the daemons' metadata, to those that our tables may have for them."""


@pytest.mark.parametrize("option", OPTIONS)
def test_an_option_is_sound(option: Option) -> None:
    assert option.type in TYPES
    assert option.short
    assert len(option.short) <= 90
    assert not option.short.endswith(".")
    assert all(isinstance(word, str) for word in (*option.values, *option.also))
    assert (option.type == "enum") <= bool(option.values)
    assert not option.effects or tuple(option.effects) == option.values
    for release in (option.since, option.until, option.deprecated_since):
        assert not release or re.fullmatch(r"\d+\.\d+\.\d+", release)
    assert not option.since or not option.until or version(option.since) < version(option.until)


@pytest.mark.parametrize("option", OPTIONS)
def test_a_default_is_a_value_that_the_option_takes(option: Option) -> None:
    for value in (option.default, option.misread):
        assert not value or wrong_value(option, value) is None


@pytest.mark.parametrize("name", TABLES)
def test_what_to_write_instead_is_known(name: str) -> None:
    table = TABLES[name]()
    plain = [one.instead for one in table.values() if one.instead and " " not in one.instead]

    assert [one for one in plain if one not in table] == []


def test_a_kind_of_resource_has_its_own_and_the_common_ones() -> None:
    assert {"target-role", "interleave"} <= tables.resource_meta("clone").keys()
    assert {"target-role", "ordered"} <= tables.resource_meta("group").keys()
    assert "interleave" not in tables.resource_meta("primitive")
    assert tables.resource_meta("master") == tables.resource_meta("bundle")


def test_what_each_value_does_is_said() -> None:
    assert tables.operation()["on-fail"].effects["block"]
    assert set(tables.ticket()["loss-policy"].effects) == {"stop", "demote", "fence", "freeze"}


def _metadata(daemon: str) -> list[ET.Element]:
    program = DAEMONS / f"pacemaker-{daemon}"
    if not program.exists():
        pytest.skip(f"{program} is not installed")
    text = subprocess.run([program, "metadata"], capture_output=True, check=True).stdout
    return list(ET.fromstring(text).iter("parameter"))


@pytest.mark.parametrize("daemon", ["schedulerd", "controld", "based", "fenced"])
def test_the_tables_say_what_the_daemons_say(daemon: str) -> None:
    table = tables.fencing() if daemon == "fenced" else tables.properties()
    for parameter in _metadata(daemon):
        name, content = parameter.get("name", ""), parameter.find("content")
        assert name in table
        option = table[name]
        if content is None or option.written or daemon == "fenced":
            continue
        assert option.type in _TYPES[content.get("type", "")] | {"score"}, name
        default = content.get("default", "")
        assert default in (option.default, "(null)"), name
        offered = {one.get("value") for one in content.iter("option")}
        assert offered <= {*option.values, *option.also}, name
