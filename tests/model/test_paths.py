"""Paths to single values: what they may look like, and which place each of them means."""

from pathlib import Path as File

import pytest

from crmsh_py import xmltree
from crmsh_py.diagnostics import CrmError
from crmsh_py.model.attributes import ATTRIBUTES, BOOLEAN, REQUIRED, WORDS
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import object_name
from crmsh_py.model.finding import find
from crmsh_py.model.paths import Segment, Selector, Text, parse, split_assignment
from crmsh_py.model.places import places
from crmsh_py.schemas.declarations import XS, members, until
from model.cibs import corpus, read

SCHEMA = File(__file__).parents[2] / "schemas" / "cib.xsd"

CIB = """\
<cib><configuration>
  <crm_config>
    <cluster_property_set id="cib-bootstrap-options">
      <nvpair id="o1" name="stonith-enabled" value="false"/>
    </cluster_property_set>
  </crm_config>
  <nodes>
    <node id="1" uname="node1.example.com">
      <instance_attributes id="n1"><nvpair id="n1-r" name="rack" value="a"/></instance_attributes>
      <utilization id="n2"><nvpair id="n2-cpu" name="cpu" value="4"/></utilization>
    </node>
    <node id="2" uname="guest"/>
  </nodes>
  <resources>
    <primitive id="vip" class="ocf" provider="heartbeat" type="IPaddr2">
      <instance_attributes id="vip-p">
        <nvpair id="vip-ip" name="ip" value="10.0.0.1"/>
        <nvpair id="vip-type" name="type" value="a"/>
        <nvpair id="vip-dots" name="a.b c" value="dots"/>
        <nvpair id="vip-ref" id-ref="db-x1"/>
      </instance_attributes>
      <operations>
        <op id="vip-monitor" name="monitor" interval="10s" timeout="20s"/>
      </operations>
    </primitive>
    <primitive id="db" class="ocf" provider="pacemaker" type="Stateful">
      <instance_attributes id="db-1" score="2">
        <rule id="db-1-rule" score="INFINITY">
          <expression id="db-1-e" attribute="#uname" operation="eq" value="node1"/>
        </rule>
        <nvpair id="db-x1" name="x" value="1"/>
      </instance_attributes>
      <instance_attributes id="db-2"><nvpair id="db-x2" name="x" value="2"/></instance_attributes>
      <operations>
        <op id="db-start" name="start" interval="0"/>
        <op id="db-m1" name="monitor" interval="10s" role="Master" timeout="30s">
          <instance_attributes id="db-m1-p">
            <nvpair id="db-m1-check" name="OCF_CHECK_LEVEL" value="10"/>
          </instance_attributes>
        </op>
        <op id="db-m2" name="monitor" interval="11s" timeout="40s"/>
      </operations>
      <meta_attributes id="db-meta">
        <nvpair id="twice-1" name="twice" value="1"/><nvpair id="twice-2" name="twice" value="2"/>
      </meta_attributes>
    </primitive>
    <primitive id="vip.old" class="ocf" provider="heartbeat" type="IPaddr2"/>
    <primitive id="guest" class="ocf" provider="pacemaker" type="remote"/>
    <bundle id="httpd">
      <docker image="web:1"/>
      <network ip-range-start="10.0.0.9">
        <port-mapping id="pm1" port="80"/><port-mapping id="pm2" port="443"/>
      </network>
    </bundle>
  </resources>
  <constraints>
    <rsc_location id="loc1" rsc="vip" node="guest" score="100"/>
    <rsc_colocation id="col1" score="INFINITY">
      <resource_set id="col1-0"><resource_ref id="vip"/><resource_ref id="db"/></resource_set>
    </rsc_colocation>
  </constraints>
  <fencing-topology>
    <fencing-level id="fl1" index="1" target="node1" devices="f1"/>
    <fencing-level id="fl2" index="2" target="node1" devices="f2"/>
  </fencing-topology>
  <alerts>
    <alert id="alert1" path="/a.sh"><recipient id="alert1-r" value="x.log"/></alert>
  </alerts>
</configuration><status/></cib>
"""


@pytest.fixture
def cib() -> Cib:
    return Cib(xmltree.parse(CIB, "test"))


# ------------------------------------------------------------------ reading


