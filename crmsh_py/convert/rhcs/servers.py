"""Servers: how the attributes of apache, mysql and the like become parameters."""

import re
import shlex
from collections.abc import Iterable
from posixpath import basename, dirname, join, normpath

from crmsh_py.convert.rhcs.reading import PLACEHOLDER, Limits, Made, Reading
from crmsh_py.grammar import tree

_INIT_FOLDERS = ("/etc/init.d", "/etc/rc.d/init.d")
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.@:+-]*")
_SCRIPT_LIMITS = Limits("30s", "60s", "60s", "60s")


def script(reading: Reading) -> None:
    """Read a `script`; its agent is `script_agent`."""
    path = _path(reading)
    name = basename(path)
    if not _NAME.fullmatch(name):
        reading.fail("missing-value", "it does not say which script it is", "file")
        return
    if dirname(path) not in _INIT_FOLDERS:
        message = f"'{path}' is not in /etc/init.d, where scripts must be: '{name}' is written"
        hint = f"copy it to /etc/init.d/{name} on all nodes; it must know start, stop and status"
        reading.warn("script-outside-init-d", message, "file", hint=hint)
        reading.remind(f"Copy {path} to /etc/init.d/{name} on all nodes, executable.")


def script_agent(reading: Reading) -> tree.Agent:
    """Return the agent that runs a script."""
    path = _path(reading)
    name = basename(path)
    class_ = reading.work.choices.script_class if dirname(path) in _INIT_FOLDERS else "lsb"
    return tree.Agent(class_, None, name if _NAME.fullmatch(name) else PLACEHOLDER)


def _path(reading: Reading) -> str:
    path = reading.take("file")
    return normpath(path) if path else ""


def apache(reading: Reading) -> None:
    """Read an `apache`."""
    root = reading.take("server_root", "/etc/httpd")
    reading.set("configfile", join(root, reading.take("config_file", "conf/httpd.conf")))
    reading.set("httpd", reading.take("httpd"))
    reading.set("options", f"-d {root}" if root.rstrip("/") != "/etc/httpd" else "")
    reading.add("options", reading.take("httpd_options"))
    reading.wait("stop", "shutdown_wait", "60s")
    _own_configuration(reading, reading.values["configfile"], "'Listen'")
    reading.remind(
        "Let Apache tell its state to the node itself (mod_status: <Location /server-status>,"
        f" 'Require local'), for '{reading.name}' is monitored by that page; or set 'statusurl'."
    )


def mysql(reading: Reading) -> None:
    """Read a `mysql`."""
    config = reading.take("config_file", "/etc/my.cnf")
    reading.values["config"] = config
    listen = reading.take("listen_address")
    reading.add("additional_parameters", f"--bind-address={listen}" if listen else "")
    reading.add("additional_parameters", reading.take("mysqld_options"))
    reading.wait("start", "startup_wait", "120s")
    reading.wait("stop", "shutdown_wait", "120s")
    reading.remind(
        f"Compare 'datadir', 'socket', 'pid' and 'user' of the resource '{reading.name}' with"
        f" {config}: the agent does not read them there."
    )


def postgresql(reading: Reading) -> None:
    """Read a `postgres-8`."""
    config = reading.take("config_file", "/var/lib/pgsql/data/postgresql.conf")
    data, rest = _data_folder(reading.take("postmaster_options"))
    reading.set("pgdata", data or dirname(config))
    reading.values["config"] = config
    reading.set("pgdba", reading.take("postmaster_user"))
    reading.set("start_opt", rest)
    reading.wait("start", "startup_wait", "120s")
    reading.wait("stop", "shutdown_wait", "120s")
    if not data:
        message = "it does not say where the data are: the folder of its configuration is taken"
        reading.warn("approximated", message, "config_file", hint="check 'pgdata'")
    _own_configuration(reading, config, "'listen_addresses'")


def _data_folder(options: str) -> tuple[str, str]:
    """Return the folder after `-D` in a program's options, and the others."""
    try:
        words = shlex.split(options)
    except ValueError:
        words = options.split()
    folder, rest, following = "", [], iter(words)
    for word in following:
        if word.startswith("-D"):
            folder = word[2:] or next(following, "")
        else:
            rest.append(word)
    return folder, shlex.join(rest)


