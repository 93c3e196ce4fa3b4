"""Settings of an old corosync.conf, one by one: kept, renamed, or left out with the reason."""

from collections.abc import Iterable, Iterator

from crmsh_py.convert.corosync1.known import DROPPED, RENAMED
from crmsh_py.convert.corosync1.listing import Listing
from crmsh_py.convert.draft import Draft
from crmsh_py.corosync.known import FREE_SECTIONS, SETTINGS
from crmsh_py.corosync.syntax import Entry, Section, shortened
from crmsh_py.corosync.writing import Block
from crmsh_py.diagnostics import Severity

Pairs = list[tuple[str, str]]


def kept(draft: Draft, listing: Listing, section: Section, but: Iterable[str] = ()) -> Pairs:
    """Return what stays of a section's own settings, telling of all else.

    The keys `but` are looked at by the caller, which tells what becomes of them.
    """
    apart = frozenset(but)
    pairs: dict[str, str] = {}
    last = {entry.key: entry for entry in section.entries}
    for entry in section.entries:
        if last[entry.key] is not entry:
            words = f"{entry.key!r} is given again below, and the last one counts"
            draft.report(listing.remark("dropped", entry, words))
        elif entry.key not in apart:
            pairs.update(_kept(draft, listing, entry))
    return list(pairs.items())


def whole(draft: Draft, listing: Listing, section: Section) -> Block:
    """Return a section with all that is in it, as it stands."""
    pairs = kept(draft, listing, section)
    return Block(section.name, (*pairs, *(whole(draft, listing, one) for one in section.sections)))


def drop(draft: Draft, listing: Listing, entry: Entry, reason: str, *, warn: bool = False) -> None:
    """Tell that a setting is left out, and why."""
    severity = Severity.WARNING if warn else Severity.INFO
    words = f"{entry.key!r} is left out: {reason}"
    draft.report(listing.remark("dropped", entry, words, severity=severity))
    draft.became(_piece(entry), note=reason, location=listing.place(entry))


def keep(draft: Draft, listing: Listing, entry: Entry, path: str, note: str = "") -> None:
    """Note that a setting lives on."""
    place = listing.place(entry)
    draft.became(_piece(entry), f"corosync.conf {path}", note=note, location=place)


def is_good(draft: Draft, listing: Listing, entry: Entry, path: str) -> bool:
    """Tell whether corosync 3 takes a value; if it does not, say so."""
    setting = SETTINGS.get(path)
    if setting is None or (entry.value and setting.takes(entry.value) and "{" not in entry.value):
        return True
    words = f"{shortened(entry.value)!r} is no value for {entry.key!r}"
    expected = setting.expected() if setting.numbers or setting.words else "some text"
    hint = f"it takes {expected}; without it corosync takes its own default"
    draft.report(listing.remark("invalid-setting", entry, words, hint, Severity.ERROR))
    return False


def _kept(draft: Draft, listing: Listing, entry: Entry) -> Iterator[tuple[str, str]]:
    section = entry.path.rpartition(".")[0]
    key = RENAMED.get(entry.path, entry.key)
    path = f"{section}.{key}" if section else key
    fate = DROPPED.get(entry.path)
    if fate is not None:
        drop(draft, listing, entry, fate.reason, warn=fate.is_warned)
    elif path not in SETTINGS and not (section in FREE_SECTIONS and key.startswith("exec_")):
        words = f"{entry.key!r} is left out: corosync knows no such setting here"
        draft.report(listing.remark("unknown-setting", entry, words, severity=Severity.WARNING))
        draft.became(_piece(entry), note="unknown", location=listing.place(entry))
    elif is_good(draft, listing, entry, path):
        is_default = path in SETTINGS and SETTINGS[path].default == entry.value
        keep(draft, listing, entry, path, "not written: it is the default" if is_default else "")
        if not is_default:
            yield key, entry.value


def _piece(entry: Entry) -> str:
    return f"{entry.path}: {'…' if entry.key == 'key' else shortened(entry.value)}"
