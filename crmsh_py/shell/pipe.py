"""Programs that make one text of another, for the command `filter`."""

from collections.abc import Mapping, Sequence

from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.runner import LocalRunner


def through(argv: Sequence[str], text: str, environment: Mapping[str, str]) -> str:
    """Return what a program prints that reads a text.

    Raises CrmError (tool-missing, tool-failed, timed-out, undecodable-text).
    """
    outcome = LocalRunner(environment).run(argv, stdin=text.encode())
    said = outcome.stderr.decode(errors="replace").strip()
    if outcome.status:
        how = f"ended with status {outcome.status}"
        if outcome.status < 0:
            how = f"was killed by signal {-outcome.status}"
        message = f"{argv[0]!r} {how}; nothing was changed"
        hint = said.partition("\n")[0] or None
        raise CrmError(Diagnostic("tool-failed", message, subject=argv[0], hint=hint))
    try:
        return outcome.stdout.decode()
    except UnicodeDecodeError as error:
        message = f"{argv[0]!r} put out what is no UTF-8 text, from octet {error.start} on"
        raise CrmError(Diagnostic("undecodable-text", message, subject=argv[0])) from None
