"""The XML patch: its form, and what Pacemaker's own tools make of it."""

import shutil
import subprocess
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings

from crmsh_py import xmltree
from crmsh_py.backends.file import FileBackend
from crmsh_py.model.compare import CONFIGURATION_ATTRIBUTES, compare
from crmsh_py.model.patch import to_patch
from crmsh_py.model.version import Version, version_of
from crmsh_py.xmltree import Element
from model.cibs import PATIENT, cibs, configuration, corpus, edited, read, section

CRM_DIFF = shutil.which("crm_diff", path="/usr/sbin:/usr/bin")
CIBADMIN = shutil.which("cibadmin", path="/usr/sbin:/usr/bin")
NO_TEXT = (None,)
"""Pacemaker's reader drops text, which no CIB has."""

needs_pacemaker = pytest.mark.skipif(
    CRM_DIFF is None or CIBADMIN is None, reason="Pacemaker's tools are not installed"
)


def patch(old: Element, new: Element) -> bytes:
    version = version_of(old, "old")
    target = Version(version.admin_epoch, version.epoch + 1)
    return to_patch(old, new, compare(old, new), source=version, target=target)


def operations(old: Element, new: Element) -> list[str]:
    """Return the change elements of a patch as text."""
    diff = xmltree.parse(patch(old, new), "patch")
    return [xmltree.to_text(change) for change in diff.iterchildren("change")]


