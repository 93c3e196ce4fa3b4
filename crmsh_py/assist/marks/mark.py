"""What the words of a line are, for whoever colours them: the same at the prompt and in `show`."""

from enum import StrEnum
from typing import NamedTuple

from crmsh_py.source import Span


class Style(StrEnum):
    """What a stretch of text is; themes say how each looks."""

    COMMAND = "command"
    """A command, or the keyword of a statement."""
    LEVEL = "level"
    CLAUSE = "clause"
    """A keyword inside a statement: `params`, `op`, `rule`."""
    ID = "id"
    """The id of what a statement defines."""
    REFERENCE = "reference"
    """An object that is meant: a resource, a node, a role."""
    AGENT = "agent"
    NAME = "name"
    """The name in `name=value`, with its `=`."""
    VALUE = "value"
    SCORE = "score"
    CHOICE = "choice"
    """One of a few words: a role, an action, true or false."""
    OPTION = "option"
    """A flag or an option of a command: `--wait`, `force`."""
    STRING = "string"
    """Free text, and what stands in quotes."""
    COMMENT = "comment"
    MASK = "mask"
    """`******` in place of a password."""
    ERROR = "error"
    """What cannot stand there."""
    PLAIN = ""


class Mark(NamedTuple):
    """A stretch of a text, and what it is."""

    span: Span
    style: Style
