"""Which objects changes touch."""

import pytest
from hypothesis import given

from crmsh_py.model.compare import compare
from crmsh_py.model.touched import Kind, Touched, objects, top_level_ids
from crmsh_py.xmltree import Element
from model.cibs import PATIENT, cibs, section

LEVEL = '<fencing-topology><fencing-level id="1"/></fencing-topology>'
OTHERS = f'{LEVEL}<tags><tag id="t"/><tag id="u"/></tags>'
OLD = section(
    """
    <primitive id="a"/><primitive id="b"/>
    <group id="g"><primitive id="p"><op id="o"/></primitive></group>
    <primitive id="c"/>""",
    OTHERS,
)


def test_objects_come_once_and_in_order() -> None:
    group = '<group id="g" x="new"><primitive id="p"><op id="o" name="x"/></primitive></group>'
    new = section(f'<primitive id="c"/><primitive id="b"/><primitive id="n"/>{group}', OTHERS)

    found = objects(compare(OLD, new))

    assert found == (
        Touched("resources", "primitive", "c", Kind.MOVED),
        Touched("resources", "primitive", "a", Kind.REMOVED),
        Touched("resources", "primitive", "n", Kind.ADDED),
        Touched("resources", "group", "g", Kind.CHANGED),
    )


def test_a_section_that_comes_or_goes_is_its_objects() -> None:
    old, new = section(), section("", '<tags><tag id="t"/><tag id="u"/></tags>')

    assert objects(compare(old, new)) == (
        Touched("tags", "tag", "t", Kind.ADDED),
        Touched("tags", "tag", "u", Kind.ADDED),
    )
    assert top_level_ids(compare(new, old)) == ("t", "u")


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("", LEVEL, Kind.ADDED),
        (LEVEL, "", Kind.REMOVED),
        (LEVEL, LEVEL.replace("1", "2"), Kind.CHANGED),
        (
            "<fencing-topology><fencing-level/><fencing-level/></fencing-topology>",
            "<fencing-topology><fencing-level/></fencing-topology>",
            Kind.CHANGED,
        ),
    ],
)
def test_the_fencing_topology_is_one_object(old: str, new: str, kind: Kind) -> None:
    changes = compare(section("", old), section("", new))

    assert objects(changes) == (Touched("fencing-topology", "fencing-topology", None, kind),)


def test_the_root_is_an_object_of_its_own() -> None:
    changes = compare(section(), section(root='validate-with="pacemaker-3.9"'))

    assert objects(changes) == (Touched("cib", "cib", None, Kind.CHANGED),)
    assert top_level_ids(changes) == ()


def test_a_move_and_a_change_are_a_change() -> None:
    old = section('<primitive id="a"/><primitive id="b"/>')
    new = section('<primitive id="b" x="1"/><primitive id="a"/>')

    assert Touched("resources", "primitive", "b", Kind.CHANGED) in objects(compare(old, new))


def test_a_section_that_moves_touches_no_object() -> None:
    old, new = section("", "<constraints/><tags/>"), section("", "<tags/><constraints/>")

    assert objects(compare(old, new)) == ()


def test_objects_of_sections_that_cannot_be_told_apart_are_told_apart() -> None:
    old = section('<primitive id="a"/><primitive id="b"/>', '<tags><tag id="t"/></tags>')
    new = section(
        '<primitive id="a" x="1"/>',
        '<tags><tag id="t"/></tags><tags><tag id="u"/></tags><acls><acl_role id="r"/></acls>',
    )

    assert objects(compare(old, new)) == (
        Touched("resources", "primitive", "a", Kind.CHANGED),
        Touched("resources", "primitive", "b", Kind.REMOVED),
        Touched("tags", "tag", "u", Kind.ADDED),
        Touched("acls", "acl_role", "r", Kind.ADDED),
    )


@given(cibs(), cibs())
@PATIENT
def test_any_changes_can_be_summed_up(old: Element, new: Element) -> None:
    found = objects(compare(old, new))

    assert len({(one.section, one.tag, one.id) for one in found}) == len(found)
