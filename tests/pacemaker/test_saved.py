"""The status of a saved CIB as we read it ourselves, beside what crm_mon makes of it."""

from pathlib import Path

import pytest
from crm_runner import CASES

from crmsh_py import xmltree
from crmsh_py.pacemaker.monitor import read_status
from crmsh_py.pacemaker.saved import blank_status, saved_status
from crmsh_py.pacemaker.state import ClusterStatus
from crmsh_py.pacemaker.tools import Tools
from crmsh_py.runner import LocalRunner

FOLDER = CASES / "status"
CIBS = sorted(FOLDER.glob("saved*.cib"))
WITHOUT_CRM_MON = LocalRunner().find("crm_mon") is None

NODE = (
    '<node_state id="{id}" uname="n{id}" in_ccm="{ccm}" crmd="{crmd}" join="{join}"'
    ' expected="{expected}"/>'
)
CIB = """\
<cib dc-uuid="1"><configuration>
<crm_config><cluster_property_set id="o">
<nvpair id="o1" name="stonith-enabled" value="{fencing}"/></cluster_property_set></crm_config>
<nodes><node id="1" uname="n1"/></nodes></configuration><status>{state}</status></cib>
"""


def read(file: Path) -> ClusterStatus:
    return saved_status(xmltree.parse(file.read_bytes(), file.name))


def active(status: ClusterStatus) -> list[tuple[str, str, tuple[str, ...]]]:
    return sorted((one.id, one.role, one.nodes) for one in status.resources if one.active)


@pytest.mark.skipif(WITHOUT_CRM_MON, reason="crm_mon is not installed")
@pytest.mark.parametrize("file", CIBS, ids=lambda file: file.stem)
def test_we_read_what_crm_mon_reads(file: Path) -> None:
    theirs = read_status(Tools(LocalRunner()), {"CIB_file": str(file)})

    ours = read(file)

    assert active(ours) == active(theirs)
    assert [(one.name, one.online, one.unclean, one.standby, one.kind) for one in ours.nodes] == [
        (one.name, one.online, one.unclean, one.standby, one.kind) for one in theirs.nodes
    ]
    assert [one.container.id for one in ours.tree if hasattr(one, "container")] == [
        one.container.id for one in theirs.tree if hasattr(one, "container")
    ]
    assert {(one.id, one.granted) for one in ours.tickets} == {
        (one.id, one.granted) for one in theirs.tickets
    }
    assert [(one.resource, one.node, one.reason) for one in ours.failures] == [
        (one.resource, one.node, one.reason) for one in theirs.failures
    ]


@pytest.mark.parametrize(
    ("words", "fencing", "expected"),
    [
        ("true online member member", "true", "online"),
        ("true online member member", "false", "online"),
        ("1700000000 1700000001 member member", "true", "online"),
        ("0 0 member member", "true", "unclean"),
        ("false offline down down", "true", "offline"),
        ("false offline down member", "true", "unclean"),
        ("false offline down member", "false", "offline"),
        ("true offline member member", "true", "online unclean"),
        ("true offline member member", "false", "unclean"),
        ("true online pending member", "true", "online pending"),
        ("true online nack member", "true", "online unclean"),
        ("true online down down", "true", "online pending"),
    ],
)
def test_a_node_is_what_its_state_says(words: str, fencing: str, expected: str) -> None:
    ccm, crmd, join, wanted = words.split()
    state = NODE.format(id=1, ccm=ccm, crmd=crmd, join=join, expected=wanted)
    text = CIB.format(fencing=fencing, state=state)

    (node,) = saved_status(xmltree.parse(text, "test")).nodes

    told = {"online": node.online, "pending": node.pending, "unclean": node.unclean}
    assert " ".join(word for word, applies in told.items() if applies) in {
        expected,
        expected.removeprefix("offline"),
    }


def test_nothing_has_a_status_of_nothing() -> None:
    blank = blank_status()

    assert (blank.nodes, blank.tree, blank.tickets, blank.dc) == ((), (), (), None)
