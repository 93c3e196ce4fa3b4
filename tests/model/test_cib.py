"""The working configuration: edits, and taking them back."""

import pytest

from crmsh_py import xmltree
from crmsh_py.model.cib import Cib


def cib() -> Cib:
    return Cib(
        xmltree.parse(
            '<cib><configuration><tags><tag id="t" x="1" y="2"/></tags></configuration></cib>', "t"
        )
    )


@pytest.mark.parametrize(("name", "value"), [("id", None), ("x", None), ("x", "3"), ("z", "4")])
def test_an_attribute_comes_back_to_its_place(name: str, value: str | None) -> None:
    one = cib()
    before = xmltree.to_bytes(one.root)
    tag = one.find("t")
    assert tag is not None

    one.set(tag, name, value)
    after = xmltree.to_bytes(one.root)
    undone = one.rollback(0)

    assert xmltree.to_bytes(one.root) == before != after
    one.redo(undone)
    assert xmltree.to_bytes(one.root) == after
