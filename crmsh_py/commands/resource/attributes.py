"""The commands of `resource` that set, delete and show single attributes of a resource."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from crmsh_py import xmltree
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, PlacedWord
from crmsh_py.commands.operating import operate
from crmsh_py.commands.parameters import NAMES_AND_VALUES, RESOURCE, SET_DELETE_SHOW, SHOW_SECRETS
from crmsh_py.commands.resource.choice import the_resource
from crmsh_py.commands.values import Assignment, set_all
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import a_kind, container, object_name, title
from crmsh_py.model.meta import Effective, default, own
from crmsh_py.model.paths import Path, name_text, parse, word_text
from crmsh_py.model.setting import unset
from crmsh_py.model.vocabulary import RESOURCES
from crmsh_py.secrets import MASK, is_secret
from crmsh_py.xmltree import Element

_CONFIGURED = RESOURCES | {"template"}
_PRIMITIVE = ("primitive", "template")

META_DEFAULTS: Mapping[str, str] = MappingProxyType(
    {
        "priority": "0",
        "target-role": "Started",
        "is-managed": "true",
        "maintenance": "false",
        "migration-threshold": "INFINITY",
        "failure-timeout": "0",
        "multiple-active": "stop_start",
        "critical": "true",
        "clone-node-max": "1",
        "globally-unique": "false",
        "interleave": "false",
        "notify": "false",
        "ordered": "false",
        "promotable": "false",
        "promoted-max": "1",
        "promoted-node-max": "1",
    }
)
"""What counts where nothing is set (Pacemaker Explained, "Resource Options", "Clone Options")."""


@dataclass(frozen=True, slots=True)
class Section:
    """A kind of attributes: the command's word, the tag of its sets, what can have them."""

    word: str
    tag: str
    tags: frozenset[str]


_PARAMS = Section("params", "instance_attributes", frozenset(_PRIMITIVE))
_META = Section("meta", "meta_attributes", _CONFIGURED)
_UTILIZATION = Section("utilization", "utilization", frozenset(_PRIMITIVE))


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    parameters = (SHOW_SECRETS, RESOURCE, SET_DELETE_SHOW, NAMES_AND_VALUES)
    for function in (param, meta, utilization):
        level.command(*parameters)(function)


def param(context: Context, arguments: Arguments) -> Reply:
    """Set, delete or show parameters of a resource: what its agent is given.

    `set` takes NAME VALUE, or several NAME=VALUE; all of them are set, or none. `show` without a
    name lists what there is, what comes from its template included. Secrets read `******` without
    `--show-secrets`.

    Example:
        # two at once
        param vip set nic=eth1 cidr_netmask=24
        param vip show nic
        param vip delete nic
    """
    return _run(context, arguments, _PARAMS)


def meta(context: Context, arguments: Arguments) -> Reply:
    """Set, delete or show meta attributes of a resource: how the cluster treats it.

    `show` tells also what holds because the template, the container or the defaults say so.

    Example:
        meta vip set priority 10
        meta vip show priority
        meta vip delete priority
    """
    return _run(context, arguments, _META)


def utilization(context: Context, arguments: Arguments) -> Reply:
    """Set, delete or show what a resource needs of its node, such as memory.

    Example:
        utilization vip set memory 512
        utilization vip show memory
        utilization vip delete memory
    """
    return _run(context, arguments, _UTILIZATION)


def _run(context: Context, arguments: Arguments, section: Section) -> Reply:
    verbs: dict[str, Callable[[Context, Arguments, Section], Reply]] = {
        "set": _set,
        "delete": _delete,
        "show": _show,
    }
    return verbs[arguments["verb"]](context, arguments, section)


def _owner(cib: Cib, id_: str, section: Section) -> Element:
    """Return what the attributes are those of.  Raises CrmError (no-such-object, wrong-kind)."""
    owner = the_resource(cib, id_, _CONFIGURED)
    if owner.tag not in section.tags:
        words = f"{id_!r} is {a_kind(owner)}, and has no {section.word}"
        hint = f"its primitives have them; 'meta {id_}' sets what holds for all of it"
        raise CrmError(Diagnostic("wrong-kind", words, subject=id_, hint=hint))
    return owner


def _path(id_: str, section: Section, name: str, word: PlacedWord) -> Path:
    return parse(f"{word_text(id_)}.{section.word}.{name_text(name)}", word.location)


# ------------------------------------------------------------------ changing


def _set(context: Context, arguments: Arguments, section: Section) -> Reply:
    id_ = arguments["resource"]
    assignments = [
        Assignment(_path(id_, section, name, word), value)
        for name, value, word in _pairs(arguments["words"])
    ]
    shown = " ".join(f"{one.path.text} {one.shown}" for one in assignments)

    def change(cib: Cib) -> list[str]:
        _owner(cib, id_, section)
        set_all(cib, assignments, [])
        return []

    return operate(context, f"set {shown}", change)


