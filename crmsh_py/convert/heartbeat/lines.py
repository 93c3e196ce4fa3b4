"""The lines of haresources into resources and constraints.

Each line becomes a primitive or a group that prefers the line's node.  What becomes a clone is
no part of the group: the group runs where the clone is active, or promoted (`drbddisk`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from crmsh_py.convert.draft import Draft
from crmsh_py.convert.heartbeat.bindings import Step, bind, colocate, prefer_node
from crmsh_py.convert.heartbeat.choices import Choices
from crmsh_py.convert.heartbeat.haresources import Reading
from crmsh_py.convert.heartbeat.members import Identity, Member, Part, read_parts
from crmsh_py.convert.heartbeat.pieces import piece
from crmsh_py.convert.heartbeat.placed import Placed
from crmsh_py.convert.heartbeat.remarks import about_drbd, about_line
from crmsh_py.convert.heartbeat.requested import add_requested, claim_names
from crmsh_py.grammar import tree
from crmsh_py.source import Location

_PROMOTED = "Promoted"


@dataclass(slots=True)
class _Making:
    """What is being made: the draft, the ids that users gave to lines, and what lines share."""

    draft: Draft
    choices: Choices
    names: dict[int, str]
    shared: dict[Identity, Step] = field(default_factory=dict)


@dataclass(slots=True)
class _Row:
    """A line as it is made: what it needs from the start, its steps, the members not yet in one."""

    part: Part
    bases: list[Step] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    waiting: list[Member] = field(default_factory=list)
    clones: list[Step] = field(default_factory=list)

    @property
    def location(self) -> Location:
        """Where the line begins: the place of its constraints."""
        return self.part.line.node.location


def add_lines(draft: Draft, reading: Reading, choices: Choices) -> list[Placed]:
    """Add what the lines come to; return what stands for each line."""
    parts = read_parts(draft, reading.lines, choices)
    used = [part for part in parts if part.members]
    making = _Making(draft, choices, claim_names(draft, used))
    draft.report(*about_drbd(used))
    placed = [found for part in used if (found := _add_line(making, part))]
    for part in parts:
        if not part.members and part.line.node.text:
            draft.became(part.line.node.text, location=part.line.node.location)
    add_requested(draft, reading)
    draft.arrange_rows()
    return placed


def _add_line(making: _Making, part: Part) -> Placed | None:
    draft, row = making.draft, _Row(part)
    draft.report(*about_line(part, keep_order=making.choices.keep_order))
    _add_clones(making, row)
    _add_steps(making, row)
    _bind(draft, row)
    return _place(draft, row)


# ------------------------------------------------------------------ resources


def _add_clones(making: _Making, row: _Row) -> None:
    """Make the clones of a line, and find what other lines have of it."""
    members = row.part.members
    for at, member in enumerate(members):
        if member.is_borrowed:
            row.bases.append(_borrowed(making, member, is_last=at == len(members) - 1))
        elif member.is_cloned:
            step = _clone(making, member)
            if member.needs_previous and row.clones:
                bind(making.draft, step, row.clones[-1], row.location)
            row.clones.append(step)
            if not _has_own_turn(making, member):
                row.bases.append(step)


def _borrowed(making: _Making, member: Member, *, is_last: bool) -> Step:
    step = making.shared[member.identity]
    making.draft.became(
        piece(member.resource),
        step.id,
        note="shared with a line above",
        location=member.resource.script.location,
    )
    is_plain = step.role is None and step.id == step.name
    return Step(step.id, step.name, step.role, is_last=is_last and is_plain)


def _has_own_turn(making: _Making, member: Member) -> bool:
    """Tell whether a clone has its place among the steps, instead of coming before all."""
    return making.choices.keep_order and member.translated.is_promotable


def _add_steps(making: _Making, row: _Row) -> None:
    """Make the groups of a line: one, or with `keep_order` one between each two promotions."""
    clones = iter(row.clones)
    for member in row.part.members:
        if member.is_borrowed:
            continue
        if not member.is_cloned:
            row.waiting.append(member)
            continue
        step = next(clones)
        if _has_own_turn(making, member):
            _add_group(making, row, is_last=False)
            row.steps.append(step)
    _add_group(making, row, is_last=True)


def _add_group(making: _Making, row: _Row, *, is_last: bool) -> None:
    """Make a primitive or a group of the members that wait."""
    if not row.waiting:
        return
    name = making.names.get(row.part.number, "") if is_last else ""
    as_clone = bool(name) and row.part.line.is_clone
    single = len(row.waiting) == 1
    own = name if single and not as_clone else ""
    ids = [_primitive(making, member, own) for member in row.waiting]
    id_ = ids[0] if single else _group(making, row, ids, "" if as_clone else name)
    if as_clone:
        making.draft.add(tree.Clone(name, tree.Word(id_)), row.location)
        id_ = name
    row.steps.append(Step(id_, id_))
    row.waiting = []


def _primitive(making: _Making, member: Member, name: str = "") -> str:
    translated, location = member.translated, member.resource.script.location
    id_ = name or making.draft.claim(translated.wish, location)
    params = (tree.NvSet("params", translated.nvpairs),) if translated.nvpairs else ()
    primitive = tree.Primitive(id_, translated.agent, (*params, *translated.ops))
    making.draft.add(primitive, location)
    making.shared.setdefault(member.identity, Step(id_, id_))
    if translated.clone is None:
        making.draft.became(piece(member.resource), id_, location=location)
    return id_


def _group(making: _Making, row: _Row, ids: list[str], name: str) -> str:
    wish = f"group_{row.part.number}"
    if making.choices.names == "key":
        wish = f"group_{_key(row.waiting).translated.wish}"
    id_ = name or making.draft.claim(wish, row.location)
    making.draft.add(tree.Group(id_, tuple(map(tree.Word, ids))), row.location)
    return id_


def _key(members: Sequence[Member]) -> Member:
    """Return what a line is for: its first service, or else what stands first."""
    return next((one for one in members if one.translated.is_service), members[0])


def _clone(making: _Making, member: Member) -> Step:
    name, location = _primitive(making, member), member.resource.script.location
    id_ = making.draft.claim(f"{name}-clone", location)
    meta = member.translated.clone
    sets = (tree.NvSet("meta", meta),) if meta else ()
    making.draft.add(tree.Clone(id_, tree.Word(name), sets), location)
    making.draft.became(piece(member.resource), name, id_, location=location)
    step = Step(id_, name, _PROMOTED if member.translated.is_promotable else None)
    making.shared[member.identity] = step
    return step


# ------------------------------------------------------------------ constraints


def _bind(draft: Draft, row: _Row) -> None:
    """Bind each step to the one before, and the first to what the line needs from the start."""
    for base in row.bases:
        if row.steps:
            bind(draft, row.steps[0], base, row.location)
    for before, step in zip(row.steps, row.steps[1:], strict=False):
        bind(draft, step, before, row.location)
    if not row.steps:
        own = [clone for clone in row.clones if clone.role]
        for clone in own[1:]:
            colocate(draft, clone, own[0], row.location)


def _place(draft: Draft, row: _Row) -> Placed | None:
    """Let what all of the line runs with prefer the line's node."""
    node = row.part.line.node
    if not node.text:
        return None
    promotable = [clone for clone in row.clones if clone.role]
    first = (row.steps or promotable)[:1]
    if not first:
        draft.became(node.text, *(clone.id for clone in row.clones), location=node.location)
        return None
    id_ = prefer_node(draft, first[0], node.text, row.location)
    draft.became(node.text, *(step.id for step in row.steps or first), id_, location=node.location)
    return Placed(first[0].id, node.text, row.location, first[0].role)
