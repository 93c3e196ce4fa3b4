"""What ha.cf says about the cluster itself, as a corosync.conf."""

from collections.abc import Sequence

from crmsh_py.convert.heartbeat.ha_cf import Directive, shortened
from crmsh_py.convert.heartbeat.links import links_of
from crmsh_py.convert.heartbeat.logs import convert_logs
from crmsh_py.convert.heartbeat.nodes import members_of, nodes_of
from crmsh_py.convert.heartbeat.timing import convert_timing
from crmsh_py.convert.heartbeat.work import COROSYNC, Work
from crmsh_py.convert.membership import Member, Membership
from crmsh_py.corosync.known import SETTINGS
from crmsh_py.corosync.writing import Block
from crmsh_py.grammar import tree

DEFAULT_NAME = "linux-ha"
"""What heartbeat called a cluster without a name."""

_PORT = 5405
_HEARTBEAT_PORT = "694"
_PORTS = range(1, 65_500)
_KILOBYTE = 1024
_SHOWN_NODES = 8
_PRIORITIES = range(1, 100)

Settings = tuple[tuple[str, str], ...]


def convert_membership(work: Work) -> None:
    """Make the corosync.conf, if the nodes are known."""
    names = nodes_of(work)
    links = links_of(work)
    timing = convert_timing(work, len(names))
    name = _cluster_name(work)
    compression, logging, system = _compression(work), convert_logs(work), _system(work)
    if autojoin := work.ha_cf.last("autojoin"):
        work.became(autojoin, f"{COROSYNC} nodelist", note="all nodes are listed")
    if not names:
        words = "ha.cf names no nodes: no corosync.conf is made"
        hint = "give the ha.cf that names them, or '--node NAME=ADDRESS' for each node"
        work.warn("unknown-nodes", words, work.ha_cf.start, hint)
        for directive in dict.fromkeys(line for link in links for line in link.lines):
            work.became(directive, note="there are no nodes to be linked")
        return
    _check_nodes(work, names)
    members = members_of(work, names, links)
    _add_nodes(work, members)
    interfaces = _interfaces(work, len(members[0].addresses))
    membership = Membership(
        name,
        members,
        totem=(*timing.totem, *compression),
        interfaces=interfaces,
        logging=logging,
        others=(Block("system", system),) if system else (),
    )
    _about_quorum(work, len(names))
    work.draft.corosync = membership.text()


def _check_nodes(work: Work, names: Sequence[str]) -> None:
    """Refuse lines of haresources for nodes that are not in the cluster."""
    known = frozenset(names)
    for placed in work.resources:
        if placed.node not in known:
            words = f"ha.cf does not name the node {shortened(placed.node)!r}"
            work.error("node-not-in-cluster", words, placed.location, _meant(placed.node, names))


def _meant(node: str, names: Sequence[str]) -> str:
    """Say which node may be meant: the one that has the same name without its domain."""
    host = node.partition(".")[0]
    near = [name for name in names if name.partition(".")[0] == host]
    if len(near) == 1:
        return f"did you mean {shortened(near[0])!r}?"
    return f"its nodes are {', '.join(shortened(name) for name in names[:_SHOWN_NODES])}"


def _add_nodes(work: Work, members: Sequence[Member]) -> None:
    """Write the nodes into the CIB if that was asked for: the cluster does so by itself."""
    if not work.choices.with_nodes:
        return
    directive = work.ha_cf.last("node")
    place = work.ha_cf.start if directive is None else directive.location
    for member in members:
        id_ = str(member.nodeid)
        work.draft.locations[id_] = place
        work.draft.add(tree.Node(member.name, id=id_), place)


def _cluster_name(work: Work) -> str:
    directive = work.ha_cf.last("cluster")
    if directive is None or not work.fits(directive, "cluster_name"):
        return DEFAULT_NAME
    work.became(directive, f"{COROSYNC} totem.cluster_name")
    return directive.values[-1].text


