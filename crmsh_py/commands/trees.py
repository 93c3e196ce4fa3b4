"""The resources as a tree, and what is said about each: `show tree`.

What it tells comes from the configuration alone: nothing here says what runs where.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from crmsh_py import xmltree
from crmsh_py.commands.context import Reply
from crmsh_py.commands.relations import Relation, fenced, matched_by_patterns, relations
from crmsh_py.commands.styled import Line, Piece, Tree, line, note, plain
from crmsh_py.grammar.agents import agent_text
from crmsh_py.grammar.tree import Agent
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import kind, members, object_name
from crmsh_py.model.vocabulary import CONTAINERS, RESOURCES
from crmsh_py.xmltree import Element

_TOLD = ("target-role", "is-managed", "maintenance", "promotable", "globally-unique")
"""Meta attributes that say what the cluster does with a resource."""

_STATE_STYLES = {
    "target-role=Stopped": "warning",
    "is-managed=false": "warning",
    "maintenance=true": "warning",
}
"""What keeps the cluster from running a resource, or from looking after it."""

_WHOLE_STATES = ("standby", "maintenance", "maintenance-mode", "stop-all-resources")
"""What nodes, or the whole cluster, are set to."""

_GAP = "  "


@dataclass(frozen=True, slots=True)
class Branch:
    """A resource and what is below it."""

    kind: str
    id: str
    agent: str
    state: tuple[str, ...]
    relations: tuple[Relation, ...]
    members: tuple["Branch", ...]

    def record(self) -> dict[str, Any]:
        """Return it for `--json`."""
        return {
            "kind": "resource",
            "type": self.kind,
            "id": self.id,
            "agent": self.agent or None,
            "state": list(self.state),
            "relations": [{"id": one.id, "text": one.text} for one in self.relations],
            "members": [one.record() for one in self.members],
        }

    def lines(self, depth: int = 0) -> Iterator[Line]:
        """Yield it as lines: the resource, what is said about it, what is in it."""
        agent = (_GAP, Piece(self.agent, "agent")) if self.agent else ()
        pieces: list[str | Piece] = [Piece(self.kind, "kind"), " ", Piece(self.id, "id"), *agent]
        for at, state in enumerate(self.state):
            pieces += [", " if at else _GAP, Piece(state, _STATE_STYLES.get(state, ""))]
        yield line(depth, *pieces)
        for one in self.relations:
            by = (Piece(f"{_GAP}[{one.id}]", "dim"),) if one.is_constraint else ()
            yield note(depth + 1, "- ", one.text, *by)
        for member in self.members:
            yield from member.lines(depth + 1)


def tree_reply(cib: Cib, elements: Sequence[Element]) -> Reply:
    """Return the resources among the elements as a tree, all else summed up."""
    wanted = {one for one in elements if one.tag in RESOURCES}
    said = _by_resource(cib)
    branches = [_branch(cib, one, said) for one in elements if _is_top(one, wanted)]
    others = _others(elements)
    sums = [_sum_record(*each) for each in others.items()]
    lines = tuple(each for one in branches for each in one.lines())
    rest = tuple(_sum_line(*each) for each in others.items())
    blank = (line(0),) if lines and rest else ()
    return Reply(
        plain((*lines, *blank, *rest)),
        "tree",
        [*(one.record() for one in branches), *sums],
        view=(Tree(lines), *blank, *rest),
    )


def _is_top(element: Element, wanted: Collection[Element]) -> bool:
    return element in wanted and not any(one in wanted for one in element.iterancestors())


def _by_resource(cib: Cib) -> dict[str, list[Relation]]:
    """Return what is said about each resource, by its tags and by patterns too."""
    said = relations(cib)
    for tag in [one for one in cib.objects() if one.tag == "tag"]:
        name = tag.get("id", "")
        about = [one for one in said.get(name, ()) if one.id != name]
        for ref in xmltree.children(tag):
            texts = [replace(one, text=f"{one.text}, by the tag {name}") for one in about]
            said.setdefault(ref.get("id", ""), []).extend(texts)
    names = [one.get("id", "") for one in cib.objects() if one.tag in RESOURCES]
    for one in matched_by_patterns(cib, names):
        said.setdefault(one.rsc, []).append(one)
    return said


def _branch(cib: Cib, element: Element, said: dict[str, list[Relation]]) -> Branch:
    id_ = element.get("id", "")
    inner = members(element) if element.tag in CONTAINERS else []
    return Branch(
        kind(element),
        id_,
        _agent(element),
        tuple(_states(element)),
        tuple(said.get(id_, ())),
        tuple(_branch(cib, one, said) for one in inner),
    )


def _agent(element: Element) -> str:
    if element.get("template"):
        return f"@{element.get('template')}"
    class_, type_ = element.get("class"), element.get("type")
    if class_ is None or type_ is None:
        containers = (part for part in xmltree.children(element) if part.get("image"))
        return next((f"{one.tag!s} {one.get('image')}" for one in containers), "")
    return agent_text(Agent(class_, element.get("provider"), type_))


def _states(element: Element) -> Iterator[str]:
    for name in _TOLD:
        for pair in element.findall(f"meta_attributes/nvpair[@name='{name}']"):
            yield f"{name}={pair.get('value')}"


# ------------------------------------------------------------------ the rest


def _others(elements: Sequence[Element]) -> dict[str, list[Element]]:
    """Return what is no resource, by type."""
    found: dict[str, list[Element]] = {}
    for one in elements:
        if one.tag not in RESOURCES:
            found.setdefault(kind(one), []).append(one)
    return found


def _sum_record(type_: str, same: Sequence[Element]) -> dict[str, Any]:
    names = [_name(one) for one in same]
    return {"kind": "objects", "type": type_, "count": len(same), "names": names}


def _sum_line(type_: str, same: Sequence[Element]) -> Line:
    told = ", ".join(map(_told, same))
    return line(0, Piece(f"{type_} ({len(same)})", "kind"), f": {told}")


def _told(element: Element) -> str:
    """Return an object in a word or two: what a template is made with, whom levels are for."""
    if element.tag == "fencing-topology":
        return ", ".join(dict.fromkeys(map(fenced, element.findall("fencing-level"))))
    if element.tag == "template":
        return f"{object_name(element)} ({_agent(element)})"
    return _name(element)


def _name(element: Element) -> str:
    """Return how an object is called, with what it is set to: a node in standby."""
    states = [
        pair.get("name", "")
        for path in ("nvpair", "instance_attributes/nvpair")
        for pair in element.findall(path)
        if pair.get("name") in _WHOLE_STATES and pair.get("value") in {"on", "true"}
    ]
    return object_name(element) + (f" ({', '.join(states)})" if states else "")
