"""CIBs of Pacemaker 1.x and 2.x: what an upgrade of schemas leaves, and Pacemaker complains of."""

import pytest

from convert.cib06.fragments import statements
from convert.cib06.made import element, of, told
from crmsh_py import xmltree
from crmsh_py.convert.cib06.choices import Choices
from crmsh_py.convert.conversion import Conversion
from crmsh_py.diagnostics import Severity, errors
from crmsh_py.verify.checks import check
from crmsh_py.verify.schema import violations
from crmsh_py.xmltree import children

DUMMIES = "".join(
    f'<primitive id="{one}" class="ocf" provider="pacemaker" type="Dummy"/>' for one in "ab"
)


DUMMY = '<primitive id="a" class="ocf" provider="pacemaker" type="Dummy"/>'
OFF = '<nvpair id="fencing" name="stonith-enabled" value="false"/>'


def cib(
    *,
    pairs: str = "",
    nodes: str = "",
    resources: str = DUMMIES,
    constraints: str = "",
    fencing: str = OFF,
    schema: str = "pacemaker-1.2",
) -> str:
    return (
        f'<cib validate-with="{schema}" admin_epoch="0" epoch="1" num_updates="0">'
        '<configuration><crm_config><cluster_property_set id="cib-bootstrap-options">'
        f"{pairs}{fencing}</cluster_property_set></crm_config><nodes>{nodes}</nodes>"
        f"<resources>{resources}</resources><constraints>{constraints}</constraints>"
        "</configuration><status/></cib>"
    )


def params(id_: str, **pairs: str) -> str:
    return _nvset("instance_attributes", f"{id_}-i", **pairs)


def meta(id_: str, **pairs: str) -> str:
    named = {name.replace("_", "-"): value for name, value in pairs.items()}
    return _nvset("meta_attributes", f"{id_}-m", **named)


def _nvset(tag: str, id_: str, **pairs: str) -> str:
    inside = "".join(
        f'<nvpair id="{id_}-{name}" name="{name}" value="{value}"/>'
        for name, value in pairs.items()
    )
    return f'<{tag} id="{id_}">{inside}</{tag}>'


def found(conversion: Conversion) -> list[tuple[str, str]]:
    return [(str(one.severity), one.code) for one in conversion.diagnostics]


def rows(conversion: Conversion) -> dict[str, tuple[str, ...]]:
    return {one.piece: (*one.results, one.note) for one in conversion.rows}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ('score="INFINITY"', {}),
        ('score="10"', {}),
        ('score="-5"', {}),
        ('score="0"', {"kind": "Optional"}),
        ('kind="Serialize"', {"kind": "Serialize"}),
    ],
)
def test_an_order_has_a_kind_in_the_place_of_a_score(given: str, expected: dict[str, str]) -> None:
    conversion = of(cib(constraints=f'<rsc_order id="o" first="a" then="b" {given}/>'))

    order = element(conversion, "constraints/rsc_order")
    assert dict(order.attrib) == {"id": "o", "first": "a", "then": "b"} | expected
    assert [one.subject for one in conversion.diagnostics] == ["o"] * ("score" in given)


def test_what_the_cluster_writes_itself_is_left_out() -> None:
    names = ("dc-version", "cluster-infrastructure", "last-lrm-refresh")
    pairs = "".join(f'<nvpair id="p-{one}" name="{one}" value="1"/>' for one in names)
    other = '<nvpair id="p" name="cluster-name" value="c"/>'

    conversion = of(cib(pairs=pairs + other))

    left = element(conversion, "crm_config/cluster_property_set")
    assert [one.get("name") for one in children(left)] == ["cluster-name", "stonith-enabled"]
    assert [one.code for one in conversion.diagnostics] == ["dropped"] * len(names)


def test_power_is_off_where_it_was_called_poweroff() -> None:
    conversion = of(cib(pairs='<nvpair id="p" name="stonith-action" value="poweroff"/>'))

    assert element(conversion, "crm_config/cluster_property_set/nvpair").get("value") == "off"
    assert told(conversion) == [("approximated", Severity.INFO, (1, 154))]


def test_nodes_get_numbers_for_ids_that_corosync_does_not_have() -> None:
    nodes = (
        '<node id="7508b0ea-78aa" uname="one" type="normal"/><node id="1" uname="two"/>'
        '<node id="three" uname="three"/><node id="four" uname="four" type="remote"/>'
    )

    conversion = of(cib(nodes=nodes), Choices(with_nodes=True))

    found = {one.get("uname"): one.get("id") for one in children(element(conversion, "nodes"))}
    assert found == {"one": "2", "two": "1", "three": "3", "four": "four"}
    assert [one.code for one in conversion.diagnostics] == ["id-changed"] * 2


