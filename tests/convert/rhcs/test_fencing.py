"""Fence devices and methods: primitives, host maps, levels, and what agents take today."""

import shutil
import subprocess
from pathlib import Path

import pytest

from convert.rhcs.goldens import CASES, choices_of, convert_file, elements, of, parameters, said
from crmsh_py import xmltree
from crmsh_py.convert.conversion import Conversion
from crmsh_py.convert.fence_parameters import RENAMED, SHIPPED
from crmsh_py.convert.rhcs.fence_known import PARAMETERS, REQUIRED
from crmsh_py.diagnostics import errors

IPMI = 'agent="fence_ipmilan" ipaddr="10.0.0.1" login="l" passwd="p"'
WTI = 'agent="fence_wti" ipaddr="10.0.0.1"'
FOLDERS = sorted(file.parent for file in CASES.glob("*/cluster.conf"))


def fenced(devices: dict[str, str], *nodes: str) -> Conversion:
    """Convert nodes n1, n2 … that are fenced by these methods."""
    listed = "".join(
        f'<clusternode name="n{at}" nodeid="{at}">{one}</clusternode>'
        for at, one in enumerate(nodes, 1)
    )
    made = "".join(f'<fencedevice name="{name}" {one}/>' for name, one in devices.items())
    return of(
        f'<cluster name="c"><clusternodes>{listed}</clusternodes>'
        f"<fencedevices>{made}</fencedevices></cluster>"
    )


def method(*devices: str) -> str:
    return "<method>" + "".join(f"<device {one}/>" for one in devices) + "</method>"


def fence(*methods: str) -> str:
    return f"<fence>{''.join(methods)}</fence>"


def one_device(attributes: str, use: str = "", *others: str) -> Conversion:
    """Convert nodes that use the device d."""
    nodes = [fence(method(f'name="d" {one}')) for one in (use, *others)]
    return fenced({"d": attributes}, *nodes)


def levels(conversion: Conversion) -> list[tuple[str, str, str]]:
    found = elements(conversion, "fencing-level")
    return [(one["target"], one["index"], one["devices"]) for one in found]


def properties(conversion: Conversion) -> dict[str, str]:
    assert conversion.cib is not None
    pairs = conversion.cib.root.iter("cluster_property_set")
    return {pair.get("name", ""): pair.get("value", "") for one in pairs for pair in one}


# ------------------------------------------------------------------ whom a device fences


@pytest.mark.parametrize(
    ("device", "uses", "expected"),
    [
        (IPMI, ("",), {"pcmk_host_list": "n1"}),
        (IPMI, ("", ""), {"pcmk_host_list": "n1 n2"}),
        (WTI, ('port="1"', 'port="2"'), {"pcmk_host_map": "n1:1;n2:2"}),
        (WTI, ('port=" 1 "',), {"pcmk_host_map": "n1:1"}),
        (WTI, ('port="n1"', 'port="n2"'), {"pcmk_host_list": "n1 n2"}),
        (WTI, ('port="1"', ""), {"pcmk_host_map": "n1:1;n2:n2"}),
        (f'{WTI} port="9"', ('port="1"', ""), {"pcmk_host_map": "n1:1;n2:9"}),
        (f'{WTI} port="9"', ("",), {"plug": "9", "pcmk_host_list": "n1"}),
        ('agent="fence_xvm"', ('domain="g1"', 'domain="g2"'), {"pcmk_host_map": "n1:g1;n2:g2"}),
        ('agent="fence_virt"', ('uuid="a-1"',), {"pcmk_host_map": "n1:a-1"}),
        (
            'agent="fence_mpath"',
            ('key="1"', 'key="2"'),
            {"pcmk_host_argument": "key", "pcmk_host_map": "n1:1;n2:2"},
        ),
        ('agent="fence_scsi"', ('nodename="n1" key="1"', ""), {"pcmk_host_list": "n1 n2"}),
        ('agent="fence_xvm"', ('domain="a guest"',), {"plug": "a guest", "pcmk_host_list": "n1"}),
    ],
)
def test_a_device_is_told_its_nodes_and_what_it_calls_them(
    device: str, uses: tuple[str, ...], expected: dict[str, str]
) -> None:
    found = parameters(one_device(device, *uses), "d")

    given = {"ip", "username", "password"}
    assert {name: value for name, value in found.items() if name not in given} == expected


