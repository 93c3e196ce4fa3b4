"""Pages on options: properties of the cluster, meta attributes, what operations take."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from crmsh_py.commands.manual.page import Examples, Page, Prose, Row, Section, Table
from crmsh_py.options import tables
from crmsh_py.options.option import Option, Options


@dataclass(frozen=True, slots=True)
class _Family:
    """A table of options, what one of them is, and how one is set."""

    what: str
    options: Callable[[], Options]
    setting: tuple[str, ...]


_FAMILIES: Mapping[str, _Family] = {
    "properties": _Family(
        "a property of the cluster", tables.properties, ("configure property {}={}",)
    ),
    "meta-attributes": _Family(
        "a meta attribute of resources",
        tables.resource_meta,
        ("resource meta vip set {} {}", "configure rsc_defaults {}={}"),
    ),
    "group": _Family(
        "a meta attribute of groups", tables.group_meta, ("resource meta web set {} {}",)
    ),
    "clone": _Family(
        "a meta attribute of clones", tables.clone_meta, ("resource meta db-clone set {} {}",)
    ),
    "operations": _Family(
        "an attribute of operations",
        tables.operation,
        ("configure set vip.op[monitor].{} {}", "configure op_defaults {}={}"),
    ),
    "fencing": _Family(
        "a parameter that Pacemaker takes of every fence device",
        tables.fencing,
        ("resource param fence1 set {} {}",),
    ),
    "node": _Family(
        "a node attribute that means something to the cluster",
        tables.node,
        ("node attribute node1 set {} {}",),
    ),
    "alert": _Family(
        "a meta attribute of alerts", tables.alert, ("configure set mail.meta.{} {}",)
    ),
    "ticket": _Family("an option of tickets", tables.ticket, ()),
}
LISTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "properties": ("what the cluster can be told, by 'property'", ("properties",)),
    "meta-attributes": (
        "how the cluster treats resources, by 'meta'",
        ("meta-attributes", "group", "clone"),
    ),
    "operations": ("what operations take, behind 'op NAME'", ("operations",)),
    "fence-parameters": (
        "what Pacemaker takes of every fence device, as 'params'",
        ("fencing",),
    ),
}
"""Topics that list options: summary, and the families of options."""


def option_names() -> dict[str, str]:
    """Return the names of all options by their small letters."""
    return {name.lower(): name for one in _FAMILIES.values() for name in one.options()}


def about(name: str) -> str:
    """Return in a line what an option is for."""
    option = next(one.options()[name] for one in _FAMILIES.values() if name in one.options())
    return option.short or _type(option)


def option_page(name: str) -> Page:
    """Return the page on an option; several kinds of things may have one of that name."""
    found = {key: one for key, one in _FAMILIES.items() if name in one.options()}
    sections: list[Section] = []
    for family in found.values():
        sections += _sections(family, family.options()[name])
    examples = tuple(dict.fromkeys(line for one in found.values() for line in _examples(one, name)))
    if examples:
        sections.append(Examples(examples))
    what = " and ".join(one.what for one in found.values())
    see = tuple(topic for topic, (_, keys) in LISTS.items() if set(keys) & set(found))
    return Page(name, "option", what, tuple(sections), see)


def _sections(family: _Family, option: Option) -> Iterator[Section]:
    if option.short:
        yield Prose(f"{option.short[0].upper()}{option.short[1:]}.")
    yield Table(family.what[0].upper() + family.what[1:], tuple(_facts(option)))
    if option.effects:
        rows = tuple(Row(value, text) for value, text in option.effects.items())
        yield Table("Values", rows)


def _facts(option: Option) -> Iterator[Row]:
    yield Row("type", _type(option))
    yield Row("default", option.default or "none")
    if option.since:
        yield Row("since", f"Pacemaker {option.since}")
    if option.deprecated_since:
        instead = f"; use {option.instead}" if option.instead else ""
        yield Row("deprecated", f"since Pacemaker {option.deprecated_since}{instead}")
    if option.until:
        yield Row("until", f"Pacemaker {option.until} knows it no more")


def _type(option: Option) -> str:
    if option.effects:
        return "one of the values below"
    if option.type == "enum":
        return f"one of: {', '.join(option.values)}"
    return f"{option.type}, or {', '.join(option.values)}" if option.values else option.type


def _examples(family: _Family, name: str) -> Iterator[str]:
    option = family.options()[name]
    value = option.default or next(iter(option.values), "") or _SAMPLES.get(option.type, "")
    if value and not option.until and not option.written:
        yield from (one.format(name, value) for one in family.setting)


_SAMPLES = {"boolean": "true", "integer": "1", "score": "100", "time": "60s", "nonneg": "1"}


def list_page(topic: str) -> Page:
    """Return the page that lists options of a kind."""
    summary, keys = LISTS[topic]
    rows = [_row(option) for key in keys for option in _FAMILIES[key].options().values()]
    closing = Prose("`help NAME` tells more on one of them.")
    return Page(topic, "topic", summary, (Table("Options", tuple(rows)), closing))


def _row(option: Option) -> Row:
    default = f" (default {option.default})" if option.default else ""
    old = f"; deprecated since {option.deprecated_since}" if option.deprecated_since else ""
    return Row(option.name, f"{option.short or _type(option)}{default}{old}")
