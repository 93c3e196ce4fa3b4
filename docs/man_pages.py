# ruff: noqa: INP001 - a module beside the script that uses it, no package
"""The man pages crm(1), crm-syntax(7) and crm.toml(5), made from what `help` is made from."""

import re
from collections.abc import Iterator, Mapping
from itertools import dropwhile
from pathlib import Path

from roff import escaped, example, markdown, paragraph, sections, tagged, title, typed

from crmsh_py import __version__
from crmsh_py.cli import USAGE
from crmsh_py.commands import levels
from crmsh_py.commands.declare import Level
from crmsh_py.commands.manual.commands import command_page, is_everywhere
from crmsh_py.commands.manual.concepts import CONCEPTS, concept_page
from crmsh_py.commands.manual.overview import WAYS
from crmsh_py.commands.manual.page import Page
from crmsh_py.commands.manual.statements import PARTS, synopses, tables
from crmsh_py.grammar.statements import STATEMENTS
from crmsh_py.preferences.preference import Preference
from crmsh_py.preferences.table import PREFERENCES

_PROSE = Path(__file__).parent / "language"
_CONFIGURATION = Path(__file__).parent / "configuration.md"
_OPTION = re.compile(r"  +(?P<names>-{1,2}\S.*?)(?:  +(?P<meaning>\S.*))?")

_ENVIRONMENT: Mapping[str, str] = {
    "CIB_file": "the configuration to work on, a file",
    "CIB_shadow": "the configuration to work on, a shadow CIB of that name",
    "CIB_shadow_dir": "the folder of shadow CIBs",
    "COROSYNC_MAIN_CONFIG_FILE": "where corosync.conf is",
    "CRM_CONFIG_SYSTEM": "a folder in the place of /etc/crm",
    "CRM_...": "a setting of crm.toml(5): CRM_UI_THEME is theme in its table ui",
    "EDITOR, VISUAL": "the editor",
    "NO_COLOR": "if it is not empty, there are no colours",
    "PAGER": "the program that shows long texts",
    "TERM": "if it is dumb, there are no colours, and no screen is drawn",
    "XDG_CONFIG_HOME, XDG_STATE_HOME, XDG_CACHE_HOME": "folders of the user's files",
}
_FILES: Mapping[str, str] = {
    "/etc/crm/crm.toml": "settings for all users of the machine",
    "~/.config/crm/crm.toml": "the user's own settings; see crm.toml(5)",
    "~/.config/crm/crm.conf": "settings of the older crm shell, of which some are read",
    "~/.local/state/crm": "the history of the prompt, and texts that were kept for the user",
    "~/.cache/crm": "what is known of agents; can be removed at any time",
}


_WHAT = """\
`crm` shows what a Pacemaker cluster does, changes its configuration, and moves, starts and stops
what it runs. It works on the running cluster, on a shadow CIB, or on a CIB in a file. Commands are
typed at its prompt, said one at a time on the command line, or read from a file:"""
_COMMANDS = """\
`crm help COMMAND` shows the same. Statements, those words of `configure` that say what is in the
configuration, are explained at length in **crm-syntax**(7). In front of a command stands its
level: `crm resource move vip node2`."""
EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "What the cluster does, and why something does not run": (
        "crm status",
        "crm why web",
    ),
    "An address and a web server that run together, and prefer a node": (
        "crm configure primitive vip IPaddr2 ip=192.0.2.7 op monitor interval=10s",
        "crm configure primitive web systemd:nginx op monitor interval=20s",
        "crm configure group shop vip web",
        "crm configure location shop-here shop 100: node1",
    ),
    "A resource to another node, and back to where the cluster wants it": (
        "crm resource move shop node2",
    ),
    "A node for repairs, and back": (
        "crm node standby node1",
        "crm node online node1",
    ),
    "A saved configuration that is checked, shown, and loaded in place of all there is": (
        "crm configure save cluster.crm",
        "crm lint cluster.crm",
        "crm --dry-run configure load replace cluster.crm",
        "crm configure load replace cluster.crm",
    ),
}
"""What for, and lines for the user's shell."""


def man_pages() -> dict[str, str]:
    """Return the pages by their file names."""
    return {"crm.1": _crm(), "crm-syntax.7": _syntax(), "crm.toml.5": _toml()}


def _page(name: str, section: int, about: str, manual: str, lines: Iterator[str]) -> str:
    head = [
        '.\\" Made by docs/generate.py from the declarations of the commands.',
        f'.TH {escaped(name.upper())} {section} "" "crm {__version__}" "{manual}"',
        ".ad l",
        ".SH NAME",
        f"{escaped(name)} \\- {escaped(about)}",
    ]
    return "\n".join([*head, *lines, ""])


def _see_also(*pages: str) -> Iterator[str]:
    yield ".SH SEE ALSO"
    yield ",\n".join(
        f"\\fB{escaped(name)}\\fP({section})" for name, section in (one.split() for one in pages)
    )


# ------------------------------------------------------------------ the page crm


def _crm() -> str:
    about = "configure and operate a Pacemaker cluster"
    return _page("crm", 1, about, "User Commands", _crm_sections())