def _pairs(words: Sequence[PlacedWord]) -> Iterator[tuple[str, str, PlacedWord]]:
    """Yield names and values of `NAME VALUE` and `NAME=VALUE`.  Raises CrmError (usage)."""
    rest = list(words)
    if not rest:
        raise CrmError(Diagnostic("usage", "expected the name of what is to be set"))
    while rest:
        word = rest.pop(0)
        name, equals, value = word.text.partition("=")
        if not equals and not rest:
            message = f"expected a value for {word.text!r}, found the end of the command"
            hint = "'NAME VALUE' or 'NAME=VALUE'; an empty value is ''"
            raise CrmError(Diagnostic("usage", message, location=word.location, hint=hint))
        if not name:
            message = f"{word.text!r} has no name in front of the '='"
            raise CrmError(Diagnostic("usage", message, location=word.location))
        yield name, value if equals else rest.pop(0).text, word


def _delete(context: Context, arguments: Arguments, section: Section) -> Reply:
    id_, words = arguments["resource"], arguments["words"]
    if not words:
        raise CrmError(Diagnostic("usage", "expected the name of what is to be deleted"))
    paths = [_path(id_, section, word.text, word) for word in words]

    def change(cib: Cib) -> list[str]:
        owner = _owner(cib, id_, section)
        problems = [
            _unset_here(cib, owner, section, word)
            for word in words
            if own(cib, owner, word.text, section.tag) is None
        ]
        if problems:
            raise CrmError(*problems)
        for path in paths:
            unset(cib, path)
        return []

    return operate(context, f"unset {' '.join(one.text for one in paths)}", change)


def _unset_here(cib: Cib, owner: Element, section: Section, word: PlacedWord) -> Diagnostic:
    found = _holding(cib, owner, word.text, section)
    hint = None if found is None else f"it comes from {title(found.owner)}"
    message = f"{title(owner)} has no {word.text!r} in its {section.word}"
    return Diagnostic("no-such-value", message, location=word.location, hint=hint)


# ------------------------------------------------------------------ showing


def _show(context: Context, arguments: Arguments, section: Section) -> Reply:
    words: list[PlacedWord] = arguments["words"]
    cib = context.session.cib
    owner = _owner(cib, arguments["resource"], section)
    secrets = arguments["show_secrets"] or context.options.show_secrets
    names = [word.text for word in words] or list(_names(cib, owner, section))
    found = [(name, _holding(cib, owner, name, section)) for name in names]
    missing = [
        _not_set(owner, section, word)
        for word, (_, value) in zip(words, found, strict=False)
        if value is None
    ]
    if missing:
        raise CrmError(*missing)
    values = [(name, one) for name, one in found if one is not None]
    shown = [(name, _masked(name, one.value, secrets=secrets)) for name, one in values]
    text = "".join(f"{name} = {value}\n" for name, value in shown)
    if len(words) == 1:
        text = f"{shown[0][1]}\n"
    records = tuple(
        {"kind": "value", "name": name, "value": value, "from": object_name(one.owner)}
        for (name, value), (_, one) in zip(shown, values, strict=True)
    )
    notes = (f"{name} comes from {title(one.owner)}" for name, one in values if one.owner != owner)
    return Reply(text, "text", records, tuple(notes))


def _masked(name: str, value: str, *, secrets: bool) -> str:
    return MASK if value and is_secret(name) and not secrets else value


def _not_set(owner: Element, section: Section, word: PlacedWord) -> Diagnostic:
    usual = META_DEFAULTS.get(word.text) if section is _META else None
    hint = "what holds then, its agent decides" if section is _PARAMS else None
    if usual is not None:
        hint = f"without it, {usual!r} holds"
    message = f"{word.text!r} is not set for {title(owner)}"
    return Diagnostic("no-such-value", message, location=word.location, hint=hint)


def _sources(cib: Cib, owner: Element, section: Section) -> Iterator[Element]:
    """Yield what attributes of a resource come from, those that count more first."""
    at: Element | None = owner
    while at is not None:
        yield at
        template = cib.find(at.get("template", ""))
        if template is not None:
            yield template
        at = container(at) if section is _META else None


def _holding(cib: Cib, owner: Element, name: str, section: Section) -> Effective | None:
    for source in _sources(cib, owner, section):
        found = own(cib, source, name, section.tag)
        if found is not None:
            return found
    return default(cib, name) if section is _META else None


def _names(cib: Cib, owner: Element, section: Section) -> Iterator[str]:
    """Yield the names that are set for a resource, each once."""
    seen: set[str] = set()
    for source in _sources(cib, owner, section):
        for nvset in xmltree.children(source):
            if nvset.tag != section.tag:
                continue
            shared = cib.find(nvset.get("id-ref", ""))
            for pair in xmltree.children(nvset if shared is None else shared):
                name = _name_of(cib, pair)
                if name and name not in seen:
                    seen.add(name)
                    yield name


def _name_of(cib: Cib, pair: Element) -> str:
    """Return the name of a pair, which may refer to another one."""
    shared = cib.find(pair.get("id-ref", ""))
    return pair.get("name", "") if shared is None else shared.get("name", "")
