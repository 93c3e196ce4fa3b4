"""How often operations of resources failed, each by itself.

They are transient node attributes called `fail-count-RESOURCE#OPERATION_MILLISECONDS`, with
`last-failure-…` beside them (Pacemaker Explained, "Handling Resource Failure").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from crmsh_py.pacemaker.tools import Tools
from crmsh_py.xmltree import Element

_COUNT = re.compile(r"fail-count-(?P<resource>.+)#(?P<operation>.+)_(?P<interval>\d+)")


@dataclass(frozen=True, slots=True)
class OperationFailures:
    """How often an operation of a resource failed on a node; `interval` is in milliseconds."""

    resource: str
    node: str
    operation: str
    interval: str
    count: str
    last: str = ""
    """When it failed last, in seconds since 1970."""

    @property
    def when(self) -> str:
        """When it failed last, as date and time; nothing if nobody noted it."""
        if not self.last.isdecimal():
            return ""
        moment = datetime.fromtimestamp(int(self.last), UTC).astimezone()
        return moment.strftime("%Y-%m-%d %H:%M:%S")


def attribute_name(resource: str, operation: str, interval: str) -> str:
    """Return the name of the node attribute that counts the failures of an operation."""
    return f"fail-count-{resource}#{operation}_{interval}"


def read_fail_counts(tools: Tools) -> list[OperationFailures]:
    """Return the fail counts of all resources on all nodes.  Raises CrmError as `Tools.run`."""
    return list(parse_fail_counts(tools.xml("cibadmin", "--query", "--scope=status")))


def parse_fail_counts(status: Element) -> Iterator[OperationFailures]:
    """Yield the fail counts that a status section holds; a count of nothing is none."""
    for state in status.iter("node_state"):
        pairs = {
            pair.get("name", ""): pair.get("value", "")
            for pair in state.iterfind("transient_attributes/instance_attributes/nvpair")
        }
        node = state.get("uname", state.get("id", ""))
        for name, count in pairs.items():
            found = _COUNT.fullmatch(name)
            if found is not None and count != "0":
                last = pairs.get(name.replace("fail-count-", "last-failure-", 1), "")
                yield OperationFailures(
                    found["resource"], node, found["operation"], found["interval"], count, last
                )
