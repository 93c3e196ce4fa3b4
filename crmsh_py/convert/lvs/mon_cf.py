"""mon.cf as a value: groups of hosts, what is watched, and who is told.

Comments may stand at the end of a line too, and damage of web pages is repaired: two settings on
one line, blanks that are none.
"""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field

from crmsh_py.convert.conversion import Input
from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.source import Location, Source, Span

LONGEST_FILE = 4 << 20
_MOST_ON_A_LINE = 16

_SERVICE_WORDS = frozenset(
    {
        "interval",
        "monitor",
        "description",
        "traptimeout",
        "trapduration",
        "randskew",
        "dep_behavior",
        "depend",
        "dep_memory",
        "alertdepend",
        "monitordepend",
        "hostdepend",
        "allow_empty_group",
        "exclude_hosts",
        "exclude_period",
        "failure_interval",
        "redistribute",
        "unack_summary",
        "use_snmp",
        "unreachable_summary",
        "ack_summary",
        "startuptraptimeout",
        "monitorvar",
    }
)
_PERIOD_WORDS = frozenset(
    {
        "alert",
        "upalert",
        "startupalert",
        "ackalert",
        "disablealert",
        "enablealert",
        "redistribute",
        "alertevery",
        "alertafter",
        "numalerts",
        "no_comp_alerts",
        "comp_alerts",
        "upalertafter",
        "ack_timeout",
        "failure_interval",
        "summary",
    }
)
_TALKS = ("alert", "upalert", "startupalert", "ackalert", "disablealert")
_ONE_VALUE = ("interval", "alertevery", "alertafter", "numalerts", "upalertafter")
_SPLIT = "upalert|startupalert|alertevery|alertafter|numalerts|alert|monitor|interval|period"
_GLUED = re.compile(rf"(?<=\s)(-[A-Za-z])({_SPLIT})(?=\s+\S)")
_NEXT = re.compile(rf"(?<=\S)\s+()({_SPLIT}|allow_empty_group|description)(?=\s|$)")
_ODD = re.compile(r"[^\S \t\r\n]")
_GLOBAL = re.compile(r"([A-Za-z_]\w*)\s*=\s*(.*)")
_CONDITION = re.compile(r"\w+=\S*")
_COMMENT = re.compile(r"(?:^|\s)#.*")


@dataclass(frozen=True, slots=True)
class Directive:
    """A setting: its name, and all that stands behind it."""

    name: str
    value: str
    location: Location

    @property
    def words(self) -> list[str]:
        """The program of an alert with its arguments, without what only may be in front."""
        try:
            found = shlex.split(self.value)
        except ValueError:  # a quote that is not closed
            found = self.value.split()
        return [one for one in found if not _CONDITION.fullmatch(one)]


@dataclass(slots=True)
class Period:
    """When who is told; `spec` is empty for one that always holds."""

    spec: str
    location: Location
    directives: list[Directive] = field(default_factory=list)


@dataclass(slots=True)
class Watch:
    """A service that is watched on the hosts of a group."""

    group: str
    name: str
    location: Location
    directives: list[Directive] = field(default_factory=list)
    periods: list[Period] = field(default_factory=list)

    def first(self, name: str) -> Directive | None:
        """Return a setting of the service, the last one if it is there twice."""
        return next((one for one in reversed(self.directives) if one.name == name), None)

    def all_of(self, *names: str) -> list[Directive]:
        """Return settings of all its periods."""
        return [one for period in self.periods for one in period.directives if one.name in names]


@dataclass(frozen=True, slots=True)
class Hostgroup:
    """Hosts by a name, each with its place."""

    name: str
    members: tuple[tuple[str, Location], ...]
    location: Location


@dataclass(slots=True)
class Mon:
    """All of a file."""

    settings: list[Directive] = field(default_factory=list)
    hostgroups: dict[str, Hostgroup] = field(default_factory=dict)
    watches: list[Watch] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)

    def setting(self, name: str) -> str:
        """Return a global setting, nothing if it is not there."""
        return next((one.value for one in reversed(self.settings) if one.name == name), "")


def read(source: Input) -> Mon:
    """Read a file."""
    reader = _Reader(source.name)
    if b"\0" in source.octets or len(source.octets) > LONGEST_FILE:
        place = Location(Source(source.name, ""), Span(0, 0))
        words = "this is no mon.cf"
        return Mon(problems=[Diagnostic("mon-syntax", words, location=place)])
    for line in _lines(source, reader.mon):
        reader.line(line)
    reader.end()
    return reader.mon


@dataclass(frozen=True, slots=True)
class _Line:
    """A line: its text without comment, from a column of what stands in the file on."""

    text: str
    source: Source
    column: int = 0

    def place(self, word: str = "") -> Location:
        at = max(self.source.text.find(word, self.column), 0) if word else self.column
        end = at + len(word) if word else len(self.source.text.rstrip())
        return Location(self.source, Span(at, max(at, end)))


