"""Whether a statement goes on in the next line, while it is typed.  A pure function of the text.

The language ends a statement at the end of its line, unless a backslash stands there.  So where
something is open (a quote, a brace, a parenthesis), the line needs a backslash: what Enter puts
there is what a file would hold.
"""

import re

from crmsh_py.grammar import lexical
from crmsh_py.grammar.script import continues

_PIECE = re.compile(
    rf"(?P<closed>{lexical.ANSI}|\"(?:[^\"\\]|\\.)*\"|'[^']*')|\\.|(?P<quote>[\"'])|.", re.DOTALL
)
_OPENING = re.compile(r"(?<!\S)[({\[]+")
_CLOSING = re.compile(r"[)}\]]+(?!\S)")


def continuation(text: str) -> str | None:
    """Return what has to be put behind a text for its last statement to go on; None: it is whole.

    An empty line ends every statement, so that nobody is caught in one.
    """
    statement = _last(text)
    if not statement.rpartition("\n")[2].strip() or statement.lstrip().startswith("#"):
        return None
    if continues(statement):
        return "\n"
    quoted, bare = _parts(statement)
    if quoted:
        return "\\\n"
    return " \\\n" if _is_open(bare) else None


def _last(text: str) -> str:
    """Return the last statement of a text: its last line, and those that go on into it."""
    lines = text.split("\n")
    first = len(lines) - 1
    while first and continues(lines[first - 1]):
        first -= 1
    return "\n".join(lines[first:])


def _parts(statement: str) -> tuple[bool, str]:
    """Return whether a statement ends inside quotes, and what of it is outside of them."""
    bare = []
    for match in _PIECE.finditer(statement):
        if match["quote"]:
            return True, ""
        bare.append("." if match["closed"] else match[0])
    return False, "".join(bare)


def _is_open(text: str) -> bool:
    """Tell whether there are more opening than closing brackets at the edges of words."""
    opening = sum(map(len, _OPENING.findall(text)))
    return opening > sum(map(len, _CLOSING.findall(text)))
