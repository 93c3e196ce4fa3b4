"""Old corosync.conf files: golden cases, corosync's own opinion, and input of all kinds."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert.goldens import CASES, golden, told
from crmsh_py.convert.conversion import Conversion, Input
from crmsh_py.convert.corosync1.converter import Choices, convert
from crmsh_py.corosync.syntax import parse
from crmsh_py.corosync.verify import verify
from crmsh_py.diagnostics import Diagnostic, Severity, errors

FOLDERS = sorted((CASES / "corosync1").iterdir())
COROSYNC = shutil.which("corosync", path="/usr/sbin:/usr/bin")
TWO = Choices((("a", ("10.0.0.1",)), ("b", ("10.0.0.2",))))
MULTICAST = """\
totem {
  version: 2
  interface {
    ringnumber: 0
    bindnetaddr: 10.0.0.0
    mcastaddr: 239.1.1.1
    mcastport: 5405
  }
}
"""


def nodes(case: Path) -> Choices:
    file = case / "nodes.txt"
    lines = file.read_text(encoding="utf-8").split() if file.exists() else []
    pairs = [line.partition("=") for line in lines]
    return Choices(tuple((name, tuple(to.split(","))) for name, _, to in pairs))


def converted(case: Path) -> Conversion:
    return convert(Input("corosync.conf", (case / "old.conf").read_bytes()), nodes(case))


def of(text: str, choices: Choices = TWO) -> Conversion:
    return convert(Input("corosync.conf", text.encode()), choices)


def codes(conversion: Conversion) -> list[tuple[str, Severity]]:
    return [(one.code, one.severity) for one in conversion.diagnostics]


def complaints(text: str) -> list[Diagnostic]:
    return [one for one in verify(parse(text, "corosync.conf")) if one.severity > Severity.INFO]


@pytest.mark.parametrize("case", FOLDERS, ids=lambda case: case.name)
def test_a_conversion_says_and_gives(case: Path, request: pytest.FixtureRequest) -> None:
    conversion = converted(case)

    said = told(conversion)

    assert said == golden(request, case / "told.txt", said)
    assert conversion.corosync == golden(request, case / "corosync.conf", conversion.corosync)
    assert conversion.cib is None


@pytest.mark.parametrize("case", FOLDERS, ids=lambda case: case.name)
def test_our_own_checks_find_nothing_in_what_comes_out(case: Path) -> None:
    conversion = converted(case)

    assert conversion.corosync is not None
    assert complaints(conversion.corosync) == []


@pytest.mark.skipif(COROSYNC is None, reason="corosync is not installed")
@pytest.mark.parametrize("case", FOLDERS, ids=lambda case: case.name)
def test_corosync_takes_what_comes_out(case: Path, tmp_path: Path) -> None:
    conversion = converted(case)
    if errors(conversion.diagnostics):
        pytest.skip("it has placeholders")
    assert conversion.corosync is not None
    assert COROSYNC is not None

    (tmp_path / "key").write_bytes(bytes(range(256)))
    (tmp_path / "conf").write_text(here(conversion.corosync, tmp_path), encoding="utf-8")
    command = [COROSYNC, "-t", "-c", str(tmp_path / "conf")]
    outcome = subprocess.run(command, capture_output=True, check=False, text=True)

    assert (outcome.returncode, outcome.stderr) == (0, outcome.stderr)


def here(text: str, folder: Path) -> str:
    """Return a file as this machine can check it: it is the first node, and has a key.

    Host names get addresses, since nobody knows them here.
    """
    text = re.sub(r"(ring0_addr: )[a-z].*", r"\g<1>10.99.99.99", text)
    first = next(line for line in text.splitlines() if "ring0_addr:" in line)
    local = text.replace(first, "        ring0_addr: 127.0.0.1", 1)
    local = local.replace("logfile: /var/log/cluster/", f"logfile: {folder}/")
    return local.replace("totem {\n", f"totem {{\n    keyfile: {folder}/key\n", 1)


def test_without_a_word_about_the_nodes_there_are_placeholders_and_an_error() -> None:
    conversion = of(MULTICAST, Choices())

    assert [code for code, severity in codes(conversion) if severity is Severity.ERROR] == [
        "missing-nodes"
    ]
    assert conversion.corosync is not None
    assert "ring0_addr: CHANGE-ME-1" in conversion.corosync
    assert complaints(conversion.corosync) == []


def test_a_file_with_knet_is_left_as_it_is() -> None:
    conversion = of("totem {\n  version: 2\n  transport: knet\n}\n")

    assert codes(conversion) == [("nothing-to-convert", Severity.INFO)]
    assert conversion.corosync is None


def test_a_shared_key_is_shown_nowhere() -> None:
    conversion = of(
        MULTICAST.replace("version: 2", "version: 2\n  key: hush\u00a0hush\n  secauth: on")
    )

    assert "hush" not in told(conversion)
    assert "hush" not in (conversion.corosync or "")


@pytest.mark.parametrize(
    ("octets", "code"),
    [
        (b"", "missing-setting"),
        (b"hello", "missing-setting"),
        (b"\x00\x01totem {\n}", "corosync-syntax"),
        (b"a {\n" * 10000, "corosync-syntax"),
        (b"totem {\n  token: 1\n}\n" * 100_000, "corosync-syntax"),
    ],
)
def test_what_is_no_such_file_is_refused(octets: bytes, code: str) -> None:
    conversion = convert(Input("x", octets), TWO)

    assert (code, Severity.ERROR) in codes(conversion)
    assert conversion.corosync is None


def test_a_value_that_corosync_does_not_take_is_an_error() -> None:
    conversion = of(MULTICAST.replace("version: 2", "version: 2\n  token: soon"))

    assert ("invalid-setting", Severity.ERROR) in codes(conversion)
    assert "token" not in (conversion.corosync or "")


@pytest.mark.parametrize("closing", ["}}", "} }", "}\t}  # of both", "} } the end"])
def test_several_sections_may_end_on_one_line(closing: str) -> None:
    text = MULTICAST.replace("  }\n}\n", f"  {closing}\nlogging {{\n  debug: maybe\n}}\n")

    conversion = of(text)

    found = [
        (one.code, one.location.position if one.location else None)
        for one in conversion.diagnostics
        if one.severity > Severity.INFO
    ]
    assert found == [("repaired", (8, 3)), ("invalid-setting", (10, 10))]
    assert conversion.corosync is not None


def test_a_brace_too_many_closes_nothing() -> None:
    conversion = of(MULTICAST.replace("  }\n}\n", "  }}}\n"))

    places = [
        one.location and one.location.position
        for one in conversion.diagnostics
        if one.code == "corosync-syntax"
    ]
    assert places == [(8, 5)]


def test_a_section_whose_name_is_damaged_is_said_once() -> None:
    conversion = of(f"echo aisexec {{\n  user: root\n  echo group: root\n}}\n{MULTICAST}")

    assert [
        (code, severity) for code, severity in codes(conversion) if severity > Severity.INFO
    ] == [("unknown-setting", Severity.WARNING)]


def test_two_rings_with_different_members_are_an_error() -> None:
    member = "    member {\n      memberaddr: 10.0.0.1\n    }\n"
    second = f"  interface {{\n    ringnumber: 1\n{member}{member}  }}\n}}\n"
    text = MULTICAST.replace("    ringnumber: 0\n", f"    ringnumber: 0\n{member}")

    conversion = of(text.removesuffix("}\n") + second, Choices())

    assert codes(conversion).count(("missing-nodes", Severity.ERROR)) == 2  # and the name


def test_two_nodes_that_have_a_tie_breaker_do_not_get_two_node_as_well() -> None:
    conversion = of(
        f"{MULTICAST}quorum {{\n  provider: corosync_votequorum\n  auto_tie_breaker: 1\n}}\n"
    )

    assert "two_node" not in (conversion.corosync or "")


def test_of_nodes_that_nobody_knows_it_is_not_said_that_there_are_two() -> None:
    words = [one.message for one in of(MULTICAST, Choices()).diagnostics]

    assert not [one for one in words if "two_node" in one]
    assert [one for one in of(MULTICAST).diagnostics if "two_node" in one.message]


WORDS = st.sampled_from(
    ["totem {", "}", "interface {", "quorum {", "logging {", "nodelist {", "node {", "service {",
     "amf {", "logger_subsys {", "member {", "device {", "name: a", "ver: 0", "version: 2",
     "token: 5000", "token: x", "consensus: 1", "rrp_mode: active", "transport: udpu", "key: k",
     "secauth: on", "ringnumber: 1", "ringnumber: 99", "memberaddr: 10.0.0.1", "memberaddr: host",
     "bindnetaddr: 10.0.0.0", "mcastport: 5405", "ring0_addr: 10.0.0.9", "ring1_addr: 10.1.0.9",
     "nodeid: 7", "nodeid: 99999999", "model: disk", "model: net", "expected_votes: 0", "votes: 3",
     "two_node: 1", "subsys: AMF", "debug: on", "to_file: yes", "logfile: /x/y",
     "compatibility: whitetank",
     "\u00a0x: y", "x \uff1a y", "{", ":", "token_coefficient: 4294967295", "crypto_hash: none"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=30), st.sampled_from([Choices(), TWO]))
def test_no_mixture_of_sections_raises(words: list[str], choices: Choices) -> None:
    conversion = of("\n".join(["totem {", "}", *words]), choices)

    if conversion.corosync is not None and not errors(conversion.diagnostics):
        assert errors(verify(parse(conversion.corosync, "new"))) == []


@given(st.text())
def test_no_text_raises(text: str) -> None:
    conversion = of(text)

    assert conversion.diagnostics


@given(st.binary())
def test_no_octets_raise(octets: bytes) -> None:
    conversion = convert(Input("x", b"totem {\n" + octets))

    assert conversion.diagnostics
