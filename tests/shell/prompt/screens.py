"""Screens as golden files: tests/cases/screens/NAME.txt; `pytest --regenerate` writes them."""

from pathlib import Path

import pytest

from shell.terminal import Terminal

SCREENS = Path(__file__).parents[2] / "cases" / "screens"


def shows(terminal: Terminal, name: str, request: pytest.FixtureRequest) -> None:
    """Wait until a terminal shows the screen of that name."""
    file = SCREENS / f"{name}.txt"
    if request.config.getoption("--regenerate", default=False):
        terminal.settle()
        file.write_text(terminal.screen)
    expected = file.read_text()
    terminal.wait(lambda: terminal.screen == expected)
