"""Tests of agents: what takes the place of those of old."""

import pytest

from convert.cib06.fragments import (
    converted,
    findings,
    old_cib,
    params,
    primitive,
    statements,
)
from crmsh_py.convert.cib06.choices import Choices
from crmsh_py.convert.cib06.converter import convert
from crmsh_py.convert.conversion import Input

SECRET = "Geheim-7"


def ocf(type_: str, provider: str = "heartbeat", **pairs: str) -> str:
    return primitive("a", "ocf", type_, params("p", **pairs) if pairs else "", provider)


def script(type_: str, *arguments: str) -> str:
    pairs = "".join(
        f'<nvpair id="n{number}" name="{number}" value="{value}"/>'
        for number, value in enumerate(arguments, 1)
    )
    inside = f'<instance_attributes id="p"><attributes>{pairs}</attributes></instance_attributes>'
    return primitive("a", "heartbeat", type_, inside if arguments else "")


@pytest.mark.parametrize(
    ("old", "expected"),
    [
        (
            ocf("IPaddr", ip="10.0.0.1", netmask="255.255.255.0", nic="eth0:2"),
            "IPaddr2 params ip=10.0.0.1 cidr_netmask=24 nic=eth0 iflabel=2",
        ),
        (
            ocf("IPaddr", ip="10.0.0.1", cidr_netmask="0xffffff00", broadcast="10.0.0.255"),
            "IPaddr2 params ip=10.0.0.1 cidr_netmask=24 broadcast=10.0.0.255",
        ),
        (
            ocf("IPaddr", ip="10.0.0.1", netmask="24", cidr_netmask="255.255.255.0"),
            "IPaddr2 params ip=10.0.0.1 cidr_netmask=24",
        ),
        (
            ocf("IPv6addr", ipv6addr="2001:db8::1", cidr_netmask="64"),
            'IPaddr2 params ip="2001:db8::1" cidr_netmask=64',
        ),
        (
            ocf("pingd", "pacemaker", host_list="r1", multiplier="100"),
            (
                "ocf:pacemaker:ping params host_list=r1 multiplier=100"
                " op monitor interval=10s timeout=60s"
            ),
        ),
        (
            ocf("LVM", volgrpname="vg0"),
            "LVM-activate params vgname=vg0 vg_access_mode=system_id",
        ),
        (
            ocf("Raid1", raidconf="/etc/mdadm.conf", raiddev="/dev/md0"),
            'mdraid params mdadm_conf="/etc/mdadm.conf" md_dev="/dev/md0" force_clones=false',
        ),
        (ocf("ClusterMon", user="root"), "ocf:pacemaker:ClusterMon params user=root"),
        (ocf("mysql", config="/etc/my.cnf"), 'mysql params config="/etc/my.cnf"'),
        (primitive("a", "ocf", "mysql"), "mysql"),
        (ocf("tool", "mine", x="1"), "ocf:mine:tool params x=1"),
        (primitive("a", "LSB", "postfix", provider="heartbeat"), "lsb:postfix"),
        (
            script("IPaddr", "10.0.0.1/24/eth0"),
            "IPaddr2 params ip=10.0.0.1 cidr_netmask=24 nic=eth0",
        ),
        (
            script("Filesystem", "/dev/sda1", "/srv", "ext3"),
            'Filesystem params device="/dev/sda1" directory="/srv" fstype=ext3',
        ),
        (script("postfix"), "lsb:postfix"),
    ],
)
def test_the_agent_of_today_takes_the_place_of_the_old_one(old: str, expected: str) -> None:
    conversion = converted(old)

    assert statements(conversion) == [f"primitive a {expected}"]
    assert [code for how, code in findings(conversion) if how == "error"] == []


def test_with_keep_agents_everything_stays() -> None:
    old = ocf("IPaddr", ip="10.0.0.1", netmask="255.255.255.0")

    conversion = converted(old, choices=Choices(keep_agents=True))

    assert statements(conversion) == ["primitive a IPaddr params ip=10.0.0.1 netmask=255.255.255.0"]
    assert findings(conversion) == []


@pytest.mark.parametrize(
    ("old", "expected", "said"),
    [
        (
            ocf("IPaddr", ip="10.0.0.1", local_start_script="/bin/x"),
            "IPaddr2 params ip=10.0.0.1",
            ("warning", "dropped"),
        ),
        (
            ocf("IPaddr", ip="10.0.0.1", cidr_netmask="255.0.255.0"),
            "IPaddr2 params ip=10.0.0.1",
            ("error", "invalid-value"),
        ),
        (ocf("Evmsd"), "Evmsd", ("error", "no-counterpart")),
        (ocf("o2cb"), "ocf:heartbeat:o2cb", ("error", "no-counterpart")),
        (
            script("backup", "a", "b"),
            "ocf:local:backup params arg1=a arg2=b",
            ("error", "heartbeat-class"),
        ),
        (
            primitive("a", "heartbeat", "x", params("p", speed="9")),
            "lsb:x",
            ("warning", "dropped"),
        ),
    ],
)
def test_what_cannot_be_kept_is_said(old: str, expected: str, said: tuple[str, str]) -> None:
    conversion = converted(old)

    assert statements(conversion) == [f"primitive a {expected}"]
    assert findings(conversion, {"no-fencing", "superseded-agent", "unreliable-status"}) == [said]


