"""The level `node` on a file: what becomes of its nodes, and what is refused."""

import json
from pathlib import Path

import pytest
from crm_runner import Crm, Ran, codes

from crmsh_py import xmltree
from crmsh_py.assist.completion.completing import complete
from crmsh_py.assist.knowledge import Knowledge
from crmsh_py.model.cib import Cib

CIB = """\
<cib validate-with="pacemaker-3.9" crm_feature_set="3.16.1" admin_epoch="0" epoch="3"
     num_updates="0">
  <configuration>
    <crm_config/>
    <nodes>
      <node id="1" uname="n1"/>
      <node id="2" uname="n2">
        <instance_attributes id="nodes-2">
          <nvpair id="nodes-2-standby" name="standby" value="on"/>
          <nvpair id="nodes-2-rack" name="rack" value="7"/>
          <nvpair id="nodes-2-ipmi_password" name="ipmi_password" value="sesame"/>
        </instance_attributes>
        <utilization id="nodes-2-utilization">
          <nvpair id="nodes-2-utilization-cpu" name="cpu" value="4"/>
        </utilization>
      </node>
      <node id="3" uname="n3">
        <instance_attributes id="ruled" score="1">
          <rule id="ruled-rule" score="0">
            <date_expression id="ruled-rule-expression" operation="lt" end="2001-01-01"/>
          </rule>
          <nvpair id="ruled-standby" name="standby" value="on"/>
        </instance_attributes>
        <instance_attributes id="plain">
          <nvpair id="plain-maintenance" name="maintenance" value="yes"/>
        </instance_attributes>
      </node>
    </nodes>
    <resources>
      <primitive id="far" class="ocf" provider="pacemaker" type="remote"/>
      <primitive id="vm" class="ocf" provider="heartbeat" type="VirtualDomain">
        <meta_attributes id="vm-meta">
          <nvpair id="vm-meta-remote-node" name="remote-node" value="guest"/>
        </meta_attributes>
      </primitive>
      <primitive id="n2" class="ocf" provider="pacemaker" type="Dummy"/>
    </resources>
    <constraints>
      <rsc_location id="likes" rsc="vm" node="n2" score="100"/>
    </constraints>
    <fencing-topology>
      <fencing-level id="level" target="n2" index="1" devices="vm"/>
    </fencing-topology>
  </configuration>
  <status/>
</cib>
"""
NODES = "configuration/nodes"
ALL = "nodes: n1, n2, n3, far, guest"


@pytest.fixture
def crm(tmp_path: Path) -> Crm:
    crm = Crm(tmp_path)
    crm.cib.write_text(CIB)
    return crm


def nodes(text: str) -> list[str]:
    """Return the XML of a CIB's nodes, a line for each element that holds no other."""
    section = xmltree.parse(text, "cib.xml").find(NODES)
    assert section is not None
    return xmltree.to_text(section, pretty=True).splitlines()


def changed(crm: Crm) -> tuple[list[str], list[str]]:
    """Return the lines of the nodes' XML that went, and those that came."""
    before, after = nodes(CIB), nodes(crm.cib.read_text())
    gone = [line.strip() for line in before if line not in after]
    return gone, [line.strip() for line in after if line not in before]


def told(ran: Ran) -> list[str]:
    """Return what was said when all went well; the last line is the commit's."""
    *lines, commit = ran.err.splitlines()
    assert (ran.status, ran.out, commit) == (0, "", "committed to cib.xml, epoch 4")
    return lines


# ------------------------------------------------------------------ states


def test_a_node_is_put_into_standby(crm: Crm) -> None:
    ran = crm("node", "standby", "n1")

    assert told(ran) == []
    assert changed(crm) == (
        ['<node id="1" uname="n1"/>'],
        [
            '<node id="1" uname="n1">',
            '<instance_attributes id="n1-instance_attributes">',
            '<nvpair name="standby" value="on" id="n1-instance_attributes-standby"/>',
        ],
    )


def test_a_set_that_holds_always_takes_the_attribute_and_its_ids_stay(crm: Crm) -> None:
    told(crm("node", "standby", "n3", "forever"))

    assert changed(crm) == ([], ['<nvpair name="standby" value="on" id="plain-standby"/>'])


