"""Preferences are changed: `set`, `unset`, `reset`, `edit`."""

from collections.abc import Sequence
from dataclasses import replace

from crmsh_py.commands.aliases import hidden
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, Parameter, flag
from crmsh_py.commands.options.files import File, file_of, refuse_malformed, write
from crmsh_py.diagnostics import CrmError, Diagnostic, Severity
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.lexical import quote_argument
from crmsh_py.grammar.script import lexical_problem
from crmsh_py.preferences.cycles import circle
from crmsh_py.preferences.editing import with_value, without
from crmsh_py.preferences.old_file import NAMES
from crmsh_py.preferences.preference import Origin, Preference, Value
from crmsh_py.preferences.preferences import Said
from crmsh_py.preferences.sample import sample
from crmsh_py.preferences.toml_file import read
from crmsh_py.preferences.values import as_text, find, from_texts, is_alias
from crmsh_py.source import Source

_NAME = Parameter("name", Kind.PREFERENCE, required=True, meaning="a preference, as 'list' has it")
_VALUE = Parameter(
    "value",
    Kind.PREFERRED,
    many=True,
    required=True,
    verbatim=True,
    meaning="what it is to be; several words of a list, or of an alias",
)
_SYSTEM = flag("--system", "for all users of this machine: /etc/crm/crm.toml")
_SESSION = flag("--session", "until this session ends; no file is written")


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command(_NAME, _VALUE, _SYSTEM, _SESSION, name="set")(set_)
    level.command(_NAME, _SYSTEM, _SESSION)(unset)
    level.command()(reset)
    level.command()(save)
    level.command(_SYSTEM)(edit)


def set_(context: Context, arguments: Arguments) -> Reply:
    """Set a preference, from now on.

    It is written into the user's crm.toml, where all else stays as it is, comments too. With
    '--system' it is the file of all users, with '--session' none: then it ends with this session.
    `alias.NAME` makes an alias: a word for a line of words, at the prompt and on the command line.

    Example:
        set ui.theme light
    """
    preference = find(_here(arguments["name"]))
    value = _value(preference, arguments["value"])
    _refuse_wrong_alias(context, preference.name, value)
    return apply(context, preference, value, _origin(arguments))


def apply(context: Context, preference: Preference, value: Value, origin: Origin) -> Reply:
    """Let a preference have a value, in a file or for this session.  Raises CrmError."""
    name = preference.name
    if origin is Origin.SESSION:
        _say(context, name, value)
        where = "for this session"
    else:
        file = file_of(context, system=origin is Origin.SYSTEM)
        refuse_malformed(file, file.text)
        _write(context, file, with_value(file.text, name, value))
        _forget(context, name)
        where = f"in {file.path}"
    _carry_over(context)
    notes = (f"{name} = {as_text(value)} {where}", *_overruled(context, name, origin))
    return Reply(notes=notes, diagnostics=_in_vain(name))


def unset(context: Context, arguments: Arguments) -> Reply:
    """Take out what was set: what another place says counts again, or the default.

    Example:
        unset ui.theme
    """
    name = find(_here(arguments["name"])).name
    origin = _origin(arguments)
    was_set = (
        _forgotten(context, name) if origin is Origin.SESSION else _erased(context, name, origin)
    )
    _carry_over(context)
    how = "not set there any more" if was_set else "not set there"
    return Reply(notes=(f"{name} is {how}", *_overruled(context, name, origin)))


def _forgotten(context: Context, name: str) -> bool:
    """Take out what the session says of a preference; tell if it said anything."""
    was_set = name in context.options.preferences.scopes.get(Origin.SESSION, {})
    _forget(context, name)
    return was_set


def _erased(context: Context, name: str, origin: Origin) -> bool:
    """Take out what a file says of a preference, right or wrong; tell if it said anything."""
    file = file_of(context, system=origin is Origin.SYSTEM)
    refuse_malformed(file, file.text)
    text = without(file.text, name)
    _write(context, file, text)
    return text != file.text


def reset(context: Context, _arguments: Arguments) -> Reply:
    """Forget what was set for this session only, and read the files once more.

    Example:
        reset
    """
    gathered = context.gather()
    preferences = context.options.preferences
    preferences.scopes, preferences.said = gathered.preferences.scopes, gathered.preferences.said
    _carry_over(context)
    return Reply(diagnostics=tuple(gathered.problems))


