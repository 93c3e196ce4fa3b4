"""A resource may be called like a kind of order."""

from crmsh_py import xmltree
from crmsh_py.grammar import tree
from crmsh_py.grammar.printer import to_text
from crmsh_py.model.describe import describe


def _order(attributes: str) -> tree.Statement:
    return describe(xmltree.parse(f'<rsc_order id="o" first="inf" then="a"{attributes}/>', "test"))


def test_without_a_kind_its_name_is_quoted() -> None:
    assert to_text(_order("")) == 'order o "inf" a'


def test_with_a_kind_it_shows_in_words() -> None:
    ends = (tree.End("inf"), tree.End("a"))

    assert _order(' kind="Optional"') == tree.Order("o", ends, "Optional")
