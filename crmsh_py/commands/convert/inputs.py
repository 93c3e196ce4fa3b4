"""The files that are converted: those that were named, and those that stand where they should."""

import codecs
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from crmsh_py.commands.context import Context
from crmsh_py.convert.conversion import Input
from crmsh_py.diagnostics import CrmError, Diagnostic, Severity

STDIN = "<stdin>"

_MOST_TEXT = 4 * 1024 * 1024
_MOST_XML = 64 * 1024 * 1024
"""Larger files are none of the kind: the largest CIBs known are some 20 MB."""

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
"""What files of XML begin with whose characters hold NUL bytes; UTF-32's other is UTF-16's too."""


@dataclass(slots=True)
class Reader:
    """Reads files, and gathers what is wrong with them: `finish` raises it all at once."""

    context: Context
    problems: list[Diagnostic] = field(default_factory=list)
    notes: list[Diagnostic] = field(default_factory=list)
    _stdin: bool = False
    _names: list[str] = field(default_factory=list)
    _holds_something: bool = False

    def text(self, name: str) -> Input:
        """Read a file of text, `-` being standard input; it may be in an old encoding."""
        return self._given(name, _text)

    def document(self, name: str) -> Input:
        """Read a file of XML, `-` being standard input."""
        return self._given(name, _document)

    def _given(self, name: str, read: "_Read") -> Input:
        shown = STDIN if name == "-" else name
        if name == "-" and self._stdin:
            words = "standard input cannot be two files"
            self.problems.append(Diagnostic("usage", words, subject=name))
            return Input(shown, b"")
        self._stdin = self._stdin or name == "-"
        try:
            return self._noted(Input(shown, read(self.context, name)))
        except CrmError as error:
            self.problems += [replace(one, subject=name) for one in error.diagnostics]
            return Input(shown, b"")

    def _noted(self, found: Input) -> Input:
        self._names.append(found.name)
        self._holds_something |= bool(found.octets.strip())
        return found

    def optional(self, name: str | None) -> Input | None:
        """Read a file of text that need not be named."""
        return None if name is None else self.text(name)

    def all(self, names: Iterable[str]) -> tuple[Input, ...]:
        """Read files of text."""
        return tuple(map(self.text, names))

    def beside(self, path: Path, option: str) -> Input | None:
        """Read a file that usually stands beside another, if it is there; that is noted."""
        if not path.exists():
            return None
        try:
            found = self._noted(Input(str(path), _text(self.context, str(path))))
        except CrmError as error:
            words = f"{error.diagnostics[0].message}: the conversion goes without it"
            self._note("file-left-out", words, f"{option!r} names another", Severity.WARNING)
            return None
        self._note("file-taken", f"{path} is converted too", f"{option!r} names another")
        return found

    def finish(self) -> tuple[Diagnostic, ...]:
        """Return what is to be noted about the files.  Raises CrmError with what is wrong."""
        if not self._holds_something and not self.problems:
            words = f"{', '.join(self._names)}: there is nothing in it"
            hint = "is it the right file?"
            self.problems.append(Diagnostic("nothing-converted", words, hint=hint))
        if self.problems:
            raise CrmError(*self.problems)
        return tuple(self.notes)

    def _note(self, code: str, words: str, hint: str, severity: Severity = Severity.INFO) -> None:
        self.notes.append(Diagnostic(code, words, severity, hint=hint))


_Read = Callable[[Context, str], bytes]


def _text(context: Context, name: str) -> bytes:
    return _not_binary(name, context.interaction.read_octets(name, _MOST_TEXT))


def _document(context: Context, name: str) -> bytes:
    octets = context.interaction.read_octets(name, _MOST_XML)
    return octets if octets.startswith(_WIDE) else _not_binary(name, octets)


def _not_binary(name: str, octets: bytes) -> bytes:
    if b"\0" in octets:
        shown = "standard input" if name == "-" else name
        words = f"{shown} is binary: it holds NUL bytes"
        raise CrmError(Diagnostic("undecodable-text", words))
    return octets


def pairs(option: str, given: Iterable[str]) -> list[tuple[str, str]]:
    """Split the words `NAME=VALUE` of an option.  Raises CrmError (usage)."""
    found, wrong = [], []
    for one in given:
        name, equals, value = one.partition("=")
        found.append((name, value))
        if not (name and equals and value):
            words = f"expected NAME=VALUE behind {option}, found {one!r}"
            wrong.append(Diagnostic("usage", words, subject=one))
    if wrong:
        raise CrmError(*wrong)
    return found


def several(option: str, given: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Read the words `NAME=VALUE[,VALUE]` of an option.  Raises CrmError (usage)."""
    return {name: tuple(filter(None, value.split(","))) for name, value in pairs(option, given)}
