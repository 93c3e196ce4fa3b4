"""Sets of name-value pairs: how the old engine read them, and their present form.

In the 0.6 format the pairs of a set are wrapped in `<attributes>`.  A pair without a value, or
with `#default`, was no pair; of two pairs of one name in a set the first counted (lib/crm/pengine
of 0.6.6).  `read` gives the pairs that counted, `write` makes a set of pairs, which may be others.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from crmsh_py import xmltree
from crmsh_py.convert.cib06.rules import convert_rule
from crmsh_py.convert.cib06.scores import INFINITY, convert_score, score_text
from crmsh_py.convert.cib06.work import Work
from crmsh_py.xmltree import Element

DEFAULT = "#default"


@dataclass(frozen=True, slots=True)
class Pair:
    """A name and a value, and the old element that gave them (a place, and an id)."""

    name: str
    value: str
    element: Element


@dataclass(frozen=True, slots=True)
class Nvset:
    """A set as it was read: the pairs that counted, and the rules one of which had to hold."""

    element: Element
    pairs: tuple[Pair, ...]
    rules: tuple[Element, ...]

    @property
    def score(self) -> int:
        """The score as a number: a set with a higher one counts before others."""
        text = score_text(self.element.get("score", "0")) or "0"
        return int(text.replace("INFINITY", str(INFINITY)))

    def value(self, name: str) -> str | None:
        """Return the value of a name, or None."""
        return next((pair.value for pair in self.pairs if pair.name == name), None)


def read(work: Work, owner: Element, tag: str) -> list[Nvset]:
    """Return the sets of a kind that an element has; pairs that did not count are reported."""
    return [read_one(work, element) for element in owner.iterchildren(tag)]


def read_one(work: Work, element: Element) -> Nvset:
    """Return a set, whatever it is called."""
    counted: dict[str, Pair] = {}
    for pair in _pairs(element):
        name, value = pair.get("name"), pair.get("value")
        if not name:
            work.warn("dropped", "a pair without a name was left out", pair)
        elif value is None or value == DEFAULT:
            work.tell("dropped", f"{name!r} has no value: it was never set", pair, "name")
        elif name in counted:
            words = f"{name!r} is set twice in one set: only the first value counted"
            work.warn("duplicate-pair", words, pair, "name")
        else:
            counted[name] = Pair(name, value, pair)
    return Nvset(element, tuple(counted.values()), tuple(element.iterchildren("rule")))


def _pairs(element: Element) -> Iterable[Element]:
    for child in xmltree.children(element):
        if child.tag == "attributes":
            yield from child.iterchildren("nvpair")
        elif child.tag == "nvpair":
            yield child


@dataclass(frozen=True, slots=True)
class Wanted:
    """A set to be made: with the id, the score and the rules of `like`.

    If that id is taken (by the other half of the same set) it is called `wish`; so it is, and
    the pairs get ids of their own, if ids are not kept.
    """

    tag: str
    pairs: tuple[Pair, ...]
    wish: str
    like: Nvset | None = None
    keep_id: bool = True


def write(work: Work, parent: Element, wanted: Wanted) -> Element | None:
    """Add a set; None if there are no pairs, or if nothing says when it is to hold."""
    if not wanted.pairs:
        return None
    like = wanted.like
    old = like.element.get("id") if like is not None and wanted.keep_id else None
    nvset = xmltree.new(wanted.tag, {"id": work.ids.part(old, wanted.wish)})
    if like is not None and not _add_conditions(work, nvset, like):
        return None
    for pair in wanted.pairs:
        add_pair(work, nvset, pair, keep_id=wanted.keep_id)
    xmltree.attach(parent, nvset, None)
    return nvset


def add_pair(work: Work, nvset: Element, pair: Pair, *, keep_id: bool = True) -> Element:
    """Add a pair; it keeps its id if it can have it, and was not called for an old name."""
    old = pair.element.get("id") if pair.element.tag == "nvpair" and keep_id else None
    former = pair.element.get("name", "")
    if old and former != pair.name and old.endswith(former):
        old = None
    id_ = work.ids.part(old, f"{nvset.get('id')}-{pair.name}")
    return xmltree.sub(nvset, "nvpair", {"id": id_, "name": pair.name, "value": pair.value})


def _add_conditions(work: Work, nvset: Element, like: Nvset) -> bool:
    """Add the score and the rules; tell whether any rule is left, if there were some."""
    if like.element.get("score") is not None:
        nvset.set("score", convert_score(work, like.element))
    rules = [rule for rule in (convert_rule(work, one) for one in like.rules) if rule is not None]
    if len(rules) > 1:  # one of them was enough (lib/pengine/rules.c of 0.6.6)
        around = xmltree.new("rule", {"id": work.ids.fresh(f"{nvset.get('id')}-rule")})
        around.set("boolean-op", "or")
        for rule in rules:
            xmltree.attach(around, rule, None)
        rules = [around]
    for rule in rules:
        xmltree.attach(nvset, rule, None)
    return bool(rules) or not like.rules
