"""All checks of a configuration, one after the other.

Ids and references are checked by our own index, which names the objects; the rest by the schema,
and what no schema can say by the checks of `families`.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from crmsh_py.agents.library import Library, open_library
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import duplicate_id, kind, object_of
from crmsh_py.model.references import dangling
from crmsh_py.verify.check import Check, OfContainer, OfPrimitive, OfWhole
from crmsh_py.verify.families import FAMILIES
from crmsh_py.verify.schema import violations
from crmsh_py.verify.view import View
from crmsh_py.xmltree import Element

_OURS = frozenset({"duplicate-id", "dangling-reference"})
_VAGUE = "invalid-configuration"
_CHECKS = tuple(check for family in FAMILIES.values() for check in family)
_CODES = frozenset(code for check in _CHECKS for code in check.codes)


class Only(NamedTuple):
    """What is asked: findings of these codes alone, on these objects alone where that can be."""

    codes: frozenset[str]
    subjects: frozenset[str]

    @classmethod
    def those(cls, found: Iterable[Diagnostic]) -> "Only":
        """Ask for what may be the same as findings in another configuration."""
        listed = list(found)
        subjects = frozenset(one.subject for one in listed if one.subject is not None)
        return cls(frozenset(one.code for one in listed), subjects)


def check(cib: Cib, library: Library | None = None, only: Only | None = None) -> list[Diagnostic]:
    """Return everything that is wrong with a configuration, or at least all that is asked.

    Without a `library`, the agents are those that are known on this machine.
    """
    found = []
    if only is None or not only.codes <= _CODES:
        found += _structure(cib)
    view = View(cib, open_library() if library is None else library)
    asked = [one for one in _CHECKS if only is None or not only.codes.isdisjoint(one.codes)]
    refused = {_place(one) for one in found if one.words}
    others = _run(view, asked, None if only is None else only.subjects)
    # What the schema refuses is told of once, not also as a value without sense.
    return [*found, *(one for one in others if not refused or _place(one) not in refused)]


def _place(problem: Diagnostic) -> tuple[str | None, tuple[str, ...]]:
    """Return what a finding points at: an object, and the names of what is said there."""
    return problem.subject, tuple([word.partition("=")[0] for word in problem.words])


def _structure(cib: Cib) -> list[Diagnostic]:
    """Return what is wrong with ids and references, and by the schema."""
    own = [*duplicate_ids(cib), *dangling(cib, cib.configuration)]
    refused = violations(cib.root)
    if own:  # Pacemaker's schema stumbles over the same, and has no better words for it
        refused = [one for one in refused if one.code not in _OURS and one.code != _VAGUE]
    return [*own, *refused]


def _run(
    view: View, checks: Iterable[Check], subjects: frozenset[str] | None
) -> Iterator[Diagnostic]:
    of_primitives = [one for one in checks if isinstance(one, OfPrimitive)]
    yield from _of_primitives(view, of_primitives, subjects)
    of_containers = [one.function for one in checks if isinstance(one, OfContainer)]
    for container in view.containers if of_containers else ():
        if subjects is None or container.id in subjects:
            for check_container in of_containers:
                yield from check_container(view, container)
    for one in checks:
        if isinstance(one, OfWhole):
            yield from one.function(view)


def _of_primitives(
    view: View, checks: list[OfPrimitive], subjects: frozenset[str] | None
) -> Iterator[Diagnostic]:
    functions = [one.function for one in checks]
    for primitive in view.primitives if functions else ():
        if subjects is None or primitive.id in subjects:
            for function in functions:
                yield from function(view, primitive)
    of_templates = [one.function for one in checks if one.templates]
    for template in view.templates if of_templates else ():
        if subjects is None or template.id in subjects:
            for function in of_templates:
                yield from function(view, template)


def duplicate_ids(cib: Cib) -> list[Diagnostic]:
    """Report ids that two elements have; the subject is the object that has one second."""
    return [_repeated(element, first) for element, first in cib.scan()]


def _repeated(element: Element, first: Element) -> Diagnostic:
    id_, owner = element.get("id", ""), object_of(element)
    words = f"{kind(owner)} {owner.get('id')!r}: {duplicate_id(first, id_).message}"
    at = (id_, id_) if object_of(first) is owner else (id_,)  # the second one is to blame
    return Diagnostic("duplicate-id", words, subject=owner.get("id"), words=at)
