"""The tags of a damaged XML text: a tolerant scanner, linear in the text.

It takes what people's copies of files have: typographic quotes, no-break spaces, entities of
HTML, bare ampersands, values without quotes.  What it cannot read in one way only is an error.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from html.entities import html5
from xml.sax.saxutils import escape

from crmsh_py.convert.repair_encoding import DOCTYPE
from crmsh_py.convert.repair_notes import Damage, Notes

_NAME = r"[A-Za-z_][\w:.-]*"
_BLANKS = r"(?:[\s\u200b\ufeff]|&nbsp;|&#160;)*"
_START = re.compile(f"<({_NAME})")
_END = re.compile(f"</{_BLANKS}({_NAME}){_BLANKS}>")
_ATTRIBUTE = re.compile(f"{_BLANKS}({_NAME}){_BLANKS}={_BLANKS}")
_CLOSE = re.compile(f"{_BLANKS}(/?){_BLANKS}>")
_BARE_VALUE = re.compile(r"[\w.:#%+-]+(?=\s|/?>)")
_BEHIND_VALUE = re.compile("(?=[\\s\u200b\ufeff/>]|&nbsp;)")
_DOUBLE = re.compile('&quot;|&[lrb]dquo;|&#822[0-2];|["\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb]')
_SINGLE = re.compile("&apos;|&[lr]squo;|&#821[67];|['\u2018\u2019\u201a\u201b\u2032`\u00b4]")
_AMPERSAND = re.compile(r"&(#\d{1,7};|#x[0-9A-Fa-f]{1,6};|\w{1,31};)?")
_OWN_ENTITIES = frozenset({"lt;", "gt;", "amp;", "quot;", "apos;"})
_UNUSUAL_BLANK = re.compile("[\u00a0\u2000-\u200b\u202f\u3000\ufeff]|&nbsp;|&#160;")
_NO_BREAK = "a no-break space was taken for a blank"


class DamagedError(Exception):
    """Raised where the text can be understood in more than one way, or in none."""

    def __init__(self, offset: int, message: str, hint: str, code: str = "not-repaired") -> None:
        super().__init__(message)
        self.offset, self.message, self.hint, self.code = offset, message, hint, code


class Kind(Enum):
    """Kinds of tags."""

    START = auto()
    END = auto()
    EMPTY = auto()


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag: where it stands, and what follows up to the next one, all well-formed now.

    `twice` are attributes that it had before, with other values, and where they stand.
    """

    offset: int
    kind: Kind
    name: str
    attributes: str
    tail: str
    twice: tuple[tuple[str, int], ...] = ()


