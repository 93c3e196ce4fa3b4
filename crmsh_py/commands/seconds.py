"""How long commands wait that watch what they did: the option `--timeout`."""

from crmsh_py.commands.declare import Arguments, Parameter
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar.kinds import Kind
from crmsh_py.model.times import milliseconds

SECONDS = Parameter(
    "timeout",
    Kind.VALUE,
    word="<seconds>",
    option="--timeout",
    meaning="seconds to wait at most, or 5min",
)


def seconds_of(arguments: Arguments) -> float | None:
    """Return the seconds behind `--timeout`, None if it was not given.  Raises CrmError (usage)."""
    text = arguments["timeout"]
    if text is None:
        return None
    found = milliseconds(text)
    if found is None or found <= 0:
        words = f"{text!r} is no time to wait"
        hint = "say seconds, or a time such as 5min"
        raise CrmError(Diagnostic("usage", words, subject=text, hint=hint))
    return found / 1000