def save(context: Context, _arguments: Arguments) -> Reply:
    """Write what was set for this session only into the user's crm.toml.

    Example:
        save
    """
    preferences = context.options.preferences
    said = preferences.scopes.get(Origin.SESSION, {})
    if not said:
        return Reply(notes=("nothing to write: what 'set' changed is written already",))
    file = file_of(context, system=False)
    refuse_malformed(file, file.text)
    text = file.text
    for name, one in said.items():
        text = with_value(text, name, one.value)
    _write(context, file, text)
    preferences.put(Origin.SESSION, {})
    return Reply(notes=(f"written into {file.path}: {', '.join(said)}",))


def edit(context: Context, arguments: Arguments) -> Reply:
    """Change crm.toml in the editor.

    If there is no such file yet, the editor begins with a list of all preferences, each in a
    comment. What is no TOML is not written; the text is then kept in a file.

    Example:
        edit
    """
    file = file_of(context, system=arguments["system"])
    before = file.text or sample()
    draft = context.interaction.draft(".toml")
    try:
        text = draft.revise(before)
        refuse_malformed(file, text)
        _write(context, file, text if text != before else file.text)
    except BaseException:
        if path := draft.left():
            context.interaction.show(Reply(notes=(f"your text is kept in {path}",)))
        raise
    draft.drop()
    _carry_over(context)
    if text == before:
        return Reply(notes=("nothing was changed",))
    problems = read(text, str(file.path), file.origin).problems
    return Reply(notes=(f"written: {file.path}",), diagnostics=tuple(problems))


def _here(name: str) -> str:
    """Return what a preference is called here that may be called as in the older shell."""
    return NAMES[name].name if name in NAMES else name


def _write(context: Context, file: File, text: str) -> None:
    if text != file.text:
        write(context, file, text)


def _value(preference: Preference, words: Sequence[str]) -> Value:
    """Return the value that words say; several of an alias are quoted where they need to be.

    Raises CrmError, about the word that is wrong.
    """
    if is_alias(preference.name) and len(words) > 1:
        words = [quote_argument(one) for one in words]
    try:
        return from_texts(preference, words)
    except CrmError as error:
        found = [replace(one, subject=" ".join(one.words)) for one in error.diagnostics]
        raise CrmError(*found) from None


def _refuse_wrong_alias(context: Context, name: str, value: Value) -> None:
    """Refuse a line that nobody could carry out.  Raises CrmError."""
    if not is_alias(name):
        return
    word = name.partition(".")[2]
    aliases = {**context.options.preferences.aliases, word: str(value)}
    problem = circle(word, aliases) or lexical_problem(Source(f"<alias {word}>", str(value)))
    if problem is not None:
        raise CrmError(problem)


def _origin(arguments: Arguments) -> Origin:
    """Return where to write.  Raises CrmError (usage)."""
    if arguments["system"] and arguments["session"]:
        words = "'--system' and '--session' exclude each other"
        raise CrmError(Diagnostic("usage", words, subject="--session"))
    if arguments["session"]:
        return Origin.SESSION
    return Origin.SYSTEM if arguments["system"] else Origin.USER


def _say(context: Context, name: str, value: Value) -> None:
    preferences = context.options.preferences
    scope = preferences.scopes.get(Origin.SESSION, {})
    preferences.put(Origin.SESSION, {**scope, name: Said(value, Origin.SESSION)})


def _forget(context: Context, name: str) -> None:
    """Take out what the session says of a preference: what is set later counts."""
    preferences = context.options.preferences
    scope = preferences.scopes.get(Origin.SESSION, {})
    kept = {one: said for one, said in scope.items() if one != name}
    preferences.put(Origin.SESSION, kept)


def _carry_over(context: Context) -> None:
    """Let the session that is open know of what commits check."""
    if context.is_open:
        context.session.policy = context.options.policy


def _overruled(context: Context, name: str, origin: Origin) -> tuple[str, ...]:
    """Return a remark if another place says something that goes before."""
    if is_alias(name) and name not in context.options.preferences.said:
        return ()
    counts = context.options.preferences.of(name)
    if counts.origin in {origin, Origin.DEFAULT}:
        return ()
    return (f"what counts is {as_text(counts.value)}, from: {counts.where}",)


def _in_vain(name: str) -> tuple[Diagnostic, ...]:
    """Return a warning if an alias has the name of a command."""
    word = name.partition(".")[2]
    if not is_alias(name) or word not in hidden([word]):
        return ()
    words = f"{word!r} is a command or a level: where it is, the alias does not count"
    return (Diagnostic("wrong-alias", words, Severity.WARNING, subject=name),)
