"""Merging what two people made of one configuration."""

from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whole_schema.cibs import cibs as valid_cibs
from whole_schema.profiles import examples

from crmsh_py import xmltree
from crmsh_py.model.cib import Cib
from crmsh_py.model.compare import same_configuration
from crmsh_py.model.keys import Key, find, key_of
from crmsh_py.model.merge import Clash, Kind, Side, merge, without
from crmsh_py.model.merge.sequences import merged as merged_order
from crmsh_py.verify.checks import check
from crmsh_py.xmltree import Element
from model.cibs import PATIENT, cibs, corpus, edited, read, section

Told = tuple[Kind, Key, str | None]
LAYOUT = (None, "\n ")
DESCRIBED = ("primitive", "group")


def primitives(ids: str) -> str:
    return "".join(f'<primitive id="{id_}"/>' for id_ in ids)


def group(ids: str) -> str:
    return f'<group id="g">{primitives(ids)}</group>'


def told(clashes: Sequence[Clash]) -> list[Told]:
    return [(one.kind, one.key, one.attribute) for one in clashes]


def resources(root: Element) -> str:
    return "".join(map(xmltree.to_text, root.iterfind("configuration/resources/*")))


def merged(base: str, mine: str, theirs: str, *, side: Side = Side.MINE) -> tuple[str, list[Told]]:
    """Merge resources; return the result and what clashed."""
    done = merge(*map(section, (base, mine, theirs)), side=side)
    return resources(done.root), told(done.clashes)


# ------------------------------------------------------------------ laws


def assert_the_laws(base: Element, mine: Element, theirs: Element) -> None:
    texts = [xmltree.to_bytes(one) for one in (base, mine, theirs)]
    for three, expected in (((mine, base), mine), ((base, theirs), theirs), ((mine, mine), mine)):
        done = merge(base, *three)
        assert same_configuration(done.root, expected)
        assert done.clashes == ()

    forth, back = merge(base, mine, theirs), merge(base, theirs, mine)

    assert bool(forth.clashes) == bool(back.clashes)
    if not forth.clashes:
        assert as_sets(forth.root) == as_sets(back.root)
    assert [xmltree.to_bytes(one) for one in (base, mine, theirs)] == texts


def as_sets(root: Element) -> object:
    """Return a configuration without the order of siblings."""
    return _as_set(Cib(root).configuration)


def _as_set(element: Element) -> object:
    # Of two pairs that say the same under two ids, one is kept: which one makes no difference.
    attributes = frozenset((name, text) for name, text in element.attrib.items() if name != "id")
    inside = frozenset(_as_set(child) for child in xmltree.children(element))
    return element.tag, attributes, inside


@given(cibs(), cibs(), cibs())
@settings(PATIENT, max_examples=150)
def test_nothing_that_three_configurations_are_stops_a_merge(
    base: Element, mine: Element, theirs: Element
) -> None:
    for side in Side:
        assert merge(base, mine, theirs, side=side).root.find("configuration") is not None


@given(cibs(LAYOUT), st.integers(0, 10**6), st.integers(1, 4))
@settings(PATIENT, max_examples=150)
def test_edits_of_a_small_configuration_keep_the_laws(base: Element, seed: int, times: int) -> None:
    random = Random(seed)

    assert_the_laws(base, edited(base, random, times), edited(base, random, times))


@pytest.mark.parametrize("file", corpus(6))
def test_edits_of_real_configurations_keep_the_laws(file: Path) -> None:
    base, random = read(file), Random(file.name)

    for times in (1, 6, 30):
        assert_the_laws(base, edited(base, random, times), edited(base, random, times))


@given(valid_cibs(), st.integers(0, 10**6))
@examples(60)
def test_changes_to_different_objects_merge_into_something_valid(text: str, seed: int) -> None:
    base, mine, theirs, expected = (xmltree.parse(text, "test") for _ in range(4))
    random = Random(seed)
    alike = zip(*map(_described, (mine, theirs, expected)), strict=True)
    for at, (own, other, wanted) in enumerate(alike):
        for one in (random.choice([own, other]), wanted):
            one.set("description", str(at))

    done = merge(base, mine, theirs)

    assert done.clashes == ()
    assert same_configuration(done.root, expected)
    assert problems(done.root) == problems(base)


def _described(root: Element) -> list[Element]:
    return list(root.iter(*DESCRIBED))


def problems(root: Element) -> list[tuple[str, str]]:
    return sorted((one.code, one.message) for one in check(Cib(root)))


