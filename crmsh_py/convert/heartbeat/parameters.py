"""The parameters that a resource script's arguments come to, with what was wrong with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from crmsh_py.convert.heartbeat.haresources import Word
from crmsh_py.diagnostics import Diagnostic, Severity

PLACEHOLDER = "CHANGE-ME"
"""What the best effort writes where the agent needs a value that the file does not have."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """Values by the agent's own parameter names, in the order in which they are written.

    A resource can be made of them if they `are_usable`, which they may be in spite of an error:
    then with a makeshift value, for those who want a result by all means.  `meta` is for the
    clone of a resource that becomes one.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    are_usable: bool = True
    meta: Mapping[str, str] = field(default_factory=dict)


def refused(*diagnostics: Diagnostic) -> Parameters:
    """Say that nothing can be made of the arguments."""
    return Parameters({}, diagnostics, are_usable=False)


def invalid(word: Word, message: str, hint: str | None = None) -> Diagnostic:
    """Make the error of an argument that is not as the script takes it."""
    return Diagnostic("invalid-argument", message, location=word.location, hint=hint)


def remark(
    code: str, word: Word, message: str, hint: str | None = None, *, is_warning: bool = True
) -> Diagnostic:
    """Make a warning, or else an info, about a word."""
    severity = Severity.WARNING if is_warning else Severity.INFO
    return Diagnostic(code, message, severity, location=word.location, hint=hint)
