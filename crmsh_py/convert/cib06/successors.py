"""What superseded resource agents of the class ocf are today: the table.

Their parameters had names, which this tells the names of today of.  The specification's
convert.md 2.3 and 3.6 say where each row comes from.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Successor:
    """An agent that took the place of another one.

    `names` are parameters that are called otherwise now; those that `went` have no counterpart,
    and those `without_effect` are not missed.  `constants` hold where nothing else is said.
    `monitor` (interval, timeout) is what the agent needs if the old one had none.
    """

    type: str
    provider: str = "heartbeat"
    names: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    went: frozenset[str] = frozenset()
    without_effect: frozenset[str] = frozenset()
    constants: tuple[tuple[str, str], ...] = ()
    monitor: tuple[str, str] | None = None
    hint: str | None = None


_IPADDR = Successor(
    "IPaddr2",
    names={
        "netmask": "cidr_netmask",
        "ARP_INTERVAL_MS": "arp_interval",
        "ARP_REPEAT": "arp_count",
        "ARP_BACKGROUND": "arp_bg",
    },
    went=frozenset({"local_start_script", "local_stop_script"}),
    without_effect=frozenset({"ARP_NETMASK"}),
)
_PING = Successor(
    "ping",
    "pacemaker",
    without_effect=frozenset({"user", "set", "section"}),
    monitor=("10s", "60s"),
    hint="it pings from its monitor operation, which makes the interval matter",
)
_MOVED = "pacemaker"

SUCCESSORS: Mapping[tuple[str, str], Successor] = {
    ("heartbeat", "IPaddr"): _IPADDR,
    ("heartbeat", "IPv6addr"): Successor("IPaddr2", names={"ipv6addr": "ip"}),
    ("heartbeat", "pingd"): _PING,
    ("pacemaker", "pingd"): _PING,
    ("heartbeat", "drbd"): Successor(
        "drbd",
        "linbit",
        without_effect=frozenset({"clone_overrides_hostname"}),
        hint="disable the drbd service at boot: Pacemaker starts DRBD itself now",
    ),
    ("heartbeat", "LVM"): Successor(
        "LVM-activate",
        names={"volgrpname": "vgname"},
        went=frozenset({"exclusive"}),
        constants=(("vg_access_mode", "system_id"),),
        hint="set system_id_source in lvm.conf on all nodes, and the volume group's system ID",
    ),
    ("heartbeat", "Raid1"): Successor(
        "mdraid",
        names={"raidconf": "mdadm_conf", "raiddev": "md_dev"},
        constants=(("force_clones", "false"),),
        hint="an /etc/raidtab is of no use any more: make an mdadm.conf of it",
    ),
    ("heartbeat", "ClusterMon"): Successor("ClusterMon", _MOVED),
    ("heartbeat", "SysInfo"): Successor("SysInfo", _MOVED),
    ("heartbeat", "Stateful"): Successor("Stateful", _MOVED),
}

_NO_EVMS = "EVMS is gone; LVM and the agent LVM-activate took its place"
GONE: Mapping[tuple[str, str], str] = {
    ("heartbeat", "Evmsd"): _NO_EVMS,
    ("heartbeat", "EvmsSCC"): _NO_EVMS,
    ("heartbeat", "LinuxSCSI"): "multipath, reservations or LVM share SCSI devices today",
    ("heartbeat", "o2cb"): "OCFS2 needs clones of ocf:pacemaker:controld and ocf:pacemaker:o2cb",
}
"""Agents that no other one replaces, and what to do about each."""
