"""Timing and transport: `<cman>`, `<totem>` and what is below them, as corosync.conf's totem."""

from collections.abc import Iterator
from math import ceil

from crmsh_py.convert.membership import Settings
from crmsh_py.convert.rhcs.nodes import MAX_LINKS, ClusterNode, whole_number
from crmsh_py.convert.rhcs.work import Work, children
from crmsh_py.corosync.known import SETTINGS
from crmsh_py.corosync.writing import Block
from crmsh_py.xmltree import Element

_CMAN_DEFAULT = "10000"
"""The timeout of the token in milliseconds; corosync's own default is 3000."""
_LEAST_CONSENSUS = 1.2
_FOR_EACH_NODE = 650
"""What corosync's token_coefficient is if nothing else is set."""
_RRP = ("passive", "active")
_KEPT = (
    *("token_retransmits_before_loss_const", "token_retransmit", "hold", "join", "send_join"),
    *("merge", "downcheck", "fail_recv_const", "seqno_unchanged_const"),
    *("heartbeat_failures_allowed", "max_network_delay", "window_size", "max_messages"),
    *("miss_count_const", "netmtu"),
)
"""Attributes of totem that corosync calls the same."""
_TRANSPORTS = {"": "udp multicast", "udp": "udp multicast", "udpb": "udp broadcast", "rdma": "rdma"}
_CIPHERLESS = (("transport", "udpu"), ("crypto_cipher", ""), ("crypto_hash", ""))


def totem_settings(work: Work, nodes: tuple[ClusterNode, ...]) -> Settings:
    """Return the settings of totem that come out of the file."""
    totem = _first(work, "totem")
    token = _token(work, totem)
    timing = [("token", token)]
    timing += _consensus(work, totem, token, len(nodes))
    timing += [] if totem is None else list(_kept(work, totem))
    return [*_transport(work), *timing, *_link_mode(work, totem, nodes), *_version(work)]


def interfaces(work: Work, nodes: tuple[ClusterNode, ...]) -> tuple[Block, ...]:
    """Return the sections of links that have another port than the usual one."""
    links = max((len(node.member.addresses) for node in nodes), default=0)
    ports = {}
    for link, port, element in _ports(work):
        if link < links:
            ports[link] = port
        else:
            message = f"the port of link {link} is left out: the nodes have no such link"
            work.tell("dropped", message, element)
    return tuple(
        Block("interface", (("linknumber", str(link)), ("mcastport", port)))
        for link, port in sorted(ports.items())
    )


def _first(work: Work, tag: str) -> Element | None:
    """Return the element of a kind that is there once; others of the kind say nothing."""
    found = children(work.document.root, tag)
    for other in found[1:]:
        message = f"there is more than one <{tag}>: only the first one counts"
        work.warn("repeated-element", message, other)
        work.take_all(other)
    return found[0] if found else None


def _token(work: Work, totem: Element | None) -> str:
    given = _number(work, totem, "token") if totem is not None else None
    cman = next(iter(children(work.document.root, "cman")), None)
    timeout = work.take(cman, "deadnode_timeout") if cman is not None else None
    if cman is None or timeout is None:
        return _became_token(work, totem, given)
    seconds = whole_number(timeout)
    if given is not None or not seconds:
        message = "'deadnode_timeout' is left out: it meant something before RHEL 5 only"
        work.warn("ignored-by-cman", message, cman, "deadnode_timeout")
        return _became_token(work, totem, given)
    message = (
        f"'deadnode_timeout' meant something before RHEL 5 only: as it was meant, the token"
        f" timeout becomes {seconds} seconds"
    )
    hint = "a token timeout that long delays every failover: 'corosync set totem.token 10000'"
    work.warn("ignored-by-cman", message, cman, "deadnode_timeout", hint=hint)
    place = work.place(cman, "deadnode_timeout")
    work.draft.became("cman deadnode_timeout", "corosync.conf totem.token", location=place)
    return str(seconds * 1000)


def _became_token(work: Work, totem: Element | None, given: str | None) -> str:
    """Note where the timeout of the token comes from: cman waited longer than corosync does."""
    place = work.place(work.document.root if totem is None else totem)
    note = "" if given else "cman's default; that of corosync is 3000"
    work.draft.became("totem token", "corosync.conf totem.token", note=note, location=place)
    return given or _CMAN_DEFAULT


def _number(work: Work, element: Element, name: str) -> str | None:
    """Return a value that corosync takes for the key of the same name."""
    value = work.take(element, name)
    if value is None or SETTINGS[f"totem.{name}"].takes(value):
        return value
    message = f"{name!r} takes {SETTINGS[f'totem.{name}'].expected()}: it is left out"
    work.warn("unusable-value", message, element, name)
    return None


