"""XML into marks: elements, their attributes, and what these hold.  Any text will do."""

import re

from crmsh_py.assist.marks.mark import Mark, Style
from crmsh_py.source import Span

_PIECE = re.compile(
    r"(?P<comment><!--.*?(?:-->|\Z))"
    r"|(?P<clause></?[^\s<>/=\"'\\]+|/?>)"
    r"|(?P<name>[^\s<>/=\"'\\]+=)(?P<string>\\?\"[^\"]*\"?|'[^']*'?)?",
    re.DOTALL,
)
_STYLES = {
    "comment": Style.COMMENT,
    "clause": Style.CLAUSE,
    "name": Style.NAME,
    "string": Style.STRING,
}


def element_marks(text: str, start: int) -> list[Mark]:
    """Return the marks of a text of elements that begins at offset `start`."""
    return [
        Mark(Span(start + found.start(group), start + found.end(group)), style)
        for found in _PIECE.finditer(text)
        for group, style in _STYLES.items()
        if found[group]
    ]
