"""STONITH plugins into fence agents: each of the table, and what the real programs say of it."""

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmsh_py.convert.fence_parameters import GONE, RENAMED, SHIPPED
from crmsh_py.convert.stonith_plugins import (
    PLACEHOLDER,
    Device,
    by_position,
    convert_plugin,
)
from crmsh_py.convert.stonith_types import PLUGINS
from crmsh_py.source import Location, Source, Span

HERE = Location(Source("ha.cf", "stonith_host"), Span(0, 12))
STONITH = shutil.which("stonith", path="/usr/sbin:/usr/bin")
AGENTS = Path("/usr/sbin")
NOT_AGENTS = {"fence_ack_manual", "fence_legacy"}
SECRET = "s3cret"


def by_order(type_: str, text: str) -> Device:
    return convert_plugin(type_, by_position(type_, text), HERE)


def told(device: Device) -> tuple[str | None, dict[str | None, str | None], tuple[str, ...]]:
    """Return the agent, its parameters, and whom it fences."""
    agent = None if device.agent is None else device.agent.type
    return agent, {one.name: one.value for one in device.parameters}, device.hosts


def codes(device: Device) -> list[tuple[str, str]]:
    return [(one.code, str(one.severity)) for one in device.diagnostics]


CHECK = ("check-fencing", "warning")
OUTLETS = ("check-fencing", "info")
MISSING = ("missing-value", "error")
LOST = ("dropped", "warning")


@pytest.mark.parametrize(
    ("type_", "text", "agent", "parameters", "hosts", "problems"),
    [
        (
            "apcmaster",
            "10.0.0.3 apc s3cret",
            "fence_apc",
            "ip=10.0.0.3 username=apc password=s3cret",
            "",
            [OUTLETS],
        ),
        (
            "apcmastersnmp",
            "10.0.0.3 161 private",
            "fence_apc_snmp",
            "ip=10.0.0.3 ipport=161 community=private",
            "",
            [OUTLETS],
        ),
        (
            "drac3",
            "10.0.0.5 root s3cret",
            "fence_drac",
            "ip=10.0.0.5 username=root password=s3cret pcmk_host_list=CHANGE-ME",
            "",
            [MISSING],
        ),
        (
            "external/drac5",
            "n1 10.0.0.5 root",
            "fence_drac5",
            "ssh=1 ip=10.0.0.5 username=root pcmk_host_list=n1",
            "n1",
            [CHECK],
        ),
        (
            "external/drac5",
            "n1 10.0.0.5 root s3cret",
            "fence_drac5",
            "ssh=1 ip=10.0.0.5 username=root password=s3cret pcmk_host_list=n1",
            "n1",
            [],
        ),
        (
            "external/hmchttp",
            "n1 10.0.0.5 hscroot s3cret",
            "fence_lpar",
            "ip=10.0.0.5 username=hscroot password=s3cret managed=CHANGE-ME pcmk_host_list=n1",
            "n1",
            [MISSING, OUTLETS],
        ),
        (
            "external/ibmrsa",
            "n1 10.0.0.5 USERID s3cret ibm",
            "fence_rsa",
            "ip=10.0.0.5 username=USERID password=s3cret pcmk_host_list=n1",
            "n1",
            [LOST],
        ),
        (
            "external/ibmrsa-telnet",
            "n1 10.0.0.5 USERID s3cret",
            "fence_rsa",
            "ip=10.0.0.5 username=USERID password=s3cret pcmk_host_list=n1",
            "n1",
            [],
        ),
        (
            "external/ipmi",
            "n1 10.0.0.5 admin s3cret lanplus",
            "fence_ipmilan",
            "ip=10.0.0.5 username=admin password=s3cret lanplus=1 pcmk_host_list=n1",
            "n1",
            [],
        ),
        (
            "external/ipmi",
            "n1 10.0.0.5 admin s3cret open",
            "fence_ipmilan",
            "ip=10.0.0.5 username=admin password=s3cret pcmk_host_list=n1",
            "n1",
            [LOST],
        ),
        (
            "external/ipmi",
            "n1 10.0.0.5",
            "fence_ipmilan",
            "ip=10.0.0.5 username=CHANGE-ME password=CHANGE-ME pcmk_host_list=n1",
            "n1",
            [MISSING],
        ),
        (
            "ipmilan",
            "n1 10.0.0.5 623 straight operator admin s3cret power_cycle",
            "fence_ipmilan",
            (
                "ip=10.0.0.5 ipport=623 username=admin password=s3cret privlvl=operator"
                " auth=password method=cycle pcmk_host_list=n1"
            ),
            "n1",
            [],
        ),
        (
            "ipmilan",
            "n1 10.0.0.5 623 md2 nobody admin s3cret burn",
            "fence_ipmilan",
            "ip=10.0.0.5 ipport=623 username=admin password=s3cret pcmk_host_list=n1",
            "n1",
            [LOST],
        ),
        (
            "ipmilan",
            "n1 10.0.0.5 623 md5 admin admin s3cret reset",
            "fence_ipmilan",
            "ip=10.0.0.5 ipport=623 username=admin password=s3cret auth=md5 pcmk_host_list=n1",
            "n1",
            [],
        ),
        (
            "ipmilan",
            "n1 10.0.0.5",
            "fence_ipmilan",
            "ip=10.0.0.5 username=CHANGE-ME password=CHANGE-ME pcmk_host_list=n1",
            "n1",
            [MISSING],
        ),
        (
            "external/kdumpcheck",
            "n1,n2",
            "fence_kdump",
            "pcmk_reboot_action=off pcmk_host_list=n1_n2",
            "n1 n2",
            [CHECK],
        ),
        (
            "external/libvirt",
            "n1,n2:guest2 qemu+ssh://kvm@host1/system",
            "fence_virsh",
            "ip=host1 username=kvm pcmk_host_map=n1:n1;n2:guest2",
            "n1 n2",
            [CHECK],
        ),
        (
            "external/libvirt",
            "n1 xen:///",
            "fence_virsh",
            "ip=CHANGE-ME username=CHANGE-ME pcmk_host_list=n1",
            "n1",
            [MISSING, LOST, CHECK],
        ),
        (
            "external/rackpdu",
            "n1,n2 10.0.0.2 private",
            "fence_apc_snmp",
            "ip=10.0.0.2 community=private pcmk_host_list=n1_n2",
            "n1 n2",
            [OUTLETS],
        ),
        (
            "external/riloe",
            "n1 ilo1 admin s3cret 1 2.0",
            "fence_ilo",
            "ip=ilo1 username=admin password=s3cret ribcl_version=2.0 pcmk_host_list=n1",
            "n1",
            [LOST, CHECK],
        ),
        (
            "external/sbd",
            "/dev/sda1;/dev/sdb1",
            "fence_sbd",
            "devices=/dev/sda1,/dev/sdb1",
            "",
            [CHECK],
        ),
        (
            "external/vcenter",
            "vc 443 https /sdk /cred n1=vm1;n2=vm2",
            "fence_vmware_rest",
            (
                "ip=vc ipport=443 ssl=1 username=CHANGE-ME password=CHANGE-ME"
                " pcmk_host_map=n1:vm1;n2:vm2"
            ),
            "n1 n2",
            [MISSING, LOST, CHECK],
        ),
        (
            "external/xen0",
            "n1:/etc/xen/n1 dom0",
            "fence_xvm",
            "pcmk_host_list=n1",
            "n1",
            [LOST, CHECK],
        ),
        (
            "rcd_serial",
            "n1 /dev/ttyS0 rts 1500",
            "fence_rcd_serial",
            "serial_port=/dev/ttyS0 pcmk_host_list=n1",
            "n1",
            [LOST],
        ),
        ("wti_nps", "10.0.0.1 s3cret", "fence_wti", "ip=10.0.0.1 password=s3cret", "", [OUTLETS]),
        (
            "wti_mpc",
            "10.0.0.1 161 private 1",
            "fence_wti",
            "ip=10.0.0.1 password=CHANGE-ME",
            "",
            [MISSING, LOST, CHECK, OUTLETS],
        ),
    ],
)
def test_a_plugin_becomes_an_agent(  # noqa: PLR0917 - a row of the table
    type_: str,
    text: str,
    agent: str,
    parameters: str,
    hosts: str,
    problems: list[tuple[str, str]],
) -> None:
    device = by_order(type_, text)

    pairs = (one.partition("=") for one in parameters.split())
    values = {
        name: value.replace("_", " ") if "list" in name else value for name, _, value in pairs
    }
    assert told(device) == (agent, values, tuple(hosts.split()))
    assert codes(device) == problems


