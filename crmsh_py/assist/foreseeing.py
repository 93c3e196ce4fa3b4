"""What Enter, and then `verify`, would say of a whole statement.  Nothing is changed for it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from crmsh_py import xmltree
from crmsh_py.agents.known import KnownAgents
from crmsh_py.assist.knowledge import Knowledge
from crmsh_py.assist.typed.placing import Line, Placed
from crmsh_py.commands.node.choice import no_such_node
from crmsh_py.commands.resource.choice import no_such_resource
from crmsh_py.diagnostics import CrmError, Diagnostic, Severity
from crmsh_py.grammar import lexical, tree
from crmsh_py.grammar.kinds import Kind
from crmsh_py.model.cib import Cib
from crmsh_py.model.containers import members_for
from crmsh_py.model.define import build_options, require_free
from crmsh_py.model.elements import duplicate_id, object_name
from crmsh_py.model.empty import EMPTY_CIB
from crmsh_py.model.given import Given, narrowed
from crmsh_py.model.objects import make
from crmsh_py.model.references import dangling, suggested
from crmsh_py.model.remove import no_such_object
from crmsh_py.model.vocabulary import OPTION_SETS
from crmsh_py.pacemaker.nodes import roster
from crmsh_py.source import Location, Span
from crmsh_py.verify.checks import Only, check
from crmsh_py.xmltree import Element

_MERGED = (tree.Node, tree.FencingTopology, tree.Xml, tree.Monitor)
"""Statements that go into what is there: what they would do cannot be told without doing it."""


def foreseen(given: Given, knowledge: Knowledge) -> list[Diagnostic]:
    """Return what is wrong with a statement of the language, errors first.

    What was meant by a name that is not there is left to `with_suggestion`.
    """
    cib = knowledge.cib()
    if cib is None:
        return []
    if isinstance(given.statement, tree.Options):
        return _of_options(cib, given.statement, given, knowledge)
    if isinstance(given.statement, _MERGED):
        return []
    try:
        element = _made(cib, given)
        problems = dangling(cib, element) if element is not None else []
    except CrmError as error:
        return list(error.diagnostics)
    if problems:
        return given.placed(problems)
    library = knowledge.library()
    if isinstance(given.statement, tree.Primitive) and element is not None and library is not None:
        return _verified(cib, element, "resources", given, library)
    return _of_nodes(cib, given, knowledge)


def _made(cib: Cib, given: Given) -> Element | None:
    """Return the element of a statement, which stands nowhere.  Raises CrmError."""
    statement = given.statement
    assert not isinstance(statement, (*_MERGED, tree.Options))
    require_free(cib, statement.id, given)
    if isinstance(statement, tree.Group | tree.Clone | tree.Bundle):
        members_for(cib, statement, given)
        return None
    return make(cib, given)


def _of_options(
    cib: Cib, statement: tree.Options, given: Given, knowledge: Knowledge
) -> list[Diagnostic]:
    library, (section, _, id_) = knowledge.library(), OPTION_SETS[statement.keyword]
    if library is None:
        return []
    element = build_options(statement, statement.id or id_)
    return _verified(cib, element, section, given, library)


_ASKED = frozenset(
    {
        *("unknown-agent", "unknown-parameter", "missing-parameter", "mistyped-parameter"),
        *("unknown-property", "unknown-meta-attribute", "unknown-operation-option"),
        *("unknown-operation", "misplaced-option", "wrong-option-value"),
    }
)
"""Codes of what can be told of a statement by itself, whatever else there is."""


def _verified(
    cib: Cib, element: Element, section: str, given: Given, library: KnownAgents
) -> list[Diagnostic]:
    """Return what `verify` would say of an object's agent and options."""
    own = object_name(element)
    found = check(_scratch(cib, element, section), library, Only(_ASKED, frozenset({own})))
    whole = given.at()
    return [
        replace(one, location=narrowed(whole, one.words))
        for one in found
        if one.subject == own and one.code in _ASKED
    ]


def _scratch(cib: Cib, element: Element, section: str) -> Cib:
    """Return a configuration that holds an object and its template, and nothing else."""
    scratch = Cib(xmltree.parse(EMPTY_CIB, ""))
    for name in ("validate-with", "crm_feature_set"):
        scratch.set(scratch.root, name, cib.root.get(name))
    template = cib.find(element.get("template", ""))
    if template is not None:
        scratch.ensure_section("resources").append(xmltree.copy(template))
    scratch.ensure_section(section).append(element)
    return Cib(scratch.root)