def test_of_two_names_for_a_node_the_surer_counts_and_the_other_is_told() -> None:
    vmware = 'agent="fence_vmware_soap" ipaddr="10.0.0.1" login="l" passwd="p"'

    conversion = one_device(vmware, 'port="vm 1" uuid="4211-7d" nodename="n1"')

    assert parameters(conversion, "d")["pcmk_host_map"] == "n1:4211-7d"
    assert [one.message for one in conversion.diagnostics if one.code == "approximated"] == [
        "'port' is left out: 'uuid' says what the device calls the node"
    ]


def test_a_device_of_two_outlets_feeds_both_power_supplies() -> None:
    both = [f'name="d" port="{port}" action="{a}"' for a in ("off", "on") for port in "12"]

    conversion = fenced({"d": WTI}, fence(method(*both)))

    assert parameters(conversion, "d") == {"ip": "10.0.0.1", "pcmk_host_map": "n1:1,2"}
    assert levels(conversion) == []


@pytest.mark.parametrize(
    ("device", "uses"),
    [
        (WTI, ('port="1" login="a"', 'port="1" login="b"')),
        ('agent="fence_xvm"', ('domain="a guest"', 'domain="b"')),
        ('agent="fence_apc" ipaddr="x"', ('port="1" switch="1"', 'port="1" switch="2"')),
        ('agent="fence_ilo" login="l"', ('ipaddr="10.0.0.1"', 'ipaddr="10.0.0.2"')),
    ],
)
def test_what_no_host_map_can_say_makes_a_device_for_each_node(
    device: str, uses: tuple[str, ...]
) -> None:
    conversion = one_device(device, *uses)

    assert [one["id"] for one in elements(conversion, "primitive")] == ["d-n1", "d-n2"]
    assert ("warning", "fence-device-split") in said(conversion)


def test_other_outlets_in_another_method_make_another_device() -> None:
    conversion = fenced({"d": WTI}, fence(method('name="d" port="1"'), method('name="d" port="2"')))

    assert levels(conversion) == [("n1", "1", "d-n1"), ("n1", "2", "d-n1_2")]
    assert parameters(conversion, "d-n1_2")["pcmk_host_map"] == "n1:2"


def test_a_name_that_is_no_id_is_told() -> None:
    conversion = fenced({"a b": IPMI}, fence(method('name="a b"')))

    assert [one["id"] for one in elements(conversion, "primitive")] == ["a_b"]
    assert ("info", "id-changed") in said(conversion)


def test_a_value_of_more_than_one_line_is_left_out() -> None:
    conversion = one_device('agent="fence_ipmilan" login="a&#10;b"', "")

    assert "username" not in parameters(conversion, "d")
    assert ("warning", "unusable-value") in said(conversion)


def test_a_login_that_the_device_has_too_makes_no_difference() -> None:
    conversion = one_device(f'{WTI} login="a"', 'port="1" login="a"', 'port="2"')

    assert [one["id"] for one in elements(conversion, "primitive")] == ["d"]


def test_a_device_for_one_node_stays_away_from_it() -> None:
    conversion = one_device(IPMI, "")

    assert elements(conversion, "rsc_location") == [
        {"id": "loc-d-n1", "rsc": "d", "score": "-INFINITY", "node": "n1"}
    ]
    assert elements(one_device(IPMI, "", ""), "rsc_location") == []


# ------------------------------------------------------------------ parameters


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            'passwd_script="/s" lanplus="1" auth="md5"',
            {"password_script": "/s", "lanplus": "1", "auth": "md5"},
        ),
        ('lanplus="" auth=" "', {}),
        ('hostname="bmc"', {"ip": "bmc"}),
        ('ipaddress="bmc"', {"ip": "bmc"}),
        ('udpport="623" sudo="1"', {"ipport": "623", "use_sudo": "1"}),
        ('power_wait="5" nonsense="1"', {"power_wait": "5"}),
        ('delay="10"', {"pcmk_delay_base": "10s"}),
        ('delay="soon"', {}),
        ('action="off"', {"pcmk_reboot_action": "off"}),
        ('option="disable"', {"pcmk_reboot_action": "off"}),
        ('action="reboot"', {}),
        ('action="diag"', {}),
    ],
)
def test_parameters_get_the_names_of_today(given: str, expected: dict[str, str]) -> None:
    found = parameters(one_device(f'agent="fence_ipmilan" {given}', ""), "d")

    assert found == {**expected, "pcmk_host_list": "n1"}


