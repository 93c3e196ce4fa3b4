"""Texts longer than the screen, in the user's pager.  Only loaded for terminals.

What the pager is given is what the screen would get: masked, tame, in colour.
"""

import codecs
import os
import re
import shlex
import signal
import termios
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePath
from typing import TextIO

from crmsh_py.cells import cells
from crmsh_py.diagnostics import CrmError
from crmsh_py.runner import LocalRunner

_LESS = "less"
_LESS_FLAGS = "FRX"
"""What fits is printed (F), colours are let through (R), and the text stays on the screen (X)."""

_NO_PAGERS = frozenset({"", "cat"})
_SATISFIED = frozenset({0, 2, 128 + signal.SIGINT, -signal.SIGINT})
"""How a pager ends that was left: `less -K` has 2 for Ctrl-C."""

_CODES = re.compile(r"\x1b\[[0-9;]*m")
_SIZE = (80, 24)


@dataclass(frozen=True, slots=True)
class Pager:
    """The program that shows what is longer than the screen."""

    argv: tuple[str, ...]
    environment: Mapping[str, str]

    def takes(self, text: str, stream: TextIO) -> bool:
        """Tell whether a text is too long for the screen."""
        return is_longer(text, stream)

    def show(self, parts: Iterable[str], stream: TextIO) -> bool:
        """Show a text, made in parts as it is read; False: it could not be shown."""
        octets = (part.encode(stream.encoding, "backslashreplace") for part in parts)
        environment = {**_character_set(stream), **self.environment}
        stream.flush()
        try:
            with _terminal_kept(stream):
                status = LocalRunner(environment).feed_attached(self.argv, octets)
        except CrmError:
            return False
        return status in _SATISFIED


def pager_of(preferred: str, environment: Mapping[str, str]) -> Pager | None:
    """Return the pager: the preferred one, else that of $PAGER, else less; None if there is none.

    `less` is given flags that suit it, unless the user chose some.
    """
    words = _words(preferred or environment.get("PAGER", _LESS))
    if not words or PurePath(words[0]).name in _NO_PAGERS:
        return None
    if PurePath(words[0]).name != _LESS:
        return Pager(tuple(words), environment)
    flags = environment.get("LESS")
    if flags is None:
        return Pager(tuple(words), {**environment, "LESS": _LESS_FLAGS})
    return Pager((*words, *(() if "R" in flags else ("-R",))), environment)


def _words(command: str) -> list[str]:
    try:
        return shlex.split(command)
    except ValueError:  # an open quote: nobody knows what is meant
        return [_LESS]


def _character_set(stream: TextIO) -> Mapping[str, str]:
    """Return what tells less how the text is encoded, where the locale may say something else."""
    is_utf8 = codecs.lookup(stream.encoding).name == "utf-8"
    return {"LESSCHARSET": "utf-8"} if is_utf8 else {}


def is_longer(text: str, stream: TextIO) -> bool:
    """Tell whether a text, codes for colours left out, needs more lines than a terminal has."""
    columns, lines = size_of(stream)
    room = lines - 1  # the last one is for the prompt
    if text.count("\n") > room:
        return True
    rows = (cells(_CODES.sub("", one).expandtabs()) for one in text.splitlines())
    return sum(max(1, -(-row // columns)) for row in rows) > room


def size_of(stream: TextIO) -> tuple[int, int]:
    """Return columns and lines of a terminal; a serial line does not know its own."""
    try:
        columns, lines = os.get_terminal_size(stream.fileno())
    except (OSError, ValueError):
        return _SIZE
    return columns or _SIZE[0], lines or _SIZE[1]


@contextmanager
def _terminal_kept(stream: TextIO) -> Iterator[None]:
    """Give the terminal back as it was, however the pager leaves it."""
    before = termios.tcgetattr(stream.fileno())
    try:
        yield
    finally:
        termios.tcsetattr(stream.fileno(), termios.TCSADRAIN, before)
