"""`location`, `colocation`, `order`, and the resource sets in them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pyparsing as pp

from crmsh_py.grammar import lexical
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.rules import RULE
from crmsh_py.grammar.terminals import (
    END_SUPPRESSED,
    Fast,
    Identifier,
    Reference,
    RefusedError,
    Setting,
    Terminal,
    Told,
    keyword,
    produce,
    word,
)
from crmsh_py.grammar.tree import (
    Colocation,
    End,
    Location,
    NvPair,
    Order,
    Pattern,
    ResourceSet,
    Rule,
    Word,
)
from crmsh_py.grammar.words import (
    ACTIONS,
    BOOLEANS,
    DISCOVERY,
    KIND_WORDS,
    ORDER_KINDS,
    ROLES,
    SCORE_WORD,
    SET_MARK,
    score_text,
)
from crmsh_py.source import Span

_NAME = r"[^\s\ufeff\"'\\=(){}\[\]:@$/]+"
_MEMBER_END = rf"(?={lexical.BLANK}|[)\]}}]|\n|\Z)"
_QUALIFIED = rf"{_NAME}(?::[^\s\ufeff\"'\\=(){{}}\[\]:]+)?"


class Score(Terminal):
    """`100:`, `-inf:`, `mandatory:`; for an order also a kind."""

    def __init__(self, *, kinds: Sequence[str] = ()) -> None:
        self._kinds = {kind.lower(): kind for kind in kinds}
        words = "|".join([SCORE_WORD, *map(re.escape, kinds)])
        super().__init__(
            Kind.ORDER_KIND if kinds else Kind.SCORE,
            rf"(?:{words}):",
            label="<kind>:" if kinds else "<score>:",
            choices=[f"{one}:" for one in kinds or ("inf", "-inf", "0", "100")],
            flags=re.IGNORECASE,
        )

    def produce(self, word: str, span: Span) -> Any:
        """Return a kind or a score as the CIB holds them."""
        text = word[:-1]
        kind = self._kinds.get(text.lower())
        if kind:
            return Told("kind", kind, span)
        score = score_text(text)
        assert score is not None
        return Told("score", score, span)

    def explain(self, found: str) -> tuple[str, str | None] | None:
        """Name the two usual slips: no colon, no blank after it."""
        if score_text(found) or found.lower() in self._kinds:
            return f"{found!r} lacks its colon", f"write '{found}:'"
        score, colon, rest = found.partition(":")
        if colon and rest and (score_text(score) or score.lower() in self._kinds):
            return f"there is no blank after '{score}:'", f"write '{score}: {rest}'"
        if colon and not rest:
            allowed = "a number, inf or -inf" if not self._kinds else ", ".join(ORDER_KINDS)
            return f"{score!r} is no {'kind' if self._kinds else 'score'}", f"it is {allowed}"
        return None


class _PatternWord(Terminal):
    def __init__(self) -> None:
        super().__init__(Kind.PATTERN, lexical.WORD)

    def accepts(self, word: str) -> bool:
        text = lexical.unquote(word)
        return len(text) > 2 and text.startswith("/") and text.endswith("/")

    def produce(self, word: str, span: Span) -> Any:
        return Pattern(lexical.unquote(word)[1:-1], span)


# ------------------------------------------------------------------ resource sets


@dataclass
class _Run:
    """A set being read: between brackets, or a run of plain members."""

    bracket: str = ""
    start: Span | None = None
    members: list[Word] = field(default_factory=list)
    qualifiers: list[str] = field(default_factory=list)
    flags: dict[str, bool] = field(default_factory=dict)
    flag: Told | None = None

    def finish(self) -> ResourceSet:
        sequential = self.flags.get("sequential")
        require_all = self.flags.get("require-all")
        if self.bracket:
            sequential = None if sequential else False
            if self.bracket == "[":
                require_all = None if require_all else False
        return ResourceSet(
            tuple(self.members),
            self.qualifiers[0] or None,
            sequential,
            require_all,
            span=Span(self.members[0].span.start, self.members[-1].span.end),
        )


_CLOSING = {"(": ")", "[": "]"}


class _SetReader:
    """Fold the words of resource sets into sets."""

    def __init__(self, qualifiers: Sequence[str]) -> None:
        self._qualifiers = {one.lower(): one for one in qualifiers}
        self.sets: list[ResourceSet] = []
        self._run = _Run()

    def read(self, tokens: Sequence[Any]) -> tuple[ResourceSet, ...]:
        for token in tokens:
            self._take(token)
        if self._run.bracket:
            assert self._run.start is not None
            raise RefusedError(self._run.start, f"'{self._run.bracket}' is never closed")
        self._flush()
        return tuple(self.sets)

    def _take(self, token: Any) -> None:
        if isinstance(token, Told):
            self._flag(token)
        elif token.text in _CLOSING:
            self._open(token)
        elif token.text in _CLOSING.values():
            self._close(token)
        elif token.text == SET_MARK:
            self._flush()
        else:
            self._member(token)

    def _flag(self, token: Told) -> None:
        if token.name in self._run.flags:
            raise RefusedError(token.span, f"{token.name!r} is given twice for one set")
        self._run.flags[token.name] = BOOLEANS[token.value]
        self._run.flag = token

    def _open(self, token: Word) -> None:
        if self._run.bracket:
            raise RefusedError(token.span, "brackets of resource sets cannot be nested")
        self._flush()
        self._run = _Run(token.text, token.span)

    def _close(self, token: Word) -> None:
        if _CLOSING.get(self._run.bracket) != token.text:
            raise RefusedError(token.span, f"'{token.text}' closes nothing")
        if not self._run.members:
            raise RefusedError(token.span, "the brackets hold no resource")
        self.sets.append(self._run.finish())
        self._run = _Run()

    def _member(self, token: Word) -> None:
        end = self.end(token)
        run = self._run
        if run.members and run.qualifiers[-1] != (end.qualifier or ""):
            if run.bracket:
                raise RefusedError(
                    token.span,
                    "all members between brackets have the same role or action",
                    "close the bracket and open another one",
                )
            self._flush()
            run = self._run
        run.members.append(Word(end.rsc, token.span))
        run.qualifiers.append(end.qualifier or "")

    def end(self, token: Word) -> End:
        """Read `rsc` or `rsc:role`."""
        rsc, _, qualifier = token.text.partition(":")
        known = self._qualifiers.get(qualifier.lower())
        if qualifier and known is None:
            allowed = ", ".join(self._qualifiers.values())
            raise RefusedError(token.span, f"{qualifier!r} is not known here", f"one of: {allowed}")
        return End(rsc, known, span=token.span)

    def _flush(self) -> None:
        if self._run.members:
            self.sets.append(self._run.finish())
        elif self._run.flag is not None:
            message = f"{self._run.flag.name!r} stands beside no resource"
            hint = "write it between the brackets of the set that it is about"
            raise RefusedError(self._run.flag.span, message, hint)
        self._run = _Run()


def _ends_or_sets(
    tokens: Sequence[Any], qualifiers: Sequence[str]
) -> tuple[End, End] | tuple[ResourceSet, ...]:
    reader = _SetReader(qualifiers)
    plain = [t for t in tokens if isinstance(t, Word) and t.text not in {"(", ")", "[", "]"}]
    if len(tokens) == 2 and len(plain) == 2 and plain[0].text != SET_MARK:
        return (reader.end(plain[0]), reader.end(plain[1]))
    return reader.read(tokens)


_FLAG = Setting("sequential", Kind.BOOLEAN, dollar="", choices=tuple(BOOLEANS)) | Setting(
    "require-all", Kind.BOOLEAN, dollar="", choices=tuple(BOOLEANS)
)
_BRACKET = word(Kind.KEYWORD, r"[()\[\]]", label="( or [", end="")


def _items(kind: Kind) -> Any:
    member = word(kind, _QUALIFIED, end=_MEMBER_END)
    return (_FLAG | _BRACKET | member)[1, ...]


# ------------------------------------------------------------------ the statements


def _settings(tokens: Sequence[Any], *names: str) -> tuple[NvPair, ...]:
    return tuple(
        NvPair(token.name, token.value, span=token.span)
        for token in tokens
        if isinstance(token, Told) and token.name in names
    )


def _told(tokens: Sequence[Any], name: str) -> str | None:
    return next((t.value for t in tokens if isinstance(t, Told) and t.name == name), None)


def _refuse_repeated(tokens: Sequence[Any]) -> None:
    """Refuse a setting that is given twice: one of the values would be lost."""
    seen: set[str] = set()
    for token in tokens:
        if isinstance(token, Told):
            if token.name in seen:
                raise RefusedError(token.span, f"{token.name!r} is given twice", "keep one of them")
            seen.add(token.name)


def _braced(_span: Span, tokens: Sequence[Any]) -> list[Any]:
    return [_SetReader(ROLES).read(tokens[1:-1])]


def _location(span: Span, tokens: Sequence[Any]) -> Location:
    _, id_, what, *rest = tokens
    _refuse_repeated(rest)
    return Location(
        id_.text,
        what,
        _settings(rest, "role", "resource-discovery"),
        _told(rest, "score"),
        next((token.text for token in rest if isinstance(token, Word)), None),
        tuple(token for token in rest if isinstance(token, Rule)),
        span=span,
    )


# ------------------------------------------------------------------ the accelerators

_ID = r"[A-Za-z_][\w.-]*+"
_SCORE = r"(?:[+-]?(?:\d++|inf|INFINITY))"
_SIMPLE_LOCATION = (
    rf"{lexical.BLANK}*(?P<keyword>location){lexical.BLANK}+(?P<id>{_ID}){lexical.BLANK}+"
    rf"(?!rule\s)(?P<what>{_ID}){lexical.BLANK}+(?P<score>{_SCORE}):{lexical.BLANK}+"
    rf"(?P<node>[A-Za-z][\w.-]*+){lexical.BLANK}*\Z"
)
_SIMPLE_PAIR = (
    rf"{lexical.BLANK}*(?P<keyword>colocation|order){lexical.BLANK}+(?P<id>{_ID}){lexical.BLANK}+"
    rf"(?P<score>{_SCORE}|Mandatory|Optional|Serialize):{lexical.BLANK}+"
    rf"(?P<one>(?!{SET_MARK}){_ID}(?::\w++)?){lexical.BLANK}+"
    rf"(?P<other>{_ID}(?::\w++)?){lexical.BLANK}*\Z"
)


def _fast_words(match: re.Match[str], *names: str) -> list[Word]:
    return [Word(match[name], Span(*match.span(name))) for name in names]


def _fast_score(match: re.Match[str], *, kinds: bool) -> Told:
    """Return the score; a word that is no score here is left to the detailed rule."""
    text, span = match["score"], Span(match.start("score"), match.end("score") + 1)
    if kinds and text in ORDER_KINDS:
        return Told("kind", text, span)
    score = score_text(text)
    if score is None:
        raise pp.ParseException(match.string, span.start)
    return Told("score", score, span)


def _fast_location(match: re.Match[str]) -> list[Any]:
    keyword_, id_, what, node = _fast_words(match, "keyword", "id", "what", "node")
    return [keyword_, id_, what, _fast_score(match, kinds=False), node]


def _fast_pair(match: re.Match[str]) -> list[Any]:
    keyword_, id_, one, other = _fast_words(match, "keyword", "id", "one", "other")
    return [keyword_, id_, _fast_score(match, kinds=keyword_.text == "order"), one, other]


_FAST_LOCATION = Fast(_SIMPLE_LOCATION, _fast_location)
_FAST_PAIR = Fast(_SIMPLE_PAIR, _fast_pair)

# ------------------------------------------------------------------ rules

_ROLE = Setting("role", Kind.ROLE, dollar=r"\$?", choices=ROLES)
_DISCOVERY = Setting("resource-discovery", Kind.VALUE, dollar=r"\$?", choices=DISCOVERY)
_BRACED = produce(
    _braced,
    word(Kind.KEYWORD, r"\{", label="{")
    + _items(Kind.RESOURCE)
    + word(Kind.KEYWORD, r"\}", label="}"),
)
LOCATION = produce(
    _location,
    _FAST_LOCATION
    | keyword("location")
    + Identifier()
    + (_PatternWord() | _BRACED | Reference(Kind.RESOURCE, reserved=("rule",)))
    + (_ROLE | _DISCOVERY)[...]
    + (Score() + word(Kind.NODE, rf"(?![$#]){lexical.WORD}") + pp.Opt(_ROLE) | RULE[1, ...])
    + END_SUPPRESSED,
)


def _colocation(span: Span, tokens: Sequence[Any]) -> Colocation:
    _, id_, score, *rest = tokens
    items = [t for t in rest if not (isinstance(t, Told) and t.name == "node-attribute")]
    return Colocation(
        id_.text,
        score.value,
        _ends_or_sets(items, ROLES),
        _settings(rest, "node-attribute"),
        span=span,
    )


COLOCATION = produce(
    _colocation,
    _FAST_PAIR
    | keyword("colocation", "collocation")
    + Identifier()
    + Score()
    + _items(Kind.RESOURCE)
    + pp.Opt(Setting("node-attribute", Kind.ATTRIBUTE, dollar=""))
    + END_SUPPRESSED,
)


def _order(span: Span, tokens: Sequence[Any]) -> Order:
    _, id_, *rest = tokens
    kind, score = _told(rest, "kind"), _told(rest, "score")
    if score in {"INFINITY", "+INFINITY", "0"}:  # what these scores always meant
        kind, score = "Optional" if score == "0" else "Mandatory", None
    symmetrical = tuple(
        NvPair("symmetrical", str(BOOLEANS[pair.value or ""]).lower(), span=pair.span)
        for pair in _settings(rest, "symmetrical")
    )
    items = [t for t in rest if not isinstance(t, Told) or t.name in {"sequential", "require-all"}]
    if (
        kind is None
        and score is None
        and isinstance(items[0], Word)
        and items[0].text.lower() in KIND_WORDS
    ):
        word_ = items[0].text
        raise RefusedError(items[0].span, f"{word_!r} lacks its colon", f"write '{word_}:'")
    return Order(id_.text, _ends_or_sets(items, ACTIONS), kind, score, symmetrical, span=span)


ORDER = produce(
    _order,
    _FAST_PAIR
    | keyword("order")
    + Identifier()
    + pp.Opt(Score(kinds=ORDER_KINDS))
    + _items(Kind.RESOURCE)
    + pp.Opt(Setting("symmetrical", Kind.BOOLEAN, dollar="", choices=tuple(BOOLEANS)))
    + END_SUPPRESSED,
)