@given(valid_cibs(comments=True), valid_cibs(comments=True), valid_cibs(comments=True))
@examples(40)
def test_no_id_comes_twice_out_of_valid_configurations(base: str, mine: str, theirs: str) -> None:
    roots = [xmltree.parse(text, "test") for text in (base, mine, theirs)]

    for side in Side:
        done = merge(*roots, side=side)
        assert [one for one in check(Cib(done.root)) if one.code == "duplicate-id"] == []


@given(st.permutations("abcdef"), st.permutations("abcdef"), st.sets(st.sampled_from("abcdef")))
def test_orders_are_merged_pair_by_pair(mine: list[str], theirs: list[str], gone: set[str]) -> None:
    own = [one for one in mine if one not in gone]

    order, contradict = merged_order("abcdef", own, theirs)

    left = [one for one in order if one in own]
    assert sorted(left) == sorted(own)
    if not contradict:
        for a, b in ((a, b) for a in left for b in left if a < b):
            turned = own.index(a) > own.index(b) or theirs.index(a) > theirs.index(b)
            assert (order.index(a) > order.index(b)) == turned
    assert merged_order("abcdef", theirs, own)[1] == contradict


# ------------------------------------------------------------------ order


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "expected"),
    [
        ("ab", "abd", "cab", "cabd"),
        ("ab", "abc", "abd", "abdc"),
        ("ab", "xab", "yab", "yxab"),
        ("abc", "cab", "abc", "cab"),
        ("abc", "cab", "abcd", "cdab"),
        ("abcd", "bacd", "abdc", "badc"),
        ("abc", "acb", "acb", "acb"),
        ("abcd", "bacd", "axbcd", "baxcd"),
        ("", "ab", "cd", "cdab"),
        ("ab", "a1b", "a2b", "a21b"),
    ],
)
def test_members_are_merged_in_order(base: str, mine: str, theirs: str, expected: str) -> None:
    order, contradict = merged_order(base, mine, theirs)

    assert ("".join(order), contradict) == (expected, False)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "expected"),
    [("ab", "abd", "cab", "cabd"), ("abc", "ac", "abcd", "acd"), ("abc", "ac", "bc", "c")],
)
def test_members_come_and_go_on_both_sides(
    base: str, mine: str, theirs: str, expected: str
) -> None:
    assert merged(group(base), group(mine), group(theirs)) == (group(expected), [])


@pytest.mark.parametrize(
    ("base", "mine", "theirs"),
    [("abc", "acb", "bac"), ("abc", "bca", "cab"), ("abd", "dab", "bda")],
)
def test_contradicting_orders_clash(base: str, mine: str, theirs: str) -> None:
    texts = [group(one) for one in (base, mine, theirs)]
    clash = (Kind.ORDER, (("group", "g"),), None)

    assert merged(*texts) == (group(mine), [clash])
    assert merged(*texts, side=Side.THEIRS) == (group(theirs), [clash])


def test_resources_of_a_set_are_merged_in_order() -> None:
    def with_set(ids: str) -> Element:
        refs = "".join(f'<resource_ref id="{id_}"/>' for id_ in ids)
        order = f'<rsc_order id="o"><resource_set id="s">{refs}</resource_set></rsc_order>'
        return section(primitives("abcd"), f"<constraints>{order}</constraints>")

    done = merge(*map(with_set, ("ab", "abd", "cab")))

    found = [one.get("id") for one in done.root.iter("resource_ref")]
    assert (found, done.clashes) == (list("cabd"), ())


def test_a_long_order_takes_no_longer_than_it_is() -> None:
    base = [str(number) for number in range(100_000)]

    order, contradict = merged_order(base, [*base[1:], base[0], "mine"], ["theirs", *base])

    assert order == ["theirs", *base[1:], base[0], "mine"]
    assert not contradict


# ------------------------------------------------------------------ objects and their parts


def test_an_element_keeps_its_identity_when_it_is_moved() -> None:
    theirs = '<primitive id="a" x="1"/><primitive id="b"/>'

    assert merged(primitives("ab"), group("ab"), theirs) == (f'<group id="g">{theirs}</group>', [])


Pair = tuple[str, str, str]


def with_pairs(*pairs: Pair) -> str:
    inside = "".join(
        f'<nvpair id="{id_}" name="{name}" value="{value}"/>' for id_, name, value in pairs
    )
    nvset = f'<meta_attributes id="m">{inside}</meta_attributes>'
    return f'<primitive id="a">{nvset}</primitive>' if pairs else '<primitive id="a"/>'


