"""What heartbeat's resource scripts are today: the table.

Heartbeat passed arguments by position; an agent has names for them.  The order of the positions
is that of the scripts in heartbeat's resource.d, and of haresources2cib where it knew more.
Putting them to use is in `crmsh_py.convert.heartbeat.translation`.
"""

from crmsh_py.convert.heartbeat.scripts import Script, ocf
from crmsh_py.convert.heartbeat.service_scripts import DATABASES, HELPERS, SERVICES
from crmsh_py.convert.heartbeat.storage_scripts import ADDRESSES, STORAGE

LVS_SCRIPTS = frozenset({"ldirectord", "LVSSyncDaemonSwap"})

SCRIPTS: dict[str, Script] = {
    **ADDRESSES,
    **STORAGE,
    **DATABASES,
    **SERVICES,
    **HELPERS,
}

_BY_LOWER = {name.lower(): name for name in SCRIPTS}


def known(name: str) -> str | None:
    """Return the name of a script of the table, whatever its cases; None if it has none."""
    return name if name in SCRIPTS else _BY_LOWER.get(name.lower())


CONTROLD = Script(ocf("controld", "pacemaker"), clone=(("interleave", "true"),))
O2CB = Script(ocf("o2cb", "pacemaker"), clone=(("interleave", "true"),))

_NO_EVMS = "EVMS is gone; LVM and the agent LVM-activate took its place"
GONE = {
    "Evmsd": _NO_EVMS,
    "EvmsSCC": _NO_EVMS,
    "LinuxSCSI": "the SCSI devices are shared through multipath, reservations or LVM today",
}
"""Scripts that no resource replaces, and without which the rest does not do what it did."""

UNNEEDED = {
    "LVSSyncDaemonSwap": "let both sync daemons of IPVS run on each director all the time:"
    " 'ipvsadm --start-daemon master' and 'ipvsadm --start-daemon backup'",
}
"""Scripts that need no resource: what to set up instead."""
