"""What heartbeat's resource scripts are today: the table.

Heartbeat passed arguments by position; an agent has names for them.  The specification's
convert.md 2.3 tells where each row comes from.  Putting them to use is in
`crmsh_py.convert.translation`.
"""

from crmsh_py.convert import arguments
from crmsh_py.convert.arguments import Remark, Script
from crmsh_py.grammar import tree

DRBD = tree.Agent("ocf", "linbit", "drbd")
LVS_SCRIPTS = frozenset({"ldirectord", "LVSSyncDaemonSwap"})


def _ocf(type_: str, provider: str = "heartbeat") -> tree.Agent:
    return tree.Agent("ocf", provider, type_)


_IP = _ocf("IPaddr2")
_IP_MONITOR = ("10s", "20s")
_USE_IPADDR2 = "it is converted to 'IPaddr2'"
_HARDWARE = Remark("outdated-agent", "serves hardware that is hardly found any more")

SCRIPTS: dict[str, Script] = {
    "IPaddr": Script(
        _IP,
        monitor=_IP_MONITOR,
        prefix="ip",
        named_after="ip",
        remark=Remark("superseded-agent", f"is superseded: {_USE_IPADDR2}", is_warning=False),
        read=arguments.address,
    ),
    "IPaddr2": Script(
        _IP, monitor=_IP_MONITOR, prefix="ip", named_after="ip", read=arguments.address
    ),
    "IPv6addr": Script(
        _IP,
        monitor=_IP_MONITOR,
        prefix="ip",
        named_after="ip",
        remark=Remark("superseded-agent", f"is superseded: {_USE_IPADDR2}", is_warning=False),
        read=arguments.address,
    ),
    "IPsrcaddr": Script(_ocf("IPsrcaddr"), ("ipaddress",), 1),
    "SendArp": Script(
        _ocf("SendArp"),
        ("ip", "nic"),
        2,
        remark=Remark(
            "outdated-agent",
            "is hardly needed any more: IPaddr2 announces its address itself",
            is_warning=False,
        ),
        read=arguments.send_arp,
    ),
    "VIPArip": Script(_ocf("VIPArip"), ("ip", "nic"), 1),
    "Filesystem": Script(
        _ocf("Filesystem"),
        ("device", "directory", "fstype", "options"),
        2,
        monitor=("20s", "40s"),
        prefix="fs",
        named_after="directory",
        read=arguments.filesystem,
    ),
    "LVM": Script(
        _ocf("LVM-activate"),
        ("vgname",),
        1,
        (("vg_access_mode", "system_id"),),
        ("30s", "90s"),
        prefix="lvm",
        named_after="vgname",
        remark=Remark(
            "superseded-agent",
            "is superseded: it is converted to 'LVM-activate' with vg_access_mode=system_id",
            "set system_id_source in lvm.conf on all nodes, and the system ID of the volume group",
        ),
    ),
    "Raid1": Script(
        _ocf("mdraid"),
        ("mdadm_conf", "md_dev"),
        2,
        (("force_clones", "false"),),
        remark=Remark("superseded-agent", "is superseded: it is converted to 'mdraid'"),
        read=arguments.raid,
    ),
    "drbddisk": Script(
        DRBD, ("drbd_resource",), prefix="drbd", named_after="drbd_resource", read=arguments.drbd
    ),
    "datadisk": Script(
        DRBD, ("drbd_resource",), prefix="drbd", named_after="drbd_resource", read=arguments.drbd
    ),
    "drbd": Script(
        DRBD,
        ("drbd_resource", "drbdconf"),
        prefix="drbd",
        named_after="drbd_resource",
        is_init_script=True,
        read=arguments.drbd,
    ),
    "apache": Script(
        _ocf("apache"),
        ("configfile", "httpd", "port", "statusurl", "options", "testregex"),
        remark=Remark(
            "approximated",
            "is taken for the resource agent, which heartbeat 2 had",
            "if it was the init script, the resource is lsb:apache",
        ),
    ),
    "db2": Script(_ocf("db2"), ("instance",), 1),
    "ids": Script(_ocf("ids"), ("informixdir", "informixserver", "onconfig")),
    "oracle": Script(_ocf("oracle"), ("sid", "home", "user", "ipcrm"), is_init_script=True),
    "oralsnr": Script(_ocf("oralsnr"), ("sid", "home", "user", "listener"), is_init_script=True),
    "mysql": Script(
        _ocf("mysql"),
        (
            "binary",
            "config",
            "datadir",
            "user",
            "group",
            "log",
            "pid",
            "socket",
            "test_table",
            "test_user",
            "test_passwd",
            "enable_creation",
            "additional_parameters",
        ),
        is_init_script=True,
    ),
    "pgsql": Script(
        _ocf("pgsql"),
        (
            "pgctl",
            "start_opt",
            "ctl_opt",
            "psql",
            "pgdata",
            "pgdba",
            "pghost",
            "pgport",
            "pgdb",
            "logfile",
            "stop_escalate",
        ),
        is_init_script=True,
    ),
    "tomcat": Script(
        _ocf("tomcat"),
        (
            "tomcat_name",
            "script_log",
            "tomcat_stop_timeout",
            "tomcat_suspend_trialcount",
            "tomcat_user",
            "statusurl",
            "java_home",
            "catalina_home",
            "catalina_pid",
        ),
        8,
        is_init_script=True,
    ),
    "MailTo": Script(
        _ocf("MailTo"),
        ("email", "subject"),
        1,
        remark=Remark(
            "outdated-agent",
            "tells only of its own start and stop",
            "an alert (Pacemaker's alert_smtp.sh) tells of every event of the cluster",
            is_warning=False,
        ),
        may_repeat=True,
    ),
    "Delay": Script(
        _ocf("Delay"),
        ("startdelay", "stopdelay", "mondelay"),
        constants=(("startdelay", "10"),),
        remark=Remark(
            "outdated-agent",
            "was a workaround: Pacemaker waits for each start to be finished",
            is_warning=False,
        ),
        may_repeat=True,
        read=arguments.delay,
    ),
    "WinPopup": Script(
        _ocf("WinPopup"),
        ("hostfile",),
        constants=(("hostfile", "hosts"),),
        remark=Remark("outdated-agent", "needs a message service that Windows no longer has"),
        may_repeat=True,
    ),
    "AudibleAlarm": Script(_ocf("AudibleAlarm"), may_repeat=True, read=arguments.node_list),
    "ServeRAID": Script(_ocf("ServeRAID"), ("serveraid", "mergegroup"), 2, remark=_HARDWARE),
    "ICP": Script(_ocf("ICP"), ("driveid", "device"), 2, remark=_HARDWARE),
    "ManageRAID": Script(_ocf("ManageRAID"), ("raidname",), 1),
    "ManageVE": Script(_ocf("ManageVE"), ("veid",), 1),
    "portblock": Script(
        _ocf("portblock"), ("protocol", "portno", "action"), 3, read=arguments.portblock
    ),
    "Xinetd": Script(_ocf("Xinetd"), ("service",), 1),
    "WAS": Script(_ocf("WAS"), ("config",), read=arguments.was),
    "WAS6": Script(_ocf("WAS6"), ("profile",)),
    "Pure-FTPd": Script(
        _ocf("Pure-FTPd"), ("script", "conffile", "daemon_type", "pidfile"), is_init_script=True
    ),
    "rsyncd": Script(_ocf("rsyncd"), ("binpath", "conffile", "bwlimit"), is_init_script=True),
    "iscsi": Script(
        _ocf("iscsi"), ("portal", "target", "discovery_type", "iscsiadm"), 2, is_init_script=True
    ),
    "Xen": Script(_ocf("Xen"), ("xmfile",), 1),
    "SAPInstance": Script(
        _ocf("SAPInstance"),
        ("InstanceName", "DIR_EXECUTABLE", "DIR_PROFILE", "START_PROFILE"),
        1,
    ),
    "SAPDatabase": Script(_ocf("SAPDatabase"), ("SID", "DIR_EXECUTABLE", "DBTYPE"), 3),
    "eDir88": Script(
        _ocf("eDir88"),
        (
            "eDir_config_file",
            "eDir_monitor_ldap",
            "eDir_monitor_idm",
            "eDir_jvm_initial_heap",
            "eDir_jvm_max_heap",
            "eDir_jvm_options",
        ),
    ),
    "ClusterMon": Script(
        _ocf("ClusterMon", "pacemaker"), ("user", "update", "extra_options", "pidfile", "htmlfile")
    ),
    "SysInfo": Script(_ocf("SysInfo", "pacemaker"), ("pidfile", "delay")),
    "Dummy": Script(_ocf("Dummy", "pacemaker"), ("state",)),
    "Stateful": Script(_ocf("Stateful", "pacemaker"), ("state",)),
    "ldirectord": Script(
        _ocf("ldirectord"), ("configfile",), monitor=("20s", "10s"), read=arguments.ldirectord
    ),
}

_NO_EVMS = "EVMS is gone; LVM and the agent LVM-activate took its place"
GONE = {
    "Evmsd": _NO_EVMS,
    "EvmsSCC": _NO_EVMS,
    "LinuxSCSI": "the SCSI devices are shared through multipath, reservations or LVM today",
    "LVSSyncDaemonSwap": "let both sync daemons of IPVS run on each director all the time"
    " ('ipvsadm --start-daemon master' and '--start-daemon backup') and remove this word",
    "OCF": "its parameters are in /etc/ha.d/conf/OCF: make a primitive of it by hand",
    "o2cb": "OCFS2 needs clones of ocf:pacemaker:controld and ocf:pacemaker:o2cb",
    "pingd": "make a clone of ocf:pacemaker:ping, and location rules on its attribute",
}
"""Scripts that no resource replaces, and what to do about each."""
