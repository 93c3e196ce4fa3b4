"""Values that a running cluster would not keep as they are given.

Pacemaker before 2.1.8 writes XML of its own making (between its daemons, to the disk, and for
`cibadmin --query`): line breaks, tabs and the like in the value of an attribute become other
characters, and behind the first character that is not ASCII nothing is escaped any more, so that
`"`, `<` and `&` end the value or drop what follows.  Tried with 2.1.5.
"""

import re
from collections.abc import Iterator, Sequence

from crmsh_py import xmltree
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.model.changes import Change
from crmsh_py.model.touched import objects
from crmsh_py.xmltree import Element

_FIRST_THAT_KEEPS_ALL = (2, 1, 8)
_OLDER_FEATURES = (3, 19)
"""Below this `crm_feature_set` every release is older; 2.1.7 has 3.19 too."""
_CONTROLS = re.compile(r"[\t\n\r\x7f]")
_UNESCAPED = re.compile(r"[^\x00-\x7f][^\"<&]*[\"<&]")


def unkept(root: Element, changes: Sequence[Change]) -> list[Diagnostic]:
    """Return a problem for each value of a changed object that the cluster would not keep.

    `root` is the `<cib>` after the changes; it says which Pacemaker the cluster runs.
    """
    running = _running(root)
    if running is None:
        return []
    return [
        problem
        for one in _changed_objects(root, changes)
        for part in (one, *xmltree.descendants(one))
        for problem in _in_part(one, part, running)
    ]


def _running(root: Element) -> str | None:
    """Return what to call the cluster's Pacemaker if it is an old one, else None.

    The property `dc-version` says its release; a `load replace` may just have taken it away.
    """
    for nvpair in root.iterfind("configuration/crm_config//nvpair[@name='dc-version']"):
        release = nvpair.get("value", "").partition("-")[0]
        if numbers := _numbers(release):
            return f"Pacemaker {release}" if numbers < _FIRST_THAT_KEEPS_ALL else None
    features = _numbers(root.get("crm_feature_set", ""))
    return "this Pacemaker" if features and features < _OLDER_FEATURES else None


def _numbers(text: str) -> tuple[int, ...]:
    parts = text.split(".")
    return tuple(int(part) for part in parts) if all(map(str.isdecimal, parts)) else ()


def _changed_objects(root: Element, changes: Sequence[Change]) -> Iterator[Element]:
    touched = {(one.section, one.tag, one.id) for one in objects(changes)}
    for section in root.iterfind("configuration/*"):
        whole = section.tag == "fencing-topology"
        for element in [section] if whole else xmltree.children(section):
            if (str(section.tag), str(element.tag), element.get("id")) in touched:
                yield element


def _in_part(whole: Element, part: Element, running: str) -> Iterator[Diagnostic]:
    for key, value in part.attrib.items():
        reason = _reason(str(value))
        if reason is not None:
            name = part.get("name") if key == "value" else None
            subject = whole.get("id")
            words = f"{whole.tag!s} {subject or ''}".strip()
            yield Diagnostic(
                "not-kept",
                f"{words}: {running} would not keep {name or str(key)!r}: {reason}",
                hint="put it in other words, or update Pacemaker to 2.1.8 or later",
                subject=subject,
            )


def _reason(value: str) -> str | None:
    """Return what is in a value that gets lost, or None; never the value, which may be secret."""
    if _CONTROLS.search(value):
        return "a line break, a tab or the like is in it"
    if _UNESCAPED.search(value):
        return "a '\"', '<' or '&' stands behind a character that is not ASCII"
    return None
