r"""Blanks, words and quotes.  Needs no pyparsing: commands without a grammar use it too.

A word is made of plain characters, `\c` (the character c), `"..."` (in which `\"` and `\\`
are escapes and every other backslash stands for itself) and `'...'` (in which nothing is
special).  Outside quotes a backslash at the end of a line is a blank; inside it joins the
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
WORD = rf"(?:{PLAIN}|\\(?!(?:{SPACE})*(?:\n|\Z)).|\"(?:[^\"\\]|\\.|\\\n)*\"|'[^']*')+"
END_OF_WORD = rf"(?={BLANK}|\n|\Z)"

ID = re.compile(r"[^\W\d][\w.-]*")
"""What the id of an object may be: an XML ID without colons."""

BLANKS = re.compile(rf"{BLANK}*")
NEXT_WORD = re.compile(rf"{BLANK}*(?P<word>{WORD})", re.DOTALL)
_FRAGMENT = re.compile(
    rf"""(?P<plain>{PLAIN}+)|\\(?P<escaped>.)|"(?P<double>(?:[^"\\]|\\.|\\\n)*)"|'(?P<single>[^']*)'""",
    re.DOTALL,
)
_JOIN = re.compile(rf"\\(?:{SPACE})*\n(?:{SPACE})*")
_UNESCAPE = re.compile(rf"(?:\\(?:{SPACE})*\n(?:{SPACE})*)|\\([\"\\])")
_BARE = re.compile(r"[\w.-]+")

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
    if kind == "double":
        return _UNESCAPE.sub(lambda found: found[1] or "", text) if "\\" in text else text
    if kind == "single":
        return _JOIN.sub("", text) if "\n" in text else text
    return text


def quote(text: str) -> str:
    """Return a value as it is printed: bare if it is plain, else in double quotes."""
    if _BARE.fullmatch(text):
        return text
    return quote_always(text)


def quote_always(text: str) -> str:
    """Return a value in double quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def quote_argument(argument: str) -> str:
    """Return a word of the command line as one would have typed it at the prompt.

    Nothing but what needs it is quoted, so that errors show what the user knows.
    """
    if re.fullmatch(rf"(?:{PLAIN})+", argument) and not _SUSPECT.search(argument):
        return argument
    name, equals, value = argument.partition("=")
    if equals and re.fullmatch(rf"(?:{PLAIN})+", name):
        return f"{name}={quote_always(value)}"
    return quote_always(argument)


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
