"""Words of the older shell's level `options`: understood where they mean something here."""

from collections.abc import Callable

from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Command, Level, Parameter
from crmsh_py.commands.options.changes import apply
from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.grammar.kinds import Kind
from crmsh_py.preferences.old_file import NAMES, advice, value_of
from crmsh_py.preferences.preference import Origin, Preference

_VALUE = Parameter("value", Kind.PREFERRED, meaning="what it is to be")

_MEANT = {
    "editor": ("core.editor", "vim"),
    "pager": ("core.pager", "less"),
    "wait": ("core.wait", "yes"),
    "output": ("color.style", "plain"),
}
"""Words that set something here too: the setting of old, and what it may be."""

_GONE = {
    "skill-level": "core.skill_level",
    "user": "core.user",
    "sort-elements": "core.sort_elements",
    "check-frequency": "core.check_frequency",
    "check-mode": "core.check_mode",
    "add-quotes": "core.add_quotes",
    "manage-children": "core.manage_children",
    "colorscheme": "color.colorscheme",
}
"""Words that do nothing here; scripts that have them still run.  Help lists the first only."""


def preference_of(word: str) -> Preference | None:
    """Return the preference that a word of the older shell sets, None if it sets none."""
    old, _ = _MEANT.get(word, ("", ""))
    return NAMES.get(old)


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    for word, (old, example) in _MEANT.items():
        level.command(_VALUE, name=word)(_setting(old, f"{word} {example}"))
    first = next(iter(_GONE))
    for word, old in _GONE.items():
        level.declared[word] = Command(first, _nothing(old, first), (_VALUE,))


Function = Callable[[Context, Arguments], Reply]


def _setting(old: str, example: str) -> Function:
    preference = NAMES[old]

    def command(context: Context, arguments: Arguments) -> Reply:
        value = value_of(old, preference, arguments["value"] or "")
        origin = Origin.USER if context.one_liner else Origin.SESSION
        return apply(context, preference, value, origin)

    command.__doc__ = f"""Set {preference.name}, as the older shell has it.

    On the command line it is written into crm.toml; else it holds for this session, until 'save'.

    Example:
        {example}
    """
    return command


def _nothing(old: str, word: str) -> Function:
    def command(_context: Context, _arguments: Arguments) -> Reply:
        message = f"{old!r} of the older shell does nothing here"
        remark = Diagnostic("old-preference", message, Severity.INFO, hint=advice(old))
        return Reply(diagnostics=(remark,))

    command.__doc__ = f"""Do nothing: settings of the older shell that mean nothing here.

    It says what takes the place of each.

    Example:
        {word} expert
    """
    return command
