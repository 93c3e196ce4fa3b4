"""Being interrupted: let something be finished first, or let other signals act like Ctrl-C.

Both take effect in the main thread only; programs that are started inherit what is blocked.
"""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TypeAlias

_ENDING = (signal.SIGTERM, signal.SIGHUP)
_ALL = (signal.SIGINT, *_ENDING)

_Handler: TypeAlias = Callable[[int, FrameType | None], object] | int | None
"""What `signal.signal` takes and returns."""


@contextmanager
def undisturbed() -> Iterator[None]:
    """Put off Ctrl-C and the signals that end a process, also for the programs started inside.

    To block them is not enough: they would go to another thread, and Python would then act on
    them in this one.
    """
    came: list[int] = []
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, _ALL)
    handlers = _handle(lambda number, _frame: came.append(number))
    try:
        yield
    finally:
        for one, handler in handlers.items():
            signal.signal(one, handler)
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        for number in came:
            signal.raise_signal(number)


def _handle(handler: Callable[[int, FrameType | None], None]) -> "dict[signal.Signals, _Handler]":
    """Let something handle signals, but for those that are ignored; return what did before.

    Only the main thread can: in others nothing is changed.
    """
    if threading.current_thread() is not threading.main_thread():
        return {}
    heeded = [one for one in _ALL if signal.getsignal(one) not in {signal.SIG_IGN, None}]
    return {one: signal.signal(one, handler) for one in heeded}


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
