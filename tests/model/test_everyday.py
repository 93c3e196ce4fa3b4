"""The short way from an element to its text says what the long way says."""

from pathlib import Path

import pytest
from hypothesis import given

from crmsh_py import xmltree
from crmsh_py.grammar.printer import Mask, to_text
from crmsh_py.model.cib import Cib
from crmsh_py.model.describe import describe
from crmsh_py.model.everyday import text_of
from crmsh_py.model.references import referenced_ids
from crmsh_py.secrets import is_secret
from model.cibs import PATIENT
from model.configurations import Statements, cib_of, configurations

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "cib" / "cibs"


def _never(_name: str) -> bool:
    return False


def differing(cib: Cib, mask: Mask) -> list[tuple[str, str]]:
    """Return the texts that the two ways do not have in common."""
    referenced = referenced_ids(cib.configuration)
    both = [
        (short, to_text(describe(one, referenced), mask))
        for one in cib.objects()
        if (short := text_of(one, referenced, mask)) is not None
    ]
    return [(short, long) for short, long in both if short != long]


@given(configurations())
@PATIENT
def test_both_ways_give_one_text(statements: Statements) -> None:
    cib = cib_of(statements)

    assert differing(cib, _never) == []
    assert differing(cib, is_secret) == []


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real CIBs is not here")
def test_both_ways_give_one_text_for_real_configurations() -> None:
    for file in sorted(CORPUS.glob("*.xml")):
        cib = Cib(xmltree.parse(file.read_bytes(), file.name))

        assert differing(cib, is_secret) == [], file.name


def test_an_everyday_primitive_takes_the_short_way() -> None:
    text = (
        '<primitive id="a" class="ocf" provider="heartbeat" type="IPaddr2">'
        '<instance_attributes id="s"><nvpair id="p" name="ip" value="10.0.0.1"/>'
        '</instance_attributes><operations><op id="o" name="start" interval="0s"/></operations>'
        "</primitive>"
    )

    shown = text_of(xmltree.parse(text, "test"), frozenset(), _never)

    assert shown == "primitive a IPaddr2 \\\n\tparams ip=10.0.0.1 \\\n\top start interval=0s"