@pytest.mark.parametrize(
    "old",
    [
        '<primitive id="a" type="mysql"/>',
        '<primitive id="a" class="ocf"/>',
        '<primitive id="a" class="odd" type="mysql"/>',
        '<thing id="a"/>',
    ],
)
def test_what_is_no_resource_is_left_out_with_an_error(old: str) -> None:
    conversion = converted(old)

    assert statements(conversion) == []
    assert findings(conversion) == [("error", "incomplete")]


def test_arguments_must_be_numbered_without_a_gap() -> None:
    inside = params("p").replace("<attributes>", '<attributes><nvpair name="2" value="x"/>')

    conversion = converted(primitive("a", "heartbeat", "IPaddr", inside))

    assert ("error", "heartbeat-class") in findings(conversion)


def test_drbddisk_becomes_a_promotable_clone_before_its_group() -> None:
    disk = script("drbddisk", "r0").replace('"a"', '"disk"').replace('"p"', '"q"')
    mount = script("Filesystem", "/dev/drbd0", "/srv", "ext3")

    conversion = converted(
        f'<group id="g">{disk}{mount}</group>',
        '<rsc_location id="l" rsc="disk" node="bob" score="5"/>',
    )

    assert statements(conversion, "clone", "group", "rsc_colocation", "rsc_order") == [
        (
            "clone disk-clone disk meta promotable=true promoted-max=1 promoted-node-max=1"
            " clone-max=2 clone-node-max=1 notify=true"
        ),
        "group g a",
        "colocation col-g-with-disk-clone inf: g disk-clone:Promoted",
        "order ord-disk-clone-g disk-clone:promote g:start",
    ]
    assert statements(conversion, "rsc_location") == ["location l disk-clone role=Promoted 5: bob"]
    assert findings(conversion) == [("warning", "drbd-setup")]


# ------------------------------------------------------------------ fencing devices


def device(type_: str, **pairs: str) -> str:
    return primitive("a", "stonith", type_, params("p", **pairs))


IPMI = {"hostname": "bob", "ipaddr": "10.1.0.2", "userid": "root", "passwd": SECRET}


def test_a_plugin_becomes_a_fence_agent_and_its_password_is_never_shown() -> None:
    conversion = converted(device("external/ipmi", **IPMI, interface="lan"), stonith_enabled="true")

    (statement,) = statements(conversion)
    assert statement.startswith("primitive a stonith:fence_ipmilan params ")
    assert f"password={SECRET}" in statement
    assert all(SECRET not in f"{one.message}{one.hint}" for one in conversion.diagnostics)
    assert all(SECRET not in f"{row.piece}{row.note}" for row in conversion.rows)


def test_a_plugin_without_a_successor_is_an_error_where_fencing_is_on() -> None:
    conversion = converted(device("ssh", hostlist="bob"), stonith_enabled="true")

    assert statements(conversion) == []
    assert findings(conversion) == [("error", "no-fence-agent")]


def test_a_plugin_without_a_successor_is_not_missed_where_fencing_is_off() -> None:
    conversion = converted(device("ssh", hostlist="bob"), stonith_enabled="false")

    assert statements(conversion) == []
    assert findings(conversion) == [("warning", "no-fence-agent")]


def test_cluster_glue_can_be_kept_clones_and_all() -> None:
    old = f'<clone id="c">{device("ssh", hostlist="bob")}</clone>'

    conversion = converted(old, choices=Choices(keep_glue=True), stonith_enabled="true")

    assert statements(conversion) == ["clone c a", "primitive a stonith:ssh params hostlist=bob"]


def test_a_cloned_device_is_alone_now_and_constraints_are_on_it() -> None:
    old = f'<clone id="c" is_managed="false">{device("external/ipmi", **IPMI)}</clone>'

    conversion = converted(
        old, '<rsc_location id="l" rsc="c" node="alice" score="1"/>', stonith_enabled="true"
    )

    found = statements(conversion)
    assert [one.split()[:2] for one in found] == [["primitive", "a"], ["location", "l"]]
    assert "meta is-managed=false" in found[0]
    assert found[1] == "location l a 1: alice"
    assert findings(conversion) == [("info", "uncloned-device"), ("info", "unmanaged-location")]


def test_the_parameters_of_a_device_cannot_depend_on_rules() -> None:
    rule = '<rule id="r"><expression attribute="x" operation="defined"/></rule>'
    inside = params("p", **IPMI) + params("q", rule, interface="lanplus")

    conversion = converted(primitive("a", "stonith", "external/ipmi", inside))

    assert ("error", "invalid-rule") in findings(conversion)
    assert "lanplus" not in statements(conversion)[0]


