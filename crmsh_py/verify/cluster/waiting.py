"""Lock managers on two nodes that do not wait for each other when they start.

Facts: votequorum(5): `two_node` switches `wait_for_all` on unless it is set to 0; without it each
node is quorate by itself as soon as it starts.
"""

from collections.abc import Iterator

from crmsh_py.corosync.syntax import Configuration
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.verify.cluster.locks import needing_locks
from crmsh_py.verify.cluster.whole import of_cluster
from crmsh_py.verify.view import View


def locks_without_waiting(view: View, corosync: Configuration) -> Iterator[Diagnostic]:
    """Report cluster storage on two nodes that each start without having seen the other."""
    needing = needing_locks(view)
    two_node, waiting = (corosync.value(f"quorum.{name}") for name in ("two_node", "wait_for_all"))
    if needing and two_node == "1" and waiting == "0":
        words = (
            "corosync.conf has 'wait_for_all: 0' for two nodes: those that start apart fence each"
            " other, and what was mounted there hangs until then"
        )
        hint = "type 'crm corosync unset quorum.wait_for_all': 'two_node' switches it on"
        yield of_cluster("locks-without-waiting", words, needing[0].id, hint=hint)
