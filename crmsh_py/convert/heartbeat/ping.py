"""Ping nodes, with what watched them, into clones of the ping resource and location rules.

`ipfail` moved resources to the node that saw more ping nodes; `pingd` counted them in a node
attribute.  A rule that adds the attribute to the score of a node is the nearest to both.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crmsh_py.convert.heartbeat.failback import stays
from crmsh_py.convert.heartbeat.ha_cf import Directive, Value, shortened
from crmsh_py.convert.heartbeat.placed import Placed
from crmsh_py.convert.heartbeat.work import Work
from crmsh_py.grammar import tree

IPFAIL, PINGD = "ipfail", "pingd"

_AGENT = tree.Agent("ocf", "pacemaker", "ping")
_ATTRIBUTE = "pingd"
_MAX_WATCHERS = 8
_PREFERENCE = 100
"""The score with which a line of haresources prefers its node."""

_HEAVY = 1000
"""For ipfail: one ping node more has to outweigh the preference of a node."""

_TAKES_VALUE = "adhimnNpsStU"
_LONG = {
    "--attr-name": "a",
    "--attr-dampen": "d",
    "--ping-host": "h",
    "--ping-interval": "i",
    "--multiplier": "m",
    "--attr-set": "s",
    "--pid-file": "p",
    "--daemonize": "D",
}
_ATTRIBUTE_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,60}")
_MULTIPLIER = re.compile(r"[1-9][0-9]{0,5}")
_DAMPEN = re.compile(r"[0-9]{1,9}(?:ms|s|m|h|min|sec)?")


@dataclass(frozen=True, slots=True)
class Watcher:
    """A program that counted ping nodes: the settings of the resource that takes its place."""

    directive: Directive
    attribute: str = _ATTRIBUTE
    multiplier: str = ""
    dampen: str = ""
    hosts: tuple[str, ...] = ()


def convert_ping(work: Work) -> None:
    """Make a clone of the ping resource for each watcher, and the rules."""
    watchers = _watchers(work)
    hosts = _hosts(work, has_watcher=bool(watchers))
    made: dict[str, Watcher] = {}
    for watcher in watchers:
        if watcher.attribute in made:
            work.drop(watcher.directive, "another line has the same node attribute already")
        elif len(made) >= _MAX_WATCHERS:
            words = f"only {_MAX_WATCHERS} node attributes of pingd are converted"
            work.error("no-counterpart", words, watcher.directive.location)
        else:
            made[watcher.attribute] = watcher
            _convert_watcher(work, watcher, watcher.hosts or hosts)


def _watchers(work: Work) -> list[Watcher]:
    found = []
    for directive in work.ha_cf.all("respawn", "failfast"):
        name = directive.texts[1].rpartition("/")[2]
        if name == IPFAIL:
            found.append(Watcher(directive, multiplier=str(_HEAVY), dampen="5s"))
        elif name == PINGD:
            found.append(_read_pingd(work, directive))
    return found


# ------------------------------------------------------------------ ping nodes


def _hosts(work: Work, *, has_watcher: bool) -> tuple[str, ...]:
    """Return the ping nodes of all kinds; tell what they are no longer."""
    hosts: dict[str, None] = {}
    for directive in work.ha_cf.all("ping", "ping6", "ping_group", "hbaping"):
        if not has_watcher and work.choices.has_ping:
            work.became(directive, "ping", note="host_list of a resource of the CIB")
            continue
        if not has_watcher:
            why = "without ipfail or pingd heartbeat did nothing about ping nodes"
            work.drop(directive, why)
            continue
        if directive.name == "hbaping":
            words = "no agent pings Fibre Channel adapters"
            hint = "let the monitor of each file system read and write (OCF_CHECK_LEVEL=20)"
            work.error("no-counterpart", words, directive.location, hint)
            work.became(directive, note=words)
            continue
        values = directive.values
        if directive.name == "ping_group":
            _about_group(work, directive)
            values = values[1:]
        hosts.update(dict.fromkeys(one.text for one in values if _is_host(work, one)))
        work.became(directive, "ping-clone", note="host_list")
    return tuple(hosts)


def _is_host(work: Work, value: Value) -> bool:
    """Tell whether a value can stand in the list of hosts, which a shell script takes apart."""
    if re.fullmatch(r"[A-Za-z0-9_:.%-]+", value.text) and not value.text.startswith("-"):
        return True
    words = f"{shortened(value.text)!r} is neither an address nor the name of a machine"
    work.error("invalid-directive", words, value.location)
    return False


def _about_group(work: Work, directive: Directive) -> None:
    words = (
        f"the group {shortened(directive.texts[0])!r} counted once if any of its addresses"
        " answered; now each address counts"
    )
    hint = "to count the group once, leave one of its addresses in 'host_list'"
    work.warn("check-ping", words, directive.location, hint)


# ------------------------------------------------------------------ pingd's options


def _read_pingd(work: Work, directive: Directive) -> Watcher:
    """Read pingd's command line as getopt would."""
    options: dict[str, list[str]] = {}
    for option, value in _options(directive.texts[2:]):
        options.setdefault(option, []).append(value)
    ignored = [option for option in options if option not in "adhmDV"]
    if ignored:
        named = ", ".join(f"'-{shortened(option)}'" for option in ignored)
        words = f"options of pingd are left out: {named}"
        work.tell("dropped", words, directive.location)
    hosts = [host for value in options.get("h", []) for host in re.split(r"[\s,]+", value)]
    return Watcher(
        directive,
        _checked(work, directive, options, "a", _ATTRIBUTE_NAME) or _ATTRIBUTE,
        _checked(work, directive, options, "m", _MULTIPLIER),
        _with_unit(_checked(work, directive, options, "d", _DAMPEN)),
        tuple(dict.fromkeys(host for host in hosts if re.fullmatch(r"[A-Za-z0-9_:.%-]+", host))),
    )


