"""What becomes of the settings of old corosync.conf files.  Data only.

From corosync.conf(5) of the releases 1.4 and 2.4, openais.conf(5), and what corosync 3 reads.
"""

from collections.abc import Mapping
from dataclasses import dataclass

_RRP = "knet watches its links itself, with 'knet_ping_interval' and 'knet_ping_timeout'"
_GONE = "corosync 3 has no such setting"


@dataclass(frozen=True, slots=True)
class Fate:
    """Why a setting is not kept; if `is_warned` the cluster behaves differently without it."""

    reason: str
    is_warned: bool = False


DROPPED: Mapping[str, Fate] = {
    "compatibility": Fate("all nodes run corosync 3 now"),
    "totem.threads": Fate("knet has its own threads"),
    "totem.vsftype": Fate(_GONE),
    "totem.nodeid": Fate("each node has its id in the nodelist now", is_warned=True),
    "totem.clear_node_high_bit": Fate("ids of nodes are small numbers of the nodelist now"),
    "totem.rrp_token_expired_timeout": Fate(_RRP),
    "totem.rrp_problem_count_timeout": Fate(_RRP),
    "totem.rrp_problem_count_threshold": Fate(_RRP),
    "totem.rrp_problem_count_mcast_threshold": Fate(_RRP),
    "totem.rrp_autorecovery_check_timeout": Fate(_RRP),
    "totem.crypto_accept": Fate("all nodes run corosync 3 now"),
    "totem.netmtu": Fate("knet finds out the size of packets itself"),
    "totem.interface.bindnetaddr": Fate("the address of a node is in the nodelist now"),
    "totem.interface.mcastaddr": Fate("knet needs no multicast"),
    "totem.interface.broadcast": Fate("knet needs no broadcast"),
    "totem.interface.ttl": Fate("it was for multicast, which knet does not use"),
    "logging.tags": Fate("messages are filtered by their priority now"),
    "logging.logger_subsys.tags": Fate("messages are filtered by their priority now"),
    "quorum.votes": Fate("each node has its votes in the nodelist now"),
    "service.use_mgmtd": Fate("the management daemon is gone"),
    "service.use_logd": Fate("Pacemaker logs by itself: /etc/sysconfig/pacemaker, PCMK_logfile"),
}
"""Settings that are left out, whatever they say."""

RENAMED: Mapping[str, str] = {
    "logging.to_file": "to_logfile",
    "logging.syslog_level": "syslog_priority",
    "logging.logger_subsys.syslog_level": "syslog_priority",
    "totem.interface.ringnumber": "linknumber",
}
"""Settings that have another name in the same section."""

GONE_SECTIONS: Mapping[str, str] = {
    "amf": "the availability framework is gone",
    "event": "the event service is gone",
    "aisexec": "corosync runs as root; 'uidgid' lets other users connect",
    "logging.logger": "messages are filtered by 'logger_subsys' now",
    "logging.logging_daemon": "the daemon that it is about logs by itself",
}
"""Sections that are left out as a whole; but `service`."""

GONE_SUBSYSTEMS = frozenset(
    {"AMF", "CKPT", "CLM", "EVT", "EVS", "LCK", "MSG", "TMR", "pcmk", "PCMK"}
)
"""Subsystems of logging that were services of OpenAIS, or Pacemaker's plugin."""

CIPHERS: Mapping[str, str] = {"3des": "aes256", "nss": "aes256", "sober": "aes256"}
"""Ciphers that are gone, and what takes their place."""

PLUGINS: Mapping[str, str] = {
    "pacemaker": "Pacemaker's plugin",
    "corosync_quorum_ykd": "the oldest algorithm",
    "quorum_cman": "cman",
    "testquorum": "a test",
}
"""Providers of quorum that are gone."""
