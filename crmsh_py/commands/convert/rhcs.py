"""The command that converts a cluster.conf of Red Hat Cluster Suite."""

from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.convert.delivering import Job, deliver
from crmsh_py.commands.convert.inputs import Reader, several
from crmsh_py.commands.convert.options import COMMON, KEEP_PORT, NODE_ADDRESSES, SCRIPTS, wishes
from crmsh_py.commands.declare import Arguments, Level, Parameter, flag, option
from crmsh_py.convert.rhcs.choices import Choices, QuorumDisk
from crmsh_py.convert.rhcs.converter import convert
from crmsh_py.grammar.kinds import Kind

_SCRIPT_CLASSES = ("lsb", "service", "systemd")


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command(
        Parameter(
            "file",
            Kind.FILE,
            required=True,
            word="<cluster.conf>",
            meaning="the file of old, '-' is standard input",
        ),
        NODE_ADDRESSES,
        Parameter(
            "qnetd",
            option="--qnetd",
            word="<host>",
            meaning="host of a quorum device, in place of the disk",
        ),
        option("--qdisk", *QuorumDisk, meaning="what takes the place of the quorum disk"),
        option("--transport", "keep", meaning="stay with the transport of old"),
        KEEP_PORT,
        flag("--keep-unsafe", "keep what could damage data"),
        flag("--exclusive-discovery", "look for resources in their domain only"),
        flag("--flatten-single", "no group for a service with one resource"),
        option("--script-class", *_SCRIPT_CLASSES, meaning=SCRIPTS),
        *COMMON,
    )(rhcs)


def rhcs(context: Context, arguments: Arguments) -> Reply:
    """Convert a cluster.conf of Red Hat Cluster Suite: cman, fenced and rgmanager.

    Nodes and their votes, fencing, services and virtual machines, failover domains, the quorum
    disk, timing and logs: the result is a CIB and a corosync.conf, with a table of which failures
    the cluster survived, and survives.

    `--node NAME=ADDRESS[,ADDRESS]` (or `--node-addr`) gives a node other addresses than its
    name, one for each link. `--qnetd` names the host of a quorum device, which takes the place
    of a quorum disk; with `--qdisk sbd` its partition is used to fence, and has no votes.
    `--transport keep` stays with the transport of old where corosync still has it,
    `--keep-port` with its port. `--keep-unsafe` keeps what could damage data.

    `--exclusive-discovery` tells Pacemaker not even to look for resources outside of restricted
    failover domains. `--flatten-single` makes no group of a service with one resource.
    `--script-class` is the class of scripts in /etc/init.d.

    What is printed, written and refused, `help convert heartbeat` tells: it holds for all.

    Example:
        rhcs cluster.conf --qnetd arbiter.example.com
        rhcs cluster.conf --qnetd arbiter.example.com --to report
    """
    wanted = wishes(context, arguments)
    reader = Reader(context)
    source = reader.document(arguments["file"])
    choices = Choices(
        addresses=several("--node", arguments["node"]),
        qnetd=arguments["qnetd"] or "",
        qdisk=QuorumDisk(arguments["qdisk"] or Choices().qdisk),
        keep_transport=arguments["transport"] == "keep",
        keep_port=arguments["keep_port"],
        keep_unsafe=arguments["keep_unsafe"],
        exclusive_discovery=arguments["exclusive_discovery"],
        flatten_single=arguments["flatten_single"],
        script_class=arguments["script_class"] or Choices().script_class,
    )
    notes = reader.finish()
    return deliver(context, Job("rhcs", (source.name,), convert(source, choices), notes), wanted)
