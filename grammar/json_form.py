"""Statements as data for JSON, and back.

A statement is an object: `statement` is its keyword, all other keys are the fields of its class
in the syntax tree.  What is as it is by default is left out; a `Word` is its text.  Where objects
of several classes can stand, `is` tells which one it is.  `docs/json.md` is the long description.
"""

from typing import Any

from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar import tree
from crmsh_py.grammar.printer import MASK, Mask
from crmsh_py.grammar.shapes import (
    FORMS,
    Choice,
    Field,
    Form,
    Items,
    Record,
    Scalar,
    fields_of,
    form_of,
)

Data = Any
"""What JSON holds: None, a truth, a number, a text, a list or a dict with texts for keys."""

KEYWORD = "statement"
COMMENTS = "comments"
CLASS = "is"


def _never(_name: str) -> bool:
    return False


# ------------------------------------------------------------------ writing


def json_of(
    statement: tree.Statement, comments: tuple[str, ...] = (), mask: Mask = _never
) -> dict[str, Data]:
    """Return a statement, and the comments above it, as data; secrets as `mask` says."""
    form = form_of(statement)
    told = dict(form.told)
    data = {KEYWORD: form.keyword, **_fields(statement, mask, but=told)}
    return {**data, COMMENTS: list(comments)} if comments else data


def _fields(node: Any, mask: Mask, but: dict[str, object]) -> dict[str, Data]:
    class_: type = type(node)
    secret = _is_masked(node, mask)
    return {
        one.key: MASK if secret and one.key == "value" else _data(value, one.choice, mask)
        for one in fields_of(class_)
        if one.name not in but and (value := getattr(node, one.name)) != one.default
    }


def _is_masked(node: object, mask: Mask) -> bool:
    match node:
        case tree.NvPair(name=name, value=str()) if name is not None:
            return mask(name) and node.value != ""
        case tree.Expression(attribute=name, value=str()):
            return mask(name) and node.value != ""
    return False


def _data(value: object, choice: Choice, mask: Mask, *, tagged: bool = False) -> Data:
    tagged = tagged or choice.is_tagged
    if isinstance(value, tree.Word):
        return value.text
    if isinstance(value, tuple):
        items = next(one for one in choice.shapes if isinstance(one, Items))
        return [_data(one, items.item, mask, tagged=tagged) for one in value]
    if value is None or isinstance(value, str | int):
        return value
    head = {CLASS: Record(type(value)).name} if tagged else {}
    return {**head, **_fields(value, mask, but={})}


# ------------------------------------------------------------------ reading


def statement_from_json(data: Data, path: str = "$") -> tree.Statement:
    """Return the statement that data say.  Raises CrmError with all that is wrong with them.

    `path` is where they stand, for the messages.  Comments are not part of a statement.
    """
    reader = _Reader()
    statement: tree.Statement = reader.statement(data, path)
    if reader.problems:
        raise CrmError(*reader.problems)
    return statement


def comments_from_json(data: Data, path: str = "$") -> tuple[str, ...]:
    """Return the comments above a statement.  Raises CrmError (unexpected-json)."""
    lines = data.get(COMMENTS, []) if isinstance(data, dict) else []
    where = f"{path}.{COMMENTS}"
    if not isinstance(lines, list):
        raise CrmError(unexpected(where, f"expected a list of texts, found {found(lines)}"))
    wrong = [
        unexpected(f"{where}[{at}]", "expected a text whose lines begin with '#'")
        for at, one in enumerate(lines)
        if not isinstance(one, str) or not all(line[:1] == "#" for line in one.split("\n"))
    ]
    if wrong:
        raise CrmError(*wrong)
    return tuple(lines)


def unexpected(path: str, message: str, hint: str | None = None) -> Diagnostic:
    """Report data at a path that are not what belongs there."""
    return Diagnostic("unexpected-json", f"{path}: {message}", subject=path, hint=hint)


def found(data: Data) -> str:
    """Return what data are, in words."""
    match data:
        case None:
            return "null"
        case bool():
            return str(data).lower()
        case str():
            return "a text"
        case int() | float():
            return "a number"
        case list():
            return "a list"
    return "an object"


