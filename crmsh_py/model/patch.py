"""Write changes as Pacemaker's XML patch (format 2), as `cibadmin --patch` takes it.

How Pacemaker applies one (lib/common/patchset.c): change by change, it deletes and modifies at
once, and puts what moves behind its last sibling; then it creates and moves in the order of
the positions, which therefore count the children (comments too) that there are in the end.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from crmsh_py import xmltree
from crmsh_py.model.changes import (
    Added,
    AttributeChange,
    AttributesChanged,
    Change,
    Moved,
    Removed,
    Replaced,
    Step,
    Steps,
    apply,
    step_of,
)
from crmsh_py.model.version import Version
from crmsh_py.xmltree import Element

_ADDRESSABLE = re.compile(r"[^\s/'\[\]]+")
"""Ids that Pacemaker's reading of a path (sscanf) gets through unharmed."""


def to_patch(old: Element, changes: Sequence[Change], *, source: Version, target: Version) -> bytes:
    """Return the patch that makes the changes to `old`, a `<cib>`, if its version is `source`.

    Without `num_updates` in the source it applies whatever the status did meanwhile, and
    Pacemaker refuses it with 103 once the configuration moved on.  Pacemaker counts the epoch
    up by itself, except where nothing but attributes of the root change.
    """
    new = xmltree.copy(old)
    apply(changes, new)
    diff = xmltree.new("diff", {"format": "2"})
    diff.append(_version(source, target))
    for operation in _operations(_Trees(old, new, target), changes):
        diff.append(operation)
    return xmltree.to_bytes(diff)


def _version(source: Version, target: Version) -> Element:
    version = xmltree.new("version")
    numbers = {"admin_epoch": str(source.admin_epoch), "epoch": str(source.epoch)}
    xmltree.sub(version, "source", numbers)
    xmltree.sub(version, "target", _counters(target))
    return version


def _counters(version: Version) -> dict[str, str]:
    return {name: str(getattr(version, name)) for name in Version.__slots__}


class _Trees:
    """The configuration before and after the changes, looked up by path."""

    def __init__(self, old: Element, new: Element, target: Version) -> None:
        self.old, self.new = _Lookup(old), _Lookup(new)
        for name, value in _counters(target).items():
            new.set(name, value)

    def whole(self, change: Change) -> Steps | None:
        """Return the path of what must be replaced for a change, None if Pacemaker can do less."""
        if isinstance(change, Replaced):
            return self.addressable(change.path)
        needed = change.path[:-1] if isinstance(change, Added) else change.path
        reachable = self.addressable(needed)
        return None if reachable == needed else reachable

    def addressable(self, path: Steps) -> Steps:
        """Return the path, or that of the nearest element above which Pacemaker can find."""
        for depth, step in enumerate(path):
            siblings = (self.old.children(path[:depth]), self.new.children(path[:depth]))
            if not all(_is_addressable(step, steps) for steps in siblings):
                return path[:depth]
        return path


class _Lookup:
    def __init__(self, root: Element) -> None:
        self._root = root
        self._children: dict[Steps, dict[Step, tuple[int, Element]]] = {}

    def children(self, path: Steps) -> dict[Step, tuple[int, Element]]:
        """Return the children of a path, with their positions."""
        if path not in self._children:
            self._children[path] = {
                step_of(node): (position, node)
                for position, node in enumerate(self.element(path))
                if xmltree.is_element(node)
            }
        return self._children[path]

    def element(self, path: Steps) -> Element:
        """Return the element of a path."""
        return self.children(path[:-1])[path[-1]][1] if path else self._root

    def position(self, path: Steps) -> int:
        """Return the place of an element among its siblings, comments counted."""
        return self.children(path[:-1])[path[-1]][0]


def _is_addressable(step: Step, siblings: Iterable[Step]) -> bool:
    tag, id_ = step
    if tag.startswith("{"):
        return False
    if id_ is None:  # Pacemaker then takes the first of this tag, whatever its id
        return sum(sibling[0] == tag for sibling in siblings) <= 1
    return _ADDRESSABLE.fullmatch(id_) is not None


# ------------------------------------------------------------------ the operations of a patch


@dataclass(frozen=True, slots=True)
class _Placed:
    """An operation that puts something at a position."""

    position: int
    operation: Element


def _operations(trees: _Trees, changes: Sequence[Change]) -> Iterator[Element]:
    """Give the operations in Pacemaker's order: what goes, what changes, what comes."""
    wholes = _outermost(whole for change in changes if (whole := trees.whole(change)) is not None)
    finer = [change for change in changes if not _is_within(change.path, wholes)]
    yield from (_delete(change.path) for change in finer if isinstance(change, Removed))
    yield from (_delete(path) for path in wholes)
    for change in finer:
        if isinstance(change, AttributesChanged):
            yield _modify(trees.new, change)
    placed = [_create(trees.new, path) for path in wholes]
    placed += [_create(trees.new, change.path) for change in finer if isinstance(change, Added)]
    placed += [_move(trees.new, change.path) for change in finer if isinstance(change, Moved)]
    for one in sorted(placed, key=lambda one: one.position):
        yield one.operation


def _outermost(paths: Iterable[Steps]) -> frozenset[Steps]:
    found = frozenset(paths)
    return frozenset(path for path in found if not _is_within(path[:-1], found))


def _is_within(path: Steps, wholes: frozenset[Steps]) -> bool:
    return any(path[:depth] in wholes for depth in range(1, len(path) + 1))


def _change(operation: str, path: Steps, **attributes: str) -> Element:
    address = "/cib" + "".join(_address(step) for step in path)
    return xmltree.new("change", {"operation": operation, "path": address, **attributes})


def _address(step: Step) -> str:
    tag, id_ = step
    return f"/{tag}" if id_ is None else f"/{tag}[@id='{id_}']"


def _delete(path: Steps) -> Element:
    return _change("delete", path)


def _create(new: _Lookup, path: Steps) -> _Placed:
    position = new.position(path)
    change = _change("create", path[:-1], position=str(position))
    change.append(xmltree.copy(new.element(path)))
    return _Placed(position, change)


def _move(new: _Lookup, path: Steps) -> _Placed:
    position = new.position(path)
    return _Placed(position, _change("move", path, position=str(position)))


def _modify(new: _Lookup, changed: AttributesChanged) -> Element:
    change = _change("modify", changed.path)
    listed = xmltree.sub(change, "change-list")
    for attribute in changed.attributes:
        xmltree.sub(listed, "change-attr", _attribute(attribute))
    # Pacemaker drops all attributes of the element and sets these: all must be there.
    element = new.element(changed.path)
    xmltree.sub(xmltree.sub(change, "change-result"), str(element.tag), dict(element.attrib))
    return change


def _attribute(attribute: AttributeChange) -> dict[str, str]:
    if attribute.new is None:
        return {"name": attribute.name, "operation": "unset"}
    return {"name": attribute.name, "operation": "set", "value": attribute.new}
