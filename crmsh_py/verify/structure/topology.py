"""Checks of the fencing topology as such; `verify.cluster.levels` tells who can fence whom."""

from collections import Counter
from collections.abc import Iterator

from crmsh_py.diagnostics import Diagnostic
from crmsh_py.verify.check import OfWhole, finding
from crmsh_py.verify.structure.nodes import names_members
from crmsh_py.verify.structure.patterns import matcher
from crmsh_py.verify.view import View
from crmsh_py.xmltree import Element

_HIGHEST_LEVEL = 9


def devices(view: View) -> Iterator[Diagnostic]:
    """Report levels that name a device twice."""
    for level in view.levels:
        target = _target(level)
        named = [name.strip() for name in level.get("devices", "").split(",")]
        twice = next((name for name, times in Counter(named).items() if times > 1), None)
        if twice is not None:
            words = f"{target} is to be fenced by {twice!r} twice in one level"
            hint = "name it once: the devices of a level are used one after the other"
            yield finding(level, "repeated-device", words, target, twice, hint=hint)


def levels(view: View) -> Iterator[Diagnostic]:
    """Report levels that Pacemaker ignores: by their number, or because they fit no node."""
    patterns = dict.fromkeys(level.get("target-pattern") for level in view.levels)
    matched = {one: _is_matched(view, one) for one in list(patterns)[:_MOST_PATTERNS]}
    for level in view.levels:
        index = level.get("index", "").strip()
        target = _target(level)
        if index.isdecimal() and (len(index) > 9 or not 1 <= int(index) <= _HIGHEST_LEVEL):
            words = f"level {index} of {target} does not count: there are 1 to {_HIGHEST_LEVEL}"
            hint = "give it a smaller number: gaps between the numbers do no harm"
            yield finding(level, "invalid-level", words, target, hint=hint)
        pattern = level.get("target-pattern")
        if not matched.get(pattern, True):
            words = f"no node matches {pattern!r}, so this level is for none"
            yield finding(level, "pattern-without-match", words, target, hint=_NODES)


def _is_matched(view: View, pattern: str | None) -> bool:
    """Tell whether a node matches a pattern, for all one can tell."""
    matches = None if pattern is None or not names_members(view) else matcher(pattern)
    return matches is None or any(matches(name) for name in view.host_names)


_MOST_PATTERNS = 100
"""Each is tried on all nodes: so not all of a great many."""
_NODES = "the pattern is looked for in the names of nodes: 'configure show type:node' lists them"


def _target(level: Element) -> str:
    return (
        level.get("target") or level.get("target-pattern") or level.get("target-attribute") or "?"
    )


CHECKS = (
    OfWhole(("repeated-device",), devices),
    OfWhole(("invalid-level", "pattern-without-match"), levels),
)
