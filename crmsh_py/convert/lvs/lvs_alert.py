"""lvs.alert of the LVS HOWTO: alerts of mon.cf that say in their arguments what they change.

`alert lvs.alert -P tcp -V VIP:PORT -R SERVER[:PORT] -W 1 -F dr` takes the server out of the
kernel's table, and `upalert` with the same words puts it in again.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from crmsh_py.convert.lvs.ipvsadm import Reading
from crmsh_py.convert.lvs.ipvsadm_options import Rule
from crmsh_py.convert.lvs.ipvsadm_rules import Key, apply, key_of, server_of
from crmsh_py.convert.lvs.mon_cf import Directive, Mon, Watch
from crmsh_py.convert.lvs.shell_words import Argument
from crmsh_py.convert.lvs.table import SCHEDULER
from crmsh_py.diagnostics import CrmError, Diagnostic, Severity

_NAME = re.compile(r"[\w-]*(?:lvs|ipvs|virtual)[\w-]*\.alert")
_ACTIONS: Mapping[str, str] = {"upalert": "add-server", "alert": "delete-server"}
_PROTOCOLS: Mapping[str, str] = {
    "tcp": "tcp-service",
    "udp": "udp-service",
    "sctp": "sctp-service",
    "fwm": "fwmark-service",
}
_METHODS: Mapping[str, str] = {
    "g": "gatewaying",
    "dr": "gatewaying",
    "gate": "gatewaying",
    "gatewaying": "gatewaying",
    "m": "masquerading",
    "nat": "masquerading",
    "masq": "masquerading",
    "masquerading": "masquerading",
    "i": "ipip",
    "tun": "ipip",
    "ipip": "ipip",
}
_WITH_VALUE = frozenset("PVRWFMB")
_OF_MON = frozenset("sghtlu")
"""What mon itself passes to each alert; those but `-u` have a value."""

_FLAGS = frozenset("X")


def is_stated(directive: Directive, words: Sequence[str]) -> bool:
    """Tell whether an alert says by itself which server of which service it is about."""
    if directive.name not in _ACTIONS or not words:
        return False
    if not _NAME.fullmatch(words[0].rpartition("/")[2]):
        return False
    options = dict(_options(words[1:]))
    return "R" in options and ("V" in options or "M" in options)


def read(mon: Mon) -> Reading:
    """Read what the alerts of a mon.cf do to the table, as the rules of a script."""
    reading = Reading(is_alert=True)
    for watch in mon.watches:
        for directive in watch.all_of(*_ACTIONS):
            words = directive.words
            if is_stated(directive, words):
                reading.rules.append(_rule(directive, words[1:], reading.problems))
    return reading


def services_of(watch: Watch) -> frozenset[Key]:
    """Return the services whose servers the alerts of a check change."""
    found = set()
    for directive in watch.all_of(*_ACTIONS):
        words = directive.words
        if is_stated(directive, words):
            try:
                found.add(key_of(_rule(directive, words[1:], []))[0])
            except CrmError:
                continue  # told where the table is made, or compared
    return frozenset(found)


def build(reading: Reading) -> None:
    """Make the table of the rules, for a director of which nothing else is known.

    Each server is taken as it comes back, else as it is taken out.
    """
    wanted = sorted(reading.rules, key=lambda rule: rule.action != "add-server")
    for rule in wanted:
        try:
            key, server = key_of(rule)[0], server_of(rule)
        except CrmError as error:
            reading.problems += error.diagnostics
            continue
        if key not in reading.table:
            apply(replace(rule, action="add-service"), reading.table, reading.problems)
            reading.problems.append(_about_scheduler(rule))
        entry = reading.table[key]
        if (server.host, server.port or key[2]) not in entry.servers:
            apply(replace(rule, action="add-server"), reading.table, reading.problems)


def _about_scheduler(rule: Rule) -> Diagnostic:
    words = f"the alerts do not say how connections are scheduled: {SCHEDULER!r} is taken"
    hint = "set 'scheduler' in ldirectord.cf, or give the script of ipvsadm with '--ipvsadm'"
    return Diagnostic("approximated", words, Severity.WARNING, location=rule.location, hint=hint)


# ------------------------------------------------------------------ one line


def _rule(directive: Directive, words: Sequence[str], problems: list[Diagnostic]) -> Rule:
    place = directive.location
    found = dict(_options(words))
    values = {"real-server": Argument(found["R"], place)}
    if "M" in found:
        values["fwmark-service"] = Argument(found["M"], place)
    else:
        option = _PROTOCOLS.get(found.get("P", "tcp").lower(), "tcp-service")
        values[option] = Argument(found["V"], place)
    if "W" in found:
        values["weight"] = Argument(found["W"], place)
    method = _METHODS.get(found.get("F", "").lower())
    if method is not None:
        values[method] = Argument("", place)
    problems += _about(found, directive)
    return Rule(_ACTIONS[directive.name], values, place)


def _options(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield options by their letters, as getopt of Perl takes them; other words as they are."""
    at = 0
    while at < len(words):
        word = words[at]
        at += 1
        if not word.startswith("-") or len(word) < 2:
            yield word, ""
            continue
        letter, content = word[1], word[2:]
        if letter in _WITH_VALUE or letter in _OF_MON - {"u"}:
            if not content and at < len(words):
                content = words[at]
                at += 1
            yield letter, content
        else:
            yield from ((one, "") for one in word[1:])


def _about(found: Mapping[str, str], directive: Directive) -> Iterator[Diagnostic]:
    """Tell of words without a counterpart."""
    place = directive.location
    for option, known, taken in (("P", _PROTOCOLS, "tcp"), ("F", _METHODS, "dr")):
        text = found.get(option)
        if text is not None and text.lower() not in known:
            words = f"{text[:40]!r} is no value for '-{option}': {taken!r} is taken"
            yield Diagnostic("approximated", words, Severity.WARNING, location=place)
    if "B" in found:
        words = f"the server {found['B'][:60]!r}, which stands in for another, is left out"
        hint = "'fallback' in ldirectord.cf is a server for when there is no other one"
        yield Diagnostic("no-counterpart", words, Severity.WARNING, location=place, hint=hint)
    others = [one for one in found if one not in _WITH_VALUE | _OF_MON | _FLAGS]
    if others:
        words = f"words of the alert are left out: {' '.join(others)[:60]!r}"
        yield Diagnostic("dropped", words, Severity.WARNING, location=place)