X1, X2, X3 = (("x", "x", value) for value in "123")
Y1, OTHER_X2, OTHER_X1 = ("y", "y", "1"), ("z", "x", "2"), ("z", "x", "1")
X: Key = (("nvpair", "x"),)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "expected", "clashes"),
    [
        ([X1], [X2], [X1, Y1], [X2, Y1], []),
        ([X1], [X2], [X2], [X2], []),
        ([X1], [X2], [X3], [X2], [(Kind.VALUE, X, "value")]),
        ([], [X1], [X2], [X1], [(Kind.VALUE, X, "value")]),
        ([], [X1], [Y1], [Y1, X1], []),  # each made the set
        ([X1], [X1, Y1], [], [Y1], []),  # the set went with its last pair
        ([X1], [], [X1, Y1], [Y1], []),
        ([X1], [X2], [], [X2], [(Kind.DELETED, X, None)]),
        ([], [X1], [OTHER_X1], [OTHER_X1], []),
        ([], [X1], [OTHER_X2], [X1], [(Kind.SAME_NAME, X, None)]),
    ],
)
def test_pairs_are_merged_one_by_one(
    base: list[Pair],
    mine: list[Pair],
    theirs: list[Pair],
    expected: list[Pair],
    clashes: list[Told],
) -> None:
    result, found = merged(*(with_pairs(*pairs) for pairs in (base, mine, theirs)))

    assert found == clashes
    assert result == with_pairs(*expected)


V: Key = (("primitive", "v"),)


@pytest.mark.parametrize(
    ("mine", "theirs", "kind"),
    [
        ('<primitive id="v" type="x"/>', '<primitive id="v" type="y"/>', Kind.BOTH_ADDED),
        ('<primitive id="v"/>', '<primitive id="v"><op id="o"/></primitive>', Kind.BOTH_ADDED),
        ('<primitive id="v"/>', f'<group id="v">{primitives("a")}</group>', Kind.SAME_NAME),
    ],
)
def test_one_id_added_twice_clashes(mine: str, theirs: str, kind: Kind) -> None:
    assert merged("", mine, theirs) == (mine, [(kind, V, None)])
    assert merged("", mine, theirs, side=Side.THEIRS) == (theirs, [(kind, V, None)])


def test_the_same_added_twice_is_no_clash() -> None:
    mine, theirs = '<primitive id="v" type="x"/>', '<primitive type="x" id="v"/>'

    assert merged("", mine, theirs) == (theirs, [])


def test_operations_of_one_name_and_interval_under_two_ids_clash() -> None:
    def with_op(id_: str, timeout: str) -> str:
        op = f'<op id="{id_}" name="monitor" interval="1s" timeout="{timeout}"/>'
        return f'<primitive id="a"><operations>{op}</operations></primitive>'

    mine, theirs = with_op("o1", "2s"), with_op("o2", "3s")

    clash = (Kind.SAME_NAME, (("op", "o1"),), None)
    assert merged('<primitive id="a"/>', mine, theirs) == (mine, [clash])
    assert merged('<primitive id="a"/>', mine, theirs, side=Side.THEIRS) == (theirs, [clash])


@pytest.mark.parametrize(("members", "left"), [("ab", group("b")), ("a", primitives("b"))])
def test_what_is_put_somewhere_here_and_deleted_there_clashes(members: str, left: str) -> None:
    mine = group(members) + primitives("b" if members == "a" else "")
    clash = (Kind.DELETED, (("primitive", "a"),), None)

    assert merged(primitives("ab"), mine, primitives("b")) == (mine, [clash])
    assert merged(primitives("ab"), mine, primitives("b"), side=Side.THEIRS) == (left, [clash])


def test_members_of_a_group_that_was_deleted_keep_what_was_changed_in_them() -> None:
    theirs = group("ab").replace('id="a"', 'id="a" x="1"')

    assert merged(group("ab"), primitives("ab"), theirs) == (
        '<primitive id="a" x="1"/><primitive id="b"/>',
        [],
    )


def test_what_is_put_into_something_that_is_gone_clashes() -> None:
    base, mine, theirs = group("a") + primitives("b"), group("ab"), primitives("ab")

    clash = (Kind.DELETED, (("group", "g"),), None)
    assert merged(base, mine, theirs) == (group("ab"), [clash])
    assert merged(base, mine, theirs, side=Side.THEIRS) == (primitives("ab"), [clash])


def test_a_group_from_which_each_takes_some_is_not_left_empty() -> None:
    base, mine, theirs = group("ab"), primitives("a") + group("b"), group("a") + primitives("b")

    clash = (Kind.EMPTIED, (("group", "g"),), None)
    assert merged(base, mine, theirs) == (mine, [clash])
    assert merged(base, mine, theirs, side=Side.THEIRS) == (theirs, [clash])


