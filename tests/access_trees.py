"""Random fencing topologies, roles, and who has them; `trees` gives the values and the ids."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from crmsh_py.grammar import tree
from crmsh_py.grammar.shortcuts import expanded

Texts = st.SearchStrategy[str]

_DEVICES = st.builds(tree.Word, st.sampled_from(["st1", "fence-n.1", "größe", "index", "n1", "9"]))
_NUMBERS = st.sampled_from(["1", "2", "3", "9", "10", "007", "+2", " 4 ", "\n5"])
_KINDS = st.sampled_from(["attr", "pattern", "Attr:x", "pattern:", "attr:a=b", "n1", "a:", ":", ""])


def _some(values: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(values, min_size=1, max_size=3).map(tuple)


def _targets(values: Texts) -> st.SearchStrategy[tree.FencingTarget]:
    names = values | _KINDS
    return st.one_of(
        st.builds(tree.FencingTarget, st.sampled_from(["node", "pattern"]), names),
        st.builds(tree.FencingTarget, st.just("attr"), names, names),
    )


@st.composite
def topologies(draw: st.DrawFn, values: Texts, ids: Texts) -> tree.FencingTopology:
    """Draw a topology: a target can come back later, numbers have gaps and repetitions."""
    targets = draw(_some(_targets(values)))
    level = st.builds(
        tree.FencingLevel,
        _some(_DEVICES),
        _NUMBERS,
        st.sampled_from(targets),
        st.none() | ids,
    )
    return tree.FencingTopology(draw(st.just(()) | _some(level)))


def lists_for_all_nodes(ids: Texts) -> st.SearchStrategy[tree.FencingTopology]:
    """Draw levels without targets: they are typed, and never shown."""
    level = st.builds(tree.FencingLevel, _some(_DEVICES), _NUMBERS, id=st.none() | ids)
    return st.builds(tree.FencingTopology, _some(level))


# ------------------------------------------------------------------ access control

_RIGHT_KINDS = st.sampled_from(["read", "write", "deny"])
_SHORTCUTS = st.sampled_from(
    [
        *("meta:a", "meta:a:b:c", "params:a:größe", "utilization:a", "location:a.b", "property"),
        *("property:x", "property:a b", "nodeattr", "nodeattr:$x", "nodeutil", "nodeutil:n1"),
        *("node", "node:n 1", "status", "cib"),
    ]
).map(lambda text: expanded(text) or "")


def _xpaths(values: Texts) -> Texts:
    odd = [
        "//a[@id='b c']",
        '//a[@id="b"]',
        "/cib/",
        "//rsc_location[@id='cli-prefer-a' and @rsc='b']",
    ]
    return values | _SHORTCUTS | st.sampled_from(odd)


@st.composite
def rights(draw: st.DrawFn, values: Texts, ids: Texts) -> tree.Right:
    """Draw a right as all schemas have it."""
    right = tree.Right(
        draw(_RIGHT_KINDS), id=draw(st.none() | ids), description=draw(st.none() | values)
    )
    match draw(st.integers(0, 2)):
        case 0:
            return replace(right, xpath=draw(_xpaths(values)))
        case 1:
            return replace(right, reference=draw(ids))
    return replace(right, object_type=draw(values), attribute=draw(st.none() | values))


@st.composite
def old_rights(draw: st.DrawFn, values: Texts, ids: Texts) -> tree.Right:
    """Draw a right as schemas before pacemaker-2.0 have it."""
    right = replace(draw(rights(values, ids)), description=None)
    if right.object_type is not None:
        right = replace(right, reference=draw(st.none() | ids))
    return replace(right, attribute=draw(st.none() | values))


def roles(values: Texts, ids: Texts) -> st.SearchStrategy[tree.Role]:
    """Draw roles, empty ones too."""
    some = st.lists(rights(values, ids), max_size=3).map(tuple)
    return st.builds(tree.Role, ids, some, st.none() | values)


def holders(values: Texts, ids: Texts) -> st.SearchStrategy[tree.Statement]:
    """Draw users and groups."""
    words = st.lists(st.builds(tree.Word, ids), max_size=3).map(tuple)
    name = st.none() | values
    return st.one_of(
        st.builds(tree.AclTarget, values | ids, words, name),
        st.builds(tree.AclGroup, ids, words, name),
        st.builds(tree.User, ids, words),
        st.builds(tree.User, ids, rights=st.lists(old_rights(values, ids), max_size=3).map(tuple)),
    )
