"""What is preferred, whence, and what there is to prefer: `show`, `list`, `check`."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from crmsh_py.codes import ExitStatus
from crmsh_py.commands.aliases import hidden
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, Parameter, flag
from crmsh_py.commands.styled import Piece, plain, table
from crmsh_py.diagnostics import CrmError, Diagnostic, Severity
from crmsh_py.grammar.kinds import Kind
from crmsh_py.preferences.preference import Preference, Value
from crmsh_py.preferences.preferences import Preferences, Said
from crmsh_py.preferences.table import ALIASES, PREFERENCES, TABLES
from crmsh_py.preferences.values import as_text, find, is_alias, takes
from crmsh_py.secrets import hide

_NAMES = Parameter(
    "names", Kind.PREFERENCE, many=True, meaning="preferences, or tables of them; none: all"
)


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command(_NAMES, flag("--origin", "tell where each was said, and what lost against it"))(
        show
    )
    level.command(_NAMES, name="list")(list_)
    level.command()(check)


def show(context: Context, arguments: Arguments) -> Reply:
    """Show what is preferred.

    With '--origin' it says where each value comes from: the file and its line, a variable of the
    environment, the command line, or this session; and which other places say something else.
    Then it tells too what of a crm.conf of the older shell does nothing here.

    Example:
        show ui --origin
    """
    preferences = context.options.preferences
    names = _names(arguments["names"], preferences)
    rows = [_row(name, preferences, origin=arguments["origin"]) for name in names]
    lines = tuple(table(0, rows))
    return Reply(
        plain(lines),
        view=lines,
        records=[_record(name, preferences) for name in names],
        diagnostics=tuple(context.gather().remarks) if arguments["origin"] else (),
    )


def list_(context: Context, arguments: Arguments) -> Reply:
    """List the preferences there are: what each takes, its default, and what it is for.

    Example:
        list prompt
    """
    names = _names(arguments["names"], context.options.preferences)
    known = [PREFERENCES[one] for one in names if one in PREFERENCES]
    rows = [_explained(one) for one in known]
    lines = tuple(table(0, rows))
    records = [_described(one) for one in known]
    return Reply(plain(lines), view=lines, records=records)


def check(context: Context, _arguments: Arguments) -> Reply:
    """Read the files of preferences once more, and tell everything that is wrong with them.

    It tells too what of a crm.conf of the older shell does nothing here, and which aliases have
    the name of a command, which goes before them.

    Example:
        check
    """
    gathered = context.gather()
    wrong = [replace(one, severity=Severity.ERROR) for one in gathered.problems]
    problems = (*wrong, *_hidden(gathered.preferences), *gathered.remarks)
    return Reply(
        diagnostics=problems,
        notes=() if problems else ("nothing is wrong with the preferences",),
        status=ExitStatus.DATA_ERROR if wrong else ExitStatus.OK,
    )


def _hidden(preferences: Preferences) -> Iterator[Diagnostic]:
    for word, level in hidden(preferences.aliases).items():
        name = f"{ALIASES}.{word}"
        words = f"{word!r} is a command or a level of '{level}': there, the alias does not count"
        place = preferences.of(name).place
        yield Diagnostic("wrong-alias", words, Severity.WARNING, subject=name, location=place)


def _names(words: Iterable[str], preferences: Preferences) -> list[str]:
    """Return the preferences that words name, by tables too.  Raises CrmError with all mistakes."""
    every = [*PREFERENCES, *sorted(one for one in preferences.said if is_alias(one))]
    found: dict[str, None] = {}
    problems: list[Diagnostic] = []
    for word in words:
        if word in {*TABLES, ALIASES}:
            found |= dict.fromkeys(one for one in every if one.startswith(f"{word}."))
            continue
        try:
            found[_known(word, preferences)] = None
        except CrmError as error:
            problems += error.diagnostics
    if problems:
        raise CrmError(*problems)
    return list(found) if words else every


def _known(name: str, preferences: Preferences) -> str:
    find(name)
    if is_alias(name) and name not in preferences.said:
        words = f"there is no alias {name.partition('.')[2]!r}"
        hint = f"'options set {name} LINE' makes it"
        raise CrmError(Diagnostic("unknown-preference", words, subject=name, hint=hint))
    return name


def _row(name: str, preferences: Preferences, *, origin: bool) -> tuple[Piece, ...]:
    said = preferences.of(name)
    row = (Piece(name, "id"), Piece(_text(said) or '""'))
    if not origin:
        return row
    others = ", ".join(f"{_text(one)} ({one.where})" for one in _others(name, preferences))
    return (*row, Piece(said.where, "dim"), Piece(f"not {others}" if others else "", "dim"))


def _text(said: Said) -> str:
    """Return a value as it may be shown; in the line of an alias there can be a secret."""
    return hide(as_text(said.value))


def _others(name: str, preferences: Preferences) -> list[Said]:
    """Return what other places say of a preference, the strongest first."""
    counts = preferences.of(name)
    said = [scope[name] for scope in preferences.scopes.values() if name in scope]
    return [one for one in reversed(said) if one.origin is not counts.origin]


def _record(name: str, preferences: Preferences) -> dict[str, Any]:
    said = preferences.of(name)
    return {
        "kind": "preference",
        "name": name,
        "value": _value(said.value),
        "origin": said.origin.name.lower().replace("_", "-"),
        "file": said.file or None,
        "line": said.place.position[0] if said.place is not None else None,
    }


def _value(value: Value) -> object:
    """Return a value as JSON has it."""
    match value:
        case tuple():
            return list(value)
        case str():
            return hide(value)
    return value


def _explained(one: Preference) -> tuple[Piece, ...]:
    default = as_text(one.default)
    what = f"{takes(one)}; default {default}" if default else takes(one)
    return Piece(one.name, "id"), Piece(what, "dim"), Piece(one.meaning)


def _described(one: Preference) -> dict[str, Any]:
    return {
        "kind": "preference",
        "name": one.name,
        "meaning": one.meaning,
        "takes": takes(one),
        "default": list(one.default) if isinstance(one.default, tuple) else one.default,
        "variable": one.variable,
    }
