"""The command reference: a manual page of every command, made from the declarations.

`docs/commands.md` is this text; `docs/generate.py` writes it.
"""

from collections.abc import Iterable, Iterator

from crmsh_py.codes import FAMILIES, Code, ExitStatus
from crmsh_py.commands import levels
from crmsh_py.commands.declare import Command, Level
from crmsh_py.commands.manual import concepts, options
from crmsh_py.commands.manual.commands import command_page, is_everywhere
from crmsh_py.commands.manual.layout import wrapped
from crmsh_py.commands.manual.page import Examples, Page, Prose, Section, Synopsis, Table
from crmsh_py.commands.manual.statements import PARTS

_HEAD = """\
# Commands

This file is made from the declarations of the commands; `crm help COMMAND` prints the same.
What a `<set>` or a `<rule>` is, and the like, stands below under
[What several statements have](#what-several-statements-have), and at length in
[language.md](language.md). At the end are [topics](#topics), [options](#options) of the cluster
and of resources, and [codes](#codes-of-problems).
"""


def reference() -> str:
    """Return the whole reference, in Markdown."""
    loaded = [levels.load(name) for name in levels.LEVELS]
    told: set[object] = set()
    parts = [_HEAD]
    for level in loaded:
        pages = [
            command_page(one, level.name) for one in _commands(level) if one.function not in told
        ]
        told |= {one.function for one in _commands(level)}
        parts += [_pages(f"Level `{level.name}`: {level.summary}", pages)]
    everywhere = _commands(loaded[-1], everywhere=True)
    parts += [_pages("In every level", [command_page(one, loaded[-1].name) for one in everywhere])]
    return "\n".join(filter(None, [*parts, *_topics(), _options(), _of_codes()]))


def _commands(level: Level, *, everywhere: bool = False) -> list[Command]:
    """Return the commands of a level: its own, or those that every level has."""
    commands = [level.commands[name] for name in level.names()]
    return [one for one in commands if is_everywhere(one) == everywhere]


def _pages(title: str, pages: Iterable[Page]) -> str:
    texts = list(map(_of_page, pages))
    return f"## {title}\n\n" + "\n".join(texts) if texts else ""


def _of_page(page: Page) -> str:
    lines = [f"### {page.name}", "", f"{page.summary}.", ""]
    for section in page.sections:
        lines += [*_of_section(section), ""]
    if page.see_also:
        lines += [f"See also: {', '.join(f'`{one}`' for one in page.see_also)}", ""]
    return "\n".join(lines)


def _of_section(section: Section) -> Iterator[str]:
    match section:
        case Prose(text, title):
            yield f"{title}: {text}" if title else text
        case Synopsis(title, lines):
            if title != "Usage":
                yield from (f"{title}:", "")
            yield from _code(wrapped(lines))
        case Table(title, rows):
            yield from (f"{title}:", "", "| | |", "|---|---|")
            yield from (f"| {_cell(f'`{term}`')} | {_cell(meaning)} |" for term, meaning in rows)
        case Examples(lines):
            yield from ("Examples:", "", *_code(lines))


def _code(lines: Iterable[str]) -> list[str]:
    return ["```", *lines, "```"]


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _topics() -> Iterator[str]:
    shared = [concepts.concept_page(one) for one in PARTS]
    yield _pages("What several statements have", shared)
    own = [concepts.concept_page(one) for one in concepts.topics() if one not in PARTS]
    yield _pages("Topics", own)


def _options() -> str:
    return _pages("Options", map(options.list_page, options.LISTS))


def _of_codes() -> str:
    return "\n".join(["## Codes of problems", "", *map(_of_family, FAMILIES.items())])


def _of_family(family: tuple[str, dict[str, Code]]) -> str:
    title, rows = family
    lines = [f"### {title}", "", "| code | exit status | meaning |", "|---|---|---|"]
    for name, code in rows.items():
        status = "-" if code.status is ExitStatus.OK else str(int(code.status))
        lines.append(f"| `{name}` | {status} | {code.manual} |")
    return "\n".join([*lines, ""])


def words_table() -> dict[str, dict[str, object]]:
    """Return what `words.tables` reads: the words of all levels, with their summaries."""
    return {
        name: {
            "summary": summary,
            "levels": list(levels.load(name).levels),
            "commands": {one.name: one.summary for one in _sorted(levels.load(name))},
            "aliases": {
                word: one.name
                for word, one in sorted(levels.load(name).commands.items())
                if word != one.name
            },
        }
        for name, (_, summary) in levels.LEVELS.items()
    }


def _sorted(level: Level) -> list[Command]:
    return [level.commands[name] for name in sorted(level.names())]
