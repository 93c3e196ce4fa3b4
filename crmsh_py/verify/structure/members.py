"""Checks of constraints that name a resource inside a container, or the way to a remote node."""

from collections.abc import Iterator

from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.model.elements import kind, title
from crmsh_py.verify.check import OfPrimitive, OfWhole, finding
from crmsh_py.verify.structure.ends import delete, ends, group_of, pairings
from crmsh_py.verify.structure.nodes import is_connection
from crmsh_py.verify.view import Colocation, Container, End, Location, Order, Primitive, View
from crmsh_py.verify.view.constraints import INFINITY, score_of
from crmsh_py.verify.view.pairs import is_true

_COPYING = frozenset({"clone", "master", "bundle"})


def in_clone(view: View) -> Iterator[Diagnostic]:
    """Report constraints on resources inside a clone: Pacemaker does not apply them as they are."""
    for element, end in ends(view):
        outer = _copied_by(view.by_id.get(end.resource))
        if outer is not None:
            named = (
                f"names {end.resource!r}, which is inside the {kind(outer.element)} {outer.id!r}"
            )
            hint = f"name {outer.id!r} instead"
            yield finding(element, "constraint-on-clone-member", named, end.resource, hint=hint)


def _copied_by(one: Primitive | Container | None) -> Container | None:
    """Return the clone or bundle that a resource is in, directly or in its group."""
    outer = None if one is None else one.outer
    while outer is not None and outer.tag not in _COPYING:
        outer = outer.outer
    return outer


def in_group(view: View) -> Iterator[Diagnostic]:
    """Report constraints that force a member of a group which follows others."""
    every: list[Location | Colocation] = [*view.locations, *view.colocations]
    for one in every:
        for end in _forced(one):
            member = view.by_id.get(end.resource)
            group = group_of(member)
            if group is None or member is group.members[0] or _are_mates(view, one):
                continue
            words = f"forces {end.resource!r}, which follows the first member of the group"
            words += f" {group.id!r}: where it cannot run, the group stops half-way"
            hint, info = f"name {group.id!r} instead, if all of it is meant", Severity.INFO
            code, at = "constraint-on-group-member", end.resource
            yield finding(one.element, code, words, at, severity=info, hint=hint)


def _forced(one: Location | Colocation) -> tuple[End, ...]:
    """Return the ends of a constraint that it bans, or binds to another one."""
    if isinstance(one, Location):
        scores = [one.score, *(score_of(rule.get("score")) for rule in one.rules)]
        return one.ends if any(score is not None and score <= -INFINITY for score in scores) else ()
    is_mandatory = one.score is not None and abs(one.score) >= INFINITY
    return one.ends[:1] if is_mandatory and not one.by_sets else ()


def _are_mates(view: View, one: Location | Colocation | Order) -> bool:
    """Tell whether both ends of a pair are in the same group."""
    groups = {id(group_of(view.by_id.get(end.resource))) for end in one.ends}
    first = group_of(view.by_id.get(one.ends[0].resource))
    return len(one.ends) == 2 and first is not None and len(groups) == 1


def between_mates(view: View) -> Iterator[Diagnostic]:
    """Report pairs of members of a group for which the group sees already."""
    places: dict[str, dict[str, int]] = {}
    for one in pairings(view):
        if one.by_sets or not _are_mates(view, one):
            continue
        first, second = (view.by_id[end.resource] for end in one.ends)
        group = group_of(first)
        assert group is not None
        if first is not second and _says_nothing_new(view, group, one, places):
            does = "places them together" if isinstance(one, Colocation) else "starts them so"
            words = f"the group {group.id!r} {does} anyway"
            yield finding(
                one.element,
                "superfluous-constraint",
                words,
                second.id,
                severity=Severity.INFO,
                hint=delete(one.id),
            )


def _says_nothing_new(
    view: View, group: Container, one: Colocation | Order, places: dict[str, dict[str, int]]
) -> bool:
    """Tell whether a group does what a pair of its members asks for; `places` are kept for it."""
    if isinstance(one, Colocation):
        together = is_true(view.meta(group, "collocated"), otherwise=True)
        return together and one.score is not None and one.score >= 0
    if not is_true(view.meta(group, "ordered"), otherwise=True):
        return False
    if group.id not in places:
        places[group.id] = {member.id: at for at, member in enumerate(group.members)}
    place = places[group.id]
    first, then = one.ends
    starts = first.action == then.action == "start"
    return starts and place[first.resource] < place[then.resource]


# ------------------------------------------------------------------ remote nodes


def connection_contained(_: View, one: Primitive) -> Iterator[Diagnostic]:
    """Report connections to remote nodes in a container: Pacemaker cannot handle them there."""
    if one.outer is not None and is_connection(one):
        words = f"is the connection to a remote node, but in the {title(one.outer.element)}:"
        words += " Pacemaker makes no node of it there"
        hint = "take it out: such a resource stands alone"
        if one.outer.tag == "group":
            hint = f"'configure modgroup {one.outer.id} remove {one.id}': it is to stand alone"
        yield finding(one.element, "bound-connection", words, one.id, hint=hint)


def connection_bound(view: View) -> Iterator[Diagnostic]:
    """Report orders and colocations of connections to remote nodes."""
    if not view.by_type.get("remote"):
        return
    for one in pairings(view):
        if isinstance(one, Colocation) and one.score is not None and one.score <= -INFINITY:
            continue
        for end in one.ends:
            if is_connection(view.by_id.get(end.resource)):
                words = f"{end.resource!r} is the connection to a remote node: the cluster orders"
                words += " and places what runs there by itself, and this gets in its way"
                hint = f"place it by locations alone: {delete(one.id)}"
                yield finding(one.element, "bound-connection", words, end.resource, hint=hint)
                break


CHECKS = (
    OfWhole(("constraint-on-clone-member",), in_clone),
    OfWhole(("constraint-on-group-member",), in_group),
    OfWhole(("superfluous-constraint",), between_mates),
    OfPrimitive(("bound-connection",), connection_contained),
    OfWhole(("bound-connection",), connection_bound),
)
