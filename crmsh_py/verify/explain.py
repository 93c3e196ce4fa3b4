"""Why an element is not as our schema has it, in plain words.

The only module that imports the xmlschema library, which is slow to load and slow to run: it is
reached only when there is something to explain, and given only the objects at fault.
"""

import contextlib
import hashlib
import pickle
import platform
from collections.abc import Iterator, Mapping
from functools import cache

import elementpath
import xmlschema
from xmlschema.validators import XsdAssert, XsdAttribute, XsdElement, XsdSimpleType, XsdType

from crmsh_py import cache as user_cache
from crmsh_py import xmltree
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.model.releases import Release
from crmsh_py.schemas.declarations import CRM, XS
from crmsh_py.verify import history
from crmsh_py.verify.subjects import choice, label, near_miss, subject, tag_of, words
from crmsh_py.xmltree import Element

_MOST_ATTRIBUTES = 50
"""So many that are not known are told of one element."""


class Explainer:
    """Our schema of one release, as the xmlschema library has it."""

    def __init__(self, own: Release, text: str) -> None:
        self._own = own
        self._schema = _schema(own, text)
        self._inside: dict[XsdElement, dict[str, XsdElement]] = {}

    def knows(self, element: Element) -> bool:
        """Tell whether the schema has such an element in such a place."""
        return self._component(element) is not None

    def explain(self, element: Element) -> list[Diagnostic]:
        """Return what is wrong with an element and all inside it; comments must be gone.

        The element is a copy: of attributes in masses that are not known, only some are left.
        """
        component = self._component(element)
        if component is None:  # no CIB at all
            return []
        for part in element.iter("*"):
            if len(part.attrib) > _MOST_ATTRIBUTES:
                self._trim(part)
        found: dict[Diagnostic, None] = {}
        told: set[tuple[Element, str]] = set()
        for error in component.iter_errors(element):  # type: ignore[arg-type]  # lxml's will do
            part = error.elem if isinstance(error.elem, Element) else element
            what = (part, _kind(error))
            if what not in told:
                told.add(what)
                found.update(dict.fromkeys(self._findings(error, part)))
        return list(found)

    def _trim(self, part: Element) -> None:
        """Take off what is told of enough already: the library's time grows with the square."""
        component = self._component(part)
        known = {} if component is None else component.attributes
        for name in [name for name in part.attrib if name not in known][_MOST_ATTRIBUTES:]:
            del part.attrib[name]

    def _component(self, element: Element) -> XsdElement | None:
        """Return what declares an element in its place; tags may be any text."""
        parent, tag = element.getparent(), tag_of(element)
        if parent is None:
            return self._schema.elements.get(tag)
        around = self._component(parent)
        if around is None:
            return None
        if around not in self._inside:
            declared = [one for one in around.iterchildren() if isinstance(one, XsdElement)]
            self._inside[around] = {str(one.name): one for one in declared}
        return self._inside[around].get(tag)

    def _findings(
        self, error: xmlschema.XMLSchemaValidationError, part: Element
    ) -> Iterator[Diagnostic]:
        component = self._component(part)
        if component is None:
            return
        if isinstance(error.validator, XsdAssert):
            yield from _of_assertion(error.validator, part)
        elif isinstance(error, xmlschema.XMLSchemaChildrenValidationError):
            yield from self._of_children(error, component, part)
        else:
            found = list(self._of_attributes(component, part))
            yield from found or [_finding(part, "text cannot stand in it")]

    # -- attributes

    def _of_attributes(self, component: XsdElement, element: Element) -> Iterator[Diagnostic]:
        """Say what is wrong with the attributes: all of it, whatever the library met first."""
        known = component.attributes
        for name, value in element.items():
            attribute = known.get(name)
            if not isinstance(attribute, XsdAttribute):
                other = history.of_attribute(self._own, _name(component), element, name)
                yield other or _unknown_attribute(component, element, name)
            elif not attribute.type.is_valid(value):
                other = history.of_value(self._own, attribute.type.name or "", element, name)
                yield other or _of_value(element, name, value, attribute.type)
        wanted = (one for one in _attributes(component) if known[one].use == "required")
        missing = [one for one in wanted if one not in element.attrib]
        if missing:
            yield _lacking(element, missing, [_allowed(known[one].type)[1] for one in missing])

    # -- children

    def _of_children(
        self,
        error: xmlschema.XMLSchemaChildrenValidationError,
        component: XsdElement,
        parent: Element,
    ) -> Iterator[Diagnostic]:
        known = _children(component)
        strange = [child for child in xmltree.children(parent) if tag_of(child) not in known]
        for child in strange:
            yield self._of_strange(child, component, parent)
        if strange:
            return
        if error.index >= len(parent):
            yield _of_missing(error, parent)
            return
        child = parent[error.index]
        text = f'element "{tag_of(child)}" cannot stand here, or not once more'
        yield _of_child(child, parent, text, None)

    def _of_strange(self, child: Element, component: XsdElement, parent: Element) -> Diagnostic:
        other = history.of_child(self._own, _name(component), child)
        if other is not None:
            return other
        tag, known = tag_of(child), _children(component)
        hint = near_miss(tag, known) if known else f"nothing can stand in a {tag_of(parent)}"
        return _of_child(child, parent, f'element "{tag}" is not known here', hint)


def _kind(error: xmlschema.XMLSchemaValidationError) -> str:
    """Return what errors of a part have in common of which all is told at the first."""
    if isinstance(error.validator, XsdAssert):
        return error.validator.elem.attrib["test"]
    return f"{type(error).__name__} {type(error.validator).__name__}"


