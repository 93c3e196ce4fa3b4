"""`resource move`: the checks before, and the words after."""

from dataclasses import dataclass, replace
from datetime import datetime

from crmsh_py import xmltree
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, flag
from crmsh_py.commands.parameters import LIFETIME, NODE, RESOURCE
from crmsh_py.commands.resource.moving import Move, carry_out
from crmsh_py.commands.resource.places import (
    Movable,
    known_node,
    movable,
    node_and_end,
    refuse_many,
)
from crmsh_py.commands.seconds import SECONDS, seconds_of
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.model import moves
from crmsh_py.model.cib import Cib
from crmsh_py.pacemaker.foresight import arrives, returns
from crmsh_py.pacemaker.simulation import Simulation, simulate
from crmsh_py.pacemaker.state import ClusterStatus, NodeState
from crmsh_py.pacemaker.waiting import Before, Goal, look
from crmsh_py.session import Session


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command(
        flag("--keep", "leave the constraint there when it has moved"),
        flag("force", "even if it would not run or stay there"),
        SECONDS,
        RESOURCE,
        replace(NODE, required=False, meaning="default: away from the one it runs on"),
        LIFETIME,
        aliases=("migrate",),
    )(move)


def move(context: Context, arguments: Arguments) -> Reply:
    """Move a resource to a node, or away from the one it runs on.

    It is simulated first: what would not run there, or would go back at once, is refused (`force`
    overrules that). Then a constraint is made, the move is watched, and the constraint is removed
    again: also if the move fails, takes longer than `--timeout SECONDS`, or is interrupted. With
    `--keep` it stays, for a LIFETIME such as PT1H if one is given, and `resource clear` removes it.

    Of a promotable clone the promoted role is moved; a member of a group moves with the group.

    Exit status:
        107  refused: it would not run there, or would go back at once
        124  it took longer than `--timeout`
        130  it was interrupted; the constraint was removed

    Example:
        # to a node, and no constraint is left behind
        move vip node2
        # to stay there for an hour
        move vip node2 PT1H --keep
    """
    node, end = node_and_end(arguments["node"], arguments["lifetime"])
    if end is not None and not arguments["keep"]:
        words = "a constraint that is removed after the move needs no lifetime"
        raise CrmError(Diagnostic("usage", words, hint="'--keep' leaves it until then"))
    seconds = seconds_of(arguments)
    force = arguments["force"] or context.options.force
    before = look(context.tools)
    own = context.session.beside()
    found = _Request(own, before, movable(own.cib, arguments["resource"]), node, end)
    return _move(context, found, seconds, keep=arguments["keep"], force=force)


@dataclass(frozen=True, slots=True)
class _Request:
    session: Session
    before: Before
    what: Movable
    node: str | None
    end: datetime | None

    @property
    def status(self) -> ClusterStatus:
        return self.before.status

    @property
    def promoted(self) -> bool:
        return self.what.promotable


def _move(
    context: Context, request: _Request, seconds: float | None, *, keep: bool, force: bool
) -> Reply:
    what = request.what
    refuse_many(what)
    current = what.nodes(request.status, promoted=request.promoted)
    if request.node is not None:
        known_node([one.name for one in request.status.nodes], request.node)
        if current == [request.node]:
            role = "promoted" if request.promoted else "running"
            return Reply(notes=(*what.notes, f"{what.id} is {role} on {request.node} already"))
    wish = _wish(request, current)
    problems = [*_hands_off(request), *_unable(request)]
    if problems:
        raise CrmError(*problems)
    plan = _plan(context, request, wish, keep=keep, force=force)
    notes = what.notes
    if context.options.dry_run:
        return Reply(notes=(*notes, f"dry run: nothing was done; {wish.text} would be possible"))
    reply = carry_out(context, plan, request.before, seconds=seconds, force=force)
    return replace(reply, notes=(*notes, *reply.notes))


def _wish(request: _Request, current: list[str]) -> moves.Wish:
    """Return what the constraint is to say.  Raises CrmError."""
    what, promoted = request.what, request.promoted
    if request.node is not None:
        return moves.Wish(what.id, request.node, promoted=promoted, until=request.end)
    if len(current) == 1:
        return moves.Wish(what.id, current[0], off=True, promoted=promoted, until=request.end)
    role = "promoted" if promoted else "active"
    where = f"is {role} on {', '.join(current)}" if current else f"is {role} nowhere"
    words = f"{what.id!r} {where}: say where to move it"
    hint = f"'resource move {what.id} NODE'"
    raise CrmError(Diagnostic("cannot-move", words, subject=what.id, hint=hint))


