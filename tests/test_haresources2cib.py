"""The console script: options, streams, exit statuses."""

import subprocess
import sys
from pathlib import Path

import pytest

from crmsh_py import __version__, haresources2cib
from crmsh_py.codes import ExitStatus
from crmsh_py.convert.conversion import Input
from crmsh_py.convert.heartbeat.choices import Choices
from crmsh_py.convert.heartbeat.converter import convert
from crmsh_py.haresources2cib import main
from crmsh_py.xmltree import canonical, parse, to_bytes

GOOD = "n1 10.0.0.1/24\n"
BAD = "n1 10.0.0.1/24 foo::bar\n"
CASES = Path(__file__).parent / "cases/haresources"


def cib(text: str, ha_cf: str | None = None, choices: Choices | None = None) -> bytes:
    """Return the CIB that a haresources file becomes."""
    other = None if ha_cf is None else Input("ha.cf", ha_cf.encode())
    conversion = convert(Input("haresources", text.encode()), other, None, choices or Choices())
    assert conversion.cib is not None
    return to_bytes(conversion.cib.root)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "haresources"
    path.write_text(GOOD)
    return path


def script(*arguments: str, stdin: bytes = b"") -> tuple[int, bytes, bytes]:
    """Run the script as a process of its own."""
    code = "import sys; from crmsh_py.haresources2cib import run; sys.exit(run())"
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, input=stdin, capture_output=True, check=False)
    return done.returncode, done.stdout, done.stderr


def test_the_line_of_the_article_gives_this_cib() -> None:
    made = cib((CASES / "seed001.haresources").read_text())

    expected = (CASES / "seed001.xml").read_bytes()
    assert canonical(parse(made, "made")) == canonical(parse(expected, "expected"))


