"""Names of resource agents: `[class:[provider:]]type`.  Needs no pyparsing.

A bare type is `ocf:heartbeat:type`, but for the agents that only another provider has: the
reading of a text must not depend on what is installed where it is read.
"""

import re

from crmsh_py.grammar.tree import Agent

CLASSES = ("ocf", "lsb", "heartbeat", "stonith", "service", "systemd", "upstart", "nagios")

# Debian's pacemaker 2.1 and drbd-utils install these types under no other provider.
_PROVIDERS = {
    **dict.fromkeys(
        (
            "attribute",
            "controld",
            "HealthCPU",
            "HealthIOWait",
            "HealthSMART",
            "HealthSwap",
            "o2cb",
            "ping",
            "pingd",
            "remote",
            "Stateful",
            "SysInfo",
            "SystemHealth",
        ),
        "pacemaker",
    ),
    "drbd": "linbit",
}


_NAME = re.compile(r"[\w.@+:/\\-]+")


def agent_of(text: str) -> Agent | None:
    """Return the agent that a word names, or None if it is none."""
    if not _NAME.fullmatch(text):  # nothing that a shell would take for more than a name
        return None
    first, colon, rest = text.partition(":")
    if not colon:
        return _bare(text) if text else None
    if first not in CLASSES or not rest:
        return None
    if first != "ocf":
        return Agent(first, None, rest)
    provider, colon, type_ = rest.partition(":")
    if not colon:
        return Agent("ocf", _PROVIDERS.get(rest, "heartbeat"), rest)
    return Agent("ocf", provider, type_) if provider and type_ and ":" not in type_ else None


def _bare(type_: str) -> Agent:
    if type_.startswith("fence_"):
        return Agent("stonith", None, type_)
    return Agent("ocf", _PROVIDERS.get(type_, "heartbeat"), type_)


def agent_text(agent: Agent) -> str:
    """Return an agent's name as it is printed: as short as reading allows."""
    if agent.provider is None:
        return f"{agent.class_}:{agent.type}"
    if agent.provider == "heartbeat" and agent_of(agent.type) == agent:
        return agent.type
    return f"{agent.class_}:{agent.provider}:{agent.type}"