def test_standby_is_ended_where_it_was_set(crm: Crm) -> None:
    told(crm("node", "online", "n2"))

    assert changed(crm) == (
        ['<nvpair id="nodes-2-standby" name="standby" value="on"/>'],
        ['<nvpair id="nodes-2-standby" name="standby" value="off"/>'],
    )


def test_maintenance_is_ended_whatever_its_yes_is_called(crm: Crm) -> None:
    assert told(crm("node", "ready", "n3", "n1")) == ["n1 is not in maintenance"]

    assert changed(crm) == (
        ['<nvpair id="plain-maintenance" name="maintenance" value="yes"/>'],
        ['<nvpair id="plain-maintenance" name="maintenance" value="false"/>'],
    )


def test_remote_and_guest_nodes_get_a_node_of_their_own(crm: Crm) -> None:
    told(crm("node", "maintenance", "far", "guest"))

    gone, come = changed(crm)
    assert gone == []
    assert come == [
        '<node id="far" type="remote" uname="far">',
        '<instance_attributes id="far-instance_attributes">',
        '<nvpair name="maintenance" value="true" id="far-instance_attributes-maintenance"/>',
        '<node id="guest" type="remote" uname="guest">',
        '<instance_attributes id="guest-instance_attributes">',
        '<nvpair name="maintenance" value="true" id="guest-instance_attributes-maintenance"/>',
    ]


def test_all_means_every_node(crm: Crm) -> None:
    assert told(crm("node", "standby", "--all")) == ["n2 is in standby already"]

    standby = [line for line in nodes(crm.cib.read_text()) if 'name="standby" value="on"' in line]
    assert len(standby) == 6  # of five nodes, and the one that holds by a rule only


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["standby", "n2"], "n2 is in standby already"),
        (["online", "n1"], "n1 is not in standby"),
        (["ready", "guest"], "guest is not in maintenance"),
    ],
)
def test_what_is_so_already_is_no_error(crm: Crm, words: list[str], told: str) -> None:
    ran = crm("node", *words)

    assert (ran.status, ran.err) == (0, f"{told}\nnothing to commit\n")
    assert crm.cib.read_text() == CIB


def test_the_id_of_a_node_will_do(crm: Crm) -> None:
    told(crm("node", "online", "2"))

    assert len(changed(crm)[1]) == 1


@pytest.mark.parametrize("verb", ["standby", "online", "maintenance", "ready"])
def test_without_a_name_a_file_asks_for_one(crm: Crm, verb: str) -> None:
    ran = crm("node", verb)

    assert (ran.status, codes(ran.err)) == (64, ["usage"])
    assert ran.err.splitlines()[-1].endswith(ALL)
    assert crm.cib.read_text() == CIB


def test_all_names_are_checked_before_anything_is_done(crm: Crm) -> None:
    ran = crm("node", "standby", "n1", "gast", "zz")

    assert (ran.status, codes(ran.err)) == (105, ["no-such-object"] * 2)
    hints = [line for line in ran.err.splitlines() if line.startswith("  hint")]
    assert hints == ["  hint: did you mean 'guest'?", f"  hint: {ALL}"]
    assert crm.cib.read_text() == CIB


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        (["standby", "n1", "reboot"], 102, "needs-cluster"),
        (["standby", "--all", "n1"], 64, "usage"),
        (["status-attr", "n1", "show"], 102, "needs-cluster"),
        (["fence", "n1"], 102, "needs-cluster"),
        (["clearstate", "n1"], 102, "needs-cluster"),
        (["delete", "n9"], 105, "no-such-object"),
        (["delete", "far"], 107, "still-referenced"),
        (["attribute", "n1", "set"], 64, "usage"),
        (["attribute", "n1", "set", "rack"], 64, "usage"),
        (["attribute", "n1", "set", "=7"], 64, "usage"),
        (["attribute", "n1", "delete"], 64, "usage"),
        (["attribute", "n2", "delete", "rack", "room"], 105, "no-such-value"),
        (["attribute", "guest", "delete", "rack"], 105, "no-such-value"),
        (["attribute", "n1", "show", "rack"], 105, "no-such-value"),
        (["attribute", "n1", "set", "ipmi_password", "******"], 65, "masked-value"),
        (["attribute", "n9", "set", "rack", "7"], 105, "no-such-object"),
        (["status", "n9"], 105, "no-such-object"),
        (["status", "xml"], 105, "no-such-object"),
        (["list", "n9"], 105, "no-such-object"),
    ],
)
def test_a_refused_command_changes_nothing(
    crm: Crm, words: list[str], status: int, code: str
) -> None:
    ran = crm("node", *words)

    assert (ran.status, codes(ran.err)) == (status, [code])
    assert crm.cib.read_text() == CIB


