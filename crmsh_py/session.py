"""A session: the configuration as it was read, the working copy, and the way between them.

Nothing is written before `commit`.  Edits happen whole or not at all, and can be undone.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from crmsh_py import proposals, xmltree
from crmsh_py.backends.base import Backend, ChangedMeanwhileError, Snapshot, last_writer
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.model.changes import Change
from crmsh_py.model.cib import Cib
from crmsh_py.model.keys import Key, key_of
from crmsh_py.model.references import suggested
from crmsh_py.model.undoing import Steps
from crmsh_py.proposals import NOTHING, ClashError, Committed, Findings, Proposal, Said
from crmsh_py.provenance import Provenance, xml_file
from crmsh_py.source import Location
from crmsh_py.verify.policy import LENIENT, Policy
from crmsh_py.xmltree import Element

if TYPE_CHECKING:
    from crmsh_py.agents.library import Library
    from crmsh_py.model.merge import Clash, Merged
    from crmsh_py.model.merge.rebasing import Dispute
    from crmsh_py.verify.lines import XmlFile

_MOST_ATTEMPTS = 25
_PAUSE_SECONDS = 0.02


class Session:
    """A working copy of a configuration."""

    def __init__(self, backend: Backend, policy: Policy = LENIENT) -> None:
        """Read the configuration; `policy` is for what is found wrong with it.  Raises CrmError."""
        self.backend = backend
        self.policy = policy
        self.base: Snapshot = backend.read()
        self._cib: Cib | None = None
        self._past: tuple[Snapshot, Cib | None] | None = None
        self.provenance = Provenance()
        self._steps = Steps()
        self._changes: tuple[Change, ...] | None = None
        self._said: dict[tuple[Key, str], str] = {}
        self._said_since: set[tuple[Key, str]] = set()
        self._disputes: tuple[Dispute, ...] = ()
        self._library: Library | None = None
        self.was_edited = False
        """Whether an edit was carried out, even if it changed nothing."""

    @property
    def cib(self) -> Cib:
        """The working copy; until the first edit it is what was read."""
        if self._cib is None:
            self._cib = Cib(self.base.root)
        return self._cib

    @property
    def library(self) -> "Library":
        """The agents that are known here."""
        if self._library is None:
            self._library = proposals.open_library(self.backend.tools)
        return self._library

    def beside(self) -> "Session":
        """Return a session of its own on the configuration as it is now.  Raises CrmError."""
        session = Session(self.backend, self.policy)
        session._library = self._library
        return session

    # -- editing

    def edit(
        self, label: str, change: Callable[[Cib], list[str]], *, says: bool = False
    ) -> list[str]:
        """Carry out a change, whole or not at all; return what `change` returned.

        `label` is what `undo` will call it.  If the user `says` what values are, that counts where
        they are so already: a commit will not go along with others who make them something else.
        Raises what `change` raises, with the working copy as it was.
        """
        if self.cib.root is self.base.root:  # the first edit: from here on they differ
            self._cib = Cib(xmltree.copy_document(self.base.root))
        mark = self.cib.mark()
        self.cib.said.clear()
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
        if says:
            self._note_said()
        if self.cib.mark() != mark:
            self._steps.add(mark, label)
            self._changes = None
        return result

    def _note_said(self) -> None:
        said = {(key_of(one), name): value for (one, name), value in self.cib.said.items()}
        self._said.update(said)
        self._said_since.update(said)

    @property
    def said(self) -> Said:
        """The values that the user said, whether that changed anything or not."""
        return dict(self._said)

    def note(self, ids: Iterable[str], location: "Location | XmlFile") -> None:
        """Remember where objects were typed, or the XML they came from, for later errors."""
        self.provenance.note(ids, location, len(self._steps))

    def undo(self, count: int = 1) -> list[str]:
        """Take back the last edits; return their labels, the last first."""
        self._changes = None
        labels = self._steps.undo(self.cib, count)
        self.provenance.forget(len(self._steps))
        return labels

    def redo(self, count: int = 1) -> list[str]:
        """Carry out again what was undone last; return the labels."""
        self._changes = None
        return self._steps.redo(self.cib, count)

    @property
    def labels(self) -> tuple[list[str], list[str]]:
        """What `undo` can take back, and `redo` carry out again, the next one first."""
        return self._steps.labels

    @property
    def edits(self) -> int:
        """How many edits `undo` can take back."""
        return len(self._steps)

    def unite(self, since: int, label: str) -> None:
        """Make all edits but the first `since` ones a single one, for `undo`."""
        if self._steps.unite(since, label):
            self.provenance.gather(self.edits)

    def drop(self, since: int) -> None:
        """Take back all edits but the first `since` ones; no `redo` brings them again."""
        self._changes = None
        self._steps.drop(self.cib, since)
        self.provenance.forget(self.edits)

    # -- looking

    def changes(self) -> tuple[Change, ...]:
        """Return what a commit would change."""
        if self._cib is None or self._cib.mark() == 0:
            return ()
        if self._changes is None:
            self._changes = proposals.compare(self.base.root, self._cib.root, self._cib.touched)
        return self._changes

    @property
    def has_changes(self) -> bool:
        """Whether there is anything to commit."""
        return bool(self.changes())

    def findings(self, policy: Policy | None = None) -> Findings:
        """Return all that is wrong with the working copy, with places where they are known.

        Without pending changes nothing of it is new.  `policy` takes the place of the session's.
        """
        before = (self.base.root,) if self.has_changes else None
        found = proposals.findings(self.cib, before, self.library, policy or self.policy)
        return self._located(found)

    def _located(self, found: Findings) -> Findings:
        new, older = tuple(self.placed(found.new)), tuple(self.placed(found.older))
        return replace(found, new=new, older=older)

    def placed(self, problems: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Return problems with their places: where their objects were typed, or stand in a file."""
        listed = list(problems)
        return self.provenance.placed(listed, self.cib, self._file if listed else None)

    @property
    def _file(self) -> "XmlFile | None":
        """The file that was read, as the user named it; None if it was none."""
        base = self.base
        return None if base.file is None else xml_file(base.file, base.xml, base.root)

    # -- writing

    def commit(
        self, *, force: bool = False, side: str | None = None, policy: Policy | None = None
    ) -> Committed:
        """Write the working copy, merged with what others changed meanwhile.

        Of what clashes with that `side` is taken, `mine` or `theirs`; `policy` takes the place of
        the session's.  Raises CrmError: ClashError if something clashes and no side is named, what
        is wrong with it (`force` overrules what can be), or what kept it from being written.
        Then nothing was written, and the working copy is as it was; but after a ClashError it is
        based on what is there now: what does not clash is merged, and of what clashes it holds
        mine.
        """
        disputes, steps = self._disputes, len(self._steps)
        try:
            return self._commit(side, force=force, policy=policy or self.policy)
        except ClashError:
            raise
        except BaseException:
            self.undo(max(len(self._steps) - steps, 0))
            self._disputes = disputes
            raise

    def _commit(self, side: str | None, *, force: bool, policy: Policy) -> Committed:
        settled = self._settle(side)
        proposal = Proposal(self.base, self.cib, self.changes(), settled=settled)
        if not proposal.changes:
            if not self._said or not self.backend.is_stale(self.base):
                return Committed((), self.base.version.epoch, settled=settled)
            proposal = self._merged(side, settled)
        for attempt in range(_MOST_ATTEMPTS):
            try:
                return self._write(proposal, force=force, policy=policy)
            except ChangedMeanwhileError:
                time.sleep(_PAUSE_SECONDS * attempt * (time.time_ns() % 997) / 997)
            proposal = self._merged(side, settled)
        words = f"others were quicker {_MOST_ATTEMPTS} times, and changed the configuration"
        hint = "'commit' tries again; nothing was written, and your changes are pending"
        raise CrmError(Diagnostic("changed-meanwhile", words, hint=hint))

    def _write(self, proposal: Proposal, *, force: bool, policy: Policy) -> Committed:
        snapshot, found = proposal.base, Findings()
        if proposal.changes:
            found = self._passable(proposal, policy, force=force)
            root, changes = proposal.cib.root, proposal.changes
            snapshot = self.backend.write(proposal.base, root, changes=changes, force=force)
        writer = last_writer(proposal.base.root) if proposal.others else None
        self._start(snapshot)
        return Committed(
            proposal.changes,
            snapshot.version.epoch,
            found.worth_telling,
            found.older_count,
            proposal.others,
            writer,
            proposal.settled,
        )

    def _passable(self, proposal: Proposal, policy: Policy, *, force: bool) -> Findings:
        try:
            found = proposal.passable(self.base.root, self.library, policy, force=force)
        except CrmError as error:
            raise CrmError(*self.placed(error.diagnostics)) from None
        return replace(found, new=tuple(self.placed(found.new)))

    def replace(self, *, force: bool = False, policy: Policy | None = None) -> Committed:
        """Write the working copy over whatever is there.  Raises CrmError as `commit`."""
        proposal = Proposal(self.base, self.cib, self.changes())
        found = self._passable(proposal, policy or self.policy, force=force)
        snapshot = self.backend.replace(self.cib.root, force=force)
        changes = proposals.compare(self.base.root, snapshot.root)
        self._start(snapshot)
        epoch = snapshot.version.epoch
        return Committed(changes, epoch, found.worth_telling, found.older_count)

    def refresh(self) -> None:
        """Read the configuration anew; pending changes are dropped."""
        self._start(self.backend.read())

    # -- what others do

    def catch_up(self) -> None:
        """Read the configuration anew if others changed it, unless changes are pending.

        Where it cannot be read, what was read before stays.
        """
        try:
            if not self.has_changes and self.is_stale():
                self.refresh()
        except CrmError:
            return

    def is_stale(self) -> bool:
        """Tell whether others changed the configuration.  Raises CrmError."""
        return self.backend.is_stale(self.base)

    def others(self) -> tuple[Snapshot, tuple[Change, ...]]:
        """Return what is there now, and what others changed meanwhile.  Raises CrmError."""
        theirs = self.backend.read()
        return theirs, proposals.compare(self.base.root, theirs.root)

    def settle(self, side: str | None) -> tuple[Change, ...]:
        """End what clashes as `side` says, and `rebase`; return what others changed.

        Raises CrmError: ClashError if anything clashes, by now or still, and no side is named.
        """
        self._settle(side)
        return self.rebase(side)

    def rebase(self, side: str | None = None) -> tuple[Change, ...]:
        """Put the pending changes on what is there now; return what others changed.

        To `undo`, they are one change then.  Raises CrmError: ClashError as `commit` does.
        """
        theirs, others = self.others()
        if not others:
            return ()
        self._rebase(theirs, self._merge(theirs, side))
        if side is not None:
            self._disputes = ()
        if self._disputes:
            raise ClashError(self._open_clashes(), last_writer(theirs.root))
        return others

    def bring(
        self, label: str, base: Element, root: Element, side: str | None, *, said: Said = NOTHING
    ) -> int:
        """Make pending what leads from one `<cib>` to another, beside what is here already.

        Of what clashes, `side` is taken, `mine` being `root`, in which the user `said` what values
        are; return how much that is.  Raises CrmError: ClashError if something clashes and no side
        is named; then nothing is pending.
        """
        merged = proposals.merge(base, root, self.base.root, said, side)
        if merged.clashes and side is None:
            raise ClashError(merged.clashes, last_writer(self.base.root))
        self._adopt(label, merged.root)
        if not merged.clashes:
            self._said.update(said)
        return len(merged.clashes)

    def _merged(self, side: str | None, settled: int) -> Proposal:
        """Return the working copy merged with what is there now.  Raises ClashError."""
        theirs, others = self.others()
        merged = self._merge(theirs, side)
        if merged.clashes and side is None:
            self._rebase(theirs, merged)
            raise ClashError(self._open_clashes(), last_writer(theirs.root))
        changes = proposals.compare(theirs.root, merged.root)
        settled += len(merged.clashes)
        return Proposal(theirs, Cib(merged.root), changes, others, settled)

    def _merge(self, theirs: Snapshot, side: str | None) -> "Merged":
        return proposals.merge(self.base.root, self.cib.root, theirs.root, self._said, side)

    def _rebase(self, theirs: Snapshot, merged: "Merged") -> None:
        """Make the working copy what is merged, based on what is there now."""
        said, provenance, still = self._said, self.provenance, self._open_clashes()
        self._start(theirs)
        self._said = said
        self.provenance.keep(provenance)
        self._adopt("all that was pending before the merge", merged.root)
        self._disputes = proposals.disputes((*still, *merged.clashes), self.cib)

    def _adopt(self, label: str, merged: Element) -> None:
        self.edit(label, lambda cib: proposals.adopt(cib, merged))

    def _open_clashes(self) -> "tuple[Clash, ...]":
        """Return the clashes over the working copy that the user has not settled."""
        return tuple(one.clash for one in self._disputes if one.is_open(self.cib, self._said_since))

    def _settle(self, side: str | None) -> int:
        """End what is in dispute since the last merge as `side` says; return how much that is.

        Raises ClashError if no side is named.
        """
        clashes = self._open_clashes()
        if clashes and side is None:
            raise ClashError(clashes, last_writer(self.base.root))
        if side is not None:
            self._disputes = ()
        if side == "theirs" and clashes:
            for clash in clashes:
                self._said.pop((clash.key, clash.attribute or ""), None)
            left = proposals.without(clashes, self.cib.root, self.base.root)
            self._adopt("commit --theirs", left)
        return len(clashes)

    def _start(self, snapshot: Snapshot) -> None:
        # Kept until the next time: to free a large tree takes as long as to read it, and after
        # the commit of a one-liner the process ends.
        self._past = (self.base, self._cib)
        self.base, self._cib = snapshot, None
        self.provenance = Provenance()
        self._steps = Steps()
        self._changes = None
        self._said, self._said_since, self._disputes = {}, set(), ()
