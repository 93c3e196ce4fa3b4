"""The resources as a tree, and what is said about each: `show tree`.

What it tells comes from the configuration alone: nothing here says what runs where.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from crmsh_py import xmltree
from crmsh_py.commands.context import Reply
from crmsh_py.commands.relations import Relation, matched_by_patterns, relations
from crmsh_py.grammar.agents import agent_text
from crmsh_py.grammar.tree import Agent
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import kind, members, object_name
from crmsh_py.model.vocabulary import CONTAINERS, RESOURCES
from crmsh_py.xmltree import Element

_TOLD = ("target-role", "is-managed", "maintenance", "promotable", "globally-unique")
"""Meta attributes that say what the cluster does with a resource."""

_NODE_STATES = ("standby", "maintenance")


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

    def lines(self, depth: int = 0) -> Iterator[str]:
        """Yield it as lines of text, indented by two blanks a level."""
        indent = "  " * depth
        words = [self.kind, self.id, self.agent, ", ".join(self.state)]
        yield indent + "  ".join([" ".join(words[:2]), *filter(None, words[2:])])
        for one in self.relations:
            yield f"{indent}  - {one.text}"
        for member in self.members:
            yield from member.lines(depth + 1)


def tree_reply(cib: Cib, elements: Sequence[Element]) -> Reply:
    """Return the resources among the elements as a tree, all else summed up."""
    wanted = {one for one in elements if one.tag in RESOURCES}
    said = _by_resource(cib)
    branches = [_branch(cib, one, said) for one in elements if _is_top(one, wanted)]
    sums = list(_sums(elements))
    lines = [line for one in branches for line in one.lines()]
    rest = [f"{one['type']} ({one['count']}): {', '.join(one['names'])}" for one in sums]
    blank = [""] if lines and rest else []
    text = "".join(f"{line}\n" for line in [*lines, *blank, *rest])
    return Reply(text, "tree", [*(one.record() for one in branches), *sums])


def _is_top(element: Element, wanted: Collection[Element]) -> bool:
    return element in wanted and not any(one in wanted for one in element.iterancestors())


def _by_resource(cib: Cib) -> dict[str, list[Relation]]:
    """Return what is said about each resource, by its tags and by patterns too."""
    said = relations(cib)
    for tag in [one for one in cib.objects() if one.tag == "tag"]:
        name = tag.get("id", "")
        about = [one for one in said.get(name, ()) if one.id != name]
        for ref in xmltree.children(tag):
            texts = [Relation("", one.id, f"{one.text}, by the tag {name}") for one in about]
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


def _sums(elements: Sequence[Element]) -> Iterator[dict[str, Any]]:
    """Yield what is no resource, counted by type."""
    others = [one for one in elements if one.tag not in RESOURCES]
    counts = Counter(kind(one) for one in others)
    for word, count in counts.items():
        same = [one for one in others if kind(one) == word]
        names = [_name(one) for one in same]
        yield {"kind": "objects", "type": word, "count": count, "names": names}


def _name(element: Element) -> str:
    """Return how an object is called in the sum: a node with what it is set to."""
    states = [
        pair.get("name", "")
        for pair in element.findall("instance_attributes/nvpair")
        if pair.get("name") in _NODE_STATES and pair.get("value") in {"on", "true"}
    ]
    return object_name(element) + (f" ({', '.join(states)})" if states else "")
