"""What a commit would change, object by object, as crm text with `+`, `-` and `~`."""

import difflib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from crmsh_py import xmltree
from crmsh_py.commands.views import Shown, outermost, shown
from crmsh_py.model.changes import Change, Commented
from crmsh_py.model.cib import Cib
from crmsh_py.model.comments import all_comments, texts
from crmsh_py.model.elements import with_members
from crmsh_py.model.masking import secret_name
from crmsh_py.model.said import said_ids
from crmsh_py.model.touched import Kind, objects
from crmsh_py.model.vocabulary import CONTAINERS, RESOURCES
from crmsh_py.xmltree import Element

_WORDS = {"+": "added", "-": "removed", "~": "changed"}


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs in one object: `mark` is `+`, `-` or `~`; the lines bear marks of their own."""

    mark: str
    kind: str
    id: str
    lines: tuple[str, ...]

    def record(self) -> dict[str, Any]:
        """Return it for `--json`."""
        return {
            "kind": "change",
            "change": _WORDS[self.mark],
            "type": self.kind,
            "id": self.id,
            "text": "\n".join(self.lines),
        }


_Name = tuple[str, str, str | None]
"""Section, tag and id of an object."""
_Key = tuple[str, str, str | None, int]
"""What tells an object from all others: its name, and which of those that share it."""


@dataclass(frozen=True, slots=True)
class _Version:
    """An object before the changes, or after: what is shown of it, and what is not."""

    shown: Shown
    secrets: tuple[tuple[str, str], ...]
    ids: tuple[str, ...]


def differences(
    old: Element, new: Element, changes: Sequence[Change], *, secrets: bool
) -> list[Difference]:
    """Return what the changes from one `<cib>` to another mean for their objects.

    Unless `secrets`, no value of a secret is in it, old or new, but that one changed.
    """
    touched = _touched(changes)
    before, after = (
        _versions(cib, _touched_elements(cib, touched.keys()), secrets=secrets)
        for cib in (Cib(old), Cib(new))
    )
    found = [
        _difference(before.get(key), after.get(key), moved=touched.get(key[:3]) is Kind.MOVED)
        for key in [*after, *(key for key in before if key not in after)]
    ]
    return [*_around_objects(old, new, changes), *filter(None, found)]


def count(old: Element, new: Element, changes: Sequence[Change]) -> int:
    """Return how many objects `differences` tells of, without the time that their texts take.

    The members of containers that can only be said as XML are counted too.
    """
    touched = _touched(changes)
    commented = _touched([one for one in changes if isinstance(one, Commented)])
    before, after = (
        dict(_keyed(_touched_elements(Cib(root), touched.keys()))) for root in (old, new)
    )
    changed = [
        key
        for key, element in after.items()
        if key in before
        and (
            key[:3] in commented
            or touched.get(key[:3]) is Kind.MOVED
            or list(_own(element)) != list(_own(before[key]))
        )
    ]
    alone = before.keys() ^ after.keys()
    return len(changed) + len(alone) + len(list(_around_objects(old, new, changes)))


def _own(element: Element) -> Iterator[tuple[str, dict[str, str], str]]:
    """Yield what an object consists of: its attributes, its parts, and which members it has."""
    yield str(element.tag), dict(element.attrib), ""
    for part in xmltree.children(element):
        if part.tag in RESOURCES:
            yield str(part.tag), {}, part.get("id", "")
    for part in _own_parts(element):
        yield str(part.tag), dict(part.attrib), (part.text or "").strip()


def _touched(changes: Sequence[Change]) -> dict[_Name, Kind]:
    return {(one.section, one.tag, one.id): one.kind for one in objects(changes)}


def _around_objects(old: Element, new: Element, changes: Sequence[Change]) -> Iterator[Difference]:
    """Yield what differs in the `<cib>` itself, and in the comments around all objects."""
    if any(one.tag == "cib" for one in objects(changes)):
        yield _of_root(old, new)
    if any(isinstance(one, Commented) for one in changes):
        around = _around(old, new)
        if around is not None:
            yield around


def _touched_elements(cib: Cib, touched: Collection[_Name]) -> list[Element]:
    """Return the touched objects, those that are in them included."""
    tops = [
        top
        for section in xmltree.children(cib.configuration)
        for top in ([section] if section.tag == "fencing-topology" else xmltree.children(section))
        if (_section(top), str(top.tag), top.get("id")) in touched
    ]
    return [one for top in tops for one in with_members(top)]


def _keyed(elements: Iterable[Element]) -> Iterator[tuple[_Key, Element]]:
    counts: Counter[_Name] = Counter()
    for element in elements:
        name = (_section(element), str(element.tag), element.get("id") or element.get("id-ref"))
        yield (*name, counts[name]), element
        counts[name] += 1


def _versions(cib: Cib, elements: Sequence[Element], *, secrets: bool) -> dict[_Key, _Version]:
    """Return what is shown of objects, and what is not."""
    visible = outermost(elements, said_ids(cib, ()))
    told = shown(cib, visible, secrets=secrets)
    return {
        key: _Version(one, () if secrets else tuple(_secrets_of(element)), tuple(_ids(element)))
        for (key, element), one in zip(_keyed(visible), told, strict=True)
    }


def _section(element: Element) -> str:
    """Return the tag of the section that an object stands in, or is."""
    if element.tag == "fencing-topology":
        return str(element.tag)
    for above in element.iterancestors():
        if above.getparent() is not None and above.tag not in CONTAINERS:
            return str(above.tag)
    return ""


def _own_parts(element: Element) -> Iterator[Element]:
    """Yield the parts of an object that are no objects themselves."""
    for part in xmltree.children(element):
        if part.tag not in RESOURCES:
            yield part
            yield from xmltree.descendants(part)


def _ids(element: Element) -> Iterator[str]:
    return (part.get("id", "") for part in _own_parts(element))


def _secrets_of(element: Element) -> Iterator[tuple[str, str]]:
    for part in _own_parts(element):
        name = secret_name(part)
        if name is not None:
            yield name, part.get("value") or ""


def _difference(old: _Version | None, new: _Version | None, *, moved: bool) -> Difference | None:
    if old is None or new is None:
        mark, there = ("+", new) if old is None else ("-", old)
        assert there is not None
        text = tuple(f"{mark} {line}" for line in _lines(there.shown.text))
        return Difference(mark, there.shown.kind, there.shown.id, text)
    head = " ".join(dict.fromkeys(("~", new.shown.kind, new.shown.id))).rstrip()
    lines = list(_line_by_line(_lines(old.shown.text), _lines(new.shown.text)))
    masked = _masked_change(old, new)
    if lines:
        lines = [head, *lines, *(["~   (a masked value too)"] if masked else ())]
    elif masked:
        lines = [f"{head}  (a masked value)"]
    elif old.ids != new.ids:
        lines = [f"{head}  (the id of a part)"]
    elif moved:
        lines = [f"{head}  (its place in the order)"]
    return Difference("~", new.shown.kind, new.shown.id, tuple(lines)) if lines else None


def _masked_change(old: _Version, new: _Version) -> bool:
    """Tell whether a secret got another value: that one came or went, the text tells."""
    names = {name for name, _ in old.secrets} & {name for name, _ in new.secrets}
    return any(_values(old, name) != _values(new, name) for name in names)


def _values(version: _Version, name: str) -> list[str]:
    return [value for one, value in version.secrets if one == name]


def _line_by_line(old: list[str], new: list[str]) -> Iterator[str]:
    """Yield all lines, marked; where as many came as went, each new one behind its old one."""
    if old == new:
        return
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for what, start, end, first, last in matcher.get_opcodes():
        if what == "equal":
            yield from (f"    {line}" for line in old[start:end])
            continue
        gone = [f"-   {line}" for line in old[start:end]]
        came = [f"+   {line}" for line in new[first:last]]
        if len(gone) == len(came):
            for pair in zip(gone, came, strict=True):
                yield from pair
        else:
            yield from (*gone, *came)


def _lines(text: str) -> list[str]:
    """Return the lines of a statement without the backslashes that join them."""
    return [line.removesuffix(" \\").replace("\t", "    ") for line in text.split("\n")]


def _around(old: Element, new: Element) -> Difference | None:
    """Return what differs in the comments that are above or behind all objects."""
    before, after = all_comments(Cib(old)), all_comments(Cib(new))
    lines = [
        line
        for was, now in ((before.header, after.header), (before.closing, after.closing))
        for line in _line_by_line(_comment_lines(was), _comment_lines(now))
    ]
    return Difference("~", "comment", "", ("~ comments", *lines)) if lines else None


def _comment_lines(comments: Sequence[Element]) -> list[str]:
    return [line for text in texts(comments) for line in text.split("\n")]


def _of_root(old: Element, new: Element) -> Difference:
    names = sorted({*map(str, old.attrib), *map(str, new.attrib)})
    lines = [
        f"~ cib {name}: {old.get(name, 'none')} -> {new.get(name, 'none')}"
        for name in names
        if name == "validate-with" and old.get(name) != new.get(name)
    ]
    return Difference("~", "cib", "", tuple(lines) or ("~ cib",))
