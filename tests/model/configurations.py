"""Random configurations as statements that fit together: ids once only, references to something."""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

import trees
from hypothesis import strategies as st

from crmsh_py import xmltree
from crmsh_py.backends.base import Snapshot
from crmsh_py.commands.selections import select
from crmsh_py.commands.texts import statements_in
from crmsh_py.commands.views import shown
from crmsh_py.grammar import tree
from crmsh_py.grammar.printer import to_text
from crmsh_py.model import load
from crmsh_py.model.changes import Change
from crmsh_py.model.cib import Cib
from crmsh_py.model.empty import EMPTY_CIB
from crmsh_py.model.given import Given
from crmsh_py.source import Source
from crmsh_py.xmltree import Element

RSCS = ("a", "b", "c", "d", "e")
TEMPLATES = ("t1", "t2")

Statements = list[tree.Statement]


def given_of(statement: tree.Statement) -> Given:
    """Return a statement as if it had been typed."""
    return Given(statement, Source("test", to_text(statement)))


def empty(root: Element | None = None) -> Cib:
    """Return a CIB without objects, with the root's attributes if there is one."""
    made = xmltree.parse(EMPTY_CIB, "empty")
    if root is not None:
        made.attrib.clear()
        made.attrib.update(root.attrib)
    return Cib(made)


def cib_of(statements: Statements) -> Cib:
    cib = empty()
    load.replace(cib, [given_of(one) for one in statements])
    return cib


def text_of(cib: Cib) -> str:
    """Return all of a configuration as `save` writes it."""
    return "".join(f"{one.text}\n" for one in shown(cib, select(cib, ()), secrets=True))


def givens_of(cib: Cib) -> list[Given]:
    return statements_in(text_of(cib), "test")


class Memory:
    """A back end that holds a CIB and writes nothing."""

    name = "memory"
    tools = None

    def __init__(self, xml: bytes) -> None:
        self._snapshot = Snapshot.of(xml, "memory")

    def read(self) -> Snapshot:
        """Return what it holds."""
        return self._snapshot

    def wait(self) -> None:
        """Nothing to wait for."""

    def write(
        self,
        base: Snapshot,
        root: Element,
        *,
        changes: Sequence[Change] | None = None,
        force: bool = False,
    ) -> Snapshot:
        """Refuse: no test commits."""
        raise NotImplementedError

    def replace(self, root: Element, *, force: bool = False) -> Snapshot:
        """Refuse: no test commits."""
        raise NotImplementedError

    def is_stale(self, base: Snapshot) -> bool:
        """Tell whether it is another one: nobody changes it."""
        return base is not self._snapshot


# ------------------------------------------------------------------ making statements fit


_PARTS = (
    *(tree.NvPair, tree.NvSet, tree.Rule, tree.Operations, tree.Op),
    *(tree.Expression, tree.DateExpression, tree.RscExpression, tree.OpExpression),
    tree.ResourceSet,
    *(tree.Mapping, tree.Recipient, tree.SelectedAttribute),
    *(tree.FencingLevel, tree.Right),
)


class _Fitter:
    """Make ids unique, and references lead to something that is there."""

    def __init__(self) -> None:
        self._known: dict[str, list[str]] = {}

    def fit(self, value: Any, kind: str = "") -> Any:
        if isinstance(value, tuple):
            return tuple(self.fit(one, kind) for one in value)
        if not is_dataclass(value) or isinstance(value, type | tree.TemplateRef):
            return value
        kind = getattr(value, "keyword", type(value).__name__)
        changes = {
            field.name: self.fit(getattr(value, field.name), kind)
            for field in fields(value)
            if field.name != "span"
        }
        if isinstance(value, tree.Options):
            self._options(changes)
        elif isinstance(value, _PARTS):
            self._part(value, kind, changes)
        return replace(value, **changes)

    def _options(self, changes: dict[str, Any]) -> None:
        known = self._known.get("meta")
        if changes["id_ref"] is not None:
            changes["id_ref"] = known[-1] if known else None
            changes["id"] = None if known else "options"

    def _part(self, value: Any, kind: str, changes: dict[str, Any]) -> None:
        known = self._known.setdefault(kind, [])
        if changes.get("fields_id") is not None:
            changes["fields_id"] = f"fields.{len(known)}"
            known.append(changes["fields_id"])
        if changes.get("id") is not None:
            changes["id"] = f"{kind}.{len(known)}"
            known.append(changes["id"])
            if changes.get("id_ref") is not None:
                changes["id_ref"] = known[-2] if len(known) > 1 else None
        elif changes.get("id_ref") is not None and known:
            changes["id_ref"] = known[-1]
            if isinstance(value, tree.ResourceSet):
                changes["rscs"] = ()
        elif changes.get("id_ref") is not None:
            changes.update(self._unreferring(value))

    @staticmethod
    def _unreferring(value: Any) -> dict[str, Any]:
        match value:
            case tree.NvPair():
                return {"id_ref": None, "name": value.name or "x", "value": "1"}
            case tree.Rule():
                return {"id_ref": None, "expressions": (tree.Expression("x", "defined"),)}
            case tree.Operations():
                return {"id_ref": None, "id": f"ops.{id(value)}"}
        return {"id_ref": None}


