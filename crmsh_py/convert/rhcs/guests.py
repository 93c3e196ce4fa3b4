"""Virtual machines: how the attributes of `vm` become parameters of VirtualDomain."""

from posixpath import join

from crmsh_py.convert.rhcs.reading import Reading

_LIBVIRT_FOLDER = "/etc/libvirt/qemu"
_NO_URI = frozenset({"", "auto"})
_XEN = frozenset({"xen"})


def guest(reading: Reading) -> None:
    """Read a `vm`."""
    _config(reading)
    uri = reading.take("hypervisor_uri")
    reading.set("hypervisor", "" if uri in _NO_URI else uri)
    _migration(reading)
    reading.set("snapshot", reading.take("snapshot"))
    reading.set("monitor_scripts", reading.take("status_program"))
    _xen(reading)
    if reading.flag("no_kill"):
        message = "no_kill kept it from being killed when it does not shut down in time"
        hint = "the agent destroys it at the end of the stop timeout: set that long enough"
        reading.warn("approximated", message, "no_kill", hint=hint)


def _config(reading: Reading) -> None:
    """Find the file that describes the machine: VirtualDomain always needs one."""
    file, path = reading.take("xmlfile"), reading.take("path")
    folders = [one for one in path.split(":") if one]
    folder = folders[0] if folders else _LIBVIRT_FOLDER
    config = file or join(folder, f"{reading.name}.xml")
    reading.values["config"] = config
    reading.remind(f"Put the description of '{reading.name}' into {config} on all nodes.")
    if not file:
        message = f"'{config}' is taken for the file that describes it"
        hint = f"write it with 'virsh dumpxml {reading.name}', the same on all nodes"
        reading.warn("guest-description", message, "path", hint=hint)


def _migration(reading: Reading) -> None:
    if reading.flag("tunnelled"):
        reading.values["migration_transport"] = "ssh"
        reading.tell("approximated", "migrations go through ssh", "tunnelled")
    reading.set("migrate_options", reading.take("migrate_options"))
    uri = reading.take("migration_uri")
    if uri not in _NO_URI:
        reading.values["remoteuri"] = uri.replace("%s", "%n")
        if "%s" not in uri:
            message = "migration_uri names one node only, or none"
            reading.warn("approximated", message, "migration_uri", hint="put %n for the node")
    if reading.take("migrate") == "pause":
        message = "migrations are live ones today: it is not paused meanwhile"
        reading.tell("approximated", message, "migrate")
    if reading.take("migration_mapping"):
        message = "migrations go to the names of the nodes, not to the addresses that were given"
        hint = "let names with one suffix stand for these addresses: 'migration_network_suffix'"
        reading.warn("approximated", message, "migration_mapping", hint=hint)


def _xen(reading: Reading) -> None:
    """Report what was run by `xm`, which is gone with its own kind of files."""
    hypervisor = reading.take("hypervisor").lower()
    virsh = reading.take("use_virsh")
    is_xen = hypervisor in _XEN or reading.take("path").startswith("/etc/xen")
    if not is_xen and not (virsh and not reading.flag("use_virsh", default=True)):
        return
    message = "it was run by 'xm', which is gone; libvirt is to run it"
    config = reading.values["config"]
    hint = "'virsh domxml-from-native xen-xm FILE' makes a description of a file of xm"
    reading.warn("guest-description", message, "use_virsh" if virsh else "path", hint=hint)
    reading.remind(
        f"Make {config} of the file of xm for '{reading.name}':"
        " 'virsh domxml-from-native xen-xm FILE'."
    )
