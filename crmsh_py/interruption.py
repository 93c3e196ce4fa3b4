"""Being interrupted: let something be finished first, or let other signals act like Ctrl-C.

Both take effect in the main thread only; programs that are started inherit what is blocked.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_ENDING = (signal.SIGTERM, signal.SIGHUP)
_ALL = (signal.SIGINT, *_ENDING)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Put off Ctrl-C and the signals that end a process, also for the programs started inside."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ALL)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def ending_is_interruption() -> Iterator[None]:
    """Let SIGTERM and SIGHUP raise KeyboardInterrupt, so that there is time to tidy up.

    What is ignored, as nohup(1) does with SIGHUP, still is.
    """
    heeded = [one for one in _ENDING if signal.getsignal(one) is not signal.SIG_IGN]
    before = {one: signal.signal(one, _interrupt) for one in heeded}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
