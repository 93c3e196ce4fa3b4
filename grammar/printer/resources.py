"""Primitives, templates, groups and clones into text."""

import re
from collections.abc import Iterator

from crmsh_py.grammar import tree
from crmsh_py.grammar.agents import agent_text, is_plain_agent
from crmsh_py.grammar.lexical import quote, quote_always
from crmsh_py.grammar.printer.values import Mask, described, join, nvset, pairs, setting
from crmsh_py.grammar.words import MEMBER_WORDS


def primitive(primitive: tree.Primitive, mask: Mask) -> Iterator[str]:
    """Yield the parts of a primitive or a template."""
    keyword = "rsc_template" if primitive.is_template else "primitive"
    agent = primitive.agent
    name = f"@{agent.id}" if isinstance(agent, tree.TemplateRef) else _agent(agent)
    yield f"{keyword} {primitive.id} {name}"
    if primitive.description is not None:
        yield f"description={quote(primitive.description)}"
    for clause in primitive.clauses:
        match clause:
            case tree.NvSet():
                yield nvset(clause, mask)
            case tree.Operations():
                told = (setting("$id", clause.id), setting("$id-ref", clause.id_ref))
                yield join(("operations", *told))
            case tree.Op():
                head = ("op", setting("$id", clause.id), _op_name(clause.name))
                yield join((*head, *pairs(clause.attributes, mask)))
                for one in clause.sets:
                    yield nvset(one, mask)


def _agent(agent: tree.Agent) -> str:
    name = agent_text(agent)
    return name if is_plain_agent(name) else quote_always(name)


def _op_name(name: str) -> str:
    return name if re.fullmatch(r"[\w-]+", name) else quote_always(name)


def _member(rsc: tree.Word) -> str:
    return quote_always(rsc.text) if rsc.text.lower() in MEMBER_WORDS else rsc.text


def monitor(monitor: tree.Monitor, _mask: Mask) -> Iterator[str]:
    """Yield the one part of a monitor."""
    role = f":{monitor.role}" if monitor.role else ""
    timeout = f":{monitor.timeout}" if monitor.timeout else ""
    yield f"monitor {monitor.rsc}{role} {monitor.interval}{timeout}"


def group(group: tree.Group, mask: Mask) -> Iterator[str]:
    """Yield the parts of a group."""
    yield join(("group", group.id, *map(_member, group.members)))
    yield from described(group.description, group.sets, mask)


def clone(clone: tree.Clone, mask: Mask) -> Iterator[str]:
    """Yield the parts of a clone or a master."""
    yield f"{'ms' if clone.is_master else 'clone'} {clone.id} {_member(clone.rsc)}"
    yield from described(clone.description, clone.sets, mask)
