"""Legacy XML files (a CIB, a cluster.conf), and where in them something stands."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from crmsh_py import xmltree
from crmsh_py.convert.conversion import Input
from crmsh_py.convert.repair import repair as repaired
from crmsh_py.convert.repair_encoding import decode, unescaped, without_prolog
from crmsh_py.convert.repair_notes import Damage, Repair
from crmsh_py.convert.repair_scan import DamagedError
from crmsh_py.diagnostics import CrmError, Diagnostic, Severity
from crmsh_py.source import Location, Source, Span, beginning
from crmsh_py.xmltree import Element

_QUOTED = 400
"""Of a longer line only so much is shown."""

_LONGEST_TAG = 20_000
"""In longer tags no words are looked for: places are to cost next to nothing."""

_MARKUP = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<(?=[^/!?])", re.DOTALL)
_HARMLESS = frozenset({Damage.BLANK})


@dataclass(frozen=True, slots=True)
class Document:
    """An XML file that was read; `diagnostics` tell what had to be repaired.

    `tags` says for each element at which offset of `text` its tag begins.
    """

    root: Element
    name: str
    text: str = field(repr=False)
    tags: Mapping[Element, int] = field(repr=False)
    breaks: tuple[int, ...] = field(repr=False)
    diagnostics: tuple[Diagnostic, ...] = ()

    def place(self, element: Element, word: str = "") -> Location:
        """Return where an element's tag stands, or an attribute (or another word) of it."""
        start = self.tags.get(element, 0)
        if word:
            end = self.text.find("<", start + 1, start + _LONGEST_TAG)
            tag = self.text[start : end if end >= 0 else start + _LONGEST_TAG]
            found = re.search(rf"(?<![\w:.-]){re.escape(word)}(?=\s*=)", tag)
            at = found.start() if found else tag.find(word)
            if at >= 0:
                return _location(self, start + at, len(word))
        return _location(self, start, len(str(element.tag)) + 1)


def _location(document: Document, offset: int, length: int) -> Location:
    return locate(document.name, document.text, document.breaks, offset, length)


def locate(name: str, text: str, breaks: tuple[int, ...], offset: int, length: int = 1) -> Location:
    """Return the place at an offset of a text whose line breaks are known."""
    number = bisect_right(breaks, offset - 1)
    start = breaks[number - 1] + 1 if number else 0
    end = breaks[number] if number < len(breaks) else len(text)
    first = start if end - start <= _QUOTED else max(start, beginning(text, offset, _QUOTED // 2))
    line = text[first : min(end, first + _QUOTED)].rstrip("\r")
    source = Source(name, line, number + 1, first - start + 1)
    return Location(source, Span(offset - first, min(offset - first + length, len(line))))


def read(source: Input, *, repair: bool = True) -> Document:
    """Read an XML file; damage that allows of one reading only is repaired, unless told not to.

    Raises CrmError (malformed-xml, forbidden-xml, not-repaired) with the place.
    """
    decoded = decode(source.octets)
    if decoded.wrong_at is not None and not repair:
        xmltree.parse(source.octets, source.name)
    shown = unescaped(decoded.text) if repair else None
    text, _ = shown or (decoded.text, 0)
    prolog = without_prolog(text)
    breaks = tuple(match.start() for match in re.finditer("\n", text))
    document = _read(source.name, prolog.text, breaks, repair=repair)
    notes = []
    if prolog.doctype_at is not None:
        words = "the document type declaration was left out: no DTD is read"
        notes.append(Repair(Damage.BLANK, prolog.doctype_at, words))
    if shown is not None:
        words = "the file is the source of a web page: '&lt;' was read as '<', and so on"
        notes.append(Repair(Damage.ENTITY, shown[1], words))
    if decoded.wrong_at is not None:
        words = "the file is not in the encoding that it says: it was read as Latin-1"
        notes.append(Repair(Damage.ENTITY, decoded.wrong_at, words))
    whole = replace(document, text=text)
    return replace(whole, diagnostics=(*(_told(whole, one) for one in notes), *whole.diagnostics))


def _read(name: str, text: str, breaks: tuple[int, ...], *, repair: bool) -> Document:
    try:
        root = xmltree.parse(text, name)
    except CrmError as error:
        if any(one.code == "forbidden-xml" for one in error.diagnostics):
            raise CrmError(
                *(_at_doctype(one, name, text, breaks) for one in error.diagnostics)
            ) from None
        if not repair:
            raise
        return _repaired(name, text, breaks)
    return Document(root, name, text, _tags(root, _offsets(text)), breaks)


def _at_doctype(problem: Diagnostic, name: str, text: str, breaks: tuple[int, ...]) -> Diagnostic:
    """Return a problem with a document type declaration with the place where it stands."""
    at = text.upper().find("<!DOCTYPE")
    if at < 0 or problem.location is not None:
        return problem
    place = locate(name, text, breaks, at, len("<!DOCTYPE"))
    return replace(problem, message="the file has a document type declaration", location=place)


def _offsets(text: str) -> Iterator[int]:
    """Yield where the tags of a well-formed text begin."""
    return (match.start() for match in _MARKUP.finditer(text) if match.end() == match.start() + 1)


def _tags(root: Element, offsets: Iterable[int]) -> dict[Element, int]:
    return dict(zip(root.iter("*"), offsets, strict=False))


def _repaired(name: str, text: str, breaks: tuple[int, ...]) -> Document:
    try:
        whole = repaired(text)
    except DamagedError as error:
        place = locate(name, text, breaks, error.offset)
        raise CrmError(
            Diagnostic(error.code, error.message, location=place, hint=error.hint)
        ) from None
    try:
        root = xmltree.parse(whole.text, name)
    except CrmError as error:
        raise CrmError(*(_in_place(one, text, breaks) for one in error.diagnostics)) from None
    document = Document(root, name, text, _tags(root, whole.offsets), breaks)
    return replace(document, diagnostics=tuple(_told(document, one) for one in whole.repairs))


def _in_place(problem: Diagnostic, text: str, breaks: tuple[int, ...]) -> Diagnostic:
    """Return a problem of the repaired text with the line of the text as it was."""
    if problem.location is None:
        return problem
    line = problem.location.position[0]
    start = breaks[line - 2] + 1 if 1 < line <= len(breaks) + 1 else 0
    return replace(problem, location=locate(problem.location.name, text, breaks, start))


def _told(document: Document, repair: Repair) -> Diagnostic:
    severity = Severity.INFO if repair.damage in _HARMLESS else Severity.WARNING
    place = locate(document.name, document.text, document.breaks, repair.offset)
    return Diagnostic("repaired", repair.message, severity, location=place)
