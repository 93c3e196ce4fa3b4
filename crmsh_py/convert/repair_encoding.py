"""The characters of an XML file: which encoding it has, whatever it says."""

import re
from dataclasses import dataclass

_DECLARATION = re.compile(r"<\?xml\s[^>]{0,400}?\?>")
_ENCODING = re.compile(rb"\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file; `wrong_at` is the offset of what its encoding does not allow, or None."""

    text: str
    wrong_at: int | None = None


def decode(octets: bytes) -> Decoded:
    """Return the text; what is not in the encoding that it ought to be in is read as Latin-1."""
    encoding = _encoding(octets)
    try:
        return Decoded(octets.decode(encoding))
    except UnicodeDecodeError as error:
        wrong_at = len(octets[: error.start].decode(encoding, errors="replace"))
        return Decoded(octets.decode("latin-1"), wrong_at)


def _encoding(octets: bytes) -> str:
    for mark, encoding in _MARKS:
        if octets.startswith(mark):
            return encoding
    declared = _ENCODING.match(octets)
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    return "latin-1" if name in _LATIN else "utf-8"


_LATIN = frozenset({"iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "iso-8859-15"})


_ESCAPED = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&#34;": '"', "&#39;": "'", "&amp;": "&"}
_ESCAPES = re.compile("|".join(_ESCAPED))
_ESCAPED_TAG = re.compile(r"&lt;[A-Za-z_]")
_TAG = re.compile(r"<[A-Za-z_]")


def unescaped(text: str) -> tuple[str, int] | None:
    """Return what a text of HTML shows, and where its first tag was; None if there are tags.

    The source of a web page has XML in that form.
    """
    first = _ESCAPED_TAG.search(text)
    if first is None or _TAG.search(text):
        return None
    return _ESCAPES.sub(lambda match: _ESCAPED[match[0]], text), first.start()


_LITERAL = "[\"'\u2018-\u201f][^\"'\u2018-\u201f<>]{0,400}[\"'\u2018-\u201f]"
DOCTYPE = re.compile(
    rf"<!DOCTYPE\s+[\w:.-]+(?:\s+(?:SYSTEM|PUBLIC\s+{_LITERAL})\s+{_LITERAL})?\s*>"
)
"""A document type declaration that declares nothing itself: what it points to is never read."""


@dataclass(frozen=True, slots=True)
class Prolog:
    """A text with blanks for its prolog, so that nothing moves; where its DOCTYPE was, or None."""

    text: str
    doctype_at: int | None = None


def without_prolog(text: str) -> Prolog:
    """Blank out the XML declaration at the start, and a document type declaration behind it."""
    declaration = _DECLARATION.match(text)
    end = declaration.end() if declaration else 0
    at = _behind_comments(text, end)
    doctype = DOCTYPE.match(text, at)
    text = _blank(text, 0, end)
    if doctype is None:
        return Prolog(text)
    return Prolog(_blank(text, at, doctype.end()), at)


def _behind_comments(text: str, at: int) -> int:
    """Return where the first thing stands that is neither a blank nor a comment."""
    while True:
        while text[at : at + 1].isspace():
            at += 1
        end = text.find("-->", at) if text.startswith("<!--", at) else -1
        if end < 0:
            return at
        at = end + len("-->")


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]
