"""What a commit would change: as texts, and as a number."""

import pytest

from crmsh_py import xmltree
from crmsh_py.commands.differences import count, differences
from crmsh_py.model.compare import compare

A = '<primitive id="a" class="ocf" provider="heartbeat" type="Dummy"/>'
B = '<primitive id="b" class="ocf" provider="heartbeat" type="Dummy"/>'
B_SET = (
    '<primitive id="b" class="ocf" provider="heartbeat" type="Dummy"><meta_attributes id="b-m">'
    '<nvpair id="b-m-p" name="priority" value="1"/></meta_attributes></primitive>'
)


def cib(resources: str, constraints: str = "") -> xmltree.Element:
    return xmltree.parse(
        "<cib><configuration><crm_config/><nodes/>"
        f"<resources>{resources}</resources><constraints>{constraints}</constraints>"
        "</configuration></cib>",
        "cib.xml",
    )


@pytest.mark.parametrize(
    ("old", "new", "number"),
    [
        (cib(A), cib(A), 0),
        (cib(""), cib(A + B), 2),
        (cib(""), cib(f'<group id="g">{A}{B}</group>'), 3),
        (cib(A + B), cib(f'<group id="g">{A}{B}</group>'), 1),
        (cib(f'<group id="g">{A}{B}</group>'), cib(f'<group id="g">{A}{B_SET}</group>'), 1),
        (cib(f'<group id="g">{A}{B}</group>'), cib(f'<clone id="c">{A}</clone>'), 3),
        (cib(A + B), cib(B + A), 1),
        (cib(A), cib(A, '<rsc_location id="l" rsc="a" node="n" score="1"/>'), 1),
    ],
)
def test_as_many_are_counted_as_are_told(
    old: xmltree.Element, new: xmltree.Element, number: int
) -> None:
    changes = compare(old, new)

    told = differences(old, new, changes, secrets=False)

    assert (count(old, new, changes), len(told)) == (number, number)
