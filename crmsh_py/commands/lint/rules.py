"""The rules of `lint --fix`: terms of old, names of old, and what stands twice."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from crmsh_py.agents.agent import Agent
from crmsh_py.commands.lint.rewriting import Change, Facts, Rewrite, Rule, mapped
from crmsh_py.grammar import tree
from crmsh_py.grammar.lexical import words
from crmsh_py.model.given import Given
from crmsh_py.source import Span
from crmsh_py.upgrade.names import PARAMETERS_3, property_fate_3, property_fate_4

_ROLES = {"Master": "Promoted", "Slave": "Unpromoted"}
_ROLE_NAMES = frozenset({"role", "target-role"})
_CLONE_META = {"master-max": "promoted-max", "master-node-max": "promoted-node-max"}
_ROLE = re.compile(
    r"(?:(?<![\w-])\$?(?:target-)?role=[\"']?|:)(?P<role>Master|Slave)(?=[\"')}\]]*\Z)"
)
_NEW_CLONES, _NEW_ROLES = (3, 1), (3, 7)
"""The schemas from which on clones can be promotable, and roles have their new names."""
_2_0, _2_1 = (2, 0, 0), (2, 1, 0)
"""The releases of Pacemaker that brought the new names of options, and those of roles."""


# ------------------------------------------------------------------ terms of old


def _clones(given: Given, facts: Facts) -> Rewrite | None:
    """Say `ms` as a clone that is promotable."""
    clone = given.statement
    if not isinstance(clone, tree.Clone) or not clone.is_master:
        return None
    if facts.schema < _NEW_CLONES or not facts.has(_2_0):
        return None
    metas = [one for one in clone.sets if one.keyword == "meta"]
    if any(_is_special(one) or "promotable" in _names(one.nvpairs) for one in metas):
        return None
    keyword = Change(next(words(given.source.text)).span, "clone")
    promotable = tree.NvPair("promotable", "true")
    if metas:
        end = metas[0].span.end
        meta = replace(metas[0], nvpairs=(*metas[0].nvpairs, promotable))
        sets = tuple(meta if one is metas[0] else one for one in clone.sets)
        added = Change(Span(end, end), " promotable=true")
    else:
        end = len(given.source.text)
        sets = (*clone.sets, tree.NvSet("meta", (promotable,)))
        joint = " \\\n\t" if "\n" in given.source.text else " "
        added = Change(Span(end, end), f"{joint}meta promotable=true")
    return Rewrite((keyword, added), replace(clone, is_master=False, sets=sets))


def _is_special(nvset: tree.NvSet) -> bool:
    return bool(nvset.rules) or nvset.id_ref is not None


def _roles(given: Given, facts: Facts) -> Rewrite | None:
    """Say Master as Promoted, and Slave as Unpromoted."""
    text = given.source.text
    if "Master" not in text and "Slave" not in text:
        return None
    if facts.schema < _NEW_ROLES or not facts.has(_2_1):
        return None
    changes = tuple(_role_changes(text))
    return Rewrite(changes, mapped(given.statement, _with_new_role)) if changes else None


def _role_changes(text: str) -> Iterator[Change]:
    for word in words(text):
        found = _ROLE.search(text, word.span.start, word.span.end)
        if found is not None:
            yield Change(Span(*found.span("role")), _ROLES[found["role"]])


def _with_new_role(node: Any) -> Any:
    match node:
        case tree.NvPair(name=name, value=value) if name in _ROLE_NAMES and value in _ROLES:
            return replace(node, value=_ROLES[value])
        case tree.End() | tree.ResourceSet() if node.qualifier in _ROLES:
            return replace(node, qualifier=_ROLES[node.qualifier])
        case tree.Rule() | tree.Monitor() if node.role in _ROLES:
            return replace(node, role=_ROLES[node.role])
    return node


# ------------------------------------------------------------------ names of old


def _clone_meta(given: Given, facts: Facts) -> Rewrite | None:
    """Give meta attributes of clones the names that they have since 2.0.0."""
    clone = given.statement
    if not isinstance(clone, tree.Clone) or clone.is_master or not facts.has(_2_0):
        return None
    return _renamed(given, [one for one in clone.sets if one.keyword == "meta"], _CLONE_META.get)


def _properties(given: Given, facts: Facts) -> Rewrite | None:
    """Give properties of the cluster the names that they have since 2.0.0."""
    options = given.statement
    if not isinstance(options, tree.Options) or options.keyword != "property":
        return None
    if not facts.has(_2_0):
        return None

    def new_name(pair: tree.NvPair) -> str | None:
        name, value = pair.name or "", pair.value or ""
        fate = property_fate_3(name, value) or property_fate_4(name, value)
        is_renamed = fate is not None and fate.section is None and fate.value is None
        return fate.new if fate is not None and is_renamed else None

    return _renamed_pairs(given, [options.nvpairs], new_name)


def _parameters(given: Given, facts: Facts) -> Rewrite | None:
    """Give parameters the names that the agent's metadata has in the place of deprecated ones."""
    primitive = given.statement
    if not isinstance(primitive, tree.Primitive) or not isinstance(primitive.agent, tree.Agent):
        return None
    agent = facts.library.find(primitive.agent)
    known = _replacements(agent) if agent is not None else {}
    if primitive.agent.class_ == "stonith":
        known |= PARAMETERS_3
    sets = [one for one in primitive.clauses if isinstance(one, tree.NvSet)]
    params = [one for one in sets if one.keyword == "params"]
    values = {pair.value for one in params for pair in one.nvpairs}  # pcmk_host_argument=port
    usable = {old: new for old, new in known.items() if old not in values}
    return _renamed(given, params, usable.get)


