"""The ids of resources and constraints: all are settled before anything refers to one."""

from collections.abc import Iterable, Iterator

from crmsh_py import xmltree
from crmsh_py.convert.cib06.work import Work
from crmsh_py.xmltree import Element

RESOURCES = frozenset({"primitive", "group", "clone", "master_slave", "master"})


def claim_ids(work: Work, resources: Iterable[Element], constraints: Iterable[Element]) -> None:
    """Settle the id of every object; a changed one is reported."""
    for section in resources:
        for element in _resources(section):
            _claim(work, element)
    for section in constraints:
        for element in xmltree.children(section):
            _claim(work, element)


def _resources(holder: Element) -> Iterator[Element]:
    """Yield the resources in the order of the document, without recursion."""
    waiting = [holder]
    while waiting:
        element = waiting.pop()
        if element is not holder:
            yield element
        inner = [one for one in xmltree.children(element) if one.tag in RESOURCES]
        waiting += reversed(inner)


def _claim(work: Work, element: Element) -> None:
    old = element.get("id", "")
    id_ = work.ids.claim(old) if old else work.ids.fresh(str(element.tag))
    work.claimed[element] = id_
    if old and id_ != old:
        words = f"the id {old!r} became {id_!r}, wherever it is used"
        if work.ids.new(old) != id_:
            words = f"the id {old!r} stands twice: this <{element.tag!s}> became {id_!r}"
        work.tell("id-changed", words, element, "id", subject=id_)
