"""What of the resources runs where, as lines: of the running cluster only."""

from collections.abc import Iterator, Sequence

from crmsh_py.commands.resource.lines import Line
from crmsh_py.model.elements import kind, members
from crmsh_py.pacemaker.monitor import read_status
from crmsh_py.pacemaker.state import ClusterStatus, ResourceState
from crmsh_py.pacemaker.tools import Tools
from crmsh_py.xmltree import Element


def lines(tools: Tools, tops: Sequence[Element], *, orphans: bool) -> list[Line]:
    """Return lines for resources and what is in them; with `orphans` for what else runs too.

    Raises CrmError as `Tools.run`.
    """
    status = read_status(tools)
    found = [line for top in tops for line in _running(status, top, 0)]
    return found + (list(_orphans(status)) if orphans else [])


def _running(status: ClusterStatus, element: Element, depth: int) -> Iterator[Line]:
    id_ = element.get("id", "")
    if element.tag == "primitive":
        yield from _instances(status.instances(id_), depth)
        return
    state = next((one for one in status.containers if one.id == id_), None)
    words = ["unmanaged"] if state is not None and not state.managed else []
    yield Line(id_, kind(element), ", ".join(words), depth, {"nodes": sorted(status.where(id_))})
    for member in members(element):
        yield from _running(status, member, depth + 1)


def _instances(found: Sequence[ResourceState], depth: int) -> Iterator[Line]:
    """Yield what runs of a primitive: a line for each role, and one for what runs nowhere."""
    for alike in _by_state(found):
        first = alike[0]
        nodes = sorted(node for one in alike for node in one.nodes)
        details = {
            "role": first.role,
            "nodes": nodes,
            "managed": first.managed,
            "failed": first.failed,
            "orphaned": first.orphaned,
            "within": list(first.within),
        }
        where = f" on {', '.join(nodes)}" if nodes else ""
        role, *more = _state_of(first)
        words = f"{role}{where}" + "".join(f", {one}" for one in more)
        yield Line(first.id, first.agent.replace("::", ":"), words, depth, details)


def _by_state(found: Sequence[ResourceState]) -> list[list[ResourceState]]:
    """Return instances that are alike; of a clone, not those that run nowhere beside others."""
    alike: dict[tuple[str, ...], list[ResourceState]] = {}
    for one in found:
        alike.setdefault(_state_of(one), []).append(one)
    if len(alike) > 1:
        alike = {state: ones for state, ones in alike.items() if ones[0].nodes or len(state) > 1}
    return list(alike.values())


def _state_of(one: ResourceState) -> tuple[str, ...]:
    flags = {
        "unmanaged": not one.managed,
        "FAILED": one.failed,
        "blocked": one.blocked,
        "orphaned": one.orphaned,
        one.pending or "": bool(one.pending),
    }
    return (one.role, *(word for word, holds in flags.items() if holds))


def _orphans(status: ClusterStatus) -> Iterator[Line]:
    """Yield what still runs, or has a history, and is not configured any more."""
    yield from _instances([one for one in status.resources if one.orphaned], 0)
