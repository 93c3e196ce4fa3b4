"""Which word of a typed statement is what: a level, a command, what a rule or a parameter takes.

Highlighting, hints and the help at the cursor all look at this.  Nothing here raises, whatever
the text.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from crmsh_py.commands import levels
from crmsh_py.commands.binding import Taken, taken
from crmsh_py.commands.declare import Command, Parameter
from crmsh_py.commands.interpreting import Opening, opening
from crmsh_py.diagnostics import CrmError
from crmsh_py.grammar import lexical
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.language import follow
from crmsh_py.grammar.settings import Settings
from crmsh_py.grammar.terminals import Pair, Setting, Terminal
from crmsh_py.grammar.tree import Word
from crmsh_py.source import Source, Span

_HELP = frozenset({"-h", "--help"})
_TRIES = 3
"""So many words of a command may be wrong before the rest of them is left as it is."""


class Part(Enum):
    """What a word is to the shell."""

    LEVEL = "level"
    COMMAND = "command"
    WORD = "word"
    """What a rule of the grammar, or a parameter, takes."""
    OPTION = "option"
    """A flag, an option, or one of the words that alone will do."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A word as it was typed, where, and what it is.

    `kind` is what it stands for; `is_pair` that it is `name=value`.  `terminal` is that of the
    rule which took it, `parameter` that of the command.
    """

    span: Span
    word: str
    part: Part
    kind: Kind = Kind.KEYWORD
    is_pair: bool = False
    terminal: Terminal | None = None
    parameter: Parameter | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A statement as it was typed, and what its words are.

    `here` is the level of its command, `after` that of the next statement.  `wrong` is the
    stretch that cannot stand there, if there is one; `wanted` are the terminals that were expected
    in its place, or at the end.  Words behind it are not placed.
    """

    source: Source
    here: tuple[str, ...]
    after: tuple[str, ...]
    command: Command | None = None
    placed: tuple[Placed, ...] = ()
    wrong: Span | None = None
    wanted: tuple[Terminal, ...] = ()


def place(source: Source, path: tuple[str, ...]) -> Line:
    """Tell what the words of a statement typed at a level are."""
    line = opening(source, path)
    entered = [_entered(source, one) for one in line.words[: len(line.words) - len(line.rest)]]
    if not line.rest:
        return Line(source, line.here, line.here, placed=tuple(entered))
    first = line.rest[0]
    command = levels.at(line.here).find(first.text)
    if command is None:
        wrong = first.span if first.text else None
        return Line(source, line.here, path, placed=tuple(entered), wrong=wrong)
    word = _typed(source, first, Part.COMMAND)
    found = Line(source, line.here, path, command, (*entered, word))
    if command.statement is not None:
        return _of_statement(found, command.statement, first.span.start)
    return _of_command(found, command, line, path)


def _typed(source: Source, word: Word, part: Part) -> Placed:
    return Placed(word.span, source.text[word.span.start : word.span.end], part)


def _entered(source: Source, word: Word) -> Placed:
    return _typed(source, word, Part.LEVEL)


# ------------------------------------------------------------------ statements


def _of_statement(line: Line, keyword: str, start: int) -> Line:
    text = line.source.text[start:]
    if _asks_for_help(text):
        return replace(line, placed=(*line.placed, _help_word(line.source, start)))
    followed = follow(keyword, text)
    found = [*line.placed, *_matched(followed.trace.matched, start)]
    if followed.is_right or (line.command and line.command.bare and not text.split()[1:]):
        return replace(line, placed=tuple(found))
    offset, expected = followed.trace.furthest()
    wrong, wanted = _word_span(text, offset), tuple(expected)
    if followed.refused is not None:
        wrong, wanted = followed.refused.span, wanted[:0]
    wrong = Span(wrong.start + start, wrong.end + start)
    return replace(line, placed=tuple(found), wrong=wrong, wanted=wanted)


def _asks_for_help(text: str) -> bool:
    words = text.split()
    return len(words) == 2 and words[1] in _HELP


def _help_word(source: Source, start: int) -> Placed:
    last = list(lexical.words(source.text[start:]))[-1]
    span = Span(last.span.start + start, last.span.end + start)
    return Placed(span, last.text, Part.OPTION)


def _word_span(text: str, offset: int) -> Span:
    found = lexical.NEXT_WORD.match(text, offset)
    if found is None:
        return Span(offset, len(text))
    return Span(*found.span("word"))


def _matched(matched: dict[int, tuple[Terminal, str]], start: int) -> Iterable[Placed]:
    """Yield the words that the rules took; what was tried in vain may stand among them."""
    end = -1
    for at in sorted(matched):
        terminal, word = matched[at]
        if at < end or not word or terminal.kind is Kind.END:
            continue
        end = at + len(word)
        if at or terminal.kind is not Kind.KEYWORD:  # the keyword itself is the command
            span = Span(at + start, end + start)
            kind = Kind.SET_ID if terminal.label == "<id>:" else terminal.kind
            pair = isinstance(terminal, Pair | Setting | Settings) or kind in _PAIRS
            yield Placed(span, word, Part.WORD, kind, is_pair=pair, terminal=terminal)


_PAIRS = frozenset({Kind.NVPAIR, Kind.DATE_FIELD})

# ------------------------------------------------------------------ commands


def _of_command(line: Line, command: Command, opened: Opening, path: tuple[str, ...]) -> Line:
    words = opened.rest[1:]
    if len(words) == 1 and words[0].text in _HELP:
        word = _typed(line.source, words[0], Part.OPTION)
        return replace(line, placed=(*line.placed, word))
    found, arguments, problem = taken(command, line.source, words)
    wrong = _place_of(problem)
    if wrong is not None:
        found = [*found, *_without(command, line.source, words, wrong)]
    after = path if problem else opened.after(path, command, arguments)
    placed = {word.span.start: _of_parameter(line.source, word, one) for word, one in found}
    every = (*line.placed, *(placed[at] for at in sorted(placed)))
    return replace(line, placed=every, after=after, wrong=wrong)


def _without(command: Command, source: Source, words: Sequence[Word], wrong: Span) -> Taken:
    """Tell what the other words are for if the one that cannot stand there is left out."""
    found: Taken = []
    rest = list(words)
    for _ in range(_TRIES):
        left = [one for one in rest if one.span != wrong]
        if len(left) == len(rest):
            break
        rest = left
        found, _, problem = taken(command, source, rest)
        wrong = _place_of(problem) or wrong
    return found


def _place_of(problem: CrmError | None) -> Span | None:
    location = problem.diagnostics[0].location if problem else None
    return location.span if location else None


def _of_parameter(source: Source, word: Word, one: Parameter) -> Placed:
    raw = source.text[word.span.start : word.span.end]
    is_option = one.flag or (one.option and _begins(raw, one)) or bool(one.choices)
    part = Part.OPTION if is_option or one.kind is Kind.KEYWORD else Part.WORD
    pair = "=" in raw and one.kind in {Kind.NVPAIR, Kind.VALUE_PATH}
    return Placed(word.span, raw, part, one.kind, is_pair=pair, parameter=one)


def _begins(raw: str, one: Parameter) -> bool:
    """Tell whether a word is the option itself, and not the word behind it."""
    return any(raw.startswith(name) for name in (one.option, *one.aliases))
