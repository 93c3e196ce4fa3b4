"""`property`, `rsc_defaults`, `op_defaults`; `node`; `tag`; `xml`."""

import re
from collections.abc import Sequence
from typing import Any

import pyparsing as pp

from crmsh_py.grammar import lexical
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.nvpair import (
    DESCRIPTION,
    PAIR,
    PAIR_OR_NAME,
    ScoreSetting,
    SetScore,
    implicit_set,
    nvset,
)
from crmsh_py.grammar.rules import RULE
from crmsh_py.grammar.terminals import (
    END_SUPPRESSED,
    Identifier,
    Reference,
    Setting,
    Terminal,
    Told,
    keyword,
    produce,
)
from crmsh_py.grammar.tree import End, Node, NvPair, NvSet, Options, Rule, Tag, Word, Xml
from crmsh_py.grammar.words import ALL_NODE_TYPES, NODE_TYPES, score_text
from crmsh_py.source import Span

_CONTINUATION = re.compile(rf"\\(?:{lexical.SPACE})*\n")


class _Colon(Terminal):
    """`id:`, an id that ends in a colon."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(kind, rf"{lexical.WORD}", label="<id>:")

    def accepts(self, word: str) -> bool:
        return word.endswith(":") and "=" not in word and len(word) > 1

    def produce(self, word: str, span: Span) -> Any:
        return Told("id", lexical.unquote(word[:-1]), span)


class _SetName(_Colon):
    """The id of a set of options, which does not look like a score."""

    def __init__(self) -> None:
        super().__init__(Kind.SET_ID)

    def accepts(self, word: str) -> bool:
        if not super().accepts(word) or score_text(word[:-1]) is not None:
            return False
        return lexical.ID.fullmatch(lexical.unquote(word[:-1])) is not None

    def explain(self, found: str) -> tuple[str, str | None] | None:
        is_score = found.endswith(":") and score_text(found[:-1]) is not None
        if is_score or found.lower() == "rule":
            what = "a score" if is_score else "a rule"
            return f"{what} needs a set of its own", f"name the set in front: 'NAME: {found} ...'"
        return None


class _Uname(Terminal):
    """The name of a machine, with its type perhaps; a name with a colon in it stands in quotes."""

    TYPED = re.compile(rf"(.+):({'|'.join(ALL_NODE_TYPES)})", re.DOTALL | re.IGNORECASE)

    def __init__(self) -> None:
        super().__init__(Kind.NODE_NAME, rf"(?!@|\$(?!')){lexical.WORD}")

    def accepts(self, word: str) -> bool:
        if word.startswith(("'", '"', "$'")):
            return True
        return "=" not in word and (":" not in word or self.TYPED.fullmatch(word) is not None)

    def produce(self, word: str, span: Span) -> Any:
        typed = self.TYPED.fullmatch(word)
        name, type_ = typed.groups() if typed else (word, None)
        return End(lexical.unquote(name), type_ and type_.lower(), span=span)

    def explain(self, found: str) -> tuple[str, str | None] | None:
        type_ = found.rpartition(":")[2]
        if ":" not in found or not type_:
            return None
        return f"node type {type_!r} is not known", f"one of: {', '.join(NODE_TYPES)}"


class _RawXml(Terminal):
    """An element, as it stands to the end of the statement or in quotes."""

    def __init__(self) -> None:
        super().__init__(Kind.XML, rf"<.*|(?=[\"']){lexical.WORD}", end=rf"{lexical.BLANK}*\Z")

    def produce(self, word: str, span: Span) -> Any:
        text = _CONTINUATION.sub("\n", word) if word.startswith("<") else lexical.unquote(word)
        return Word(text, span)


def _told(tokens: Sequence[Any], name: str) -> str | None:
    return next((t.value for t in tokens if isinstance(t, Told) and t.name == name), None)


def _options(span: Span, tokens: Sequence[Any]) -> Options:
    return Options(
        tokens[0].text,
        tuple(token for token in tokens if isinstance(token, NvPair)),
        tuple(token for token in tokens if isinstance(token, Rule)),
        _told(tokens, "id"),
        _told(tokens, "id-ref"),
        _told(tokens, "score"),
        span=span,
    )


def _node(span: Span, tokens: Sequence[Any]) -> Node:
    name = next(token for token in tokens if isinstance(token, End))
    return Node(
        name.rsc,
        _told(tokens, "id"),
        name.qualifier,
        tuple(token for token in tokens if isinstance(token, NvSet)),
        _told(tokens, "description"),
        _told(tokens, "score"),
        span=span,
    )


def _tag(span: Span, tokens: Sequence[Any]) -> Tag:
    return Tag(tokens[1].text.rstrip(":"), tuple(tokens[2:]), span=span)


def _xml(span: Span, tokens: Sequence[Any]) -> Xml:
    return Xml(tokens[1].text, span=span)


_SET_ID = _SetName() | Setting("id", Kind.SET_ID)


def _options_rule(name: str) -> Any:
    head = pp.Opt(SetScore()) + RULE[...]
    content = _SET_ID + head + PAIR_OR_NAME[...] | PAIR[...]
    return produce(
        _options,
        keyword(name, opens=name) + (Setting("id-ref", Kind.SET_ID) | content) + END_SUPPRESSED,
    )


PROPERTY = _options_rule("property")
RSC_DEFAULTS = _options_rule("rsc_defaults")
OP_DEFAULTS = _options_rule("op_defaults")

NODE = produce(
    _node,
    keyword("node")
    + pp.Opt(_Colon(Kind.NODE) | Setting("id", Kind.NODE))
    + _Uname()
    + pp.Opt(ScoreSetting())
    + pp.Opt(DESCRIPTION)
    + pp.Opt(implicit_set("attributes"))
    + nvset("attributes", "utilization")[...]
    + END_SUPPRESSED,
)


class _TagName(Identifier):
    """A tag's name; old versions ended it in a colon."""

    VALID = re.compile(r"[^\W\d][\w.-]*:?")


TAG = produce(_tag, keyword("tag") + _TagName() + Reference(Kind.OBJECT)[1, ...] + END_SUPPRESSED)
XML = produce(_xml, keyword("xml") + _RawXml() + END_SUPPRESSED)
