"""A ldirectord.cf that is there already: read, checked, and its layout repaired."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from ipaddress import IPv4Address

from crmsh_py.convert.conversion import Input
from crmsh_py.convert.lvs.ldirectord import Directors, Real, Setting, Virtual, is_fit
from crmsh_py.convert.lvs.ldirectord_known import GLOBAL, KNOWN, SECTION
from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.secrets import is_secret
from crmsh_py.source import Location, Source, Span
from crmsh_py.spelling import did_you_mean

LONGEST_FILE = 4 << 20
MOST_OF_A_RANGE = 1024
MOST_SERVERS = 20_000
"""Of a whole file: ranges of addresses can stand for very many."""

_VIRTUAL = re.compile(r"virtual(?P<six>6?)\s*=\s*(?P<address>.*)")
_ADDRESS = re.compile(
    r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<host>[0-9A-Za-z._+-]+)):(?P<port>[0-9A-Za-z_-]+)"
    r"|(?P<mark>\d+)"
)
_REAL_NAME = re.compile(r"(?P<key>real(?P<six>6?))\s*=\s*(?P<rest>.*)")
_REAL = re.compile(
    r"(?P<host>[A-Za-z0-9.-]+?|\[[0-9A-Fa-f:.]+\])(?:->(?P<last>[0-9.]+))?"
    r"(?::(?P<port>[0-9A-Za-z_-]+))?\s+(?P<method>gate|masq|ipip)(?:\s+(?P<weight>\d{1,9}))?"
    r"(?:\s+\"(?P<request>[^\"]*)\"[, ]\s*\"(?P<receive>[^\"]*)\")?"
    r"(?:\s+l:(?P<lower>\d{1,9}))?(?:\s+u:(?P<upper>\d{1,9}))?"
)
_SETTING = re.compile(r"(?P<name>[A-Za-z0-9]+)\s*=\s*(?P<value>.*)")
_LEAST_INDENT = 4
_ODD = re.compile(r"[^\S \t\r\n]")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says; if it `was_repaired`, ldirectord itself would refuse it as it is."""

    directors: Directors
    problems: tuple[Diagnostic, ...] = ()
    was_repaired: bool = False


@dataclass(slots=True)
class _Open:
    """The virtual service that is being read."""

    host: str
    port: str
    is_ipv6: bool
    location: Location
    reals: list[Real] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)

    def closed(self) -> Virtual:
        return Virtual(
            self.host,
            self.port,
            self.is_ipv6,
            tuple(self.reals),
            tuple(self.settings.items()),
            self.location,
        )


def is_ldirectord(source: Input) -> bool:
    """Tell whether a file looks like a ldirectord.cf, and not like a mon.cf."""
    lines = [line.strip() for line in source.text.splitlines()]
    if any(re.match(r"(?:hostgroup|watch)\s", line) for line in lines):
        return False
    return any(_VIRTUAL.match(line) for line in lines)


def read(source: Input) -> Reading:
    """Read a file."""
    reader = _Reader(source.name)
    if b"\0" in source.octets or len(source.octets) > LONGEST_FILE:
        place = Location(Source(source.name, ""), Span(0, 0))
        words = "this is no ldirectord.cf"
        return Reading(Directors(), (Diagnostic("ldirectord-syntax", words, location=place),))
    lines = source.text.removeprefix("\ufeff").split("\n")
    reader.tell_of_line_ends(lines)
    reader.outer = _outer_indent(lines)
    for number, line in enumerate(lines, 1):
        reader.line(number, line.rstrip("\r"))
    return reader.finish()


def _outer_indent(lines: list[str]) -> int:
    """Return how far the `virtual` lines are indented, if all of them are."""
    widths = [_width(line) for line in lines if _VIRTUAL.match(line.strip())]
    return min(widths, default=0)


def _width(line: str) -> int:
    plain = _ODD.sub(" ", line).replace("\t", " " * _LEAST_INDENT)
    return len(plain) - len(plain.lstrip())


