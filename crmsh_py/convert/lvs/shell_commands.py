"""The commands of a shell script: what it says, not yet what it does."""

import re
from dataclasses import dataclass

from crmsh_py.convert.lvs.shell_words import (
    Document,
    Operator,
    Script,
    Token,
    Word,
    tokens,
)

_DEEPEST = 40
"""Of commands in commands; what is deeper is read as if it were not."""


_LOOPS = ("while", "until", "select")
_ENDS = frozenset({"done", "fi", "esac", "}", ")", ";;", "else", "elif", "then", "do"})
_DECLARING = frozenset({"declare", "export", "local", "readonly", "typeset"})
_ARRAY = re.compile(r"[A-Za-z_]\w*\+?=")
_SEPARATORS = frozenset({"\n", ";", "&", "&&", "||", "|", ";;", "(", ")"})


@dataclass(frozen=True, slots=True)
class Simple:
    """A command; `after` is the operator in front of it."""

    words: tuple[Word, ...]
    redirections: tuple[tuple[str, Word], ...] = ()
    documents: tuple[Document, ...] = ()
    after: str = ""


@dataclass(frozen=True, slots=True)
class Compound:
    """A loop, a choice, a function or an array: its words, and bodies with what leads to each."""

    kind: str
    words: tuple[Word, ...]
    bodies: "tuple[tuple[tuple[Word, ...], Body], ...]"


Body = tuple[Simple | Compound, ...]


