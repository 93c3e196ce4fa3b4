"""What corosync knows: sections, keys, and the values they take.  Data only.

From corosync.conf(5), votequorum(5) and corosync-qdevice(8), and from what corosync 3.1 answers
to other values: those it would not start with, and those it goes on without.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

U8, U16, U32 = (0, 2**8 - 1), (0, 2**16 - 1), (0, 2**32 - 1)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a key takes: a number of a range, or one of some words, or any text.

    With another value corosync does not start; if it is `lenient`, it goes on as without one.
    `only` are the transports that look at the key, `instead` says what took its place in
    corosync 3; `default` is what corosync 3.1 takes where the key is missing.
    """

    numbers: tuple[int, int] | None = None
    words: tuple[str, ...] = ()
    lenient: bool = False
    only: tuple[str, ...] = ()
    instead: str = ""
    default: str = ""
    meant: str = ""
    """What the key is meant to take, of what it takes."""

    def takes(self, value: str) -> bool:
        """Tell whether a value is one that the key takes."""
        if self.numbers is not None:
            low, high = self.numbers
            if value.isascii() and value.isdigit() and low <= int(value) <= high:
                return True
        elif not self.words:
            return True
        return value in self.words

    def expected(self) -> str:
        """Return in words what the key takes."""
        if self.meant:
            return self.meant
        named = [repr(word) for word in self.words]
        if self.numbers is not None:
            named.insert(0, f"a number from {self.numbers[0]} to {self.numbers[1]}")
        return " or ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)


def _number(
    numbers: tuple[int, int] = U32, default: str = "", *, only: tuple[str, ...] = ()
) -> Setting:
    return Setting(numbers, default=default, only=only)


def _words(*words: str, default: str = "", lenient: bool = False) -> Setting:
    return Setting(words=words, default=default, lenient=lenient)


_TEXT = Setting()
_KNET, _UDP = ("knet",), ("udp",)
_YES = _words("yes", "no", lenient=True)
_ZERO_ONE = Setting(U8, meant="0 or 1")
_RRP = "'link_mode' and the knet transport take the place of redundant rings"
_PRIORITIES = ("alert", "crit", "debug", "emerg", "err", "info", "notice", "warning")
_FACILITIES = ("daemon", *(f"local{number}" for number in range(8)))

