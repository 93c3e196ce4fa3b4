"""The commands of `configure` that take objects out or give them other names."""

from crmsh_py import xmltree
from crmsh_py.commands.committing import let_stop
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, Parameter, flag
from crmsh_py.grammar.kinds import Kind
from crmsh_py.model.cib import Cib
from crmsh_py.model.remove import delete as delete_objects
from crmsh_py.model.rename import rename as rename_object


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command(
        flag("--cascade", "take out what refers to it as well"),
        flag("--stop", "at commit, stop what runs before it goes"),
        Parameter("ids", Kind.OBJECT, many=True, required=True, meaning="ids of objects"),
        aliases=("rm",),
    )(delete)
    level.command(
        Parameter("old", Kind.OBJECT, required=True, meaning="id of an object"),
        Parameter("new", Kind.NEW_ID, required=True, meaning="the id it gets"),
    )(rename)
    level.command(Parameter("what", choices=("nodes",), meaning="only the nodes"))(erase)


def delete(context: Context, arguments: Arguments) -> Reply:
    """Delete objects.

    The members of a deleted group or clone stay, in its place. What refers to a deleted object, or
    would be left without members, must be named too. If it is not, nothing is deleted, and all
    that `--cascade` would do beside is listed: delete constraints, emptied groups, primitives that
    use a template, and take the object out of sets, tags, fencing levels and access control.

    On the running cluster, what runs is not deleted by the commit, unless with `--stop`: then it is
    stopped in good order first, waited for, and deleted.

    Example:
        # its members stay
        delete web
        # an object, and what would refer to nothing then
        delete www2 --cascade
    """
    ids = arguments["ids"]
    lines = context.session.edit(
        f"delete {' '.join(ids)}",
        lambda cib: delete_objects(cib, ids, cascade=arguments["cascade"]),
    )
    if arguments["stop"]:
        let_stop(context)
    return Reply(notes=tuple(lines))


def rename(context: Context, arguments: Arguments) -> Reply:
    """Give an object another id; all that refers to it follows, exactly.

    So do names of nodes in rules, and ids in the XPaths of access control. What a fence agent
    reads in its own language (`pcmk_host_list`, `pcmk_host_map`) stays, and is told.

    Example:
        # constraints and all else that names it follow
        rename web webservice
    """
    old, new = arguments["old"], arguments["new"]
    lines = context.session.edit(f"rename {old} {new}", lambda cib: rename_object(cib, old, new))
    return Reply(notes=tuple(lines))


def erase(context: Context, arguments: Arguments) -> Reply:
    """Delete everything but the nodes; `erase nodes` deletes only the nodes.

    Like every change it is pending until `commit`.

    Example:
        # to begin anew; nothing is written before 'commit'
        erase
    """
    only_nodes = arguments["what"] == "nodes"

    def empty(cib: Cib) -> list[str]:
        for section in list(xmltree.children(cib.configuration)):
            if (section.tag == "nodes") is only_nodes:
                for one in list(section):  # comments too
                    cib.remove(one)
        return []

    context.session.edit("erase nodes" if only_nodes else "erase", empty)
    return Reply()
