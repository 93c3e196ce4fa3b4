"""Damaged XML made whole, where it can be understood in one way only.

Blog engines drop the slash of end tags: a tag without attributes that has the name of the
innermost open element is its end tag, since nothing in a CIB or a cluster.conf contains an
element of its own name without attributes.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from crmsh_py.convert.repair_notes import Damage, Notes, Repair
from crmsh_py.convert.repair_scan import DamagedError, Kind, Scanner, Tag

_CHILDLESS = frozenset(
    {"nvpair", "expression", "date_spec", "duration", "lrm_rsc_op", "rsc_colocation", "rsc_order"}
)
"""What never has content in a CIB of the 0.6 format."""

_NEVER_IN_ITSELF = frozenset(
    {"node", "op", "primitive", "clusternode", "node_state", "lrm_resource"}
)
"""What may have content, but nothing of its own name."""


_STATUS = "status"


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text that is well-formed as far as tags go, and where in the old one its tags began."""

    text: str
    offsets: tuple[int, ...]
    repairs: tuple[Repair, ...]


def repair(text: str) -> Repaired:
    """Return the text with its damage repaired.  Raises DamagedError."""
    scanner = Scanner(text)
    builder = _Builder(text, scanner.notes)
    for tag, following in _with_next(scanner.tags()):
        builder.take(tag, following)
    builder.finish()
    above = "\n" * text.count("\n", 0, scanner.start)
    return Repaired(
        "".join((above, *builder.pieces)), tuple(builder.offsets), tuple(scanner.notes.told(text))
    )


def _with_next(tags: Iterator[Tag]) -> Iterator[tuple[Tag, Tag | None]]:
    tag = next(tags, None)
    while tag is not None:
        following = next(tags, None)
        yield tag, following
        tag = following


@dataclass(slots=True)
class _Builder:
    """Puts the tags together again; `open_` are the elements that have not ended yet."""

    text: str
    notes: Notes
    pieces: list[str] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    open_: list[Tag] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)

    def take(self, tag: Tag, following: Tag | None) -> None:
        """Add a tag; `following` is the next one."""
        if self.offsets and not self.open_:
            words = f"there is more behind the end of the XML: <{tag.name}>"
            raise DamagedError(tag.offset, words, "remove what does not belong to it")
        self._check_twice(tag)
        if tag.kind is Kind.END:
            self._end(tag)
        elif self._ends(tag):
            self._note(Damage.SLASH, tag, f"the end tag </{tag.name}> had lost its slash")
            self._end(tag)
        else:
            self._start(tag, following)

    def _check_twice(self, tag: Tag) -> None:
        """Refuse an attribute that has two values, but for the status: that is not configured."""
        for name, offset in tag.twice:
            if not self.names[_STATUS]:
                words = f"{name!r} stands twice in the tag of <{tag.name}>, with two values"
                raise DamagedError(offset, words, "remove the one that is wrong")
            words = f"{name!r} stood twice in a tag of the status: the first value was taken"
            self.notes.add(Damage.TWICE, offset, words)

    def _start(self, tag: Tag, following: Tag | None) -> None:
        bare = tag.kind is Kind.START and not tag.attributes
        if bare and self.names[tag.name]:  # the end of an outer element, but of which inner ones?
            raise self._unexpected(tag)
        empty = tag.kind is Kind.EMPTY
        if not empty and self._is_childless(tag, following):
            self._note(Damage.SLASH, tag, f"the tag of <{tag.name}> had lost its slash")
            empty = True
        self.offsets.append(tag.offset)
        self.pieces.append(f"<{tag.name}{tag.attributes}{'/' if empty else ''}>")
        if empty:
            self._tail(tag)
        else:
            self.open_.append(tag)
            self.names[tag.name] += 1
            self.pieces.append(tag.tail)

    def _is_childless(self, tag: Tag, following: Tag | None) -> bool:
        """Tell whether a tag has no content, though it has no slash either."""
        if following is None or (following.name == tag.name and _is_bare(following)):
            return False
        if tag.name in _CHILDLESS:
            return True
        if following.name == tag.name:
            return tag.name in _NEVER_IN_ITSELF
        parent = self.open_[-1].name if self.open_ else None
        return following.name == parent and _is_bare(following)

    def _ends(self, tag: Tag) -> bool:
        return bool(self.open_) and _is_bare(tag) and self.open_[-1].name == tag.name

    def _end(self, tag: Tag) -> None:
        if not self.open_ or self.open_[-1].name != tag.name:
            raise self._unexpected(tag)
        self.open_.pop()
        self.names[tag.name] -= 1
        self.pieces.append(f"</{tag.name}>")
        self._tail(tag)

    def _tail(self, tag: Tag) -> None:
        """Add what follows an element; behind the last one only blanks belong to the XML."""
        if self.open_:
            self.pieces.append(tag.tail)
        elif tag.tail.strip():
            at = self.text.find(">", tag.offset) + 1
            words = "text behind the XML was left out"
            self.notes.add(Damage.AROUND, at, words)

    def _unexpected(self, tag: Tag) -> DamagedError:
        slash = "/" if tag.kind is Kind.END else ""
        if not self.open_:
            return DamagedError(tag.offset, f"<{slash}{tag.name}> ends nothing", "remove it")
        inner = self.open_[-1]
        line = self.text.count("\n", 0, inner.offset) + 1
        words = f"expected </{inner.name}> for the tag of line {line}, found <{slash}{tag.name}>"
        return DamagedError(tag.offset, words, f"put </{inner.name}> where the element ends")

    def finish(self) -> None:
        """End the outermost element if it was not.  Raises DamagedError if others are open too."""
        if len(self.open_) > 1:
            end = Tag(max(len(self.text.rstrip()) - 1, 0), Kind.END, "", "", "")
            problem = self._unexpected(end)
            words = problem.message.replace("found </>", "the file ends here")
            raise DamagedError(problem.offset, words, "get the rest of the file")
        if self.open_:
            name = self.open_.pop().name
            self.pieces.append(f"</{name}>")
            at = max(len(self.text.rstrip()) - 1, 0)
            self.notes.add(Damage.CUT, at, f"the end tag </{name}> was missing")

    def _note(self, damage: Damage, tag: Tag, message: str) -> None:
        self.notes.add(damage, tag.offset, message)


def _is_bare(tag: Tag) -> bool:
    """Tell a tag that may be an end tag, with its slash or without."""
    return tag.kind is not Kind.EMPTY and not tag.attributes
