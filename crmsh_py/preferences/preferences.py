"""The preferences in force: a value for each, and where it was said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from crmsh_py.preferences.preference import Origin, Value
from crmsh_py.preferences.table import ALIASES, PREFERENCES
from crmsh_py.source import Location

_ALIAS = f"{ALIASES}."


class Said(NamedTuple):
    """A value, where it was said, and in which file, if in one ("")."""

    value: Value
    origin: Origin
    file: str = ""
    place: Location | None = None
    """Where in the file; or the variable, or the option."""

    @property
    def where(self) -> str:
        """Where it was said, in words: `/etc/crm/crm.toml:3`, `CRM_UI_THEME`, `default`."""
        if self.file and self.place is not None:
            return f"{self.file}:{self.place.position[0]}"
        return self.file or self.origin.value


Scope = Mapping[str, Said]
"""What was said in one place, by name."""


@dataclass(slots=True)
class Preferences:
    """What was said of them; all others have their defaults.

    `scopes` is the same before the stronger took the place of the weaker: what each origin says.
    """

    said: Scope = field(default_factory=dict)
    scopes: Mapping[Origin, Scope] = field(default_factory=dict)

    def of(self, name: str) -> Said:
        """Return the value that counts.  Raises KeyError for what is no preference."""
        if name in self.said:
            return self.said[name]
        return Said(PREFERENCES[name].default, Origin.DEFAULT)

    def is_on(self, name: str) -> bool:
        """Return the value of a preference that is true or false."""
        value = self.of(name).value
        assert isinstance(value, bool)
        return value

    def text(self, name: str) -> str:
        """Return the value of a preference that is a word."""
        value = self.of(name).value
        assert isinstance(value, str)
        return value

    def number(self, name: str) -> int:
        """Return the value of a preference that is a number."""
        value = self.of(name).value
        assert isinstance(value, int)
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the value of a preference that is a list of words."""
        value = self.of(name).value
        assert isinstance(value, tuple)
        return value

    @property
    def aliases(self) -> dict[str, str]:
        """The user's own words for lines of words."""
        return {
            name.removeprefix(_ALIAS): str(one.value)
            for name, one in self.said.items()
            if name.startswith(_ALIAS)
        }

    def put(self, origin: Origin, scope: Scope) -> None:
        """Let another thing be said in one place; whoever holds these preferences sees it."""
        self.scopes = {**self.scopes, origin: scope}
        self.said = _strongest(self.scopes)


def merged(scopes: Mapping[Origin, Scope]) -> Preferences:
    """Return the preferences that come of what each origin says."""
    return Preferences(_strongest(scopes), scopes)


def _strongest(scopes: Mapping[Origin, Scope]) -> Scope:
    return {name: said for one in Origin for name, said in scopes.get(one, {}).items()}
