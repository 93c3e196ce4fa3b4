# ruff: noqa: INP001 - a script beside what it writes, no package
"""Write docs/commands.md anew, from the declarations of the commands."""

from pathlib import Path

from crmsh_py.commands.reference import reference

Path(__file__).with_name("commands.md").write_text(reference(), encoding="utf-8")
