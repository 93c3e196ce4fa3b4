"""Values of parameters that are kept out of the CIB, by Pacemaker's `cibsecret`.

The CIB has `lrm://` in their place.  `cibsecret` keeps each in a file that only root may read, and
copies it to the other nodes by pssh, pdsh or ssh.  It is a shell script; with `-C` it leaves the
CIB alone, which we change ourselves.  So a value never stands in an argument vector, where every
user of the machine could read it, and the commit loses nobody's changes.
"""

import re

from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.pacemaker.tools import Tools
from crmsh_py.runner import Outcome
from crmsh_py.secrets import MASK

MAGIC = "lrm://"
"""What the CIB has in place of a value that is a secret."""

_TOOL = ("cibsecret", "-C")
_ERROR = 1
_NO_FILE, _MISMATCH = 72, 104
"""CRM_EX_OSFILE and CRM_EX_DIGEST."""
_ALONE = "no other nodes live"
_SECONDS = 300.0
"""It pings every other node, then copies to each."""
# It is read by `read` of a shell, which takes backslashes and outer blanks for its own.
_SPECIAL = re.compile(r"([\\\s])")


def stored(tools: Tools, resource: str, parameter: str) -> str | None:
    """Return the value that is kept for a parameter, None if there is none.

    Raises CrmError as `Tools.run`, and (tool-failed) if the file is not as it was written.
    """
    outcome = _get(tools, resource, parameter)
    if outcome.status == _MISMATCH:
        message = f"the value that is kept for {parameter!r} of {resource!r} is damaged"
        raise CrmError(Diagnostic("tool-failed", message, subject=parameter, hint="give it anew"))
    return _value(outcome)


def _get(tools: Tools, resource: str, parameter: str) -> Outcome:
    return tools.run(*_TOOL, "get", resource, parameter, accepted=(_NO_FILE, _MISMATCH))


def _value(outcome: Outcome) -> str | None:
    text = outcome.stdout.decode(errors="replace").removesuffix("\n")
    return text if outcome.status == 0 else None


def store(tools: Tools, resource: str, parameter: str, value: str) -> tuple[str | None, list[str]]:
    """Keep a value on all nodes; return the one kept before, and what `cibsecret` warns of.

    Raises CrmError; then what was kept before is kept again here.
    """
    before = _value(_get(tools, resource, parameter))
    outcome = _write(tools, resource, parameter, value)
    try:
        return before, _judged(tools, outcome, resource, parameter, value)
    except CrmError:
        put_back(tools, resource, parameter, before)
        raise


def put_back(tools: Tools, resource: str, parameter: str, value: str | None) -> None:
    """Keep what was kept before, or nothing, as well as it goes."""
    if value is None:
        tools.run(*_TOOL, "delete", resource, parameter, accepted=(_ERROR,), seconds=_SECONDS)
    else:
        _write(tools, resource, parameter, value)


def forget(tools: Tools, resource: str, parameter: str) -> list[str]:
    """Keep a value no more, on any node; return what `cibsecret` warns of.

    Raises CrmError as `Tools.run`.
    """
    argv = (*_TOOL, "delete", resource, parameter)
    outcome = tools.run(*argv, accepted=(_ERROR,), seconds=_SECONDS)
    if outcome.status and not _is_alone(outcome):
        raise CrmError(_failed(outcome, resource, parameter, ""))
    return _warnings(outcome)


def _write(tools: Tools, resource: str, parameter: str, value: str) -> Outcome:
    stdin = _SPECIAL.sub(r"\\\1", value).encode() + b"\n"
    argv = (*_TOOL, "set", resource, parameter)
    return tools.run(*argv, stdin=stdin, accepted=(_ERROR,), seconds=_SECONDS)


def _judged(tools: Tools, outcome: Outcome, resource: str, parameter: str, value: str) -> list[str]:
    """Return the warnings of what wrote a value.  Raises CrmError if it is not kept."""
    if outcome.status and not _is_alone(outcome):
        raise CrmError(_failed(outcome, resource, parameter, value))
    if _value(_get(tools, resource, parameter)) != value:
        message = f"'cibsecret' cannot keep this value of {parameter!r} as it is"
        raise CrmError(Diagnostic("tool-failed", message, subject=parameter))
    return _warnings(outcome)


def _is_alone(outcome: Outcome) -> bool:
    """Tell whether it failed only because no other node is up to copy to."""
    return _ALONE in outcome.stdout.decode(errors="replace")


def _failed(outcome: Outcome, resource: str, parameter: str, value: str) -> Diagnostic:
    lines = (outcome.stderr + b"\n" + outcome.stdout).decode(errors="replace").splitlines()
    said = "\n".join(line for line in lines if line.strip() and not line.startswith("INFO:"))
    hint = said.replace(value, MASK) if value else said
    message = f"'cibsecret' could not keep {parameter!r} of {resource!r} the same on all nodes"
    return Diagnostic("tool-failed", message, subject=parameter, hint=hint or None)


def _warnings(outcome: Outcome) -> list[str]:
    lines = outcome.stdout.decode(errors="replace").splitlines()
    warned = [line.removeprefix("WARNING: ") for line in lines if line.startswith("WARNING:")]
    return [*warned, *(["no other node is up to copy the secret to"] if _is_alone(outcome) else [])]
