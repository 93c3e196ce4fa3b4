"""File systems on what is gone: the volumes of EVMS, and OCFS2 without heartbeat's own locking.

The script hb2openais took the paths of EVMS's LVM2 volumes to those of LVM, and had people run a
lock manager for OCFS2.  Which volumes and which lock manager there are is not in the CIB.
"""

import re

from crmsh_py.convert.cib06.work import Work
from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.xmltree import Element

_EVMS = re.compile(r"/dev/evms/(?P<kind>lvm2?/)?(?P<rest>.+)")
_LVM2 = "lvm2/"
_CLUSTERED = frozenset({"ocfs2", "gfs2"})
_LOCKING = frozenset({"controld", "o2cb"})
_CLONES = (
    "add a clone of ocf:pacemaker:controld (with interleave=true), and order and colocate the"
    " file system's clone after and with it"
)


def check_file_systems(work: Work) -> None:
    """Take devices to their paths of today, and tell what has to be set up by hand."""
    primitives = list(work.section("resources").iter("primitive"))
    has_locking = any(one.get("type") in _LOCKING for one in primitives)
    for primitive in primitives:
        if primitive.get("type") != "Filesystem":
            continue
        pairs = {one.get("name"): one for one in primitive.iterfind("instance_attributes/nvpair")}
        if "device" in pairs:
            _convert_device(work, primitive, pairs["device"])
        kind = pairs["fstype"].get("value", "") if "fstype" in pairs else ""
        if kind in _CLUSTERED and not has_locking:
            words = f"{kind} needs a lock manager on all nodes, which is none of the resources"
            _warn(work, primitive, "needs-lock-manager", words, _CLONES)
            work.remind("Set up DLM, and fencing with it, for the cluster file systems.")


def _convert_device(work: Work, primitive: Element, pair: Element) -> None:
    old = pair.get("value", "")
    match = _EVMS.fullmatch(old)
    if match is None:
        return
    if match["kind"] == _LVM2 and match["rest"].count("/") == 1:
        pair.set("value", f"/dev/{match['rest']}")
        words = f"the device {old!r} is /dev/{match['rest']} without EVMS"
        hint = "have LVM activate the volume group, with ocf:heartbeat:LVM-activate if need be"
    else:
        words = f"the device {old!r} is a volume of EVMS, which is gone"
        hint = "make the volume one of LVM, and name that"
    _warn(work, primitive, "approximated", words, hint)


def _warn(work: Work, primitive: Element, code: str, words: str, hint: str) -> None:
    id_ = primitive.get("id", "")
    place = work.locations.get(id_) or work.place(work.document.root)
    work.problems.append(Diagnostic(code, words, Severity.WARNING, id_, place, hint))
