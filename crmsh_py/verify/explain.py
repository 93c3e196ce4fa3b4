"""Why an element is not as our schema has it, in plain words.

The only module that imports the xmlschema library, which is slow to load and slow to run: it is
reached only when there is something to explain, and given only the objects at fault.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import xmlschema
from xmlschema.validators import XsdAttribute, XsdElement, XsdSimpleType, XsdType

from crmsh_py.diagnostics import Diagnostic
from crmsh_py.verify.subjects import choice, label, lineage, near_miss, subject, tag_of
from crmsh_py.xmltree import Element

WORDS: Mapping[str, tuple[str, str]] = {
    "id": ("invalid-id", "a letter or '_', then letters, digits, '.', '-' or '_'"),
    "score": ("invalid-score", "a whole number, INFINITY or -INFINITY"),
    "boolean": ("schema-violation", choice(("true", "false", "1", "0"))),
    "nonNegativeInteger": ("schema-violation", "a whole number, 0 or more"),
}
"""Types that no list of words describes: the code of a finding, and what is allowed."""


class Explainer:
    """Our schema, as the xmlschema library has it."""

    def __init__(self, file: Path) -> None:
        self._schema = xmlschema.XMLSchema10(file)
        self._components: dict[str, XsdElement | None] = {}

    def knows(self, element: Element) -> bool:
        """Tell whether the schema has such an element in such a place."""
        return self._component(element) is not None

    def explain(self, element: Element) -> list[Diagnostic]:
        """Return what is wrong with an element and all inside it; comments must be gone."""
        component = self._component(element)
        assert component is not None
        found: dict[Diagnostic, None] = {}
        for error in component.iter_errors(element):  # type: ignore[arg-type]  # lxml's will do
            found.update(dict.fromkeys(self._findings(error, element)))
        return list(found)

    def _component(self, element: Element) -> XsdElement | None:
        path = "/".join(str(each.tag) for each in lineage(element))
        if path not in self._components:
            found = self._schema.find(path)
            self._components[path] = found if isinstance(found, XsdElement) else None
        return self._components[path]

    def _findings(
        self, error: xmlschema.XMLSchemaValidationError, whole: Element
    ) -> Iterator[Diagnostic]:
        part = error.elem if isinstance(error.elem, Element) else whole
        component = self._component(part)
        if component is None:
            return
        if isinstance(error, xmlschema.XMLSchemaChildrenValidationError):
            yield _of_children(error, component, part)
            return
        found = list(_of_attributes(component, part))
        yield from found or [_finding(part, "text cannot stand in it")]


def _finding(
    element: Element,
    words: str,
    hint: str | None = None,
    code: str = "schema-violation",
) -> Diagnostic:
    return Diagnostic(code, f"{label(element)}: {words}", subject=subject(element), hint=hint)


# ------------------------------------------------------------------ attributes


def _of_attributes(component: XsdElement, element: Element) -> Iterator[Diagnostic]:
    """Say what is wrong with the attributes: all of it, whatever the library met first."""
    known = component.attributes
    names = [str(name) for name in known if name is not None]
    for name, value in element.items():
        attribute = known.get(name)
        if not isinstance(attribute, XsdAttribute):
            absent = [each for each in names if each not in element.attrib]
            hint = near_miss(name, absent) if absent else None
            yield _finding(element, f'attribute "{name}" is not known here', hint)
        elif not attribute.type.is_valid(value):
            yield _of_value(element, name, value, attribute.type)
    for name in names:
        attribute = known[name]
        if attribute.use == "required" and name not in element.attrib:
            hint = None if name == "id" else _allowed(attribute.type)[1]
            yield _finding(element, f'attribute "{name}" is missing', hint)


def _of_value(element: Element, name: str, value: str, type_: XsdType) -> Diagnostic:
    code, hint = _allowed(type_)
    return _finding(element, f'{name} "{value}" is not allowed', hint, code)


def _allowed(type_: XsdType) -> tuple[str, str | None]:
    """Return the code of findings on a type's values, and what these may be."""
    if type_.local_name is not None and type_.local_name in WORDS:
        return WORDS[type_.local_name]
    words = type_.enumeration if isinstance(type_, XsdSimpleType) else None
    return "schema-violation", choice(str(word) for word in words) if words else None


# ------------------------------------------------------------------ children


def _of_children(
    error: xmlschema.XMLSchemaChildrenValidationError, component: XsdElement, parent: Element
) -> Diagnostic:
    if error.index >= len(parent):
        return _of_missing(error, parent)
    child = parent[error.index]
    tag = str(child.tag)
    known = _children(component)
    if tag in known:
        words = f'element "{tag}" cannot stand here, or not once more'
        return _of_child(child, parent, words, None)
    hint = near_miss(tag, known) if known else f"nothing can stand in a {tag_of(parent)}"
    return _of_child(child, parent, f'element "{tag}" is not known here', hint)


def _of_child(child: Element, parent: Element, words: str, hint: str | None) -> Diagnostic:
    """Tell of the parent, but of the child's object: it is the child that one has to correct."""
    return Diagnostic(
        "schema-violation", f"{label(parent)}: {words}", subject=subject(child), hint=hint
    )


def _of_missing(error: xmlschema.XMLSchemaChildrenValidationError, parent: Element) -> Diagnostic:
    expected = list(dict.fromkeys(error.expected_tags))
    if len(expected) == 1:
        return _finding(parent, f'element "{expected[0]}" is missing')
    return _finding(parent, "an element is missing", choice(expected) if expected else None)


def _children(component: XsdElement) -> list[str]:
    """Return the tags that may stand in an element, in the order of the schema."""
    names = (child.local_name for child in component.iterchildren())
    return list(dict.fromkeys(name for name in names if name))
