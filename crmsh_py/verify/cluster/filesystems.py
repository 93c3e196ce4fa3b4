"""File systems and volume groups: who may have them mounted or active at once.

Facts: ocf:heartbeat:Filesystem refuses to mount these as a clone, unless force_clones is set or
they are read-only; ocf:heartbeat:LVM-activate activates exclusively by default.
"""

from collections.abc import Iterator

from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.verify.check import OfWhole, finding
from crmsh_py.verify.cluster.graph import components, ties
from crmsh_py.verify.view import Container, Primitive, View
from crmsh_py.verify.view.pairs import is_true

_REFUSED = frozenset({"ext3", "ext4", "ext4dev", "reiserfs", "reiser4", "xfs", "jfs"})
LOCAL = _REFUSED | {"ext2", "btrfs", "vfat", "ntfs"}
SHARED = frozenset({"gfs2", "ocfs2"})
_BINDS = frozenset({"bind", "rbind"})


def kind(filesystem: Primitive) -> str:
    """Return the type of a file system, "" if it is not said."""
    return (filesystem.parameters.get("fstype") or "").lower()


def filesystems(view: View) -> Iterator[Diagnostic]:
    """Report file systems that two nodes would destroy, or that are not used as they could be."""
    single: list[Primitive] = []
    for one in view.by_type.get("Filesystem", ()):
        if kind(one) in SHARED and one.clone is None:
            yield _on_one_node(one)
        elif kind(one) in LOCAL and not _options(one) & {"ro", *_BINDS}:
            if one.clone is None:
                single.append(one)
            elif not is_true(one.parameters.get("force_clones"), otherwise=False):
                yield _cloned(one, one.clone)
    yield from _twice(view, single)


def _options(filesystem: Primitive) -> set[str]:
    return set((filesystem.parameters.get("options") or "").split(","))


def _on_one_node(one: Primitive) -> Diagnostic:
    words = f"{kind(one)} is made for several nodes, but is mounted on one at a time"
    hint = f"write 'clone cl-{one.outermost.id} {one.outermost.id} meta interleave=true'"
    code, severity = "cluster-filesystem-on-one-node", Severity.INFO
    return finding(one.element, code, words, "fstype", severity=severity, hint=hint)


def _cloned(one: Primitive, clone: Container) -> Diagnostic:
    words = f"is in the clone {clone.id}: {kind(one)} mounted on two nodes destroys the data"
    if kind(one) in _REFUSED:
        words += ", and its agent refuses to"
    hint = "take it out of the clone, or use a cluster file system such as gfs2"
    return finding(one.element, "local-filesystem-cloned", words, "fstype", hint=hint)


def _twice(view: View, filesystems: list[Primitive]) -> Iterator[Diagnostic]:
    """Report file systems with the device of another one, if nothing keeps both together."""
    first: dict[str, Primitive] = {}
    pairs = []
    for one in filesystems:
        device = one.parameters.get("device") or ""
        if device.startswith(("/", "UUID=", "LABEL=", "-U", "-L")):
            other = first.setdefault(device, one)
            pairs += [(one, other)] if other is not one else []
    together = components(ties(view, set())) if pairs else {}
    for one, other in pairs:
        if together.get(one.id, one.id) != together.get(other.id, other.id):
            words = (
                f"mounts the same device as {other.id}: {kind(one)} mounted on two nodes destroys"
                " the data, and nothing keeps them together"
            )
            hint = "one of them is enough; directories inside it can be bind mounts (fstype=none)"
            yield finding(one.element, "device-mounted-twice", words, "device", hint=hint)


def exclusive_volumes(view: View) -> Iterator[Diagnostic]:
    """Report clones of volume groups that only one node can have active."""
    for one in view.by_type.get("LVM-activate", ()):
        mode = one.parameters.get("activation_mode") or "exclusive"
        access = one.parameters.get("vg_access_mode") or ""
        if one.clone is not None and mode != "shared" and access != "none":
            yield _exclusive(one, one.clone, "activation_mode", "'activation_mode=shared'")
    for one in view.by_type.get("LVM", ()):
        if one.clone is not None and is_true(one.parameters.get("exclusive"), otherwise=False):
            yield _exclusive(one, one.clone, "exclusive", "'exclusive=false'")


def _exclusive(one: Primitive, clone: Container, parameter: str, shared: str) -> Diagnostic:
    words = f"is in the clone {clone.id}, but activates its volume group for one node only"
    hint = f"write {shared} if the volumes are for several nodes, else take it out of the clone"
    return finding(one.element, "exclusive-volume-cloned", words, parameter, hint=hint)


CHECKS = (
    OfWhole(
        (
            "cluster-filesystem-on-one-node",
            "local-filesystem-cloned",
            "device-mounted-twice",
        ),
        filesystems,
    ),
    OfWhole(("exclusive-volume-cloned",), exclusive_volumes),
)
