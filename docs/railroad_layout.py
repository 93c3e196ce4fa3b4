# ruff: noqa: INP001 - a module beside the script that uses it, no package
"""How railroad diagrams look: alternatives one below the other, long rows broken, colours."""

import io
from collections.abc import Iterator, Sequence

import railroad

_STYLE = """\
.page { fill: #fcfbf8; stroke: none; }
path { stroke-width: 2; stroke: #57534e; fill: none; }
text { font: 14px monospace; text-anchor: middle; fill: #1c1917; }
.word text { font-weight: bold; }
.word rect, .kind rect, .part rect { stroke-width: 1.5; }
.word rect { fill: #d9f2d9; stroke: #2f6f3e; }
.kind text { font-style: italic; }
.kind rect { fill: #fff3cf; stroke: #8a6d1a; }
.part rect { fill: #dbe9fb; stroke: #2f5c94; }
"""

_WIDTH = 820
_LOOP = 2 * railroad.AR
_CHOICE = 4 * railroad.AR
_GAP = 2 * railroad.AR

railroad.INTERNAL_ALIGNMENT = "left"


def is_a_line(diagram: railroad.Diagram) -> bool:
    """Tell whether a diagram has no turns: its text says the same."""
    return not any(
        isinstance(one, railroad.Choice | railroad.HorizontalChoice | railroad.OneOrMore)
        for one in _walked(diagram)
    )


def _walked(item: railroad.DiagramItem) -> list[railroad.DiagramItem]:
    found: list[railroad.DiagramItem] = []
    item.walk(found.append)
    return found


def svg(diagram: railroad.Diagram) -> str:
    """Return the picture, on paper of its own, so that it can stand on a page of any colour."""
    written = io.StringIO()
    laid_out(diagram).writeStandalone(written.write, _STYLE)
    head, _, rest = written.getvalue().partition("\n")
    return f'{head}\n<rect class="page" width="100%" height="100%" />\n{rest}\n'


def laid_out(diagram: railroad.Diagram) -> railroad.Diagram:
    """Return a diagram anew, as narrow as a page of text."""
    return railroad.Diagram(*(_fitted(item, _WIDTH) for item in diagram.items[1:-1]))


def _fitted(item: railroad.DiagramItem, width: float) -> railroad.DiagramItem:
    match item:
        case railroad.Terminal():
            return _word(item.text)
        case railroad.NonTerminal():
            return railroad.NonTerminal(item.text, cls="part")
        case railroad.OneOrMore():
            return railroad.OneOrMore(_fitted(item.item, width - _LOOP))
        case railroad.Choice() if item.default:
            return _optional(_fitted(item.items[1], width - _CHOICE))
        case railroad.Choice() | railroad.HorizontalChoice():
            return _choice(0, [_fitted(one, width - _CHOICE) for one in item.items])
        case railroad.Sequence() | railroad.Stack():
            return _broken([_fitted(one, width) for one in _flat(item)], width)
    raise TypeError(item)


def _word(text: str) -> railroad.DiagramItem:
    """Return the box of a word that is typed as it stands, or of one to be filled in."""
    if "<" in text or text == "/<regex>/":
        return railroad.NonTerminal(text, cls="kind")
    return railroad.Terminal(text, cls="word")


def _optional(item: railroad.DiagramItem) -> railroad.Choice:
    """Return what can be left out; alternatives need no choice in the choice."""
    if isinstance(item, railroad.Choice) and item.default == 0:
        return _choice(1, [railroad.Skip(), *item.items])
    return _choice(1, [railroad.Skip(), item])


def _choice(default: int, items: Sequence[railroad.DiagramItem]) -> railroad.Choice:
    choice = railroad.Choice(default, *items)
    choice.down += items[-1].height  # railroad forgets that the last one can have several rows
    return choice


def _flat(sequence: railroad.Sequence | railroad.Stack) -> Iterator[railroad.DiagramItem]:
    for item in sequence.items:
        if isinstance(item, railroad.Sequence | railroad.Stack):
            yield from _flat(item)
        else:
            yield item


def _broken(items: Sequence[railroad.DiagramItem], width: float) -> railroad.DiagramItem:
    """Return a sequence, in as many rows as it needs."""
    rows: list[list[railroad.DiagramItem]] = [[]]
    for item in items:
        if rows[-1] and sum(one.width + _GAP for one in [*rows[-1], item]) > width:
            rows.append([])
        rows[-1].append(item)
    made = [railroad.Sequence(*row) for row in rows]
    return made[0] if len(made) == 1 else railroad.Stack(*made)
