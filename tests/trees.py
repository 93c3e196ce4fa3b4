# ruff: noqa: RUF001 - it is about such characters
"""Random syntax trees: all that the language can say, with names and values full of surprises."""

from typing import Any

from access_trees import holders, lists_for_all_nodes, roles, topologies
from hypothesis import strategies as st

from crmsh_py.grammar import tree
from crmsh_py.grammar.agents import CLASSES
from crmsh_py.grammar.shapes import form_of
from crmsh_py.grammar.words import (
    ACTIONS,
    ALL_NODE_TYPES,
    COMPARISONS,
    DATE_FIELDS,
    DISCOVERY,
    LOSS_POLICIES,
    OP_ATTRIBUTES,
    ORDER_KINDS,
    ORDERINGS,
    ROLES,
    UNARY,
    VALUE_TYPES,
)

# Nothing that XML cannot hold.
_IN_VALUES = st.characters(
    exclude_categories=("Cs", "Cc"),
    include_characters="\t\n\r",
    exclude_characters="\ufffe\uffff",
)
_TRICKY = st.sampled_from("abz09 \t\n\r\"'\\=$@#:;(){}[]/\u00a0\u3000\ufeff“”＝é中&<>`|!-")
VALUES = st.one_of(
    st.sampled_from(["", "1", "10s", "a b", "******", "\\", 'say "hi"', "it's", "C:\\x\\", "#n"]),
    st.text(_TRICKY | _IN_VALUES, max_size=8),
)
NAMES = st.from_regex(r"[A-Za-z_][A-Za-z0-9_.:#/-]{0,6}", fullmatch=True) | st.sampled_from(
    [
        *("OCF_CHECK_LEVEL", "größe", "op", "meta", "description", "rule", "3x", "-x", "a b"),
        *("a=b", "$x", "@x", "=", "hours", "interval", "monitor", "mta", "'", "a\nb", "id"),
    ]
)
NAMES = NAMES | st.text(_TRICKY | _IN_VALUES, min_size=1, max_size=4)
_ID_START = st.sampled_from("abcXYZ_éЖ中")
_ID_REST = st.text(st.sampled_from("abc019_.-éЖ中"), max_size=5)
IDS = st.builds("{}{}".format, _ID_START, _ID_REST) | st.sampled_from(["date", "and", "op", "inf"])
RSCS = IDS | st.sampled_from(["params", "Meta", "rule", "_rsc_set_", "lifetime", "optional"])
WORDS = st.builds(tree.Word, RSCS)


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


def tuples(
    values: st.SearchStrategy[Any], *, min_size: int = 0, max_size: int = 3
) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(values, min_size=min_size, max_size=max_size).map(tuple)


def named(names: tuple[str, ...]) -> st.SearchStrategy[tuple[tree.NvPair, ...]]:
    """Draw pairs with different names, in a fixed order of names."""
    pairs = st.dictionaries(st.sampled_from(names), VALUES, max_size=3)
    return pairs.map(lambda all_: tuple(tree.NvPair(name, value) for name, value in all_.items()))


SCORES = st.sampled_from(["INFINITY", "-INFINITY", "+INFINITY", "0", "100", "-5", "+7"])

# ------------------------------------------------------------------ attribute sets and rules

NVPAIRS = st.one_of(
    st.builds(tree.NvPair, NAMES, VALUES),
    st.builds(tree.NvPair, NAMES, maybe(VALUES), id=IDS),
    st.builds(tree.NvPair, NAMES),
    IDS.map(lambda id_: tree.NvPair(id_, "1", id=id_)),
    st.builds(tree.NvPair, maybe(NAMES), id_ref=IDS),
)
_ATTRIBUTES = st.one_of(
    st.sampled_from(["#uname", "pingd", "date", "and", "Or", "defined", "rule", "a b", "$x", "x:"]),
    st.text(_TRICKY | _IN_VALUES, min_size=1, max_size=5),
)
EXPRESSIONS = st.one_of(
    st.builds(tree.Expression, _ATTRIBUTES, st.sampled_from(UNARY), id=maybe(IDS)),
    st.builds(
        tree.Expression,
        _ATTRIBUTES,
        st.sampled_from((*COMPARISONS, *UNARY)),
        maybe(VALUES | st.sampled_from(["and", "or", "x)", "none{}", "meta{x}"])),
        maybe(st.sampled_from(VALUE_TYPES)),
        id=maybe(IDS),
    ),
    st.builds(
        tree.Expression,
        _ATTRIBUTES,
        st.sampled_from(COMPARISONS),
        maybe(VALUES),
        value_source=st.sampled_from(["meta", "param", "literal"]),
        id=maybe(IDS),
    ),
    st.builds(tree.RscExpression, *[maybe(VALUES)] * 3, maybe(IDS)),
    st.builds(
        tree.OpExpression,
        NAMES | st.sampled_from(["eq", "defined", "start"]),
        maybe(VALUES),
        maybe(IDS),
    ),
)
_DATES = st.sampled_from(["2030-01-01", "2030-01-01 10:00:00Z", "a=b"]) | VALUES
DATE_EXPRESSIONS = st.one_of(
    st.builds(tree.DateExpression, st.just("lt"), end=_DATES, id=maybe(IDS)),
    st.builds(tree.DateExpression, st.just("gt"), start=_DATES, id=maybe(IDS)),
    st.builds(
        tree.DateExpression,
        st.just("in_range"),
        maybe(_DATES),
        maybe(_DATES),
        maybe(named(DATE_FIELDS)),
        maybe(IDS),
    ),
    st.builds(
        tree.DateExpression,
        st.sampled_from(["in_range", "date_spec"]),
        fields=named(DATE_FIELDS),
        id=maybe(IDS),
        fields_id=maybe(IDS),
    ),
)
_SCORE_NAMES = st.sampled_from(["pingd", "my.attr", "größe", "#x", "a b", "inf", "x:", ""])


