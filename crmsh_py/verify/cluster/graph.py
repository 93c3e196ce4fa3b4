"""What is reached from where: over colocations, and over orders.

Both are wide rather than strict, because what is reached gets no finding: a colocation ties both
ways, all ends of a constraint of sets are tied, advice (a finite score) counts.  All is linear in
the number of constraints and members.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from crmsh_py.verify.view import Colocation, Container, Order, View

_END = "\0end"


def reached(edges: dict[str, list[str]], starts: Iterable[str]) -> set[str]:
    """Return everything that can be reached, the starts included."""
    found, waiting = set(starts), list(starts)
    while waiting:
        for other in edges.get(waiting.pop(), ()):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found


def components(edges: dict[str, list[str]]) -> dict[str, str]:
    """Return what is tied to each other, over any number of steps: names to one of them."""
    found: dict[str, str] = {}
    for one in edges:
        if one not in found:
            found |= dict.fromkeys(reached(edges, [one]), one)
    return found


def backwards(edges: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return the same with every edge turned round."""
    found: dict[str, list[str]] = {}
    for one, others in edges.items():
        for other in others:
            found.setdefault(other, []).append(one)
    return found


def ties(view: View, without: set[str]) -> dict[str, list[str]]:
    """Return who is placed with whom, over containers and tags too; those left out tie nobody."""
    edges: dict[str, list[str]] = {}
    for one, other in (*_inside(view), *_tags(view), *_tied(view.colocations)):
        if one not in without and other not in without:
            edges.setdefault(one, []).append(other)
            edges.setdefault(other, []).append(one)
    return edges


def _inside(view: View) -> Iterator[tuple[str, str]]:
    return ((one.id, member.id) for one in view.containers for member in one.members)


def _tags(view: View) -> Iterator[tuple[str, str]]:
    section = view.cib.section("tags")
    for tag in () if section is None else section:
        yield from ((tag.get("id", ""), ref.get("id", "")) for ref in tag)


def _tied(colocations: Iterable[Colocation]) -> Iterator[tuple[str, str]]:
    for colocation in colocations:
        if is_together(colocation):
            names = (end.resource for end in colocation.ends)
            yield from pairwise(names)


def is_together(colocation: Colocation) -> bool:
    """Tell whether a colocation keeps together, and not apart."""
    return colocation.score is None or colocation.score > 0


def followers(view: View) -> dict[str, list[str]]:
    """Return who starts after whom: a container's end (`end_of`) comes after all its members."""
    edges: dict[str, list[str]] = {}
    for before, after in (*_of_members(view), *_of_tags(view), *_ordered(view)):
        edges.setdefault(before, []).append(after)
    return edges


def end_of(name: str) -> str:
    """Return what stands for a resource having started, whatever is in it."""
    return name + _END


def _of_members(view: View) -> Iterator[tuple[str, str]]:
    for one in view.everything:
        yield one.id, end_of(one.id)
        for member in one.members if isinstance(one, Container) else ():
            yield one.id, member.id
            yield end_of(member.id), end_of(one.id)
        if isinstance(one, Container) and one.tag == "group":
            yield from ((end_of(first.id), then.id) for first, then in pairwise(one.members))


def _of_tags(view: View) -> Iterator[tuple[str, str]]:
    for tag, name in _tags(view):
        yield tag, name
        yield end_of(name), end_of(tag)


def _ordered(view: View) -> Iterator[tuple[str, str]]:
    for order in view.orders:
        yield from _steps(order) if order.by_sets else _pair(order)


def _pair(order: Order) -> Iterator[tuple[str, str]]:
    first, then = order.ends
    if first.action in {"", "start"} and then.action in {"", "start", "promote"}:
        yield end_of(first.resource), then.resource


def _steps(order: Order) -> Iterator[tuple[str, str]]:
    """Tie all ends of a set to a joint behind it, and that to all ends of the next one."""
    for end in order.ends:
        yield joint(order, end.place), end.resource
        yield end_of(end.resource), joint(order, end.place + 1)
    for one, other in pairwise(order.ends):
        if one.place == other.place and one.sequential:
            yield end_of(one.resource), other.resource


def joint(order: Order, place: int) -> str:
    """Return what stands for all sets of an order in front of one."""
    return f"{order.id}\0{place}"
