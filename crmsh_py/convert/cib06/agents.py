"""The agents of primitives: what takes the place of each."""

import re
from collections.abc import Iterable
from dataclasses import replace

from crmsh_py.convert.cib06.fencing import convert_fencing
from crmsh_py.convert.cib06.nvsets import Pair
from crmsh_py.convert.cib06.scripts import convert_script
from crmsh_py.convert.cib06.settings import Layer
from crmsh_py.convert.cib06.substitutes import Substitute, agent_name
from crmsh_py.convert.cib06.successors import GONE, SUCCESSORS, Successor
from crmsh_py.convert.cib06.work import Work
from crmsh_py.convert.heartbeat.addresses import nic_and_label, prefix_length
from crmsh_py.grammar.tree import Agent
from crmsh_py.xmltree import Element

_PARAMETERS = "instance_attributes"
PLACEHOLDER = "CHANGE-ME"
_V6_PREFIX = re.compile("3[3-9]|[4-9][0-9]|1[01][0-9]|12[0-8]")  # longer than any of IPv4
_CLASSES = frozenset({"ocf", "lsb", "heartbeat", "stonith", "service", "systemd"})


def convert_agent(work: Work, primitive: Element, layers: tuple[Layer, ...]) -> Substitute | None:
    """Return the agent of today with its parameters; None if there can be none (reported)."""
    class_, type_ = primitive.get("class", "").strip().lower(), primitive.get("type", "").strip()
    if class_ not in _CLASSES or not type_:
        _incomplete(work, primitive, class_, type_)
        return None
    if class_ != "ocf" and primitive.get("provider"):
        words = f"'provider' means nothing for the class {class_!r}"
        work.tell("dropped", words, primitive, "provider")
    if class_ == "stonith":
        return convert_fencing(work, primitive, type_, layers)
    if class_ == "heartbeat" and not work.choices.keep_agents:
        return convert_script(work, primitive, type_, layers)
    if class_ == "ocf":
        return _resource_agent(work, primitive, type_, layers)
    return Substitute(Agent(class_, None, type_), layers)


def _incomplete(work: Work, primitive: Element, class_: str, type_: str) -> None:
    words = "the primitive has no class" if not class_ else "the primitive has no type"
    if class_ and type_:
        words = f"there is no class {class_!r} of resource agents"
    hint = 'a primitive needs a class and a type: class="ocf" type="Filesystem"'
    work.fail("incomplete", f"{words}: it is left out", primitive, "class", hint=hint)


# ------------------------------------------------------------------ the class ocf


def _resource_agent(
    work: Work, primitive: Element, type_: str, layers: tuple[Layer, ...]
) -> Substitute:
    provider = primitive.get("provider") or "heartbeat"
    agent = Agent("ocf", provider, type_)
    if work.choices.keep_agents:
        return Substitute(agent, layers)
    gone = GONE.get((provider, type_))
    if gone is not None:
        words = f"nothing that runs under Pacemaker today does what ocf:{provider}:{type_} did"
        work.fail("no-counterpart", words, primitive, type_, hint=gone)
        return Substitute(agent, layers)
    successor = SUCCESSORS.get((provider, type_))
    if successor is None:
        return Substitute(agent, layers)
    return _succeeded(work, primitive, agent, successor, layers)


def _successor(primitive: Element) -> Successor | None:
    """Return what takes the place of an agent, if any does."""
    if primitive.get("class", "").strip().lower() != "ocf":
        return None
    agent = primitive.get("provider") or "heartbeat", primitive.get("type", "").strip()
    return SUCCESSORS.get(agent)


def convert_inherited(
    work: Work, container: Element, layers: tuple[Layer, ...]
) -> tuple[Layer, ...]:
    """Return the parameters of a group or a clone by the names that the agents in it have now."""
    found = [_successor(one) for one in container.iter("primitive")]
    known = [one for one in found if one is not None]
    if work.choices.keep_agents or not known:
        return layers
    if all(one is known[0] for one in found):
        return _of_today(work, known[0], layers)
    for pair in (pair for layer in layers for pair in layer.pairs):
        if any(_has_changed(one, pair.name) for one in known):
            words = f"{pair.name!r} is not what all agents in it call that now: it is left as it is"
            hint = "set it for each resource in it, by the name that its agent has for it"
            work.warn("approximated", words, pair.element, pair.name, hint=hint)
    return layers