@st.composite
def rules(draw: st.DrawFn, depth: int = 0) -> tree.Rule:
    if draw(st.integers(0, 5)) == 0:
        return tree.Rule(id_ref=draw(IDS))
    inner = EXPRESSIONS | DATE_EXPRESSIONS
    expressions = draw(tuples(inner | rules(depth + 1) if depth < 2 else inner, min_size=1))
    score = draw(maybe(SCORES))
    return tree.Rule(
        expressions,
        draw(st.sampled_from([None, "and", "or"])),
        score,
        draw(maybe(_SCORE_NAMES)) if score is None else None,
        draw(maybe(st.sampled_from([*ROLES, "master", "a b"]))),
        draw(maybe(IDS)),
    )


def nvsets(*keywords: str) -> st.SearchStrategy[tree.NvSet]:
    return st.one_of(
        st.builds(
            tree.NvSet,
            st.sampled_from(keywords),
            tuples(NVPAIRS),
            tuples(rules(), max_size=1),
            maybe(SCORES),
            maybe(IDS),
        ),
        st.builds(tree.NvSet, st.sampled_from(keywords), id_ref=IDS),
    )


# ------------------------------------------------------------------ resources

_TYPES = st.sampled_from(
    ["Dummy", "IPaddr2", "ping", "fence_ipmilan", "a@b:c", "x/y", "größe", "-", "@x", "a;b c"]
)
AGENTS = st.one_of(
    st.builds(
        tree.Agent, st.just("ocf"), st.sampled_from(["heartbeat", "pacemaker", "a b"]), _TYPES
    ),
    st.builds(
        tree.Agent, st.sampled_from([one for one in CLASSES if one != "ocf"]), st.none(), _TYPES
    ),
)


@st.composite
def ops(draw: st.DrawFn) -> tree.Op:
    attributes = draw(st.dictionaries(st.sampled_from(sorted(OP_ATTRIBUTES)), VALUES, max_size=3))
    attributes.setdefault("interval", draw(st.sampled_from(["0s", "10s", "10"])))
    return tree.Op(
        draw(st.sampled_from(["monitor", "start", "stop", "op", "meta", "a b", "$x", "ü="])),
        tuple(tree.NvPair(name, value) for name, value in attributes.items()),
        draw(tuples(nvsets("op_params", "op_meta"), max_size=2)),
        draw(maybe(IDS)),
    )


@st.composite
def primitives(draw: st.DrawFn) -> tree.Primitive:
    is_template = draw(st.booleans())
    agents = AGENTS if is_template else AGENTS | st.builds(tree.TemplateRef, IDS)
    clauses: list[Any] = draw(st.lists(nvsets("params", "meta", "utilization"), max_size=2))
    operations: list[Any] = draw(st.lists(ops(), max_size=2))
    head = draw(maybe(st.builds(tree.Operations, maybe(IDS), maybe(IDS))))
    if operations and head == tree.Operations():
        head = None  # says nothing beside an operation
    if head is not None:
        operations.insert(0, head)
    at = draw(st.integers(0, len(clauses)))
    return tree.Primitive(
        draw(IDS),
        draw(agents),
        (*clauses[:at], *operations, *clauses[at:]),
        draw(maybe(VALUES)),
        is_template,
    )


