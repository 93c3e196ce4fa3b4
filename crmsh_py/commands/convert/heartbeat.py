"""The command that converts a cluster of heartbeat's: haresources, ha.cf, authkeys."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from crmsh_py.commands.binding import nothing_given
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.convert.delivering import Job, deliver
from crmsh_py.commands.convert.inputs import Reader, pairs, several
from crmsh_py.commands.convert.options import (
    COMMON,
    KEEP_GLUE_STONITH,
    KEEP_PORT,
    NODE_ADDRESSES,
    SCRIPTS,
    WITH_NODES,
    Wishes,
    file_option,
    repeated,
    wishes,
)
from crmsh_py.commands.convert.working import add, properties_there
from crmsh_py.commands.declare import (
    Arguments,
    Level,
    Parameter,
    flag,
    option,
)
from crmsh_py.convert.conversion import Input
from crmsh_py.convert.heartbeat.choices import NAMES, SCRIPT_CLASSES, Choices
from crmsh_py.convert.heartbeat.converter import convert
from crmsh_py.grammar.kinds import Kind

USUAL = Path("/etc/ha.d/haresources")
_COMPANIONS = ("ha.cf", "authkeys")

_OWN = (
    Parameter(
        "file",
        Kind.FILE,
        word="<haresources>",
        meaning="default /etc/ha.d/haresources, '-' is standard input",
    ),
    file_option("--ha-cf", "default: the one beside haresources"),
    file_option("--authkeys", "default: the one beside haresources"),
    NODE_ADDRESSES,
    file_option("--hostcache", "list of the nodes of a cluster with autojoin"),
    file_option("--logd-cf", "the logd.cf that use_logd refers to"),
    WITH_NODES,
    replace(
        repeated("--drbd-resource", "<name>", "resources of drbd.conf for drbddisk"),
        aliases=("--drbd-resources",),
    ),
    flag("--keep-order", "promote DRBD in its place on the line"),
    option("--script-class", *SCRIPT_CLASSES, meaning=SCRIPTS),
    option("--names", *NAMES, meaning="what groups are called after, default group"),
    flag("--no-monitor", "no monitors"),
    flag("--legacy-monitors", "monitors of the old haresources2cib"),
    flag("--ping-ban", "keep resources off nodes that reach no ping node"),
    KEEP_PORT,
    KEEP_GLUE_STONITH,
    repeated(
        "--stonith-file", "<path>[=<file>]", "file that a stonith line of ha.cf names", Kind.FILE
    ),
    repeated("--ocf-file", "<type>/<instance>=<file>", "file of /etc/ha.d/conf/OCF", Kind.FILE),
)


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command(*_OWN, *COMMON)(heartbeat)


def heartbeat(context: Context, arguments: Arguments) -> Reply:
    """Convert a cluster of Heartbeat's: haresources, ha.cf and authkeys.

    Without a file, /etc/ha.d/haresources is converted; if there is none, the file of `--ha-cf`
    alone. `ha.cf` and `authkeys` are taken from the folder of haresources if they stand there;
    others are named with `--ha-cf` and `--authkeys`.
    Without ha.cf nothing is known of nodes, links and fencing, and no corosync.conf is made.
    `-` is standard input.

    The result is printed as crm text, unless `--to` says otherwise: `xml`, `corosync` for
    corosync.conf, `files` for what else there is, `report` for what became of what, or `all`.
    `-o FOLDER` writes all files, or that of `--to`, into a folder: all or none, never over other
    files unless `--force`. Files that hold passwords are for their owner only; a terminal shows
    them masked. `--annotate` puts what was found on top of each file; `--json` prints records, one
    a line. `--schema` makes the CIB one of another schema. `--install` writes it where Pacemaker
    reads it when it starts: on the machine itself, as root, while Pacemaker does not run.

    What cannot be converted faithfully is an error: the exit status is 65, and nothing is
    written, unless `--best-effort`. `--strict` refuses warnings too. Codes are explained by
    `help CODE`. In `configure` the result goes into the working copy, whole or not at all;
    what is set there already is left alone.

    Nodes: `--node NAME=ADDRESS[,ADDRESS]` (or `--node-addr`), as often as there are nodes, says
    addresses, one for each link; `--hostcache` names the file that lists the nodes of a cluster
    with `autojoin`; `--with-nodes` writes them into the CIB too. `--keep-port` keeps heartbeat's
    port. `--logd-cf` names the logd.cf that `use_logd` refers to.

    Resources: `--drbd-resource` (or `--drbd-resources r0,r1`) names resources of drbd.conf for
    a `drbddisk` without one; `--keep-order` promotes DRBD in its place on the line, not before
    all of it. `--script-class` is the class of init scripts. `--names key` calls groups after
    what they serve. There are monitors as agents recommend them; `--no-monitor` leaves them
    out, `--legacy-monitors` makes those of the old haresources2cib. `--ocf-file` gives a file
    of /etc/ha.d/conf/OCF.

    Fencing and ping nodes: `--keep-glue-stonith` keeps the plugins of cluster-glue;
    `--stonith-file` gives a file that a `stonith` line of ha.cf names (`PATH=FILE` if it is
    elsewhere now); `--ping-ban` keeps resources away from nodes that reach no ping node.

    Example:
        heartbeat haresources --ha-cf ha.cf
        heartbeat haresources --ha-cf ha.cf --to corosync
        heartbeat haresources --ha-cf ha.cf --to report
    """
    wanted = wishes(context, arguments)
    job = converted(context, arguments)
    return deliver(context, job, wanted)


def converted(context: Context, arguments: Arguments) -> Job:
    """Convert the files that a command names.  Raises CrmError if one cannot be read."""
    reader = Reader(context)
    is_alone = _is_ha_cf_alone(arguments)
    name = arguments["file"] or (arguments["ha_cf"] if is_alone else None) or str(USUAL)
    haresources = None if is_alone else reader.text(name)
    ha_cf, authkeys = (
        _companion(reader, arguments[one.replace(".", "_")], name, one) for one in _COMPANIONS
    )
    choices = _choices(context, arguments, reader)
    notes = reader.finish()
    conversion = convert(haresources, ha_cf, authkeys, choices)
    given = [one.name for one in (haresources, ha_cf, authkeys) if one is not None]
    return Job("heartbeat", tuple(given), conversion, notes)


def _is_ha_cf_alone(arguments: Arguments) -> bool:
    """Tell whether there is an ha.cf and no haresources: a cluster with `crm on` needed none."""
    has_ha_cf = arguments["ha_cf"] is not None or USUAL.with_name("ha.cf").exists()
    return arguments["file"] is None and not USUAL.exists() and has_ha_cf


def load_haresources(context: Context, file: str, label: str) -> Reply:
    """Add what a haresources file says to the working copy, as `convert heartbeat` does."""
    arguments = {**nothing_given(_OWN), "file": file}
    job = converted(context, arguments)
    return add(context, label, job.conversion, job.notes, Wishes())


def _companion(reader: Reader, named: str | None, main: str, usual: str) -> Input | None:
    """Read a file that was named, or the one of the usual name beside the main file."""
    if named is not None or main == "-":
        return reader.optional(named)
    return reader.beside(Path(main).parent / usual, f"--{usual.replace('.', '-')}")


def _choices(context: Context, arguments: Arguments, reader: Reader) -> Choices:
    return Choices(
        drbd_resources=tuple(filter(None, ",".join(arguments["drbd_resource"]).split(","))),
        keep_order=arguments["keep_order"],
        has_monitors=not arguments["no_monitor"],
        legacy_monitors=arguments["legacy_monitors"],
        script_class=arguments["script_class"] or Choices().script_class,
        names=arguments["names"] or Choices().names,
        ocf_files=_files(reader, pairs("--ocf-file", arguments["ocf_file"])),
        node_addresses=several("--node", arguments["node"]),
        ping_ban=arguments["ping_ban"],
        keep_port=arguments["keep_port"],
        with_nodes=arguments["with_nodes"],
        hostcache=reader.optional(arguments["hostcache"]),
        keep_glue_stonith=arguments["keep_glue_stonith"],
        logd=reader.optional(arguments["logd_cf"]),
        stonith_files=_files(reader, map(_path_and_file, arguments["stonith_file"])),
        existing_properties=properties_there(context),
    )


def _path_and_file(word: str) -> tuple[str, str]:
    path, equals, file = word.partition("=")
    return path, file if equals else path


def _files(reader: Reader, named: Iterable[tuple[str, str]]) -> dict[str, Input]:
    return {name: reader.text(file) for name, file in named}
