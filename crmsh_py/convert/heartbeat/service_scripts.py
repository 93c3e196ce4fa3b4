"""What heartbeat's scripts for services are today, and those that help or tell people."""

from crmsh_py.convert.heartbeat import arguments
from crmsh_py.convert.heartbeat.scripts import Remark, Script, ocf

DATABASES: dict[str, Script] = {
    "db2": Script(
        ocf("db2"), ("instance", "admin"), ("instance",), went=("admin",), is_service=True
    ),
    "ids": Script(
        ocf("ids"),
        ("informixdir", "informixserver", "onconfig", "dbname", "sqltestquery"),
        is_service=True,
    ),
    "oracle": Script(
        ocf("oracle"),
        ("sid", "home", "user", "ipcrm"),
        ("sid",),
        is_init_script=True,
        is_service=True,
    ),
    "oralsnr": Script(
        ocf("oralsnr"),
        ("sid", "home", "user", "listener"),
        ("sid",),
        is_init_script=True,
        is_service=True,
    ),
    "mysql": Script(
        ocf("mysql"),
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
        is_service=True,
    ),
    "pgsql": Script(
        ocf("pgsql"),
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
        is_service=True,
    ),
    "SAPInstance": Script(
        ocf("SAPInstance"),
        ("InstanceName", "DIR_EXECUTABLE", "DIR_PROFILE", "START_PROFILE"),
        ("InstanceName",),
        is_service=True,
    ),
    "SAPDatabase": Script(
        ocf("SAPDatabase"),
        (
            "SID",
            "DIR_EXECUTABLE",
            "DBTYPE",
            "NETSERVICENAME",
            "DBJ2EE_ONLY",
            "DIR_BOOTSTRAP",
            "DIR_SECSTORE",
        ),
        ("SID", "DBTYPE"),
        is_service=True,
        read=arguments.database,
    ),
}

SERVICES: dict[str, Script] = {
    "apache": Script(
        ocf("apache"),
        ("configfile", "httpd", "port", "statusurl", "options", "testregex"),
        is_service=True,
        read=arguments.apache,
    ),
    "tomcat": Script(
        ocf("tomcat"),
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
        ("java_home", "catalina_home"),
        is_init_script=True,
        is_service=True,
    ),
    "WAS": Script(ocf("WAS"), ("config",), is_service=True, read=arguments.was),
    "WAS6": Script(ocf("WAS6"), ("profile",), is_service=True),
    "Pure-FTPd": Script(
        ocf("Pure-FTPd"),
        ("script", "conffile", "daemon_type", "pidfile"),
        is_init_script=True,
        is_service=True,
    ),
    "rsyncd": Script(
        ocf("rsyncd"),
        ("binpath", "conffile", "bwlimit"),
        is_init_script=True,
        is_service=True,
    ),
    "Xinetd": Script(ocf("Xinetd"), ("service",), ("service",), is_service=True),
    "eDir88": Script(
        ocf("eDir88"),
        (
            "eDir_config_file",
            "eDir_monitor_ldap",
            "eDir_monitor_idm",
            "eDir_jvm_initial_heap",
            "eDir_jvm_max_heap",
            "eDir_jvm_options",
        ),
        is_service=True,
    ),
    "ldirectord": Script(
        ocf("ldirectord"),
        ("configfile",),
        monitor=("20s", "10s"),
        is_service=True,
        read=arguments.ldirectord,
    ),
    "Xen": Script(ocf("Xen"), ("xmfile",), ("xmfile",)),
    "ManageVE": Script(ocf("ManageVE"), ("veid",), ("veid",)),
}

HELPERS: dict[str, Script] = {
    "MailTo": Script(
        ocf("MailTo"),
        ("email", "subject"),
        ("email",),
        remark=Remark(
            "outdated-agent",
            "tells only of its own start and stop",
            "an alert (Pacemaker's alert_smtp.sh) tells of every event of the cluster",
            is_warning=False,
        ),
        may_repeat=True,
    ),
    "Delay": Script(
        ocf("Delay"),
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
        ocf("WinPopup"),
        ("hostfile",),
        constants=(("hostfile", "hosts"),),
        remark=Remark("outdated-agent", "needs a message service that Windows no longer has"),
        may_repeat=True,
    ),
    "AudibleAlarm": Script(
        ocf("AudibleAlarm"), ("nodelist",), may_repeat=True, read=arguments.node_list
    ),
    "ClusterMon": Script(
        ocf("ClusterMon", "pacemaker"), ("user", "update", "extra_options", "pidfile", "htmlfile")
    ),
    "SysInfo": Script(ocf("SysInfo", "pacemaker"), ("pidfile", "delay")),
    "Dummy": Script(ocf("Dummy", "pacemaker"), ("state",)),
    "Stateful": Script(ocf("Stateful", "pacemaker"), ("state",)),
    "pingd": Script(
        ocf("ping", "pacemaker"),
        (
            "pidfile",
            "user",
            "dampen",
            "set",
            "name",
            "section",
            "multiplier",
            "host_list",
        ),
        ("host_list",),
        monitor=("10s", "60s"),
        prefix="ping",
        went=("user", "set", "section"),
        remark=Remark(
            "superseded-agent",
            "is superseded: it is converted to a clone of 'ping', which every node needs",
            "bind resources to the attribute that it sets with location rules",
        ),
        clone=(),
    ),
}
