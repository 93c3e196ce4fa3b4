"""Putting resources into containers: groups, clones, bundles."""

from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.model.build.bundles import successor_of_member
from crmsh_py.model.cib import Cib
from crmsh_py.model.comments import move_object, place_of
from crmsh_py.model.elements import a_kind, container, kind
from crmsh_py.model.given import Given
from crmsh_py.model.naming import Containing, member_ids
from crmsh_py.model.objects import make
from crmsh_py.model.vocabulary import MEMBERS
from crmsh_py.xmltree import Element


def make_container(
    cib: Cib, statement: Containing, given: Given, old: Element | None = None
) -> Element:
    """Put resources into a container, in the place of the old one or of its first member."""
    found = members_for(cib, statement, given, old)
    element = make(cib, given, old)
    try:
        _place_container(cib, element, found, old)
    except CrmError as error:
        raise given.error(*error.diagnostics) from None
    for member in found:
        move_object(cib, member, element, successor_of_member(statement, element))
    return element


def _place_container(cib: Cib, element: Element, found: list[Element], old: Element | None) -> None:
    if old is not None:
        cib.replace(old, element)
        return
    resources = cib.ensure_section("resources")
    first = found[0] if found and found[0].getparent() is resources else None
    cib.insert(resources, element, place_of(first))


def members_for(
    cib: Cib, statement: Containing, given: Given, old: Element | None = None
) -> list[Element]:
    """Return the resources that a container is to hold.

    Raises CrmError for all that are missing, of the wrong kind, or in another container.
    """
    problems: list[Diagnostic] = []
    found: list[Element] = []
    for id_ in member_ids(statement):
        member = cib.find(id_)
        problem = _cannot_hold(statement, id_, member, old)
        if problem is None and member in found:
            problem = Diagnostic("in-two-containers", f"{id_!r} is listed twice", subject=id_)
        if problem is not None:
            problems.append(problem)
        elif member is not None:
            found.append(member)
    if problems:
        raise given.error(*problems)
    return found


def _cannot_hold(
    statement: Containing, id_: str, member: Element | None, old: Element | None
) -> Diagnostic | None:
    tag = type(statement).__name__.lower()
    if member is None:
        return Diagnostic("dangling-reference", f"there is no resource {id_!r}", subject=id_)
    if member.tag not in MEMBERS[tag]:
        allowed = " or ".join(MEMBERS[tag])
        return Diagnostic(
            "wrong-kind",
            f"{id_!r} is {a_kind(member)}; a {tag} holds a {allowed}",
            subject=id_,
        )
    outer = container(member)
    return None if outer is None or outer is old else held_already(id_, outer)


def held_already(id_: str, outer: Element) -> Diagnostic:
    """Return the problem that a resource is in another container."""
    return Diagnostic(
        "in-two-containers",
        f"{id_!r} is in the {kind(outer)} {outer.get('id')!r} already",
        subject=id_,
        hint=f"delete {outer.get('id')!r} first, or name {outer.get('id')!r} in its place",
    )
