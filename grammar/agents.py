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


_NAME = re.compile(r"[\w.+:/\\-][\w.@+:/\\-]*")


def is_plain_agent(text: str) -> bool:
    """Tell whether a name of an agent stands without quotes: it holds nothing unusual."""
    too_long = text.startswith("ocf:") and text.count(":") > 2
    return _NAME.fullmatch(text) is not None and not too_long


def agent_of(text: str) -> Agent | None:
    """Return the agent that a name means, or None if it is none."""
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
    return Agent("ocf", provider, type_) if provider and type_ else None


def _bare(type_: str) -> Agent:
    if type_.startswith("fence_"):
        return Agent("stonith", None, type_)
    return Agent("ocf", _PROVIDERS.get(type_, "heartbeat"), type_)


def agent_text(agent: Agent) -> str:
    """Return an agent's name as it is printed: as short as reading allows."""
    if agent.provider is None:
        return f"{agent.class_}:{agent.type}"
    is_template = agent.type.startswith("@")  # how a bare word would be read
    if agent.provider == "heartbeat" and agent_of(agent.type) == agent and not is_template:
        return agent.type
    return f"{agent.class_}:{agent.provider}:{agent.type}"
