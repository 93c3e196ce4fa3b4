"""The commands of `corosync` that change corosync.conf: set, unset, add-node, del-node, edit."""

from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.corosync.files import FILE, file_of, presentable, read, read_sound, write
from crmsh_py.commands.declare import Arguments, Level, Parameter
from crmsh_py.corosync import nodes, paths
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar.kinds import Kind
from crmsh_py.secrets import MASK

_ID = Parameter(
    "id",
    Kind.VALUE,
    word="<number>",
    option="--id",
    meaning="id of the node, default the lowest free",
)
_KEY = "totem.key"


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    path = Parameter(
        "path", Kind.SETTING, required=True, meaning="such as totem.token or nodelist.node[2].name"
    )
    level.command(
        path,
        Parameter("value", Kind.VALUE, required=True, meaning="value to set"),
        FILE,
        name="set",
    )(set_)
    level.command(path, FILE)(unset)
    level.command(
        Parameter("name", Kind.NODE_NAME, required=True, meaning="name of the new node"),
        Parameter(
            "addresses",
            Kind.VALUE,
            word="<address>",
            many=True,
            required=True,
            meaning="its address on each link",
        ),
        _ID,
        FILE,
        name="add-node",
    )(add_node)
    level.command(
        Parameter("name", Kind.NODE_NAME, required=True, meaning="name or id of a node"),
        FILE,
        name="del-node",
    )(del_node)
    level.command(FILE)(edit)


def set_(context: Context, arguments: Arguments) -> Reply:
    """Set a value in corosync.conf; what is not there yet is made.

    Paths are those of `get`. Nothing is written if there would be errors that were not there
    before. `crm --dry-run` only shows the difference. Corosync reads the file when `reload` tells
    it to, the same on all nodes; some settings need a restart.

    Example:
        # wait longer for a node that does not answer
        set totem.token 5000
        # a value of one node
        set nodelist.node[node2].quorum_votes 2
    """
    file = file_of(context, arguments)
    path, value = arguments["path"], arguments["value"]
    before = read_sound(context, file)
    text, old = paths.value_set(before, path, value)
    hidden = ".".join(name for name, _ in paths.steps_of(path)) == _KEY
    shown, was = (MASK, MASK) if hidden else (value, old)
    note = f"{path} is {shown} now" + (f", was {was}" if old is not None else "")
    return write(context, before, text, file, [presentable(note)])


def unset(context: Context, arguments: Arguments) -> Reply:
    """Take a value, or a section with all that is in it, out of corosync.conf.

    Example:
        unset quorum.wait_for_all
    """
    file = file_of(context, arguments)
    before = read_sound(context, file)
    found = paths.find(before, arguments["path"])
    text, _ = paths.unset(before, arguments["path"])
    gone = [f"{paths.label(before, part)} was taken out" for part in found]
    return write(context, before, text, file, gone)


def add_node(context: Context, arguments: Arguments) -> Reply:
    """Add a node to the nodelist of corosync.conf, with an address for each link.

    It gets the lowest id that is free unless `--id` gives one. A third node unsets `two_node`;
    a stated number of expected votes is brought in line. Copy the file to all nodes, the new one
    included, say `reload` on one of them, and start the cluster on the new one.

    Example:
        add-node node4 10.0.0.4
        add-node node5 10.0.0.5 --id 7
    """
    file = file_of(context, arguments)
    before = read_sound(context, file)
    number = _number(arguments["id"])
    change = nodes.add_node(before, arguments["name"], arguments["addresses"], number)
    return write(context, before, change.text, file, change.notes)


def del_node(context: Context, arguments: Arguments) -> Reply:
    """Take a node, named by its name or id, out of the nodelist of corosync.conf.

    Stop the cluster on it first. A stated number of expected votes is brought in line.

    Example:
        del-node node3
    """
    file = file_of(context, arguments)
    before = read_sound(context, file)
    change = nodes.delete_node(before, arguments["name"])
    return write(context, before, change.text, file, change.notes)


def edit(context: Context, arguments: Arguments) -> Reply:
    """Change corosync.conf in the editor ($EDITOR).

    Nothing is written if there would be errors that were not there before; the text is then kept
    in a file.

    Example:
        edit
    """
    file = file_of(context, arguments)
    before = read(context, file)
    draft = context.interaction.draft(".conf")
    try:
        reply = write(context, before, draft.revise(before.text), file, [f"{file} was edited"])
    except BaseException:
        path = draft.left()
        if path is not None:
            context.interaction.show(Reply(notes=(f"your text is kept in {path}",)))
        raise
    draft.drop()
    return reply


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 2**32):
        raise CrmError(Diagnostic("usage", f"{text!r} is no node id", subject=text))
    return int(text)
