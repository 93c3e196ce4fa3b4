"""The comments of a configuration: which stand above which statement, and where a new one goes.

A comment of the XML and the lines of a text say each other exactly: `#` and what the comment
says, a line for each of its lines.  Comments that stand apart in the XML are parted by an empty
line in a text.

Above the statement about an object come: comments of the section right in front of it, then
those inside it.  A comment at the end of a section, or between sections, comes above the object
that follows in the XML.  What stands in front of all sections is the header, above the whole
text; what nothing follows closes it.  In a container, the comments in front of its first part
are its own, others in front of a member are the member's.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from crmsh_py import xmltree
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import object_of, with_members
from crmsh_py.model.vocabulary import CONTAINERS, RESOURCES
from crmsh_py.xmltree import Element

_HYPHENS = re.compile(r"-(?=\\*-)")
_SPLIT_HYPHENS = re.compile(r"-\\(?=\\*-)")


def text_of(comment: Element) -> str:
    """Return the lines of a text that a comment is: `# like this`."""
    said = _SPLIT_HYPHENS.sub("-", comment.text or "")
    lines = [line.rstrip() for line in said.split("\n")]
    while len(lines) > 1 and not lines[-1]:
        lines.pop()
    while len(lines) > 1 and not lines[0]:
        lines.pop(0)
    if len(lines) == 1 and lines[0].startswith((" ", "\t")):
        lines[0] = f" {lines[0].strip()}"
    return "\n".join(f"#{line}" for line in lines)


def comment_of(text: str) -> Element:
    """Return the comment that lines of a text are.

    XML allows no two hyphens in a row in a comment: a backslash comes between them.  Raises
    CrmError (undecodable-text) for a character that XML does not allow at all.
    """
    lines = [line.strip().removeprefix("#") for line in text.split("\n")]
    said = _HYPHENS.sub(r"-\\", "\n".join(lines))
    padded = said.startswith((" ", "\t")) or said.endswith("-")
    try:
        return xmltree.comment(f"{said} " if padded else said)
    except ValueError:
        words = "a comment holds a character that cannot stand in a CIB"
        raise CrmError(Diagnostic("undecodable-text", words)) from None


_DIRECTIVE = re.compile(r"^#\s*lint:", re.MULTILINE)


def is_directive(text: str) -> bool:
    """Tell whether a comment says something to the checks (`lint: allow`)."""
    return _DIRECTIVE.search(text) is not None


# ------------------------------------------------------------------ whose a comment is


@dataclass(frozen=True, slots=True)
class Comments:
    """All comments of a configuration, in the order of the XML, by what they stand above."""

    header: list[Element] = field(default_factory=list)
    above: dict[Element, list[Element]] = field(default_factory=dict)
    closing: list[Element] = field(default_factory=list)
    places: dict[Element, int] = field(default_factory=dict)

    def of(self, element: Element, *, as_xml: bool) -> list[Element]:
        """Return the comments above the statement about an object.

        A container that is said as XML is said with its members, and so are their comments.
        """
        if not self.above:
            return []
        if not as_xml or element.tag not in CONTAINERS:
            return self.above.get(element, [])
        found = [one for part in with_members(element) for one in self.above.get(part, ())]
        return sorted(found, key=lambda one: self.places[one])


def texts(comments: Iterable[Element]) -> list[str]:
    """Return comments as lines of a text, each comment one string."""
    return [text_of(one) for one in comments]


def all_comments(cib: Cib) -> Comments:
    """Find the comments of a configuration, in time linear in its size."""
    found = Comments()
    waiting: list[Element] = []
    for place, comment in enumerate(xmltree.comments(cib.configuration)):
        owner = _owner(comment)
        found.places[comment] = place
        if owner is not None:
            found.above.setdefault(owner, []).append(comment)
        elif _is_header(comment):
            found.header.append(comment)
        else:
            waiting.append(comment)
    for comment in reversed(waiting):
        following = _following(comment)
        if following is None:
            found.closing.insert(0, comment)
        else:
            found.above.setdefault(following, []).insert(0, comment)
    return found


def _owner(comment: Element) -> Element | None:
    """Return the object that a comment stands in, or right in front of."""
    parent = comment.getparent()
    assert parent is not None
    if parent.tag == "configuration":
        return None
    following = next(comment.itersiblings("*"), None)
    if _is_section(parent):
        return parent if parent.tag == "fencing-topology" else following
    if parent.tag in CONTAINERS and following is not None and following.tag in RESOURCES:
        leading = next(comment.itersiblings("*", preceding=True), None) is None
        return parent if leading else following
    return object_of(parent)


def _is_section(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == "configuration"


def _is_header(comment: Element) -> bool:
    parent = comment.getparent()
    if parent is None or parent.tag != "configuration":
        return False
    return next(comment.itersiblings("*", preceding=True), None) is None


def _following(comment: Element) -> Element | None:
    """Return the first object of the sections behind a comment."""
    parent = comment.getparent()
    assert parent is not None
    at_top = parent.tag == "configuration"
    for section in (comment if at_top else parent).itersiblings("*"):
        if section.tag == "fencing-topology":
            return section
        first = next(xmltree.children(section), None)
        if first is not None:
            return next(with_members(first)) if first.tag in RESOURCES else first
    return None


def own_comments(element: Element) -> list[Element]:
    """Return the comments in an object and right in front of it, without looking further."""
    inside = [one for one in xmltree.comments(element) if _owner(one) is element]
    return [*in_front(element), *inside]


def in_front(element: Element) -> list[Element]:
    """Return the comments that stand right in front of an object and are its own."""
    found: list[Element] = []
    before = element.getprevious()
    while before is not None and xmltree.is_comment(before):
        found.insert(0, before)
        before = before.getprevious()
    parent = element.getparent()
    leads = before is None and parent is not None and parent.tag in _WITH_LEADING
    return [] if leads else found


_WITH_LEADING = CONTAINERS | {"configuration"}
"""Elements that comments in front of their first part belong to, not to that part."""


# ------------------------------------------------------------------ edits that keep them in place


def remove_object(cib: Cib, element: Element) -> None:
    """Take an object out of a configuration, with the comments in front of it."""
    for one in in_front(element):
        cib.remove(one)
    cib.remove(element)


def move_object(
    cib: Cib, element: Element, parent: Element, successor: Element | None = None
) -> None:
    """Put an object elsewhere, with the comments in front of it: they come inside it."""
    for one in reversed(in_front(element)):
        cib.move(one, element, next(iter(element), None))
    cib.move(element, parent, place_of(successor))


def place_of(successor: Element | None) -> Element | None:
    """Return in front of what an object goes that is to stand in front of another."""
    front = [] if successor is None else in_front(successor)
    return front[0] if front else successor


def carry_over(old: Element, new: Element) -> None:
    """Put the comments inside an object into the one that will replace it, at the same parts."""
    counterparts = {_part_name(part): part for part in xmltree.descendants(new)}
    leading = 0
    for comment in xmltree.comments(old):
        if any(_part_name(one) not in counterparts for one in _resources_around(comment, old)):
            continue  # stands in a member, which is no part of the new one
        parent = comment.getparent()
        following = next(comment.itersiblings("*"), None)
        holder = new if parent is old else counterparts.get(_part_name(parent))
        successor = None if following is None else counterparts.get(_part_name(following))
        twin = xmltree.copy(comment)
        if holder is None or (successor is None and parent is old):
            new.insert(leading, twin)
            leading += 1
        elif successor is not None and successor.getparent() is holder:
            xmltree.attach(holder, twin, successor)
        else:
            xmltree.attach(holder, twin, None)


def _resources_around(comment: Element, old: Element) -> Iterator[Element]:
    """Yield the members of an object that a comment stands in."""
    for one in comment.iterancestors():
        if one is old:
            return
        if one.tag in RESOURCES:
            yield one


def _part_name(part: Element | None) -> tuple[str, str | None]:
    assert part is not None
    return str(part.tag), part.get("id")


# ------------------------------------------------------------------ what a text says of them


def add_missing(cib: Cib, element: Element, wanted: Sequence[str]) -> None:
    """Add comments to an object, but for those that it has."""
    if wanted:
        there = set(texts(own_comments(element)))
        first = next(iter(element), None)
        for text in wanted:
            if text not in there:
                cib.insert(element, comment_of(text), first)


def settle(
    cib: Cib, there: Sequence[Element], wanted: Sequence[str], place: tuple[Element, Element | None]
) -> None:
    """Make comments what a text says; those that stay keep their places.

    A new one comes to its neighbours in the text; if there are none, to `place`: into an
    element, in front of a child or at the end.
    """
    edits = SequenceMatcher(None, texts(there), wanted, autojunk=False).get_opcodes()
    for what, start, end, first, last in reversed(edits):
        if what == "equal":
            continue
        holder, successor = _beside(there, start, end) or place
        while successor is not None and successor in there[start:end]:
            successor = successor.getnext()
        for one in there[start:end]:
            cib.remove(one)
        for text in wanted[first:last]:
            cib.insert(holder, comment_of(text), successor)


def _beside(
    there: Sequence[Element], start: int, end: int
) -> tuple[Element, Element | None] | None:
    """Return the place in front of the comment behind a stretch, or behind the one before it."""
    neighbour = there[end] if end < len(there) else there[start - 1] if start else None
    holder = None if neighbour is None else neighbour.getparent()
    if neighbour is None or holder is None:
        return None
    return holder, neighbour if end < len(there) else neighbour.getnext()
