"""A line of bash up to the cursor: its words, and how bash wants to be answered.

Bash cuts words at some characters (COMP_WORDBREAKS, `:` and `=` among them), and puts an answer in
the place of the last piece only.  It leaves quoting to us.
"""

import re
from dataclasses import dataclass

_PIECE = re.compile(
    r"\\(?P<escaped>.)|(?P<quote>[\"'])|(?P<blank>[ \t\n]+)|(?P<plain>.)", re.DOTALL
)
_IN_DOUBLE = re.compile(r"\\(?P<escaped>[$`\"\\])|(?P<end>\")|(?P<plain>.)", re.DOTALL)
_SPECIAL = re.compile(r"([^\w@%+=:,./~#-]|^[~#])")
_SPECIAL_IN_DOUBLE = re.compile(r"([$`\"\\])")


@dataclass(frozen=True, slots=True)
class Line:
    """The words of a line, the last one being at the cursor.

    `quote` is the one that is open in the last word, "" for none.  `kept` are so many letters of
    that word that bash leaves as they are.
    """

    words: tuple[str, ...]
    quote: str = ""
    kept: int = 0

    def answer(self, word: str, *, whole: bool) -> str:
        """Return a word as bash is to put it in the place of what was typed."""
        rest = word[self.kept :]
        if self.quote == "'":
            return rest.replace("'", "'\\''")
        if self.quote:
            return _SPECIAL_IN_DOUBLE.sub(r"\\\1", rest)
        return _SPECIAL.sub(r"\\\1", rest) + (" " if whole else "")


def read_line(text: str, breaks: str) -> Line:
    """Read a line up to the cursor; `breaks` are the characters at which bash cuts words."""
    reader = _Reader(breaks)
    reader.read(text)
    return Line((*reader.words, reader.word), reader.quote, reader.kept)


class _Reader:
    def __init__(self, breaks: str) -> None:
        self.breaks = {one for one in breaks if one in ":=@"}
        self.words: list[str] = []
        self.word, self.quote, self.kept = "", "", 0

    def read(self, text: str) -> None:
        at = 0
        while at < len(text):
            found = (_IN_DOUBLE if self.quote else _PIECE).match(text, at)
            assert found is not None, "the last alternative takes any letter"
            at = found.end()
            if self.quote == "'":
                self._in_single(found[0])
            elif self.quote:
                self._in_double(found)
            else:
                self._outside(found)

    def _in_single(self, raw: str) -> None:
        front, end, rest = raw.partition("'")
        self.word += front
        if end:
            self.quote = ""
            self.word += rest

    def _in_double(self, found: re.Match[str]) -> None:
        if found["end"]:
            self.quote = ""
        else:
            self.word += found["escaped"] or found["plain"]

    def _outside(self, found: re.Match[str]) -> None:
        if found["quote"]:
            self.quote = found["quote"]
            self.kept = len(self.word)
        elif found["blank"]:
            if self.word or self.words or found.start():
                self.words.append(self.word)
            self.word, self.kept = "", 0
        else:
            self.word += found["escaped"] or found["plain"]
            if found["plain"] in self.breaks:
                self.kept = len(self.word)
