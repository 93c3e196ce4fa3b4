"""What is to be written: a configuration over a base, checked, and merged with what others did.

The merge is loaded when somebody else was quicker.
"""

import importlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmsh_py.backends.base import Snapshot
from crmsh_py.diagnostics import CrmError, Diagnostic, Severity, errors
from crmsh_py.model.changes import Change, Step
from crmsh_py.model.cib import Cib
from crmsh_py.model.keys import Key
from crmsh_py.model.references import suggested
from crmsh_py.xmltree import Element

if TYPE_CHECKING:
    from crmsh_py.model.merge import Clash, Merged
    from crmsh_py.model.merge.rebasing import Dispute

Said = Mapping[tuple[Key, str], str]
"""Attributes of elements, and what the user said they are."""
NOTHING: Said = {}

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
    """What the changes bring in that does not stop a commit."""
    others: tuple[Change, ...] = ()
    """What others changed meanwhile, which the changes were merged with."""
    writer: str | None = None
    """Who of these wrote last."""
    settled: int = 0
    """How many clashes ended with the side that the user named."""


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

    def passable(self, read: Element, *, force: bool) -> list[Diagnostic]:
        """Return what is wrong with it that does not stop it.  Raises CrmError with what does.

        What was wrong before, in `read` or in the base, does not count.
        """
        before = (read,) if read is self.base.root else (read, self.base.root)
        new = new_problems(self.cib, check(self.cib), before)
        stopping = [one for one in errors(new) if not (force and one.forceable)]
        if stopping and self.others:
            stopping.append(_ONLY_TOGETHER)
        if stopping:
            raise CrmError(*stopping)
        return new


def check(cib: Cib) -> list[Diagnostic]:
    """Return everything that is wrong with a configuration."""
    found: list[Diagnostic] = importlib.import_module(_CHECKS).check(cib)
    return found


def new_problems(
    cib: Cib, found: Sequence[Diagnostic], before: Iterable[Element]
) -> list[Diagnostic]:
    """Return what was found wrong with a configuration, and is not wrong with those before."""
    if not found:
        return []
    known = {(one.code, one.message) for root in before for one in check(Cib(root))}
    return suggested(cib, [one for one in found if (one.code, one.message) not in known])


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