def _crm_sections() -> Iterator[str]:
    yield ".SH SYNOPSIS"
    yield f"{typed('crm')} [\\fIoption\\fP ...] [\\fIlevel\\fP ...] [\\fIcommand argument\\fP ...]"
    yield ".SH DESCRIPTION"
    yield from paragraph(_WHAT)
    yield from (line for row in WAYS for line in tagged(row.term, [row.meaning]))
    yield from sections(concept_page("transactions").sections[:1])
    yield ".SH OPTIONS"
    for names, meaning in _options():
        yield from tagged(names, [meaning])
    yield ".SH COMMANDS"
    yield from paragraph(_COMMANDS)
    for level in map(levels.load, levels.LEVELS):
        yield from _level(level, f"Level {level.name}: {level.summary}")
    yield from _level(levels.load("configure"), "In every level", everywhere=True)
    yield ".SH TOPICS"
    for name in CONCEPTS:
        if name not in {"exit-statuses", "transactions"}:
            yield from _topic(concept_page(name))
    yield ".SH EXIT STATUS"
    yield from sections(concept_page("exit-statuses").sections)
    yield from _list("ENVIRONMENT", _ENVIRONMENT)
    yield from _list("FILES", _FILES)
    yield ".SH EXAMPLES"
    for what, lines in EXAMPLES.items():
        yield from (*paragraph(f"{what}:"), *example(lines))
    yield from _see_also("crm-syntax 7", "crm.toml 5", "pacemaker 8", "cibadmin 8", "crm_mon 8")


def _options() -> Iterator[tuple[str, str]]:
    """Yield the options of the command line, with what they are for."""
    block = USAGE.partition("\noptions:\n")[2].partition("\n\n")[0]
    found: list[list[str]] = []
    for line in block.splitlines():
        option = _OPTION.fullmatch(line)
        if option:
            found.append([option["names"], option["meaning"] or ""])
        else:
            found[-1][1] = f"{found[-1][1]} {line.strip()}".strip()
    yield from ((names, meaning) for names, meaning in found)


def _level(level: Level, name: str, *, everywhere: bool = False) -> Iterator[str]:
    """Yield the commands of a level: its own, or those that every level has."""
    yield title("SS", name)
    for one in map(level.find, level.names()):
        if one is not None and is_everywhere(one) == everywhere:
            yield from _command(command_page(one, level.name))


def _command(page: Page) -> Iterator[str]:
    yield from tagged(page.name, [f"{page.summary}."])
    yield ".RS"
    yield from sections(page.sections)
    yield ".RE"


def _topic(page: Page) -> Iterator[str]:
    yield title("SS", f"{page.name}: {page.summary}")
    yield from sections(page.sections)


def _list(name: str, rows: Mapping[str, str]) -> Iterator[str]:
    yield title("SH", name)
    for term, meaning in rows.items():
        yield from tagged(term, [meaning])


# ------------------------------------------------------------------ the page crm-syntax


def _syntax() -> str:
    about = "the language in which crm says the configuration of a cluster"
    return _page("crm-syntax", 7, about, "Miscellaneous", _syntax_sections())


def _syntax_sections() -> Iterator[str]:
    yield ".SH DESCRIPTION"
    yield from markdown(_prose("introduction").partition("\n")[2])
    yield from paragraph("The examples below are about this cluster:")
    yield from example((_PROSE / "base.crm").read_text(encoding="utf-8").splitlines())
    yield ".SH STATEMENTS"
    for keyword in STATEMENTS:
        yield title("SS", keyword)
        yield from sections(synopses(keyword))
        yield from markdown(_prose(keyword))
        yield from sections(tables(keyword))
    yield ".SH PARTS OF STATEMENTS"
    for part in PARTS:
        yield title("SS", part)
        yield from sections(concept_page(part).sections[1:-1])
        yield from markdown(_prose(part))
    yield from markdown(_prose("extensions"))
    yield from _see_also("crm 1", "pacemaker 8")


def _prose(name: str) -> str:
    return (_PROSE / f"{name}.md").read_text(encoding="utf-8").strip()


# ------------------------------------------------------------------ the page crm.toml


def _toml() -> str:
    return _page("crm.toml", 5, "settings of the crm shell", "File Formats", _toml_sections())


def _toml_sections() -> Iterator[str]:
    """Yield docs/configuration.md, its table of preferences as lists of them."""
    text = _CONFIGURATION.read_text(encoding="utf-8")
    before, _, rest = text.partition("\n## Preferences\n")
    yield ".SH SYNOPSIS"
    for file in ("/etc/crm/crm.toml", "~/.config/crm/crm.toml"):
        yield from (f"\\fI{escaped(file)}\\fP", ".br")
    yield ".SH DESCRIPTION"
    yield from markdown(before.partition("\n")[2], "SH")
    yield ".SH PREFERENCES"
    by_table: dict[str, list[Preference]] = {}
    for one in PREFERENCES.values():
        by_table.setdefault(one.table, []).append(one)
    for table, own in by_table.items():
        yield title("SS", f"[{table}]")
        for one in own:
            yield from _preference(one)
    yield from markdown(_behind_table(rest), "SH")
    yield from _see_also("crm 1")


def _behind_table(text: str) -> str:
    """Return a text without the table at its beginning."""
    lines = text.strip().splitlines()
    return "\n".join(dropwhile(lambda line: line.startswith("|"), lines))


def _preference(one: Preference) -> Iterator[str]:
    takes = f"One of: {', '.join(one.values)}. " if 0 < len(one.values) <= 5 else ""
    old = f" In crm.conf: {one.old}." if one.old else ""
    facts = f"{takes}Default: {_value(one.default)}. Variable: {one.variable}.{old}"
    yield from tagged(one.key, [f"{one.meaning[0].upper()}{one.meaning[1:]}."])
    yield escaped(facts)


def _value(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return f'"{value}"'
        case tuple():
            return "[" + ", ".join(map(_value, value)) + "]"
    return str(value)
