"""The marks of a configuration as `show` prints it: by tables, so that a long one costs little.

Of a text that is wrong somewhere it makes what can be made of it.  Needs no pyparsing.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from crmsh_py.assist.marks.forms import FORMS, SETS, Form
from crmsh_py.assist.marks.mark import Mark, Style
from crmsh_py.assist.marks.pieces import pair_marks, word_marks
from crmsh_py.assist.marks.rules import RuleMarks
from crmsh_py.grammar import lexical
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.statements import statement_keyword
from crmsh_py.grammar.words import score_text
from crmsh_py.source import Span

_SET_ID = re.compile(r"\$id(?:-ref)?=", re.IGNORECASE)
_NAMED = re.compile(r"(?:index|description|name)=", re.IGNORECASE)
_BRACES = frozenset("{}")
_RULE = frozenset({"rule"})
_LINE = re.compile(r"[^\n]*(?:\n|\Z)")
_COMMENT = re.compile(rf"(?:{lexical.SPACE})*#")
_CONTINUED = re.compile(rf"\\(?:{lexical.SPACE})*\n?\Z")


def marks_of_configuration(text: str) -> tuple[Mark, ...]:
    """Return the marks of a text of statements and comments, in their order.

    Of anything else there are none.  It takes some 0.1 ms a statement.
    """
    return tuple(mark for start, part in _parts(text) for mark in _part_marks(part, start))


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """Yield the statements and the comment lines of a text, each with its offset."""
    start = end = 0
    for line in _LINE.finditer(text):
        end = line.end()
        if not _CONTINUED.search(line[0]) or _COMMENT.match(text, start, end):
            yield start, text[start:end]
            start = end
        if end == len(text):
            break
    if start < end:
        yield start, text[start:end]


def _part_marks(part: str, start: int) -> list[Mark]:
    if _COMMENT.match(part):
        begin = part.index("#")
        return [Mark(Span(start + begin, start + len(part.rstrip("\n"))), Style.COMMENT)]
    return moved(statement_marks(part), start)


def moved(marks: "tuple[Mark, ...] | list[Mark]", by: int) -> list[Mark]:
    """Return marks of a part of a text as those of the text that it begins in at an offset."""
    return [Mark(Span(span.start + by, span.end + by), style) for span, style in marks]


@lru_cache(maxsize=2048)
def statement_marks(text: str) -> tuple[Mark, ...]:
    """Return the marks of one statement; nothing if it does not begin with a keyword."""
    first = lexical.NEXT_WORD.match(text)
    keyword = statement_keyword(first["word"]) if first else None
    if first is None or keyword is None:
        return ()
    return tuple(_StatementMarks(FORMS[keyword], keyword).read(text, *first.span("word")))


def _words(text: str, start: int) -> list[tuple[int, str]]:
    """Return the words of a text from an offset on, as they were typed, each with its own."""
    found = []
    while match := lexical.NEXT_WORD.match(text, start):
        start = match.end()
        found.append((match.start("word"), match["word"]))
    return found


class _StatementMarks:
    """Reads the words of one statement."""

    def __init__(self, form: Form, keyword: str) -> None:
        self._form = form
        self._keyword = keyword
        self._awaited = list(form.head)
        self._clauses = form.clauses
        self._rest = form.rest
        self._rule: RuleMarks | None = None

    def read(self, text: str, start: int, end: int) -> Iterator[Mark]:
        """Yield the marks of a text whose keyword stands at these offsets."""
        yield Mark(Span(start, end), Style.COMMAND)
        if self._keyword == "xml":
            blank = lexical.BLANKS.match(text, end)
            begin = blank.end() if blank else end
            yield from word_marks(Kind.XML, text[begin:], begin)
            return
        found = _words(text, end)
        for at, (begin, word) in enumerate(found):
            following = found[at + 1][1] if at + 1 < len(found) else ""
            yield from self._take(word, begin, following)

    def _take(self, word: str, start: int, following: str) -> list[Mark]:
        if self._rule is not None:
            marks = self._rule.take(word, start, following)
            if marks is not None:
                return marks
            self._rule = None
        kind = self._kind(word, following)
        return pair_marks(word, start) if kind is Kind.NVPAIR else word_marks(kind, word, start)

    def _kind(self, word: str, following: str) -> Kind:
        if self._awaited and not self._is_in_front(word):
            return self._placed(self._awaited.pop(0), word)
        if self._is_clause(word, following):
            self._open(word.lower(), following)
            return Kind.KEYWORD
        return self._shape(word)

    def _is_in_front(self, word: str) -> bool:
        """Tell whether a word stands in front of the one that is awaited."""
        if self._awaited[0] is Kind.SET_ID and not word.endswith(":"):
            self._awaited.pop(0)  # an id that need not be there
        return word == "{" or _SET_ID.match(word) is not None

    def _placed(self, kind: Kind, word: str) -> Kind:
        if kind is Kind.RESOURCE:  # what a location places
            text = lexical.unquote(word)
            return Kind.PATTERN if len(text) > 1 and text[0] == text[-1] == "/" else kind
        return kind

    def _is_clause(self, word: str, following: str) -> bool:
        if self._rest is Kind.ATTRIBUTE:
            return word in _BRACES
        lower = word.lower()
        if lower == "lifetime" and following.lower() != "rule":
            return False  # a resource may be called so
        return lower in self._clauses

    def _open(self, word: str, following: str) -> None:
        """Note what stands behind the word that begins a clause."""
        if word == "rule":
            self._rule = RuleMarks()
        elif word in _BRACES:
            self._brace(word)
        elif word == "lifetime":
            self._clauses = self._form.clauses | _RULE
        elif word == "select":
            self._rest = Kind.KEYWORD
        elif word in SETS:
            self._rest = Kind.ATTRIBUTE if following == "{" else Kind.NVPAIR
            self._clauses = self._form.clauses | _RULE
        if word in self._form.behind:
            self._awaited = [self._form.behind[word]]

    def _brace(self, word: str) -> None:
        """Note what a brace holds: resources of a location, or names of attributes in an alert."""
        if self._rest is Kind.RESOURCE:
            self._awaited = []
            self._clauses = self._form.clauses - _RULE if word == "{" else self._form.clauses
        elif self._rest is Kind.ATTRIBUTE and word == "}":
            self._rest = Kind.KEYWORD

    def _shape(self, word: str) -> Kind:
        """Return the kind of a word by what it looks like."""
        is_quoted = word[0] in "\"'" or word.startswith("$'")
        if not self._form.pairs:
            return Kind.NVPAIR if _NAMED.match(word) or _SET_ID.match(word) else self._rest
        if "=" in word or (word[0] in "$@" and not is_quoted):
            return Kind.ATTRIBUTE if self._rest is Kind.ATTRIBUTE else Kind.NVPAIR
        return self._front(word) if word[-1] == ":" and not is_quoted else self._rest

    def _front(self, word: str) -> Kind:
        """Return the kind of a word with a colon: a score, or the id of a set."""
        if self._rest is Kind.RESOURCE:
            self._awaited = [Kind.NODE] if self._keyword == "location" else []
            return Kind.SCORE
        return Kind.SCORE if score_text(word[:-1]) is not None else Kind.SET_ID
