"""The commands of `corosync` that ask the running corosync: status, reload."""

from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, Parameter
from crmsh_py.pacemaker.links import link_lines, read_links
from crmsh_py.pacemaker.quorum import read_names, read_quorum, reload_corosync

_WHAT = ("link", "ring", "quorum")


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command(
        Parameter("what", choices=_WHAT, meaning="links to other nodes, or quorum; default link")
    )(status)
    level.command()(reload)


def status(context: Context, arguments: Arguments) -> Reply:
    """Show the links to the other nodes (`link`, or `ring`), or what corosync says of quorum.

    The exit status is 0 whatever the state is; `cluster health` judges.

    Example:
        status
        status quorum
    """
    with context.running() as tools:
        if arguments["what"] == "quorum":
            seen = read_quorum(tools)
            return Reply(seen.text, records=[seen.record()])
        links, names = read_links(tools), read_names(tools)
    return Reply(link_lines(links, names), records=[link.record() for link in links])


def reload(context: Context, _arguments: Arguments) -> Reply:
    """Let corosync read its configuration anew, on all nodes; each reads its own file.

    Example:
        reload
    """
    if context.options.dry_run:
        return Reply(notes=("dry run: corosync was not told to read its configuration anew",))
    with context.running() as tools:
        reload_corosync(tools)
    return Reply(notes=("corosync has read its configuration anew, on all nodes",))
