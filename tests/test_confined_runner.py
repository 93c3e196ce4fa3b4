"""Running programs of which nobody knows whether they end or how much they say."""

import os
import signal
import time
from pathlib import Path

import pytest
from programs import code_of, script

from crmsh_py.diagnostics import CrmError
from crmsh_py.runner import ConfinedRunner, Outcome

RUNNER = ConfinedRunner({"PATH": "/usr/bin:/bin"}, most=10_000)


def test_status_and_both_outputs_are_kept(tmp_path: Path) -> None:
    program = script(tmp_path, 'cat; echo "wrong: $1" >&2; exit 3')

    outcome = RUNNER.run([program, "a b;$(id)"], stdin=b"\xff\x00in")

    assert outcome == Outcome((program, "a b;$(id)"), 3, b"\xff\x00in", b"wrong: a b;$(id)\n")


def test_nothing_of_our_environment_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LD_PRELOAD", "")

    outcome = RUNNER.run(["env"], environment={"A": "1"})

    assert outcome.stdout.split() == [b"PATH=/usr/bin:/bin", b"A=1"]


def test_a_program_that_says_too_much_is_stopped() -> None:
    with pytest.raises(CrmError) as caught:
        RUNNER.run(["yes"])

    assert code_of(caught.value) == ["tool-failed"]


def test_a_program_that_does_not_end_is_stopped_with_all_that_it_started(tmp_path: Path) -> None:
    program = script(tmp_path, f"sleep 60 & echo $! > {tmp_path}/child; wait")
    before = time.monotonic()

    with pytest.raises(CrmError) as caught:
        RUNNER.run([program], seconds=0.5)

    assert code_of(caught.value) == ["timed-out"]
    assert time.monotonic() - before < 30
    assert ended(int((tmp_path / "child").read_text()))


def test_a_program_that_closes_its_outputs_and_stays_is_stopped(tmp_path: Path) -> None:
    program = script(tmp_path, "exec >&- 2>&-; exec sleep 60")

    with pytest.raises(CrmError) as caught:
        RUNNER.run([program], seconds=0.5)

    assert code_of(caught.value) == ["timed-out"]


def test_a_child_that_keeps_the_output_open_is_not_waited_for_longer(tmp_path: Path) -> None:
    program = script(tmp_path, "sleep 60 & exit 0")

    with pytest.raises(CrmError) as caught:
        RUNNER.run([program], seconds=0.5)

    assert code_of(caught.value) == ["timed-out"]


@pytest.mark.parametrize("name", ["no-such-program", "/etc/passwd", "/"])
def test_what_cannot_be_run_is_an_error(name: str) -> None:
    with pytest.raises(CrmError) as caught:
        RUNNER.run([name])

    assert code_of(caught.value) == ["tool-missing"]


def test_more_input_than_can_wait_for_a_program_is_an_error() -> None:
    with pytest.raises(CrmError) as caught:
        RUNNER.run(["cat"], stdin=b"x" * 10_000_000)

    assert code_of(caught.value) == ["usage"]


def test_no_descriptor_is_left_open() -> None:
    before = sorted(os.listdir("/proc/self/fd"))  # noqa: PTH208 - pathlib opens one itself

    for argv in (["true"], ["no-such-program"], ["yes"]):
        try:
            RUNNER.run(argv, stdin=b"x")
        except CrmError:
            continue

    assert sorted(os.listdir("/proc/self/fd")) == before  # noqa: PTH208


def test_a_signal_is_a_negative_status(tmp_path: Path) -> None:
    assert RUNNER.run([script(tmp_path, "kill -9 $$")]).status == -signal.SIGKILL


def ended(process: int) -> bool:
    """Tell whether a process has ended within a second; one that nobody waited for has, too."""
    for _ in range(100):
        try:
            state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.01)
    return False
