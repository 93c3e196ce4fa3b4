"""Comparing, applying, reversing."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings

from crmsh_py import xmltree
from crmsh_py.model.changes import (
    Added,
    AttributeChange,
    AttributesChanged,
    Moved,
    Removed,
    Replaced,
    apply,
    reverse,
)
from crmsh_py.model.compare import CONFIGURATION_ATTRIBUTES, compare, same_configuration
from crmsh_py.xmltree import Element
from model.cibs import PATIENT, cibs, configuration, corpus, edited, read, section

RESOURCES = (("configuration", None), ("resources", None))
A, B, C, D = (("primitive", id_) for id_ in "abcd")


GROUP = '<group id="g"><primitive id="a"/></group>'


def primitives(ids: str) -> str:
    return "".join(f'<primitive id="{id_}"/>' for id_ in ids)


def assert_the_laws(old: Element, new: Element) -> None:
    changes = compare(old, new)
    forth, back = xmltree.copy(old), xmltree.copy(new)

    apply(changes, forth)
    apply(reverse(changes), back)

    assert configuration(forth) == configuration(new)
    assert configuration(back) == configuration(old)
    for name in CONFIGURATION_ATTRIBUTES:
        assert (forth.get(name), back.get(name)) == (new.get(name), old.get(name))
    assert same_configuration(old, new) == (not changes)
    assert reverse(reverse(changes)) == changes


# ------------------------------------------------------------------ laws


@given(cibs(), cibs())
@settings(PATIENT, max_examples=200)
def test_applying_what_differs_makes_the_one_the_other(old: Element, new: Element) -> None:
    assert_the_laws(old, new)


@given(cibs())
@PATIENT
def test_nothing_differs_from_itself(root: Element) -> None:
    assert compare(root, xmltree.copy(root)) == ()


@pytest.mark.parametrize("file", corpus(3))
def test_real_configurations_keep_the_laws(file: Path) -> None:
    old = read(file)
    random = Random(file.name)

    for times in (1, 5, 40):
        assert_the_laws(old, edited(old, random, times))


@pytest.mark.parametrize("old", corpus(60))
@pytest.mark.parametrize("new", corpus(80))
def test_unrelated_configurations_keep_the_laws(old: Path, new: Path) -> None:
    assert_the_laws(read(old), read(new))


# ------------------------------------------------------------------ what makes no difference


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<primitive id="a" type="x"/>', '<primitive type="x" id="a"/>'),
        (GROUP, '\n<group id="g">\n <primitive id="a"/></group>'),
        (GROUP, '<group id="g"><!-- x --><primitive id="a"/></group>'),
        ('<primitive id="a"/>', '<!-- x --><primitive id="a"/>'),
        ('<primitive id="a"></primitive>', '<primitive id="a"/>'),
    ],
)
def test_layout_comments_and_order_of_attributes_make_no_difference(old: str, new: str) -> None:
    assert compare(section(old), section(new)) == ()


def test_versions_and_status_make_no_difference() -> None:
    old = section(root='epoch="1" num_updates="2" crm_feature_set="3.1" have-quorum="1"')
    new = section(root='epoch="2" update-user="hacluster" cib-last-written="now" dc-uuid="3"')
    xmltree.sub(new[1], "node_state", {"id": "1"})

    assert compare(old, new) == ()


# ------------------------------------------------------------------ what does


def test_attributes_of_the_root_that_configure_are_compared() -> None:
    old, new = section(root='validate-with="pacemaker-3.8"'), section(root='remote-tls-port="1"')

    changed = (
        AttributeChange("validate-with", "pacemaker-3.8", None),
        AttributeChange("remote-tls-port", None, "1"),
    )
    assert compare(old, new) == (AttributesChanged((), changed),)


def test_what_was_removed_comes_where_it_stood() -> None:
    old, new = section(primitives("abc")), section(primitives("acd"))

    assert compare(old, new) == (
        Removed((*RESOURCES, B), '<primitive id="b"/>', after=A),
        Added((*RESOURCES, D), '<primitive id="d"/>', after=C),
    )


@pytest.mark.parametrize(
    ("old", "new", "moved"),
    [
        ("abcd", "dabc", Moved((*RESOURCES, D), C, None)),
        ("abcd", "bcda", Moved((*RESOURCES, A), None, D)),
        ("abcd", "acbd", Moved((*RESOURCES, C), B, A)),
    ],
)
def test_one_that_was_moved_is_one_move(old: str, new: str, moved: Moved) -> None:
    assert compare(section(primitives(old)), section(primitives(new))) == (moved,)


def test_an_attribute_deep_inside_is_one_change() -> None:
    text = (
        '<clone id="c"><primitive id="a"><meta_attributes><nvpair id="n" value="{}"/>'
        "</meta_attributes></primitive></clone>"
    )
    old, new = section(text.format(1)), section(text.format(2))

    path = (*RESOURCES, ("clone", "c"), A, ("meta_attributes", None), ("nvpair", "n"))
    changed = (AttributeChange("value", "1", "2"),)
    assert compare(old, new) == (AttributesChanged(path, changed),)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<op/><op/>", "<op/>"),
        ("<op x='1'/>", "<op x='1'/><op x='2'/>"),
        ("text", "other"),
        ("<op/>tail", "<op/>"),
        ("<?target words?>", "<?target others?>"),
    ],
)
def test_what_cannot_be_told_apart_is_replaced_as_a_whole(old: str, new: str) -> None:
    text = '<group id="g"><primitive id="a">{}</primitive></group>'

    changes = compare(section(text.format(old)), section(text.format(new)))

    assert [type(change) for change in changes] == [Replaced]
    assert [change.path for change in changes] == [(*RESOURCES, ("group", "g"), A)]


# ------------------------------------------------------------------ layout


def test_applying_keeps_the_layout_and_the_comments() -> None:
    old = xmltree.parse(
        """<cib>
  <configuration>
    <resources>
      <!-- the first -->
      <primitive   id="a"/>
      <primitive id="b"/>
    </resources>
  </configuration>
</cib>
""",
        "test",
    )
    new = section('<primitive id="a"/><primitive id="c"><!-- new --><op id="o"/></primitive>')

    apply(compare(old, new), old)

    assert (
        xmltree.to_bytes(old).decode()
        == """<cib>
  <configuration>
    <resources>
      <!-- the first -->
      <primitive id="a"/>
      <primitive id="c">
        <!-- new -->
        <op id="o"/>
      </primitive>
    </resources>
  </configuration>
</cib>
"""
    )


def test_changes_that_do_not_fit_are_our_mistake() -> None:
    changes = compare(section(primitives("ab")), section(primitives("a")))

    with pytest.raises(LookupError):
        apply(changes, section(primitives("a")))
