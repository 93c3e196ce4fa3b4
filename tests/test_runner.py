"""Running programs."""

import logging
import os
import re
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from programs import code_of, script

from crmsh_py.diagnostics import CrmError
from crmsh_py.program_log import LOGGER
from crmsh_py.runner import LocalRunner, Outcome, Worker

RUNNER = LocalRunner({"PATH": "/usr/bin:/bin", "CIB_file": "/x", "CIB_shadow": "y", "LANG": "C"})


def test_status_and_both_outputs_are_kept(tmp_path: Path) -> None:
    program = script(tmp_path, 'cat; echo "wrong: $1" >&2; exit 3')

    outcome = RUNNER.run([program, "a b;$(id)"], stdin=b"\xff\x00in")

    assert outcome == Outcome((program, "a b;$(id)"), 3, b"\xff\x00in", b"wrong: a b;$(id)\n")
    assert outcome.words == "wrong: a b;$(id)"


def test_words_are_the_output_where_there_is_no_error_output() -> None:
    assert Outcome(("x",), 1, b" said \n", b"\n").words == "said"


def test_variables_that_turn_tools_away_are_not_passed_on() -> None:
    assert RUNNER.run(["env"]).stdout.split() == [b"PATH=/usr/bin:/bin", b"LANG=C"]


def test_variables_given_for_one_run_are_passed_on() -> None:
    outcome = RUNNER.run(["env"], environment={"CIB_file": "/z"})

    assert b"CIB_file=/z" in outcome.stdout.split()


def test_a_signal_is_a_negative_status(tmp_path: Path) -> None:
    assert RUNNER.run([script(tmp_path, "kill -9 $$")]).status == -signal.SIGKILL


def test_a_program_that_reads_nothing_does_no_harm() -> None:
    assert RUNNER.run(["true"], stdin=b"x" * 1_000_000).status == 0


def test_a_missing_program_is_an_error() -> None:
    with pytest.raises(CrmError) as caught:
        RUNNER.run(["no-such-program"])

    assert code_of(caught.value) == ["tool-missing"]


def test_a_program_that_cannot_be_started_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "broken"
    file.write_text("#!/no/such/interpreter\n")
    file.chmod(0o755)

    for run in (RUNNER.run, RUNNER.run_attached):
        with pytest.raises(CrmError) as caught:
            run([str(file)])
        assert code_of(caught.value) == ["tool-missing"]


def test_a_program_that_does_not_end_is_stopped() -> None:
    start = time.monotonic()

    with pytest.raises(CrmError) as caught:
        RUNNER.run(["sleep", "60"], seconds=0.1)

    assert code_of(caught.value) == ["timed-out"]
    assert time.monotonic() - start < 10