def test_pending_changes_of_configure_stay_pending(crm: Crm) -> None:
    ran = crm(stdin="configure\nprimitive new Dummy\nup\nnode standby n1\n")

    assert ran.status == 65
    assert "what was pending in 'configure' still is" in ran.err
    assert "new" not in crm.cib.read_text()
    assert len(changed(crm)[1]) == 3


# ------------------------------------------------------------------ attributes


def test_several_attributes_are_set_at_once_whatever_they_hold(crm: Crm) -> None:
    words = ["rack=7", "room", "the 'cellar' \"below\" <&>", "a b=c=d", "empty="]

    assert told(crm("node", "attribute", "n1", "set", *words)) == []
    ran = crm("node", "attribute", "n1", "show")

    assert ran.out == "rack=7\nroom=the 'cellar' \"below\" <&>\na b=c=d\nempty=\n"


def test_an_attribute_is_changed_in_its_place(crm: Crm) -> None:
    assert told(crm("node", "attribute", "n2", "set", "rack=8", "standby=on")) == [
        "standby=on is so already"
    ]

    assert changed(crm) == (
        ['<nvpair id="nodes-2-rack" name="rack" value="7"/>'],
        ['<nvpair id="nodes-2-rack" name="rack" value="8"/>'],
    )


def test_a_value_is_set_as_it_was_typed(crm: Crm) -> None:
    told(crm("node", "attribute", "n2", "set", "standby", "true"))

    assert changed(crm)[1] == ['<nvpair id="nodes-2-standby" name="standby" value="true"/>']


def test_with_the_last_attribute_its_set_goes(crm: Crm) -> None:
    told(crm("node", "utilization", "n2", "delete", "cpu"))

    assert changed(crm) == (
        [
            '<utilization id="nodes-2-utilization">',
            '<nvpair id="nodes-2-utilization-cpu" name="cpu" value="4"/>',
            "</utilization>",
        ],
        [],
    )


def test_utilization_is_kept_apart(crm: Crm) -> None:
    told(crm("node", "utilization", "n2", "set", "memory", "512"))

    assert crm("node", "utilization", "n2", "show").out == "cpu=4\nmemory=512\n"
    assert crm("node", "utilization", "n2", "show", "memory").out == "memory=512\n"


def test_secrets_are_masked_unless_asked_for(crm: Crm) -> None:
    show = ("node", "attribute", "n2", "show", "ipmi_password")

    assert crm(*show).out == "ipmi_password=******\n"
    assert crm(*show, "--show-secrets").out == "ipmi_password=sesame\n"
    assert "sesame" not in crm("node", "list").out


def test_a_masked_secret_means_what_is_there(crm: Crm) -> None:
    ran = crm("node", "attribute", "n2", "set", "ipmi_password=******", "rack=8")

    assert told(ran) == []
    assert "sesame" in crm.cib.read_text()


def test_no_message_tells_a_secret(crm: Crm) -> None:
    said = crm("node", "attribute", "n2", "set", "ipmi_password=sesame", "x").err
    again = crm("node", "attribute", "n2", "set", "ipmi_password=sesame").err

    assert again == "ipmi_password=****** is so already\nnothing to commit\n"
    assert "sesame" not in said


# ------------------------------------------------------------------ deleting


