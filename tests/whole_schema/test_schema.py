"""What is drawn is valid, and leaves nothing of the schema out: Pacemaker's own files say so."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, seed, settings

from crmsh_py import validators, xmltree
from crmsh_py.verify.schema import violations
from crmsh_py.xmltree import Element
from whole_schema.cibs import cibs
from whole_schema.profiles import PATIENT, examples

SCHEMAS = Path("/usr/share/pacemaker")
needs_schema = pytest.mark.skipif(
    not (SCHEMAS / "pacemaker-3.9.rng").is_file(), reason="Pacemaker's schemas are not here"
)
_ELSEWHERE = ("status", "validate-with")
"""What is no matter of the configuration."""
Said = set[tuple[str, str, str]]
"""Element, attribute, value; no attribute, or no value, where it is about the rest."""


@cache
def schema() -> validators.Schema:
    return validators.Schema(SCHEMAS / "pacemaker-3.9.rng")


@needs_schema
@given(cibs())
@examples(120)
def test_a_random_configuration_is_valid(text: str) -> None:
    assert schema().complaints(xmltree.parse(text, "test")) == []


@given(cibs())
@examples(120)
def test_a_random_configuration_is_valid_without_pacemaker(text: str) -> None:
    assert violations(xmltree.parse(text, "test"), schema_folder=None) == []


# ------------------------------------------------------------------ nothing is left out


class Reading:
    """What a Relax NG schema allows: elements, their attributes and the values listed for these."""

    def __init__(self, file: str) -> None:
        self.allowed: Said = set()
        self._files: dict[str, Element] = {}
        self._seen: set[tuple[Element, str]] = set()
        self._walk(self._file(file), "", "")

    def _file(self, name: str) -> Element:
        if name not in self._files:
            self._files[name] = xmltree.parse((SCHEMAS / name).read_bytes(), name)
        return self._files[name]

    def _walk(self, pattern: Element, element: str, attribute: str) -> None:
        if (pattern, element) in self._seen or pattern.get("name") in _ELSEWHERE:
            return
        self._seen.add((pattern, element))
        tag = str(pattern.tag).rpartition("}")[2]
        if tag == "element":
            element = pattern.get("name", "")
        elif tag == "attribute":
            attribute = pattern.get("name", "")
        if element and tag in {"element", "attribute", "value"}:
            self.allowed.add((element, attribute, pattern.text or "" if tag == "value" else ""))
        for inside in self._below(tag, pattern):
            self._walk(inside, element, attribute)

    def _below(self, tag: str, pattern: Element) -> Iterator[Element]:
        if tag in {"externalRef", "include"}:
            yield self._file(pattern.get("href", ""))
        elif tag in {"ref", "parentRef"}:
            yield from self._defined(pattern.get("name", ""))
        elif tag != "except":
            for child in xmltree.children(pattern):
                if not str(child.tag).endswith("}define"):
                    yield child

    def _defined(self, name: str) -> list[Element]:
        files = list(self._files.values())
        named = [one for file in files for one in xmltree.descendants(file)]
        return [
            one for one in named if one.get("name") == name and str(one.tag).endswith("}define")
        ]


def said_in(root: Element) -> Said:
    """Return the elements, attributes and values of a configuration."""
    found: Said = set()
    for part in root.iter("*"):
        tag = str(part.tag)
        found.add((tag, "", ""))
        for name, value in part.attrib.items():
            found |= {(tag, str(name), ""), (tag, str(name), str(value))}
    return found


_ROUNDS = (("resources",), ("constraints",), (), ("nodes", "acls", "alerts"))


@needs_schema
def test_all_that_the_schema_allows_is_drawn() -> None:
    wanted = Reading("pacemaker-3.9.rng").allowed
    found: Said = set()

    for number in range(30):
        if wanted <= found:
            break
        drawn = cibs(_ROUNDS[number % len(_ROUNDS)])
        look = given(drawn)(lambda text: found.update(said_in(xmltree.parse(text, "test"))))
        seed(number)(settings(PATIENT, derandomize=False, database=None, max_examples=250)(look))()

    assert wanted - found == set()
