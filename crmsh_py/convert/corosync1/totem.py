"""The totem section: timing is kept, transport and encryption become those of knet."""

from collections.abc import Sequence
from dataclasses import dataclass

from crmsh_py.convert.corosync1.known import CIPHERS
from crmsh_py.convert.corosync1.listing import Listing
from crmsh_py.convert.corosync1.settings import Pairs, drop, is_good, keep, kept
from crmsh_py.convert.draft import Draft
from crmsh_py.corosync.checks.totem import encrypts
from crmsh_py.corosync.dialect import dialect_of, transport_of
from crmsh_py.corosync.syntax import Entry, Section
from crmsh_py.corosync.writing import Block
from crmsh_py.diagnostics import Severity

_APART = (
    "version",
    "cluster_name",
    "transport",
    "secauth",
    "crypto_type",
    "crypto_cipher",
    "crypto_hash",
    "rrp_mode",
    "consensus",
    "token",
    "key",
    "link_mode",
)
_TOKEN, _COEFFICIENT, _OLD_TOKEN = 3000, 650, 1000
_PORT = 5405
_KEYGEN = "make a key with 'corosync-keygen', copy /etc/corosync/authkey to all nodes, mode 0400"


@dataclass(frozen=True, slots=True)
class Totem:
    """What becomes of the section but for its links."""

    cluster_name: str
    settings: tuple[tuple[str, str], ...]


def totem(draft: Draft, listing: Listing, node_count: int, cluster_name: str) -> Totem:
    """Convert the sections `totem`, of which there should be one."""
    settings: Pairs = []
    for section in listing.configuration.sections("totem"):
        settings += kept(draft, listing, section, _APART)
        for other in section.sections:
            if other.name != "interface":
                unknown(draft, listing, other)
    name = _cluster_name(draft, listing) or cluster_name
    _transport(draft, listing)
    settings += [*_encryption(draft, listing), *_link_mode(draft, listing)]
    settings += _timing(draft, listing, dict(settings), node_count)
    return Totem(name, tuple(settings))


def links(draft: Draft, listing: Listing, count: int) -> tuple[Block, ...]:
    """Return interface sections for what is left of the old ones: mostly the port.

    The nodes have addresses on `count` links; of others there is nothing to say.
    """
    blocks = []
    for interface in listing.configuration.sections("totem.interface"):
        settings = dict(kept(draft, listing, interface, ("linknumber", "ringnumber")))
        number = _number(draft, listing, interface)
        default = _PORT + int(number) if len(number) == 1 else _PORT
        if settings.get("mcastport") == str(default):
            del settings["mcastport"]
        if settings and int(number) < count:
            blocks.append(Block("interface", (("linknumber", number), *settings.items())))
        for other in interface.sections:
            if other.name != "member":
                unknown(draft, listing, other)
    return tuple(blocks)


def unknown(draft: Draft, listing: Listing, section: Section) -> None:
    """Tell that a section is left out which corosync never knew."""
    words = f"the section {section.name!r} is left out: corosync knows none of this name here"
    draft.report(listing.remark("unknown-setting", section, words, severity=Severity.WARNING))
    draft.became(section.path, note="unknown", location=listing.place(section))


def _number(draft: Draft, listing: Listing, interface: Section) -> str:
    entry = interface.entry("linknumber") or interface.entry("ringnumber")
    if entry is None or not is_good(draft, listing, entry, "totem.interface.linknumber"):
        return "0"
    keep(draft, listing, entry, "totem.interface.linknumber")
    return entry.value


def _entry(listing: Listing, key: str) -> Entry | None:
    return listing.configuration.entry(f"totem.{key}")


def _cluster_name(draft: Draft, listing: Listing) -> str:
    entry = _entry(listing, "cluster_name")
    if entry is None or not is_good(draft, listing, entry, "totem.cluster_name"):
        return ""
    keep(draft, listing, entry, "totem.cluster_name")
    return entry.value


def _transport(draft: Draft, listing: Listing) -> None:
    entry = _entry(listing, "transport")
    old = transport_of(listing.configuration)
    if entry is not None:
        draft.became(
            f"totem.transport: {old}",
            "corosync.conf totem.transport",
            note="knet, to the addresses of the nodelist",
            location=listing.place(entry),
        )
    ports = ", ".join(map(str, _ports(listing)))
    draft.remind(f"Open UDP {ports} between all nodes for unicast: knet uses no multicast.")


def _ports(listing: Listing) -> list[int]:
    """Return the ports of the links."""
    found = {_PORT}
    for number, interface in enumerate(listing.configuration.sections("totem.interface")):
        text = interface.value("mcastport") or ""
        usual = text.isascii() and text.isdigit() and len(text) < 6
        found = (found if number else set()) | {int(text) if usual else _PORT + number}
    return sorted(found)


# ------------------------------------------------------------------ encryption


