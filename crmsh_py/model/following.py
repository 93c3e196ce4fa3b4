"""Statements of an edited text that only got another id: they are renamed, not replaced."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from crmsh_py.diagnostics import Diagnostic
from crmsh_py.grammar import tree
from crmsh_py.model.cib import Cib
from crmsh_py.model.describe import describe
from crmsh_py.model.elements import container, object_name, title
from crmsh_py.model.given import Given
from crmsh_py.model.naming import Key, key_of, keys_of, object_at
from crmsh_py.model.references import NODE, referenced_ids, references
from crmsh_py.model.rename import rename_object
from crmsh_py.xmltree import Element


@dataclass(frozen=True, slots=True)
class Followed:
    """What an edited text is about, and what went, once renames were carried out."""

    names: tuple[Key, ...]
    gone: tuple[Key, ...]
    lines: tuple[str, ...]
    """What is to be known, each as a line."""


def follow_renames(
    cib: Cib, givens: Sequence[Given], names: Sequence[Key], gone: Collection[Key]
) -> Followed:
    """Rename the objects whose statements say the same as before, but for the id.

    `names` are the objects that the text was about, in its order, `gone` those of them that it
    has no statement about any more.  Raises CrmError if another statement came in the place of
    one that others refer to: nobody can tell then whether they are to follow.
    """
    lines: list[str] = []
    new_names: dict[Key, Key] = {}
    for old, new, given in _exchanged(givens, names, gone) if gone else ():
        element = object_at(cib, old)
        if element is None or old[0] != new[0] or object_at(cib, new) is not None:
            continue
        if describe(element, referenced_ids(cib.root)) == _with_id(given.statement, old[1]):
            lines += [f"{old[1]} renamed to {new[1]}", *rename_object(cib, element, new[1])]
            new_names[old] = new
        else:
            _refuse_to_guess(cib, element, given, names)
    left = tuple(name for name in gone if name not in new_names)
    lines += _taken_out(cib, left, names)
    return Followed(tuple(new_names.get(name, name) for name in names), left, tuple(lines))


def _exchanged(
    givens: Sequence[Given], names: Sequence[Key], gone: Collection[Key]
) -> Iterator[tuple[Key, Key, Given]]:
    """Yield names, and what came in their places: other names, and the statements about them."""
    about = [(keys_of(given)[0], given) for given in givens if _takes_a_name(given.statement)]
    ids = [key for key, _ in about]
    edits = SequenceMatcher(None, list(names), ids, autojunk=False).get_opcodes()
    for what, start, end, first, last in edits:
        if what == "replace":
            there = [name for name in names[start:end] if name in gone]
            came = [one for one in about[first:last] if one[0] not in names]
            yield from ((old, *one) for old, one in zip(there, came, strict=False))


def _takes_a_name(statement: tree.Statement) -> bool:
    """Tell whether an object that a statement is about can be renamed by another id in it."""
    return isinstance(statement, tree.Node) or (
        isinstance(getattr(statement, "id", None), str) and not isinstance(statement, tree.Options)
    )


def _with_id(statement: tree.Statement, id_: str) -> tree.Statement:
    if isinstance(statement, tree.Node):
        return replace(statement, uname=id_)
    named: Any = statement
    changed: tree.Statement = replace(named, id=id_)
    return changed


def _refuse_to_guess(cib: Cib, element: Element, given: Given, names: Sequence[Key]) -> None:
    old = object_name(element)
    owners = _others(cib, element, names)
    if not owners:
        return
    message = f"{given.id!r} came in the place of {old!r}, which {', '.join(owners)} names"
    hint = f"to give {old!r} another id, say 'rename {old} {given.id}' first"
    raise given.error(Diagnostic("still-referenced", message, subject=given.id, hint=hint))


def _others(cib: Cib, element: Element, names: Sequence[Key]) -> list[str]:
    """Return who refers to an object, or holds it, that the text is not about."""
    name, is_node = object_name(element), element.tag == "node"
    outer = container(element)
    owners = [] if outer is None else [outer]
    owners += [
        one.owner
        for one in references(cib.configuration)
        if one.target == name and (one.leads_to == NODE) == is_node
        if element.tag != "acl_target"  # nothing refers to one
    ]
    return list(dict.fromkeys(title(one) for one in owners if key_of(one) not in names))


def _taken_out(cib: Cib, gone: Collection[Key], names: Sequence[Key]) -> list[str]:
    """Say which containers, that the text is not about, lose members that went."""
    lines = []
    for key in gone:
        element = object_at(cib, key)
        outer = None if element is None else container(element)
        if outer is not None and key_of(outer) not in names:
            lines.append(f"{key[1]} taken out of {title(outer)}")
    return lines
