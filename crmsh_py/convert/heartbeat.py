"""haresources into statements of the crm language.

Each line becomes a primitive or a group that prefers the line's node.  `drbddisk` becomes a
promotable clone; the rest of its line runs where that is promoted.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from crmsh_py.convert import haresources
from crmsh_py.convert.haresources import Line, Reading, Resource, Word, quoted
from crmsh_py.convert.parameters import remark
from crmsh_py.convert.translation import Translated, translate
from crmsh_py.diagnostics import Diagnostic, Severity, errors
from crmsh_py.grammar import tree
from crmsh_py.model.given import Given
from crmsh_py.model.vocabulary import OPTION_SETS
from crmsh_py.source import Location, Source, Span

MAX_ERRORS = 1000
"""After so many errors the rest of a file is not looked at."""

_SHOWN = 80
_, _, _PROPERTIES = OPTION_SETS["property"]
_NO_SOURCE = Source("", "")
_NODE_SCORE = "100"  # what haresources2cib always gave, and what users of it know
_NOT_IN_IDS = re.compile(r"[^A-Za-z0-9._-]")
_FIRST_OF_ID = re.compile(r"[A-Za-z_]")
_DRBD_DEVICE = "/dev/drbd"
_FENCING = tree.NvPair("stonith-enabled", "false")
_PROMOTABLE = (
    tree.NvPair("promotable", "true"),
    tree.NvPair("promoted-max", "1"),
    tree.NvPair("promoted-node-max", "1"),
    tree.NvPair("clone-max", "2"),
    tree.NvPair("clone-node-max", "1"),
    tree.NvPair("notify", "true"),
)


@dataclass(frozen=True, slots=True)
class Conversion:
    """What a haresources file comes to.

    If an error is among the diagnostics, the statements are only the best effort: they leave
    out, or replace by a makeshift, what the errors name.  There are none at all if nothing of
    the input could be read.  `locations` says for each id where in the file it comes from; a
    statement's `span` is that in the source of its location.

    The last statement is the property `stonith-enabled=false`, without which Pacemaker starts
    nothing while there is no fencing device; the warning `no-fencing` belongs to it.  A new
    CIB needs it; in an existing configuration it must not override what is set, see
    `yielding`.
    """

    statements: tuple[tree.Statement, ...]
    diagnostics: tuple[Diagnostic, ...]
    locations: dict[str, Location]

    @property
    def givens(self) -> tuple[Given, ...]:
        """The statements with their sources, as the model takes them."""
        return tuple(map(self._given, self.statements))

    def _given(self, statement: tree.Statement) -> Given:
        id_ = Given(statement, _NO_SOURCE).id or _PROPERTIES
        return Given(statement, self.locations[id_].source)


def convert(text: str, name: str, *, has_monitors: bool = True) -> Conversion:
    """Convert the text of a haresources file; `name` is for messages."""
    reading = haresources.read(text, name)
    if not reading.lines and errors(reading.diagnostics):
        return Conversion((), _listed(reading.diagnostics), {})
    place = _first_place(reading, text, name)
    draft = _Draft(has_monitors, locations={_PROPERTIES: place})
    draft.report(*reading.diagnostics)
    for number, line in enumerate(reading.lines, 1):
        _convert_line(draft, line, number)
    draft.report(*_about_the_whole(reading, place))
    properties = tree.Options("property", (_FENCING,), span=place.span)
    statements = (*draft.resources, *draft.constraints, properties)
    return Conversion(statements, _listed(draft.problems), draft.locations)


def yielding(conversion: Conversion, properties: Collection[str]) -> Conversion:
    """Return a conversion that leaves alone the `properties` which a configuration has set."""
    if _FENCING.name not in properties:
        return conversion
    return replace(
        conversion,
        statements=tuple(
            statement
            for statement in conversion.statements
            if not isinstance(statement, tree.Options)
        ),
        diagnostics=tuple(
            problem for problem in conversion.diagnostics if problem.code != "no-fencing"
        ),
    )


def _first_place(reading: Reading, text: str, name: str) -> Location:
    """Return the place of the first node, or of the file's beginning."""
    if reading.lines:
        return reading.lines[0].node.location
    first = (text[:_SHOWN].splitlines() or [""])[0]
    return Location(Source(name, first.removeprefix("\ufeff")), Span(0, 0))