def test_an_attached_program_keeps_the_environment_and_the_terminal(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    status = RUNNER.run_attached([script(tmp_path, "echo $CIB_file; exit 5")])

    assert status == 5
    assert capfd.readouterr().out == "/x\n"


def test_a_missing_attached_program_is_an_error() -> None:
    with pytest.raises(CrmError) as caught:
        RUNNER.run_attached(["no-such-editor"])

    assert code_of(caught.value) == ["tool-missing"]


def test_programs_are_found_along_the_path_and_in_the_system_folders(tmp_path: Path) -> None:
    program = script(tmp_path, "")
    runner = LocalRunner({"PATH": f":/nowhere:{tmp_path}"})

    assert runner.find("program") == tmp_path / "program"
    assert runner.find(program) == Path(program)
    assert runner.find("sh") in {Path("/usr/bin/sh"), Path("/bin/sh")}
    assert runner.find("no-such-program") is None
    assert runner.find(str(tmp_path)) is None


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_a_folder_that_may_not_be_entered_holds_no_program(tmp_path: Path) -> None:
    script(tmp_path, "")
    tmp_path.chmod(0o700)
    runner = LocalRunner({"PATH": os.fspath(tmp_path)})

    os.seteuid(65534)
    try:
        found = runner.find("program"), runner.find(os.fspath(tmp_path / "program"))
    finally:
        os.seteuid(0)

    assert found == (None, None)


def test_what_is_no_program_is_not_found(tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("text")

    assert LocalRunner({"PATH": os.fspath(tmp_path)}).find("notes") is None
    assert LocalRunner().find(sys.executable) is not None


def test_a_nul_character_is_refused() -> None:
    with pytest.raises(CrmError) as caught:
        RUNNER.run(["echo", "a\0b"])

    assert code_of(caught.value) == ["usage"]


def test_a_companion_is_greeted_and_ends_when_its_input_does() -> None:
    companion = RUNNER.start(["cat"], b"noise\nhello\nrest\n")

    found = companion.await_line(b"hello\n", 30)
    before = companion.is_running
    outcome = companion.close()

    assert (found, before, companion.is_running) == (True, True, False)
    assert (outcome.argv, outcome.status) == (("cat",), 0)


def test_a_companion_that_says_something_else_has_ended(tmp_path: Path) -> None:
    companion = RUNNER.start([script(tmp_path, "echo no; echo why >&2; exit 3")], b"x" * 100_000)

    found = companion.await_line(b"hello\n", None)
    outcome = companion.close()

    assert (found, outcome.status, outcome.words) == (False, 3, "why")


def test_a_companion_that_says_nothing_is_stopped_in_time() -> None:
    companion = RUNNER.start(["sleep", "60"], b"")
    start = time.monotonic()

    with pytest.raises(CrmError) as caught:
        companion.await_line(b"hello\n", 0.1)

    assert code_of(caught.value) == ["timed-out"]
    assert not companion.is_running
    assert time.monotonic() - start < 10


def test_a_companion_that_does_not_end_with_its_input_is_stopped() -> None:
    companion = RUNNER.start(["sleep", "60"], b"")

    assert companion.close(grace=0.1).status == -signal.SIGTERM


def test_ctrl_c_does_not_end_a_companion_but_reaches_us(tmp_path: Path) -> None:
    companion = RUNNER.start([script(tmp_path, "echo $$; cat")], b"hello\n")
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    os.kill(companion._process.pid, signal.SIGINT)

    found = companion.await_line(b"hello\n", 30)
    running = companion.is_running
    companion.close()

    assert (found, running) == (True, True)
    assert signal.SIGINT not in blocked


def test_a_missing_companion_is_an_error() -> None:
    with pytest.raises(CrmError) as caught:
        RUNNER.start(["no-such-program"], b"")

    assert code_of(caught.value) == ["tool-missing"]


def test_a_program_is_fed_only_what_it_reads(tmp_path: Path) -> None:
    made = []

    def parts() -> Iterator[bytes]:
        for number in range(1_000):
            made.append(number)
            yield b"x" * 10_000 + b"\n"

    program = script(tmp_path, f'read -r line; printf %s "$line" >{tmp_path}/read; exit 3')

    status = RUNNER.feed_attached([program], parts())

    assert status == 3
    assert (tmp_path / "read").read_text() == "x" * 10_000
    assert len(made) < 1_000


def test_ctrl_c_is_for_the_program_that_is_fed_and_no_longer_than_it_runs(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGINT)
    program = script(tmp_path, "kill -INT $PPID; kill -INT $$; exit 0")

    status = RUNNER.feed_attached([program], [b"text"])

    assert status == -signal.SIGINT
    assert signal.getsignal(signal.SIGINT) is before


def test_a_missing_program_cannot_be_fed() -> None:
    with pytest.raises(CrmError) as caught:
        RUNNER.feed_attached(["no-such-program"], [b"text"])

    assert code_of(caught.value) == ["tool-missing"]


# ------------------------------------------------------------------ a worker


def test_a_worker_answers_a_request(tmp_path: Path) -> None:
    worker = Worker([script(tmp_path, 'read -r line; echo "$line, $WORD"; exit 3')], {"WORD": "b"})

    outcome = worker.ask(b"a\n", 30)

    assert (outcome.status, outcome.stdout) == (3, b"a, b\n")


def test_a_worker_that_was_stopped_ends_with_all_it_started(tmp_path: Path) -> None:
    worker = Worker([script(tmp_path, "sleep 60 & sleep 60")], os.environ)

    worker.stop()

    assert worker.ask(b"", 30).status == -signal.SIGKILL
    worker.stop()  # nothing is left to stop


def test_a_worker_may_not_take_for_ever(tmp_path: Path) -> None:
    worker = Worker([script(tmp_path, "sleep 60")], os.environ)

    with pytest.raises(CrmError) as caught:
        worker.ask(b"", 0.1)

    assert code_of(caught.value) == ["timed-out"]
    assert worker.ask(b"", 30).status == -signal.SIGKILL


def test_a_worker_that_is_not_there_is_told() -> None:
    with pytest.raises(CrmError) as caught:
        Worker(["/nowhere/program"], {})

    assert code_of(caught.value) == ["tool-missing"]


def test_what_is_run_is_logged_without_the_words_that_may_be_secrets(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.DEBUG, LOGGER.name):
        LocalRunner({"PATH": os.defpath}).run(["sh", "-c", "exit 3", "--update=geheim", "geheim"])

    assert [re.sub("[0-9]+ ms", "N ms", one) for one in caplog.messages] == [
        "ran sh -c --update: status 3 after N ms"
    ]
