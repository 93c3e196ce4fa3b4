"""The lines of haresources with what each of their words comes to, and what lines share.

A resource can be in one group only.  Of one that stands on several lines the first line has it;
the others need it there, or all of them a clone of it if it is a service that could run on each
of their nodes.  A line that only repeats one above is left out: heartbeat knew lines by their
first resource, and refused a second one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from crmsh_py.convert.draft import MAX_ERRORS, Draft
from crmsh_py.convert.heartbeat.choices import Choices
from crmsh_py.convert.heartbeat.haresources import Line, Resource
from crmsh_py.convert.heartbeat.parameters import remark
from crmsh_py.convert.heartbeat.pieces import piece
from crmsh_py.convert.heartbeat.translation import Translated, translate

Identity = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A resource of a line, and the word that it comes from.

    `is_borrowed`: another line has it.  `needs_previous`: it is nothing without the one before.
    """

    translated: Translated
    resource: Resource
    is_borrowed: bool = False
    needs_previous: bool = False

    @property
    def identity(self) -> Identity:
        """What tells it from others: empty if it may be there repeatedly."""
        return self.translated.identity

    @property
    def is_cloned(self) -> bool:
        """Tell whether it becomes a clone, and so no part of a group."""
        return self.translated.clone is not None


@dataclass(frozen=True, slots=True)
class Part:
    """A line, its number among those that there are, and its members."""

    line: Line
    number: int
    members: tuple[Member, ...]


@dataclass(slots=True)
class _Places:
    """Where each resource stands first, and which are on lines of several nodes."""

    first: dict[Identity, tuple[int, Member]] = field(default_factory=dict)
    nodes: dict[Identity, set[str]] = field(default_factory=dict)


def read_parts(draft: Draft, lines: Iterable[Line], choices: Choices) -> list[Part]:
    """Convert the words of all lines, and settle what stands on more than one."""
    parts = []
    for number, line in enumerate(lines, 1):
        if draft.error_count > MAX_ERRORS:
            break
        parts.append(Part(line, number, tuple(_members(draft, line, choices))))
    return _shared(draft, list(_once(draft, parts)))


def _members(draft: Draft, line: Line, choices: Choices) -> Iterator[Member]:
    companions = frozenset(resource.script.text for resource in line.resources)
    for resource in line.resources:
        if draft.error_count > MAX_ERRORS:
            return
        found = translate(resource, companions, choices)
        draft.report(*found.diagnostics)
        for sentence in found.todo:
            draft.remind(sentence)
        if not found.resources:
            draft.became(piece(resource), location=resource.script.location)
        for at, translated in enumerate(found.resources):
            yield Member(translated, resource, needs_previous=found.is_chain and at > 0)


# ------------------------------------------------------------------ what lines share


def _once(draft: Draft, parts: Sequence[Part]) -> Iterator[Part]:
    """Take all members from lines that have the same as one above, whatever node they prefer."""
    known: dict[tuple[Identity, ...], Part] = {}
    for part in parts:
        all_of_it = tuple(map(_contents, part.members))
        above = known.setdefault(all_of_it, part) if all_of_it else part
        if above is not part:
            _about_repeated(draft, part, above)
        yield part if above is part else replace(part, members=())


def _contents(member: Member) -> Identity:
    return member.identity or (member.translated.agent, member.translated.nvpairs)


def _about_repeated(draft: Draft, part: Part, above: Part) -> None:
    line, _ = above.line.node.location.position
    node = above.line.node.text
    message = f"the line has the same resources as line {line}, and is left out"
    preferred = f", and prefer the node {node!r}" if node else ""
    hint = (
        f"they are there once{preferred}; in heartbeat, too, no two lines could begin with the same"
        " resource"
    )
    draft.report(remark("duplicate-resource", part.line.node, message, hint))
    for resource in dict.fromkeys(member.resource for member in part.members):
        note = f"stands on line {line} already"
        draft.became(piece(resource), note=note, location=resource.script.location)


def _shared(draft: Draft, parts: Sequence[Part]) -> list[Part]:
    places = _Places()
    for at, part in enumerate(parts):
        for member in part.members:
            if member.identity:
                places.first.setdefault(member.identity, (at, member))
                nodes = places.nodes.setdefault(member.identity, set())
                nodes.update(filter(None, [part.line.node.text]))
    return [
        replace(part, members=tuple(_settled(draft, places, at, part)))
        for at, part in enumerate(parts)
    ]


def _settled(draft: Draft, places: _Places, at: int, part: Part) -> Iterator[Member]:
    """Go through a line: give back its own members, borrow those of lines before."""
    for member in part.members:
        if not member.identity:
            yield member
            continue
        first_at, first = places.first[member.identity]
        is_spread = len(places.nodes[member.identity]) > 1
        if first is member:
            yield _spread(member) if is_spread else member
            continue
        kept = _is_kept(draft, member, is_spread=is_spread, is_here=first_at == at, first=first)
        if kept:
            yield replace(member, is_borrowed=True)


def _spread(member: Member) -> Member:
    """Make a clone of a service that is on lines of several nodes."""
    translated = member.translated
    if not translated.is_service or translated.clone is not None:
        return member
    return replace(member, translated=replace(translated, clone=()))


def _is_kept(
    draft: Draft, member: Member, *, is_spread: bool, is_here: bool, first: Member
) -> bool:
    """Tell whether a line has to be bound to what it shares with one above; report it."""
    translated = member.translated
    can_follow = not is_spread or translated.is_service or translated.clone is not None
    is_kept = can_follow and not is_here
    line, _ = first.resource.script.location.position
    note = f"stands on line {line} already"
    draft.report(
        remark(
            "duplicate-resource",
            member.resource.script,
            f"'{member.resource.script.text}' with the same arguments {note}",
            _consequence(translated, is_kept=is_kept, is_spread=is_spread),
        )
    )
    if not is_kept:
        draft.became(piece(member.resource), note=note, location=member.resource.script.location)
    return is_kept


def _consequence(translated: Translated, *, is_kept: bool, is_spread: bool) -> str:
    if not is_kept:
        return "it is there once, with what that line holds; check that this is enough"
    if translated.is_promotable:
        return "this line runs where that one has it promoted, too"
    if is_spread or translated.clone is not None:
        return "a clone runs on every node, before all else of the lines: check that it can"
    return "this line runs on the same node as that one"
