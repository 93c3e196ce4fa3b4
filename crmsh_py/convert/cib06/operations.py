"""The operations of primitives."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from crmsh_py import xmltree
from crmsh_py.convert.cib06 import nvsets
from crmsh_py.convert.cib06.nvsets import Nvset, Pair, Wanted
from crmsh_py.convert.cib06.op_values import op_value, report_invalid
from crmsh_py.convert.cib06.settings import Settings
from crmsh_py.convert.cib06.times import is_zero, with_unit
from crmsh_py.convert.cib06.work import Work
from crmsh_py.model.times import milliseconds
from crmsh_py.xmltree import Element

_NAMES: Mapping[str, str] = {"disabled": "enabled"}
_OF_META = frozenset(
    {
        *("timeout", "start-delay", "interval-origin", "enabled", "disabled", "on-fail"),
        *("record-pending", "role"),
    }
)
_KNOWN = frozenset({"id", "name", "interval", "prereq", "requires", "description"})
_REQUIRES = frozenset({"nothing", "quorum", "fencing"})
_REQUIRING = frozenset({"start", "promote"})
_PROMOTING = frozenset({"Promoted", "Unpromoted"})


@dataclass(frozen=True, slots=True)
class Needs:
    """What of a primitive matters to its operations.

    `monitor` (interval, timeout) is one that the agent cannot do without.
    """

    settings: Settings
    monitor: tuple[str, str] | None = None
    is_promotable: bool = False


@dataclass(slots=True)
class _Made:
    """The operations of a primitive that were made, and what it turned out to require."""

    element: Element
    slots: dict[tuple[str, float], Element]
    requires: Pair | None = None
    is_promotable: bool = False


def convert_operations(work: Work, primitive: Element, new: Element, needs: Needs) -> Pair | None:
    """Add the operations of a primitive; return the meta attribute `requires` they imply."""
    made = _Made(xmltree.new("operations"), {}, is_promotable=needs.is_promotable)
    for op in _ops(primitive):
        _convert_op(work, op, new, made)
    for name in ("start", "stop"):
        _add_limit(work, new, made, name, needs.settings)
    monitors = any(name == "monitor" and ms for name, ms in made.slots)
    if needs.monitor is not None and not monitors:
        interval, timeout = needs.monitor
        _add(work, new, made, {"name": "monitor", "interval": interval, "timeout": timeout})
    if len(made.element):
        xmltree.attach(new, made.element, None)
    return made.requires


def _ops(primitive: Element) -> Iterator[Element]:
    for child in xmltree.children(primitive):
        if child.tag == "operations":
            yield from child.iterchildren("op")
        elif child.tag == "op":
            yield child


def _convert_op(work: Work, op: Element, new: Element, made: _Made) -> None:
    name = op.get("name", "").strip()
    if not name:
        work.warn("incomplete", "the operation has no name: it is left out", op)
        return
    attributes = {"name": name, "interval": _interval(work, op), **_attributes(work, op)}
    if attributes.get("role") == "Started" and name == "monitor":
        _about_started(work, op, attributes, made)
    sets = nvsets.read(work, op, "instance_attributes")
    _note_prerequisite(work, op, name, _prerequisite(op, sets), made)
    slot = _free_slot(work, op, attributes, made)
    if slot is None:
        return
    wish = f"{new.get('id')}-{name}-{attributes['interval']}"
    element = xmltree.new("op", {"id": work.ids.part(op.get("id"), wish), **attributes})
    made.slots[slot] = element
    xmltree.attach(made.element, element, None)
    for nvset in (*sets, *nvsets.read(work, op, "meta_attributes")):
        _add_sets(work, element, nvset)


def _about_started(work: Work, op: Element, attributes: dict[str, str], made: _Made) -> None:
    """Leave out a role that a monitor has anyway, unless the resource never has it."""
    if not made.is_promotable:
        del attributes["role"]
        return
    words = "what can be promoted is never just Started: the monitor did not run, and does not"
    hint = "leave the role out to monitor what is not promoted, and add a monitor for Promoted"
    work.warn("useless-monitor", words, op, "role", hint=hint)


def _interval(work: Work, op: Element) -> str:
    text = op.get("interval", "0")
    time = with_unit(text)
    if time is None:
        words = f"{text!r} is no interval: it is taken for none"
        work.fail("invalid-value", words, op, text, hint="write it as 10s, or 1min")
        return "0s"
    return "0s" if is_zero(time) else time


# ------------------------------------------------------------------ attributes


def _attributes(work: Work, op: Element) -> dict[str, str]:
    """Return the attributes besides name and interval."""
    found: dict[str, str] = {}
    for name, value in op.attrib.items():
        today = str(name).replace("_", "-")
        if today in _OF_META:
            known = op_value(work, op, today, str(value))
            if known is not None:
                found[_NAMES.get(today, today)] = known
        elif today == "description":
            found[today] = str(value)
        elif today not in _KNOWN:
            work.tell("dropped", f"'{name!s}' means nothing for an operation", op, str(name))
    if "start-delay" in found and "interval-origin" in found:
        del found["interval-origin"]
        words = "'start_delay' counted, so that 'interval_origin' had no effect"
        work.tell("dropped", words, op, "interval")
    return found


# ------------------------------------------------------------------ sets of an operation


def _add_sets(work: Work, op: Element, nvset: Nvset) -> None:
    """Add the set's parameters, and what is a matter of Pacemaker's as meta attributes."""
    is_params = nvset.element.tag == "instance_attributes"
    parameters: list[Pair] = []
    meta: list[Pair] = []
    for pair in nvset.pairs:
        name = pair.name.replace("_", "-")
        if name in {"prereq", "requires"}:
            continue
        if name not in _OF_META:
            (parameters if is_params else meta).append(pair)
        elif (value := op_value(work, pair.element, name, pair.value)) is not None:
            meta.append(replace(pair, name=_NAMES.get(name, name), value=value))
    for tag, pairs in (("instance_attributes", parameters), ("meta_attributes", meta)):
        nvsets.write(work, op, Wanted(tag, tuple(pairs), f"{op.get('id')}-{tag}", nvset))


# ------------------------------------------------------------------ prerequisites


def _prerequisite(op: Element, sets: list[Nvset]) -> str | None:
    for name in ("prereq", "requires"):
        values = (op.get(name), *(one.value(name) for one in sets))
        found = next((value for value in values if value), None)
        if found:
            return found.strip().lower()
    return None


def _note_prerequisite(work: Work, op: Element, name: str, value: str | None, made: _Made) -> None:
    """Note what starting needs, which is a matter of the resource today, not of an operation."""
    if value is None or value == "default":
        return
    if name not in _REQUIRING:
        words = f"what the operation '{name}' needed ({value!r}) cannot be said any more"
        work.tell("dropped", words, op, "prereq")
    elif value not in _REQUIRES:
        report_invalid(work, op, value, "prerequisite")
    elif made.requires is None:
        made.requires = Pair("requires", value, op)
    elif made.requires.value != value:
        words = f"{made.requires.value!r} is required already: {value!r} is left out"
        work.warn("approximated", words, op, "prereq")


# ------------------------------------------------------------------ one operation a slot


def _free_slot(
    work: Work, op: Element, attributes: dict[str, str], made: _Made
) -> tuple[str, float] | None:
    """Return name and interval of an operation; a second one of the same was not carried out.

    Monitors of two roles need different intervals today: the second comes a second later.
    """
    name, ms = attributes["name"], milliseconds(attributes["interval"]) or 0.0
    other = made.slots.get((name, ms))
    if other is not None and other.get("enabled") == "false":
        made.element.remove(other)  # it did not count as one of the same
        other = None
    if other is None:
        return name, ms
    if (
        not ms
        or other.get("role") == attributes.get("role")
        or not _roles_matter(other, attributes)
    ):
        words = f"there are two operations '{name}' of interval {attributes['interval']}"
        hint = "a resource can have one of them only; the first one was kept"
        work.warn("duplicate-operation", words, op, name, hint=hint)
        return None
    while (name, ms) in made.slots:
        ms += 1000
    old, attributes["interval"] = attributes["interval"], _milliseconds(ms)
    words = f"the interval {old} became {attributes['interval']}: the other role's monitor has it"
    work.tell("duplicate-operation", words, op, "interval")
    return name, ms


def _roles_matter(other: Element, attributes: dict[str, str]) -> bool:
    return bool(_PROMOTING & {other.get("role"), attributes.get("role")})


def _milliseconds(ms: float) -> str:
    return f"{int(ms) // 1000}s" if not ms % 1000 else f"{int(ms)}ms"


# ------------------------------------------------------------------ limits said elsewhere


def _add_limit(work: Work, new: Element, made: _Made, name: str, settings: Settings) -> None:
    """Put `start_timeout`, `stop_timeout` and `on_stopfail` of the resource where they belong."""
    found: dict[str, str] = {}
    timeout = settings.find(f"{name}-timeout")
    if timeout and (value := op_value(work, timeout.element, "timeout", timeout.value)):
        found["timeout"] = value
    failure = settings.find("on-stopfail") if name == "stop" else None
    if failure and (value := op_value(work, failure.element, "on-fail", failure.value)):
        found["on-fail"] = value
    if not found:
        return
    op = made.slots.get((name, 0.0))
    if op is None:
        _add(work, new, made, {"name": name, "interval": "0s", **found})
        return
    for key, value in found.items():
        if key not in op.attrib:
            op.set(key, value)


def _add(work: Work, new: Element, made: _Made, attributes: dict[str, str]) -> None:
    wish = f"{new.get('id')}-{attributes['name']}-{attributes['interval']}"
    op = xmltree.sub(made.element, "op", {"id": work.ids.fresh(wish), **attributes})
    made.slots[attributes["name"], milliseconds(attributes["interval"]) or 0.0] = op
