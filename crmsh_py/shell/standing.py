"""How things stand, as values: what is pending, whether it is valid, what is easily forgotten.

What takes long to find out (`shell.background_check`, `shell.staleness`) is not looked for here.
"""

from dataclasses import dataclass

from crmsh_py.commands.differences import count
from crmsh_py.model.changes import Change
from crmsh_py.model.cib import Cib
from crmsh_py.model.meta import cluster_option, is_true
from crmsh_py.model.moves import is_ban, temporary
from crmsh_py.session import Session


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many errors and warnings a configuration has, and how many pending changes bring in."""

    errors: int = 0
    warnings: int = 0
    new_errors: int = 0
    new_warnings: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """What the configuration itself tells: `pending` counts the objects that `diff` tells of."""

    pending: int = 0
    in_maintenance: bool = False
    moves: tuple[str, ...] = ()
    """The resources that moves left constraints on."""
    bans: tuple[str, ...] = ()
    """Those that bans did."""


def standing(session: Session, changes: tuple[Change, ...]) -> Standing:
    """Look at a working copy; it takes some time on a large one, and must not be edited then."""
    left = temporary(session.cib)
    return Standing(
        count(session.base.root, session.cib.root, changes) if changes else 0,
        _in_maintenance(session.cib),
        tuple(one.get("rsc", "") for one in left if not is_ban(one)),
        tuple(one.get("rsc", "") for one in left if is_ban(one)),
    )


def _in_maintenance(cib: Cib) -> bool:
    return is_true(cluster_option(cib, "maintenance-mode"), otherwise=False)
