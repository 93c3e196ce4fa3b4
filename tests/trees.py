# ruff: noqa: RUF001 - it is about such characters
"""Random syntax trees: all that the language can say, with names and values full of surprises."""

from typing import Any

from hypothesis import strategies as st

from crmsh_py.grammar import tree
from crmsh_py.grammar.agents import CLASSES
from crmsh_py.grammar.words import (
    ACTIONS,
    COMPARISONS,
    DATE_FIELDS,
    DISCOVERY,
    KIND_WORDS,
    NODE_TYPES,
    NOT_RESOURCES,
    OP_ATTRIBUTES,
    ORDER_KINDS,
    ROLES,
    UNARY,
    VALUE_TYPES,
)

# No two lines, and nothing that XML cannot hold.
_IN_VALUES = st.characters(
    exclude_categories=("Cs", "Cc"), include_characters="\t", exclude_characters="\ufffe\uffff"
)
_TRICKY = st.sampled_from("abz09 \t\"'\\=$@#:;(){}[]/\u00a0\u3000\ufeff“”＝é中&<>`|!-")
VALUES = st.one_of(
    st.sampled_from(["", "1", "10s", "a b", "******", "\\", 'say "hi"', "it's", "C:\\x\\", "#n"]),
    st.text(_TRICKY | _IN_VALUES, max_size=8),
)
NAMES = st.from_regex(r"[A-Za-z_][A-Za-z0-9_.:#/-]{0,6}", fullmatch=True) | st.sampled_from(
    ["OCF_CHECK_LEVEL", "größe", "op", "meta", "description", "rule", "3x", "-x"]
)
_ID_START = st.sampled_from("abcXYZ_éЖ中")
_ID_REST = st.text(st.sampled_from("abc019_.-éЖ中"), max_size=5)
IDS = st.builds("{}{}".format, _ID_START, _ID_REST) | st.sampled_from(["date", "and", "op", "inf"])
RSCS = IDS.filter(lambda id_: id_.lower() not in NOT_RESOURCES | KIND_WORDS)
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
    st.builds(tree.NvPair, NAMES, VALUES, id=IDS.filter(lambda id_: id_ not in {"id", "role"})),
    st.builds(tree.NvPair, maybe(NAMES), id_ref=IDS),
)
_ATTRIBUTES = st.one_of(
    st.sampled_from(["#uname", "pingd", "date", "and", "Or", "defined", "rule", "a b", "$x", "x:"]),
    st.text(_TRICKY | _IN_VALUES, min_size=1, max_size=5).filter(lambda name: "=" not in name),
)
EXPRESSIONS = st.one_of(
    st.builds(tree.Expression, _ATTRIBUTES, st.sampled_from(UNARY)),
    st.builds(
        tree.Expression,
        _ATTRIBUTES,
        st.sampled_from(COMPARISONS),
        VALUES,
        maybe(st.sampled_from(VALUE_TYPES)),
    ),
    st.builds(
        tree.Expression,
        _ATTRIBUTES,
        st.sampled_from(COMPARISONS),
        NAMES,
        value_source=st.sampled_from(["meta", "param", "literal"]),
    ),
)
_DATES = st.sampled_from(["2030-01-01", "2030-01-01 10:00:00Z", "a=b"]) | VALUES
DATE_EXPRESSIONS = st.one_of(
    st.builds(tree.DateExpression, st.just("lt"), end=_DATES),
    st.builds(tree.DateExpression, st.just("gt"), start=_DATES),
    st.builds(
        tree.DateExpression, st.just("in_range"), maybe(_DATES), maybe(_DATES), named(DATE_FIELDS)
    ).filter(lambda date: bool(date.fields or date.start is not None or date.end is not None)),
    st.builds(tree.DateExpression, st.just("date_spec"), fields=named(DATE_FIELDS)).filter(
        lambda date: bool(date.fields)
    ),
)
_SCORE_NAMES = st.sampled_from(["pingd", "my.attr", "größe"])


@st.composite
def rules(draw: st.DrawFn) -> tree.Rule:
    if draw(st.integers(0, 5)) == 0:
        return tree.Rule(id_ref=draw(IDS))
    expressions = draw(tuples(EXPRESSIONS | DATE_EXPRESSIONS, min_size=1))
    score = draw(maybe(SCORES.filter(lambda one: one != "INFINITY")))
    return tree.Rule(
        expressions,
        draw(st.sampled_from(["and", "or"])) if len(expressions) > 1 else None,
        score,
        draw(maybe(_SCORE_NAMES)) if score is None else None,
        draw(maybe(st.sampled_from(ROLES))),
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
    ["Dummy", "IPaddr2", "ping", "fence_ipmilan", "a@b:c", "x/y", "größe", "-"]
)
AGENTS = st.one_of(
    st.builds(tree.Agent, st.just("ocf"), st.sampled_from(["heartbeat", "pacemaker"]), _TYPES),
    st.builds(
        tree.Agent, st.sampled_from([one for one in CLASSES if one != "ocf"]), st.none(), _TYPES
    ),
).filter(lambda agent: agent.class_ != "ocf" or ":" not in agent.type)


