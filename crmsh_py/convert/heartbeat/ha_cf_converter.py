"""An ha.cf into a corosync.conf, and what it says about resources into statements.

Each directive is seen to by one module: the cluster itself, ping nodes, programs, fencing,
failback.  The rest is in tables here.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from crmsh_py.convert.conversion import Input
from crmsh_py.convert.draft import Draft
from crmsh_py.convert.heartbeat.authkeys import convert_authkeys
from crmsh_py.convert.heartbeat.choices import Choices
from crmsh_py.convert.heartbeat.corosync_conf import convert_membership
from crmsh_py.convert.heartbeat.failback import convert_failback
from crmsh_py.convert.heartbeat.fencing import (
    convert_fencing,
    convert_watchdog,
    turn_off_without_devices,
)
from crmsh_py.convert.heartbeat.ha_cf import Directive, HaCf
from crmsh_py.convert.heartbeat.ping import convert_ping
from crmsh_py.convert.heartbeat.placed import Placed
from crmsh_py.convert.heartbeat.programs import convert_programs
from crmsh_py.convert.heartbeat.work import Work


def convert_ha_cf(
    draft: Draft,
    ha_cf: HaCf,
    authkeys: Input | None,
    resources: Sequence[Placed],
    choices: Choices,
) -> None:
    """Add to a draft what ha.cf says; `resources` are what the lines of haresources became."""
    work = Work(draft, ha_cf, choices, resources)
    draft.report(*ha_cf.diagnostics)
    _about_crm(work)
    convert_membership(work)
    convert_ping(work)
    convert_programs(work)
    convert_fencing(work)
    convert_watchdog(work)
    convert_failback(work)
    _convert_table(work)
    if authkeys is not None:
        convert_authkeys(draft, authkeys)
    turn_off_without_devices(work)
    _remind(work)


def _about_crm(work: Work) -> None:
    for one in work.ha_cf.all("crm", "pacemaker"):
        work.became(one, note="Pacemaker is what manages resources now")
    directive = work.ha_cf.last("crm", "pacemaker")
    if directive is None or not work.uses_crm or work.choices.has_cib:
        return
    words = f"with '{directive.name}' on, heartbeat had its resources in a CIB"
    if work.resources:
        words += ": what haresources says was not in use"
    hint = "convert /var/lib/heartbeat/crm/cib.xml of a node with 'crm convert cib'"
    work.warn("crm-was-on", words, directive.location, hint)


# ------------------------------------------------------------------ all else

_INTERNAL = "it is about heartbeat's own workings"
_DROPPED: Mapping[str, str] = MappingProxyType(
    {
        "baud": "there are no serial links any more",
        "syslogmsgfmt": "corosync writes its own format",
        "log_badpack": _INTERNAL,
        "conn_logd_time": "there is no logging daemon of heartbeat's any more",
        "traditional_compression": _INTERNAL,
        "coredumps": "systemd decides about core dumps (LimitCORE=)",
        "coreroot": "systemd decides about core dumps (LimitCORE=)",
        "memreserve": _INTERNAL,
        "normalpoll": _INTERNAL,
        "max_rexmit_delay": _INTERNAL,
        "msgfmt": _INTERNAL,
        "hopfudge": _INTERNAL,
        "hbgenmethod": _INTERNAL,
        "uuidfrom": _INTERNAL,
        "use_apphbd": "apphbd is gone; sbd watches over Pacemaker",
        "apiauth": "clients of Pacemaker are in the group haclient; more is for ACLs of the CIB",
        "record_config_changes": "Pacemaker logs changes of the CIB by itself",
        "enable_config_writes": "Pacemaker always writes the CIB",
        "crm_daemon_dir": _INTERNAL,
        "crmd_spawns_pengine": _INTERNAL,
    }
)


def _convert_table(work: Work) -> None:
    for directive in work.ha_cf.directives:
        convert = _OTHERS.get(directive.name)
        if convert is not None:
            convert(work, directive)
        elif directive.name in _DROPPED:
            work.drop(directive, _DROPPED[directive.name])


def _env(work: Work, directive: Directive) -> None:
    why = "variables for Pacemaker's processes are in /etc/sysconfig/pacemaker"
    work.drop(directive, why, "set it there on each node, if an agent needs it")
    work.draft.remind(
        "Look at the 'env' lines of ha.cf: set in /etc/sysconfig/pacemaker what is needed."
    )


def _quorum_server(work: Work, directive: Directive) -> None:
    words = "the quorum server is not taken over: a qnetd host takes its place"
    hint = "install corosync-qnetd there, and add a 'device' (model net) to the quorum section"
    work.warn("dropped", words, directive.location, hint)
    work.became(directive, note=words)
    work.draft.remind("Set up a qnetd host and corosync-qdevice in place of the quorum server.")


def _inputs(work: Work, directive: Directive) -> None:
    if work.ha_cf.is_on("record_pengine_inputs") is not False:
        work.became(directive, note="so does Pacemaker")
    elif work.add_option("property", "pe-input-series-max", "0", directive.location):
        work.became(directive, "property pe-input-series-max", note="0")


_OTHERS: Mapping[str, Callable[[Work, Directive], None]] = MappingProxyType(
    {"env": _env, "quorum_server": _quorum_server, "record_pengine_inputs": _inputs}
)


def _remind(work: Work) -> None:
    """List what has to be done by hand around the new cluster."""
    if work.draft.corosync is not None:
        work.draft.remind(
            "Make a key with 'corosync-keygen', and copy /etc/corosync/authkey to all nodes"
            " (mode 0400)."
        )
        work.draft.remind("Copy the same corosync.conf to /etc/corosync on all nodes.")
    work.draft.remind(
        "Stop heartbeat on all nodes and disable it at boot; enable corosync and pacemaker."
    )
    if work.uses_crm and not work.choices.has_cib:
        work.draft.remind("Convert heartbeat's CIB with 'crm convert cib'.")
