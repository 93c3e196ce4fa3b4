"""Checks of the quorum device (corosync-qdevice(8))."""

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
from crmsh_py.corosync.checks.quorum import node_votes
from crmsh_py.corosync.syntax import Configuration

_ALONE = ("last_man_standing", "auto_tie_breaker", "allow_downscale")


def model(configuration: Configuration) -> Findings:
    """Ask for the model: without one there is no device."""
    device = first(configuration, "quorum.device")
    if device is not None and not device.value("model"):
        words = "the quorum device has no 'model', so that it is not used"
        hint = "'corosync set quorum.device.model net'"
        yield of_section(
            configuration, device, "missing-setting", words, severity=WARNING, hint=hint
        )


def server(configuration: Configuration) -> Findings:
    """Ask for what the model net cannot do without."""
    device = first(configuration, "quorum.device")
    if device is None or device.value("model") != "net":
        return
    net = first(configuration, "quorum.device.net")
    for key, what in (("host", "the machine with corosync-qnetd"), ("algorithm", "ffsplit or lms")):
        if net is None or not net.value(key):
            words = f"the quorum device has no 'net.{key}': {what}"
            yield of_section(configuration, net or device, "missing-setting", words)


def exclusive(configuration: Configuration) -> Findings:
    """Find settings that exclude a quorum device."""
    if not configuration.value("quorum.device.model"):
        return
    for key in _ALONE:
        entry = configuration.entry(f"quorum.{key}")
        if entry is not None and is_set(configuration, entry.path):
            words = f"{key!r} and a quorum device exclude each other"
            hint = f"'corosync unset quorum.{key}'"
            yield of_key(configuration, entry, "conflicting-settings", words, hint=hint)


def votes_stated(configuration: Configuration) -> Findings:
    """Ask for the votes of the device where corosync cannot count them."""
    device = first(configuration, "quorum.device")
    if device is None or not device.value("model") or device.entry("votes") is not None:
        return
    if configuration.entry("quorum.expected_votes") is not None:
        words = "with 'expected_votes' the votes of the quorum device have to be stated"
        yield of_section(configuration, device, "missing-setting", words, hint="such as 'votes: 1'")
    elif node_votes(configuration) != len(configuration.nodes):
        words = "where nodes have other than one vote, those of the device have to be stated"
        yield of_section(configuration, device, "missing-setting", words)


def votes_sound(configuration: Configuration) -> Findings:
    """Compare the votes of the device with those expected."""
    entry = configuration.entry("quorum.device.votes")
    given = number(configuration, "quorum.device.votes")
    expected = number(configuration, "quorum.expected_votes")
    if entry is None or not given or expected is None:
        return
    if expected - given < 2:
        words = f"{given} votes for the quorum device are too many for 'expected_votes: {expected}'"
        yield of_entry(configuration, entry, "conflicting-settings", words)


def split(configuration: Configuration) -> Findings:
    """Ask for one vote with the algorithm that gives it to one half."""
    entry = configuration.entry("quorum.device.net.algorithm")
    if entry is None or entry.value != "ffsplit":
        return
    if configuration.value("quorum.device.votes") != "1":
        words = "with the algorithm 'ffsplit' the quorum device has one vote"
        hint = "'corosync set quorum.device.votes 1'"
        yield of_entry(
            configuration, entry, "conflicting-settings", words, severity=WARNING, hint=hint
        )