class _Reader:
    def __init__(self, name: str) -> None:
        self.outer = 0
        self._name = name
        self._settings: dict[str, str] = {}
        self._virtuals: list[_Open] = []
        self._seen: set[tuple[str, str, str]] = set()
        self._problems: list[Diagnostic] = []
        self._was_repaired = False
        self._is_after_gap = False
        self._number, self._line = 0, ""
        self._count = 0

    def line(self, number: int, line: str) -> None:
        """Read a line."""
        self._number, self._line = number, line
        content = _ODD.sub(" ", line).partition("#")[0].strip()
        if not content:
            self._is_after_gap = self._is_after_gap or not line.strip()
            return
        virtual = _VIRTUAL.fullmatch(content)
        if virtual is not None:
            self._virtual(virtual)
        elif self._virtuals and (_width(line) > self.outer or _is_inner(content)):
            self._inside(content, line)
        else:
            self._outside(content, line)
        self._is_after_gap = False

    def tell_of_line_ends(self, lines: list[str]) -> None:
        """Tell of line ends of Windows, which ldirectord takes for parts of values."""
        first = next((n for n, line in enumerate(lines, 1) if line.endswith("\r")), None)
        if first is not None:
            self._number, self._line = first, lines[first - 1].rstrip("\r")
            self._repair("the lines end as those of Windows do, from here on")

    def finish(self) -> Reading:
        virtuals = [one.closed() for one in self._virtuals]
        self._duplicates(virtuals)
        if not virtuals and not self._problems:
            self._number, self._line = 1, ""
            self._error("", "the file has no 'virtual' line")
        settings = tuple(self._settings.items())
        directors = Directors(settings, tuple(virtuals))
        return Reading(directors, tuple(self._problems), self._was_repaired)

    # -------------------------------------------------------------- lines

    def _virtual(self, found: re.Match[str]) -> None:
        if _width(self._line) and not (self.outer and self._virtuals):
            self._repair("a 'virtual' line begins in the first column: all is moved to the left")
        address = _ADDRESS.fullmatch(found["address"].strip())
        is_ipv6 = found["six"] == "6"
        if address is None:
            hint = "ADDRESS:PORT, [ADDRESS]:PORT behind 'virtual6', or the mark of a firewall"
            self._error(found["address"], "this is no address of a virtual service", hint)
            self._virtuals.append(_Open("", "0", is_ipv6, self._place()))
            return
        if bool(address["six"]) != is_ipv6 and not address["mark"]:
            name = "virtual6" if address["six"] else "virtual"
            self._error(found["address"], f"such an address stands behind {name!r}")
        host = address["six"] or address["host"] or ""
        port = address["port"] or address["mark"]
        self._virtuals.append(_Open(host, port, is_ipv6, self._place(found["address"].strip())))

    def _inside(self, content: str, line: str) -> None:
        if self._is_after_gap and _width(line) > self.outer:
            self._repair("an empty line ends the section above, but this line belongs to it")
        elif _width(line) < _LEAST_INDENT + self.outer:
            self._repair("lines of a virtual service are indented by a tab or four blanks")
        now = self._virtuals[-1]
        real = _REAL_NAME.fullmatch(content)
        if real is not None:
            self._real(real, now)
            return
        pair = self._pair(content, SECTION)
        if pair is not None:
            self._suits(pair, now)
            now.settings[pair[0]] = pair[1]

    def _suits(self, pair: Setting, now: _Open) -> None:
        """Tell of a setting that does not go with the kind of virtual service."""
        name, value = pair
        wanted = _wanted(name, now)
        if wanted and not re.fullmatch(wanted[0], f"{name} {value}"):
            self._error(value, f"with this 'virtual' line, it has to be {wanted[1]}")

    def _outside(self, content: str, line: str) -> None:
        if _width(line) > self.outer:
            self._repair("a global setting begins in the first column")
        pair = self._pair(content, GLOBAL)
        if pair is not None:
            self._settings[pair[0]] = pair[1]

    def _real(self, found: re.Match[str], now: _Open) -> None:
        if (found["six"] == "6") != now.is_ipv6:
            name = "real6" if now.is_ipv6 else "real"
            self._error(found["key"], f"behind this 'virtual' servers are called {name!r}")
        real = _REAL.fullmatch(found["rest"].strip())
        if real is None:
            hint = "ADDRESS:PORT, then 'gate', 'masq' or 'ipip', then a weight if it is not 1"
            self._error(found["rest"], "this is no real server", hint)
            return
        for host in self._range(real):
            one = Real(
                host.strip("[]"),
                real["port"] or "",
                real["method"],
                int(real["weight"] or 1),
                real["request"] or "",
                real["receive"] or "",
                int(real["lower"] or 0),
                int(real["upper"] or 0),
                self._place(found["rest"]),
            )
            if any((one.host, one.port) == (other.host, other.port) for other in now.reals[-64:]):
                self._warn(found["rest"], "this real server is there already")
            now.reals.append(one)

    def _range(self, real: re.Match[str]) -> Iterator[str]:
        """Yield the addresses of `FIRST->LAST`."""
        if real["last"] is None:
            yield real["host"]
            return
        try:
            first, last = int(IPv4Address(real["host"])), int(IPv4Address(real["last"]))
        except ValueError:
            first, last = 1, 0
        if not first <= last < first + MOST_OF_A_RANGE:
            words = f"this is no range of at most {MOST_OF_A_RANGE} addresses"
            self._error(real["host"], words)
            return
        self._count += last - first
        if self._count > MOST_SERVERS:
            self._error(real["host"], f"the file has more than {MOST_SERVERS} servers")
            return
        for number in range(first, last + 1):
            yield str(IPv4Address(number))

    def _pair(self, content: str, where: str) -> Setting | None:
        found = _SETTING.fullmatch(content)
        if found is None and content == "supervised" and where == GLOBAL:
            self._repair("'supervised' needs a value")
            return "supervised", "yes"
        name = found["name"] if found else content
        known = KNOWN.get(name)
        if found is None or known is None or known.where not in {where, "both"}:
            self._unknown(content, name, where)
            return None
        if known.instead:
            self._error(name, f"ldirectord refuses {name!r}: {known.instead}")
            return None
        if known.is_exact and not re.search(rf"=\s*{re.escape(found['value'])}$", self._line):
            self._repair(f"nothing may stand behind the value of {name!r}, not even blanks")
        return self._checked(name, found["value"].strip())

    def _checked(self, name: str, text: str) -> Setting | None:
        known = KNOWN[name]
        value, is_quoted = _unquoted(text)
        if known.is_quoted and not is_quoted:
            self._repair(f"the value of {name!r} stands in quotes")
        shown = "this" if is_secret(name) or name == "passwd" else repr(value[:40])
        if not known.fits(value) or not is_fit(value):
            self._error(text, f"{shown} is no value for {name!r}", f"it takes {known.meant}")
            return None
        if name == "checkcount":
            self._warn(name, "'checkcount' is called 'failurecount' now")
        return name, value

    def _unknown(self, content: str, name: str, where: str) -> None:
        words = f"ldirectord knows no {name[:40]!r} here"
        hint = None
        known = KNOWN.get(name)
        if known is not None:
            place = "in front of all virtual services" if where == SECTION else "below 'virtual'"
            hint = f"it stands {place}"
        else:
            hint = did_you_mean(name, KNOWN)
        self._error(content, words, hint)

    def _duplicates(self, virtuals: list[Virtual]) -> None:
        for one in virtuals:
            key = (one.host, one.port, one.value("protocol") or "tcp")
            if key in self._seen:
                words = f"there is a virtual service {one.address} already"
                self._problems.append(Diagnostic("ldirectord-syntax", words, location=one.location))
            self._seen.add(key)

    # -------------------------------------------------------------- problems

    def _place(self, word: str = "") -> Location:
        at = max(self._line.find(word), 0) if word else _first(self._line)
        end = at + len(word) if word else len(self._line.rstrip())
        return Location(Source(self._name, _hidden(self._line), self._number), Span(at, end))

    def _error(self, word: str, words: str, hint: str | None = None) -> None:
        place = self._place(word.strip())
        self._problems.append(Diagnostic("ldirectord-syntax", words, location=place, hint=hint))

    def _warn(self, word: str, words: str) -> None:
        place = self._place(word.strip())
        self._problems.append(
            Diagnostic("ldirectord-syntax", words, Severity.WARNING, location=place)
        )

    def _repair(self, words: str) -> None:
        self._was_repaired = True
        self._problems.append(
            Diagnostic("repaired", words, Severity.WARNING, location=self._place())
        )