@dataclass(slots=True)
class Scanner:
    """Reads a text tag by tag, and notes what it repairs."""

    text: str
    notes: Notes = field(default_factory=Notes)
    start: int = 0

    def tags(self) -> Iterator[Tag]:
        """Yield the tags, from the first to the last.  Raises DamagedError."""
        at = self.start = self._first()
        while at >= 0:
            tag, end = self._tag(at)
            tail, at = self._tail(end)
            yield replace(tag, tail=tag.tail + tail)

    def _first(self) -> int:
        """Return where the first tag begins; what stands in front of it is no part of the XML."""
        at, outside = 0, 0
        while True:
            less = self.text.find("<", at)
            if less < 0:
                raise DamagedError(0, "there is no XML in it", "give a file that begins with a tag")
            if self.text[at:less].strip() and not outside:
                outside = at + 1
            if _START.match(self.text, less):
                break
            markup = self.text.startswith(("<!", "<?"), less)
            at = self._behind_comment(less) if markup else less + 1
        if outside:
            words = "text in front of the XML was left out"
            self.notes.add(Damage.AROUND, outside - 1, words)
        elif self.text[:1].isspace():
            words = "blanks in front of the XML were left out"
            self.notes.add(Damage.BLANK, 0, words)
        return less

    def _lines(self, start: int, end: int) -> str:
        """Return as many line breaks as there are: no line may move."""
        return "\n" * self.text.count("\n", start, end)

    # -- between tags

    def _tail(self, at: int) -> tuple[str, int]:
        """Return the text up to the next tag, without comments, and where that begins or -1."""
        pieces: list[str] = []
        while True:
            less = self.text.find("<", at)
            end = less if less >= 0 else len(self.text)
            pieces.append(self._with_entities(self.text[at:end], at))
            if less < 0 or not self.text.startswith(("<!", "<?"), less):
                return "".join(pieces), less
            at = self._behind_comment(less)
            if self.text.startswith("<![", less):
                pieces.append(escape(self.text[less + len("<![CDATA[") : at - len("]]>")]))
            else:
                pieces.append(self._lines(less, at))

    def _behind_comment(self, at: int) -> int:
        for opening, closing in (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")):
            if self.text.startswith(opening, at):
                end = self.text.find(closing, at)
                if end < 0:
                    words = f"{opening!r} is not closed"
                    raise DamagedError(at, words, f"put {closing!r} where it ends")
                return end + len(closing)
        doctype = DOCTYPE.match(self.text, at)
        if doctype:
            words = "the document type declaration was left out: no DTD is read"
            self.notes.add(Damage.AROUND, at, words)
            return doctype.end()
        if self.text[at : at + 9].upper() == "<!DOCTYPE":
            words = "the file has a document type declaration"
            raise DamagedError(at, words, "remove it, and any entity it defines", "forbidden-xml")
        raise DamagedError(at, "'<!' begins nothing that XML knows", "remove it")

    def _with_entities(self, text: str, offset: int) -> str:
        """Return a text in which all entities are XML's, and all blanks usual ones."""
        unusual = _UNUSUAL_BLANK.search(text)
        if unusual:
            self.notes.add(Damage.BLANK, offset + unusual.start(), _NO_BREAK)
            text = _UNUSUAL_BLANK.sub(" ", text)
        return self._escaped(text, offset)

    def _escaped(self, text: str, offset: int) -> str:
        if "&" not in text:
            return text
        return _AMPERSAND.sub(lambda match: self._entity(match, offset + match.start()), text)

    def _entity(self, match: re.Match[str], at: int) -> str:
        name = match[1] or ""
        if name in _OWN_ENTITIES or name.startswith("#"):
            return match[0]
        meaning = {"": "&", "nbsp;": " "}.get(name) or html5.get(name)
        if meaning is None:
            words = f"nothing says what '&{name}' stands for"
            raise DamagedError(at, words, "write the character itself")
        words = f"'&{name}' was taken for what HTML means by it" if name else "'&' was not escaped"
        self.notes.add(Damage.ENTITY, at, words)
        return escape(meaning)

    # -- tags

    def _tag(self, at: int) -> tuple[Tag, int]:
        end = _END.match(self.text, at)
        if end:
            return Tag(at, Kind.END, end[1], "", self._lines(at, end.end())), end.end()
        start = _START.match(self.text, at)
        if start is None:
            raise DamagedError(at, "'<' begins no tag", "write '&lt;' for the character itself")
        attributes, twice, behind = self._attributes(start.end())
        close = _CLOSE.match(self.text, behind)
        if close is None:
            words = f"the tag of <{start[1]}> is not as tags are"
            raise DamagedError(behind, words, "expected an attribute, '/>' or '>' here")
        kind = Kind.EMPTY if close[1] else Kind.START
        if close[1] and not close[0].endswith("/>"):
            self.notes.add(Damage.SLASH, close.start(1), "'/>' had a blank in it")
        breaks = self._lines(close.start(), close.end())
        return Tag(at, kind, start[1], attributes, breaks, twice), close.end()

    def _attributes(self, at: int) -> tuple[str, tuple[tuple[str, int], ...], int]:
        """Return attributes, those that stand twice with other values, and where they end."""
        pieces: list[str] = []
        values: dict[str, str] = {}
        twice: list[tuple[str, int]] = []
        while match := _ATTRIBUTE.match(self.text, at):
            self._note_blanks(at, match.end())
            breaks = self._lines(match.start(), match.end())
            name, start = match[1], match.start(1)
            value, at = self._value(name, match.end())
            if name not in values:
                values[name] = value
                pieces.append(f"{breaks or ' '}{name}={value}")
                continue
            pieces.append(breaks)
            if value[1:-1] == values[name][1:-1]:
                words = f"{name!r} stood twice in the tag, with the same value"
                self.notes.add(Damage.TWICE, start, words)
            else:
                twice.append((name, start))
        return "".join(pieces), tuple(twice), at

    def _note_blanks(self, start: int, end: int) -> None:
        unusual = _UNUSUAL_BLANK.search(self.text, start, end)
        if unusual:
            self.notes.add(Damage.BLANK, unusual.start(), _NO_BREAK)

    def _value(self, name: str, at: int) -> tuple[str, int]:
        """Return a value in quotes, and where what follows it begins."""
        for quotes in (_DOUBLE, _SINGLE):
            opening = quotes.match(self.text, at)
            if opening:
                return self._quoted(name, opening, quotes)
        bare = _BARE_VALUE.match(self.text, at)
        if bare is None:
            words = f"the value of {name!r} does not begin with a quote"
            raise DamagedError(at, words, f'write {name}="..."')
        self.notes.add(Damage.QUOTE, at, f"the value of {name!r} had no quotes")
        return f'"{bare[0]}"', bare.end()

    def _quoted(
        self, name: str, opening: re.Match[str], quotes: re.Pattern[str]
    ) -> tuple[str, int]:
        closing = self._closing(opening, quotes)
        if closing is None or "<" in self.text[opening.end() : closing[0]]:
            words = f"the value of {name!r} is not closed"
            raise DamagedError(opening.start(), words, "put a quote where it ends")
        start, end = closing
        quote = opening[0]
        if quote not in {'"', "'"} or self.text[start:end] != quote:
            words = f"the value of {name!r} had typographic quotes"
            self.notes.add(Damage.QUOTE, opening.start(), words)
            quote = '"'
        value = self._escaped(self.text[opening.end() : start], opening.end())
        return quote + value.replace(quote, "&quot;" if quote == '"' else "&apos;") + quote, end

    def _closing(self, opening: re.Match[str], quotes: re.Pattern[str]) -> tuple[int, int] | None:
        """Return where the closing quote stands: the same one, else one of its family."""
        end = len(self.text)
        if opening[0] in {'"', "'"}:
            at = self.text.find(opening[0], opening.end())
            if at >= 0 and _BEHIND_VALUE.match(self.text, at + 1):
                return at, at + 1
            end = at if at >= 0 else end
        other = quotes.search(self.text, opening.end(), end)
        return other.span() if other and _BEHIND_VALUE.match(self.text, other.end()) else None
