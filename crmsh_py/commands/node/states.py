"""The commands of `node` that say what state nodes are to be in: standby, maintenance.

They change the configuration and commit that at once: so they work on files and shadow CIBs too.
What holds until a node restarts only is no part of the configuration: the cluster's daemons have
it, and `standby reboot` needs these.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, Parameter, flag
from crmsh_py.commands.node.choice import chosen_nodes
from crmsh_py.commands.operating import operate
from crmsh_py.commands.parameters import NODES, WAIT
from crmsh_py.grammar.words import BOOLEANS
from crmsh_py.model.nodes import (
    MAINTENANCE,
    STANDBY,
    Named,
    State,
    end_state,
    give_state,
    has_state,
)
from crmsh_py.pacemaker.nodes import delete_transient, set_transient, transient_attributes

_LIFETIMES = ("reboot", "forever")


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    common = (flag("--all", "every node"), WAIT, NODES)
    level.command(
        *common,
        Parameter(
            "lifetime",
            choices=_LIFETIMES,
            follows=True,
            meaning="until the node restarts, or for good",
        ),
    )(standby)
    level.command(*common)(online)
    level.command(*common)(maintenance)
    level.command(*common)(ready)


def standby(context: Context, arguments: Arguments) -> Reply:
    """Put nodes into standby: what runs there moves, or stops where no other node can have it.

    Without a name the node that this runs on; `--all` means every node. With `reboot` it ends when
    the node restarts; else it lasts. Of the two the one that is said last holds. `--wait` waits
    until the resources have moved, and says where to.

    Example:
        # for repairs; 'online' ends it
        standby node2
        # until it restarts
        standby node2 reboot
    """
    words, lifetime = _split(context, arguments["nodes"])
    nodes = chosen_nodes(context, words, every=arguments["all"])
    if lifetime == "reboot":
        return _until_restart(context, nodes, wait=arguments["wait"])
    reply = operate(
        context,
        _label("standby", nodes),
        lambda cib: give_state(cib, nodes, STANDBY),
        wait=arguments["wait"],
    )
    return _with_notes(_clear(context, _held(context, nodes, STANDBY), STANDBY), reply)


def online(context: Context, arguments: Arguments) -> Reply:
    """End the standby of nodes, however long it was to last: resources may run there again.

    Without a name the node that this runs on; `--all` means every node.

    Example:
        online node2
    """
    return _end(context, arguments, "online", STANDBY)


def maintenance(context: Context, arguments: Arguments) -> Reply:
    """Put nodes into maintenance: the cluster leaves what runs there alone, and starts no more.

    Without a name the node that this runs on; `--all` means every node. `ready` ends it.

    Example:
        maintenance node2
    """
    nodes = chosen_nodes(context, arguments["nodes"], every=arguments["all"])
    return operate(
        context,
        _label("maintenance", nodes),
        lambda cib: give_state(cib, nodes, MAINTENANCE),
        wait=arguments["wait"],
    )


def ready(context: Context, arguments: Arguments) -> Reply:
    """End the maintenance of nodes.

    Without a name the node that this runs on; `--all` means every node.

    Example:
        ready node2
    """
    return _end(context, arguments, "ready", MAINTENANCE)


def _split(context: Context, words: Sequence[str]) -> tuple[Sequence[str], str]:
    """Return the names, and the lifetime behind them; a node may be called like one."""
    is_lifetime = bool(words) and words[-1].lower() in _LIFETIMES
    if is_lifetime and context.session.cib.node(words[-1]) is None:
        return words[:-1], words[-1].lower()
    return words, "forever"


def _label(verb: str, nodes: Sequence[Named]) -> str:
    return f"{verb} {' '.join(one.name for one in nodes)}"


def _with_notes(notes: Sequence[str], reply: Reply) -> Reply:
    return replace(reply, notes=(*notes, *reply.notes))


# ------------------------------------------------------------------ until the node restarts


def _until_restart(context: Context, nodes: Sequence[Named], *, wait: bool) -> Reply:
    """Let nodes be in standby until they restart; what the configuration says would outlast it."""
    tools = context.tools
    held = _held(context, nodes, STANDBY)
    lines = [f"{name} is in standby until it restarts already" for name in held]
    new = [one.name for one in nodes if one.name not in held]
    lines += [f"{name} is in standby until it restarts" for name in new]
    if not context.options.dry_run:
        for name in new:
            set_transient(tools, name, STANDBY.attribute, STANDBY.yes)

    def take_back() -> None:
        for name in new:
            delete_transient(tools, name, STANDBY.attribute)

    lasting = [one for one in nodes if has_state(context.session.cib, one.name, STANDBY)]
    return _end_lasting(
        context, _Ending("standby until restart", lasting, STANDBY, wait), lines, take_back
    )


def _end(context: Context, arguments: Arguments, verb: str, state: State) -> Reply:
    """End a state of nodes; the one until they restart first, so that a wait sees both gone."""
    nodes = chosen_nodes(context, arguments["nodes"], every=arguments["all"])
    held = _held(context, nodes, state)
    cib = context.session.cib
    lasting = [one for one in nodes if one.name not in held or has_state(cib, one.name, state)]
    lines = _clear(context, held, state)

    def take_back() -> None:
        for name, value in held.items():
            set_transient(context.tools, name, state.attribute, value)

    ending = _Ending(verb, lasting, state, arguments["wait"])
    return _end_lasting(context, ending, lines, take_back)


@dataclass(frozen=True, slots=True)
class _Ending:
    """A state that is ended in the configuration."""

    verb: str
    nodes: Sequence[Named]
    state: State
    wait: bool


def _end_lasting(
    context: Context, ending: _Ending, lines: Sequence[str], take_back: Callable[[], None]
) -> Reply:
    """Change the configuration after what holds until a restart; take that back if it fails."""
    dry = context.options.dry_run
    if not ending.nodes and not ending.wait and not context.options.wait:
        return Reply(notes=(*lines, *(["dry run: nothing was changed"] if dry else [])))
    try:
        reply = operate(
            context,
            _label(ending.verb, ending.nodes),
            lambda cib: end_state(cib, ending.nodes, ending.state),
            wait=ending.wait,
        )
    except BaseException:
        if not dry:
            take_back()
        raise
    return _with_notes(lines, reply)


def _held(context: Context, nodes: Sequence[Named], state: State) -> dict[str, str]:
    """Return which nodes are in a state until they restart, with the value; of a file none are."""
    tools = context.session.backend.tools
    found = {} if tools is None else transient_attributes(tools)
    values = {one.name: found.get(one.name, {}).get(state.attribute, "") for one in nodes}
    return {name: value for name, value in values.items() if BOOLEANS.get(value.lower(), False)}


def _clear(context: Context, held: Iterable[str], state: State) -> list[str]:
    """End what was to hold until nodes restart; return a line for each."""
    lines = []
    for name in held:
        if not context.options.dry_run:
            delete_transient(context.tools, name, state.attribute)
        lines.append(f"{name} was {state.words} until its next restart: that is ended")
    return lines
