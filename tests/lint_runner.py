"""Somebody who checks files in a folder, with no configuration chosen."""

import json
from collections.abc import Mapping
from pathlib import Path

from crm_runner import StrictCrm

FENCED = "property stonith-enabled=false\n"
TWICE = "meta target-role=Started target-role=Stopped"
"""What is warned of (repeated-name)."""

LOOKED_AT = frozenset(
    {
        *("syntax-error", "unknown-command", "unclosed-quote", "typographic-character"),
        *("malformed-xml", "forbidden-xml", "not-a-cib", "undecodable-text"),
        *("no-such-file", "unreadable-file"),
        *("dangling-reference", "duplicate-id", "in-two-containers", "duplicate-operation"),
        *("repeated-name", "bad-allow", "unused-allow", "cannot-allow", "no-such-object"),
    }
)
"""The codes that the tests are about: what else is checked does not matter to them."""

Record = Mapping[str, object]
Finding = tuple[object, object, object]


class Linter:
    """Checks files, by the catalogue alone; `status` and `err` are those of the last time."""

    def __init__(self, folder: Path) -> None:
        self.crm = StrictCrm(folder)
        self.status = 0
        self.err = ""

    def file(self, text: str | bytes, name: str = "a.crm") -> str:
        """Write a file, and return its name."""
        octets = text.encode() if isinstance(text, str) else text
        (self.crm.folder / name).write_bytes(octets)
        return name

    def read(self, name: str = "a.crm") -> bytes:
        """Return what a file holds."""
        return (self.crm.folder / name).read_bytes()

    def out(self, *argv: str, cib: str = "", stdin: str = "") -> str:
        """Return what is printed."""
        ran = self.crm("lint", "--catalogue", *argv, cib=cib, stdin=stdin)
        self.status, self.err = ran.status, ran.err
        return ran.out

    def records(self, *argv: str, cib: str = "", stdin: str = "") -> list[Record]:
        """Return what is found in files, of what is looked at."""
        told = self.everything(*argv, cib=cib, stdin=stdin)
        return [one for one in told if one["code"] in LOOKED_AT]

    def everything(self, *argv: str, cib: str = "", stdin: str = "") -> list[Record]:
        """Return all that is found in files."""
        out = self.out("--format", "json", *argv, cib=cib, stdin=stdin)
        return [json.loads(line) for line in out.splitlines()]

    def found(self, text: str | bytes, *argv: str, cib: str = "") -> list[Finding]:
        """Return code, line and column of what is found in a text."""
        told = self.records(self.file(text), *argv, cib=cib)
        return [(one["code"], one["line"], one["column"]) for one in told]
