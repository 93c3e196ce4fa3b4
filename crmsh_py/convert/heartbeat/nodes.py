"""Which nodes a heartbeat cluster has, and at which addresses.

ha.cf lists names and addresses, each in any order: they are never paired by position.  What is
known comes from `--node`; where one node and one address are left, they belong together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from crmsh_py.convert.heartbeat.ha_cf import HaCf, Value, shortened, text_problem
from crmsh_py.convert.heartbeat.links import Link, is_address, is_host
from crmsh_py.convert.heartbeat.work import COROSYNC, Work
from crmsh_py.convert.membership import Member
from crmsh_py.corosync.checks.findings import address_of
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.source import Location, Source, Span

MAX_LINKS = 8
"""That many links the transport knet has."""

MAX_NODES = 384
"""That many nodes corosync has at most (PROCESSOR_COUNT_MAX)."""

_MAX_LOOKED_AT = 64
_MAX_CANDIDATES = 12


@dataclass(slots=True)
class Network:
    """A link, and whose address on it is whose."""

    link: Link
    addresses: dict[str, str] = field(default_factory=dict)


def names_of(ha_cf: HaCf) -> tuple[str, ...]:
    """Return the names of the nodes that ha.cf lists, in lower case as heartbeat has them."""
    found = (value.text.lower() for one in ha_cf.all("node") for value in one.values)
    return tuple(dict.fromkeys(found))


def nodes_of(work: Work) -> tuple[str, ...]:
    """Return the names of all nodes; report those that cannot be, and where some are not known."""
    listed = _listed(work)
    joins = (work.ha_cf.value("autojoin") or "none").lower() in {"other", "any"}
    if joins and not work.uses_crm and not work.choices.has_cib:
        words = "heartbeat would not have started: 'autojoin' needs 'crm on'"
        work.warn("invalid-directive", words, _place_of_autojoin(work))
    given = tuple(name.lower() for name in work.choices.node_addresses)
    cached = _cached(work)
    if joins and not cached and not set(given) - set(listed):
        _about_autojoin(work)
    if not listed or joins:
        return _at_most(work, (*listed, *cached, *filter(is_host, given)))
    for name in dict.fromkeys(given):
        if name not in listed:
            words = f"'--node' names {shortened(name)!r}, which is no node of ha.cf"
            work.draft.report(Diagnostic("node-not-in-cluster", words, location=work.ha_cf.start))
    return _at_most(work, listed)


def _at_most(work: Work, names: Sequence[str]) -> tuple[str, ...]:
    unique = tuple(dict.fromkeys(names))
    if len(unique) > MAX_NODES:
        words = f"corosync has {MAX_NODES} nodes at most, and these are {len(unique)}"
        work.error("invalid-directive", words, work.ha_cf.start)
    return unique[:MAX_NODES]


def members_of(work: Work, names: Sequence[str], links: Sequence[Link]) -> tuple[Member, ...]:
    """Return the nodes with their addresses, on links on which those of all nodes are known.

    If there is no such link, the names of nodes stand for addresses that are not known.
    """
    given = _given(work, names)
    networks = _networks(names, links[:_MAX_LOOKED_AT], given, work.ha_cf.start)
    known = [one for one in networks if len(one.addresses) == len(names) and _is_even(work, one)]
    used = known[:MAX_LINKS] or networks[:1]
    if not known:
        _stand_in(work, used[0], names)
    surplus = [Network(one) for one in links[_MAX_LOOKED_AT:]]
    _about_networks(work, [*networks, *surplus], used)
    ids = _ids(work, names)
    return tuple(
        Member(name, ids[name], tuple(one.addresses[name] for one in used)) for name in names
    )


def _ids(work: Work, names: Sequence[str]) -> dict[str, int]:
    """Return the ids of the nodes: those that were chosen, and else by their order."""
    chosen = work.choices.node_ids
    taken = frozenset(chosen.values())
    free = (number for number in count(1) if number not in taken)
    return {name: chosen[name] if name in chosen else next(free) for name in names}


# ------------------------------------------------------------------ names


def _listed(work: Work) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for directive in work.ha_cf.all("node"):
        for value in directive.values:
            name = value.text.lower()
            if name in names:
                words = f"the node {shortened(name)!r} is named already"
                work.warn("repeated-directive", words, value.location)
            elif not is_host(name):
                words = f"{shortened(value.text)!r} is no name of a node"
                hint = "it is what 'uname -n' says on the node"
                work.error("invalid-directive", words, value.location, hint)
            else:
                names[name] = None
                _about_case(work, value)
        work.became(directive, f"{COROSYNC} nodelist")
    return tuple(names)


def _about_case(work: Work, value: Value) -> None:
    name = value.text.lower()
    if name != value.text:
        words = (
            f"the node {shortened(value.text)!r} is called {shortened(name)!r}, as heartbeat did"
        )
        hint = "the name in corosync.conf is that of the node in the CIB, whatever 'uname -n' says"
        work.tell("id-changed", words, value.location, hint)


def _cached(work: Work) -> tuple[str, ...]:
    """Return the names in heartbeat's hostcache: the first word of each line."""
    source = work.choices.hostcache
    if source is None:
        return ()
    names = []
    for number, line in enumerate(source.text.splitlines(), 1):
        word = (line.split("#")[0].split() or [""])[0]
        if not word:
            continue
        at = Location(Source(source.name, word[:80], line=number), Span(0, min(len(word), 80)))
        if problem := text_problem(word, at):
            work.draft.report(problem)
        elif not is_host(word):
            words = f"{shortened(word)!r} is no name of a node"
            work.warn("invalid-directive", words, at)
        else:
            names.append(word.lower())
    return tuple(dict.fromkeys(names))


