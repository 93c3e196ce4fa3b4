"""A view on the terminal that is drawn anew in place: by rich, on the terminal's other screen."""

import os
import select
import sys
import termios
import time
import tty
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console, Group
from rich.live import Live
from rich.text import Text
from rich.theme import Theme

from crmsh_py.commands.rendering import render
from crmsh_py.shell.output import Output, tame
from crmsh_py.shell.styled_view import view_text
from crmsh_py.shell.themes import THEMES, rich_styles
from crmsh_py.shell.watching import Glance

_SLICE_SECONDS = 0.2
"""How long a changed size of the window may go unnoticed."""

_QUIT = frozenset({b"q", b"Q", b"\x03", b"\x04", b"\x1b"})
_MOVES = {
    **dict.fromkeys((b"j", b"\x1b[B", b"\x1bOB"), 1),
    **dict.fromkeys((b"k", b"\x1b[A", b"\x1bOA"), -1),
}
_PAGES = {
    **dict.fromkeys((b" ", b"\x1b[6~"), 1),
    **dict.fromkeys((b"b", b"\x1b[5~"), -1),
}


@dataclass(slots=True)
class _View:
    """What is on the screen: the last picture, since when it stands, and what is wrong."""

    console: Console
    seconds: float
    picture: Glance
    time: str
    problems: Glance | None = None
    top: int = 0

    def take(self, seen: Glance) -> None:
        """Take what a look found."""
        if seen.reply is None:
            self.problems = seen
            return
        self.picture, self.problems, self.time = seen, None, _now()

    def scroll(self, key: bytes) -> None:
        """Move what is to be seen of a long picture."""
        page = max(1, self.console.height - 3)
        self.top = max(0, self.top + _MOVES.get(key, 0) + page * _PAGES.get(key, 0))

    def drawn(self) -> Group:
        """Return what to draw: a line about the view, what is wrong, as much as there is room."""
        height = self.console.height
        head = [Text(f"{self.time}, every {self.seconds:g} s; q ends", style="view.dim")]
        if self.problems is not None:
            told = "\n".join(tame(render(one)) for one in self.problems.problems)
            head += Text(told, style="view.bad").wrap(self.console, self.console.width)
            head.append(Text(f"as it was at {self.time}:", style="view.warning"))
        lines = self._lines()
        room = max(1, height - len(head) - 1)
        self.top = min(self.top, max(0, len(lines) - room))
        shown = lines[self.top : self.top + room]
        hidden = len(lines) - self.top - len(shown)
        foot = [Text(f"... {hidden} more lines below; space, b, j, k move", style="view.dim")]
        return Group(*head, *shown, *(foot if hidden else []))

    def _lines(self) -> list[Text]:
        reply = self.picture.reply
        if reply is None:
            return []
        if reply.view:
            return list(view_text(reply.view, self.console, width=self.console.width))
        lines = tame(reply.text).splitlines()
        return [Text(one, no_wrap=True, overflow="ellipsis") for one in lines]


def show(
    output: Output,
    first: Glance,
    look: Callable[[], Glance],
    *,
    seconds: float,
) -> None:
    """Show what is seen until a key ends it; the terminal is then as it was before."""
    console = Console(
        file=output.stream,
        theme=Theme(rich_styles({**THEMES["none"], **output.looks})),
        force_terminal=True,
        highlight=False,
    )
    view = _View(console, seconds, first, _now())
    drawing = Live(view.drawn(), console=console, screen=True, auto_refresh=False)
    with _keys() as keys, drawing as live:
        while True:
            live.update(view.drawn(), refresh=True)
            if _ends(view, live, keys):
                return
            view.take(look())


def _ends(view: _View, live: Live, keys: int | None) -> bool:
    """Wait for the next look, obeying keys and following the size of the window."""
    until = time.monotonic() + view.seconds
    size = view.console.size
    while (left := until - time.monotonic()) > 0:
        key = _key(keys, min(left, _SLICE_SECONDS))
        if key in _QUIT:
            return True
        view.scroll(key)
        if key or view.console.size != size:
            size = view.console.size
            live.update(view.drawn(), refresh=True)
    return False


def _key(keys: int | None, seconds: float) -> bytes:
    """Return a key that is pressed within some time, with all bytes that it sends; else none."""
    if keys is None:
        time.sleep(seconds)
        return b""
    ready, _, _ = select.select([keys], [], [], seconds)
    return (os.read(keys, 16) or b"q") if ready else b""


@contextmanager
def _keys() -> Iterator[int | None]:
    """Let keys come one by one and unseen; give where from, None if there is no keyboard."""
    if sys.stdin is None or not sys.stdin.isatty():
        yield None
        return
    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    try:
        tty.setcbreak(descriptor)
        yield descriptor
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def _now() -> str:
    return time.strftime("%H:%M:%S")
