"""What holds for every valid configuration: it can be shown, edited and loaded back."""

from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from model.configurations import Memory, empty

from crmsh_py import xmltree
from crmsh_py.commands.formats import formatted
from crmsh_py.commands.json_text import statements_in_json
from crmsh_py.commands.selections import select
from crmsh_py.commands.views import text_of_all
from crmsh_py.grammar import tree
from crmsh_py.model import load
from crmsh_py.model.cib import Cib
from crmsh_py.model.describe import describe
from crmsh_py.model.said import said_ids
from crmsh_py.session import Session
from crmsh_py.verify.checks import duplicate_ids
from crmsh_py.xmltree import Element
from whole_schema.cibs import cibs
from whole_schema.meaning import but_for_ids, exactly, take_in, text_of
from whole_schema.profiles import examples

# ------------------------------------------------------------------ into an empty cluster


@given(cibs())
@examples(200)
def test_what_is_saved_loads_into_an_empty_cluster_as_the_same(text: str) -> None:
    root = xmltree.parse(text, "test")
    other = empty(root)

    take_in(other, text_of(Cib(root), ids=True))

    assert exactly(other.root) == exactly(root)


@given(cibs())
@examples(200)
def test_what_is_shown_loads_into_an_empty_cluster_as_the_same_but_for_ids(text: str) -> None:
    root = xmltree.parse(text, "test")
    other = empty(root)

    take_in(other, text_of(Cib(root), ids=False))

    assert but_for_ids(other.root) == but_for_ids(root)


@given(cibs(comments=True))
@examples(150)
def test_comments_come_along_into_an_empty_cluster(text: str) -> None:
    root = xmltree.parse(text, "test")
    other = empty(root)

    take_in(other, text_of(Cib(root), ids=True))

    assert text_of(other, ids=True) == text_of(Cib(root), ids=True)


@given(cibs(), cibs(), st.booleans())
@examples(200)
def test_a_file_replaces_whatever_was_there(old: str, new: str, ids: bool) -> None:
    cib, root = Cib(xmltree.parse(old, "test")), xmltree.parse(new, "test")
    for node in cib.root.findall("configuration/nodes/node"):  # a file that does not name it
        xmltree.remove(node)  # leaves it where it is

    take_in(cib, text_of(Cib(root), ids=ids))

    assert but_for_ids(cib.root) == but_for_ids(root)
    assert duplicate_ids(cib) == []


@given(cibs(comments=True), st.booleans())
@examples(200)
def test_json_says_the_same(text: str, ids: bool) -> None:
    cib = Cib(xmltree.parse(text, "test"))
    reply = formatted(cib, select(cib, ()), "json", secrets=True, ids=ids)
    other = empty(cib.root)

    givens, around = statements_in_json(reply.text, "test")
    load.replace(other, givens, around)

    assert text_of(other, ids=ids) == text_of(cib, ids=ids)


@given(cibs())
@examples(200)
def test_every_object_is_put_into_words(text: str) -> None:
    cib = Cib(xmltree.parse(text, "test"))
    said = said_ids(cib, list(cib.objects()), every=True)

    statements = [describe(one, said) for one in cib.objects() if not has_no_words(one)]

    assert [one.text for one in statements if isinstance(one, tree.Xml)] == []


WITHOUT_WORDS = {
    "nvpair": ("name", ""),
    "op": ("name", ""),
    "op_expression": ("name", ""),
    "expression": ("attribute", ""),
    "node": ("uname", ""),
    "primitive": ("provider", ":"),
    "template": ("provider", ":"),
}
"""What the language has no words for, and Pacemaker no use: what has no name (the attribute is
empty), and agents of a provider with a colon in its name."""


def has_no_words(element: Element) -> bool:
    """Tell whether an object or a part of it is one of these."""
    for part in [element, *xmltree.descendants(element)]:
        name, sign = WITHOUT_WORDS.get(str(part.tag), ("id", ""))
        value = part.get(name)
        if value is not None and (sign in value if sign else not value):
            return True
    return False


# ------------------------------------------------------------------ into the same cluster

LOADS = [load.replace, load.update]


@pytest.mark.parametrize("ids", [True, False])
@pytest.mark.parametrize("function", LOADS)
@given(text=cibs(comments=True))
@examples(150)
def test_loading_what_is_there_changes_nothing(
    text: str, function: Callable[..., list[str]], ids: bool
) -> None:
    session = Session(Memory(text.encode()))
    before = xmltree.to_bytes(session.cib.root)
    shown = text_of(session.cib, ids=ids)

    session.edit("load", lambda cib: take_in(cib, shown, function))

    assert session.changes() == ()
    assert xmltree.to_bytes(session.cib.root) == before


@given(cibs(comments=True), st.sampled_from(LOADS))
@examples(150)
def test_loading_what_is_shown_without_secrets_changes_nothing(
    text: str, function: Callable[..., list[str]]
) -> None:
    session = Session(Memory(text.encode()))
    before = xmltree.to_bytes(session.cib.root)
    masked = text_of(session.cib, ids=False, secrets=False)

    session.edit("load", lambda cib: take_in(cib, masked, function))

    assert xmltree.to_bytes(session.cib.root) == before


@given(cibs(comments=True), st.integers(0, 9), st.booleans())
@examples(200)
def test_an_object_that_is_loaded_by_itself_stays_as_it_is(
    text: str, number: int, ids: bool
) -> None:
    session = Session(Memory(text.encode()))
    before = xmltree.to_bytes(session.cib.root)
    elements = list(session.cib.objects())
    assume(elements)
    one = elements[number % len(elements)]
    said = text_of_all(session.cib, [one], secrets=True, ids=ids)

    session.edit("load", lambda cib: take_in(cib, said, load.update))

    assert xmltree.to_bytes(session.cib.root) == before
