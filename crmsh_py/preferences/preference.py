"""A preference as data: its name, what it takes, and what it is called elsewhere."""

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

Value: TypeAlias = bool | int | str | tuple[str, ...]


class Origin(Enum):
    """Where the value of a preference comes from; the later ones win."""

    DEFAULT = "default"
    OLD_SYSTEM = "crm.conf of the system"
    SYSTEM = "crm.toml of the system"
    OLD_USER = "crm.conf"
    USER = "crm.toml"
    ENVIRONMENT = "environment"
    OPTION = "command line"
    SESSION = "this session"


@dataclass(frozen=True, slots=True)
class Preference:
    """A setting of the shell, such as `ui.theme`: table and key of crm.toml.

    `default` says its type too; `values` are all that it takes, if they are words that are known,
    and `noun` is what to call them where they are too many to be named.  A number is at least
    `least`.  `old` is its section and key in crm.conf of the older shell ("core.editor"), "" if it
    had none.
    """

    name: str
    default: Value
    meaning: str
    values: tuple[str, ...] = ()
    noun: str = ""
    least: int = 0
    old: str = ""

    @property
    def table(self) -> str:
        """The table of crm.toml that it stands in: `ui`."""
        return self.name.partition(".")[0]

    @property
    def key(self) -> str:
        """Its key in that table: `theme`."""
        return self.name.partition(".")[2]

    @property
    def variable(self) -> str:
        """The environment variable that sets it: `ui.theme` is CRM_UI_THEME."""
        return "CRM_" + self.name.replace(".", "_").replace("-", "_").upper()
