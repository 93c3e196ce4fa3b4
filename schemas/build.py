"""Make the schemas of single releases (`cib-3.9.xsd`) of the one that has them all (`cib.xsd`).

Run `python -m crmsh_py.schemas.build` after a change of `cib.xsd`, whose first comment says how
that is written.  What comes out is XSD 1.1; libxml2, which knows XSD 1.0, reads it without the
assertions.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from crmsh_py import xmltree
from crmsh_py.model.releases import KNOWN, Release, release
from crmsh_py.schemas.declarations import CRM, XS, has, key, members
from crmsh_py.xmltree import Element

FOLDER = Path(__file__).parent
SOURCE = FOLDER / "cib.xsd"

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<!-- Made of cib.xsd by `python -m crmsh_py.schemas.build`: edit that, not this. -->
"""
_NAMED = frozenset({"complexType", "simpleType", "group", "attributeGroup"})
_TOGETHER = "remove the one or the other"


def main() -> None:
    """Write all files anew."""
    for name, text in texts().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


def texts() -> dict[str, str]:
    """Return the text of each file, by its name."""
    source = xmltree.parse(SOURCE.read_bytes(), SOURCE.name)
    found = {}
    for name in KNOWN:
        own = release(name)
        assert own is not None
        found[file_name(own)] = _HEAD + xmltree.to_text(schema(source, own), pretty=True) + "\n"
    return found


def file_name(own: Release) -> str:
    """Return the name of the file that a release has."""
    return f"cib-{own[0]}.{own[1]}.xsd"


def schema(source: Element, own: Release) -> Element:
    """Return the schema of one release."""
    root = xmltree.copy(source)
    for node in list(root.iter()):
        if not xmltree.is_element(node) or not has(node, own):
            xmltree.detach(node)
    for type_ in root.iter(f"{XS}complexType"):
        parts = frozenset(["*", *map(key, members(root, type_))])
        for rule in [each for each in type_.iter() if _is_ours(each)]:
            for assertion in _assertions(root, rule, parts):
                rule.addprevious(assertion)
    for each in [each for each in root.iter() if _is_ours(each)]:
        if not _is_inside_assertion(each):
            xmltree.detach(each)
    _forget_releases(root)
    _prune(root)
    return root


def _is_ours(element: Element) -> bool:
    return str(element.tag).startswith(CRM)


def _is_inside_assertion(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == f"{XS}appinfo"


def _forget_releases(root: Element) -> None:
    for each in root.iter():
        for name in ("since", "until", "instead"):
            each.attrib.pop(CRM + name, None)


def _prune(root: Element) -> None:
    """Take out what nothing refers to."""
    while True:
        used = {
            word
            for each in root.iter()
            for name in ("type", "base", "ref", "memberTypes")
            for word in each.get(name, "").split()
        }
        unused = [
            each
            for each in xmltree.children(root)
            if _local(each) in _NAMED and each.get("name") not in used
        ]
        if not unused:
            return
        for each in unused:
            xmltree.detach(each)


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


# ------------------------------------------------------------------ assertions


@dataclass(frozen=True, slots=True)
class _Rule:
    """What is said in a few words, and of which parts."""

    element: Element
    parts: tuple[str, ...]

    @property
    def given(self) -> str:
        """The condition for it: the part that it starts from, and more."""
        part, when = self.element.get("part"), self.element.get("when")
        return " and ".join(each for each in (part, when) if each)

    def hint(self, usual: str | None = None) -> dict[str, str]:
        """Return the hint, if there is one."""
        hint = self.element.get("hint", usual)
        return {} if hint is None else {"hint": hint}


def _assertions(root: Element, element: Element, there: frozenset[str]) -> Iterator[Element]:
    start = element.get("part")
    if start is not None and start not in there:
        return
    parts = tuple(part for part in element.get("parts", "").split() if part in there)
    kind = _local(element)
    if kind in _PARTS and parts:
        yield from _PARTS[kind](_Rule(element, parts))
    elif kind == "must":
        yield _must(element)
    elif kind == "bars":
        yield from _bars(root, element)


def _one_of(rule: _Rule) -> Iterator[Element]:
    yield from _some_of(rule)
    for first, second in combinations(rule.parts, 2):
        yield _apart(f"{first} and {second}", first, second, _TOGETHER)


def _some_of(rule: _Rule) -> Iterator[Element]:
    # What only other releases have is told of by itself, and does not lack besides.
    there = " or ".join(rule.element.get("parts", "").split())
    test = f"not({rule.given}) or {there}" if rule.given else there
    words = " or ".join(_words(part) for part in rule.parts)
    yield _assertion(test, {"says": f"{words} is missing", **rule.hint()})


def _once(rule: _Rule) -> Iterator[Element]:
    for part in rule.parts:
        words = f"{_words(part)} cannot stand here twice"
        yield _assertion(f"count({part}) <= 1", {"says": words, **rule.hint()})


def _needs(rule: _Rule) -> Iterator[Element]:
    for part in rule.parts:
        says = {"says": f"{_words(part)} is missing", **rule.hint()}
        yield _assertion(f"not({rule.given}) or {part}", says)


def _excludes(rule: _Rule) -> Iterator[Element]:
    start = rule.element.get("part", "")
    for part in rule.parts:
        hint = rule.hint(_TOGETHER)["hint"]
        yield _apart(f"{rule.given} and {part}", start, part, hint)


_PARTS: Mapping[str, Callable[[_Rule], Iterator[Element]]] = {
    "one-of": _one_of,
    "some-of": _some_of,
    "once": _once,
    "needs": _needs,
    "excludes": _excludes,
}


def _apart(together: str, first: str, second: str, hint: str) -> Element:
    says = f"{_words(first)} and {_words(second)} cannot stand together"
    words = {"words": second[1:]} if second.startswith("@") else {}
    return _assertion(f"not({together})", {"says": says, "hint": hint, **words})


def _must(element: Element) -> Element:
    names = ("says", "what", "hint", "at")
    told = {name: element.get(name, "") for name in names if name in element.attrib}
    if "what" in told:
        told["first"] = element.get(f"{CRM}until", "")
    at = element.get("at")
    return _assertion(element.get("test", f"not({at})"), told)


def _bars(root: Element, element: Element) -> Iterator[Element]:
    use = element.get("use")
    names = element if use is None else _list(root, use)
    if names is None:
        return
    listed = " or ".join(f"normalize-space(@name) = '{each.get('name')}'" for each in names)
    within = f"{element.get('at')}/" if element.get("at") else ""
    at = f"{within}nvpair[@id][{listed}]"
    says = 'the name "{name}" is not allowed any more here'
    assertion = _assertion(f"not({at})", {"says": says, "at": at})
    info = xmltree.sub(xmltree.sub(assertion, f"{XS}annotation"), f"{XS}appinfo")
    for each in names:
        info.append(xmltree.copy(each))
    yield assertion


def _list(root: Element, name: str) -> Element | None:
    """Return a list of names; None if the release has none of them."""
    lists = root.iterchildren(f"{CRM}names")
    return next((each for each in lists if each.get("name") == name), None)


def _assertion(test: str, told: Mapping[str, str]) -> Element:
    return xmltree.new(f"{XS}assert", {"test": test, **{CRM + k: v for k, v in told.items()}})


def _words(part: str) -> str:
    """Return how a message names a part."""
    if part == "*":
        return "content"
    return f'attribute "{part[1:]}"' if part.startswith("@") else f'element "{part}"'


if __name__ == "__main__":
    main()
