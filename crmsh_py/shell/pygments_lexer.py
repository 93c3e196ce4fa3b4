"""The language for Pygments: `pygmentize -l crm`, Sphinx, Markdown.  Loaded by Pygments only."""

from collections.abc import Iterator, Mapping
from typing import ClassVar, TypeAlias

from pygments.lexer import Lexer  # type: ignore[import-untyped]  # Pygments tells no types
from pygments.token import (  # type: ignore[import-untyped]  # Pygments tells no types
    Comment,
    Error,
    Keyword,
    Literal,
    Name,
    Number,
    String,
    Text,
)

from crmsh_py.assist.marks.mark import Style
from crmsh_py.assist.marks.marking import marks
from crmsh_py.grammar.script import split
from crmsh_py.grammar.statements import statement_keyword

_Token: TypeAlias = tuple[str, ...]
_TOKENS: Mapping[Style, _Token] = {
    Style.COMMAND: Keyword,
    Style.LEVEL: Keyword.Namespace,
    Style.CLAUSE: Keyword.Reserved,
    Style.ID: Name.Class,
    Style.REFERENCE: Name.Variable,
    Style.AGENT: Name.Function,
    Style.NAME: Name.Attribute,
    Style.VALUE: Literal,
    Style.SCORE: Number,
    Style.CHOICE: Name.Constant,
    Style.OPTION: Name.Tag,
    Style.STRING: String,
    Style.COMMENT: Comment,
    Style.MASK: Comment.Special,
    Style.ERROR: Error,
}


class CrmLexer(Lexer):  # type: ignore[misc]  # as above
    """Statements of the configuration, and files of commands."""

    name = "crm"
    url = "https://clusterlabs.org"
    aliases: ClassVar[list[str]] = ["crm", "crmsh"]
    filenames: ClassVar[list[str]] = ["*.crm"]

    def get_tokens_unprocessed(self, text: str) -> Iterator[tuple[int, _Token, str]]:
        """Yield offset, token and text of each stretch; Pygments calls this."""
        end = 0
        for span, style in marks(text, _path(text)):
            if end < span.start:
                yield end, Text, text[end : span.start]
            yield span.start, _TOKENS.get(style, Text), text[span.start : span.end]
            end = span.end
        if end < len(text):
            yield end, Text, text[end:]


def _path(text: str) -> tuple[str, ...]:
    """Return the level of a text: that of statements if it begins with one, else the top."""
    statements, _ = split(text, "")
    is_configuration = not statements or statement_keyword(statements[0].word) is not None
    return ("configure",) if is_configuration else ()
