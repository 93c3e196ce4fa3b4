"""Carrying a move out: whatever happens, its constraint is taken away again."""

from dataclasses import dataclass, replace

from crmsh_py import xmltree
from crmsh_py.codes import ExitStatus
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.waits import patience, verdicts_reply
from crmsh_py.diagnostics import CrmError, Diagnostic, Severity
from crmsh_py.interruption import ending_is_interruption, undisturbed
from crmsh_py.model.cib import Cib
from crmsh_py.model.moves import Wish
from crmsh_py.pacemaker.waiting import Before, Goal, Verdict, Waited, wait_for
from crmsh_py.session import Session

_ATTEMPTS = 5
"""How often the constraint is tried to be removed while others change the configuration."""


@dataclass(frozen=True, slots=True)
class Move:
    """A move that may be made: the session holds the constraint already, not committed yet."""

    session: Session
    wish: Wish
    goal: Goal
    keep: bool
    notes: tuple[str, ...]


def carry_out(
    context: Context, plan: Move, before: Before, *, seconds: float | None, force: bool
) -> Reply:
    """Commit the constraint, watch the move, remove the constraint, and say what became of it.

    Raises CrmError; then the constraint is gone too, or the error says that it is not.
    """
    with ending_is_interruption():
        made = _made(plan)
        try:
            with undisturbed():
                plan.session.commit(force=force)
            waited = _wait(context, plan, before, seconds)
        except BaseException as error:
            taken = _take_back(plan, made)
            if isinstance(error, KeyboardInterrupt):
                return _interrupted(taken)
            if isinstance(error, CrmError):
                raise CrmError(*error.diagnostics, *map(_info, taken)) from None
            raise
        if plan.keep:
            taken = (f"the constraint {plan.wish.id} stays: 'resource clear {plan.wish.rsc}'",)
        else:
            taken = _take_back(plan, made)
            waited = _settled(context, plan, before, waited)
        _catch_up(context)
    reply = verdicts_reply(waited)
    return Reply(
        records=reply.records,
        notes=(*reply.notes, *taken),
        diagnostics=reply.diagnostics,
        status=reply.status,
    )


def _wait(context: Context, plan: Move, before: Before, seconds: float | None) -> Waited:
    try:
        return wait_for(context.tools, before, [plan.goal], patience(context, seconds))
    finally:
        context.interaction.progress("")


def _settled(context: Context, plan: Move, before: Before, waited: Waited) -> Waited:
    """Look once more, now that the constraint is gone, whether it stays where it went."""
    if not waited.is_good:
        return waited
    try:
        again = _wait(context, plan, before, None)
    except KeyboardInterrupt:  # it has moved, and the constraint is gone: only this look is not
        return waited
    known = {one.id: one for one in waited.verdicts}
    verdicts = (_first_time(known.get(one.id), one) for one in again.verdicts)
    return replace(again, verdicts=tuple(verdicts))


def _first_time(earlier: Verdict | None, now: Verdict) -> Verdict:
    """Return a verdict with the time after which it was true first."""
    return now if earlier is None or earlier.text != now.text else earlier


def _catch_up(context: Context) -> None:
    """Let the session of the prompt see what the configuration has become."""
    if not context.session.has_changes:
        context.session.refresh()


def _interrupted(taken: tuple[str, ...]) -> Reply:
    problem = Diagnostic("interrupted", "the move was interrupted", hint="'crm status' shows where")
    return Reply(notes=taken, diagnostics=(problem,), status=ExitStatus.INTERRUPTED)


def _info(line: str) -> Diagnostic:
    return Diagnostic("move-undone", line, Severity.INFO)


# ------------------------------------------------------------------ taking the constraint away


def _made(plan: Move) -> bytes:
    element = plan.session.cib.find(plan.wish.id)
    assert element is not None
    return xmltree.comparable(element)


def _take_back(plan: Move, made: bytes) -> tuple[str, ...]:
    """Remove the constraint if it is there, and as it was made; say which.

    Raises CrmError, which says that it is left.
    """
    with undisturbed():
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                return _remove(plan.session.beside(), plan.wish.id, made)
            except CrmError as error:
                codes = {one.code for one in error.diagnostics}
                if attempt == _ATTEMPTS or "changed-meanwhile" not in codes:
                    raise CrmError(_left(plan), *error.diagnostics) from None
    raise AssertionError


def _remove(session: Session, id_: str, made: bytes) -> tuple[str, ...]:
    element = session.cib.find(id_)
    if element is None:
        return (f"the constraint {id_} is not there any more",)
    if xmltree.comparable(element) != made:
        return (f"the constraint {id_} stays: somebody else changed it meanwhile",)

    def without(cib: Cib) -> list[str]:
        found = cib.find(id_)
        assert found is not None
        cib.remove(found)
        return []

    session.edit(f"remove {id_}", without)
    session.commit(force=True)
    return (f"the constraint {id_} is removed again",)


def _left(plan: Move) -> Diagnostic:
    words = f"the constraint {plan.wish.id!r} could not be removed again: it is still there"
    hint = f"'crm resource clear {plan.wish.rsc}' removes it"
    return Diagnostic("constraint-left", words, subject=plan.wish.rsc, hint=hint)
