# ruff: noqa: INP001 - a module beside the script that uses it, no package
"""Text as man(7) has it: paragraphs, tagged lists, examples; and Markdown into it.

Only the macros that every formatter knows are used: TH, SH, SS, PP, TP, IP, PD, RS, RE, EX, EE.
"""

import re
from collections.abc import Iterable, Iterator

from crmsh_py.commands.manual.page import Examples, Prose, Section, Synopsis, Table

_SPECIAL = {
    "\\": "\\e",
    "-": "\\-",
    "'": "\\(aq",
    "`": "\\(ga",
    "^": "\\(ha",
    "~": "\\(ti",
    '"': "\\(dq",
    "…": "...",
    "·": "\\(bu",
    "→": "\\(->",
}
_MARKS = re.compile(
    r"`(?P<code>[^`]+)`|\*\*(?P<bold>[^*]+)\*\*|\[(?P<link>[^\]]+)\]\((?P<file>[^)]+)\)"
)
_PAGES = {
    "commands.md": "**crm**(1)",
    "language.md": "**crm-syntax**(7)",
    "configuration.md": "**crm.toml**(5)",
}
"""Files that are man pages too."""
_CELL = re.compile(r"(?<!\\)\|")
_CODE = re.compile(r"`[^`]*`")


def escaped(text: str) -> str:
    """Return words that stand as they are wherever in a line."""
    return "".join(_SPECIAL.get(one, one) for one in text)


def typed(text: str) -> str:
    """Return what is typed as it stands: bold."""
    return f"\\fB{escaped(text)}\\fP"


def prose(text: str) -> str:
    """Return a line or a paragraph of words with marks of Markdown in it."""
    found, end = [], 0
    for mark in _MARKS.finditer(text):
        found.append(_plain(text[end : mark.start()]))
        own = mark["code"] or mark["bold"]
        found.append(typed(own) if own else prose(_PAGES.get(mark["file"], mark["link"])))
        end = mark.end()
    return "".join([*found, _plain(text[end:])])


def _plain(text: str) -> str:
    """Return words; a hyphen between letters stays one, where a line may end."""
    return re.sub(r"(?<=[a-z])\\-(?=[a-z])", "-", escaped(text))


def paragraph(text: str) -> list[str]:
    """Return a filled paragraph, a line for each of its own."""
    return [".PP", *(_line(prose(one.strip())) for one in text.splitlines() if one.strip())]


def _line(text: str) -> str:
    """Return a line that is no request, whatever it begins with."""
    return f"\\&{text}" if text.startswith((".", "'")) else text


def title(macro: str, text: str) -> str:
    """Return the heading of a section (SH) or of a part of one (SS)."""
    return f".{macro} {_quoted(text)}"


def _quoted(text: str) -> str:
    return f'"{escaped(text)}"'


def tagged(term: str, lines: Iterable[str]) -> list[str]:
    """Return a row of a list: what it is about, in bold, and below it the text."""
    return [".TP", _line(typed(term)), *(_line(prose(one)) for one in lines)]


def example(lines: Iterable[str]) -> list[str]:
    """Return lines that are not filled, indented."""
    return [".PP", ".RS 4", ".EX", *(_line(escaped(one)) for one in lines), ".EE", ".RE"]


def sections(parts: Iterable[Section]) -> Iterator[str]:
    """Yield the sections of a page of the manual, their titles as paragraphs."""
    for part in parts:
        match part:
            case Prose(text, name):
                yield from _prose(f"{name}: {text}" if name else text)
            case Synopsis(name, lines):
                yield from ([] if name == "Usage" else paragraph(f"{name}:"))
                yield from (row for one in lines for row in (".PP", _line(typed(one))))
            case Table(name, rows):
                yield from paragraph(f"{name}:")
                yield ".PD 0"  # no empty lines between the rows
                yield from (line for row in rows for line in tagged(row.term, [row.meaning]))
                yield ".PD"
            case Examples(lines):
                yield from (*paragraph("Examples:"), *example(lines))


def _prose(text: str) -> Iterator[str]:
    for one in text.split("\n\n"):
        yield from paragraph(one)


def markdown(text: str, heading: str = "SS") -> Iterator[str]:
    """Yield a text of Markdown: headings, paragraphs, tables, lists, blocks of code.

    `heading` is the macro of its headings.
    """
    for block in _blocks(text):
        first = block[0]
        if first.startswith("```"):
            yield from example(one.expandtabs(4) for one in block[1:-1])
        elif first.startswith("#"):
            words = first.lstrip("# ")
            yield title(heading, words.upper() if heading == "SH" else words)
        elif first.startswith("|"):
            yield from _table(block)
        elif first.startswith("- "):
            yield from (line for one in _items(block) for line in (".IP \\(bu 2", prose(one)))
        else:
            yield from paragraph("\n".join(block))


def _blocks(text: str) -> Iterator[list[str]]:
    """Yield what empty lines part; a block of code is one, with its fences."""
    block: list[str] = []
    for line in text.splitlines():
        is_code = bool(block) and block[0].startswith("```")
        if line.startswith("```") and not is_code and block:
            yield block
            block = []
        if is_code or line.strip():
            block.append(line)
        ends = line.startswith("```") if is_code else not line.strip()
        if ends and block:
            yield block
            block = []
    if block:
        yield block


def _items(block: list[str]) -> list[str]:
    return [" ".join(one.split()) for one in "\n".join(["", *block]).split("\n- ")[1:]]


def _table(block: list[str]) -> Iterator[str]:
    for line in block[2:]:
        first, *rest = (one.strip().replace("\\|", "|") for one in _cells(line))
        term = first if _CODE.search(first) else f"`{first}`"
        yield ".TP"
        yield _line(prose(term))
        yield _line(prose("; ".join(filter(None, rest))) or "\\&")


def _cells(line: str) -> list[str]:
    return _CELL.split(line.strip().strip("|"))
