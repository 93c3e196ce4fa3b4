"""What every place of a configuration can do, and what comes out of it.

A back end reads a whole CIB and writes one whole, if nobody else changed it meanwhile.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol, Self

from crmsh_py import xmltree
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.model.changes import Change
from crmsh_py.model.version import Version, version_of
from crmsh_py.xmltree import Element

if TYPE_CHECKING:  # it brings in subprocess, which the work on a file does not need
    from crmsh_py.pacemaker.tools import Tools

__all__ = [
    "Backend",
    "ChangedMeanwhileError",
    "Snapshot",
    "Version",
    "Writer",
    "changed_meanwhile",
    "last_writer",
    "writer_of",
]


@dataclass(frozen=True)
class Snapshot:
    """A CIB as it was at one moment, and its version.

    `stamp` is what a back end knows it again by without reading it, if it can; `file` the file
    that it stands in, if the user named one.
    """

    xml: bytes
    version: Version
    stamp: tuple[int, ...] | None = field(default=None, compare=False)
    file: str | None = field(default=None, compare=False)

    @classmethod
    def of(
        cls,
        xml: bytes,
        name: str,
        stamp: tuple[int, ...] | None = None,
        *,
        file: str | None = None,
    ) -> Self:
        """Check that this is a CIB; `name` is for messages.

        Raises CrmError (malformed-xml, forbidden-xml, not-a-cib).
        """
        root = xmltree.parse(xml, name)
        _check_shape(root, name)
        snapshot = cls(xml, version_of(root, name), stamp, file)
        snapshot.__dict__["root"] = root  # fills the cached property: not parsed twice
        return snapshot

    @cached_property
    def root(self) -> Element:
        """The `<cib>`, parsed once at most: to look at, not to edit."""
        return xmltree.parse(self.xml, "a snapshot")


def _check_shape(root: Element, name: str) -> None:
    if root.tag != "cib":
        problem = f"its root is <{root.tag!s}>, not <cib>"
    elif (count := len(root.findall("configuration"))) != 1:
        problem = f"it has {count or 'no'} <configuration>"
    else:
        return
    raise CrmError(Diagnostic("not-a-cib", f"{name} is not a CIB: {problem}"))


class Backend(Protocol):
    """A place where a configuration is."""

    @property
    def name(self) -> str:
        """What the prompt calls it: `live`, `cib.xml`, the name of a shadow CIB."""

    @property
    def tools(self) -> "Tools | None":
        """The tools of the cluster whose configuration this is; None: no cluster acts on it."""

    def read(self) -> Snapshot:
        """Return the configuration as it is now.  Raises CrmError."""

    def wait(self) -> None:
        """Wait until what was written has taken effect.  Raises CrmError (timed-out)."""

    def write(
        self,
        base: Snapshot,
        root: Element,
        *,
        changes: Sequence[Change] | None = None,
        force: bool = False,
    ) -> Snapshot:
        """Make the configuration that of `root`, whole or not at all, and return what is there.

        `base` is what `root` was made from: without a difference to it nothing is written and
        it is returned.  `changes` is what `compare` finds between the two, where the caller knows
        it already.  `root` stays as it is.  Raises CrmError, first of all
        ChangedMeanwhileError if the configuration is not that of `base` any more.
        """

    def replace(self, root: Element, *, force: bool = False) -> Snapshot:
        """Put the configuration of `root` in the place of what is there, whatever that is.

        Raises CrmError.
        """

    def is_stale(self, base: Snapshot) -> bool:
        """Tell whether the configuration is not that of `base` any more; cheaper than to read it.

        Raises CrmError.
        """


class ChangedMeanwhileError(CrmError):
    """Raised by a back end: somebody else changed the configuration; nothing was written."""


def changed_meanwhile(root: Element, name: str) -> ChangedMeanwhileError:
    """Say that a configuration moved on; `root` is that of what is there now."""
    words = f"the configuration of {name} was changed after it was read"
    writer = last_writer(root)
    hint = "'refresh' reads it anew and drops your changes, 'save FILE' keeps them"
    hint = f"{writer}; {hint}" if writer else hint
    return ChangedMeanwhileError(Diagnostic("changed-meanwhile", words, hint=hint))


class Writer(NamedTuple):
    """Who last wrote a `<cib>`, with what, where and when: as far as it says, else ""."""

    user: str
    client: str
    host: str
    when: str
    """In the local time of the host: `Sat Nov 21 10:04:12 2026`."""


def writer_of(root: Element) -> Writer:
    """Return who last wrote a `<cib>`.

    That need not be the one who made a certain change: the CIB names only the last.
    """
    names = ("update-user", "update-client", "update-origin", "cib-last-written")
    return Writer(*(root.get(name, "") for name in names))


def last_writer(root: Element) -> str | None:
    """Return who last wrote a `<cib>` in words, as far as it says."""
    user, client, host, when = writer_of(root)
    parts = ((" ", user), (" via ", client), (" on ", host), (", ", when and _short(when)))
    told = "".join(before + text for before, text in parts if text)
    return f"last writer{told}" if told else None


def _short(when: str) -> str:
    """Return the hour and minute of a time such as `Sat Nov 21 10:04:12 2026`, if it is today's."""
    parts = when.split()
    if len(parts) == 5 and [*parts[:3], parts[4]] == time.strftime("%a %b %d %Y").split():
        return parts[3][:5]
    return when
