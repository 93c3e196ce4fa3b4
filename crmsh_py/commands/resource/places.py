"""Which resource is meant to be moved or banned, where it runs, and whether it can be elsewhere."""

from dataclasses import dataclass
from datetime import UTC, datetime

from crmsh_py.commands.resource.choice import the_resource
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import a_kind, container, title, with_members
from crmsh_py.model.lifetimes import FOREVER, is_lifetime, until
from crmsh_py.model.meta import is_promotable
from crmsh_py.pacemaker.state import ClusterStatus
from crmsh_py.spelling import did_you_mean
from crmsh_py.xmltree import Element


@dataclass(frozen=True, slots=True)
class Movable:
    """What is moved: the outermost resource, the ids of the primitives in it, and its kind."""

    element: Element
    id: str
    primitives: frozenset[str]
    promotable: bool
    notes: tuple[str, ...]

    def nodes(self, status: ClusterStatus, *, promoted: bool) -> list[str]:
        """Return where it runs, or where it is promoted."""
        found = [
            node
            for one in status.instances(self.id)
            if one.active and (one.is_promoted or not promoted)
            for node in one.nodes
        ]
        return list(dict.fromkeys(found))


def movable(cib: Cib, word: str) -> Movable:
    """Return what a constraint has to be about for a resource to be moved.

    Members of a group go with the group, instances with their clone.  Raises CrmError
    (no-such-object, wrong-kind).
    """
    named = outermost = the_resource(cib, word)
    while (outer := container(outermost)) is not None:
        outermost = outer
    notes: tuple[str, ...] = ()
    if outermost is not named:
        notes = (f"{word} is in the {title(outermost)}: that is what is meant",)
    primitives = (one for one in with_members(outermost) if one.tag == "primitive")
    return Movable(
        outermost,
        outermost.get("id", ""),
        frozenset(one.get("id", "") for one in primitives),
        is_promotable(cib, outermost),
        notes,
    )


def refuse_many(one: Movable) -> None:
    """Raise CrmError (wrong-kind) if instances run on several nodes, and none is promoted."""
    engine = next(iter(one.element), None) if one.element.tag == "bundle" else None
    is_single = engine is not None and engine.get("replicas", "1") == "1"
    if one.promotable or is_single or one.element.tag in {"primitive", "group"}:
        return
    message = f"{one.id!r} is {a_kind(one.element)}: it runs on several nodes at once"
    hint = f"'resource ban {one.id} NODE' keeps it off one of them"
    raise CrmError(Diagnostic("wrong-kind", message, subject=one.id, hint=hint))


def known_node(names: list[str], word: str) -> str:
    """Return a node that there is.  Raises CrmError (no-such-object)."""
    if word in names:
        return word
    hint = did_you_mean(word, names) or f"nodes: {', '.join(names)}"
    problem = Diagnostic("no-such-object", f"there is no node {word!r}", subject=word, hint=hint)
    raise CrmError(problem)


def node_and_end(node: str | None, lifetime: str | None) -> tuple[str | None, datetime | None]:
    """Return what `[NODE] [LIFETIME]` means; either may be left out.  Raises CrmError (usage)."""
    if node is not None and lifetime is None and is_lifetime(node):
        node, lifetime = None, node
    if lifetime is None or lifetime.lower() == FOREVER:
        return node, None
    hint = "a lifetime is a duration such as PT30M, P1D or P2W, a date, or 'forever'"
    if lifetime.lower() == "reboot":
        words = "a constraint cannot end when a node reboots"
        raise CrmError(Diagnostic("usage", words, subject=lifetime, hint=hint))
    try:
        return node, until(lifetime, datetime.now(UTC))
    except ValueError:
        words = f"{lifetime!r} is no time that is still to come"
        raise CrmError(Diagnostic("usage", words, subject=lifetime, hint=hint)) from None
