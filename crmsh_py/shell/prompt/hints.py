"""What is wrong with the line, told below it before Enter: the caret, and words on it.

To whoever pauses for longer it tells what is to follow.
"""

import asyncio
from collections.abc import Callable
from typing import TypeGuard

from prompt_toolkit import PromptSession
from prompt_toolkit.application import Application, get_app
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Always, Condition, has_completions, is_done
from prompt_toolkit.layout import (
    ConditionalContainer,
    Container,
    FloatContainer,
    HSplit,
    Window,
    walk,
)
from prompt_toolkit.layout.controls import FormattedTextControl

from crmsh_py.cells import cells, folded
from crmsh_py.commands.rendering import printable
from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.secrets import hide
from crmsh_py.shell.prompt.prompt_text import CONTINUATION, Fragments

Hinter = Callable[[str, int], Diagnostic | None]
"""Says what is wrong with a text, of which the word at the cursor is still being typed."""

_STYLE = "class:hint"
_CARET = "class:say.caret"
_PAUSE_SECONDS = 0.2
_LONGER_SECONDS = 1.0
"""Who pauses so long may not know how to go on."""
_MISSING = frozenset({"missing-parameter"})
_MOST_LINES = 2
_MORE = " ..."
_MOST = 5_000
"""Characters: longer texts, which are pasted, are checked when Enter is pressed."""


class HintLine:
    """The lines between what is typed and the bottom of the screen.

    They come when one pauses, so that nobody waits for them, and a slow line carries little.
    """

    def __init__(self, hinter: Hinter, prompt: Callable[[], str]) -> None:
        self._hinter = hinter
        self._prompt = prompt
        self._problem: Diagnostic | None = None
        self._text = ""
        self._task: asyncio.Task[None] | None = None

    def show_in(self, session: PromptSession[str]) -> None:
        """Show it at a prompt, right below what is typed; menus are drawn over it."""
        shown = Condition(lambda: self._problem is not None) & ~has_completions & ~is_done
        lines = Window(FormattedTextControl(self._lines), dont_extend_height=True)
        input_ = next(one for one in walk(session.layout.container) if _holds_menus(one))
        assert isinstance(input_.content, HSplit)
        session.layout.current_window.dont_extend_height = Always()
        rest = ConditionalContainer(Window(), ~is_done)
        input_.content.children += [ConditionalContainer(lines, shown), rest]
        session.default_buffer.on_text_changed += self._look
        session.default_buffer.on_cursor_position_changed += self._look

    def begin(self) -> None:
        """Have nothing to say on a new line."""
        self._problem = None

    def _lines(self) -> Fragments:
        if self._problem is None:
            return []
        columns = get_app().output.get_size().columns
        return hint_lines(self._problem, self._text, self._prompt(), columns)

    def _look(self, buffer: Buffer) -> None:
        app = get_app()
        if self._task is not None:
            self._task.cancel()
        if app.is_running:
            self._task = app.create_background_task(self._told(buffer.document, app))

    async def _told(self, document: Document, app: Application[str]) -> None:
        await asyncio.sleep(_PAUSE_SECONDS)
        loop = asyncio.get_running_loop()
        problem = await loop.run_in_executor(None, self._found, document)
        if problem is not None and is_to_come(problem):
            self._tell(None, document, app)  # what was wrong before is wrong no more
            await asyncio.sleep(_LONGER_SECONDS)
        self._tell(problem, document, app)

    def _tell(self, problem: Diagnostic | None, document: Document, app: Application[str]) -> None:
        if problem is not None or self._problem is not None:
            app.invalidate()
        self._problem, self._text = problem, document.text

    def _found(self, document: Document) -> Diagnostic | None:
        if not document.text.strip() or len(document.text) > _MOST:
            return None
        try:
            return self._hinter(document.text, document.cursor_position)
        except Exception:  # noqa: BLE001 - Enter tells what is the matter
            return None


def _holds_menus(container: Container) -> TypeGuard[FloatContainer]:
    """Tell whether this is what prompt_toolkit puts the line into, and menus over it."""
    return isinstance(container, FloatContainer)


def is_to_come(problem: Diagnostic) -> bool:
    """Tell whether nothing is wrong, but something is missing so far."""
    return problem.severity is Severity.INFO or problem.code in _MISSING


def hint_lines(problem: Diagnostic, text: str, prompt: str, columns: int) -> Fragments:
    """Return what to show below a text that was typed behind a prompt.

    The caret stands below the word, if that is in the last line of the text and there is room.
    """
    words = printable(hide(problem.message + (f"; {problem.hint}" if problem.hint else "")))
    if problem.location is None:
        return [(_STYLE, _folded(words, columns))]
    line, column = problem.location.position
    lines = text.split("\n")
    start = cells(CONTINUATION if line > 1 else prompt)
    at = start + cells(lines[line - 1][: column - 1])
    if line < len(lines) or start + cells(lines[-1]) >= columns:
        return [(_STYLE, _folded(f"{line}:{column}: {words}", columns))]
    caret = [] if is_to_come(problem) else [(_CARET, "^")]
    if at + cells(f"^ {words}") <= columns:
        gap = " " if caret else ""
        return [("", " " * at), *caret, (_STYLE, f"{gap}{words}")]
    line_end = [("", " " * at), *caret, ("", "\n")] if caret else []
    return [*line_end, (_STYLE, _folded(words, columns))]


def _folded(words: str, columns: int) -> str:
    """Return words in as many lines as there may be; three dots stand for what Enter tells."""
    lines = folded(words, columns, "  ").split("\n")
    if len(lines) > _MOST_LINES:
        lines = folded(words, max(columns - len(_MORE), 1), "  ").split("\n")[:_MOST_LINES]
        lines[-1] += _MORE
    return "\n".join(lines)