def test_nodes_that_nothing_is_said_about_are_left_to_the_cluster() -> None:
    standby = params("two", standby="on")
    nodes = f'<node id="1" uname="one"/><node id="2" uname="two">{standby}</node>'

    conversion = of(cib(nodes=nodes))

    assert [one.get("uname") for one in children(element(conversion, "nodes"))] == ["two"]
    assert rows(conversion)["node one"] == ("the cluster writes it when the node joins",)


def test_what_names_a_node_by_its_id_follows_it() -> None:
    rule = '<rule id="r" score="1"><expression id="e" attribute="#id" operation="eq" value="u-1"/>'
    location = f'<rsc_location id="l" rsc="a">{rule}</rule></rsc_location>'

    conversion = of(cib(nodes='<node id="u-1" uname="one"/>', constraints=location))

    assert statements(conversion, "rsc_location") == ["location l a rule 1: #uname eq one"]


# ------------------------------------------------------------------ agents

ADDRESS = (
    f'<primitive id="ip" class="ocf" provider="heartbeat" type="IPaddr">'
    f"{params('ip', ip='10.0.0.1', netmask='255.255.255.0', nic='eth0:0')}"
    '<operations><op id="ip-op" name="monitor" interval="10s"/></operations></primitive>'
)


@pytest.mark.parametrize("schema", ["pacemaker-1.0", "pacemaker-2.10", "pacemaker-3.9"])
def test_a_superseded_agent_is_the_one_of_today(schema: str) -> None:
    conversion = of(cib(resources=ADDRESS, schema=schema))

    (statement,) = statements(conversion, "primitive")
    assert statement == (
        "primitive ip IPaddr2 params ip=10.0.0.1 cidr_netmask=24 nic=eth0 iflabel=0"
        " op monitor interval=10s"
    )
    assert ("info", "superseded-agent") in found(conversion)
    assert rows(conversion)["primitive ip"] == ("ip", "ocf:heartbeat:IPaddr2")


def test_superseded_agents_stay_if_that_is_wanted() -> None:
    conversion = of(cib(resources=ADDRESS), Choices(keep_agents=True))

    assert element(conversion, "resources/primitive").get("type") == "IPaddr"
    assert found(conversion) == []


def test_what_a_superseded_agent_is_told_by_its_group_has_the_names_of_today() -> None:
    group = f'<group id="g">{params("g", netmask="24")}{ADDRESS}</group>'

    conversion = of(cib(resources=group))

    assert statements(conversion, "group") == ["group g ip params cidr_netmask=24"]


def test_ping_gets_the_monitor_that_it_pings_from() -> None:
    pingd = '<primitive id="p" class="ocf" provider="pacemaker" type="pingd">{}</primitive>'
    clone = f'<clone id="c">{pingd.format(params("p", host_list="h", user="root"))}</clone>'

    conversion = of(cib(resources=clone))

    assert statements(conversion, "primitive") == [
        "primitive p ocf:pacemaker:ping params host_list=h op monitor interval=10s timeout=60s"
    ]
    assert found(conversion) == [("warning", "superseded-agent"), ("info", "dropped")]


def test_ping_pings_what_ha_cf_says_if_nothing_else_is_said() -> None:
    pingd = '<primitive id="p" class="ocf" provider="pacemaker" type="pingd"/>'

    conversion = of(cib(resources=pingd), ha_cf="node a b\nping 10.0.0.1 10.0.0.2\n")

    assert statements(conversion, "primitive")[0].startswith(
        'primitive p ocf:pacemaker:ping params host_list="10.0.0.1 10.0.0.2"'
    )


def test_a_script_of_heartbeat_s_own_class_is_an_agent_now() -> None:
    given = params("s", **{"1": "10.0.0.1/24"})
    script = f'<primitive id="s" class="heartbeat" type="IPaddr">{given}</primitive>'

    conversion = of(cib(resources=script))

    assert statements(conversion, "primitive") == [
        "primitive s IPaddr2 params ip=10.0.0.1 cidr_netmask=24"
    ]
    assert errors(conversion.diagnostics) == []


def test_an_unknown_script_of_heartbeat_s_own_class_is_refused() -> None:
    given = params("s", **{"2": "x"})
    script = f'<primitive id="s" class="heartbeat" type="own">{given}</primitive>'

    conversion = of(cib(resources=script))

    assert found(conversion) == [("error", "heartbeat-class")]
    assert statements(conversion, "primitive") == ["primitive s ocf:local:own params arg2=x"]


