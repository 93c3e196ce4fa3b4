"""The commands of `node` that set, delete and show attributes, lasting and transient.

Lasting ones and utilization are in the configuration; transient ones are known to the daemons of
a running cluster only, and go when the node restarts.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, PlacedWord
from crmsh_py.commands.node.choice import the_node
from crmsh_py.commands.node.list import masked, node_values
from crmsh_py.commands.operating import operate
from crmsh_py.commands.parameters import NAMES_AND_VALUES, NODE, SET_DELETE_SHOW, SHOW_SECRETS
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.model.cib import Cib
from crmsh_py.model.masking import masked_value
from crmsh_py.model.meta import drop, own, write
from crmsh_py.model.nodes import ATTRIBUTES, UTILIZATION, Named, entry
from crmsh_py.pacemaker.nodes import delete_transient, set_transient, transient_attributes
from crmsh_py.secrets import MASK, is_secret


@dataclass(frozen=True, slots=True)
class _Pair:
    name: str
    value: str
    word: PlacedWord

    @property
    def shown(self) -> str:
        """The pair as it may be told."""
        return f"{self.name}={masked(self.name, self.value, secrets=False)}"


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    parameters = (SHOW_SECRETS, NODE, SET_DELETE_SHOW, NAMES_AND_VALUES)
    level.command(*parameters)(attribute)
    level.command(*parameters)(utilization)
    level.command(*parameters, name="status-attr")(status_attr)


def attribute(context: Context, arguments: Arguments) -> Reply:
    """Set, delete or show attributes of a node, which rules of locations can ask for.

    `set` takes NAME VALUE, or several NAME=VALUE: all of them are set, or none. `show` without a
    name lists all that there are. Secrets read `******` without `--show-secrets`.

    Example:
        # one, or several
        attribute node1 set rack 7
        attribute node1 set rack=7 room=cellar
        attribute node1 show rack
        attribute node1 delete rack room
    """
    return _lasting(context, arguments, ATTRIBUTES)


def utilization(context: Context, arguments: Arguments) -> Reply:
    """Set, delete or show what a node has to offer, such as memory, of which resources use some.

    Example:
        utilization node1 set memory 4096
        utilization node1 show
        utilization node1 delete memory
    """
    return _lasting(context, arguments, UTILIZATION)


def status_attr(context: Context, arguments: Arguments) -> Reply:
    """Set, delete or show transient attributes of a node: they go when it restarts.

    Agents keep what they find out in them (`pingd`); the cluster keeps fail counts.

    Example:
        status-attr node1 set pingd 100
        status-attr node1 show
        status-attr node1 delete pingd
    """
    node = the_node(context, arguments["node"])
    there = transient_attributes(context.tools).get(node.name, {})
    match arguments["verb"]:
        case "show":
            secrets = arguments["show_secrets"] or context.options.show_secrets
            values = {name: masked(name, text, secrets=secrets) for name, text in there.items()}
            return _shown(node, arguments["words"], values, "transient attributes")
        case "set":
            return _set_transient(context, node, _pairs(arguments["words"]), there)
        case _:
            return _delete_transient(context, node, arguments["words"], there)


def _lasting(context: Context, arguments: Arguments, tag: str) -> Reply:
    """Do what is asked for with what the configuration says of a node."""
    node, words = the_node(context, arguments["node"]), arguments["words"]
    match arguments["verb"]:
        case "show":
            secrets = arguments["show_secrets"] or context.options.show_secrets
            values = node_values(context.session.cib, node.name, tag, secrets=secrets)
            return _shown(node, words, values, _WORDS[tag])
        case "set":
            return _set(context, node, _pairs(words), tag)
        case _:
            return _delete(context, node, words, tag)


_WORDS = {ATTRIBUTES: "attributes", UTILIZATION: "utilization"}


# ------------------------------------------------------------------ lasting


def _set(context: Context, node: Named, pairs: Sequence[_Pair], tag: str) -> Reply:
    shown = " ".join(one.shown for one in pairs)

    def change(cib: Cib) -> list[str]:
        before = cib.node(node.name)
        there = {} if before is None else node_values(cib, node.name, tag, secrets=True)
        _refuse_masked(pairs, there)
        holder = entry(cib, node)
        for one in pairs:
            if there.get(one.name) != one.value and not _is_kept(one):
                write(cib, holder, one.name, one.value, tag)
        return [f"{one.shown} is so already" for one in pairs if there.get(one.name) == one.value]

    return operate(context, f"set {node.name} {_WORDS[tag]} {shown}", change)


def _delete(context: Context, node: Named, words: Sequence[PlacedWord], tag: str) -> Reply:
    _require_names(words)

    def change(cib: Cib) -> list[str]:
        holder = cib.node(node.name)
        problems = [
            _missing(node, word, _WORDS[tag])
            for word in words
            if holder is None or own(cib, holder, word.text, tag) is None
        ]
        if holder is None or problems:
            raise CrmError(*problems)
        for name in dict.fromkeys(word.text for word in words):
            drop(cib, holder, name, tag)
        return []

    names = " ".join(word.text for word in words)
    return operate(context, f"delete {node.name} {_WORDS[tag]} {names}", change)


# ------------------------------------------------------------------ transient


def _set_transient(
    context: Context, node: Named, pairs: Sequence[_Pair], there: Mapping[str, str]
) -> Reply:
    _refuse_masked(pairs, there)
    new = [one for one in pairs if not _is_kept(one)]
    return _each(
        context,
        [f"{node.name}: {one.shown} until it restarts" for one in new],
        [partial(set_transient, context.tools, node.name, one.name, one.value) for one in new],
    )


def _delete_transient(
    context: Context, node: Named, words: Sequence[PlacedWord], there: Mapping[str, str]
) -> Reply:
    _require_names(words)
    what = "transient attributes"
    problems = [_missing(node, one, what) for one in words if one.text not in there]
    if problems:
        raise CrmError(*problems)
    names = list(dict.fromkeys(one.text for one in words))
    return _each(
        context,
        [f"{node.name}: {name} is taken off" for name in names],
        [partial(delete_transient, context.tools, node.name, name) for name in names],
    )


def _each(context: Context, lines: Sequence[str], acts: Sequence[Callable[[], None]]) -> Reply:
    if context.options.dry_run:
        return Reply(notes=(*lines, "dry run: nothing was changed"))
    for act in acts:
        act()
    return Reply(notes=tuple(lines))


# ------------------------------------------------------------------ words


def _pairs(words: Sequence[PlacedWord]) -> list[_Pair]:
    """Return the pairs of `NAME VALUE` and `NAME=VALUE`.  Raises CrmError (usage)."""
    found, rest = [], list(words)
    if not rest:
        raise CrmError(Diagnostic("usage", "expected the name of what is to be set"))
    while rest:
        word = rest.pop(0)
        name, equals, value = word.text.partition("=")
        if not name:
            message = f"{word.text!r} has no name in front of the '='"
            raise CrmError(Diagnostic("usage", message, location=word.location))
        if not equals and not rest:
            message = f"expected a value for {word.text!r}, found the end of the command"
            hint = "'NAME VALUE' or 'NAME=VALUE'; an empty value is ''"
            raise CrmError(Diagnostic("usage", message, location=word.location, hint=hint))
        found.append(_Pair(name, value if equals else rest.pop(0).text, word))
    return found


def _require_names(words: Sequence[PlacedWord]) -> None:
    if not words:
        raise CrmError(Diagnostic("usage", "expected the name of what is to be deleted"))


def _is_kept(pair: _Pair) -> bool:
    """Tell whether a value is masked: it means what is there."""
    return is_secret(pair.name) and pair.value == MASK


def _refuse_masked(pairs: Sequence[_Pair], there: Mapping[str, str]) -> None:
    problems = [masked_value(one.name) for one in pairs if _is_kept(one) and one.name not in there]
    if problems:
        raise CrmError(*problems)


def _missing(node: Named, word: PlacedWord, what: str) -> Diagnostic:
    message = f"node {node.name} has no {word.text!r} in its {what}"
    return Diagnostic("no-such-value", message, location=word.location)


def _shown(node: Named, words: Sequence[PlacedWord], values: Mapping[str, str], what: str) -> Reply:
    """Show values of a node, or all: lines `name=value`.  Raises CrmError (no-such-value)."""
    problems = [_missing(node, word, what) for word in words if word.text not in values]
    if problems:
        raise CrmError(*problems)
    names = [word.text for word in words] or list(values)
    found: Iterator[tuple[str, str]] = ((name, values[name]) for name in names)
    records = tuple({"kind": "value", "name": name, "value": text} for name, text in found)
    text = "".join(f"{one['name']}={one['value']}\n" for one in records)
    notes = () if names else (f"node {node.name} has no {what}",)
    return Reply(text, "text", records, notes)
