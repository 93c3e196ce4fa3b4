"""References that lead nowhere are found whatever was looked at before."""

import pytest

from crmsh_py.commands.texts import statements_in
from crmsh_py.diagnostics import CrmError
from crmsh_py.model import load
from crmsh_py.model.cib import Cib
from crmsh_py.model.references import dangling
from model.configurations import empty


def filled(text: str, cib: Cib | None = None) -> Cib:
    cib = cib or empty()
    load.update(cib, statements_in(text, "test"))
    return cib


def test_a_shared_part_that_is_not_there_is_found_after_a_scan_of_a_cib_without_any() -> None:
    cib = filled("primitive a Dummy params fake=1")
    cib.scan()
    assert dangling(cib, cib.configuration) == []

    with pytest.raises(CrmError) as caught:
        filled("primitive b Dummy params $id-ref=nothing", cib)

    assert [one.code for one in caught.value.diagnostics] == ["dangling-reference"]


def test_a_shared_part_counts_again_when_its_removal_is_taken_back() -> None:
    cib = filled(
        "primitive a Dummy params fake=1\nprimitive b Dummy params $id-ref=a-instance_attributes"
    )
    mark = cib.mark()
    resource = cib.find("b")
    assert resource is not None
    cib.remove(resource)
    cib.scan()
    assert not cib.shares_parts

    cib.rollback(mark)

    assert cib.shares_parts


@pytest.mark.parametrize(
    "statement",
    [
        "location l nowhere 10: n1",
        "colocation c inf: a nowhere",
        "order o a nowhere",
        "order o a ( nowhere a )",
        "tag t a nowhere",
        "fencing_topology nowhere",
        "acl_target u nowhere",
        "primitive p @nowhere",
        "primitive p Dummy op monitor interval=10s op_params $id-ref=nowhere",
    ],
)
def test_each_kind_of_reference_is_looked_at(statement: str) -> None:
    with pytest.raises(CrmError) as caught:
        filled(f"primitive a Dummy\n{statement}")

    assert {one.code for one in caught.value.diagnostics} <= {
        "dangling-reference",
        "no-such-object",
    }
