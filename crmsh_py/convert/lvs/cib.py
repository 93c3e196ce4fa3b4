"""The cluster's part of a director: its addresses, and ldirectord behind them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from crmsh_py.convert.draft import Draft
from crmsh_py.convert.lvs.choices import Choices
from crmsh_py.convert.lvs.interfaces import Addresses, Set, about, about_other
from crmsh_py.convert.lvs.join import is_loopback
from crmsh_py.convert.lvs.ldirectord import Directors, Virtual
from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.grammar import tree
from crmsh_py.source import Location

_GROUP, _DAEMON, _CLONE = "lvs", "ldirectord", "ldirectord-clone"
_USUAL_PREFIX = 24
_FENCING = "stonith-enabled"


@dataclass(frozen=True, slots=True)
class _Address:
    """A virtual address, and the services on it."""

    host: str
    virtuals: tuple[Virtual, ...]
    location: Location
    given: Set | None = None
    """How a script set it."""

    def prefix(self, choices: Choices) -> str:
        """Return the prefix that it gets, nothing if it is not known."""
        chosen = "" if ":" in self.host else choices.cidr_netmask
        return chosen or (self.given.prefix if self.given is not None else "")

    def nic(self, choices: Choices) -> str:
        """Return the interface that it gets, nothing if it is not known."""
        return choices.nic or (self.given.nic if self.given is not None else "")


def add_resources(
    draft: Draft, directors: Directors, place: Location, choices: Choices, given: Addresses
) -> None:
    """Add addresses, ldirectord, and what they need, to the conversion.

    `given` are the addresses that a script puts on interfaces itself.
    """
    draft.report(*_about_netmask(choices.cidr_netmask))
    addresses = _addresses(directors, place, given)
    members = [_add_address(draft, one, choices) for one in addresses]
    daemon = _add_daemon(draft, place, choices)
    if choices.is_cloned:
        _add_clone(draft, members, daemon, place)
    else:
        _add_group(draft, [*members, daemon], place)
    if _FENCING not in choices.existing_properties:
        _add_property(draft, place)
    _tell_of_marks(draft, directors)
    draft.report(*_gateway(addresses, choices))
    _tell_of_others(draft, addresses, given)
    _remind(draft, directors, choices)


def _about_netmask(text: str) -> Iterator[Diagnostic]:
    try:
        ip_network(f"0.0.0.0/{text or 0}")
    except ValueError:
        words = f"{text!r} is no netmask"
        yield Diagnostic("usage", words, hint="a prefix from 1 to 32, such as 24")


def _addresses(directors: Directors, place: Location, given: Addresses) -> list[_Address]:
    by_host: dict[str, list[Virtual]] = {}
    for virtual in directors.virtuals:
        if virtual.host:
            by_host.setdefault(virtual.host, []).append(virtual)
    return [
        _Address(
            host, tuple(virtuals), virtuals[0].location or place, given.get(str(_parsed(host)))
        )
        for host, virtuals in by_host.items()
    ]


def _tell_of_others(draft: Draft, addresses: Sequence[_Address], given: Addresses) -> None:
    used = {one.given for one in addresses}
    for found in given.values():
        if found not in used:
            draft.report(about_other(found))
            draft.became(f"script {found.host}", location=found.location)


def _parsed(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


# ------------------------------------------------------------------ resources


def _add_address(draft: Draft, address: _Address, choices: Choices) -> str:
    place = address.location
    id_ = draft.claim(f"ip_{address.host.replace('.', '_')}", place)
    values = {"ip": address.host}
    if prefix := address.prefix(choices):
        values["cidr_netmask"] = prefix
    if nic := address.nic(choices):
        values["nic"] = nic
    if any(_is_local(one) for one in address.virtuals):
        values["lvs_support"] = "true"
    draft.report(*_about_address(address, choices))
    monitor = _op("monitor", interval="10s", timeout="20s")
    draft.add(tree.Primitive(id_, _agent("IPaddr2"), (_params(values), monitor)), place)
    draft.became(f"virtual address {address.host}", id_, location=place)
    if address.given is not None:
        draft.report(about(address.given))
        note = ", ".join(f"{name} {value}" for name, value in values.items())
        piece = f"script {address.host}"
        draft.became(piece, id_, note=note, location=address.given.location)
    return id_


def _about_address(address: _Address, choices: Choices) -> Iterator[Diagnostic]:
    place = address.location
    if _parsed(address.host) is None:
        words = f"{address.host!r} is a name: the cluster needs the address itself"
        hint = "put the address in its place, in the table"
        yield Diagnostic("host-name", words, location=place, hint=hint)
    elif not address.nic(choices) and not address.prefix(choices):
        words = f"the netmask and interface of {address.host} are not known"
        hint = "say '--cidr-netmask' and '--nic', or leave both to the routing table"
        yield Diagnostic("no-netmask", words, Severity.WARNING, location=place, hint=hint)
    names = {
        real.host: real.location
        for one in address.virtuals
        for real in one.reals
        if _parsed(real.host) is None
    }
    for name, where in names.items():
        words = f"the server {name!r} is a name, which ldirectord looks up when it starts"
        hint = "an address works without a name server too"
        yield Diagnostic("host-name", words, Severity.WARNING, location=where or place, hint=hint)


def _is_local(virtual: Virtual) -> bool:
    """Tell whether a director is a real server too, with direct routing."""
    return any(
        real.method == "gate" and (real.host == virtual.host or is_loopback(real.host))
        for real in virtual.reals
    )


def _add_daemon(draft: Draft, place: Location, choices: Choices) -> str:
    id_ = draft.claim(_DAEMON, place)
    values = {"configfile": choices.configfile}
    ops = (
        _op("start", interval="0s", timeout="15s"),
        _op("stop", interval="0s", timeout="15s"),
        _op("monitor", interval="20s", timeout="10s"),
    )
    draft.add(tree.Primitive(id_, _agent("ldirectord"), (_params(values), *ops)), place)
    draft.became("ldirectord", id_, location=place)
    return id_


def _add_group(draft: Draft, members: Sequence[str], place: Location) -> str:
    id_ = draft.claim(_GROUP, place)
    draft.add(tree.Group(id_, tuple(map(tree.Word, members))), place)
    return id_


def _add_clone(draft: Draft, members: Sequence[str], daemon: str, place: Location) -> None:
    """Run ldirectord everywhere, so that the kernel's tables are warm, and addresses with it."""
    clone = draft.claim(_CLONE, place)
    draft.add(tree.Clone(clone, tree.Word(daemon)), place)
    if not members:
        return
    group = _add_group(draft, members, place)
    colocation = draft.claim(f"col-{group}-with-{clone}", place)
    ends = (tree.End(group), tree.End(clone))
    draft.add(tree.Colocation(colocation, "INFINITY", ends), place)


