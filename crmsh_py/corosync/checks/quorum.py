"""Checks of quorum: who counts the votes, how many there are, and by which rules."""

from crmsh_py.corosync.checks.findings import (
    WARNING,
    Findings,
    first,
    is_set,
    number,
    of_entry,
    of_key,
    of_section,
)
from crmsh_py.corosync.dialect import dialect_of
from crmsh_py.corosync.syntax import Configuration, Entry

_TWO = 2


def provider(configuration: Configuration) -> Findings:
    """Ask for what counts the votes: Pacemaker does not start without."""
    if configuration.value("quorum.provider"):
        return
    section = first(configuration, "quorum")
    hint = "'corosync set quorum.provider corosync_votequorum'"
    if dialect_of(configuration).release == 1:
        words = "nothing counts votes here: with corosync 1 a plugin of Pacemaker's did"
        yield of_section(configuration, section, "old-corosync", words, severity=WARNING, hint=hint)
    else:
        words = "nothing counts votes: Pacemaker does not start without 'quorum.provider'"
        yield of_section(configuration, section, "missing-setting", words, hint=hint)


def some_votes(configuration: Configuration) -> Findings:
    """Ask for the nodes, or the number of votes."""
    votes = configuration.entry("quorum.expected_votes")
    section = first(configuration, "quorum")
    if section is not None and configuration.value("quorum.provider") and not votes:
        if configuration.nodes:
            return
        words = "there is neither a nodelist nor 'expected_votes'"
        yield of_section(configuration, section, "missing-setting", words)


def expected_votes(configuration: Configuration) -> Findings:
    """Compare 'expected_votes' with the votes of the nodelist and the quorum device."""
    entry = configuration.entry("quorum.expected_votes")
    given = number(configuration, "quorum.expected_votes")
    if entry is None or given is None or not configuration.nodes:
        return
    counted = node_votes(configuration) + (number(configuration, "quorum.device.votes") or 0)
    if given != counted:
        words = f"'expected_votes' is {given}, and nodes and quorum device have {counted}"
        hint = "leave it out: corosync counts the votes of the nodelist"
        yield of_entry(
            configuration, entry, "conflicting-settings", words, severity=WARNING, hint=hint
        )


def two_node(configuration: Configuration) -> Findings:
    """Find 'two_node' where there are not two nodes, or where something else decides."""
    entry = _on(configuration, "two_node")
    count = _count(configuration)
    if entry is None:
        return
    if count not in {None, _TWO}:
        words = f"'two_node' is for clusters of two nodes, and there are {count}"
        hint = "'corosync unset quorum.two_node'"
        yield of_key(configuration, entry, "conflicting-settings", words, hint=hint)
    if _has_device(configuration):
        words = "'two_node' and a quorum device exclude each other"
        hint = "'corosync unset quorum.two_node'"
        yield of_key(configuration, entry, "conflicting-settings", words, hint=hint)
    if _on(configuration, "auto_tie_breaker") is not None:
        words = "'auto_tie_breaker' switches 'two_node' off"
        yield of_key(configuration, entry, "conflicting-settings", words, severity=WARNING)


def two_nodes(configuration: Configuration) -> Findings:
    """Find a cluster of two nodes that cannot lose one."""
    answers = ("two_node", "auto_tie_breaker")
    if len(configuration.nodes) != _TWO or _has_device(configuration):
        return
    if any(_on(configuration, key) is not None for key in answers):
        return
    if not configuration.value("quorum.provider") or node_votes(configuration) != _TWO:
        return
    words = "of two nodes neither may fail: one alone has no quorum"
    hint = "'corosync set quorum.two_node 1', with fencing; or a quorum device"
    section = first(configuration, "quorum")
    yield of_section(configuration, section, "risky-setting", words, severity=WARNING, hint=hint)


