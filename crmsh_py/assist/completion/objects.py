"""The objects of a configuration as words: their names, and in a few words what each of them is."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from crmsh_py.assist.completion.offers import Candidate
from crmsh_py.grammar.lexical import ID, quote_argument
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import container, kind, members, object_name
from crmsh_py.model.nodes import ATTRIBUTES, MAINTENANCE, STANDBY, State
from crmsh_py.model.vocabulary import RESOURCES
from crmsh_py.options.values import truth
from crmsh_py.pacemaker.nodes import roster
from crmsh_py.xmltree import Element

_MOST = 3
"""So many members are named."""


def objects(cib: Cib, tags: Iterable[str] = ()) -> Iterator[Candidate]:
    """Yield the objects that have a name; only those with one of some tags, if there are tags."""
    wanted = frozenset(tags)
    for element in cib.objects():
        name = object_name(element)
        if name and (not wanted or element.tag in wanted):
            yield Candidate(_typed(name), partial(told, element))


def nodes(cib: Cib) -> Iterator[Candidate]:
    """Yield the nodes, remote and guest ones too."""
    section = cib.section("nodes")
    entries = {} if section is None else {object_name(one): one for one in section}
    for name, node in roster(cib).items():
        told_of = [_NODES.get(node.kind, "node")]
        if name in entries:
            told_of += [one.words for one in (STANDBY, MAINTENANCE) if _is_in(entries[name], one)]
        yield Candidate(_typed(name), ", ".join(told_of))


_NODES = {"remote": "remote node", "guest": "guest node"}


def _is_in(node: Element, state: State) -> bool:
    for pair in node.iterfind(f"{ATTRIBUTES}/nvpair"):
        if pair.get("name") == state.attribute:
            return truth(pair.get("value", "")) is True
    return False


def _typed(name: str) -> str:
    return name if ID.fullmatch(name) else quote_argument(name)


def told(element: Element) -> str:
    """Return in a few words what an object is: `ocf:heartbeat:IPaddr2 in web, stopped`."""
    describe = _WORDS.get(str(element.tag))
    words = kind(element) if describe is None else describe(element)
    outer = container(element) if element.tag in RESOURCES else None
    inside = "" if outer is None else f" in {outer.get('id', '')}"
    return words + inside + (_state(element) if element.tag in RESOURCES else "")


def agent_of(element: Element) -> str:
    """Return the agent of a primitive or a template: `ocf:heartbeat:IPaddr2`, `@template`."""
    get = element.get
    template = get("template")
    if template is not None:
        return f"@{template}"
    return ":".join(filter(None, (get("class"), get("provider"), get("type"))))


def _state(element: Element) -> str:
    """Return what its own target-role says, if it is not to run, or not to be promoted."""
    for nvset in element.iterchildren("meta_attributes"):
        for pair in nvset.iterchildren("nvpair"):
            if pair.get("name") == "target-role":
                return _ROLES.get(pair.get("value", "").lower(), "")
    return ""


_ROLES = {
    "stopped": ", to be stopped",
    "unpromoted": ", not to be promoted",
    "slave": ", not to be promoted",
}


def _group(element: Element) -> str:
    inside = [one.get("id", "") for one in members(element)]
    more = f" and {len(inside) - _MOST} more" if len(inside) > _MOST else ""
    return f"group of {', '.join(inside[:_MOST])}{more}"


def _clone(element: Element) -> str:
    inside = next((one.get("id", "") for one in members(element)), "nothing")
    pairs = element.iterfind("meta_attributes/nvpair[@name='promotable']")
    promotable = element.tag == "master" or any(
        truth(one.get("value", "")) is True for one in pairs
    )
    return f"{'promotable ' if promotable else ''}clone of {inside}"


def _bundle(element: Element) -> str:
    inside = next((f" of {one.get('id', '')}" for one in members(element)), "")
    return f"bundle{inside}"


def _location(element: Element) -> str:
    what = element.get("rsc") or element.get("rsc-pattern") or "a set"
    where = element.get("node")
    if where is None:
        return f"location of {what} by a rule"
    return f"location of {what} on {where}: {element.get('score', '')}"


def _pair(verb: str, one: str, other: str, strength: str) -> Callable[[Element], str]:
    """Return what tells of a constraint on two resources, or on sets of them."""

    def describe(element: Element) -> str:
        first, second = element.get(one), element.get(other)
        if first is None or second is None:
            return f"{kind(element)} of sets"
        found = element.get(strength)
        return f"{first} {verb} {second}" + (f": {found}" if found else "")

    return describe


def _tag(element: Element) -> str:
    count = len(element)
    return f"tag of {count} object{'' if count == 1 else 's'}"


def _template(element: Element) -> str:
    return f"template of {agent_of(element)}"


def _node(element: Element) -> str:
    return _NODES.get(element.get("type", ""), "node")


_WORDS: Mapping[str, Callable[[Element], str]] = {
    "primitive": agent_of,
    "template": _template,
    "group": _group,
    "clone": _clone,
    "master": _clone,
    "bundle": _bundle,
    "node": _node,
    "rsc_location": _location,
    "rsc_colocation": _pair("with", "rsc", "with-rsc", "score"),
    "rsc_order": _pair("before", "first", "then", "kind"),
    "tag": _tag,
}
"""Tag to what tells of an object of that tag; others are called by their kind."""
