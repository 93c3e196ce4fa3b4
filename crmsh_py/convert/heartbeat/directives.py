"""The directives of ha.cf, and what each of them takes.  Data only.

From heartbeat's documentation of ha.cf, and from what its reader of the file refuses.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

TRUE = frozenset({"true", "on", "yes", "y", "1"})
FALSE = frozenset({"false", "off", "no", "n", "0"})

TEXT, TIME, BOOLEAN, NUMBER = "text", "time", "boolean", "number"


@dataclass(frozen=True, slots=True)
class Syntax:
    """What stands behind a directive.

    At least `least` words; if it `is_list` all of them count, else each word is the directive
    once more, and the last one is what holds.  `takes` says what each word is: `words` are
    allowed besides, or alone where it is TEXT.  If it `matters`, a wrong value is an error.
    `shown` is the number of words that messages may show: passwords may stand behind them.
    If it `is_whole_line`, a comma is part of a word: heartbeat had a reader of its own for it.
    """

    least: int = 1
    is_list: bool = False
    takes: str = TEXT
    words: tuple[str, ...] = ()
    matters: bool = False
    shown: int | None = None
    is_whole_line: bool = False


_TEXT, _NUMBER = Syntax(), Syntax(takes=NUMBER)
_BOOLEAN = Syntax(takes=BOOLEAN)
_TIME = Syntax(takes=TIME)
_LIST = Syntax(is_list=True, matters=True)
_MANAGER = Syntax(takes=BOOLEAN, words=("respawn", "manual"), matters=True)
_PROGRAM = Syntax(2, is_list=True, matters=True, shown=2, is_whole_line=True)
_FENCING = Syntax(2, is_list=True, matters=True, shown=2, is_whole_line=True)
_UNICAST = Syntax(2, is_list=True, matters=True, is_whole_line=True)
_MULTICAST = Syntax(2, is_list=True, matters=True, is_whole_line=True)

DIRECTIVES: Mapping[str, Syntax] = MappingProxyType(
    {
        "cluster": _TEXT,
        "node": _LIST,
        "autojoin": Syntax(words=("none", "other", "any")),
        "keepalive": _TIME,
        "deadtime": Syntax(takes=TIME, matters=True),
        "warntime": _TIME,
        "initdead": _TIME,
        "deadping": _TIME,
        "udpport": _NUMBER,
        "bcast": _LIST,
        "mcast": _MULTICAST,
        "mcast6": _MULTICAST,
        "ucast": _UNICAST,
        "ucast6": _UNICAST,
        "tipc": Syntax(0, is_list=True, is_whole_line=True),
        "rds": Syntax(0, is_list=True, is_whole_line=True),
        "serial": _LIST,
        "baud": _NUMBER,
        "ping": _LIST,
        "ping6": _LIST,
        "ping_group": Syntax(2, is_list=True, matters=True, is_whole_line=True),
        "hbaping": _LIST,
        "respawn": _PROGRAM,
        "failfast": _PROGRAM,
        "auto_failback": Syntax(takes=BOOLEAN, words=("legacy",), matters=True),
        "nice_failback": Syntax(takes=BOOLEAN, matters=True),
        "stonith": _FENCING,
        "stonith_host": _FENCING,
        "watchdog": _TEXT,
        "crm": _MANAGER,
        "pacemaker": _MANAGER,
        "use_logd": _BOOLEAN,
        "conn_logd_time": _TIME,
        "logfile": _TEXT,
        "debugfile": _TEXT,
        "logfacility": _TEXT,
        "debug": _NUMBER,
        "syslogmsgfmt": _BOOLEAN,
        "log_badpack": _BOOLEAN,
        "compression": _TEXT,
        "compression_threshold": _NUMBER,
        "traditional_compression": _BOOLEAN,
        "coredumps": _BOOLEAN,
        "coreroot": _TEXT,
        "realtime": _BOOLEAN,
        "rtprio": _NUMBER,
        "memreserve": Syntax(is_list=True),
        "normalpoll": _TEXT,
        "max_rexmit_delay": _TEXT,
        "msgfmt": _TEXT,
        "hopfudge": _TEXT,
        "hbgenmethod": _TEXT,
        "uuidfrom": _TEXT,
        "use_apphbd": _BOOLEAN,
        "apiauth": Syntax(is_list=True, is_whole_line=True),
        "env": Syntax(is_list=True, shown=0),
        "quorum_server": _TEXT,
        "record_config_changes": _BOOLEAN,
        "record_pengine_inputs": _BOOLEAN,
        "enable_config_writes": _BOOLEAN,
        "crm_daemon_dir": _TEXT,
        "crmd_spawns_pengine": _BOOLEAN,
    }
)

ALIASES: Mapping[str, str] = MappingProxyType({"udp": "bcast"})
"""Names of older releases."""
