"""What is not as it should be, from what the tools say."""

import pytest

from crmsh_py.pacemaker.health import Finding, examine
from pacemaker.answers import Answer, recorded, tools

NODE = (
    '<node name="{name}" id="{id}" online="true" standby="false" standby_onfail="false"'
    ' maintenance="false" pending="false" unclean="false" health="green" feature_set="3.16.1"'
    ' shutdown="false" expected_up="true" is_dc="false" resources_running="0" type="member"/>'
)
NODES = "".join(NODE.format(name=f"node{id_}", id=id_) for id_ in (1, 2, 3))
DEVICE = (
    '<resource id="fence" resource_agent="stonith:fence_ipmilan" role="Started" active="true"'
    ' orphaned="false" blocked="false" managed="true" failed="false" failure_ignored="false"'
    ' nodes_running_on="1"><node name="node1" id="1" cached="true"/></resource>'
)
STATUS = f"""\
<pacemaker-result api-version="2.25" request="crm_mon">
  <summary>
    <stack type="corosync"/>
    <current_dc present="true" version="2.1.5" name="node1" id="1" with_quorum="true"
      mixed_version="false"/>
    <cluster_options stonith-enabled="true" maintenance-mode="false"/>
  </summary>
  <nodes>{NODES}</nodes>
  <resources>{DEVICE}</resources>
  <status code="0" message="OK"/>
</pacemaker-result>
"""
DAEMONS = "\n".join(
    (
        *("init", "corosync", "pacemakerd", "pacemaker-based", "pacemaker-fence"),
        *("pacemaker-execd", "pacemaker-attrd", "pacemaker-sched", "pacemaker-contr"),
    )
)
WELL: dict[str, Answer] = {
    "corosync-quorumtool": recorded("quorum-three.txt"),
    "corosync-cmapctl": recorded("cmap-three.txt"),
    "corosync-cfgtool": recorded("links-udpu.txt"),
    "crm_mon": STATUS,
    "ps": DAEMONS,
}


def problems(**answers: Answer) -> list[tuple[str, str]]:
    """Return what is wrong where some tools answer otherwise."""
    given = {**WELL, **{name.replace("_", "-"): answer for name, answer in answers.items()}}
    if "crm-mon" in given:
        given["crm_mon"] = given.pop("crm-mon")
    asked, _ = tools(given)
    return [(one.subject, one.words) for one in examine(asked) if not one.ok]


def test_all_is_well() -> None:
    asked, _ = tools(WELL)

    found = examine(asked)

    assert all(one.ok for one in found)
    assert [one.subject for one in found] == [
        *("quorum", "membership", "links", "daemons"),
        *("nodes", "versions", "controller", "fencing", "agreement"),
    ]


def test_a_partition_without_quorum() -> None:
    assert problems(
        corosync_quorumtool=(2, recorded("quorum-alone.txt")),
        corosync_cfgtool=recorded("links-alone.txt"),
    ) == [
        ("quorum", "1 of 3 votes are there: no quorum"),
        ("membership", "corosync does not see node1, node2"),
        ("links", "link 0 is disconnected from node1, node2"),
        ("agreement", "online for Pacemaker, but not in corosync's membership: node1, node2"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            'name="node2" id="2" online="true"',
            'name="node2" id="2" online="false"',
            [
                ("nodes", "offline for Pacemaker: node2"),
                ("agreement", "in corosync's membership, but not online for Pacemaker: node2"),
            ],
        ),
        (
            'unclean="false"',
            'unclean="true"',
            [("nodes", "unclean, and to be fenced: node1")],
        ),
        ('pending="false"', 'pending="true"', [("nodes", "joining for Pacemaker: node1")]),
        (
            'feature_set="3.16.1"',
            'feature_set="3.19.0"',
            [("versions", "nodes run different releases of Pacemaker (3.16.1, 3.19.0)")],
        ),
        (
            'mixed_version="false"',
            'mixed_version="true"',
            [("versions", "nodes run different releases of Pacemaker (3.16.1)")],
        ),
        (
            'present="true"',
            'present="false"',
            [("controller", "there is no designated controller (DC)")],
        ),
        (
            'stonith-enabled="true"',
            'stonith-enabled="false"',
            [("fencing", "fencing is switched off (stonith-enabled=false)")],
        ),
        (DEVICE, "", [("fencing", "there is no fencing device")]),
        ('active="true"', 'active="false"', [("fencing", "no fencing device is started")]),
    ],
)
def test_what_pacemaker_sees(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert old in STATUS

    assert problems(crm_mon=STATUS.replace(old, new, 1)) == expected


def test_a_daemon_that_is_missing() -> None:
    assert problems(ps=DAEMONS.replace("pacemaker-contr", "cron")) == [
        ("daemons", "not running: pacemaker-controld")
    ]


def test_what_does_not_answer_is_a_problem_and_the_rest_is_looked_at() -> None:
    found = problems(corosync_quorumtool=(1, "Cannot initialize QUORUM service"))

    assert found == [("corosync", "corosync does not answer here")]


def test_problems_have_hints() -> None:
    asked, _ = tools({})

    found = examine(asked)

    assert [one.subject for one in found] == ["corosync", "daemons", "pacemaker"]
    assert all(isinstance(one, Finding) and not one.ok and one.hint for one in found)
