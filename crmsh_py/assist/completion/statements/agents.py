"""Names of agents by steps: class, provider, type; bare types; templates."""

from collections.abc import Iterator
from functools import partial

from crmsh_py.agents.agent import Agent
from crmsh_py.agents.known import KnownAgents
from crmsh_py.agents.wording import worded
from crmsh_py.assist.completion.objects import told
from crmsh_py.assist.completion.offers import Candidate
from crmsh_py.assist.completion.statements.slot import Slot
from crmsh_py.grammar import lexical
from crmsh_py.grammar.agents import CLASSES, agent_of
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.tree import Agent as Name
from crmsh_py.model.cib import Cib
from crmsh_py.xmltree import Element

_CLASSES = {
    "ocf": "scripts of the Open Cluster Framework: ocf:PROVIDER:TYPE",
    "stonith": "fence devices: stonith:fence_...",
    "systemd": "units of systemd",
    "lsb": "init scripts",
    "service": "a unit of systemd or an init script, whichever there is",
}
"""Classes that are offered, with what is in them; others are history."""
_PROVIDERS = {
    "heartbeat": "agents of resource-agents",
    "pacemaker": "agents of Pacemaker",
    "linbit": "agents of DRBD and LINSTOR",
    "booth": "agents of booth, for tickets",
}


def names(slot: Slot) -> Iterator[Candidate]:
    """Yield agents, or beginnings of their names; templates where one can stand."""
    if slot.expected.label.startswith("@"):
        yield from slot.knowledge.of_cib(_templates)
        return
    library = slot.knowledge.library()
    if library is None:
        yield from (Candidate(f"{one}:", told, whole=False) for one, told in _CLASSES.items())
        return
    class_, colon, rest = slot.word.partition(":")
    if not colon:
        yield from _first_words(slot, library)
    elif class_ == "ocf" and ":" not in rest:
        yield from _providers(library)
        yield from _types(library, rest)
    elif class_ in CLASSES:
        yield from _of_class(library, class_, rest)


def _templates(cib: Cib) -> Iterator[Candidate]:
    section = cib.section("resources")
    for one in [] if section is None else section.iterchildren("template"):
        yield Candidate(f"@{one.get('id', '')}", told(one))


def _first_words(slot: Slot, library: KnownAgents) -> Iterator[Candidate]:
    """Yield classes, and types alone once a letter is typed: there are hundreds."""
    for one, words in _CLASSES.items():
        yield Candidate(f"{one}:", words, whole=False)
    if slot.word and not slot.word.startswith("@"):
        yield from _bare(library)


def _bare(library: KnownAgents) -> Iterator[Candidate]:
    for class_ in ("ocf", "stonith"):
        for name in library.names(class_):
            if agent_of(name.type) == name:
                meaning = partial(_known, library, name, is_bare=True)
                yield Candidate(lexical.quote_argument(name.type), meaning)


def _providers(library: KnownAgents) -> Iterator[Candidate]:
    for one in sorted({name.provider or "" for name in library.names("ocf")}):
        yield Candidate(f"ocf:{one}:", _PROVIDERS.get(one, "agents of this provider"), whole=False)


def _types(library: KnownAgents, word: str) -> Iterator[Candidate]:
    """Yield agents by whole names to who types a type behind `ocf:` and no provider."""
    for name in library.names("ocf") if word else ():
        if name.type.lower().startswith(word.lower()):
            meaning = partial(_known, library, name)
            yield Candidate(f"ocf:{name.provider}:{name.type}", meaning)


def _of_class(library: KnownAgents, class_: str, rest: str) -> Iterator[Candidate]:
    provider = rest.partition(":")[0] if class_ == "ocf" else None
    for name in library.names(class_, provider):
        whole = ":".join(filter(None, (name.class_, name.provider, name.type)))
        yield Candidate(lexical.quote_argument(whole), partial(_known, library, name))


def _known(library: KnownAgents, name: Name, *, is_bare: bool = False) -> str:
    """Return which agent a bare type means, and whether it is installed: none is run for it."""
    facts = []
    if is_bare and name.provider:
        facts.append(f"{name.class_}:{name.provider}")
    if library.machine is not None:
        facts.append("installed" if library.is_installed(name) else "not installed here")
    return ", ".join(facts) or ("a fence device" if name.class_ == "stonith" else "")


# ------------------------------------------------------------------ the agent of a statement


def template_of(slot: Slot) -> Element | None:
    """Return the template that a statement's resource is made from, if one is named."""
    word = next(slot.words(Kind.AGENT), "")
    cib = slot.knowledge.cib() if word.startswith("@") else None
    found = None if cib is None else cib.find(word[1:])
    return found if found is not None and found.tag == "template" else None


def name_of(slot: Slot) -> Name | None:
    """Return the name of the agent that a statement is about: its own, or its template's."""
    word = next(slot.words(Kind.AGENT), "")
    if not word.startswith("@"):
        return agent_of(word)
    return _name(template_of(slot))


def name_in(cib: Cib, id_: str) -> Name | None:
    """Return the name of the agent that a resource of the configuration has."""
    element = cib.find(id_)
    template = None if element is None else element.get("template")
    return _name(element if template is None else cib.find(template))


def _name(element: Element | None) -> Name | None:
    if element is None or element.get("type") is None:
        return None
    return Name(element.get("class", ""), element.get("provider"), element.get("type", ""))


def agent(slot: Slot) -> Agent | None:
    """Return what is known of the agent that a statement is about."""
    name, library = name_of(slot), slot.knowledge.library()
    found = None if name is None or library is None else library.find(name)
    return None if found is None else worded(found)
