"""The running cluster, through Pacemaker's own tools."""

from collections.abc import Sequence
from dataclasses import dataclass

from crmsh_py import xmltree
from crmsh_py.backends.base import Snapshot, Version, changed_meanwhile
from crmsh_py.diagnostics import CrmError
from crmsh_py.model.changes import Change
from crmsh_py.model.compare import CONFIGURATION, CONFIGURATION_ATTRIBUTES, compare
from crmsh_py.model.keeping import unkept
from crmsh_py.model.patch import to_patch
from crmsh_py.model.version import version_of
from crmsh_py.pacemaker.access import check_version_is_visible
from crmsh_py.pacemaker.tools import CLUSTER, Tools, no_quorum
from crmsh_py.runner import SECONDS
from crmsh_py.xmltree import Element

_OLD = 103
"""CRM_EX_OLD: the patch is not for the version that is there."""

_LONGEST_WAIT_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class LiveBackend:
    """The CIB of the running cluster."""

    tools: Tools

    @property
    def name(self) -> str:
        """What the prompt calls it."""
        return f"live/{self.tools.host}" if self.tools.host else "live"

    def read(self) -> Snapshot:
        """Return the cluster's CIB.

        Raises CrmError (not-connected, no-permission, tool-failed, tool-missing, timed-out).
        """
        return Snapshot.of(self.tools.run("cibadmin", "--query").stdout, CLUSTER)

    def wait(self) -> None:
        """Wait until the cluster has done what there is to do, an hour at most.

        Raises CrmError (timed-out, and as `read`).
        """
        seconds = _LONGEST_WAIT_SECONDS
        argv = ["crm_resource", "--wait", f"--timeout={seconds:.0f}s"]
        self.tools.run(*argv, seconds=seconds + SECONDS)

    def write(
        self,
        base: Snapshot,
        root: Element,
        *,
        changes: Sequence[Change] | None = None,
        force: bool = False,
    ) -> Snapshot:
        """Patch the cluster's CIB; see Backend.  `force` does so without a quorum too.

        Raises CrmError (not-kept, changed-meanwhile, no-quorum, invalid-configuration, and as
        `read`).
        """
        if changes is None:
            changes = compare(base.root, root)
        if not changes:
            return base
        if lost := unkept(root, changes):
            raise CrmError(*lost)
        self._check_head(base, force=force)
        target = Version(base.version.admin_epoch, base.version.epoch + 1)
        patch = to_patch(base.root, root, changes, source=base.version, target=target)
        outcome = self.tools.run("cibadmin", "--patch", "--xml-pipe", stdin=patch, accepted=(_OLD,))
        if outcome.status == _OLD:
            raise changed_meanwhile(self._head(), CLUSTER)
        return self._read_or(root, target)

    def replace(self, root: Element, *, force: bool = False) -> Snapshot:
        """Replace the cluster's configuration; see Backend.  `force` does so without a quorum too.

        Raises CrmError (not-kept, no-quorum, invalid-configuration, and as `read`).
        """
        there = self.read()
        if lost := unkept(root, compare(there.root, root)):
            raise CrmError(*lost)
        _check_quorum(there.root, force=force)
        attributes = {name: root.get(name) for name in CONFIGURATION_ATTRIBUTES}
        new = {
            key: text for key, text in attributes.items() if text not in (None, there.root.get(key))
        }
        if new:  # the scope of what follows leaves out the root
            only_root = xmltree.to_bytes(xmltree.new("cib", {key: str(new[key]) for key in new}))
            self.tools.run("cibadmin", "--modify", "--xml-pipe", stdin=only_root)
        configuration = root.find(CONFIGURATION[0])
        assert configuration is not None, "checked when it was read"
        scope = ("--replace", "--scope", "configuration", "--xml-pipe")
        self.tools.run("cibadmin", *scope, stdin=xmltree.raw(configuration))
        return self._read_or(root, Version(there.version.admin_epoch, there.version.epoch + 1))

    def _read_or(self, root: Element, version: Version) -> Snapshot:
        """Return what is there after it was written; what was meant if it cannot be read.

        It was written: that the cluster is then out of reach must not look like a failure.
        """
        try:
            return self.read()
        except CrmError:
            meant = xmltree.copy(root)
            meant.set("admin_epoch", str(version.admin_epoch))
            meant.set("epoch", str(version.epoch))
            return Snapshot.of(xmltree.raw(meant), CLUSTER)

    def is_stale(self, base: Snapshot) -> bool:
        """Tell by the CIB's root whether the configuration moved on.  Raises CrmError as `read`."""
        return _moved_on(base, self._head())

    def _check_head(self, base: Snapshot, *, force: bool) -> None:
        """Look at the CIB's root before the patch: at the quorum, and whether it moved on."""
        head = self._head()
        check_version_is_visible(head)
        _check_quorum(head, force=force)
        if _moved_on(base, head):
            raise changed_meanwhile(head, CLUSTER)

    def _head(self) -> Element:
        """Return the cluster's `<cib>` without what is in it: cheap however large that is."""
        return self.tools.xml("cibadmin", "--query", "--no-children", "--xpath", "/cib")


def _check_quorum(head: Element, *, force: bool) -> None:
    """Refuse to write without a quorum: such a partition would accept it."""
    if head.get("have-quorum") == "0" and not force:
        raise CrmError(no_quorum())


def _moved_on(base: Snapshot, head: Element) -> bool:
    return version_of(head, CLUSTER).of_configuration != base.version.of_configuration