def _is_inner(content: str) -> bool:
    """Tell whether a setting can only be one of a virtual service."""
    found = _SETTING.fullmatch(content)
    known = KNOWN.get(found["name"]) if found else None
    return _REAL_NAME.fullmatch(content) is not None or (
        known is not None and known.where == SECTION
    )


def _wanted(name: str, now: _Open) -> tuple[str, str] | None:
    """Return what a setting has to be for a kind of virtual service, as pattern and in words."""
    if name == "protocol":
        return ("protocol (?:tcp|udp)", "'tcp' or 'udp'") if now.host else ("protocol fwm", "'fwm'")
    if name == "netmask" and now.is_ipv6:
        return r"netmask 0*(?:[1-9]\d?|1[01]\d|12[0-8])", "a prefix from 1 to 128"
    if name == "netmask":
        return r"netmask [\d.]*\..*", "a dotted netmask"
    if name in {"fallback", "fallback6"}:
        word = "fallback6" if now.is_ipv6 else "fallback"
        return rf"{word} .*", f"{word!r}"
    return None


def _first(line: str) -> int:
    return len(line) - len(line.lstrip())


_HIDDEN = re.compile(r"(\b(?:passwd|secret)\s*=\s*)(.*)")


def _hidden(line: str) -> str:
    """Return a line as messages show it: without passwords, as long as it was."""
    return _HIDDEN.sub(lambda found: found[1] + "*" * len(found[2]), line)


def _unquoted(text: str) -> tuple[str, bool]:
    is_quoted = len(text) > 1 and text[0] == text[-1] == '"'
    return (text[1:-1], True) if is_quoted else (text, False)
