"""Ours and Pacemaker's own schemas say the same of every CIB, but for what is listed here.

Mutants and the corpus, for each schema that Pacemaker has here.  Our verdict is that of our schema
and of our index of ids and references: what says it on a machine without Pacemaker.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import xmlschema

from crmsh_py import xmltree
from crmsh_py.model.cib import Cib
from crmsh_py.model.references import dangling, references
from crmsh_py.model.releases import installed, release
from crmsh_py.model.vocabulary import NOT_XML_IDS
from crmsh_py.verify.checks import duplicate_ids
from crmsh_py.verify.gate import gate, judge
from crmsh_py.verify.schema import violations
from crmsh_py.xmltree import Element
from verify.mutants import (
    accepted_by_pacemaker,
    accepted_by_us,
    disagreements,
    mutant,
    sound,
)

CORPUS = Path(__file__).resolve().parents[3] / "shared/corpus/cib"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
MUTANTS = 250
"""How many for each schema; many more were tried by hand."""

needs_schemas = pytest.mark.skipif(not installed(), reason="Pacemaker's schemas are not installed")
with_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of CIBs is not here")


# ------------------------------------------------------------------ where ours is stricter


def _targets(root: Element) -> dict[str, Element]:
    return {
        each.get("id", ""): each
        for each in next(root.iter("configuration")).iter("*")
        if each.get("id") is not None and each.tag not in NOT_XML_IDS
    }


def devices_that_are_not_there(root: Element) -> bool:
    """Tell it of fencing levels: text to Pacemaker's schema, resources to Pacemaker."""
    ids = _targets(root)
    levels = root.iter("fencing-level")
    return any(one.strip() not in ids for each in levels for one in _devices(each))


def _devices(level: Element) -> list[str]:
    return level.get("devices", "").split(",")


def members_of_tags_that_are_not_there(root: Element) -> bool:
    """Tell it of tags: since pacemaker-3.3, their members are text too."""
    ids = _targets(root)
    newer = (release(root.get("validate-with", "")) or (0, 0)) >= (3, 3)
    return newer and any(each.get("id") not in ids for each in root.iter("obj_ref"))


def ids_with_white_space(root: Element) -> bool:
    """Tell where Pacemaker's schema overlooks white space around an id; Pacemaker does not."""
    values = [value for each in root.iter("*") for value in each.attrib.values()]
    padded = {str(value).strip() for value in values if value != str(value).strip()}
    ids = {one.strip() for one in _targets(root)}
    pointers = {one.target.strip() for one in references(next(root.iter("configuration")))}
    return not padded.isdisjoint(ids | pointers)


def references_to_another_kind(root: Element) -> bool:
    """Tell where the schema wants something of that id, and Pacemaker a resource, say."""
    ids = _targets(root)
    found = references(next(root.iter("configuration")))
    return any(one.attribute != "id-ref" and one.target in ids for one in found)


def nodes_of_one_id(root: Element) -> bool:
    """Tell where two nodes have one id: text to the schema, one node to Pacemaker."""
    ids = [each.get("id") for each in root.iter("node")]
    return len(set(ids)) < len(ids)


STRICTER: Mapping[str, Callable[[Element], bool]] = {
    "refers to the resource": lambda root: (
        devices_that_are_not_there(root)
        or ids_with_white_space(root)
        or references_to_another_kind(root)
    ),
    "refers to the object": lambda root: (
        members_of_tags_that_are_not_there(root) or ids_with_white_space(root)
    ),
    "refers to the id": ids_with_white_space,
    "refers to the role": lambda root: (
        ids_with_white_space(root) or references_to_another_kind(root)
    ),
    "refers to the template": lambda root: (
        ids_with_white_space(root) or references_to_another_kind(root)
    ),
    "which is a": references_to_another_kind,
    "already in use": nodes_of_one_id,
}
"""Where we refuse what Pacemaker's schema accepts: words of ours, and what must be so then.

All of these are the index's; our schema itself is never stricter.  Nowhere do we accept what
Pacemaker's schema refuses.
"""


def unexplained(root: Element) -> list[str]:
    """Return what we say against a CIB that Pacemaker's schema accepts, but for what is listed."""
    own = judge(root.get("validate-with", ""))
    assert own is not None
    if not gate(own).accepts(root):
        return ["our schema refuses it"]
    cib = Cib(root)
    return [
        one.message
        for one in (*duplicate_ids(cib), *dangling(cib, cib.configuration))
        if not any(words in one.message and holds(root) for words, holds in STRICTER.items())
    ]


@needs_schemas
@pytest.mark.parametrize("schema", installed())
def test_both_schemas_say_the_same_of_mutants(schema: str) -> None:
    found = []
    for number, accepted, root in disagreements(schema, range(MUTANTS)):
        said = unexplained(root) if accepted else ["only Pacemaker refuses it"]
        found += [(number, one) for one in said]

    assert found == []


@needs_schemas
@pytest.mark.parametrize("schema", installed())
def test_what_is_mutated_is_valid_and_has_most_of_what_there_is(schema: str) -> None:
    root = sound(schema)

    assert (accepted_by_pacemaker(root), accepted_by_us(root)) == (True, True)
    assert len(list(root.iter("*"))) > 100


@needs_schemas
def test_enough_of_the_mutants_are_valid_and_enough_are_not() -> None:
    accepted = [accepted_by_pacemaker(mutant("pacemaker-3.9", number)) for number in range(200)]

    assert 30 < sum(accepted) < 170


@needs_schemas
@with_corpus
@pytest.mark.parametrize("folder", ["cibs", "full"])
def test_both_schemas_say_the_same_of_the_corpus(folder: str) -> None:
    found, names = [], installed()
    for number, file in enumerate(sorted((CORPUS / folder).glob("*.xml"))):
        root = xmltree.parse(file.read_bytes(), file.name)
        for schema in {root.get("validate-with", ""), names[number % len(names)], names[-1]}:
            if schema in names:
                root.set("validate-with", schema)
                found += [(file.name, schema, one) for one in _differences(root)]

    assert found == []


def _differences(root: Element) -> list[str]:
    accepted = accepted_by_pacemaker(root)
    if accepted_by_us(root) is accepted:
        return []
    return unexplained(root) if accepted else ["only Pacemaker refuses it"]


# ------------------------------------------------------------------ and the explainer


@needs_schemas
@pytest.mark.parametrize("schema", ["pacemaker-1.2", "pacemaker-2.10", "pacemaker-3.9"])
def test_the_library_and_the_gate_say_the_same(schema: str) -> None:
    """XSD 1.1 as xmlschema has it, and what libxml2 and libxslt make of it."""
    own = judge(schema)
    assert own is not None
    slow = xmlschema.XMLSchema11(gate(own).text)
    mutants = [mutant(schema, number) for number in range(60)]
    usual = [root for root in mutants if not root.xpath(f"//@*[namespace-uri() = '{XSI}']")]

    found = [(gate(own).accepts(root), slow.is_valid(xmltree.to_bytes(root))) for root in usual]

    assert {(True, True), (False, False)} == set(found)


@needs_schemas
@pytest.mark.parametrize("schema", ["pacemaker-1.0", "pacemaker-2.0", "pacemaker-3.0"])
def test_what_the_gate_refuses_is_explained_in_our_words(schema: str) -> None:
    roots = [mutant(schema, number) for number in range(60)]

    said = [one.message for root in roots for one in violations(root, schema_folder=None)]

    assert [text for text in said if text.partition(": ")[2].startswith("Element ")] == []
    assert len(said) > 20