_SETS = tuples(nvsets("params", "meta"), max_size=2)
GROUPS = st.builds(tree.Group, IDS, tuples(WORDS, min_size=1), _SETS, maybe(VALUES))
CLONES = st.builds(tree.Clone, IDS, WORDS, _SETS, maybe(VALUES), st.booleans())
MONITORS = st.builds(
    tree.Monitor,
    RSCS,
    st.sampled_from(["10s", "1min"]),
    maybe(st.sampled_from(ROLES)),
    maybe(st.just("5")),
)

# ------------------------------------------------------------------ constraints

CONSTRAINED = IDS | st.sampled_from(["rule", "meta", "_rsc_set_", "lifetime", "Mandatory"])
"""What constraints are about: resources that may be called like words of the language."""
_FLAGS = maybe(st.sampled_from(["true", "false", "1", "0"]))
_LIFETIMES = st.just(()) | tuples(rules(), max_size=2)


def attributes(**values: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[tree.NvPair, ...]]:
    """Draw attributes in a fixed order, each of which may be missing; `_` stands for a dash."""
    names = [name.replace("_", "-") for name in values]
    return st.tuples(*map(maybe, values.values())).map(
        lambda all_: tuple(
            tree.NvPair(name, value)
            for name, value in zip(names, all_, strict=True)
            if value is not None
        )
    )


def sets(qualifier: str) -> st.SearchStrategy[tuple[tree.ResourceSet, ...]]:
    words = {"role": st.sampled_from(ROLES), "action": st.sampled_from(ACTIONS)}
    ordering, kind = st.sampled_from(ORDERINGS), st.sampled_from(ORDER_KINDS)
    other = {name: those for name, those in words.items() if name != qualifier}
    one = st.builds(
        tree.ResourceSet,
        tuples(st.builds(tree.Word, CONSTRAINED), min_size=1),
        maybe(words[qualifier]),
        _FLAGS,
        _FLAGS,
        st.just(())
        | attributes(ordering=ordering, **other, score=SCORES)
        | attributes(ordering=ordering, **other, kind=kind),
        maybe(IDS),
    )
    return tuples(one | one | one | st.builds(tree.ResourceSet, id_ref=IDS), min_size=1)


def ends(qualifier: str, number: int = 2) -> st.SearchStrategy[Any]:
    words = st.sampled_from(ROLES if qualifier == "role" else ACTIONS)
    end = st.builds(tree.End, CONSTRAINED, maybe(words))
    return st.tuples(*[end] * number) | sets(qualifier)


@st.composite
def locations(draw: st.DrawFn) -> tree.Location:
    words = st.builds(tree.Word, CONSTRAINED)
    roles, discovery = st.sampled_from(ROLES), st.sampled_from(DISCOVERY)
    has_rules = draw(st.booleans())
    nodes = st.sampled_from(["node1", "n 2", "größe", "a:b", "rule"]) | VALUES
    return tree.Location(
        draw(IDS),
        draw(words | VALUES.map(tree.Pattern) | sets("role")),
        draw(attributes(role=roles, resource_discovery=discovery)),
        None if has_rules else draw(SCORES),
        None if has_rules else draw(nodes),
        draw(tuples(rules(), min_size=1)) if has_rules else (),
        draw(_LIFETIMES),
    )


COLOCATIONS = st.builds(
    tree.Colocation,
    IDS,
    maybe(SCORES),
    ends("role"),
    attributes(influence=VALUES, node_attribute=VALUES),
    _LIFETIMES,
)


@st.composite
def orders(draw: st.DrawFn) -> tree.Order:
    kind = draw(maybe(st.sampled_from(ORDER_KINDS)))
    score = draw(maybe(SCORES)) if kind is None else None
    booleans = st.sampled_from(["true", "false", "1", "0"])
    settings = draw(attributes(symmetrical=booleans, require_all=booleans))
    return tree.Order(draw(IDS), draw(ends("action")), kind, score, settings, draw(_LIFETIMES))


TICKETS = st.builds(
    tree.RscTicket,
    IDS,
    VALUES | st.sampled_from(["T", "T:", ":", "a\\"]),
    ends("role", 1),
    maybe(st.sampled_from(LOSS_POLICIES)),
)

# ------------------------------------------------------------------ the rest

