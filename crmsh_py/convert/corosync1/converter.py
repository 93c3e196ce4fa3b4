"""A corosync.conf of older releases, or an openais.conf, as a corosync.conf with knet."""

from dataclasses import dataclass

from crmsh_py.convert.conversion import Conversion, Input
from crmsh_py.convert.corosync1 import sections
from crmsh_py.convert.corosync1.known import DROPPED
from crmsh_py.convert.corosync1.listing import Listing, read
from crmsh_py.convert.corosync1.nodes import NodeAddresses, members
from crmsh_py.convert.corosync1.settings import drop
from crmsh_py.convert.corosync1.totem import links, totem
from crmsh_py.convert.draft import Draft
from crmsh_py.convert.membership import Membership
from crmsh_py.corosync.dialect import dialect_of, transport_of
from crmsh_py.diagnostics import CrmError, Severity


@dataclass(frozen=True, slots=True)
class Choices:
    """What one may choose: the nodes with their addresses by link, which multicast files lack."""

    node_addresses: tuple[NodeAddresses, ...] = ()
    cluster_name: str = "hacluster"


def convert(source: Input, choices: Choices = Choices()) -> Conversion:
    """Convert a file; there is a corosync.conf and no CIB, or neither."""
    draft = Draft()
    listing = read(source)
    draft.report(*listing.diagnostics)
    if _is_old(draft, listing):
        _convert(draft, listing, choices)
    return draft.conversion()


def _is_old(draft: Draft, listing: Listing) -> bool:
    """Tell whether there is something to convert; if not, say why."""
    configuration = listing.configuration
    totems = configuration.sections("totem")
    if not totems:
        if not draft.error_count:
            words = "there is no section 'totem': this is no corosync.conf"
            root = configuration.root
            draft.report(listing.remark("missing-setting", root, words, severity=Severity.ERROR))
        return False
    if dialect_of(configuration).release == 1 or transport_of(configuration) != "knet":
        return True
    words = "this is a file for corosync 3 with knet: there is nothing to convert"
    hint = "'crm corosync check' looks for mistakes in it"
    draft.report(listing.remark("nothing-to-convert", totems[0], words, hint))
    return False


def _convert(draft: Draft, listing: Listing, choices: Choices) -> None:
    nodes = members(draft, listing, choices.node_addresses, sections.node_votes(listing))
    whole = totem(draft, listing, len(nodes), choices.cluster_name)
    logging, loggers = sections.logging(draft, listing)
    membership = Membership(
        whole.cluster_name,
        nodes,
        totem=whole.settings,
        interfaces=links(draft, listing, max(len(one.addresses) for one in nodes)),
        quorum=sections.quorum(draft, listing, nodes),
        device=sections.device(draft, listing),
        logging=logging,
        loggers=loggers,
        others=sections.others(draft, listing),
    )
    _top_level(draft, listing)
    try:
        draft.corosync = membership.text()
    except CrmError as error:
        draft.report(*error.diagnostics)


def _top_level(draft: Draft, listing: Listing) -> None:
    """Tell of settings outside of all sections: none of them is left."""
    for entry in listing.configuration.root.entries:
        fate = DROPPED.get(entry.path)
        reason = fate.reason if fate else "corosync knows no such setting outside of all sections"
        drop(draft, listing, entry, reason, warn=fate is None)
