"""What heartbeat's scripts for addresses, disks and file systems are today."""

from crmsh_py.convert import drbd
from crmsh_py.convert.heartbeat import arguments
from crmsh_py.convert.heartbeat.scripts import Remark, Script, ocf

DRBD_SETUP = (
    "Disable the drbd service at boot on all nodes: Pacemaker starts and promotes DRBD itself.",
    "Set 'fencing resource-and-stonith' and the crm-fence-peer handlers in drbd.conf.",
)


def _address(remark: Remark | None = None) -> Script:
    return Script(
        ocf("IPaddr2"),
        monitor=("10s", "20s"),
        prefix="ip",
        named_after="ip",
        remark=remark,
        read=arguments.address,
    )


def _drbd(*, is_init_script: bool = False) -> Script:
    return Script(
        drbd.AGENT,
        (
            "drbd_resource",
            "drbdconf",
            "clone_overrides_hostname",
            "clone_max",
            "clone_node_max",
            "master_max",
            "master_node_max",
        )
        if is_init_script
        else ("drbd_resource",),
        prefix="drbd",
        named_after="drbd_resource",
        went=("clone_overrides_hostname",),
        is_init_script=is_init_script,
        clone=drbd.CLONE,
        todo=DRBD_SETUP,
        read=arguments.drbd,
    )


_SUPERSEDED = Remark(
    "superseded-agent", "is superseded: it is converted to 'IPaddr2'", is_warning=False
)
_HARDWARE = Remark("outdated-agent", "serves hardware that is hardly found any more")

ADDRESSES: dict[str, Script] = {
    "IPaddr": _address(_SUPERSEDED),
    "IPaddr2": _address(),
    "IPv6addr": _address(_SUPERSEDED),
    "IPsrcaddr": Script(ocf("IPsrcaddr"), ("ipaddress",), ("ipaddress",)),
    "SendArp": Script(
        ocf("SendArp"),
        ("ip", "nic"),
        ("ip", "nic"),
        remark=Remark(
            "outdated-agent",
            "is hardly needed any more: IPaddr2 announces its address itself",
            is_warning=False,
        ),
        read=arguments.send_arp,
    ),
    "VIPArip": Script(ocf("VIPArip"), ("ip", "nic"), ("ip",)),
    "portblock": Script(
        ocf("portblock"),
        ("protocol", "portno", "action"),
        ("protocol", "portno", "action"),
        read=arguments.portblock,
    ),
}

STORAGE: dict[str, Script] = {
    "Filesystem": Script(
        ocf("Filesystem"),
        ("device", "directory", "fstype", "options", "ocfs2_cluster", "ocfs2_configfs"),
        ("device", "directory"),
        monitor=("20s", "40s"),
        prefix="fs",
        named_after="directory",
        went=("ocfs2_cluster", "ocfs2_configfs"),
        read=arguments.filesystem,
    ),
    "LVM": Script(
        ocf("LVM-activate"),
        ("vgname",),
        ("vgname",),
        (("vg_access_mode", "system_id"),),
        ("30s", "90s"),
        prefix="lvm",
        named_after="vgname",
        remark=Remark(
            "superseded-agent",
            "is superseded: it is converted to 'LVM-activate' with vg_access_mode=system_id",
            "set system_id_source in lvm.conf on all nodes, and the system ID of the volume group",
        ),
        todo=("Set system_id_source in lvm.conf on all nodes, and the volume groups' system ID.",),
        read=arguments.volume_group,
    ),
    "Raid1": Script(
        ocf("mdraid"),
        ("mdadm_conf", "md_dev", "homehost"),
        ("mdadm_conf", "md_dev"),
        (("force_clones", "false"),),
        went=("homehost",),
        remark=Remark("superseded-agent", "is superseded: it is converted to 'mdraid'"),
        read=arguments.raid,
    ),
    "drbddisk": _drbd(),
    "datadisk": _drbd(),
    "drbd": _drbd(is_init_script=True),
    "ServeRAID": Script(
        ocf("ServeRAID"),
        ("serveraid", "mergegroup"),
        ("serveraid", "mergegroup"),
        remark=_HARDWARE,
    ),
    "ICP": Script(ocf("ICP"), ("driveid", "device"), ("driveid", "device"), remark=_HARDWARE),
    "ManageRAID": Script(ocf("ManageRAID"), ("raidname",), ("raidname",)),
    "iscsi": Script(
        ocf("iscsi"),
        ("portal", "target", "discovery_type", "iscsiadm"),
        ("portal", "target"),
        is_init_script=True,
    ),
}
