"""The plain prompt: lines and nothing else, for dumb terminals, serial lines and screen readers.

The terminal, or GNU readline where Python has it, does the editing: nothing is drawn twice.
"""

import importlib
import sys
from collections.abc import Callable
from types import ModuleType

from prompt_toolkit.history import History

from crmsh_py.assist.completion.completing import complete
from crmsh_py.assist.completion.offers import Candidate
from crmsh_py.assist.knowledge import Knowledge
from crmsh_py.assist.typed.continuing import continuation
from crmsh_py.shell.outlet import is_dumb
from crmsh_py.shell.output import tame
from crmsh_py.shell.prompt.prompt_text import CONTINUATION, plain, prompt
from crmsh_py.shell.prompt.reader import Surroundings

_BLANKS = " \t\n"
_READLINE = "readline"  # changes the terminal when it is imported


def is_plain(around: Surroundings) -> bool:
    """Tell whether lines are all that is wanted, or all that the terminal can do."""
    return around.preferences.is_on("ui.plain") or is_dumb(around.environment)


class PlainReader:
    """Reads lines."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._question = ""
        self._typed = ""
        """What stands above, of the same statement."""
        self._readline = _readline()
        if self._readline is not None:
            completer = _Completer(
                self._readline, around.knowledge, lambda: (self._typed, self._question)
            )
            _set_up(self._readline, around.history, completer, is_dumb=is_dumb(around.environment))

    def read(self) -> str:
        """Return what was typed.  Raises EOFError, KeyboardInterrupt."""
        around = self._around
        with around.staleness.watched(around.context.session, lambda: None):
            self._typed = ""
            text = self.ask(plain(prompt(around.context, stale=around.is_stale)))
            while (more := continuation(text)) is not None:
                self._typed = text + more
                text = self._typed + self.ask(CONTINUATION)
        self._keep(text)
        return text

    def ask(self, question: str) -> str:
        """Return the answer to a question.  Raises EOFError, KeyboardInterrupt."""
        self._question = question
        try:
            if sys.stdout.isatty():
                return input(tame(question))
            return _input_beside(question)
        except (EOFError, KeyboardInterrupt):
            sys.stderr.write("\n")  # the cursor stands behind the prompt
            raise

    def close(self) -> None:
        """Do nothing: beside it nothing goes on."""

    def _keep(self, text: str) -> None:
        self._around.history.append_string(text)
        kept = self._around.history.get_strings()
        if self._readline is not None and kept:
            _remember(self._readline, kept[-1])


def _input_beside(question: str) -> str:
    """Ask on standard error: standard output goes elsewhere."""
    sys.stderr.write(tame(question))
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.removesuffix("\n")


def _readline() -> ModuleType | None:
    try:
        return importlib.import_module(_READLINE)
    except ImportError:
        return None


def _set_up(
    readline: ModuleType, history: History, completer: "_Completer", *, is_dumb: bool
) -> None:
    readline.set_auto_history(False)  # answers to questions do not belong there
    for line in reversed(list(history.load_history_strings())):
        _remember(readline, line)
    readline.set_completer_delims(_BLANKS)
    readline.set_completer(completer.word)
    readline.set_completion_display_matches_hook(completer.show)
    readline.parse_and_bind("tab: complete")
    if not is_dumb:
        readline.parse_and_bind("set enable-bracketed-paste on")  # what is pasted is one text


def _remember(readline: ModuleType, line: str) -> None:
    """Add a line, unless it is the last one already."""
    count = readline.get_current_history_length()
    if not count or readline.get_history_item(count) != line:
        readline.add_history(line)


class _Completer:
    """Completes words, as readline takes them."""

    def __init__(
        self,
        readline: ModuleType,
        knowledge: Callable[[], Knowledge],
        around: Callable[[], tuple[str, str]],
    ) -> None:
        self._readline = readline
        self._knowledge = knowledge
        self._around = around
        """Gives the lines above, and the prompt of this one."""
        self._found: dict[str, Candidate] = {}

    def word(self, text: str, number: int) -> str | None:
        """Return the candidate of a number, None behind the last; readline calls this."""
        if number == 0:
            self._found = self._candidates(text)
        return next(iter(list(self._found)[number:]), None)

    def _candidates(self, text: str) -> dict[str, Candidate]:
        line = self._readline.get_line_buffer()
        begin, end = self._readline.get_begidx(), self._readline.get_endidx()
        above, _ = self._around()
        offer = complete(above + line[:end], self._knowledge())
        start = offer.start - len(above)
        lead, cut = line[begin:start], max(begin - start, 0)
        found = {lead + one.word[cut:]: one for one in offer.candidates}
        fitting = {word: one for word, one in found.items() if word.startswith(text)}
        if len(fitting) > 1:
            return fitting
        return {word + " " * one.whole: one for word, one in fitting.items()}

    def show(self, _text: str, matches: list[str], _longest: int) -> None:
        """List candidates, each with its meaning; readline calls this."""
        told = [""]
        for word in matches:
            meaning = self._found[word].meaning if word in self._found else ""
            told.append(f"  {word}  {meaning}".rstrip())
        _, question = self._around()
        told.append(f"{question}{self._readline.get_line_buffer()}")
        sys.stdout.write("\n".join(map(tame, told)))
        sys.stdout.flush()