_TOTEM = {
    "version": _number((2, 2)),
    "cluster_name": _TEXT,
    "transport": _words("knet", "udpu", "udp", default="knet"),
    "token": _number((30, U32[1]), "3000"),
    "token_coefficient": _number(default="650"),
    "token_warning": _number((0, 100), "75"),
    "token_retransmit": _number((30, U32[1]), "238"),
    "token_retransmits_before_loss_const": _number(default="4"),
    "hold": _number(default="180"),
    "join": _number(default="50"),
    "send_join": _number(default="0"),
    "consensus": _number((30, U32[1]), "1.2 times the token timeout"),
    "merge": _number(default="200"),
    "downcheck": _number(default="1000"),
    "fail_recv_const": _number(default="2500"),
    "seqno_unchanged_const": _number(default="30"),
    "heartbeat_failures_allowed": _number(default="0"),
    "max_network_delay": _number(default="50"),
    "window_size": _number(default="50"),
    "max_messages": _number(default="17"),
    "miss_count_const": _number(default="5"),
    "netmtu": _number(default="1500"),
    "config_version": _number((0, 2**64 - 1), "0"),
    "ip_version": _words("ipv4", "ipv6", "ipv4-6", "ipv6-4"),
    "clear_node_high_bit": _YES,
    "crypto_model": _words("nss", "openssl", default="nss"),
    "crypto_cipher": _words("none", "aes256", "aes192", "aes128", default="none"),
    "crypto_hash": _words("none", "md5", "sha1", "sha256", "sha384", "sha512", default="none"),
    "secauth": _words("on", "off", lenient=True, default="off"),
    "keyfile": Setting(default="/etc/corosync/authkey"),
    "key": _TEXT,
    "link_mode": Setting(words=("passive", "active", "rr"), only=_KNET, default="passive"),
    "knet_compression_model": Setting(
        words=("none", "zlib", "lz4", "lz4hc", "lzo2", "lzma", "bzip2", "zstd"),
        only=_KNET,
        default="none",
    ),
    "knet_compression_threshold": _number(default="100", only=_KNET),
    "knet_compression_level": Setting(only=_KNET),
    "knet_pmtud_interval": _number(default="30", only=_KNET),
    "knet_mtu": _number(default="0", only=_KNET),
    "block_unlisted_ips": _YES,
    "cancel_token_hold_on_retransmit": _YES,
    # of older releases
    "nodeid": Setting(U32, instead="write the 'nodeid' into each node of the nodelist"),
    "threads": Setting(U32, instead="corosync 2 and later ignore it"),
    "rrp_mode": Setting(instead=_RRP),
    "vsftype": Setting(instead="corosync 2 and later ignore it: remove it"),
    "crypto_type": Setting(instead="'crypto_cipher' and 'crypto_hash' say what it said"),
    **{
        name: Setting(U32, instead=_RRP)
        for name in (
            "rrp_token_expired_timeout",
            "rrp_problem_count_timeout",
            "rrp_problem_count_threshold",
            "rrp_problem_count_mcast_threshold",
            "rrp_autorecovery_check_timeout",
        )
    },
}
_INTERFACE = {
    "linknumber": _number((0, 7), "0"),
    "ringnumber": Setting(U8, instead="corosync 3 calls it 'linknumber'"),
    "bindnetaddr": Setting(only=_UDP),
    "mcastaddr": Setting(only=_UDP),
    "broadcast": replace(_YES, only=_UDP),
    "mcastport": _number(U16, "5405"),
    "ttl": _number(U8, "1", only=_UDP),
    "knet_link_priority": _number(U8, only=_KNET),
    "knet_ping_interval": _number(only=_KNET),
    "knet_ping_timeout": _number(only=_KNET),
    "knet_ping_precision": _number(default="2048", only=_KNET),
    "knet_pong_count": _number(default="2", only=_KNET),
    "knet_transport": Setting(words=("udp", "sctp"), only=_KNET, default="udp"),
}
_LOGGER = {
    "to_stderr": _words("yes", "no"),
    "to_logfile": _words("yes", "no"),
    "to_syslog": _words("yes", "no"),
    "logfile": _TEXT,
    "logfile_priority": _words(*_PRIORITIES, default="info"),
    "syslog_facility": _words(*_FACILITIES, default="daemon"),
    "syslog_priority": _words(*_PRIORITIES, default="info"),
    "syslog_level": Setting(instead="it is called 'syslog_priority' now"),
    "debug": _words("on", "off", "trace", default="off"),
    "tags": Setting(instead="corosync 2 and later ignore it: remove it"),
}
_LOGGING = {
    **_LOGGER,
    "timestamp": _words("on", "off", "hires", default="hires"),
    "fileline": _words("on", "off", default="off"),
    "function_name": _words("on", "off", default="off"),
    "blackbox": _words("on", "off", default="on"),
}
_QUORUM = {
    "provider": _words("corosync_votequorum"),
    "expected_votes": _number(default="the votes of the nodelist"),
    "votes": Setting(U32, instead="write 'quorum_votes' into the nodes of the nodelist"),
    "two_node": _ZERO_ONE,
    "wait_for_all": _ZERO_ONE,
    "auto_tie_breaker": _ZERO_ONE,
    "auto_tie_breaker_node": Setting(default="lowest"),
    "last_man_standing": _ZERO_ONE,
    "last_man_standing_window": _number(default="10000"),
    "allow_downscale": _ZERO_ONE,
    "expected_votes_tracking": _ZERO_ONE,
    "leaving_timeout": _number(),
}
_DEVICE = {
    "model": _words("net"),
    "timeout": _number(default="10000"),
    "sync_timeout": _number(default="30000"),
    "votes": _number(default="one less than the votes of the nodes"),
    "master_wins": _ZERO_ONE,
}
_DEVICE_NET = {
    "host": _TEXT,
    "port": _number(U16, "5403"),
    "tls": _words("on", "off", "required", default="on"),
    "algorithm": _words("ffsplit", "lms", "test", "2nodelms"),
    "tie_breaker": Setting(default="lowest"),
    "connect_timeout": _number(),
    "force_ip_version": _words("0", "4", "6", default="0"),
    "keep_active_partition_tie_breaker": _words("on", "off", default="off"),
}
_HEURISTICS = {
    "mode": _words("on", "sync", "off", default="off"),
    "timeout": _number(),
    "sync_timeout": _number(),
    "interval": _number(),
}
_NODE = {
    "name": _TEXT,
    "nodeid": _number((1, U32[1])),
    "quorum_votes": _number(default="1"),
    **{f"ring{number}_addr": _TEXT for number in range(8)},
}
_SYSTEM = {
    "qb_ipc_type": _words("native", "shm", "socket", default="native"),
    "sched_rr": _words("yes", "no", default="yes"),
    "priority": _TEXT,
    "move_to_root_cgroup": _words("yes", "no", "auto", default="auto"),
    "allow_knet_handle_fallback": _words("yes", "no", default="no"),
    "state_dir": Setting(default="/var/lib/corosync"),
}
_WATCHED = {"poll_period": _number((0, 2**64 - 1)), "recovery": _TEXT, "max": _TEXT}

