"""The resources and their constraints as a graph: in DOT for Graphviz, or in Mermaid.

Nodes are resources, containers are boxes around theirs; edges are orders and colocations, and
the machines that locations name are nodes of another shape.  Every name stands in quotes.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from crmsh_py import xmltree
from crmsh_py.grammar.agents import agent_text
from crmsh_py.grammar.tree import Agent
from crmsh_py.grammar.words import score_word
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import kind, members
from crmsh_py.model.vocabulary import CONTAINERS, RESOURCES
from crmsh_py.xmltree import Element


@dataclass(frozen=True, slots=True)
class Box:
    """A resource; a container has others in it."""

    id: str
    label: tuple[str, ...]
    members: tuple["Box", ...] = ()
    is_container: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """A constraint between two resources, or of a resource and a machine."""

    start: str
    end: str
    label: str
    style: str
    """order, colocation or location."""


@dataclass(frozen=True, slots=True)
class Graph:
    """What is drawn."""

    boxes: tuple[Box, ...]
    machines: tuple[str, ...]
    edges: tuple[Edge, ...]
    anchors: dict[str, str] = field(default_factory=dict)
    """A container to the resource in it at which its edges end."""


def graph_of(cib: Cib, elements: Sequence[Element]) -> Graph:
    """Return the graph of the resources among the elements and of what binds them."""
    wanted = {one for one in elements if one.tag in RESOURCES}
    tops = [
        one
        for one in elements
        if one in wanted and not any(above in wanted for above in one.iterancestors())
    ]
    boxes = tuple(map(_box, tops))
    anchors = {name: at for box in boxes for name, at in _anchors(box)}
    section = cib.section("constraints")
    found = [edge for one in (() if section is None else section) for edge in _edges(cib, one)]
    edges = [one for one in found if one.start in anchors]
    edges = [one for one in edges if one.style == "location" or one.end in anchors]
    machines = dict.fromkeys(one.end for one in edges if one.style == "location")
    return Graph(boxes, tuple(machines), tuple(edges), anchors)


def _box(element: Element) -> Box:
    id_ = element.get("id", "")
    if element.tag in CONTAINERS:
        inner = tuple(map(_box, members(element)))
        return Box(id_, (f"{kind(element)} {id_}",), inner, is_container=True)
    class_, type_ = element.get("class"), element.get("type")
    agent = f"@{element.get('template')}"
    if class_ is not None and type_ is not None:
        agent = agent_text(Agent(class_, element.get("provider"), type_))
    return Box(id_, (id_, agent))


def _anchors(box: Box) -> Iterator[tuple[str, str]]:
    """Yield where the edges of a box, and of those in it, end: at the first resource."""
    inner = [pair for member in box.members for pair in _anchors(member)]
    yield box.id, inner[0][1] if inner else box.id
    yield from inner


# ------------------------------------------------------------------ edges


def _edges(cib: Cib, element: Element) -> Iterator[Edge]:
    function = _FUNCTIONS.get(str(element.tag))
    for edge in function(element) if function is not None else ():
        for start in _untagged(cib, edge.start):
            ends = [edge.end] if edge.style == "location" else _untagged(cib, edge.end)
            for end in ends:
                yield Edge(start, end, edge.label, edge.style)


def _untagged(cib: Cib, name: str) -> list[str]:
    """Return the resources that a name stands for: several if it is a tag's."""
    found = cib.find(name)
    if found is None or found.tag != "tag":
        return [name]
    return [ref.get("id", "") for ref in xmltree.children(found)]


def _location(element: Element) -> Iterator[Edge]:
    node, score = element.get("node"), score_word(element.get("score") or "0")
    rsc = element.get("rsc")
    names = [rsc] if rsc is not None else [name for one in _sets(element) for name in one]
    for name in names if node is not None else ():
        yield Edge(name, node or "", _label(score, element.get("role")), "location")


def _colocation(element: Element) -> Iterator[Edge]:
    score = score_word(element.get("score") or "INFINITY")
    rsc, other = element.get("rsc"), element.get("with-rsc")
    if rsc is not None and other is not None:
        label = _label(score, element.get("rsc-role"), element.get("with-rsc-role"))
        yield Edge(rsc, other, label, "colocation")
        return
    for start, end in _chain(element):
        yield Edge(end, start, score, "colocation")


def _order(element: Element) -> Iterator[Edge]:
    strength = element.get("kind") or score_word(element.get("score") or "Mandatory")
    first, then = element.get("first"), element.get("then")
    if first is not None and then is not None:
        label = _label(strength, element.get("first-action"), element.get("then-action"))
        yield Edge(first, then, label, "order")
        return
    for start, end in _chain(element):
        yield Edge(start, end, strength, "order")


def _label(strength: str, *qualifiers: str | None) -> str:
    said = [one for one in qualifiers if one]
    return f"{strength} ({', '.join(said)})" if said else strength


