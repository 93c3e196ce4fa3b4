"""The version that a CIB's root states."""

import re
from dataclasses import dataclass

from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.xmltree import Element

_NUMBER = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """What Pacemaker compares to find out which of two CIBs is newer, in this order.

    `epoch` counts the changes of the configuration, `num_updates` those of the status since.
    """

    admin_epoch: int = 0
    epoch: int = 0
    num_updates: int = 0

    @property
    def of_configuration(self) -> tuple[int, int]:
        """The part that tells whether the configuration moved on."""
        return self.admin_epoch, self.epoch


def version_of(root: Element, name: str) -> Version:
    """Return a `<cib>`'s version, counters that are not there being 0; `name` is for messages.

    Raises CrmError (not-a-cib) if a counter is no whole number.
    """
    return Version(*(_counter(root, key, name) for key in Version.__slots__))


def _counter(root: Element, key: str, name: str) -> int:
    text = root.get(key, "0")
    if _NUMBER.fullmatch(text) is None:
        raise CrmError(
            Diagnostic("not-a-cib", f"{name}: {key} should be a number, and is {text!r}")
        )
    return int(text)
