"""Where the metadata of agents say what the agents do not mean: facts, by type of agent.

Source: the agents of resource-agents 4.12 themselves, and what they write about the parameter.
"""

from collections.abc import Mapping

ALSO: Mapping[tuple[str, str], frozenset[str]] = {
    ("Filesystem", "force_unmount"): frozenset({"safe"}),
}
"""Values that a parameter takes besides those of its type."""

SHARED: frozenset[tuple[str, str]] = frozenset(
    {
        ("iSCSITarget", "incoming_username"),
        ("nvmet-namespace", "namespace_id"),
        ("nvmet-namespace", "nqn"),
        ("smb-share", "path"),
        ("tomcat", "catalina_tmpdir"),
        ("tomcat", "java_endorsed_dirs"),
        ("tomcat", "logging_config"),
        ("tomcat", "logging_manager"),
    }
)
"""Parameters called unique that resources may well share: a user of several targets, say."""

TAKEN: Mapping[str, frozenset[str]] = {
    "IPaddr": frozenset({"netmask"}),
    "IPaddr2": frozenset({"netmask"}),
    "IPsrcaddr": frozenset({"ip"}),
    "LVM-activate": frozenset({"volgrpname"}),
    "NodeUtilization": frozenset({"pidfile"}),
    "Squid": frozenset({"squid_confirm_trialcount", "squid_suspend_trialcount"}),
    "WAS6": frozenset({"profileName"}),
    "aliyun-vpc-move-ip": frozenset({"ADDRESS", "INTERFACE", "ROUTING_TABLE"}),
    "conntrackd": frozenset({"conntrackd"}),
    "controld": frozenset({"sctp"}),
    "dnsupdate": frozenset({"opts"}),
    "docker": frozenset({"container"}),
    "ethmonitor": frozenset({"check_level", "multiplicator"}),
    "iface-bridge": frozenset({"multicast_querier"}),
    "mariadb": frozenset({"reader_attribute"}),
    "minio": frozenset({"conffile", "volumnpaths"}),
    "mpathpersist": frozenset({"mpathpersist_binary"}),
    "mysql-proxy": frozenset({"group", "user"}),
    "named": frozenset({"rootdir"}),
    "nfsserver": frozenset({"nfs_notify_cmd", "statd_outgoing_port"}),
    "nginx": frozenset({"client", "nginx"}),
    "openstack-floating-ip": frozenset({"delay"}),
    "openstack-virtual-ip": frozenset({"delay"}),
    "ovsmonitor": frozenset({"check_level", "multiplicator"}),
    "pgagent": frozenset({"executable"}),
    "pgsql": frozenset({"replication_slot"}),
    "pingd": frozenset({"update"}),
    "sybaseASE": frozenset({"deep_probe_timeout", "shutdown_timeout", "start_timeout"}),
    "varnish": frozenset({"binary", "thread_pools"}),
}
"""Parameters that agents read, though their metadata do not have them."""
