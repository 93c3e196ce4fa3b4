"""What every place of a configuration can do, and what comes out of it.

A back end reads a whole CIB and writes one whole, if nobody else changed it meanwhile.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, Self

from crmsh_py import xmltree
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.model.changes import Change
from crmsh_py.model.version import Version, version_of
from crmsh_py.xmltree import Element

__all__ = ["EMPTY_CIB", "Backend", "Snapshot", "Version", "changed_meanwhile"]

EMPTY_CIB = b"""\
<cib validate-with="pacemaker-3.9" crm_feature_set="3.16.1" admin_epoch="0" epoch="0" num_updates="0">
  <configuration>
    <crm_config/>
    <nodes/>
    <resources/>
    <constraints/>
  </configuration>
  <status/>
</cib>
"""  # noqa: E501 - Pacemaker writes the root on one line
"""What a file that is not there yet is taken to hold."""


@dataclass(frozen=True)
class Snapshot:
    """A CIB as it was at one moment, and its version."""

    xml: bytes
    version: Version

    @classmethod
    def of(cls, xml: bytes, name: str) -> Self:
        """Check that this is a CIB; `name` is for messages.

        Raises CrmError (malformed-xml, forbidden-xml, not-a-cib).
        """
        root = xmltree.parse(xml, name)
        _check_shape(root, name)
        snapshot = cls(xml, version_of(root, name))
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
        (changed-meanwhile) if the configuration is not that of `base` any more.
        """


def changed_meanwhile(root: Element, name: str) -> CrmError:
    """Say that a configuration moved on; `root` is that of what is there now.

    The CIB names only its last writer, who need not be the one who made the change that is in
    the way.
    """
    words = f"the configuration of {name} was changed after it was read"
    return CrmError(Diagnostic("changed-meanwhile", words, hint=_last_writer(root)))


def _last_writer(root: Element) -> str:
    user, client = root.get("update-user"), root.get("update-client")
    host, when = root.get("update-origin"), root.get("cib-last-written")
    parts = ((" ", user), (" with ", client), (" on ", host), (", ", when))
    told = "".join(before + text for before, text in parts if text)
    writer = f"last writer:{told}; " if told else ""
    return f"{writer}'refresh' reads it anew and drops your changes, 'save FILE' keeps them"
