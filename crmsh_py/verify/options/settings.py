"""Checks of options that have an effect only together with others; utilization."""

from collections.abc import Iterator, Mapping

from crmsh_py.diagnostics import Diagnostic
from crmsh_py.options.option import Option
from crmsh_py.options.values import truth, wrong_value
from crmsh_py.verify.check import Findings, OfPrimitive, OfWhole, finding
from crmsh_py.verify.options.judging import shown
from crmsh_py.verify.options.said import Said, own_pairs
from crmsh_py.verify.view import Primitive, View
from crmsh_py.verify.view.pairs import META, UTILIZATION
from crmsh_py.xmltree import Element

_HEALTH = ("node-health-strategy", frozenset({"progressive", "custom"}))
_TAKE: Mapping[str, tuple[str, frozenset[str]]] = {
    "node-health-base": ("node-health-strategy", frozenset({"progressive"})),
    "node-health-green": _HEALTH,
    "node-health-yellow": _HEALTH,
    "node-health-red": _HEALTH,
    "shutdown-lock-limit": ("shutdown-lock", frozenset({"true"})),
}
"""Properties, to the property that they take and to the values of it that make them count."""
_OF_GUESTS = frozenset(
    {"remote-addr", "remote-port", "remote-connect-timeout", "remote-allow-migrate"}
)


def idle_properties(view: View) -> Iterator[Diagnostic]:
    """Report properties that have no effect without another, those of a kind together."""
    section = view.cib.section("crm_config")
    idle: dict[str, list[Said]] = {}
    for said in () if section is None else own_pairs(section, "cluster_property_set"):
        other, values = _TAKE.get(said.name, ("", frozenset()))
        if other and not _has_one_of(view, other, values):
            idle.setdefault(_shown(other, values), []).append(said)
        elif said.name == "priority-fencing-delay" and _no_priorities(view):
            words = f"{said.name!r} has no effect, as no resource has a priority"
            yield _no_effect(said, words, "give what matters most 'meta priority=10'")
    for lacking, pairs in idle.items():
        names = ", ".join(f"{one.name!r}" for one in pairs)
        words = f"{names}: no effect without {lacking}"
        yield _no_effect(pairs[0], words, "set that, or take it out")


def _has_one_of(view: View, name: str, values: frozenset[str]) -> bool:
    """Tell whether a property has one of some values, or may have it under a rule."""
    value = view.properties.get(name)
    if value is None:
        return name in view.properties.sometimes
    return value.lower() in values or (truth(value) is True and "true" in values)


def _shown(name: str, values: frozenset[str]) -> str:
    return " or ".join(f"'{name}={value}'" for value in sorted(values, reverse=True))


def _no_priorities(view: View) -> bool:
    if view.resource_defaults.mentions("priority"):
        return False
    return not any(one.meta.mentions("priority") for one in view.everything)


def guests(_: View, primitive: Primitive) -> Findings:
    """Report meta attributes of guest nodes on what is none."""
    pairs = primitive.own_meta.always
    if not pairs or _OF_GUESTS.isdisjoint(pairs) or primitive.is_template:
        return ()
    if primitive.meta.mentions("remote-node"):
        return ()
    return [
        _no_effect(
            said,
            f"{said.name!r} has no effect without 'remote-node'",
            "add 'remote-node=NAME', or take it out",
        )
        for said in own_pairs(primitive.element, META)
        if said.name in _OF_GUESTS
    ]


def _no_effect(said: Said, words: str, hint: str) -> Diagnostic:
    return finding(said.nvset, "option-without-effect", words, *said.at, hint=hint)


# -- utilization

_CAPACITY = Option("", "integer")


def utilization(_: View, primitive: Primitive) -> Findings:
    """Report what a resource needs that is no whole number."""
    pairs = primitive.utilization.always
    return _wrong_capacities(primitive.element, pairs) if pairs else ()


def capacities(view: View) -> Iterator[Diagnostic]:
    """Report what a node has that is no whole number."""
    for one in view.nodes:
        yield from _wrong_capacities(one.element, one.utilization.always)


def _wrong_capacities(element: Element, pairs: Mapping[str, str]) -> Iterator[Diagnostic]:
    if all(wrong_value(_CAPACITY, value) is None for value in pairs.values()):
        return
    for said in own_pairs(element, UTILIZATION):
        if wrong_value(_CAPACITY, said.value) is not None:
            words = (
                f"the utilization {said.name!r} is {shown(said.value)}, but takes a whole number"
            )
            hint = "choose a unit for all nodes and resources, and write the number alone"
            yield finding(element, "wrong-utilization", words, *said.at, hint=hint)


CHECKS = (
    OfWhole(("option-without-effect",), idle_properties),
    OfPrimitive(("option-without-effect",), guests),
    OfPrimitive(("wrong-utilization",), utilization, templates=True),
    OfWhole(("wrong-utilization",), capacities),
)
