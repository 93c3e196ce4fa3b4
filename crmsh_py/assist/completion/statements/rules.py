"""Rules: node attributes, operators, values, dates.  The scores of them are in `fixed`."""

from collections.abc import Iterator

from crmsh_py.assist.completion import objects as told
from crmsh_py.assist.completion.offers import Candidate
from crmsh_py.assist.completion.statements.in_use import node_attributes
from crmsh_py.assist.completion.statements.slot import Slot
from crmsh_py.grammar import lexical
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.words import COMPARISONS, NOT_ATTRIBUTES, VALUE_TYPES
from crmsh_py.options import tables

_BUILT_IN = {
    "#uname": "the name of the node",
    "#id": "the id of the node",
    "#kind": "cluster, remote or container",
    "#is_dc": "whether the node is the coordinator",
    "#cluster-name": "the name of the cluster",
    "#site-name": "the site of the node, else the name of the cluster",
    "#ra-version": "the version of the resource agent",
}
"""Node attributes that every node has (Pacemaker Explained, "Node Attribute Expressions")."""
_FIXED = {
    "#kind": {
        "cluster": "a node that runs the whole cluster software",
        "remote": "a node that runs pacemaker_remote",
        "container": "a guest node or a container",
    },
    "#is_dc": {"true": "the coordinator", "false": "any other node"},
}
_TYPES = {
    "string": "compared as texts",
    "integer": "compared as whole numbers",
    "number": "compared as numbers",
    "version": "compared as version numbers",
}


def attributes(slot: Slot) -> Iterator[Candidate]:
    """Yield node attributes: those that every node has, and those of the configuration."""
    name, equals, _ = slot.word.partition("=")
    prefix = f"{name}=" if equals else ""
    setting, is_setting, _ = slot.expected.label.partition("=")
    if is_setting != equals or (equals and setting != name.lower()):
        return
    for one, meaning in known_attributes(slot):
        reserved = one.lower() in NOT_ATTRIBUTES or "=" in one
        quoted = lexical.quote_always(one) if reserved else lexical.quote_argument(one)
        yield Candidate(f"{prefix}{quoted}", meaning)


def known_attributes(slot: Slot) -> Iterator[tuple[str, str]]:
    """Yield the names of node attributes, each with a word on it."""
    if slot.keyword != "alert":
        yield from _BUILT_IN.items()
    for name, values in slot.knowledge.of_cib(node_attributes):
        yield name, f"attribute of {values.total()} node{'' if values.total() == 1 else 's'}"
    yield from ((one.name, one.short) for one in tables.node().values())


def operators(slot: Slot) -> Iterator[Candidate]:
    """Yield comparisons as some type, once that type is typed."""
    type_, colon, _ = slot.word.partition(":")
    if slot.expected.choices != COMPARISONS:
        return
    for one in VALUE_TYPES if not colon else ():
        if slot.word:
            yield Candidate(f"{one}:", _TYPES[one], whole=False)
    for one in COMPARISONS if colon and type_ in VALUE_TYPES else ():
        yield Candidate(f"{type_}:{one}", slot.meaning(one))


def values(slot: Slot) -> Iterator[Candidate]:
    """Yield what the node attribute in front can be."""
    if slot.expected.label != str(Kind.VALUE):
        return
    before = [one for one in slot.expected.before if one.kind in {Kind.ATTRIBUTE, Kind.OPERATOR}]
    attribute = next((one.word for one in reversed(before) if one.kind is Kind.ATTRIBUTE), "")
    name = lexical.unquote(attribute)
    if name == "#uname":
        yield from slot.knowledge.of_cib(told.nodes)
    for word, meaning in _FIXED.get(name, {}).items():
        yield Candidate(word, meaning)
    for one, found in slot.knowledge.of_cib(node_attributes):
        if one == name:
            yield from (Candidate(lexical.quote_argument(each), "in use") for each in found)


def date_fields(slot: Slot) -> Iterator[Candidate]:
    """Yield what fields of dates look like, once one is named."""
    name, equals, _ = slot.word.partition("=")
    for one in _EXAMPLES.get(name, ()) if equals else ():
        yield Candidate(f"{name}={one}", _FIELDS.get(name, ""))


_FIELDS = {
    "hours": "0 to 23; a range: 9-16",
    "minutes": "0 to 59",
    "seconds": "0 to 59",
    "monthdays": "1 to 31",
    "weekdays": "1 (Monday) to 7 (Sunday); a range: 1-5",
    "yeardays": "1 to 366",
    "months": "1 to 12",
    "weeks": "1 to 53, of the calendar",
}
_EXAMPLES = {"hours": ("9-16",), "weekdays": ("1-5", "6-7")}
