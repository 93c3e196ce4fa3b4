"""The command of `configure` that makes an object like another one."""

from collections.abc import Mapping, Sequence

from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, Parameter, PlacedWord
from crmsh_py.commands.values import Assignment, set_all
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar.kinds import Kind
from crmsh_py.model.cib import Cib
from crmsh_py.model.copying import container_note, copy_object
from crmsh_py.model.paths import Path, Segment, Text, parse, split_assignment


def add_commands(level: Level) -> None:
    """Declare the command of this module in a level."""
    level.command(
        Parameter("old", Kind.OBJECT, required=True, meaning="object to copy"),
        Parameter("new", Kind.NEW_ID, required=True, placed=True, meaning="id of the copy"),
        Parameter(
            "assignments",
            Kind.NVPAIR,
            word="<path>=<value>",
            many=True,
            placed=True,
            verbatim=True,
            meaning="what is to be another in the copy",
        ),
    )(copy)


def copy(context: Context, arguments: Arguments) -> Reply:
    """Make an object like another one, with other values where PATH=VALUE says so.

    The copy has all that the object has: parameters, meta attributes, operations; the ids of its
    parts are new, what it refers to stays. Paths are those of `set`, and begin inside the copy:
    `ip=10.0.0.2`, `op[monitor].timeout=30s`. A group, clone or bundle is copied with its members:
    the copy of the member `vip` in `web2` is called `vip-web2`, and its values are
    `vip-web2.ip=10.0.0.2`. Otherwise the copy of a member stands outside of the group. Constraints
    on the object are not copied, but each can be by itself. Nodes and sets of options cannot.

    Example:
        # like www, but for one value
        copy www www3 priority=5
    """
    old, new = arguments["old"], arguments["new"]
    told = _assignments(arguments["assignments"])
    labels = "".join(f" {one.path.text}={one.shown}" for one in told)
    notes: list[str] = []

    def change(cib: Cib) -> list[str]:
        names = copy_object(cib, old, new.text)
        notes.extend(f"{one} is copied as {other}" for one, other in names.items() if one != old)
        notes.extend(filter(None, [container_note(cib, old, new.text)]))
        absolute = [Assignment(_absolute(one.path, names, new.text), one.value) for one in told]
        added = set_all(cib, absolute, [])
        notes.extend(f"{path} is new" for path in added)
        return list(names.values())

    ids = context.session.edit(f"copy {old} {new.text}{labels}", change)
    context.session.note(ids, new.location)
    return Reply(notes=tuple(notes))


def _assignments(words: Sequence[PlacedWord]) -> list[Assignment]:
    found: list[Assignment] = []
    problems: list[Diagnostic] = []
    for word in words:
        told = split_assignment(word.text)
        if told is None:
            message = f"expected PATH=VALUE, found {word.text!r}"
            hint = "such as ip=10.0.0.2, or op[monitor].timeout=30s"
            problems.append(Diagnostic("usage", message, location=word.location, hint=hint))
            continue
        try:
            found.append(Assignment(parse(told[0], word.location), told[1]))
        except CrmError as error:
            problems += error.diagnostics
    if problems:
        raise CrmError(*problems)
    return found


def _absolute(path: Path, names: Mapping[str, str], new: str) -> Path:
    """Return the path of a value in a copy; one that begins with a copy's name is that already."""
    for length in range(len(path.segments) - 1, 0, -1):
        if ".".join(one.word.text for one in path.segments[:length]) in names.values():
            return path
    return Path(path.text, (Segment(Text(new)), *path.segments), path.location)
