"""A session: the configuration as it was read, the working copy, and the way between them.

Nothing is written before `commit`.  Edits happen whole or not at all, and can be undone.
"""

import importlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from crmsh_py import xmltree
from crmsh_py.backends.base import Backend, Snapshot
from crmsh_py.diagnostics import CrmError, Diagnostic, errors
from crmsh_py.model.changes import Change
from crmsh_py.model.cib import Cib
from crmsh_py.model.edits import Edit
from crmsh_py.model.references import suggested
from crmsh_py.source import Location
from crmsh_py.xmltree import Element

_CHECKS = "crmsh_py.verify.checks"  # loaded to verify and to commit, not to look
_COMPARE = "crmsh_py.model.compare"
_REMARKED = "crmsh_py.model.remarked"


def _check(cib: Cib) -> list[Diagnostic]:
    found: list[Diagnostic] = importlib.import_module(_CHECKS).check(cib)
    return found


def _compare(old: Element, new: Cib) -> tuple[Change, ...]:
    function = importlib.import_module(_COMPARE).compare
    changes: tuple[Change, ...] = function(old, new.root, touched=new.touched)
    comments: tuple[Change, ...] = importlib.import_module(_REMARKED).comment_changes(old, new.root)
    return changes + comments


@dataclass(frozen=True, slots=True)
class Committed:
    """What a commit did: the changes (none: there was nothing to commit), and the new epoch."""

    changes: tuple[Change, ...]
    epoch: int
    warnings: tuple[Diagnostic, ...] = ()
    """What the changes bring in that does not stop a commit."""


@dataclass(slots=True)
class _Step:
    """An edit that can be undone: how the log of edits stood before it, and what it was."""

    mark: int
    label: str


@dataclass(slots=True)
class _Undone:
    edits: list[Edit]
    label: str


class Session:
    """A working copy of a configuration."""

    def __init__(self, backend: Backend) -> None:
        """Read the configuration.  Raises CrmError."""
        self.backend = backend
        self.base: Snapshot = backend.read()
        self._cib: Cib | None = None
        self._past: tuple[Snapshot, Cib | None] | None = None
        self.provenance: dict[str, Location] = {}
        self._steps: list[_Step] = []
        self._undone: list[_Undone] = []
        self._changes: tuple[Change, ...] | None = None
        self.was_edited = False
        """Whether an edit was carried out, even if it changed nothing."""

    @property
    def cib(self) -> Cib:
        """The working copy; until the first edit it is what was read."""
        if self._cib is None:
            self._cib = Cib(self.base.root)
        return self._cib

    # -- editing

    def edit(self, label: str, change: Callable[[Cib], list[str]]) -> list[str]:
        """Carry out a change, whole or not at all; return what `change` returned.

        `label` is what `undo` will call it.  Raises what `change` raises, with the working
        copy as it was.
        """
        if self.cib.root is self.base.root:  # the first edit: from here on they differ
            self._cib = Cib(xmltree.copy_document(self.base.root))
        mark = self.cib.mark()
        try:
            result = change(self.cib)
        except CrmError as error:
            problems = suggested(self.cib, error.diagnostics)
            self.cib.rollback(mark)
            raise CrmError(*problems) from None
        except BaseException:
            self.cib.rollback(mark)
            raise
        self.was_edited = True
        if self.cib.mark() != mark:
            self._steps.append(_Step(mark, label))
            self._undone.clear()
            self._changes = None
        return result

    def note(self, ids: Iterable[str], location: Location) -> None:
        """Remember where objects were typed, for errors that are found later."""
        for id_ in ids:
            self.provenance[id_] = location

    def undo(self, count: int = 1) -> list[str]:
        """Take back the last edits; return their labels, the last first."""
        labels = []
        self._changes = None
        for _ in range(min(count, len(self._steps))):
            step = self._steps.pop()
            self._undone.append(_Undone(self.cib.rollback(step.mark), step.label))
            labels.append(step.label)
        return labels

    def redo(self, count: int = 1) -> list[str]:
        """Carry out again what was undone last; return the labels."""
        labels = []
        self._changes = None
        for _ in range(min(count, len(self._undone))):
            undone = self._undone.pop()
            self._steps.append(_Step(self.cib.mark(), undone.label))
            self.cib.redo(undone.edits)
            labels.append(undone.label)
        return labels

    # -- looking

    def changes(self) -> tuple[Change, ...]:
        """Return what a commit would change."""
        if self._cib is None or self._cib.mark() == 0:
            return ()
        if self._changes is None:
            self._changes = _compare(self.base.root, self._cib)
        return self._changes

    @property
    def has_changes(self) -> bool:
        """Whether there is anything to commit."""
        return bool(self.changes())

    def verify(self) -> list[Diagnostic]:
        """Return all that is wrong with the working copy, with places where they are known."""
        return [self._located(problem) for problem in suggested(self.cib, _check(self.cib))]

    def new_problems(self) -> tuple[list[Diagnostic], int]:
        """Return what the pending changes bring in that is wrong, and how much was there before."""
        found = self.verify()
        if not found:
            return [], 0
        before = {(one.code, one.message) for one in _check(Cib(self.base.root))}
        new = [one for one in found if (one.code, one.message) not in before]
        return new, len(found) - len(new)

    def _located(self, problem: Diagnostic) -> Diagnostic:
        if problem.location is not None or problem.subject is None:
            return problem
        return replace(problem, location=self.provenance.get(problem.subject))

    # -- writing

    def commit(self, *, force: bool = False) -> Committed:
        """Write the working copy.

        Raises CrmError: what is wrong with it (`force` overrules what can be), or what kept it
        from being written; then nothing was written, and the working copy is as it was.
        """
        changes = self.changes()
        if not changes:
            return Committed((), self.base.version.epoch)
        new, _ = self.new_problems()
        stopping = [one for one in errors(new) if not (force and one.forceable)]
        if stopping:
            raise CrmError(*stopping)
        snapshot = self.backend.write(self.base, self.cib.root, changes=changes, force=force)
        self._start(snapshot)
        passed = tuple(one for one in new if one not in stopping)
        return Committed(changes, snapshot.version.epoch, passed)

    def refresh(self) -> None:
        """Read the configuration anew; pending changes are dropped."""
        self._start(self.backend.read())

    def _start(self, snapshot: Snapshot) -> None:
        # Kept until the next time: to free a large tree takes as long as to read it, and after
        # the commit of a one-liner the process ends.
        self._past = (self.base, self._cib)
        self.base, self._cib = snapshot, None
        self.provenance.clear()
        self._steps.clear()
        self._undone.clear()
        self._changes = None
