"""What holds for every text of a valid configuration, cut off anywhere: no traceback."""

from hypothesis import assume, given
from hypothesis import strategies as st

from crmsh_py import xmltree
from crmsh_py.commands.texts import statements_in
from crmsh_py.commands.views import shown
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar.language import complete
from crmsh_py.grammar.statements import statement_keyword
from crmsh_py.model.cib import Cib
from whole_schema.cibs import cibs
from whole_schema.profiles import examples


@given(cibs(), st.integers(0, 9), st.integers(0, 100), st.booleans())
@examples(200)
def test_a_statement_cut_off_anywhere_is_completed_and_read(
    text: str, number: int, percent: int, ids: bool
) -> None:
    cib = Cib(xmltree.parse(text, "test"))
    texts = [one.text for one in shown(cib, list(cib.objects()), secrets=True, ids=ids)]
    assume(texts)
    said = texts[number % len(texts)]
    start = said[: len(said) * percent // 100]
    keyword = statement_keyword(said.split()[0])

    if keyword is not None:
        assert start.endswith(complete(keyword, start).word)
    assert [one for one in problems_in(start) if one.location is None] == []


def problems_in(text: str) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a text."""
    try:
        statements_in(text, "test")
    except CrmError as error:
        return error.diagnostics
    return ()
