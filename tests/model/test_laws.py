"""What holds for every configuration: text and XML say the same, and every edit can be undone."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pytest
import trees
from hypothesis import Phase, assume, given, reject, settings
from hypothesis import strategies as st

from crmsh_py import xmltree
from crmsh_py.diagnostics import CrmError
from crmsh_py.grammar import tree
from crmsh_py.model import identifiers, load
from crmsh_py.model.build import build
from crmsh_py.model.cib import Cib
from crmsh_py.model.compare import compare
from crmsh_py.model.define import define, merge_options
from crmsh_py.model.describe import describe
from crmsh_py.model.elements import members
from crmsh_py.model.references import referenced_ids
from crmsh_py.model.remove import delete
from crmsh_py.model.rename import rename
from crmsh_py.model.vocabulary import CONTAINERS, OPTION_SETS, RESOURCES, SECTIONS
from crmsh_py.session import Session
from crmsh_py.xmltree import Element
from model.cibs import CORPUS, PATIENT, corpus, read
from model.configurations import (
    Memory,
    Statements,
    cib_of,
    configurations,
    empty,
    given_of,
    givens_of,
)

MORE = settings(PATIENT, max_examples=60, phases=[Phase.explicit, Phase.reuse, Phase.generate])
"""Whole configurations are too slow to shrink."""

# ------------------------------------------------------------------ what means the same

_PARTS = frozenset(
    {
        *("instance_attributes", "meta_attributes", "utilization", "nvpair", "op", "operations"),
        *("rule", "expression", "date_expression", "date_spec", "duration", "resource_set"),
        *("rsc_expression", "op_expression"),
        *("port-mapping", "storage-mapping", "attribute", "recipient"),
        *("fencing-level", "acl_permission", "read", "write", "deny"),
    }
)


def plain(element: Element, referenced: frozenset[str]) -> bytes:
    """Return an object without what says nothing: ids of its parts, comments."""
    twin = xmltree.copy(element)
    for part in [twin, *xmltree.descendants(twin)]:
        is_set = part is twin and part.tag == "meta_attributes"
        if part.tag in _PARTS and not is_set and part.get("id") not in referenced:
            part.attrib.pop("id", None)
        _set_in_order(part)
    return xmltree.canonical(twin)


def _set_in_order(part: Element) -> None:
    """Bring rules in front of pairs, and attribute sets in front of members."""
    first = ("rule",) if part.tag in _PARTS | {"cluster_property_set"} else ()
    last = tuple(RESOURCES) if part.tag in CONTAINERS and part.tag != "bundle" else ()
    children = list(part.iterchildren("*"))
    ordered = sorted(children, key=lambda one: (one.tag not in first) + (one.tag in last))
    if ordered != children:
        for child in ordered:
            part.append(child)


def configuration_of(root: Element) -> dict[str, list[bytes]]:
    """Return what a configuration says, section by section; empty ones say nothing."""
    referenced = referenced_ids(root)
    found = {}
    for name in SECTIONS:
        section = root.find(f"configuration/{name}")
        if section is not None and len(section):
            found[name] = [plain(one, referenced) for one in section.iterchildren("*")]
    for name in ("nodes", "tags", "crm_config"):
        found[name] = sorted(found.get(name, []))
    return found


def objects_of(root: Element) -> Iterator[Element]:
    return Cib(root).objects()


# ------------------------------------------------------------------ statements and elements


def explicit_ids(statement: tree.Statement) -> frozenset[str]:
    """Return the ids of parts that a statement names."""
    found: set[str] = set()

    def look(value: object) -> None:
        if isinstance(value, tuple):
            for one in value:
                look(one)
        elif is_dataclass(value) and not isinstance(value, type | tree.TemplateRef):
            for field in fields(value):
                inner = getattr(value, field.name)
                if field.name in {"id", "fields_id"} and inner is not None:
                    found.add(inner)
                look(inner)

    for name in (one.name for one in fields(statement)):
        look(getattr(statement, name))
    return frozenset(found)


def built(statement: tree.Statement) -> Element:
    """Build a statement in its place in a CIB, containers with members."""
    cib = empty()
    if isinstance(statement, tree.Options):
        return merge_options(cib, statement, given_of(statement))
    element = build(statement)
    for word in getattr(statement, "members", ()) or (getattr(statement, "rsc", None),):
        if isinstance(word, tree.Word):
            xmltree.sub(element, "primitive", {"id": word.text})
    for at, word in enumerate(getattr(statement, "clauses", ())):
        if isinstance(word, tree.Word):
            xmltree.insert(element, at, xmltree.new("primitive", {"id": word.text}))
    identifiers.assign(element, identifiers.Allocator(set()))
    return element


def as_described(statement: tree.Statement) -> tree.Statement:
    """Return a statement as `describe` puts it: without what goes without saying."""
    match statement:
        case tree.Node() if statement.id == statement.uname:
            return replace(statement, id=None)
        case tree.Options() if statement.id is None and statement.id_ref is None:
            return replace(statement, id=OPTION_SETS[statement.keyword][2])
    return statement


@given(trees.OBJECTS)
@MORE
def test_what_was_built_is_described_as_it_was_said(statement: tree.Statement) -> None:
    try:
        element = built(statement)
    except CrmError:  # two parts were given one id: refused, so there is nothing to describe
        reject()

    assert describe(element, explicit_ids(statement)) == as_described(statement)


def rebuilt(element: Element, referenced: frozenset[str]) -> Element | None:
    """Return an object built again from its description; None if that is XML."""
    statement = describe(element, referenced)
    if isinstance(statement, tree.Xml):
        return None
    again = built(statement)
    for old, new in zip(members(element), members(again), strict=True):
        again.replace(new, xmltree.copy(old))
    return again


@pytest.mark.parametrize("file", corpus())
@pytest.mark.parametrize("folder", ["cibs", "full"])
def test_what_is_described_in_words_can_be_built_again(folder: str, file: Path) -> None:
    root = read(CORPUS.parent / folder / file.name)
    referenced = referenced_ids(root)

    pairs = [(one, rebuilt(one, referenced)) for one in objects_of(root)]

    assert [plain(old, referenced) for old, new in pairs if new is not None] == [
        plain(new, referenced) for _, new in pairs if new is not None
    ]


# ------------------------------------------------------------------ whole configurations


@pytest.mark.parametrize("file", corpus())
def test_a_saved_configuration_loads_into_an_empty_one(file: Path) -> None:
    root = read(file)
    cib = empty(root)

    load.replace(cib, givens_of(Cib(root)))

    assert configuration_of(cib.root) == configuration_of(root)


LOADS = [load.replace, load.update]


@pytest.mark.parametrize("function", LOADS)
@pytest.mark.parametrize("file", corpus())
def test_loading_what_is_there_changes_nothing(
    file: Path, function: Callable[..., list[str]]
) -> None:
    root = read(file)
    cib = Cib(xmltree.copy(root))

    function(cib, givens_of(cib))

    assert compare(root, cib.root) == ()


@given(configurations())
@MORE
def test_a_random_configuration_loads_into_an_empty_one(statements: Statements) -> None:
    cib = cib_of(statements)
    other = empty()

    load.replace(other, givens_of(cib))

    assert configuration_of(other.root) == configuration_of(cib.root)


@given(configurations(), st.sampled_from(LOADS))
@MORE
def test_loading_a_random_configuration_again_changes_nothing(
    statements: Statements, function: Callable[..., list[str]]
) -> None:
    cib = cib_of(statements)
    before = xmltree.to_bytes(cib.root)

    function(cib, givens_of(cib))

    assert xmltree.to_bytes(cib.root) == before


@given(configurations(), configurations())
@MORE
def test_a_file_replaces_whatever_was_there(old: Statements, new: Statements) -> None:
    cib = cib_of(old)
    for node in cib.root.findall("configuration/nodes/node"):
        cib.remove(node)

    load.replace(cib, [given_of(one) for one in new])

    assert configuration_of(cib.root) == configuration_of(cib_of(new).root)


# ------------------------------------------------------------------ edits


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, Callable[[Cib], object]]:
    """Draw an edit of any kind, whether it can be carried out or not."""
    ids = st.sampled_from(
        ["a", "b", "c", "d", "g0", "g1", "cl0", "k0", "t1", "n1", "new", "b0", "al0"]
    )
    match draw(st.sampled_from(["define", "delete", "rename", "update", "replace"])):
        case "define":
            statement = draw(st.sampled_from(draw(configurations())) | trees.MONITORS)
            return "define", lambda cib: define(cib, given_of(statement))
        case "delete":
            names, cascade = draw(st.lists(ids, min_size=1, max_size=3)), draw(st.booleans())
            return "delete", lambda cib: delete(cib, names, cascade=cascade)
        case "rename":
            old, new = draw(ids), draw(ids)
            return "rename", lambda cib: rename(cib, old, new)
        case "update":
            some = draw(configurations())
            return "update", lambda cib: load.update(cib, [given_of(one) for one in some])
    whole = draw(configurations())
    return "replace", lambda cib: load.replace(cib, [given_of(one) for one in whole])


def carry_out(cib: Cib, edit: Callable[[Cib], object]) -> bool:
    mark = cib.mark()
    try:
        edit(cib)
    except CrmError:
        cib.rollback(mark)
        return False
    return True


def index_of(cib: Cib) -> dict[str, Element]:
    return dict(cib.ids())


@given(configurations(), st.lists(edits(), max_size=4), st.sampled_from([None, "\n  "]))
@MORE
def test_edits_are_taken_back_to_the_byte(
    statements: Statements, changes: list[tuple[str, Callable[[Cib], object]]], layout: str | None
) -> None:
    cib = Cib(xmltree.parse(xmltree.to_text(cib_of(statements).root, pretty=bool(layout)), "test"))
    before, ids = xmltree.to_bytes(cib.root), index_of(cib)

    for _, edit in changes:
        carry_out(cib, edit)
    after = xmltree.to_bytes(cib.root)
    undone = cib.rollback(0)

    assert xmltree.to_bytes(cib.root) == before
    assert index_of(cib) == ids
    cib.redo(undone)
    assert xmltree.to_bytes(cib.root) == after
    assert index_of(cib) == index_of(Cib(cib.root))


@given(configurations(), st.lists(edits(), min_size=1, max_size=4))
@MORE
def test_a_session_undoes_and_redoes_every_edit(
    statements: Statements, changes: list[tuple[str, Callable[[Cib], object]]]
) -> None:
    session = Session(Memory(xmltree.to_bytes(cib_of(statements).root)))
    states = [xmltree.to_bytes(session.cib.root)]
    for label, edit in changes:
        steps = session.cib.mark()
        try:
            session.edit(label, lambda cib, edit=edit: [edit(cib) and ""])  # type: ignore[misc]
        except CrmError:
            assert session.cib.mark() == steps
            continue
        if session.cib.mark() != steps:
            states.append(xmltree.to_bytes(session.cib.root))
    assume(len(states) > 1)

    back = [xmltree.to_bytes(session.cib.root) for _ in states if session.undo()]
    forth = [xmltree.to_bytes(session.cib.root) for _ in states if session.redo()]

    assert back == states[-2::-1]
    assert forth == states[1:]