def test_two_that_are_put_into_each_other_clash() -> None:
    base = '<group id="a"/><group id="b"/>'
    mine, theirs = '<group id="a"><group id="b"/></group>', '<group id="b"><group id="a"/></group>'

    for side, expected in ((Side.MINE, mine), (Side.THEIRS, theirs)):
        result, clashes = merged(base, mine, theirs, side=side)
        assert result == expected
        assert [kind for kind, _, _ in clashes] == [Kind.PLACE]


# ------------------------------------------------------------------ references

COLOCATION = '<constraints><rsc_colocation id="c" rsc="a" with-rsc="b"/></constraints>'
BOTH = section(primitives("ab"), "<constraints/>")
ONE = section(primitives("b"), "<constraints/>")
REFERRING = section(primitives("ab"), COLOCATION)


@pytest.mark.parametrize(("mine", "theirs"), [(REFERRING, ONE), (ONE, REFERRING)])
def test_a_reference_to_what_the_other_deleted_clashes(mine: Element, theirs: Element) -> None:
    by = Side.MINE if mine is ONE else Side.THEIRS
    for side, expected in ((Side.MINE, mine), (Side.THEIRS, theirs)):
        done = merge(BOTH, mine, theirs, side=side)

        (clash,) = done.clashes
        named = (clash.kind, clash.key, clash.to, clash.by)
        assert named == (Kind.REFERENCE, (("rsc_colocation", "c"),), "a", by)
        assert same_configuration(done.root, expected)


def test_a_reference_that_was_broken_before_is_no_clash() -> None:
    broken = section(primitives("b"), COLOCATION)
    more = section(primitives("bc"), COLOCATION)

    assert merge(broken, more, broken).clashes == ()
    assert merge(broken, broken, more).clashes == ()


# ------------------------------------------------------------------ what was said, and taken back


def test_what_was_said_clashes_where_others_made_it_something_else() -> None:
    base, theirs = (section(with_pairs(one)) for one in (X1, X2))
    part = (X, "value")

    assert told(merge(base, base, theirs, said={part: "1"}).clashes) == [(Kind.VALUE, *part)]
    assert merge(base, base, theirs).clashes == ()
    assert merge(base, base, base, said={part: "1"}).clashes == ()
    assert merge(base, base, theirs, said={part: "7"}).clashes == ()  # undone since


def test_what_was_said_clashes_where_others_deleted_it() -> None:
    base, theirs = section(with_pairs(X1)), section(with_pairs())

    done = merge(base, base, theirs, said={(X, "value"): "1"})

    assert told(done.clashes) == [(Kind.DELETED, X, None)]
    assert same_configuration(done.root, base)


@given(cibs(LAYOUT), st.integers(0, 10**6))
@settings(PATIENT, max_examples=60)
def test_without_what_clashes_all_else_stays(base: Element, seed: int) -> None:
    random = Random(seed)
    mine, theirs = edited(base, random, 2), edited(base, random, 2)
    done = merge(base, mine, theirs)

    left = without(done.clashes, done.root, theirs)

    if not done.clashes:
        assert same_configuration(left, done.root)
    elif told(merge(base, theirs, base).clashes) == []:
        assert merge(theirs, left, theirs).clashes == ()


@given(valid_cibs())
@examples(40)
def test_keys_lead_back_to_their_elements(text: str) -> None:
    cib = Cib(xmltree.parse(text, "test"))

    for one in (cib.root, *xmltree.descendants(cib.configuration)):
        key = key_of(one)
        found = find(cib, key)
        assert found is not None
        assert key_of(found) == key


# ------------------------------------------------------------------ layout and comments


def test_the_layout_and_the_comments_of_theirs_stay() -> None:
    text = """<cib>
  <configuration>
    <resources>
      <!-- the first -->
      <primitive id="a"/><primitive id="b"/>
    </resources>
  </configuration>
</cib>"""
    changed = text.replace('<primitive id="b"/>', '<primitive id="b" x="1"/>')
    remarked = text.replace("the first", "one")

    done = merge(*(xmltree.parse(one, "test") for one in (text, changed, remarked)))

    assert xmltree.to_text(done.root) == changed.replace("the first", "one")


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ("x", "", ["x"]),
        ("", "y", ["y"]),
        ("x", "y", ["y", "x"]),
        ("x", "x", ["x"]),
    ],
)
def test_comments_of_both_are_merged(mine: str, theirs: str, expected: list[str]) -> None:
    def commented(text: str) -> Element:
        comment = f"<!--{text}-->" if text else ""
        return section(f'<primitive id="a">{comment}<op id="o"/></primitive>')

    done = merge(commented(""), commented(mine), commented(theirs))

    assert sorted(one.text or "" for one in xmltree.comments(done.root)) == sorted(expected)
    assert done.clashes == ()