def patched_by_pacemaker(old: Element, new: Element, folder: Path) -> Element:
    """Return what crm_diff makes of `old` with our patch."""
    assert CRM_DIFF is not None
    (folder / "old.xml").write_bytes(xmltree.to_bytes(old))
    (folder / "patch.xml").write_bytes(patch(old, new))
    argv = [CRM_DIFF, "--original", str(folder / "old.xml")]
    argv += ["--patch", str(folder / "patch.xml")]
    done = subprocess.run(argv, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    return xmltree.parse(done.stdout, "patched")


def with_comments(root: Element) -> bytes:
    found = root.find("configuration")
    assert found is not None
    return xmltree.canonical(found, comments=True)


def assert_pacemaker_agrees(old: Element, new: Element, folder: Path) -> None:
    patched = patched_by_pacemaker(old, new, folder)
    assert with_comments(patched) == with_comments(new)
    for name in CONFIGURATION_ATTRIBUTES:
        assert patched.get(name) == new.get(name)


# ------------------------------------------------------------------ its form


def test_the_source_has_no_num_updates_so_that_the_status_may_move_on() -> None:
    old = section(root='admin_epoch="2" epoch="3" num_updates="4"')

    diff = xmltree.parse(patch(old, old), "patch")

    assert xmltree.to_text(diff) == (
        '<diff format="2"><version><source admin_epoch="2" epoch="3"/>'
        '<target admin_epoch="2" epoch="4" num_updates="0"/></version></diff>'
    )


def test_what_goes_stands_before_what_comes() -> None:
    old = section('<primitive id="a"/><primitive id="b" x="1"/><primitive id="c"/>')
    new = section('<primitive id="d"/><primitive id="c"/><primitive id="b" y="&lt;"/>')

    assert operations(old, new) == [
        """<change operation="delete" path="/cib/configuration/resources/primitive[@id='a']"/>""",
        (
            """<change operation="modify" path="/cib/configuration/resources/primitive[@id='b']">"""
            '<change-list><change-attr name="x" operation="unset"/>'
            '<change-attr name="y" operation="set" value="&lt;"/></change-list>'
            '<change-result><primitive id="b" y="&lt;"/></change-result></change>'
        ),
        (
            '<change operation="create" path="/cib/configuration/resources" position="0">'
            '<primitive id="d"/></change>'
        ),
        (
            """<change operation="move" path="/cib/configuration/resources/primitive[@id='c']" """
            'position="1"/>'
        ),
    ]


def test_positions_count_comments() -> None:
    old = section('<!-- one --><primitive id="a"/><!-- two -->')
    new = section('<!-- one --><primitive id="a"/><!-- two --><primitive id="b"/>')

    (operation,) = operations(old, new)

    assert 'position="3"' in operation


def test_comments_go_from_the_last_to_the_first_in_front_of_all_else() -> None:
    old = section('<!-- 0 --><primitive id="a"/><!-- 2 --><primitive id="b"/><!-- 4 -->')
    new = section('<primitive id="b"><!-- in b --></primitive><!-- 4 --><!-- new -->')

    assert operations(old, new) == [
        '<change operation="delete" path="/cib/configuration/resources/comment" position="2"/>',
        '<change operation="delete" path="/cib/configuration/resources/comment" position="0"/>',
        """<change operation="delete" path="/cib/configuration/resources/primitive[@id='a']"/>""",
        (
            '<change operation="create" '
            """path="/cib/configuration/resources/primitive[@id='b']" position="0">"""
            "<!-- in b --></change>"
        ),
        (
            '<change operation="create" path="/cib/configuration/resources" position="2">'
            "<!-- new --></change>"
        ),
    ]


def test_a_comment_that_stays_where_it_was_is_not_sent() -> None:
    old = section('<!-- all --><primitive id="a"/><primitive id="b"/><!-- end -->')
    new = section('<!-- all --><primitive id="b"/><primitive id="a"/><!-- end -->')

    assert [operation.partition(" ")[2] for operation in operations(old, new)] == [
        """operation="move" path="/cib/configuration/resources/primitive[@id='b']" position="1"/>"""
    ]


def test_a_comment_in_what_pacemaker_cannot_find_goes_with_what_that_stands_in() -> None:
    text = '<group id="g"><primitive id="a b">%s</primitive></group>'
    old, new = section(text % ""), section(text % "<!-- why -->")

    assert [operation.partition(">")[0] for operation in operations(old, new)] == [
        """<change operation="delete" path="/cib/configuration/resources/group[@id='g']"/""",
        '<change operation="create" path="/cib/configuration/resources" position="0"',
    ]


def test_a_comment_in_one_of_several_that_look_the_same_goes_with_what_they_stand_in() -> None:
    text = '<primitive id="a"><op>%s</op><op>%s</op></primitive>'
    old, new = section(text % ("", "")), section(text % ("<!-- 1 -->", "<!-- 2 -->"))

    assert [operation.partition(">")[0] for operation in operations(old, new)] == [
        """<change operation="delete" path="/cib/configuration/resources/primitive[@id='a']"/""",
        '<change operation="create" path="/cib/configuration/resources" position="0"',
    ]


@pytest.mark.parametrize("id_", ["it&apos;s", "a/b", "a b"])
def test_what_pacemaker_cannot_find_goes_with_what_it_stands_in(id_: str) -> None:
    text = f'<group id="g"><primitive id="{id_}" x="%d"/></group>'
    old, new = section(text % 1), section(text % 2)

    assert [operation.partition(">")[0] for operation in operations(old, new)] == [
        """<change operation="delete" path="/cib/configuration/resources/group[@id='g']"/""",
        '<change operation="create" path="/cib/configuration/resources" position="0"',
    ]


def test_elements_of_other_namespaces_go_with_what_they_stand_in() -> None:
    text = '<group id="g" xmlns:n="urn:n"><n:note id="x" text="%d"/></group>'
    old, new = section(text % 1), section(text % 2)

    assert [operation.split()[1] for operation in operations(old, new)] == [
        'operation="delete"',
        'operation="create"',
    ]


def test_a_change_of_the_root_sets_the_version_by_itself() -> None:
    old = section(root='epoch="3" num_updates="4" validate-with="pacemaker-3.8" x="1"')
    new = section(root='epoch="3" num_updates="4" validate-with="pacemaker-3.9" x="1"')

    assert operations(old, new) == [
        (
            '<change operation="modify" path="/cib"><change-list>'
            '<change-attr name="validate-with" operation="set" value="pacemaker-3.9"/>'
            "</change-list>"
            '<change-result><cib epoch="4" num_updates="0" validate-with="pacemaker-3.9" x="1"'
            ' admin_epoch="0"/></change-result></change>'
        )
    ]


# ------------------------------------------------------------------ what Pacemaker makes of it


@needs_pacemaker
@given(old=cibs(NO_TEXT), new=cibs(NO_TEXT))
@settings(PATIENT, max_examples=80)
def test_pacemaker_applies_it_to_random_trees(
    tmp_path_factory: pytest.TempPathFactory, old: Element, new: Element
) -> None:
    assert_pacemaker_agrees(old, new, tmp_path_factory.getbasetemp())


@needs_pacemaker
@pytest.mark.parametrize("file", corpus(4))
def test_pacemaker_applies_it_to_real_configurations(file: Path, tmp_path: Path) -> None:
    old = read(file)
    random = Random(file.name)

    for times in (3, 30):
        assert_pacemaker_agrees(old, edited(old, random, times), tmp_path)


def cibadmin_patch(file: Path, text: bytes) -> int:
    assert CIBADMIN is not None
    return subprocess.run(
        [CIBADMIN, "--patch", "--xml-pipe"],
        input=text,
        env={"CIB_file": str(file)},
        capture_output=True,
        check=False,
    ).returncode


@pytest.fixture
def cib(tmp_path: Path) -> Path:
    file = tmp_path / "cib.xml"
    file.write_text(
        '<cib validate-with="pacemaker-3.8" admin_epoch="0" epoch="5" num_updates="7">'
        "<configuration><crm_config/><nodes/><resources/><constraints/></configuration><status/>"
        "</cib>"
    )
    return file


def with_a_dummy(root: Element) -> Element:
    twin = xmltree.copy(root)
    resources = twin.find("configuration/resources")
    assert resources is not None
    dummy = {"id": "d", "class": "ocf", "provider": "pacemaker", "type": "Dummy"}
    xmltree.sub(resources, "primitive", dummy)
    return twin


@needs_pacemaker
def test_cibadmin_applies_it_and_counts_the_epoch_up(cib: Path) -> None:
    old = read(cib)
    new = with_a_dummy(old)

    status = cibadmin_patch(cib, patch(old, new))

    assert status == 0
    assert configuration(read(cib)) == configuration(new)
    assert version_of(read(cib), "cib").of_configuration == (0, 6)


@needs_pacemaker
@pytest.mark.parametrize("also_dummy", [False, True])
def test_cibadmin_counts_the_epoch_up_when_the_schema_changes(
    cib: Path, *, also_dummy: bool
) -> None:
    old = read(cib)
    new = with_a_dummy(old) if also_dummy else xmltree.copy(old)
    new.set("validate-with", "pacemaker-3.9")

    status = cibadmin_patch(cib, patch(old, new))

    assert status == 0
    assert read(cib).get("validate-with") == "pacemaker-3.9"
    assert version_of(read(cib), "cib").of_configuration > (0, 5)


@needs_pacemaker
def test_cibadmin_counts_the_epoch_up_when_nothing_but_a_comment_changes(cib: Path) -> None:
    old = read(cib)
    new = xmltree.copy(old)
    new[0].insert(0, xmltree.comment(" why "))

    status = cibadmin_patch(cib, patch(old, new))

    assert status == 0
    assert with_comments(read(cib)) == with_comments(new)
    assert version_of(read(cib), "cib").of_configuration == (0, 6)


@needs_pacemaker
def test_cibadmin_refuses_it_once_the_configuration_moved_on(cib: Path) -> None:
    old = read(cib)
    late = patch(old, with_a_dummy(old))
    assert cibadmin_patch(cib, late) == 0

    assert cibadmin_patch(cib, late) == 103


def changed(root: Element, random: Random) -> Element:
    """Return a copy that is as valid: resources in another order, values, comments, a Dummy."""
    twin = with_a_dummy(root)
    resources = twin.find("configuration/resources")
    assert resources is not None
    for _ in range(3):
        one = random.choice(list(xmltree.children(resources)))
        xmltree.remove(one)
        xmltree.insert(resources, random.randint(0, len(resources)), one)
    for nvpair in list(resources.iter("nvpair"))[:: random.randint(2, 9)]:
        nvpair.set("value", "another")
    elements = [one for one in resources.iter("*") if one.text is None or not one.text.strip()]
    for one in random.choices(elements, k=3):
        xmltree.insert(one, random.randint(0, len(one)), xmltree.comment(" why "))
    for one in random.choices([*xmltree.comments(resources)], k=2):
        if one.getparent() is not None:
            xmltree.remove(one)
    return twin


@needs_pacemaker
@pytest.mark.parametrize("file", corpus(11))
def test_cibadmin_makes_of_it_what_our_files_hold(file: Path, tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours.xml", tmp_path / "theirs.xml"
    for copy in (ours, theirs):
        copy.write_bytes(file.read_bytes())
    backend = FileBackend(ours)
    base = backend.read()
    new = changed(base.root, Random(file.name))

    backend.write(base, new)
    status = cibadmin_patch(theirs, patch(base.root, new))

    assert status == 0
    assert with_comments(read(theirs)) == with_comments(read(ours))
    assert version_of(read(theirs), "theirs") == version_of(read(ours), "ours")