def _has_changed(successor: Successor, name: str) -> bool:
    return name in successor.names or name in successor.went | successor.without_effect


def _of_today(work: Work, successor: Successor, layers: Iterable[Layer]) -> tuple[Layer, ...]:
    converted = (
        replace(layer, pairs=tuple(_pairs(work, successor, layer.pairs))) for layer in layers
    )
    return tuple(layer for layer in converted if layer.pairs)


def _inherited(primitive: Element, successor: Successor) -> set[str]:
    """Return what the containers of a primitive set for its agent, by the names of today."""
    sets = (one for outer in primitive.iterancestors() for one in outer.iterchildren(_PARAMETERS))
    names = (pair.get("name", "") for one in sets for pair in one.iter("nvpair"))
    return {successor.names.get(name, name) for name in names}


def _succeeded(
    work: Work, primitive: Element, old: Agent, successor: Successor, layers: tuple[Layer, ...]
) -> Substitute:
    agent = Agent("ocf", successor.provider, successor.type)
    words = f"{agent_name(old)} is superseded: it became {agent_name(agent)}"
    more = {"hint": successor.hint} if successor.hint else {}
    tell = work.warn if successor.hint else work.tell
    tell("superseded-agent", words, primitive, old.type, **more)
    converted = _of_today(work, successor, layers)
    names = {pair.name for layer in converted for pair in layer.pairs}
    names |= _inherited(primitive, successor)
    constants = tuple(
        Pair(name, value, primitive) for name, value in successor.constants if name not in names
    )
    if successor.type == "ping" and "host_list" not in names:
        constants = (*constants, Pair("host_list", _pinged(work, primitive), primitive))
    if constants:
        converted = (*converted, Layer(constants))
    return Substitute(agent, converted, successor.monitor)


def _pinged(work: Work, primitive: Element) -> str:
    """Return what pingd pinged if nothing was said: the ping nodes of ha.cf."""
    if work.ping_nodes:
        return " ".join(work.ping_nodes)
    words = "ocf:pacemaker:ping needs 'host_list': pingd took the ping nodes of ha.cf"
    hint = "give that file with '--ha-cf', with 'ping' directives in it"
    work.fail("missing-value", words, primitive, "pingd", hint=hint)
    return PLACEHOLDER


def _pairs(work: Work, successor: Successor, pairs: Iterable[Pair]) -> Iterable[Pair]:
    for pair in pairs:
        if pair.name in successor.went:
            words = f"{successor.type} has nothing for {pair.name!r}: left out"
            work.warn("dropped", words, pair.element, pair.name)
        elif pair.name in successor.without_effect:
            words = f"{successor.type} needs no {pair.name!r}"
            work.tell("dropped", words, pair.element, pair.name)
        else:
            named = replace(pair, name=successor.names.get(pair.name, pair.name))
            yield from _address_part(work, named) if successor.type == "IPaddr2" else (named,)


def _address_part(work: Work, pair: Pair) -> Iterable[Pair]:
    """Write parts of an address as IPaddr2 wants them."""
    if pair.name == "cidr_netmask":
        prefix = pair.value if _V6_PREFIX.fullmatch(pair.value) else prefix_length(pair.value)
        if prefix is None:
            words = f"{pair.value!r} is no netmask: left out"
            hint = "give cidr_netmask a prefix length, such as 24"
            work.fail("invalid-value", words, pair.element, pair.value, hint=hint)
            return ()
        return (replace(pair, value=prefix),)
    if pair.name == "nic":
        nic, label = nic_and_label(pair.value)
        labels = (replace(pair, name="iflabel", value=label),) if label else ()
        return (replace(pair, value=nic), *labels)
    return (pair,)
