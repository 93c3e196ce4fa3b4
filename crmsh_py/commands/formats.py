"""The forms in which a configuration is put out: crm, xml, json, set and pcs."""

import importlib
import json
from collections.abc import Sequence
from typing import Any

from crmsh_py.commands.context import Reply
from crmsh_py.commands.declare import Arguments
from crmsh_py.commands.views import (
    all_shown,
    cib_text,
    is_everything,
    never,
    outermost,
    statement_of,
)
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar import tree
from crmsh_py.grammar.lexical import quote
from crmsh_py.model.cib import Cib
from crmsh_py.model.comments import Comments, all_comments, texts
from crmsh_py.model.elements import kind, members, object_name
from crmsh_py.model.said import said_ids
from crmsh_py.model.vocabulary import CONTAINERS
from crmsh_py.secrets import MASK, is_secret
from crmsh_py.xmltree import Element

FORMATS = ("crm", "xml", "json", "set", "pcs")

# What most runs do not need.
_JSON = "crmsh_py.grammar.json_form"
_PLACES = "crmsh_py.model.places"
_PCS = "crmsh_py.commands.pcs"


def format_of(arguments: Arguments) -> str:
    """Return the format that a command asks for, by a word such as `xml` or by `--format`.

    Raises CrmError (usage) if it asks for two.
    """
    form, name = arguments["form"], arguments["format"]
    if form is not None and name not in {None, form}:
        message = f"{form!r} is a format by itself: leave out '--format {name}'"
        raise CrmError(Diagnostic("usage", message, subject=name))
    return form or name or "crm"


def formatted(
    cib: Cib, elements: Sequence[Element], form: str, *, secrets: bool, ids: bool = False
) -> Reply:
    """Return objects in a format; as `xml` they are a whole CIB that holds no others.

    Secrets are masked unless `secrets`; with `ids` every id is said that would be another one
    if the text were loaded elsewhere.
    """
    match form:
        case "xml":
            everything = is_everything(cib, elements)
            text = cib_text(cib, None if everything else elements, secrets=secrets)
            return Reply(text, "xml", ({"kind": "cib", "text": text},))
        case "json":
            return _as_json(cib, elements, secrets=secrets, ids=ids)
        case "set":
            return _as_set(cib, elements, secrets=secrets)
        case "pcs":
            reply: Reply = importlib.import_module(_PCS).pcs_reply(cib, elements, secrets=secrets)
            return reply
    found = list(all_shown(cib, elements, secrets=secrets, ids=ids))
    text = "".join(f"{one.text}\n" for one in found)
    return Reply(text, "crm", (one.record() for one in found))  # records are made for --json only


def _as_json(cib: Cib, elements: Sequence[Element], *, secrets: bool, ids: bool) -> Reply:
    """Return the statements as a JSON list, each on a line of its own.

    The comments above all of them, and those behind, are items by themselves.
    """
    json_of = importlib.import_module(_JSON).json_of
    said = said_ids(cib, elements, every=ids)
    mask = never if secrets else is_secret
    comments = all_comments(cib)
    around = comments if is_everything(cib, elements) else Comments()
    found: list[tuple[dict[str, str], dict[str, Any]]] = []
    for element in outermost(elements, said):
        statement = statement_of(element, said, secrets=secrets)
        above = texts(comments.of(element, as_xml=isinstance(statement, tree.Xml)))
        found.append((_about(element), json_of(statement, tuple(above), mask)))
    found = [*_apart(around.header), *found, *_apart(around.closing)]
    lines = ",\n".join(f" {json.dumps(data, ensure_ascii=False)}" for _, data in found)
    text = f"[\n{lines}\n]\n" if found else "[]\n"
    return Reply(text, "json", ({**about, "data": data} for about, data in found))


def _apart(comments: Sequence[Element]) -> list[tuple[dict[str, str], dict[str, Any]]]:
    about = {"kind": "object", "type": "comment", "id": ""}
    return [(about, {"comments": texts(comments)})] if comments else []


def _about(element: Element) -> dict[str, str]:
    return {"kind": "object", "type": kind(element), "id": object_name(element)}


# ------------------------------------------------------------------ set


def _as_set(cib: Cib, elements: Sequence[Element], *, secrets: bool) -> Reply:
    """Return `set PATH VALUE` lines, one a value; a comment where `set` cannot say it."""
    lines = [line for one in elements for line in _set_lines(cib, one, secrets=secrets)]
    return Reply(
        "".join(f"{line}\n" for line in lines),
        "crm",
        ({"kind": "line", "text": one} for one in lines),
    )


def _set_lines(cib: Cib, element: Element, *, secrets: bool) -> list[str]:
    lines = []
    if element.tag in CONTAINERS:
        names = " ".join(one.get("id", "") for one in members(element)) or "nothing"
        lines.append(f"# {kind(element)} {object_name(element)} holds {names}")
    for place in importlib.import_module(_PLACES).places(cib, element):
        if place.is_id or (place.element is element and place.attribute == "uname"):
            continue
        value = MASK if place.is_secret and place.value and not secrets else place.value
        lines.append(_set_line(place.path, value, place.target))
    return lines


def _set_line(path: str, value: str | None, target: Element | None) -> str:
    if target is not None:
        return f"# {path} is the value of the pair {target.get('id')}"
    if value is None:
        return f"# {path} has no value"
    line = f"set {path} {quote(value) if value != MASK else MASK}"
    return f"# {line!r}" if "\n" in line or "\r" in line else line
