"""Nodes of a cluster: which there are, what they are told until they restart, fencing, removal."""

from typing import TYPE_CHECKING

from crmsh_py import xmltree
from crmsh_py.model.cib import Cib
from crmsh_py.model.nodes import MEMBER, Named
from crmsh_py.pacemaker.saved import remotes

if TYPE_CHECKING:  # it brings in subprocess, which the work on a file does not need
    from crmsh_py.pacemaker.tools import Tools

FENCE_SECONDS = 600.0
"""How long a fencing may take; the cluster itself gives up earlier (stonith-timeout)."""

_FENCE = {"reboot": "--reboot", "off": "--fence"}


def roster(cib: Cib) -> dict[str, Named]:
    """Return the nodes that a configuration knows, remote and guest nodes too, by their names."""
    section = cib.section("nodes")
    found: dict[str, Named] = {}
    for one in [] if section is None else xmltree.children(section):
        name = one.get("uname", one.get("id", ""))
        found[name] = Named(name, one.get("type", MEMBER))
    for name, _, kind in remotes(cib):
        found[name] = Named(name, kind)
    return found


def local_name(tools: "Tools") -> str:
    """Return the name of the node on which the tools run.  Raises CrmError as `Tools.run`."""
    return tools.text("crm_node", "--name").strip()


# ------------------------------------------------------------------ until the next restart


def transient_attributes(tools: "Tools") -> dict[str, dict[str, str]]:
    """Return the attributes that nodes have until they restart, by the nodes' names.

    Raises CrmError as `Tools.run`.
    """
    status = tools.xml("cibadmin", "--query", "--scope=status")
    return {
        state.get("uname", ""): {
            pair.get("name", ""): pair.get("value", "")
            for pair in state.iterfind("transient_attributes/instance_attributes/nvpair")
        }
        for state in status.iter("node_state")
    }


def set_transient(tools: "Tools", node: str, name: str, value: str) -> None:
    """Give a node an attribute until it restarts.  Raises CrmError as `Tools.run`."""
    tools.run(*_attribute(node, name), f"--update={value}")


def delete_transient(tools: "Tools", node: str, name: str) -> None:
    """Take off an attribute that a node has until it restarts.  Raises CrmError as `Tools.run`."""
    tools.run(*_attribute(node, name), "--delete")


def _attribute(node: str, name: str) -> tuple[str, ...]:
    return ("crm_attribute", "--lifetime=reboot", f"--node={node}", f"--name={name}")


# ------------------------------------------------------------------ fencing


def devices_for(tools: "Tools", node: str) -> list[str]:
    """Return the devices that can fence a node.  Raises CrmError as `Tools.run`."""
    lines = tools.text("stonith_admin", f"--list={node}").splitlines()
    return [line.strip() for line in lines if line.strip() and " " not in line.strip()]


def fence(tools: "Tools", node: str, action: str) -> None:
    """Let the cluster `reboot` a node or switch it `off`, and wait for that.

    Raises CrmError as `Tools.run`.
    """
    tools.run("stonith_admin", f"{_FENCE[action]}={node}", seconds=FENCE_SECONDS)


def confirm_off(tools: "Tools", node: str) -> None:
    """Tell the cluster that a node is off for certain.  Raises CrmError as `Tools.run`."""
    tools.run("stonith_admin", f"--confirm={node}")


def clean_up(tools: "Tools", node: str) -> None:
    """Let the cluster forget what failed on a node.  Raises CrmError as `Tools.run`."""
    tools.run("crm_resource", "--cleanup", f"--node={node}", seconds=FENCE_SECONDS)


# ------------------------------------------------------------------ removal


def forget(tools: "Tools", node: str) -> None:
    """Let the daemons forget a node that is gone, and the CIB its status.

    Raises CrmError as `Tools.run`.
    """
    tools.run("crm_node", "--force", f"--remove={node}")
