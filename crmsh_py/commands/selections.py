"""Selections: the words by which `show`, `save`, `edit` and `filter` are told which objects.

A word is an id or a node's name, a pattern of them (`vip*`), `changed`, or one of PREFIXES with
what it selects by.  A word that selects nothing is an error, unless that is an answer: there may
be no group, and nothing may have changed.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase

from crmsh_py import xmltree
from crmsh_py.commands.declare import nearest
from crmsh_py.commands.views import outermost
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import (
    a_kind,
    container,
    kind,
    members,
    object_name,
    object_of,
)
from crmsh_py.model.references import NODE, NODE_ID, Reference, loose_references, references
from crmsh_py.model.remove import no_such_object
from crmsh_py.model.touched import Kind, Touched
from crmsh_py.model.vocabulary import CONTAINERS, KINDS, OPTION_SETS, RESOURCES
from crmsh_py.xmltree import Element

CHANGED = "changed"
_GLOB = frozenset("*?[")


def select(
    cib: Cib, words: Sequence[str], changed: Collection[Element] = frozenset()
) -> list[Element]:
    """Return the objects that words select, in the order of `show`; all if there are no words.

    What is in a container that can only be said as XML is said with it.  `changed` are the
    objects that this word stands for.  Raises CrmError with all that is wrong with the words.
    """
    everything = list(cib.objects())
    if not words:
        return outermost(everything)
    wanted: set[Element] = set()
    problems: list[Diagnostic] = []
    for word in words:
        try:
            wanted.update(changed if word == CHANGED else _selected(cib, word, everything))
        except CrmError as error:
            problems += [replace(one, subject=word) for one in error.diagnostics]
    if problems:
        raise CrmError(*problems)
    return outermost([element for element in everything if element in wanted])


def _selected(cib: Cib, word: str, everything: list[Element]) -> Collection[Element]:
    found = cib.object(word)
    if found is not None:
        return [found]
    prefix, colon, rest = word.partition(":")
    if colon:
        return _by_prefix(prefix, colon)(cib, rest, everything)
    if word.lower() in {*KINDS.values(), *OPTION_SETS}:
        hint = f"'type:{word.lower()}' selects what is of that type"
        raise CrmError(replace(no_such_object(cib, word), hint=hint))
    if _GLOB.isdisjoint(word):
        raise CrmError(no_such_object(cib, word))
    matching = [one for one in everything if fnmatchcase(object_name(one), word)]
    if not matching:
        raise CrmError(_matches_nothing(f"no object has an id like {word!r}", word))
    return matching


def _matches_nothing(message: str, word: str) -> Diagnostic:
    return Diagnostic("no-such-object", message, subject=word)


def _by_prefix(prefix: str, colon: str) -> Callable[[Cib, str, list[Element]], Collection[Element]]:
    function = _SELECTORS.get(prefix.lower() + colon)
    if function is None:
        known = ", ".join(f"{one}..." for one in PREFIXES)
        hint = nearest(prefix + colon, PREFIXES)
        raise CrmError(
            Diagnostic(
                "usage",
                f"{prefix + colon!r} begins no selection",
                subject=prefix + colon,
                hint=hint or f"an id, a pattern such as 'vip*', '{CHANGED}', or one of {known}",
            )
        )
    return function


# ------------------------------------------------------------------ type:, tag:, agent:


def _of_type(_cib: Cib, word: str, everything: list[Element]) -> list[Element]:
    """Return the objects of a type, which may be a pattern.  Raises CrmError (usage)."""
    pattern = word.lower()
    kinds = dict.fromkeys([*KINDS.values(), *OPTION_SETS])
    if not any(fnmatchcase(one, pattern) for one in kinds):
        hint = nearest(pattern, kinds) or f"types: {', '.join(kinds)}"
        message = f"there is no type {pattern!r}"
        raise CrmError(Diagnostic("usage", message, subject=f"type:{word}", hint=hint))
    return [one for one in everything if fnmatchcase(kind(one), pattern)]


def _tagged(cib: Cib, word: str, everything: list[Element]) -> list[Element]:
    """Return what a tag names, or what all tags like a pattern name."""
    tags = [one for one in everything if one.tag == "tag" and fnmatchcase(one.get("id", ""), word)]
    if not tags:
        there = cib.object(word)
        if there is None and _GLOB.isdisjoint(word):
            raise CrmError(no_such_object(cib, word))
        message = f"no tag has an id like {word!r}"
        if there is not None:
            message = f"{word!r} is {a_kind(there)}, not a tag"
        raise CrmError(_matches_nothing(message, word))
    names = [ref.get("id", "") for tag in tags for ref in xmltree.children(tag)]
    return [one for one in map(cib.object, names) if one is not None]


def _of_agent(cib: Cib, word: str, everything: list[Element]) -> list[Element]:
    """Return the resources of an agent, `class:[provider:]type` or a part; or a pattern."""
    pattern = word.lower()
    found = [
        one
        for one in everything
        if one.tag in {"primitive", "template"}
        and any(fnmatchcase(name, pattern) for name in _agent_names(cib, one))
    ]
    if not found:
        raise CrmError(_matches_nothing(f"no resource has an agent {word!r}", f"agent:{word}"))
    return found


def _agent_names(cib: Cib, element: Element) -> list[str]:
    """Return the names of an element's agent, the short ones too, in small letters."""
    template = element.get("template")
    holder = cib.find(template) if template is not None else element
    if holder is None:
        return []
    class_, provider, type_ = (holder.get(name, "") for name in ("class", "provider", "type"))
    names = [type_, f"{class_}:{type_}", f"{class_}:{provider}:{type_}" if provider else type_]
    return [name.lower() for name in names]