@st.composite
def ops(draw: st.DrawFn) -> tree.Op:
    attributes = draw(st.dictionaries(st.sampled_from(sorted(OP_ATTRIBUTES)), VALUES, max_size=3))
    attributes.setdefault("interval", draw(st.sampled_from(["0s", "10s", "10"])))
    return tree.Op(
        draw(st.sampled_from(["monitor", "start", "stop", "op", "meta"])),
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
    head = draw(maybe(st.builds(tree.Operations, IDS) | st.builds(tree.Operations, st.none(), IDS)))
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


def sets(qualifiers: tuple[str, ...]) -> st.SearchStrategy[tuple[tree.ResourceSet, ...]]:
    flags = st.sampled_from([None, True, False])
    one = st.builds(
        tree.ResourceSet,
        tuples(WORDS, min_size=1),
        maybe(st.sampled_from(qualifiers)),
        flags,
        flags,
    )
    return tuples(one, min_size=1)


def ends(qualifiers: tuple[str, ...]) -> st.SearchStrategy[Any]:
    end = st.builds(tree.End, RSCS, maybe(st.sampled_from(qualifiers)))
    return st.tuples(end, end) | sets(qualifiers)


@st.composite
def locations(draw: st.DrawFn) -> tree.Location:
    patterns = VALUES.filter(bool).map(tree.Pattern)
    settings = {"role": st.sampled_from(ROLES), "resource-discovery": st.sampled_from(DISCOVERY)}
    attributes = {name: draw(maybe(values)) for name, values in settings.items()}
    has_rules = draw(st.booleans())
    return tree.Location(
        draw(IDS),
        draw(WORDS | patterns | sets(ROLES)),
        tuple(tree.NvPair(name, value) for name, value in attributes.items() if value),
        None if has_rules else draw(SCORES),
        None if has_rules else draw(st.sampled_from(["node1", "n 2", "größe", "a:b", "rule"])),
        draw(tuples(rules(), min_size=1)) if has_rules else (),
    )


COLOCATIONS = st.builds(
    tree.Colocation,
    IDS,
    SCORES,
    ends(ROLES),
    st.just(()) | VALUES.filter(bool).map(lambda v: (tree.NvPair("node-attribute", v),)),
)


@st.composite
def orders(draw: st.DrawFn) -> tree.Order:
    kind = draw(maybe(st.sampled_from(ORDER_KINDS)))
    score = draw(maybe(st.sampled_from(["100", "-100", "-INFINITY"]))) if kind is None else None
    symmetrical = draw(maybe(st.sampled_from(["true", "false"])))
    attributes = (tree.NvPair("symmetrical", symmetrical),) if symmetrical else ()
    return tree.Order(draw(IDS), draw(ends(ACTIONS)), kind, score, attributes)


# ------------------------------------------------------------------ the rest

NODES = st.builds(
    tree.Node,
    st.sampled_from(["n1", "node-2", "größe", "n3.example.com", "1"]),
    maybe(st.sampled_from(["1", "17", "a b", "größe", '"'])),
    maybe(st.sampled_from([one for one in NODE_TYPES if one != "member"])),
    tuples(nvsets("attributes", "utilization"), max_size=2),
    maybe(VALUES),
)
OPTIONS = st.one_of(
    st.builds(
        tree.Options,
        st.sampled_from(["property", "rsc_defaults", "op_defaults"]),
        tuples(NVPAIRS),
        tuples(rules(), max_size=1),
        maybe(IDS),
    ),
    st.builds(tree.Options, st.just("rsc_defaults"), id_ref=IDS),
)
TAGS = st.builds(tree.Tag, IDS, tuples(st.builds(tree.Word, IDS), min_size=1))
OBJECTS = st.one_of(
    primitives(),
    GROUPS,
    CLONES,
    locations(),
    COLOCATIONS,
    orders(),
    NODES,
    OPTIONS,
    TAGS,
)
"""Statements that define an object in words."""

STATEMENTS = OBJECTS | MONITORS


def keyword_of(statement: tree.Statement) -> str:
    """Return the keyword by which a statement is parsed."""
    match statement:
        case tree.Options():
            return statement.keyword
        case tree.Primitive():
            return "rsc_template" if statement.is_template else "primitive"
        case tree.Clone():
            return "ms" if statement.is_master else "clone"
        case _:
            return type(statement).__name__.lower()
