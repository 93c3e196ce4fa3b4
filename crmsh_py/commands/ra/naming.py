"""Which agent a user means by a word."""

from crmsh_py.agents.agent import Agent
from crmsh_py.agents.known import KnownAgents
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar.agents import CLASSES, agent_of
from crmsh_py.grammar.tree import Agent as Name
from crmsh_py.spelling import did_you_mean, nearest


def name_text(name: Name) -> str:
    """Return the whole name of an agent: `ocf:heartbeat:IPaddr2`."""
    return ":".join(filter(None, (name.class_, name.provider, name.type)))


def candidates(library: KnownAgents, text: str) -> list[Name]:
    """Return the agents that a word may mean, the likeliest first.

    Raises CrmError (no-such-agent) if nobody knows of any.
    """
    found = library.resolve(text)
    if not found:
        raise CrmError(unknown(library, text))
    return found


def known_agent(library: KnownAgents, text: str) -> tuple[Agent, list[Name]]:
    """Return the agent that a word means, and the others that it may mean as well.

    Raises CrmError (no-such-agent).
    """
    found = candidates(library, text)
    agent = library.read(found[0])
    if agent is None:
        raise CrmError(unknown(library, text))
    return agent, found[1:]


def unknown(library: KnownAgents, text: str) -> Diagnostic:
    """Report a word that means no agent known here."""
    meant = agent_of(text)
    if meant is None:
        words = f"{text!r} is no name of an agent"
        hint = "write CLASS:PROVIDER:TYPE or CLASS:TYPE; 'ra classes' lists the classes"
        return Diagnostic("no-such-agent", words, subject=text, hint=hint)
    words = f"no agent {text!r} is installed here, or in the catalogue"
    near = _nearest(library, meant)
    listing = f"'ra list {meant.class_}' lists those that are known"
    hint = f"did you mean '{near}'?" if near else listing
    return Diagnostic("no-such-agent", words, subject=text, hint=hint)


def _nearest(library: KnownAgents, name: Name) -> str | None:
    """Return the agent whose type is most like that of a name; class and provider are like all."""
    known = list(library.names(name.class_))
    type_ = nearest(name.type, dict.fromkeys(one.type for one in known))
    found = [one for one in known if one.type == type_]
    own = [one for one in found if one.provider == name.provider]
    return name_text((own or found)[0]) if found else None


def known_class(class_: str) -> str:
    """Return a class of agents.  Raises CrmError (no-such-agent) if there is no such class."""
    if class_ not in CLASSES:
        words = f"there is no class of agents {class_!r}"
        hint = did_you_mean(class_, CLASSES) or "'ra classes' lists them"
        raise CrmError(Diagnostic("no-such-agent", words, subject=class_, hint=hint))
    return class_
