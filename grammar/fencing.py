"""`fencing_topology`."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from crmsh_py.grammar import lexical
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.levels import DEVICES, INDEX, Numbers
from crmsh_py.grammar.terminals import (
    END_SUPPRESSED,
    RefusedError,
    Setting,
    Terminal,
    Told,
    keyword,
    produce,
)
from crmsh_py.grammar.tree import FencingLevel, FencingTarget, FencingTopology, Word
from crmsh_py.source import Span

_OF_A_KIND = re.compile(r"(attr|pattern):(.*)", re.DOTALL | re.IGNORECASE)
_BARE_KINDS = frozenset({"attr:", "pattern:"})
"""Nodes of these names: an empty expression stands in quotes."""
_ALONE = "':' stands alone", "write it right behind the name of the node: 'NODE:'"


def _target(word: str, span: Span) -> FencingTarget | None:
    """Read a target; an escaped colon is part of a node's name, a quoted one part of a value."""
    text = lexical.unquote_pair(word)
    found = None if word.lower() in _BARE_KINDS else _OF_A_KIND.match(text)
    if found is not None and word.endswith(":"):
        return None
    if found is None:
        is_node = text.endswith(":") and word != ":"
        return FencingTarget("node", lexical.restore(text[:-1]), span=span) if is_node else None
    if found[1].lower() == "pattern":
        return FencingTarget("pattern", lexical.restore(found[2]), span=span)
    name, equals, value = map(lexical.restore, found[2].partition("="))
    return FencingTarget("attr", name, value, span) if equals else None


class _Target(Terminal):
    """A target of one kind; quotes may stand anywhere in it."""

    def __init__(self, kind: str, label: str, start: str = "") -> None:
        self._kind = kind
        super().__init__(Kind.FENCED, lexical.WORD, label=label, choices=(start,) if start else ())

    def accepts(self, word: str) -> bool:
        target = _target(word, Span(0, 0))
        return target is not None and target.kind == self._kind

    def produce(self, word: str, span: Span) -> Any:
        return _target(word, span)

    def explain(self, found: str) -> tuple[str, str | None] | None:
        if found == ":":
            return _ALONE
        if _OF_A_KIND.match(found) and found.endswith(":"):
            return f"there is a colon at the end of {found!r}", f"write '{found[:-1]}'"
        if found.lower().startswith("attr:"):
            return f"{found!r} names no value", f"write '{found}=VALUE'"
        name, colon, rest = found.partition(":")
        if colon and DEVICES.fullmatch(rest):
            return f"there is no blank behind '{name}:'", f"write '{name}: {rest}'"
        return None


class _Index(Setting):
    """The number of a level: a whole number from 1."""

    def __init__(self) -> None:
        super().__init__("index", Kind.INDEX, dollar="")

    def accepts(self, word: str) -> bool:
        return INDEX.fullmatch(self._value(word)) is not None

    def explain(self, found: str) -> tuple[str, str | None] | None:
        name, equals, value = found.partition("=")
        if not equals or name.lower() != "index":
            return None
        return f"{lexical.unquote(value)!r} is no number of a level", "they are numbered from 1"


class _Devices(Terminal):
    """The devices of one level, with commas between."""

    def __init__(self, *, targeted: bool) -> None:
        self._targeted = targeted
        super().__init__(Kind.DEVICES, lexical.WORD)

    def accepts(self, word: str) -> bool:
        return DEVICES.fullmatch(lexical.unquote(word)) is not None

    def explain(self, found: str) -> tuple[str, str | None] | None:
        text = lexical.unquote(found)
        if "," in text and ":" not in text:
            hint = "devices of one level have a comma and no blank between: 'st1,st2'"
            return f"a device is missing beside a comma of {text!r}", hint
        if found == ":":
            return _ALONE
        if _target(found, Span(0, 0)) is None:
            return None
        if self._targeted:
            return f"devices are missing in front of the target {text!r}", None
        hint = "begin with a target, or name none: then the devices are for every node"
        return f"the devices in front of the target {text!r} are for no target", hint


# ------------------------------------------------------------------ reading


def _levels(tokens: Sequence[Any]) -> Iterator[FencingLevel]:
    target: FencingTarget | None = None
    told: dict[str, Told] = {}
    numbers = Numbers()
    for token in tokens:
        match token:
            case FencingTarget():
                target = token
            case Told() if token.name in told:
                raise RefusedError(token.span, f"{token.name!r} is given twice", "keep one of them")
            case Told():
                told[token.name] = token
            case Word():
                yield _level(token, target, told, numbers)
                told = {}


def _level(
    devices: Word, target: FencingTarget | None, told: dict[str, Told], numbers: Numbers
) -> FencingLevel:
    index, id_ = (told[name].value if name in told else None for name in ("index", "id"))
    index = index or numbers.next(target)
    numbers.note(target, index)
    words = tuple(Word(one, devices.span) for one in devices.text.split(","))
    start = min([devices.span.start, *(one.span.start for one in told.values())])
    return FencingLevel(words, index, target, id_, span=Span(start, devices.span.end))


def _topology(span: Span, tokens: Sequence[Any]) -> FencingTopology:
    return FencingTopology(tuple(_levels(tokens[1:])), span=span)


_TARGET = (
    _Target("node", "<node>:")
    | _Target("attr", "attr:<attribute>=<value>", "attr:")
    | _Target("pattern", "pattern:<regex>", "pattern:")
).set_name("<target>")


def _level_rule(*, targeted: bool) -> Any:
    settings = (_Index() | Setting("id", Kind.SET_ID))[...]
    return (settings + _Devices(targeted=targeted)).set_name("<level>")


_LEVELS = (_TARGET + _level_rule(targeted=True)[1, ...]).set_name("<levels>")
FENCING_TOPOLOGY = produce(
    _topology,
    keyword("fencing_topology", "fencing-topology")
    + (_LEVELS[1, ...] | _level_rule(targeted=False)[...])
    + END_SUPPRESSED,
)