def _hands_off(request: _Request) -> list[Diagnostic]:
    """Report that the cluster would not do anything with it."""
    id_ = request.what.id
    if request.status.options.get("maintenance-mode") == "true":
        words = f"{id_!r} cannot be moved: the cluster is in maintenance-mode"
        return [Diagnostic("cannot-move", words, hint="'crm maintenance off' ends that")]
    instances = request.status.instances(id_)
    if any(one.blocked for one in instances):
        words = f"{id_!r} cannot be moved: it has failed, and the cluster is blocked"
        hint = f"'resource cleanup {id_}' lets the cluster try again"
        return [Diagnostic("cannot-move", words, subject=id_, hint=hint)]
    if not all(one.managed for one in instances):
        words = f"{id_!r} cannot be moved: it is not managed, or its node is in maintenance"
        hint = f"'resource manage {id_}' or 'node ready NODE' first"
        return [Diagnostic("cannot-move", words, subject=id_, hint=hint)]
    return []


def _unable(request: _Request) -> list[Diagnostic]:
    node = request.status.node(request.node or "")
    why = None if node is None else _why_unable(node)
    if node is None or why is None:
        return []
    words = f"{node.name!r} cannot run resources: it is {why[0]}"
    return [Diagnostic("cannot-move", words, subject=node.name, hint=why[1])]


def _why_unable(node: NodeState) -> tuple[str, str | None] | None:
    if node.is_ready:
        return None
    if not node.online or node.pending or node.unclean or node.shutdown:
        return ("unclean" if node.unclean else "not online"), None
    if node.maintenance:
        return "in maintenance", f"'node ready {node.name}' ends that"
    return "in standby", f"'node online {node.name}' ends that"


# ------------------------------------------------------------------ what the scheduler says


def _plan(
    context: Context, request: _Request, wish: moves.Wish, *, keep: bool, force: bool
) -> Move:
    """Return how to go about it, if the scheduler agrees.  Raises CrmError (cannot-move)."""
    base = xmltree.to_bytes(request.session.cib.root)
    lines: list[str] = []
    request.session.edit(f"move {wish.rsc}", lambda cib: _constrain(cib, wish, lines))
    with_wish = xmltree.to_bytes(request.session.cib.root)
    goal = Goal(
        wish.rsc,
        on=None if wish.off else wish.node,
        off=wish.node if wish.off else None,
        promoted=wish.promoted,
    )
    if not force:
        simulation = simulate(context.tools, with_wish)
        _require_arrival(request, wish, simulation)
        if not keep:
            _require_staying(context, request, wish, base, simulation)
    return Move(request.session, wish, goal, keep, tuple(lines))


def _constrain(cib: Cib, wish: moves.Wish, lines: list[str]) -> list[str]:
    """Put the constraint in; refuse to do so in place of another one that was left over."""
    ours = (one for one in moves.temporary(cib) if one.get("rsc") == wish.rsc)
    hindering = [one for one in ours if _hinders(wish, moves.node_of(one), moves.is_ban(one))]
    if hindering:
        ids = ", ".join(one.get("id", "") for one in hindering)
        words = f"an earlier move or ban of {wish.rsc!r} is in the way: {ids}"
        hint = f"'resource clear {wish.rsc}' first"
        raise CrmError(Diagnostic("cannot-move", words, subject=wish.rsc, hint=hint))
    moves.add(cib, wish)
    return lines


def _hinders(wish: moves.Wish, node: str, is_ban: bool) -> bool:
    if wish.off:
        return node == wish.node
    return node == wish.node if is_ban else True


def _require_arrival(request: _Request, wish: moves.Wish, simulation: Simulation) -> None:
    ids = request.what.primitives
    node = None if wish.off else wish.node
    if arrives(simulation, ids, node, promoted=wish.promoted):
        return
    doing = "be promoted" if wish.promoted else "run"
    where = "on any other node" if wish.off else f"on {wish.node}"
    words = f"{wish.rsc!r} would not {doing} {where}"
    hint = f"'resource why {wish.rsc}' says what stands against it; nothing was changed"
    raise CrmError(Diagnostic("cannot-move", words, subject=wish.rsc, hint=hint, forceable=True))


def _require_staying(
    context: Context, request: _Request, wish: moves.Wish, base: bytes, simulation: Simulation
) -> None:
    """Hold that it does not go back when the constraint is gone.

    Of the promoted role nobody can say: agents give other scores once they are promoted.
    """
    if wish.promoted:
        return
    back = returns(context.tools, base, simulation, request.what.primitives)
    if back is None:
        return
    to = back.dest or back.node
    back_or_on = "back" if to in request.status.where(wish.rsc) else "on"
    words = f"{wish.rsc!r} would go {back_or_on} to {to} once the constraint of the move is gone"
    hint = "'--keep' leaves the constraint; a resource-stickiness keeps resources where they are"
    raise CrmError(Diagnostic("cannot-move", words, subject=wish.rsc, hint=hint, forceable=True))
