"""The command of `resource` that shows what runs where, or what is to run."""

import importlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from crmsh_py.commands import parameters
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level
from crmsh_py.commands.resource.choice import chosen
from crmsh_py.commands.resource.lines import Line, table, view
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import container, kind, members
from crmsh_py.model.meta import (
    IS_MANAGED,
    MAINTENANCE,
    TARGET_ROLE,
    cluster_option,
    effective,
    is_promotable,
    is_true,
    normal,
)
from crmsh_py.model.vocabulary import RESOURCES
from crmsh_py.xmltree import Element

_RUNNING = "crmsh_py.commands.resource.running"  # it runs Pacemaker's tools


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command(
        replace(parameters.RESOURCES, required=False), name="status", aliases=("list", "show")
    )(status)


def status(context: Context, arguments: Arguments) -> Reply:
    """Show resources and where they run; of a file or a shadow CIB, what it wants of them.

    Without words all resources are shown; for words see `start`.

    Example:
        # all of them
        status
        # a group
        status web
    """
    cib = context.session.cib
    words = arguments["resources"]
    tops = chosen(cib, words) if words else _tops(cib)
    if context.session.backend.tools is None:
        found = [line for top in tops for line in _wanted(cib, top, 0)]
    else:
        running = importlib.import_module(_RUNNING)
        found = running.lines(context.tools, tops, orphans=not words)
    notes = () if found else ("there are no resources",)
    records = tuple(one.record() for one in found)
    return Reply(table(found), "text", records, notes, view=view(found))


def _tops(cib: Cib) -> list[Element]:
    section = cib.section("resources")
    return [] if section is None else [one for one in section if one.tag in RESOURCES]


def agent(cib_element: Element) -> str:
    """Return the agent of a primitive in one word, or the template that knows it."""
    template = cib_element.get("template")
    parts = [cib_element.get(name) for name in ("class", "provider", "type")]
    return f"@{template}" if template is not None else ":".join(filter(None, parts))


def _what(element: Element) -> str:
    return agent(element) if element.tag == "primitive" else kind(element)


# ------------------------------------------------------------------ what the configuration wants


def _wanted(cib: Cib, element: Element, depth: int) -> Iterator[Line]:
    details = wanted_state(cib, element)
    words = [details["target-role"]]
    words += ["unmanaged"] if not details["managed"] else []
    words += ["maintenance"] if details["maintenance"] else []
    yield Line(element.get("id", ""), _what(element), ", ".join(words), depth, details)
    for member in members(element):
        yield from _wanted(cib, member, depth + 1)


def wanted_state(cib: Cib, element: Element) -> dict[str, Any]:
    """Return what the configuration wants of a resource."""
    role = effective(cib, element, TARGET_ROLE)
    whole = is_true(cluster_option(cib, "maintenance-mode"), otherwise=False)
    outer = container(element)
    return {
        "target-role": "Started" if role is None else normal(TARGET_ROLE, role.value),
        "managed": is_true(effective(cib, element, IS_MANAGED), otherwise=True),
        "maintenance": whole or is_true(effective(cib, element, MAINTENANCE), otherwise=False),
        "promotable": is_promotable(cib, element),
        "within": None if outer is None else outer.get("id"),
    }
