"""The command that converts a corosync.conf of corosync 1, or of OpenAIS."""

from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.convert.delivering import Job, deliver
from crmsh_py.commands.convert.inputs import Reader, several
from crmsh_py.commands.convert.options import COMMON, NODE_ADDRESSES, in_working_copy, wishes
from crmsh_py.commands.declare import Arguments, Level, Parameter
from crmsh_py.convert.corosync1.converter import Choices, convert
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar.kinds import Kind


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command(
        Parameter(
            "file",
            Kind.FILE,
            required=True,
            word="<corosync.conf>",
            meaning="the file of old, '-' is standard input",
        ),
        NODE_ADDRESSES,
        Parameter(
            "cluster_name",
            option="--cluster-name",
            word="<name>",
            meaning="name of the cluster if the file has none",
        ),
        *COMMON,
    )(corosync)


def corosync(context: Context, arguments: Arguments) -> Reply:
    """Convert a corosync.conf of corosync 1 or OpenAIS to one of corosync 3 with knet.

    A file with multicast does not say which nodes there are: `--node NAME=ADDRESS[,ADDRESS]`
    (or `--node-addr`) does, as often as there are nodes, with an address for each link.
    `--cluster-name` is for a file without a name.

    What is printed, written and refused, `help convert heartbeat` tells: it holds for all.

    Example:
        corosync old-corosync.conf --node node1=192.0.2.1 --node node2=192.0.2.2
    """
    wanted = wishes(context, arguments)
    if in_working_copy(context):
        words = "a corosync.conf makes nothing for the working copy"
        raise CrmError(Diagnostic("usage", words, hint="'/convert corosync …' prints the new one"))
    reader = Reader(context)
    source = reader.text(arguments["file"])
    choices = Choices(
        node_addresses=tuple(several("--node", arguments["node"]).items()),
        cluster_name=arguments["cluster_name"] or Choices().cluster_name,
    )
    notes = reader.finish()
    job = Job("corosync", (source.name,), convert(source, choices), notes)
    return deliver(context, job, wanted)
