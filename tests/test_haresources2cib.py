"""The console script: options, streams, exit statuses, and Pacemaker's opinion of the CIB."""

import subprocess
import sys
from pathlib import Path
from shutil import which

import pytest

from crmsh_py import __version__
from crmsh_py.codes import ExitStatus
from crmsh_py.convert.haresources import decode
from crmsh_py.convert.heartbeat import convert
from crmsh_py.haresources2cib import main, to_cib
from crmsh_py.xmltree import canonical, parse

CORPUS = Path(__file__).parents[2] / "shared/corpus/legacy/haresources"
FILES = sorted(CORPUS.glob("*/haresources"))
GOOD = "n1 10.0.0.1/24\n"
BAD = "n1 10.0.0.1/24 foo::bar\n"
CASES = Path(__file__).parent / "cases/haresources"


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
    text = (CASES / "seed001.haresources").read_text()

    made = to_cib(convert(text, "haresources").statements)

    expected = (CASES / "seed001.xml").read_bytes()
    assert canonical(parse(made, "made")) == canonical(parse(expected, "expected"))


def test_a_file_becomes_a_cib_on_standard_output(
    file: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    status = main(["--stdout", str(file)])

    out, err = capfdbinary.readouterr()
    assert (status, out) == (ExitStatus.OK, to_cib(convert(GOOD, "f").statements))
    assert f"{file}:1:1: warning: ".encode() in err
    assert b"[no-fencing]" in err


def test_a_hyphen_is_standard_input() -> None:
    status, out, err = script("-", stdin=GOOD.encode())

    assert (status, out) == (0, to_cib(convert(GOOD, "f").statements))
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
    assert (status, out) == (ExitStatus.OK, to_cib(convert(BAD, "f").statements))
    assert b"[unknown-script]" in err


def test_there_is_no_best_effort_for_a_binary_file(
    file: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    file.write_bytes(b"\x7fELF\0\0")

    status = main(["--best-effort", str(file)])

    assert (status, capfdbinary.readouterr().out) == (ExitStatus.DATA_ERROR, b"")


def test_options_without_effect_are_said_to_have_none(
    file: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    ha_cf = tmp_path / "ha.cf"
    ha_cf.write_text("node n1\n")

    status = main(["--no-ocf", "-c", str(ha_cf), str(file)])

    err = capfdbinary.readouterr().err
    assert status == ExitStatus.OK
    assert b"[ignored-option]" in err
    assert b"[approximated]" in err


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


@pytest.mark.skipif(which("crm_verify") is None, reason="Pacemaker's crm_verify is not installed")
@pytest.mark.skipif(not FILES, reason=f"the corpus is not there: {CORPUS}")
@pytest.mark.parametrize("source", FILES, ids=lambda source: source.parent.name)
def test_pacemaker_accepts_what_the_corpus_becomes(source: Path, tmp_path: Path) -> None:
    cib = tmp_path / "cib.xml"

    cib.write_bytes(to_cib(convert(decode(source.read_bytes()), str(source)).statements))

    done = subprocess.run(
        ["crm_verify", "-V", "-x", cib], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
