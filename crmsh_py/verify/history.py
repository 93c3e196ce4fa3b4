"""What other schemas have than a CIB's own: what takes a newer one, and what is gone since.

All of it is said in `schemas/cib.xsd`, at the declaration of the thing itself.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from crmsh_py import xmltree
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.model.releases import Release
from crmsh_py.schemas.declarations import CRM, XS, key, members, named, since, until
from crmsh_py.verify.subjects import OBJECT_DEPTH, label, lineage, subject, words
from crmsh_py.xmltree import Element

TypeAndKey = tuple[str, str]
"""A type of the schema, and `rule` (a child element), `@rsc` (an attribute) or `=lsb` (a value)."""


class Declared(NamedTuple):
    """When something was or is declared, and what to say of it where it is no more."""

    since: Release
    until: Release
    instead: str | None


def newer(element: Element, what: str, first: str, at: tuple[str, ...] = ()) -> Diagnostic:
    """Report what takes a newer schema; `first` is the one that was the first to have it."""
    text = f"{label(element)}: {what} takes a newer schema"
    return Diagnostic(
        "needs-newer-schema", text, subject=subject(element), hint=hint(first), words=at
    )


def hint(first: str) -> str:
    """Return the words that name the schema that is needed, and the way there."""
    return f"it needs {first} or newer: see 'upgrade'"


def of_child(own: Release, type_: str, child: Element) -> Diagnostic | None:
    """Report a child element that only another schema has in its parent's type."""
    tag = str(child.tag)
    found = _other(own, (type_, tag))
    if found is None:
        return None
    if found.since > own:
        told = newer(child, f'element "{tag}"', _name(found.since), words(child))
        inside = next(xmltree.children(child), None)
        if len(lineage(child)) > OBJECT_DEPTH or inside is None:
            return told
        return replace(told, subject=subject(inside))  # a section: its objects are what is new
    return _gone(child, "such element", found, words(child))


def of_attribute(own: Release, type_: str, element: Element, name: str) -> Diagnostic | None:
    """Report an attribute that only another schema has."""
    found = _other(own, (type_, f"@{name}"))
    if found is None:
        return None
    at = words(element, name)
    if found.since > own:
        return newer(element, f'attribute "{name}"', _name(found.since), at)
    return _gone(element, f'"{name}"', found, at)


def of_value(own: Release, type_: str, element: Element, name: str) -> Diagnostic | None:
    """Report a value of an attribute (of some type) that only another schema has."""
    value = element.get(name, "").strip()
    found = _other(own, (type_, f"={value}"))
    if found is None:
        return None
    what, at = f'{name} "{value}"', words(element, name)
    if found.since > own:
        return newer(element, what, _name(found.since), at)
    return _gone(element, what, found, at)


def _gone(element: Element, what: str, found: Declared, at: tuple[str, ...]) -> Diagnostic:
    text = f"{label(element)}: there is no {what} since {_name(found.until)}"
    return Diagnostic(
        "schema-violation", text, subject=subject(element), hint=found.instead, words=at
    )


def _name(one: Release) -> str:
    return f"pacemaker-{one[0]}.{one[1]}"


def _other(own: Release, what: TypeAndKey) -> Declared | None:
    """Return what is declared elsewhere than in a release: in the next that has it, else before."""
    found = sorted(_declared().get(what, ()), key=lambda one: one.since)
    later = [one for one in found if one.since > own]
    earlier = [one for one in found if one.until <= own]
    return next(iter([*later, *reversed(earlier)]), None)


@cache
def barred(type_: str, nvset: str | None = None) -> frozenset[str]:
    """Return the names that some schema bars from a set of pairs of a type.

    The type is the set's own (`cluster_property_set`), or that of what has a set of some tag.
    """
    root = _source()
    return frozenset(
        one.get("name", "")
        for bars in named(root, "complexType", type_).iter(f"{CRM}bars")
        if bars.get("at") == nvset
        for names in (bars, *root.iterchildren(f"{CRM}names"))
        if names is bars or names.get("name") == bars.get("use")
        for one in xmltree.children(names)
    )


@cache
def _source() -> Element:
    file = files("crmsh_py.schemas") / "cib.xsd"
    return xmltree.parse(file.read_bytes(), file.name)


@cache
def _declared() -> dict[TypeAndKey, list[Declared]]:
    root = _source()
    found: dict[TypeAndKey, list[Declared]] = {}
    for what, declaration in _all(root):
        around = [declaration, *declaration.iterancestors()]
        declared = Declared(
            max(since(each) for each in around),
            min(until(each) for each in around),
            declaration.get(f"{CRM}instead"),
        )
        found.setdefault(what, []).append(declared)
    return found


def _all(root: Element) -> Iterator[tuple[TypeAndKey, Element]]:
    for type_ in root.iterchildren(f"{XS}complexType"):
        for each in members(root, type_):
            yield (type_.get("name", ""), key(each)), each
    for type_ in root.iterchildren(f"{XS}simpleType"):
        for each in type_.iter(f"{XS}enumeration"):
            yield (type_.get("name", ""), f"={each.get('value')}"), each
