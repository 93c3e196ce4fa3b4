"""The commands of `maintenance` that begin, end and show it, of the cluster and of resources."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from crmsh_py import xmltree
from crmsh_py.commands import parameters
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level
from crmsh_py.commands.operating import operate
from crmsh_py.commands.resource.choice import chosen
from crmsh_py.grammar.words import BOOLEANS
from crmsh_py.model.adding import plain_sets, set_value
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import kind
from crmsh_py.model.meta import (
    IS_MANAGED,
    MAINTENANCE,
    cluster_option,
    effective,
    is_true,
    own,
)
from crmsh_py.model.nodes import ATTRIBUTES
from crmsh_py.model.paths import parse
from crmsh_py.model.states import set_maintenance
from crmsh_py.model.vocabulary import RESOURCES
from crmsh_py.pacemaker.nodes import roster
from crmsh_py.xmltree import Element

MODE = "maintenance-mode"
_PROPERTIES = "cluster_property_set"


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    words = (
        parameters.WAIT,
        replace(parameters.RESOURCES, required=False, meaning="default: the whole cluster"),
    )
    level.command(*words)(on)
    level.command(*words)(off)
    level.command(aliases=("list", "status"))(show)


def on(context: Context, arguments: Arguments) -> Reply:
    """Put the whole cluster into maintenance, or only resources.

    The cluster neither starts, stops nor monitors what is in maintenance. Of the cluster it is the
    property maintenance-mode, of a resource the meta attribute maintenance.

    Example:
        # the whole cluster
        on
        # one resource
        on vip
    """
    return _switch(context, arguments, on=True)


def off(context: Context, arguments: Arguments) -> Reply:
    """End the maintenance of the whole cluster, or of resources.

    Example:
        # the whole cluster
        off
        # one resource
        off vip
    """
    return _switch(context, arguments, on=False)


def _switch(context: Context, arguments: Arguments, *, on: bool) -> Reply:
    words = arguments["resources"]

    def change(cib: Cib) -> list[str]:
        if words:
            return set_maintenance(cib, chosen(cib, words), on=on)
        return _switch_all(cib, on=on)

    label = f"maintenance {'on' if on else 'off'} {' '.join(words)}".rstrip()
    return operate(context, label, change, wait=arguments["wait"])


def _switch_all(cib: Cib, *, on: bool) -> list[str]:
    """Set the property, in every set that has it: which counts may depend on the release."""
    if is_true(cluster_option(cib, MODE), otherwise=False) is on:
        return [f"the cluster is {'' if on else 'not '}in maintenance{' already' if on else ''}"]
    section = cib.section("crm_config")
    sets = [] if section is None else plain_sets(section, _PROPERTIES)
    pairs = [pair for one in sets for pair in one.iterfind("nvpair") if pair.get("name") == MODE]
    for pair in pairs:
        cib.set(pair, "value", str(on).lower())
    if not pairs:
        set_value(cib, parse(f"property.{MODE}", None), str(on).lower())
    return [] if on else list(_left_in_maintenance(cib))


def _left_in_maintenance(cib: Cib) -> Iterator[str]:
    """Say what stays in maintenance by itself."""
    for one in _found(cib):
        yield f"{one['what']} {one['id']} stays {' and '.join(one['states'])}"


# ------------------------------------------------------------------ showing


def show(context: Context, _arguments: Arguments) -> Reply:
    """Show what is in maintenance or not managed now: the cluster, nodes, resources.

    Example:
        show
    """
    cib = context.session.cib
    whole = is_true(cluster_option(cib, MODE), otherwise=False)
    records: list[dict[str, Any]] = []
    if whole:
        records.append({"kind": "maintenance", "what": "cluster", "id": "", "states": [_IN]})
    records += _found(cib)
    text = "".join(
        f"{' '.join(filter(None, (one['what'], one['id'])))}: {', '.join(one['states'])}\n"
        for one in records
    )
    notes = () if records else ("nothing is in maintenance",)
    return Reply(text, "text", tuple(records), notes)


_IN = "in maintenance"


def _found(cib: Cib) -> list[dict[str, Any]]:
    """Return nodes and resources that are in maintenance by themselves, or are not managed."""
    return [
        {"kind": "maintenance", "what": what, "id": id_, "states": states}
        for what, id_, states in (*_nodes(cib), *_resources(cib))
    ]


def _nodes(cib: Cib) -> Iterator[tuple[str, str, list[str]]]:
    for name in roster(cib):
        element = cib.node(name)
        value = None if element is None else own(cib, element, MAINTENANCE, ATTRIBUTES)
        if is_true(value, otherwise=False):
            yield "node", name, [_IN]


def _resources(cib: Cib) -> Iterator[tuple[str, str, list[str]]]:
    section = cib.section("resources")
    for one in [] if section is None else xmltree.descendants(section):
        if one.tag in RESOURCES:
            states = _states(cib, one)
            if states:
                yield kind(one), one.get("id", ""), states


def _states(cib: Cib, resource: Element) -> list[str]:
    """Return the states of a resource, but not those that its container has, too."""
    held = {_IN: (MAINTENANCE, True), "not managed": (IS_MANAGED, False)}
    found = []
    for words, (name, hindering) in held.items():
        value = effective(cib, resource, name)
        if value is None or BOOLEANS.get(value.value.lower()) is not hindering:
            continue
        if own(cib, resource, name) is not None or not _is_inherited(resource, value.owner):
            found.append(words)
    return found


def _is_inherited(resource: Element, owner: Element) -> bool:
    """Tell whether an object is a container of a resource."""
    return owner in list(resource.iterancestors())