def _from(names: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.sampled_from(names)


@st.composite
def _referring(draw: st.DrawFn, statement: tree.Statement, known: tuple[str, ...]) -> Any:
    """Draw a constraint or tag whose resources are known ones."""

    def settle(value: Any) -> Any:
        match value:
            case tuple():
                return tuple(settle(one) for one in value)
            case tree.Word():
                return tree.Word(draw(_from(known)))
            case tree.End():
                return replace(value, rsc=draw(_from(known)))
            case tree.ResourceSet():
                names = draw(st.permutations(known))
                words = tuple(map(tree.Word, names[: len(value.rscs) or 1]))
                return replace(value, rscs=words)
        return value

    match statement:
        case tree.Tag():
            return replace(statement, refs=settle(statement.refs))
        case tree.Location() | tree.Colocation() | tree.Order() | tree.RscTicket():
            return replace(statement, what=settle(statement.what))
    return statement


@st.composite
def configurations(draw: st.DrawFn) -> Statements:
    """Draw statements that make a configuration, in an order in which they can stand in a file."""
    found: Statements = []
    templates = draw(st.lists(_from(TEMPLATES), unique=True))
    rscs = draw(st.lists(_from(RSCS), unique=True, min_size=1))
    for name in [*templates, *rscs]:
        primitive = draw(trees.primitives())
        agent = primitive.agent
        if name in templates or not templates:
            agent = draw(trees.AGENTS)
        elif isinstance(agent, tree.TemplateRef):
            agent = tree.TemplateRef(draw(st.sampled_from(templates)))
        found.append(replace(primitive, id=name, agent=agent, is_template=name in templates))
    found += draw(_containers(rscs))
    for at, name in enumerate(draw(st.lists(_from(("n1", "n2", "n3")), unique=True))):
        found.append(replace(draw(trees.NODES), uname=name, id=str(at)))
    constraints = trees.locations() | trees.COLOCATIONS | trees.orders() | trees.TICKETS
    others = constraints | trees.TAGS
    for at, one in enumerate(draw(st.lists(others, max_size=4))):
        found.append(draw(_referring(replace(one, id=f"k{at}"), tuple(rscs))))
    if draw(st.booleans()):
        found.append(replace(draw(trees.alerts()), id="al0"))
    found += draw(_access(rscs))
    sets = draw(st.lists(trees.OPTIONS, max_size=3, unique_by=lambda one: one.keyword))
    found += [replace(one, id=None if one.id_ref else f"{one.keyword}.set") for one in sets]
    fitter = _Fitter()
    return [fitter.fit(one) for one in found]


@st.composite
def _access(draw: st.DrawFn, rscs: list[str]) -> Statements:
    """Draw fencing levels by some resources, and roles, and who has them."""
    found: Statements = []
    if draw(st.booleans()):
        topology = draw(trees.TOPOLOGIES)
        devices = (tree.Word(draw(st.sampled_from(rscs))),)
        levels = tuple(replace(one, devices=devices) for one in topology.levels)
        found.append(replace(topology, levels=levels))
    if draw(st.booleans()):
        role = draw(trees.ACL_ROLES)
        rights = tuple(
            replace(one, reference=rscs[0]) if one.reference is not None else one
            for one in role.rights
        )
        found.append(replace(role, id="r0", rights=rights))
        roles = (tree.Word("r0"),)
        found.append(tree.AclTarget(draw(st.sampled_from(["r0", "a b"])), roles))
        found.append(tree.AclGroup("ag0", roles, draw(st.none() | trees.VALUES)))
    return found


@st.composite
def _containers(draw: st.DrawFn, rscs: list[str]) -> Statements:
    found: Statements = []
    free = list(rscs)
    for at in range(draw(st.integers(0, 2))):
        if not free:
            break
        members, free = free[: at + 1], free[at + 1 :]
        words = tuple(map(tree.Word, members))
        found.append(replace(draw(trees.GROUPS), id=f"g{at}", members=words))
        if draw(st.booleans()):
            clone = draw(trees.CLONES)
            found.append(replace(clone, id=f"cl{at}", rsc=tree.Word(f"g{at}"), is_master=False))
    if draw(st.booleans()):
        bundle = draw(trees.bundles())
        clauses = (
            tree.Word(free[0]) if isinstance(one, tree.Word) and free else one
            for one in bundle.clauses
            if free or not isinstance(one, tree.Word)
        )
        found.append(replace(bundle, id="b0", clauses=tuple(clauses)))
    return found
