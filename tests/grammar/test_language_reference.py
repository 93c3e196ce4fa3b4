"""docs/language.md: it is not stale, its examples run, and they show all that can be typed."""

import importlib
import re
import sys
from functools import cache
from pathlib import Path

import pytest
from grammar_places import Place, places, visited
from model.configurations import empty, text_of

from crmsh_py import xmltree
from crmsh_py.commands.texts import statements_in
from crmsh_py.diagnostics import CrmError, errors
from crmsh_py.grammar.statements import STATEMENTS, statement_keyword
from crmsh_py.model import load
from crmsh_py.model.cib import Cib
from crmsh_py.model.empty import EMPTY_CIB
from crmsh_py.verify.checks import check

DOCS = Path(__file__).parents[2] / "docs"
PROSE = DOCS / "language"
BASE = (PROSE / "base.crm").read_text()
SCHEMA = "pacemaker-3.9"
_BLOCKS = re.compile(r"```(crm|xml|refused)(?: (\S+))?\n(.*?)```", re.DOTALL)


def blocks(kind: str) -> list[tuple[str, int, str, str]]:
    """Return file, number, what stands behind the kind, and text of the blocks of a kind."""
    return [
        (path.stem, number, schema or SCHEMA, text)
        for path in sorted(PROSE.glob("*.md"))
        for number, (found, schema, text) in enumerate(_BLOCKS.findall(path.read_text()))
        if found == kind
    ]


EXAMPLES = {f"{file}-{number}": (schema, text) for file, number, schema, text in blocks("crm")}
ELEMENTS = {
    f"{file}-{number}": (f"{file}-{number - 1}", text) for file, number, _, text in blocks("xml")
}
SECTIONS = {file for file, _, _, _ in blocks("crm")} - {"introduction", "extensions"}
KNOWN = frozenset[Place]().union(*map(places, STATEMENTS))
REFUSED = {
    f"{file}-{number}-{line}": (schema, line)
    for file, number, schema, text in blocks("refused")
    for line in text.splitlines()
}


def loaded(schema: str, text: str) -> Cib:
    """Return the base configuration with what a text adds."""
    cib = empty(xmltree.parse(EMPTY_CIB.replace(SCHEMA.encode(), schema.encode()), "empty"))
    load.replace(cib, statements_in(BASE, "base"))
    load.update(cib, statements_in(text, "example"))
    return cib


def test_the_reference_is_not_stale(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write it anew with `python docs/generate.py`."""
    monkeypatch.syspath_prepend(str(DOCS))
    monkeypatch.delitem(sys.modules, "generate", raising=False)
    pages = importlib.import_module("generate").pages()
    diagrams = set((DOCS / "diagrams").glob("*"))

    stale = [path for path, text in pages.items() if path.read_text() != text]

    assert (stale, diagrams - set(pages)) == ([], set())


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_valid_and_shown_in_words_that_load_the_same(example: str) -> None:
    schema, text = EXAMPLES[example]

    cib = loaded(schema, text)

    shown = text_of(cib)
    assert errors(check(cib)) == []
    assert re.findall("^xml .*", shown, re.MULTILINE) == []
    assert text_of(loaded(schema, shown)) == shown


@pytest.mark.parametrize("example", ELEMENTS)
def test_an_example_makes_the_xml_that_stands_behind_it(example: str) -> None:
    before, text = ELEMENTS[example]
    expected = xmltree.parse(f"<xml>{text}</xml>", "example")

    made = set(map(xmltree.canonical, xmltree.descendants(loaded(*EXAMPLES[before]).root)))

    missing = [one for one in xmltree.children(expected) if xmltree.canonical(one) not in made]
    assert list(map(xmltree.to_text, missing)) == []


@pytest.mark.parametrize("example", REFUSED)
def test_what_is_said_to_be_refused_is_refused(example: str) -> None:
    with pytest.raises(CrmError):
        raise CrmError(*check(loaded(*REFUSED[example])))


@pytest.mark.parametrize("production", sorted({place.production for place in KNOWN}))
def test_examples_show_every_place_of_a_production(production: str) -> None:
    """Those of a statement in its own section, those of a part in any but the summaries."""
    sections = [production] if production in STATEMENTS else SECTIONS
    places = {place for place in KNOWN if place.production == production}

    missing = places - frozenset().union(*map(shown, sections))

    assert sorted((place.number, place.word) for place in missing) == []


@cache
def shown(section: str) -> frozenset[Place]:
    """Return the places that the examples of a section go through."""
    statements = [
        given.source.text
        for file, _, _, text in blocks("crm")
        for given in statements_in(text, "example")
        if file == section
    ]
    found = [visited(statement_keyword(text.split()[0]) or "", text) for text in statements]
    return frozenset().union(*found)
