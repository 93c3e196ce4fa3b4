"""Where in the text of an XML file an element stands, or a part of it: for messages only.

libxml2 tells of an element the line alone, of a long file not even that, so that start tags are
counted: the first of the text is that of the root, and so on.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from crmsh_py import xmltree
from crmsh_py.model.elements import object_of
from crmsh_py.source import Location, Source, Span, nearby
from crmsh_py.xmltree import Element

REACH = 2000
"""So much of a line is quoted before and behind a place: a file may be one line of megabytes."""

_START_TAG = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<(?=[^/!?])", re.DOTALL)
"""A start tag's first character, or what may hold the like and is none.

In the values of attributes `<` is escaped.
"""

_PLAIN_TAG = re.compile(r"<(?=[^/!?])")
"""The same of a text without comments and the like, which is looked for in half the time."""

_ATTRIBUTE = re.compile(r"""([^\s=<>/"']+)\s*=\s*(?:"[^"]*"|'[^']*')""")
_TAG = re.compile(rf"<[^\s/>]+(?:\s+{_ATTRIBUTE.pattern})*\s*/?>")

_KEYWORDS = {
    "instance_attributes": frozenset({"params", "attributes"}),
    "meta_attributes": frozenset({"meta"}),
}
"""Words of a statement that are the tag of an element."""

_NAMES = frozenset({"id", "name", "uname"})
"""Attributes whose value names their element: found, all of its start tag is meant."""


@dataclass(frozen=True, eq=False)
class XmlFile:
    """The text of a document, which must be what its root was read from, and its name."""

    name: str
    octets: bytes
    root: Element

    def locations(self, sought: Sequence[tuple[Element, tuple[str, ...]]]) -> list[Location | None]:
        """Return the places of objects of the document, or of what words tell of each.

        The words are those of `Diagnostic.words`.  Takes one pass over the document.
        """
        wanted = {element for element, _ in sought}
        ordinals, count = {}, 0
        for count, element in enumerate(self.root.iter("*"), 1):
            if element in wanted:
                ordinals[element] = count - 1
        if len(self._starts) != count:
            return [None for _ in sought]
        tags = {element: self._tags(element, first) for element, first in ordinals.items()}
        return [
            self._excerpt(tags[element].found(words)) if element in tags else None
            for element, words in sought
        ]

    def _tags(self, element: Element, first: int) -> "_Tags":
        starts = self._starts
        return _Tags(_Tag(part, self._text, starts[at]) for part, at in _parts(element, first))

    @cached_property
    def _text(self) -> str:
        """The text as lines have it; empty if it cannot be read as text."""
        try:
            text = self.octets.decode(xmltree.encoding(self.root))
        except (UnicodeDecodeError, LookupError):
            return ""
        return text.removeprefix("\ufeff").replace("\r\n", "\n")

    @cached_property
    def _starts(self) -> list[int]:
        """The offsets of all start tags; as many as there are elements, if all is well."""
        text = self._text
        if "<!" not in text and text.count("<?") == text.startswith("<?xml "):
            return [match.start() for match in _PLAIN_TAG.finditer(text)]
        found = _START_TAG.finditer(text)
        return [match.start() for match in found if match.end() == match.start() + 1]

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self._text))]

    def _excerpt(self, span: Span) -> Location:
        """Return a place whose source is the lines that it is in, or a part of a long one."""
        number = bisect_right(self._line_starts, span.start)
        start = self._line_starts[number - 1]
        last = bisect_right(self._line_starts, max(span.start, span.end - 1))
        end = self._line_starts[last] - 1 if last < len(self._line_starts) else len(self._text)
        from_, to = max(start, span.start - 2 * REACH), min(end, span.start + 2 * REACH)
        source = Source(self.name, self._text[from_:to], line=number, column=from_ - start + 1)
        place = Location(source, Span(span.start - from_, min(span.end, to) - from_))
        return nearby(place, REACH)


def _parts(element: Element, first: int) -> Iterator[tuple[Element, int]]:
    """Yield an object and what is in it, with their ordinals; of other objects only the first."""
    for number, part in enumerate(element.iter("*"), first):
        owner = object_of(part)
        if owner is element or owner is part or object_of(element) is not element:
            yield part, number


class _Tag:
    """A start tag: its span, and what words can mean in it."""

    def __init__(self, element: Element, text: str, start: int) -> None:
        match = _TAG.match(text, start)
        end = match.end() if match else start + 1
        self.span = Span(start, end)
        self.words: list[tuple[frozenset[str], Span]] = []
        tag = str(element.tag)
        self.words.append((_KEYWORDS.get(tag, frozenset({tag})), self.span))
        written = [*_ATTRIBUTE.finditer(text, start, end)]
        for found in sorted(written, key=lambda one: one[1] != "type"):  # before id="apache"
            name = found[1]
            value = element.get(name, "")
            whole = Span(*found.span())
            self.words.append((frozenset({value}), self.span if name in _NAMES else whole))
            self.words.append((frozenset({name}), whole))

    def find(self, word: str, taken: set[int]) -> Span | None:
        """Return what a word means, and note which that is; None if nothing that is not taken."""
        for number, (known, span) in enumerate(self.words):
            if word in known and number not in taken:
                taken.add(number)
                return span
        return None


class _Tags:
    """The start tags of an object, read as far as something is looked for.

    Large objects are looked up as often as they have faults: hence no search through them.
    """

    def __init__(self, tags: Iterator[_Tag]) -> None:
        self._following = tags
        self._read: list[_Tag] = []
        self._having: dict[str, list[int]] = {}
        self._read_next()

    def found(self, words: Sequence[str]) -> Span:
        """Return what the last of the words means, each in the element of the one before or behind.

        Attributes have no order: a word may stand in front of the one before in the same tag.
        """
        at, found = 0, self._read[0].span
        taken: dict[int, set[int]] = {}
        for word in words:
            for number in self._numbers(word, at):
                span = self._read[number].find(word, taken.setdefault(number, set()))
                if span is not None:
                    at, found = number, span
                    break
            else:
                break
        return found

    def _numbers(self, word: str, at: int) -> Iterator[int]:
        """Yield the tags in which a word means something, from one on."""
        place = bisect_left(self._having.get(word, ()), at)
        while True:
            known = self._having.get(word, ())
            if place < len(known):
                yield known[place]
                place += 1
            elif not self._read_next():
                return

    def _read_next(self) -> bool:
        tag = next(self._following, None)
        if tag is None:
            return False
        for word in {word for known, _ in tag.words for word in known}:
            self._having.setdefault(word, []).append(len(self._read))
        self._read.append(tag)
        return True
