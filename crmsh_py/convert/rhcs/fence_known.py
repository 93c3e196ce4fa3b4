"""Which parameters fence agents take: those of the time of cluster.conf that are still shipped.

Data only, from the metadata of fence-agents 4.12 (`AGENT -o metadata`), by today's names.
`crmsh_py.convert.fence_parameters` has what old names became.
"""

from collections.abc import Mapping

_COMMON = frozenset(
    {
        *("debug_file", "delay", "disable_timeout", "login_timeout", "plug_separator"),
        *("power_timeout", "power_wait", "quiet", "retry_on", "shell_timeout"),
        *("stonith_status_sleep", "verbose", "verbose_level"),
    }
)
_LOGIN = ("username", "password", "password_script")
_ADDRESS = ("ip", "ipport")
_NETWORK = (*_ADDRESS, *_LOGIN, "plug", "separator")
_SSH = (
    *("command_prompt", "inet4_only", "inet6_only", "identity_file", "ssh", "ssh_options"),
    "ssh_path",
)
_SSL = ("ssl", "ssl_insecure", "ssl_secure", "gnutlscli_path")
_SNMP = (
    *("community", "snmp_auth_prot", "snmp_priv_passwd", "snmp_priv_passwd_script"),
    *("snmp_priv_prot", "snmp_sec_level", "snmp_version", "snmpget_path", "snmpset_path"),
    "snmpwalk_path",
)
_IPMI = (
    *(*_ADDRESS, *_LOGIN, "plug", "port_as_ip", "method", "use_sudo", "sudo_path", "auth"),
    *("cipher", "hexadecimal_kg", "lanplus", "privlvl", "target", "ipmitool_path"),
    "ipmitool_timeout",
)
_CARD = (*_ADDRESS, *_LOGIN, "plug", "port_as_ip", *_SSH)
_ILO = (*_ADDRESS, *_LOGIN, "plug", "port_as_ip", *_SSL, "notls", "ribcl_version", "tls1.0")
_TELNET = ("telnet_path",)

_OF_AGENTS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("idrac", "ilo3", "ilo4", "ilo5", "imm", "ipmilan", "ipmilanplus"), _IPMI),
    (
        ("apc_snmp", "cisco_mds", "eaton_snmp", "emerson", "ibmblade", "ifmib"),
        (*_NETWORK, *_SNMP),
    ),
    (("intelmodular", "ipdu"), (*_NETWORK, *_SNMP)),
    (("ilo", "ilo2"), _ILO),
    (("ilo3_ssh", "ilo4_ssh", "ilo5_ssh", "ilo_ssh"), (*_CARD, *_TELNET, "method")),
    (("ilo_mp", "rsa", "rsb"), (*_CARD, *_TELNET)),
    (("alom",), _CARD),
    (("drac",), (*_ADDRESS, *_LOGIN, *_TELNET, "plug", "port_as_ip", "command_prompt")),
    (("drac5",), (*_NETWORK, *_SSH, *_TELNET, "drac_version")),
    (("apc",), (*_NETWORK, *_SSH, *_TELNET, "switch")),
    (("bladecenter", "hpblade"), (*_NETWORK, *_SSH, *_TELNET, "missing_as_off")),
    (("brocade", "wti"), (*_NETWORK, *_SSH, *_TELNET)),
    (("ilo_moonshot", "ldom"), (*_NETWORK, *_SSH)),
    (("lpar",), (*_NETWORK, *_SSH, "hmc_version", "managed")),
    (("virsh",), (*_NETWORK, *_SSH, "missing_as_off", "use_sudo", "sudo_path")),
    (("netio", "raritan"), (*_NETWORK, *_TELNET)),
    (("sanbox2",), (*_NETWORK, *_TELNET, "command_prompt")),
    (("eps",), (*_NETWORK, "page")),
    (("amt",), (*_ADDRESS, *_LOGIN[1:], "plug", "port_as_ip", "method", "use_sudo", "sudo_path",
                "amttool_path", "boot_option")),
    (("cisco_ucs",), (*_NETWORK, *_SSL, "missing_as_off", "notls", "suborg")),
    (
        ("rhevm",),
        (*_NETWORK, *_SSL, "notls", "api_path", "api_version", "cookie_file", "use_cookies",
         "disable_http_filter"),
    ),
    (("vmware_soap",), (*_NETWORK, *_SSL, "notls")),
    (("vmware_rest",), (*_NETWORK, *_SSL, "notls", "api_path", "filter")),
    (
        ("vmware",),
        (*_ADDRESS, *_LOGIN, "plug", "port_as_ip", *_SSH[1:], "exec", "vmware_type",
         "vmware_datacenter"),
    ),
    (("zvmip",), (*_NETWORK, *_SSL, "inet4_only", "inet6_only", "method", "missing_as_off",
                  "disable_ssl")),
    (("pve",), (*_NETWORK, *_SSL, "method", "nodename", "pve_node", "pve_node_auto", "vmtype")),
    (("xenapi",), (*_LOGIN, "plug", "separator", "session_url")),
    (("powerman",), (*_ADDRESS, "plug", "port_as_ip", "powerman_path")),
    (("rcd_serial",), ("method", "serial_port")),
    (
        ("scsi",),
        ("aptpl", "devices", "key", "logfile", "plug", "readonly", "suppress_errors",
         "corosync_cmap_path", "key_value", "sg_persist_path", "sg_turs_path", "vgs_path"),
    ),
    (
        ("mpath",),
        ("devices", "key", "plug", "suppress_errors", "use_sudo", "sudo_path",
         "mpathpersist_path", "store_path"),
    ),
    (("sbd",), ("devices", "method", "plug", "separator", "sbd_path")),
)  # fmt: skip

PARAMETERS: Mapping[str, frozenset[str]] = {
    f"fence_{agent}": _COMMON | frozenset(parameters)
    for agents, parameters in _OF_AGENTS
    for agent in agents
}
"""The parameters by agent; of other agents nothing is known."""

_NEED_IP = (
    *("apc", "apc_snmp", "bladecenter", "brocade", "cisco_mds", "cisco_ucs", "drac5"),
    *("eaton_snmp", "emerson", "eps", "hpblade", "ibmblade", "ifmib", "ilo_moonshot"),
    *("intelmodular", "ipdu", "ldom", "lpar", "netio", "pve", "raritan", "rhevm", "sanbox2"),
    *("virsh", "vmware_rest", "vmware_soap", "wti", "zvmip"),
)
REQUIRED: Mapping[str, tuple[str, ...]] = {
    **{f"fence_{agent}": ("ip",) for agent in _NEED_IP},
    "fence_lpar": ("ip", "managed"),
    "fence_sbd": ("devices",),
    "fence_xenapi": ("session_url",),
}
"""What an agent cannot do without, beside what every cluster.conf has given it."""
