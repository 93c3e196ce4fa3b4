"""The options of ipvsadm, and a command line of it as a value.

From ipvsadm(8) of the releases 1.20 to 1.31.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from crmsh_py.convert.lvs.shell_words import Argument
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.source import Location

SHORT: Mapping[str, str] = {
    "A": "add-service",
    "E": "edit-service",
    "D": "delete-service",
    "C": "clear",
    "R": "restore",
    "S": "save",
    "a": "add-server",
    "e": "edit-server",
    "d": "delete-server",
    "L": "list",
    "l": "list",
    "Z": "zero",
    "h": "help",
    "v": "version",
    "t": "tcp-service",
    "u": "udp-service",
    "f": "fwmark-service",
    "s": "scheduler",
    "p": "persistent",
    "M": "netmask",
    "r": "real-server",
    "g": "gatewaying",
    "i": "ipip",
    "m": "masquerading",
    "w": "weight",
    "x": "u-threshold",
    "y": "l-threshold",
    "c": "connection",
    "n": "numeric",
    "o": "ops",
    "b": "sched-flags",
    "6": "ipv6",
}
EDITS = frozenset(
    {
        "add-service",
        "edit-service",
        "delete-service",
        "add-server",
        "edit-server",
        "delete-server",
        "clear",
    }
)
ACTIONS = EDITS | {
    "restore",
    "save",
    "list",
    "zero",
    "set",
    "start-daemon",
    "stop-daemon",
    "help",
    "version",
}
WITH_VALUE = frozenset(
    {
        "tcp-service",
        "udp-service",
        "sctp-service",
        "fwmark-service",
        "scheduler",
        "pe",
        "netmask",
        "real-server",
        "tun-type",
        "tun-port",
        "weight",
        "u-threshold",
        "l-threshold",
        "mcast-interface",
        "mcast-group",
        "mcast-port",
        "mcast-ttl",
        "syncid",
        "sync-maxlen",
        "sched-flags",
        "start-daemon",
        "stop-daemon",
    }
)
FLAGS = frozenset(
    {
        "gatewaying",
        "ipip",
        "masquerading",
        "connection",
        "numeric",
        "ops",
        "ipv6",
        "persistent",
        "timeout",
        "daemon",
        "stats",
        "rate",
        "exact",
        "thresholds",
        "persistent-conn",
        "sort",
        "nosort",
        "tun-nocsum",
        "tun-csum",
        "tun-remcsum",
    }
)
_OF_SERVERS = frozenset({"add-server", "edit-server", "delete-server"})
"""Behind them, releases before 1.20 took `-R` for `-r`."""

_SET_VALUES = 3


@dataclass(frozen=True, slots=True)
class Rule:
    """A command line of ipvsadm: what it does, and its options with the words they stand in."""

    action: str
    values: Mapping[str, Argument]
    location: Location

    def text(self, option: str) -> str:
        """Return the value of an option, nothing if it is not there."""
        found = self.values.get(option)
        return "" if found is None else found.text


def rule_of(
    words: Sequence[Argument], location: Location, *, is_lenient: bool = False
) -> Rule | Diagnostic:
    """Read the words behind the name of the program; what cannot be read is told.

    If it `is_lenient`, words may be unknown.
    """
    values: dict[str, Argument] = {}
    action = ""
    for name, word in _Options(list(words)).options():
        if not word.is_known and not is_lenient:
            return unknown_word(word)
        if name in ACTIONS:
            action = action or name
            values[name] = word
        elif name in WITH_VALUE or name in FLAGS:
            values[name] = word
        else:
            words_ = f"ipvsadm has no option {name!r}"
            hint = "look it up in ipvsadm(8)"
            return Diagnostic("unread-command", words_, location=word.location, hint=hint)
    return Rule(action, values, location)


def unknown_word(word: Argument) -> Diagnostic:
    """Tell that a word depends on something that is not in the script."""
    words = f"{word.text!r} is not set in this script, so what ipvsadm does is not known"
    hint = "write its value, or give what 'ipvsadm-save -n' prints on the director instead"
    return Diagnostic("unread-command", words, location=word.location, hint=hint)


class _Options:
    """Takes options apart: `-at HOST`, `--weight=3`, `-w3`, `-p` with and without a number."""

    def __init__(self, words: list[Argument]) -> None:
        self._words = words
        self._at = 0
        self._has_server = False

    def options(self) -> Iterator[tuple[str, Argument]]:
        while self._at < len(self._words):
            word = self._words[self._at]
            self._at += 1
            if word.text.startswith("--") and len(word.text) > 2:
                yield self._long(word)
            elif word.text.startswith("-") and len(word.text) > 1:
                yield from self._cluster(word)
            else:
                yield word.text, word

    def _long(self, word: Argument) -> tuple[str, Argument]:
        name, equals, content = word.text[2:].partition("=")
        if equals:
            return name, Argument(content, word.location, word.is_known)
        return name, self._value(name, word)

    def _cluster(self, word: Argument) -> Iterator[tuple[str, Argument]]:
        text = word.text[1:]
        while text:
            name, text = SHORT.get(text[0], f"-{text[0]}"), text[1:]
            name = "real-server" if name == "restore" and self._has_server else name
            self._has_server = self._has_server or name in _OF_SERVERS
            takes = name in WITH_VALUE or (name == "persistent" and text.isdigit())
            if takes and text:
                yield name, Argument(text, word.location, word.is_known)
                return
            yield name, word if text else self._value(name, word)

    def _value(self, name: str, word: Argument) -> Argument:
        """Return the word behind an option, if the option takes one, else the option itself."""
        if name == "set":
            self._at += _SET_VALUES
        following = self._words[self._at] if self._at < len(self._words) else None
        if following is None:
            return word
        is_number = name == "persistent" and following.text.isdigit()
        if name in WITH_VALUE or is_number:
            self._at += 1
            return following
        return word
