"""A page of the manual as data.

Text is in lines of plain words; `` `backquotes` `` stand around what is typed as it is.
"""

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias


@dataclass(frozen=True, slots=True)
class Prose:
    """Text; paragraphs have an empty line between them, and are filled anew wherever shown.

    A paragraph whose lines are indented keeps them.  With a title it is a single paragraph.
    """

    text: str
    title: str = ""

    @property
    def paragraphs(self) -> list[str]:
        """The paragraphs."""
        return [one for one in self.text.split("\n\n") if one.strip()]


@dataclass(frozen=True, slots=True)
class Synopsis:
    """How something is written: a line for each form."""

    title: str
    lines: tuple[str, ...]


class Row(NamedTuple):
    """A word, and what it means."""

    term: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """Words and what they mean."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Examples:
    """What can be typed as it stands; lines that begin with `#` say what it is for."""

    lines: tuple[str, ...]


Section: TypeAlias = Prose | Synopsis | Table | Examples


@dataclass(frozen=True, slots=True)
class Page:
    """All there is to say on a topic; `see_also` are other topics, as `help` takes them."""

    name: str
    kind: str
    summary: str
    sections: tuple[Section, ...] = ()
    see_also: tuple[str, ...] = ()
