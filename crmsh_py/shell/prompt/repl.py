"""The prompt: reads lines, and carries them out."""

import gc
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import partial

from crmsh_py.assist.memory import Memory
from crmsh_py.codes import ExitStatus
from crmsh_py.commands.committing import Terms, commit_reply, diff_reply
from crmsh_py.commands.context import Context
from crmsh_py.commands.interpreting import Bound
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.shell.batch import check, located
from crmsh_py.shell.crash import internal_error
from crmsh_py.shell.output import Output
from crmsh_py.shell.prompt.attended import Attended
from crmsh_py.shell.prompt.history import open_history
from crmsh_py.shell.prompt.knowing import knowledge
from crmsh_py.shell.prompt.plain import PlainReader, is_plain
from crmsh_py.shell.prompt.reader import Reader, Surroundings
from crmsh_py.shell.prompt.salvage import Salvage, left_over
from crmsh_py.shell.prompt.session import FullReader
from crmsh_py.shell.prompt.transaction import Transaction
from crmsh_py.shell.staleness import Staleness
from crmsh_py.source import Source

_NAME = "<prompt>"
_ENOUGH = 2
_MOST_ENDS = 3
"""If the input ends so often in a row where an answer is wanted, the terminal is gone."""

_WAY_OUT = "to leave, type 'quit' or press Ctrl-D at an empty line"


