"""Styles as the codes that terminals take, by rich; without what lays out views."""

from collections.abc import Iterable

from rich.color import ColorSystem
from rich.style import Style

from crmsh_py.shell.stretches import Stretch
from crmsh_py.shell.themes import Looks, rich_style

SYSTEM = ColorSystem.STANDARD
"""The sixteen colours that follow what users chose for their terminal."""


class Paint:
    """The looks of a theme as codes."""

    def __init__(self, looks: Looks) -> None:
        self._codes = {name: _codes(look) for name, look in looks.items() if look}

    def text(self, text: str, stretches: Iterable[Stretch]) -> str:
        """Return a text with codes around its stretches, which come in their order.

        No code reaches over the end of a line: pagers begin each line without any.
        """
        parts: list[str] = []
        at = 0
        for start, end, style in stretches:
            codes = self._codes.get(style)
            if codes is None or start < at:
                continue
            on, off = codes
            inner = text[start:end]
            if "\n" in inner:
                inner = inner.replace("\n", f"{off}\n{on}")
            parts += (text[at:start], on, inner, off)
            at = end
        return "".join((*parts, text[at:]))


def _codes(look: str) -> tuple[str, str]:
    """Return what switches a look on, and off again."""
    on, _, off = Style.parse(rich_style(look)).render("x", color_system=SYSTEM).partition("x")
    return on, off
