"""Facts on fence agents that old files name: which are still there, what parameters are called.

Data only.  Both Red Hat's cluster.conf and heartbeat's STONITH plugins come to these agents.
The names are those of fence-agents 4.12 (each agent's `-o metadata`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

RENAMED: Mapping[str, str] = MappingProxyType(
    {
        "ipaddr": "ip",
        "login": "username",
        "passwd": "password",
        "passwd_script": "password_script",
        "port": "plug",
        "cmd_prompt": "command_prompt",
        "secure": "ssh",
        "sudo": "use_sudo",
        "debug": "debug_file",
        "ribcl": "ribcl_version",
        "udpport": "ipport",
    }
)
"""The old names of parameters, which agents still take as obsolete, and those of today."""

OUTLETS: frozenset[str] = frozenset({"plug", "port", "nodename", "domain", "uuid"})
"""Parameters, old and new, that say which outlet, slot or guest of the device a node is."""

_ILO = ("ilo", "ilo2", "ilo3", "ilo4", "ilo5")
SHIPPED: frozenset[str] = frozenset(
    f"fence_{name}"
    for name in (
        *_ILO,
        *("ilo_ssh", "ilo3_ssh", "ilo4_ssh", "ilo5_ssh", "ilo_moonshot", "ilo_mp"),
        *("aliyun", "alom", "amt", "amt_ws", "apc", "apc_snmp", "aws", "azure_arm"),
        *("bladecenter", "brocade", "cdu", "cisco_mds", "cisco_ucs", "compute", "crosslink"),
        *("cyberpower_ssh", "docker", "drac", "drac5", "dummy", "eaton_snmp", "ecloud"),
        *("emerson", "eps", "evacuate", "gce", "hds_cb", "heuristics_ping", "hpblade"),
        *("ibm_powervs", "ibm_vpc", "ibmblade", "ibmz", "idrac", "ifmib", "imm"),
        *("intelmodular", "ipdu", "ipmilan", "ipmilanplus", "ironic", "kdump", "kubevirt"),
        *("ldom", "lindypdu", "lpar", "mpath", "netio", "openstack", "ovh", "powerman", "pve"),
        *("raritan", "raritan_px3", "rcd_serial", "redfish", "rhevm", "rsa", "rsb", "sanbox2"),
        *("sbd", "scsi", "skalar", "tripplite_snmp", "vbox", "virsh", "virt", "vmware"),
        *("vmware_rest", "vmware_soap", "vmware_vcloud", "watchdog", "wti", "xenapi", "xvm"),
        *("zvmip",),
    )
)
"""Agents of today, by their whole names; `fence_virt` and `fence_xvm` are packages of their own."""


@dataclass(frozen=True, slots=True)
class Gone:
    """What takes the place of an agent that is gone: an agent with the same parameters, or advice.

    `fences` is false for what was never real fencing.
    """

    successor: str = ""
    advice: str = ""
    fences: bool = True


_BY_HAND = "nobody is there to confirm it: use a power switch, a management card, or SBD"
_NO_SUCCESSOR = "use the management card of the machine (fence_ipmilan, fence_redfish), or SBD"
GONE: Mapping[str, Gone] = MappingProxyType(
    {
        "fence_manual": Gone(advice=_BY_HAND, fences=False),
        "fence_ack_manual": Gone(advice=_BY_HAND, fences=False),
        "fence_bladecenter_snmp": Gone("fence_ibmblade"),
        "fence_vmware_ssh": Gone(advice="use fence_vmware_rest or fence_vmware_soap"),
        "fence_zvm": Gone(advice="use fence_zvmip"),
        **{
            f"fence_{name}": Gone(advice=_NO_SUCCESSOR)
            for name in (
                *("gnbd", "egenera", "na", "rps10", "vixel", "xcat", "mcdata", "bullpap"),
                *("baytech", "cpint"),
            )
        },
    }
)
"""Agents that are no longer shipped."""


def renamed(name: str) -> str:
    """Return what a parameter is called today."""
    return RENAMED.get(name, name)
