"""Colour, by rich.  Only loaded for terminals; the words are the same without it."""

import io
import shutil
from collections.abc import Sequence
from typing import TextIO

from rich.console import Console
from rich.highlighter import RegexHighlighter
from rich.text import Text
from rich.theme import Theme

from crmsh_py.commands.context import Reply
from crmsh_py.commands.styled import Grid, Line
from crmsh_py.grammar.statements import STATEMENTS
from crmsh_py.shell.output import Output
from crmsh_py.shell.styled_view import STYLES, view_text

_MOST_LINES = 500
"""Longer texts are not coloured: rich takes 0.4 ms a line."""

_THEME = Theme(
    {
        "crm.keyword": "bold cyan",
        "crm.clause": "cyan",
        "crm.id": "bold",
        "crm.name": "green",
        "crm.comment": "dim",
        "crm.mask": "magenta",
        "diff.plus": "green",
        "diff.minus": "red",
        "diff.change": "yellow",
        "tree.kind": "cyan",
        "tree.id": "bold",
        "tree.relation": "dim",
        "tree.state": "yellow",
        "xml.tag": "cyan",
        "xml.name": "green",
        **STYLES,
        "say.error": "bold red",
        "say.warning": "bold yellow",
        "say.info": "bold blue",
        "say.caret": "bold red",
        "say.hint": "italic",
    }
)


class _Crm(RegexHighlighter):
    base_style = "crm."
    highlights = (
        rf"^(?P<keyword>{'|'.join(STATEMENTS)}) (?P<id>\S+)",
        r"^\t(?P<clause>params|meta|utilization|attributes|op|op_params|op_meta|rule)\b",
        r"(?P<name>[\w.-]+)=",
        r"(?P<mask>\*{6})",
        r"^(?P<comment>#.*)$",
    )


class _Xml(RegexHighlighter):
    base_style = "xml."
    highlights = (r"</?(?P<tag>[\w-]+)", r" (?P<name>[\w-]+)=")


class _Diff(RegexHighlighter):
    base_style = "diff."
    highlights = (
        r"(?m)^(?P<plus>\+.*)$",
        r"(?m)^(?P<minus>-.*)$",
        r"(?m)^(?P<change>~.*)$",
    )


class _Say(RegexHighlighter):
    base_style = "say."
    highlights = (
        r"\b(?P<error>error):",
        r"\b(?P<warning>warning):",
        r"\b(?P<info>info):",
        r"(?m)^\s+(?P<caret>\^+)$",
        r"(?m)^  (?P<hint>hint:.*)$",
    )


class _Tree(RegexHighlighter):
    base_style = "tree."
    highlights = (
        r"^ *(?!- )(?P<kind>[\w-]+) (?P<id>\S+)",
        r"^ *- (?P<relation>.*)$",
        r"(?P<state>[\w-]+=\S+)",
    )


class _Json(RegexHighlighter):
    base_style = "crm."
    highlights = (r"(?P<name>\"\w+\"):", r"(?P<mask>\*{6})")


_SAY = _Say()
_HIGHLIGHTERS = {
    "crm": _Crm(),
    "xml": _Xml(),
    "diff": _Diff(),
    "tree": _Tree(),
    "json": _Json(),
    "problems": _SAY,
}


class RichOutput(Output):
    """Output with colours, each stream's as it can."""

    def __init__(self, out: TextIO | None, err: TextIO | None, *, always: bool) -> None:
        super().__init__(out, err)
        self._colored_out = always or _is_terminal(out)
        self._colored_err = always or _is_terminal(err)

    def data(self, reply: Reply) -> None:
        """Write data, coloured if it is not too long.  Raises CrmError (cannot-write)."""
        if self._colored_out and reply.view and _length(reply.view) <= _MOST_LINES:
            self.write(_view(reply.view, self.stream))
            return
        highlighter = _HIGHLIGHTERS.get(reply.syntax)
        if not self._colored_out or highlighter is None or reply.text.count("\n") > _MOST_LINES:
            super().data(reply)
            return
        self.write("".join(f"{_colored(one, highlighter)}\n" for one in reply.text.splitlines()))

    def say(self, text: str) -> None:
        """Write a line to standard error."""
        super().say(_colored(text, _SAY) if self._colored_err else text)


def _length(view: Sequence[Line | Grid]) -> int:
    return sum(len(one.rows) if isinstance(one, Grid) else 1 for one in view)


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


def _view(lines: Sequence[Line | Grid], stream: TextIO | None) -> str:
    """Return styled lines as a stream gets them: on a terminal as wide as that is."""
    console = _console(stream)
    width = shutil.get_terminal_size().columns if _is_terminal(stream) else None
    with console.capture() as capture:
        for text in view_text(lines, console, width=width):
            console.print(text, soft_wrap=True)
    return capture.get()


def _colored(text: str, highlighter: RegexHighlighter) -> str:
    """Return a text with the codes that colour it."""
    console = _console(None)
    with console.capture() as capture:
        console.print(highlighter(Text(text)), soft_wrap=True, end="")
    return capture.get()


def _console(stream: TextIO | None) -> Console:
    """Return what makes colours for a stream, which is only looked at for its encoding.

    Nothing goes there by way of rich, which ends the program at a broken pipe.
    """
    return Console(
        file=io.StringIO() if stream is None else stream,
        theme=_THEME,
        force_terminal=True,
        color_system="standard",
        no_color=False,
        highlight=False,
    )
