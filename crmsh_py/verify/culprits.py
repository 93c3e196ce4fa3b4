"""Which objects Pacemaker's own schema refuses, where ours finds nothing wrong with them.

libxml2's words on a Relax NG schema are of little use: for one fault it complains of all that
stands around it.  So the objects are put into an empty CIB, half of them at a time, until those
are left that are refused even alone.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from crmsh_py import validators, xmltree
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.model.vocabulary import NOT_XML_IDS
from crmsh_py.verify.subjects import label, sections, subject
from crmsh_py.xmltree import Element

MOST_NAMED = 100

_DANGLING = re.compile(r'IDREF attribute (\S+) references an unknown ID "(.*)"')


def culprits(
    root: Element, rng: validators.Schema, candidates: Sequence[Element]
) -> Iterator[tuple[Element, str]]:
    """Yield the candidates that the schema refuses, each with libxml2's words.

    The root is yielded, and nothing else, if the schema refuses the CIB without any object.
    """
    above = complaints(rng, root, [])
    if above:
        yield root, above[0]
        return
    refused = _narrow(lambda some: bool(complaints(rng, root, some)), candidates)
    for each in islice(refused, MOST_NAMED):
        yield each, complaints(rng, root, [each])[0]


def _narrow(
    refuses: Callable[[Sequence[Element]], bool], some: Sequence[Element]
) -> Iterator[Element]:
    if not some or not refuses(some):
        return
    if len(some) == 1:
        yield some[0]
        return
    middle = len(some) // 2
    yield from _narrow(refuses, some[:middle])
    yield from _narrow(refuses, some[middle:])


def complaints(rng: validators.Schema, root: Element, some: Iterable[Element]) -> list[str]:
    """Return what libxml2 says of a CIB with some objects only, where references lead nowhere."""
    found = rng.complaints(excerpt(root, some))
    return [words for _, _, words in found if not _DANGLING.match(words)]


def excerpt(root: Element, some: Iterable[Element]) -> Element:
    """Return a copy of the CIB with these objects only, and no status."""
    twin = xmltree.new(str(root.tag), dict(root.attrib))
    configuration = xmltree.sub(twin, "configuration")
    places: dict[Element | None, Element] = {
        section: xmltree.sub(configuration, str(section.tag), dict(section.attrib))
        for section in sections(root)
    }
    for each in some:
        places[each.getparent()].append(xmltree.copy(each))
    return twin


# ------------------------------------------------------------------ what concerns no single object


def duplicates(root: Element) -> Iterator[tuple[Element, Diagnostic]]:
    """Yield each element of the configuration whose id an earlier one has.

    libxml2 has words for these only sometimes, and never the same.
    """
    seen: set[str] = set()
    for each in (part for section in sections(root) for part in section.iter("*")):
        id_ = each.get("id")
        if id_ is None or each.tag in NOT_XML_IDS:
            continue
        if id_ in seen:
            text = f'{label(each)}: the id "{id_}" is already in use'
            yield each, Diagnostic("duplicate-id", text, subject=subject(each))
        seen.add(id_)


def joint_faults(root: Element, rng: validators.Schema) -> list[tuple[Element, Diagnostic]]:
    """Return why the schema refuses a CIB none of whose objects it refuses.

    That is references to nothing, or what libxml2 says first.
    """
    complaints_ = [words for _, _, words in rng.complaints(xmltree.copy(root))]
    matches = [match for match in map(_DANGLING.match, complaints_) if match]
    if matches or not complaints_:
        return [_dangling(root, match[1], match[2]) for match in matches]
    return [(root, Diagnostic("invalid-configuration", f"Pacemaker's schema: {complaints_[0]}"))]


def _dangling(root: Element, attribute: str, id_: str) -> tuple[Element, Diagnostic]:
    bearers = (each for each in root.iter("*") if each.get(attribute) == id_)
    element = next(bearers, root)
    text = f'{label(element)}: {attribute} "{id_}" is the id of nothing'
    return element, Diagnostic("dangling-reference", text, subject=subject(element))