def wait_for_all(configuration: Configuration) -> Findings:
    """Find settings that are not safe without 'wait_for_all'."""
    stated = configuration.entry("quorum.wait_for_all")
    waits = is_set(configuration, "quorum.wait_for_all")
    if stated is not None and not waits and _on(configuration, "two_node") is not None:
        words = "without 'wait_for_all' two nodes that start apart fence each other"
        hint = "leave it out: 'two_node' switches it on"
        yield of_entry(configuration, stated, "risky-setting", words, severity=WARNING, hint=hint)
    standing = _on(configuration, "last_man_standing")
    if standing is not None and not waits and _on(configuration, "two_node") is None:
        words = "'last_man_standing' is safe only with 'wait_for_all: 1'"
        hint = "'corosync set quorum.wait_for_all 1'"
        yield of_key(configuration, standing, "risky-setting", words, severity=WARNING, hint=hint)


def auto_tie_breaker(configuration: Configuration) -> Findings:
    """Find a tie-breaker that corosync would switch off."""
    entry = _on(configuration, "auto_tie_breaker")
    odd = node_votes(configuration) % 2 == 1
    if entry is None or not odd or is_set(configuration, "quorum.wait_for_all"):
        return
    if _on(configuration, "last_man_standing") is not None:
        words = "'auto_tie_breaker' and 'last_man_standing' with an odd number of votes need"
        yield of_key(configuration, entry, "conflicting-settings", f"{words} 'wait_for_all: 1'")
        return
    words = "with an odd number of votes, 'auto_tie_breaker' is off without 'wait_for_all: 1'"
    hint = "'corosync set quorum.wait_for_all 1'"
    yield of_key(configuration, entry, "conflicting-settings", words, severity=WARNING, hint=hint)


def tie_breaker_nodes(configuration: Configuration) -> Findings:
    """Look at the nodes that break ties."""
    entry = configuration.entry("quorum.auto_tie_breaker_node")
    if entry is None:
        return
    if _on(configuration, "auto_tie_breaker") is None:
        words = "'auto_tie_breaker_node' means nothing without 'auto_tie_breaker: 1'"
        yield of_key(configuration, entry, "conflicting-settings", words, severity=WARNING)
    if entry.value in {"lowest", "highest"}:
        return
    known = {node.value("nodeid") for node in configuration.nodes}
    for word in entry.value.split():
        if not word.isdigit() or (known - {None} and word not in known):
            words = f"{word!r} is the id of no node"
            hint = "'lowest', 'highest', or node ids with blanks between"
            yield of_entry(
                configuration, entry, "invalid-setting", words, severity=WARNING, hint=hint
            )


def last_man_standing(configuration: Configuration) -> Findings:
    """Find votes that switch 'last_man_standing' off."""
    entry = _on(configuration, "last_man_standing")
    uneven = any(_votes(node.value("quorum_votes")) != 1 for node in configuration.nodes)
    if entry is not None and uneven:
        words = "'last_man_standing' is off where a node has more or less than one vote"
        yield of_key(configuration, entry, "conflicting-settings", words, severity=WARNING)


def downscale(configuration: Configuration) -> Findings:
    """Find a feature that corosync does not support."""
    entry = _on(configuration, "allow_downscale")
    if entry is not None:
        words = "votequorum(5) calls 'allow_downscale' incomplete and not supported"
        yield of_key(configuration, entry, "risky-setting", words, severity=WARNING)


def node_votes(configuration: Configuration) -> int:
    """Return the votes of all nodes of the nodelist."""
    return sum(_votes(node.value("quorum_votes")) for node in configuration.nodes)


def _votes(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() else 1


def _count(configuration: Configuration) -> int | None:
    """Return the number of nodes, None if nothing says it."""
    if configuration.nodes:
        return len(configuration.nodes)
    return number(configuration, "quorum.expected_votes")


def _on(configuration: Configuration, key: str) -> Entry | None:
    """Return the entry of a switch if it is on."""
    path = f"quorum.{key}"
    return configuration.entry(path) if is_set(configuration, path) else None


def _has_device(configuration: Configuration) -> bool:
    return bool(configuration.value("quorum.device.model"))
