"""The values of meta attributes: what became of each."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from crmsh_py.convert.cib06.failure_stickiness import Threshold, migration_threshold
from crmsh_py.convert.cib06.meta_names import (
    BOOLEANS,
    DEFAULTS,
    OF_CLONES,
    PROMOTABLE,
    is_false,
    is_true,
)
from crmsh_py.convert.cib06.nvsets import Pair
from crmsh_py.convert.cib06.roles import convert_role
from crmsh_py.convert.cib06.scores import score_text
from crmsh_py.convert.cib06.settings import Layer, Settings
from crmsh_py.convert.cib06.times import with_unit
from crmsh_py.convert.cib06.work import Work
from crmsh_py.xmltree import Element

OF_OPERATIONS = ("start-timeout", "stop-timeout", "on-stopfail")
_REQUIRES = {"nothing": "nothing", "quorum": "quorum", "fencing": "fencing"}
_PROMOTION = frozenset({"Promoted", "Unpromoted"})
_DEFAULT = "default"
_THRESHOLD = "migration-threshold"
_CLONES = frozenset({"clone", "master_slave", "master"})
_NUMBERS = frozenset(
    {
        *("clone-max", "clone-node-max", "promoted-max", "promoted-node-max"),
        *("migration-threshold",),
    }
)


def settled(
    work: Work, element: Element, settings: Settings, *, stickiness: str | None, members: int = 1
) -> Settings:
    """Return settings whose meta attributes have the names and the values of today.

    `stickiness` is the resource's own or the default; a group has it once for each of `members`.
    """
    layers = []
    for layer in settings.meta:
        pairs = [_settled(work, element, pair, stickiness, members) for pair in layer.pairs]
        kept = tuple(pair for pair in pairs if pair is not None)
        if kept:
            layers.append(Layer(kept, layer.like))
    done = replace(settings, meta=tuple(layers))
    return done.with_meta(*_by_default(work, element, settings, stickiness, members))


def stickiness_of(work: Work, settings: Settings) -> str | None:
    """Return a resource's stickiness: its own, else the default."""
    return settings.value("resource-stickiness") or work.targets.stickiness


def _by_default(
    work: Work, element: Element, settings: Settings, stickiness: str | None, members: int
) -> tuple[Pair, ...]:
    """Return the threshold by the default failure stickiness, where the default one is wrong."""
    failure = work.targets.failure_stickiness
    said = any(settings.find(name) for name in ("resource-failure-stickiness", _THRESHOLD))
    if failure is None or said or _is_member(element):
        return ()
    if element.tag in _CLONES and settings.find("resource-stickiness") is None:
        return ()
    found = migration_threshold(failure, stickiness, members)
    if found.value == work.targets.threshold:
        return ()
    words = f"{found.why}, by the default of failure stickiness"
    return (_with_threshold(work, Pair(_THRESHOLD, failure, element), replace(found, why=words)),)


def _is_member(element: Element) -> bool:
    """Tell a member of a group, whose scores were added up: the group has the threshold."""
    parent = element.getparent()
    return parent is not None and parent.tag == "group"


def _settled(
    work: Work, element: Element, pair: Pair, stickiness: str | None, members: int
) -> Pair | None:
    name = pair.name
    if name in OF_OPERATIONS:
        return None
    if pair.value.strip().lower() == _DEFAULT:
        return None
    if name == "resource-failure-stickiness":
        return _threshold(work, pair, stickiness, members)
    if name in OF_CLONES and not _has_use(element, name):
        words = f"{name!r} has an effect on clones only"
        work.tell("dropped", words, pair.element, name)
        return None
    if name in BOOLEANS:
        return _boolean(work, element, pair)
    return _READERS.get(name, _as_it_is)(work, element, pair)


def _has_use(element: Element, name: str) -> bool:
    return element.tag not in {"primitive", "group"} or (
        element.tag == "group" and name == "ordered"
    )


def _as_it_is(_work: Work, _element: Element, pair: Pair) -> Pair:
    return pair


def _invalid(work: Work, pair: Pair, what: str) -> None:
    words = f"{pair.name!r} is {pair.value!r}, which is no {what}: left out"
    work.warn("invalid-value", words, pair.element, pair.value)


