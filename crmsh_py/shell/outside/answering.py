"""What `crm --complete SHELL ...` prints: words, with what they mean where the shell shows it.

What only lists levels, commands and options is answered from tables; the rest loads what the
prompt does.  Whatever goes wrong, nothing is printed, and nothing is said about it: the user is
in the middle of a line.
"""

import importlib
import signal
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import ModuleType

from crmsh_py.assist.completion.commands.levels import commands_of
from crmsh_py.assist.completion.offers import Candidate
from crmsh_py.commands.words import tables
from crmsh_py.shell.outside import bash_line, front
from crmsh_py.shell.outside.bash_line import Line
from crmsh_py.shell.outside.front import Front
from crmsh_py.shell.state import configuration_folder, system_folder

_DEEP = "crmsh_py.shell.outside.deep"  # what needs the configuration, or a command's declaration
_SECONDS = 1.5
"""So long a cluster, or a folder, may take to answer, and then so long all the rest."""


def run(argv: Sequence[str], environment: Mapping[str, str], usage: str) -> str:
    """Return what a shell is to be told; what takes too long is given up."""
    signal.signal(signal.SIGALRM, _give_up)
    signal.setitimer(signal.ITIMER_REAL, _SECONDS, _SECONDS)
    text = answer(argv, environment, usage)
    signal.setitimer(signal.ITIMER_REAL, 0)
    return text


def _give_up(*_: object) -> None:
    """End what goes on as a program that does not answer would end it."""
    raise TimeoutError


def answer(argv: Sequence[str], environment: Mapping[str, str], usage: str) -> str:
    """Return what a shell is to be told; `argv` is the shell, and what it says of its line."""
    try:
        shell, *words = argv
        if shell == "bash":
            line = bash_line.read_line(words[0], words[1] if len(words) > 1 else "")
            return "".join(_for_bash(line, _candidates(line.words[1:], environment, usage)))
        return "".join(_LINES[shell](one) for one in _candidates(words or [""], environment, usage))
    except Exception:  # noqa: BLE001 - see above
        return ""


def _candidates(
    words: Sequence[str], environment: Mapping[str, str], usage: str
) -> Iterator[Candidate]:
    """Yield what the last of some words may become."""
    *before, word = words or [""]
    known = front.options(usage)
    said = front.read(before, known)
    found = _words(said, known, word, environment)
    return (one for one in found if one.word.startswith(word) and "\n" not in one.word)


def _words(
    said: Front, known: Sequence[front.Option], word: str, environment: Mapping[str, str]
) -> Iterable[Candidate]:
    option, equals, value = word.partition("=")
    if said.awaited:
        return _values(said.awaited, word, "", environment)
    if word.startswith("--") and equals and not said.is_over:
        return _values(option, value, f"{option}=", environment)
    if word.startswith("-") and not said.is_over:
        return front.spelled(known, word)
    level = _level(said.rest)
    if level is not None and (said.rest or not _may_have_aliases(environment)):
        return commands_of(level, word)
    found: Iterable[Candidate] = _deep().of_command(said, word, environment)
    return found


def _may_have_aliases(environment: Mapping[str, str]) -> bool:
    """Tell whether there are files in which the user's own words can be."""
    folders = (configuration_folder(environment), system_folder(environment))
    return any((one / "crm.toml").is_file() for one in folders if one is not None)


def _level(words: Sequence[str]) -> str | None:
    """Return the level that some words lead to; None if they go on with a command."""
    found = "root"
    for word in words:
        if word.lower() not in tables()[found].levels:
            return None
        found = word.lower()
    return found


def _values(
    option: str, word: str, typed: str, environment: Mapping[str, str]
) -> Iterator[Candidate]:
    """Yield the values of an option of the command line, behind what was typed of it."""
    fixed = front.values_of(option)
    found = fixed or _deep().of_option(option, word, environment)
    for one in found:
        yield replace(one, word=typed + one.word)


def _deep() -> ModuleType:
    return importlib.import_module(_DEEP)


# ------------------------------------------------------------------ as the shells want it


def _for_bash(line: Line, candidates: Iterable[Candidate]) -> Iterator[str]:
    for one in candidates:
        yield line.answer(one.word, whole=one.whole) + "\n"


def _for_zsh(one: Candidate) -> str:
    """Return an entry of _describe, behind a mark that tells whether a blank can follow."""
    word = one.word.replace("\\", "\\\\").replace(":", "\\:")
    mark = " " if one.whole else "+"
    return f"{mark}{word}:{_meaning(one)}\n"


def _for_fish(one: Candidate) -> str:
    return f"{one.word}\t{_meaning(one)}\n"


def _meaning(one: Candidate) -> str:
    """Return what a word means on one line."""
    line = " ".join(one.meaning.split())
    if one.deprecated and "deprecated" not in line:
        return f"deprecated: {line}"
    return line


_LINES = {"zsh": _for_zsh, "fish": _for_fish}
