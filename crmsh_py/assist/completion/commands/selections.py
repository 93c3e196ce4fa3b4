"""Selections: ids, `changed`, and what is selected by a type, a tag, an agent, a relation."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from crmsh_py.assist.completion import objects
from crmsh_py.assist.completion.commands import ids
from crmsh_py.assist.completion.commands.place import Place
from crmsh_py.assist.completion.offers import Candidate
from crmsh_py.assist.knowledge import Knowledge
from crmsh_py.commands.selections import CHANGED, PREFIXES
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import kind
from crmsh_py.model.vocabulary import KINDS, OPTION_SETS


def selections(place: Place) -> Iterator[Candidate]:
    """Yield the words that select something, once it is clear by what they do."""
    prefix, colon, _ = place.word.partition(":")
    source = _BEHIND.get(prefix.lower() + colon)
    if source is not None:
        for one in source(place.knowledge):
            yield Candidate(f"{prefix}:{one.word}", one.told)
        return
    yield from ids.objects(place.knowledge)
    yield Candidate(CHANGED, "what is not committed yet")
    yield from (Candidate(one, _PREFIXES[one], whole=False) for one in PREFIXES)


def of_program(place: Place) -> Iterator[Candidate]:
    """Yield what follows `--` behind a program and its arguments: the objects that it gets."""
    if "--" in place.before:
        yield from selections(place)
    else:
        yield Candidate("--", "behind it: which objects the program gets")


_PREFIXES = {
    "type:": "all objects of a type",
    "tag:": "what a tag names",
    "related:": "an object and all that has to do with it",
    "agent:": "the resources of an agent",
}


def _types(knowledge: Knowledge) -> Iterable[Candidate]:
    return knowledge.of_cib(_counted_types)


def _counted_types(cib: Cib) -> Iterator[Candidate]:
    known = {*KINDS.values(), *OPTION_SETS}
    every = Counter(KINDS.get(str(one.tag)) or kind(one) for one in cib.objects())
    return _counted({word: count for word, count in every.items() if word in known})


def _tags(knowledge: Knowledge) -> Iterable[Candidate]:
    return ids.objects(knowledge, ("tag",))


def _agents(knowledge: Knowledge) -> Iterable[Candidate]:
    return knowledge.of_cib(_counted_agents)


def _counted_agents(cib: Cib) -> Iterator[Candidate]:
    holders = (one for one in cib.objects() if one.tag in {"primitive", "template"})
    names = (objects.agent_of(one) for one in holders if one.get("template") is None)
    return _counted(Counter(names))


def _counted(counts: Mapping[str, int]) -> Iterator[Candidate]:
    for name, count in sorted(counts.items()):
        if name:
            yield Candidate(name, f"{count} object{'' if count == 1 else 's'}")


_BEHIND: Mapping[str, Callable[[Knowledge], Iterable[Candidate]]] = {
    "type:": _types,
    "tag:": _tags,
    "related:": ids.objects,
    "agent:": _agents,
}
