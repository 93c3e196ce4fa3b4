r"""Blanks, words and quotes.  Needs no pyparsing: commands without a grammar use it too.

A word is made of plain characters, `\c` (the character c), `"..."` (in which `\"` and `\\`
are escapes and every other backslash stands for itself) and `'...'` (in which nothing is
special) and `$'...'` (in which `\n`, `\r`, `\t`, `\'` and `\\` are escapes: the one way to write
a line break).  Outside quotes a backslash at the end of a line is a blank; inside it joins the
lines.  All that Unicode calls a space is a blank, a byte order mark too: texts copied from
web pages are full of them.
"""

import re
import unicodedata
from collections.abc import Iterator

from crmsh_py.grammar.tree import Word
from crmsh_py.source import Span

SPACE = r"[^\S\n]|\ufeff"
BLANK = rf"(?:{SPACE}|\\(?:{SPACE})*(?:\n|\Z))"
PLAIN = r"[^\s\ufeff\"'\\]"
ANSI = r"\$'(?:[^'\\]|\\.)*'"
WORD = rf"(?:{ANSI}|{PLAIN}|\\(?!(?:{SPACE})*(?:\n|\Z)).|\"(?:[^\"\\]|\\.|\\\n)*\"|'[^']*')+"
END_OF_WORD = rf"(?={BLANK}|\n|\Z)"

ID = re.compile(r"[^\W\d][\w.-]*")
"""What the id of an object may be: an XML ID without colons."""

BLANKS = re.compile(rf"{BLANK}*")
NEXT_WORD = re.compile(rf"{BLANK}*(?P<word>{WORD})", re.DOTALL)
_FRAGMENT = re.compile(
    rf"""\$'(?P<ansi>(?:[^'\\]|\\.)*)'|(?P<plain>(?:(?!\$'){PLAIN})+)|\\(?P<escaped>.)|"(?P<double>(?:[^"\\]|\\.|\\\n)*)"|'(?P<single>[^']*)'""",
    re.DOTALL,
)
_JOIN = re.compile(rf"\\(?:{SPACE})*\n(?:{SPACE})*")
_UNESCAPE = re.compile(rf"(?:\\(?:{SPACE})*\n(?:{SPACE})*)|\\([\"\\])")
_BARE = re.compile(r"[\w.-]+")
_ANSI_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "'": "'", "\\": "\\"}
_ANSI_ESCAPE = re.compile(r"\\([nrt'\\])")
_PLAIN_NAME = re.compile(r"[\w.#/+-][\w.:#/+-]*")
_SPECIAL = "=$@:"
_ESCAPED = 0xD800
"""Where escaped special characters go while a pair is read: surrogates are in no text."""

_SUSPECTS = {
    **dict.fromkeys("“”„‟«»＂〝〞", '"'),
    **dict.fromkeys("‘’‚‛＇′", "'"),
    **dict.fromkeys("–—−", "-"),
    **dict.fromkeys("\u200b\u200c\u200d\u2060\u00ad", ""),
    "。": ".",
    "、": ",",
    "【": "[",
    "】": "]",
    "「": '"',
    "」": '"',
}
# The full-width forms of ASCII (U+FF01 to U+FF5E) that are not letters or digits.
_SUSPECTS |= {
    chr(code + 0xFEE0): chr(code)
    for code in range(0x21, 0x7F)
    if not chr(code).isalnum() and chr(code + 0xFEE0) not in _SUSPECTS
}
_SUSPECT = re.compile("[" + re.escape("".join(_SUSPECTS)) + "]")


def unquote(raw: str) -> str:
    """Return a word's text without its quotes and escapes."""
    if '"' not in raw and "'" not in raw and "\\" not in raw:
        return raw
    return "".join(_fragment_text(match) for match in _FRAGMENT.finditer(raw))


def _fragment_text(match: re.Match[str]) -> str:
    kind = match.lastgroup
    text: str = match[kind] if kind else ""
    if kind == "ansi":
        return _ANSI_ESCAPE.sub(lambda found: _ANSI_ESCAPES[found[1]], text)
    if kind == "double":
        return _UNESCAPE.sub(lambda found: found[1] or "", text) if "\\" in text else text
    if kind == "single":
        return _JOIN.sub("", text) if "\n" in text else text
    return text


def unquote_pair(raw: str) -> str:
    """Return a word's text in which `= $ @ :` that were escaped cannot be mistaken for their kind.

    `restore` gives the text back, or any part of it.
    """
    if "\\" not in raw:
        return unquote(raw)
    return "".join(_marked(match) for match in _FRAGMENT.finditer(raw))


def _marked(match: re.Match[str]) -> str:
    text = _fragment_text(match)
    marked = match.lastgroup == "escaped" and text in _SPECIAL
    return chr(_ESCAPED + ord(text)) if marked else text


def restore(text: str) -> str:
    """Return the text of a part of what `unquote_pair` returned."""
    if text.isascii():
        return text
    return "".join(
        chr(ord(one) - _ESCAPED) if _ESCAPED <= ord(one) < _ESCAPED + 128 else one for one in text
    )


def quote(text: str) -> str:
    """Return a value as it is printed: bare if it is plain, else in double quotes."""
    if _BARE.fullmatch(text):
        return text
    return quote_always(text)


def quote_always(text: str) -> str:
    """Return a value in double quotes; one with line breaks as `$'...'`."""
    if "\n" in text or "\r" in text:
        escaped = text.replace("\\", "\\\\").replace("'", "\\'")
        return "$'" + escaped.replace("\n", "\\n").replace("\r", "\\r") + "'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def quote_name(name: str) -> str:
    """Return the name of a pair as it is printed; `=`, and `$` or `@` in front, are escaped."""
    if _PLAIN_NAME.fullmatch(name):
        return name
    sigil, rest = (name[0], name[1:]) if name[:1] in {"$", "@"} else ("", name)
    pieces = [quote(piece) if piece else "" for piece in rest.split("=")]
    return (f"\\{sigil}" if sigil else "") + "\\=".join(pieces)


def quote_argument(argument: str) -> str:
    """Return a word of the command line as one would have typed it at the prompt.

    Nothing but what needs it is quoted, so that errors show what the user knows.
    """
    if _needs_no_quotes(argument):
        return argument
    name, equals, value = argument.partition("=")
    if equals and name:
        return f"{name if _needs_no_quotes(name) else quote_always(name)}={quote_always(value)}"
    return quote_always(argument)


def _needs_no_quotes(word: str) -> bool:
    return bool(re.fullmatch(rf"(?:{PLAIN})+", word)) and not _SUSPECT.search(word)


def words(text: str) -> Iterator[Word]:
    """Yield the words of a statement."""
    end = 0
    while match := NEXT_WORD.match(text, end):
        start, end = match.span("word")
        yield Word(unquote(match["word"]), Span(start, end))


def suspect_character(text: str) -> tuple[int, str, str] | None:
    """Find a typographic character outside quotes: its offset, its name, what to type instead."""
    if not _SUSPECT.search(text):
        return None
    end = 0
    while match := NEXT_WORD.match(text, end):
        start, end = match.span("word")
        for part in _FRAGMENT.finditer(text, start, end):
            found = _SUSPECT.search(part[0]) if part.lastgroup in {"plain", "escaped"} else None
            if found:
                character = found[0]
                name = f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()
                return part.start() + found.start(), name, _SUSPECTS[character]
    return None
