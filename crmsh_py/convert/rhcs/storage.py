"""Addresses, volume groups and file systems: how their attributes become parameters."""

import re

from crmsh_py.convert.rhcs.reading import Reading

_TAGS = {"label": "-L", "uuid": "-U"}
_LOGICAL_VOLUME = re.compile(r"/dev/mapper/((?:[^/-]|--)+)-((?:[^/-]|--)+)")
_VOLUME_PATH = re.compile(r"/dev/([^/]+)/([^/]+)")
_NO_VOLUME_GROUPS = frozenset({"mapper", "disk", "block", "md", "emc", "vx", "cciss", "drbd", "rd"})
_CHECKED_FIRST = "900s"
"""How long a start may take that checks the whole file system."""
_OPTIONS_OF_GFS1 = frozenset({"lockproto", "locktable"})


def address(reading: Reading) -> None:
    """Read an `ip`."""
    ip, _, prefix = reading.take("address").partition("/")
    reading.set("ip", ip.strip())
    reading.set("cidr_netmask", prefix.strip())
    reading.set("nic", reading.take("prefer_interface"))
    reading.require("ip", "it has no address")
    if reading.take("monitor_link") and not reading.flag("monitor_link", default=True):
        reading.values["check_link_status"] = "false"


def file_system(reading: Reading) -> None:
    """Read an `fs`."""
    reading.set("device", _device(reading.take("device")))
    reading.set("directory", reading.take("mountpoint"))
    reading.set("fstype", reading.take("fstype"))
    reading.set("options", reading.take("options"))
    _required(reading)
    if "fstype" not in reading.values:
        reading.values["fstype"] = "auto"
        hint = "put the type into 'fstype': 'auto' leaves it to mount"
        reading.warn("approximated", "it has no fstype, which the agent requires", hint=hint)
    _unmounting(reading)
    reading.take("fsid")  # which goes to its exports
    if reading.flag("force_fsck"):
        reading.values["run_fsck"] = "force"
        reading.limits["start"] = _CHECKED_FIRST
    _self_fence(reading)


def cluster_file_system(reading: Reading) -> None:
    """Read a `clusterfs`."""
    fstype = reading.take("fstype") or "gfs2"
    reading.set("device", _device(reading.take("device")))
    reading.set("directory", reading.take("mountpoint"))
    reading.values["fstype"] = "gfs2" if fstype == "gfs" else fstype
    reading.set("options", _without_lock_options(reading.take("options")))
    _required(reading)
    if fstype == "gfs":
        _first_gfs(reading)
    _unmounting(reading)
    reading.take("fsid")
    _self_fence(reading)


def network_file_system(reading: Reading) -> None:
    """Read a `netfs`."""
    fstype = {"smbfs": "cifs"}.get(reading.take("fstype"), reading.take("fstype")) or "nfs"
    is_cifs = fstype == "cifs"
    host, export = reading.take("host"), reading.take("export")
    if host and export:
        reading.values["device"] = (
            f"//{host}/{export.strip('/')}" if is_cifs else f"{host}:{export}"
        )
    reading.set("directory", reading.take("mountpoint"))
    reading.values["fstype"] = fstype
    usual = "guest" if is_cifs else "sync,soft,noac"
    reading.set("options", reading.take("options", usual))
    _required(reading)
    if reading.flag("no_unmount"):
        message = "no_unmount kept the file system mounted; the agent of today always unmounts it"
        reading.warn("approximated", message, "no_unmount")
    _unmounting(reading)
    _self_fence(reading)


def bind_mount(reading: Reading) -> None:
    """Read a `bind-mount`."""
    reading.set("device", reading.take("source"))
    reading.set("directory", reading.take("mountpoint"))
    reading.values |= {"fstype": "none", "options": "bind"}
    _required(reading)
    if reading.take("force_unmount"):
        _unmounting(reading)


def volume_group(reading: Reading) -> None:
    """Read an `lvm`."""
    group, _, volume = reading.take("vg_name").removeprefix("/dev/").partition("/")
    reading.set("vgname", group)
    reading.set("lvname", reading.take("lv_name").rpartition("/")[2] or volume)
    reading.values["vg_access_mode"] = "system_id"
    reading.require("vgname", "it has no vg_name")
    _self_fence(reading)
    message = "it is activated under the host's system ID, no longer with host tags or clvmd"
    hint = "prepare the volume group as the list of things to do says"
    reading.warn("superseded-agent", message, "vg_name", hint=hint)
    reading.remind(
        "Set 'system_id_source = \"uname\"' in lvm.conf on all nodes, remove the host's tag from"
        " 'volume_list', make the initrd anew, and give each volume group of an LVM-activate"
        f" resource a system ID ('vgchange --systemid'; '{group}' among them)."
    )


def volume_group_of(device: str) -> str:
    """Return the volume group on which a device is, if its path tells; else an empty text."""
    if match := _LOGICAL_VOLUME.fullmatch(device):
        return match[1].replace("--", "-")
    match = _VOLUME_PATH.fullmatch(device)
    return match[1] if match and match[1] not in _NO_VOLUME_GROUPS else ""


def _required(reading: Reading) -> None:
    reading.require("device", "it does not say what is to be mounted")
    reading.require("directory", "it does not say where it is to be mounted")


def _device(device: str) -> str:
    """Return a device as the agent takes it: labels and UUIDs as options of mount."""
    kind, _, value = device.partition("=")
    option = _TAGS.get(kind.lower())
    return f"{option} {value.strip(chr(34))}" if option and value else device


def _unmounting(reading: Reading) -> None:
    """Say whether processes that use a mount point are killed; rgmanager did so on request."""
    reading.values["force_unmount"] = "safe" if reading.flag("force_unmount") else "false"


def _self_fence(reading: Reading) -> None:
    if reading.flag("self_fence"):
        message = "self_fence is what fencing does anyway when a stop fails"
        reading.tell("dropped", message, "self_fence")


def _without_lock_options(options: str) -> str:
    kept = [one for one in options.split(",") if one.partition("=")[0] not in _OPTIONS_OF_GFS1]
    return ",".join(kept)


def _first_gfs(reading: Reading) -> None:
    message = "no kernel of today mounts gfs, the first one: 'gfs2' is written"
    hint = "convert the file system with 'gfs2_convert' on the old cluster, or restore it anew"
    reading.warn("old-file-system", message, "fstype", hint=hint)
    device = reading.values.get("device", "")
    reading.remind(
        f"Convert the file system on {device} from gfs to gfs2 ('gfs2_convert', which only old"
        " systems have), after a backup and before the new cluster mounts it."
    )


def replicated_device(reading: Reading) -> None:
    """Read a `drbd`."""
    reading.set("drbd_resource", reading.take("resource") or reading.name)
    reading.require("drbd_resource", "it does not say which resource of drbd.conf it is")
    reading.remind(
        "Disable the drbd service at boot, and set in drbd.conf 'fencing resource-and-stonith' and"
        " the crm-fence-peer handlers: Pacemaker starts and promotes DRBD itself."
    )
