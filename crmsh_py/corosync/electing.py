"""Who may vote by a corosync.conf, and by which rules: what votequorum makes of the file."""

from crmsh_py.corosync.checks.findings import is_set, number
from crmsh_py.corosync.checks.nodelist import label
from crmsh_py.corosync.checks.quorum import node_votes
from crmsh_py.corosync.syntax import Configuration, Section
from crmsh_py.corosync.votes import Voter, Voting, breakers_of
from crmsh_py.diagnostics import CrmError, Diagnostic


def voting_in(configuration: Configuration) -> Voting:
    """Return the voting with all nodes there.  Raises CrmError (missing-setting)."""
    nodes = _nodes(configuration)
    device = _device_votes(configuration)
    stated = number(configuration, "quorum.expected_votes")
    expected = stated or sum(node.votes for node in nodes) + (device or 0)
    breakers, highest = breakers_of(configuration.value("quorum.auto_tie_breaker_node"))
    two_node = is_set(configuration, "quorum.two_node")
    waits = configuration.value("quorum.wait_for_all")
    wait_for_all = two_node if waits is None else is_set(configuration, "quorum.wait_for_all")
    return Voting(
        nodes=nodes,
        present=frozenset(node.id for node in nodes),
        expected=expected,
        device=device,
        two_node=two_node and not is_set(configuration, "quorum.auto_tie_breaker"),
        wait_for_all=wait_for_all,
        last_man_standing=_stands(configuration),
        auto_tie_breaker=_breaks_ties(configuration, nodes, wait_for_all=wait_for_all),
        tie_breakers=breakers,
        highest_breaks_ties=highest,
    )


def _nodes(configuration: Configuration) -> tuple[Voter, ...]:
    """Return the nodes of the nodelist; without one, as many as there are expected votes."""
    listed = configuration.nodes
    if listed:
        taken = [_id(node, position) for position, node in enumerate(listed, 1)]
        return tuple(
            Voter(node.value("name") or label(node), id_, _votes(node))
            for node, id_ in zip(listed, taken, strict=True)
        )
    count = number(configuration, "quorum.expected_votes")
    if not count:
        words = f"{configuration.source.name} says neither which nodes there are nor how many"
        hint = "it needs a nodelist, or 'quorum.expected_votes'"
        raise CrmError(Diagnostic("missing-setting", words, hint=hint))
    count -= number(configuration, "quorum.device.votes") or 0
    return tuple(Voter(f"node {id_}", id_) for id_ in range(1, count + 1))


def _id(node: Section, position: int) -> int:
    text = node.value("nodeid") or ""
    return int(text) if text.isascii() and text.isdigit() else position


def _votes(node: Section) -> int:
    text = node.value("quorum_votes") or ""
    return int(text) if text.isascii() and text.isdigit() else 1


def _device_votes(configuration: Configuration) -> int | None:
    """Return the votes of the quorum device; by itself one less than those of the nodes."""
    if not configuration.value("quorum.device.model"):
        return None
    return number(configuration, "quorum.device.votes", max(node_votes(configuration) - 1, 0))


def _stands(configuration: Configuration) -> bool:
    """Tell whether last_man_standing works: only where all nodes have one vote."""
    even = all(_votes(node) == 1 for node in configuration.nodes)
    return is_set(configuration, "quorum.last_man_standing") and even


def _breaks_ties(
    configuration: Configuration, nodes: tuple[Voter, ...], *, wait_for_all: bool
) -> bool:
    """Tell whether auto_tie_breaker works: with an odd number of votes it needs wait_for_all."""
    odd = sum(node.votes for node in nodes) % 2 == 1
    return is_set(configuration, "quorum.auto_tie_breaker") and (wait_for_all or not odd)
