"""What holds for every edit of a valid configuration: differences, undo, renaming, deleting."""

import re
import shutil
from pathlib import Path
from random import Random

import pytest
from crm_runner import GOOD_SENSE
from hypothesis import assume, given
from hypothesis import strategies as st
from model.cibs import EDITS, configuration
from model.configurations import Memory
from model.test_patch import assert_pacemaker_agrees

from crmsh_py import xmltree
from crmsh_py.diagnostics import CrmError
from crmsh_py.model.changes import Change, apply, reverse
from crmsh_py.model.cib import Cib
from crmsh_py.model.compare import compare, same_configuration
from crmsh_py.model.elements import object_name
from crmsh_py.model.references import NODE, dangling, references
from crmsh_py.model.remove import delete
from crmsh_py.model.rename import rename
from crmsh_py.model.touched import Kind, objects
from crmsh_py.model.vocabulary import SECTIONS
from crmsh_py.session import Session
from crmsh_py.verify.checks import check
from crmsh_py.xmltree import Element
from whole_schema.cibs import cibs
from whole_schema.profiles import examples

FREE = "free.id"
_PLAIN = re.compile(r"[\w./: ,#-]*", re.ASCII)
_ID = re.compile(r"[^\W\d][\w.-]*")

# ------------------------------------------------------------------ differences


