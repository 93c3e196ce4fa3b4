"""What only haresources2cib found in a haresources file: names and constraints in comments.

Heartbeat saw comments.  `#NAME` as the last word of a line is the id of what the line becomes,
`#clone:NAME` makes a clone of it; `#rsc_order` and `#rsc_colocation` are lines of their own.
"""

import re
from dataclasses import dataclass

_NAME = re.compile(r"(?<=\s)#(?P<clone>clone:)?(?P<name>[A-Za-z_][A-Za-z0-9_.-]*)\s*")
_DIRECTIVE = re.compile(r"\s*(?P<keyword>#rsc_(?:order|colocation))(?![^\s])")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Annotation:
    """The id that a line's resources are to have; `start` and `end` tell where it stands."""

    name: str
    is_clone: bool
    start: int
    end: int


def annotation(text: str) -> Annotation | None:
    """Return what the comment at the end of a line names, if it is a single word."""
    at = text.find("#")
    match = _NAME.fullmatch(text, at) if at > 0 else None
    if not match or not text[:at].strip():
        return None
    return Annotation(match["name"], bool(match["clone"]), *match.span("name"))


def directive(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the words of a constraint in a comment stand: none if the line has none."""
    match = _DIRECTIVE.match(text)
    if not match:
        return ()
    return tuple(word.span() for word in _WORD.finditer(text, match.start("keyword")))
