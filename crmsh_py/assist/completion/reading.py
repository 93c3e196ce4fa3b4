"""What is typed so far: the level, the command, the words before the cursor, the word at it.

A pure function of the text.  Of several lines the last statement counts.
"""

from dataclasses import dataclass

from crmsh_py.commands import levels
from crmsh_py.commands.declare import Command
from crmsh_py.grammar import lexical
from crmsh_py.grammar.script import beginning_of_last
from crmsh_py.grammar.tree import Word


@dataclass(frozen=True, slots=True)
class Reading:
    """A line up to the cursor.

    `path` is the level of the command, which the line itself may name; `command` is None while
    its own name is typed, and where there is no such command (then `is_lost`).  `before` are the
    words between command and cursor, `word` is the one at the cursor, without quotes; `start` is
    where the latter begins in the whole text.  `statement` is the text from the command's word on,
    `offset` where it begins.
    """

    path: tuple[str, ...]
    command: Command | None
    before: tuple[str, ...]
    word: str
    start: int
    statement: str
    offset: int
    is_lost: bool = False


def read(text: str, path: tuple[str, ...]) -> Reading:
    """Read what was typed at a level, up to the cursor."""
    begin = beginning_of_last(text)
    words, word, start = split(text[begin:])
    if not words and word.startswith("/"):
        path, word, start = (), word[1:], start + 1
    elif words and words[0].text.startswith("/"):
        path, words = _from_the_top(words)
    while words and words[0].text.lower() in levels.at(path).levels:
        path = (*path, words.pop(0).text.lower())
    if not words:
        return Reading(path, None, (), word, begin + start, word, begin + start)
    command = levels.at(path).find(words[0].text)
    offset = begin + words[0].span.start
    before = tuple(one.text for one in words[1:])
    lost = command is None
    return Reading(path, command, before, word, begin + start, text[offset:], offset, lost)


def _from_the_top(words: list[Word]) -> tuple[tuple[str, ...], list[Word]]:
    first = words[0]
    rest = Word(first.text[1:], type(first.span)(first.span.start + 1, first.span.end))
    return (), [rest, *words[1:]] if rest.text else words[1:]


def split(text: str) -> tuple[list[Word], str, int]:
    """Return the whole words of a statement, the word at its end without quotes, and its start.

    A quote that is open in the last word ends it.
    """
    words = list(lexical.words(text))
    end = words[-1].span.end if words else 0
    rest = lexical.BLANKS.match(text, end)
    begin = rest.end() if rest else end
    if begin < len(text):  # an open quote: what stands right in front of it is of the same word
        start = words.pop().span.start if words and begin == end else begin
        return words, _closed(text[start:]), start
    if words and end == len(text):
        last = words.pop()
        return words, last.text, last.span.start
    return words, "", len(text)


def _closed(raw: str) -> str:
    """Return the text of a word whose quote is open."""
    for quote in "\"'":
        if lexical.NEXT_WORD.fullmatch(raw + quote):
            return lexical.unquote(raw + quote)
    return raw
