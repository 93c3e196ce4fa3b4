"""The sections besides totem: who counts votes, what is logged, what started Pacemaker."""

from collections.abc import Callable, Iterator, Sequence

from crmsh_py.convert.corosync1.known import GONE_SECTIONS, GONE_SUBSYSTEMS, PLUGINS
from crmsh_py.convert.corosync1.listing import Listing
from crmsh_py.convert.corosync1.nodes import is_placeholder
from crmsh_py.convert.corosync1.settings import Pairs, drop, keep, kept, whole
from crmsh_py.convert.corosync1.totem import unknown
from crmsh_py.convert.draft import Draft
from crmsh_py.convert.membership import Member
from crmsh_py.corosync.known import SECTIONS
from crmsh_py.corosync.syntax import Section
from crmsh_py.corosync.writing import Block
from crmsh_py.diagnostics import Severity

_PROVIDER = "corosync_votequorum"
_TWO = 2
_QUORUM_APART = ("provider", "expected_votes", "two_node", "votes")
_KEPT_WHOLE = ("uidgid", "system", "resources", "qb", "pload", "nozzle")


# ------------------------------------------------------------------ quorum


def quorum(draft: Draft, listing: Listing, members: Sequence[Member]) -> Pairs:
    """Return the settings of the quorum section but for provider and two_node."""
    pairs: Pairs = []
    for section in listing.configuration.sections("quorum"):
        _provider(draft, listing, section)
        _expected(draft, listing, section, members)
        _two_node(draft, listing, section, members)
        pairs += kept(draft, listing, section, _QUORUM_APART)
        for other in section.sections:
            if other.name != "device":
                unknown(draft, listing, other)
    _alone(draft, listing, members, has_tie_breaker=("auto_tie_breaker", "1") in pairs)
    return pairs


def node_votes(listing: Listing) -> int:
    """Return the votes of a node, where the file gives all the same."""
    text = listing.configuration.value("quorum.votes") or "1"
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def device(draft: Draft, listing: Listing) -> Block | None:
    """Return the quorum device, if it is one that there still is."""
    for section in listing.configuration.sections("quorum.device"):
        if section.value("model") == "net":
            return whole(draft, listing, section)
        words = f"the quorum device {section.value('model') or '?'!r} is gone"
        hint = "'model: net' with a host that runs corosync-qnetd takes its place"
        draft.report(listing.remark("no-counterpart", section, words, hint, Severity.ERROR))
        draft.became(section.path, note=hint, location=listing.place(section))
    return None


def _provider(draft: Draft, listing: Listing, section: Section) -> None:
    entry = section.entry("provider")
    if entry is None:
        return
    if entry.value != _PROVIDER:
        was = PLUGINS.get(entry.value, "what counted the votes")
        words = f"{was} is gone: votequorum counts the votes now, one for each node"
        draft.report(listing.remark("approximated", entry, words, severity=Severity.WARNING))
    keep(draft, listing, entry, "quorum.provider")


def _expected(draft: Draft, listing: Listing, section: Section, members: Sequence[Member]) -> None:
    entry = section.entry("expected_votes")
    if entry is None:
        return
    counted = sum(one.votes for one in members)
    differs = entry.value != str(counted) and section.entry("device") is None
    reason = f"corosync counts the votes of the nodelist, which are {counted}"
    drop(draft, listing, entry, reason, warn=differs)


def _two_node(draft: Draft, listing: Listing, section: Section, members: Sequence[Member]) -> None:
    entry = section.entry("two_node")
    votes = section.entry("votes")
    if votes is not None:
        keep(draft, listing, votes, "nodelist.node.quorum_votes")
    if entry is None:
        return
    if len(members) == _TWO:
        keep(draft, listing, entry, "quorum.two_node")
    else:
        reason = f"there are {len(members)} nodes"
        drop(draft, listing, entry, reason, warn=entry.value == "1")


