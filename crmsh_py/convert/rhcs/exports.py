"""NFS: the server, and what it exports to whom."""

from zlib import crc32

from crmsh_py.convert.rhcs.reading import Reading
from crmsh_py.convert.rhcs.trees import Resource

_STATE_FOLDER = ".clumanager/nfs"
_KERNEL_SERVER = (
    "Let systemd start the NFS server on all nodes ('systemctl enable --now nfs-server'):"
    " rgmanager's nfsexport did, the agent 'exportfs' does not."
)


def client(reading: Reading) -> None:
    """Read an `nfsclient`: an export of what is around it."""
    inherited = reading.resource.inherited
    directory = reading.take("path") or inherited.get("path", "")
    reading.set("clientspec", reading.take("target"))
    reading.set("options", reading.take("options"))
    reading.set("directory", directory)
    reading.require("clientspec", "it has no target", hint="'*' stands for everybody")
    reading.require("directory", "nothing around it says which directory is exported")
    reading.set("fsid", reading.take("fsid") or inherited.get("fsid", ""))
    if directory and "fsid" not in reading.values:
        _number_file_system(reading, inherited.get("fs") or directory)
    reading.values["unlock_on_stop"] = "false"
    reading.take("svcname")
    if not inherited.get("nfsserver"):
        reading.remind(_KERNEL_SERVER)


def export(reading: Reading) -> None:
    """Read an `nfsexport`: it only hands a directory down to its clients."""
    for name in ("path", "fsid", "device", "type"):
        reading.take(name)
    if not any(child.tag == "nfsclient" for child in reading.resource.children):
        message = "it has no nfsclient in it, so nothing is exported"
        reading.warn("unused-resource", message, hint="put the clients into it, or remove it")


def server(reading: Reading) -> None:
    """Read an `nfsserver`."""
    path = reading.take("path") or reading.resource.inherited.get("path", "")
    folder = reading.take("nfspath", _STATE_FOLDER)
    infodir = folder if folder.startswith("/") else f"{path.rstrip('/')}/{folder}" if path else ""
    reading.set("nfs_shared_infodir", infodir)
    inside = [one.attributes.get("address", "") for one in _addresses(reading.resource)]
    addresses = inside or list(reading.around.addresses)
    reading.set("nfs_ip", ",".join(one.partition("/")[0] for one in addresses if one))
    if not infodir:
        message = "no file system is around it for the state of the server"
        hint = "set 'nfs_shared_infodir' to a folder on shared storage"
        reading.warn("approximated", message, hint=hint)
    for name in ("statdport", "krbhost"):
        if value := reading.take(name):
            message = f"'{name}' is no business of the agent"
            hint = "set it in /etc/nfs.conf on all nodes"
            reading.warn("no-counterpart", message, name, hint=hint)
            reading.remind(f'Set what was {name}="{value}" in /etc/nfs.conf on all nodes.')
    reading.remind("Disable the NFS server at boot: its resource starts it.")


def _addresses(resource: Resource) -> list[Resource]:
    return [child for child in resource.children if child.tag == "ip"]


def _number_file_system(reading: Reading, name: str) -> None:
    """Give an export the number by which clients tell file systems: it must be the same always."""
    fsid = str(crc32(name.encode()) & 0x7FFFFFFF or 1)
    reading.values["fsid"] = fsid
    message = f"it has no fsid, which the agent requires: {fsid} was made from '{name}'"
    hint = "clients that have it mounted must mount it anew once, for their handles are others"
    reading.warn("approximated", message, hint=hint)
