"""How checks of agents name them, and where in a resource's statement things stand."""

from collections.abc import Iterable

from crmsh_py.grammar.tree import Agent as Name
from crmsh_py.model.elements import object_of
from crmsh_py.verify.view import Primitive, View
from crmsh_py.verify.view.pairs import INSTANCE
from crmsh_py.xmltree import Element


def full_name(name: Name) -> str:
    """Return an agent's name with class and provider."""
    parts = (name.class_, name.provider, name.type)
    return ":".join(part for part in parts if part)


def behind_agent(primitive: Primitive, *words: str) -> tuple[str, ...]:
    """Return words of a statement behind its agent, with which what it says begins."""
    if primitive.template is not None:
        return primitive.template.get("id", ""), *words
    return (primitive.agent.type if primitive.agent is not None else "", *words)


def culprit(primitive: Primitive) -> Element:
    """Return what is to be mended if operations are wrong or missing.

    It is the template if a resource leaves operations to it, having none of its own.
    """
    template = primitive.template
    if template is None or any(not op.inherited for op in primitive.operations):
        return primitive.element
    return template


def in_culprit(primitive: Primitive, *words: str) -> tuple[str, ...]:
    """Return words behind the agent in the statement of the `culprit`."""
    if culprit(primitive) is primitive.template and primitive.agent is not None:
        return primitive.agent.type, *words
    return behind_agent(primitive, *words)


def is_told_elsewhere(view: View, primitive: Primitive, name: str) -> bool:
    """Tell whether a parameter comes from a set that a resource of the same agent says."""
    for nvset in primitive.element.iterchildren(INSTANCE):
        there = view.cib.find(nvset.get("id-ref", ""))
        if there is not None and any(pair.get("name") == name for pair in there):
            other = view.by_id.get(object_of(there).get("id", ""))
            return isinstance(other, Primitive) and other.agent == primitive.agent
    return False


def listed(words: Iterable[str]) -> str:
    """Return words as a text lists them: `'a', 'b' and 'c'`."""
    quoted = [f"'{word}'" for word in words]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)
