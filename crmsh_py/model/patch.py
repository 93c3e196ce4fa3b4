"""Write changes as Pacemaker's XML patch (format 2), as `cibadmin --patch` takes it.

How Pacemaker applies one (lib/common/patchset.c): change by change, it deletes and modifies at
once, and puts what moves behind its last sibling; then it creates and moves in the order of
the positions, which therefore count the children (comments too) that there are in the end.

A comment is created as an element is, and deleted by the path `.../comment` and its position
among the children that there are at that moment.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from crmsh_py import xmltree
from crmsh_py.model.addressing import Lookup, Trees, address_of
from crmsh_py.model.changes import (
    Added,
    AttributeChange,
    AttributesChanged,
    Change,
    Commented,
    Moved,
    Removed,
    Replaced,
    Steps,
    step_of,
)
from crmsh_py.model.compare import CONFIGURATION
from crmsh_py.model.version import Version
from crmsh_py.xmltree import Element


def to_patch(
    old: Element, new: Element, changes: Sequence[Change], *, source: Version, target: Version
) -> bytes:
    """Return the patch that leads from one `<cib>` to another, if its version is `source`.

    `changes` are what `compare` finds between them; comments are sent as they are in `new`.
    Without `num_updates` in the source it applies whatever the status did meanwhile, and
    Pacemaker refuses it with 103 once the configuration moved on.  Pacemaker counts the epoch
    up by itself, except where nothing but attributes of the root change.
    """
    diff = xmltree.new("diff", {"format": "2"})
    diff.append(_version(source, target))
    for operation in _operations(Trees(old, new, _counters(target)), changes):
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


# ------------------------------------------------------------------ the operations of a patch


@dataclass(frozen=True, slots=True)
class _Placed:
    """An operation that puts something at a position."""

    position: int
    operation: Element


def _operations(trees: Trees, changes: Sequence[Change]) -> Iterator[Element]:
    """Give the operations in Pacemaker's order: what goes, what changes, what comes."""
    changes = [one for one in changes if not isinstance(one, Commented)]
    commented = _commented(trees, frozenset(one.path for one in changes if _is_new_or_gone(one)))
    wholes = _wholes(trees, changes, commented)
    finer = [change for change in changes if not _is_within(change.path, wholes)]
    comments = _comments(trees, commented, finer, wholes)
    yield from comments.gone
    yield from (_delete(change.path) for change in finer if isinstance(change, Removed))
    yield from (_delete(path) for path in wholes)
    yield from (_modify(trees, one) for one in finer if isinstance(one, AttributesChanged))
    placed = [_create(trees.new, path) for path in wholes]
    placed += [_create(trees.new, change.path) for change in finer if isinstance(change, Added)]
    placed += [_move(trees.new, change.path) for change in finer if isinstance(change, Moved)]
    for one in sorted((*placed, *comments.new), key=lambda one: one.position):
        yield one.operation


def _is_new_or_gone(change: Change) -> bool:
    return isinstance(change, Added | Removed | Replaced)


def _wholes(
    trees: Trees, changes: Iterable[Change], commented: Iterable[Steps]
) -> tuple[Steps, ...]:
    """Return the paths of what must be deleted and created as a whole."""
    wholes = [whole for change in changes if (whole := trees.whole(change)) is not None]
    nearest = ((path, trees.addressable(path)) for path in commented)
    beyond = dict.fromkeys(whole for path, whole in nearest if whole != path)
    return _outermost([*wholes, *(path for path in beyond if trees.differ(path))])


def _outermost(paths: Iterable[Steps]) -> tuple[Steps, ...]:
    found = dict.fromkeys(paths)
    return tuple(path for path in found if not _is_within(path[:-1], found))


def _is_within(path: Steps, wholes: Collection[Steps]) -> bool:
    return any(path[:depth] in wholes for depth in range(1, len(path) + 1))


def _change(operation: str, path: Steps, **attributes: str) -> Element:
    address = {"operation": operation, "path": address_of(path)}
    return xmltree.new("change", {**address, **attributes})