def _place_of_autojoin(work: Work) -> Location:
    directive = work.ha_cf.last("autojoin")
    return work.ha_cf.start if directive is None else directive.location


def _about_autojoin(work: Work) -> None:
    words = "with 'autojoin' there may be nodes that ha.cf does not name"
    hint = "give '--hostcache /var/lib/heartbeat/hostcache', or '--node' for each node"
    work.error("unlisted-nodes", words, _place_of_autojoin(work), hint)


# ------------------------------------------------------------------ addresses


def _given(work: Work, names: Sequence[str]) -> dict[str, list[str]]:
    """Return the addresses of `--node` by node, those that are good and not given twice."""
    taken = {name: name for name in names}
    given: dict[str, list[str]] = {}
    for key, addresses in work.choices.node_addresses.items():
        name = key.lower()
        if name not in names:
            continue
        for text in addresses:
            problem = _address_problem(text, name, taken) if text else ""
            if problem:
                words = f"{shortened(text)!r}, given for {name!r}, {problem}"
                work.draft.report(Diagnostic("invalid-address", words, location=work.ha_cf.start))
            given.setdefault(name, []).append("" if problem else text)
            if text and not problem:
                taken[_canonical(text)] = name
    return given


def _address_problem(text: str, name: str, taken: Mapping[str, str]) -> str:
    if address_of(text) is None and not is_host(text):
        return "is neither an IP address nor the name of a machine"
    if address_of(text) is not None and not is_address(text):
        return "is no address at which other nodes could reach it"
    key = _canonical(text)
    if key in taken and not (taken[key] == name and key == name):
        return f"is the address of {taken[key]!r} already"
    return ""


def _canonical(text: str) -> str:
    address = address_of(text)
    return str(address) if address is not None else text.lower()


def _networks(
    names: Sequence[str], links: Sequence[Link], given: Mapping[str, list[str]], start: Location
) -> list[Network]:
    """Return the links with all addresses that are known, or follow from those."""
    count = max([len(links), 1, *(len(addresses) for addresses in given.values())])
    extra = [Link("", start) for _ in range(count - len(links))]
    networks = [Network(link) for link in (*links, *extra)]
    for name, addresses in given.items():
        for network, address in zip(networks, addresses, strict=False):
            if address:
                network.addresses[name] = address
    taken = {_canonical(one) for addresses in given.values() for one in addresses}
    for network in networks:
        _infer(network, names, taken)
    return networks


def _infer(network: Network, names: Sequence[str], taken: set[str]) -> None:
    """Find addresses that are names of nodes, and the one that is left for the one node left."""
    candidates = {
        key: one for one in network.link.addresses if (key := _canonical(one)) not in taken
    }
    for name in names:
        if name in candidates and name not in network.addresses:
            network.addresses[name] = candidates.pop(name)
    left = [name for name in names if name not in network.addresses]
    if len(left) == 1 and len(candidates) == 1:
        network.addresses[left[0]] = next(iter(candidates.values()))
    taken.update(_canonical(one) for one in network.addresses.values())


def _is_even(work: Work, network: Network) -> bool:
    """Tell whether all addresses of a link are of one family; if not, report it."""
    families = {
        address.version for one in network.addresses.values() if (address := address_of(one))
    }
    if len(families) <= 1:
        return True
    words = f"on the link {network.link.device!r} there are addresses of IPv4 and of IPv6"
    work.error("invalid-address", words, network.link.location)
    network.addresses.clear()
    return False


def _stand_in(work: Work, network: Network, names: Sequence[str]) -> None:
    """Let the names of nodes stand for addresses that are not known."""
    missing = [name for name in names if name not in network.addresses]
    for name in missing:
        network.addresses[name] = name
    on = f" on {network.link.device!r}" if network.link.device else ""
    words = f"the addresses of the nodes{on} are not known: their names stand for them"
    if len(missing) == 1:
        words = f"the address of {missing[0]!r}{on} is not known: its name stands for it"
    work.warn("unknown-address", words, network.link.location, _advice(network, missing))


def _advice(network: Network, missing: Sequence[str]) -> str:
    known = {_canonical(one) for one in network.addresses.values()}
    candidates = [one for one in network.link.addresses if _canonical(one) not in known]
    shown = ", ".join(shortened(one) for one in candidates[:_MAX_CANDIDATES])
    named = f" ({shown})" if shown else ""
    others = ""
    if len(missing) > 1:
        others = " and so for all" if len(candidates) != len(missing) else " and so for all but one"
    return (
        f"give '--node {missing[0]}=ADDRESS'{others}{named}, or see that names resolve to addresses"
        " on that network"
    )


# ------------------------------------------------------------------ what became of the links


def _about_networks(work: Work, networks: Sequence[Network], used: Sequence[Network]) -> None:
    numbers = {id(one): number for number, one in enumerate(used)}
    for network in networks:
        number = numbers.get(id(network))
        for directive in {id(one): one for one in network.link.lines}.values():
            if number is None:
                work.became(directive, note="the addresses of this link are not known")
            else:
                note = f"link {number}"
                work.became(directive, f"{COROSYNC} ring{number}_addr", note=note)
        if number is None:
            _about_lost(work, network, len(used))


def _about_lost(work: Work, network: Network, used: int) -> None:
    if used >= MAX_LINKS:
        words = f"corosync has {MAX_LINKS} links at most: {network.link.device!r} is left out"
        work.warn("lost-link", words, network.link.location)
        return
    words = f"the link {network.link.device!r} is left out: addresses of nodes on it are not known"
    hint = "give '--node NAME=ADDRESS,ADDRESS' for each node: an address for each link"
    work.warn("lost-link", words, network.link.location, hint)