_BY_SECTION: dict[str, Mapping[str, Setting]] = {
    "totem": _TOTEM,
    "totem.interface": _INTERFACE,
    "totem.interface.member": {
        "memberaddr": Setting(instead="list the nodes in the nodelist, with 'ring0_addr'")
    },
    "logging": _LOGGING,
    "logging.logger_subsys": {"subsys": _TEXT, **_LOGGER},
    "logging.logging_daemon": {"name": _TEXT, "subsys": _TEXT, **_LOGGING},
    "quorum": _QUORUM,
    "quorum.device": _DEVICE,
    "quorum.device.net": _DEVICE_NET,
    "quorum.device.heuristics": _HEURISTICS,
    "nodelist": {},
    "nodelist.node": _NODE,
    "system": _SYSTEM,
    "qb": {"ipc_type": replace(_SYSTEM["qb_ipc_type"], lenient=True)},
    "pload": {"count": _number(), "size": _number()},
    "uidgid": {"uid": _TEXT, "gid": _TEXT},
    "resources": {
        "watchdog_device": _TEXT,
        "watchdog_timeout": _number(),
    },
    "resources.system": {},
    "resources.system.memory_used": _WATCHED,
    "resources.system.load_15min": _WATCHED,
    "resources.process": {},
    "resources.process.memory_used": _WATCHED,
    "nozzle": {"name": _TEXT, "ipaddr": _TEXT, "ipprefix": _TEXT, "macaddr": _TEXT},
}

SECTIONS: frozenset[str] = frozenset(_BY_SECTION)
"""The paths of all sections of corosync 2 and 3."""

SETTINGS: dict[str, Setting] = {
    f"{section}.{key}": setting
    for section, settings in _BY_SECTION.items()
    for key, setting in settings.items()
}
"""All settings of corosync 2 and 3, by their paths."""

FIRST_SECTIONS: dict[str, str] = {
    "service": "Pacemaker is started by its own service: 'systemctl enable pacemaker'",
    "amf": "the framework that it configured is gone: remove it",
    "event": "the service that it configured is gone: remove it",
    "aisexec": "corosync runs as root: remove it; 'uidgid' lets other users connect",
}
"""Sections that only corosync 1 knew, and what takes their place."""

FIRST_KEYS: dict[str, str] = {"compatibility": "nothing takes its place: remove it"}
"""Keys outside of all sections that only corosync 1 knew."""

FREE_SECTIONS = ("quorum.device.heuristics",)
"""Sections in which `exec_NAME` is a setting too."""
