"""Names and values that are in use elsewhere in the configuration."""

from collections import Counter
from collections.abc import Iterable, Iterator

from crmsh_py.assist.completion.statements.agents import name_of
from crmsh_py.assist.completion.statements.slot import Slot
from crmsh_py.grammar.kinds import Kind
from crmsh_py.model.cib import Cib
from crmsh_py.secrets import is_secret
from crmsh_py.xmltree import Element

_MOST = 20
"""So many values are offered, those that are used most."""


def values_in_use(slot: Slot, name: str) -> Iterator[tuple[str, str]]:
    """Yield the values that a name has in other sets of this kind, with a word on each."""
    found = dict(slot.knowledge.of_cib(_used, *_kind(slot))).get(name)
    if found is None or (len(found) > _MOST and max(found.values()) == 1):
        return  # unknown, or every object has its own
    for value, count in found.most_common(_MOST):
        yield value, "in use" if count == 1 else f"in use {count} times"


def names_in_use(slot: Slot) -> Iterator[str]:
    """Yield the names that pairs have in the sets of this kind, those that are used most first."""
    found = {name: values.total() for name, values in slot.knowledge.of_cib(_used, *_kind(slot))}
    yield from sorted(found, key=lambda name: (-found[name], name))


def node_attributes(cib: Cib) -> Iterator[tuple[str, Counter[str]]]:
    """Yield the names of node attributes, each with its values."""
    return _used(cib, "attributes")


def _kind(slot: Slot) -> tuple[str, ...]:
    """Return the kind of set that a pair is typed in; some are told apart by agent or operation."""
    within = slot.expected.within
    if slot.keyword == "alert":
        return (f"alert {within}",)
    if within == "params":
        agent = name_of(slot)
        return (within, "" if agent is None else agent.type)
    if within == "op":
        return (within, slot.latest(Kind.OP_NAME))
    return (within,)


# ------------------------------------------------------------------ counting


def _used(cib: Cib, within: str, which: str = "") -> Iterator[tuple[str, Counter[str]]]:
    """Yield what each name has as values in a kind of sets; secrets are left out."""
    if within == "op":
        pairs = _of_operations(cib, which)
    elif within == "params":
        pairs = _pairs(_sets_of_agent(cib, which))
    else:
        pairs = _pairs(_sets(cib, within))
    found: dict[str, Counter[str]] = {}
    for name, value in pairs:
        if name not in found:
            found[name] = Counter()
        found[name][value] += 1
    return ((name, values) for name, values in found.items() if name and not is_secret(name))


def _pairs(sets: Iterable[Element]) -> Iterator[tuple[str, str]]:
    for nvset in sets:
        for pair in nvset.iterchildren("nvpair"):
            yield pair.get("name", ""), pair.get("value", "")


_RESOURCES = ("primitive", "template", "group", "clone", "master", "bundle")
_PLACES = {
    "meta": ("resources", "meta_attributes", _RESOURCES),
    "utilization": ("", "utilization", ("primitive", "template", "node")),
    "attributes": ("nodes", "instance_attributes", ("node",)),
    "op_params": ("resources", "instance_attributes", ("op",)),
    "op_meta": ("resources", "meta_attributes", ("op",)),
    "alert attributes": ("alerts", "instance_attributes", ("alert", "recipient")),
    "alert meta": ("alerts", "meta_attributes", ("alert", "recipient")),
    "property": ("crm_config", "cluster_property_set", ("crm_config",)),
    "rsc_defaults": ("rsc_defaults", "meta_attributes", ("rsc_defaults",)),
    "op_defaults": ("op_defaults", "meta_attributes", ("op_defaults",)),
}
"""How the language calls a set to the section, the tag of it, and the tags of its owners."""


def _sets(cib: Cib, within: str) -> Iterator[Element]:
    section, tag, owners = _PLACES.get(within, ("", "", ()))
    found = cib.section(section) if section else cib.configuration
    for nvset in found.iter(tag) if found is not None and tag else ():
        owner = nvset.getparent()
        if owner is not None and owner.tag in owners:
            yield nvset


def _sets_of_agent(cib: Cib, type_: str) -> Iterator[Element]:
    """Yield the parameters of the resources that an agent of this type runs."""
    templates = {
        one.get("id") for one in cib.configuration.iter("template") if one.get("type") == type_
    }
    for element in cib.configuration.iter("primitive", "template"):
        own = element.get("type")
        if own == type_ or (own is None and element.get("template") in templates):
            yield from element.iterchildren("instance_attributes")


def _of_operations(cib: Cib, operation: str) -> Iterator[tuple[str, str]]:
    for op in cib.configuration.iter("op"):
        if op.get("name") == operation:
            for name, value in op.items():
                if name not in {"id", "name"}:
                    yield str(name), str(value)
