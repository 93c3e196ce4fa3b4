"""The command `explain`: what a code means, why it matters and what to do."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from crmsh_py.codes import CODES
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, Parameter
from crmsh_py.commands.manual.codes import code_page
from crmsh_py.commands.manual.layout import WIDTH, lines_of
from crmsh_py.commands.styled import Fitted, Line, line, plain
from crmsh_py.diagnostics import CrmError
from crmsh_py.grammar.kinds import Kind
from crmsh_py.verify.policy import unknown_code


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command(
        Parameter(
            "codes",
            Kind.CODE,
            many=True,
            required=True,
            meaning="codes of messages, as in brackets",
        )
    )(explain)


def explain(_context: Context, arguments: Arguments) -> Reply:
    """Tell what the codes in brackets mean that stand behind messages, and what to do.

    Several codes are explained one after the other. No configuration is read. docs/checks.md has
    the same of all checks, with examples.

    Example:
        # the code at the end of a message
        explain no-value
        # several of them
        explain duplicate-operation repeated-name
    """
    codes = [word.strip("[],") for word in arguments["codes"]]
    _refuse_unknown(codes)
    once = tuple(dict.fromkeys(codes))
    lines = _lines(once)
    view = (Fitted(partial(_lines, once), lines),)
    return Reply(plain(lines), records=tuple(map(_record, once)), view=view)


def _lines(codes: Sequence[str], width: int = WIDTH) -> tuple[Line, ...]:
    """Return what is to be said of codes in lines of so many columns."""
    pages = [lines_of(code_page(code), width) for code in codes]
    return tuple(one for page in pages for one in (*page, line(0)))[:-1]


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
