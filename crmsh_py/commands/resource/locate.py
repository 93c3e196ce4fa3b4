"""`locate`: where resources run."""

import re
from dataclasses import replace

from crmsh_py.commands import parameters
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level
from crmsh_py.commands.resource.choice import chosen
from crmsh_py.commands.status.sources import look
from crmsh_py.model.cib import Cib
from crmsh_py.model.vocabulary import RESOURCES
from crmsh_py.pacemaker.state import ClusterStatus
from crmsh_py.xmltree import Element


def add_commands(level: Level) -> None:
    """Declare the command of this module in a level."""
    level.command(replace(parameters.RESOURCES, tags=tuple(RESOURCES)))(locate)


def locate(context: Context, arguments: Arguments) -> Reply:
    """Show on which nodes resources run, and in which role; of what does not run, that.

    Example:
        # on which nodes all of the group runs
        locate web
    """
    picture = look(context)
    found = chosen(Cib(picture.cib), arguments["resources"])
    places = [(one.get("id", ""), _places(picture.status, one)) for one in found]
    lines = (f"{id_}: {_where(places, known=picture.known)}\n" for id_, places in places)
    records = [
        {"kind": "place", "id": id_, "node": node, "role": role}
        for id_, where in places
        for node, role in where.items() or [(None, "Stopped" if picture.known else None)]
    ]
    return Reply("".join(lines), records=tuple(records), notes=picture.notes)


def _places(status: ClusterStatus, element: Element) -> dict[str, str]:
    """Return the role by node; a bundle is where its containers are."""
    id_ = element.get("id", "")
    own = re.compile(rf"{re.escape(id_)}-\d+") if element.tag == "bundle" else None
    found: dict[str, str] = {}
    for one in status.instances(id_):
        for node in one.nodes if one.active else ():
            if own is None or not own.fullmatch(node):
                found[node] = one.role if one.is_promoted else found.get(node, one.role)
    return found


def _where(places: dict[str, str], *, known: bool) -> str:
    if not known:
        return "not known, there is no status"
    told = (node if role == "Started" else f"{node} ({role})" for node, role in places.items())
    return ", ".join(told) or "does not run"
