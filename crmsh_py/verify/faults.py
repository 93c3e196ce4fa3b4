"""Which objects are not as our schema has them: libxml2 finds them, the explainer says why.

The xmlschema library needs half a millisecond for an object, so it is shown only those that
libxml2 complained of, each alone in an otherwise empty copy of the CIB.
"""

import importlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Protocol

from crmsh_py import validators, xmltree
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.verify.gate import Gate
from crmsh_py.verify.subjects import label, objects, subject, tag_of
from crmsh_py.xmltree import Element

EXPLAIN = "crmsh_py.verify.explain"
"""The home of the xmlschema library, imported only when there is something to explain."""

MOST_EXPLAINED = 100
"""More objects at fault are only counted: so many have one cause."""

_VAGUE = "it is not as the schema has it"
_PLACE = re.compile(r"/[^/@]+(?:/[^/@]+){0,3}")


class Explainer(Protocol):
    """What is asked of `crmsh_py.verify.explain.Explainer`."""

    def knows(self, element: Element) -> bool:
        """Tell whether the schema has such an element in such a place."""

    def explain(self, element: Element) -> list[Diagnostic]:
        """Return what is wrong with an element and all inside it."""


def faults(
    root: Element, gate: Gate, concerned: frozenset[Element] | None
) -> dict[Element, list[Diagnostic]]:
    """Return what is wrong by our schema, by object; what is above objects is told of the root.

    Of what is at fault and not `concerned`, nothing is told.
    """
    complaints, failing = _complaints(root, gate.xsd), gate.failing(root)
    if not complaints and not failing:
        return {}
    explainer: Explainer = importlib.import_module(EXPLAIN).Explainer(gate.own, gate.text)
    words = _words(root, gate, explainer, complaints, failing)
    at_fault = [each for each in words if concerned is None or each in concerned]
    found: dict[Element, list[Diagnostic]] = {each: [] for each in words}
    frame = _Frame(root, explainer)
    for element in at_fault[:MOST_EXPLAINED]:
        found[element] = frame.explain(element, words[element])
    if len(at_fault) > MOST_EXPLAINED:
        found[at_fault[-1]] = [_uncounted(len(at_fault) - MOST_EXPLAINED)]
    return found


def _uncounted(count: int) -> Diagnostic:
    return Diagnostic(
        "schema-violation",
        f"{count} more objects are not as the schema has them",
        hint="correct the others first",
    )


# ------------------------------------------------------------------ finding them


def _words(
    root: Element,
    gate: Gate,
    explainer: Explainer,
    complaints: dict[str, str],
    failing: Iterable[Element],
) -> dict[Element, str]:
    """Return libxml2's first words on each element at fault, down to objects, in order.

    libxml2 gives up on a section at the first child that it does not know, so it is asked once
    more about a copy that has none of these.
    """
    places = dict(_places(root))
    unknown = {place for place, each in places.items() if not explainer.knows(each)}
    if unknown:
        complaints = _complaints(_without(root, unknown), gate.xsd) | complaints
    found = dict.fromkeys(failing, _VAGUE)
    found |= {each: complaints[place] for place, each in places.items() if place in complaints}
    stray = [complaints[place] for place in complaints if place not in places]
    if not found:
        return {root: stray[0]}
    return {each: found[each] for each in places.values() if each in found}


def _places(root: Element) -> Iterator[tuple[str, Element]]:
    """Yield everything down to objects, under its path as libxml2 writes it."""
    level = [(f"/{tag_of(root)}", root)]
    for tag in (root.tag, "configuration", None):
        yield from level
        level = [
            (f"{path}/{step}", child)
            for path, parent in level
            if tag in (None, parent.tag)
            for step, child in _steps(parent)
        ]
    yield from level


def _steps(parent: Element) -> Iterator[tuple[str, Element]]:
    children = list(xmltree.children(parent))
    total = Counter(tag_of(child) for child in children)
    count: Counter[str] = Counter()
    for child in children:
        tag = tag_of(child)
        count[tag] += 1
        yield f"{tag}[{count[tag]}]" if total[tag] > 1 else tag, child


def _complaints(root: Element, own: validators.Schema) -> dict[str, str]:
    found: dict[str, str] = {}
    for _, path, words in own.complaints(root):
        place = _PLACE.match(path)
        found.setdefault(place.group() if place else path, words)
    return found


def _without(root: Element, places: Iterable[str]) -> Element:
    twin = xmltree.copy(root)
    there = dict(_places(twin))
    for place in places:
        if there[place].getparent() is not None:
            xmltree.remove(there[place])
    return twin


# ------------------------------------------------------------------ showing them alone


class _Frame:
    """A copy of the CIB without its objects, but for those of a kind that the schema has not."""

    def __init__(self, root: Element, explainer: Explainer) -> None:
        self._explainer = explainer
        self._twins: dict[Element, Element] = {}
        self._told = False
        known = {each for each in objects(root) if explainer.knows(each)}
        self._objects = known
        for _, element in _places(root):
            if element not in known:
                self._add_shell(element)
        self._root = self._twins[root]

    def _add_shell(self, element: Element) -> None:
        parent = element.getparent()
        tag, attributes = str(element.tag), dict(element.attrib)
        for name in _foreign(element):
            del attributes[name]
        if parent is None:
            twin = xmltree.new(tag, attributes)
        else:
            twin = xmltree.sub(self._twins[parent], tag, attributes)
        twin.text, twin.tail = element.text, element.tail
        self._twins[element] = twin

    def explain(self, element: Element, words: str) -> list[Diagnostic]:
        """Return what is wrong with an object, in libxml2's words where there are no better ones.

        What is above objects is told once.
        """
        if element in self._objects:
            problems = [*_of_foreign(element.iter("*")), *self._explain_alone(element)]
        elif self._told:
            return []
        else:
            self._told = True
            shells = [each for each in self._twins if each.tag != "status"]
            problems = [*_of_foreign(shells), *self._explainer.explain(self._root)]
        text = f"{label(element)}: {words}"
        return problems or [Diagnostic("schema-violation", text, subject=subject(element))]

    def _explain_alone(self, element: Element) -> list[Diagnostic]:
        section = element.getparent()
        assert section is not None
        twin = _bare(element)
        self._twins[section].append(twin)
        problems = self._explainer.explain(twin)
        self._twins[section].remove(twin)
        return problems


def _of_foreign(elements: Iterable[Element]) -> Iterator[Diagnostic]:
    """Report attributes of other namespaces: some of them speak to the library (xsi:type)."""
    for each in elements:
        for name in _foreign(each):
            text = f'{label(each)}: attribute "{name}" is not known here'
            yield Diagnostic("schema-violation", text, subject=subject(each), hint="remove it")


def _foreign(element: Element) -> list[str]:
    return [str(name) for name in element.attrib if str(name).startswith("{")]


def _bare(element: Element) -> Element:
    """Return a copy without comments, which would put the explainer's counting of children out.

    Nor has it attributes of other namespaces.
    """
    twin = xmltree.copy(element)
    for node in [each for each in twin.iter() if not xmltree.is_element(each)]:
        xmltree.remove(node)
    for each in twin.iter("*"):
        for name in _foreign(each):
            del each.attrib[name]
    return twin