def _alone(
    draft: Draft, listing: Listing, members: Sequence[Member], *, has_tie_breaker: bool
) -> None:
    """Explain what is new for two nodes: one of them may go on alone."""
    configuration = listing.configuration
    stated = configuration.value("quorum.two_node") is not None or has_tie_breaker
    if len(members) != _TWO or stated or configuration.sections("quorum.device"):
        return
    if any(is_placeholder(one) for one in members):  # how many there are, nobody knows
        return
    part = (*configuration.sections("quorum"), *configuration.sections("totem"))[0]
    words = "'two_node' is set: one of the two nodes may go on alone, once it has fenced the other"
    hint = "it needs fencing, and takes the place of 'no-quorum-policy=ignore'"
    draft.report(listing.remark("approximated", part, words, hint))
    draft.remind(
        "Set up fencing, and remove 'no-quorum-policy=ignore' from the CIB if it is there:"
        " 'two_node' lets one of two nodes go on."
    )


# ------------------------------------------------------------------ logging


def logging(draft: Draft, listing: Listing) -> tuple[Pairs, tuple[Block, ...]]:
    """Return the settings of logging, and its subsystems."""
    pairs: Pairs = []
    loggers: list[Block] = []
    for section in listing.configuration.sections("logging"):
        pairs += kept(draft, listing, section)
        for one in section.sections:
            if one.name == "logger_subsys":
                loggers += _logger(draft, listing, one)
            else:
                _gone(draft, listing, one)
    path = dict(pairs).get("logfile", "")
    if "/" in path:
        folder = path.rpartition("/")[0]
        draft.remind(f"Make the folder {folder} on all nodes: corosync does not.")
    return pairs, tuple(loggers)


def _logger(draft: Draft, listing: Listing, section: Section) -> Iterator[Block]:
    name = section.value("subsys") or section.value("ident")
    if name is None or name in GONE_SUBSYSTEMS:
        words = f"logging of {name!r} is left out: there is no such part of corosync any more"
        if name is None:
            words = "a section 'logger_subsys' without 'subsys' is left out"
        draft.report(listing.remark("dropped", section, words))
        draft.became(f"{section.path} {name}", note="gone", location=listing.place(section))
        return
    settings = kept(draft, listing, section)
    if len(settings) > 1:
        yield Block("logger_subsys", tuple(settings))


# ------------------------------------------------------------------ all the others


def others(draft: Draft, listing: Listing) -> tuple[Block, ...]:
    """Return the sections that are kept as they stand; of the rest is told."""
    blocks = []
    for section in listing.configuration.root.sections:
        if section.name in _KEPT_WHOLE:
            blocks.append(whole(draft, listing, section))
        elif section.name == "service":
            _service(draft, listing, section)
        elif section.path not in SECTIONS:
            _gone(draft, listing, section)
    return tuple(blocks)


def _gone(draft: Draft, listing: Listing, section: Section) -> None:
    reason = GONE_SECTIONS.get(section.path)
    if reason is None:
        unknown(draft, listing, section)
        return
    words = f"the section {section.name!r} is left out: {reason}"
    severity = Severity.WARNING if _MATTERS.get(section.path, _never)(section) else Severity.INFO
    draft.report(listing.remark("dropped", section, words, severity=severity))
    draft.became(section.path, note=reason, location=listing.place(section))


def _service(draft: Draft, listing: Listing, section: Section) -> None:
    name = section.value("name") or "?"
    place = listing.place(section)
    if name == "pacemaker":
        words = "Pacemaker is no plugin of corosync any more: systemd starts it"
        draft.report(listing.remark("dropped", section, words, "systemctl enable pacemaker"))
        draft.remind("Enable both services on all nodes: 'systemctl enable corosync pacemaker'.")
        draft.became("service pacemaker", note="systemctl enable pacemaker", location=place)
        return
    words = f"corosync loads no service {name!r} any more"
    hint = "what used it needs something else; services of corosync itself are always there"
    draft.report(listing.remark("no-counterpart", section, words, hint, Severity.WARNING))
    draft.became(f"service {name}", note=words, location=place)


def _never(_section: Section) -> bool:
    return False


def _is_enabled(section: Section) -> bool:
    return (section.value("mode") or "disabled") != "disabled"


def _is_not_root(section: Section) -> bool:
    return any((section.value(key) or "root") not in {"root", "0"} for key in ("user", "group"))


_MATTERS: dict[str, Callable[[Section], bool]] = {"amf": _is_enabled, "aisexec": _is_not_root}
"""Which of the gone sections had an effect."""
