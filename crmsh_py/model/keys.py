"""Names for elements that hold while other things change around them.

An element that has an XML id is named by its tag and id, wherever it stands; any other by the way
to it from the nearest element above that has one.
"""

from crmsh_py import xmltree
from crmsh_py.model.changes import Step, Steps, step_of
from crmsh_py.model.cib import Cib
from crmsh_py.model.vocabulary import NOT_XML_IDS
from crmsh_py.xmltree import Element

Key = Steps


def is_own(step: Step) -> bool:
    """Tell whether a tag and id name an element by themselves."""
    tag, id_ = step
    return id_ is not None and tag not in NOT_XML_IDS


def key_of(element: Element) -> Key:
    """Return the key of an element, that of the `<cib>` being `()`."""
    steps: list[Step] = []
    at: Element | None = element
    while at is not None and at.tag != "cib":
        steps.insert(0, step_of(at))
        if is_own(steps[0]):
            break
        at = at.getparent()
    return tuple(steps)


def find(cib: Cib, key: Key) -> Element | None:
    """Return the element of a key, or None."""
    at: Element | None = cib.root
    if key and is_own(key[0]):
        at = cib.find(key[0][1] or "")
        at, key = (at if at is not None and at.tag == key[0][0] else None), key[1:]
    for step in key:
        if at is None:
            break
        at = next((child for child in xmltree.children(at) if step_of(child) == step), None)
    return at
