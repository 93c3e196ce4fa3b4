"""Values of preferences: whether one will do, and how it is written.

What will not do raises CrmError (unknown-preference, wrong-preference, wrong-alias) without a
place: whoever knows where it stands adds that.
"""

import json
import re
from collections.abc import Iterable
from typing import Never

from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.preferences.preference import Preference, Value
from crmsh_py.preferences.table import ALIASES, PREFERENCES, TABLES
from crmsh_py.spelling import did_you_mean

_ON = frozenset({"true", "yes", "on", "1"})
_OFF = frozenset({"false", "no", "off", "0"})
_ALIAS_NAME = re.compile(r"[^\W\d][\w-]*")
_MANY = 12
"""So many words are not named in a message any more."""
_NUMBER = re.compile(r"\d{1,9}")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


def is_alias(name: str) -> bool:
    """Tell whether a name is that of an alias: `alias.st`."""
    return name.startswith(f"{ALIASES}.")


def find(name: str) -> Preference:
    """Return the preference of a name; that of an alias is made for it.

    Raises CrmError (unknown-preference, wrong-alias).
    """
    if is_alias(name):
        return _alias(name)
    if name in PREFERENCES:
        return PREFERENCES[name]
    words = f"there is no preference {name!r}"
    raise CrmError(Diagnostic("unknown-preference", words, subject=name, hint=_meant(name)))


def _alias(name: str) -> Preference:
    word = name.partition(".")[2]
    if not _ALIAS_NAME.fullmatch(word):
        message = f"{word!r} is no name for an alias"
        hint = "an alias is one word of letters, digits, '-' and '_'"
        raise CrmError(Diagnostic("wrong-alias", message, subject=name, hint=hint))
    return Preference(name, "", "an alias: a word for a line of words")


def _meant(name: str) -> str:
    """Return a hint at the preference that was meant: by its key, by its old name, by its look."""
    key = name.rpartition(".")[2]
    for one in PREFERENCES.values():
        if name == one.old:
            return f"it is '{one.name}' here"
        if one.key == key:
            return f"did you mean '{one.name}'?"
    table = name.partition(".")[0]
    known = PREFERENCES if table != name else [*PREFERENCES, *TABLES]
    of_table = f" {table}" if table in TABLES else ""
    return did_you_mean(name, known) or f"'options list{of_table}' shows those there are"


def takes(preference: Preference) -> str:
    """Say what a preference takes: `true or false`, `dark, light or none`, `a text`."""
    default, words = preference.default, preference.noun
    if isinstance(default, bool):
        return "true or false"
    if isinstance(default, int):
        return f"a whole number, {preference.least} or more"
    if not words:
        words = _either(preference.values) if preference.values else ""
    if isinstance(default, tuple):
        return f"a list of {words or 'texts'}"
    return words or "a text"


def _either(words: tuple[str, ...]) -> str:
    return " or ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def from_texts(preference: Preference, texts: Iterable[str]) -> Value:
    """Return the value that words of a command say.  Raises CrmError."""
    words = list(texts)
    if isinstance(preference.default, tuple):
        return _listed(preference, [one for word in words for one in word.split(",")])
    return from_text(preference, " ".join(words))


def from_text(preference: Preference, text: str) -> Value:
    """Return the value that a text says: that of a variable, of an option.  Raises CrmError."""
    match preference.default:
        case bool():
            if text.lower() in _ON | _OFF:
                return text.lower() in _ON
        case int():
            if _NUMBER.fullmatch(text):
                return _number(preference, int(text))
        case tuple():
            return _listed(preference, text.split(","))
        case _:
            return _word(preference, text)
    return _refuse(preference, text)


def from_toml(preference: Preference, given: object) -> Value:
    """Return the value that a file says, where it has a type.  Raises CrmError."""
    match preference.default, given:
        case bool(), bool():
            return given
        case bool(), _:
            pass
        case int(), int() if not isinstance(given, bool):
            return _number(preference, given)
        case tuple(), list() if all(isinstance(one, str) for one in given):
            return _listed(preference, given)
        case str(), str():
            return _word(preference, given)
    return _refuse(preference, given)


def _number(preference: Preference, number: int) -> int:
    if number < preference.least:
        _refuse(preference, number)
    return number


def _listed(preference: Preference, words: Iterable[str]) -> tuple[str, ...]:
    """Return the words of a list, each once."""
    listed = tuple(dict.fromkeys(one.strip() for one in words if one.strip()))
    for one in listed:
        if preference.values and one not in preference.values:
            _refuse(preference, one)
    return listed


def _word(preference: Preference, text: str) -> str:
    if preference.values and text not in preference.values:
        _refuse(preference, text)
    if "\n" in text or "\0" in text:
        _refuse(preference, text, "it is one line")
    if is_alias(preference.name) and not text.strip():
        _refuse(preference, text, "an alias stands for at least one word")
    return text.strip()


def _refuse(preference: Preference, given: object, hint: str | None = None) -> Never:
    message = f"{preference.name!r} takes {takes(preference)}, not {_shown(given)}"
    if hint is None and isinstance(given, str):
        hint = did_you_mean(given, preference.values) or _typed(preference, given)
    if hint is None and preference.values:
        hint = _some(preference)
    words = (given,) if isinstance(given, str) and given else ()
    subject = preference.name
    raise CrmError(Diagnostic("wrong-preference", message, subject=subject, hint=hint, words=words))


def _typed(preference: Preference, given: str) -> str | None:
    """Return how a value is written that has quotes where none may be, or is a list."""
    match preference.default:
        case bool() if given.lower() in _ON | _OFF:
            return f"write it as {to_toml(given.lower() in _ON)}"
        case int() if _NUMBER.fullmatch(given):
            return f"write it as {int(given)}"
        case tuple() if all(one.strip() in preference.values for one in given.split(",")):
            return f"write it as {to_toml(_listed(preference, given.split(',')))}"
    return None


def _some(preference: Preference) -> str | None:
    if len(preference.values) > _MANY:
        return "'help' tells of each code"
    return None


def _shown(given: object) -> str:
    if isinstance(given, bool | int | float | str):
        return to_toml(given) if isinstance(given, bool | int) else repr(given)
    return "a list" if isinstance(given, list) else "a table" if isinstance(given, dict) else "this"


def as_text(value: Value) -> str:
    """Return a value as `options show` has it, and as `options set` takes it."""
    match value:
        case bool():
            return "true" if value else "false"
        case tuple():
            return ",".join(value)
    return str(value)


def to_toml(value: Value) -> str:
    """Return a value as it stands in a crm.toml."""
    match value:
        case bool():
            return "true" if value else "false"
        case tuple():
            return f"[{', '.join(map(_quoted, value))}]"
        case str():
            return _quoted(value)
    return str(value)


def _quoted(text: str) -> str:
    """Return a text in quotes: those of JSON are TOML too, but for the character DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def key(name: str) -> str:
    """Return a key as it stands in a crm.toml: in quotes, if it is of other than plain letters."""
    return name if _BARE_KEY.fullmatch(name) else _quoted(name)
