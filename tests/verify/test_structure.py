"""Laws of the checks of structure that no single case can show."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from model.cibs import CORPUS, PATIENT, read, section
from model.configurations import empty

from crmsh_py import xmltree
from crmsh_py.agents.library import open_catalogue
from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.model.cib import Cib
from crmsh_py.verify.check import OfContainer, OfPrimitive
from crmsh_py.verify.structure import CHECKS
from crmsh_py.verify.structure.components import circle, components
from crmsh_py.verify.structure.cycles import order_cycles
from crmsh_py.verify.structure.patterns import fault, matcher
from crmsh_py.verify.structure.rules import expired
from crmsh_py.verify.structure.validity import unjudged
from crmsh_py.verify.view import View
from crmsh_py.xmltree import Element

LIBRARY = open_catalogue()
GRAPHS = st.dictionaries(st.integers(0, 7), st.sets(st.integers(0, 7), max_size=3), max_size=8)
FILES = sorted(CORPUS.glob("*.xml")) + sorted((CORPUS.parent / "full").glob("*.xml"))


def found(root: Element) -> Iterator[Diagnostic]:
    """Run all checks of structure."""
    view = View(Cib(root), LIBRARY)
    for check in CHECKS:
        if isinstance(check, OfPrimitive):
            for primitive in view.primitives:
                yield from check.function(view, primitive)
        elif isinstance(check, OfContainer):
            for container in view.containers:
                yield from check.function(view, container)
        else:
            yield from check.function(view)


def orders(pairs: list[tuple[str, str]]) -> Element:
    """Return a CIB in which resources are ordered."""
    names = dict.fromkeys(name for pair in pairs for name in pair)
    dummy = 'class="ocf" provider="pacemaker" type="Dummy"'
    resources = "".join(f'<primitive id="{name}" {dummy}/>' for name in names)
    constraints = "".join(
        f'<rsc_order id="o{at}" first="{first}" then="{then}"/>'
        for at, (first, then) in enumerate(pairs)
    )
    return section(resources, f"<constraints>{constraints}</constraints>")


# ------------------------------------------------------------------ circles


def reachable(after: dict[int, set[int]], start: int) -> set[int]:
    seen: set[int] = set()
    waiting = list(after.get(start, ()))
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            waiting += after.get(one, ())
    return seen


@given(GRAPHS)
def test_components_are_what_leads_to_each_other(after: dict[int, set[int]]) -> None:
    vertices = set(after).union(*after.values())
    lead = {one: reachable(after, one) for one in vertices}
    wanted = {
        frozenset(other for other in lead[one] if one in lead[other])
        for one in vertices
        if one in lead[one]
    }
    assert {frozenset(one) for one in components(after)} == {one for one in wanted if len(one) > 1}


@given(GRAPHS)
def test_a_circle_is_a_way_that_ends_where_it_began(after: dict[int, set[int]]) -> None:
    for component in components(after):
        way = circle(after, component)
        assert way[0][0] == way[-1][1]
        assert all(then in after[one] for one, then in way)
        assert all(step[1] == following[0] for step, following in pairwise(way))


def test_a_ring_of_thousands_of_orders_is_one_finding() -> None:
    size = 5000
    ring = orders([(f"r{at}", f"r{(at + 1) % size}") for at in range(size)])
    [one] = order_cycles(View(Cib(ring), LIBRARY))
    assert len(f"{one.message}{one.hint}") < 500  # of thousands, only some are named
    assert one.subject == f"o{size - 1}"
    assert "r0 before r1 before r2 before r3 before r4 before r5 before r6 before …" in one.message


def test_a_chain_of_thousands_of_orders_is_no_circle() -> None:
    chain = orders([(f"r{at}", f"r{at + 1}") for at in range(5000)])
    assert list(order_cycles(View(Cib(chain), LIBRARY))) == []


# ------------------------------------------------------------------ patterns


@pytest.mark.parametrize(
    "pattern",
    [
        "a.*b",
        "[]a]",
        "[^]a]",
        r"[\]",
        "[[:alpha:]_-]+",
        "a)",
        "(a|b)+",
        "a{2,3}",
        r"\.",
        "a**",
        r"\<a",
    ],
)
def test_an_extended_regular_expression_is_one(pattern: str) -> None:
    assert fault(pattern) is None


@pytest.mark.parametrize("pattern", ["[", "a[b", "(", "a(b", "(?:a)", "*a", "a\\", "[[:alpha:]"])
def test_what_the_c_library_refuses_is_none(pattern: str) -> None:
    assert fault(pattern) is not None


@pytest.mark.parametrize(
    ("pattern", "name"), [("[[:digit:]]$", "web1"), (r"[\]", "a\\"), ("^web", "web1"), ("[]]", "]")]
)
def test_patterns_match_as_the_c_library_has_them(pattern: str, name: str) -> None:
    matches = matcher(pattern)
    assert matches is not None
    assert matches(name)
    assert not matches("vip")


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|a)*b", "a*a*a*a*a*b", "x" * 300])
def test_patterns_that_could_take_long_are_not_tried(pattern: str) -> None:
    assert matcher(pattern) is None


# ------------------------------------------------------------------ time


def test_a_rule_expires_when_its_time_is_over() -> None:
    end = '<date_expression id="d" operation="lt" end="2031-01-01"/>'
    location = f'<rsc_location id="l" rsc="a"><rule id="r" score="5">{end}</rule></rsc_location>'
    cib = Cib(section("", f"<constraints>{location}</constraints>"))

    def codes(now: datetime) -> list[str]:
        return [one.code for one in expired(View(cib, LIBRARY, now=now))]

    assert codes(datetime(2030, 12, 31, tzinfo=UTC)) == []
    assert codes(datetime(2031, 1, 1, tzinfo=UTC)) == ["expired-rule"]


# ------------------------------------------------------------------ robustness


@pytest.mark.skipif(not FILES, reason="the corpus of CIBs is not here")
def test_real_configurations_have_no_errors_of_structure() -> None:
    errors = [
        (file.name, one.message)
        for file in FILES
        if (root := read(file)).find("configuration") is not None
        for one in found(root)
        if one.severity is Severity.ERROR
    ]
    assert errors == []


def damaged(root: Element, random: Random) -> Element:
    """Return a configuration with attributes lost or made nonsense of, and comments strewn in."""
    elements = list(xmltree.descendants(root))
    for element in random.sample(elements, min(len(elements), 40)):
        names = list(element.attrib)
        if names and random.random() < 0.7:
            name = random.choice(names)
            if random.random() < 0.5:
                element.attrib.pop(name)
            else:
                element.set(name, random.choice(["", "INFINITY", "[", "9" * 30, "a", "-", "25-3"]))
        element.insert(0, xmltree.comment("here"))
    return root


@PATIENT
@given(st.randoms(use_true_random=False), st.integers(0, 10_000))
@pytest.mark.skipif(not FILES, reason="the corpus of CIBs is not here")
def test_damaged_configurations_break_no_check(random: Random, at: int) -> None:
    root = read(FILES[at % len(FILES)])
    if root.find("configuration") is not None:
        messages = [one.message for one in found(damaged(root, random))]
        assert all(len(message) < 2000 for message in messages)


@pytest.mark.parametrize(
    ("schema", "told"),
    [
        ("pacemaker-3.9", []),
        ("pacemaker-1.2", []),
        ("none", ["unjudged"]),
        ("pacemaker-9.9", ["unjudged"]),
    ],
)
def test_a_schema_that_nobody_knows_is_told_of(schema: str, told: list[str]) -> None:
    cib = empty()
    cib.root.set("validate-with", schema)

    assert [one.code for one in unjudged(View(cib, open_catalogue()))] == told
