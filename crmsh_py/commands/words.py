"""What can be typed first at each level, with what it is for, as data.

It is made from the declarations (`reference.words_table`, by `docs/generate.py`), so that listing
the commands of a level needs none of the modules that declare them.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from crmsh_py import schemas

FILE = Path(schemas.__file__).parent / "words.json"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a level: levels below it and commands, with their summaries.

    `aliases` are other spellings of commands, with the command that each stands for.
    """

    summary: str = ""
    levels: tuple[str, ...] = ()
    commands: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)


@cache
def tables() -> Mapping[str, Words]:
    """Return the words of all levels, by the names of the levels."""
    return {name: _words(row) for name, row in json.loads(FILE.read_bytes()).items()}


def _words(row: Mapping[str, object]) -> Words:
    levels, commands, aliases = row["levels"], row["commands"], row["aliases"]
    assert isinstance(levels, list)
    assert isinstance(commands, dict)
    assert isinstance(aliases, dict)
    return Words(str(row["summary"]), tuple(levels), commands, aliases)
