"""What goes into a conversion, and what it comes to."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from crmsh_py.diagnostics import Diagnostic
from crmsh_py.model.cib import Cib
from crmsh_py.source import Location


@dataclass(frozen=True, slots=True)
class Input:
    """A file to convert: what it holds, and its name for messages."""

    name: str
    octets: bytes = field(repr=False)

    @property
    def text(self) -> str:
        """The text; what is no UTF-8 becomes U+FFFD: many old files have comments in Latin-1."""
        return self.octets.decode("utf-8", errors="replace")


@dataclass(frozen=True, slots=True)
class Row:
    """What became of a piece of the input.

    `piece` is what the file calls it, without secrets.  `results` are ids of objects, or
    settings with their file in front (`corosync.conf totem.token`); none: it was dropped.
    """

    piece: str
    results: tuple[str, ...]
    note: str = ""
    location: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Table:
    """Figures that explain a decision: the votes before and after, for example."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Conversion:
    """What legacy files come to.

    If an error is among the diagnostics, the rest is only the best effort: it leaves out, or
    replaces by a makeshift, what the errors name.  `cib` is None if there is nothing to make one
    of; so is `corosync`, the text of a corosync.conf.  `files` are others, text by file name.
    `todo` is what a person has to do besides, a sentence each.  `locations` says for each id of
    an object where in the input it comes from.
    """

    cib: Cib | None
    diagnostics: tuple[Diagnostic, ...]
    corosync: str | None = None
    files: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    tables: tuple[Table, ...] = ()
    todo: tuple[str, ...] = ()
    locations: Mapping[str, Location] = field(default_factory=dict)
