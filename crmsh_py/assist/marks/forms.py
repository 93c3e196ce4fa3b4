"""Which words stand where in statements: tables for whoever cannot wait for the grammar.

The grammar says it exactly, and why not; to colour what is known to be right, as `show` prints
it, that takes too long.  A property test holds the two equal.  Needs no pyparsing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.words import CONTAINER_WORDS, MAPPING_WORDS, SET_MARK


@dataclass(frozen=True, slots=True)
class Form:
    """The words of a statement behind its keyword.

    `head` are the kinds of the first ones, `rest` the kind of the others.  `clauses` are the words
    that begin a part; `behind` is the kind of the one word behind such a word.  `pairs` tells
    whether `name=value` may be one of any name.
    """

    head: tuple[Kind, ...]
    rest: Kind = Kind.NVPAIR
    clauses: frozenset[str] = frozenset()
    behind: Mapping[str, Kind] = field(default_factory=dict)
    pairs: bool = True


SETS = frozenset({"params", "meta", "utilization", "attributes", "op_params", "op_meta"})
"""Clauses that hold pairs, whatever the words in front of them are."""

_PRIMITIVE = Form(
    (Kind.NEW_ID, Kind.AGENT),
    clauses=frozenset({*SETS, "operations", "op", "rule"}) - {"attributes"},
    behind={"op": Kind.OP_NAME},
)
_OPTIONS = Form((), clauses=frozenset({"rule"}))
_CLONE = Form((Kind.NEW_ID, Kind.CHILD), clauses=frozenset({"params", "meta", "rule"}))
_CONSTRAINT = Form(
    (Kind.NEW_ID,), Kind.RESOURCE, clauses=frozenset({SET_MARK, "lifetime", *"()[]"})
)
_ROLE = Form((Kind.NEW_ID,), Kind.RIGHT, clauses=frozenset({"read", "write", "deny"}), pairs=False)

FORMS: Mapping[str, Form] = {
    "node": Form(
        (Kind.SET_ID, Kind.NODE_NAME), clauses=frozenset({"attributes", "utilization", "rule"})
    ),
    "primitive": _PRIMITIVE,
    "rsc_template": _PRIMITIVE,
    "monitor": Form((Kind.PRIMITIVE, Kind.INTERVAL)),
    "group": Form((Kind.NEW_ID,), Kind.PRIMITIVE, clauses=frozenset({"params", "meta"})),
    "clone": _CLONE,
    "ms": _CLONE,
    "bundle": Form(
        (Kind.NEW_ID,),
        clauses=frozenset(
            {
                *CONTAINER_WORDS,
                *MAPPING_WORDS,
                *("network", "storage", "params", "meta", "rule", "primitive"),
            }
        ),
        behind={"primitive": Kind.PRIMITIVE},
    ),
    "location": replace(
        _CONSTRAINT,
        head=(Kind.NEW_ID, Kind.RESOURCE),
        clauses=frozenset({SET_MARK, "lifetime", "rule", *"()[]{}"}),
    ),
    "colocation": _CONSTRAINT,
    "order": _CONSTRAINT,
    "rsc_ticket": Form(
        (Kind.NEW_ID, Kind.TICKET), Kind.RESOURCE, clauses=frozenset({SET_MARK, *"()[]"})
    ),
    "tag": Form((Kind.NEW_ID,), Kind.OBJECT),
    "property": _OPTIONS,
    "rsc_defaults": _OPTIONS,
    "op_defaults": _OPTIONS,
    "fencing_topology": Form((), Kind.FENCED, pairs=False),
    "role": _ROLE,
    "acl_target": Form((Kind.USER,), Kind.ACL_ROLE),
    "acl_group": Form((Kind.NEW_ID,), Kind.ACL_ROLE),
    "user": _ROLE,
    "alert": Form(
        (Kind.NEW_ID, Kind.FILE),
        clauses=frozenset({"attributes", "meta", "select", "to", "rule", "{", "}"}),
        behind={"to": Kind.VALUE},
    ),
    "xml": Form((Kind.XML,)),
}
