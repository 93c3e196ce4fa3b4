"""Files and folders, as words of commands."""

import os
from collections.abc import Iterator

from crmsh_py.assist.completion.offers import Candidate
from crmsh_py.grammar.lexical import quote_always, quote_argument


def files(word: str) -> Iterator[Candidate]:
    """Yield the files and folders that a word may become; a `~` is a character like any other.

    Hidden ones are offered to who types their dot.
    """
    yield from _entries(word, with_files=True)


def folders(word: str) -> Iterator[Candidate]:
    """Yield the folders that a word may become."""
    yield from _entries(word, with_files=False)


def _entries(word: str, *, with_files: bool) -> Iterator[Candidate]:
    folder, slash, start = word.rpartition("/")
    for name, is_folder in _names(folder + slash):
        hidden = name.startswith(".") and not start.startswith(".")
        if hidden or not (is_folder or with_files):
            continue
        path = f"{folder}{slash}{name}"
        if is_folder:
            yield Candidate(_typed(f"{path}/"), "folder", whole=False)
        else:
            yield Candidate(_typed(path), "file")


def _names(folder: str) -> list[tuple[str, bool]]:
    """Return the names in a folder, sorted, and which are folders; none if it cannot be read."""
    try:
        with os.scandir(folder or ".") as entries:
            return sorted((one.name, _is_folder(one)) for one in entries)
    except (OSError, ValueError):  # no such folder, not allowed, a null character
        return []


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads nowhere we may look
        return False


def _typed(path: str) -> str:
    """Return a path as it is typed: one with blanks in quotes, whatever else is in it."""
    plain = quote_argument(path)
    return plain if plain == path else quote_always(path)
