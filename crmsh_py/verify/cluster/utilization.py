"""What resources need and nodes have, and whether anybody counts it.

Facts: Pacemaker Explained, "Utilization and Placement Strategy"; tried with crm_simulate 2.1.5: a
node that does not name what a resource needs has none of it, so that the resource cannot run there.
"""

from collections.abc import Iterator

from crmsh_py.diagnostics import Diagnostic
from crmsh_py.verify.check import OfWhole, finding
from crmsh_py.verify.cluster.whole import of_cluster, of_properties
from crmsh_py.verify.view import View

_STRATEGY = "placement-strategy"
_CODE = "uncounted-utilization"


def utilization(view: View) -> Iterator[Diagnostic]:
    """Report needs that nobody counts, counting of nothing, and nodes that have nothing."""
    strategy = view.properties.get(_STRATEGY) or "default"
    if _STRATEGY in view.properties.sometimes:
        return
    needing = [one for one in view.primitives if one.utilization.always]
    if strategy == "default":
        if needing:
            words = "utilization has no effect: placement-strategy is 'default', which counts none"
            hint = "write 'property placement-strategy=balanced', or another that counts"
            yield of_cluster(_CODE, words, needing[0].id, "utilization", hint=hint)
    elif needing:
        yield from _empty_nodes(
            view, {name for one in needing for name in _needed(one.utilization.always)}
        )
    elif not any(one.utilization.sometimes for one in view.primitives):
        words = f"placement-strategy={strategy} has nothing to count: no resource has utilization"
        hint = "give resources and nodes 'utilization', or take the property out"
        yield of_properties(view, _CODE, words, _STRATEGY, hint=hint)


def _needed(pairs: dict[str, str]) -> Iterator[str]:
    return (name for name, value in pairs.items() if value.strip() not in {"", "0"})


def _empty_nodes(view: View, needed: set[str]) -> Iterator[Diagnostic]:
    if "NodeUtilization" in view.by_type:
        return  # it finds out what nodes have
    for node in view.nodes:
        missing = sorted(name for name in needed if not node.utilization.mentions(name))
        if missing and node.kind == "member":
            named = ", ".join(repr(name) for name in missing)
            words = f"has no utilization {named}: no resource that needs it can run there"
            hint = f"write 'node {node.name} utilization {missing[0]}=AMOUNT'"
            yield finding(node.element, "node-without-capacity", words, hint=hint)


CHECKS = (OfWhole((_CODE, "node-without-capacity"), utilization),)
