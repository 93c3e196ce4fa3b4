"""Make the merged configuration out of theirs, touching only what is mine."""

from crmsh_py import xmltree
from crmsh_py.model.cib import end_of
from crmsh_py.model.comments import in_front, place_of
from crmsh_py.model.elements import is_object
from crmsh_py.model.keys import Key
from crmsh_py.model.merge.clashes import Side
from crmsh_py.model.merge.decisions import Decisions, Trees
from crmsh_py.model.merge.identity import ROOT, TOP, Identity
from crmsh_py.model.ordering import longest_rise
from crmsh_py.xmltree import Element


def build(
    trees: Trees, decisions: Decisions, identity: Identity, theirs: Element
) -> tuple[Element, dict[Element, Key]]:
    """Return the merged `<cib>`, and the keys of its elements."""
    root = xmltree.copy_document(theirs)
    there = {key: node.element for key, node in identity.nodes(root).items()}
    elements = {key: _element(trees, decisions, there, key) for key in decisions.places}
    for key, element in elements.items():
        if key in there and key in decisions.attributes:
            _set(element, _attributes(trees, decisions, key))
    top, wanted = there[TOP], elements[TOP]
    if wanted is not top:
        xmltree.insert_before(root, wanted, top)
        xmltree.remove(top)
    _arrange(decisions, elements, TOP, set(elements.values()))
    return root, {element: key for key, element in elements.items()}


def _attributes(trees: Trees, decisions: Decisions, key: Key) -> dict[str, str]:
    """Return all attributes of an element: the root has others beside those that configure."""
    if key != ROOT:
        return decisions.attributes[key]
    node = trees.theirs[key]
    others = {str(name): str(text) for name, text in node.element.attrib.items()}
    return {
        **{name: text for name, text in others.items() if name not in node.attributes},
        **decisions.attributes[key],
    }


def _element(trees: Trees, decisions: Decisions, there: dict[Key, Element], key: Key) -> Element:
    """Return the element to put in: theirs that is there, or a new one like mine."""
    if key in there and decisions.content.get(key, Side.THEIRS) is Side.THEIRS:
        return there[key]
    if key in decisions.content:
        return xmltree.copy(trees.mine[key].element)
    return xmltree.new(key[-1][0], decisions.attributes[key])


def _set(element: Element, attributes: dict[str, str]) -> None:
    if dict(element.attrib) == attributes:
        return
    for name in [name for name in element.attrib if name not in attributes]:
        del element.attrib[name]
    for name, text in attributes.items():
        element.set(name, text)


def _arrange(
    decisions: Decisions, elements: dict[Key, Element], key: Key, all_wanted: set[Element]
) -> None:
    """Put the children of an element in, out and in order, then theirs."""
    if key in decisions.content:
        return
    children = decisions.children.get(key, [])
    _put(elements[key], [elements[child] for child in children], all_wanted)
    for child in children:
        _arrange(decisions, elements, child, all_wanted)


def _put(parent: Element, wanted: list[Element], all_wanted: set[Element]) -> None:
    """Make the children of an element these, moving as few as can be."""
    own = set(wanted)
    for child in [one for one in xmltree.children(parent) if one not in own]:
        _take_out(child, goes_elsewhere=child in all_wanted)
    places = {child: place for place, child in enumerate(xmltree.children(parent))}
    staying = longest_rise([places[one] for one in wanted if one in places])
    successor: Element | None = None
    for one in reversed(wanted):
        if places.get(one, -1) not in staying:
            if one.getparent() is not None:
                _take_out(one, goes_elsewhere=True)
            place = end_of(parent) if successor is None else place_of(successor)
            xmltree.insert_before(parent, one, place)
        successor = one


def _take_out(element: Element, *, goes_elsewhere: bool) -> None:
    """Take an element out with the comments in front of it, which are its own."""
    for comment in reversed(in_front(element) if is_object(element) else []):
        xmltree.remove(comment)
        if goes_elsewhere:
            xmltree.insert(element, 0, comment)
    xmltree.remove(element)