def test_different_delays_are_given_by_node() -> None:
    found = parameters(one_device(WTI, 'port="1" delay="10"', 'port="2"'), "d")

    assert found["pcmk_delay_base"] == "n1:10;n2:0"


def test_a_parameter_that_is_missing_becomes_a_makeshift() -> None:
    conversion = one_device('agent="fence_wti"', 'port="1"')

    assert [one.code for one in errors(conversion.diagnostics)] == ["missing-value"]
    assert parameters(conversion, "d") == {"ip": "CHANGE-ME", "pcmk_host_map": "n1:1"}


def test_a_password_that_the_page_hid_has_to_be_put_in() -> None:
    conversion = one_device('agent="fence_ipmilan" passwd="******"', "")

    assert errors(conversion.diagnostics) == []
    assert ("warning", "missing-value") in said(conversion)
    assert parameters(conversion, "d")["password"] == "CHANGE-ME"


def test_unfencing_is_said_in_the_meta_attributes() -> None:
    port = 'name="san" port="1"'
    unfence = f'<unfence><device {port} action="on"/></unfence>'

    conversion = fenced(
        {"san": 'agent="fence_brocade" ipaddr="x" login="l" passwd="p"'},
        f"{fence(method(port))}{unfence}",
    )

    assert conversion.cib is not None
    meta = [dict(one.attrib) for one in conversion.cib.root.iterfind(".//meta_attributes/nvpair")]
    assert [(one["name"], one["value"]) for one in meta] == [("provides", "unfencing")]
    assert elements(conversion, "rsc_location") == []


# ------------------------------------------------------------------ levels


def test_one_device_for_each_node_needs_no_levels() -> None:
    conversion = fenced(
        {"a": IPMI, "b": IPMI}, fence(method('name="a"')), fence(method('name="b"'))
    )

    assert levels(conversion) == []


def test_methods_become_levels_and_their_devices_work_together() -> None:
    conversion = fenced(
        {"a": IPMI, "p": WTI, "q": WTI},
        fence(method('name="a"'), method('name="p" port="1"', 'name="q" port="1"')),
        fence(method('name="p" port="2"')),
        fence(),
    )

    assert levels(conversion) == [("n1", "1", "a"), ("n1", "2", "p,q"), ("n2", "1", "p")]
    assert ("warning", "node-without-fencing") in said(conversion)


def test_a_method_that_lacks_a_device_is_left_out() -> None:
    conversion = fenced({"a": IPMI}, fence(method('name="a"', 'name="b"'), method('name="a"')))

    assert [one.code for one in errors(conversion.diagnostics)] == ["no-such-fencedevice"]
    assert [one["id"] for one in elements(conversion, "primitive")] == ["a"]


def test_there_are_nine_levels_at_most() -> None:
    devices = {f"d{n}": IPMI for n in range(11)}

    conversion = fenced(devices, fence(*(method(f'name="{name}"') for name in devices)))

    assert [index for _, index, _ in levels(conversion)] == list("123456789")
    assert said(conversion).count(("warning", "approximated")) == 2


# ------------------------------------------------------------------ agents


