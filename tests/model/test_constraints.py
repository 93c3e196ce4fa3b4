"""Every constraint of a real configuration is said in words, and comes back as it was."""

from pathlib import Path

import pytest

from crmsh_py import xmltree
from crmsh_py.grammar import tree
from crmsh_py.grammar.language import parse
from crmsh_py.grammar.printer import to_text
from crmsh_py.model import identifiers
from crmsh_py.model.build import build
from crmsh_py.model.cib import Cib
from crmsh_py.model.describe import describe
from crmsh_py.model.said import said_ids
from crmsh_py.source import Source
from crmsh_py.xmltree import Element
from model.cibs import corpus, read


def again(statement: tree.Statement) -> Element:
    """Return an object made from the text of a statement."""
    text = to_text(statement)
    built = build(parse(text.split()[0], Source("test", text)))
    identifiers.assign(built, identifiers.Allocator(()))
    return built


@pytest.mark.parametrize("file", corpus())
def test_a_constraint_comes_back_with_all_its_ids(file: Path) -> None:
    cib = Cib(read(file))
    section = cib.section("constraints")
    constraints = [] if section is None else list(xmltree.children(section))
    ids = said_ids(cib, constraints, every=True)

    said = [(one, describe(one, ids)) for one in constraints]

    assert [one for _, one in said if isinstance(one, tree.Xml)] == []
    assert [xmltree.canonical(again(one)) for _, one in said] == [
        xmltree.canonical(element) for element, _ in said
    ]
