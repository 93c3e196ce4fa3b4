"""Completion: what the grammar expects at the cursor, and the words that can stand there.

`expectations` asks the grammar and the declarations (a pure function of the text); `candidates`
is a table from kinds to the words of the configuration.  Neither ever raises.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from crmsh_py.codes import CODES
from crmsh_py.commands import levels
from crmsh_py.commands.binding import expected
from crmsh_py.commands.declare import Command
from crmsh_py.commands.selections import offered_selections
from crmsh_py.corosync.known import SETTINGS
from crmsh_py.diagnostics import CrmError
from crmsh_py.grammar import language, lexical
from crmsh_py.grammar.agents import CLASSES
from crmsh_py.grammar.kinds import Kind
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import container
from crmsh_py.model.fencing import is_fencing_device
from crmsh_py.model.finding import offered
from crmsh_py.model.paths import split_assignment
from crmsh_py.model.vocabulary import RESOURCES
from crmsh_py.pacemaker.nodes import roster
from crmsh_py.templates import catalogue


@dataclass(frozen=True, slots=True)
class Wanted:
    """What may stand at the cursor: a kind of word, or one of some words.

    With `tags` only objects with one of these will do.
    """

    kind: Kind
    label: str
    choices: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Expected:
    """The word being typed, and what may stand in its place."""

    word: str
    items: tuple[Wanted, ...]


def expectations(text: str, path: tuple[str, ...]) -> Expected:
    """Say what may stand at the end of a text typed at a level."""
    words = list(lexical.words(text))
    typing = words.pop() if words and words[-1].span.end == len(text) else None
    partial = text[typing.span.start :] if typing else ""
    while words and words[0].text in levels.at(path).levels:
        path = (*path, words.pop(0).text)
    level = levels.at(path)
    if not words:
        names = [*level.levels, *sorted(level.words())]
        return Expected(partial, (Wanted(Kind.KEYWORD, "command", tuple(names)),))
    command = level.find(words[0].text)
    if command is None:
        return Expected(partial, ())
    if command.statement is not None:
        return _of_statement(command.statement, text[words[0].span.start :], partial)
    before = [word.text for word in words[1:]]
    return Expected(partial, tuple(_of_command(command, before, path)))


def _of_statement(keyword: str, text: str, partial: str) -> Expected:
    found = language.complete(keyword, text)
    items = tuple(
        Wanted(one.kind, one.label, one.choices, _TAGS.get((keyword, one.kind), ()))
        for one in found.expected
    )
    return Expected(found.word or partial, items)


def _of_command(command: Command, before: list[str], path: tuple[str, ...]) -> Iterator[Wanted]:
    for one in expected(command, before):
        choices = one.choices
        if one.kind is Kind.VALUE_PATH and one.verbatim and _awaits_value(before):
            continue  # nobody knows what the value is to be
        if one.kind is Kind.TOPIC:
            choices = (*levels.at(path).names(), *levels.LEVELS, *CODES)
        elif one.kind is Kind.CODE:
            choices = tuple(CODES)
        elif one.kind is Kind.PATH:
            choices = ("..", "/", *levels.at(path).levels)
        elif one.kind is Kind.TEMPLATE:
            choices = tuple(catalogue.names(None))
        elif one.kind is Kind.NVPAIR and path[-1:] == ("template",):
            choices = _values_of_templates(before)
        yield Wanted(one.kind, one.label, choices, one.tags)


def _awaits_value(before: list[str]) -> bool:
    """Tell whether the last of the words `PATH VALUE` and `PATH=VALUE` is a path."""
    awaits = False
    for word in before:
        awaits = not awaits and split_assignment(word) is None
    return awaits


def _values_of_templates(before: list[str]) -> tuple[str, ...]:
    """Return `NAME=` for what a template among some words asks for and has not got yet."""
    given = {word.partition("=")[0] for word in before}
    known = [name for name in before if name in catalogue.names(None)]
    asked = [one.name for name in known for one in catalogue.template(name, None).parameters]
    return tuple(f"{name}=" for name in asked if name not in given)


# ------------------------------------------------------------------ words


def candidates(items: tuple[Wanted, ...], word: str, cib: Cib | None) -> list[str]:
    """Return the words that may stand where these things are expected, in a stable order."""
    found: dict[str, None] = {}
    for item in items:
        if item.kind is Kind.FILE:
            found.update(dict.fromkeys(_files(word)))
        found.update(dict.fromkeys(item.choices or _WORDS.get(item.kind, ())))
        if cib is not None and item.kind in _BEGUN:
            found.update(dict.fromkeys(_BEGUN[item.kind](cib, word)))
        elif cib is not None:
            found.update(dict.fromkeys(_of_configuration(item, cib)))
        if item.kind is Kind.AGENT and item.label.startswith("<"):
            found.update(dict.fromkeys(f"{class_}:" for class_ in CLASSES))
    lower = word.lower()
    return [one for one in found if one.lower().startswith(lower) and one != word]


def _of_configuration(item: Wanted, cib: Cib) -> list[str]:
    if item.tags:
        return _ids(cib, lambda tag: tag in item.tags)
    source = _SOURCES.get(item.kind)
    return [] if source is None else source(cib)


def _resources(cib: Cib) -> list[str]:
    return _ids(cib, lambda tag: tag in RESOURCES)


def _free_primitives(cib: Cib) -> list[str]:
    found = (one for one in cib.objects() if one.tag == "primitive" and container(one) is None)
    return [one.get("id", "") for one in found]


def _free_children(cib: Cib) -> list[str]:
    free = (one for one in cib.objects() if one.tag in {"primitive", "group"})
    return [one.get("id", "") for one in free if container(one) is None]


def _ids(cib: Cib, wanted: Callable[[str], bool]) -> list[str]:
    return [one.get("id", "") for one in cib.objects() if wanted(str(one.tag))]


def _nodes(cib: Cib) -> list[str]:
    return list(roster(cib))


def _objects(cib: Cib) -> list[str]:
    names = [one.get("uname") or one.get("id") or "" for one in cib.objects()]
    return [name for name in names if name]


def _templates(cib: Cib) -> list[str]:
    return [f"@{one}" for one in _ids(cib, lambda tag: tag == "template")]


def _acl_roles(cib: Cib) -> list[str]:
    return _ids(cib, lambda tag: tag == "acl_role")


def _fenced(cib: Cib) -> list[str]:
    return [f"{node}:" for node in _nodes(cib)]


def _devices(cib: Cib, word: str) -> list[str]:
    """Return the fencing devices, behind those that stand before the last comma."""
    listed, comma, _ = word.rpartition(",")
    known = [one.get("id", "") for one in cib.objects() if is_fencing_device(cib, one)]
    return [f"{listed}{comma}{one}" for one in known if one not in listed.split(",")]


def _specified(cib: Cib, word: str) -> list[str]:
    """Return what a right can be about, once it is clear of what kind that is."""
    start, colon, _ = word.partition(":")
    match start.lower() if colon else "":
        case "ref" | "reference":
            names = _ids(cib, lambda tag: tag != "node")
        case "meta" | "params" | "utilization":
            names = _ids(cib, lambda tag: tag == "primitive")
        case "location":
            names = _resources(cib)
        case "role":
            names = _acl_roles(cib)
        case "node" | "nodeutil":
            names = _nodes(cib)
        case _:
            return []
    return [f"{start}:{name}" for name in names]


_BEGUN: dict[Kind, Callable[[Cib, str], list[str]]] = {
    Kind.DEVICES: _devices,
    Kind.RIGHT: _specified,
    Kind.VALUE_PATH: offered,
    Kind.SELECTION: offered_selections,
}
"""Kinds whose words are made of several: what they may become depends on how they begin."""

_SOURCES: dict[Kind, Callable[[Cib], list[str]]] = {
    Kind.RESOURCE: _resources,
    Kind.PRIMITIVE: _free_primitives,
    Kind.CHILD: _free_children,
    Kind.NODE: _nodes,
    Kind.ACL_ROLE: _acl_roles,
    Kind.FENCED: _fenced,
    Kind.NODE_NAME: _nodes,
    Kind.OBJECT: _objects,
    Kind.AGENT: _templates,
}


_TAGS = {("monitor", Kind.PRIMITIVE): ("primitive",)}
"""Keyword and kind to the tags of the objects that will do, where the kind is stricter."""

_WORDS = {
    Kind.OP_NAME: (
        *("start", "stop", "monitor", "promote", "demote", "notify"),
        *("migrate_to", "migrate_from", "reload", "validate-all"),
    ),
    Kind.SETTING: tuple(SETTINGS),
    Kind.AGENT_CLASS: CLASSES,
}
"""Kind to words that are always offered."""


def _files(word: str) -> list[str]:
    folder, slash, start = word.rpartition("/")
    try:
        entries = sorted(Path(folder + slash or ".").iterdir())
    except (OSError, ValueError):
        return []
    return [
        f"{folder}{slash}{entry.name}{'/' if entry.is_dir() else ''}"
        for entry in entries
        if entry.name.startswith(start)
    ]


def complete(text: str, path: tuple[str, ...], cib: Callable[[], Cib]) -> tuple[str, list[str]]:
    """Return the word being typed and what it may become; the CIB is asked for only if needed."""
    found = expectations(text, path)
    kinds = {*_SOURCES, *_BEGUN}
    needs_cib = any(item.kind in kinds for item in found.items)
    try:
        configuration = cib() if needs_cib else None
    except CrmError:
        configuration = None  # a configuration that cannot be read has no words to offer
    return found.word, candidates(found.items, found.word, configuration)