@pytest.mark.parametrize(
    "type_",
    [
        *(name for name, one in PLUGINS.items() if not one.agent),
        "no/such",
        "fence_manual",
        "rhcs/" + "x" * 99,
    ],
)
def test_where_no_agent_takes_its_place_it_is_said_what_to_do(type_: str) -> None:
    device = by_order(type_, "n1 10.0.0.1 s3cret")

    code = ("set-up-watchdog", "warning") if type_ == "suicide" else ("no-fence-agent", "error")
    assert told(device)[:2] == (None, {})
    assert codes(device) == [code]
    assert device.diagnostics[0].hint or type_.startswith(("no/", "rhcs/"))
    assert len(device.diagnostics[0].message) < 100


def test_parameters_with_names_are_taken_as_those_by_order() -> None:
    names = {"hostname": "n1", "ipaddr": "10.0.0.5", "userid": "admin", "passwd": SECRET}
    more = {"interface": "lanplus", "priv": "op", "ipmitool": "/bin/i", "pcmk_delay_base": "5s"}

    device = convert_plugin("external/ipmi", {**names, **more, "opt": "", "new": "1"}, HERE)

    assert told(device)[1] == {
        "ip": "10.0.0.5",
        "username": "admin",
        "password": SECRET,
        "ipmitool_path": "/bin/i",
        "pcmk_delay_base": "5s",
        "lanplus": "1",
        "privlvl": "operator",
        "pcmk_host_list": "n1",
    }
    assert codes(device) == [LOST]