def _chain(element: Element) -> Iterator[tuple[str, str]]:
    """Yield who follows whom in sets: within a sequential set, and from each set to the next."""
    before: list[str] = []
    for one in element.findall("resource_set"):
        names = [ref.get("id", "") for ref in one.findall("resource_ref")]
        sequential = one.get("sequential") != "false"
        starts, ends = (names[:1], names[-1:]) if sequential else (names, names)
        yield from ((start, end) for start in before for end in starts)
        if sequential:
            yield from pairwise(names)
        before = ends


def _sets(element: Element) -> list[list[str]]:
    sets = element.findall("resource_set")
    return [[ref.get("id", "") for ref in one.findall("resource_ref")] for one in sets]


_FUNCTIONS: dict[str, Callable[[Element], Iterator[Edge]]] = {
    "rsc_location": _location,
    "rsc_colocation": _colocation,
    "rsc_order": _order,
}


# ------------------------------------------------------------------ DOT

_DOT_STYLES = {
    "order": "style=solid",
    "colocation": "style=dashed, dir=none",
    "location": "style=dotted",
}


def dot(graph: Graph) -> str:
    """Return a graph in DOT, the language of Graphviz."""
    lines = ["digraph cluster {", "  compound=true;", "  node [shape=box];"]
    for box in graph.boxes:
        lines += _dot_box(box, "  ")
    lines += [
        f"  {_dot_text(f'node:{one}')} [shape=ellipse, label={_dot_text(one)}];"
        for one in graph.machines
    ]
    containers = {one.id for box in graph.boxes for one in _inside(box) if one.is_container}
    lines += [_dot_edge(edge, graph, containers) for edge in graph.edges]
    return "\n".join([*lines, "}", ""])


def _inside(box: Box) -> Iterator[Box]:
    yield box
    for member in box.members:
        yield from _inside(member)


def _dot_box(box: Box, indent: str) -> Iterator[str]:
    label = _dot_text("\n".join(box.label))
    if not box.is_container or not box.members:
        yield f"{indent}{_dot_text(box.id)} [label={label}];"
        return
    yield f"{indent}subgraph {_dot_text(f'cluster_{box.id}')} {{"
    yield f"{indent}  label={label};"
    for member in box.members:
        yield from _dot_box(member, f"{indent}  ")
    yield f"{indent}}}"


def _dot_edge(edge: Edge, graph: Graph, containers: set[str]) -> str:
    machine = edge.style == "location"
    end = f"node:{edge.end}" if machine else graph.anchors[edge.end]
    options = [f"label={_dot_text(edge.label)}", _DOT_STYLES[edge.style]]
    if edge.start in containers and graph.anchors[edge.start] != edge.start:
        options.append(f"ltail={_dot_text(f'cluster_{edge.start}')}")
    if not machine and edge.end in containers and graph.anchors[edge.end] != edge.end:
        options.append(f"lhead={_dot_text(f'cluster_{edge.end}')}")
    start = graph.anchors[edge.start]
    return f"  {_dot_text(start)} -> {_dot_text(end)} [{', '.join(options)}];"


def _dot_text(text: str) -> str:
    r"""Return a text in DOT's quotes; a backslash would begin an escape such as `\N`."""
    quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{quoted}"'


# ------------------------------------------------------------------ Mermaid

_ARROWS = {"order": "-->", "colocation": "-.-", "location": "-.->"}


def mermaid(graph: Graph) -> str:
    """Return a graph in Mermaid, which needs nothing installed to be shown."""
    names = _Names()
    lines = ["flowchart TB"]
    for box in graph.boxes:
        lines += _mermaid_box(box, "  ", names)
    for machine in graph.machines:
        lines.append(f"  {names.of(f'node:{machine}')}([{_mermaid_text(machine)}])")
    for edge in graph.edges:
        end = f"node:{edge.end}" if edge.style == "location" else edge.end
        label = _mermaid_text(edge.label)
        arrow = f"{_ARROWS[edge.style]}|{label}|"
        lines.append(f"  {names.of(edge.start)} {arrow} {names.of(end)}")
    return "\n".join([*lines, ""])


class _Names:
    """Gives names that Mermaid takes: its own words, such as `end`, are no names."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def of(self, id_: str) -> str:
        """Return the name of a resource or machine."""
        plain = re.sub(r"\W", "_", id_, flags=re.ASCII)
        return self._names.setdefault(id_, f"n{len(self._names)}_{plain}")


def _mermaid_box(box: Box, indent: str, names: _Names) -> Iterator[str]:
    label = "<br>".join(map(_mermaid_escaped, box.label))
    if not box.is_container or not box.members:
        yield f'{indent}{names.of(box.id)}["{label}"]'
        return
    yield f'{indent}subgraph {names.of(box.id)}["{label}"]'
    for member in box.members:
        yield from _mermaid_box(member, f"{indent}  ", names)
    yield f"{indent}end"


def _mermaid_text(text: str) -> str:
    return f'"{_mermaid_escaped(text)}"'


def _mermaid_escaped(text: str) -> str:
    """Return a text with what Mermaid, or the page that shows it, might read as its own."""
    return re.sub(r"[^\w ./:,()@-]", lambda found: f"#{ord(found[0])};", text)