def _add_property(draft: Draft, place: Location) -> None:
    draft.add(tree.Options("property", (tree.NvPair(_FENCING, "false"),)), place)
    words = "nothing is fenced: 'stonith-enabled=false' is set, so two directors may be active"
    hint = "add a fencing device, then set stonith-enabled=true"
    draft.report(Diagnostic("no-fencing", words, Severity.WARNING, location=place, hint=hint))


def _agent(type_: str) -> tree.Agent:
    return tree.Agent("ocf", "heartbeat", type_)


def _params(values: dict[str, str]) -> tree.NvSet:
    return tree.NvSet("params", tuple(tree.NvPair(*pair) for pair in values.items()))


def _op(name: str, **attributes: str) -> tree.Op:
    return tree.Op(name, tuple(tree.NvPair(*pair) for pair in attributes.items()))


# ------------------------------------------------------------------ what to look at


def _tell_of_marks(draft: Draft, directors: Directors) -> None:
    for one in directors.virtuals:
        if not one.host:
            words = f"the addresses of the mark {one.port} are not known here"
            hint = (
                "add an IPaddr2 for each to the group 'lvs', and keep the rules that mark packets"
            )
            draft.report(
                Diagnostic("no-address", words, Severity.WARNING, location=one.location, hint=hint)
            )


def _gateway(addresses: Sequence[_Address], choices: Choices) -> Iterator[Diagnostic]:
    """With masquerading the servers' way back leads over the director, wherever it is."""
    prefix = int(choices.cidr_netmask) if choices.cidr_netmask.isdigit() else _USUAL_PREFIX
    own = {_network(one, prefix) for at in addresses if (one := _parsed(at.host)) is not None}
    for address in addresses:
        for virtual in address.virtuals:
            masked = [one.host for one in virtual.reals if one.method == "masq"]
            hosts = [one for host in masked if (one := _parsed(host)) is not None]
            if not hosts or _network(hosts[0], prefix) in own:
                continue
            words = f"no virtual address is in the network of the servers of {virtual.address}"
            hint = (
                "with masquerading their gateway has to move with the director: add an IPaddr2 for"
                " it to the group 'lvs'"
            )
            place = virtual.location or address.location
            yield Diagnostic("nat-gateway", words, Severity.WARNING, location=place, hint=hint)
            return


def _network(one: IPv4Address | IPv6Address, prefix: int) -> IPv4Network | IPv6Network:
    bits = min(prefix, 32) if isinstance(one, IPv4Address) else 64
    return ip_network(f"{one}/{bits}", strict=False)


def _remind(draft: Draft, directors: Directors, choices: Choices) -> None:
    methods = {real.method for one in directors.virtuals for real in one.reals}
    draft.remind(f"Copy ldirectord.cf to {choices.configfile} on all directors.")
    draft.remind(
        "Disable what the cluster starts now, on all directors: mon, the service that loads the"
        " table of ipvsadm at boot, and the service ldirectord."
    )
    if "gate" in methods or "ipip" in methods:
        draft.remind(
            "On the real servers, put the virtual addresses on the interface lo and keep ARP quiet:"
            " net.ipv4.conf.all.arp_ignore = 1, net.ipv4.conf.all.arp_announce = 2."
        )
    if "masq" in methods:
        draft.remind("See that the directors forward packets: net.ipv4.ip_forward = 1.")
    if "gate" in methods and not any(_is_local(one) for one in directors.virtuals):
        draft.remind("If a director is a real server too, set 'lvs_support=true' on the addresses.")
