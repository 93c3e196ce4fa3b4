"""What a user can choose about the conversion of heartbeat's files."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from crmsh_py.convert.conversion import Input

SCRIPT_CLASSES = ("lsb", "service", "systemd")
NAMES = ("group", "key")


@dataclass(frozen=True, slots=True)
class Choices:
    """Options of the conversion; the defaults are what holds if none was given.

    About haresources: `drbd_resources` are those of drbd.conf, for a `drbddisk` without a name.
    `keep_order` promotes DRBD in its place on the line, not before all of it.  `has_monitors`
    and `legacy_monitors` say what monitors there are: none, or those of the old haresources2cib.
    `script_class` (of `SCRIPT_CLASSES`) is the class of init scripts.  `names` says what groups
    are called after: `group` for a number, `key` for what they serve.  `ocf_files` are the files
    of /etc/ha.d/conf/OCF, by `TYPE/INSTANCE`.

    About ha.cf: `node_addresses` are addresses by a node's name, one for each link.  `ping_ban`
    keeps resources away from nodes that reach nothing, and `keep_port` keeps heartbeat's port.
    `with_nodes` writes the nodes into the CIB.  `hostcache` names the nodes of an `autojoin`
    cluster.  `keep_glue_stonith` keeps the fencing plugins of cluster-glue.  `stonith_files` are
    what the directive `stonith` reads parameters from, by path.  `logd` is the logd.cf that
    `use_logd` refers to.

    `node_ids` are ids of nodes by name, where they are not simply counted.  `has_cib` tells that
    heartbeat's CIB is converted too, and ha.cf only adds to it; `has_ping` that a resource of that
    CIB pings the ping nodes.

    `existing_properties` are set already in the configuration that the result is added to:
    they are left alone.
    """

    drbd_resources: tuple[str, ...] = ()
    keep_order: bool = False
    has_monitors: bool = True
    legacy_monitors: bool = False
    script_class: str = "lsb"
    names: str = "group"
    ocf_files: Mapping[str, Input] = field(default_factory=dict)
    node_addresses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ping_ban: bool = False
    keep_port: bool = False
    with_nodes: bool = False
    hostcache: Input | None = None
    keep_glue_stonith: bool = False
    stonith_files: Mapping[str, Input] = field(default_factory=dict)
    logd: Input | None = None
    node_ids: Mapping[str, int] = field(default_factory=dict)
    has_cib: bool = False
    has_ping: bool = False
    existing_properties: frozenset[str] = frozenset()
