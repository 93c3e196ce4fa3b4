"""The user's own words for lines of words: `st` for `status --groups`.

They count at the prompt and on the command line, never in command files: what these mean must not
depend on who runs them.  A command, or a level, goes before an alias of the same name.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from crmsh_py.commands import levels
from crmsh_py.commands.declare import words_of
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar.lexical import quote_argument
from crmsh_py.grammar.script import RawStatement, lexical_problem
from crmsh_py.preferences.cycles import circle, first_word, way
from crmsh_py.source import Location, Source, Span


@dataclass(frozen=True, slots=True)
class Expansion:
    """A line as it is to be understood, and as it was typed.

    `line` is what the alias stands for, "" if there is none in the line.
    """

    raw: RawStatement
    typed: RawStatement
    line: str = ""

    def as_typed(self, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Return diagnostics, those about the line pointing at what was typed."""
        if not self.line:
            return list(diagnostics)
        return [self._as_typed(one) for one in diagnostics]

    def _as_typed(self, problem: Diagnostic) -> Diagnostic:
        place = problem.location
        if place is None or place.name != self.raw.source.name:
            return problem
        start = _offset(self.raw.source, place.position)
        span = self._typed_span(start, start + place.span.end - place.span.start)
        says = f"{self.typed.word!r} stands for '{self.line}'"
        hint = f"{problem.hint}\n{says}" if problem.hint else says
        return replace(problem, location=Location(self.typed.source, span), hint=hint)

    def _typed_span(self, start: int, end: int) -> Span:
        word, cut = self.typed.word_span, len(self.line)
        if start < cut:
            return word
        return Span(word.end + start - cut, word.end + end - cut)


def expand(raw: RawStatement, path: tuple[str, ...], aliases: Mapping[str, str]) -> Expansion:
    """Put what it stands for in the place of an alias at the beginning of a line.

    Raises CrmError (wrong-alias, and what is wrong with a line as a text).
    """
    word = raw.word
    if word not in aliases or _is_known(path, word):
        return Expansion(raw, raw)
    place = Location(raw.source, raw.word_span)
    line = _line(word, path, aliases, place)
    text = line + raw.source.text[raw.word_span.end :]
    source = Source(f"<alias {word}>", text, raw.source.line)
    found = Expansion(RawStatement(source, raw.comments), raw, line)
    problem = lexical_problem(source)
    if problem is not None:
        raise CrmError(*found.as_typed([problem]))
    return found


def expanded(words: Sequence[str], aliases: Mapping[str, str]) -> tuple[str, ...]:
    """Return the words of the command line with what an alias stands for in its place.

    They begin at the top level, with or without a slash.  Raises CrmError as `expand` does.
    """
    found = tuple(words)
    if found and found[0] in aliases:
        line = expand(command_line(words), (), aliases).raw
        found = tuple(one.text for one in words_of(line.source))
    return (found[0].removeprefix("/"), *found[1:]) if found else ()


def topic_of(
    topic: Sequence[str], path: tuple[str, ...], aliases: Mapping[str, str]
) -> tuple[Sequence[str], tuple[str, ...]]:
    """Return what to help on where somebody asks about an alias: its command; and a remark on it.

    Raises CrmError as `expand` does.
    """
    if len(topic) != 1:
        return topic, ()
    found = expand(command_line(topic), path, aliases)
    if not found.line:
        return topic, ()
    words = [one.text.removeprefix("/") for one in words_of(found.raw.source)]
    ends = next((at for at, one in enumerate(words) if one not in levels.LEVELS), len(words))
    return words[: ends + 1], (f"{topic[0]!r} stands for '{found.line}'",)


def command_line(words: Iterable[str]) -> RawStatement:
    """Return the words of the command line as a line that one would have typed."""
    return RawStatement(Source("<command line>", " ".join(map(quote_argument, words))))


def hidden(aliases: Iterable[str]) -> dict[str, str]:
    """Return the aliases that have the name of a command or a level, with the first such level."""
    return {
        word: name
        for word in aliases
        for name in reversed(levels.LEVELS)
        if _is_known(levels.path_of(name), word)
    }


def _is_known(path: tuple[str, ...], word: str) -> bool:
    level = levels.at(path)
    return word.lower() in {*level.levels, *level.words()}


def _line(word: str, path: tuple[str, ...], aliases: Mapping[str, str], place: Location) -> str:
    """Return the line that an alias stands for in the end.  Raises CrmError (wrong-alias)."""
    if problem := circle(word, aliases):
        raise CrmError(replace(problem, location=place))
    line = aliases[word]
    for inner in way(word, aliases)[1:]:
        if _is_known(path, inner):
            break
        line = aliases[inner] + line.lstrip()[len(first_word(line)) :]
    return line


def _offset(source: Source, position: tuple[int, int]) -> int:
    """Return the offset in a source of a line and a column, both as messages have them."""
    line, column = position
    before = source.text.split("\n")[: line - source.line]
    return sum(len(one) + 1 for one in before) + column - 1
