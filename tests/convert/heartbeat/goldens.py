"""What golden cases of heartbeat's files are made of: input files, and what comes of them.

A case is a folder with `haresources`, mostly `ha.cf`, perhaps `authkeys`, and `choices.json`.
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from convert.goldens import CASES as ALL_CASES
from convert.goldens import told
from crmsh_py import xmltree
from crmsh_py.convert.conversion import Conversion, Input, Row
from crmsh_py.convert.heartbeat.choices import Choices
from crmsh_py.convert.heartbeat.converter import convert
from crmsh_py.diagnostics import Diagnostic

CASES = ALL_CASES / "heartbeat"
CORPUS = Path(__file__).parents[4] / "shared/corpus/legacy/haresources"


def convert_folder(folder: Path, choices: Choices) -> Conversion:
    """Convert the files of a folder; messages name them without it."""
    haresources = Input("haresources", (folder / "haresources").read_bytes())
    ha_cf, authkeys = _optional(folder / "ha.cf"), _optional(folder / "authkeys")
    return convert(haresources, ha_cf, authkeys, choices)


def _optional(file: Path) -> Input | None:
    return Input(file.name, file.read_bytes()) if file.exists() else None


def choices_of(folder: Path) -> Choices:
    """Return the choices that a folder's choices.json names, by the names of the fields."""
    file = folder / "choices.json"
    given: dict[str, Any] = json.loads(file.read_text()) if file.exists() else {}
    lists: dict[str, Any] = {key: tuple(one) for key, one in given.items() if isinstance(one, list)}
    return Choices(**{**given, **lists})


def results(conversion: Conversion) -> dict[str, str | None]:
    """Return what a conversion comes to, as texts by the names of files.

    What is said about ha.cf is in cases of its own.
    """
    cib = conversion.cib
    return {
        "cib.xml": None if cib is None else xmltree.to_bytes(cib.root).decode(),
        "corosync.conf": conversion.corosync,
        "messages.txt": told(_about_haresources(conversion)),
    }


def _about_haresources(conversion: Conversion) -> Conversion:
    return replace(
        conversion,
        diagnostics=tuple(filter(_is_there, conversion.diagnostics)),
        rows=tuple(filter(_is_there, conversion.rows)),
        tables=(),
        todo=() if conversion.corosync else conversion.todo,
    )


def _is_there(one: Diagnostic | Row) -> bool:
    return one.location is not None and one.location.name == "haresources"
