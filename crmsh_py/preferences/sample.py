"""A crm.toml to begin with: every preference in a comment, as it is without one."""

import textwrap
from collections.abc import Iterator

from crmsh_py.preferences.preference import Preference
from crmsh_py.preferences.table import ALIASES, PREFERENCES, TABLES
from crmsh_py.preferences.values import takes, to_toml

_HEAD = """\
# What crm prefers.  'crm options list' explains it, 'crm options check' checks it.
"""
_ALIASES = f"""
[{ALIASES}]
# Words for lines of words, at the prompt and on the command line; '/' is the top level.
# st = "/status --groups"
"""
_WIDTH = 98


def sample() -> str:
    """Return the text."""
    return _HEAD + "".join(map(_table, TABLES)) + _ALIASES


def _table(name: str) -> str:
    own = [one for one in PREFERENCES.values() if one.table == name]
    return f"\n[{name}]\n" + "".join(line for one in own for line in _lines(one))


def _lines(one: Preference) -> Iterator[str]:
    words = f"{one.meaning} ({takes(one)})"
    yield from (f"# {line}\n" for line in textwrap.wrap(words, _WIDTH))
    yield f"# {one.key} = {to_toml(one.default)}\n"
