"""Colour, by rich.  Only loaded for terminals; the words are the same without it."""

import importlib
import shutil
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from crmsh_py.commands.context import Reply
from crmsh_py.commands.styled import Fitted, Grid, Part, Tree
from crmsh_py.shell.output import Output, Pager
from crmsh_py.shell.painting import Paint
from crmsh_py.shell.stretches import said, stretches
from crmsh_py.shell.themes import Looks

_VIEWS = "crmsh_py.shell.styled_view"  # loads most of rich

_MOST_LINES = 5_000
"""More lines at once are not coloured: it takes some 50 microseconds a line."""

_MOST_PAGED = 50_000
_MOST_ROWS = 1_000
"""A table is laid out as a whole: rich takes some 0.3 ms a row."""


class RichOutput(Output):
    """Output with colours, each stream's as it can."""

    def __init__(
        self,
        out: TextIO | None,
        err: TextIO | None,
        *,
        always: bool,
        looks: Looks,
        pager: Pager | None = None,
    ) -> None:
        super().__init__(out, err, pager=pager)
        self._colored_out = always or _is_terminal(out)
        self._colored_err = always or _is_terminal(err)
        self.looks = looks
        self._paint = Paint(looks)

    def parts(self, reply: Reply, *, paged: bool = False) -> Iterable[str]:
        """Return data in colour, if that takes no time that anybody notices."""
        if not self._colored_out:
            return super().parts(reply)
        if reply.view:
            most = _MOST_PAGED if paged else _MOST_LINES
            return self._view(reply.view) if _is_quick(reply.view, most) else (reply.text,)
        if paged or reply.text.count("\n") <= _MOST_LINES:
            return self._colored(reply)
        return (reply.text,)

    def _words(self, text: str) -> str:
        """Return words in colour."""
        words = super()._words(text)
        return self._paint.text(words, said(words)) if self._colored_err else words

    def _colored(self, reply: Reply) -> Iterator[str]:
        for text, marks in stretches(reply.text, reply.syntax):
            yield self._paint.text(text, marks)

    def _view(self, view: Sequence[Part]) -> Iterator[str]:
        """Yield styled lines as the stream gets them: on a terminal as wide as that is."""
        width = shutil.get_terminal_size().columns if self.is_screen else None
        parts: Iterator[str] = importlib.import_module(_VIEWS).drawn(
            view, self.stream, self.looks, width=width
        )
        return parts


def _is_quick(view: Sequence[Part], most_lines: int) -> bool:
    """Tell whether a view is made before anybody notices."""
    rows = sum(len(one.rows) for one in view if isinstance(one, Grid))
    return rows <= _MOST_ROWS and sum(map(_lines, view)) <= most_lines


def _lines(part: Part) -> int:
    match part:
        case Tree(lines):
            return len(lines)
        case Fitted(_, usual):
            return len(usual)
    return 1


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()