NODES = st.builds(
    tree.Node,
    st.sampled_from(["n1", "node-2", "größe", "n3.example.com", "1", "a b", "n:remote", "$n", "="]),
    maybe(st.sampled_from(["1", "17", "a b", "größe", '"', "a:b", "inf", "n1:"])),
    maybe(st.sampled_from(ALL_NODE_TYPES)),
    tuples(nvsets("attributes", "utilization"), max_size=2),
    maybe(VALUES),
    maybe(SCORES),
)
OPTIONS = st.one_of(
    st.builds(
        tree.Options,
        st.sampled_from(["property", "rsc_defaults", "op_defaults"]),
        tuples(NVPAIRS),
        tuples(rules(), max_size=1),
        IDS,
        score=maybe(SCORES),
    ),
    st.builds(
        tree.Options,
        st.sampled_from(["property", "rsc_defaults", "op_defaults"]),
        tuples(NVPAIRS.filter(lambda pair: pair.value is not None or pair.id_ref is not None)),
    ),
    st.builds(tree.Options, st.just("rsc_defaults"), id_ref=IDS),
)
_PAIRS_OF = {
    "docker": ("image", "replicas", "run-command", "options", "network"),
    "network": ("ip-range-start", "add-host", "x_y.z"),
    "port-mapping": ("port", "range"),
    "storage-mapping": ("source-dir", "target-dir", "options"),
}


def _mappings(word: str) -> st.SearchStrategy[tuple[tree.Mapping, ...]]:
    return tuples(st.builds(tree.Mapping, named(_PAIRS_OF[word]), maybe(IDS)), max_size=2)


@st.composite
def bundles(draw: st.DrawFn) -> tree.Bundle:
    """Draw a bundle: one container, and anything else there can be, in any order."""
    container = draw(st.sampled_from(["docker", "podman", "rkt"]))
    clauses: list[Any] = [tree.BundlePart(container, draw(named(_PAIRS_OF["docker"])))]
    others = [
        st.builds(
            tree.BundlePart,
            st.just("network"),
            named(_PAIRS_OF["network"]),
            _mappings("port-mapping"),
        ),
        st.builds(tree.BundlePart, st.just("storage"), st.just(()), _mappings("storage-mapping")),
        st.builds(tree.Word, IDS),
    ]
    clauses += [draw(one) for one in others if draw(st.booleans())]
    clauses += draw(st.lists(nvsets("params", "meta"), max_size=2))
    return tree.Bundle(draw(IDS), tuple(draw(st.permutations(clauses))), draw(maybe(VALUES)))


_SELECTED = st.builds(tree.SelectedAttribute, VALUES, maybe(IDS))
_SELECTORS = st.one_of(
    st.builds(tree.Selector, st.sampled_from(["nodes", "fencing", "resources"])),
    st.builds(tree.Selector, st.just("attributes"), tuples(_SELECTED)),
)
_WORD_VALUES = VALUES | st.sampled_from(["to", "Meta", "{", "}", "{a", "description=x", "$id=a"])
_RECIPIENTS = st.builds(
    tree.Recipient,
    _WORD_VALUES,
    tuples(nvsets("attributes", "meta"), max_size=2),
    maybe(IDS),
    maybe(VALUES),
)


@st.composite
def alerts(draw: st.DrawFn) -> tree.Alert:
    """Draw an alert, its clauses in any order."""
    clauses: list[Any] = draw(st.lists(nvsets("attributes", "meta") | _RECIPIENTS, max_size=4))
    if draw(st.booleans()):
        selectors = draw(st.lists(_SELECTORS, max_size=3, unique_by=lambda one: one.keyword))
        clauses.insert(draw(st.integers(0, len(clauses))), tree.Select(tuple(selectors)))
    return tree.Alert(draw(IDS), draw(_WORD_VALUES), tuple(clauses), draw(maybe(VALUES)))


TOPOLOGIES = topologies(VALUES, IDS)
ACL_ROLES = roles(VALUES, IDS)
HOLDERS = holders(VALUES, IDS)
TAGS = st.builds(tree.Tag, IDS, tuples(st.builds(tree.Word, IDS), min_size=1))
OBJECTS = st.one_of(
    primitives(),
    GROUPS,
    CLONES,
    locations(),
    COLOCATIONS,
    orders(),
    TICKETS,
    NODES,
    OPTIONS,
    TAGS,
    bundles(),
    alerts(),
    TOPOLOGIES,
    ACL_ROLES,
    HOLDERS,
)
"""Statements that define an object in words."""

STATEMENTS = OBJECTS | MONITORS | lists_for_all_nodes(IDS)


def keyword_of(statement: tree.Statement) -> str:
    """Return the keyword by which a statement is parsed."""
    match statement:
        case tree.Options():
            return statement.keyword
        case tree.Primitive():
            return "rsc_template" if statement.is_template else "primitive"
        case tree.RscTicket():
            return "rsc_ticket"
        case tree.Clone():
            return "ms" if statement.is_master else "clone"
        case _:
            return form_of(statement).keyword
