"""What the monitors of mon become: checks of ldirectord."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from crmsh_py.convert.lvs.ports import port_of

_HTTP_TIMEOUT = 10
"""Seconds that http.monitor waits if it is not told."""

_OPTION = re.compile(r"-{1,2}([A-Za-z_]+)")


@dataclass(frozen=True, slots=True)
class Monitor:
    """How a monitor is expressed: what kind of check of which service, at which port.

    `needs` are settings that the check cannot do without, and mon.cf does not have.
    """

    checktype: str
    service: str = ""
    port: int = 0
    timeout: int = 0
    needs: tuple[str, ...] = ()


_DATABASE = ("login", "passwd", "database", "request")
MONITORS: Mapping[str, Monitor] = {
    "ping": Monitor("ping"),
    "fping": Monitor("ping"),
    "icmp": Monitor("ping"),
    "reboot": Monitor("ping"),
    "tcp": Monitor("connect"),
    "telnet": Monitor("connect", port=23),
    "ssh": Monitor("connect", port=22),
    "http": Monitor("negotiate", "http", 80, _HTTP_TIMEOUT),
    "lwp-http": Monitor("negotiate", "http", 80, _HTTP_TIMEOUT),
    "phttp": Monitor("negotiate", "http", 80, _HTTP_TIMEOUT),
    "https": Monitor("negotiate", "https", 443, _HTTP_TIMEOUT),
    "smtp": Monitor("negotiate", "smtp", 25),
    "imap": Monitor("negotiate", "imap", 143),
    "imaps": Monitor("negotiate", "imaps", 993),
    "pop3": Monitor("negotiate", "pop", 110),
    "pop3s": Monitor("negotiate", "pops", 995),
    "nntp": Monitor("negotiate", "nntp", 119),
    "ftp": Monitor("negotiate", "ftp", 21),
    "ldap": Monitor("negotiate", "ldap", 389),
    "ldaps": Monitor("negotiate", "ldaps", 636),
    "dns": Monitor("negotiate", "dns", 53),
    "mysql": Monitor("negotiate", "mysql", 3306, needs=_DATABASE),
    "msql-mysql": Monitor("negotiate", "mysql", 3306, needs=_DATABASE),
    "postgresql": Monitor("negotiate", "pgsql", 5432, needs=_DATABASE),
    "oracle": Monitor("negotiate", "oracle", 1521, needs=_DATABASE),
    "radius": Monitor("negotiate", "radius", 1812, needs=("login", "passwd", "secret")),
}
"""Monitors of mon by their names without `.monitor`."""

_PREFIXES = (("http_t", "http"), ("https_t", "https"), ("lwp-https", "https"))
_REQUESTS = {"u": "request", "url": "request", "zone": "request"}


@dataclass(frozen=True, slots=True)
class Check:
    """A check of ldirectord that takes the place of a monitor.

    `port` is that which is checked, 0 for that of the real server; `others` are options of the
    monitor that nothing corresponds to.
    """

    checktype: str
    service: str = ""
    port: int = 0
    timeout: int = 0
    request: str = ""
    receive: str = ""
    command: str = ""
    needs: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def is_custom(self) -> bool:
        """Tell whether a program of one's own is called."""
        return self.checktype == "external"


def check_of(text: str, folder: str) -> Check:
    """Return the check for what stands behind `monitor`; `folder` is that of the monitors."""
    words = text.split(";;", maxsplit=1)[0].split()
    program = words[0] if words else ""
    name = program.rpartition("/")[2]
    monitor = _monitor(name.removesuffix(".monitor")) if name.endswith(".monitor") else None
    if monitor is None:
        path = program if program.startswith("/") else f"{folder.rstrip('/')}/{program}"
        return Check("external", command=path, others=tuple(words[1:]))
    return _with_options(monitor, words[1:])


def _monitor(name: str) -> Monitor | None:
    if name in MONITORS:
        return MONITORS[name]
    kind = next((kind for prefix, kind in _PREFIXES if name.startswith(prefix)), None)
    return MONITORS["https" if kind and "ssl" in name else kind] if kind else None


def _with_options(monitor: Monitor, words: list[str]) -> Check:
    values: dict[str, str] = {}
    others: list[str] = []
    at = 0
    while at < len(words):
        found = _OPTION.fullmatch(words[at])
        value = words[at + 1] if at + 1 < len(words) else ""
        name = found[1] if found else ""
        target = _TARGETS.get(name) or _REQUESTS.get(name)
        if target is None or not value:
            others.append(words[at])
            at += 1
            continue
        values[target] = value.strip("\"'")
        at += 2
    port = port_of(values.get("port", "")) or monitor.port
    timeout = values.get("timeout", "")
    seconds = int(timeout) if timeout.isascii() and timeout.isdigit() and len(timeout) < 6 else 0
    return Check(
        monitor.checktype,
        monitor.service,
        port,
        seconds or monitor.timeout,
        values.get("request", "") if monitor.service else "",
        "",
        "",
        monitor.needs,
        tuple(others),
    )


_TARGETS = {"p": "port", "port": "port", "t": "timeout", "timeout": "timeout", "T": "timeout"}
