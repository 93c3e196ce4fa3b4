"""Settings of corosync.conf: their paths, and the values that they take."""

from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from crmsh_py.assist.completion.commands.files import files
from crmsh_py.assist.completion.commands.place import Place
from crmsh_py.assist.completion.offers import Candidate
from crmsh_py.corosync.known import SETTINGS, Setting
from crmsh_py.corosync.meanings import MEANINGS
from crmsh_py.corosync.paths import labels
from crmsh_py.corosync.syntax import Configuration, Entry, parse
from crmsh_py.grammar.kinds import Kind
from crmsh_py.secrets import MASK

_KEY = "totem.key"
_LARGEST = 1024 * 1024
_WIDE = 2**16 - 1
"""A range of numbers that goes so far need not be told."""


def settings(place: Place) -> Iterator[Candidate]:
    """Yield what is set, with its value; where one may be set, all others that corosync knows."""
    configuration = _read(place)
    entries = [] if configuration is None else list(labels(configuration))
    for entry, path in entries:
        yield Candidate(path, f"now {_shown(entry)}")
    if not any(one.kind is Kind.VALUE for one in place.command.parameters):
        yield from (Candidate(path, "section") for path in _sections([path for _, path in entries]))
        return
    yield from _unset([path for _, path in entries])


def _unset(said: list[str]) -> Iterator[Candidate]:
    """Yield all settings that corosync knows and a file does not say, in each of its sections."""
    sections: dict[str, list[str]] = {}
    for full in _sections(said):
        sections.setdefault(_plain(full), []).append(full)
    for path, setting in SETTINGS.items():
        section, _, key = path.rpartition(".")
        for full in sections.get(section, [section]):
            if f"{full}.{key}" not in said:
                word, meaning = f"{full}.{key}", _meaning(path, setting)
                yield Candidate(word, meaning, deprecated=bool(setting.instead))


def values(place: Place) -> Iterator[Candidate]:
    """Yield the values that the setting named before takes, with what it has now."""
    path = place.first(Kind.SETTING)
    setting = SETTINGS.get(_plain(path))
    if setting is None or path == _KEY:
        return
    configuration = _read(place)
    for entry, full in labels(configuration) if configuration is not None else ():
        if full == path:
            yield Candidate(entry.value, "as it is now")
    words = ("0", "1") if setting.meant == "0 or 1" else setting.words
    for word in words:
        yield Candidate(word, "default" if word == setting.default else "")
    if setting.default.isdigit() and setting.default not in words:
        yield Candidate(setting.default, "default")


def nodes(place: Place) -> Iterator[Candidate]:
    """Yield the nodes of the nodelist by their names."""
    configuration = _read(place)
    for node in [] if configuration is None else configuration.nodes:
        if name := node.value("name"):
            yield Candidate(name, f"nodeid {node.value('nodeid') or 'not set'}")


def nodes_and_files(place: Place) -> Iterator[Candidate]:
    """Yield the nodes of the nodelist, and files."""
    yield from nodes(place)
    yield from files(place.word)


def _read(place: Place) -> Configuration | None:
    """Return what the file that is meant says; None if it cannot be read."""
    named = place.given.get("file", ())
    file = Path(named[0]) if named else place.knowledge.corosync
    try:
        if file is None or not file.is_file() or file.stat().st_size > _LARGEST:
            return None
        return parse(file.read_text("utf-8"), str(file))
    except (OSError, ValueError):
        return None


def _shown(entry: Entry) -> str:
    return MASK if entry.path == _KEY else entry.value


def _sections(paths: list[str]) -> dict[str, None]:
    """Return the sections that paths lead through, in order."""
    steps = (accumulate(path.split(".")[:-1], "{}.{}".format) for path in paths)
    return dict.fromkeys(section for each in steps for section in each)


def _plain(path: str) -> str:
    """Return a path without what its brackets choose."""
    return ".".join(step.partition("[")[0] for step in path.split("."))


def _meaning(path: str, setting: Setting) -> str:
    if setting.instead:
        return setting.instead
    wide = setting.numbers is not None and setting.numbers[1] >= _WIDE and not setting.meant
    takes = "a number" if wide else "|".join(setting.words) or setting.expected()
    facts = [MEANINGS.get(path, ""), takes]
    facts.append(f"default {setting.default}" if setting.default else "")
    return "; ".join(filter(None, facts))