def _options(words: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield options with their values; what belongs to none is an option by itself."""
    rest = iter(words)
    for word in rest:
        name, _, joined = word.partition("=")
        if name in _LONG:
            letter = _LONG[name]
            yield letter, joined or (next(rest, "") if letter in _TAKES_VALUE else "")
        elif word.startswith("-") and not word.startswith("--") and len(word) > 1:
            letter, joined = word[1], word[2:]
            yield letter, joined or (next(rest, "") if letter in _TAKES_VALUE else "")
        else:
            yield name.lstrip("-") or name, ""


def _checked(
    work: Work,
    directive: Directive,
    options: dict[str, list[str]],
    letter: str,
    pattern: re.Pattern[str],
) -> str:
    if letter not in options:
        return ""
    value = options[letter][-1]
    if pattern.fullmatch(value):
        return value
    words = f"{shortened(value)!r} is no value of pingd's option '-{letter}': its default is taken"
    work.warn("invalid-directive", words, directive.location)
    return ""


def _with_unit(time: str) -> str:
    return f"{time}s" if time.isdigit() else time


# ------------------------------------------------------------------ what becomes of it


def _convert_watcher(work: Work, watcher: Watcher, hosts: tuple[str, ...]) -> None:
    directive = watcher.directive
    if not hosts:
        words = "there are no ping nodes to be watched: no 'ping' resource is made"
        hint = "name them with 'ping ADDRESS' in ha.cf"
        work.warn("check-ping", words, directive.location, hint)
        work.became(directive, note=words)
        return
    clone = _clone(work, watcher, hosts)
    rules = [name for placed in work.resources for name in _rules(work, watcher, placed)]
    work.became(directive, clone, *rules)
    _about_score(work, watcher)


def _clone(work: Work, watcher: Watcher, hosts: tuple[str, ...]) -> str:
    own = watcher.attribute == _ATTRIBUTE
    location = watcher.directive.location
    name = work.draft.claim("ping" if own else f"ping_{watcher.attribute}", location)
    settings = {
        "host_list": " ".join(hosts),
        "multiplier": watcher.multiplier,
        "dampen": watcher.dampen,
        "name": watcher.attribute,
    }
    pairs = tuple(tree.NvPair(key, value) for key, value in settings.items() if value)
    operations = (_op("monitor", "10s", "60s"), _op("start", "0s", "60s"))
    clauses = (tree.NvSet("params", pairs), *operations)
    work.draft.add(tree.Primitive(name, _AGENT, clauses), location)
    clone = work.draft.claim(f"{name}-clone", location)
    work.draft.add(tree.Clone(clone, tree.Word(name)), location)
    return clone


def _op(name: str, interval: str, timeout: str) -> tree.Op:
    return tree.Op(name, (tree.NvPair("interval", interval), tree.NvPair("timeout", timeout)))


def _rules(work: Work, watcher: Watcher, placed: Placed) -> Iterator[str]:
    attribute, rsc, role = watcher.attribute, placed.id, placed.role
    if not stays(work):
        defined = (tree.Expression(attribute, "defined"),)
        rule = tree.Rule(defined, score_attribute=attribute, role=role)
        yield _location(work, watcher, f"loc-{rsc}-{attribute}", rsc, rule)
    if work.choices.ping_ban or stays(work):
        none = (
            tree.Expression(attribute, "not_defined"),
            tree.Expression(attribute, "lt", "1", type="number"),
        )
        rule = tree.Rule(none, boolean_op="or", score="-INFINITY", role=role)
        yield _location(work, watcher, f"loc-{rsc}-no-{attribute}", rsc, rule)


def _location(work: Work, watcher: Watcher, wish: str, rsc: str, rule: tree.Rule) -> str:
    location = watcher.directive.location
    id_ = work.draft.claim(wish, location)
    work.draft.add(tree.Location(id_, tree.Word(rsc), rules=(rule,)), location)
    return id_


def _about_score(work: Work, watcher: Watcher) -> None:
    location = watcher.directive.location
    if not work.resources:
        return
    if stays(work):
        words = (
            "resources stay where they are (auto_failback off): they leave a node only when it"
            " reaches no ping node at all, not when another one reaches more"
        )
        work.tell("check-ping", words, location)
    elif not work.choices.ping_ban and int(watcher.multiplier or 1) <= _PREFERENCE:
        words = (
            f"a ping node counts {watcher.multiplier or 1}, no more than the preferred node"
            f" ({_PREFERENCE}): losing one does not move resources away from there"
        )
        hint = f"raise 'multiplier' above {_PREFERENCE}, or convert with '--ping-ban'"
        work.tell("check-ping", words, location, hint)
