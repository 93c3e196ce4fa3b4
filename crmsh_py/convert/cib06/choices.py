"""What a user may choose when a CIB is converted."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from crmsh_py.model.releases import USUAL


@dataclass(frozen=True, slots=True)
class Choices:
    """The options of `convert cib`; the defaults are what is done without any.

    `with_nodes` writes all nodes, not only those that have attributes.  `keep_agents` leaves
    agents that were superseded, `keep_group_flags` the groups that are not ordered or not
    collocated (`crm_verify` rejects them), `keep_status` the status section under its present
    names, as `crm_simulate` needs it.  `keep_glue` leaves STONITH plugins of cluster-glue as they
    are, clones of them too.  `node_addresses` are addresses by a node's name, one for each link,
    for the corosync.conf that comes of an ha.cf.
    """

    schema: str = USUAL
    repair: bool = True
    with_nodes: bool = False
    keep_agents: bool = False
    keep_glue: bool = False
    keep_group_flags: bool = False
    keep_status: bool = False
    node_addresses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