def _boolean(work: Work, element: Element, pair: Pair) -> Pair | None:
    """Return a boolean that is not what holds anyway; what is none had no effect."""
    truth = is_true(pair.value)
    if not truth and not is_false(pair.value):
        _invalid(work, pair, "boolean")
        return None
    value = "true" if truth else "false"
    if pair.name == "ordered" and element.tag not in {"primitive", "group"} and not truth:
        return None
    if pair.name == "is-managed":
        return replace(pair, value=value) if work.targets.unmanaged or not truth else None
    if DEFAULTS.get(pair.name) == value:
        return None
    return replace(pair, value=value)


def _role(work: Work, element: Element, pair: Pair) -> Pair | None:
    role = convert_role(work, pair.element, pair.value)
    if role not in _PROMOTION or _is_promotable(element):
        return None if role is None else replace(pair, value=role)
    words = f"{element.get('id')!r} cannot be promoted: its role {pair.value!r} had no effect"
    work.warn("invalid-value", words, pair.element, pair.value)
    return None


def _is_promotable(element: Element) -> bool:
    return element.tag in PROMOTABLE or any(
        one.tag in PROMOTABLE for one in element.iterancestors()
    )


def _score(work: Work, _element: Element, pair: Pair) -> Pair | None:
    score = score_text(pair.value)
    if score is None:
        _invalid(work, pair, "score")
        return None
    return replace(pair, value=score)


def _number(work: Work, element: Element, pair: Pair) -> Pair | None:
    if pair.name == "migration-threshold" or pair.value.strip().isdecimal():
        return _score(work, element, pair)
    _invalid(work, pair, "number")
    return None


def _time(work: Work, _element: Element, pair: Pair) -> Pair | None:
    time = with_unit(pair.value)
    if time is None:
        _invalid(work, pair, "time")
        return None
    return replace(pair, value=time)


def _multiple_active(work: Work, _element: Element, pair: Pair) -> Pair | None:
    value = pair.value.strip().lower().replace("-", "_")
    if value not in {"stop_start", "stop_only", "block"}:
        _invalid(work, pair, "way to deal with that")
        return None
    return replace(pair, value=value)


def _restart_type(work: Work, element: Element, pair: Pair) -> None:
    if pair.value.strip().lower() != "restart":
        return
    if element.get("id") in work.targets.restarted:
        words = "'restart_type' had it restarted with what it is ordered after, optionally"
        hint = "make the order mandatory if that is wanted"
        work.warn("restart-type", words, pair.element, "restart", hint=hint)
    else:
        words = "'restart_type' has no effect without an optional order"
        work.tell("restart-type", words, pair.element, "restart")


def _requires(work: Work, _element: Element, pair: Pair) -> Pair | None:
    value = _REQUIRES.get(pair.value.strip().lower())
    if value is None:
        _invalid(work, pair, "prerequisite")
        return None
    return replace(pair, name="requires", value=value)


def _threshold(work: Work, pair: Pair, stickiness: str | None, members: int) -> Pair | None:
    found = migration_threshold(pair.value, stickiness, members)
    made = _with_threshold(work, pair, found)
    return None if found.value is None and work.targets.threshold is None else made


def _with_threshold(work: Work, pair: Pair, found: Threshold) -> Pair:
    """Return a threshold, reporting how it was found; without one no failure counts."""
    if found.is_exact:
        work.tell("failure-stickiness", found.why, pair.element, pair.value)
    else:
        words = f"{found.why}; migration-threshold={found.value} comes nearest"
        work.warn("failure-stickiness", words, pair.element, pair.value)
    value = "INFINITY" if found.value is None else str(found.value)
    return replace(pair, name=_THRESHOLD, value=value)


_READERS: Mapping[str, Callable[[Work, Element, Pair], Pair | None]] = {
    "target-role": _role,
    "priority": _score,
    "resource-stickiness": _score,
    "multiple-active": _multiple_active,
    "restart-type": _restart_type,
    "failure-timeout": _time,
    "start-prereq": _requires,
    **dict.fromkeys(_NUMBERS, _number),
}
