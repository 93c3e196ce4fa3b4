"""The commands of `configure` that read and change single values by their paths."""

from collections.abc import Sequence
from dataclasses import dataclass

from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, Parameter, PlacedWord
from crmsh_py.commands.parameters import SHOW_SECRETS
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar.kinds import Kind
from crmsh_py.model.adding import set_value
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import object_name
from crmsh_py.model.finding import ambiguous, below, find, nothing
from crmsh_py.model.paths import Path, parse, split_assignment
from crmsh_py.model.places import Place
from crmsh_py.model.setting import unset as unset_value
from crmsh_py.secrets import MASK, is_secret
from crmsh_py.xmltree import Element


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    paths = Parameter(
        "paths",
        Kind.VALUE_PATH,
        many=True,
        required=True,
        placed=True,
        meaning="OBJECT.NAME or OBJECT.PART.NAME, as vip.ip",
    )
    level.command(SHOW_SECRETS, paths)(get)
    level.command(
        Parameter(
            "assignments",
            Kind.VALUE_PATH,
            word="<path> <value>",
            many=True,
            required=True,
            placed=True,
            verbatim=True,
            meaning="OBJECT.NAME VALUE, or OBJECT.NAME=VALUE",
        )
    )(set_)
    level.command(paths)(unset)


# ------------------------------------------------------------------ reading


def get(context: Context, arguments: Arguments) -> Reply:
    """Print the value of a path, or the values of several as `PATH = VALUE`.

    A path is OBJECT.NAME, or with the part that the value is in OBJECT.PART.NAME: `vip.ip` and
    `vip.params.ip` are the same. Parts are params, meta, utilization, attributes, op, set, rule and
    so on; brackets tell one from others by its name, id or attributes:
    `db.op[monitor,role=Promoted].timeout`. `property`, `rsc_defaults` and `op_defaults` stand for
    the options that are set. `@` in front of a name means an attribute of the element where a
    parameter has the same name. `*` and `?` stand for any text: `db.op[*].timeout`, `*.ip`. An
    object alone, or a part, lists all its values. Secrets read `******` without `--show-secrets`.

    Example:
        # one value
        get www.class
        # all of a resource, and all that another one has
        get www vip.*
    """
    secrets = arguments["show_secrets"] or context.options.show_secrets
    paths = _paths(arguments["paths"])
    cib = context.session.cib
    found = [(path, *_found(cib, path)) for path in paths]
    places = list(dict.fromkeys(place for _, listed, _ in found for place in listed))
    if len(paths) == 1 and not found[0][2]:
        text = f"{_shown(places[0], secrets=secrets) or ''}\n"
    else:
        lines = ((one.path, _shown(one, secrets=secrets)) for one in places)
        text = "".join(f"{path} = {value or ''}\n" for path, value in lines)
    records = (
        {"kind": "value", "path": one.path, "value": _shown(one, secrets=secrets)} for one in places
    )
    return Reply(text, "text", records)


def _paths(words: Sequence[PlacedWord]) -> list[Path]:
    """Read all paths.  Raises CrmError with what is wrong with any of them."""
    paths: list[Path] = []
    problems: list[Diagnostic] = []
    for one in words:
        try:
            paths.append(parse(one.text, one.location))
        except CrmError as error:
            problems += error.diagnostics
    if problems:
        raise CrmError(*problems)
    return paths


def _found(cib: Cib, path: Path) -> tuple[list[Place], bool]:
    """Return what a path means, and whether it asks for a list.  Raises CrmError."""
    found = find(cib, path)
    if found and not path.is_pattern:
        if len(found) > 1:
            raise ambiguous(path, [one.path for one in found])
        return found, False
    found = found or below(cib, path)
    if not found:
        raise nothing(cib, path)
    return found, True


def _shown(place: Place, *, secrets: bool) -> str | None:
    value = place.value
    return MASK if value and place.is_secret and not secrets else value


# ------------------------------------------------------------------ changing


@dataclass(frozen=True, slots=True)
class Assignment:
    """A path and the value that it is to get."""

    path: Path
    value: str

    @property
    def shown(self) -> str:
        """The value as labels have it: that of a secret is masked."""
        segments = self.path.segments[1:] or self.path.segments
        named = self.path.text[segments[0].span.start :]
        return MASK if is_secret(named) else self.value


def set_(context: Context, arguments: Arguments) -> Reply:
    """Set values by their paths: all of them, or if anything is wrong none.

    For paths see `get`. A value that is there is changed. A new name goes where its path says:
    `vip.params.nic`, `vip.meta.target-role`, `db.op[monitor].on-fail`; the set is made if it is
    missing. Of `vip.nic` for a new name, `vip` being a primitive, a parameter is made, or a meta
    attribute if Pacemaker knows one of that name. `set` says so when it adds something. Ids stay as
    they are, those of operations too when their interval changes; `rename` changes the id of an
    object. PATH=VALUE is PATH VALUE.

    Example:
        # two values, of two resources
        set www.meta.target-role Stopped vip.priority 5
        # a new parameter
        set vip.params.fake=yes
    """
    assignments = _assignments(arguments["assignments"])
    changed: list[Element] = []

    def change(cib: Cib) -> list[str]:
        return set_all(cib, assignments, changed)

    label = f"set {' '.join(f'{one.path.text} {one.shown}' for one in assignments)}"
    added = context.session.edit(label, change, says=True)
    for owner, one in zip(changed, assignments, strict=True):
        if one.path.location is not None:
            context.session.note([owner.get("id", object_name(owner))], one.path.location)
    return Reply(notes=tuple(f"{path} is new" for path in added))


def set_all(cib: Cib, assignments: Sequence[Assignment], changed: list[Element]) -> list[str]:
    """Carry out assignments in their order; return the paths that are new.

    `changed` gets the objects.  Raises CrmError with what is wrong with any of them.
    """
    added: list[str] = []
    problems: list[Diagnostic] = []
    for one in assignments:
        try:
            owner, path = set_value(cib, one.path, one.value)
        except CrmError as error:
            problems += error.diagnostics
            continue
        changed.append(owner)
        added += [path] if path else []
    if problems:
        raise CrmError(*problems)
    return added


def _assignments(words: Sequence[PlacedWord]) -> list[Assignment]:
    """Read `PATH VALUE` and `PATH=VALUE`.  Raises CrmError."""
    found: list[Assignment] = []
    rest = list(words)
    while rest:
        word = rest.pop(0)
        told = split_assignment(word.text)
        if told is None and not rest:
            raise CrmError(
                Diagnostic(
                    "usage",
                    f"expected a value for {word.text!r}, found the end of the command",
                    location=word.location,
                    hint="usage: set PATH VALUE [PATH VALUE ...]; an empty value is ''",
                )
            )
        path, value = told or (word.text, rest.pop(0).text)
        found.append(Assignment(parse(path, word.location), value))
    return found


def unset(context: Context, arguments: Arguments) -> Reply:
    """Take values off by their paths: all of them, or if anything is wrong none.

    For paths see `get`. What an object cannot do without stays, and so do ids. When the last
    pair of a set is taken off, the set goes too if nothing refers to it; a set of options stays.

    Example:
        set www.meta.priority 5
        unset www.meta.priority
    """
    paths = _paths(arguments["paths"])

    def change(cib: Cib) -> list[str]:
        problems: list[Diagnostic] = []
        for path in paths:
            try:
                unset_value(cib, path)
            except CrmError as error:
                problems += error.diagnostics
        if problems:
            raise CrmError(*problems)
        return []

    context.session.edit(f"unset {' '.join(one.text for one in paths)}", change)
    return Reply()