def named(reading: Reading) -> None:
    """Read a `named`."""
    config = reading.take("config_file")
    reading.set("named_config", config)
    reading.set("named_options", reading.take("named_options"))
    if reading.flag("named_sdb"):
        reading.values["named"] = "/usr/sbin/named_sdb"
    folder = reading.take("named_working_dir")
    if folder.rstrip("/") not in {"", "/var/named"}:
        message = f"the working folder '{folder}' has no counterpart"
        hint = "set 'directory' in the options of named.conf"
        reading.warn("no-counterpart", message, "named_working_dir", hint=hint)
    reading.wait("stop", "shutdown_wait", "60s")
    _own_configuration(reading, config or "/etc/named.conf", "'listen-on'")


def openldap(reading: Reading) -> None:
    """Read an `openldap`."""
    reading.set("config", reading.take("config_file"))
    reading.set("services", reading.take("url_list"))
    reading.set("parameters", reading.take("slapd_options"))
    reading.wait("stop", "shutdown_wait", "20s")


def samba(reading: Reading) -> None:
    """Read a `samba`: the services smb and nmb, which have no parameters."""
    for name in ("smbd_options", "nmbd_options"):
        if value := reading.take(name):
            _sysconfig(reading, name, f'{name[:4].upper()}OPTIONS="{value}"')
    config = reading.take("config_file")
    if config not in {"", "/etc/samba/smb.conf"}:
        _sysconfig(reading, "config_file", f"-s {config} for SMBDOPTIONS and NMBDOPTIONS")
    reading.wait("stop", "shutdown_wait", "60s")


def old_samba(reading: Reading) -> None:
    """Read an `smb`, which had a configuration of its own."""
    reading.take("workgroup")
    config = f"/etc/samba/smb.conf.{reading.name}"
    setting = f"-s {config} for SMBDOPTIONS and NMBDOPTIONS"
    message = "Samba is a service of the system today, and there is one of them on a node"
    hint = f"let it use the configuration of this one: put {setting} into /etc/sysconfig/samba"
    reading.warn("approximated", message, hint=hint)
    _remind(reading, setting)
    reading.wait("stop", "shutdown_wait", "60s")


def _sysconfig(reading: Reading, attribute: str, setting: str) -> None:
    message = f"a service of the system has no parameters, so '{attribute}' gets lost"
    hint = f"put {setting} into /etc/sysconfig/samba on all nodes"
    reading.warn("no-counterpart", message, attribute, hint=hint)
    _remind(reading, setting)


def _remind(reading: Reading, setting: str) -> None:
    reading.remind(f"Put {setting} into /etc/sysconfig/samba on all nodes ('{reading.name}').")


def name_server(reading: Reading) -> Iterable[Made]:
    """Return nmbd, which goes with smbd."""
    class_ = reading.work.choices.script_class
    agent = tree.Agent(class_, None, "nmb")
    yield Made(f"{reading.name}-nmb", agent, {}, _SCRIPT_LIMITS, has_script_status=class_ == "lsb")


def tomcat(reading: Reading) -> None:
    """Read a `tomcat-5` or `tomcat-6`."""
    reading.set("tomcat_name", reading.name)
    reading.set("tomcat_user", reading.take("tomcat_user"))
    reading.set("catalina_base", reading.take("catalina_base"))
    reading.set("catalina_opts", reading.take("catalina_options"))
    reading.set("catalina_home", reading.take("catalina_home"))
    reading.set("java_home", reading.take("java_home"))
    reading.wait("stop", "shutdown_wait", "120s")
    hint = "it is in the tomcat.conf (/etc/sysconfig/tomcat…) of the old system"
    reading.require("java_home", "the agent requires the folder of Java (java_home)", hint=hint)
    reading.require("catalina_home", "the agent requires catalina_home", hint=hint)
    config = reading.take("config_file")
    _own_configuration(reading, config or "server.xml", "the connectors")
    if config and not reading.around.addresses:
        hint = "it reads 'catalina_base'/conf/server.xml"
        reading.tell("dropped", f"{config} is not read by the agent", "config_file", hint=hint)


def _own_configuration(reading: Reading, config: str, what: str) -> None:
    """Tell that rgmanager wrote a configuration with the addresses of the service."""
    if not reading.around.addresses:
        return
    message = f"rgmanager put the addresses of the service into a copy of {config}"
    hint = f"check {what} there: the file is used as it is now"
    reading.tell("generated-configuration", message, hint=hint)
    reading.remind(
        f"Check {what} in {config}: it must allow for the addresses of '{reading.name}', which"
        " rgmanager wrote into a copy of the file."
    )
