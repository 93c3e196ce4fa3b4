"""Deleting resources that run: they are stopped first, in good order, then deleted.

A resource that is deleted while it runs is stopped by the cluster too, but as an orphan: without
regard to the constraints that went with it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from crmsh_py import xmltree
from crmsh_py.backends.base import last_writer
from crmsh_py.commands.committing import Terms, commit_and_wait, in_words, merged_words
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.waits import patience
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.interruption import ending_is_interruption, undisturbed
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import container, with_members
from crmsh_py.model.meta import TARGET_ROLE, put
from crmsh_py.pacemaker.monitor import read_status
from crmsh_py.pacemaker.simulation import Action, simulate_if_possible
from crmsh_py.pacemaker.state import ClusterStatus, base_id
from crmsh_py.pacemaker.tools import Tools
from crmsh_py.pacemaker.verdicts import UNDER_WAY
from crmsh_py.pacemaker.waiting import Before, Goal, Waited, look, wait_for
from crmsh_py.session import Session
from crmsh_py.verify.policy import LENIENT
from crmsh_py.xmltree import Element


@dataclass(frozen=True, slots=True)
class Running:
    """A resource that runs: where, and whether the cluster may stop it."""

    id: str
    nodes: tuple[str, ...]
    managed: bool
    blocked: bool

    @property
    def words(self) -> str:
        """What runs where."""
        if not self.nodes:
            return f"{self.id} is being started"
        return f"{self.id} runs on {', '.join(self.nodes)}"


def running(status: ClusterStatus, ids: Sequence[str]) -> list[Running]:
    """Return those of some resources that run."""
    free_hand = status.options.get("maintenance-mode") != "true"
    found = []
    for id_ in ids:
        active = [one for one in status.instances(id_) if one.active or one.pending in UNDER_WAY]
        nodes = sorted({node for one in active for node in one.nodes})
        if active:
            managed = free_hand and all(one.managed for one in active)
            blocked = any(one.blocked for one in active)
            found.append(Running(id_, tuple(nodes), managed, blocked))
    return found


def scattered(status: ClusterStatus, base: Element, cib: Cib) -> list[str]:
    """Return a line for each clone that goes while what was in it stays, and runs on many nodes."""
    lines = []
    for clone in base.iterfind("configuration/resources/*"):
        if clone.tag not in {"clone", "master"} or cib.resource(clone.get("id", "")) is not None:
            continue
        for one in running(status, [one.get("id", "") for one in with_members(clone)][:-1]):
            staying = cib.resource(one.id)
            if staying is None or staying.tag != "primitive" or len(one.nodes) == 1:
                continue
            outer = container(staying)
            if outer is None or outer.tag == "group":
                lines.append(
                    f"{one.words}; without {clone.get('id')} it may run on one only: the cluster"
                    " stops it everywhere, and starts it on one"
                )
    return lines


def going(session: Session) -> list[str]:
    """Return the ids of the primitives and bundles that a commit would take out."""
    resources = session.base.root.find("configuration/resources")
    parts = () if resources is None else resources.iter("primitive", "bundle")
    ids = [one.get("id", "") for one in parts]
    return [id_ for id_ in ids if session.cib.resource(id_) is None]


def refuse_running(session: Session) -> None:
    """Raise CrmError (still-runs) if a commit would take out what runs."""
    tools = session.backend.tools
    assert tools is not None
    found = running(read_status(tools), going(session))
    if found:
        hint = "'resource stop {}' stops it in good order before; 'force' does not wait for that"
        told = (replace(_still_runs(one), hint=hint.format(one.id)) for one in found)
        raise CrmError(*told)


def foretold(session: Session) -> tuple[str, ...]:
    """Return what a commit would stop first, or could not stop, in words."""
    tools = session.backend.tools
    assert tools is not None
    status = read_status(tools)
    found = running(status, going(session))
    lines = [
        f"{one.words}: 'commit --stop' would stop it first"
        if one.managed
        else _unmanaged(one).message
        for one in found
    ]
    return (*scattered(status, session.base.root, session.cib), *lines)


def commit_running(context: Context, terms: Terms) -> Reply | None:
    """Stop what a commit would delete, and commit; None: nothing of it runs.

    Raises CrmError (conflict, still-runs, not-stopped); then nothing is deleted, and all may run
    as before.
    """
    session, tools = context.session, context.tools
    status = read_status(tools)
    if running(status, going(session)):
        _settle(context, terms.side)  # before anything is asked or stopped; it may spare something
    found = running(status, going(session))
    if lines := scattered(status, session.base.root, session.cib):
        context.interaction.show(Reply(notes=tuple(lines)))
    if not found:
        return None
    refuse_unmanaged(found)
    if not (terms.force or {one.id for one in found} <= context.may_stop):
        ask(context, found)
    with ending_is_interruption():
        stopping = _Stopping(context, tools, session, tuple(found), force=terms.force)
        # What clashes from here on stops the deletion, unless it is to go whatever others do;
        # with theirs, what they kept could be left stopped.
        own = "mine" if terms.side == "mine" else None
        try:
            deletion = in_words(context, session, partial(stopping.run, own))
            write = partial(deletion.commit, force=terms.force, side=own, policy=terms.policy)
            reply = commit_and_wait(context, deletion, write, wait=True)
        except BaseException:
            stopping.put_back()
            words = "nothing was deleted; what was to be stopped may run as before"
            context.interaction.show(Reply(notes=(words,)))
            raise
    session.refresh()
    context.may_stop.clear()
    return reply


def _settle(context: Context, side: str | None) -> None:
    """Put what is pending on what is there now, and tell what it was merged with."""
    session = context.session
    others = in_words(context, session, partial(session.settle, side))
    if others:
        words = merged_words(others, last_writer(session.base.root))
        context.interaction.show(Reply(notes=(words,)))


def refuse_unmanaged(found: Sequence[Running]) -> None:
    """Raise CrmError (still-runs) if the cluster would not stop something."""
    problems = [_unmanaged(one) for one in found if not one.managed]
    if problems:
        raise CrmError(*problems)


def _unmanaged(one: Running) -> Diagnostic:
    state = "is not managed"
    hint = f"'resource manage {one.id}' (or end its maintenance) first; nothing was deleted"
    if one.blocked:
        state = "has failed, and the cluster is blocked"
        hint = f"'resource cleanup {one.id}' lets the cluster try again; nothing was deleted"
    words = f"{one.words}, and {state}: the cluster would not stop it"
    return Diagnostic("still-runs", words, subject=one.id, hint=hint)


def ask(context: Context, found: Sequence[Running]) -> None:
    """Ask whether what runs may be stopped.  Raises CrmError (still-runs) if not."""
    if context.options.yes:
        return
    if context.interaction.can_ask:
        question = f"{'; '.join(one.words for one in found)}. Stop and delete?"
        if context.interaction.choose(question, ("yes", "no")) == "yes":
            return
    raise CrmError(*map(_still_runs, found))


def _still_runs(one: Running) -> Diagnostic:
    hint = "'--stop' behind 'delete' or 'commit' stops it first; nothing was deleted"
    return Diagnostic("still-runs", one.words, subject=one.id, hint=hint, forceable=True)


def _action(one: Action) -> str:
    where = f"from {one.node} to {one.dest}" if one.dest else f"on {one.node}"
    return f"{one.action} {one.resource} {where}"


class _Stopping:
    """What is stopped, and the way back."""

    def __init__(
        self,
        context: Context,
        tools: Tools,
        session: Session,
        found: tuple[Running, ...],
        *,
        force: bool,
    ) -> None:
        self._context = context
        self._tools = tools
        self._mine = session
        self._running = found
        self._force = force
        self._before: Before = look(tools)
        self._origin = session.base.root
        stopped = Cib(xmltree.copy_document(self._origin))
        self._stop(stopped)
        self._stopped = stopped.root

    def run(self, side: str | None) -> Session:
        """Stop, wait, and return a session with the deletion.

        Of what clashes with what others change while it waits, `side` is taken.  Raises CrmError.
        """
        stop = self._session("stop what is to be deleted", self._origin, self._stopped)
        self._tell(stop)
        with undisturbed():
            stop.commit(force=self._force, policy=LENIENT)  # what is so for a moment only
        waited = self._wait()
        if not waited.is_good_for(one.id for one in self._running):
            raise CrmError(*self._not_stopped(waited))
        self._clean_up()
        deletion = self._mine.beside()
        root, said = self._mine.cib.root, self._mine.said
        deletion.bring("delete what was stopped", self._stopped, root, side, said=said)
        return deletion

    def put_back(self) -> None:
        """Take back what stopped them, but for what somebody else has changed since."""
        with undisturbed():
            back = self._session("put back", self._stopped, self._origin, "theirs")
            if back.has_changes:
                back.commit(force=True)

    def _session(
        self, label: str, base: Element, root: Element, side: str | None = "mine"
    ) -> Session:
        """Return what is there now, with what leads from one configuration to another pending."""
        session = self._mine.beside()
        session.bring(label, base, root, side)
        return session

    def _stop(self, cib: Cib) -> None:
        for one in self._running:
            element = cib.resource(one.id)
            assert element is not None
            put(cib, element, TARGET_ROLE, "Stopped")

    def _tell(self, stop: Session) -> None:
        """Say what is stopped, and what else follows from that."""
        notes = [f"{one.words}: it is stopped first" for one in self._running]
        simulation = simulate_if_possible(self._tools, xmltree.to_bytes(stop.cib.root))
        elements = (stop.cib.resource(one.id) for one in self._running)
        own = {part.get("id") for one in elements if one is not None for part in with_members(one)}
        others = (
            one
            for one in (simulation.actions if simulation else ())
            if one.resource and base_id(one.resource) not in own
        )
        notes += [f"that also means: {_action(one)}" for one in others]
        self._context.interaction.show(Reply(notes=tuple(notes)))

    def _wait(self) -> Waited:
        goals = [Goal(one.id, stopped=True) for one in self._running]
        try:
            waited = wait_for(self._tools, self._before, goals, patience(self._context))
        finally:
            self._context.interaction.progress("")
        stopped = tuple(one.line for one in waited.verdicts if one.ok)
        self._context.interaction.show(Reply(notes=stopped))
        return waited

    def _not_stopped(self, waited: Waited) -> Iterator[Diagnostic]:
        names = {one.id for one in self._running}
        for one in waited.verdicts:
            if one.id in names and not one.ok:
                words = f"{one.id!r} could not be stopped: {one.text}"
                yield Diagnostic("not-stopped", words, subject=one.id)
        problem = waited.problem()
        if problem is not None:
            yield problem

    def _clean_up(self) -> None:
        """Let the cluster forget failures while it still knows the resources."""
        status = read_status(self._tools)
        failed = {base_id(one.resource) for one in status.failures}
        failed |= {base_id(one.resource) for one in status.fail_counts}
        for one in self._running:
            if failed & {base_id(each.id) for each in status.instances(one.id)}:
                self._tools.run("crm_resource", "--cleanup", f"--resource={one.id}")