def test_the_arguments_of_a_script_cannot_depend_on_rules() -> None:
    rule = '<rule id="r"><expression attribute="x" operation="defined"/></rule>'
    inside = params("p", rule, speed="9")

    conversion = converted(primitive("a", "heartbeat", "IPaddr", inside))

    assert findings(conversion) == [("error", "heartbeat-class")]


def test_a_script_that_is_a_clone_today_is_an_error() -> None:
    conversion = converted(script("pingd"))

    assert ("error", "heartbeat-class") in findings(conversion)


def test_drbddisk_in_a_clone_is_an_error() -> None:
    conversion = converted(f'<clone id="c">{script("drbddisk", "r0")}</clone>')

    assert ("error", "heartbeat-class") in findings(conversion)


def test_drbddisk_alone_in_a_group_is_all_of_it() -> None:
    conversion = converted(
        f'<group id="g">{script("drbddisk", "r0")}</group>' + primitive("x", "lsb", "x"),
        '<rsc_colocation id="k" from="x" to="g" score="INFINITY"/>'
        '<rsc_order id="o" from="x" to="g"/>'
        '<rsc_location id="l" rsc="g"><rule id="r" score="1">'
        '<expression attribute="#uname" operation="eq" value="bob"/></rule></rsc_location>',
    )

    assert statements(conversion, "rsc_colocation", "rsc_order", "rsc_location") == [
        "colocation k inf: x a-clone:Promoted",
        "order o a-clone:promote x:start",
        "location l a-clone rule role=Promoted 1: #uname eq bob",
    ]


def test_members_of_an_unordered_group_run_with_the_promoted_clone() -> None:
    disk = script("drbddisk", "r0").replace('"a"', '"disk"').replace('"p"', '"q"')
    members = disk + primitive("x", "lsb", "x") + primitive("y", "lsb", "y")

    conversion = converted(f'<group id="g" ordered="false">{members}</group>')

    assert statements(conversion, "rsc_order") == [
        "order ord-disk-clone-x disk-clone:promote x:start",
        "order ord-disk-clone-y disk-clone:promote y:start",
    ]


PINGD = primitive("p", "ocf", "pingd", params("i", multiplier="100"), "heartbeat")


def test_pingd_without_hosts_pings_the_ping_nodes_of_ha_cf() -> None:
    ha_cf = "node alice bob carol\nucast eth0 10.0.0.1\nping 10.0.0.254 gw\nping_group g r1 r2\n"

    conversion = convert(Input("old.xml", old_cib(PINGD).encode()), Input("ha.cf", ha_cf.encode()))

    (pinging,) = statements(conversion, "primitive")
    assert 'host_list="10.0.0.254 gw r1 r2"' in pinging
    assert not [one for one in conversion.diagnostics if "'ping" in one.message]


def test_pingd_without_hosts_is_an_error_if_there_is_no_ha_cf() -> None:
    conversion = converted(PINGD)

    assert "host_list=CHANGE-ME" in statements(conversion, "primitive")[0]
    assert findings(conversion) == [("error", "missing-value")]


def test_parameters_of_a_container_follow_the_agents_in_it() -> None:
    address = primitive("a", "ocf", "IPaddr", params("p", ip="10.0.0.1"), "heartbeat")
    second = primitive("b", "ocf", "IPaddr", params("q", ip="10.0.0.2"), "heartbeat")
    shared = params("s", netmask="255.255.255.0", nic="eth0:1", ARP_NETMASK="1")

    conversion = converted(f'<group id="g">{shared}{address}{second}</group>')

    assert statements(conversion, "group") == [
        "group g a b params cidr_netmask=24 nic=eth0 iflabel=1"
    ]
    assert findings(conversion) == [("info", "dropped")]


def test_parameters_of_a_container_stay_if_not_all_agents_in_it_follow() -> None:
    address = primitive("a", "ocf", "IPaddr", params("p", ip="10.0.0.1"), "heartbeat")
    other = primitive("b", "ocf", "Xinetd", params("q", service="x"), "heartbeat")
    shared = params("s", netmask="24", nic="eth0")

    conversion = converted(f'<group id="g">{shared}{address}{other}</group>')

    assert statements(conversion, "group") == ["group g a b params netmask=24 nic=eth0"]
    assert findings(conversion) == [("warning", "approximated")]


def test_the_hosts_of_a_clone_of_pingd_are_known() -> None:
    pingd = primitive("p", "ocf", "pingd", provider="heartbeat")

    conversion = converted(f'<clone id="c">{params("s", host_list="10.0.0.9")}{pingd}</clone>')

    assert statements(conversion, "clone") == ["clone c p params host_list=10.0.0.9"]
    assert statements(conversion, "primitive") == [
        "primitive p ocf:pacemaker:ping op monitor interval=10s timeout=60s"
    ]
    assert findings(conversion) == []