class _Reader:
    """Reads what it can, and notes all that is wrong: what it returns then is of no use."""

    def __init__(self) -> None:
        self.problems: list[Diagnostic] = []

    def _note(self, path: str, message: str, hint: str | None = None) -> None:
        self.problems.append(unexpected(path, message, hint))

    def statement(self, data: Data, path: str) -> Any:
        if not isinstance(data, dict):
            return self._note(path, f"expected a statement, found {found(data)}")
        keyword = data.get(KEYWORD)
        if not isinstance(keyword, str) or keyword not in FORMS:
            known = ", ".join(FORMS)
            what = repr(keyword) if isinstance(keyword, str) else found(keyword)
            what = what if KEYWORD in data else "none"
            where = f"{path}.{KEYWORD}"
            return self._note(where, f"expected a keyword, found {what}", f"keywords: {known}")
        form = FORMS[keyword]
        rest = {key: value for key, value in data.items() if key not in {KEYWORD, COMMENTS}}
        return self._object(form, rest, path)

    def _object(self, form: Form, data: dict[str, Data], path: str) -> Any:
        told = dict(form.told)
        wanted = {one.key: one for one in fields_of(form.type) if one.name not in told}
        values = {one.name: one.default for one in wanted.values()} | told
        for key, value in data.items():
            if key in wanted:
                values[wanted[key].name] = self._field(wanted[key], value, f"{path}.{key}")
            else:
                hint = f"keys: {', '.join(wanted)}"
                self._note(f"{path}.{key}", f"{form.keyword!r} has no such key", hint)
        missing = [one for one in wanted.values() if one.is_required and one.key not in data]
        for one in missing:
            self._note(f"{path}.{one.key}", f"{form.keyword!r} needs this key")
        return None if missing else form.type(**values)

    def _field(self, field: Field, data: Data, path: str) -> Any:
        return self._value(field.choice, data, path, tagged=field.choice.is_tagged)

    def _value(self, choice: Choice, data: Data, path: str, *, tagged: bool) -> Any:
        if data is None and choice.optional:
            return None
        shape = self._shape(choice, data, path, tagged=tagged)
        match shape:
            case Scalar():
                return data
            case Record(type=tree.Word):
                return tree.Word(data)
            case Record():
                rest = {key: one for key, one in data.items() if not tagged or key != CLASS}
                return self._object(Form(shape.name, shape.type), rest, path)
            case Items():
                return self._items(shape, data, path, tagged=tagged)
        return None

    def _shape(
        self, choice: Choice, data: Data, path: str, *, tagged: bool
    ) -> Scalar | Record | Items | None:
        """Return the shape that data have; where several are possible they say of what class."""
        fitting = [one for one in choice.shapes if _fits(one, data)]
        if not fitting:
            expected = " or ".join(dict.fromkeys(_words(one) for one in choice.shapes))
            self._note(path, f"expected {expected}, found {found(data)}")
            return None
        is_object = isinstance(data, dict)
        if not tagged or not isinstance(data, dict | list) or (len(fitting) == 1 and not is_object):
            return fitting[0]
        sample, where = (data, path) if is_object else (data[0] if data else {}, f"{path}[0]")
        said = sample.get(CLASS) if isinstance(sample, dict) else None
        known = {name: one for one in fitting for name in _class_names(one)}
        if isinstance(said, str) and said in known:
            return known[said]
        expected = " or ".join(map(repr, known))
        what = repr(said) if isinstance(said, str) else "none" if said is None else found(said)
        self._note(f"{where}.{CLASS}", f"expected {expected}, found {what}")
        return None

    def _items(self, shape: Items, data: list[Data], path: str, *, tagged: bool) -> Any:
        if shape.length is not None and len(data) != shape.length:
            return self._note(path, f"expected {shape.length} items, found {len(data)}")
        inner = tagged or shape.item.is_tagged
        return tuple(
            self._value(shape.item, one, f"{path}[{at}]", tagged=inner)
            for at, one in enumerate(data)
        )


def _fits(shape: Scalar | Record | Items, data: Data) -> bool:
    """Tell whether data are of the sort that a shape is: a text, an object, a list."""
    match shape:
        case Scalar():
            return type(data) is shape.type
        case Record(type=tree.Word):
            return isinstance(data, str)
        case Record():
            return isinstance(data, dict)
    return isinstance(data, list)


def _class_names(shape: Scalar | Record | Items) -> list[str]:
    """Return what data of a shape can say that they are."""
    match shape:
        case Record():
            return [] if shape.type is tree.Word else [shape.name]
        case Items():
            return [name for one in shape.item.shapes for name in _class_names(one)]
    return []


def _words(shape: Scalar | Record | Items) -> str:
    """Return how messages call a shape."""
    match shape:
        case Scalar():
            return {str: "a text", bool: "true or false", int: "a number"}[shape.type]
        case Record():
            return "a text" if shape.type is tree.Word else "an object"
    return "a list"
