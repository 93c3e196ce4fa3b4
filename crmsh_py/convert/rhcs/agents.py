"""What rgmanager's resource agents are today: the table.

convert.md 4.7 tells where each row comes from; parameters are those of resource-agents 4.12.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from crmsh_py.convert import drbd
from crmsh_py.convert.rhcs import databases, exports, guests, servers, storage
from crmsh_py.convert.rhcs.reading import Companions, Limits, Reader
from crmsh_py.grammar import tree

INIT_SCRIPT = tree.Agent("lsb", None, "")
"""Stands for the agents of scripts, whose class and name are found out one by one."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What becomes of a type of resources.

    `unneeded` are attributes without any effect today.  `companions` are further primitives,
    which follow the first one.
    """

    agent: tree.Agent
    limits: Limits
    read: Reader
    unneeded: frozenset[str] = frozenset()
    companions: Companions | None = None
    has_check_levels: bool = field(default=False)
    """Whether the agent looks deeper if told so by OCF_CHECK_LEVEL."""


def _ocf(type_: str) -> tree.Agent:
    return tree.Agent("ocf", "heartbeat", type_)


def _unneeded(names: str) -> frozenset[str]:
    return frozenset(names.split())


FILE_SYSTEM = _ocf("Filesystem")
LVM = _ocf("LVM-activate")
UNKNOWN_LIMITS = Limits("30s", "60s", "60s", "60s")
_DRBD = Limits(
    drbd.MONITORS[0][0], drbd.MONITOR_TIMEOUT, drbd.TIMEOUTS["start"], drbd.TIMEOUTS["stop"]
)
_OF_FILE_SYSTEMS = "quick_status nfslock nfsrestart use_findmnt fsid active_monitor"
_OF_SERVERS = "startup_wait shutdown_wait listen_address"
_TOMCAT = Kind(
    _ocf("tomcat"),
    Limits("60s", "30s", "60s", "120s"),
    servers.tomcat,
    _unneeded(_OF_SERVERS),
)

KINDS: Mapping[str, Kind] = {
    "ip": Kind(
        _ocf("IPaddr2"),
        Limits("20s", "20s", "20s", "20s"),
        storage.address,
        _unneeded("family sleeptime disable_rdisc monitor_link"),
    ),
    "fs": Kind(
        FILE_SYSTEM,
        Limits("60s", "40s", "60s", "60s"),
        storage.file_system,
        _unneeded(_OF_FILE_SYSTEMS),
        has_check_levels=True,
    ),
    "clusterfs": Kind(
        FILE_SYSTEM,
        Limits("60s", "40s", "60s", "60s"),
        storage.cluster_file_system,
        _unneeded(_OF_FILE_SYSTEMS),
        has_check_levels=True,
    ),
    "netfs": Kind(
        FILE_SYSTEM,
        Limits("60s", "40s", "60s", "60s"),
        storage.network_file_system,
        _unneeded(_OF_FILE_SYSTEMS),
        has_check_levels=True,
    ),
    "bind-mount": Kind(FILE_SYSTEM, Limits("60s", "40s", "20s", "20s"), storage.bind_mount),
    "lvm": Kind(
        LVM,
        Limits("30s", "90s", "90s", "90s"),
        storage.volume_group,
        _unneeded("nfslock"),
    ),
    "script": Kind(INIT_SCRIPT, Limits("30s", "60s", "60s", "60s"), servers.script),
    "apache": Kind(
        _ocf("apache"), Limits("60s", "20s", "40s", "60s"), servers.apache, _unneeded(_OF_SERVERS)
    ),
    "mysql": Kind(
        _ocf("mysql"), Limits("60s", "30s", "120s", "120s"), servers.mysql, _unneeded(_OF_SERVERS)
    ),
    "postgres-8": Kind(
        _ocf("pgsql"),
        Limits("60s", "30s", "120s", "120s"),
        servers.postgresql,
        _unneeded(_OF_SERVERS),
    ),
    "named": Kind(
        _ocf("named"), Limits("60s", "30s", "60s", "60s"), servers.named, _unneeded(_OF_SERVERS)
    ),
    "openldap": Kind(
        _ocf("slapd"), Limits("60s", "20s", "20s", "20s"), servers.openldap, _unneeded(_OF_SERVERS)
    ),
    "samba": Kind(
        INIT_SCRIPT,
        Limits("30s", "60s", "60s", "60s"),
        servers.samba,
        _unneeded(_OF_SERVERS),
        companions=servers.name_server,
    ),
    "smb": Kind(
        INIT_SCRIPT,
        Limits("30s", "60s", "60s", "60s"),
        servers.old_samba,
        _unneeded(_OF_SERVERS),
        companions=servers.name_server,
    ),
    "tomcat-5": _TOMCAT,
    "tomcat-6": _TOMCAT,
    "nfsclient": Kind(
        _ocf("exportfs"),
        Limits("60s", "20s", "40s", "120s"),
        exports.client,
        _unneeded("allow_recover nfslock"),
    ),
    "nfsserver": Kind(
        _ocf("nfsserver"), Limits("30s", "20s", "40s", "20s"), exports.server, _unneeded("nfslock")
    ),
    "oracledb": Kind(
        _ocf("oracle"),
        Limits("30s", "30s", "900s", "90s"),
        databases.oracle,
        _unneeded("vhost lockfile"),
        companions=databases.listener_of_database,
    ),
    "orainstance": Kind(
        _ocf("oracle"),
        Limits("60s", "30s", "900s", "90s"),
        databases.oracle,
        _unneeded("lockfile tns_admin"),
        companions=databases.listeners_of_instance,
    ),
    "oralistener": Kind(
        _ocf("oralsnr"), Limits("300s", "30s", "90s", "30s"), databases.oracle_listener
    ),
    "ASEHAagent": Kind(
        _ocf("sybaseASE"),
        Limits("30s", "100s", "300s", "300s"),
        databases.sybase,
        _unneeded("shutdown_timeout start_timeout deep_probe_timeout"),
        has_check_levels=True,
    ),
    "db2": Kind(_ocf("db2"), Limits("20s", "60s", "120s", "120s"), databases.db2),
    "SAPInstance": Kind(
        _ocf("SAPInstance"), Limits("120s", "60s", "180s", "240s"), databases.sap_instance
    ),
    "SAPDatabase": Kind(
        _ocf("SAPDatabase"), Limits("120s", "60s", "1800s", "1800s"), databases.sap_database
    ),
    "drbd": Kind(drbd.AGENT, _DRBD, storage.replicated_device),
    "vm": Kind(
        _ocf("VirtualDomain"),
        Limits("30s", "30s", "300s", "120s"),
        guests.guest,
        _unneeded("use_virsh migrate hypervisor no_kill"),
    ),
}

WITHOUT_RESOURCE: Mapping[str, Reader] = {"nfsexport": exports.export}
"""Types that only hand values down to what is inside of them."""

GONE: Mapping[str, str] = {
    "pvevm": (
        "Proxmox runs its guests itself: 'ha-manager add vm:ID' there; or describe the guest for"
        " libvirt and make a resource of ocf:heartbeat:VirtualDomain"
    ),
    "oradg": "write a resource agent for Oracle Data Guard, or use Oracle's broker",
}
"""Types that nothing replaces, and what to do about each."""