def test_a_path_is_segments_with_selectors() -> None:
    monitor = (Selector(None, Text("monitor")), Selector("role", Text("Promoted")))

    assert parse("db.op[monitor,role=Promoted].timeout").segments == (
        Segment(Text("db")),
        Segment(Text("op"), monitor),
        Segment(Text("timeout")),
    )


@pytest.mark.parametrize(
    "quoted", ['vip.params."a.b c"', "vip.params.'a.b c'", r"vip.params.a\.b c"]
)
def test_quotes_keep_characters_of_the_grammar_in_a_name(quoted: str) -> None:
    assert parse(quoted).segments[-1].word.text == "a.b c"


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("", 1),
        (".ip", 1),
        ("vip.", 5),
        ("vip..ip", 5),
        ("vip.op[", 8),
        ("vip.op[]", 8),
        ("vip.op[monitor", 15),
        ("vip.op[a]b", 10),
        ("vip.]", 5),
        ('vip."ip', 5),
    ],
)
def test_what_is_no_path_is_told_with_its_place(text: str, column: int) -> None:
    with pytest.raises(CrmError) as caught:
        parse(text)

    (problem,) = caught.value.diagnostics
    assert problem.location is not None
    assert (problem.code, problem.location.position) == ("syntax-error", (1, column))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ip=1", ("ip", "1")),
        ("ip=a=b", ("ip", "a=b")),
        ("ip=", ("ip", "")),
        ("op[monitor,role=Promoted].timeout=3", ("op[monitor,role=Promoted].timeout", "3")),
        ('"a=b"=c', ('"a=b"', "c")),
        ("vip.ip", None),
        ("op[role=x].timeout", None),
        ("=x", None),
    ],
)
def test_an_assignment_is_parted_at_its_equals_sign(
    text: str, parts: tuple[str, str] | None
) -> None:
    assert split_assignment(text) == parts


# ------------------------------------------------------------------ what a path means


@pytest.mark.parametrize(
    ("path", "full"),
    [
        ("vip.ip", "vip.params.ip"),
        ("vip.params.ip", "vip.params.ip"),
        ("vip.instance_attributes.ip", "vip.params.ip"),
        ("vip.params.a.b c", 'vip.params."a.b c"'),
        ("vip.class", "vip.class"),
        ("vip.@type", "vip.@type"),
        ("vip.params.type", "vip.params.type"),
        ("vip.x", "vip.params.x"),
        ("vip.op[monitor].timeout", "vip.op[monitor].timeout"),
        ("vip.op.timeout", "vip.op[monitor].timeout"),
        ("vip.monitor.timeout", "vip.op[monitor].timeout"),
        ("vip.monitor.10000ms.timeout", "vip.op[monitor].timeout"),
        ("db.op[monitor,role=Promoted].timeout", "db.op[monitor,role=Master].timeout"),
        ("db.op[monitor,interval=11].timeout", "db.op[monitor,interval=11s].timeout"),
        ("db.op[db-m2].timeout", "db.op[monitor,interval=11s].timeout"),
        ("db.op[3].timeout", "db.op[monitor,interval=11s].timeout"),
        (
            "db.op[monitor,role=Master].OCF_CHECK_LEVEL",
            "db.op[monitor,role=Master].params.OCF_CHECK_LEVEL",
        ),
        ("db.op[monitor,10s].timeout", None),
        ("db.monitor.10s.timeout", "db.op[monitor,role=Master].timeout"),
        ("db.params[db-2].x", "db.params[db-2].x"),
        ("db.params[2].x", "db.params[db-2].x"),
        ("db.params[score=2].x", "db.params[db-1].x"),
        ("db.params[db-1].@score", "db.params[db-1].@score"),
        ("db.params.rule.expression.value", "db.params[db-1].rule.expression.value"),
        ("db.twice[twice-2]", "db.meta.twice[twice-2]"),
        ("node1.example.com.rack", "node1.example.com.attributes.rack"),
        ("node1.example.com.utilization.cpu", "node1.example.com.utilization.cpu"),
        ("property.stonith-enabled", "cib-bootstrap-options.stonith-enabled"),
        ("vip.old.type", "vip.old.type"),
        ("httpd.image", "httpd.docker.image"),
        ("httpd.network.port-mapping[port=80].port", "httpd.network.port-mapping[port=80].port"),
        ("httpd.network.port-mapping[443].port", "httpd.network.port-mapping[port=443].port"),
        ("loc1.score", "loc1.score"),
        ("col1.set.resource_ref[db].id", "col1.set.resource_ref[db].id"),
        (
            "fencing_topology.level[index=2].devices",
            "fencing_topology.level[target=node1,index=2].devices",
        ),
        ("alert1.to.value", "alert1.to.value"),
        ("guest.uname", "guest.uname"),
        ("vip.nosuch", None),
        ("vip.op[stop].timeout", None),
        ("op_defaults.timeout", None),
        ("vip.@ip", None),
    ],
)
def test_a_path_means_one_place_or_none(cib: Cib, path: str, full: str | None) -> None:
    assert [one.path for one in find(cib, parse(path))] == ([full] if full else [])