IPMI = params("d", hostname="n", ipaddr="10.0.0.9", userid="u", passwd="secret", interface="lan")
DEVICE = f'<primitive id="d" class="stonith" type="external/ipmi">{IPMI}</primitive>'


def test_a_plugin_of_cluster_glue_is_a_fence_agent_now() -> None:
    conversion = of(cib(resources=DEVICE, fencing=""))

    device = element(conversion, "resources/primitive")
    names = {one.get("name") for one in device.iter("nvpair")}
    assert device.get("type") == "fence_ipmilan"
    assert {"ip", "username", "password", "pcmk_host_list"} <= names
    assert ("warning", "no-fencing") not in found(conversion)
    assert not any("secret" in one.message for one in conversion.diagnostics)


def test_a_plugin_of_cluster_glue_stays_if_that_is_wanted() -> None:
    conversion = of(cib(resources=DEVICE, fencing=""), Choices(keep_glue=True))

    assert element(conversion, "resources/primitive").get("type") == "external/ipmi"
    assert found(conversion) == []


def test_a_device_without_a_fence_agent_goes_with_what_refers_to_it() -> None:
    device = '<primitive id="d" class="stonith" type="external/nothing"/>'
    location = '<rsc_location id="l" rsc="d" node="n" score="1"/>'

    conversion = of(cib(resources=DUMMIES + device, constraints=location, fencing=""))

    assert statements(conversion, "primitive", "rsc_location") == [
        "primitive a ocf:pacemaker:Dummy",
        "primitive b ocf:pacemaker:Dummy",
    ]
    assert sorted(found(conversion)) == [
        ("error", "no-fence-agent"),
        ("warning", "dangling-reference"),
        ("warning", "no-fencing"),
    ]


def test_a_template_and_what_is_made_from_it_change_together() -> None:
    template = (
        f'<template id="t" class="ocf" provider="heartbeat" type="IPaddr">'
        f"{params('t', netmask='255.255.0.0', nic='eth1')}</template>"
        f'<primitive id="x" template="t">{params("x", ip="10.1.0.1")}</primitive>'
        f'<primitive id="y" template="t">{params("y", ip="10.1.0.2", netmask="24")}</primitive>'
    )

    conversion = of(cib(resources=template))

    assert statements(conversion, "template", "primitive") == [
        "rsc_template t IPaddr2 params cidr_netmask=16 nic=eth1",
        "primitive x @t params ip=10.1.0.1",
        "primitive y @t params ip=10.1.0.2 cidr_netmask=24",
    ]
    assert errors(conversion.diagnostics) == []


def test_a_set_that_two_agents_share_is_copied_where_one_of_them_changes() -> None:
    shared = '<instance_attributes id-ref="ip-i"/>'
    other = (
        f'<primitive id="o" class="ocf" provider="heartbeat" type="IPsrcaddr">{shared}</primitive>'
    )

    conversion = of(cib(resources=ADDRESS + other))

    assert statements(conversion, "primitive")[1] == (
        'primitive o IPsrcaddr params ip=10.0.0.1 netmask=255.255.255.0 nic="eth0:0"'
    )


def test_parameters_keep_the_rule_that_they_depend_on() -> None:
    rule = (
        '<rule id="r" score="0"><expression id="e" attribute="#uname" operation="eq" value="n"/>'
        "</rule>"
    )
    given = params("ip", ip="10.0.0.1", netmask="24").replace("<nvpair", f"{rule}<nvpair", 1)
    ip = f'<primitive id="ip" class="ocf" provider="heartbeat" type="IPaddr">{given}</primitive>'

    conversion = of(cib(resources=ip))

    assert statements(conversion, "primitive") == [
        "primitive ip IPaddr2 params rule 0: #uname eq n ip=10.0.0.1 cidr_netmask=24"
    ]


# ------------------------------------------------------------------ fencing


def test_fencing_without_a_device_is_off() -> None:
    conversion = of(cib(fencing=""))

    pairs = element(conversion, "crm_config/cluster_property_set").iter("nvpair")
    assert [(one.get("name"), one.get("value")) for one in pairs] == [("stonith-enabled", "false")]
    assert found(conversion) == [("warning", "no-fencing")]


# ------------------------------------------------------------------ leavings


def test_a_lifetime_becomes_a_part_of_the_rule() -> None:
    until = '<rule id="u"><date_expression id="d" operation="lt" end="2030-01-01"/></rule>'
    inside = f"<lifetime>{until}</lifetime>"
    location = f'<rsc_location id="l" rsc="a" node="n" score="5">{inside}</rsc_location>'

    conversion = of(cib(constraints=location))

    (statement,) = statements(conversion, "rsc_location")
    assert statement.startswith("location l a rule")
    assert "2030-01-01" in statement
    assert "#uname eq n" in statement
    assert next(element(conversion, "constraints").iter("lifetime"), None) is None


