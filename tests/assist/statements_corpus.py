"""Valid statements: those of the golden files of the language, and of its reference."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from crmsh_py.diagnostics import CrmError
from crmsh_py.grammar.script import split
from crmsh_py.grammar.statements import parse, statement_keyword

_TESTS = Path(__file__).parent.parent
_EXAMPLES = re.compile(r"^```[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)


def _texts() -> Iterator[str]:
    for file in sorted((_TESTS / "cases" / "language").glob("*.crm")):
        yield file.read_text()
    for file in sorted((_TESTS.parent / "docs" / "language").glob("*.md")):
        yield from _EXAMPLES.findall(file.read_text())


@cache
def statements() -> tuple[str, ...]:
    """Return the statements that parse, each once."""
    found: dict[str, None] = {}
    for text in _texts():
        for raw in split(text, "corpus")[0]:
            keyword = statement_keyword(raw.word)
            if keyword is None:
                continue
            try:
                parse(keyword, raw.source)
            except CrmError:
                continue
            found[raw.source.text] = None
    return tuple(found)
