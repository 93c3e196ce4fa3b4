"""What became of what: the report on a conversion, in Markdown and as lines for terminals."""

from collections.abc import Iterable, Iterator, Sequence

from crmsh_py.commands.styled import Grid, Line, Piece, heading, line
from crmsh_py.convert.conversion import Conversion, Row
from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.secrets import hide
from crmsh_py.source import Location

_ROWS = ("place", "piece", "became", "note")
_FINDINGS = ("place", "", "code", "what")
_NOTHING = "-"
_STYLES = {Severity.ERROR: "bad", Severity.WARNING: "warning", Severity.INFO: "dim"}
_UNSAFE = str.maketrans({"|": r"\|", "\n": " ", "\r": " ", "<": "&lt;", ">": "&gt;"})

Cells = tuple[str, ...]


def rows(conversion: Conversion) -> list[Cells]:
    """Return what became of each piece of the input, in the order of the files."""
    return [_row(one) for one in in_order(conversion.rows)]


def in_order(found: Sequence[Row]) -> list[Row]:
    """Sort by files as they are first named, and by places; what has none stays where it is."""
    files: dict[str, int] = {}
    keys: list[tuple[int, tuple[int, int]]] = []
    for one in found:
        if one.location is None:
            keys.append(keys[-1] if keys else (-1, (0, 0)))
        else:
            number = files.setdefault(one.location.name, len(files))
            keys.append((number, one.location.position))
    return [found[at] for at in sorted(range(len(found)), key=keys.__getitem__)]


def findings(conversion: Conversion) -> list[Cells]:
    """Return the problems as cells."""
    return [_finding(one) for one in conversion.diagnostics]


def place(location: Location | None) -> str:
    """Return a place as `FILE:LINE`."""
    return "" if location is None else printable(f"{location.name}:{location.position[0]}")


def printable(text: str) -> str:
    """Return a text in one line, a question mark for each character that has no shape."""
    return "".join(c if c.isprintable() else "?" for c in " ".join(text.split()))


def _row(row: Row) -> Cells:
    results = ", ".join(row.results) or _NOTHING
    return place(row.location), printable(hide(row.piece)), results, printable(hide(row.note))


def _finding(problem: Diagnostic) -> Cells:
    words = printable(hide(problem.message))
    if problem.hint:
        words = f"{words}; {printable(hide(problem.hint))}"
    return place(problem.location), str(problem.severity), problem.code, words


# ------------------------------------------------------------------ Markdown


def markdown(conversion: Conversion, title: str) -> str:
    """Return the report as a Markdown document."""
    lines = [f"# {title.translate(_UNSAFE)}"]
    lines += _section("What became of what", _ROWS, rows(conversion))
    for one in conversion.tables:
        lines += _section(one.title, one.header, one.rows)
    lines += _section("What was found", _FINDINGS, findings(conversion))
    if conversion.todo:
        lines += ["", "## What is left to do", ""]
        lines += [f"- [ ] {hide(one).translate(_UNSAFE)}" for one in conversion.todo]
    return "\n".join([*lines, ""])


def _section(title: str, header: Cells, body: Sequence[Cells]) -> Iterator[str]:
    if not body:
        return
    yield from ("", f"## {title.translate(_UNSAFE)}", "")
    yield _markdown_row(header)
    yield _markdown_row(tuple("---" for _ in header))
    for one in body:
        yield _markdown_row(one)


def _markdown_row(cells: Cells) -> str:
    return f"| {' | '.join(one.translate(_UNSAFE) for one in cells)} |"


# ------------------------------------------------------------------ terminals


def view(conversion: Conversion, title: str) -> tuple[Line | Grid, ...]:
    """Return the report as lines and tables with styles."""
    parts: list[Line | Grid] = [heading(title)]
    parts += _block("What became of what", _ROWS, map(_styled_row, rows(conversion)))
    for one in conversion.tables:
        parts += _block(one.title, one.header, (tuple(map(Piece, row)) for row in one.rows))
    parts += _block("What was found", _FINDINGS, map(_styled_finding, conversion.diagnostics))
    if conversion.todo:
        parts += [line(0), heading("What is left to do")]
        parts += [line(1, Piece("- ", "dim"), hide(one)) for one in conversion.todo]
    return tuple(parts)


def _block(title: str, header: Cells, body: Iterable[tuple[Piece, ...]]) -> Iterator[Line | Grid]:
    found = tuple(body)
    if found:
        yield from (line(0), heading(title), Grid(header, found))


def _styled_row(cells: Cells) -> tuple[Piece, ...]:
    where, piece, results, note = cells
    style = "dim" if results == _NOTHING else "id"
    return Piece(where, "dim"), Piece(piece), Piece(results, style), Piece(note)


def _styled_finding(problem: Diagnostic) -> tuple[Piece, ...]:
    where, severity, code, words = _finding(problem)
    style = _STYLES[problem.severity]
    return Piece(where, "dim"), Piece(severity, style), Piece(code, "dim"), Piece(words)
