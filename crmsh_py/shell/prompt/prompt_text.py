"""The text of the prompt: `crm(cib.xml)configure*!# `."""

from typing import TypeAlias

from prompt_toolkit.formatted_text import StyleAndTextTuples, fragment_list_to_text

from crmsh_py.backends.file import FileBackend
from crmsh_py.commands.context import Context
from crmsh_py.shell.output import tame

CONTINUATION = "   > "
"""What stands in front of the further lines of a statement."""

Fragments: TypeAlias = StyleAndTextTuples
"""Pieces of text, each behind the name of its style."""


def prompt(context: Context, *, stale: bool) -> Fragments:
    """Return the prompt; the star is for pending changes, `!` says that others made changes.

    The name of the configuration is in the style of its kind, so that one sees what a commit
    will change: the running cluster, a file, a shadow CIB.
    """
    return [
        ("", "crm("),
        (f"class:prompt.{_kind(context)}", tame(context.session.backend.name)),
        ("", ")"),
        ("class:prompt.level", "/".join(context.path)),
        ("class:prompt.mark", "*" if context.has_changes else ""),
        ("class:prompt.mark", "!" if stale else ""),
        ("", "# "),
    ]


def plain(fragments: Fragments) -> str:
    """Return the text of a prompt."""
    return fragment_list_to_text(fragments)


def _kind(context: Context) -> str:
    """Return what the configuration is: `live`, `shadow` or `file`."""
    backend = context.session.backend
    if not isinstance(backend, FileBackend):
        return "live"
    return "shadow" if backend.label else "file"
