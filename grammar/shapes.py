"""The shapes of the syntax tree, found in its dataclasses: what `json_form` writes and reads by.

Nothing here knows a class by its fields: a class that is added to the tree, or a field that is
added to a class, has a shape by itself.
"""

import re
import types
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields, is_dataclass
from dataclasses import Field as DataclassField
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from crmsh_py.grammar import tree

_NAMES = {"NvSet": "nvset", "NvPair": "nvpair"}
_VARIANTS: dict[str, tuple[type, str, object]] = {
    "primitive": (tree.Primitive, "is_template", False),
    "rsc_template": (tree.Primitive, "is_template", True),
    "clone": (tree.Clone, "is_master", False),
    "ms": (tree.Clone, "is_master", True),
    "property": (tree.Options, "keyword", "property"),
    "rsc_defaults": (tree.Options, "keyword", "rsc_defaults"),
    "op_defaults": (tree.Options, "keyword", "op_defaults"),
}
"""Keyword to class, and to the field and value by which it is told from other keywords."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text, a number or a truth."""

    type: type


@dataclass(frozen=True, slots=True)
class Record:
    """An object of a class."""

    type: type

    @property
    def name(self) -> str:
        """How the class is called where one of several can stand."""
        own = self.type.__name__
        return _NAMES.get(own) or re.sub(r"(?<!^)(?=[A-Z])", "_", own).lower()


@dataclass(frozen=True, slots=True)
class Items:
    """A tuple; with a `length` of just so many items."""

    item: "Choice"
    length: int | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """What can stand in a place: one of some shapes, or None where `optional`."""

    shapes: tuple[Scalar | Record | Items, ...]
    optional: bool = False

    @property
    def is_tagged(self) -> bool:
        """Whether objects say of which class they are, because several can stand here."""
        return len(set(_classes(self))) > 1


def _classes(choice: Choice) -> Iterator[type]:
    for one in choice.shapes:
        if isinstance(one, Record):
            yield one.type
        elif isinstance(one, Items):
            yield from _classes(one.item)


@dataclass(frozen=True, slots=True)
class Field:
    """A field: `key` is its name in data, where no word is reserved."""

    name: str
    key: str
    choice: Choice
    default: object = MISSING

    @property
    def is_required(self) -> bool:
        """Whether something must be said of it."""
        return self.default is MISSING


@dataclass(frozen=True, slots=True)
class Form:
    """What a keyword stands for: a class, and what its fields are that the keyword tells."""

    keyword: str
    type: type
    told: tuple[tuple[str, object], ...] = ()


@cache
def fields_of(class_: type) -> tuple[Field, ...]:
    """Return the fields of a class of the tree that say something: not where it stood."""
    assert is_dataclass(class_)
    hints = get_type_hints(class_)
    choices = {one.name: choice_of(hints[one.name]) for one in fields(class_) if one.compare}
    return tuple(
        Field(one.name, one.name.rstrip("_"), choices[one.name], _default(one, choices[one.name]))
        for one in fields(class_)
        if one.compare
    )


def _default(field: DataclassField[Any], choice: Choice) -> object:
    """Return what a field is where nothing is said of it; MISSING if something must be."""
    assert field.default_factory is MISSING, "a factory's value cannot be left out of data"
    return None if field.default is MISSING and choice.optional else field.default


@cache
def choice_of(hint: Any) -> Choice:
    """Return what a type hint allows."""
    if get_origin(hint) in {Union, types.UnionType}:
        parts = [one for one in get_args(hint) if one is not types.NoneType]
        shapes = [shape for one in parts for shape in choice_of(one).shapes]
        return Choice(tuple(shapes), types.NoneType in get_args(hint))
    if get_origin(hint) is tuple:
        return Choice((_items(get_args(hint)),))
    assert isinstance(hint, type)
    return Choice((Record(hint) if is_dataclass(hint) else Scalar(hint),))


def _items(arguments: tuple[Any, ...]) -> Items:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        return Items(choice_of(arguments[0]))
    assert len(set(arguments)) == 1, "tuples of different things have no shape yet"
    return Items(choice_of(arguments[0]), len(arguments))


def _forms() -> Iterator[Form]:
    variants = {class_ for class_, _, _ in _VARIANTS.values()}
    for class_ in get_args(tree.Statement):
        if class_ not in variants:
            keyword = Record(class_).name
            yield Form(keyword, class_)
    for keyword, (class_, name, value) in _VARIANTS.items():
        yield Form(keyword, class_, ((name, value),))


FORMS = {one.keyword: one for one in _forms()}
"""Keyword to what it stands for: all statements."""


def form_of(statement: tree.Statement) -> Form:
    """Return the form of a statement."""
    return next(
        one
        for one in _FORMS_OF[type(statement)]
        if all(getattr(statement, name) == value for name, value in one.told)
    )


_FORMS_OF: dict[type, list[Form]] = {}
for _form in FORMS.values():
    _FORMS_OF.setdefault(_form.type, []).append(_form)
