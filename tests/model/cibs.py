"""CIBs to compare: random small ones, and random edits of real ones."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from crmsh_py import xmltree
from crmsh_py.xmltree import Element

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "cib" / "cibs"
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""Drawing whole CIBs takes its time on a busy machine."""

IDS = ["a", "b", "c", "d", "e", "f g", "it's"]
TAGS = ["primitive", "group", "nvpair", "op"]


def corpus(every: int = 1) -> list[pytest.ParameterSet]:
    """Return each `every`th real CIB as a test parameter, or one that is skipped."""
    files = sorted(CORPUS.glob("*.xml"))[::every]
    if not files:
        reason = "the corpus of CIBs is not here"
        return [pytest.param(Path("none"), marks=pytest.mark.skip(reason=reason))]
    return [pytest.param(file, id=file.stem) for file in files]


def read(file: Path) -> Element:
    return xmltree.parse(file.read_bytes(), str(file))


def section(resources: str = "", others: str = "", root: str = "") -> Element:
    """Return a CIB with these resources, and other sections behind them."""
    text = f"<cib {root}><configuration><resources>{resources}</resources>{others}</configuration>"
    return xmltree.parse(f"{text}<status/></cib>", "test")


def configuration(root: Element) -> bytes:
    """Return what two equal configurations have in common, less the root's attributes."""
    found = root.find("configuration")
    assert found is not None
    return xmltree.canonical(found)


# ------------------------------------------------------------------ random CIBs

_attributes = st.dictionaries(st.sampled_from(["name", "value", "x"]), st.sampled_from("01<é"))


@st.composite
def _elements(draw: st.DrawFn, texts: tuple[str | None, ...], depth: int = 2) -> str:
    """Draw an element as text: ids that clash, ids that are missing, comments, layout, text."""
    tag = draw(st.sampled_from(TAGS))
    element = xmltree.new(tag, draw(_attributes))
    id_ = draw(st.none() | st.sampled_from(IDS))
    if id_ is not None:
        element.set("id", id_)
    if not depth:
        element.text = draw(st.sampled_from(texts))
    for child in draw(st.lists(_elements(texts, depth - 1), max_size=3)) if depth else []:
        element.append(xmltree.parse(child, "test"))
        if draw(st.sampled_from([False] * 5 + [True])):
            element.append(xmltree.comment("why"))
    return xmltree.to_text(element, pretty=draw(st.booleans()))


@st.composite
def cibs(draw: st.DrawFn, texts: tuple[str | None, ...] = (None, "\n ", "text")) -> Element:
    """Draw a CIB whose sections hold anything, its leaves one of `texts`."""
    root = xmltree.parse("<cib><configuration/><status/></cib>", "test")
    schema = draw(st.none() | st.sampled_from(["pacemaker-3.9", "pacemaker-3.8"]))
    if schema is not None:
        root.set("validate-with", schema)
    tags = ["resources", "constraints", "tags", "fencing-topology"]
    for tag in draw(st.lists(st.sampled_from(tags), max_size=4)):
        part = xmltree.sub(root[0], tag)
        for child in draw(st.lists(_elements(texts), max_size=5)):
            part.append(xmltree.parse(child, "test"))
    return root


# ------------------------------------------------------------------ random edits


def _drop(element: Element, _: Random) -> None:
    xmltree.remove(element)


def _shuffle(element: Element, random: Random) -> None:
    parent = element.getparent()
    assert parent is not None
    xmltree.remove(element)
    xmltree.insert(parent, random.randint(0, len(parent)), element)


def _copy(element: Element, random: Random) -> None:
    parent = element.getparent()
    assert parent is not None
    twin = xmltree.copy(element)
    for part in twin.iter("*"):
        if "id" in part.attrib:
            part.set("id", f"{part.get('id')}-{random.randint(0, 99)}")
    xmltree.insert(parent, random.randint(0, len(parent)), twin)


def _set(element: Element, random: Random) -> None:
    keys = [key for key in element.keys() if key != "id"]  # noqa: SIM118 - an Element is no dict
    if keys and random.random() < 0.5:
        del element.attrib[random.choice(keys)]
    element.set("description", str(random.randint(0, 99)))


def _rename(element: Element, random: Random) -> None:
    if "id" in element.attrib:
        element.set("id", f"renamed-{random.randint(0, 99)}")


def _comment(element: Element, random: Random) -> None:
    xmltree.insert(element, random.randint(0, len(element)), xmltree.comment("edited"))


EDITS: list[Callable[[Element, Random], None]] = [_drop, _shuffle, _copy, _set, _rename, _comment]


def edited(root: Element, random: Random, times: int) -> Element:
    """Return a copy with random edits; what results is seldom valid."""
    twin = xmltree.copy(root)
    for _ in range(times):
        below = twin.find("configuration")
        assert below is not None
        elements = list(below.iterdescendants("*"))
        if elements:
            random.choice(EDITS)(random.choice(elements), random)
    return twin
