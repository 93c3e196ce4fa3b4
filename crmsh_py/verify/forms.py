"""Which parts of an element exclude or need one another: what an XSD cannot say.

A primitive, for one, has either a template or a class and a type ("Pacemaker Explained" shows
the forms there are).  The table holds for all schemas from pacemaker-3.0 on.  A part is written
`rsc` (an attribute), `<rule>` (a child element) or `<*>` (any child element).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from crmsh_py import xmltree
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.verify.subjects import label, subject, tag_of
from crmsh_py.xmltree import Element

Parts: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """How the parts of an element go together.

    `one_of`: alternatives of which exactly one is there; `some_of`: at least one; `needs` and
    `excludes`: what the presence of one part demands and forbids.
    """

    one_of: tuple[Parts, ...] = ()
    some_of: tuple[Parts, ...] = ()
    needs: Mapping[str, Parts] = field(default_factory=dict)
    excludes: Mapping[str, Parts] = field(default_factory=dict)


SETS = "<resource_set>"
_NVSET = Form(one_of=(("id", "id-ref"),), excludes={"id-ref": ("score", "<*>")})
_RULE_ATTRIBUTES = ("score", "score-attribute", "boolean-op", "role")
_SET_ATTRIBUTES = ("sequential", "require-all", "ordering", "action", "role", "score", "kind")

FORMS: Mapping[str, Form] = {
    "primitive": Form(
        one_of=(("class", "template"),),
        needs={"class": ("type",)},
        excludes={"template": ("provider", "type")},
    ),
    "agent of class ocf": Form(needs={"class": ("provider",)}),
    "agent of another class": Form(excludes={"class": ("provider",)}),
    "instance_attributes": _NVSET,
    "meta_attributes": _NVSET,
    "utilization": _NVSET,
    "cluster_property_set": _NVSET,
    "nvpair": Form(
        one_of=(("id", "id-ref"),), needs={"id": ("name",)}, excludes={"id-ref": ("value",)}
    ),
    "op": Form(excludes={"start-delay": ("interval-origin",)}),
    "rule": Form(
        one_of=(("id", "id-ref"),),
        needs={"id": ("<*>",)},
        excludes={"id-ref": (*_RULE_ATTRIBUTES, "<*>"), "score": ("score-attribute",)},
    ),
    "date_expression in_range": Form(
        some_of=(("start", "end"),), excludes={"operation": ("<date_spec>",)}
    ),
    "date_expression gt": Form(
        needs={"operation": ("start",)}, excludes={"operation": ("end", "<*>")}
    ),
    "date_expression lt": Form(
        needs={"operation": ("end",)}, excludes={"operation": ("start", "<*>")}
    ),
    "date_expression date_spec": Form(
        needs={"operation": ("<date_spec>",)}, excludes={"operation": ("start", "end")}
    ),
    "resource_set": Form(
        one_of=(("id", "id-ref"),),
        needs={"id": ("<*>",)},
        excludes={"id-ref": (*_SET_ATTRIBUTES, "<*>"), "score": ("kind",)},
    ),
    "rsc_location": Form(
        one_of=(("rsc", "rsc-pattern", SETS), ("node", "<rule>")),
        needs={"node": ("score",)},
        excludes={SETS: ("role",), "<rule>": ("score",)},
    ),
    "rsc_colocation": Form(
        one_of=(("rsc", SETS),),
        needs={"rsc": ("with-rsc",)},
        excludes={SETS: ("with-rsc", "node-attribute", "rsc-role", "with-rsc-role")},
    ),
    "rsc_order": Form(
        one_of=(("first", SETS),),
        needs={"first": ("then",)},
        excludes={SETS: ("then", "first-action", "then-action"), "score": ("kind",)},
    ),
    "rsc_ticket": Form(one_of=(("rsc", SETS),), excludes={SETS: ("rsc-role",)}),
}

_AGENTS = frozenset({"primitive", "template"})


def violations(elements: Iterable[Element]) -> list[tuple[Element, Diagnostic]]:
    """Return what does not go together in each of the elements (not in what is inside them)."""
    cleared: set[Parts] = set()
    found: list[tuple[Element, Diagnostic]] = []
    for element in elements:
        shape = _shape(element)
        if shape not in cleared:
            problems = list(_problems(element))
            found += [(element, problem) for problem in problems]
            if not problems:
                cleared.add(shape)
    return found


def _shape(element: Element) -> Parts:
    """Return all that the forms look at: equal shapes are judged alike, so judged once."""
    tag = tag_of(element)
    shape = (_variant(tag, element), tag, *element.keys())
    if not len(element):  # nine of ten elements: nvpairs, operations
        return shape
    return (*shape, *(f"<{tag_of(child)}>" for child in xmltree.children(element)))


def _variant(tag: str, element: Element) -> str:
    """Return the name of the further form that an attribute's value makes an element have."""
    if tag == "date_expression":
        return f"date_expression {element.get('operation', '').strip()}"
    if tag in _AGENTS and "class" in element.attrib:
        ocf = element.get("class", "").strip() == "ocf"
        return "agent of class ocf" if ocf else "agent of another class"
    return ""


def _problems(element: Element) -> Iterator[Diagnostic]:
    variant, *parts = _shape(element)
    forms = [FORMS[name] for name in (parts[0], variant) if name in FORMS]
    there = set(parts[1:])
    if any(part.startswith("<") for part in parts):
        there.add("<*>")
    for form in forms:
        for words, hint in _faults(form, there):
            yield Diagnostic(
                "schema-violation",
                f"{label(element)}: {words}",
                subject=subject(element),
                hint=hint,
            )


def _faults(form: Form, there: set[str]) -> Iterator[tuple[str, str | None]]:
    for parts in (*form.one_of, *form.some_of):
        if not there.intersection(parts):
            yield _missing(parts)
    for parts in form.one_of:
        together = [part for part in parts if part in there]
        yield from (_together(together[0], part) for part in together[1:])
    for _, needed in _given(form.needs, there):
        yield from (_missing((each,)) for each in needed if each not in there)
    for part, barred in _given(form.excludes, there):
        yield from (_together(part, each) for each in barred if each in there)


def _given(relations: Mapping[str, Parts], there: set[str]) -> list[tuple[str, Parts]]:
    return [(part, others) for part, others in relations.items() if part in there]


def _missing(parts: Parts) -> tuple[str, str | None]:
    words = " or ".join(_part(part) for part in parts)
    return f"{words} is missing", None


def _together(first: str, second: str) -> tuple[str, str | None]:
    words = f"{_part(first)} and {_part(second)} cannot stand together"
    return words, "remove the one or the other"


def _part(part: str) -> str:
    """Return how a message names a part."""
    if part == "<*>":
        return "content"
    if part.startswith("<"):
        return f'element "{part[1:-1]}"'
    return f'attribute "{part}"'