class _Parser:
    """Reads commands; what is not closed at the end counts as closed there."""

    def __init__(self, found: list[Token]) -> None:
        self._tokens = found
        self._at = 0

    def body(self, depth: int, ends: frozenset[str] = frozenset()) -> Body:
        """Read commands up to one of some words, which is left to be read."""
        parts: list[Simple | Compound] = []
        while self._at < len(self._tokens) and self._text() not in ends:
            part = self._part(depth)
            if part is not None:
                parts.append(part)
        return tuple(parts)

    def _text(self) -> str:
        if self._at >= len(self._tokens):
            return ""
        token = self._tokens[self._at]
        if isinstance(token, Document):
            return ""
        return token.text if isinstance(token, Operator) else token.plain

    def _part(self, depth: int) -> Simple | Compound | None:
        text = self._text()
        if depth < _DEEPEST:
            if text == "for":
                return self._for(depth)
            if text == "if":
                return self._if(depth)
            if text == "case":
                return self._case(depth)
            if text in _LOOPS:
                return self._loop(depth)
            if (start := self._array_at()) is not None:
                return self._array(start)
            if text in {"{", "("} or self._is_function():
                return self._block(depth)
        return self._simple()

    def _skip(self, *texts: str) -> bool:
        found = self._text() in texts
        self._at += found
        return found

    def _words_until(self, *ends: str) -> tuple[Word, ...]:
        words = []
        while self._at < len(self._tokens) and self._text() not in ends:
            token = self._tokens[self._at]
            if isinstance(token, Word):
                words.append(token)
            self._at += 1
        return tuple(words)

    def _for(self, depth: int) -> Compound:
        words = self._words_until("\n", ";", "do")
        while self._skip("\n", ";"):
            pass
        self._skip("do")
        body = self.body(depth + 1, frozenset({"done"}))
        self._skip("done")
        return Compound("for", words[1:], (((), body),))

    def _loop(self, depth: int) -> Compound:
        self._at += 1
        condition = self.body(depth + 1, frozenset({"do"}))
        self._skip("do")
        body = self.body(depth + 1, frozenset({"done"}))
        self._skip("done")
        return Compound("while", (), (((), (*condition, *body)),))

    def _if(self, depth: int) -> Compound:
        ends = frozenset({"then", "elif", "else", "fi"})
        bodies: list[tuple[tuple[Word, ...], Body]] = []
        while self._at < len(self._tokens) and not self._skip("fi"):
            start = self._at
            self._at += 1  # if, then, elif, else
            bodies.append(((), self.body(depth + 1, ends)))
            assert self._at > start
        return Compound("if", (), tuple(bodies))

    def _case(self, depth: int) -> Compound:
        self._at += 1
        words = self._words_until("in", "\n")
        while self._skip("in", "\n"):
            pass
        bodies = []
        while self._at < len(self._tokens) and not self._skip("esac"):
            patterns = self._words_until(")", "esac")
            if not self._skip(")"):
                continue
            bodies.append((patterns, self.body(depth + 1, frozenset({";;", "esac"}))))
            while self._skip(";;", "\n"):
                pass
        return Compound("case", words, tuple(bodies))

    def _array_at(self) -> int | None:
        """Return where the name of an array stands that is set here: `A=(` or `local A=(`."""
        at = self._at
        if self._text() in _DECLARING:
            at += 1
            while at < len(self._tokens) and _is_option(self._tokens[at]):
                at += 1
        name, *following = [*self._tokens[at : at + 2], None]
        if not (isinstance(name, Word) and _ARRAY.fullmatch(name.raw)):
            return None
        opening = following[0]
        is_opened = isinstance(opening, Operator) and opening.text == "("
        return at if is_opened and _touch(name, opening) else None

    def _array(self, start: int) -> Compound:
        name = self._tokens[start]
        assert isinstance(name, Word)
        self._at = start + 2
        words = self._words_until(")")
        self._skip(")")
        return Compound("array", (name, *words), ())

    def _is_function(self) -> bool:
        if self._text() == "function":
            return True
        following = self._tokens[self._at + 1 : self._at + 3]
        marks = [one.text for one in following if isinstance(one, Operator)]
        return isinstance(self._tokens[self._at], Word) and marks == ["(", ")"]

    def _block(self, depth: int) -> Compound:
        self._skip("function")
        first = self._tokens[self._at] if self._at < len(self._tokens) else None
        name = (first,) if isinstance(first, Word) and first.plain != "{" else ()
        self._at += len(name)
        opening = ""
        while self._text() in {"(", ")", "\n", "{"} and not opening:
            opening = self._text() if self._text() == "{" or not name else ""
            self._at += 1
        body = self.body(depth + 1, frozenset({"}" if opening == "{" else ")"}))
        self._skip("}", ")")
        return Compound("function" if name else "block", name, (((), body),))

    def _simple(self) -> Simple | None:
        after = ""
        if self._text() in _SEPARATORS or self._text() in _ENDS:
            after = self._text()
            self._at += 1
            if after not in {"|", "||", "&&"}:
                return None
            while self._skip("\n"):
                pass
        words: list[Word] = []
        redirections: list[tuple[str, Word]] = []
        documents: list[Document] = []
        while self._at < len(self._tokens) and self._text() not in _SEPARATORS:
            self._take(words, redirections)
        self._take_documents(redirections, documents)
        if not words:
            return None
        return Simple(tuple(words), tuple(redirections), tuple(documents), after)

    def _take(self, words: list[Word], redirections: list[tuple[str, Word]]) -> None:
        token = self._tokens[self._at]
        self._at += 1
        if isinstance(token, Word):
            words.append(token)
        elif isinstance(token, Operator) and self._at < len(self._tokens):
            target = self._tokens[self._at]
            if isinstance(target, Word):
                redirections.append((token.text, target))
                self._at += 1

    def _take_documents(
        self, redirections: list[tuple[str, Word]], documents: list[Document]
    ) -> None:
        """Take the here-documents, which stand behind the end of the line."""
        for index in range(self._at, min(self._at + 4, len(self._tokens))):
            token = self._tokens[index]
            if isinstance(token, Document) and any("<<" in one for one, _ in redirections):
                documents.append(token)


def _is_option(token: Token) -> bool:
    return isinstance(token, Word) and token.raw.startswith("-")


def _touch(first: Token, second: Token | None) -> bool:
    """Tell whether two tokens stand without a blank between them."""
    if not isinstance(first, Word) or not isinstance(second, Operator):
        return False
    return first.line == second.line and first.span.end == second.span.start


def parse(script: Script) -> Body:
    """Read a script; what is not closed at the end counts as closed there."""
    return _Parser(list(tokens(script))).body(0)
