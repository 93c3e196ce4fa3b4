"""What the schemas of Pacemaker 1.0 and later still allow, and no Pacemaker of today wants.

An upgrade of schemas leaves it as it is; some of it is told of by `crm_verify`, some would be
taken for another node.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from crmsh_py import xmltree
from crmsh_py.convert.cib06.meta_names import is_false
from crmsh_py.convert.cib06.modern_agents import convert_agents
from crmsh_py.convert.cib06.modern_groups import dissolve_groups
from crmsh_py.convert.cib06.modern_leavings import (
    leave_out_copies,
    leave_out_operations,
    leave_out_restart_types,
    move_lifetimes,
)
from crmsh_py.convert.cib06.property_names import FENCE_ACTIONS, GONE
from crmsh_py.convert.cib06.scores import score_text
from crmsh_py.convert.cib06.settling import settle_fencing, without_fencing
from crmsh_py.convert.cib06.work import Work
from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.model.cib import Cib
from crmsh_py.upgrade.report import Report
from crmsh_py.xmltree import Element

_MEMBERS = frozenset({"", "normal", "member"})


def modernise(work: Work, report: Report) -> None:
    """Change the configuration of a CIB of a later schema; the work tells what was changed."""
    work.targets.fences = _fences(work)
    _name_nodes(work)
    if not (work.choices.with_nodes or work.choices.keep_status):
        _leave_out_nodes(work)
    move_lifetimes(work, report)
    leave_out_restart_types(work)
    for problem in _told_by_subject(Cib(work.root)):
        place = work.locations.get(problem.subject or "", work.place(work.root))
        work.problems.append(replace(problem, location=place))
    convert_agents(work, report)
    leave_out_copies(work)
    leave_out_operations(work)
    dissolve_groups(work)
    _settle_fencing(work)


def _told_by_subject(cib: Cib) -> Iterator[Diagnostic]:
    yield from _properties(cib)
    yield from _nodes(cib)
    for order in cib.configuration.iterfind("constraints/rsc_order"):
        yield from _order(order)


# ------------------------------------------------------------------ fencing


def _fences(work: Work) -> bool:
    """Tell whether the cluster fences: it does unless told otherwise, since Pacemaker 1.0."""
    pairs = work.section("crm_config").iterfind("cluster_property_set/nvpair")
    said = (one.get("value", "") for one in pairs if one.get("name") == "stonith-enabled")
    return not is_false(next(said, "true"))


def _settle_fencing(work: Work) -> None:
    """Switch fencing off where there is no device: `crm_verify` rejects that, nothing starts."""
    resources = work.section("resources").iter("primitive", "template")
    has_devices = any(one.get("class") == "stonith" for one in resources)
    source = work.section("crm_config")
    if not work.targets.fences:
        without_fencing(work, source)
    elif not has_devices:
        settle_fencing(work, source)


# ------------------------------------------------------------------ properties


def _properties(cib: Cib) -> Iterator[Diagnostic]:
    for pair in list(cib.configuration.iterfind("crm_config/cluster_property_set/nvpair")):
        name = pair.get("name", "")
        if name in GONE:
            xmltree.detach(pair)
            words = f"the property {name!r} was left out: {GONE[name]}"
            yield Diagnostic("dropped", words, Severity.INFO, subject=pair.get("id"))
        elif name == "stonith-action":
            yield from _fence_action(pair)


def _fence_action(pair: Element) -> Iterator[Diagnostic]:
    old = pair.get("value", "")
    new = FENCE_ACTIONS.get(old.strip().lower(), old)
    if new != old:
        pair.set("value", new)
        words = f"'stonith-action' is {new!r} now: {old!r} was another name for it"
        yield Diagnostic("approximated", words, Severity.INFO, subject=pair.get("id"))


# ------------------------------------------------------------------ nodes


def _nodes(cib: Cib) -> Iterator[Diagnostic]:
    """Give numbers to nodes that have an id of heartbeat's, or their name for one.

    corosync's ids are numbers.  A node of the same name and another id would be taken for
    another node, and its attributes lost.
    """
    nodes = list(cib.configuration.iterfind("nodes/node"))
    free = _numbers({node.get("id", "") for node in nodes})
    numbers: dict[str, str] = {}
    for node in nodes:
        old, name = node.get("id", ""), node.get("uname", "")
        if node.get("type", "") not in _MEMBERS or old.isdecimal():
            continue
        node.set("id", free())
        numbers[old] = node.get("id", "")
        words = f"the id of the node {name!r} is {node.get('id')!r} now: it was {old!r}"
        hint = "compare it with 'nodeid' in the nodelist of corosync.conf"
        yield Diagnostic("id-changed", words, Severity.INFO, subject=old, hint=hint)
    _follow(cib, numbers)


def _follow(cib: Cib, numbers: Mapping[str, str]) -> None:
    """Let the status name nodes by the ids that they have now."""
    for state in cib.root.iterfind("status/node_state"):
        for one in (state, *state.iterchildren()):
            _renumber(one, "id", numbers)
    _renumber(cib.root, "dc-uuid", numbers)


def _renumber(element: Element, name: str, numbers: Mapping[str, str]) -> None:
    old = element.get(name)
    if old is not None and old in numbers:
        element.set(name, numbers[old])


def _name_nodes(work: Work) -> None:
    """Let rules ask for nodes by name where they asked for an id that is going to change."""
    nodes = work.section("nodes").iterchildren("node")
    names = {node.get("id", ""): node.get("uname", "") for node in nodes}
    for expression in work.root.iter("expression"):
        value = expression.get("value", "")
        if expression.get("attribute") == "#id" and names.get(value) and not value.isdecimal():
            expression.set("attribute", "#uname")
            expression.set("value", names[value])


def _leave_out_nodes(work: Work) -> None:
    """Leave out the members that nothing is said about: the cluster writes them itself.

    `crm_verify` takes nodes that were never seen for unclean ones.
    """
    for node in list(work.section("nodes").iterchildren("node")):
        if node.get("type", "") in _MEMBERS and next(xmltree.children(node), None) is None:
            name = node.get("uname", "")
            work.became(node, f"node {name}", note="the cluster writes it when the node joins")
            xmltree.detach(node)


def _numbers(taken: set[str]) -> Callable[[], str]:
    last = 0

    def following() -> str:
        nonlocal last
        last += 1
        while str(last) in taken:
            last += 1
        return str(last)

    return following


# ------------------------------------------------------------------ orders


def _order(order: Element) -> Iterator[Diagnostic]:
    """Say by `kind` what a score said: anything but 0 was mandatory."""
    score = order.get("score")
    if score is None:
        return
    del order.attrib["score"]
    id_ = order.get("id", "")
    if order.get("kind") is None and (score_text(score) or "0") in {"0", "-0"}:
        order.set("kind", "Optional")
    kind = order.get("kind", "Mandatory")
    words = f"the order {id_!r} is {kind} now, as it was: that its score was {score!r} is left out"
    yield Diagnostic("approximated", words, Severity.INFO, subject=id_)
