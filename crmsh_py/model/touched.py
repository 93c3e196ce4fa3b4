"""Sum changes up by the objects they touch, for the diff and for messages.

An object is a child of a section; the levels of the fencing topology are one object together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from crmsh_py import xmltree
from crmsh_py.model.changes import Added, Change, Moved, Removed, Replaced, Step, Steps, step_of

_ROOT: Step = ("cib", None)
_ONE_OBJECT = "fencing-topology"


class Kind(StrEnum):
    """What happened to an object; MOVED is a change of its place only."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Touched:
    """An object that changes touch; `section` is the tag of what it stands in.

    Attributes of the root are the object `cib` in the section `cib`.
    """

    section: str
    tag: str
    id: str | None
    kind: Kind


def objects(changes: Sequence[Change]) -> tuple[Touched, ...]:
    """Return the objects that the changes touch, each once, in the order of the changes."""
    kinds: dict[tuple[str, Step], Kind] = {}
    for change in changes:
        for section, step, kind in _touched(change):
            same = kinds.get((section, step), kind) is kind
            kinds[section, step] = kind if same else Kind.CHANGED
    return tuple(Touched(section, *step, kind) for (section, step), kind in kinds.items())


def top_level_ids(changes: Sequence[Change]) -> tuple[str, ...]:
    """Return the ids of the objects that the changes touch, of those that have one."""
    return tuple(one.id for one in objects(changes) if one.id is not None)


def _touched(change: Change) -> Iterator[tuple[str, Step, Kind]]:
    match change:
        case Added(path, xml):
            yield from _inside(path, xml, Kind.ADDED)
        case Removed(path, xml):
            yield from _inside(path, xml, Kind.REMOVED)
        case Replaced(path, old, new):
            yield from _replaced(path, old, new)
        case Moved(path):
            yield from _at(path, Kind.MOVED)
        case _:
            yield from _at(change.path, Kind.CHANGED)


def _at(path: Steps, kind: Kind) -> Iterator[tuple[str, Step, Kind]]:
    """Name the object of a path; a section by itself is none, unless it is one object."""
    if not path:
        yield _ROOT[0], _ROOT, kind
    elif len(path) > 1 and path[1][0] == _ONE_OBJECT:
        yield _ONE_OBJECT, path[1], kind if len(path) == 2 else Kind.CHANGED
    elif len(path) > 2:
        yield path[1][0], path[2], kind if len(path) == 3 else Kind.CHANGED


def _inside(path: Steps, xml: str, kind: Kind) -> Iterator[tuple[str, Step, Kind]]:
    """Name the objects in an element that came or went as a whole."""
    if len(path) > 2 or path[-1][0] == _ONE_OBJECT:
        yield from _at(path, kind)
        return
    for step, text in _children(xml).items():
        yield from _inside((*path, step), text, kind)


def _replaced(path: Steps, old: str, new: str) -> Iterator[tuple[str, Step, Kind]]:
    """Name what differs in an element that was replaced as a whole."""
    if len(path) > 2 or path[-1][0] == _ONE_OBJECT:
        yield from _at(path, Kind.CHANGED)
        return
    before, after = _children(old), _children(new)
    for step in {**before, **after}:
        below, was, is_ = (*path, step), before.get(step, ""), after.get(step, "")
        if not was:
            yield from _inside(below, is_, Kind.ADDED)
        elif not is_:
            yield from _inside(below, was, Kind.REMOVED)
        elif was != is_:
            yield from _replaced(below, was, is_)


def _children(xml: str) -> dict[Step, str]:
    """Return the texts of the children of an element, or of several that share tag and id.

    Children that share theirs (see Replaced) come as one text.
    """
    texts: dict[Step, str] = {}
    for element in xmltree.children(xmltree.parse(f"<all>{xml}</all>", "a change")):
        for child in xmltree.children(element):
            texts[step_of(child)] = texts.get(step_of(child), "") + xmltree.to_text(child)
    return texts
