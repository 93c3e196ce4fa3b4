"""Checks of what objects refer to, beyond that it is there."""

from collections.abc import Iterator

from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.model.elements import a_kind, is_object, object_name, title
from crmsh_py.model.references import Reference, references
from crmsh_py.model.vocabulary import RESOURCES
from crmsh_py.verify.check import OfWhole, finding
from crmsh_py.verify.structure.ends import ends
from crmsh_py.verify.view import View
from crmsh_py.xmltree import Element


def misdirected_references(view: View) -> list[Diagnostic]:
    """Report parts that are to be those of another kind elsewhere: Pacemaker finds none."""
    cib = view.cib
    configuration = cib.configuration
    if not cib.shares_parts:
        return []
    return [
        _misdirected(one, there)
        for one in references(configuration)
        if one.attribute == "id-ref"
        and (there := cib.find(one.target)) is not None
        and there.tag != one.element.tag
    ]


def _misdirected(reference: Reference, there: Element) -> Diagnostic:
    tag, owner = str(reference.element.tag), reference.owner
    meant = there.find(tag) if is_object(there) else None
    hint = None if meant is None else f"write '$id-ref={meant.get('id')}'"
    return Diagnostic(
        "wrong-kind",
        f"{title(owner)} refers to {reference.target!r} for {tag}, but that is {a_kind(there)}",
        subject=object_name(owner),
        hint=hint,
        forceable=True,
    )


def without_resource(view: View) -> Iterator[Diagnostic]:
    """Report constraints on tags and templates that stand for no resource: Pacemaker errs."""
    verdicts: dict[tuple[str, bool], tuple[str, str] | None] = {}
    for element, end in ends(view):
        name = end.resource
        if name in view.by_id:
            continue
        key = (name, element.get("rsc") is None and element.get("first") is None)
        if key not in verdicts:
            verdicts[key] = _no_resource(view, *key)
        verdict = verdicts[key]
        if verdict is not None:
            words, hint = verdict
            code = "constraint-without-resource"
            yield finding(element, code, words, name, severity=Severity.ERROR, hint=hint)


def _no_resource(view: View, name: str, in_set: bool) -> tuple[str, str] | None:
    """Return what is wrong with the name of a tag or template in a constraint, and a hint.

    In a resource set, a tag may hold templates and tags (seen with 2.1.5).
    """
    there = view.cib.find(name)
    if there is None:
        return None  # a dangling reference, which is reported as such
    if there.tag == "template" and name not in view.derived:
        words = f"no resource is made of the template {name!r}, so Pacemaker ignores the constraint"
        return words, f"make one with 'primitive ID @{name}', or delete the constraint"
    if there.tag == "tag":
        allowed = RESOURCES | {"tag", "template"} if in_set else RESOURCES
        return _others_in_tag(view, there, allowed)
    return None


def _others_in_tag(
    view: View, tag: Element, allowed: frozenset[str] | set[str]
) -> tuple[str, str] | None:
    for ref in tag:
        other = view.cib.find(ref.get("id", "")) if ref.tag == "obj_ref" else None
        if other is not None and other.tag not in allowed:
            what = f"{ref.get('id')!r}, which is {a_kind(other)}"
            words = f"the tag {tag.get('id')!r} holds {what}, so Pacemaker does not apply it to all"
            return words, "a tag in a constraint holds resources only: make one of its own for that"
    return None


def unused_templates(view: View) -> Iterator[Diagnostic]:
    """Report templates of which nothing is made."""
    for template in view.templates:
        if template.id not in view.derived:
            words = "no resource is made of it"
            hint = f"'primitive ID @{template.id}' makes one; else 'configure delete {template.id}'"
            info = Severity.INFO
            yield finding(template.element, "unused-template", words, severity=info, hint=hint)


CHECKS = (
    OfWhole(("wrong-kind",), misdirected_references),
    OfWhole(("constraint-without-resource",), without_resource),
    OfWhole(("unused-template",), unused_templates),
)
