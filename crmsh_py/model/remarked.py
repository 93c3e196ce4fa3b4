"""What differs in the comments of two configurations.

To Pacemaker comments are no configuration, and `compare` does not look at them; but who edits
one wants it kept.
"""

from crmsh_py import xmltree
from crmsh_py.model.changes import Change, Commented, Step, Steps, step_of
from crmsh_py.model.cib import Cib
from crmsh_py.model.comments import all_comments, texts
from crmsh_py.xmltree import Element

_AROUND = (("configuration", None),)


def comment_changes(old: Element, new: Element) -> tuple[Change, ...]:
    """Return what differs in comments from one `<cib>` to another, in objects that both have."""
    before, after = _by_path(old), _by_path(new)
    if before == after:
        return ()
    there, is_ = _Lookup(old), _Lookup(new)
    changes: list[Change] = []
    for path in {**before, **after}:
        was, now = before.get(path, ([], [])), after.get(path, ([], []))
        if [*was[0], *was[1]] == [*now[0], *now[1]]:
            continue
        if there.find(path) is not None and is_.find(path) is not None:
            changes.append(Commented(path))
    return tuple(changes)


_Texts = tuple[list[str], list[str]]
"""Comments in front of an object, or farther away, and comments in it."""


def _by_path(root: Element) -> dict[Steps, _Texts]:
    """Return the comments of objects by their paths; those of none at that of all."""
    found = all_comments(Cib(root))
    sorted_: dict[Steps, _Texts] = {}
    for element, comments in found.above.items():
        inside = [one for one in comments if element in one.iterancestors()]
        front = [one for one in comments if one not in inside]
        sorted_[_path(element)] = (texts(front), texts(inside))
    if found.header or found.closing:
        sorted_[_AROUND] = (texts(found.header), texts(found.closing))
    return sorted_


def _path(element: Element) -> Steps:
    steps = [step_of(one) for one in (element, *element.iterancestors())]
    return tuple(reversed(steps[:-1]))


class _Lookup:
    """Elements by path, each in the time that its depth takes."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._children: dict[Element, dict[Step, Element]] = {}

    def find(self, path: Steps) -> Element | None:
        """Return the element of a path, or None."""
        element: Element | None = self._root
        for step in path:
            if element is None:
                break
            if element not in self._children:
                children = xmltree.children(element)
                self._children[element] = {step_of(child): child for child in children}
            element = self._children[element].get(step)
        return element
