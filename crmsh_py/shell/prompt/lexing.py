"""Colours of the line that is typed: what `assist.marking` says, as prompt_toolkit takes it."""

from collections.abc import Callable, Hashable, Iterable, Mapping

from prompt_toolkit.application import get_app
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.lexers import Lexer

from crmsh_py.assist.marks.mark import Mark
from crmsh_py.assist.marks.marking import marks
from crmsh_py.assist.typed.aliasing import unfolded

_MOST = 20_000
"""Characters: a longer text, which was pasted, is shown without colours, but at once."""


class StatementLexer(Lexer):
    """Styles words by what they are; what cannot stand where it does is an error."""

    def __init__(
        self, path: Callable[[], tuple[str, ...]], aliases: Callable[[], Mapping[str, str]]
    ) -> None:
        self._path = path
        self._aliases = aliases

    def lex_document(self, document: Document) -> Callable[[int], StyleAndTextTuples]:
        """Return what gives the pieces of a line, each with its style; prompt_toolkit calls it."""
        text, cursor = document.text, document.cursor_position
        found: Iterable[Mark] = ()
        if len(text) <= _MOST:
            line = unfolded(text, self._path(), self._aliases())
            at = cursor + line.more
            marked = marks(line.text, self._path(), typing=not get_app().is_done, cursor=at)
            found = line.marks(marked)
        lines = fragments(text, found)
        return lambda number: lines[number] if number < len(lines) else []

    def invalidation_hash(self) -> Hashable:
        """Return what else changes the colours; prompt_toolkit calls this.

        The word at the cursor is not wrong yet.
        """
        app = get_app()
        return self._path(), app.current_buffer.cursor_position, app.is_done


def fragments(text: str, found: Iterable[Mark]) -> list[StyleAndTextTuples]:
    """Return the lines of a text in pieces, each behind the class of its style."""
    lines: list[StyleAndTextTuples] = [[]]
    end = 0
    for span, style in found:
        _add(lines, "", text[end : span.start])
        _add(lines, f"class:{style}" if style else "", text[span.start : span.end])
        end = span.end
    _add(lines, "", text[end:])
    return lines


def _add(lines: list[StyleAndTextTuples], style: str, text: str) -> None:
    first, *rest = text.split("\n")
    lines[-1].append((style, first))
    lines.extend([(style, line)] for line in rest)
