# ruff: noqa: INP001 - a script beside what it writes, no package
"""Write what is made from declarations anew.

That is commands.md, checks.md, language.md and its diagrams, the JSON Schema of statements, the man
pages, and the syntax for vim.
"""

import json
from pathlib import Path

from checks_reference import checks
from language_reference import language
from man_pages import man_pages
from railroad_diagrams import diagrams
from vim_syntax import vim_files

from crmsh_py.commands import words
from crmsh_py.commands.reference import reference, words_table
from crmsh_py.grammar.json_schema import json_schema

DOCS = Path(__file__).parent


def pages() -> dict[Path, str]:
    """Return all that is generated: file to content."""
    drawn = diagrams()
    found = {DOCS / "commands.md": reference(), DOCS / "language.md": language(drawn)}
    found[DOCS / "checks.md"] = checks()
    found[DOCS / "statements.schema.json"] = json.dumps(json_schema(), indent=1) + "\n"
    found[words.FILE] = json.dumps(words_table(), indent=1) + "\n"
    found |= {DOCS / "man" / name: text for name, text in man_pages().items()}
    found |= {DOCS / "editors" / "vim" / name: text for name, text in vim_files().items()}
    found |= {DOCS / "diagrams" / f"{name}.svg": svg for name, svg in drawn.items()}
    return found


def main() -> None:
    """Write the files, and remove diagrams of what the language has no more."""
    wanted = pages()
    for path in (DOCS / "diagrams").glob("*.svg"):
        if path not in wanted:
            path.unlink()
    for path, text in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
