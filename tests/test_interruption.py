"""Ctrl-C is put off, also where other threads run that could get it instead."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from crmsh_py.interruption import ending_is_interruption, undisturbed


@pytest.fixture
def another_thread() -> None:
    """Let a thread run that blocks no signals."""
    threading.Thread(target=threading.Event().wait, args=[60], daemon=True).start()


def _go_on_after(number: signal.Signals, done: list[int]) -> None:
    os.kill(os.getpid(), number)
    for one in range(1000):
        done.append(one)
        time.sleep(0)  # lets the other thread have its turn


@pytest.mark.usefixtures("another_thread")
def test_ctrl_c_waits_until_the_block_has_ended() -> None:
    done: list[int] = []

    with pytest.raises(KeyboardInterrupt), undisturbed():
        _go_on_after(signal.SIGINT, done)

    assert len(done) == 1000
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.usefixtures("another_thread")
def test_so_does_the_end_of_the_process() -> None:
    done: list[int] = []

    with pytest.raises(KeyboardInterrupt), ending_is_interruption(), undisturbed():
        _go_on_after(signal.SIGTERM, done)

    assert len(done) == 1000


def test_programs_that_are_started_inside_are_not_disturbed_either() -> None:
    text = "import os, signal; os.kill(os.getpid(), signal.SIGINT); print('still there')"

    with undisturbed():
        told = subprocess.run([sys.executable, "-c", text], capture_output=True, check=True)

    assert told.stdout == b"still there\n"


def test_what_is_ignored_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with undisturbed():
            os.kill(os.getpid(), signal.SIGHUP)
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)
