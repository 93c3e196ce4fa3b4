"""Which resource and which node of the running cluster a command of `resource` is about."""

from dataclasses import dataclass

from crmsh_py.commands.context import Context
from crmsh_py.commands.resource.choice import no_such_resource
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import a_kind, is_object, with_members
from crmsh_py.model.vocabulary import RESOURCES
from crmsh_py.pacemaker.state import ClusterStatus, ResourceState, base_id
from crmsh_py.spelling import did_you_mean


@dataclass(frozen=True, slots=True)
class Scope:
    """A resource and a node, or None for all there are; `ids` are those of its primitives."""

    resource: str | None
    node: str | None
    ids: frozenset[str] = frozenset()

    def holds(self, resource: str, node: str) -> bool:
        """Tell whether something of a resource (or an instance of it) on a node is in it."""
        is_node = self.node is None or self.node == node
        return is_node and (self.resource is None or base_id(resource) in self.ids)

    @property
    def words(self) -> str:
        """What it is, in words."""
        where = f" on {self.node}" if self.node else ""
        return f"{self.resource or 'all resources'}{where}"

    @property
    def nothing(self) -> str:
        """What to call it that there is none of something."""
        whose = f" of {self.resource}" if self.resource else ""
        return f"nothing{whose}{f' on {self.node}' if self.node else ''}"


def scope(context: Context, status: ClusterStatus, resource: str | None, node: str | None) -> Scope:
    """Return what `[RESOURCE] [NODE]` means; a resource that is not configured may still run.

    A single word may be a node.  Raises CrmError (no-such-object, wrong-kind) with all that is
    wrong.
    """
    if resource is not None and node is None and _is_only_a_node(context, status, resource):
        return Scope(None, resource)
    problems = [
        *_resource_problems(context.session.cib, status, resource),
        *_node_problems(status, node),
    ]
    if problems:
        raise CrmError(*problems)
    return Scope(resource, node, primitives(context.session.cib, resource))


def primitives(cib: Cib, resource: str | None) -> frozenset[str]:
    """Return the ids of the primitives in a resource; its own if it is not configured."""
    if resource is None:
        return frozenset()
    element = cib.resource(base_id(resource))
    if element is None:
        return frozenset({base_id(resource)})
    return frozenset(one.get("id", "") for one in with_members(element) if one.tag == "primitive")


def _is_only_a_node(context: Context, status: ClusterStatus, word: str) -> bool:
    is_node = any(one.name == word for one in status.nodes)
    return is_node and bool(_resource_problems(context.session.cib, status, word))


def _resource_problems(cib: Cib, status: ClusterStatus, word: str | None) -> list[Diagnostic]:
    if word is None or cib.resource(base_id(word)) is not None:
        return []
    if any(_is_orphan(one, word) for one in status.resources):
        return []
    there = cib.find(word)
    if there is not None and there.tag not in RESOURCES and is_object(there):
        message = f"{word!r} is {a_kind(there)}, not a resource"
        return [Diagnostic("wrong-kind", message, subject=word)]
    return [no_such_resource(cib, word)]


def _is_orphan(one: ResourceState, word: str) -> bool:
    return one.orphaned and word in {one.id, base_id(one.id)}


def _node_problems(status: ClusterStatus, node: str | None) -> list[Diagnostic]:
    known = [one.name for one in status.nodes]
    if node is None or node in known:
        return []
    hint = did_you_mean(node, known) or f"nodes: {', '.join(known)}"
    return [Diagnostic("no-such-object", f"there is no node {node!r}", subject=node, hint=hint)]
