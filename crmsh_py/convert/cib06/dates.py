"""Date expressions of rules."""

from collections.abc import Mapping

from crmsh_py import xmltree
from crmsh_py.convert.cib06.work import Work
from crmsh_py.xmltree import Element

_DURATION = frozenset({"years", "months", "weeks", "days", "hours", "minutes", "seconds"})
_DATE_SPEC = frozenset(
    {
        *("years", "months", "monthdays", "hours", "minutes", "seconds"),
        *("yeardays", "weekyears", "weeks", "weekdays"),
    }
)
_RENAMED = {"yearsdays": "yeardays"}
_FIELDS: Mapping[str, frozenset[str]] = {"duration": _DURATION, "date_spec": _DATE_SPEC}
_NEEDED: Mapping[str, str] = {"gt": "start", "lt": "end"}


def convert_date(work: Work, old: Element, wish: str) -> Element | None:
    """Return the present form of a date expression; None if there is none (reported)."""
    operation = (old.get("operation") or "in_range").strip().lower()
    id_ = work.ids.part(old.get("id"), wish)
    new = xmltree.new("date_expression", {"id": id_, "operation": operation})
    problem = _fill(work, old, new, operation, wish)
    if problem:
        hint = "put what it means into the rule by hand"
        work.fail("invalid-rule", f"{problem}: the expression is left out", old, hint=hint)
        return None
    return new


def _fill(work: Work, old: Element, new: Element, operation: str, wish: str) -> str | None:
    """Add the limits and the fields; return what is wrong, if anything is."""
    if operation in _NEEDED:
        name = _NEEDED[operation]
        value = old.get(name)
        if not value:
            return f"the operation {operation!r} needs the attribute {name!r}"
        new.set(name, value)
        return None
    if operation == "date_spec":
        return _add_fields(work, old, new, "date_spec", wish)
    if operation == "in_range":
        return _add_range(work, old, new, wish)
    return f"there is no operation {operation!r} on dates"


def _add_range(work: Work, old: Element, new: Element, wish: str) -> str | None:
    limits = {name: old.get(name, "") for name in ("start", "end") if old.get(name)}
    if not limits:
        return "the range has neither a start nor an end"
    new.attrib.update(limits)
    if old.find("duration") is None:
        return None
    if "end" not in limits:
        return _add_fields(work, old, new, "duration", wish)
    work.tell("dropped", "the range has an end: its duration had no effect", old)
    return None


def _add_fields(work: Work, old: Element, new: Element, tag: str, wish: str) -> str | None:
    fields = old.find(tag)
    if fields is None:
        return f"there is no <{tag}> in it"
    id_ = work.ids.part(fields.get("id"), f"{wish}-{tag}")
    made = xmltree.sub(new, tag, {"id": id_})
    for name, value in fields.attrib.items():
        today = _RENAMED.get(str(name), str(name))
        if today in _FIELDS[tag]:
            made.set(today, str(value))
        elif today != "id":
            words = f"{name!s} of <{tag}> has no counterpart: it is left out"
            work.warn("approximated", words, fields, str(name))
    return None
