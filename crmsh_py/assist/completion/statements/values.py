"""Values behind `name=`: those that there are, the default, what is advised, what is in use."""

from collections.abc import Iterable, Iterator

from crmsh_py.assist.completion import objects as told
from crmsh_py.assist.completion.offers import Candidate
from crmsh_py.assist.completion.statements.facts import Named
from crmsh_py.assist.completion.statements.in_use import values_in_use
from crmsh_py.assist.completion.statements.slot import Slot, pair
from crmsh_py.options.values import truth
from crmsh_py.secrets import is_secret

_BOOLEANS = frozenset({"boolean", "bool"})
_HOST_LISTS = frozenset({"pcmk_host_list", "hostlist", "nodelist"})
"""Parameters that are lists of nodes, with commas between."""


def values(slot: Slot, known: Named, *, advised: Iterable[str] = ()) -> Iterator[Candidate]:
    """Yield `name=value` for what `known.name` can be, as a part of the set it stands in."""
    name, value = slot.assigned or (known.name, "")
    if is_secret(known.name):
        return
    seen: set[str] = set()
    for one, meaning in _all(slot, known, value, advised):
        if one and one not in seen:
            seen.add(one)
            yield pair(name, one, meaning)


def _all(slot: Slot, known: Named, value: str, advised: Iterable[str]) -> Iterator[tuple[str, str]]:
    yield from ((one, "advised by the agent") for one in advised)
    if known.name in _HOST_LISTS:
        yield from _listed(slot, value)
    if known.type == "node":
        yield from ((one.word, one.meaning) for one in slot.knowledge.of_cib(told.nodes))
    yield from _fixed(known)
    if known.default and not known.values and known.type not in _BOOLEANS:
        yield known.default, "default"
    if known.type == "score":
        yield from (("INFINITY", "more than any number"), ("-INFINITY", "never"))
    if known.shared:
        yield from values_in_use(slot, known.name)


def _fixed(known: Named) -> Iterator[tuple[str, str]]:
    is_boolean = known.type in _BOOLEANS
    effects = dict(known.effects)
    for word in known.values or (("true", "false") if is_boolean else ()):
        same = truth(word) is truth(known.default) if is_boolean else word == known.default
        default = "default" if known.default and same else ""
        yield word, ": ".join(filter(None, (default, effects.get(word, ""))))


def _listed(slot: Slot, value: str) -> Iterator[tuple[str, str]]:
    """Yield the nodes behind those that stand in front of the last comma."""
    listed, comma, _ = value.rpartition(",")
    for one in slot.knowledge.of_cib(told.nodes):
        if one.word not in listed.split(","):
            yield f"{listed}{comma}{one.word}", one.meaning