def test_a_node_is_deleted_and_not_the_resource_of_that_name(crm: Crm) -> None:
    ran = crm("node", "delete", "--cascade", "n2")

    assert told(ran) == [
        "location likes deleted: it refers to n2",
        "fencing_topology deleted: it refers to n2",
    ]
    cib = Cib(xmltree.parse(crm.cib.read_text(), "cib.xml"))
    assert [one.get("uname") for one in xmltree.children(cib.configuration[1])] == ["n1", "n3"]
    assert cib.resource("n2") is not None
    assert cib.find("likes") is None


def test_what_refers_to_a_node_keeps_it(crm: Crm) -> None:
    ran = crm("node", "delete", "n2")

    assert (ran.status, codes(ran.err)) == (107, ["still-referenced"])
    assert "location likes" in ran.err
    assert "hint: 'node delete --cascade n2' takes that out too" in ran.err
    assert crm.cib.read_text() == CIB


def test_a_node_that_nothing_refers_to_is_deleted(crm: Crm) -> None:
    assert told(crm("node", "delete", "n1")) == []

    assert changed(crm) == (['<node id="1" uname="n1"/>'], [])


# ------------------------------------------------------------------ showing


def test_nodes_are_listed(crm: Crm) -> None:
    assert crm("node", "list").out == (
        "n1 (1): member\n"
        "n2 (2): member\n"
        "    attributes: standby=on rack=7 ipmi_password=******\n"
        "    utilization: cpu=4\n"
        "n3 (3): member\n"
        "    attributes: maintenance=yes\n"
        "far: remote\n"
        "guest: guest\n"
    )


def test_one_node_is_shown_as_json(crm: Crm) -> None:
    ran = crm("--json", "node", "show", "n2")

    assert json.loads(ran.out) == {
        "schema": "crm/1",
        "kind": "node",
        "name": "n2",
        "id": "2",
        "type": "member",
        "attributes": {"standby": "on", "rack": "7", "ipmi_password": "******"},
        "utilization": {"cpu": "4"},
        "state": None,
    }


def test_the_status_section_of_a_file_tells_the_state(crm: Crm) -> None:
    member = 'in_ccm="true" crmd="online" join="member" expected="member"'
    state = f'<node_state id="1" uname="n1" {member}/>'
    crm.cib.write_text(CIB.replace("<status/>", f"<status>{state}</status>"))

    short = crm("node", "status", "n1")
    xml = crm("node", "status", "xml", "n1")

    assert (short.status, short.out) == (0, "n1: online, 0 resources\n")
    assert (xml.status, xml.out) == (0, f"{state}\n")


def test_secrets_in_the_status_section_are_masked(crm: Crm) -> None:
    pair = '<nvpair id="s1" name="ipmi_password" value="sesame"/>'
    sets = f'<instance_attributes id="s">{pair}</instance_attributes>'
    attributes = f'<transient_attributes id="1">{sets}</transient_attributes>'
    state = f'<node_state id="1" uname="n1">{attributes}</node_state>'
    crm.cib.write_text(CIB.replace("<status/>", f"<status>{state}</status>"))

    shown = crm("node", "status", "xml")
    told = crm("--show-secrets", "node", "status", "xml")

    assert (shown.status, 'value="******"' in shown.out, "sesame" in shown.out) == (0, True, False)
    assert 'value="sesame"' in told.out


def test_without_a_status_section_nothing_is_known(crm: Crm) -> None:
    ran = crm("node", "status")

    assert (ran.status, ran.out) == (0, "")
    assert ran.err == "cib.xml has no status section: nothing is known of its nodes\n"


# ------------------------------------------------------------------ completion


def offered(typed: str) -> list[str]:
    cib = Cib(xmltree.parse(CIB, "cib.xml"))
    found = complete(typed, Knowledge(path=("node",), cib=lambda: cib))
    return sorted(one.word for one in found.candidates if one.word.startswith(found.word))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("online ", ["--all", "--wait", "far", "guest", "n1", "n2", "n3"]),
        ("standby n1 r", ["reboot"]),
        ("fence n1 ", ["--wait", "off", "reboot"]),
        ("attribute n", ["n1", "n2", "n3"]),
        ("attribute n1 ", ["--show-secrets", "delete", "set", "show"]),
        ("delete f", ["far", "force"]),
    ],
)
def test_completion_offers_nodes_and_words(typed: str, words: list[str]) -> None:
    assert offered(typed) == words
