"""Checks of node attributes that mean something to the cluster, and of alerts."""

from collections.abc import Iterator

from crmsh_py.diagnostics import Diagnostic
from crmsh_py.options.tables import alert, node
from crmsh_py.options.values import truth
from crmsh_py.verify.check import OfWhole
from crmsh_py.verify.options.judging import (
    CODES,
    option_verdicts,
    release,
    spelling,
    value_verdicts,
)
from crmsh_py.verify.options.said import Said, Verdict, own_pairs
from crmsh_py.verify.view import Node, View
from crmsh_py.verify.view.pairs import INSTANCE, META, children
from crmsh_py.xmltree import Element

_DISCOVERY = "resource-discovery-enabled"


def node_attributes(view: View) -> Iterator[Diagnostic]:
    """Report node attributes that mean something to the cluster, but not so written."""
    for one in view.nodes:
        for said in own_pairs(one.element, INSTANCE):
            for verdict in (*_of_node(said), *_idle_on(one, said)):
                yield verdict.of(one.element, *said.at)


def _idle_on(one: Node, said: Said) -> tuple[Verdict, ...]:
    """Return what is to be said of an attribute that counts on remote nodes only (2.1.5)."""
    if said.name != _DISCOVERY or one.kind != "member" or truth(said.value) is not False:
        return ()
    words = f"{said.name!r} has no effect on cluster nodes: it is for remote nodes"
    hint = "write a location with 'resource-discovery=never' for the resources"
    return (Verdict("option-without-effect", words, hint=hint),)


def _of_node(said: Said) -> tuple[Verdict, ...]:
    option = node().get(said.name)
    if option is not None:
        return value_verdicts(option, said.value)
    hint = None if truth(said.value) is None else spelling(said.name, node())
    if hint is None:  # people may call their attributes as they like
        return ()
    words = f"the node attribute {said.name!r} means nothing to the cluster"
    return (Verdict("unknown-node-attribute", words, hint=hint),)


def alerts(view: View) -> Iterator[Diagnostic]:
    """Report meta attributes of alerts that are unknown, or cannot have their values."""
    section = view.cib.section("alerts")
    for one in () if section is None else children(section, "alert"):
        for part in (one, *children(one, "recipient")):
            yield from _of_alert(view, part)


def _of_alert(view: View, element: Element) -> Iterator[Diagnostic]:
    for said in own_pairs(element, META):
        option = alert().get(said.name)
        if option is not None:
            for verdict in option_verdicts(option, said.value, release(view)):
                yield verdict.of(element, *said.at)
        else:
            words = f"Pacemaker knows no meta attribute {said.name!r} of alerts"
            hint = spelling(said.name, alert()) or "what the program is to get: 'attributes'"
            yield Verdict("unknown-meta-attribute", words, hint=hint).of(element, *said.at)


CHECKS = (
    OfWhole(
        ("wrong-option-value", "unknown-node-attribute", "option-without-effect"), node_attributes
    ),
    OfWhole(("unknown-meta-attribute", *CODES), alerts),
)