def _about_the_whole(reading: Reading, place: Location) -> list[Diagnostic]:
    """Tell what concerns no single line: no fencing, no resources."""
    fencing = Diagnostic(
        "no-fencing",
        "haresources knows no fencing: 'stonith-enabled=false' is set, so data are at risk when"
        " nodes lose sight of each other",
        Severity.WARNING,
        location=place,
        hint="add a fencing device, then set stonith-enabled=true",
    )
    if any(line.resources for line in reading.lines):
        return [fencing]
    message = "the file names no resources"
    return [Diagnostic("no-resources", message, Severity.WARNING, location=place), fencing]


def _listed(problems: Collection[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the problems in the order of the file; of very many errors only the first."""
    ordered = sorted(problems, key=lambda problem: _position(problem.location))
    surplus = errors(ordered)[MAX_ERRORS:]
    if not surplus:
        return tuple(ordered)
    last = Diagnostic(
        "too-many-errors", "there are more errors, not listed here", location=surplus[0].location
    )
    unlisted = set(map(id, surplus))
    return (*(problem for problem in ordered if id(problem) not in unlisted), last)


def _position(location: Location | None) -> tuple[int, int]:
    return location.position if location else (0, 0)


# ------------------------------------------------------------------ what is being made


@dataclass(slots=True)
class _Draft:
    """The statements made so far, and the ids in use."""

    has_monitors: bool
    resources: list[tree.Statement] = field(default_factory=list)
    constraints: list[tree.Statement] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    locations: dict[str, Location] = field(default_factory=dict)
    first_places: dict[tuple[object, ...], Location] = field(default_factory=dict)
    suffixes: dict[str, int] = field(default_factory=dict)
    error_count: int = 0
    has_drbd: bool = False

    def report(self, *problems: Diagnostic) -> None:
        """Note problems."""
        self.problems += problems
        self.error_count += len(errors(problems))

    def claim(self, wish: str, location: Location) -> str:
        """Return the id wished for as XML allows it, with a number if it is taken."""
        id_ = _NOT_IN_IDS.sub("_", wish)
        id_ = id_ if _FIRST_OF_ID.match(id_) else f"r_{id_}"
        free, number = id_, self.suffixes.get(id_, 1)
        while free in self.locations:
            number += 1
            free = f"{id_}_{number}"
        self.suffixes[id_] = number
        self.locations[free] = location
        return free


@dataclass(frozen=True, slots=True)
class _Member:
    """A resource of a line, converted, and where it stands."""

    translated: Translated
    word: Word


@dataclass(frozen=True, slots=True)
class _Promotable:
    """A promotable clone by its id, and the name that goes into the ids of its constraints."""

    id: str
    name: str


def _convert_line(draft: _Draft, line: Line, number: int) -> None:
    members = _members(draft, line)
    drbds = [member for member in members if member.translated.is_drbd]
    others = [member for member in members if not member.translated.is_drbd]
    draft.report(*_about_drbd(draft, members, drbds, others))
    clones = [_clone(draft, member) for member in drbds]
    ids = [_primitive(draft, member) for member in others]
    rest = ids[0] if len(ids) == 1 else _group(draft, ids, line, number)
    _run_with_promoted(draft, line, clones, rest)
    if rest or clones:
        _prefer_node(draft, line, rest or clones[0].id)


def _members(draft: _Draft, line: Line) -> list[_Member]:
    """Convert the resources of a line; none of them may be there for the second time."""
    companions = frozenset(resource.script.text for resource in line.resources)
    members = []
    for resource in line.resources:
        if draft.error_count > MAX_ERRORS:
            break
        translation = translate(resource, companions)
        draft.report(*translation.diagnostics)
        members += [
            _Member(translated, resource.script)
            for translated in translation.resources
            if _is_new(draft, translated, resource)
        ]
    return members


def _is_new(draft: _Draft, translated: Translated, resource: Resource) -> bool:
    if not translated.identity:
        return True
    here = resource.script.location
    first = draft.first_places.setdefault(translated.identity, here)
    if first is here:
        return True
    line, _ = first.position
    draft.report(
        Diagnostic(
            "duplicate-resource",
            f"'{resource.script.text}' with the same arguments stands on line {line} already",
            location=here,
            hint="a resource can be in one group only; what all lines need can be a clone",
        )
    )
    return False


# ------------------------------------------------------------------ resources


def _primitive(draft: _Draft, member: _Member) -> str:
    translated = member.translated
    id_ = draft.claim(translated.wish, member.word.location)
    ops = [op for op in translated.ops if draft.has_monitors or op.name != "monitor"]
    params = (tree.NvSet("params", translated.nvpairs),) if translated.nvpairs else ()
    span = member.word.location.span
    draft.resources.append(tree.Primitive(id_, translated.agent, (*params, *ops), span=span))
    return id_


def _clone(draft: _Draft, member: _Member) -> _Promotable:
    name = _primitive(draft, member)
    id_ = draft.claim(f"{name}-clone", member.word.location)
    meta = tree.NvSet("meta", _PROMOTABLE)
    draft.resources.append(
        tree.Clone(id_, tree.Word(name), (meta,), span=member.word.location.span)
    )
    return _Promotable(id_, name)


def _group(draft: _Draft, ids: list[str], line: Line, number: int) -> str:
    """Make the group of a line's resources and return its id: empty where there are none."""
    if not ids:
        return ""
    id_ = draft.claim(f"group_{number}", line.node.location)
    draft.resources.append(
        tree.Group(id_, tuple(map(tree.Word, ids)), span=line.node.location.span)
    )
    return id_


def _about_drbd(
    draft: _Draft, members: list[_Member], drbds: list[_Member], others: list[_Member]
) -> list[Diagnostic]:
    """Tell what is different about DRBD from now on."""
    if not drbds:
        return [
            _unmanaged(member)
            for member in others
            if member.translated.device.startswith(_DRBD_DEVICE)
        ]
    problems = [] if draft.has_drbd else [_setup(drbds[0])]
    draft.has_drbd = True
    if members[: len(drbds)] != drbds:
        problems.append(_hoisted(drbds[-1]))
    return problems


def _unmanaged(member: _Member) -> Diagnostic:
    message = f"no 'drbddisk' of this line makes {quoted(member.translated.device)} primary"
    return remark("unmanaged-drbd", member.word, message)


def _setup(member: _Member) -> Diagnostic:
    message = "Pacemaker starts DRBD itself from now on, and promotes it"
    hint = (
        "disable the drbd service at boot; set 'fencing resource-and-stonith' and the"
        " crm-fence-peer handlers in drbd.conf"
    )
    return remark("drbd-setup", member.word, message, hint)


def _hoisted(member: _Member) -> Diagnostic:
    message = "DRBD is promoted before the whole line is started, not in its place on the line"
    return remark("approximated", member.word, message, is_warning=False)


# ------------------------------------------------------------------ constraints


def _run_with_promoted(draft: _Draft, line: Line, clones: list[_Promotable], rest: str) -> None:
    """Bind the line to where its clones are promoted: the rest of it, or else the first clone."""
    if rest:
        for clone in clones:
            _colocate(draft, line, (rest, tree.End(rest)), clone)
            _order(draft, line, clone, rest)
        return
    for clone in clones[1:]:
        _colocate(draft, line, (clone.name, _promoted(clone)), clones[0])


def _promoted(clone: _Promotable) -> tree.End:
    return tree.End(clone.id, "Promoted")


def _colocate(
    draft: _Draft, line: Line, dependent: tuple[str, tree.End], clone: _Promotable
) -> None:
    name, end = dependent
    id_ = draft.claim(f"col-{name}-with-{clone.name}", line.node.location)
    draft.constraints.append(
        tree.Colocation(id_, "INFINITY", (end, _promoted(clone)), span=line.node.location.span)
    )


def _order(draft: _Draft, line: Line, clone: _Promotable, rest: str) -> None:
    id_ = draft.claim(f"ord-{clone.name}-{rest}", line.node.location)
    ends = (tree.End(clone.id, "promote"), tree.End(rest, "start"))
    draft.constraints.append(tree.Order(id_, ends, span=line.node.location.span))


def _prefer_node(draft: _Draft, line: Line, rsc: str) -> None:
    node = line.node.text
    id_ = draft.claim(f"loc-{rsc}-{node}", line.node.location)
    draft.constraints.append(
        tree.Location(
            id_, tree.Word(rsc), score=_NODE_SCORE, node=node, span=line.node.location.span
        )
    )
