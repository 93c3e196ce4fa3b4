"""`role`, `acl_target`, `acl_group` and `user`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyparsing as pp

from crmsh_py.grammar import lexical
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.nvpair import DESCRIPTION
from crmsh_py.grammar.shortcuts import SHORTCUTS, expanded
from crmsh_py.grammar.terminals import (
    END_SUPPRESSED,
    Identifier,
    Reference,
    RefusedError,
    Setting,
    Terminal,
    Told,
    keyword,
    produce,
)
from crmsh_py.grammar.tree import AclGroup, AclTarget, Right, Role, User, Word
from crmsh_py.source import Span

_SPECIFIED = {
    "xpath": "xpath",
    "ref": "reference",
    "reference": "reference",
    "type": "object_type",
    "tag": "object_type",
    "attr": "attribute",
    "attribute": "attribute",
}
"""Words in front of a colon to what they specify."""
_WORDS = frozenset({*_SPECIFIED, *SHORTCUTS})


@dataclass(frozen=True, slots=True)
class _Specification:
    """What a right is about, or a part of it."""

    name: str
    value: str
    span: Span


class _Specified(Terminal):
    """`xpath:…`, `ref:…`, `type:…` or `attr:…`; an empty value stands in quotes."""

    def __init__(self, label: str, *words: str) -> None:
        self._words = frozenset(words)
        super().__init__(
            Kind.RIGHT, lexical.WORD, label=f"{words[0]}:{label}", choices=(f"{words[0]}:",)
        )

    def accepts(self, word: str) -> bool:
        name, colon, value = lexical.unquote(word).partition(":")
        is_known = bool(colon) and name.lower() in self._words
        return is_known and bool(value or word[-1] in "\"'") and not _loses_quotes(word)

    def produce(self, word: str, span: Span) -> Any:
        name, _, value = lexical.unquote(word).partition(":")
        return _Specification(_SPECIFIED[name.lower()], value, span)

    def explain(self, found: str) -> tuple[str, str | None] | None:
        name, colon, value = lexical.unquote(found).partition(":")
        if not colon or name.lower() not in self._words:
            return None
        if value:
            raw = found.partition(":")[2]
            quoted = lexical.quote_always(raw)
            return f"the quotes of {raw!r} would be lost", f"write '{name}:{quoted}'"
        return f"nothing stands behind '{name}:'", f"write '{name}:VALUE', without a blank"


def _loses_quotes(word: str) -> bool:
    """Tell whether quotes that belong to an XPath would be read as those of the word."""
    name, _, value = word.partition(":")
    if name.lower() != "xpath" or value[:1] in {"'", '"', "$"} or "\\" in value:
        return False
    text = lexical.unquote(value)
    return text != value and "'" not in text and '"' not in text


class _Shortcut(Terminal):
    """A word that stands for an XPath, with its arguments."""

    def __init__(self) -> None:
        choices = [one.word + (":" if one.first else "") for one in SHORTCUTS.values()]
        super().__init__(Kind.RIGHT, lexical.WORD, label="<shortcut>", choices=choices)

    def accepts(self, word: str) -> bool:
        return expanded(lexical.unquote(word)) is not None

    def produce(self, word: str, span: Span) -> Any:
        return _Specification("xpath", expanded(lexical.unquote(word)) or "", span)

    def explain(self, found: str) -> tuple[str, str | None] | None:
        text = lexical.unquote(found)
        word, colon, rest = text.partition(":")
        shortcut = SHORTCUTS.get(word.lower())
        if shortcut is not None:
            wrong = "holds a quote" if "'" in rest else "says too much" if rest else "is incomplete"
            return f"{text!r} {wrong}", f"write '{shortcut.usage}'"
        if not colon:
            return None
        known = ", ".join(["xpath:", "ref:", "type:", "attr:", *SHORTCUTS])
        return f"{text!r} is not known here", f"one of: {known}"


class _RightId(Terminal):
    """`id:`, the id of a right; what says something else needs `$id=`."""

    def __init__(self) -> None:
        super().__init__(Kind.SET_ID, rf"{lexical.WORD}", label=f"{Kind.SET_ID}:")

    def accepts(self, word: str) -> bool:
        name = lexical.unquote(word[:-1]) if word.endswith(":") else ""
        return lexical.ID.fullmatch(name) is not None and name.lower() not in _WORDS

    def produce(self, word: str, span: Span) -> Any:
        return Told("id", lexical.unquote(word[:-1]), span)


class _UserName(Terminal):
    """The name of a user, which can be any text; one with `=` in it stands in quotes."""

    def __init__(self) -> None:
        super().__init__(Kind.USER, rf"(?!\$(?!'))(?:id=)?{lexical.WORD}")

    def accepts(self, word: str) -> bool:
        name = word.removeprefix("id=")
        return "=" not in name or name[0] in "\"'$"

    def produce(self, word: str, span: Span) -> Any:
        return Word(lexical.unquote(word.removeprefix("id=")), span)


class _RoleOfUser(Terminal):
    """`role:ID`."""

    def __init__(self) -> None:
        label = f"role:{Kind.ACL_ROLE}"
        super().__init__(Kind.RIGHT, rf"role:{lexical.WORD}", label=label, choices=("role:",))

    def produce(self, word: str, span: Span) -> Any:
        return Word(lexical.unquote(word.partition(":")[2]), span)


# ------------------------------------------------------------------ reading


def _told(tokens: Sequence[Any], name: str) -> Told | None:
    return next((t for t in tokens if isinstance(t, Told) and t.name == name), None)


def _value(tokens: Sequence[Any], name: str) -> str | None:
    told = _told(tokens, name)
    return None if told is None else told.value


def _with(right: Right, name: str, value: str) -> Right:
    match name:
        case "xpath":
            return replace(right, xpath=value)
        case "reference":
            return replace(right, reference=value)
        case "object_type":
            return replace(right, object_type=value)
    return replace(right, attribute=value)


class _RightReader:
    """Fold what was specified into rights: each XPath, each other specification is one more."""

    def __init__(self, empty: Right) -> None:
        self._empty = empty
        self._attribute: _Specification | None = None
        self.rights: list[Right] = []

    def take(self, one: _Specification) -> None:
        if one.name == "attribute":
            self._take_attribute(one)
        elif self.rights and one.name != "xpath" and self._can_join(one.name):
            self._change(one.name, one.value)
        else:
            self.rights.append(_with(self._empty, one.name, one.value))
        if one.name == "object_type" and self._attribute is not None:
            self._change("attribute", self._attribute.value)
            self._attribute = None

    def _can_join(self, name: str) -> bool:
        """Tell whether a type goes with the reference before it, or the other way round."""
        last = self.rights[-1]
        return last.xpath is None and last.attribute is None and getattr(last, name) is None

    def _take_attribute(self, one: _Specification) -> None:
        last = self.rights[-1] if self.rights else self._empty
        if last.object_type is not None and last.attribute is None:
            self._change("attribute", one.value)
        elif self._attribute is None:
            self._attribute = one
        else:
            raise RefusedError(one.span, "two attributes are given for one type", "keep one")

    def _change(self, name: str, value: str) -> None:
        self.rights[-1] = _with(self.rights[-1], name, value)

    def finish(self) -> list[Right]:
        left = self._attribute
        if left is not None and (not self.rights or self.rights[-1].attribute is not None):
            message = f"the attribute {left.value!r} is that of no type"
            raise RefusedError(left.span, message, "add 'type:ELEMENT'")
        if left is not None:
            self._change("attribute", left.value)
        return self.rights


def _rights(span: Span, tokens: Sequence[Any]) -> list[Right]:
    id_ = _told(tokens, "id")
    description = _value(tokens, "description")
    reader = _RightReader(Right(tokens[0].text, description=description, span=span))
    for token in tokens:
        if isinstance(token, _Specification):
            reader.take(token)
    rights = reader.finish()
    if id_ is None:
        return rights
    if len(rights) > 1:
        hint = f"write a '{tokens[0].text}' for each"
        raise RefusedError(id_.span, f"these are {len(rights)} rights, which need ids each", hint)
    return [replace(rights[0], id=id_.value)]


def _of_type(tokens: Sequence[Any], type_: type) -> tuple[Any, ...]:
    return tuple(token for token in tokens if isinstance(token, type_))


def _role(span: Span, tokens: Sequence[Any]) -> Role:
    _, id_, *rest = tokens
    return Role(id_.text, _of_type(rest, Right), _value(rest, "description"), span=span)


def _user(span: Span, tokens: Sequence[Any]) -> User:
    _, id_, *rest = tokens
    return User(id_.text, _of_type(rest, Word), _of_type(rest, Right), span=span)


def _holder(type_: type[AclTarget] | type[AclGroup]) -> Any:
    def make(span: Span, tokens: Sequence[Any]) -> AclTarget | AclGroup:
        _, id_, *rest = tokens
        return type_(id_.text, _of_type(rest, Word), _value(rest, "name"), span=span)

    return make


# ------------------------------------------------------------------ rules

_RIGHT = produce(
    _rights,
    (keyword("read") | keyword("write") | keyword("deny"))
    + pp.Opt(Setting("id", Kind.SET_ID) | _RightId())
    + pp.Opt(DESCRIPTION)
    + (
        _Specified("<xpath>", "xpath")
        | _Specified("<id>", "ref", "reference")
        | _Specified("<element>", "type", "tag")
        | _Specified("<attribute>", "attr", "attribute")
        | _Shortcut()
    )[1, ...],
).set_name("<right>")
_ROLES = pp.Opt(Setting("name", Kind.TEXT, dollar="")) + Reference(Kind.ACL_ROLE)[...]

ROLE = produce(
    _role, keyword("role") + Identifier() + pp.Opt(DESCRIPTION) + _RIGHT[...] + END_SUPPRESSED
)
ACL_TARGET = produce(
    _holder(AclTarget), keyword("acl_target") + _UserName() + _ROLES + END_SUPPRESSED
)
ACL_GROUP = produce(
    _holder(AclGroup), keyword("acl_group") + Identifier() + _ROLES + END_SUPPRESSED
)
USER = produce(
    _user,
    keyword("user") + Identifier() + (_RoleOfUser()[1, ...] | _RIGHT[...]) + END_SUPPRESSED,
)
