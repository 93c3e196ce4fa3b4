"""corosync.conf against the machine that it is for."""

import os
from ipaddress import ip_interface
from pathlib import Path

import pytest

from corosync.samples import sound
from crmsh_py.corosync.checks.machine import Machine, read_interfaces
from crmsh_py.corosync.syntax import Configuration, parse
from crmsh_py.corosync.verify import verify

BOUND = """\
totem {{
  version: 2
  cluster_name: shop
  transport: udp
  interface {{
    bindnetaddr: {address}
  }}
}}
quorum {{
  provider: corosync_votequorum
  expected_votes: 2
}}
"""
OWN = tuple(ip_interface(one) for one in ("127.0.0.1/8", "192.168.1.17/26", "fd00::17/64"))
PLAIN = (("  crypto_cipher: aes256\n  crypto_hash: sha256\n", "  crypto_cipher: none\n"),)


def found(configuration: Configuration, machine: Machine) -> list[tuple[str, str, str]]:
    """Return code, severity and hint of what is wrong, with what is said of udp left out."""
    return [
        (one.code, str(one.severity), one.hint or "")
        for one in verify(configuration, machine)
        if one.code not in {"old-corosync", "risky-setting"}
    ]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("192.168.1.0", []),
        (
            "192.168.1.17",
            [
                (
                    "invalid-address",
                    "info",
                    "its network, 192.168.1.0, makes the same file good for all nodes",
                )
            ],
        ),
        ("192.168.1.5", [("invalid-address", "error", "the network is 192.168.1.0")]),
        (
            "192.168.1.64",
            [("invalid-address", "error", "its networks: 192.168.1.0/26")],
        ),
        ("fd00::17", []),
        ("fd00::", []),
        ("fd01::", [("invalid-address", "error", "its networks: fd00::/64")]),
    ],
)
def test_an_address_to_bind_to_is_a_network_of_the_machine(
    address: str, expected: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    configuration = parse(BOUND.format(address=address), "f")

    assert found(configuration, Machine("node1", OWN, tmp_path)) == expected


def test_without_the_interfaces_it_is_only_a_remark(tmp_path: Path) -> None:
    configuration = parse(BOUND.format(address="192.168.1.5"), "f")

    told = found(configuration, Machine("node1", None, tmp_path))

    assert [(code, severity) for code, severity, _ in told] == [("invalid-address", "info")]


def test_addresses_are_read_from_ip() -> None:
    text = (
        '[{"ifname":"lo","addr_info":[{"family":"inet","local":"127.0.0.1","prefixlen":8}]},'
        '{"ifname":"eth0","addr_info":[{"local":"10.0.0.1","prefixlen":24},{}]},{"ifname":"x"}]'
    )

    assert [str(one) for one in read_interfaces(text)] == ["127.0.0.1/8", "10.0.0.1/24"]


@pytest.mark.parametrize(
    ("name", "interfaces", "expected"),
    [
        ("node2.example.com", (), []),
        ("other", (ip_interface("10.0.0.3/24"),), []),
        ("other", (ip_interface("10.9.0.3/24"),), ["missing-setting"]),
    ],
)
def test_the_machine_is_in_the_nodelist_by_name_or_address(
    name: str, interfaces: tuple[object, ...], expected: list[str], tmp_path: Path
) -> None:
    machine = Machine(name, interfaces, tmp_path)  # type: ignore[arg-type]  # of one kind

    assert [code for code, _, _ in found(sound(*PLAIN), machine)] == expected


# ------------------------------------------------------------------ the key


def key(root: Path, size: int, mode: int = 0o400) -> None:
    """Make the file of the shared key."""
    folder = root / "etc/corosync"
    folder.mkdir(parents=True)
    (folder / "authkey").write_bytes(b"x" * size)
    (folder / "authkey").chmod(mode)


@pytest.mark.parametrize(
    ("size", "mode", "expected"),
    [
        (128, 0o400, []),
        (4096, 0o600, []),
        (127, 0o400, ["error"]),
        (4097, 0o400, ["error"]),
        (256, 0o440, ["warning"]),
        (16, 0o644, ["error", "warning"]),
    ],
)
def test_the_key_is_looked_at(size: int, mode: int, expected: list[str], tmp_path: Path) -> None:
    key(tmp_path, size, mode)

    told = found(sound(), Machine("node1", None, tmp_path))

    ours = [(code, severity) for code, severity, hint in told if "chown" not in hint]
    assert ours == [("corosync-key", severity) for severity in expected]
    assert any("chown" in hint for _, _, hint in told) == (os.geteuid() != 0)


def test_a_key_that_is_missing_is_an_error_only_where_one_is_needed(tmp_path: Path) -> None:
    machine = Machine("node1", None, tmp_path)

    assert [code for code, _, _ in found(sound(), machine)] == ["corosync-key"]
    assert found(sound(*PLAIN), machine) == []
    inside = sound(("crypto_hash", f"key: {'x' * 128}\n  crypto_hash"))
    assert found(inside, machine) == []


def test_another_key_file_is_looked_at_where_it_is(tmp_path: Path) -> None:
    named = sound(("crypto_hash", "keyfile: /etc/corosync/authkey\n  crypto_hash"))
    key(tmp_path, 256)

    assert [one for one in found(named, Machine("node1", None, tmp_path)) if not one[2]] == []
    (tmp_path / "etc/corosync/authkey").rename(tmp_path / "elsewhere")
    assert [code for code, _, _ in found(named, Machine("node1", None, tmp_path))] == [
        "corosync-key"
    ]


# ------------------------------------------------------------------ the log


def logging_to(file: str) -> Configuration:
    text = f"quorum {{\n}}\nlogging {{\n  to_logfile: yes\n  logfile: {file}\n}}\n"
    return parse(sound(*PLAIN).text + text, "f")


def test_the_folder_of_the_log_has_to_be_there(tmp_path: Path) -> None:
    machine = Machine("node1", None, tmp_path)

    missing = found(logging_to("/var/log/cluster/corosync.log"), machine)
    (tmp_path / "var/log/cluster").mkdir(parents=True)
    there = found(logging_to("/var/log/cluster/corosync.log"), machine)
    folder = found(logging_to("/var/log/cluster"), machine)

    assert [one for one in missing if one[0] == "corosync-log"] == [
        ("corosync-log", "error", "mkdir -p /var/log/cluster")
    ]
    assert [code for code, _, _ in there] == ["repeated-setting"]
    assert [code for code, _, _ in folder] == ["repeated-setting", "corosync-log"]
