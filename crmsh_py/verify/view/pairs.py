"""What sets of nvpairs say, as dictionaries.

Facts: Pacemaker Explained, "Reusing Rules, Options and Sets of Operations".  Of several sets the
one with the highest score counts, of equal ones the last (seen with 2.1.5, see `model.meta`); a
set with a rule counts only where the rule holds.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from crmsh_py.grammar.words import BOOLEANS, score_text
from crmsh_py.model.cib import Cib
from crmsh_py.xmltree import Element

INSTANCE, META, UTILIZATION = "instance_attributes", "meta_attributes", "utilization"


@dataclass(slots=True)
class Pairs:
    """Names and values: those that always hold, and the names that hold under a rule only.

    A pair without a value has the value "".  `ruled` are names and values under rules.
    """

    always: dict[str, str] = field(default_factory=dict)
    sometimes: set[str] = field(default_factory=set)
    ruled: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str | None:
        """Return the value that always holds, None if there is none."""
        return self.always.get(name)

    def mentions(self, name: str) -> bool:
        """Tell whether there is such a name, be it under a rule."""
        return name in self.always or name in self.sometimes


@dataclass(slots=True)
class Reader:
    """Reads sets; notes on the way those in which a name stands twice, and several of one kind.

    Pairs that have no value are noted too.
    """

    cib: Cib
    repetitive: dict[Element, None] = field(default_factory=dict)
    valueless: dict[Element, None] = field(default_factory=dict)
    several: dict[tuple[Element, str], None] = field(default_factory=dict)
    """Elements that have several sets of one kind, with the tag of these."""

    def read(self, sets: Sequence[Element]) -> Pairs:
        """Return what sets of one kind say together; shared sets and pairs are followed."""
        found = Pairs()
        if len(sets) > 1:
            self._note_several(sets[0])
            sets = sorted(sets, key=_score)  # what counts more is read later
        for nvset in sets:
            shared = nvset.get("id-ref")
            source = nvset if shared is None else self.cib.find(shared)
            if source is not None:
                self._add(source, found)
        return found

    def _note_several(self, nvset: Element) -> None:
        owner = nvset.getparent()
        if owner is not None:
            self.several[owner, str(nvset.tag)] = None

    def _add(self, nvset: Element, found: Pairs) -> None:
        pairs: dict[str, str] = {}
        count, ruled = 0, False
        for child in nvset:
            if child.tag == "nvpair":
                name, value = child.get("name"), child.get("value")
                if name is None or value is None:
                    name, value = self._shared(child)
                if name is not None:
                    pairs[name] = value or ""
                    count += 1
            elif child.tag == "rule":
                ruled = True
        if count > len(pairs):
            self.repetitive[nvset] = None
        if ruled:
            found.sometimes.update(pairs)
            found.ruled += tuple(pairs.items())
        else:
            found.always.update(pairs)

    def _shared(self, pair: Element) -> tuple[str | None, str | None]:
        """Return name and value of a pair that perhaps stands for one that is elsewhere."""
        name, value, shared = pair.get("name"), pair.get("value"), pair.get("id-ref")
        if shared is None:
            if value is None:
                self.valueless[pair] = None
            return name, value
        there = self.cib.find(shared)
        return (name, value) if there is None else (name or there.get("name"), there.get("value"))


def _score(nvset: Element) -> float:
    text = score_text(nvset.get("score", "0")) or "0"
    return float(text.replace("INFINITY", "inf"))


def children(element: Element, tag: str) -> list[Element]:
    """Return the children of a tag, as a list that is cheap to make."""
    return [child for child in element if child.tag == tag]


def joined(layers: Iterable[Pairs]) -> Pairs:
    """Return layers of pairs as one; later ones override earlier ones."""
    found = Pairs()
    for layer in layers:
        found.always |= layer.always
        found.sometimes |= layer.sometimes
        found.ruled += layer.ruled
    return found


def is_true(value: str | None, *, otherwise: bool) -> bool:
    """Tell whether a value means yes; `otherwise` is what counts if there is none."""
    return otherwise if value is None else bool(BOOLEANS.get(value.lower(), otherwise))
