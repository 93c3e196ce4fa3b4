"""What is to be written: a configuration over a base, checked, and merged with what others did.

The merge is loaded when somebody else was quicker.
"""

import importlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crmsh_py.backends.base import Snapshot
from crmsh_py.codes import CODES
from crmsh_py.diagnostics import CrmError, Diagnostic, Severity, errors
from crmsh_py.model.changes import Change, Step
from crmsh_py.model.cib import Cib
from crmsh_py.model.keys import Key
from crmsh_py.model.references import suggested
from crmsh_py.verify.policy import LENIENT, Policy
from crmsh_py.xmltree import Element

if TYPE_CHECKING:
    from crmsh_py.agents.library import Library
    from crmsh_py.model.merge import Clash, Merged
    from crmsh_py.model.merge.rebasing import Dispute
    from crmsh_py.pacemaker.tools import Tools

Said = Mapping[tuple[Key, str], str]
"""Attributes of elements, and what the user said they are."""
NOTHING: Said = {}

_LIBRARY = "crmsh_py.agents.library"
_MOST_READ = 8
"""So many agents are run for a check, at a time: a fence agent takes a third of a second."""
_ALLOWANCES = "crmsh_py.verify.allowances"
_CHECKS = "crmsh_py.verify.checks"  # loaded to verify and to commit, not to look
_COMPARE = "crmsh_py.model.compare"
_REMARKED = "crmsh_py.model.remarked"
_MERGE = "crmsh_py.model.merge"
_REBASING = "crmsh_py.model.merge.rebasing"

_ONLY_TOGETHER = Diagnostic(
    "changed-meanwhile",
    "that is so with what others changed meanwhile, which your changes were merged with",
    Severity.INFO,
    hint="'refresh --merge' puts your changes on that, to mend it; nothing was written",
)


@dataclass(frozen=True, slots=True)
class Committed:
    """What a commit did: the changes (none: there was nothing to commit), and the new epoch."""

    changes: tuple[Change, ...]
    epoch: int
    warnings: tuple[Diagnostic, ...] = ()
    """What the changes bring in that does not stop a commit, but for remarks."""
    older: int = 0
    """How many errors and warnings there were before."""
    others: tuple[Change, ...] = ()
    """What others changed meanwhile, which the changes were merged with."""
    writer: str | None = None
    """Who of these wrote last."""
    settled: int = 0
    """How many clashes ended with the side that the user named."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What is wrong with a configuration: what changes bring in, and what was so before.

    What is allowed does not count.
    """

    new: tuple[Diagnostic, ...] = ()
    older: tuple[Diagnostic, ...] = ()
    allowed: tuple[Diagnostic, ...] = ()
    commented: int = 0
    """How many of what is allowed comments of the configuration allow: nobody said it just now."""

    def stopping(self, *, force: bool) -> list[Diagnostic]:
        """Return what stops a commit: new errors, but for those that `force` overrules."""
        return [one for one in errors(self.new) if not (force and one.forceable)]

    @property
    def worth_telling(self) -> tuple[Diagnostic, ...]:
        """What a commit tells of that which it does not stop at: no remarks."""
        return tuple(one for one in self.new if one.severity is not Severity.INFO)

    @property
    def older_count(self) -> int:
        """How many errors and warnings there were before; remarks do not count."""
        return sum(one.severity is not Severity.INFO for one in self.older)


