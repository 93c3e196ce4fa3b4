"""The ids of resource sets stay with the sets when others are changed."""

import pytest

from crmsh_py.commands.texts import statements_in
from crmsh_py.model import load
from crmsh_py.model.cib import Cib
from model.configurations import empty

RESOURCES = "".join(f"primitive {one} Dummy\n" for one in "abcdef")
BEFORE = "order o ( $id=one a b ) _rsc_set_ $id=two c d _rsc_set_ $id=three e"


def loaded(text: str, cib: Cib) -> list[tuple[str | None, str]]:
    """Load an order; return its sets, as ids and members."""
    load.update(cib, statements_in(RESOURCES + text, "test"))
    order = cib.find("o")
    assert order is not None
    return [(one.get("id"), "".join(ref.get("id", "") for ref in one)) for one in order]


@pytest.mark.parametrize(
    ("text", "sets"),
    [
        ("order o ( a b f ) c d _rsc_set_ e", [("one", "abf"), ("two", "cd"), ("three", "e")]),
        ("order o c d _rsc_set_ e", [("two", "cd"), ("three", "e")]),
        ("order o c d f _rsc_set_ e", [("two", "cdf"), ("three", "e")]),
        ("order o e _rsc_set_ c d ( a b )", [("three", "e"), ("two", "cd"), ("one", "ab")]),
        (
            "order o ( a b ) f ( c d ) e",
            [("one", "ab"), ("o-0", "f"), ("two", "cd"), ("three", "e")],
        ),
        ("order o ( a b ) c d _rsc_set_ f", [("one", "ab"), ("two", "cd"), ("three", "f")]),
    ],
)
def test_a_set_keeps_its_id_while_others_change(text: str, sets: list[tuple[str, str]]) -> None:
    cib = empty()
    loaded(BEFORE, cib)

    assert loaded(text, cib) == sets


def test_a_reference_to_a_set_takes_no_id_away() -> None:
    cib = empty()
    loaded(BEFORE, cib)

    again = loaded("order o ( a b ) c d _rsc_set_ $id-ref=one", cib)

    assert again == [("one", "ab"), ("two", "cd"), (None, "")]
