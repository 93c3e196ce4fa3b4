"""The words of a rule into marks, by what stands before each of them.  Needs no pyparsing."""

import re
from collections.abc import Callable

from crmsh_py.assist.marks.mark import Mark
from crmsh_py.assist.marks.pieces import pair_marks, word_marks
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.words import COMPARISONS, DATE_FIELDS, UNARY, VALUE_TYPES

OPERATOR = re.compile(
    rf"(?:(?:{'|'.join(VALUE_TYPES)}):)?(?:{'|'.join((*COMPARISONS, *UNARY))})", re.IGNORECASE
)
_SETTING = re.compile(r"(?:\$id(?:-ref)?|\$?role|boolean-op|score|score-attribute)=", re.IGNORECASE)
_SCORE = re.compile(r"[^\s\ufeff\"'\\=:]+:")
_OWN = re.compile(
    rf"(?:\$id|class|provider|type|interval|start|end|{'|'.join(DATE_FIELDS)})=", re.IGNORECASE
)
_JOINTS = frozenset({"and", "or"})


class RuleMarks:
    """Takes one word after the other, from behind `rule` on, until one is not the rule's."""

    def __init__(self) -> None:
        self._state: Callable[[str, str], Kind | None] = self._head
        self._awaited: list[Kind] = []
        self._is_date = False

    def take(self, word: str, start: int, following: str) -> list[Mark] | None:
        """Return the marks of a word; None if the rule has ended before it."""
        if self._awaited:
            return word_marks(self._awaited.pop(0), word, start)
        kind = self._state(word, following)
        if kind is None:
            return None
        return pair_marks(word, start) if kind is Kind.NVPAIR else word_marks(kind, word, start)

    def _head(self, word: str, following: str) -> Kind | None:
        if _SETTING.match(word):
            if word.lower().startswith("$id-ref="):
                self._state = self._after
            return Kind.NVPAIR
        if _SCORE.fullmatch(word):
            return Kind.SCORE
        return self._expression(word, following)

    def _expression(self, word: str, following: str) -> Kind | None:
        lower = word.lower()
        if word == "(":
            self._state = self._head
            return Kind.KEYWORD
        self._state = self._after
        self._is_date = lower == "date"
        if self._is_date:
            self._state = self._date
        elif lower in UNARY:
            self._awaited = [Kind.ATTRIBUTE]
        elif lower == "rsc" and not OPERATOR.fullmatch(following):
            return Kind.KEYWORD
        elif lower == "op" and not OPERATOR.fullmatch(following):
            self._awaited = [Kind.OP_NAME]
        else:
            self._awaited = [Kind.OPERATOR, Kind.VALUE]
            return Kind.ATTRIBUTE
        return Kind.KEYWORD

    def _date(self, word: str, _following: str) -> Kind | None:
        """Take the operation of a date expression, and what may stand in front of it."""
        if word.lower().startswith("$id="):
            return Kind.NVPAIR
        if word.lower() in {"lt", "gt"}:
            self._awaited = [Kind.DATE]
        self._state = self._after
        return Kind.KEYWORD

    def _after(self, word: str, _following: str) -> Kind | None:
        """Take what may stand behind an expression."""
        if word.lower() in _JOINTS:
            self._state = self._expression
            return Kind.KEYWORD
        if word == ")" or (self._is_date and word.lower() == "duration"):
            self._is_date = self._is_date and word != ")"
            return Kind.KEYWORD
        return Kind.NVPAIR if _OWN.match(word) else None
