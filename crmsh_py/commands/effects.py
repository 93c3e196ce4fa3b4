"""What the cluster would do, in words: a line for each action of a simulation."""

from collections.abc import Sequence
from typing import Any

from crmsh_py.pacemaker.simulation import Action


def action_line(action: Action) -> str:
    """Return an action as a line: `move vip node1 -> node2: its reason`."""
    where = action.node
    if action.dest and action.dest != action.node:
        where = f"{action.node} -> {action.dest}" if action.node else action.dest
    if action.next_role and action.role and action.next_role != action.role:
        where = f"{where} ({action.role} -> {action.next_role})".lstrip()
    words = " ".join(filter(None, (action.action, action.resource, where)))
    blocked = ", which is blocked" if action.blocked else ""
    reason = f": {action.reason}" if action.reason else ""
    return f"{words}{blocked}{reason}"


def action_text(actions: Sequence[Action]) -> str:
    """Return a line for each action, or one that there are none."""
    lines = [action_line(one) for one in actions] or ["nothing would happen"]
    return "".join(f"{line}\n" for line in lines)


def action_record(action: Action) -> dict[str, Any]:
    """Return an action for `--json`."""
    return {
        "kind": "action",
        "action": action.action,
        "resource": action.resource,
        "node": action.node,
        "destination": action.dest,
        "role": action.role,
        "next_role": action.next_role,
        "reason": action.reason,
        "blocked": action.blocked,
    }
