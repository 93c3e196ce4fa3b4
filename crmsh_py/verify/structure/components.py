"""Circles in a graph: strongly connected components, and a way round in one.

Tarjan's algorithm (1972), without recursion; both functions take as long as the graph is large.
"""

from collections import deque
from collections.abc import Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

V = TypeVar("V", bound=Hashable)


def components(after: Mapping[V, Collection[V]]) -> list[list[V]]:
    """Return the sets of vertices that lead to each other, those of a single vertex left out."""
    search = _Search(after)
    for root in after:
        if root not in search.number:
            search.walk(root)
    return search.found


@dataclass
class _Search(Generic[V]):
    after: Mapping[V, Collection[V]]
    number: dict[V, int] = field(default_factory=dict)
    lowest: dict[V, int] = field(default_factory=dict)
    stack: list[V] = field(default_factory=list)
    stacked: set[V] = field(default_factory=set)
    found: list[list[V]] = field(default_factory=list)

    def walk(self, root: V) -> None:
        """Visit all that can be reached from a vertex."""
        way = [self._enter(root)]
        while way:
            vertex, rest = way[-1]
            other = next(rest, None)
            if other is None:
                way.pop()
                self._leave(vertex)
                if way:
                    self._lower(way[-1][0], self.lowest[vertex])
            elif other not in self.number:
                way.append(self._enter(other))
            elif other in self.stacked:
                self._lower(vertex, self.number[other])

    def _lower(self, vertex: V, number: int) -> None:
        self.lowest[vertex] = min(self.lowest[vertex], number)

    def _enter(self, vertex: V) -> tuple[V, Iterator[V]]:
        self.number[vertex] = self.lowest[vertex] = len(self.number)
        self.stack.append(vertex)
        self.stacked.add(vertex)
        return vertex, iter(self.after.get(vertex, ()))

    def _leave(self, vertex: V) -> None:
        """Take a component off the stack, if that ends here; keep it, if it is several vertices."""
        if self.lowest[vertex] != self.number[vertex]:
            return
        at = len(self.stack) - 1
        while self.stack[at] != vertex:
            at -= 1
        component = self.stack[at:]
        del self.stack[at:]
        self.stacked.difference_update(component)
        if len(component) > 1:
            self.found.append(component)


def circle(after: Mapping[V, Collection[V]], component: Collection[V]) -> list[tuple[V, V]]:
    """Return the steps of a shortest way from the first vertex of a component back to it."""
    inside = set(component)
    start = next(iter(component))
    before: dict[V, V] = {}
    queue = deque([start])
    while queue:
        one = queue.popleft()
        for other in after.get(one, ()):
            if other == start:
                return _steps(before, start, one)
            if other in inside and other not in before:
                before[other] = one
                queue.append(other)
    return []


def _steps(before: Mapping[V, V], start: V, last: V) -> list[tuple[V, V]]:
    way = [(last, start)]
    while way[-1][0] != start:
        here = way[-1][0]
        way.append((before[here], here))
    return way[::-1]
