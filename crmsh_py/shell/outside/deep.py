"""Words that take more than tables: those of commands, and values of options.

The configuration is the one that the command line and the environment mean.  A running cluster
is asked too, but never one on another machine, and never with a question at the terminal.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from crmsh_py.assist.completion.commands.codes import all_codes
from crmsh_py.assist.completion.commands.files import files
from crmsh_py.assist.completion.completing import complete
from crmsh_py.assist.completion.offers import Candidate
from crmsh_py.assist.knowledge import Knowledge
from crmsh_py.backends.choose import library_here, open_backend, shadow_folder
from crmsh_py.backends.shadow import Shadows
from crmsh_py.commands.context import COROSYNC_CONF
from crmsh_py.diagnostics import CrmError
from crmsh_py.grammar.lexical import quote_argument, unquote
from crmsh_py.model.cib import Cib
from crmsh_py.preferences.preferences import Preferences
from crmsh_py.preferences.table import PREFERENCES
from crmsh_py.shell.outside.front import Front
from crmsh_py.shell.preferred import gather
from crmsh_py.shell.state import configuration_folder

if TYPE_CHECKING:
    from crmsh_py.agents.known import KnownAgents

Answer = TypeVar("Answer")

_COROSYNC = "COROSYNC_MAIN_CONFIG_FILE"


def of_command(said: Front, word: str, environment: Mapping[str, str]) -> Iterator[Candidate]:
    """Yield what a word of a command may become, as the command line takes it: without quotes."""
    typed = quote_argument(word) if word else ""
    text = " ".join([*map(quote_argument, said.rest), typed])
    for one in complete(text, _knowledge(said, environment)).candidates:
        yield Candidate(unquote(one.word), one.told, whole=one.whole)


def _knowledge(said: Front, environment: Mapping[str, str]) -> Knowledge:
    host, name = said.values.get("--host"), said.values.get("--cib")
    preferences = _or_nothing(lambda: gather(environment, {"prompt.fuzzy": "false"}).preferences)

    def cib() -> Cib | None:
        if host is not None:
            return None
        return _or_nothing(lambda: Cib(open_backend(name, environment).read().root))

    def library() -> "KnownAgents | None":
        return _or_nothing(lambda: library_here(environment))

    return Knowledge(
        cib=_once(cib),
        library=_once(library),
        shadows=shadow_folder(environment),
        folder=configuration_folder(environment),
        corosync=None if host else Path(environment.get(_COROSYNC) or COROSYNC_CONF),
        preferences=preferences or Preferences(),
    )


def _once(ask: Callable[[], Answer]) -> Callable[[], Answer]:
    """Return a function that asks once only."""
    return cache(ask)


def _or_nothing(ask: Callable[[], Answer]) -> Answer | None:
    try:
        return ask()
    except (CrmError, TimeoutError):
        return None


# ------------------------------------------------------------------ options of the command line


def of_option(option: str, word: str, environment: Mapping[str, str]) -> Iterable[Candidate]:
    """Return what the value of an option may be; nothing for one that nobody can know."""
    source = _SOURCES.get(option)
    return () if source is None else source(word, environment)


def _configurations(word: str, environment: Mapping[str, str]) -> Iterator[Candidate]:
    yield from _files(word, environment)
    for name in Shadows(shadow_folder(environment)).names():
        yield Candidate(name, "shadow CIB")


def _files(word: str, _environment: Mapping[str, str]) -> Iterator[Candidate]:
    for one in files(word):
        yield Candidate(unquote(one.word), one.told, whole=one.whole)


def _codes(word: str, _environment: Mapping[str, str]) -> Iterator[Candidate]:
    listed, comma, _ = word.rpartition(",")
    for one in all_codes(listed + comma):
        if one.word.rpartition(",")[2] not in listed.split(","):
            yield one


def _preferences(word: str, _environment: Mapping[str, str]) -> Iterator[Candidate]:
    name, equals, _ = word.partition("=")
    for one in PREFERENCES.values() if not equals else ():
        yield Candidate(f"{one.name}=", one.meaning, whole=False)
    if equals and (known := PREFERENCES.get(name)):
        values = ("true", "false") if isinstance(known.default, bool) else known.values
        yield from (Candidate(f"{name}={value}") for value in values)


_SOURCES: Mapping[str, Callable[[str, Mapping[str, str]], Iterable[Candidate]]] = {
    "--cib": _configurations,
    "--file": _files,
    "--log": _files,
    "--allow": _codes,
    "--set": _preferences,
}
"""Option of the command line to what its values can be."""
