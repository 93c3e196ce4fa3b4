"""What other schemas have: it is told which, and it is true."""

import pytest

from crmsh_py import xmltree
from crmsh_py.model.releases import KNOWN, release
from crmsh_py.schemas import build
from crmsh_py.verify.gate import gate
from crmsh_py.verify.history import barred
from crmsh_py.verify.schema import violations
from crmsh_py.verify.subjects import objects, sections
from crmsh_py.xmltree import Element
from verify.mutants import PIECES

NEWEST = "pacemaker-3.10"
OLDER = ("pacemaker-1.0", "pacemaker-1.3", "pacemaker-2.4", "pacemaker-2.10", "pacemaker-3.3")


def alone(root: Element, number: int) -> Element:
    """Return a CIB with one object only, and no sections that are not needed."""
    twin = xmltree.copy(root)
    kept = objects(twin)[number]
    for each in objects(twin):
        if each is not kept:
            xmltree.remove(each)
    for section in sections(twin):
        needed = section.tag in {"crm_config", "nodes", "resources", "constraints"}
        if not needed and section is not kept.getparent():
            xmltree.remove(section)
    return twin


def pieces(schema: str) -> list[Element]:
    """Return a CIB for each piece that a schema accepts."""
    root = xmltree.parse(PIECES.read_bytes(), PIECES.name)
    root.set("validate-with", schema)
    found = [alone(root, number) for number in range(len(objects(root)))]
    own = release(schema)
    assert own is not None
    return [one for one in found if gate(own).accepts(one)]


def judged(root: Element, schema: str) -> bool:
    own = release(schema)
    assert own is not None
    return gate(own).accepts(root)


@pytest.mark.parametrize("schema", OLDER)
def test_the_schema_that_is_named_is_the_first_to_have_it(schema: str) -> None:
    """Or it takes a still newer one, for what is inside: that is told next."""
    wrong = []
    for root in pieces(NEWEST):
        name = schema
        while not judged(root, name):
            root.set("validate-with", name)
            found = violations(root, schema_folder=None)
            hints = {(one.hint or "").removeprefix("it needs ").partition(" ")[0] for one in found}
            newer = [one for one in KNOWN[KNOWN.index(name) + 1 :] if one in hints]
            if {one.code for one in found} != {"needs-newer-schema"} or not newer:
                wrong.append([one.message for one in found])
                break
            name = newer[-1]
        if name != schema and judged(root, KNOWN[KNOWN.index(name) - 1]):
            wrong.append([name])

    assert wrong == []


def test_of_the_pieces_some_are_of_every_age() -> None:
    counts = [len(pieces(schema)) for schema in (KNOWN[0], "pacemaker-2.0", NEWEST)]

    assert counts == sorted(counts)
    assert counts[0] > 20
    assert counts[-1] > 60


def test_names_that_are_barred_are_known() -> None:
    assert barred("op", "meta_attributes") == {"requires", "can_fail", "role_after_failure"}
    assert "stonith_enabled" in barred("cluster_property_set")
    assert barred("rsc_location") == frozenset()


# ------------------------------------------------------------------ the files of the schemas


def test_the_schemas_are_made_of_their_source() -> None:
    """If not: `python -m crmsh_py.schemas.build`."""
    texts = build.texts()

    stale = [
        name for name, text in texts.items() if (build.FOLDER / name).read_text("utf-8") != text
    ]

    assert (stale, len(texts)) == ([], len(KNOWN))


def test_no_file_is_left_of_a_schema_that_is_not_known() -> None:
    assert {file.name for file in build.FOLDER.glob("cib-*.xsd")} == set(build.texts())
