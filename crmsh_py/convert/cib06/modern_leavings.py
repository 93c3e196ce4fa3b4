"""What later schemas allow, and had no effect, or has none any more: it is taken out."""

from crmsh_py import xmltree
from crmsh_py.convert.cib06.meta_names import is_true
from crmsh_py.convert.cib06.scores import score_text
from crmsh_py.convert.cib06.work import Work
from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.model.cib import Cib
from crmsh_py.model.times import milliseconds
from crmsh_py.upgrade.report import Report
from crmsh_py.upgrade.rules import convert_lifetimes
from crmsh_py.xmltree import Element

_CONTAINERS = ("clone", "master")
_OF_A_NODE = frozenset({"clone-node-max", "promoted-node-max", "master-node-max", "clone_node_max"})


def move_lifetimes(work: Work, report: Report) -> None:
    """Make the lifetimes of locations a part of their rules; no other constraint has one."""
    for lifetime in list(work.section("constraints").iter("lifetime")):
        constraint = lifetime.getparent()
        if constraint is not None and constraint.tag != "rsc_location":
            _refuse_lifetime(work, constraint, lifetime)
    begun = Report()
    convert_lifetimes(Cib(work.root), begun)
    report.notes.extend(begun.notes)
    for lifetime in list(work.section("constraints").iter("lifetime")):
        constraint = lifetime.getparent()
        if constraint is not None:
            _refuse_lifetime(work, constraint, lifetime)


def _refuse_lifetime(work: Work, constraint: Element, lifetime: Element) -> None:
    words = "a lifetime has no counterpart here: the constraint holds all the time"
    hint = "leave the constraint out, or put it in and take it out when the time comes"
    work.fail("lost-lifetime", words, constraint, hint=hint)
    xmltree.detach(lifetime)


# ------------------------------------------------------------------ restart-type


def leave_out_restart_types(work: Work) -> None:
    """Leave out `restart-type`: it mattered where a resource comes second in an optional order."""
    orders = work.section("constraints").iterchildren("rsc_order")
    second = {one.get("then", "") for one in orders if _is_optional(one)}
    referenced = _referenced(work)
    for pair in list(work.root.iterfind(".//meta_attributes/nvpair")):
        if pair.get("name") != "restart-type":
            continue
        nvset = pair.getparent()
        owner = None if nvset is None else nvset.getparent()
        if nvset is None or owner is None:
            continue
        _tell_of_restart(work, pair, owner, second)
        _take_out(pair, referenced)


def _take_out(pair: Element, referenced: set[str]) -> None:
    """Take out a pair, and its set with it if nothing is left in it that anything needs."""
    nvset = pair.getparent()
    xmltree.detach(pair)
    if nvset is None or nvset.find("nvpair") is not None or nvset.get("id") in referenced:
        return
    if nvset.getparent() is not None:
        xmltree.detach(nvset)


def _is_optional(order: Element) -> bool:
    if order.get("kind") is not None:
        return order.get("kind") == "Optional"
    return (score_text(order.get("score", "INFINITY")) or "0") in {"0", "-0"}


def _referenced(work: Work) -> set[str]:
    return xmltree.attribute_values(work.root, "id-ref")


def _tell_of_restart(work: Work, pair: Element, owner: Element, second: set[str]) -> None:
    around = {one.get("id", "") for one in (owner, *owner.iterancestors("clone", "group"))}
    if pair.get("value", "").strip().lower() == "restart" and around & second:
        words = "'restart-type' had it restarted with what it is ordered after, optionally"
        hint = "make the order mandatory if that is wanted"
        work.warn("restart-type", words, pair, "restart", hint=hint)
    else:
        words = "'restart-type' has no effect without an optional order: it is left out"
        work.tell("restart-type", words, pair, "restart")


# ------------------------------------------------------------------ clones


def leave_out_copies(work: Work) -> None:
    """Leave out how many copies run on a node where copies are not told apart: it is one."""
    referenced = _referenced(work)
    for clone in work.section("resources").iter(*_CONTAINERS):
        pairs = list(clone.iterfind("meta_attributes/nvpair"))
        if any(one.get("name") == "globally-unique" and _is_true(one) for one in pairs):
            continue
        for pair in pairs:
            if pair.get("name") in _OF_A_NODE and pair.get("value", "").strip() not in {"0", "1"}:
                _tell_of_copies(work, pair)
                _take_out(pair, referenced)


def _is_true(pair: Element) -> bool:
    return is_true(pair.get("value", ""))


def _tell_of_copies(work: Work, pair: Element) -> None:
    name = pair.get("name", "")
    words = f"copies that are not told apart run once on a node, whatever {name!r} says"
    hint = "set globally-unique=true if the agent can tell its copies apart"
    work.warn("approximated", words, pair, name, hint=hint)


# ------------------------------------------------------------------ operations


def leave_out_operations(work: Work) -> None:
    """Leave out operations of a name and an interval that another one has: they never ran."""
    for operations in work.section("resources").iter("operations"):
        seen: set[tuple[str, float]] = set()
        for op in list(operations.iterchildren("op")):
            slot = op.get("name", ""), milliseconds(op.get("interval", "0")) or 0.0
            if slot not in seen or "id-ref" in op.attrib:
                seen.add(slot)
                continue
            _tell_of_second(work, op)
            xmltree.detach(op)


def _tell_of_second(work: Work, op: Element) -> None:
    name = op.get("name", "")
    words = f"there are two operations {name!r} of interval {op.get('interval', '0')}"
    hint = "a resource can have one of them only; the first one was kept"
    place = work.place(op, name)
    work.problems.append(
        Diagnostic("duplicate-operation", words, Severity.WARNING, location=place, hint=hint)
    )
