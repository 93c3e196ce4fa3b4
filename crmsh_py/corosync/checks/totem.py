"""Checks of the totem section: what is required, time limits, encryption, links."""

from crmsh_py.corosync.checks.findings import (
    INFO,
    WARNING,
    Findings,
    More,
    first,
    number,
    of_entry,
    of_key,
    of_section,
)
from crmsh_py.corosync.dialect import dialect_of, transport_of
from crmsh_py.corosync.syntax import Configuration, Section

_COEFFICIENT, _TOKEN, _JOIN = 650, 3000, 50
_LEAST_RETRANSMIT_MS = 30
_KEY_BYTES = (128, 4096)


def required(configuration: Configuration) -> Findings:
    """Ask for the version, and the name of the cluster."""
    totem = first(configuration, "totem")
    if totem is None:
        words = "there is no section 'totem'"
        yield of_section(configuration, None, "missing-setting", words)
        return
    if totem.entry("version") is None:
        words = "'totem' has no 'version'"
        yield of_section(configuration, totem, "missing-setting", words, hint="write 'version: 2'")
    if totem.entry("cluster_name") is None and dialect_of(configuration).release > 1:
        words = "'totem' has no 'cluster_name'"
        hint = (
            "Pacemaker shows it, and rules may ask for it: 'corosync set totem.cluster_name NAME'"
        )
        yield of_section(configuration, totem, "missing-setting", words, severity=INFO, hint=hint)


def consensus(configuration: Configuration) -> Findings:
    """Compare the consensus timeout with the token timeout, as it becomes with so many nodes."""
    entry = configuration.entry("totem.consensus")
    given = number(configuration, "totem.consensus")
    if entry is None or given is None:
        return
    join = number(configuration, "totem.join", _JOIN) or 0
    if given < join:
        words = f"'consensus' ({given}) may not be less than 'join' ({join})"
        yield of_entry(configuration, entry, "conflicting-settings", words)
        return
    token = token_of(configuration)
    if given * 10 < token * 12:
        words = f"'consensus' should be at least 1.2 times the token timeout, which is {token} ms"
        hint = f"leave 'consensus' out, or say {-(-token * 12 // 10)}"
        yield of_entry(configuration, entry, "risky-setting", words, severity=WARNING, hint=hint)


def retransmits(configuration: Configuration) -> Findings:
    """Compare the token timeout with the number of retransmits, which share it."""
    entry = configuration.entry("totem.token")
    token = number(configuration, "totem.token")
    if entry is None or token is None or configuration.entry("totem.token_retransmit") is not None:
        return
    path = "totem.token_retransmits_before_loss_const"
    count = number(configuration, path, 4) or 0
    if token_of(configuration) * 10 < _LEAST_RETRANSMIT_MS * (count * 10 + 2):
        words = f"a token timeout of {token} ms is too short for {count} retransmits"
        least = _LEAST_RETRANSMIT_MS * (count * 10 + 2) // 10
        yield of_entry(
            configuration, entry, "conflicting-settings", words, hint=f"{least} ms are the least"
        )


def token_of(configuration: Configuration) -> int:
    """Return the token timeout in ms as it is used: it grows with the nodes of the nodelist."""
    token = number(configuration, "totem.token", _TOKEN) or _TOKEN
    coefficient = number(configuration, "totem.token_coefficient", _COEFFICIENT) or 0
    return token + max(0, len(configuration.nodes) - 2) * coefficient


def cipher_without_hash(configuration: Configuration) -> Findings:
    """Ask for a hash where there is a cipher."""
    entry = configuration.entry("totem.crypto_cipher")
    if entry is None or entry.value == "none" or _hash(configuration) != "none":
        return
    words = "'crypto_cipher' needs a 'crypto_hash' other than 'none'"
    hint = "'corosync set totem.crypto_hash sha256'"
    yield of_entry(configuration, entry, "conflicting-settings", words, hint=hint)


def crypto_needs_knet(configuration: Configuration) -> Findings:
    """Find encryption with a transport that has none in corosync 3."""
    transport = transport_of(configuration)
    if transport == "knet" or not encrypts(configuration):
        return
    for key in ("crypto_cipher", "crypto_hash", "secauth"):
        entry = configuration.entry(f"totem.{key}")
        if entry is not None and entry.value not in {"none", "off"}:
            old = dialect_of(configuration).release < 3
            words = f"corosync 3 encrypts with the transport knet only, and this is {transport}"
            more: More = {"hint": "'corosync set totem.transport knet', which needs a nodelist"}
            if old:
                more["severity"] = WARNING
            code = "old-corosync" if old else "conflicting-settings"
            yield of_entry(configuration, entry, code, words, **more)
            return


