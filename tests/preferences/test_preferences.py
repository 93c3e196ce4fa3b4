"""Which of several places counts, and what variables and options say."""

import ast
from pathlib import Path

import pytest

import crmsh_py
from crmsh_py import cli
from crmsh_py.diagnostics import CrmError, Severity
from crmsh_py.preferences.cycles import circles
from crmsh_py.preferences.preference import Origin
from crmsh_py.preferences.preferences import Preferences, Said, merged
from crmsh_py.preferences.reading import of_environment, of_options
from crmsh_py.preferences.table import PREFERENCES


def said(origin: Origin, value: str = "light") -> dict[str, Said]:
    return {"ui.theme": Said(value, origin)}


def test_a_preference_that_nobody_spoke_of_has_its_default() -> None:
    preferences = Preferences()

    assert {name: preferences.of(name) for name in PREFERENCES} == {
        name: Said(one.default, Origin.DEFAULT) for name, one in PREFERENCES.items()
    }


def test_the_later_places_win() -> None:
    scopes = {one: said(one) for one in reversed(Origin)}

    order = []
    while scopes:
        order.append(merged(scopes).of("ui.theme").origin)
        del scopes[order[-1]]

    assert order == list(reversed(Origin))


def test_crm_conf_loses_against_the_crm_toml_beside_it_only() -> None:
    every = merged({one: said(one) for one in (Origin.OLD_USER, Origin.SYSTEM, Origin.OLD_SYSTEM)})

    assert every.of("ui.theme").origin is Origin.OLD_USER


def test_what_is_put_later_is_seen_by_all_who_hold_them() -> None:
    preferences = merged({Origin.USER: said(Origin.USER, "dark")})

    preferences.put(Origin.SESSION, said(Origin.SESSION, "light"))
    within = preferences.text("ui.theme")
    preferences.put(Origin.SESSION, {})

    assert (within, preferences.text("ui.theme")) == ("light", "dark")


def test_a_name_that_is_none_is_our_own_mistake() -> None:
    with pytest.raises(KeyError):
        Preferences().of("ui.nothing")


def test_variables_say_values() -> None:
    found = of_environment(
        {"CRM_UI_THEME": "light", "CRM_PROMPT_EDITING_MODE": "vi", "CRM_COMMIT_WAIT": ""}
    )

    assert found.problems == []
    assert {name: (one.value, one.where) for name, one in found.said.items()} == {
        "ui.theme": ("light", "$CRM_UI_THEME"),
        "prompt.editing-mode": ("vi", "$CRM_PROMPT_EDITING_MODE"),
    }


def test_wrong_variables_are_told_and_those_of_others_are_not() -> None:
    found = of_environment(
        {"CRM_UI_THEME": "blue", "CRM_UI_THEM": "x", "CRM_alert_node": "n1", "CRM_CIB": "y"}
    )

    assert [(one.code, one.severity, one.message) for one in found.problems] == [
        (
            "wrong-preference",
            Severity.WARNING,
            "CRM_UI_THEME: 'ui.theme' takes auto, dark, light or none, not 'blue'",
        ),
        (
            "unknown-preference",
            Severity.WARNING,
            "there is no preference for the variable CRM_UI_THEM",
        ),
    ]
    assert found.said == {}


def test_a_list_on_the_command_line_adds_to_that_of_the_files() -> None:
    below = {"check.allow": Said(("no-value",), Origin.USER)}

    found = of_options({"check.allow": "repeated-name,no-value"}, below)

    assert found == {"check.allow": Said(("no-value", "repeated-name"), Origin.OPTION)}


def test_all_that_is_wrong_on_the_command_line_is_told() -> None:
    with pytest.raises(CrmError) as caught:
        of_options({"ui.theme": "blue", "ui.them": "x", "ui.color": "never"}, {})

    assert [one.code for one in caught.value.diagnostics] == [
        "wrong-preference",
        "unknown-preference",
    ]


def test_aliases_are_the_user_s_words() -> None:
    preferences = merged({Origin.USER: {"alias.st": Said("status --groups", Origin.USER)}})

    assert preferences.aliases == {"st": "status --groups"}


def test_aliases_that_never_end_are_told() -> None:
    lines = {"a": "b x", "b": "c", "c": "a", "d": "a", "e": "show e", "f": "f"}
    scope = {f"alias.{name}": Said(line, Origin.USER) for name, line in lines.items()}

    assert [one.message for one in circles(merged({Origin.USER: scope}))] == [
        "the alias 'a' never ends: a -> b -> c -> a",
        "the alias 'b' never ends: b -> c -> a -> b",
        "the alias 'c' never ends: c -> a -> b -> c",
        "the alias 'd' never ends: d -> a -> b -> c -> a",
        "the alias 'f' never ends: f -> f",
    ]


def test_every_preference_is_asked_for_somewhere() -> None:
    files = [one for one in Path(crmsh_py.__file__).parent.rglob("*.py") if one.name != "table.py"]
    texts = {
        node.value
        for file in files
        if file != Path(cli.__file__)
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }

    assert set(PREFERENCES) - texts == set()
