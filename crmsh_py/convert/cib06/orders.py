"""Order constraints: `from`, `to` and a type once, `first` and `then` now."""

from dataclasses import dataclass

from crmsh_py import xmltree
from crmsh_py.convert.cib06.groups import add_set
from crmsh_py.convert.cib06.meta_names import is_false
from crmsh_py.convert.cib06.references import Reference, find
from crmsh_py.convert.cib06.scores import convert_score, score_text
from crmsh_py.convert.cib06.work import Work
from crmsh_py.xmltree import Element

_ACTIONS = frozenset({"start", "stop", "promote", "demote"})
_PROMOTED = {"start": "promote", "stop": "demote", "promote": "promote", "demote": "demote"}
_KINDS = frozenset({"Optional", "Mandatory", "Serialize"})
KNOWN = frozenset(
    {
        *("id", "from", "to", "type", "action", "to_action", "to-action", "score", "symmetrical"),
        *("first", "then", "first-action", "then-action", "kind"),
    }
)


@dataclass(frozen=True, slots=True)
class _Side:
    """A resource by its old id, and its action, as the constraint has them."""

    rsc: str | None
    action: str


def ends_of(order: Element) -> tuple[str | None, str | None]:
    """Return the old ids of what comes first and of what comes then."""
    first, then = _sides(order)
    return first.rsc, then.rsc


def _sides(order: Element) -> tuple[_Side, _Side]:
    """Return what comes first, and then: everything but `before` meant `after`.

    `action` belongs to `from` and `to_action` to `to`, whose default is `action` (the engine's;
    the DTD said start).
    """
    if order.get("first") or order.get("then"):
        first = order.get("first-action") or "start"
        return (
            _Side(order.get("first"), first),
            _Side(order.get("then"), order.get("then-action") or first),
        )
    action = order.get("action") or "start"
    from_ = _Side(order.get("from"), action)
    to = _Side(order.get("to"), order.get("to_action") or order.get("to-action") or action)
    is_before = order.get("type", "after").strip().lower() == "before"
    return (from_, to) if is_before else (to, from_)


def convert_order(work: Work, old: Element) -> Element | None:
    """Return the present form of an order; None if it has none (reported)."""
    sides = _sides(old)
    if not all(side.rsc for side in sides):
        work.warn("incomplete", "the order does not name two resources: it is left out", old)
        return None
    found = [find(work, old, side.rsc or "") for side in sides]
    first, then = found
    actions = [_action(work, old, side.action) for side in sides]
    if first is None or then is None or None in actions:
        return None
    if first == then:
        work.warn("dangling-reference", "the order names one resource twice: it is left out", old)
        return None
    new = xmltree.new("rsc_order", {"id": work.claimed[old]})
    _add_strength(work, old, new)
    if is_false(old.get("symmetrical", "true")):
        new.set("symmetrical", "false")
    verbs = [
        _PROMOTED[action or "start"] if side.is_promoted else action or "start"
        for side, action in zip((first, then), actions, strict=True)
    ]
    if first.group is None and then.group is None:
        _add_ends(new, first, then, verbs)
    else:
        _add_sets(work, new, first, then, verbs)
    return new


def _action(work: Work, old: Element, action: str) -> str | None:
    verb = action.strip().lower()
    if verb in _ACTIONS:
        return verb
    hint = "the actions are start, stop, promote and demote"
    words = f"nothing can be ordered by the action {action!r}: the constraint is left out"
    work.fail("invalid-value", words, old, action, hint=hint)
    return None


def _add_ends(new: Element, first: Reference, then: Reference, verbs: list[str]) -> None:
    new.set("first", first.id)
    if verbs != ["start", "start"]:
        new.set("first-action", verbs[0])
    new.set("then", then.id)
    if verbs != ["start", "start"]:
        new.set("then-action", verbs[1])


def _add_sets(
    work: Work, new: Element, first: Reference, then: Reference, verbs: list[str]
) -> None:
    for side, verb in zip((first, then), verbs, strict=True):
        in_order = side.group is None or side.group.ordered
        made = add_set(work, new, side.each, sequential=in_order)
        if verb != "start":
            made.set("action", verb)


def _add_strength(work: Work, old: Element, new: Element) -> None:
    """Say how strong the order is: by a kind, once by a score."""
    kind = old.get("kind", "").strip().capitalize()
    if kind in _KINDS:
        if kind != "Mandatory":
            new.set("kind", kind)
        return
    if old.get("score") is None:
        return
    score = convert_score(work, old)
    if score == "0" or score.startswith("-"):
        new.set("kind", "Optional")
    if score.startswith("-"):
        words = "a negative score had the first one stopped with the second: it is optional now"
        work.warn("approximated", words, old, "score")


def is_optional(old: Element) -> bool:
    """Tell whether an order holds only if both have to do something at once."""
    if old.get("kind"):
        return old.get("kind", "").lower() == "optional"
    return score_text(old.get("score", "INFINITY")) == "0"
