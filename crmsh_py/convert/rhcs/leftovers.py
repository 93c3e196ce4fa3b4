"""What a file says and nobody converted: each attribute and element is told, with the reason.

Data for the most part.  Which attributes were converted, `Work` knows.
"""

from collections.abc import Iterator, Mapping

from crmsh_py import xmltree
from crmsh_py.convert.rhcs.work import Work
from crmsh_py.xmltree import Element

_INTERNAL = "it set an internal of cman that corosync does not have"
_UNICAST = "corosync sends to each node, so that it needs no multicast address"
_OWN_KEY = "corosync has a key of its own ('corosync-keygen')"
_QDISKD = "it is about qdiskd itself, which is gone"
_LOGS = "it is about a program that is gone, or that has a configuration of its own"
_BY_HAND = "an administrator confirms with 'stonith_admin --confirm' that a node is off"
_RRP = "knet has other ways to watch its links"
_ENCRYPTED = "traffic is encrypted with aes256 and sha256 from now on"
_FENCED = "it is about fenced, which is gone"
_ANY = "*"

_REASONS: Mapping[str, Mapping[str, str]] = {
    "cluster": {"alias": "it was for display only", "name": "", "config_version": ""},
    "cman": {
        "broadcast": _UNICAST,
        "keyfile": _OWN_KEY,
        "port": "the usual port 5405 is used; an option keeps this one",
        **dict.fromkeys(
            (
                *("cluster_id", "hash_cluster_id", "disallowed", "upgrading", "shutdown_timeout"),
                *("ccsd_poll", "debug_mask", "quorum_dev_poll", "nodename", "hello_timer"),
                *("max_retries", "max_queued", "sm_debug_size", "newcluster_timeout"),
                *("start_timeout", "transition_timeout", "joinconf_timeout", "join_timeout"),
                *("joinwait_timeout", "transition_restarts", "poll_period", "master_hello"),
                *("cluster_id_hash", "startup_wait", "logging_level", "dirty", "node_name"),
            ),
            _INTERNAL,
        ),
    },
    "multicast": {_ANY: _UNICAST},
    "totem": {
        **dict.fromkeys(("secauth", "crypto_type", "crypto_cipher", "crypto_hash"), _ENCRYPTED),
        "keyfile": _OWN_KEY,
        "key": _OWN_KEY,
        **dict.fromkeys(
            (
                *("rrp_problem_count_timeout", "rrp_problem_count_threshold"),
                *("rrp_problem_count_mcast_threshold", "rrp_token_expired_timeout"),
                *("rrp_autorecovery_check_timeout",),
            ),
            _RRP,
        ),
        "version": "there is one version of the protocol only",
        "nodeid": "nodes have their ids in the nodelist",
        "threads": _INTERNAL,
        "vsftype": "corosync has one way only to find the primary component",
        "transport": "it stands in <cman> where it counts",
        "cluster_name": "the name of <cluster> counts",
    },
    "member": {_ANY: "the nodes are in the nodelist"},
    "altmulticast": {_ANY: _UNICAST},
    "interface": {_ANY: "the addresses of the nodelist decide, and nothing is multicast"},
    "altname": {_ANY: "each link has its usual port, and nothing is multicast"},
    "clusternode": {
        "weight": "it was for the lock managers of its time",
        "interface": "the address of the node decides",
    },
    "logging": {_ANY: "corosync does not log that way any more"},
    "logging_daemon": {_ANY: _LOGS},
    "logger": {_ANY: _LOGS},
    "logger_subsys": {_ANY: _LOGS},
    "uidgid": {},
    "dlm": {_ANY: "dlm.conf has nothing like it"},
    "quorumd": {
        **dict.fromkeys(
            (
                *("min_score", "tko_up", "upgrade_wait", "master_wait", "paranoid", "io_timeout"),
                *("scheduler", "priority", "stop_cman", "use_uptime", "max_error_cycles"),
                *("status_file", "cman_label", "log_level", "log_facility", "reboot"),
                *("allow_kill", "debug", "log_file", "interval", "tko", "votes", "device"),
            ),
            _QDISKD,
        )
    },
    "heuristic": {
        "interval": "the quorum device says how often they run",
        "tko": "the quorum device says how often they run",
        "score": "they all have to succeed",
        "program": "the quorum disk has no successor that runs it",
    },
    "fence_daemon": {
        **dict.fromkeys(("override_path", "override_time", "skip_undefined"), _BY_HAND),
        **dict.fromkeys(
            (
                *("fence_all_agent", "unfence_all_agent", "groupd_compat", "debug", "log_debug"),
                *("post_join_delay", "post_fail_delay", "clean_start"),
            ),
            _FENCED,
        ),
    },
    "method": {"name": _FENCED},
    "device": {_ANY: _FENCED},
    "fencedevice": {_ANY: _FENCED},
    "fencedevices": {},
    "clusternodes": {},
    "fence": {},
    "unfence": {},
}
"""Why attributes are left out, by element; one that is not here is not understood."""

