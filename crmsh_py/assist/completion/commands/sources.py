"""Tables: what stands for which words, by the names that usage lines have for them.

The modules are reached by name: a shell that asks for one word should not load all of them.
"""

import importlib
from collections.abc import Mapping

from crmsh_py.assist.completion.commands.place import Source
from crmsh_py.grammar.kinds import Kind

_HERE = "crmsh_py.assist.completion.commands"

SOURCES: Mapping[str, tuple[str, str]] = {
    Kind.RESOURCE: ("ids", "of_resources"),
    Kind.OBJECT: ("ids", "of_objects"),
    Kind.NODE: ("ids", "of_nodes"),
    Kind.NODE_NAME: ("ids", "of_nodes"),
    Kind.TICKET: ("ids", "tickets"),
    Kind.OP_NAME: ("ids", "operations"),
    Kind.SELECTION: ("selections", "selections"),
    Kind.VALUE_PATH: ("value_paths", "paths"),
    Kind.NVPAIR: ("pairs", "pairs"),
    Kind.VALUE: ("corosync", "values"),
    Kind.AGENT: ("agents", "agents"),
    Kind.AGENT_CLASS: ("agents", "classes"),
    Kind.PROVIDER: ("agents", "providers"),
    Kind.PARAMETER: ("attributes", "of_agent"),
    Kind.FILE: ("file_words", "of_files"),
    Kind.SHADOW: ("stored", "shadows"),
    Kind.TEMPLATE: ("stored", "templates"),
    Kind.SETTING: ("corosync", "settings"),
    Kind.PREFERENCE: ("preferences", "names"),
    Kind.PREFERRED: ("preferences", "values"),
    Kind.CODE: ("codes", "codes"),
    Kind.TOPIC: ("topics", "topics"),
    Kind.PATH: ("topics", "paths"),
    Kind.DATE: ("times", "lifetimes"),
    "<primitive>": ("ids", "of_group"),
    "<member>": ("ids", "of_group"),
    "<folder>": ("file_words", "of_folders"),
    "<seconds>": ("times", "seconds"),
    "<interval>": ("ids", "intervals"),
    "<parameter>": ("attributes", "of_agent"),
    "<name> [<value>]": ("attributes", "of_owner"),
    "<path> <value>": ("value_paths", "assignments"),
    "<path>=<value>": ("value_paths", "changes"),
    "<argument> ... -- <id|type:TYPE>": ("selections", "of_program"),
    "<node or file>": ("corosync", "nodes_and_files"),
    "<path>[=<file>]": ("file_words", "behind_names"),
    "<type>/<instance>=<file>": ("file_words", "behind_names"),
    "[<node>] [<value>] [<operation> [<interval>]]": ("ids", "of_fail_count"),
}
"""Kinds of words, and names of usage lines that say more than a kind, to what stands for them:
a module of this package, and its function."""


def source_of(*names: str) -> Source | None:
    """Return what stands for the first of some names that is known; None if none is."""
    for name in names:
        if name in SOURCES:
            module, function = SOURCES[name]
            found: Source = getattr(importlib.import_module(f"{_HERE}.{module}"), function)
            return found
    return None