@pytest.mark.parametrize(
    "constraint",
    [
        '<rsc_order id="o" first="a" then="b">{}</rsc_order>',
        '<rsc_colocation id="o" rsc="a" with-rsc="b" score="1">{}</rsc_colocation>',
    ],
)
def test_an_order_or_a_colocation_for_a_time_is_refused(constraint: str) -> None:
    until = '<rule id="u"><date_expression id="d" operation="lt" end="2030-01-01"/></rule>'

    conversion = of(cib(constraints=constraint.format(f"<lifetime>{until}</lifetime>")))

    assert found(conversion) == [("error", "lost-lifetime")]
    assert next(element(conversion, "constraints").iter("lifetime"), None) is None


@pytest.mark.parametrize(
    ("kind", "severity"), [('score="0"', "warning"), ('kind="Mandatory"', "info")]
)
def test_a_restart_type_is_left_out(kind: str, severity: str) -> None:
    second = (
        f'<primitive id="b" class="ocf" provider="pacemaker" type="Dummy">'
        f"{meta('b', restart_type='restart')}</primitive>"
    )
    first = '<primitive id="a" class="ocf" provider="pacemaker" type="Dummy"/>'
    order = f'<rsc_order id="o" first="a" then="b" {kind}/>'

    conversion = of(cib(resources=first + second, constraints=order))

    assert statements(conversion, "primitive")[1] == "primitive b ocf:pacemaker:Dummy"
    assert (severity, "restart-type") in found(conversion)


def test_a_clone_does_not_say_how_many_copies_run_on_a_node_if_it_is_one() -> None:
    clone = f'<clone id="c">{meta("c", clone_node_max="2", clone_max="2")}{DUMMY}</clone>'

    conversion = of(cib(resources=clone))

    assert statements(conversion, "clone") == ["clone c a meta clone-max=2"]
    assert found(conversion) == [("warning", "approximated")]


def test_only_the_first_of_two_operations_of_an_interval_stays() -> None:
    ops = (
        '<op id="o1" name="monitor" interval="10s"/><op id="o2" name="monitor" interval="10000ms"/>'
    )
    primitive = (
        '<primitive id="a" class="ocf" provider="pacemaker" type="Dummy">'
        f"<operations>{ops}</operations></primitive>"
    )

    conversion = of(cib(resources=primitive))

    assert statements(conversion, "primitive") == [
        "primitive a ocf:pacemaker:Dummy op monitor interval=10s"
    ]
    assert found(conversion) == [("warning", "duplicate-operation")]


# ------------------------------------------------------------------ groups


@pytest.mark.parametrize(
    ("flags", "made"),
    [
        ({"collocated": "false"}, ["order g-order Mandatory: _rsc_set_ a b"]),
        ({"ordered": "false"}, ["colocation g-colocation inf: _rsc_set_ a b"]),
        ({"ordered": "false", "collocated": "false"}, []),
    ],
)
def test_a_group_that_is_none_is_dissolved(flags: dict[str, str], made: list[str]) -> None:
    sets = meta("g", priority="5", **flags)
    location = '<rsc_location id="l" rsc="g" node="n" score="1"/>'

    conversion = of(cib(resources=f'<group id="g">{sets}{DUMMIES}</group>', constraints=location))

    assert statements(conversion, "primitive", "group", "tag") == [
        "primitive a ocf:pacemaker:Dummy meta priority=5",
        "primitive b ocf:pacemaker:Dummy meta priority=5",
        "tag g a b",
    ]
    assert statements(conversion, "rsc_location", "rsc_order", "rsc_colocation") == [
        "location l g 1: n",
        *made,
    ]
    assert found(conversion) == [("warning", "dissolved-group")]
    assert conversion.cib is not None
    problems = [*check(conversion.cib), *violations(xmltree.copy(conversion.cib.root))]
    assert errors(problems) == []


def test_a_group_keeps_its_flags_if_that_is_wanted() -> None:
    group = f'<group id="g">{meta("g", ordered="false")}{DUMMIES}</group>'

    conversion = of(cib(resources=group), Choices(keep_group_flags=True))

    assert statements(conversion, "group") == ["group g a b meta ordered=false"]


def test_a_cloned_group_stays_one() -> None:
    group = f'<group id="g">{DUMMIES}</group>'
    clone = f'<clone id="c">{meta("c", ordered="false")}{group}</clone>'

    conversion = of(cib(resources=clone))

    assert statements(conversion, "clone", "group") == ["clone c g", "group g a b"]
    assert found(conversion) == [("warning", "dissolved-group")]