# ------------------------------------------------------------------ related:


def _related(cib: Cib, word: str, everything: list[Element]) -> set[Element]:
    """Return an object and all that it has to do with.

    That is: its containers and members, what refers to it or to a container that it is in, and
    what it refers to itself.
    """
    centre = cib.object(word)
    if centre is None:
        problem = no_such_object(cib, word)
        if not problem.hint and any(word.lower() in _agent_names(cib, one) for one in everything):
            hint = f"'agent:{word}' selects the resources of an agent"
            problem = Diagnostic(problem.code, problem.message, subject=word, hint=hint)
        raise CrmError(problem)
    governing = {centre, *_containers(centre)}
    related = {*governing, *_members(centre)}
    for reference in (*references(cib.configuration), *loose_references(cib.configuration)):
        owner, target = reference.owner, _target(cib, reference)
        if target in governing:
            related.add(owner)
        elif owner is centre and target is not None:
            related.add(target)
    return related


def _target(cib: Cib, reference: Reference) -> Element | None:
    """Return the object that a reference leads to."""
    if reference.leads_to in {NODE, NODE_ID}:
        return cib.node(reference.target)
    found = cib.find(reference.target)
    return None if found is None else object_of(found)


def _containers(element: Element) -> list[Element]:
    outer = container(element) if element.tag in RESOURCES else None
    return [] if outer is None else [outer, *_containers(outer)]


def _members(element: Element) -> list[Element]:
    inner = members(element) if element.tag in CONTAINERS else []
    return [one for member in inner for one in (member, *_members(member))]


_SELECTORS: dict[str, Callable[[Cib, str, list[Element]], Collection[Element]]] = {
    "type:": _of_type,
    "tag:": _tagged,
    "related:": _related,
    "agent:": _of_agent,
}
PREFIXES = tuple(_SELECTORS)


# ------------------------------------------------------------------ changed


def changed_objects(cib: Cib, base: Cib, touched: Iterable[Touched]) -> set[Element]:
    """Return the objects of a configuration that are not as they are in another one.

    `touched` says where to look; of a container and its members only those that differ count.
    """
    found: set[Element] = set()
    for one in touched:
        top = _touched(cib, one)
        if top is None:
            continue
        if one.kind is Kind.MOVED:
            found.add(top)
        for element in (*_members(top), top):
            before = _touched(base, one) if element is top else base.object(object_name(element))
            if before is None or _own(before) != _own(element):
                found.add(element)
    return found


def _touched(cib: Cib, one: Touched) -> Element | None:
    section = cib.section(one.section)
    if section is None or section.tag == one.tag:
        return section
    same = (each for each in xmltree.children(section) if each.tag == one.tag)
    return next((each for each in same if each.get("id") == one.id), None)


def _own(element: Element) -> tuple[object, ...]:
    """Return what an object is by itself: of its members only the ids."""
    parts = [part.get("id") if part.tag in RESOURCES else _content(part) for part in element]
    return (element.tag, sorted(element.items()), parts)


def _content(part: Element) -> object:
    return part.text if xmltree.is_comment(part) else xmltree.comparable(part)


_BY_TYPE: tuple[frozenset[str], ...] = tuple(
    map(
        frozenset,
        (
            ["node"],
            ["rsc_template"],
            ["primitive"],
            ["bundle"],
            ["group"],
            ["ms"],
            ["clone"],
            ["tag"],
            ["location", "colocation", "order"],
            ["rsc_ticket", "fencing_topology"],
            ["property"],
            ["rsc_defaults"],
            ["op_defaults"],
            ["role"],
            ["acl_target", "acl_group", "user"],
        ),
    )
)
"""The order of types in which other shells print."""


def by_type(elements: Iterable[Element]) -> list[Element]:
    """Return objects sorted by type and name, as other shells print them."""

    def place(element: Element) -> tuple[int, str]:
        word = kind(element)
        types = (at for at, words in enumerate(_BY_TYPE) if word in words)
        return next(types, len(_BY_TYPE)), object_name(element)

    return sorted(elements, key=place)