def _consensus(
    work: Work, totem: Element | None, token: str, nodes: int
) -> Iterator[tuple[str, str]]:
    """Keep a consensus that is long enough: corosync wants 1.2 times the token at least.

    Corosync adds something to the token for each node after the second one, which cman did not.
    """
    given = _number(work, totem, "consensus") if totem is not None else None
    if totem is None or given is None:
        return
    whole = int(token) + _FOR_EACH_NODE * max(nodes - 2, 0)
    least = ceil(_LEAST_CONSENSUS * whole)
    if int(given) >= least:
        yield "consensus", given
        return
    message = f"'consensus' is left out: corosync takes {least} ms for it, 1.2 times the token"
    hint = f"its token is {whole} ms: it waits longer with each node after the second one"
    work.tell("dropped", message, totem, "consensus", hint=hint if whole != int(token) else None)


def _kept(work: Work, totem: Element) -> Iterator[tuple[str, str]]:
    for name in _KEPT:
        value = _number(work, totem, name)
        if value is not None:
            yield name, value
            place = work.place(totem, name)
            work.draft.became(f"totem {name}", f"corosync.conf totem.{name}", location=place)


def _version(work: Work) -> Iterator[tuple[str, str]]:
    value = _number(work, work.document.root, "config_version")
    if value is not None:
        yield "config_version", value


# ------------------------------------------------------------------ transport and links


def _transport(work: Work) -> Settings:
    """Return what is not knet with encryption, which everything becomes unless told otherwise."""
    cman = _first(work, "cman")
    given = "" if cman is None else work.take(cman, "transport") or ""
    broadcast = cman is not None and cman.get("broadcast") == "yes"
    if not work.choices.keep_transport:
        if cman is not None and given:
            message = f"the transport {given!r} becomes knet, encrypted"
            work.tell("transport-changed", message, cman, "transport")
        return ()
    if given == "udpu":
        return _CIPHERLESS
    name = "udp broadcast" if broadcast else _TRANSPORTS.get(given, given)
    message = f"the transport {name} cannot be kept: it becomes knet"
    hint = "convert without keeping the transport"
    where = work.document.root if cman is None else cman
    work.error("transport-gone", message, where, "transport" if given else "", hint=hint)
    return ()


def _link_mode(
    work: Work, totem: Element | None, nodes: tuple[ClusterNode, ...]
) -> Iterator[tuple[str, str]]:
    """Return how several links are used; with other names of nodes, cman used them all."""
    has_links = any(len(node.member.addresses) > 1 for node in nodes)
    given = work.take(totem, "rrp_mode") if totem is not None else None
    if has_links:
        yield "link_mode", given if given in _RRP else "active"
        place = work.place(work.document.root if totem is None else totem)
        work.draft.became("totem rrp_mode", "corosync.conf totem.link_mode", location=place)
    elif totem is not None and given is not None:
        message = "'rrp_mode' is left out: the nodes have one link only"
        work.tell("dropped", message, totem, "rrp_mode")


def _ports(work: Work) -> Iterator[tuple[int, str, Element]]:
    if work.choices.keep_port:
        yield from _cman_ports(work)
    for totem in children(work.document.root, "totem"):
        for at, interface in enumerate(children(totem, "interface")):
            link = whole_number(work.take(interface, "ringnumber") or str(at))
            if link is None:
                message = "the ring has no number: its port is left out"
                work.warn("unusable-value", message, interface, "ringnumber")
                continue
            yield from _port(work, interface, "mcastport", link)


def _cman_ports(work: Work) -> Iterator[tuple[int, str, Element]]:
    """Yield the ports of cman's links: the first one's, and those of the nodes' other names."""
    found = [(0, cman) for cman in children(work.document.root, "cman")]
    for listing in children(work.document.root, "clusternodes"):
        for node in children(listing, "clusternode"):
            found += enumerate(children(node, "altname")[: MAX_LINKS - 1], 1)
    for link, element in found:
        yield from _port(work, element, "port", link)


def _port(work: Work, element: Element, name: str, link: int) -> Iterator[tuple[int, str, Element]]:
    port = work.take(element, name)
    if port is None:
        return
    if SETTINGS["totem.interface.mcastport"].takes(port) and port != "0":
        yield link, port, element
    else:
        message = "a port is a number from 1 to 65535: it is left out"
        work.warn("unusable-value", message, element, name)
