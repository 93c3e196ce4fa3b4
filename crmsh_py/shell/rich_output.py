"""Colour, by rich.  Only loaded for terminals; the words are the same without it."""

from collections.abc import Iterable
from typing import TextIO

from rich.console import Console
from rich.highlighter import RegexHighlighter
from rich.text import Text
from rich.theme import Theme

from crmsh_py.commands.context import Reply
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.grammar.statements import STATEMENTS
from crmsh_py.secrets import hide
from crmsh_py.shell.output import Output, render

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
        "xml.tag": "cyan",
        "xml.name": "green",
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


_HIGHLIGHTERS = {"crm": _Crm(), "xml": _Xml(), "diff": _Diff()}


class RichOutput(Output):
    """Output with colours."""

    def __init__(self, out: TextIO | None, err: TextIO | None, *, always: bool) -> None:
        super().__init__(out, err)
        forced = True if always else None
        self._data = _console(out, forced) if out is not None else None
        self._say = _console(err, forced) if err is not None else None

    def data(self, reply: Reply) -> None:
        """Write data, coloured if it is not too long."""
        highlighter = _HIGHLIGHTERS.get(reply.syntax)
        if self._data is None or highlighter is None or reply.text.count("\n") > _MOST_LINES:
            super().data(reply)
            return
        for line in reply.text.splitlines():
            self._data.print(highlighter(Text(line)), soft_wrap=True)

    def diagnostics(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Write problems, each once."""
        for text in dict.fromkeys(map(render, diagnostics)):
            self._print(text)

    def note(self, note: str) -> None:
        """Write a remark."""
        self._print(hide(note))

    def _print(self, text: str) -> None:
        if self._say is not None:
            self._say.print(_Say()(Text(text)), soft_wrap=True)


def _console(stream: TextIO, forced: bool | None) -> Console:
    return Console(
        file=stream,
        theme=_THEME,
        force_terminal=forced,
        highlight=False,
        markup=False,
        emoji=False,
    )
