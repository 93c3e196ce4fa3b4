"""The command that converts a CIB of Heartbeat 2, of Pacemaker 0.6 or of an older schema."""

from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.convert.delivering import Job, deliver
from crmsh_py.commands.convert.inputs import Reader, several
from crmsh_py.commands.convert.options import (
    COMMON,
    KEEP_GLUE_STONITH,
    NODE_ADDRESSES,
    WITH_NODES,
    file_option,
    wishes,
)
from crmsh_py.commands.declare import Arguments, Level, Parameter, flag
from crmsh_py.convert.cib06.choices import Choices
from crmsh_py.convert.cib06.converter import convert
from crmsh_py.grammar.kinds import Kind


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command(
        Parameter(
            "file",
            Kind.FILE,
            required=True,
            word="<cib.xml>",
            meaning="the CIB of old, '-' is standard input",
        ),
        file_option("--ha-cf", "the ha.cf that belongs to it"),
        NODE_ADDRESSES,
        flag("--no-repair", "refuse a file that lost parts"),
        flag("--keep-status", "keep the status section, for crm_simulate"),
        WITH_NODES,
        flag("--keep-agents", "keep agents that were superseded"),
        KEEP_GLUE_STONITH,
        flag("--keep-group-flags", "keep what groups said of order and colocation"),
        *COMMON,
    )(cib)


def cib(context: Context, arguments: Arguments) -> Reply:
    """Convert a CIB of Heartbeat 2, of Pacemaker 0.6, or of an older schema.

    `--ha-cf` names the ha.cf that belongs to it: it gives the ping nodes, and a corosync.conf;
    `--node NAME=ADDRESS[,ADDRESS]`, as often as there are nodes, says the addresses of nodes there.
    A file that lost parts when it was copied is repaired where there is only one way to understand
    it, and that is said; `--no-repair` refuses it.

    `--with-nodes` writes all nodes, not only those that have attributes: the ids of nodes are new
    in a cluster of corosync. `--keep-agents` leaves agents that were superseded as they are,
    `--keep-glue-stonith` the fencing plugins of cluster-glue. `--keep-group-flags` keeps what
    groups said of order and colocation, which Pacemaker has no words for today. `--keep-status`
    keeps the status section, for `crm_simulate`.

    What is printed, written and refused, `help convert heartbeat` tells: it holds for all.

    Example:
        cib old-cib.xml
        cib old-cib.xml --to xml --annotate
    """
    wanted = wishes(context, arguments)
    reader = Reader(context)
    source = reader.document(arguments["file"])
    ha_cf = reader.optional(arguments["ha_cf"])
    notes = reader.finish()
    choices = Choices(
        repair=not arguments["no_repair"],
        with_nodes=arguments["with_nodes"],
        keep_agents=arguments["keep_agents"],
        keep_glue=arguments["keep_glue_stonith"],
        keep_group_flags=arguments["keep_group_flags"],
        keep_status=arguments["keep_status"],
        node_addresses=several("--node", arguments["node"]),
    )
    given = [one.name for one in (source, ha_cf) if one is not None]
    return deliver(
        context, Job("cib", tuple(given), convert(source, ha_cf, choices), notes), wanted
    )
