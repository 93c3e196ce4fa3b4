"""The STONITH plugins of cluster-glue, and the fence agents that take their place.  Data only.

The order of parameters is that of `stonith -t TYPE -n`.  Putting the table to use is in
`crmsh_py.convert.stonith_plugins`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

SUICIDE = "suicide"
"""With it a node fenced itself: a watchdog does so today."""

_NO_NAMES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Plugin:
    """A plugin: its parameters in order, and the agent that takes its place, if there is one.

    `names` are the plugin's parameters, and what the agent calls them; those that are missing
    there have no counterpart.  `hosts` is the parameter that names the nodes to be fenced.  The
    agent cannot do without the `required` parameters.  `fixed` are given always.  `outlets`
    tells that the device has outlets that are called after nodes; if it `maps`, what stands behind
    a node's name is what the device calls it.  With `by_key` the plugin needed no password.
    `check` is what a person has to look at; `instead` is what to do where there is no agent.
    """

    order: tuple[str, ...] = ()
    agent: str = ""
    names: Mapping[str, str] = field(default_factory=lambda: _NO_NAMES)
    hosts: str = "hostlist"
    required: tuple[str, ...] = ("ip", "username", "password")
    fixed: tuple[tuple[str, str], ...] = ()
    outlets: bool = False
    maps: bool = False
    by_key: bool = False
    check: str = ""
    instead: str = ""


_LOGIN = MappingProxyType({"ipaddr": "ip", "login": "username", "password": "password"})
_USER = MappingProxyType({"ipaddr": "ip", "userid": "username", "passwd": "password"})
_TESTING = Plugin(("hostlist",), instead="it was for testing only and fences nothing")
_MANAGEMENT = "use the management card of the machine (fence_ipmilan, fence_redfish), or SBD"
_SERIAL_SWITCH = f"the device is hardly found any more: {_MANAGEMENT}"

PLUGINS: Mapping[str, Plugin] = MappingProxyType(
    {
        "apcmaster": Plugin(
            ("ipaddr", "login", "password"), "fence_apc", _LOGIN, hosts="", outlets=True
        ),
        "apcmastersnmp": Plugin(
            ("ipaddr", "port", "community"),
            "fence_apc_snmp",
            {"ipaddr": "ip", "port": "ipport", "community": "community"},
            hosts="",
            required=("ip", "community"),
            outlets=True,
        ),
        "apcsmart": Plugin(
            ("ttydev", "hostlist"), instead=f"apcupsd serves such a UPS; to fence, {_MANAGEMENT}"
        ),
        "baytech": Plugin(("ipaddr", "login", "password"), instead=_SERIAL_SWITCH),
        "bladehpi": Plugin(
            ("entity_root",), instead="use the agent of the blade centre, such as fence_bladecenter"
        ),
        "cyclades": Plugin(("ipaddr", "login", "serialport"), instead=_SERIAL_SWITCH),
        "drac3": Plugin(
            ("host", "login", "password"),
            "fence_drac",
            {"host": "ip", "login": "username", "password": "password"},
        ),
        "external/drac5": Plugin(
            ("hostname", "ipaddr", "userid", "passwd"),
            "fence_drac5",
            _USER,
            hosts="hostname",
            required=("ip", "username"),
            fixed=(("ssh", "1"),),
            by_key=True,
        ),
        "external/dracmc-telnet": Plugin(
            ("nodename", "cyclades_ip", "cyclades_port", "servername", "username", "password"),
            hosts="nodename",
            instead="use fence_drac5 with the address of the DRAC itself",
        ),
        "external/hetzner": Plugin(
            ("hostname", "remote_ip", "user", "passwd"),
            hosts="hostname",
            instead="there is none for Hetzner's Robot; fence_hetzner_cloud is for its cloud",
        ),
        "external/hmchttp": Plugin(
            ("hostlist", "hmc_ipaddr", "user", "password"),
            "fence_lpar",
            {"hmc_ipaddr": "ip", "user": "username", "password": "password"},
            required=("ip", "username", "password", "managed"),
            outlets=True,
        ),
        "external/ibmrsa": Plugin(
            ("hostname", "ipaddr", "userid", "passwd", "type"),
            "fence_rsa",
            _USER,
            hosts="hostname",
        ),
        "external/ibmrsa-telnet": Plugin(
            ("nodename", "ip_address", "username", "password"),
            "fence_rsa",
            {"ip_address": "ip", "username": "username", "password": "password"},
            hosts="nodename",
        ),
        "external/ipmi": Plugin(
            ("hostname", "ipaddr", "userid", "passwd", "interface"),
            "fence_ipmilan",
            {**_USER, "ipmitool": "ipmitool_path"},
            hosts="hostname",
        ),
        "ipmilan": Plugin(
            ("hostname", "ipaddr", "port", "auth", "priv", "login", "password", "reset_method"),
            "fence_ipmilan",
            {**_LOGIN, "port": "ipport"},
            hosts="hostname",
        ),
        "external/ippower9258": Plugin(
            ("deviceip", "username", "password", "hostlist"), instead=_SERIAL_SWITCH
        ),
        "external/kdumpcheck": Plugin(
            ("hostlist", "identity_file"),
            "fence_kdump",
            required=(),
            check="fence_kdump only sees whether a node writes a dump: put it into a fencing level"
            " in front of the real device, and set up fence_kdump_send on all nodes",
        ),
        "external/libvirt": Plugin(
            ("hostlist", "hypervisor_uri", "reset_method"),
            "fence_virsh",
            required=("ip", "username"),
            maps=True,
            by_key=True,
        ),
        "external/nut": Plugin(
            ("hostname", "ups", "username", "password"),
            hosts="hostname",
            instead=f"NUT has no fence agent: {_MANAGEMENT}",
        ),
        "external/rackpdu": Plugin(
            ("hostlist", "pduip", "community"),
            "fence_apc_snmp",
            {"pduip": "ip", "community": "community"},
            required=("ip", "community"),
            outlets=True,
        ),
        "external/riloe": Plugin(
            (
                *("hostlist", "ilo_hostname", "ilo_user", "ilo_password", "ilo_can_reset"),
                *("ilo_protocol", "ilo_powerdown_method", "ilo_proxyhost", "ilo_proxyport"),
            ),
            "fence_ilo",
            {
                "ilo_hostname": "ip",
                "ilo_user": "username",
                "ilo_password": "password",
                "ilo_protocol": "ribcl_version",
            },
            check="fence_ilo serves iLO 1 and 2; for later ones use fence_ilo3, 4 or 5",
        ),
        "external/sbd": Plugin(
            ("sbd_device",),
            "fence_sbd",
            hosts="",
            required=("devices",),
            check="the service 'sbd' has to be enabled on all nodes, with the same devices in"
            " /etc/sysconfig/sbd",
        ),
        "external/ssh": _TESTING,
        "ssh": _TESTING,
        "null": _TESTING,
        "external/vcenter": Plugin(
            (
                *("VI_SERVER", "VI_PORTNUMBER", "VI_PROTOCOL", "VI_SERVICEPATH"),
                *("VI_CREDSTORE", "HOSTLIST", "RESETPOWERON"),
            ),
            "fence_vmware_rest",
            {"VI_SERVER": "ip", "VI_PORTNUMBER": "ipport"},
            hosts="HOSTLIST",
            maps=True,
            check="fence_vmware_rest needs vCenter 6.5 or later; for older ones, and for ESX"
            " alone, use fence_vmware_soap",
        ),
        "external/vmware": Plugin(
            ("device_host",),
            "fence_vmware_soap",
            {"device_host": "ip"},
            hosts="host_map",
            maps=True,
            check="the names in 'pcmk_host_map' have to be those that the agent lists",
        ),
        "external/xen0": Plugin(
            ("hostlist", "dom0"),
            "fence_xvm",
            required=(),
            check="the hosts need fence_virtd, all nodes its key /etc/cluster/fence_xvm.key",
        ),
        "external/xen0-ha": Plugin(
            ("hostlist", "dom0_cluster_ip", "timeout"),
            instead="use fence_xvm, with fence_virtd on the hosts",
        ),
        "ibmhmc": Plugin(
            ("ipaddr",),
            "fence_lpar",
            {"ipaddr": "ip", "password": "password"},
            hosts="",
            required=("ip", "username", "password", "managed"),
            outlets=True,
        ),
        "meatware": Plugin(
            ("hostlist",), instead=f"no person is there to confirm it in time: {_MANAGEMENT}"
        ),
        "nw_rpc100s": Plugin(("ttydev", "hostlist"), instead=_SERIAL_SWITCH),
        "rps10": Plugin(("serial_to_targets",), hosts="", instead=_SERIAL_SWITCH),
        "rcd_serial": Plugin(
            ("hostlist", "ttydev", "dtr_rts", "msduration"),
            "fence_rcd_serial",
            {"ttydev": "serial_port"},
            required=("serial_port",),
        ),
        SUICIDE: Plugin(instead="use SBD with a hardware watchdog"),
        "wti_mpc": Plugin(
            ("ipaddr", "port", "community", "mib-version"),
            "fence_wti",
            {"ipaddr": "ip"},
            hosts="",
            required=("ip", "password"),
            outlets=True,
            check="the plugin used SNMP; fence_wti logs in by telnet, or ssh with 'ssh=1'",
        ),
        "wti_nps": Plugin(
            ("ipaddr", "password"),
            "fence_wti",
            _LOGIN,
            hosts="",
            required=("ip", "password"),
            outlets=True,
        ),
    }
)
"""The plugins by their types."""