def _encryption(draft: Draft, listing: Listing) -> Pairs:
    """Return what encrypts, if it is not what knet gets anyway; nothing stays in clear."""
    configuration = listing.configuration
    if not encrypts(configuration):
        where = _entry(listing, "secauth") or _entry(listing, "crypto_cipher")
        part = where or (*configuration.sections("totem"), configuration.root)[0]
        words = "the old cluster sent its messages in clear; they are encrypted now"
        draft.report(listing.remark("approximated", part, words, _KEYGEN))
        draft.remind(f"{_KEYGEN[0].upper()}{_KEYGEN[1:]}.")
        if where is not None:
            draft.became(f"totem.{where.key}: {where.value}", "corosync.conf totem.crypto_cipher")
        return []
    draft.remind(
        "Copy /etc/corosync/authkey of the old cluster to all nodes (mode 0400), or make a new key"
        " with 'corosync-keygen'."
    )
    _drop_key(draft, listing)
    _secauth(draft, listing)
    return _crypto(draft, listing)


def _drop_key(draft: Draft, listing: Listing) -> None:
    entry = _entry(listing, "key")
    if entry is not None:
        reason = "keys belong into /etc/corosync/authkey, mode 0400, not into this file"
        drop(draft, listing, entry, reason, warn=True)


def _secauth(draft: Draft, listing: Listing) -> None:
    for key in ("secauth", "crypto_type"):
        entry = _entry(listing, key)
        if entry is not None:
            keep(draft, listing, entry, "totem.crypto_cipher", "aes256 and sha256")


def _crypto(draft: Draft, listing: Listing) -> Pairs:
    pairs: Pairs = []
    for key, strong in (("crypto_cipher", "aes256"), ("crypto_hash", "sha256")):
        entry = _entry(listing, key)
        if entry is None or entry.value == strong:
            continue
        weak = entry.value == "none" or entry.value in CIPHERS
        if weak:
            words = f"{strong} takes the place of {entry.value!r}"
            draft.report(listing.remark("approximated", entry, words))
        if weak or is_good(draft, listing, entry, f"totem.{key}"):
            keep(draft, listing, entry, f"totem.{key}", strong if weak else "")
            pairs.append((key, strong if weak else entry.value))
    return pairs


# ------------------------------------------------------------------ links and timing


def _link_mode(draft: Draft, listing: Listing) -> Pairs:
    """Return how several links are used: passive mode is the default, and stays it."""
    for key in ("link_mode", "rrp_mode"):
        entry = _entry(listing, key)
        if entry is None:
            continue
        if entry.value == "none" or not is_good(draft, listing, entry, "totem.link_mode"):
            if entry.value == "none":
                drop(draft, listing, entry, "there is one link, or knet decides")
            continue
        keep(draft, listing, entry, "totem.link_mode")
        return [] if entry.value == "passive" else [("link_mode", entry.value)]
    return []


def _timing(draft: Draft, listing: Listing, settings: dict[str, str], node_count: int) -> Pairs:
    token = _entry(listing, "token")
    pairs: Pairs = []
    if token is not None and is_good(draft, listing, token, "totem.token"):
        keep(draft, listing, token, "totem.token")
        pairs.append(("token", token.value))
    growth = _growth(draft, listing, settings, node_count)
    used = (int(pairs[0][1]) if pairs else _TOKEN) + growth
    if not pairs and dialect_of(listing.configuration).release == 1:
        first = (*listing.configuration.sections("totem"), listing.configuration.root)[0]
        words = f"without 'token' corosync 3 waits {used} ms for a silent node, the old one"
        draft.report(listing.remark("approximated", first, f"{words} waited {_OLD_TOKEN} ms"))
    return [*pairs, *_consensus(draft, listing, used)]


def _growth(draft: Draft, listing: Listing, settings: dict[str, str], node_count: int) -> int:
    """Return by how much the token timeout grows with the nodes of the nodelist."""
    given = settings.get("token_coefficient", str(_COEFFICIENT))
    growth = int(given) * max(0, node_count - 2)
    entry = _entry(listing, "token")
    if entry is not None and growth and not listing.configuration.nodes:
        words = f"with {node_count} nodes corosync 3 adds {growth} ms to the token timeout"
        hint = "'token_coefficient: 0' in 'totem' keeps it as it was"
        draft.report(listing.remark("approximated", entry, words, hint))
    return growth


def _consensus(draft: Draft, listing: Listing, token: int) -> Sequence[tuple[str, str]]:
    entry = _entry(listing, "consensus")
    if entry is None or not is_good(draft, listing, entry, "totem.consensus"):
        return []
    if int(entry.value) * 10 < token * 12:
        reason = f"it has to be 1.2 times the token timeout ({token} ms), which is the default"
        drop(draft, listing, entry, reason, warn=True)
        return []
    keep(draft, listing, entry, "totem.consensus")
    return [("consensus", entry.value)]
