"""Statements from a JSON text, each with the line on which it begins."""

import json
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, NoReturn

from crmsh_py.commands.characters import refuse_unwritable
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar import tree
from crmsh_py.grammar.json_form import (
    COMMENTS,
    comments_from_json,
    found,
    json_of,
    statement_from_json,
    unexpected,
)
from crmsh_py.grammar.printer import to_text
from crmsh_py.grammar.script import Edges
from crmsh_py.grammar.shapes import form_of
from crmsh_py.grammar.statements import parse
from crmsh_py.model.given import Given
from crmsh_py.source import Location, Source, Span

_BLANKS = re.compile(r"[ \t\r\n]*")


@dataclass(frozen=True, slots=True)
class _Item:
    """An item of the list: what it says, and where."""

    data: Any
    path: str
    location: Location


def statements_in_json(text: str, name: str) -> tuple[list[Given], Edges]:
    """Read the statements of a JSON text, and the comments around them.

    Raises CrmError with every error in it.
    """
    items: list[_Item] = []
    problems: list[Diagnostic] = []
    try:
        items.extend(_items(_Text(text, name)))
    except CrmError as error:  # the rest cannot be read at all
        problems += error.diagnostics
    header = _comments_apart(items[:1], problems)
    closing = _comments_apart(items[1:][-1:], problems)
    givens: list[Given] = []
    for item in items[bool(header) : len(items) - bool(closing)]:
        try:
            givens.append(_given(item))
        except CrmError as error:
            problems += [replace(one, location=item.location) for one in error.diagnostics]
    if problems:
        problems.sort(key=lambda one: one.location.position if one.location else (0, 0))
        raise CrmError(*problems)
    if header and givens:
        givens[0] = replace(givens[0], comments=(*header, *givens[0].comments))
    return givens, Edges(len(header) if givens else 0, closing if givens else (*header, *closing))


def _comments_apart(items: list[_Item], problems: list[Diagnostic]) -> tuple[str, ...]:
    """Return the comments that an item is: those above all statements, or behind them."""
    if not items or not isinstance(items[0].data, dict) or set(items[0].data) != {COMMENTS}:
        return ()
    try:
        return comments_from_json(items[0].data, items[0].path)
    except CrmError as error:
        problems += [replace(one, location=items[0].location) for one in error.diagnostics]
        return ("#",)


def _given(item: _Item) -> Given:
    try:
        return _sound(item)
    except RecursionError:
        raise CrmError(unexpected(item.path, "it is nested too deeply")) from None


def _sound(item: _Item) -> Given:
    problems: list[Diagnostic] = []
    comments: tuple[str, ...] = ()
    try:
        comments = comments_from_json(item.data, item.path)
    except CrmError as error:
        problems += error.diagnostics
    try:
        statement = statement_from_json(item.data, item.path)
    except CrmError as error:
        raise CrmError(*error.diagnostics, *problems) from None
    if problems:
        raise CrmError(*problems)
    _refuse_unsayable(statement, item.path)
    for line in comments:
        refuse_unwritable(Source(item.path, line))
    return Given(statement, item.location.source, comments)


def _refuse_unsayable(statement: tree.Statement, path: str) -> None:
    """Hold that a statement is one of the language: what it says as text is read back as it is.

    So an id with a blank in it is the same error as in a text.
    """
    source = Source(path, to_text(statement))
    try:
        refuse_unwritable(source)
        if isinstance(statement, tree.Xml):
            return
        again = parse(form_of(statement).keyword, source)
    except CrmError as error:
        described = [replace(one, message=f"{path}: {one.message}") for one in error.diagnostics]
        raise CrmError(*described) from None
    if again != statement:
        place = _first_difference(json_of(statement), json_of(again), path)
        raise CrmError(unexpected(place, "the language cannot say this: it is read as another"))


def _first_difference(given: Any, again: Any, path: str) -> str:
    """Return the path to the first place at which data differ."""
    if isinstance(given, dict) and isinstance(again, dict):
        for key in (*given, *again):
            if given.get(key) != again.get(key):
                return _first_difference(given.get(key), again.get(key), f"{path}.{key}")
    if isinstance(given, list) and isinstance(again, list):
        for at, (one, other) in enumerate(zip(given, again, strict=False)):
            if one != other:
                return _first_difference(one, other, f"{path}[{at}]")
    return path


# ------------------------------------------------------------------ the text


class _Text:
    """A JSON text, and where its lines end."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self._name = name
        self._ends = [found.start() for found in re.finditer("\n", text)]

    def location(self, at: int) -> Location:
        """Return a place without its line: JSON does not tell where a secret stands in it."""
        number = bisect_left(self._ends, at)
        begin = self._ends[number - 1] + 1 if number else 0
        return Location(Source(self._name, "", number + 1, at - begin + 1), Span(0, 0))

    def skip(self, at: int) -> int:
        """Return where the next thing stands behind blanks."""
        blanks = _BLANKS.match(self.text, at)
        return blanks.end() if blanks else at

    def begins(self, at: int, character: str) -> bool:
        """Tell whether a character stands at a place."""
        return self.text[at : at + 1] == character

    def malformed(self, at: int, message: str) -> CrmError:
        """Return an error about a place."""
        words = f"this is no JSON: {message[:1].lower()}{message[1:]}"
        return CrmError(Diagnostic("malformed-json", words, location=self.location(at)))


def _items(text: _Text) -> Iterator[_Item]:
    """Yield the items of the list that a text is.  Raises CrmError."""
    decoder = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_refuse_constant)
    at = text.skip(0)
    if not text.begins(at, "["):
        data, _ = _decoded(decoder, text, at)
        problem = unexpected("$", f"expected a list of statements, found {found(data)}")
        raise CrmError(replace(problem, location=text.location(at)))
    at, number = text.skip(at + 1), 0
    more = not text.begins(at, "]")
    while more:
        data, end = _decoded(decoder, text, at)
        yield _Item(data, f"$[{number}]", text.location(at))
        at, number = text.skip(end), number + 1
        more = text.begins(at, ",")
        at = text.skip(at + 1) if more else at
    if not text.begins(at, "]"):
        raise text.malformed(at, "expected ',' or ']'")
    end = text.skip(at + 1)
    if end < len(text.text):
        raise text.malformed(end, "expected the end of the text")


def _decoded(decoder: json.JSONDecoder, text: _Text, at: int) -> tuple[Any, int]:
    try:
        return decoder.raw_decode(text.text, at)
    except json.JSONDecodeError as error:
        raise text.malformed(error.pos, error.msg) from None
    except _RefusedError as error:
        raise text.malformed(at, f"in what begins here, {error}") from None
    except RecursionError:
        raise text.malformed(at, "it is nested too deeply") from None
    except ValueError:  # Python reads no number of more than 4300 digits
        raise text.malformed(at, "it holds a number that is too long") from None


class _RefusedError(Exception):
    """Raised for what Python's reader would take, and JSON does not have or does not mean."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        twice = next(key for at, (key, _) in enumerate(pairs) if key in dict(pairs[:at]))
        raise _RefusedError(f"an object has the key {twice!r} twice")
    return data


def _refuse_constant(word: str) -> NoReturn:
    raise _RefusedError(f"{word} is no JSON")