def _delete(path: Steps) -> Element:
    return _change("delete", path)


def _create(new: Lookup, path: Steps) -> _Placed:
    position = new.position(path)
    change = _change("create", path[:-1], position=str(position))
    change.append(xmltree.copy(new.element(path)))
    return _Placed(position, change)


def _move(new: Lookup, path: Steps) -> _Placed:
    position = new.position(path)
    return _Placed(position, _change("move", path, position=str(position)))


def _modify(trees: Trees, changed: AttributesChanged) -> Element:
    change = _change("modify", changed.path)
    listed = xmltree.sub(change, "change-list")
    for attribute in changed.attributes:
        xmltree.sub(listed, "change-attr", _attribute(attribute))
    # Pacemaker drops all attributes of the element and sets these: all must be there.
    tag = changed.path[-1][0] if changed.path else "cib"
    xmltree.sub(xmltree.sub(change, "change-result"), tag, trees.attributes(changed.path))
    return change


def _attribute(attribute: AttributeChange) -> dict[str, str]:
    if attribute.new is None:
        return {"name": attribute.name, "operation": "unset"}
    return {"name": attribute.name, "operation": "set", "value": attribute.new}


# ------------------------------------------------------------------ comments


def _commented(trees: Trees, without: frozenset[Steps]) -> list[Steps]:
    """Return the paths of all elements with comments, before or after.

    What comes or goes as a whole does so with its comments.
    """
    found: dict[Steps, None] = {}
    for root in (trees.old.root, trees.new.root):
        for comment in xmltree.comments(root):
            path = tuple(reversed([step_of(one) for one in comment.iterancestors()]))[1:]
            if path[:1] == (CONFIGURATION,) and not _is_within(path, without):
                found[path] = None
    return list(found)


def _comments(
    trees: Trees, commented: Iterable[Steps], finer: Iterable[Change], wholes: Collection[Steps]
) -> "_Comments":
    """Find what to do about the comments of all elements that stay."""
    in_or_out = (one.path for one in finer if isinstance(one, Added | Removed | Moved))
    comments = _Comments(frozenset((*wholes, *in_or_out)))
    for path in commented:
        if not _is_within(path, wholes) and trees.addressable(path) == path:
            comments.compare(path, trees.old.element(path), trees.new.element(path))
    return comments


class _Comments:
    """What to do about comments.

    `going` are the elements that come, go or move: a comment stays if what is around those does.
    """

    def __init__(self, going: frozenset[Steps]) -> None:
        self._going = going
        self.gone: list[Element] = []
        self.new: list[_Placed] = []

    def compare(self, path: Steps, old: Element, new: Element) -> None:
        """Find what to do in one element."""
        gone: list[int] = []
        for before, after in zip(self._gaps(path, old), self._gaps(path, new), strict=True):
            was, is_ = ([node.text for _, node in gap] for gap in (before, after))
            edits = SequenceMatcher(None, was, is_, autojunk=False)
            for what, start, end, first, last in edits.get_opcodes():
                if what != "equal":
                    gone += (position for position, _ in before[start:end])
                    self.new += (_create_comment(path, *one) for one in after[first:last])
        # From the last to the first: each is where it was when its turn comes.
        self.gone += (_delete_comment(path, position) for position in reversed(gone))

    def _gaps(self, path: Steps, element: Element) -> list[list[tuple[int, Element]]]:
        """Return the comments between the children that stay, with their positions."""
        gaps: list[list[tuple[int, Element]]] = [[]]
        for position, node in enumerate(element):
            if xmltree.is_comment(node):
                gaps[-1].append((position, node))
            elif xmltree.is_element(node) and (*path, step_of(node)) not in self._going:
                gaps.append([])
        return gaps


def _delete_comment(parent: Steps, position: int) -> Element:
    return _change("delete", (*parent, ("comment", None)), position=str(position))


def _create_comment(parent: Steps, position: int, comment: Element) -> _Placed:
    change = _change("create", parent, position=str(position))
    change.append(xmltree.copy(comment))
    return _Placed(position, change)
