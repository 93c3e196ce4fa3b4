"""Databases and SAP: how their attributes become parameters."""

import re
from collections.abc import Iterable, Iterator

from crmsh_py.convert.rhcs.reading import Limits, Made, Reading
from crmsh_py.grammar import tree

_LISTENER = tree.Agent("ocf", "heartbeat", "oralsnr")
_LISTENER_LIMITS = Limits("300s", "30s", "90s", "30s")
_SEPARATORS = re.compile(r"[\s,]+")
_OBSOLETE = ("DBJ2EE_ONLY", "JAVA_HOME", "DIR_BOOTSTRAP", "DIR_SECSTORE", "DB_JARS")
_SAP_INSTANCE = (
    "DIR_EXECUTABLE",
    "DIR_PROFILE",
    "START_PROFILE",
    "START_WAITTIME",
    "AUTOMATIC_RECOVER",
    "MONITOR_SERVICES",
    "PRE_START_USEREXIT",
    "POST_START_USEREXIT",
    "PRE_STOP_USEREXIT",
    "POST_STOP_USEREXIT",
)
_SAP_DATABASE = (
    "DIR_EXECUTABLE",
    "DBTYPE",
    "NETSERVICENAME",
    *_OBSOLETE,
    "STRICT_MONITORING",
    "AUTOMATIC_RECOVER",
    "PRE_START_USEREXIT",
    "POST_START_USEREXIT",
    "PRE_STOP_USEREXIT",
    "POST_STOP_USEREXIT",
)


def oracle(reading: Reading) -> None:
    """Read an `oracledb` or `orainstance`: the database; its listeners are companions."""
    reading.set("sid", reading.name)
    reading.set("home", reading.take("home"))
    reading.set("user", reading.take("user"))
    reading.require("sid", "it has no name, which is the SID")
    kind = reading.take("type").lower()
    if "ias" in kind:
        message = f"an installation of the type '{kind}' is more than a database and its listener"
        hint = "the application server needs a resource of its own, after the database"
        reading.fail("no-counterpart", message, "type", hint=hint)
    elif kind.endswith("-em"):
        message = "the Enterprise Manager has no agent"
        reading.warn("no-counterpart", message, "type", hint="let its own script start it, as lsb")
    reading.remind(
        f"Let the database '{reading.name}' be monitored: the agent makes a user OCFMON in it"
        " (see its 'monuser'), and /etc/oratab must not start it at boot."
    )


def listener_of_database(reading: Reading) -> Iterable[Made]:
    """Yield the listener that belongs to an `oracledb`."""
    yield _listener(reading, reading.take("listener_name"), f"{reading.name}-listener")


def listeners_of_instance(reading: Reading) -> Iterator[Made]:
    """Yield the listeners that an `orainstance` lists."""
    names = filter(None, _SEPARATORS.split(reading.take("listeners")))
    for name in names:
        yield _listener(reading, name, f"{reading.name}-{name}")


def _listener(reading: Reading, name: str, wish: str) -> Made:
    values = {
        "sid": reading.name,
        "home": reading.take("home"),
        "user": reading.take("user"),
        "listener": name,
        "tns_admin": reading.take("tns_admin"),
    }
    given = {parameter: value for parameter, value in values.items() if value}
    return Made(wish, _LISTENER, given, _LISTENER_LIMITS)


def oracle_listener(reading: Reading) -> None:
    """Read an `oralistener`, whose SID is that of the database around it or beside it."""
    beside = reading.around.sids[0] if len(reading.around.sids) == 1 else ""
    reading.set("sid", reading.take("sid") or reading.resource.inherited.get("sid") or beside)
    reading.set("home", reading.take("home"))
    reading.set("user", reading.take("user"))
    reading.set("listener", reading.name)
    reading.set("tns_admin", reading.take("tns_admin"))
    hint = "set 'sid' to that of a database which this listener serves"
    reading.require("sid", "the agent requires the SID of a database", hint=hint)


def sybase(reading: Reading) -> None:
    """Read an `ASEHAagent`."""
    for name in (
        "sybase_home",
        "sybase_ase",
        "sybase_ocs",
        "server_name",
        "interfaces_file",
        "sybase_user",
    ):
        reading.set(name, reading.take(name))
    reading.wait("start", "start_timeout", "300s")
    reading.wait("stop", "shutdown_timeout", "300s")
    reading.wait("monitor", "deep_probe_timeout", "100s")
    reading.require("server_name", "it has no server_name")
    if reading.take("login_file"):
        message = "the agent of today takes no login file"
        hint = "set 'db_user' and 'db_passwd' to what the file holds"
        reading.warn("no-counterpart", message, "login_file", hint=hint)
    hint = "set 'db_user', and 'db_passwd' with 'crm resource secret'"
    reading.require("db_user", "the agent requires the user of the database", hint=hint)


def db2(reading: Reading) -> None:
    """Read a `db2`."""
    reading.set("instance", reading.take("instance") or reading.name)
    reading.set("dblist", reading.take("dblist"))
    reading.set("dbpartitionnum", reading.take("dbpartitionnum"))
    reading.require("instance", "it has no instance")


def sap_instance(reading: Reading) -> None:
    """Read an `SAPInstance`."""
    reading.set("InstanceName", reading.take("InstanceName") or reading.name)
    _same(reading, _SAP_INSTANCE)
    reading.require("InstanceName", "it has no InstanceName")


def sap_database(reading: Reading) -> None:
    """Read an `SAPDatabase`."""
    reading.set("SID", reading.take("SID") or reading.name)
    _same(reading, _SAP_DATABASE)
    reading.require("SID", "it has no SID")
    reading.require("DBTYPE", "it has no DBTYPE", hint="it is ADA, DB6, HDB, ORA or SYB")
    for name in _OBSOLETE:
        if name in reading.values:
            message = f"'{name}' is obsolete: the SAP host agent does what it was for"
            reading.warn("outdated-agent", message, name, hint="take it out if the agent complains")


def _same(reading: Reading, names: Iterable[str]) -> None:
    """Take the attributes that are called the same as the parameters."""
    for name in names:
        reading.set(name, reading.take(name))
