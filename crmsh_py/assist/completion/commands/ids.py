"""Names of resources, nodes, tickets and of objects of any kind, as words of commands."""

from collections.abc import Collection, Iterator

from crmsh_py.assist.completion import objects as told
from crmsh_py.assist.completion.commands import corosync
from crmsh_py.assist.completion.commands.place import Place
from crmsh_py.assist.completion.offers import Candidate
from crmsh_py.assist.completion.statements import things
from crmsh_py.assist.knowledge import Knowledge
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.lexical import quote
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import members
from crmsh_py.model.vocabulary import RESOURCES


def objects(knowledge: Knowledge, tags: Collection[str] = ()) -> Iterator[Candidate]:
    """Yield the objects that have a name; only those with one of some tags, if there are tags."""
    every = knowledge.of_cib(things.things)
    return (one.candidate for one in every if not tags or one.tag in tags)


def of_objects(place: Place) -> Iterator[Candidate]:
    """Yield the objects that will do."""
    return objects(place.knowledge, place.parameter.tags)


def of_resources(place: Place) -> Iterator[Candidate]:
    """Yield the resources that will do."""
    return objects(place.knowledge, place.parameter.tags or RESOURCES)


def of_group(place: Place) -> Iterator[Candidate]:
    """Yield the members of the group that was named; to add, primitives that are free."""
    every = things.resources(place.knowledge)
    if place.parameter.name != "member" and "add" in place.given.get("action", ()):
        yield from (one.candidate for one in every if one.is_free and one.tag == "primitive")
        return
    cib = place.knowledge.cib()
    group = None if cib is None else cib.object(place.first(Kind.OBJECT))
    names = set() if group is None else {one.get("id") for one in members(group)}
    yield from (one.candidate for one in every if one.name in names)


def of_nodes(place: Place) -> Iterator[Candidate]:
    """Yield the nodes, for `corosync` those of its nodelist too."""
    yield from place.knowledge.of_cib(told.nodes)
    if place.path[-1:] == ("corosync",):
        yield from corosync.nodes(place)


def tickets(place: Place) -> Iterator[Candidate]:
    """Yield the tickets that constraints name, and those that the cluster has."""
    yield from place.knowledge.of_cib(_tickets)


def _tickets(cib: Cib) -> Iterator[Candidate]:
    section = cib.section("constraints")
    said = [] if section is None else [one.get("ticket") for one in section.iter("rsc_ticket")]
    had = [one.get("id") for one in cib.root.iterfind("status/tickets/ticket_state")]
    for name in dict.fromkeys(filter(None, (*said, *had))):
        yield Candidate(quote(name), "ticket")


def operations(place: Place) -> Iterator[Candidate]:
    """Yield the operations of the resource that was named; else those that agents have."""
    cib = place.knowledge.cib()
    resource = None if cib is None else cib.find(place.first(Kind.RESOURCE))
    for op in [] if resource is None else resource.iterfind("operations/op"):
        interval, name = op.get("interval", "0"), op.get("name", "")
        if interval not in {"0", "0s"}:
            yield Candidate(name, f"{_OPERATIONS.get(name, name)}, every {interval}")
    yield from (Candidate(name, meaning) for name, meaning in _OPERATIONS.items())


_OPERATIONS = {
    "start": "start the resource",
    "stop": "stop the resource",
    "monitor": "look whether it runs well",
    "promote": "give it the promoted role",
    "demote": "take the promoted role from it",
    "notify": "tell it of actions on other instances",
    "migrate_to": "move it away while it runs",
    "migrate_from": "take it over while it runs",
    "reload": "let it read changed parameters",
    "validate-all": "check its parameters",
}


def intervals(place: Place) -> Iterator[Candidate]:
    """Yield the intervals of an operation of the resource that was named."""
    cib = place.knowledge.cib()
    resource = None if cib is None else cib.find(place.first(Kind.RESOURCE))
    name = place.first(Kind.OP_NAME)
    for op in [] if resource is None else resource.iterfind("operations/op"):
        if op.get("name") == name and (interval := op.get("interval")):
            yield Candidate(interval, f"of its {name}")


_FAILED = {"show": ("node",), "set": ("node", "count", "op", "interval")}


def of_fail_count(place: Place) -> Iterator[Candidate]:
    """Yield what follows `failcount RESOURCE VERB`: node, count, operation, interval."""
    verb = next(iter(place.given.get("verb", ())), "")
    order = _FAILED.get(verb, ("node", "op", "interval"))
    at = len(place.given_here)
    what = order[at] if at < len(order) else ""
    if what == "node":
        yield from of_nodes(place)
    elif what == "count":
        yield Candidate("INFINITY", "bans the resource from the node")
        yield Candidate("0", "as if nothing had failed")
    elif what == "op":
        yield from operations(place)
