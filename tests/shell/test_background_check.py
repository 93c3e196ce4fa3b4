"""What `verify` would say, found out by another process beside the prompt."""

import fcntl
import os
import threading
import time
from pathlib import Path

import pytest
from crm_runner import Crm

from crmsh_py.backends.choose import open_backend
from crmsh_py.model.cib import Cib
from crmsh_py.session import Session
from crmsh_py.shell import background_check
from crmsh_py.shell.background_check import BackgroundCheck
from crmsh_py.shell.checking import request, verdict_in
from crmsh_py.shell.standing import Standing, Verdict, standing
from crmsh_py.verify.policy import Policy
from shell.terminal import Terminal

PYTHON = background_check._argv()
SECONDS = 60.0
"""The machine that runs the tests may be busy."""


def session(folder: Path, *policy: str) -> Session:
    return Session(open_backend(str(folder / "cib.xml"), os.environ), Policy(frozenset(policy)))


def checked(check: BackgroundCheck, one: Session) -> Verdict | None:
    """Return the verdict once it is there."""
    told = threading.Event()
    check.begin(one, one.changes(), told.set)
    assert check.is_going_on
    assert check.verdict is None
    assert told.wait(SECONDS)
    assert not check.is_going_on
    return check.verdict


def without_type(cib: Cib) -> list[str]:
    cib.set(cib.root.find(".//primitive"), "type", "NoSuchAgent")  # type: ignore[arg-type]
    return []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Crm(tmp_path).given("primitive a Dummy")
    return tmp_path


def counts(one: Session) -> Verdict:
    """Return what `verify` finds, counted."""
    found = one.findings()
    severities = [each.severity.name for each in (*found.new, *found.older)]
    new = [each.severity.name for each in found.new]
    return Verdict(
        *(each.count(word) for each in (severities, new) for word in ("ERROR", "WARNING"))
    )


def test_the_verdict_is_that_of_verify(folder: Path) -> None:
    one, check = session(folder), BackgroundCheck(os.environ)

    assert checked(check, one) == counts(one)

    one.edit("edit", without_type)
    found = checked(check, one)
    assert found == counts(one)
    assert found is not None
    assert found.new_warnings > 0


def test_what_is_allowed_does_not_count(folder: Path) -> None:
    one = session(folder, "no-monitor", "no-fencing")

    assert checked(BackgroundCheck(os.environ), one) == counts(one)


def test_the_same_working_copy_is_checked_once(folder: Path) -> None:
    one, check = session(folder), BackgroundCheck(os.environ)
    found = checked(check, one)

    check.begin(one, one.changes(), pytest.fail)

    assert not check.is_going_on
    assert check.verdict == found


def test_a_later_edit_ends_the_check_of_an_earlier_one(folder: Path) -> None:
    one, check = session(folder), BackgroundCheck(os.environ)
    check.begin(one, one.changes(), pytest.fail)

    one.edit("edit", without_type)

    assert checked(check, one) == counts(one)


def test_who_types_on_at_once_is_not_checked_in_between(folder: Path) -> None:
    one, check = session(folder), BackgroundCheck(os.environ)
    check.begin(one, one.changes(), pytest.fail)

    check.rest()

    assert not check.is_going_on
    assert checked(check, one) == counts(one)


def test_what_was_copied_is_checked_while_commands_run(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, check, told = session(folder), BackgroundCheck(os.environ), threading.Event()
    expected, copied = counts(one), threading.Event()

    def argv() -> list[str]:
        copied.set()
        return PYTHON

    monkeypatch.setattr(background_check, "_argv", argv)
    check.begin(one, one.changes(), told.set)
    assert copied.wait(SECONDS)

    check.rest()
    one.edit("edit", without_type)

    assert told.wait(SECONDS)
    assert check.verdict == expected


def test_who_stops_it_hears_no_more(folder: Path) -> None:
    one, check = session(folder), BackgroundCheck(os.environ)
    check.begin(one, one.changes(), pytest.fail)

    check.stop()

    assert check.verdict is None
    assert not check.is_going_on


@pytest.mark.parametrize("argv", [["/nowhere/python"], ["/bin/false"], ["/bin/echo", "[1]"]])
def test_where_it_cannot_be_found_out_there_is_no_verdict(
    folder: Path, argv: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background_check, "_argv", lambda: argv)

    assert checked(BackgroundCheck(os.environ), session(folder)) is None


def test_a_working_directory_with_modules_of_its_own_does_not_matter(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "json.py").write_text("raise SystemExit('not this one')\n")
    monkeypatch.chdir(folder)
    one = session(folder)

    assert checked(BackgroundCheck(os.environ), one) == counts(one)


def test_a_request_names_the_base_alone_where_nothing_is_pending() -> None:
    head, _, rest = request(b"<cib/>", None, Policy(frozenset({"b", "a"}))).partition(b"\n")

    assert head == (
        b'{"base": 6, "is_changed": false, "allowed": ["a", "b"], "deny_warnings": false}'
    )
    assert rest == b"<cib/>"


@pytest.mark.parametrize("answer", [b"", b"Traceback", b"[1]", b'{"error": 1}', b"\xff"])
def test_no_answer_is_no_verdict(answer: bytes) -> None:
    assert verdict_in(answer) is None


def test_the_configuration_itself_tells_what_is_easily_forgotten(tmp_path: Path) -> None:
    Crm(tmp_path).given(
        "node 1: n1\nprimitive a Dummy\nprimitive b Dummy\n"
        "location cli-prefer-a a role=Started inf: n1\nlocation cli-ban-b-on-n1 b -inf: n1\n"
        "location mine a 5: n1\nproperty maintenance-mode=yes"
    )
    one = session(tmp_path)
    assert standing(one, one.changes()) == Standing(0, True, ("a",), ("b",))

    one.edit("edit", without_type)

    assert standing(one, one.changes()) == Standing(1, True, ("a",), ("b",))


ENDLESS = """
import fcntl, sys, time
if "crmsh_py.shell.checking" in sys.orig_argv:
    file = open({lock!r}, "w")
    fcntl.flock(file, fcntl.LOCK_EX)
    file.write("locked")
    file.flush()
    time.sleep(100)
"""
"""What makes a check hold a file locked, and not end by itself."""


def is_locked(file: Path) -> bool:
    with file.open() as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def test_it_ends_with_the_shell(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    lock.touch()
    (tmp_path / "sitecustomize.py").write_text(ENDLESS.format(lock=str(lock)))
    with Terminal(tmp_path, "configure", PYTHONPATH=str(tmp_path)) as terminal:
        terminal.wait(lambda: lock.read_text() == "locked")
        assert terminal.leave("quit\r") == 0

    end = time.monotonic() + 5
    while is_locked(lock) and time.monotonic() < end:
        time.sleep(0.05)
    assert not is_locked(lock)
