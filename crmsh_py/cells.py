"""How many columns of a terminal a text takes: Chinese characters two, combining marks none.

Whatever is aligned, or marked below, counts columns instead of characters.
"""

from collections.abc import Iterable, Iterator
from unicodedata import category, east_asian_width

_NONE = frozenset({"Mn", "Me", "Mc", "Cf", "Cc", "Zl", "Zp"})
_JOINED = (range(0x1160, 0x1200), range(0xD7B0, 0xD800))
"""Vowels and endings of Korean, which join the consonant before them."""

_SHOWN = frozenset("\xad\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2")
"""Controls of formatting that are seen all the same: the soft hyphen, Arabic numbers' signs."""

_FIRST_WIDE = 0x1100


def cells(text: str) -> int:
    """Return how many columns a text takes; what would steer the terminal counts nothing."""
    if text.isascii():
        return len(text)
    return sum(map(cells_of, text))


def cells_of(character: str) -> int:
    """Return how many columns a character takes: 0, 1 or 2."""
    if " " <= character < "\x7f" or character in _SHOWN:
        return 1
    code = ord(character)
    if category(character) in _NONE or any(code in one for one in _JOINED):
        return 0
    return 2 if code >= _FIRST_WIDE and east_asian_width(character) in "WF" else 1


def padded(text: str, width: int) -> str:
    """Return a text with blanks behind it, so that it takes as many columns as wanted."""
    return text + " " * (width - cells(text))


def widest(texts: Iterable[str]) -> int:
    """Return how many columns the widest text takes; 0 if there is none."""
    return max(map(cells, texts), default=0)


def cut(text: str, width: int) -> str:
    """Return as much of the beginning of a text as fits into so many columns."""
    if text.isascii():
        return text[:width]
    taken = 0
    for at, character in enumerate(text):
        taken += cells_of(character)
        if taken > width:
            return text[:at]
    return text


def folded(text: str, width: int, hanging: str) -> str:
    """Return a text whose lines fit into so many columns, broken at blanks.

    What goes on below is indented as the line is, and by `hanging`.  Words are never broken, and
    lines that fit stay as they are.
    """
    return "\n".join(part for line in text.split("\n") for part in _fold(line, width, hanging))


def _fold(line: str, width: int, hanging: str) -> Iterator[str]:
    if cells(line) <= width:
        yield line
        return
    body = line.lstrip(" ")
    margin = line[: len(line) - len(body)]
    first, *words = body.split(" ")
    part = margin + first
    for word in words:
        if cells(part) + 1 + cells(word) <= width:
            part += f" {word}"
        else:
            yield part.rstrip(" ")
            part = f"{margin}{hanging}{word}"
    yield part
