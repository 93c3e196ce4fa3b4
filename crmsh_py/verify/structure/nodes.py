"""Checks of the names of nodes: that there are such nodes, and no resources called the same."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from crmsh_py.diagnostics import Diagnostic
from crmsh_py.spelling import did_you_mean
from crmsh_py.verify.check import OfWhole, finding
from crmsh_py.verify.view import Container, Primitive, View
from crmsh_py.xmltree import Element

_LIKE_ENOUGH = 0.8
"""Names of nodes are alike by custom: less is another node that is gone rather than a slip."""
_MOST_HINTS = 20
"""Looking for near names takes as long as there are nodes: so not for all of many names."""
_GONE = "a node that is gone: delete what names it"
_REPLICA = re.compile(r"(.+)-\d+")


@dataclass
class _Known:
    """The nodes that there are.  Pacemaker does not tell capitals from small letters in them."""

    view: View

    @cached_property
    def names(self) -> dict[str, str]:
        """Names in small letters to names."""
        return {name.lower(): name for name in sorted(self.view.host_names)}

    @cached_property
    def bundles(self) -> frozenset[str]:
        return frozenset(one.id.lower() for one in self.view.containers if one.tag == "bundle")

    def has(self, name: str) -> bool:
        """Tell whether there is a node of a name: a member, remote or guest, a bundle's replica."""
        lower = name.lower()
        replica = _REPLICA.fullmatch(lower)
        return lower in self.names or (replica is not None and replica[1] in self.bundles)

    def hint(self, name: str) -> str:
        """Return what a name may have been meant to be."""
        by_id = next((one.name for one in self.view.nodes if one.id == name), None)
        if by_id is not None:
            return f"{name!r} is the id of a node: write its name, {by_id!r}"
        unlike = [one for one in self.names.values() if _stem(one) != _stem(name)]
        near = did_you_mean(name, unlike, least=_LIKE_ENOUGH)
        return near or _GONE


def names_members(view: View) -> bool:
    """Tell whether the configuration names the nodes of the cluster at all."""
    return any(one.kind not in ("remote", "ping") for one in view.nodes)


def unknown_nodes(view: View) -> Iterator[Diagnostic]:
    """Report names of nodes that are none, if the configuration names its nodes at all."""
    if not names_members(view):
        return
    known = _Known(view)
    hints: dict[str, str] = {}
    for element, name, at in _named(view):
        if not known.has(name):
            hint = hints.get(name) or (known.hint(name) if len(hints) < _MOST_HINTS else _GONE)
            hints[name] = hint
            yield finding(element, "unknown-node", f"there is no node {name!r}", *at, hint=hint)


def _named(view: View) -> Iterator[tuple[Element, str, tuple[str, ...]]]:
    """Yield the names of nodes with the words that point at them."""
    for location in view.locations:
        if location.node:
            yield location.element, location.node, (location.node,)
    for rule in view.rules:
        for one in rule:
            name = one.get("value")
            if name and is_literal(one) and one.get("attribute", "").lower() == "#uname":
                yield one, name, ("#uname", name)


def _stem(name: str) -> str:
    """Return a name without its numbers or last letter: node1 is no slip for node2."""
    return _NUMBER.sub("#", name.lower())


_NUMBER = re.compile(r"\d+|(?<=[-_.\d])[a-z]$")


def is_literal(expression: Element) -> bool:
    """Tell whether the value of an expression is that, and not the name of a parameter."""
    return expression.tag == "expression" and expression.get("value-source", "literal") == "literal"


def ambiguous_names(view: View) -> Iterable[Diagnostic]:
    """Report nodes that are called as a resource is which does not make them."""
    for node in view.nodes:
        one = view.by_id.get(node.name)
        if one is None or node.kind == "remote" or node.name in view.remote_names:
            continue
        words = f"a resource is called {node.name!r} too: commands cannot tell which is meant"
        hint = f"'configure rename {node.name} NEW' renames the resource"
        yield finding(node.element, "node-and-resource", words, node.name, hint=hint)


def taken_names(view: View) -> Iterator[Diagnostic]:
    """Report remote and guest nodes that are called as a resource or another node is.

    Pacemaker takes two for one then, or never starts the connection (seen with 2.1.5).
    """
    members = {
        one.name.lower() for one in view.nodes if one.kind == "member" and one.id != one.name
    }
    makers: dict[str, str] = {}
    for one in view.primitives:
        guest = one.meta.get("remote-node")
        name = guest or (one.id if is_connection(one) else None)
        if name is None:
            continue
        maker = makers.setdefault(name.lower(), one.id)
        if guest in view.by_id:
            yield _taken(one, name, "a resource is called the same")
        elif name.lower() in members:
            yield _taken(one, name, "a member of the cluster is called the same")
        elif maker != one.id:
            yield _taken(one, name, f"{maker!r} makes a node of that name already")


def _taken(one: Primitive, name: str, why: str) -> Diagnostic:
    words = f"the node {name!r} that it makes cannot come up: {why}"
    hint = "give that node a name of its own: 'meta remote-node=NAME'"
    if name == one.id and is_connection(one):
        hint = f"give one of them another name: 'configure rename {name} NEW'"
    return finding(one.element, "remote-name-taken", words, "remote-node", name, hint=hint)


def is_connection(one: Primitive | Container | None) -> bool:
    """Tell whether a resource is the connection to a remote node."""
    agent = one.agent if isinstance(one, Primitive) else None
    return agent is not None and (agent.provider, agent.type) == ("pacemaker", "remote")


CHECKS = (
    OfWhole(("remote-name-taken",), taken_names),
    OfWhole(("unknown-node",), unknown_nodes),
    OfWhole(("node-and-resource",), ambiguous_names),
)
