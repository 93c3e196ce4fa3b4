"""`bundle`: the container, its network and storage, and the primitive in it."""

from collections.abc import Iterator, Sequence
from typing import Any

import pyparsing as pp

from crmsh_py.grammar import lexical
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.nvpair import DESCRIPTION, nvset
from crmsh_py.grammar.terminals import (
    END_SUPPRESSED,
    Identifier,
    Keyword,
    Reference,
    RefusedError,
    Setting,
    Terminal,
    Told,
    keyword,
    produce,
)
from crmsh_py.grammar.tree import Bundle, BundlePart, Mapping, NvPair, NvSet, Word
from crmsh_py.grammar.words import CONTAINER_WORDS, MAPPING_WORDS, is_attribute_name
from crmsh_py.source import Span


class _Attribute(Terminal):
    """`name=value`; the names that are known are offered, the schema tells which will do."""

    def __init__(self, *names: str) -> None:
        choices = [f"{name}=" for name in names]
        super().__init__(Kind.NVPAIR, lexical.WORD, choices=choices)

    def accepts(self, word: str) -> bool:
        name, equals, _ = word.partition("=")
        return bool(equals) and is_attribute_name(name)

    def produce(self, word: str, span: Span) -> Any:
        name, _, value = word.partition("=")
        return NvPair(name, lexical.unquote(value), span=span)

    def explain(self, found: str) -> tuple[str, str | None] | None:
        name, equals, _ = found.partition("=")
        if not equals or is_attribute_name(name):
            return None
        if name.lstrip("$") in {"id", "id-ref"}:
            return f"there is no {name!r} here", f"only {' and '.join(MAPPING_WORDS)} have an id"
        return f"{name!r} cannot be the name of an attribute", None


class _Clause(Keyword):
    """A word that begins a clause: knows the words that are often put in its place."""

    def explain(self, found: str) -> tuple[str, str | None] | None:
        word = found.lower()
        holder = MAPPING_WORDS.get(word)
        if holder == self.spelling:
            return f"{holder!r} is missing in front of {word!r}", f"write '{holder} {word} ...'"
        if word in CONTAINER_WORDS:
            return "a bundle has one container", f"keep one of: {', '.join(CONTAINER_WORDS)}"
        return None


def _attributes(tokens: Sequence[Any]) -> tuple[NvPair, ...]:
    """Return the attributes.  Raises RefusedError if one is given twice."""
    pairs = tuple(token for token in tokens if isinstance(token, NvPair))
    _refuse_repeated((pair.name or "", pair.span) for pair in pairs)
    return pairs


def _refuse_repeated(named: Iterator[tuple[str, Span]]) -> None:
    seen: set[str] = set()
    for name, span in named:
        if name in seen:
            raise RefusedError(span, f"{name!r} is given twice", "keep one of them")
        seen.add(name)


def _mapping(span: Span, tokens: Sequence[Any]) -> Mapping:
    told = [token for token in tokens if isinstance(token, Told)]
    _refuse_repeated((one.name, one.span) for one in told)
    return Mapping(_attributes(tokens), told[0].value if told else None, span=span)


def _part(span: Span, tokens: Sequence[Any]) -> BundlePart:
    mappings = tuple(token for token in tokens if isinstance(token, Mapping))
    return BundlePart(tokens[0].text, _attributes(tokens), mappings, span=span)


def _member(_span: Span, tokens: Sequence[Any]) -> Word:
    member: Word = tokens[1]
    return member


def _clauses(tokens: Sequence[Any]) -> Iterator[tuple[str, Span]]:
    for token in tokens:
        if isinstance(token, Word):
            yield "primitive", token.span
        elif isinstance(token, BundlePart):
            yield token.keyword, token.span


def _bundle(span: Span, tokens: Sequence[Any]) -> Bundle:
    _, id_, *rest = tokens
    _refuse_repeated(_clauses(rest))
    description = next((token.value for token in rest if isinstance(token, Told)), None)
    clauses = tuple(token for token in rest if isinstance(token, BundlePart | NvSet | Word))
    return Bundle(id_.text, clauses, description, span=span)


# ------------------------------------------------------------------ rules

_CONTAINER_ATTRIBUTE = _Attribute(
    "image",
    "replicas",
    "replicas-per-host",
    "promoted-max",
    "run-command",
    "network",
    "options",
)
_NETWORK_ATTRIBUTE = _Attribute(
    "ip-range-start", "control-port", "host-interface", "host-netmask", "add-host"
)
_ID = Setting("id", Kind.SET_ID, dollar=r"\$?")


def _mapping_rule(word: str, *names: str) -> Any:
    return produce(_mapping, keyword(word, opens=word) + (_ID | _Attribute(*names))[...]).set_name(
        f"<{word}>"
    )


_PORT = _mapping_rule("port-mapping", "port", "internal-port", "range")
_STORAGE = _mapping_rule(
    "storage-mapping", "source-dir", "source-dir-root", "target-dir", "options"
)
_CONTAINER = produce(
    _part,
    (
        keyword("docker", opens="docker")
        | keyword("podman", opens="podman")
        | keyword("rkt", opens="rkt")
    )
    + _CONTAINER_ATTRIBUTE[...],
)
_CLAUSE = (
    produce(_part, _Clause("network", opens="network") + _NETWORK_ATTRIBUTE[...] + _PORT[...])
    | produce(_part, _Clause("storage") + _STORAGE[...])
    | nvset("params", "meta")
    | produce(_member, keyword("primitive") + Reference(Kind.PRIMITIVE))
).set_name("<clause>")
BUNDLE = produce(
    _bundle,
    keyword("bundle")
    + Identifier()
    + pp.Opt(DESCRIPTION)
    + _CLAUSE[...]
    + _CONTAINER
    + _CLAUSE[...]
    + END_SUPPRESSED,
)
