"""Each check of corosync.conf, on a file that it finds nothing in and on some that it does."""

import pytest

from corosync.samples import SOUND, sound
from crmsh_py.corosync.checks import (
    addresses,
    device,
    logs,
    names,
    nodelist,
    quorum,
    totem,
)
from crmsh_py.corosync.checks.findings import Check
from crmsh_py.corosync.known import SETTINGS
from crmsh_py.corosync.syntax import parse
from crmsh_py.corosync.verify import CHECKS, verify
from crmsh_py.diagnostics import Severity

TOTEM = "transport: knet"
QUORUM = "provider: corosync_votequorum"
NODE3 = "name: node3"
RING3 = "ring0_addr: 10.0.0.3"
UDP = """\
totem {
  version: 2
  cluster_name: shop
  transport: udp
  interface {
    linknumber: 0
    bindnetaddr: 192.168.1.0
    mcastaddr: 239.255.1.1
    mcastport: 5405
  }
}
quorum {
  provider: corosync_votequorum
  expected_votes: 3
}
"""
"""A sound file without a nodelist."""

Found = list[tuple[str, str, str]]


def totem_has(*lines: str) -> str:
    return sound((TOTEM, "\n  ".join([TOTEM, *lines]))).text


def quorum_has(*lines: str) -> str:
    return sound((QUORUM, "\n  ".join([QUORUM, *lines]))).text


def with_(old: str, new: str) -> str:
    return sound((old, new)).text


def udp(old: str, new: str) -> str:
    assert old in UDP
    return UDP.replace(old, new, 1)


def node3_has(new: str) -> str:
    return with_(NODE3, f"{NODE3}\n    {new}")


def two_nodes(*lines: str) -> str:
    at = SOUND.index("  node {\n    name: node3")
    text = SOUND[:at] + SOUND[SOUND.index("}\nquorum") :]
    return text.replace(QUORUM, "\n  ".join([QUORUM, *lines]))


NET = "device {\n    model: net\n    votes: 1\n    net {\n host: q\n algorithm: ffsplit\n }\n  }"
ERROR, WARNING, INFO = "error", "warning", "info"

