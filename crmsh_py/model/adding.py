"""Values that are set by their paths and were not there before: where they go.

Raises CrmError where that is not clear; the caller takes back what was done (`Cib.rollback`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from crmsh_py import xmltree
from crmsh_py.diagnostics import CrmError
from crmsh_py.model import identifiers
from crmsh_py.model.attributes import ATTRIBUTES, META
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import object_name
from crmsh_py.model.finding import (
    ambiguous,
    name_of,
    nothing,
    objects_of,
    selects,
    single,
    unknown,
    with_operation,
)
from crmsh_py.model.masking import masked_value
from crmsh_py.model.paths import Path, Segment, name_text, word_text
from crmsh_py.model.places import NVSETS, Part, parts, places, set_words
from crmsh_py.model.setting import change, has_rule, set_attribute
from crmsh_py.model.vocabulary import OPTION_SETS, RESOURCES
from crmsh_py.secrets import MASK, is_secret
from crmsh_py.xmltree import Element

_PARAMS, _META, _UTILIZATION = "instance_attributes", "meta_attributes", "utilization"
_SETS = {
    **dict.fromkeys(("primitive", "template"), (_PARAMS, _META, _UTILIZATION)),
    **dict.fromkeys(("group", "clone", "master", "bundle"), (_META,)),
    "node": (_PARAMS, _UTILIZATION),
    **dict.fromkeys(("op", "alert", "recipient"), (_PARAMS, _META)),
}
"""Tag to the sets that it can have; the first takes a name of which no more is said."""

_BEHIND = RESOURCES | {"operations", "select", "recipient"}
"""Parts in front of which a new set stands."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where a new value goes: into `holder`, or into a set of the tag `nvset` made in it."""

    owner: Element
    holder: Element
    name: str
    nvset: str | None = None
    is_attribute: bool = False
    text: str = ""


def set_value(cib: Cib, path: Path, value: str) -> tuple[Element, str]:
    """Set the value of a path; return the object, and what was added if it was not there.

    Raises CrmError.
    """
    if path.is_pattern:
        raise path.error("usage", "a pattern stands for several values: it can only be read")
    if len(path.segments) < 2:
        objects_of(cib, path)
        hint = f"'get {path.text}' lists the values of the object"
        raise path.error("syntax-error", f"{path.text!r} names no value", hint=hint)
    place = single(cib, path)
    if place is not None:
        change(cib, place, path, value)
        return place.owner, ""
    candidates = objects_of(cib, path)
    if not candidates:
        return _start_options(cib, path, value)
    return _carry_out(cib, _plan(cib, candidates, path), path, value)


def _plan(cib: Cib, candidates: Sequence[tuple[Element, tuple[Segment, ...]]], path: Path) -> _Plan:
    """Return the one way to add a value."""
    keyword = path.segments[0].word.text
    if keyword in OPTION_SETS and len(candidates) > 1:
        candidates = _usual(candidates, OPTION_SETS[keyword][2])
    plans: list[_Plan] = []
    problems: list[CrmError] = []
    for owner, rest in candidates:
        try:
            plans.append(_plan_in(cib, owner, with_operation(owner, rest) or rest, path))
        except CrmError as error:
            problems.append(error)
    if not plans:
        raise problems[0]
    if len(plans) > 1:
        raise ambiguous(path, [one.text for one in plans])
    return plans[0]


def _usual(
    candidates: Sequence[tuple[Element, tuple[Segment, ...]]], default: str
) -> list[tuple[Element, tuple[Segment, ...]]]:
    """Return the set that a keyword of options means where a new option is set."""
    named = [one for one in candidates if one[0].get("id") == default]
    return named or [one for one in candidates if not has_rule(one[0])][-1:] or [*candidates]


def _plan_in(cib: Cib, owner: Element, rest: Sequence[Segment], path: Path) -> _Plan:
    if not rest or rest[-1].selectors:
        raise nothing(cib, path)
    holder, text = owner, word_text(object_name(owner))
    for at, segment in enumerate(rest[:-1]):
        found = [one for one in parts(holder) if selects(segment, one)]
        if len(found) > 1:
            raise ambiguous(path, [f"{text}.{one.text}" for one in found], at=[segment])
        if not found:
            name = name_of(rest[at + 1 :])
            tag = _missing_set(holder, segment)
            if tag is not None:
                return _Plan(owner, holder, name, tag, text=f"{text}.{segment.word.text}.{name}")
            if holder.tag in NVSETS:
                return _plan_at(path, owner, holder, rest[at:], text)
            raise nothing(cib, path)
        holder, text = found[0].element, f"{text}.{found[0].text}"
    return _plan_at(path, owner, holder, rest[-1:], text)


def _missing_set(holder: Element, segment: Segment) -> str | None:
    """Return the set that a segment asks to make in an element."""
    tags = () if segment.selectors else _SETS.get(str(holder.tag), ())
    return next((t for t in tags if segment.word.text in set_words(t, str(holder.tag))), None)