def no_encryption(configuration: Configuration) -> Findings:
    """Remark that messages are sent in clear."""
    totem = first(configuration, "totem")
    if totem is None or transport_of(configuration) != "knet" or encrypts(configuration):
        return
    words = "messages between the nodes are neither signed nor encrypted"
    hint = (
        "'crypto_cipher: aes256' and 'crypto_hash: sha256' in 'totem'; 'corosync-keygen' for a key"
    )
    yield of_section(configuration, totem, "risky-setting", words, severity=INFO, hint=hint)


def secauth_overruled(configuration: Configuration) -> Findings:
    """Find 'secauth: on' with settings that take away what it implies."""
    entry = configuration.entry("totem.secauth")
    if entry is None or entry.value != "on":
        return
    off = [
        key
        for key in ("crypto_cipher", "crypto_hash")
        if configuration.value(f"totem.{key}") == "none"
    ]
    if off:
        words = f"'secauth: on' is overruled by '{off[0]}: none'"
        yield of_entry(configuration, entry, "conflicting-settings", words, severity=WARNING)


def key_in_the_file(configuration: Configuration) -> Findings:
    """Find a shared key that stands in the file itself, which others may read."""
    entry = configuration.entry("totem.key")
    if entry is None:
        return
    if configuration.entry("totem.keyfile") is not None:
        words = "'keyfile' goes before 'key', which is not used"
        yield of_key(configuration, entry, "conflicting-settings", words, severity=WARNING)
        return
    hint = "put it into a file of mode 0400, and name that with 'keyfile'"
    words = "the shared key stands in corosync.conf itself, which others may read"
    yield of_key(configuration, entry, "risky-setting", words, severity=WARNING, hint=hint)
    low, high = _KEY_BYTES
    if not low <= len(entry.value.encode()) <= high:
        words = f"a shared key has {low} to {high} bytes"
        yield of_key(configuration, entry, "invalid-setting", words)


def knet_timeouts(configuration: Configuration) -> Findings:
    """Ask for both timeouts of a knet link, or none."""
    pair = ("knet_ping_interval", "knet_ping_timeout")
    for interface in configuration.sections("totem.interface"):
        there = [entry for key in pair if (entry := interface.entry(key)) is not None]
        if len(there) == 1:
            other = next(key for key in pair if key != there[0].key)
            words = f"{there[0].key!r} is given without {other!r}"
            yield of_key(
                configuration, there[0], "risky-setting", words, severity=INFO, hint="give both"
            )


def link_numbers(configuration: Configuration) -> Findings:
    """Find two interface sections of one link."""
    seen: set[str] = set()
    for interface in configuration.sections("totem.interface"):
        link = link_of(interface)
        if link in seen:
            words = f"there is an interface section for link {link} already"
            hint = "give each a 'linknumber' of its own; without one it is 0"
            yield of_section(configuration, interface, "repeated-setting", words, hint=hint)
        seen.add(link)


def links_of_one_transport(configuration: Configuration) -> Findings:
    """Find several links with a transport that has one only."""
    transport = transport_of(configuration)
    interfaces = configuration.sections("totem.interface")
    if transport == "knet" or len({link_of(one) for one in interfaces}) < 2:
        return
    words = f"corosync 3 has one link only with the transport {transport}"
    hint = "'corosync set totem.transport knet', which needs a nodelist"
    if dialect_of(configuration).release < 3:
        yield of_section(
            configuration, interfaces[1], "old-corosync", words, severity=WARNING, hint=hint
        )
    else:
        yield of_section(configuration, interfaces[1], "conflicting-settings", words, hint=hint)


def old_transports(configuration: Configuration) -> Findings:
    """Remark on transports that are no longer recommended."""
    entry = configuration.entry("totem.transport")
    if entry is not None and entry.value in {"udp", "udpu"}:
        words = f"the transport {entry.value} can neither encrypt nor use several links"
        hint = "knet, the default of corosync 3, can"
        yield of_entry(configuration, entry, "old-corosync", words, severity=INFO, hint=hint)


def encrypts(configuration: Configuration) -> bool:
    """Tell whether messages are signed or encrypted, so that a key is needed."""
    cipher = configuration.value("totem.crypto_cipher")
    if cipher is None:
        cipher = "aes256" if configuration.value("totem.secauth") == "on" else "none"
    return cipher != "none" or _hash(configuration) != "none"


def _hash(configuration: Configuration) -> str:
    stated = configuration.value("totem.crypto_hash")
    if stated is not None:
        return stated
    return "sha256" if configuration.value("totem.secauth") == "on" else "none"


def link_of(interface: Section) -> str:
    """Return the number of the link that an interface section is about."""
    return interface.value("linknumber") or interface.value("ringnumber") or "0"
