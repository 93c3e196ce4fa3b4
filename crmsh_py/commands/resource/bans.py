"""The commands of `resource` that keep resources off nodes, and take away what moves left.

They change the configuration, and commit that at once: so they work on a file and a shadow CIB too.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from crmsh_py import xmltree
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, flag
from crmsh_py.commands.operating import operate
from crmsh_py.commands.parameters import LIFETIME, NODE, RESOURCE, WAIT
from crmsh_py.commands.resource.places import Movable, known_node, movable, node_and_end
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.model import moves
from crmsh_py.model.cib import Cib
from crmsh_py.pacemaker.monitor import read_status
from crmsh_py.pacemaker.simulation import simulate
from crmsh_py.pacemaker.tools import Tools
from crmsh_py.session import Session
from crmsh_py.xmltree import Element


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command(
        flag("--promoted", "only the promoted role of a promotable clone"),
        WAIT,
        flag("force", "even if it would then run nowhere"),
        RESOURCE,
        replace(NODE, required=False, meaning="default: the one it runs on"),
        LIFETIME,
    )(ban)
    level.command(
        flag("--all", "those of all resources"),
        flag("--expired", "only those whose lifetime is over"),
        WAIT,
        replace(RESOURCE, required=False),
        replace(NODE, required=False, meaning="only those for this node"),
        aliases=("unmove", "unban", "unmigrate"),
    )(clear)


def ban(context: Context, arguments: Arguments) -> Reply:
    """Keep a resource off a node, until it is cleared or a LIFETIME such as PT1H is over.

    Without a node: off the one that it runs on. What would then run nowhere is refused, unless with
    `force`. Of a promotable clone `--promoted` bans the promoted role only. The constraint stays:
    `resource clear` removes it.

    Example:
        # until 'clear'
        ban vip node1
        # for an hour
        ban vip node1 PT1H
    """
    node, end = node_and_end(arguments["node"], arguments["lifetime"])
    what = movable(context.session.cib, arguments["resource"])
    role = arguments["promoted"]
    if role and not what.promotable:
        words = f"the instances of {what.id!r} cannot be promoted"
        raise CrmError(Diagnostic("wrong-kind", words, subject=what.id))
    if node is None:
        node = _current_node(context, what, promoted=role)
    known_node(_nodes(context.session.cib), node)
    wish = moves.Wish(what.id, node, off=True, promoted=role, until=end)
    force = arguments["force"] or context.options.force
    tools = context.session.backend.tools
    if tools is not None and not role and not force:
        _require_other_node(tools, context.session.beside(), what, wish)
    until = f"until {end.astimezone().isoformat(' ', 'seconds')}" if end else "until it is cleared"
    kept = f"{what.id} is {'not promoted on' if role else 'kept off'} {node}"
    line = f"{kept} {until}: 'resource clear {what.id} {node}'"

    def change(cib: Cib) -> list[str]:
        moves.add(cib, wish)
        return [*what.notes, line]

    return operate(context, f"ban {what.id} {node}", change, wait=arguments["wait"])


def _current_node(context: Context, what: Movable, *, promoted: bool) -> str:
    """Return the one node that it runs on.  Raises CrmError (cannot-move, needs-cluster)."""
    hint = f"'resource ban {what.id} NODE'"
    if context.session.backend.tools is None:
        words = "without the running cluster nobody knows where it runs: name a node"
        raise CrmError(Diagnostic("needs-cluster", words, hint=hint))
    found = what.nodes(read_status(context.tools), promoted=promoted)
    if len(found) != 1:
        where = f"on {', '.join(found)}" if found else "nowhere"
        words = f"{what.id!r} runs {where}: name a node"
        raise CrmError(Diagnostic("cannot-move", words, subject=what.id, hint=hint))
    return found[0]


def _nodes(cib: Cib) -> list[str]:
    """Return the names of nodes, those that are resources too."""
    section = cib.section("nodes")
    names = [] if section is None else [one.get("uname", "") for one in xmltree.children(section)]
    return names + [one for one in _remote_nodes(cib) if one not in names]


def _remote_nodes(cib: Cib) -> Iterator[str]:
    for primitive in cib.configuration.iter("primitive"):
        if (primitive.get("provider"), primitive.get("type")) == ("pacemaker", "remote"):
            yield primitive.get("id", "")
        for pair in primitive.iterfind("meta_attributes/nvpair[@name='remote-node']"):
            yield pair.get("value", "")


def _require_other_node(tools: Tools, own: Session, what: Movable, wish: moves.Wish) -> None:
    """Hold that it can run elsewhere, if it runs at all.  Raises CrmError (cannot-move)."""

    def change(cib: Cib) -> list[str]:
        moves.add(cib, wish)
        return []

    own.edit("ban", change)
    simulation = simulate(tools, xmltree.to_bytes(own.cib.root))
    stopped = [
        one
        for one in simulation.actions
        if one.action == "stop" and one.resource.partition(":")[0] in what.primitives
    ]
    if stopped and what.element.tag != "clone":
        words = f"{wish.rsc!r} would stop: no other node may run it"
        hint = f"'resource ban {wish.rsc} {wish.node} force' does so all the same"
        raise CrmError(
            Diagnostic("cannot-move", words, subject=wish.rsc, hint=hint, forceable=True)
        )


# ------------------------------------------------------------------ clearing


def clear(context: Context, arguments: Arguments) -> Reply:
    """Remove the constraints that moves and bans of a resource left; with a node, those for it.

    `--all` removes those of all resources, `--expired` only those whose lifetime is over. They are
    known by their ids: `cli-prefer-...` and `cli-ban-...`. What is left over then is listed.

    Example:
        # of one resource
        clear vip
        # what is over anyway, of all
        clear --expired
    """
    word, node = arguments["resource"], arguments["node"]
    if word is None and not (arguments["all"] or arguments["expired"]):
        words = "say which resource, or '--all' or '--expired'"
        raise CrmError(Diagnostic("usage", words, hint="usage: clear [RESOURCE] [NODE]"))
    if word is not None and arguments["all"]:
        words = f"either '--all' or a resource, not both: {word}"
        raise CrmError(Diagnostic("usage", words, subject=word))
    what = None if word is None else movable(context.session.cib, word)
    if node is not None:
        named = {moves.node_of(one) for one in moves.temporary(context.session.cib)}
        known_node([*_nodes(context.session.cib), *named], node)
    now = datetime.now(UTC)
    names = None if what is None else {word, what.id}

    def is_meant(one: Element) -> bool:
        return (
            (names is None or one.get("rsc") in names)
            and (node is None or moves.node_of(one) == node)
            and (not arguments["expired"] or moves.has_expired(one, now))
        )

    def change(cib: Cib) -> list[str]:
        lines = []
        for one in moves.temporary(cib):
            if is_meant(one):
                lines.append(f"removed {_words(one)}")
                cib.remove(one)
        return [*(lines or ["there was nothing to clear"]), *_left(cib)]

    return operate(context, f"clear {word or '--all'}", change, wait=arguments["wait"])


def _words(location: Element) -> str:
    verb = "off" if moves.is_ban(location) else "on"
    return f"{location.get('id')} ({location.get('rsc')} {verb} {moves.node_of(location)})"


def _left(cib: Cib) -> list[str]:
    left = [_words(one) for one in moves.temporary(cib)]
    return [f"left over: {', '.join(left)}"] if left else []
