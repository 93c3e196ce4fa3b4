"""Whether what is wrong in a statement is only not finished yet: the cursor stands there."""

from collections.abc import Iterable

from crmsh_py.assist.typed.placing import Line
from crmsh_py.commands import levels
from crmsh_py.commands.declare import Command
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.settings import Settings
from crmsh_py.grammar.terminals import Setting, Terminal

_CLOSED = frozenset(
    {Kind.KEYWORD, Kind.OPERATOR, Kind.DATE_FIELD, Kind.ROLE, Kind.ORDER_KIND, Kind.END}
)
"""Kinds of which all words are known: one that begins like none of them is wrong."""

_OPENING = frozenset("([{")


def may_become_right(line: Line, cursor: int) -> bool:
    """Tell whether the wrong stretch of a line may still become right.

    `cursor` is its offset in the line's text; with blanks behind the text it is greater than that
    is long.  It is -1 if one types somewhere else.
    """
    wrong = line.wrong
    if wrong is None or cursor < 0:
        return wrong is None
    end = len(line.source.text)
    if line.command is not None and not line.wanted:
        options = (one.parameter for one in line.placed if one.span == wrong)
        if wrong.end == end <= cursor and any(options):
            return True
        if line.command.statement is not None and _is_last(wrong.end, line.source.text, cursor):
            return True  # what is refused may be completed by what follows
        if line.source.text[wrong.start : wrong.end] in _OPENING and end <= cursor:
            return True  # so may what is not closed
    if wrong.start == end:
        return True
    word = line.source.text[wrong.start : wrong.end]
    return wrong.start < cursor <= wrong.end and _begins_something(line, word)


def _is_last(end: int, text: str, cursor: int) -> bool:
    """Tell whether nothing follows the `end` of a stretch, or a word that is still being typed."""
    behind = text[end:].split()
    return not behind or (len(behind) == 1 and end < cursor <= len(text))


def _begins_something(line: Line, word: str) -> bool:
    if line.command is None:
        level = levels.at(line.here)
        return _begins_one(word, [*level.levels, *level.words()])
    if line.command.statement is None:
        return _begins_one(word, _words_of(line.command))
    return any(_may_be(one, word) for one in line.wanted)


def _begins_one(word: str, known: Iterable[str]) -> bool:
    return any(one.startswith(word.lower()) for one in known)


def _words_of(command: Command) -> list[str]:
    """Return the words that can stand behind a command wherever they are."""
    return [
        word
        for one in command.parameters
        for word in (*one.choices, one.option, *one.aliases, "--help")
        if word
    ]


def _may_be(terminal: Terminal, word: str) -> bool:
    if terminal.kind not in _CLOSED and not isinstance(terminal, Settings | Setting):
        return True
    lower = word.lower()
    return any(
        one.startswith(lower) or (one[-1:] in {"=", ":"} and lower.startswith(one))
        for one in map(str.lower, terminal.choices)
    )
