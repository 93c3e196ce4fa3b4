"""Rules of ipvsadm, applied to a table as the kernel would."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from ipaddress import ip_address

from crmsh_py.convert.lvs.ipvsadm_options import Rule
from crmsh_py.convert.lvs.ports import port_of
from crmsh_py.convert.lvs.shell_words import Argument
from crmsh_py.convert.lvs.table import PERSISTENCE, SCHEDULER, Server, Service
from crmsh_py.diagnostics import CrmError, Diagnostic, Severity


@dataclass(slots=True)
class Entry:
    """A service of the table, and its servers by address and port."""

    service: Service
    servers: dict[tuple[str, int], Server] = field(default_factory=dict)

    def whole(self) -> Service:
        """Return the service with its servers."""
        return replace(self.service, servers=tuple(self.servers.values()))


Key = tuple[str, str, int]
Table = dict[Key, Entry]

PROTOCOLS = {
    "tcp-service": "tcp",
    "udp-service": "udp",
    "sctp-service": "sctp",
    "fwmark-service": "fwm",
}
METHODS = {"gatewaying": "gate", "masquerading": "masq", "ipip": "ipip"}
_HIGHEST = 2**32 - 1
_SCHEDULER = re.compile(r"[a-z]+")
_FLAGS = re.compile(r"[a-z0-9,-]+")
_PREFIX = re.compile(r"0*(?:[1-9]\d?|1[01]\d|12[0-8])")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")


def apply(rule: Rule, table: Table, problems: list[Diagnostic]) -> None:
    """Do what a rule says to a table; what is wrong with it is told, and it is left out."""
    if rule.action == "clear":
        table.clear()
        return
    try:
        key, is_ipv6 = key_of(rule)
        if rule.action.endswith("-service"):
            _service(rule, key, table, is_ipv6=is_ipv6)
        else:
            _server(rule, key, table)
        problems += _unsupported(rule)
    except CrmError as error:
        problems += error.diagnostics


def _service(rule: Rule, key: tuple[str, str, int], table: Table, *, is_ipv6: bool) -> None:
    there = table.get(key)
    if rule.action == "add-service" and there is not None:
        raise _refused(rule, "this service is there already")
    if rule.action != "add-service" and there is None:
        raise _refused(rule, "there is no such service")
    if rule.action == "delete-service":
        del table[key]
        return
    service = Service(
        *key,
        scheduler=_fitting(rule, "scheduler", _SCHEDULER) or SCHEDULER,
        persistent=_persistence(rule),
        netmask=_fitting(rule, "netmask", _PREFIX if is_ipv6 else _DOTTED),
        is_one_packet="ops" in rule.values,
        flags=_fitting(rule, "sched-flags", _FLAGS),
        is_ipv6=is_ipv6,
        location=rule.location,
    )
    table[key] = Entry(service) if there is None else Entry(service, there.servers)


def _server(rule: Rule, key: tuple[str, str, int], table: Table) -> None:
    entry = table.get(key)
    if entry is None:
        raise _refused(rule, "there is no such service")
    server = server_of(rule)
    name = (server.host, server.port or key[2])
    if rule.action == "add-server" and name in entry.servers:
        raise _refused(rule, "this server is there already")
    if rule.action != "add-server" and name not in entry.servers:
        raise _refused(rule, "the service has no such server")
    if rule.action == "delete-server":
        del entry.servers[name]
    else:
        entry.servers[name] = server


def server_of(rule: Rule) -> Server:
    """Return the server of a rule.  Raises CrmError."""
    word = rule.values.get("real-server")
    if word is None:
        raise _refused(rule, "a server is named with '-r'")
    host, port = _endpoint(word)
    given = [method for option, method in METHODS.items() if option in rule.values]
    return Server(
        host,
        port,
        given[-1] if given else "gate",
        _number(rule, "weight", 1),
        _number(rule, "u-threshold", 0),
        _number(rule, "l-threshold", 0),
        rule.location,
    )


# ------------------------------------------------------------------ words


def key_of(rule: Rule) -> tuple[tuple[str, str, int], bool]:
    """Return what service a rule is about, and whether it is one of IPv6.  Raises CrmError."""
    named = [option for option in PROTOCOLS if option in rule.values]
    if len(named) != 1:
        raise _refused(rule, "a service is named with one of '-t', '-u' and '-f'")
    word = rule.values[named[0]]
    protocol = PROTOCOLS[named[0]]
    if protocol == "fwm":
        mark = _number(rule, named[0], 0)
        return (protocol, "", mark), "ipv6" in rule.values
    host, port = _endpoint(word)
    return (protocol, host, port), ":" in host


def _endpoint(word: Argument) -> tuple[str, int]:
    """Return address and port.  Raises CrmError."""
    text = word.text
    if text.startswith("["):
        host, _, rest = text[1:].partition("]")
        name = rest.removeprefix(":")
    elif text.count(":") > 1:
        host, name = text, ""
    else:
        host, _, name = text.partition(":")
    port = port_of(name) if name else 0
    if port is None:
        words = f"the port {name!r} is not known"
        hint = "write its number"
        raise CrmError(Diagnostic("unknown-port", words, location=word.location, hint=hint))
    if not _is_host(host):
        words = f"{text!r} is no address of a server"
        hint = "an address is ADDRESS:PORT, or [ADDRESS]:PORT for IPv6"
        raise CrmError(Diagnostic("refused-rule", words, location=word.location, hint=hint))
    return host.lower() if ":" in host else host, port


def _is_host(text: str) -> bool:
    if ":" in text:
        try:
            ip_address(text)
        except ValueError:
            return False
        return "%" not in text
    return bool(text) and all(one.isascii() and (one.isalnum() or one in "._-") for one in text)


def _number(rule: Rule, option: str, default: int) -> int:
    word = rule.values.get(option)
    if word is None:
        return default
    text = word.text
    if text.isascii() and text.isdigit() and len(text) < 11 and int(text) <= _HIGHEST:
        return int(text)
    words = f"{text!r} is no number for '--{option}'"
    raise CrmError(Diagnostic("refused-rule", words, location=word.location))


def _fitting(rule: Rule, option: str, pattern: re.Pattern[str]) -> str:
    """Return the value of an option, nothing if it is not there.  Raises CrmError."""
    text = rule.text(option)
    if option in rule.values and not pattern.fullmatch(text):
        words = f"{text[:40]!r} is no value for '--{option}'"
        place = rule.values[option].location
        raise CrmError(Diagnostic("refused-rule", words, location=place))
    return text


def _persistence(rule: Rule) -> int:
    word = rule.values.get("persistent")
    if word is None:
        return 0
    return int(word.text) if word.text.isdigit() and len(word.text) < 9 else PERSISTENCE


def _unsupported(rule: Rule) -> Iterator[Diagnostic]:
    """Tell of what ldirectord cannot set up."""
    place = rule.location
    if "sctp-service" in rule.values and rule.action == "add-service":
        words = "ldirectord knows tcp, udp and marks of the firewall, not sctp"
        hint = "mark the packets with nftables, and make a service of the mark"
        yield Diagnostic("unsupported-lvs", words, location=place, hint=hint)
    engine = rule.values.get("pe")
    if engine is not None:
        words = f"ldirectord knows no persistence engine {engine.text!r}"
        hint = "without it, persistence goes by the address of the client"
        yield Diagnostic("unsupported-lvs", words, location=engine.location, hint=hint)
    tunnel = rule.values.get("tun-type")
    if tunnel is not None and tunnel.text != "ipip":
        words = f"ldirectord knows no tunnel of type {tunnel.text!r}, only ipip"
        hint = "use 'ipip', also on the real servers"
        yield Diagnostic("unsupported-lvs", words, location=tunnel.location, hint=hint)


def _refused(rule: Rule, reason: str) -> CrmError:
    words = f"ipvsadm refuses this rule, and so it is left out: {reason}"
    return CrmError(Diagnostic("refused-rule", words, Severity.WARNING, location=rule.location))
