"""A configuration in a file: a cib.xml that no cluster is using, or a shadow CIB."""

import os
import pwd
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from crmsh_py import xmltree
from crmsh_py.backends import disk
from crmsh_py.backends.base import Snapshot, Version, changed_meanwhile
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.model.changes import Change
from crmsh_py.model.compare import CONFIGURATION_ATTRIBUTES, same_configuration
from crmsh_py.model.empty import EMPTY_CIB
from crmsh_py.pacemaker.daemons import PROCESSES, pacemaker_runs
from crmsh_py.xmltree import Element

if TYPE_CHECKING:
    from crmsh_py.runner import Runner

CLUSTER_CIB = Path("/var/lib/pacemaker/cib/cib.xml")
_DECLARATION = re.compile(rb"(?:\xef\xbb\xbf)?(<\?xml\s[^>]*\?>)")
_OTHER_ENCODING = re.compile(rb"""encoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE)
_DIGEST = re.compile(rb"[0-9a-f]{32}")


@dataclass(frozen=True)
class FileBackend:
    """A CIB file; a file that is not there yet holds an empty configuration.

    `label` is its name in the prompt, `absent` the problem if for this one not to be there is
    one.  `user`, `host` and `clock` (seconds since 1970) say who writes, and when; `patience`
    is for how many seconds to wait for others who are writing.
    """

    path: Path
    label: str | None = None
    absent: Diagnostic | None = None
    runner: "Runner | None" = None
    user: str | None = None
    host: str | None = None
    clock: Callable[[], float] = time.time
    patience: float = 10.0
    cluster_cib: Path = CLUSTER_CIB
    processes: Path = PROCESSES

    @property
    def name(self) -> str:
        """What the prompt calls it."""
        return self.label or self.path.name

    @property
    def tools(self) -> None:
        """None: no cluster acts on what is in a file."""

    def read(self) -> Snapshot:
        """Return the configuration in the file.

        Raises CrmError (no-such-file, unreadable-file, file-too-large, malformed-xml,
        forbidden-xml, not-a-cib).
        """
        stamp = disk.stamp(str(self.path))  # before: so that what came later is noticed
        return self._snapshot(disk.read(str(self.path)), stamp)

    def is_stale(self, base: Snapshot) -> bool:
        """Tell whether the file holds another configuration than `base`.  Raises as `read`."""
        if base.stamp is not None and disk.stamp(str(self.path)) == base.stamp:
            return False
        there = disk.read(str(self.path))
        return there != base.xml and _moved_on(base, self._snapshot(there))

    def _snapshot(self, octets: bytes | None, stamp: tuple[int, ...] | None = None) -> Snapshot:
        if octets is not None:
            return Snapshot.of(octets, str(self.path), stamp, file=self._file)
        if self.absent is not None:
            raise CrmError(self.absent)
        folder = self._real.parent
        if not folder.is_dir():
            raise CrmError(Diagnostic("no-such-file", f"there is no folder {str(folder)!r}"))
        return Snapshot.of(EMPTY_CIB, str(self.path))

    @property
    def _file(self) -> str | None:
        """The file as the user named it; a shadow CIB is named by its label."""
        return None if self.label else str(self.path)

    def wait(self) -> None:
        """Return at once: no cluster acts on what is in a file."""

    def write(
        self,
        base: Snapshot,
        root: Element,
        *,
        changes: Sequence[Change] | None = None,
        force: bool = False,
    ) -> Snapshot:
        """Replace the file; see Backend.  There is nothing that `force` would overrule.

        Raises CrmError (changed-meanwhile, cluster-in-the-way, locked, cannot-write).
        """
        del force
        if not changes and (changes is not None or same_configuration(base.root, root)):
            return base
        return self._write_locked(base, root)

    def replace(self, root: Element, *, force: bool = False) -> Snapshot:
        """Replace the file, whatever configuration it holds; see Backend.

        Raises CrmError (cluster-in-the-way, locked, cannot-write).
        """
        del force
        return self._write_locked(None, root)

    def _write_locked(self, base: Snapshot | None, root: Element) -> Snapshot:
        self._keep_out_of_the_clusters_way()
        try:
            with disk.locked(str(self._real.parent), self.patience) as folder:
                return self._write(folder, base, root)
        except OSError as error:
            raise self._cannot_write(error.strerror) from None

    @property
    def _real(self) -> Path:
        return Path(os.path.realpath(self.path))

    def _keep_out_of_the_clusters_way(self) -> None:
        is_the_clusters = self._real == Path(os.path.realpath(self.cluster_cib))
        if is_the_clusters and pacemaker_runs(self.processes):
            words = f"{self.path} is the CIB of the Pacemaker that is running here"
            hint = "leave '-c' out (and unset CIB_file) to change the running cluster"
            raise CrmError(Diagnostic("cluster-in-the-way", words, hint=hint))

    def _write(self, folder: int, base: Snapshot | None, root: Element) -> Snapshot:
        """Write while the folder is locked; without a base, over whatever there is."""
        there = disk.read(str(self.path))
        current = base if base is not None and there == base.xml else self._snapshot(there)
        if base is not None and _moved_on(base, current):
            raise changed_meanwhile(current.root, str(self.path))
        version = Version(current.version.admin_epoch, current.version.epoch + 1)
        octets = _document(root, current, self._attributes(root, current, version))
        disk.replace(folder, self._files(folder, octets))
        return Snapshot(octets, version, disk.stamp(str(self.path)), self._file)

    def _attributes(self, root: Element, current: Snapshot, version: Version) -> dict[str, str]:
        """Return the attributes of the new root: those in the file, with what changes."""
        configured = {key: root.get(key) for key in CONFIGURATION_ATTRIBUTES}
        kept = {**current.root.attrib, **configured}
        return {
            **{key: text for key, text in kept.items() if text is not None},
            "admin_epoch": str(version.admin_epoch),
            "epoch": str(version.epoch),
            "num_updates": "0",
            "cib-last-written": time.ctime(self.clock()),
            "update-origin": self.host or os.uname().nodename,
            "update-client": "crm",
            "update-user": self.user or _user(),
        }

    def _files(self, folder: int, octets: bytes) -> Mapping[str, bytes]:
        """Return what to write: the file, and Pacemaker's digest if one stands beside it."""
        name = self._real.name
        if os.access(name, os.F_OK, dir_fd=folder) and not _is_writable(folder, name):
            raise self._cannot_write("it is read-only")
        if not os.access(f"{name}.sig", os.F_OK, dir_fd=folder):
            return {name: octets}
        return {name: octets, f"{name}.sig": self._digest(octets)}

    def _digest(self, octets: bytes) -> bytes:
        """Return the digest of the file that Pacemaker checks when it starts."""
        runner = self.runner or _local_runner()
        try:
            outcome = runner.run(["cibadmin", "--md5-sum", "--xml-pipe"], stdin=octets)
        except CrmError as error:
            raise self._cannot_write(f"its digest cannot be made: {error}") from None
        digest = outcome.stdout.strip()
        if outcome.status or not _DIGEST.fullmatch(digest):
            raise self._cannot_write("its digest cannot be made", hint=outcome.words)
        return digest

    def _cannot_write(self, reason: str | None, *, hint: str | None = None) -> CrmError:
        words = f"{self.path} cannot be written: {reason}"
        return CrmError(Diagnostic("cannot-write", words, hint=hint))


def _moved_on(base: Snapshot, current: Snapshot) -> bool:
    """Tell whether the configuration changed; what only the status did does not matter."""
    if current.xml == base.xml:
        return False
    if current.version.of_configuration != base.version.of_configuration:
        return True
    return not same_configuration(base.root, current.root)


def _document(root: Element, current: Snapshot, attributes: Mapping[str, str]) -> bytes:
    """Return the file to write: the working configuration, and the status that is there."""
    status, there = root.find("status"), current.root.find("status")
    if _bytes(status) != _bytes(there):
        root = xmltree.parse(xmltree.to_bytes(root), "the working configuration")
        _exchange_status(root, there)
    with _wearing(root, attributes):
        return declared(root, current.xml)


def _bytes(status: Element | None) -> bytes | None:
    return None if status is None else xmltree.raw(status)


def _exchange_status(root: Element, status: Element | None) -> None:
    for mine in root.findall("status"):
        xmltree.remove(mine)
    if status is not None:
        xmltree.insert(root, len(root), xmltree.copy(status))


@contextmanager
def _wearing(root: Element, attributes: Mapping[str, str]) -> Iterator[None]:
    """Lend the root other attributes: to copy a large tree for that takes too long."""
    own = dict(root.attrib)
    root.attrib.clear()
    root.attrib.update(dict(attributes))
    try:
        yield
    finally:
        root.attrib.clear()
        root.attrib.update(own)


def declared(root: Element, model: bytes) -> bytes:
    """Return a document, with an XML declaration if the file that it was had one."""
    declaration = _DECLARATION.match(model)
    if declaration is None:
        return xmltree.to_bytes(root)
    if _OTHER_ENCODING.search(declaration[1]):
        return xmltree.to_bytes(root, declaration=True)
    return declaration[1] + b"\n" + xmltree.to_bytes(root)


def _is_writable(folder: int, name: str) -> bool:
    """Tell whether one may write to a file; renaming another over it would not ask."""
    return os.access(name, os.W_OK, dir_fd=folder, effective_ids=True)


def _user() -> str:
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:  # containers run processes with users that nobody entered
        return str(os.geteuid())


def _local_runner() -> "Runner":
    # Not imported at the top: it brings in subprocess, which the work on a file does not need.
    runner: Runner = import_module("crmsh_py.runner").LocalRunner()
    return runner