def _plan_at(
    path: Path, owner: Element, holder: Element, segments: Sequence[Segment], text: str
) -> _Plan:
    """Return how a name is added in an element."""
    name = name_of(segments)
    marked = name != segments[0].word.text and len(segments) == 1
    full = f"{text}.{name_text(name)}"
    if holder.tag in NVSETS and not marked:
        if "id-ref" in holder.attrib:
            message = f"the values of {text!r} stand in {holder.get('id-ref')!r}"
            raise path.error("not-settable", message, hint="change them there")
        return _Plan(owner, holder, name, text=full)
    known = ATTRIBUTES.get(str(holder.tag), ())
    if name in known:
        return _Plan(owner, holder, name, is_attribute=True, text=full)
    tag = None if marked else _set_for(holder, name)
    if tag is None:
        sets = _SETS.get(str(holder.tag), ())
        names = [one for one in (*known, *(META if _META in sets else ())) if one != "id"]
        hint = f"one of: {', '.join(names)}"
        if _META in sets:
            hint = f"'{text}.meta.{name_text(name)}' would be a meta attribute"
        raise unknown(path, owner, segments, [(one, f"{text}.{one}") for one in names], hint)
    return _plan_in_set(path, _Plan(owner, holder, name, tag, text=text))


def _set_for(holder: Element, name: str) -> str | None:
    """Return the set that takes a new name of which no more is said."""
    tags = _SETS.get(str(holder.tag), (None,))
    if tags[0] == _META:
        return _META if name in META else None
    is_resource = holder.tag in {"primitive", "template"}
    return _META if is_resource and name in META else tags[0]


def _plan_in_set(path: Path, plan: _Plan) -> _Plan:
    """Return a plan that uses the set there is; refuse to choose between several."""
    alike = [one for one in parts(plan.holder) if one.element.tag == plan.nvset]
    assert plan.nvset is not None
    word = set_words(plan.nvset, str(plan.holder.tag))[0]
    if not alike:
        return _Plan(plan.owner, plan.holder, plan.name, plan.nvset, text=f"{plan.text}.{word}")
    if len(alike) == 1 and _is_plain(alike[0]):
        inside = f"{plan.text}.{word}.{name_text(plan.name)}"
        return _Plan(plan.owner, alike[0].element, plan.name, text=inside)
    raise ambiguous(path, [f"{plan.text}.{one.text}.{name_text(plan.name)}" for one in alike])


def _is_plain(part: Part) -> bool:
    return "id-ref" not in part.element.attrib and not has_rule(part.element)


# ------------------------------------------------------------------ doing it


def _carry_out(cib: Cib, plan: _Plan, path: Path, value: str) -> tuple[Element, str]:
    if plan.is_attribute:
        if plan.name == "id":
            raise path.error("not-settable", "ids stay as they are")
        set_attribute(cib, plan.holder, plan.name, value, path)
        return plan.owner, _added(cib, plan.owner, plan.holder, plan.name)
    _refuse_masked(plan.name, value, path)
    pair = xmltree.new("nvpair", {"name": plan.name, "value": value})
    if plan.nvset is None:
        _insert(cib, plan.holder, pair)
    else:
        _insert_set(cib, plan.holder, plan.nvset, pair)
    return plan.owner, _added(cib, plan.owner, pair, "value")


def add_pair(cib: Cib, holder: Element, tag: str, name: str, value: str) -> None:
    """Add a pair to the first set of a tag that holds always; make one if there is none."""
    pair = xmltree.new("nvpair", {"name": name, "value": value})
    plain = next((one for one in plain_sets(holder, tag)), None)
    if plain is None:
        _insert_set(cib, holder, tag, pair)
    else:
        _insert(cib, plain, pair)


def plain_sets(holder: Element, tag: str) -> list[Element]:
    """Return the sets of an element that stand there themselves, and hold without a rule."""
    sets = (one for one in xmltree.children(holder) if one.tag == tag)
    return [one for one in sets if "id-ref" not in one.attrib and not has_rule(one)]


def _insert_set(cib: Cib, holder: Element, tag: str, pair: Element) -> None:
    nvset = xmltree.new(tag)
    nvset.append(pair)
    behind = (one for one in xmltree.children(holder) if one.tag in _BEHIND)
    _insert(cib, holder, nvset, next(behind, None))


def _refuse_masked(name: str, value: str, path: Path) -> None:
    if value == MASK and is_secret(name):
        problem = masked_value(name)
        raise path.error(problem.code, problem.message, hint=problem.hint)


def _insert(cib: Cib, parent: Element, part: Element, successor: Element | None = None) -> None:
    """Put a new part into an element of the configuration, with ids made for it."""
    holder = xmltree.new(str(parent.tag), dict(parent.items()))
    holder.append(part)
    identifiers.assign(holder, identifiers.Allocator(cib.ids()))
    holder.remove(part)
    cib.insert(parent, part, successor)


def _start_options(cib: Cib, path: Path, value: str) -> tuple[Element, str]:
    """Make a set of options, and set one in it."""
    section, tag, id_ = OPTION_SETS[path.segments[0].word.text]
    name = name_of(path.segments[1:])
    _refuse_masked(name, value, path)
    nvset = xmltree.new(tag, {"id": id_})
    pair = xmltree.sub(nvset, "nvpair", {"name": name, "value": value})
    try:
        _insert(cib, cib.ensure_section(section), nvset)
    except CrmError as error:
        raise path.error(error.diagnostics[0].code, error.diagnostics[0].message) from None
    return nvset, _added(cib, nvset, pair, "value")


def _added(cib: Cib, owner: Element, element: Element, attribute: str) -> str:
    """Return the full path of a value that was added."""
    found = places(cib, owner)
    return next(one.path for one in found if (one.element, one.attribute) == (element, attribute))