_GONE: Mapping[str, str] = {
    "group": "groupd is gone",
    "groupd": "groupd is gone",
    "gfs_controld": "gfs_controld is gone; gfs2 and dlm_controld do without",
    "clvmd": "clvmd is gone: lvmlockd took its place",
    "fence_xvmd": "fence_virtd on the host took its place, with a file of its own",
    "fence_virtd": "it has a file of its own on the host",
    "ccsd": "ccsd is gone",
    "dbus": "it told others of changes by D-Bus; alerts do so now",
    "ricci": "ricci is gone",
    "luci": "luci is gone",
    "resource_manager": "it was no part of what rgmanager read",
    "timeouts": "it was for programs that are gone",
    "ccs": "ccsd is gone",
    "qdisk": "it was no part of what qdiskd read",
    "daemon": "it was for programs that are gone",
    "cmirror": "cmirrord is gone",
    "gulm": "GULM is gone; corosync's nodes are equal",
    "lockserver": "GULM is gone; corosync's nodes are equal",
    "aisexec": "corosync runs as root",
    "amf": "it is gone",
    "service": "Pacemaker is started by its own service",
    "event": "it is gone",
    "flatiron": "it was for tests",
}
"""Elements that are left out as a whole."""

_PARTS: Mapping[str, frozenset[str]] = {
    "cluster": frozenset(
        {
            *("cman", "totem", "logging", "uidgid", "dlm", "clusternodes", "fencedevices"),
            *("fence_daemon", "quorumd", "rm", "multicast"),
        }
    ),
    "cman": frozenset({"multicast", "altmulticast"}),
    "totem": frozenset({"interface"}),
    "interface": frozenset({"member"}),
    "logging": frozenset({"logging_daemon", "logger", "logger_subsys"}),
    "dlm": frozenset({"lockspace"}),
    "lockspace": frozenset({"master"}),
    "clusternodes": frozenset({"clusternode"}),
    "clusternode": frozenset({"multicast", "altname", "fence", "unfence"}),
    "fence": frozenset({"method"}),
    "method": frozenset({"device"}),
    "unfence": frozenset({"device", "method"}),
    "fencedevices": frozenset({"fencedevice"}),
    "quorumd": frozenset({"heuristic"}),
}
"""Which elements belong into which."""

_WEIGHTY = {
    ("quorumd", "reboot"): "0",
    ("quorumd", "allow_kill"): "0",
}
"""Attributes that make a difference if they have this value."""


def tell_leftovers(work: Work) -> None:
    """Report what is left, but for `<rm>`, of which others take care."""
    pending = [work.document.root]
    while pending:
        element = pending.pop()
        if element.tag == "rm":
            continue
        for name, value in work.untaken(element):
            _tell_attribute(work, element, name, value)
        pending += reversed(list(_parts(work, element)))


def _tell_attribute(work: Work, element: Element, name: str, value: str) -> None:
    tag = str(element.tag)
    reasons = _REASONS.get(tag, {})
    reason = reasons.get(name, reasons.get(_ANY))
    if reason is None:
        message = f"{name!r} of <{tag}> is not understood: it is left out"
        work.warn("not-understood", message, element, name)
    elif _WEIGHTY.get((tag, name)) == value.strip():
        message = f"'{name}={value.strip()}' is left out: a node that fails is always fenced"
        work.warn("approximated", message, element, name)
    else:
        work.tell("dropped", f"{name!r} of <{tag}> is left out: {reason}", element, name)


def _parts(work: Work, element: Element) -> Iterator[Element]:
    """Yield the elements within; of those that have no place there, say so."""
    tag = str(element.tag)
    known = _PARTS.get(tag, frozenset())
    for child in xmltree.children(element):
        if child.tag in known:
            yield child
        elif tag == "cluster" and child.tag in _GONE:
            message = f"<{child.tag!s}> is left out: {_GONE[str(child.tag)]}"
            work.tell("dropped", message, child)
        else:
            message = f"<{child.tag!s}> in <{tag}> is not understood: it is left out"
            work.warn("not-understood", message, child)
