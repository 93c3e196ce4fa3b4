"""What a converter has made so far: statements, ids in use, problems, the report."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from crmsh_py import xmltree
from crmsh_py.convert.conversion import Conversion, Row, Table
from crmsh_py.diagnostics import CrmError, Diagnostic, Severity, errors
from crmsh_py.grammar import tree
from crmsh_py.model.cib import Cib
from crmsh_py.model.define import define
from crmsh_py.model.empty import EMPTY_CIB
from crmsh_py.model.given import Given
from crmsh_py.source import Location
from crmsh_py.xmltree import Element

MAX_ERRORS = 1000
"""So many problems of a severity are listed; after so many errors a file may be left."""

_NOT_IN_IDS = re.compile(r"[^A-Za-z0-9._-]")
_FIRST_OF_ID = re.compile(r"[A-Za-z_]")
_NODES, _RESOURCES, _CONSTRAINTS, _REST = range(4)


@dataclass(slots=True)
class Draft:
    """A conversion that is being made; `conversion` ends it."""

    corosync: str | None = None
    files: dict[str, str] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    locations: dict[str, Location] = field(default_factory=dict)
    error_count: int = 0
    _given: list[Given] = field(default_factory=list)
    _rows: list[Row] = field(default_factory=list)
    _tables: list[Table] = field(default_factory=list)
    _todo: dict[str, None] = field(default_factory=dict)
    _suffixes: dict[str, int] = field(default_factory=dict)

    def report(self, *problems: Diagnostic) -> None:
        """Note problems."""
        self.problems += problems
        self.error_count += len(errors(problems))

    def claim(self, wish: str, location: Location) -> str:
        """Return the id wished for as XML allows it, with a number if it is taken."""
        id_ = _NOT_IN_IDS.sub("_", wish)
        id_ = id_ if _FIRST_OF_ID.match(id_) else f"r_{id_}"
        free, number = id_, self._suffixes.get(id_, 1)
        while free in self.locations:
            number += 1
            free = f"{id_}_{number}"
        self._suffixes[id_] = number
        self.locations[free] = location
        return free

    def add(self, statement: tree.Statement, location: Location) -> None:
        """Add an object; its id was claimed before.  Members come before what contains them."""
        self._given.append(Given(replace(statement, span=location.span), location.source))

    def became(
        self, piece: str, *results: str, note: str = "", location: Location | None = None
    ) -> None:
        """Note for the report what a piece of the input became; without results: dropped."""
        self._rows.append(Row(piece, results, note, location))

    def arrange_rows(self) -> None:
        """Put what the report says so far, of one file, in the order of that file."""
        self._rows.sort(key=lambda row: row.location.position if row.location else (0, 0))

    def show(self, table: Table) -> None:
        """Add a table to the report."""
        self._tables.append(table)

    def remind(self, sentence: str) -> None:
        """Note what a person has to do by hand; the same sentence counts once."""
        self._todo[sentence] = None

    @property
    def statements(self) -> tuple[tree.Statement, ...]:
        """What was added, in the order in which the CIB takes it."""
        return tuple(one.statement for one in self._ordered())

    def conversion(self, base: Cib | None = None) -> Conversion:
        """Return what it comes to, with a CIB of all that was added to `base`, or to nothing."""
        cib = self._cib(base)
        return Conversion(
            cib,
            listed(self.problems),
            self.corosync,
            self.files,
            tuple(self._rows),
            tuple(self._tables),
            tuple(self._todo),
            self.locations,
        )

    def _cib(self, base: Cib | None) -> Cib | None:
        if not self._given:
            return base
        cib = base or Cib(_empty())
        for given in self._ordered():
            mark = cib.mark()
            try:
                define(cib, given)
            except CrmError as error:
                cib.rollback(mark)
                self.report(*error.diagnostics)
        return cib

    def _ordered(self) -> list[Given]:
        return sorted(self._given, key=lambda one: _rank(one.statement))


def _rank(statement: tree.Statement) -> int:
    match statement:
        case tree.Node():
            return _NODES
        case tree.Primitive() | tree.Group() | tree.Clone() | tree.Bundle():
            return _RESOURCES
        case tree.Location() | tree.Colocation() | tree.Order() | tree.RscTicket():
            return _CONSTRAINTS
    return _REST


def _empty() -> Element:
    """Return an empty configuration of epoch 1: one of epoch 0 yields to any other."""
    root = xmltree.parse(EMPTY_CIB, "an empty CIB")
    root.set("epoch", "1")
    return root


def listed(problems: Collection[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the problems in the order of the files; of very many of a severity only the first."""
    kept: list[Diagnostic] = []
    surplus: dict[Severity, list[Diagnostic]] = {one: [] for one in reversed(Severity)}
    counts: Counter[Severity] = Counter()
    for one in _by_file(problems):
        counts[one.severity] += 1
        is_listed = counts[one.severity] <= MAX_ERRORS
        (kept if is_listed else surplus[one.severity]).append(one)
    return (*kept, *(_unlisted(severity, rest) for severity, rest in surplus.items() if rest))


def _unlisted(severity: Severity, rest: Sequence[Diagnostic]) -> Diagnostic:
    words = f"there are {len(rest)} more of severity '{severity}', not listed here"
    return Diagnostic("too-many-errors", words, severity, location=rest[0].location)


def _by_file(problems: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sort by files in the order in which they are first named, then by places in them."""
    files: dict[str, int] = {}
    keys = []
    for one in problems:
        name = one.location.name if one.location else ""
        at = one.location.position if one.location else (0, 0)
        keys.append(((files.setdefault(name, len(files)), at), one))
    return [one for _, one in sorted(keys, key=lambda pair: pair[0])]