def _name(component: XsdElement) -> str:
    return component.type.name or ""


def _finding(
    element: Element,
    text: str,
    hint: str | None = None,
    code: str = "schema-violation",
    attribute: str | None = None,
) -> Diagnostic:
    told = f"{label(element)}: {text}"
    at = words(element, attribute)
    return Diagnostic(code, told, subject=subject(element), hint=hint, words=at)


def _lacking(element: Element, names: list[str], allowed: list[str | None]) -> Diagnostic:
    """Report attributes that must be there, all in one; `allowed` is what each may be."""
    if len(names) == 1:
        hint = None if names == ["id"] else allowed[0]
        return _finding(element, f'attribute "{names[0]}" is missing', hint)
    *others, last = (f'"{name}"' for name in names)
    alike = set(allowed) == {allowed[0]} and allowed[0] is not None
    hint = f"each is {allowed[0]}" if alike else None
    return _finding(element, f"attributes {', '.join(others)} and {last} are missing", hint)


def _attributes(component: XsdElement) -> list[str]:
    return [str(name) for name in component.attributes if name is not None]


def _unknown_attribute(component: XsdElement, element: Element, name: str) -> Diagnostic:
    absent = [each for each in _attributes(component) if each not in element.attrib]
    hint = near_miss(name, absent) if absent else None
    text = f'attribute "{name}" is not known here'
    return _finding(element, text, hint, attribute=name)


def _of_value(element: Element, name: str, value: str, type_: XsdType) -> Diagnostic:
    code, hint = _allowed(type_)
    return _finding(element, f'{name} "{value}" is not allowed', hint, code, name)


def _allowed(type_: XsdType | None) -> tuple[str, str | None]:
    """Return the code of findings on a type's values, and what these may be."""
    said: Mapping[str, str] = getattr(getattr(type_, "elem", None), "attrib", {})
    code = said.get(f"{CRM}code", "schema-violation")
    if f"{CRM}allowed" in said:
        return code, said[f"{CRM}allowed"]
    listed = type_.enumeration if isinstance(type_, XsdSimpleType) else None
    return code, choice(str(word) for word in listed) if listed else None


def _of_child(child: Element, parent: Element, text: str, hint: str | None) -> Diagnostic:
    """Tell of the parent, but of the child's object: it is the child that one has to correct."""
    told = f"{label(parent)}: {text}"
    at = (*words(child), tag_of(child))
    return Diagnostic("schema-violation", told, subject=subject(child), hint=hint, words=at)


def _of_missing(error: xmlschema.XMLSchemaChildrenValidationError, parent: Element) -> Diagnostic:
    expected = list(dict.fromkeys(error.expected_tags))
    if len(expected) == 1:
        return _finding(parent, f'element "{expected[0]}" is missing')
    return _finding(parent, "an element is missing", choice(expected) if expected else None)


def _children(component: XsdElement) -> list[str]:
    """Return the tags that may stand in an element, in the order of the schema."""
    names = (child.local_name for child in component.iterchildren())
    return list(dict.fromkeys(name for name in names if name))


# ------------------------------------------------------------------ assertions


def _of_assertion(assertion: XsdAssert, element: Element) -> Iterator[Diagnostic]:
    """Say the sentence that stands at an assertion, of each part that it is about."""
    said = assertion.elem.attrib
    if xmltree.holds(element, said["test"]):  # it stumbled over a value of the wrong type
        return
    at = said.get(f"{CRM}at")
    for part in [element] if at is None else xmltree.selected(element, at):
        yield _told(assertion, part)


def _told(assertion: XsdAssert, part: Element) -> Diagnostic:
    said = assertion.elem.attrib
    what = said.get(f"{CRM}what")
    if what is not None:
        return history.newer(part, what, f"pacemaker-{said[f'{CRM}first']}", words(part))
    text, hint = said[f"{CRM}says"], said.get(f"{CRM}hint")
    if f"{CRM}at" in said:
        text = text.format_map(part.attrib)
        hint = hint or _instead(assertion, part.get("name", "").strip())
    return _finding(part, text, hint, attribute=said.get(f"{CRM}words"))


def _instead(assertion: XsdAssert, name: str) -> str:
    """Return the hint that an assertion has for a name that it bars."""
    listed = assertion.elem.iterfind(f"{XS}annotation/{XS}appinfo/{CRM}name")
    instead = next(each.get("instead", "") for each in listed if each.get("name") == name)
    return f"{instead} takes its place"


# ------------------------------------------------------------------ loading


_UNREADABLE = (
    *(pickle.UnpicklingError, EOFError, ImportError, AttributeError),
    *(LookupError, TypeError, ValueError),
)
"""What reading a pickle may raise that another build of the library wrote, or a broken disk."""


@cache
def _schema(own: Release, text: str) -> xmlschema.XMLSchema11:
    """Return a schema; from the user's cache, if it is there, in a quarter of the time."""
    name, key = f"cib-{own[0]}.{own[1]}.pickle", _made_of(text)
    kept = user_cache.read(name, key=key)
    if kept is not None:
        with contextlib.suppress(*_UNREADABLE):
            found = pickle.loads(kept)  # noqa: S301  # the cache holds only what we wrote
            if isinstance(found, xmlschema.XMLSchema11):
                return found
    schema = xmlschema.XMLSchema11(text)
    user_cache.write(name, pickle.dumps(schema), key=key)
    return schema


def _made_of(text: str) -> str:
    digest = hashlib.sha256(text.encode()).hexdigest()
    versions = platform.python_version(), xmlschema.__version__, elementpath.__version__
    return " ".join((*versions, digest))
