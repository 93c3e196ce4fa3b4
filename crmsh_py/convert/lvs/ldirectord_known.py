"""What ldirectord knows: the settings of its file, and the values they take.  Data only.

From the manual of ldirectord 4 and what it refuses.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

GLOBAL, SECTION, BOTH = "global", "section", "both"


@dataclass(frozen=True, slots=True)
class Known:
    """Where a setting stands and what it takes; `instead` is for what is refused today."""

    where: str
    takes: str = r".+"
    meant: str = "some text"
    is_quoted: bool = False
    instead: str = ""
    is_exact: bool = False
    """Whether a blank behind the value makes it another one."""

    def fits(self, value: str) -> bool:
        """Tell whether a value is one that the setting takes."""
        return re.fullmatch(self.takes, value) is not None


def _count(where: str) -> Known:
    return Known(where, r"0*[1-9]\d*", "a number from 1 on")


def _yes(where: str) -> Known:
    return Known(where, r"yes|no", "'yes' or 'no'", is_exact=True)


def _quoted(where: str) -> Known:
    return Known(where, r".+", "some text in quotes", is_quoted=True)


SERVICES = (
    "dns",
    "ftp",
    "http",
    "https",
    "http_proxy",
    "imap",
    "imaps",
    "ldap",
    "ldaps",
    "mysql",
    "nntp",
    "none",
    "oracle",
    "pgsql",
    "pop",
    "pops",
    "radius",
    "simpletcp",
    "sip",
    "smtp",
    "submission",
)
_CHECKS = r"connect|negotiate|ping|on|off|external|external-perl|0*[1-9]\d*"
_MEANT_CHECKS = "'connect', 'negotiate', 'ping', 'on', 'off', 'external' or a number"
_HOST = r"[0-9A-Za-z._+-]+"
_FALLBACK = r"(?:[0-9A-Za-z._-]+|\[[0-9A-Fa-f:]+\])(?::[0-9A-Za-z_-]+)?(?:\s+(?:gate|masq|ipip))?"
_PORT = r"0*(?:[1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])"
_MEANT_FALLBACK = "ADDRESS:PORT and 'gate', 'masq' or 'ipip'"

_STATE = r"(?:all|none|starting|running|stopping|reloading)"
_STATES = rf"{_STATE}(?:\s*,\s*{_STATE})*"
_MEANT_STATES = "'all', 'none' or some of 'starting', 'running', 'stopping', 'reloading'"

KNOWN: Mapping[str, Known] = {
    "checktimeout": _count(BOTH),
    "negotiatetimeout": _count(BOTH),
    "checkinterval": _count(BOTH),
    "checkcount": Known(BOTH, r"0*[1-9]\d*", "a number from 1 on"),
    "failurecount": _count(BOTH),
    "fallback": Known(BOTH, _FALLBACK, _MEANT_FALLBACK),
    "fallback6": Known(BOTH, _FALLBACK, _MEANT_FALLBACK),
    "fallbackcommand": Known(BOTH),
    "quiescent": _yes(BOTH),
    "emailalert": Known(BOTH),
    "emailalertfreq": Known(BOTH, r"\d+", "a number of seconds"),
    "emailalertstatus": Known(BOTH, _STATES, _MEANT_STATES),
    "smtp": Known(BOTH, _HOST, "the name of a mail server"),
    "cleanstop": _yes(BOTH),
    "emailalertfrom": Known(GLOBAL),
    "autoreload": _yes(GLOBAL),
    "callback": _quoted(GLOBAL),
    "logfile": _quoted(GLOBAL),
    "execute": Known(GLOBAL),
    "fork": _yes(GLOBAL),
    "supervised": _yes(GLOBAL),
    "readdquiescent": _yes(GLOBAL),
    "maintenancedir": Known(GLOBAL),
    "request": _quoted(SECTION),
    "receive": _quoted(SECTION),
    "login": _quoted(SECTION),
    "passwd": _quoted(SECTION),
    "database": _quoted(SECTION),
    "secret": _quoted(SECTION),
    "load": _quoted(SECTION),
    "checktype": Known(SECTION, _CHECKS, _MEANT_CHECKS),
    "checkcommand": Known(SECTION),
    "checkport": Known(SECTION, _PORT, "a port from 1 to 65535"),
    "scheduler": Known(SECTION, r"[a-z]+", "the name of a scheduler"),
    "persistent": Known(SECTION, r"\d+", "a number of seconds"),
    "schedflags": Known(SECTION, r"\S+", "flags, with commas between them"),
    "netmask": Known(
        SECTION, r"\d+\.\d+\.\d+\.\d+|\d{1,3}", "a dotted netmask (IPv6: a number)", is_exact=True
    ),
    "protocol": Known(SECTION, r"tcp|udp|fwm", "'tcp', 'udp' or 'fwm'"),
    "ops": _yes(SECTION),
    "service": Known(SECTION, "|".join(SERVICES), f"one of {', '.join(SERVICES)}"),
    "httpmethod": Known(SECTION, r"(?i:get|head)", "'GET' or 'HEAD'"),
    "virtualhost": Known(SECTION, r".*", "the name of a host"),
    "monitorfile": Known(SECTION),
    "servicename": Known(SECTION, r".*"),
    "comment": Known(SECTION, r".*"),
    "connecttimeout": Known(BOTH, instead="it is called 'negotiatetimeout' now"),
    "timeout": Known(GLOBAL, instead="it became 'checktimeout' and 'negotiatetimeout'"),
}
"""All settings but `virtual` and `real`."""