def _of_nodes(cib: Cib, given: Given, knowledge: Knowledge) -> list[Diagnostic]:
    """Return a warning for the node of a location that nobody knows: it may still join."""
    statement = given.statement
    name = statement.node if isinstance(statement, tree.Location) else None
    if name is None or cib.node(name) is not None:
        return []
    known = knowledge.of_cib(_node_names)
    if not known or name in known:
        return []
    problem = no_such_node(name, known)
    return given.placed([replace(problem, code="unknown-node", severity=Severity.WARNING)])


def early(line: Line, knowledge: Knowledge) -> list[Diagnostic]:
    """Return what is wrong with the names in a statement that is not whole yet."""
    cib = knowledge.cib() if line.placed else None
    if cib is None:
        return []
    found = ((_early(cib, one), one) for one in line.placed if one.terminal is not None)
    return [
        replace(problem, location=Location(line.source, one.span))
        for problem, one in found
        if problem is not None
    ]


def _early(cib: Cib, one: Placed) -> Diagnostic | None:
    if one.is_pair or one.kind not in _NAMES:
        return None
    name = lexical.unquote(one.word).partition(":")[0]
    there = cib.find(name)
    if one.kind is Kind.NEW_ID:
        return None if there is None else duplicate_id(there, name)
    if there is not None:
        return None
    return Diagnostic("dangling-reference", f"there is no resource {name!r}", subject=name)


_NAMES = frozenset({Kind.NEW_ID, Kind.RESOURCE, Kind.PRIMITIVE, Kind.CHILD})


def with_suggestion(problem: Diagnostic, knowledge: Knowledge) -> Diagnostic:
    """Return a problem with a hint at the name that was meant, if there is one like it."""
    cib = knowledge.cib()
    return problem if cib is None else suggested(cib, [problem])[0]


def may_become_known(word: str, kind: Kind, knowledge: Knowledge) -> bool:
    """Tell whether an object or a node has a longer name that begins so."""
    cib = knowledge.cib()
    if cib is None:
        return True
    names: Iterable[str] = knowledge.of_cib(_node_names) if kind in _NODES else cib.ids()
    return any(one.startswith(word) and one != word for one in names)


def _node_names(cib: Cib) -> Iterable[str]:
    return roster(cib)


# ------------------------------------------------------------------ commands


def missing(line: Line, knowledge: Knowledge, typed: Span | None) -> Iterator[Diagnostic]:
    """Yield what is wrong with the names of objects and nodes behind a command.

    The word that is being `typed` may still become another one.
    """
    placed = [
        one
        for one in line.placed
        if _names_one(line, one)
        and not (one.span == typed and may_become_known(one.word, one.kind, knowledge))
    ]
    cib = knowledge.cib() if placed else None
    if cib is None:
        return
    for one in placed:
        problem = _missing(cib, one, knowledge)
        if problem is not None:
            yield replace(problem, location=Location(line.source, one.span))


_NODES = frozenset({Kind.NODE, Kind.NODE_NAME})
_NODE_LEVELS = frozenset({"node", "resource", "maintenance"})
"""Levels in which the name of a node is that of one that the configuration has."""


def _names_one(line: Line, one: Placed) -> bool:
    """Tell whether a word is the name of one thing that has to be there."""
    if one.parameter is None or lexical.ID.fullmatch(one.word) is None:
        return False
    if one.kind in _NODES:
        return line.here[-1:] != () and line.here[-1] in _NODE_LEVELS
    return one.kind in {Kind.RESOURCE, Kind.OBJECT}


def _missing(cib: Cib, one: Placed, knowledge: Knowledge) -> Diagnostic | None:
    if one.kind in _NODES:
        known = knowledge.of_cib(_node_names)
        is_there = one.word in known or cib.node(one.word) is not None
        return None if is_there else no_such_node(one.word, known)
    if cib.object(one.word) is not None or cib.node(one.word) is not None:
        return None
    if one.kind is Kind.RESOURCE:
        return no_such_resource(cib, one.word)
    return no_such_object(cib, one.word)
