"""A configuration while it is drawn: texts full of surprises, ids, and what can be referred to.

Facts of the schema stand in the modules by family; nothing here or there reads Pacemaker's files.
"""

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

from hypothesis import strategies as st

from crmsh_py import xmltree
from crmsh_py.model.identifiers import Allocator, generated, prefix_of
from crmsh_py.model.vocabulary import NOT_XML_IDS
from crmsh_py.xmltree import Element

T = TypeVar("T")
Values = dict[str, st.SearchStrategy[str]]
"""Attributes that may be there, each with what it may say."""

# ------------------------------------------------------------------ texts

_IN_VALUES = st.characters(
    exclude_categories=("Cs", "Cc"), include_characters="\t\n\r", exclude_characters="\ufffe\uffff"
)
_TRICKY = st.sampled_from("ab0 \t\n\"'\\=$@#:;,(){}[]/\u00a0\ufeff“é中&<>`|!-")
_TEXT = st.text(_TRICKY, max_size=6) | st.text(_IN_VALUES, max_size=6)
_WORDS = (
    *("1", "a", "10s", "true", "a b", "", " lead", "trail ", "\\", 'say "hi"', "it's", "C:\\x\\"),
    *("#uname", "@t", "$x", "$id=x", "two\nlines", "tab\t", "end\n", "größe 中", "a=b", "a;b#c"),
    *("meta", "op", "rule", "and", "inf", "inf:", "date", "(", "[ ]", "******", "\\\n", "'", '"'),
)
TEXTS = st.sampled_from(_WORDS[:3]) | st.sampled_from(_WORDS) | _TEXT
"""What an attribute may say that the schema leaves free."""

_NAMES = (
    *(
        "a",
        "ip",
        "target-role",
        "b",
        "password",
        "OCF_CHECK_LEVEL",
        "",
        "größe",
        "3x",
        "-x",
        "#health",
        "a:b",
    ),
    *("meta", "op", "rule", "params", "date", "and", "description", "id", "role", "interval"),
    *(
        "a b",
        "a=b",
        "$id",
        "$x",
        "@x",
        "a$",
        'a"b',
        "a'b",
        "a\\",
        " a",
        "a\n",
        "2:",
        "inf:",
        "(",
        "{",
    ),
)
NAMES = st.sampled_from(_NAMES[:4]) | st.sampled_from(_NAMES) | _TEXT
"""Names of pairs."""

SCORES = st.sampled_from(["INFINITY", "-INFINITY", "0", "100", "-5", "+INFINITY", "+7", "007"])
BOOLEANS = st.sampled_from(["true", "false", "1", "0"])
NUMBERS = st.sampled_from(["1", "2", "10", "0"])
ROLES = st.sampled_from(["Promoted", "Started", "Stopped", "Unpromoted", "Master", "Slave"])

OBJECT_IDS = (
    *("a", "b", "c", "d", "e", "f", "g", "h", "vip", "x.y-z", "_1", "é中"),
    *("meta", "op", "rule", "params", "and", "date", "inf", "Mandatory", "start", "node", "xml"),
)
_IS_ID = re.compile(r"[A-Za-z_éöß中][\w.éöß中-]*", re.ASCII)
"""Ids that every edition of XML allows; letters that came later are for the laws of values."""
_FOREIGN = ("x", "x.1", "é-中", "_", "op", "id", "role", "meta", "inf", "a-meta_attributes")

# ------------------------------------------------------------------ a configuration to be


_NO_IDS = NOT_XML_IDS - {"acl_group"} | {"uname"}


class Drawing:
    """Draws elements into a tree: every id once, every reference to what was drawn before."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw
        self._allocator = Allocator(())
        self._known: dict[str, list[str]] = {}
        self._strangeness = self.pick((0, 1, 2))  # ids of ours only, some foreign, many

    def of(self, values: st.SearchStrategy[T]) -> T:
        """Draw one of some values."""
        return self._draw(values)

    def pick(self, values: Sequence[T]) -> T:
        """Draw one of some values, the simplest first."""
        return self._draw(st.sampled_from(values))

    def times(self, most: int, *, least: int = 0) -> range:
        """Draw how often something comes."""
        return range(self._draw(st.integers(least, most)))

    def chance(self, one_in: int) -> bool:
        """Tell whether something comes that is seldom there."""
        return self._draw(st.integers(1, one_in)) == one_in

    def some(self, values: Values) -> dict[str, str]:
        """Draw which attributes are there, and what they say."""
        bits = st.integers(0, 2 ** len(values) - 1)
        mask = self._draw(bits) & (self._draw(bits) if self.chance(2) else -1)
        present = [name for at, name in enumerate(values) if mask >> at & 1]
        return {name: self._draw(values[name]) for name in present}

    def shuffled(self, attributes: dict[str, str]) -> dict[str, str]:
        """Draw an order of attributes."""
        return dict(self._draw(st.permutations(list(attributes.items()))))

    # -- elements

    def element(self, parent: Element, tag: str, attributes: dict[str, str]) -> Element:
        """Put an element with an id of its own below another."""
        made = xmltree.sub(parent, tag, attributes)
        id_ = self._id(made, parent)
        made.attrib.clear()
        made.attrib.update({"id": id_, **attributes})
        self.remember(tag, id_)
        return made

    def object(self, parent: Element, tag: str, attributes: dict[str, str]) -> Element:
        """Put an element below another that users give a name."""
        id_ = self.name()
        self.remember(tag, id_)
        return xmltree.sub(parent, tag, {"id": id_, **attributes})

    def name(self) -> str:
        """Draw an id as users choose them."""
        ids = OBJECT_IDS[:8] if self.chance(2) else OBJECT_IDS
        return self._allocator.new(self.pick(ids))

    def _id(self, made: Element, parent: Element) -> str:
        ours = generated(made, _prefix(parent))
        foreign = self._strangeness and self.of(st.integers(0, 3)) > 3 - self._strangeness
        if ours is None or foreign or not _IS_ID.fullmatch(ours):
            return self._allocator.new(self.pick(_FOREIGN))
        return self._allocator.new(ours)

    def remember(self, tag: str, id_: str) -> None:
        """Note what can be referred to from now on."""
        self._known.setdefault(tag, []).append(id_)

    def known(self, tags: Iterable[str]) -> list[str]:
        """Return the ids of all elements of some tags drawn so far."""
        return [id_ for tag in tags for id_ in self._known.get(tag, [])]

    def reference(self, tag: str, *, one_in: int = 6) -> str | None:
        """Draw whether an element of that tag refers to another one, and to which."""
        known = self.known([tag])
        return self.pick(known) if known and self.chance(one_in) else None

    def anything(self) -> list[str]:
        """Return every XML id drawn so far."""
        return self.known(tag for tag in self._known if tag not in _NO_IDS)


def _prefix(parent: Element) -> str:
    for above in (parent, *parent.iterancestors()):
        found = prefix_of(above, "")
        if found:
            return found
    return "x"
