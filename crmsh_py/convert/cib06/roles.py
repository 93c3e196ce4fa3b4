"""The roles of resources, in the words of today."""

from crmsh_py.convert.cib06.work import Work
from crmsh_py.xmltree import Element

_ROLES = {
    "started": "Started",
    "stopped": "Stopped",
    "master": "Promoted",
    "slave": "Unpromoted",
    "promoted": "Promoted",
    "unpromoted": "Unpromoted",
}


def convert_role(work: Work, element: Element, role: str) -> str | None:
    """Return what a role is called now; None for what is no role, which is reported."""
    known = _ROLES.get(role.strip().lower())
    if known is None:
        hint = "the roles are Started, Stopped, Promoted and Unpromoted"
        work.fail("invalid-value", f"{role!r} is no role: left out", element, role, hint=hint)
    return known
