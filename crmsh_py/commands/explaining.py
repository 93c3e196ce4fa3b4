"""The command `explain`: what a code means, why it matters and what to do."""

from collections.abc import Sequence
from dataclasses import replace

from crmsh_py.codes import CODES
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, Parameter
from crmsh_py.commands.manual import of_code
from crmsh_py.diagnostics import CrmError
from crmsh_py.grammar.kinds import Kind
from crmsh_py.verify.policy import unknown_code


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command(Parameter("codes", Kind.CODE, many=True, required=True))(explain)


def explain(_context: Context, arguments: Arguments) -> Reply:
    """Tell what the codes in brackets mean that stand behind messages, and what to do.

    Several codes are explained one after the other. No configuration is read. docs/checks.md has
    the same of all checks, with examples.

    Example:
        explain no-value
        explain duplicate-operation repeated-name
    """
    codes = [word.strip("[],") for word in arguments["codes"]]
    _refuse_unknown(codes)
    text = "\n".join(map(of_code, dict.fromkeys(codes)))
    return Reply(text, records=tuple(map(_record, dict.fromkeys(codes))))


def _refuse_unknown(codes: Sequence[str]) -> None:
    """Raise CrmError (no-such-object) with all that are no codes."""
    unknown = [unknown_code(code) for code in codes if code not in CODES]
    if unknown:
        raise CrmError(*(replace(one, code="no-such-object") for one in unknown))


def _record(code: str) -> dict[str, object]:
    row = CODES[code]
    return {
        "kind": "code",
        "code": code,
        "exit_status": int(row.status),
        "error_when_new": row.error_when_new,
        "manual": row.manual,
    }
