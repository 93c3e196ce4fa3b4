"""Problems as values.

Whatever is wrong with what a user gave us is a `Diagnostic`.  Lower layers return lists of
them, or raise `CrmError` when they cannot go on; only the shell shows them.  The codes and
their manual are in `crmsh_py.codes`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from crmsh_py.codes import CODES, ExitStatus
from crmsh_py.source import Location


class Severity(IntEnum):
    """How bad a problem is; the order is that of badness."""

    INFO = 0
    WARNING = 1
    ERROR = 2

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem.

    `code` is stable and documented (`CODES`): scripts and tests match on it, never on the
    wording of `message`.  `subject` is the id of the object concerned; `location` is there
    if the user typed or loaded it just now.  `forceable` says that `force` may overrule it.
    `words` tell which part of the object's statement is at fault: words of it, each to be looked
    for behind the one before, the last of them being what is to be pointed at; a word stands for
    a `name=value` too, or for a part between colons.  `owner` is the object whose statement that
    is, where the subject is something else: what is missing.
    """

    code: str
    message: str
    severity: Severity = Severity.ERROR
    subject: str | None = None
    location: Location | None = None
    hint: str | None = None
    forceable: bool = False
    words: tuple[str, ...] = ()
    owner: str | None = None

    def __post_init__(self) -> None:
        assert self.code in CODES, self.code

    @property
    def status(self) -> ExitStatus:
        """The exit status that this problem leads to; only errors lead to one, and each does.

        What is a warning by its code is an error where warnings are denied.
        """
        if self.severity is not Severity.ERROR:
            return ExitStatus.OK
        return CODES[self.code].status or ExitStatus.INVALID_CONFIGURATION


class CrmError(Exception):
    """Raised when one cannot go on; carries everything that is wrong."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__("; ".join(diagnostic.message for diagnostic in diagnostics))
        self.diagnostics = diagnostics


def errors(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return those that are errors."""
    return [problem for problem in diagnostics if problem.severity is Severity.ERROR]


def worst_status(diagnostics: Iterable[Diagnostic]) -> ExitStatus:
    """Return the exit status of the first error, or OK: the first is what the user meets first."""
    return next((problem.status for problem in diagnostics if problem.status), ExitStatus.OK)