def test_where_a_password_is_in_a_file_it_has_to_be_given() -> None:
    names = {"hostname": "n1", "ipaddr": "10.0.0.5", "userid": "a", "passwd": "/etc/key"}

    device = convert_plugin("external/ipmi", {**names, "passwd_method": "file"}, HERE)

    assert told(device)[1]["password"] == PLACEHOLDER
    assert codes(device) == [MISSING, LOST]


def test_hosts_that_pacemaker_was_told_stay() -> None:
    given_names = {"hostname": "n1", "ipaddr": "i", "userid": "u", "passwd": "p"}

    device = convert_plugin("external/ipmi", {**given_names, "pcmk_host_list": "other"}, HERE)

    assert told(device)[1]["pcmk_host_list"] == "other"
    assert codes(device) == []


def test_agents_of_red_hat_keep_their_names_and_get_those_of_today_for_parameters() -> None:
    given_names = {"ipaddr": "i", "login": "l", "passwd": "p", "pcmk_host_list": "a,b", "x": ""}

    device = convert_plugin("rhcs/fence_apc", given_names, HERE)
    moved = convert_plugin("fence_bladecenter_snmp", {"ipaddr": "i"}, HERE)

    assert told(device) == (
        "fence_apc",
        {"ip": "i", "username": "l", "password": "p", "pcmk_host_list": "a,b"},
        ("a", "b"),
    )
    assert told(moved)[0] == "fence_ibmblade"


def test_a_plugin_that_is_kept_has_the_parameters_as_they_are() -> None:
    values = by_position("meatware", "n1 n2")

    device = convert_plugin("meatware", values, HERE, keep_glue=True)

    assert told(device) == ("meatware", {"hostlist": "n1 n2"}, ("n1", "n2"))
    assert codes(device) == []


def test_the_last_parameter_takes_the_rest_of_the_line() -> None:
    assert by_position("meatware", "n1 n2 ") == {"hostlist": "n1 n2"}
    assert by_position("nw_rpc100s", "/dev/ttyS0  n1 n2") == {
        "ttydev": "/dev/ttyS0",
        "hostlist": "n1 n2",
    }
    assert by_position("suicide", "x") == {}
    assert by_position("no/such", "x") == {}


NAMES = st.sampled_from(sorted({name for one in PLUGINS.values() for name in one.order}))


@given(
    st.sampled_from(sorted(PLUGINS)) | st.text(max_size=8),
    st.dictionaries(NAMES | st.text(max_size=4), st.just(SECRET) | st.text(max_size=8)),
)
def test_no_message_holds_a_value(type_: str, values: dict[str, str]) -> None:
    device = convert_plugin(type_, values, HERE)

    texts = [one.message + (one.hint or "") for one in device.diagnostics]
    assert SECRET in type_ or not any(SECRET in text for text in texts)
    assert device == convert_plugin(type_, values, HERE)


# ------------------------------------------------------------------ the real programs


@cache
def parameters_of(agent: str) -> frozenset[str]:
    """Return the names of an agent's parameters as it tells them itself."""
    command = [str(AGENTS / agent), "-o", "metadata"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    return frozenset(re.findall(r'<parameter name="([^"]+)"', done.stdout))


@pytest.mark.skipif(STONITH is None, reason="cluster-glue is not installed")
def test_the_order_of_parameters_is_that_of_cluster_glue() -> None:
    different = {}
    for type_, plugin in PLUGINS.items():
        command = [str(STONITH), "-t", type_, "-n"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
        order = tuple(done.stdout.split())
        if order and plugin.order[: len(order)] != order:
            different[type_] = order

    # Of two the plugin itself calls a parameter otherwise in its description; of NUT many
    # have defaults.
    assert different.keys() <= {"external/libvirt", "external/nut"}


@pytest.mark.skipif(not (AGENTS / "fence_ipmilan").exists(), reason="there are no fence agents")
@pytest.mark.parametrize(
    "agent", sorted({one.agent for one in PLUGINS.values() if (AGENTS / one.agent).is_file()})
)
def test_agents_have_the_parameters_that_they_are_given(agent: str) -> None:
    wanted = {
        name
        for plugin in PLUGINS.values()
        if plugin.agent == agent
        for name in (*plugin.names.values(), *plugin.required, *(one for one, _ in plugin.fixed))
    }

    assert wanted <= parameters_of(agent)


def test_every_agent_of_the_tables_is_shipped() -> None:
    agents = {one.agent for one in PLUGINS.values() if one.agent}
    agents |= {one.successor for one in GONE.values() if one.successor}

    assert agents <= SHIPPED
    assert not SHIPPED & GONE.keys()
    assert not RENAMED.keys() & set(RENAMED.values())


@pytest.mark.skipif(not (AGENTS / "fence_ipmilan").exists(), reason="there are no fence agents")
def test_every_agent_of_this_machine_is_known() -> None:
    installed = {file.name for file in AGENTS.glob("fence_*")}

    assert installed - NOT_AGENTS - SHIPPED == set()
