"""The hooks for pre-commit name commands that there are."""

import re
from pathlib import Path

from crmsh_py.commands import levels

HOOKS = Path(__file__).resolve().parents[2] / ".pre-commit-hooks.yaml"


def test_the_hooks_are_commands_of_the_top_level() -> None:
    text = HOOKS.read_text()

    entries = re.findall(r"^  entry: crm (\S+)$", text, re.MULTILINE)

    assert re.findall(r"^- id: (\S+)$", text, re.MULTILINE) == ["crm-lint", "crm-fmt"]
    assert entries == ["lint", "fmt"]
    assert all(levels.at(()).find(entry) for entry in entries)
    assert text.count("language: python") == len(entries)