CASES: list[tuple[Check, str, Found]] = [
    (names.dialect, totem_has("rrp_mode: none"), []),
    (names.dialect, "amf {\n}\n", [("old-corosync", INFO, "amf")]),
    (names.dialect, "compatibility: whitetank\n", [("old-corosync", INFO, "compatibility")]),
    (names.dialect, udp("linknumber", "ringnumber").replace("transport: udp", "token: 3000"),
     [("old-corosync", INFO, "ringnumber")]),
    (names.unknown_sections, "totm {\n a: b\n}\n", [("unknown-setting", WARNING, "totm")]),
    (names.unknown_sections, "service {\n ver: 0\n}\n", [("old-corosync", WARNING, "service")]),
    (names.unknown_sections, "interface {\n}\n", [("unknown-setting", WARNING, "interface")]),
    (names.unknown_keys, totem_has("tokn: 1"), [("unknown-setting", WARNING, "tokn")]),
    (names.unknown_keys, totem_has("logfile: 1"), [("unknown-setting", WARNING, "logfile")]),
    (names.unknown_keys, "token: 1\n", [("unknown-setting", WARNING, "token")]),
    (names.unknown_keys, "compatibility: none\n", [("old-corosync", WARNING, "compatibility")]),
    (names.unknown_keys, "uidgid {\n user: x\n}\n", [("unknown-setting", ERROR, "user")]),
    (names.unknown_keys, node3_has("ring9_addr: x"), [("unknown-setting", ERROR, "ring9_addr")]),
    (names.unknown_keys, quorum_has("device {\n heuristics {\n exec_ping: x\n }\n }"), []),
    (names.old_keys, totem_has("threads: 2"), [("old-corosync", WARNING, "threads")]),
    (names.old_keys, node3_has("quorum_votes: 2"), []),
    (names.values, totem_has("token: 3s"), [("invalid-setting", ERROR, "3s")]),
    (names.values, totem_has("token: 29"), [("invalid-setting", ERROR, "29")]),
    (names.values, totem_has("token: -1"), [("invalid-setting", ERROR, "-1")]),
    (names.values, totem_has("token:"), [("invalid-setting", ERROR, "token")]),
    (names.values, totem_has("keyfile:"), [("invalid-setting", WARNING, "keyfile")]),
    (names.values, totem_has("secauth: yes"), [("invalid-setting", WARNING, "yes")]),
    (names.values, with_("version: 2", "version: 1"), [("invalid-setting", ERROR, "1")]),
    (names.values, with_(TOTEM, "transport: tcp"), [("invalid-setting", ERROR, "tcp")]),
    (names.values, quorum_has("two_node: yes"), [("invalid-setting", ERROR, "yes")]),
    (names.repeated_keys, totem_has("token: 3000", "token: 4000"),
     [("repeated-setting", WARNING, "token")]),
    (names.repeated_sections, SOUND + "nodelist {\n}\n", [("repeated-setting", ERROR, "nodelist")]),
    (names.repeated_sections, SOUND + "totem {\n}\n", [("repeated-setting", WARNING, "totem")]),
    (names.without_effect, totem_has("interface {\n mcastaddr: 239.1.1.1\n }"),
     [("conflicting-settings", WARNING, "mcastaddr")]),
    (names.without_effect, totem_has("interface {\n ttl: 1\n }"),
     [("conflicting-settings", ERROR, "ttl")]),
    (names.without_effect, udp("linknumber", "knet_link_priority: 1\n linknumber"),
     [("conflicting-settings", ERROR, "knet_link_priority")]),
    (names.without_effect, udp("linknumber", "ttl: 1\n linknumber"), []),
    (totem.required, "", [("missing-setting", ERROR, "")]),
    (totem.required, "totem {\n cluster_name: x\n}\n", [("missing-setting", ERROR, "totem")]),
    (totem.required, with_("cluster_name: shop", "token: 3000"),
     [("missing-setting", INFO, "totem")]),
    (totem.consensus, totem_has("token: 1000", "consensus: 1900"),
     [("risky-setting", WARNING, "1900")]),
    (totem.consensus, totem_has("token: 1000", "consensus: 1980"), []),
    (totem.consensus, totem_has("consensus: 40"), [("conflicting-settings", ERROR, "40")]),
    (totem.retransmits, totem_has("token: 120", "token_coefficient: 0"),
     [("conflicting-settings", ERROR, "120")]),
    (totem.retransmits, totem_has("token: 126", "token_coefficient: 0"), []),
    (totem.cipher_without_hash, with_("crypto_hash: sha256", "crypto_hash: none"),
     [("conflicting-settings", ERROR, "aes256")]),
    (totem.cipher_without_hash, with_("crypto_hash: sha256", "secauth: on"), []),
    (totem.crypto_needs_knet, with_(TOTEM, "transport: udpu"),
     [("conflicting-settings", ERROR, "aes256")]),
    (totem.crypto_needs_knet, udp("transport: udp", "secauth: on").replace("link", "ring"),
     [("old-corosync", WARNING, "on")]),
    (totem.no_encryption, with_("crypto_cipher: aes256\n  crypto_hash: sha256", "token: 3000"),
     [("risky-setting", INFO, "totem")]),
    (totem.secauth_overruled, with_("crypto_hash: sha256", "crypto_hash: none\n secauth: on"),
     [("conflicting-settings", WARNING, "on")]),
    (totem.key_in_the_file, totem_has(f"key: {'x' * 128}"), [("risky-setting", WARNING, "key")]),
    (totem.key_in_the_file, totem_has("key: short"),
     [("risky-setting", WARNING, "key"), ("invalid-setting", ERROR, "key")]),
    (totem.key_in_the_file, totem_has("key: x", "keyfile: /k"),
     [("conflicting-settings", WARNING, "key")]),
    (totem.knet_timeouts, totem_has("interface {\n knet_ping_timeout: 1\n }"),
     [("risky-setting", INFO, "knet_ping_timeout")]),
    (totem.link_numbers, totem_has("interface {\n }", "interface {\n linknumber: 0\n }"),
     [("repeated-setting", ERROR, "interface")]),
    (totem.links_of_one_transport, udp("interface", "interface {\n linknumber: 1\n }\n interface"),
     [("conflicting-settings", ERROR, "interface")]),
    (totem.links_of_one_transport,
     udp("interface", "interface {\n ringnumber: 1\n }\n interface").replace("link", "ring"),
     [("old-corosync", WARNING, "interface")]),
    (totem.old_transports, UDP, [("old-corosync", INFO, "udp")]),
    (addresses.needs_nodelist, "totem {\n transport: udpu\n}\n", [("missing-setting", ERROR, "")]),
    (addresses.needs_nodelist, udp("  transport: udp\n", "").replace("link", "ring"),
     [("old-corosync", WARNING, "")]),
    (addresses.needs_nodelist, udp("transport: udp", "token: 3000").replace("linknumber: 0", ""),
     [("missing-setting", ERROR, "")]),
    (addresses.needs_nodelist, UDP, []),
    (addresses.bindnetaddr, udp("bindnetaddr: 192.168.1.0", "ttl: 1"),
     [("missing-setting", ERROR, "interface")]),
    (addresses.bound_addresses, udp("192.168.1.0", "192.168.1"),
     [("invalid-address", ERROR, "192.168.1")]),
    (addresses.bound_addresses, udp("192.168.1.0", "239.1.1.1"),
     [("invalid-address", ERROR, "239.1.1.1")]),
    (addresses.bound_addresses, UDP + SOUND[SOUND.index("nodelist") :],
     [("conflicting-settings", WARNING, "bindnetaddr")]),
    (addresses.bound_networks, udp("192.168.1.0", "192.168.1.17"),
     [("invalid-address", INFO, "192.168.1.17")]),
    (addresses.bound_networks, udp("192.168.1.0", "fd00::17"), []),
    (addresses.multicast, udp("239.255.1.1", "192.168.1.1"),
     [("invalid-address", ERROR, "192.168.1.1")]),
    (addresses.multicast, udp("239.255.1.1", "mcast"), [("invalid-address", ERROR, "mcast")]),
    (addresses.multicast, udp("239.255.1.1", "226.94.1.1"),
     [("invalid-address", WARNING, "226.94.1.1")]),
    (addresses.multicast, udp("239.255.1.1", "224.0.0.1"),
     [("invalid-address", WARNING, "224.0.0.1")]),
    (addresses.multicast, udp("239.255.1.1", "ff05::1"), []),
    (addresses.multicast, udp("239.255.1.1", "fd00::1"), [("invalid-address", ERROR, "fd00::1")]),
    (addresses.families, udp("239.255.1.1", "ff05::1"),
     [("conflicting-settings", ERROR, "ff05::1")]),
    (addresses.broadcast, udp("mcastport", "broadcast: yes\n mcastport"),
     [("conflicting-settings", WARNING, "mcastaddr")]),
    (addresses.ports, udp("  interface", "  interface {\n mcastaddr: 239.255.1.1\n mcastport: 5406"
     "\n }\n  interface"), [("conflicting-settings", WARNING, "interface")]),
    (addresses.ports, udp("  interface", "  interface {\n mcastaddr: 239.255.1.1\n mcastport: 5407"
     "\n }\n  interface"), []),
    (addresses.port_zero, udp("5405", "0"), [("invalid-setting", ERROR, "0")]),
    (nodelist.names, with_(NODE3, "quorum_votes: 1"), [("missing-setting", WARNING, "node")]),
    (nodelist.names, with_(NODE3, "ring1_addr: 10.1.0.3"), [("missing-setting", ERROR, "node")]),
    (nodelist.unique, with_(NODE3, "name: node1"), [("repeated-setting", ERROR, "node1")]),
    (nodelist.unique, with_("nodeid: 3", "nodeid: 1"), [("repeated-setting", ERROR, "1")]),
    (nodelist.unique_addresses, with_(RING3, "ring0_addr: 10.0.0.1"),
     [("repeated-setting", ERROR, "10.0.0.1")]),
    (nodelist.ids, with_("    nodeid: 3\n", ""), [("missing-setting", ERROR, "node")]),
    (nodelist.ids, with_("nodeid: 3", "nodeid: 65536"), [("invalid-setting", ERROR, "65536")]),
    (nodelist.ids, with_("    nodeid: 3\n", "").replace("knet", "udpu"), []),
    (nodelist.ids,
     with_("    nodeid: 3\n", "").replace("knet", "udpu").replace("10.0.0.3", "fd::3"),
     [("missing-setting", ERROR, "node")]),
    (nodelist.first_link, with_(RING3, "quorum_votes: 1"), [("missing-setting", ERROR, "node")]),
    (nodelist.same_links, with_(RING3, RING3 + "\n ring1_addr: 10.1.0.3"),
     [("missing-setting", ERROR, "node"), ("missing-setting", ERROR, "node")]),
    (nodelist.links_of_transport, with_(TOTEM, "transport: udpu").replace(
        "ring0_addr: 10.0.0.1", "ring0_addr: 10.0.0.1\n ring1_addr: 10.1.0.1"),
     [("conflicting-settings", ERROR, "ring1_addr")]),
    (nodelist.addresses, with_("10.0.0.3", "10.0.0.300"),
     [("invalid-address", ERROR, "10.0.0.300")]),
    (nodelist.addresses, with_("10.0.0.3", "10.0.0.3/24"),
     [("invalid-address", ERROR, "10.0.0.3/24")]),
    (nodelist.addresses, with_("10.0.0.3", "node3.example.com"), []),
    (nodelist.addresses, with_("10.0.0.3", "239.0.0.3"), [("invalid-address", ERROR, "239.0.0.3")]),
    (nodelist.addresses, with_("10.0.0.3", "127.0.0.1"), [("invalid-address", ERROR, "127.0.0.1")]),
    (nodelist.same_family, with_("10.0.0.3", "fd00::3"),
     [("conflicting-settings", ERROR, "fd00::3")]),
    (nodelist.unused_interfaces, totem_has("interface {\n linknumber: 1\n }"),
     [("conflicting-settings", WARNING, "interface")]),
    (nodelist.unused_interfaces, totem_has("interface {\n linknumber: 0\n }"), []),
    (quorum.provider, with_(QUORUM, "two_node: 0"), [("missing-setting", ERROR, "quorum")]),
    (quorum.provider, "service {\n}\n", [("old-corosync", WARNING, "")]),
    (quorum.some_votes, f"quorum {{\n {QUORUM}\n}}\n", [("missing-setting", ERROR, "quorum")]),
    (quorum.expected_votes, quorum_has("expected_votes: 4"),
     [("conflicting-settings", WARNING, "4")]),
    (quorum.expected_votes, quorum_has("expected_votes: 3"), []),
    (quorum.two_node, quorum_has("two_node: 1"), [("conflicting-settings", ERROR, "two_node")]),
    (quorum.two_node, two_nodes("two_node: 1"), []),
    (quorum.two_node, two_nodes("two_node: 1", NET), [("conflicting-settings", ERROR, "two_node")]),
    (quorum.two_node, two_nodes("two_node: 1", "auto_tie_breaker: 1"),
     [("conflicting-settings", WARNING, "two_node")]),
    (quorum.two_nodes, two_nodes(), [("risky-setting", WARNING, "quorum")]),
    (quorum.two_nodes, two_nodes(NET), []),
    (quorum.wait_for_all, two_nodes("two_node: 1", "wait_for_all: 0"),
     [("risky-setting", WARNING, "0")]),
    (quorum.wait_for_all, quorum_has("last_man_standing: 1"),
     [("risky-setting", WARNING, "last_man_standing")]),
    (quorum.wait_for_all, quorum_has("last_man_standing: 1", "wait_for_all: 1"), []),
    (quorum.auto_tie_breaker, quorum_has("auto_tie_breaker: 1"),
     [("conflicting-settings", WARNING, "auto_tie_breaker")]),
    (quorum.auto_tie_breaker, quorum_has("auto_tie_breaker: 1", "last_man_standing: 1"),
     [("conflicting-settings", ERROR, "auto_tie_breaker")]),
    (quorum.auto_tie_breaker, quorum_has("auto_tie_breaker: 1", "wait_for_all: 1"), []),
    (quorum.tie_breaker_nodes, quorum_has("auto_tie_breaker_node: lowest"),
     [("conflicting-settings", WARNING, "auto_tie_breaker_node")]),
    (quorum.tie_breaker_nodes, quorum_has("auto_tie_breaker: 1", "auto_tie_breaker_node: 3 9"),
     [("invalid-setting", WARNING, "3 9")]),
    (quorum.last_man_standing, node3_has("quorum_votes: 2").replace(
        QUORUM, QUORUM + "\n last_man_standing: 1"),
     [("conflicting-settings", WARNING, "last_man_standing")]),
    (quorum.downscale, quorum_has("allow_downscale: 1"),
     [("risky-setting", WARNING, "allow_downscale")]),
    (device.model, quorum_has("device {\n }"), [("missing-setting", WARNING, "device")]),
    (device.server, quorum_has("device {\n model: net\n }"),
     [("missing-setting", ERROR, "device"), ("missing-setting", ERROR, "device")]),
    (device.server, quorum_has(NET), []),
    (device.exclusive, quorum_has(NET, "auto_tie_breaker: 1"),
     [("conflicting-settings", ERROR, "auto_tie_breaker")]),
    (device.votes_stated, quorum_has(NET.replace("    votes: 1\n", ""), "expected_votes: 5"),
     [("missing-setting", ERROR, "device")]),
    (device.votes_stated, node3_has("quorum_votes: 2").replace(
        QUORUM, QUORUM + "\n" + NET.replace("    votes: 1\n", "")),
     [("missing-setting", ERROR, "device")]),
    (device.votes_sound, quorum_has(NET, "expected_votes: 2"),
     [("conflicting-settings", ERROR, "1")]),
    (device.split, quorum_has(NET.replace("votes: 1", "votes: 2")),
     [("conflicting-settings", WARNING, "ffsplit")]),
    (logs.log_files, "logging {\n to_logfile: yes\n}\n", [("missing-setting", WARNING, "yes")]),
    (logs.log_files, "logging {\n logfile: x.log\n}\n", [("risky-setting", WARNING, "x.log")]),
    (logs.log_files, "logging {\n logfile: /x.log\n logger_subsys {\n to_logfile: yes\n }\n}\n",
     []),
    (logs.subsystems, "logging {\n logger_subsys {\n }\n}\n",
     [("missing-setting", ERROR, "logger_subsys")]),
]  # fmt: skip
"""A check, a text, and what it finds: code, severity, and the text at the place."""


