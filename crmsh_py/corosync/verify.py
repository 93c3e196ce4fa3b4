"""All checks of a corosync.conf."""

from crmsh_py.corosync.checks import (
    addresses,
    device,
    logs,
    machine,
    names,
    nodelist,
    quorum,
    totem,
)
from crmsh_py.corosync.checks.findings import Check
from crmsh_py.corosync.syntax import Configuration
from crmsh_py.diagnostics import Diagnostic

CHECKS: tuple[Check, ...] = (
    names.dialect,
    names.unknown_sections,
    names.unknown_keys,
    names.old_keys,
    names.values,
    names.repeated_keys,
    names.repeated_sections,
    names.without_effect,
    totem.required,
    totem.consensus,
    totem.retransmits,
    totem.cipher_without_hash,
    totem.crypto_needs_knet,
    totem.no_encryption,
    totem.secauth_overruled,
    totem.key_in_the_file,
    totem.knet_timeouts,
    totem.link_numbers,
    totem.links_of_one_transport,
    totem.old_transports,
    addresses.needs_nodelist,
    addresses.bindnetaddr,
    addresses.bound_addresses,
    addresses.multicast,
    addresses.families,
    addresses.broadcast,
    addresses.ports,
    addresses.port_zero,
    nodelist.names,
    nodelist.unique,
    nodelist.unique_addresses,
    nodelist.ids,
    nodelist.first_link,
    nodelist.same_links,
    nodelist.links_of_transport,
    nodelist.addresses,
    nodelist.same_family,
    nodelist.unused_interfaces,
    quorum.provider,
    quorum.some_votes,
    quorum.expected_votes,
    quorum.two_node,
    quorum.two_nodes,
    quorum.wait_for_all,
    quorum.auto_tie_breaker,
    quorum.tie_breaker_nodes,
    quorum.last_man_standing,
    quorum.downscale,
    device.model,
    device.server,
    device.exclusive,
    device.votes_stated,
    device.votes_sound,
    device.split,
    logs.log_files,
    logs.subsystems,
)
"""All but those that need the machine."""


def verify(configuration: Configuration, here: machine.Machine | None = None) -> list[Diagnostic]:
    """Return all that is wrong with a file, in the order of its text.

    `here` is the machine that the file is for, if that is this one.
    """
    found = list(configuration.problems)
    for check in CHECKS:
        found += check(configuration)
    if here is not None:
        found += machine.check_here(configuration, here)
    if here is None or here.interfaces is None:
        found += addresses.bound_networks(configuration)
    return sorted(dict.fromkeys(found), key=_offset)


def _offset(problem: Diagnostic) -> int:
    return problem.location.span.start if problem.location is not None else 0
