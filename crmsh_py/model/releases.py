"""The schemas of CIBs: their names, their order, and which of them Pacemaker has here.

A schema's name is what `validate-with` says.  From one to the next with the same first number,
things are only added; a higher first number means that some are gone too.
"""

import re
from pathlib import Path

Release = tuple[int, int]
"""What orders schemas: (3, 9) of `pacemaker-3.9`."""

KNOWN = (
    *("pacemaker-1.0", "pacemaker-1.2", "pacemaker-1.3"),
    *(f"pacemaker-2.{minor}" for minor in range(11)),
    *(f"pacemaker-3.{minor}" for minor in range(11)),
    "pacemaker-4.0",
)
"""The released schemas, the oldest first."""

USUAL = "pacemaker-3.9"
"""The schema of new configurations, and what to upgrade to where no Pacemaker tells."""

PACEMAKER_SCHEMAS = Path("/usr/share/pacemaker")

_ROLES_RENAMED = (3, 7)
"""The schema from which on roles are called Promoted and Unpromoted."""

_NAME = re.compile(r"pacemaker-(\d{1,3})\.(\d{1,3})")


def release(name: str) -> Release | None:
    """Return what orders a schema; None for `none`, `pacemaker-next` and names of no schema."""
    match = _NAME.fullmatch(name.strip())
    return None if match is None else (int(match[1]), int(match[2]))


def has_old_acls(name: str) -> bool:
    """Tell whether a schema has rights as elements, and users: those before pacemaker-2.0."""
    found = release(name)
    return found is not None and found < (2, 0)


def installed(folder: Path = PACEMAKER_SCHEMAS) -> tuple[str, ...]:
    """Return the schemas that Pacemaker has on this machine, the oldest first."""
    found = {release(file.stem): file.stem for file in folder.glob("pacemaker-*.rng")}
    return tuple(name for _, name in sorted((key, name) for key, name in found.items() if key))


def newest(folder: Path = PACEMAKER_SCHEMAS) -> str:
    """Return the newest schema that Pacemaker has here, else the usual one."""
    return (installed(folder) or (USUAL,))[-1]


def role_word(schema: str, role: str) -> str:
    """Return a role as a schema calls it: Promoted was Master once."""
    known = release(schema)
    if known is None or known >= _ROLES_RENAMED:
        return role
    return {"Promoted": "Master", "Unpromoted": "Slave"}.get(role, role)
