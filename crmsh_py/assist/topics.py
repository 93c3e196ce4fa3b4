"""Help for the word at the cursor: what F1 shows at the prompt."""

from collections.abc import Iterable
from dataclasses import replace

from crmsh_py.agents.known import KnownAgents
from crmsh_py.assist.knowledge import Knowledge
from crmsh_py.assist.typed.placing import Line, Part, Placed, place
from crmsh_py.assist.typed.text import Comment, Statement, closed, parts_of
from crmsh_py.assist.word_pages import expected_page, named_page, word_page
from crmsh_py.cells import cut, folded
from crmsh_py.commands.binding import expected
from crmsh_py.commands.declare import Command, Parameter
from crmsh_py.commands.manual.finding import find_page
from crmsh_py.commands.manual.layout import WIDTH, lines_of
from crmsh_py.commands.manual.page import Page, Row, Synopsis, Table
from crmsh_py.commands.rendering import printable
from crmsh_py.commands.styled import plain
from crmsh_py.diagnostics import CrmError
from crmsh_py.grammar import lexical
from crmsh_py.grammar.kinds import Kind
from crmsh_py.secrets import MASK, hide

MOST_LINES = 20
"""So many lines are shown at most; what else there is, `help` shows."""

_TOPICS = frozenset({Kind.TOPIC, Kind.CODE, Kind.PATH, Kind.AGENT})
"""Kinds of words that are the names of pages."""


def topic_at(text: str, cursor: int, path: tuple[str, ...], knowledge: Knowledge) -> str:
    """Return the help on the word at the cursor, in lines of 78 columns at most.  Never raises.

    Where no word stands it is what may stand there; of a long page it is the beginning.
    """
    cursor -= text.count("\r\n", 0, max(cursor, 0))
    text = text.replace("\r\n", "\n")
    for one in parts_of(text):
        if isinstance(one, Comment):
            continue
        end = one.start + len(one.source.text)
        if one.start <= cursor and "\n" not in text[end:cursor]:
            return _shown(_page(one, cursor - one.start, path, knowledge))
        if one.start > cursor:
            break
        path = place(one.source, path).after
    return _shown(_named(path, (), knowledge))


def _shown(page: Page) -> str:
    """Return the beginning of a page as text."""
    lines = [part for one in plain(lines_of(page)).splitlines() for part in _folded(one)]
    if len(lines) > MOST_LINES:
        lines = lines[: MOST_LINES - 1]
        while not lines[-1] or lines[-1].endswith(":"):  # a heading with nothing below it
            lines.pop()
        lines.append(f"... 'help {page.name}' tells more")
    return "\n".join(lines)


def _folded(line: str) -> list[str]:
    return [cut(one, WIDTH) for one in folded(printable(line), WIDTH, "    ").split("\n")]


def _named(path: tuple[str, ...], topic: tuple[str, ...], knowledge: Knowledge) -> Page:
    """Return the page on a topic; where there is none, the one on the level."""
    try:
        return find_page(path, topic, lambda: knowledge.library() or KnownAgents(None))
    except CrmError:
        return find_page(path, (), lambda: KnownAgents(None))


# ------------------------------------------------------------------ what stands at the cursor


def _page(statement: Statement, cursor: int, path: tuple[str, ...], knowledge: Knowledge) -> Page:
    problem, source = statement.problem, statement.source
    line = place(source if problem is None else closed(source, problem), path)
    one = _at(line.placed, cursor)
    if line.command is None:
        return _named(line.here, _level_or_unknown(line, cursor), knowledge)
    if one is None:
        return _of_place(line, line.command, cursor, knowledge)
    if one.part is Part.LEVEL:
        return _named((), (one.word.lower().lstrip("/"),), knowledge)
    if one.part is Part.COMMAND:
        return _of_command(line, line.command, knowledge)
    if one.terminal is not None:
        return word_page(line, _half(one, cursor), knowledge)
    return _of_parameter(line, line.command, _masked(one, line.source.text), knowledge)


def _masked(one: Placed, text: str) -> Placed:
    """Return a word of a text as it may be shown, which stands on the screen for longer."""
    hidden = hide(text[: one.span.end])
    is_secret = hidden.endswith(MASK) and not text[: one.span.end].endswith(MASK)
    return replace(one, word=hidden.split()[-1]) if is_secret else one


def _level_or_unknown(line: Line, cursor: int) -> tuple[str, ...]:
    """Return the word at the cursor of a line without a command; another level may have it."""
    spans = [one.span for one in line.placed] + ([line.wrong] if line.wrong else [])
    touched = [one for one in spans if one.start <= cursor <= one.end]
    text = line.source.text
    return tuple(text[one.start : one.end].lower().lstrip("/") for one in touched[-1:])


def _at(placed: Iterable[Placed], cursor: int) -> Placed | None:
    """Return the word that the cursor stands on, or right behind."""
    touched = [one for one in placed if one.span.start <= cursor <= one.span.end]
    return touched[-1] if touched else None


def _half(one: Placed, cursor: int) -> Placed:
    """Return the role or the action of `rsc:role` if the cursor is there; else the word."""
    head, _, tail = one.word.partition(":")
    if not tail or one.kind not in _WITH_ROLE or cursor <= one.span.start + len(head):
        return one
    return replace(one, word=tail, kind=Kind.ROLE)


_WITH_ROLE = frozenset({Kind.RESOURCE, Kind.PRIMITIVE})


def _of_command(line: Line, command: Command, knowledge: Knowledge) -> Page:
    topic = (*line.here[-1:], command.name)
    return replace(_named((), topic, knowledge), name=" ".join(topic))


def _of_place(line: Line, command: Command, cursor: int, knowledge: Knowledge) -> Page:
    """Return the page on a place where no word stands, or one that cannot stand there."""
    if command.statement is not None:
        wrong = line.wrong
        if wrong is not None and line.wanted and wrong.start <= cursor:
            return expected_page(line, line.wanted)
        return _of_command(line, command, knowledge)
    before = [one.word for one in line.placed if one.parameter and one.span.end < cursor]
    rows = tuple(_row(one) for one in expected(command, before))
    table = (Table("What may stand here", rows),) if rows else ()
    usage = Synopsis("Usage", (command.usage(),))
    return Page(command.name, "command", command.summary, (usage, *table))


def _row(one: Parameter) -> Row:
    return Row(one.label.strip("[]"), one.meaning)


def _of_parameter(line: Line, command: Command, one: Placed, knowledge: Knowledge) -> Page:
    """Return the page on a word behind a command that is no statement."""
    parameter = one.parameter
    word = lexical.unquote(one.word)
    if one.part is Part.WORD and one.kind in _TOPICS:
        return _named(line.here, (word,), knowledge)
    page = named_page(word, knowledge) if one.part is Part.WORD and parameter else None
    if page is not None:
        return page
    if parameter is None:
        return _of_command(line, command, knowledge)
    usage = Synopsis("Usage", (command.usage(),))
    return Page(word, "word", parameter.meaning or parameter.label, (usage,), (command.name,))