@pytest.mark.parametrize(("check", "text", "expected"), CASES)
def test_a_check_finds(check: Check, text: str, expected: Found) -> None:
    configuration = parse(text, "corosync.conf")
    assert configuration.problems == ()

    found = list(check(configuration))

    assert [
        (
            one.code,
            str(one.severity),
            text[one.location.span.start : one.location.span.end] if one.location else "",
        )
        for one in found
    ] == expected


@pytest.mark.parametrize("check", [*CHECKS, addresses.bound_networks])
def test_every_check_finds_something_somewhere(check: Check) -> None:
    assert any(one is check and expected for one, _, expected in CASES)


def test_a_sound_file_has_no_problems() -> None:
    assert verify(sound()) == []
    assert [one.code for one in verify(parse(UDP, "f"))] == ["old-corosync"]


def test_findings_come_in_the_order_of_the_text() -> None:
    found = verify(parse(SOUND.replace("node3", "node1").replace("knet", "tcp"), "f"))

    starts = [one.location.span.start for one in found if one.location]
    assert starts == sorted(starts)
    assert {one.severity for one in found} == {Severity.ERROR}


def test_no_message_shows_the_shared_key() -> None:
    found = verify(parse(totem_has("key: abracadabra"), "f"))

    assert found
    for one in found:
        assert one.location is not None
        assert "abracadabra" not in f"{one.message} {one.hint} {one.location.source.text}"


def test_what_is_said_to_be_taken_is_taken() -> None:
    for path, setting in SETTINGS.items():
        assert all(setting.takes(word) for word in setting.words), path
        if setting.numbers is not None:
            low, high = setting.numbers
            assert setting.takes(str(low))
            assert setting.takes(str(high))
            assert not setting.takes(str(high + 1))
            assert not setting.takes(str(low - 1))
