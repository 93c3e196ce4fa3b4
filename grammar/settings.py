"""Settings of a constraint or of a set of resources: one terminal for all that can stand there.

In messages they are one thing, `<setting>`; a name or a value that is not known is explained.
"""

import difflib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from crmsh_py.grammar import lexical
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.terminals import Terminal
from crmsh_py.grammar.words import BOOLEANS, score_text
from crmsh_py.source import Span


@dataclass(frozen=True, slots=True)
class Setting:
    """A name, how its values are called, those that are offered, and what the CIB makes of one."""

    name: str
    label: str
    offered: tuple[str, ...]
    value: Callable[[str], str | None]
    hint: str

    @property
    def written(self) -> str:
        """How the usage line shows it."""
        return f"{self.name}={self.label}"


@dataclass(frozen=True, slots=True)
class Assigned:
    """A setting as it was typed; the value is what the CIB holds."""

    name: str
    value: str
    span: Span


def boolean(name: str) -> Setting:
    """Return a setting that is true or false; `1` and `0` stay what they are."""
    return Setting(name, "true|false", ("true", "false"), _truth, "true or false")


def _truth(text: str) -> str | None:
    lower = text.lower()
    if lower in {"1", "0"}:
        return lower
    return str(BOOLEANS[lower]).lower() if lower in BOOLEANS else None


def one_of(name: str, words: Sequence[str]) -> Setting:
    """Return a setting that is one of some words, in any case of letters."""
    spelled = {word.lower(): word for word in words}
    hint = f"one of: {', '.join(words)}"
    label = "|".join(words)
    return Setting(name, label, tuple(words), lambda text: spelled.get(text.lower()), hint)


def score(name: str) -> Setting:
    """Return a setting that is a score."""
    return Setting(name, "<score>", (), score_text, "it is a number, inf or -inf")


def text(name: str, label: str) -> Setting:
    """Return a setting that is any text."""
    return Setting(name, label, (), str, "")


class Settings(Terminal):
    """`name=value` of one of some settings.

    Those that are `shared` with other rules are a part of their own in usage lines.
    """

    def __init__(
        self, *own: Setting, shared: "Settings | None" = None, label: str = "<setting>"
    ) -> None:
        settings = (*own, *(shared.settings if shared else ()))
        self.settings: tuple[Setting, ...] = settings
        self.shared = shared
        self._known = {one.name: one for one in settings}
        names = "|".join(map(re.escape, self._known))
        super().__init__(
            Kind.VALUE,
            rf"(?:{names})={lexical.WORD}",
            label=label,
            choices=[f"{one.name}={value}" for one in settings for value in one.offered or ("",)],
            alternatives=[*(one.written for one in own), *([shared.label] if shared else ())],
            flags=re.IGNORECASE,
        )

    def _read(self, word: str) -> tuple[Setting | None, str]:
        name, _, value = word.partition("=")
        return self._known.get(name.lower()), lexical.unquote(value)

    def accepts(self, word: str) -> bool:
        """Take a value that the setting can have."""
        setting, value = self._read(word)
        return setting is not None and setting.value(value) is not None

    def produce(self, word: str, span: Span) -> Any:
        """Return the name and the value as the CIB holds it."""
        setting, value = self._read(word)
        assert setting is not None
        read = setting.value(value)
        assert read is not None
        return Assigned(setting.name, read, span)

    def explain(self, found: str) -> tuple[str, str | None] | None:
        """Say that there is no such setting, or which values it has."""
        name, equals, value = found.partition("=")
        if not equals or not re.fullmatch(r"\$?[\w-]+", name):
            return None
        setting, read = self._read(found)
        if setting is None:
            near = difflib.get_close_matches(name.lower(), self._known, n=1)
            known = ", ".join(f"{one}=" for one in self._known)
            return (
                f"there is no setting {name!r} here",
                f"did you mean '{near[0]}='?" if near else f"one of: {known}",
            )
        if value[-1:] in tuple(")]}"):
            return (
                f"there is no blank in front of the {value[-1]!r} of {found!r}",
                f"write '{found[:-1]} {value[-1]}'",
            )
        return f"{name} {read!r} is not known", setting.hint or None
