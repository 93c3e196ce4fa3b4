"""What golden cases of cluster.conf are made of, and real files.

A case is a folder with `cluster.conf`, perhaps `choices.json`, and what comes of it.
"""

import json
from pathlib import Path

from convert.goldens import CASES as ALL_CASES
from convert.goldens import told
from crmsh_py import xmltree
from crmsh_py.convert.conversion import Conversion, Input
from crmsh_py.convert.rhcs.choices import Choices, QuorumDisk
from crmsh_py.convert.rhcs.converter import convert
from crmsh_py.corosync.syntax import Entry, parse

CASES = ALL_CASES / "rhcs"
CORPUS = Path(__file__).parents[4] / "shared/corpus/legacy/cluster.conf"
SEEDS = CORPUS.parents[2] / "seeds"


def of(text: str, choices: Choices | None = None) -> Conversion:
    """Convert a text."""
    return convert(Input("cluster.conf", text.encode()), choices or Choices())


def convert_file(file: Path, choices: Choices) -> Conversion:
    """Convert a file; messages name it without its folder."""
    return convert(Input("cluster.conf", file.read_bytes()), choices)


def choices_of(folder: Path) -> Choices:
    """Return what a case chooses."""
    file = folder / "choices.json"
    given = json.loads(file.read_text()) if file.exists() else {}
    if "qdisk" in given:
        given["qdisk"] = QuorumDisk(given["qdisk"])
    return Choices(**given)


def results(conversion: Conversion) -> dict[str, str]:
    """Return what a conversion comes to, as texts by the names of files."""
    cib = conversion.cib
    texts = {
        "cib.xml": "" if cib is None else xmltree.to_bytes(cib.root).decode(),
        "corosync.conf": conversion.corosync or "",
        "messages.txt": told(conversion),
        **conversion.files,
    }
    return {name: text for name, text in texts.items() if text}


def elements(conversion: Conversion, tag: str) -> list[dict[str, str]]:
    """Return the attributes of all elements of a kind in the CIB."""
    assert conversion.cib is not None
    return [dict(element.attrib) for element in conversion.cib.root.iter(tag)]


def parameters(conversion: Conversion, id_: str) -> dict[str, str | None]:
    """Return the parameters of a primitive."""
    assert conversion.cib is not None
    primitive = conversion.cib.find(id_)
    assert primitive is not None
    pairs = primitive.iterfind("instance_attributes/nvpair")
    return {pair.get("name", ""): pair.get("value") for pair in pairs}


def said(conversion: Conversion) -> list[tuple[str, str]]:
    """Return severities and codes of what is told."""
    return [(str(one.severity), one.code) for one in conversion.diagnostics]


def settings(conversion: Conversion, section: str = "") -> list[tuple[str, str]]:
    """Return paths and values of a corosync.conf, those below a section."""
    assert conversion.corosync is not None
    walked = parse(conversion.corosync, "corosync.conf").root.walk()
    prefix = f"{section}." if section else ""
    return [
        (one.path.removeprefix(prefix), one.value)
        for one in walked
        if isinstance(one, Entry) and one.path.startswith(prefix)
    ]
