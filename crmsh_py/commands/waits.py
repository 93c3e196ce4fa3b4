"""Waiting for what a command began, and telling what became of it.

Words about it go to standard error; with `--json` the verdicts are records.
"""

from collections.abc import Container, Iterable, Sequence

from crmsh_py import xmltree
from crmsh_py.codes import ExitStatus
from crmsh_py.commands.context import Context, Reply
from crmsh_py.diagnostics import CrmError, Diagnostic, worst_status
from crmsh_py.model.changes import Change
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import container, members, with_members
from crmsh_py.model.references import RESOURCE, references
from crmsh_py.model.touched import top_level_ids
from crmsh_py.model.vocabulary import RESOURCES
from crmsh_py.pacemaker.waiting import Before, Goal, Patience, Waited, look, wait_for
from crmsh_py.session import Session
from crmsh_py.xmltree import Element


def look_before(session: Session) -> Before | None:
    """Look at the cluster before a change that is to be waited for; None: there is no cluster.

    Raises CrmError.
    """
    tools = session.backend.tools
    return None if tools is None else look(tools)


def wait_after(
    context: Context,
    before: Before,
    goals: Sequence[Goal],
    *,
    seconds: float | None = None,
) -> Reply:
    """Wait for what a command did, and return the verdicts.

    Ctrl-C ends the waiting only, and so does what keeps one from looking: the change was made,
    and no caller may take it for one that failed.
    """
    context.interaction.progress("waiting for the cluster")
    try:
        waited = wait_for(context.tools, before, goals, patience(context, seconds))
    except KeyboardInterrupt:
        words = "the waiting was interrupted; the change itself stays"
        problem = Diagnostic("interrupted", words, hint="'crm status' shows how it goes on")
        return Reply(diagnostics=(problem,), status=ExitStatus.INTERRUPTED)
    except CrmError as error:
        words = "what becomes of it could not be watched to the end; what was done stays"
        status = worst_status(error.diagnostics)
        return Reply(notes=(words,), diagnostics=error.diagnostics, status=status)
    finally:
        context.interaction.progress("")
    return verdicts_reply(waited)


def patience(context: Context, seconds: float | None = None) -> Patience:
    """Return how long to wait, with the user told what is still to come."""
    longest = seconds or context.options.preferences.number("commit.wait-seconds")
    return Patience(longest, progress=context.interaction.progress)


def verdicts_reply(waited: Waited) -> Reply:
    """Return what became of the resources, and the exit status that means."""
    problem = waited.problem()
    notes = [one.line for one in waited.verdicts]
    if not notes and problem is None:
        notes = ["the cluster has nothing left to do"]
    status = ExitStatus.OK if waited.is_good else ExitStatus.ERROR
    return Reply(
        records=tuple(one.record() for one in waited.verdicts),
        notes=tuple(notes),
        diagnostics=(problem,) if problem else (),
        status=ExitStatus.TIMEOUT if waited.timed_out else status,
    )


def goals_of(changes: Iterable[Change], old: Cib, new: Cib) -> list[Goal]:
    """Return the resources that changes are about: changed ones, and those in constraints.

    What is in one of them is judged with it; resources that went are to be gone.
    """
    touched = top_level_ids(tuple(changes))
    names = dict.fromkeys(name for id_ in touched for name in _resources_in(id_, old, new))
    there = [one for name in names if (one := new.resource(name)) is not None]
    gone = [name for id_ in touched for name in _gone(id_, old, new)]
    goals = [Goal(one.get("id", "")) for one in there if not _is_inside(one, names)]
    return goals + [Goal(name, gone=True) for name in dict.fromkeys(gone)]


def _resources_in(id_: str, old: Cib, new: Cib) -> list[str]:
    """Return the resource of an id, or those that the constraint of an id is about."""
    if new.resource(id_) is not None:
        return _changed_members(id_, old, new) or [id_]
    for cib in (new, old):
        element = cib.find(id_)
        if element is not None and element.tag not in RESOURCES:
            return [one.target for one in references(element) if one.leads_to == RESOURCE]
    return []


def _changed_members(id_: str, old: Cib, new: Cib) -> list[str]:
    """Return the members of a group that differ, if nothing else of it does."""
    before, after = old.resource(id_), new.resource(id_)
    if before is None or after is None or after.tag != "group":
        return []
    if _own(before) != _own(after):
        return []
    pairs = zip(members(before), members(after), strict=True)
    return [
        one.get("id", "")
        for was, one in pairs
        if xmltree.comparable(was) != xmltree.comparable(one)
    ]


def _own(group: Element) -> tuple[object, ...]:
    """Return what a group is by itself: of its members only the ids."""
    parts = [
        one.get("id") if one.tag == "primitive" else xmltree.comparable(one)
        for one in xmltree.children(group)
    ]
    return sorted(group.items()), parts


def _gone(id_: str, old: Cib, new: Cib) -> list[str]:
    """Return the primitives and bundles of a resource that are not there any more."""
    element = old.resource(id_)
    parts = () if element is None else with_members(element)
    ids = (one.get("id", "") for one in parts if one.tag in {"primitive", "bundle"})
    return [one for one in ids if new.resource(one) is None]


def _is_inside(resource: Element, names: Container[str]) -> bool:
    outer = container(resource)
    while outer is not None:
        if outer.get("id", "") in names:
            return True
        outer = container(outer)
    return False
