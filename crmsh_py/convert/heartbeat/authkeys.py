"""heartbeat's authkeys: looked at, and never taken over; no message holds a key."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crmsh_py.convert.conversion import Input
from crmsh_py.convert.draft import Draft
from crmsh_py.convert.heartbeat.ha_cf import refusal_of_binary
from crmsh_py.convert.heartbeat.work import COROSYNC
from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.source import Location, Source, Span

_METHODS = ("crc", "sha1", "md5")
_WITHOUT_KEY = "crc"
_NUMBER = re.compile(r"[0-9]{1,2}")
_NUMBERS = range(1, 16)
_NOTE = "messages are encrypted (aes256) and signed (sha256) with a new key"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line in words; the source holds nothing that could be a key."""

    words: tuple[str, ...]
    source: Source

    def location(self) -> Location:
        return Location(self.source, Span(0, len(self.source.text)))


def convert_authkeys(draft: Draft, source: Input) -> None:
    """Look at an authkeys file; tell what is wrong with it and what takes its place."""
    refusal = refusal_of_binary(source.text, source.name, "authkeys")
    if refusal is not None:
        draft.report(
            Diagnostic(refusal.code, refusal.message, Severity.WARNING, location=refusal.location)
        )
        return
    lines = list(_lines(source))
    draft.report(*_problems(lines, source))
    written = (f"{COROSYNC} totem.crypto_cipher", f"{COROSYNC} totem.crypto_hash")
    results = () if draft.corosync is None else written
    for line in lines:
        if line.words[0] == "auth":
            draft.became("authkeys auth", *results, note=_NOTE, location=line.location())
        else:
            note = "keys are not taken over: corosync-keygen makes one"
            draft.became("authkeys key", note=note, location=line.location())


def _lines(source: Input) -> Iterator[_Line]:
    for number, text in enumerate(source.text.splitlines(), 1):
        words = tuple(text.partition("#")[0].split())
        if words:
            yield _Line(words, Source(source.name, _shown(words), number))


def _shown(words: tuple[str, ...]) -> str:
    """Return as much of a line as cannot be a key."""
    if words[0] == "auth":
        return " ".join(words[:2]) if _is_number(" ".join(words[1:2])) else "auth"
    if not _is_number(words[0]):
        return ""
    return " ".join(words[:2]) if words[1:2] and words[1] in _METHODS else words[0]


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None and int(text) in _NUMBERS


def _problems(lines: list[_Line], source: Input) -> Iterator[Diagnostic]:
    """Find what is wrong; the file could not be what heartbeat used then."""
    selected = [line for line in lines if line.words[0] == "auth"]
    methods: dict[str, _Line] = {}
    for line in lines:
        if line.words[0] == "auth":
            continue
        words = _line_problem(line)
        if words:
            yield _warning(words, line.location())
        methods[line.words[0].lstrip("0")] = line
    if not selected:
        nowhere = Location(Source(source.name, ""), Span(0, 0))
        yield _warning("there is no line 'auth NUMBER'", nowhere)
    for line in selected:
        yield from _about_selected(line, methods)
    for line in selected[1:]:
        yield _warning("there is more than one line 'auth'", line.location())


def _line_problem(line: _Line) -> str:
    number, *rest = line.words
    if not _is_number(number):
        return "the line begins neither with 'auth' nor with a number from 1 to 15"
    if not rest or rest[0] not in _METHODS:
        return "the method is none of crc, sha1 and md5"
    if rest[0] != _WITHOUT_KEY and len(rest) < 2:
        return f"the method {rest[0]} needs a key"
    return ""


def _about_selected(line: _Line, methods: dict[str, _Line]) -> Iterator[Diagnostic]:
    if len(line.words) < 2 or not _is_number(line.words[1]):
        yield _warning("'auth' takes a number from 1 to 15", line.location())
        return
    number = line.words[1].lstrip("0")
    if number not in methods:
        yield _warning(f"there is no line for the key {number}, which is selected", line.location())
    elif methods[number].words[1:2] == (_WITHOUT_KEY,):
        words = "'crc' did not sign messages: anyone on the network could have sent them"
        yield Diagnostic(
            "weak-authentication",
            words,
            Severity.INFO,
            location=methods[number].location(),
            hint=f"now {_NOTE}",
        )


def _warning(words: str, location: Location) -> Diagnostic:
    return Diagnostic("invalid-authkeys", words, Severity.WARNING, location=location)
