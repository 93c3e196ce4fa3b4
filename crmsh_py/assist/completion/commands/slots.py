"""Sets of pairs that commands change, as completion of statements sees them.

`resource param vip set i` and `primitive vip IPaddr2 params i` have the same words to offer.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from crmsh_py.assist.completion.objects import agent_of
from crmsh_py.assist.completion.offers import Candidate
from crmsh_py.assist.completion.statements import pairs
from crmsh_py.assist.completion.statements.slot import Slot
from crmsh_py.assist.knowledge import Knowledge
from crmsh_py.grammar.expected import Expectation, Matched
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.lexical import quote_argument, unquote
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import kind
from crmsh_py.xmltree import Element

_WITHIN = {
    "instance_attributes": "params",
    "meta_attributes": "meta",
    "utilization": "utilization",
}


def slot(
    knowledge: Knowledge, keyword: str, within: str, *, agent: str = "", given: Iterable[str] = ()
) -> Slot:
    """Return the place behind a word such as `params` in a statement, the word itself empty."""
    before = [Matched(Kind.AGENT, str(Kind.AGENT), agent)] if agent else []
    before.append(Matched(Kind.KEYWORD, within, within, opens=within))
    before += [
        Matched(Kind.NVPAIR, str(Kind.NVPAIR), quote_argument(one)) for one in given if "=" in one
    ]
    expected = Expectation(Kind.NVPAIR, str(Kind.NVPAIR), (), tuple(before), within)
    return Slot(keyword, expected, "", knowledge)


def of_element(
    knowledge: Knowledge, element: Element, tag: str, given: Iterable[str] = ()
) -> Slot | None:
    """Return the place in an object's sets of a tag, such as `meta_attributes`; None for others."""
    if element.tag == "cluster_property_set":
        return slot(knowledge, "property", "property", given=given)
    above = element.getparent()
    section = "" if above is None else str(above.tag)
    if section in {"rsc_defaults", "op_defaults"}:
        return slot(knowledge, section, section, given=given)
    within = _WITHIN.get(tag, "")
    if element.tag in {"node", "alert"} and within == "params":
        within = "attributes"
    if not within:
        return None
    agent = agent_of(element) if element.tag in {"primitive", "template"} else ""
    return slot(knowledge, kind(element), within, agent=agent, given=given)


def of_operation(knowledge: Knowledge, owner: Element, op: Element) -> Slot:
    """Return the place behind `op NAME` in the statement of a resource."""
    name, agent = op.get("name", ""), agent_of(owner)
    given = [f"role={op.get('role')}"] if op.get("role") else []
    place = slot(knowledge, kind(owner), "op", agent=agent, given=given)
    words = list(place.expected.before)
    words.insert(1 + bool(agent), Matched(Kind.OP_NAME, str(Kind.OP_NAME), name))
    return replace(place, expected=replace(place.expected, before=tuple(words)))


def names(place: Slot) -> Iterator[Candidate]:
    """Yield `NAME=` for what a set can hold."""
    return iter(pairs.of_set(place))


def values(place: Slot, name: str, typed: str = "") -> Iterator[Candidate]:
    """Yield the values that a name of a set can have, without the name."""
    for one in pairs.of_set(replace(place, word=f"{name}={typed}")):
        found, equals, value = unquote(one.word).partition("=")
        if equals and found == name and value:
            yield replace(one, word=quote_argument(value))


def holder(cib: Cib | None, name: str) -> Element | None:
    """Return the object of a name, None if there is none."""
    return None if cib is None else cib.object(name)
