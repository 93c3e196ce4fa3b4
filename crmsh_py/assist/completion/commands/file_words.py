"""Places for files and folders."""

from collections.abc import Iterator

from crmsh_py.assist.completion.commands.files import files, folders
from crmsh_py.assist.completion.commands.place import Place
from crmsh_py.assist.completion.offers import Candidate


def of_files(place: Place) -> Iterator[Candidate]:
    """Yield files, and folders that lead to them."""
    return files(place.word)


def of_folders(place: Place) -> Iterator[Candidate]:
    """Yield folders."""
    return folders(place.word)


def behind_names(place: Place) -> Iterator[Candidate]:
    """Yield `NAME=FILE` once the name is typed."""
    name, equals, typed = place.word.partition("=")
    for one in files(typed) if equals else ():
        yield Candidate(f"{name}={one.word}", one.told, whole=one.whole)
