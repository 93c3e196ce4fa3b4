"""Checks of rules: that they can be true, still and at all, and say what they seem to say."""

from collections.abc import Iterator

from crmsh_py.diagnostics import Diagnostic
from crmsh_py.model.evaluating import State, expires, state_of
from crmsh_py.model.times import milliseconds
from crmsh_py.spelling import did_you_mean
from crmsh_py.verify.check import OfWhole, finding
from crmsh_py.verify.structure.conditions import conditions, contradiction, is_or
from crmsh_py.verify.structure.duplicates import MADE_BY_MOVES
from crmsh_py.verify.structure.ends import delete
from crmsh_py.verify.structure.times import bad_times
from crmsh_py.verify.view import View
from crmsh_py.verify.view.constraints import score_of
from crmsh_py.xmltree import Element

_WITHOUT_NODE = frozenset(
    {"meta_attributes", "cluster_property_set", "rsc_defaults", "op_defaults", "op"}
)
_OPERATIONS = frozenset({"op_defaults", "op"})


def bad_dates(view: View) -> Iterator[Diagnostic]:
    """Report dates that are none and fields of time out of range: they are never met."""
    for rule in view.rules:
        for one in rule:
            if one.tag == "date_expression":
                for words, at, hint in bad_times(one):
                    yield finding(one, "invalid-date", words, *at, hint=hint)


def never_true(view: View) -> Iterator[Diagnostic]:
    """Report rules whose conditions exclude each other, or can never be met where they stand."""
    for rule in view.rules:
        above = rule.getparent()
        if above is not None and above.tag == "rule" and not is_or(above):
            continue  # its conditions are looked at with those of the rule around it
        why = _misplaced(rule) or (None if is_or(rule) else contradiction(rule))
        if why is not None:
            words, at = why
            hint = "mend the condition, or take the rule out with what depends on it"
            if "exclude" in words:
                hint = "join them by 'or', or make rules of their own of them"
            yield finding(rule, "rule-never-true", f"a rule is never true: {words}", *at, hint=hint)


def unknown_operations(view: View) -> Iterator[Diagnostic]:
    """Report rules about operations that no resource has."""
    asked = [one for rule in view.rules for one in rule if one.tag == "op_expression"]
    if not asked:
        return
    there = {op.name for one in view.primitives for op in one.operations} | _ACTIONS
    for one in asked:
        name, interval = one.get("name", ""), one.get("interval")
        if name not in there:
            words = f"a rule is never true: no resource has an operation {name!r}"
            hint = did_you_mean(name, sorted(there))
            yield finding(one, "rule-never-true", words, name, hint=hint)
        elif interval is not None and milliseconds(interval) is None:
            words = f"a rule is never true: the interval {interval!r} is no time"
            yield finding(one, "rule-never-true", words, "interval", hint="write it as 10s or 1min")


_ACTIONS = frozenset(
    ("start", "stop", "monitor", "promote", "demote", "notify", "reload", "reload-agent")
) | {"migrate_to", "migrate_from", "validate-all", "meta-data"}


def misspelt_names(view: View) -> Iterator[Diagnostic]:
    """Report expressions about attributes that are nearly those that every node has."""
    for rule in view.rules:
        for one in rule:
            name = one.get("attribute") or ""
            if not name.startswith("#") or name.lower() in _OF_ALL or name.startswith(_OTHERS):
                continue
            words = f"no node has an attribute {name!r}"
            hint = did_you_mean(name, sorted(_OF_ALL)) or f"those that all have: {_ALL}"
            yield finding(one, "unknown-attribute", words, name, hint=hint)


_OF_ALL = frozenset(
    ("#uname", "#id", "#kind", "#is_dc", "#cluster-name", "#site-name", "#site-id", "#role")
)
"""The attributes that Pacemaker gives every node (Pacemaker Explained, "Node Attributes")."""
_ALL = ", ".join(sorted(_OF_ALL))
_OTHERS = ("#health", "#ra-version", "#digests", "#node-unfenced", "#attrd", "#feature-set")


def _misplaced(rule: Element) -> tuple[str, tuple[str, ...]] | None:
    """Return which condition cannot be met in the place of the rule."""
    tags = {one.tag for one in conditions(rule)}
    if tags <= {"date_expression", "rule"}:
        return None
    around = _around(rule)
    if "expression" in tags and not is_or(rule) and not _WITHOUT_NODE.isdisjoint(around):
        name = next(one.get("attribute", "") for one in rule if one.tag == "expression")
        return f"there is no node here whose {name!r} it could ask for", (name,)
    if "op_expression" in tags and not is_or(rule) and _OPERATIONS.isdisjoint(around):
        return "'op' conditions count in op_defaults only", ()
    if "rsc_expression" in tags and not is_or(rule) and "constraints" in around:
        return "'rsc' conditions count in rsc_defaults and op_defaults only", ()
    return None


def _around(rule: Element) -> set[str]:
    """Return the tags of what a rule is in."""
    return {str(one.tag) for one in rule.iterancestors()}


def expired(view: View) -> Iterator[Diagnostic]:
    """Report rules whose time is over."""
    for rule in view.rules:
        if not any(one.tag in ("date_expression", "rule") for one in rule):
            continue  # the everyday case
        above = rule.getparent()
        if above is None or above.tag == "rule" or state_of(rule, view.now) is not State.EXPIRED:
            continue
        end = expires(rule)
        if end is not None:
            yield _expired(rule, f"{end:%Y-%m-%d}", above)


def _expired(rule: Element, day: str, above: Element) -> Diagnostic:
    words = f"the rule {rule.get('id')!r} held until {day} only, and has no effect any more"
    hint = "take it out with 'configure edit', with the values that depend on it"
    if above.tag == "rsc_location" and sum(one.tag == "rule" for one in above) == 1:
        words = f"held until {day} only, and has no effect any more"
        hint = delete(above.get("id", ""))
        if above.get("id", "").startswith(MADE_BY_MOVES):
            hint = "'resource clear --expired'"
    return finding(rule, "expired-rule", words, "date", hint=hint)


def without_node(view: View) -> Iterator[Diagnostic]:
    """Report locations whose rules prefer all nodes alike, which chooses none."""
    if not view.is_on("symmetric-cluster", default=True):
        return
    for location in view.locations:
        for rule in location.rules:
            score = score_of(rule.get("score"))
            if score is None or score <= 0 or rule.get("id-ref") is not None:
                continue
            if _asks_for_no_node(rule):
                words = "a rule that asks for no node prefers all nodes alike, so none of them"
                hint = (
                    "ban instead (-inf:) while it is not to run, or name a node: '#uname eq NODE'"
                )
                yield finding(rule, "rule-without-node", words, "rule", hint=hint)


def _asks_for_no_node(rule: Element) -> bool:
    found = conditions(rule)
    dates = all(one.tag == "date_expression" for one in found if one.tag != "rule")
    return (
        bool(found) and dates and all(_asks_for_no_node(one) for one in found if one.tag == "rule")
    )


CHECKS = (
    OfWhole(("invalid-date",), bad_dates),
    OfWhole(("rule-never-true",), never_true),
    OfWhole(("rule-never-true",), unknown_operations),
    OfWhole(("unknown-attribute",), misspelt_names),
    OfWhole(("expired-rule",), expired),
    OfWhole(("rule-without-node",), without_node),
)
