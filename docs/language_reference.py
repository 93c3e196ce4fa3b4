# ruff: noqa: INP001 - a module beside the script that uses it, no package
"""docs/language.md: the prose of docs/language/*.md, and the rules as the grammar says them.

Each statement, and each group of parts that statements share, has a file of prose.  A test runs
what stands in blocks marked `crm`, on the configuration docs/language/base.crm.
"""

import textwrap
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from railroad_diagrams import file_name

from crmsh_py.commands.manual.statements import PARTS, topic_of
from crmsh_py.grammar.statements import ALIASES, STATEMENTS
from crmsh_py.grammar.usage import productions

_PROSE = Path(__file__).parent / "language"
_DIAGRAMS = """\
In the diagrams, green is typed as it stands, yellow is to be filled in, and blue is a part with a
diagram of its own."""
_GENERATED = "<!-- Made by docs/generate.py: change docs/language/ or the grammar instead. -->"


def language(drawn: Collection[str]) -> str:
    """Return the reference as Markdown; `drawn` are the names of the diagrams that there are."""
    shared = _shared_parts()
    sections = [
        _GENERATED,
        _prose("introduction"),
        _DIAGRAMS,
        f"The examples below are about this cluster:\n\n```\n{_base()}\n```",
        _contents(),
        "# Statements",
        *(_statement(keyword, drawn) for keyword in STATEMENTS),
        "# Parts of statements",
        *(_shared(title, shared, drawn) for title in PARTS),
        _prose("extensions"),
    ]
    return "\n\n".join(sections) + "\n"


def _contents() -> str:
    def links(titles: Collection[str]) -> str:
        return " · ".join(f"[{title}](#{title})" for title in titles)

    more = "[Beyond the existing shell](#beyond-the-existing-shell)"
    return f"Statements: {links(STATEMENTS)}\n\nParts of them: {links(PARTS)}\n\n{more}"


def _shared_parts() -> dict[str, str]:
    """Return the parts that all statements have alike: name to how it is written."""
    found: dict[str, str] = {}
    for keyword in STATEMENTS:
        for name, written in productions(keyword).items():
            if topic_of(name):
                assert found.setdefault(name, written) == written, f"{name} is another one here"
    return found


def _statement(keyword: str, drawn: Collection[str]) -> str:
    (_, written), *parts = productions(keyword).items()
    own = {name: text for name, text in parts if not topic_of(name)}
    lines = [written, *(f"{name} = {text}" for name, text in own.items())]
    sections = [
        f"## {keyword}",
        _code(lines),
        *_pictures([keyword, *own], keyword, drawn),
        *_notes(keyword, [name for name, _ in parts]),
        _prose(keyword),
    ]
    return "\n\n".join(sections)


def _notes(keyword: str, parts: list[str]) -> Iterator[str]:
    used = set(map(topic_of, parts))
    titles = [title for title in PARTS if title in used]
    if titles:
        yield "See also: " + ", ".join(f"[{title}](#{title})" for title in titles) + "."
    old = [alias for alias, name in ALIASES.items() if name == keyword]
    if old:
        yield f"Old spelling: {', '.join(f'`{one}`' for one in old)}."


def _shared(title: str, written: Mapping[str, str], drawn: Collection[str]) -> str:
    parts = PARTS[title]
    rule = [_code([f"{name} = {written[name]}" for name in parts])] if parts else []
    return "\n\n".join([f"## {title}", *rule, *_pictures(parts, title, drawn), _prose(title)])


def _code(lines: list[str]) -> str:
    wrapped = "\n".join(
        textwrap.fill(
            line.replace(" ...", "\0..."),
            96,
            subsequent_indent="    ",
            break_long_words=False,
            break_on_hyphens=False,
        ).replace("\0", " ")
        for line in lines
    )
    return f"```\n{wrapped}\n```"


def _pictures(names: Collection[str], owner: str, drawn: Collection[str]) -> Iterator[str]:
    """Yield the diagrams of the parts that have one, each with its name above it."""
    for name in names:
        file = next(
            (one for one in (f"{owner}-{file_name(name)}", file_name(name)) if one in drawn), None
        )
        if file is not None:
            title = f"`{name}`:\n\n" if name.startswith("<") else ""
            yield f"{title}![{name.strip('<>')}](diagrams/{file}.svg)"


def _base() -> str:
    return (_PROSE / "base.crm").read_text(encoding="utf-8").strip()


def _prose(name: str) -> str:
    return (_PROSE / f"{name}.md").read_text(encoding="utf-8").strip()
