"""`name=value` in sets of pairs: the names that the set can have, and what each of them can be."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from crmsh_py.assist.completion.offers import Candidate
from crmsh_py.assist.completion.statements import agents, operations
from crmsh_py.assist.completion.statements.bundle_options import BUNDLE
from crmsh_py.assist.completion.statements.facts import (
    NEWEST,
    Named,
    is_known,
    of_option,
    of_parameter,
    release,
)
from crmsh_py.assist.completion.statements.in_use import names_in_use
from crmsh_py.assist.completion.statements.slot import Slot
from crmsh_py.assist.completion.statements.values import values
from crmsh_py.grammar import lexical
from crmsh_py.grammar.kinds import Kind
from crmsh_py.options import tables
from crmsh_py.options.option import Options
from crmsh_py.secrets import MASK, is_secret
from crmsh_py.xmltree import Element

_CONTAINERS = {"group": "group", "clone": "clone", "ms": "master", "bundle": "bundle"}
"""Keyword to what `tables.resource_meta` calls it."""
_IMPLICIT = frozenset({"params", "attributes"})


def of_set(slot: Slot) -> Iterator[Candidate]:
    """Yield the names of pairs, each with its `=`; behind the `=` the values."""
    if slot.assigned is not None:
        yield from _values(slot)
    elif slot.word or not is_unopened(slot):
        yield from _names(slot)


def is_unopened(slot: Slot) -> bool:
    """Tell whether a set is not begun yet, and would have no keyword: then keywords are better."""
    return slot.expected.within in _IMPLICIT and not any(
        one.opens == slot.expected.within or "=" in one.word for one in slot.expected.before
    )


def _names(slot: Slot) -> Iterator[Candidate]:
    given = slot.given
    for one in known(slot):
        if one.name not in given:
            yield Candidate(
                f"{lexical.quote_name(one.name)}=",
                one.meaning,
                required=one.required,
                deprecated=one.deprecated,
                whole=False,
            )


def _values(slot: Slot) -> Iterator[Candidate]:
    assert slot.assigned is not None
    name, _ = slot.assigned
    found = next((one for one in known(slot) if one.name.lower() == name.lower()), Named(name))
    is_of_op = slot.expected.within == "op"
    advised = operations.advised(slot, name) if is_of_op else ()
    yield from values(slot, found, advised=advised)


# ------------------------------------------------------------------ what there is


def known(slot: Slot) -> Iterable[Named]:
    """Return what is known of the pairs that a set can have, in the order of manuals."""
    found = [one for source in _SOURCES.get(slot.expected.within, ()) for one in source(slot)]
    names = {one.name for one in found}
    if slot.expected.within == "property":
        names.update(tables.properties())  # those that nobody sets are in use all the same
    used = (Named(name) for name in names_in_use(slot) if name not in names)
    return [*found, *used]


def _parameters(slot: Slot) -> Iterator[Named]:
    """Yield the parameters of the agent; what the template gives is required no more."""
    agent = agents.agent(slot)
    if agent is None:
        return
    told = _told_by(agents.template_of(slot))
    fences = agent.name.class_ == "stonith"
    late = _SET_BY_PACEMAKER if fences else frozenset()
    for one in map(
        of_parameter, sorted(agent.parameters.values(), key=lambda one: one.name in late)
    ):
        is_there = one.name in told
        yield replace(one, required=one.required and not is_there, given=told.get(one.name, ""))
    if fences:
        names = agent.parameters
        yield from (one for one in _options(slot, tables.fencing()) if one.name not in names)


_SET_BY_PACEMAKER = frozenset({"action", "port", "plug", "nodename"})
"""Parameters of fence agents that Pacemaker itself gives, by what is to be done to which node."""


def _told_by(template: Element | None) -> dict[str, str]:
    """Return the parameters that a template gives; secrets are masked."""
    if template is None:
        return {}
    pairs = template.iterfind("instance_attributes/nvpair")
    found = {one.get("name", ""): one.get("value", "") for one in pairs}
    return {name: MASK if is_secret(name) else value for name, value in found.items()}


def _meta(slot: Slot) -> Iterable[Named]:
    """Return the meta attributes of a resource; what only its kind has comes first."""
    if slot.keyword == "alert":
        return _options(slot, tables.alert())
    found = _options(slot, tables.resource_meta(_CONTAINERS.get(slot.keyword, "primitive")))
    of_all = tables.resource_meta()
    return sorted(found, key=lambda one: one.name in of_all)


def _operation(slot: Slot) -> Iterator[Named]:
    """Yield the attributes of operations; a monitor needs an interval."""
    needs = slot.latest(Kind.OP_NAME) == "monitor"
    found = _options(slot, tables.operation())
    for one in found if needs else sorted(found, key=lambda one: one.name in _OF_MONITORS):
        if one.name not in _NAME:
            is_needed = needs and one.name == "interval"  # the default is of no use for it
            yield replace(one, required=is_needed, default="" if is_needed else one.default)
    if needs:
        yield Named("OCF_CHECK_LEVEL", "integer", short="how thorough the monitor is: 0, 10, 20")


def _of_operations(slot: Slot) -> Iterator[Named]:
    """Yield what can be said of operations other than which they are."""
    found = _options(slot, tables.operation())
    return (one for one in found if one.name not in _OF_ONE)


_NAME = frozenset({"name"})
_OF_MONITORS = frozenset({"interval", "interval-origin", "start-delay", "role"})
_OF_ONE = frozenset({"name", "interval", "interval-origin", "start-delay", "description", "role"})


def _options(slot: Slot, options: Options) -> Iterator[Named]:
    """Yield those options that the cluster's release of Pacemaker knows."""
    cib = slot.knowledge.cib()
    known_by = NEWEST if cib is None else release(cib)
    return (of_option(one, known_by) for one in options.values() if is_known(one, known_by))


def _of_bundle(slot: Slot) -> Iterable[Named]:
    return BUNDLE[slot.expected.within]


_SOURCES: Mapping[str, tuple[Callable[[Slot], Iterable[Named]], ...]] = {
    "params": (_parameters,),
    "op_params": (_parameters,),
    "meta": (_meta,),
    "op": (_operation,),
    "op_meta": (_of_operations,),
    "attributes": (lambda slot: () if slot.keyword == "alert" else _options(slot, tables.node()),),
    "property": (lambda slot: _options(slot, tables.properties()),),
    "rsc_defaults": (lambda slot: _options(slot, tables.resource_meta()),),
    "op_defaults": (_of_operations,),
    **dict.fromkeys(BUNDLE, (_of_bundle,)),
}
"""How the language calls a set to what its pairs can be."""
