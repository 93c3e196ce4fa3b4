"""`--watch`: something is shown again whenever it changes, until the user has seen enough.

On a terminal in place, on a screen of its own that goes when it ends; elsewhere one after the
other, each with the time.  That it cannot be found out for a while does not end it.
"""

import importlib
import select
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import FrameType

from crmsh_py.commands.context import Reply
from crmsh_py.commands.styled import Piece, line
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.shell.outlet import is_dumb
from crmsh_py.shell.output import Output

_LIVE = "crmsh_py.shell.live_view"  # loads rich

Look = Callable[[], Reply]


@dataclass(frozen=True, slots=True)
class Glance:
    """What one look found: a reply, or why there is none."""

    reply: Reply | None
    problems: tuple[Diagnostic, ...] = ()


def watch(output: Output, look: Look, seconds: float, environment: Mapping[str, str]) -> None:
    """Watch until the user, or a signal, ends it.  Raises CrmError if the first look does."""
    with _ended_by_signals():
        try:
            first = Glance(_whole(look()))
            if output.is_screen and not is_dumb(environment):
                live = importlib.import_module(_LIVE)
                live.show(output, first, lambda: glance(look), seconds=seconds)
            else:
                _print(output, first, look, seconds)
        except KeyboardInterrupt:
            return


def glance(look: Look) -> Glance:
    """Look once more; that it fails is part of what is seen."""
    try:
        return Glance(_whole(look()))
    except CrmError as error:
        return Glance(None, tuple(error.diagnostics))


def _whole(reply: Reply) -> Reply:
    """Return a reply whose records can be compared, and be written more than once."""
    return replace(reply, records=tuple(reply.records))


def _print(output: Output, first: Glance, look: Look, seconds: float) -> None:
    """Print what is seen, and later what is seen if that is something else."""
    seen, now = None, first
    while True:
        if now != seen:
            _tell(output, now)
            seen = now
        if _reader_is_gone(output, seconds):
            return
        now = glance(look)


def _tell(output: Output, seen: Glance) -> None:
    if seen.reply is None:
        output.diagnostics(seen.problems)
        return
    reply = seen.reply
    if reply.view:
        stamp = f"--- {time.strftime('%Y-%m-%d %H:%M:%S%z')}"
        view = (line(0, Piece(stamp, "dim")), *reply.view)
        reply = replace(reply, text=f"{stamp}\n{reply.text}", view=view)
    output.reply(reply)


def _reader_is_gone(output: Output, seconds: float) -> bool:
    """Wait; if meanwhile whoever reads the pipe goes away, return at once."""
    if output.is_silent or output.stream is None:
        return True
    poll = select.poll()
    poll.register(output.stream.fileno(), 0)  # an error or the end is told without being asked for
    return bool(poll.poll(seconds * 1000))


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Let signals that end the program end it as Ctrl-C does: with the terminal as it was."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        del number, frame
        raise KeyboardInterrupt

    numbers = (signal.SIGTERM, signal.SIGHUP)
    before = [(number, signal.signal(number, interrupt)) for number in numbers]
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)
