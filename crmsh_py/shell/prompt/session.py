"""The prompt of a terminal that can draw: prompt_toolkit, and all that is shown around the line."""

import importlib
import sys
import threading

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggest, ThreadedAutoSuggest
from prompt_toolkit.enums import EditingMode
from prompt_toolkit.filters import Condition
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.layout.processors import TabsProcessor
from prompt_toolkit.output import Output as TerminalOutput
from prompt_toolkit.output import create_output

from crmsh_py.assist.typed.aliasing import unfolded
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.preferences.preferences import Preferences
from crmsh_py.shell.abilities import Abilities, abilities
from crmsh_py.shell.prompt import looks
from crmsh_py.shell.prompt.actions import LineActions
from crmsh_py.shell.prompt.completer import WordCompleter
from crmsh_py.shell.prompt.hints import HintLine
from crmsh_py.shell.prompt.keys import bindings
from crmsh_py.shell.prompt.lexing import StatementLexer
from crmsh_py.shell.prompt.prompt_text import CONTINUATION, Fragments, plain, prompt
from crmsh_py.shell.prompt.reader import Surroundings
from crmsh_py.shell.prompt.suggesting import HistorySuggest
from crmsh_py.shell.prompt.switches import switches
from crmsh_py.shell.prompt.toolbar import Toolbar

_HINTS = "crmsh_py.assist.hints"  # brings in all checks; here a thread has time for that
_SPACE_FOR_MENU = 8
_EARLY_SECONDS = 0.3
"""So long after the prompt came what completion needs is loaded, if nothing was typed whole yet."""
_GOES_ON = frozenset({"unfinished-continuation", "unclosed-quote"})
"""What is no mistake: Enter begins another line of the statement."""


class FullReader:
    """Reads lines, with completion, colours, hints, and a history."""

    def __init__(self, around: Surroundings) -> None:
        preferences = around.preferences
        self._around = around
        self._switches = switches(preferences)
        self._asking = threading.Lock()
        """Held while a thread reads the configuration: no command may change it then."""
        self._completer = WordCompleter(around.knowledge, self._asking)
        terminal = _terminal()
        able = abilities(around.environment)
        depth = looks.color_depth(preferences, able)
        self._session: PromptSession[str] = PromptSession(
            self._prompt,
            output=terminal,
            history=around.history,
            completer=self._completer,
            complete_in_thread=True,
            enable_history_search=True,
            reserve_space_for_menu=_SPACE_FOR_MENU,
            lexer=StatementLexer(lambda: around.context.path, lambda: preferences.aliases),
            auto_suggest=_suggestions(preferences, able),
            key_bindings=bindings(LineActions(around), self._switches),
            editing_mode=EditingMode[preferences.text("prompt.editing-mode").upper()],
            prompt_continuation=_continuation,
            input_processors=[TabsProcessor(char1=" ", char2=" ")],
            enable_suspend=True,
            style=looks.style(preferences, around.environment),
            color_depth=depth,
        )
        self._session.default_buffer.complete_while_typing = Condition(lambda: self._switches.menu)
        self._toolbar = Toolbar(around.context, around.staleness, around.environment)
        self._toolbar.show_in(self._session, lambda: self._switches.toolbar)
        self._hints = HintLine(self._hint, lambda: plain(self._prompt()))
        if preferences.is_on("prompt.hints"):
            self._hints.show_in(self._session)
        self._questions: PromptSession[str] = PromptSession(
            output=terminal, history=InMemoryHistory(), color_depth=depth
        )

    def _prompt(self) -> Fragments:
        return prompt(self._around.context, stale=self._around.is_stale)

    def _hint(self, text: str, cursor: int) -> Diagnostic | None:
        """Return what is wrong in front of the cursor; called in a thread."""
        path, typed = self._around.context.path, text[:cursor]
        line = unfolded(typed, path, self._around.preferences.aliases)
        hint = importlib.import_module(_HINTS).hint
        with self._asking:
            found: Diagnostic | None = hint(line.text, path, self._around.knowledge())
        problem = line.problem(found, typed)
        return None if problem is None or problem.code in _GOES_ON else problem

    def read(self) -> str:
        """Return what was typed or pasted.  Raises EOFError, KeyboardInterrupt."""
        changed = self._session.app.invalidate
        self._toolbar.begin(changed)
        self._hints.begin()
        early = threading.Timer(_EARLY_SECONDS, self._completer.prepare)
        early.daemon = True
        early.start()
        try:
            with self._around.staleness.watched(self._around.context.session, changed):
                return self._session.prompt()
        finally:
            early.cancel()
            self._toolbar.rest()
            with self._asking:
                pass  # whoever still reads the configuration has come to an end

    def ask(self, question: str) -> str:
        """Return the answer to a question.  Raises EOFError, KeyboardInterrupt."""
        return self._questions.prompt(question)

    def close(self) -> None:
        """End what goes on beside it: nothing will be read any more."""
        self._toolbar.close()


def _continuation(_width: int, _line: int, wraps: int) -> Fragments:
    """Return what stands in front of a further line; where a long one is wrapped, nothing."""
    return [] if wraps else [("class:continuation", CONTINUATION)]


def _suggestions(preferences: Preferences, terminal: Abilities) -> AutoSuggest | None:
    """Return what suggests lines, where they can be told from what is typed."""
    if preferences.is_on("prompt.suggestions") and terminal.dims:
        return ThreadedAutoSuggest(HistorySuggest())
    return None


def _terminal() -> TerminalOutput | None:
    """Return where to prompt if data are piped away: standard error. None: the usual place."""
    if sys.stdout.isatty():
        return None
    return create_output(always_prefer_tty=True)
