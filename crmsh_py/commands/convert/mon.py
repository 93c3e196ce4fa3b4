"""The command that converts mon.cf and the rules of ipvsadm to ldirectord."""

from collections.abc import Iterator
from pathlib import Path

from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.convert.delivering import Job, deliver
from crmsh_py.commands.convert.inputs import Reader
from crmsh_py.commands.convert.options import COMMON, file_option, repeated, wishes
from crmsh_py.commands.convert.working import properties_there
from crmsh_py.commands.declare import Arguments, Level, Parameter, flag
from crmsh_py.convert.conversion import Input
from crmsh_py.convert.lvs.choices import Choices
from crmsh_py.convert.lvs.converter import convert, scripts_of
from crmsh_py.grammar.kinds import Kind

USUAL = Path("/etc/mon/mon.cf")


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command(
        Parameter(
            "file",
            Kind.FILE,
            word="<mon.cf>",
            meaning="default /etc/mon/mon.cf, '-' is standard input",
        ),
        file_option("--ipvsadm", "script or saved rules of ipvsadm"),
        repeated("--alert", "<file>", "script that mon runs when a server fails", Kind.FILE),
        Parameter(
            "cidr_netmask",
            Kind.VALUE,
            option="--cidr-netmask",
            word="<prefix>",
            meaning="prefix of the virtual addresses",
        ),
        Parameter(
            "nic",
            Kind.VALUE,
            option="--nic",
            word="<interface>",
            meaning="interface of the virtual addresses",
        ),
        Parameter(
            "configfile",
            Kind.VALUE,
            option="--configfile",
            word="<path>",
            meaning="where ldirectord will read its file",
        ),
        flag("--ldirectord-clone", "run ldirectord on all directors"),
        *COMMON,
    )(mon)


def mon(context: Context, arguments: Arguments) -> Reply:
    """Convert mon.cf and the rules of ipvsadm to ldirectord and the resources it needs.

    `--ipvsadm` names the script that fills the table of the kernel, or what `ipvsadm-save -n`
    prints. `--alert` names a script that mon runs when a server fails; there may be several, and
    without any, those are taken that stand beside mon.cf, or in its `alertdir`. The result is a
    ldirectord.cf, and a CIB with the virtual addresses and ldirectord.

    `--cidr-netmask` and `--nic` are the prefix and the interface of the virtual addresses, which
    no rule says; `--configfile` is where ldirectord will read its file. With `--ldirectord-clone`
    it runs on all directors. Without a file, /etc/mon/mon.cf is
    converted, unless only `--ipvsadm` is given. A ldirectord.cf in its place is checked, and the
    CIB for it is made.

    What is printed, written and refused, `help convert heartbeat` tells: it holds for all.

    Example:
        mon mon.cf --ipvsadm ipvsadm.sh
        mon mon.cf --ipvsadm ipvsadm.sh --alert lvs.alert --to files
    """
    wanted = wishes(context, arguments)
    reader = Reader(context)
    name = arguments["file"]
    if name is None and arguments["ipvsadm"] is None:
        name = str(USUAL)
    source = reader.optional(name)
    ipvsadm = reader.optional(arguments["ipvsadm"])
    alerts = reader.all(arguments["alert"]) or tuple(_scripts_beside(reader, source))
    notes = reader.finish()
    choices = Choices(
        cidr_netmask=arguments["cidr_netmask"] or "",
        nic=arguments["nic"] or "",
        configfile=arguments["configfile"] or Choices().configfile,
        is_cloned=arguments["ldirectord_clone"],
        existing_properties=properties_there(context),
    )
    given = [one.name for one in (source, ipvsadm, *alerts) if one is not None]
    conversion = convert(source, ipvsadm, alerts, choices)
    return deliver(context, Job("mon", tuple(given), conversion, notes), wanted)


def _scripts_beside(reader: Reader, mon: Input | None) -> Iterator[Input]:
    """Read the alert scripts that mon.cf names, where they are beside it or in their folder."""
    if mon is None:
        return
    for path in map(Path, scripts_of(mon)):
        found = reader.beside(Path(mon.name).parent / path.name, "--alert")
        found = found or reader.beside(path, "--alert")
        if found is not None:
            yield found