@pytest.mark.parametrize(
    ("agent", "type_", "told"),
    [
        ("fence_ipmilan", "fence_ipmilan", None),
        ("/usr/sbin/fence_ipmilan", "fence_ipmilan", None),
        ("fence_bladecenter_snmp", "fence_ibmblade", ("info", "superseded-agent")),
        ("fence_vmware", "fence_vmware", ("warning", "outdated-agent")),
        ("fence_vmware_ssh", "fence_vmware_ssh", ("error", "fence-agent-gone")),
        ("fence_egenera", "fence_egenera", ("error", "fence-agent-gone")),
        ("fence_mine", "fence_mine", ("error", "unknown-fence-agent")),
    ],
)
def test_an_agent_keeps_its_name_or_gets_that_of_its_successor(
    agent: str, type_: str, told: tuple[str, str] | None
) -> None:
    conversion = one_device(f'agent="{agent}" ipaddr="x"', "")

    assert [one["type"] for one in elements(conversion, "primitive")] == [type_]
    about = [one for one in said(conversion) if "agent" in one[1]]
    assert about == ([told] if told else [])
    assert properties(conversion)["stonith-enabled"] == "true"


@pytest.mark.parametrize("agent", ["fence_manual", "fence_ack_manual", ""])
def test_what_is_no_fencing_leaves_fencing_off(agent: str) -> None:
    conversion = one_device(f'agent="{agent}"', 'nodename="n1"')

    assert elements(conversion, "primitive") == []
    assert properties(conversion)["stonith-enabled"] == "false"
    assert len(errors(conversion.diagnostics)) == 1
    assert ("warning", "no-fencing") in said(conversion)


def test_devices_that_no_node_uses_are_left_out_whatever_they_are() -> None:
    conversion = fenced({"a": IPMI, "b": 'agent="fence_manual"'}, fence(method('name="a"')))

    assert errors(conversion.diagnostics) == []
    assert [one["id"] for one in elements(conversion, "primitive")] == ["a"]


# ------------------------------------------------------------------ the agents' own word


def _metadata(agent: str) -> xmltree.Element | None:
    """Return the metadata of an agent that is installed here."""
    program = shutil.which(agent, path="/usr/sbin:/sbin")
    if program is None:
        return None
    done = subprocess.run(
        [program, "-o", "metadata"], capture_output=True, check=False, stdin=subprocess.DEVNULL
    )
    return xmltree.parse(done.stdout, agent)


def test_what_is_known_of_agents_is_about_agents_that_are_shipped() -> None:
    assert set(PARAMETERS) <= SHIPPED
    assert set(REQUIRED) <= set(PARAMETERS)
    assert all(set(names) <= PARAMETERS[agent] for agent, names in REQUIRED.items())
    assert not any(set(RENAMED) & names for names in PARAMETERS.values())


@pytest.mark.parametrize("agent", sorted(PARAMETERS))
def test_the_known_parameters_are_those_of_the_metadata(agent: str) -> None:
    metadata = _metadata(agent)
    if metadata is None:
        pytest.skip(f"{agent} is not installed")

    found = {one.get("name", ""): one for one in metadata.iter("parameter")}
    obsolete = {one.get("obsoletes") for one in found.values()}
    others = {"action", "help", "version"}
    assert PARAMETERS[agent] == set(found) - obsolete - others
    assert all(found[name].get("required") == "1" for name in REQUIRED.get(agent, ()))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_agents_know_every_parameter_that_golden_cases_give_them(folder: Path) -> None:
    conversion = convert_file(folder / "cluster.conf", choices_of(folder))
    stonith = [] if conversion.cib is None else conversion.cib.root.iter("primitive")

    for primitive in stonith:
        if primitive.get("class") != "stonith":
            continue
        metadata = _metadata(primitive.get("type", ""))
        if metadata is None:
            continue
        known = {one.get("name") for one in metadata.iter("parameter")}
        given = {one.get("name", "") for one in primitive.iterfind("instance_attributes/nvpair")}
        assert {name for name in given if not name.startswith("pcmk_")} <= known


@pytest.mark.parametrize(("disks", "problems"), [("", 1), ('devices="/dev/sdb"', 0)])
def test_reserving_disks_needs_their_names(disks: str, problems: int) -> None:
    conversion = of(
        '<cluster name="c"><clusternodes><clusternode name="n1"><fence><method name="1">'
        '<device name="f"/></method></fence></clusternode></clusternodes><fencedevices>'
        f'<fencedevice name="f" agent="fence_scsi" {disks}/></fencedevices></cluster>'
    )

    told = [one for one in conversion.diagnostics if "names no disks" in one.message]
    assert [one.code for one in told] == ["approximated"] * problems