def test_a_file_becomes_a_cib_on_standard_output(
    file: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    status = main(["--stdout", str(file)])

    out, err = capfdbinary.readouterr()
    assert (status, out) == (ExitStatus.OK, cib(GOOD))
    assert f"{file}:1:1: warning: ".encode() in err
    assert b"[no-fencing]" in err


def test_a_hyphen_is_standard_input() -> None:
    status, out, err = script("-", stdin=GOOD.encode())

    assert (status, out) == (0, cib(GOOD))
    assert b"<stdin>:1:1: warning: " in err


def test_without_monitors(file: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    status = main(["--no-monitor", str(file)])

    assert status == ExitStatus.OK
    assert b"<op " not in capfdbinary.readouterr().out


def test_nothing_is_written_if_something_cannot_be_converted(
    file: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    file.write_text(BAD)

    status = main([str(file)])

    out, err = capfdbinary.readouterr()
    assert (status, out) == (ExitStatus.DATA_ERROR, b"")
    assert f"{file}:1:16: error: ".encode() in err
    assert b"[unknown-script]" in err


def test_the_best_effort_is_written_and_the_errors_are_shown(
    file: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    file.write_text(BAD)

    status = main(["--best-effort", str(file)])

    out, err = capfdbinary.readouterr()
    assert (status, out) == (ExitStatus.OK, cib(BAD))
    assert b"[unknown-script]" in err


def test_there_is_no_best_effort_for_a_binary_file(
    file: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    file.write_bytes(b"\x7fELF\0\0")

    status = main(["--best-effort", str(file)])

    assert (status, capfdbinary.readouterr().out) == (ExitStatus.DATA_ERROR, b"")


def test_an_option_without_effect_is_said_to_have_none(
    file: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    status = main(["--no-ocf", str(file)])

    err = capfdbinary.readouterr().err
    assert status == ExitStatus.OK
    assert b"warning: --no-ocf has no effect" in err
    assert b"[ignored-option]" in err


HA_CF = "node n1 n2\nbcast eth0\nauto_failback off\nping 10.0.0.9\nrespawn root /lib/ipfail\n"


def test_what_ha_cf_says_is_in_the_cib_and_the_rest_is_pointed_at(
    file: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    ha_cf = tmp_path / "ha.cf"
    ha_cf.write_text(HA_CF)

    status = main(["-c", str(ha_cf), str(file)])

    out, err = capfdbinary.readouterr()
    assert (status, out) == (ExitStatus.OK, cib(GOOD, HA_CF))
    assert b'name="resource-stickiness" value="INFINITY"' in out
    assert b'id="ping-clone"' in out
    assert b"what " + str(ha_cf).encode() + b" says of nodes, links and timing belongs in" in err
    command = f"'crm convert heartbeat --ha-cf {ha_cf} --to corosync {file}' prints it"
    assert command.encode() in err


def test_the_usual_ha_cf_is_read_with_the_usual_haresources(
    file: Path,
    tmp_path: Path,
    capfdbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ha_cf = tmp_path / "ha.cf"
    ha_cf.write_text(HA_CF)
    monkeypatch.setattr(haresources2cib, "DEFAULT_FILE", str(file))
    monkeypatch.setattr(haresources2cib, "DEFAULT_CONFIG", str(ha_cf))

    status = main([])

    assert (status, capfdbinary.readouterr().out) == (ExitStatus.OK, cib(GOOD, HA_CF))


def test_the_resources_of_drbd_can_be_named(
    file: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    text = "n1 drbddisk 10.0.0.1/8\n"
    file.write_text(text)

    status = main(["--drbd-resource", "a", "--drbd-resource", "b", str(file)])

    expected = cib(text, choices=Choices(drbd_resources=("a", "b")))
    assert (status, capfdbinary.readouterr().out) == (ExitStatus.OK, expected)


@pytest.mark.parametrize(
    ("arguments", "status", "code"),
    [
        (["/no/such/file"], ExitStatus.NO_INPUT, b"[no-such-file]"),
        (["/"], ExitStatus.NO_INPUT, b"[unreadable-file]"),
        (["a\0b"], ExitStatus.NO_INPUT, b"[unreadable-file]"),
        (["/dev/zero"], ExitStatus.DATA_ERROR, b"[file-too-large]"),
        (["-c", "/no/such/file", "FILE"], ExitStatus.NO_INPUT, b"[no-such-file]"),
        (["--frobnicate"], ExitStatus.USAGE, b"[usage]"),
        (["--best"], ExitStatus.USAGE, b"[usage]"),
        (["FILE", "FILE"], ExitStatus.USAGE, b"[usage]"),
    ],
)
def test_what_cannot_be_read_is_one_error(
    file: Path,
    capfdbinary: pytest.CaptureFixture[bytes],
    arguments: list[str],
    status: ExitStatus,
    code: bytes,
) -> None:
    given = [str(file) if argument == "FILE" else argument for argument in arguments]

    assert main(given) == status
    out, err = capfdbinary.readouterr()
    assert (out, err.count(b"error: ")) == (b"", 1)
    assert code in err


@pytest.mark.parametrize(("option", "text"), [("--version", __version__), ("-h", "--no-monitor")])
def test_help_and_version(option: str, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main([option])

    assert caught.value.code == 0
    assert text in capsys.readouterr().out


@pytest.mark.parametrize(
    ("redirection", "status", "code"),
    [
        (">&-", ExitStatus.CANNOT_WRITE, "[cannot-write]"),
        (">/dev/full", ExitStatus.CANNOT_WRITE, "[cannot-write]"),
        ("<&-", ExitStatus.NO_INPUT, "[unreadable-file]"),
        ("2>&-", ExitStatus.OK, ""),
    ],
)
def test_closed_streams_are_errors_and_no_tracebacks(
    redirection: str, status: ExitStatus, code: str
) -> None:
    code_ = "import sys; from crmsh_py.haresources2cib import run; sys.exit(run())"
    command = f"exec '{sys.executable}' -c '{code_}' - {redirection}"

    done = subprocess.run(
        ["/bin/sh", "-c", command], input=GOOD, capture_output=True, text=True, check=False
    )

    assert done.returncode == status
    assert code in done.stderr
    assert "Traceback" not in done.stderr