def _replacements(agent: Agent) -> dict[str, str]:
    """Return the parameters of which one other takes the place."""
    return {
        name: one.replaced_by[0]
        for name, one in agent.parameters.items()
        if len(one.replaced_by) == 1 and one.replaced_by[0] in agent.parameters
    }


def _renamed(
    given: Given, sets: list[tree.NvSet], new_name: Callable[[str], str | None]
) -> Rewrite | None:
    return _renamed_pairs(
        given, [one.nvpairs for one in sets], lambda pair: new_name(pair.name or "")
    )


def _renamed_pairs(
    given: Given,
    sets: list[tuple[tree.NvPair, ...]],
    new_name: Callable[[tree.NvPair], str | None],
) -> Rewrite | None:
    """Rename pairs, where no pair of the new name is there already."""
    taken = {name for pairs in sets for name in _names(pairs)}
    found: dict[int, tuple[tree.NvPair, str]] = {}
    for pair in (pair for pairs in sets for pair in pairs):
        new = new_name(pair) if pair.id is None and pair.id_ref is None else None
        text = given.source.text[pair.span.start : pair.span.end]
        if new and new not in taken and text.startswith(f"{pair.name}="):
            found[id(pair)] = (pair, new)
            taken.add(new)
    return _with_names(given, found) if found else None


def _with_names(given: Given, found: Mapping[int, tuple[tree.NvPair, str]]) -> Rewrite:
    changes = tuple(
        Change(Span(pair.span.start, pair.span.start + len(pair.name or "")), new)
        for pair, new in found.values()
    )
    spans = {pair.span: new for pair, new in found.values()}

    def renamed(node: Any) -> Any:
        is_it = isinstance(node, tree.NvPair) and node.span in spans
        return replace(node, name=spans[node.span]) if is_it else node

    return Rewrite(changes, mapped(given.statement, renamed))


def _names(pairs: tuple[tree.NvPair, ...]) -> set[str]:
    return {pair.name for pair in pairs if pair.name is not None}


# ------------------------------------------------------------------ what stands twice


def _repeated(given: Given, _facts: Facts) -> Rewrite | None:
    """Leave out pairs that stand in their set already, with the same value."""
    repeated = set(_repeated_spans(given.statement))
    if not repeated:
        return None
    ends = [one.span.end for one in words(given.source.text)]
    changes = tuple(
        Change(Span(ends[bisect_right(ends, span.start) - 1], span.end), "") for span in repeated
    )

    def without(node: Any) -> Any:
        if not isinstance(node, tree.NvSet | tree.Options):
            return node
        return replace(node, nvpairs=tuple(p for p in node.nvpairs if p.span not in repeated))

    return Rewrite(changes, mapped(given.statement, without))


def _repeated_spans(statement: tree.Statement) -> Iterator[Span]:
    clauses: tuple[Any, ...] = getattr(statement, "clauses", ())
    sets: tuple[Any, ...] = getattr(statement, "sets", ())
    for one in (statement, *clauses, *sets):
        if not isinstance(one, tree.NvSet | tree.Options):
            continue
        seen: set[tuple[str | None, str | None]] = set()
        for pair in one.nvpairs:
            if pair.id is None and pair.id_ref is None and (pair.name, pair.value) in seen:
                yield pair.span
            seen.add((pair.name, pair.value))


RULES: tuple[Rule, ...] = (_clones, _roles, _clone_meta, _properties, _parameters, _repeated)
"""In the order in which they are taken."""
