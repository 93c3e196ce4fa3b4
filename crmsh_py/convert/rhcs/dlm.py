"""`<dlm>` as dlm.conf, the file of today's dlm_controld."""

import re
from collections.abc import Iterator, Mapping

from crmsh_py.convert.rhcs.nodes import whole_number
from crmsh_py.convert.rhcs.work import Work, children
from crmsh_py.xmltree import Element

FILE = "dlm.conf"
"""Goes to /etc/dlm/dlm.conf."""
_NAME = re.compile(r"[A-Za-z0-9_.:-]+")
_KEYS = (
    *("log_debug", "protocol", "enable_fencing", "enable_concurrent_fencing"),
    *("enable_startup_fencing", "enable_quorum_fencing", "enable_quorum_lockspace"),
    *("enable_plock", "plock_debug", "plock_rate_limit", "plock_ownership"),
    *("drop_resources_time", "drop_resources_count", "drop_resources_age"),
    *("post_join_delay", "repeat_failed_fencing", "debug_logfile", "daemon_debug"),
)


def dlm_conf(work: Work, nodeids: Mapping[str, int]) -> str:
    """Return the text of dlm.conf; empty if there is nothing to say in it."""
    lines: list[str] = []
    for element in children(work.document.root, "dlm"):
        lines += _settings(work, element)
        for lockspace in children(element, "lockspace"):
            lines += _lockspace(work, lockspace, nodeids)
    if lines:
        work.draft.remind(f"Copy {FILE} to /etc/dlm/{FILE} on all nodes.")
    return "".join(f"{line}\n" for line in lines)


def _settings(work: Work, element: Element) -> Iterator[str]:
    for key in _KEYS:
        value = work.take(element, key)
        if value and value.isprintable():
            place = work.place(element, key)
            work.draft.became(f"dlm {key}", f"{FILE} {key}", location=place)
            yield f"{key}={value}"


def _lockspace(work: Work, element: Element, nodeids: Mapping[str, int]) -> Iterator[str]:
    """Yield a lockspace and its masters: dlm.conf(5) has nodes by their ids."""
    name = work.take(element, "name")
    if not name or not _NAME.fullmatch(name):
        work.warn("unusable-value", "the lockspace has no name: it is left out", element)
        return
    nodir = work.take(element, "nodir")
    yield f"lockspace {name} nodir=1" if nodir == "1" else f"lockspace {name}"
    for master in children(element, "master"):
        node = work.take(master, "name") or ""
        weight = whole_number(work.take(master, "weight") or "1")
        if node in nodeids:
            yield f"master {name} node={nodeids[node]} weight={1 if weight is None else weight}"
        else:
            work.warn("unusable-value", "there is no such node: it is left out", master, "name")