@st.composite
def pairs(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a configuration, and what a few edits of any part make of it."""
    text = draw(cibs())
    root = xmltree.parse(text, "test")
    random = Random(draw(st.integers(0, 1000)))
    for _ in range(draw(st.integers(1, 3))):
        sections = set(xmltree.children(Cib(root).configuration))
        parts = [one for one in xmltree.descendants(Cib(root).configuration) if one not in sections]
        if parts:
            random.choice(EDITS)(random.choice(parts), random)
    return text, xmltree.to_text(root)


@given(pairs())
@examples(120)
def test_what_differs_leads_there_and_back(texts: tuple[str, str]) -> None:
    old, new = (xmltree.parse(text, "test") for text in texts)
    changes = compare(old, new)
    forth, back = xmltree.copy(old), xmltree.copy(new)

    apply(changes, forth)
    apply(reverse(changes), back)

    assert configuration(forth) == configuration(new)
    assert configuration(back) == configuration(old)
    assert same_configuration(old, new) == (not changes)


@given(pairs())
@examples(120)
def test_the_objects_that_differ_are_touched_and_no_others(texts: tuple[str, str]) -> None:
    old, new = (xmltree.parse(text, "test") for text in texts)

    found = {
        (one.section, one.tag, one.id): one.kind
        for one in objects(compare(old, new))
        if one.kind is not Kind.MOVED
    }

    assert found == differing(objects_in(old), objects_in(new))


_Objects = dict[tuple[str, str, str | None], bytes]


def objects_in(root: Element) -> _Objects:
    """Return what each object says; those that share their id together."""
    found: _Objects = {}
    for name in SECTIONS:
        section = root.find(f"configuration/{name}")
        if section is not None and name == "fencing-topology":
            found[name, name, None] = xmltree.canonical(section)
        for one in xmltree.children(section) if section is not None else ():
            key = (name, str(one.tag), one.get("id"))
            found[key] = found.get(key, b"") + xmltree.canonical(one)
    return {key: text for key, text in found.items() if key[1] != "fencing-level"}


def differing(old: _Objects, new: _Objects) -> dict[tuple[str, str, str | None], Kind]:
    """Return what happened to the objects that are not the same in both."""
    kinds = {key: Kind.REMOVED for key in old if key not in new}
    for key, text in new.items():
        if old.get(key) != text:
            kinds[key] = Kind.CHANGED if key in old else Kind.ADDED
    return kinds


@pytest.mark.skipif(shutil.which("crm_diff", path="/usr/sbin") is None, reason="needs Pacemaker")
@given(texts=pairs())
@examples(40)
def test_pacemaker_makes_of_our_patch_what_we_mean(
    tmp_path_factory: pytest.TempPathFactory, texts: tuple[str, str]
) -> None:
    old, new = (plain(xmltree.parse(text, "test")) for text in texts)
    folder: Path = tmp_path_factory.mktemp("patch")

    assert_pacemaker_agrees(old, new, folder)


def plain(root: Element) -> Element:
    """Take out of values what Pacemaker 2.1.5 itself writes wrongly: line breaks, escapes."""
    for part in root.iter("*"):
        for name, value in part.items():
            if name not in {"id", "id-ref"} and not _PLAIN.fullmatch(value):
                part.set(name, "plain")
    return root


# ------------------------------------------------------------------ edits in a session


def edit_part(cib: Cib, number: int, way: int) -> list[str]:
    """Change the part of that number in one of three ways."""
    parts = list(xmltree.descendants(cib.configuration))
    part = parts[number % len(parts)] if parts else cib.configuration
    match way:
        case _ if not parts:
            return []
        case 0:
            cib.set(part, "description", "edited")
        case 1:
            cib.remove(part)
        case _:
            parent = part.getparent()
            assert parent is not None
            cib.move(part, parent)
    return []


@given(cibs(), st.lists(st.tuples(st.integers(0, 99), st.integers(0, 2)), min_size=1, max_size=4))
@examples(120)
def test_a_session_knows_what_it_changed_and_takes_it_back(
    text: str, edits: list[tuple[int, int]]
) -> None:
    session = Session(Memory(text.encode()))
    states = [xmltree.to_bytes(session.cib.root)]
    for number, way in edits:
        mark = session.cib.mark()
        session.edit("edit", lambda cib, n=number, w=way: edit_part(cib, n, w))  # type: ignore[misc]
        if session.cib.mark() != mark:
            states.append(xmltree.to_bytes(session.cib.root))

    changes: tuple[Change, ...] = session.changes()

    assert changes == compare(session.base.root, session.cib.root)
    assert undone(session, len(states)) == states[-2::-1]
    forth = [xmltree.to_bytes(session.cib.root) for _ in states if session.redo()]
    assert forth == states[1:]


def undone(session: Session, times: int) -> list[bytes]:
    return [xmltree.to_bytes(session.cib.root) for _ in range(times) if session.undo()]


# ------------------------------------------------------------------ renaming and deleting


def names_in(cib: Cib) -> list[str]:
    """Return the names by which objects can be called, each of one object only."""
    named = [(object_name(one), one) for one in cib.objects()]
    return [name for name, one in named if name and cib.object(name) is one]


@given(cibs(), st.integers(0, 9))
@examples(120)
def test_an_object_that_is_renamed_and_back_is_as_it_was(text: str, number: int) -> None:
    cib = Cib(xmltree.parse(text, "test"))
    names = [one for one in names_in(cib) if _ID.fullmatch(one) and one != "fencing_topology"]
    assume(names)
    name = names[number % len(names)]
    is_node = cib.node(name) is cib.object(name)
    before = xmltree.to_bytes(cib.root)
    named = targets(cib, is_node)

    rename(cib, name, FREE)
    missing = dangling(cib, cib.configuration)
    followed = targets(cib, is_node)
    rename(cib, FREE, name)

    assert missing == []
    assert followed == [FREE if target == name else target for target in named]
    assert xmltree.to_bytes(cib.root) == before


def targets(cib: Cib, are_nodes: bool) -> list[str]:
    """Return what is referred to: nodes, or all else."""
    found = references(cib.configuration)
    return [one.target for one in found if (one.leads_to == NODE) == are_nodes]


@given(cibs(), st.integers(0, 9))
@examples(120)
def test_what_deleting_leaves_is_valid(text: str, number: int) -> None:
    session = Session(Memory(text.encode()))
    names = names_in(session.cib)
    assume(names)
    name = names[number % len(names)]
    before = xmltree.to_bytes(session.cib.root)
    known = {(one.code, one.message) for one in GOOD_SENSE.judge(check(session.cib))}

    try:
        session.edit("delete", lambda cib: delete(cib, [name], cascade=True))
    except CrmError:
        assert xmltree.to_bytes(session.cib.root) == before
        return
    found = GOOD_SENSE.judge(check(session.cib))
    session.undo()

    assert [one for one in found if (one.code, one.message) not in known] == []
    assert xmltree.to_bytes(session.cib.root) == before
