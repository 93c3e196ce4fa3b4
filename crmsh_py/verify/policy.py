"""What counts of that which was found: what is allowed, and whether warnings are errors.

Needs nothing but diagnostics: every command has a policy, also those that check nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from crmsh_py.codes import CODES
from crmsh_py.diagnostics import CrmError, Diagnostic, Severity
from crmsh_py.spelling import did_you_mean

DENIABLE = "warnings"
"""What `--deny` takes."""


class Allowance(NamedTuple):
    """A code that a comment of the configuration allows: on one object, or (None) on all of it."""

    code: str
    subject: str | None = None


Allowances = frozenset[Allowance]
NONE: Allowances = frozenset()


class Policy(NamedTuple):
    """What the user said of findings: codes that are allowed, and that warnings are errors."""

    allowed: frozenset[str] = frozenset()
    deny_warnings: bool = False

    def with_words(self, allow: Iterable[str] = (), deny: str | None = None) -> "Policy":
        """Return this policy and what more words of the user say: see `codes_of`.

        Raises CrmError (usage).
        """
        return Policy(self.allowed | codes_of(allow), self.deny_warnings or deny is not None)

    def allows(self, problem: Diagnostic, allowances: Allowances = NONE) -> bool:
        """Tell whether a finding is allowed: what is no error, or one that `force` overrules."""
        return is_allowable(problem) and self._names(problem, allowances) is not None

    def _names(self, problem: Diagnostic, allowances: Allowances) -> Allowance | None:
        """Return what names a finding, whether that can be allowed or not."""
        everywhere, here = Allowance(problem.code), Allowance(problem.code, problem.subject)
        if problem.code in self.allowed or everywhere in allowances:
            return everywhere
        return here if here in allowances else None

    def judge(
        self, findings: Iterable[Diagnostic], allowances: Allowances = NONE
    ) -> list[Diagnostic]:
        """Return findings as they count: without what is allowed, warnings as errors if denied.

        What is allowed in vain, because nothing overrules it, is told too.
        """
        judged: dict[Diagnostic, None] = {}
        for one in findings:
            if self.allows(one, allowances):
                continue
            judged[self._denied(one)] = None
            if (named := self._names(one, allowances)) is not None:
                judged[self._denied(_in_vain(named))] = None
        return list(judged)

    def _denied(self, problem: Diagnostic) -> Diagnostic:
        if self.deny_warnings and problem.severity is Severity.WARNING:
            return replace(problem, severity=Severity.ERROR, forceable=True)
        return problem


LENIENT = Policy()
"""Nothing is allowed by the user, and warnings are warnings."""


def is_allowable(problem: Diagnostic) -> bool:
    """Tell whether a finding can be allowed at all."""
    return problem.forceable or problem.severity is not Severity.ERROR


def _in_vain(allowance: Allowance) -> Diagnostic:
    words = f"{allowance.code!r} cannot be allowed: it is an error that nothing overrules"
    hint = "take it out of what is allowed, and mend what was found"
    return Diagnostic("cannot-allow", words, Severity.WARNING, subject=allowance.subject, hint=hint)


def unused(findings: Sequence[Diagnostic], allowances: Allowances) -> list[Diagnostic]:
    """Return what the comments of a configuration allow that was not found, as a remark each."""
    found = {(one.code, subject) for one in findings for subject in (one.subject, None)}
    idle = [one for one in allowances if (one.code, one.subject) not in found]
    return [_unused(one) for one in sorted(idle, key=lambda one: (one.subject or "", one.code))]


def _unused(allowance: Allowance) -> Diagnostic:
    where = "" if allowance.subject is None else f" on {allowance.subject!r}"
    words = f"{allowance.code!r} is allowed{where}, but was not found there"
    hint = "take it out of the comment 'lint: allow'"
    return Diagnostic("unused-allow", words, Severity.INFO, subject=allowance.subject, hint=hint)


def codes_of(words: Iterable[str]) -> frozenset[str]:
    """Return the codes that words name, each word one or several with commas between.

    Raises CrmError (usage) with all that are none.
    """
    named = [code for word in words for code in word.split(",") if code.strip()]
    unknown = [unknown_code(code.strip()) for code in named if code.strip() not in CODES]
    if unknown:
        raise CrmError(*unknown)
    return frozenset(code.strip() for code in named)


def unknown_code(word: str) -> Diagnostic:
    """Return the problem that a word is no code, with the one that was meant."""
    hint = did_you_mean(word, CODES) or "'help' tells what a code is; 'verify' shows those found"
    return Diagnostic("usage", f"there is no code {word!r}", subject=word, hint=hint)
