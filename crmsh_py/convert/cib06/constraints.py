"""The constraints section."""

from collections.abc import Callable, Mapping

from crmsh_py import xmltree
from crmsh_py.convert.cib06 import colocations, locations, orders
from crmsh_py.convert.cib06.colocations import convert_colocation
from crmsh_py.convert.cib06.comments import keep_comment
from crmsh_py.convert.cib06.lifetimes import refuse_lifetime
from crmsh_py.convert.cib06.locations import convert_location
from crmsh_py.convert.cib06.orders import convert_order
from crmsh_py.convert.cib06.work import Work
from crmsh_py.xmltree import Element


def convert_constraints(work: Work, section: Element) -> None:
    """Convert the constraints."""
    target = work.section("constraints")
    for old in section:
        if keep_comment(old, target):
            continue
        reader = _READERS.get(str(old.tag))
        if reader is None:
            words = f"there is no constraint <{old.tag!s}>: it is left out"
            hint = "rsc_location, rsc_colocation and rsc_order"
            work.fail("incomplete", words, old, hint=hint)
            continue
        _report_strangers(work, old)
        made = reader(work, old)
        for new in made:
            xmltree.attach(target, new, None)
            work.made(new, old)
        work.became(old, _name(old), *(new.get("id", "") for new in made))


def _name(old: Element) -> str:
    return f"{old.tag!s} {old.get('id', '(without id)')}"


def _orders(work: Work, old: Element) -> list[Element]:
    new = convert_order(work, old)
    if new is None:
        return []
    refuse_lifetime(work, old)
    return [new]


def _colocations(work: Work, old: Element) -> list[Element]:
    made = convert_colocation(work, old)
    if made:
        refuse_lifetime(work, old)
    return made


_READERS: Mapping[str, Callable[[Work, Element], list[Element]]] = {
    "rsc_location": convert_location,
    "rsc_colocation": _colocations,
    "rsc_order": _orders,
}
_KNOWN: Mapping[str, frozenset[str]] = {
    "rsc_location": locations.KNOWN,
    "rsc_colocation": colocations.KNOWN,
    "rsc_order": orders.KNOWN,
}


def _report_strangers(work: Work, old: Element) -> None:
    for name in old.attrib:
        if name not in _KNOWN[str(old.tag)]:
            work.tell("dropped", f"'{name!s}' means nothing for a constraint", old, str(name))
