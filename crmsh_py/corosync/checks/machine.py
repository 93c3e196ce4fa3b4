"""Checks of a corosync.conf against the machine that it is for: key, log folder, addresses."""

import json
import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_interface
from pathlib import Path

from crmsh_py.corosync.checks.addresses import bound_here
from crmsh_py.corosync.checks.findings import (
    WARNING,
    Findings,
    Interface,
    More,
    address_of,
    first,
    of_entry,
    of_section,
)
from crmsh_py.corosync.checks.nodelist import rings
from crmsh_py.corosync.checks.totem import encrypts
from crmsh_py.corosync.syntax import Configuration

_KEY = "/etc/corosync/authkey"
_KEY_BYTES = (128, 4096)


@dataclass(frozen=True, slots=True)
class Machine:
    """The machine: its name, its addresses (None if they are not known), its files."""

    name: str
    interfaces: tuple[Interface, ...] | None = None
    root: Path = Path("/")
    """In front of all paths of files."""

    def path(self, text: str) -> Path:
        """Return where a file is."""
        return self.root / text.lstrip("/")


def read_interfaces(text: str) -> tuple[Interface, ...]:
    """Return the addresses that `ip -json address` tells of."""
    return tuple(
        ip_interface(f"{one['local']}/{one['prefixlen']}")
        for link in json.loads(text)
        for one in link.get("addr_info", ())
        if "local" in one and "prefixlen" in one
    )


def check_here(configuration: Configuration, machine: Machine) -> Findings:
    """Yield what is not as it should be for this machine."""
    yield from key_file(configuration, machine)
    yield from log_folders(configuration, machine)
    if machine.interfaces is not None:
        yield from bound_here(configuration, machine.interfaces)
        yield from listed(configuration, machine)


def key_file(configuration: Configuration, machine: Machine) -> Findings:
    """Look at the file of the shared key, where one is needed."""
    entry = configuration.entry("totem.keyfile")
    if not encrypts(configuration) or (entry is None and configuration.value("totem.key")):
        return
    name = entry.value if entry is not None else _KEY
    section = first(configuration, "totem")
    for words, hint, severe in _of_key(name, machine):
        more: More = {"hint": hint} if severe else {"hint": hint, "severity": WARNING}
        if entry is not None:
            yield of_entry(configuration, entry, "corosync-key", words, **more)
        else:
            yield of_section(configuration, section, "corosync-key", words, **more)


def _of_key(name: str, machine: Machine) -> Sequence[tuple[str, str, bool]]:
    """Return what is wrong with a key file, what to do, and whether corosync would not start."""
    keygen = "'corosync-keygen' makes one, which goes to all nodes"
    try:
        status = machine.path(name).stat()
    except FileNotFoundError:
        return [(f"there is no key {name!r}, and messages are signed", keygen, True)]
    except OSError as error:
        return [(f"the key {name!r} cannot be looked at: {error.strerror}", "be root", False)]
    if not stat.S_ISREG(status.st_mode):
        return [(f"{name!r} is no regular file", keygen, True)]
    found = []
    low, high = _KEY_BYTES
    if not low <= status.st_size <= high:
        words = f"the key {name!r} has {status.st_size} bytes, not {low} to {high}"
        found.append((words, keygen, True))
    mode = stat.S_IMODE(status.st_mode)
    if mode & 0o077:
        words = f"others may read the key {name!r}: its mode is {mode:04o}"
        found.append((words, f"chmod 0400 {name}", False))
    if status.st_uid != 0:
        words = f"the key {name!r} does not belong to root"
        found.append((words, f"chown root:root {name}", False))
    return found


def log_folders(configuration: Configuration, machine: Machine) -> Findings:
    """Look at the folders of log files: corosync makes none, and does not start without."""
    for path in ("logging", "logging.logger_subsys"):
        for section in configuration.sections(path):
            entry = section.entry("logfile")
            on = section.value("to_logfile") == "yes"
            if entry is None or not on or not entry.value.startswith("/"):
                continue
            folder = machine.path(entry.value).parent
            if not folder.is_dir():
                words = f"there is no folder {Path(entry.value).parent} for the log"
                hint = f"mkdir -p {Path(entry.value).parent}"
                yield of_entry(configuration, entry, "corosync-log", words, hint=hint)
            elif machine.path(entry.value).is_dir():
                words = f"{entry.value!r} is a folder"
                yield of_entry(configuration, entry, "corosync-log", words)
            elif os.geteuid() == 0 and not os.access(folder, os.W_OK):
                words = f"the folder {Path(entry.value).parent} of the log cannot be written to"
                yield of_entry(configuration, entry, "corosync-log", words)


def listed(configuration: Configuration, machine: Machine) -> Findings:
    """Look for the machine in the nodelist, by its name and its addresses.

    Addresses that are host names may stand for it too: then nothing is said.
    """
    nodes = configuration.nodes
    short = machine.name.partition(".")[0]
    own = {str(one.ip) for one in machine.interfaces or ()}
    for node in nodes:
        if (node.value("name") or "").partition(".")[0] == short:
            return
        for entry in rings(node):
            address = address_of(entry.value)
            if address is None or str(address) in own:
                return
    if nodes:
        words = f"no node of the nodelist is this machine ({machine.name})"
        hint = "corosync starts only on machines whose name or address is in it"
        section = first(configuration, "nodelist")
        yield of_section(configuration, section, "missing-setting", words, hint=hint)