def _lines(source: Input, mon: Mon) -> Iterator[_Line]:
    """Yield lines, those that a backslash continues as one, at the place of the first."""
    is_odd, joined, first = False, "", None
    for number, raw in enumerate(source.text.removeprefix("\ufeff").split("\n"), 1):
        line = raw.rstrip("\r")
        here = _Line(line, Source(source.name, line, number))
        if _ODD.search(line) and not is_odd:
            is_odd = True
            words = "the file has blanks of a web page; they are taken for plain ones"
            mon.problems.append(_repaired(words, here.place()))
        first = first or here
        plain = _COMMENT.sub("", _ODD.sub(" ", line)) if "#" in line else _ODD.sub(" ", line)
        if plain.rstrip().endswith("\\"):
            joined += plain.rstrip()[:-1] + " "
            continue
        whole = joined + plain
        yield from _split(_Line(whole, first.source, _first(first.text)), mon, line)
        joined, first = "", None
    if joined and first is not None:
        yield _Line(joined, first.source, _first(first.text))


def _split(line: _Line, mon: Mon, raw: str) -> Iterator[_Line]:
    """Yield the settings that stand on one line, mostly one."""
    if raw.strip() and not line.text.strip():
        return  # a comment does not end a group of hosts, as an empty line does
    for _ in range(_MOST_ON_A_LINE):
        found = _second(line.text)
        if found is None:
            break
        at = line.column + found.start(2) - _first(line.text)
        column = max(line.source.text.find(found[2], at), 0)
        place = Location(line.source, Span(column, column + len(found[2])))
        words = f"two settings stand on one line: {found[2]!r} begins the second"
        mon.problems.append(_repaired(words, place))
        yield _Line(line.text[: found.start(2)], line.source, line.column)
        line = _Line(line.text[found.start(2) :], line.source, column)
    yield line


def _second(text: str) -> re.Match[str] | None:
    """Find where a second setting begins on a line."""
    name = next(iter(text.split(None, 1)), "")
    if name in _TALKS or name == "monitor":
        return _GLUED.search(text)
    return _NEXT.search(text) if name in _ONE_VALUE else None


def _first(line: str) -> int:
    return len(line) - len(line.lstrip())


def _repaired(words: str, place: Location) -> Diagnostic:
    return Diagnostic("repaired", words, Severity.WARNING, location=place)


class _Reader:
    def __init__(self, name: str) -> None:
        self.mon = Mon()
        self._name = name
        self._group: tuple[str, list[tuple[str, Location]], Location] | None = None
        self._members: dict[str, list[tuple[str, Location]]] = {}
        self._places: dict[str, Location] = {}
        self._watched = ""
        self._watch: Watch | None = None

    def line(self, line: _Line) -> None:
        content = line.text.strip()
        if not content:
            self._close_group()
            return
        name, value = [*content.split(None, 1), ""][:2]
        if name in {"hostgroup", "watch", "service", "period"}:
            self._close_group()
            self._opening(name, value.strip(), line)
        elif self._group is not None:
            self._group[1].extend((one, line.place(one)) for one in content.split())
        elif not self._watched:
            self._global(content, line)
        else:
            self._directive(name, value.strip(), line)

    def end(self) -> None:
        """Close what is open at the end of the file, and gather the hostgroups."""
        self._close_group()
        for name, members in self._members.items():
            self.mon.hostgroups[name] = Hostgroup(name, tuple(members), self._places[name])

    def _close_group(self) -> None:
        if self._group is None:
            return
        name, members, place = self._group
        self._group = None
        if name in self._members:
            words = f"there is a hostgroup {name!r} already: the members of both are taken"
            self.mon.problems.append(
                Diagnostic("mon-syntax", words, Severity.WARNING, location=place)
            )
        self._members.setdefault(name, []).extend(members)
        self._places[name] = place

    def _opening(self, name: str, value: str, line: _Line) -> None:
        words = value.split()
        if name == "hostgroup" and words:
            members = [(one, line.place(one)) for one in words[1:]]
            self._group = (words[0], members, line.place(words[0]))
            self._watched, self._watch = "", None
        elif name == "watch" and words:
            self._watched, self._watch = words[0], None
        elif name == "service" and words and self._watched:
            self._watch = Watch(self._watched, words[0], line.place())
            self.mon.watches.append(self._watch)
        elif name == "period" and self._watch is not None:
            self._watch.periods.append(Period(value, line.place()))
        else:
            self._misplaced(name, line)

    def _global(self, content: str, line: _Line) -> None:
        found = _GLOBAL.fullmatch(content)
        if found is None:
            self._misplaced(content.split(maxsplit=1)[0], line)
            return
        self.mon.settings.append(Directive(found[1], found[2], line.place()))

    def _directive(self, name: str, value: str, line: _Line) -> None:
        watch = self._watch
        if watch is None:
            self._misplaced(name, line)
            return
        directive = Directive(name, value, line.place())
        if name in _PERIOD_WORDS and (watch.periods or name not in _SERVICE_WORDS):
            if not watch.periods:
                watch.periods.append(Period("", line.place()))
            watch.periods[-1].directives.append(directive)
        elif name in _SERVICE_WORDS:
            watch.directives.append(directive)
        elif not re.fullmatch(r"[A-Z_]\w*=.*", f"{name} {value}".strip()):
            self._misplaced(name, line)

    def _misplaced(self, name: str, line: _Line) -> None:
        words = f"mon knows no {name[:40]!r} here: the line is left out"
        hint = "compare it with mon(8)"
        self.mon.problems.append(
            Diagnostic("mon-syntax", words, Severity.WARNING, location=line.place(), hint=hint)
        )
