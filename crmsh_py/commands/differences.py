"""What a commit would change, object by object, as crm text with `+`, `-` and `~`."""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from crmsh_py import xmltree
from crmsh_py.commands.views import Shown, outermost, shown
from crmsh_py.model.changes import Change
from crmsh_py.model.cib import Cib, with_members
from crmsh_py.model.touched import Kind, objects
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


def differences(
    old: Element, new: Element, changes: Sequence[Change], *, secrets: bool
) -> list[Difference]:
    """Return what the changes from one `<cib>` to another mean for their objects."""
    touched = {(one.section, one.tag, one.id): one.kind for one in objects(changes)}
    before = _touched_objects(Cib(old), set(touched), secrets=secrets)
    after = _touched_objects(Cib(new), set(touched), secrets=secrets)
    moved = {id_ for (_, _, id_), kind in touched.items() if kind is Kind.MOVED}
    found = list(_compare(before, after, moved))
    if ("cib", "cib", None) in touched:
        found.insert(0, _of_root(old, new))
    return found


def _touched_objects(
    cib: Cib, touched: set[tuple[str, str, str | None]], *, secrets: bool
) -> dict[tuple[str, str], tuple[Shown, str]]:
    """Return the touched objects as text, and each as it is told apart: with its secrets."""
    tops = [
        top
        for section in xmltree.children(cib.configuration)
        for top in ([section] if section.tag == "fencing-topology" else xmltree.children(section))
        if (_section(top), str(top.tag), top.get("id")) in touched
    ]
    elements = outermost([one for top in tops for one in with_members(top)])
    masked = shown(cib, elements, secrets=secrets)
    plain = shown(cib, elements, secrets=True)
    return {
        (one.kind, one.id): (one, full.text + _ids(element))
        for one, full, element in zip(masked, plain, elements, strict=True)
    }


def _section(top: Element) -> str:
    parent = top.getparent()
    return str(parent.tag) if parent is not None else ""


def _ids(element: Element) -> str:
    """Return the ids of an object's parts, which its text does not show."""
    inner = [] if element.tag in {"group", "clone", "master", "bundle"} else [element]
    return " ".join(p.get("id", "") for one in inner for p in xmltree.descendants(one))


def _compare(
    before: dict[tuple[str, str], tuple[Shown, str]],
    after: dict[tuple[str, str], tuple[Shown, str]],
    moved: set[str | None],
) -> Iterator[Difference]:
    for key in [*after, *(key for key in before if key not in after)]:
        old, new = before.get(key), after.get(key)
        if new is None:
            assert old is not None
            yield Difference("-", *key, _marked("-", old[0].text))
        elif old is None:
            yield Difference("+", *key, _marked("+", new[0].text))
        elif old[0].text != new[0].text:
            yield Difference("~", *key, tuple(_line_by_line(old[0].text, new[0].text, key)))
        elif old[1] != new[1]:
            line = f"~ {key[0]} {key[1]}  (a masked value, or the id of a part)"
            yield Difference("~", *key, (line,))
        elif key[1] in moved:
            yield Difference("~", *key, (f"~ {key[0]} {key[1]}  (its place in the order)",))


def _marked(mark: str, text: str) -> tuple[str, ...]:
    return tuple(f"{mark} {line}" for line in _lines(text))


def _line_by_line(old: str, new: str, key: tuple[str, str]) -> Iterator[str]:
    yield f"~ {key[0]} {key[1]}"
    for line in difflib.ndiff(_lines(old), _lines(new)):
        if line[0] in "+- ":
            yield f"{line[0]}   {line[2:]}"


def _lines(text: str) -> list[str]:
    """Return the lines of a statement without the backslashes that join them."""
    return [line.removesuffix(" \\").replace("\t", "    ") for line in text.splitlines()]


def _of_root(old: Element, new: Element) -> Difference:
    names = sorted({*map(str, old.attrib), *map(str, new.attrib)})
    lines = [
        f"~ cib {name}: {old.get(name, 'none')} -> {new.get(name, 'none')}"
        for name in names
        if name == "validate-with" and old.get(name) != new.get(name)
    ]
    return Difference("~", "cib", "", tuple(lines) or ("~ cib",))