class ClashError(CrmError):
    """Raised if changes clash with what others changed meanwhile; nothing was written.

    `clashes` are all that are not settled, `writer` tells who wrote last.
    """

    def __init__(self, clashes: "tuple[Clash, ...]", writer: str | None) -> None:
        super().__init__(Diagnostic("conflict", "changes clash with what was changed meanwhile"))
        self.clashes = clashes
        self.writer = writer


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is to be written over a base: as it was read first, or merged with `others`."""

    base: Snapshot
    cib: Cib
    changes: tuple[Change, ...]
    others: tuple[Change, ...] = ()
    settled: int = 0

    def passable(
        self, read: Element, library: "Library", policy: Policy, *, force: bool
    ) -> Findings:
        """Return what is wrong with it and does not stop it.  Raises CrmError with what does.

        What was wrong before, in `read` or in the base, does not count.
        """
        before = (read,) if read is self.base.root else (read, self.base.root)
        found = findings(self.cib, before, library, policy)
        stopping = found.stopping(force=force)
        if stopping and self.others:
            stopping.append(_ONLY_TOGETHER)
        if stopping:
            raise CrmError(*stopping)
        return found


def open_library(tools: "Tools | None" = None) -> "Library":
    """Return the agents that are known on the machine of the tools (None: this one).

    For a check, not more than a few agents are run that nobody knows yet.
    """
    remote = tools if tools is not None and tools.host else None
    home = importlib.import_module(_LIBRARY)
    library: Library = home.open_library(os.environ, remote=remote, most=_MOST_READ)
    return library


def check(cib: Cib, library: "Library") -> list[Diagnostic]:
    """Return everything that is wrong with a configuration."""
    found: list[Diagnostic] = importlib.import_module(_CHECKS).check(cib, library)
    return found


def findings(
    cib: Cib, before: Sequence[Element] | None, library: "Library", policy: Policy
) -> Findings:
    """Return what is wrong with a configuration, as a policy has it.

    New is what is not wrong with those `before` (None: nothing is new), and may be an error where
    it was a warning before (`Code.error_when_new`).
    """
    found = check(cib, library)
    if not found:
        return Findings()
    known = None if before is None else _known(found, before, library)
    told = suggested(cib, found)
    new = [one for one in told if known is not None and (one.code, one.message) not in known]
    older = [one for one in told if known is None or (one.code, one.message) in known]
    new = list(map(stricter, new))
    allowed = importlib.import_module(_ALLOWANCES).allowances(cib)
    return Findings(
        tuple(policy.judge(new, allowed)),
        tuple(policy.judge(older, allowed)),
        tuple(one for one in (*new, *older) if policy.allows(one, allowed)),
        sum(LENIENT.allows(one, allowed) for one in (*new, *older)),
    )


def _known(
    found: Sequence[Diagnostic], before: Iterable[Element], library: "Library"
) -> set[tuple[str, str]]:
    """Return what was found before of that which was found now, by code and words."""
    checks = importlib.import_module(_CHECKS)
    only = checks.Only.those(found)
    return {
        (one.code, one.message) for root in before for one in checks.check(Cib(root), library, only)
    }


def stricter(problem: Diagnostic) -> Diagnostic:
    """Return a finding as it counts where a change brings it in."""
    if problem.severity is not Severity.WARNING or not CODES[problem.code].error_when_new:
        return problem
    return replace(problem, severity=Severity.ERROR, forceable=True)


def compare(old: Element, new: Element, touched: set[Step] | None = None) -> tuple[Change, ...]:
    """Return what differs between two `<cib>`s, comments included; see `model.compare`."""
    function = importlib.import_module(_COMPARE).compare
    changes: tuple[Change, ...] = function(old, new, touched=touched)
    comments: tuple[Change, ...] = importlib.import_module(_REMARKED).comment_changes(old, new)
    return changes + comments


# ------------------------------------------------------------------ merging


def merge(base: Element, mine: Element, theirs: Element, said: Said, side: str | None) -> "Merged":
    """Merge; see `model.merge`."""
    home = importlib.import_module(_MERGE)
    merged: Merged = home.merge(base, mine, theirs, said=said, side=home.Side(side or "mine"))
    return merged


def without(clashes: "Sequence[Clash]", mine: Element, base: Element) -> Element:
    """Return a configuration but for what clashes; see `model.merge`."""
    found: Element = importlib.import_module(_MERGE).without(clashes, mine, base)
    return found


def adopt(cib: Cib, merged: Element) -> list[str]:
    """Make a working copy what a merged configuration is; see `model.merge.rebasing`."""
    function: Callable[[Cib, Element], list[str]] = importlib.import_module(_REBASING).adopt
    return function(cib, merged)


def disputes(clashes: "Sequence[Clash]", cib: Cib) -> "tuple[Dispute, ...]":
    """Return clashes over a working copy as disputes; see `model.merge.rebasing`."""
    found: tuple[Dispute, ...] = importlib.import_module(_REBASING).disputes(clashes, cib)
    return found