@pytest.mark.parametrize(
    ("path", "meanings"),
    [
        ("vip.type", ["vip.@type", "vip.params.type"]),
        ("db.x", ["db.params[db-1].x", "db.params[db-2].x"]),
        (
            "db.op[monitor].timeout",
            ["db.op[monitor,role=Master].timeout", "db.op[monitor,interval=11s].timeout"],
        ),
        ("db.twice", ["db.meta.twice[twice-1]", "db.meta.twice[twice-2]"]),
        ("*.image", ["httpd.docker.image"]),
        ("*.ip*", ["vip.params.ip", "httpd.network.ip-range-start"]),
        (
            "db.op[*].interval",
            [
                "db.op[start].interval",
                "db.op[monitor,role=Master].interval",
                "db.op[monitor,interval=11s].interval",
            ],
        ),
    ],
)
def test_a_path_may_mean_several_places(cib: Cib, path: str, meanings: list[str]) -> None:
    assert [one.path for one in find(cib, parse(path))] == meanings


def test_the_value_of_a_reference_to_a_pair_is_that_of_the_pair(cib: Cib) -> None:
    (place,) = find(cib, parse("vip.params.x"))

    assert (place.value, place.element.get("id")) == ("1", "vip-ref")


def test_an_object_that_is_not_there_is_an_error(cib: Cib) -> None:
    with pytest.raises(CrmError) as caught:
        find(cib, parse("vpi.ip"))

    (problem,) = caught.value.diagnostics
    assert (problem.code, problem.hint) == ("no-such-object", "did you mean 'vip'?")


@pytest.mark.parametrize("file", corpus(12))
def test_every_full_path_means_its_own_place(file: File) -> None:
    cib = Cib(read(file))
    named = [one for one in cib.objects() if object_name(one)]
    listed = [one for each in named for one in list(places(cib, each))[:40]][:400]
    shared = {node.get("uname") for node in cib.root.iter("node")} & set(cib.ids())

    for place in listed:
        found = find(cib, parse(place.path))
        if place.path.partition(".")[0] not in shared:  # a node and its remote resource
            assert [(one.element, one.name) for one in found] == [(place.element, place.name)]


# ------------------------------------------------------------------ the tables


def types() -> dict[str, list[xmltree.Element]]:
    """Return the attributes of the types of our schema that pacemaker-3.x has."""
    root = xmltree.parse(SCHEMA.read_text(), "cib.xsd")
    return {
        type_.get("name") or "": [
            one
            for one in members(root, type_)
            if one.tag == f"{XS}attribute" and until(one) > (3, 0)
        ]
        for type_ in root.iter(f"{XS}complexType")
    }


def test_the_tables_of_attributes_agree_with_the_schema() -> None:
    schema = types()
    known = {tag: names for tag, names in ATTRIBUTES.items() if tag in schema}

    assert len(known) > 15
    for tag, names in known.items():
        of_schema = {one.get("name") for one in schema[tag]}
        required = {one.get("name") for one in schema[tag] if one.get("use") == "required"}
        booleans = {one.get("name") for one in schema[tag] if one.get("type") == "truth"}
        assert set(names) == of_schema, tag
        assert required - {"id"} <= REQUIRED.get(tag, frozenset()), tag
        assert booleans <= {name for of, name in BOOLEAN if of == tag}, tag
    assert {tag for tag, _ in (*WORDS, *BOOLEAN)} <= set(ATTRIBUTES)