class Repl:
    """Carries out lines, and never loses what was not committed without asking."""

    def __init__(self, around: Surroundings, remake: Callable[[], Output]) -> None:
        """Begin; `remake` gives an output as the user prefers it at the moment."""
        self._around = around
        self._remake = remake
        self._context = around.context
        self._environment = around.environment
        self._salvage = Salvage(around.context, around.environment)
        self._ends = 0
        """So often in a row the input ended instead of an answer."""
        self._interrupts = 0
        """So many lines in a row were dropped."""
        self._attend()

    def _attend(self) -> None:
        """Read and write as the user prefers."""
        around = self._around
        self._said = around.preferences.said
        self._output = around.output
        self._reader = _reader(around)
        around.context.interaction = Attended(
            self._reader.ask, around.output, around.environment, around.preferences
        )

    def _heed_preferences(self) -> None:
        """Begin anew if the user prefers something else by now."""
        if self._around.preferences.said is not self._said:
            output = self._remake()
            if output.line is not None and self._output.line is not None:
                output.line = self._output.line  # what runs programs holds this one still
            self._around = replace(self._around, output=output)
            self._reader.close()
            self._attend()

    def run(self) -> ExitStatus:
        """Read and carry out lines until the user leaves."""
        self._attempt(self._offer_left_over, Source(_NAME, ""))
        while self._ends < _MOST_ENDS:
            try:
                is_over = self._turn()
            except KeyboardInterrupt:  # between two commands, or while they are understood
                self._output.note("interrupted")
                continue
            if is_over:
                self._salvage.drop()
                return ExitStatus.OK
        self._output.note("the terminal is gone; what is pending is kept for the next shell")
        return ExitStatus.OK

    def close(self) -> None:
        """End what goes on beside it."""
        self._reader.close()

    def _turn(self) -> bool:
        """Read what is typed next, and carry it out.  True: leave.  Raises KeyboardInterrupt."""
        self._salvage.keep()
        self._heed_preferences()
        text = self._typed()
        with self._output.going_on("what was typed"):
            return self._carry_out_all(text)

    def _typed(self) -> str:
        """Return what was typed: nothing if it was dropped by Ctrl-C, `quit` for Ctrl-D."""
        try:
            text = self._reader.read()
        except KeyboardInterrupt:
            self._interrupts += 1
            if self._interrupts == _ENOUGH:
                self._output.note(_WAY_OUT)
            return ""
        except EOFError:
            text = "quit"
        self._interrupts = 0
        return text

    def _offer_left_over(self) -> bool:
        """Ask what becomes of the changes that shells left pending when they ended."""
        session = self._context.session
        for one in left_over(session, self._environment):
            question = f"A lost shell had changes pending, {one.when}."
            answer = self._choose(question, ("recover", "drop", "later"))
            if answer == "recover":
                one.recover(session)
                self._salvage.keep()
            if answer != "later":
                one.drop()
        return True

    def _carry_out_all(self, text: str) -> bool:
        """Carry out what was typed or pasted, all of it or nothing.  True: leave."""
        lines = self._understood(text)
        transaction = Transaction(self._context)
        for bound in lines:
            if bound.quits:
                transaction.end()
                return self._attempt(self._may_leave, bound.source)
            if not self._attempt(partial(self._call, bound), bound.source):
                for note in transaction.take_back():
                    self._output.note(note)
                return False
            transaction.went_on(bound.source)
        transaction.end()
        return False

    def _understood(self, text: str) -> list[Bound]:
        """Return what the lines of a text mean; none of them if anything is wrong with any."""
        try:
            aliases = self._context.options.preferences.aliases
            lines, problems = check(text, _NAME, self._context.path, aliases)
        except Exception as error:  # noqa: BLE001 - see `_attempt`
            lines, problems = [], [internal_error(error, self._environment)]
        self._output.diagnostics(problems)
        return [] if problems else lines

    def _attempt(self, action: Callable[[], bool], source: Source) -> bool:
        """Return what an action returns; False if it fails, which is told."""
        try:
            return action()
        except CrmError as error:
            self._output.diagnostics(located(error.diagnostics, source))
        except KeyboardInterrupt:
            self._output.note("interrupted")
        except Exception as error:  # noqa: BLE001 - our own failure must not cost the user's changes
            self._output.diagnostics([internal_error(error, self._environment)])
        return False

    def _call(self, bound: Bound) -> bool:
        """Carry out a line, which leads to a level, or fails."""
        try:
            with self._output.going_on(bound.name), self._up_to_date(bound):
                reply = bound.call(self._context)
        except BaseException:
            self._context.path = bound.path
            raise
        self._context.path = bound.after
        with self._output.going_on(bound.name):
            self._output.reply(reply)
        return True

    @contextmanager
    def _up_to_date(self, bound: Bound) -> Iterator[None]:
        """Let a line find the configuration as it is by now.

        Only in `configure` it stays as it was when one came there: it is being worked on.
        """
        context = self._context
        context.anew = not _is_in_configure(bound.path)
        try:
            yield
            if _is_in_configure(bound.after):
                context.session  # noqa: B018 - reads it, if that is still to be done
        finally:
            context.anew = False

    def _choose(self, question: str, answers: Sequence[str]) -> str:
        """Return the answer to a question; without one it is the last, which changes nothing."""
        try:
            answer = self._context.interaction.choose(question, answers)
        except KeyboardInterrupt:
            return answers[-1]
        except EOFError:
            self._ends += 1
            return answers[-1]
        self._ends = 0
        return answer

    def _may_leave(self) -> bool:
        """Ask what becomes of pending changes; say whether to leave."""
        context = self._context
        if not context.has_changes:
            return True
        self._output.reply(diff_reply(context))
        answer = self._choose("There are uncommitted changes.", ("commit", "discard", "stay"))
        if answer == "commit":
            with self._output.going_on("commit"):
                self._output.reply(commit_reply(context, Terms(context.options.force)))
        return answer != "stay"


def run(
    context: Context,
    output: Output,
    environment: Mapping[str, str],
    remake: Callable[[], Output],
) -> ExitStatus:
    """Run the prompt; the configuration is read first, so that its errors come at once."""
    if sys.stdout is None:
        raise CrmError(Diagnostic("no-terminal", "the prompt needs standard output: it is closed"))
    gc.enable()  # a batch does without, see `cli.run`; a session may last for days
    with output.going_on("reading the configuration"):
        context.session  # noqa: B018 - opens it
    gc.freeze()  # what is there now stays: it need not be searched at every keystroke
    history = open_history(context, output, environment)
    known = partial(knowledge, context, Memory())
    around = Surroundings(context, output, environment, Staleness(), history, known)
    with closing(Repl(around, remake)) as repl:
        return repl.run()


def _is_in_configure(path: tuple[str, ...]) -> bool:
    return path[:1] == ("configure",)


def _reader(around: Surroundings) -> Reader:
    """Return what reads lines here: a terminal that cannot do much gets plain lines."""
    return PlainReader(around) if is_plain(around) else FullReader(around)