def _interfaces(work: Work, link_count: int) -> tuple[Block, ...]:
    """Return the sections for links, which are needed only for a port of their own."""
    directive = work.ha_cf.last("udpport")
    text = _HEARTBEAT_PORT if directive is None else directive.values[-1].text
    if not work.choices.keep_port:
        _about_port(work, directive, link_count)
        return ()
    if directive is not None:
        if not text.isdigit() or int(text) not in _PORTS:
            words = f"{shortened(text)!r} is no port that corosync could use"
            work.warn("invalid-directive", words, directive.location)
            return ()
        work.became(directive, f"{COROSYNC} totem.interface.mcastport")
    return tuple(
        Block("interface", (("linknumber", str(at)), ("mcastport", str(int(text) + at))))
        for at in range(link_count)
    )


def _about_port(work: Work, directive: Directive | None, link_count: int) -> None:
    ports = str(_PORT) if link_count == 1 else f"{_PORT} to {_PORT + link_count - 1}"
    work.draft.remind(f"Open UDP port {ports} between the nodes in the firewall, for corosync.")
    if directive is None:
        return
    old = shortened(directive.values[-1].text)
    words = f"corosync uses UDP port {ports}, where heartbeat used {old}"
    hint = "open it in the firewall, or convert with '--keep-port'"
    work.warn("port-changed", words, directive.location, hint)
    work.became(directive, note=words)


def _compression(work: Work) -> Settings:
    directive = work.ha_cf.last("compression")
    threshold = work.ha_cf.last("compression_threshold")
    if directive is None:
        if threshold is not None:
            work.drop(threshold, "without 'compression' corosync does not compress")
        return ()
    text = directive.values[-1].text.lower()
    model = {"bz2": "bzip2"}.get(text, text)
    if not SETTINGS["totem.knet_compression_model"].takes(model):
        words = f"corosync has no compression {shortened(text)!r}: messages are not compressed"
        work.warn("approximated", words, directive.location)
        work.became(directive, note=words)
        return ()
    work.became(directive, f"{COROSYNC} totem.knet_compression_model", note=model)
    kilobytes = "" if threshold is None else threshold.values[-1].text
    if threshold is None or not kilobytes.isdigit():
        return (("knet_compression_model", model),)
    octets = str(min(int(kilobytes), 65_536) * _KILOBYTE)
    work.became(threshold, f"{COROSYNC} totem.knet_compression_threshold", note=octets)
    return (("knet_compression_model", model), ("knet_compression_threshold", octets))


def _system(work: Work) -> Settings:
    settings: list[tuple[str, str]] = []
    if realtime := work.ha_cf.last("realtime"):
        if work.ha_cf.is_on("realtime") is False:
            settings.append(("sched_rr", "no"))
            work.became(realtime, f"{COROSYNC} system.sched_rr")
        else:
            work.became(realtime, note="so does corosync")
    if priority := work.ha_cf.last("rtprio"):
        settings += _priority(work, priority)
    return tuple(settings)


def _priority(work: Work, directive: Directive) -> Settings:
    text = directive.values[-1].text
    if not text.isdigit() or int(text) not in _PRIORITIES:
        words = f"{shortened(text)!r} is no priority of a process with realtime scheduling"
        work.warn("invalid-directive", words, directive.location, "it is a number from 1 to 99")
        work.became(directive, note=words)
        return ()
    work.became(directive, f"{COROSYNC} system.priority", note=text)
    return (("priority", str(int(text))),)


def _about_quorum(work: Work, node_count: int) -> None:
    """Tell what is new: haresources knew no quorum."""
    directive = work.ha_cf.last("node")
    place = work.ha_cf.start if directive is None else directive.location
    if node_count == 2:
        note = "two nodes: each goes on alone (two_node), and they wait for each other at first"
        work.draft.became("quorum", f"{COROSYNC} quorum.two_node", note=note, location=place)
    elif node_count > 2 and not work.uses_crm and not work.choices.has_cib:
        words = "heartbeat knew no quorum; now a minority of the nodes stops its resources"
        work.tell("quorum-now", words, place)
