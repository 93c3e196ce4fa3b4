"""The JSON Schema of statements as data, made from the same shapes by which they are read.

`docs/statements.schema.json` is this; `docs/generate.py` writes it.
"""

from collections.abc import Iterator
from typing import Any

from crmsh_py.grammar import tree
from crmsh_py.grammar.json_form import CLASS, COMMENTS, KEYWORD
from crmsh_py.grammar.shapes import FORMS, Choice, Form, Items, Record, Scalar, fields_of

Schema = dict[str, Any]

_COMMENTS: Schema = {
    "description": "comments, each a text whose lines begin with '#'",
    "type": "array",
    "items": {"type": "string", "pattern": "^#"},
}
_TYPES = {str: "string", bool: "boolean", int: "integer"}


def json_schema() -> Schema:
    """Return the schema of what `show --format json` writes and `load json` reads."""
    definitions: dict[str, Schema] = {}
    for keyword, form in FORMS.items():
        head = {KEYWORD: {"const": keyword}, COMMENTS: _COMMENTS}
        definitions[f"statement_{keyword}"] = _object(form, head, [KEYWORD])
    for record, tagged in _records():
        head = {CLASS: {"const": record.name}} if tagged else {}
        form = Form(record.name, record.type)
        definitions[_name(record, tagged=tagged)] = _object(form, head, [*head])
    apart = {"type": "object", "properties": {COMMENTS: _COMMENTS}, "required": [COMMENTS]}
    definitions["comments"] = {**apart, "additionalProperties": False}
    statements = [{"$ref": f"#/$defs/statement_{keyword}"} for keyword in FORMS]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The configuration of a Pacemaker cluster, as statements of crm",
        "type": "array",
        "items": {"anyOf": [*statements, {"$ref": "#/$defs/comments"}]},
        "$defs": definitions,
    }


def _object(form: Form, head: Schema, required: list[str]) -> Schema:
    told = dict(form.told)
    fields = [one for one in fields_of(form.type) if one.name not in told]
    return {
        "description": (form.type.__doc__ or "").partition("\n")[0],
        "type": "object",
        "properties": {**head, **{one.key: _choice(one.choice) for one in fields}},
        "required": [*required, *(one.key for one in fields if one.is_required)],
        "additionalProperties": False,
    }


def _choice(choice: Choice, *, tagged: bool = False) -> Schema:
    tagged = tagged or choice.is_tagged
    found = [_shape(one, tagged=tagged) for one in choice.shapes]
    if choice.optional:
        found.append({"type": "null"})
    unlike = [one for at, one in enumerate(found) if one not in found[:at]]
    return unlike[0] if len(unlike) == 1 else {"anyOf": unlike}


def _shape(shape: Scalar | Record | Items, *, tagged: bool) -> Schema:
    match shape:
        case Scalar():
            return {"type": _TYPES[shape.type]}
        case Record(type=tree.Word):
            return {"type": "string"}
        case Record():
            return {"$ref": f"#/$defs/{_name(shape, tagged=tagged)}"}
    length = {} if shape.length is None else {"minItems": shape.length, "maxItems": shape.length}
    return {"type": "array", "items": _choice(shape.item, tagged=tagged), **length}


def _name(record: Record, *, tagged: bool) -> str:
    return f"is_{record.name}" if tagged else record.name


# ------------------------------------------------------------------ what there is


def _records() -> list[tuple[Record, bool]]:
    """Return all classes that statements hold, and whether they say of which class they are."""
    found: dict[tuple[Record, bool], None] = {}
    waiting: list[type] = [form.type for form in FORMS.values()]
    while waiting:
        for field in fields_of(waiting.pop(0)):
            for record in _inside(field.choice, tagged=False):
                if record not in found:
                    found[record] = None
                    waiting.append(record[0].type)
    return list(found)


def _inside(choice: Choice, *, tagged: bool) -> Iterator[tuple[Record, bool]]:
    tagged = tagged or choice.is_tagged
    for shape in choice.shapes:
        if isinstance(shape, Items):
            yield from _inside(shape.item, tagged=tagged)
        elif isinstance(shape, Record) and shape.type is not tree.Word:
            yield shape, tagged
