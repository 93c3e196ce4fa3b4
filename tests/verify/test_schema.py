"""Whether a CIB is as its schema has it, with Pacemaker's schemas and without."""

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmsh_py import xmltree
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.verify.schema import PACEMAKER_SCHEMAS, violations
from crmsh_py.xmltree import Element

TESTS = Path(__file__).resolve().parents[1]
CORPUS = TESTS.parent.parent / "shared/corpus/cib"
EVERY_FORM = (TESTS / "cases/schema/every_form.xml").read_text(encoding="utf-8")

with_pacemaker = pytest.mark.skipif(
    not (PACEMAKER_SCHEMAS / "pacemaker-3.9.rng").is_file(),
    reason="Pacemaker's schemas are not installed",
)
with_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of CIBs is not here")


def altered(old: str, new: str) -> Element:
    """Read the CIB that has every form, with one thing in it replaced."""
    assert EVERY_FORM.count(old) == 1, old
    return xmltree.parse(EVERY_FORM.replace(old, new), "test")


@cache
def pacemaker_schema(name: str) -> xmltree.Schema:
    return xmltree.Schema(PACEMAKER_SCHEMAS / f"{name}.rng")


def accepted_by_pacemaker(root: Element) -> bool:
    return pacemaker_schema(root.get("validate-with", "")).accepts(root)


def shown(problems: list[Diagnostic]) -> list[tuple[str, str, str | None, str | None]]:
    return [(each.code, each.message, each.subject, each.hint) for each in problems]


# ------------------------------------------------------------------ what is accepted


@with_pacemaker
def test_a_cib_with_every_form_is_accepted_by_pacemaker() -> None:
    assert accepted_by_pacemaker(xmltree.parse(EVERY_FORM, "test"))


@pytest.mark.parametrize("folder", [PACEMAKER_SCHEMAS, None])
def test_a_cib_with_every_form_is_accepted(folder: Path | None) -> None:
    root = xmltree.parse(EVERY_FORM, "test")

    assert violations(root, schema_folder=folder) == []


@with_corpus
@with_pacemaker
@pytest.mark.parametrize("folder", ["cibs", "full"])
def test_what_pacemaker_accepts_is_accepted_without_its_schemas(folder: str) -> None:
    roots = {
        file.name: xmltree.parse(file.read_bytes(), file.name)
        for file in sorted((CORPUS / folder).glob("*.xml"))
    }
    sound = {name: root for name, root in roots.items() if accepted_by_pacemaker(root)}

    refused = [name for name, root in sound.items() if violations(root, schema_folder=None)]

    assert (refused, len(sound) > 400) == ([], True)


ACCEPTED = {
    "white space in an element that nothing can stand in": (
        '<nvpair id="vip-ip" name="ip" value="10.0.0.1"/>',
        '<nvpair id="vip-ip" name="ip" value="10.0.0.1">\n</nvpair>',
    ),
    "a comment": ('<nvpair id="vip-ip"', '<!-- the address --><nvpair id="vip-ip"'),
    "white space around a score": ('score="-5"', 'score=" -5 "'),
    "white space around a word": ('kind="Mandatory"', 'kind=" Mandatory\t"'),
    "a score with a plus": ('score="-5"', 'score="+5"'),
    "a score of +INFINITY": ('score="-5"', 'score="+INFINITY"'),
    "a boolean as a digit": ('enabled="true"', 'enabled="0"'),
    "an id of another script": ('id="l2"', 'id="größe"'),
    "a node's id of any form": ('id="2" uname', 'id="a b:c" uname'),
    "an empty set": ('<nvpair id="rd-a" name="resource-stickiness" value="1"/>', ""),
    "an nvpair without a value": ('name="ip" value="10.0.0.1"', 'name="ip"'),
    "an interval of any form": ('interval="0"', 'interval="whenever"'),
    "no rules, but no sections either": ("<status/>", ""),
}


@with_pacemaker
@pytest.mark.parametrize("name", ACCEPTED)
def test_what_looks_odd_but_is_right_is_accepted(name: str) -> None:
    root = altered(*ACCEPTED[name])

    judgements = (accepted_by_pacemaker(root), violations(root, schema_folder=None))

    assert judgements == (True, [])


# ------------------------------------------------------------------ what is refused

VIP = 'class="ocf" provider="heartbeat" type="IPaddr2"'
REFUSED = {
    "cib without epoch": (' epoch="1"', ""),
    "epoch of no number": (' epoch="1"', ' epoch="one"'),
    "attribute of cib": (' epoch="1"', ' epoch="1" colour="red"'),
    "section unknown": ("<tags>", "<labels/><tags>"),
    "section twice": ("<tags>", "<tags/><tags>"),
    "attribute of a section": ("<nodes>", '<nodes id="n">'),
    "object unknown": ('<primitive id="fence"', '<primtive id="fence"'),
    "object in another section": ("<fencing-topology>", "<constraints/><fencing-topology>"),
    "node without uname": ('id="2" uname="beta"', 'id="2"'),
    "node of a strange type": ('type="member"', 'type="master"'),
    "id of no form": ('id="g2"', 'id="2g"'),
    "id with a colon": ('id="g2"', 'id="g:2"'),
    "id empty": ('id="g2"', 'id=""'),
    "primitive without id": ('id="g2" ', ""),
    "attribute misspelt": (VIP, VIP.replace("class", "clas")),
    "class unknown": ('class="lsb"', 'class="sysv"'),
    "class ocf without provider": (VIP, 'class="ocf" type="IPaddr2"'),
    "provider beside another class": ('class="lsb"', 'class="lsb" provider="x"'),
    "class without type": (' type="Stateful"', ""),
    "neither class nor template": ('<primitive id="derived" template="tpl">', '<primitive id="d">'),
    "both class and template": ('template="tpl"', 'template="tpl" class="lsb" type="x"'),
    "template with type": ('template="tpl"', 'template="tpl" type="x"'),
    "template without class": ('id="tpl" class="ocf" provider="heartbeat"', 'id="tpl"'),
    "op without interval": ('name="start" interval="0"', 'name="start"'),
    "op without name": ('name="start" interval="0"', 'interval="0"'),
    "op with a strange role": ('role="Started" on-fail', 'role="started" on-fail'),
    "op with a strange on-fail": ('on-fail="restart"', 'on-fail="reboot"'),
    "op enabled by a word": ('enabled="true"', 'enabled="yes"'),
    "op with two delays": ('start-delay="1"', 'start-delay="1" interval-origin="x"'),
    "op with requires": ('id="vip-mon-m-a" name="a"', 'id="vip-mon-m-a" name="requires"'),
    "operations twice": ('<operations id-ref="tpl-ops"/>', "<operations/><operations/>"),
    "set without id": ('<meta_attributes id="cl-m">', "<meta_attributes>"),
    "set with id and id-ref": ('<meta_attributes id="cl-m">', '<meta_attributes id="m" id-ref="m">'),
    "reference with content": ('<meta_attributes id="cl-m">', '<meta_attributes id-ref="tpl-m">'),
    "set with a strange score": ('<instance_attributes id="cl-i"/>', '<instance_attributes id="cl-i" score="x"/>'),
    "set with two rules": ('<rule id="od-r">', '<rule id-ref="od-r2"/><rule id="od-r">'),
    "nvpair without name": ('name="ip" value="10.0.0.1"', 'value="10.0.0.1"'),
    "nvpair with a strange attribute": ('name="ip" value', 'name="ip" valeu="x" value'),
    "nvpair with content": ('<nvpair id-ref="n1-a-x" name="y"/>', '<nvpair id-ref="n1-a-x"><rule/></nvpair>'),
    "nvpair with text": ('<nvpair id-ref="n1-a-x" name="y"/>', '<nvpair id-ref="n1-a-x">y</nvpair>'),
    "old property": ('name="stonith-enabled"', 'name="stonith_enabled"'),
    "old meta attribute": ('id="vip-m-a" name="priority"', 'id="vip-m-a" name="isolation"'),
    "group empty": ('<primitive id="cg1" class="ocf" provider="heartbeat" type="Dummy"/>', ""),
    "group with a clone": ('<primitive id="g2" class="lsb" type="b"/>', '<clone id="g2"/>'),
    "clone of two": ("</group>\n        <instance", '</group><primitive id="x" class="lsb" type="x"/><instance'),
    "clone of nothing": ('<master id="ms"><primitive id="msp" class="ocf" provider="heartbeat" type="Stateful"/></master>', '<master id="ms"/>'),
    "score of no form": ('score="-5"', 'score="1.5"'),
    "score inf": ('score="-5"', 'score="inf"'),
    "location of nothing": ('rsc-pattern="g.*" ', ""),
    "location of two": ('rsc-pattern="g.*"', 'rsc-pattern="g.*" rsc="vip"'),
    "location to nowhere": ('score="-5" node="beta"', ""),
    "location without score": ('score="-5" node="beta"', 'node="beta"'),
    "location by node and rule": ('<rsc_location id="l5" rsc="vip">', '<rsc_location id="l5" rsc="vip" score="1" node="a">'),
    "location with a strange discovery": ('resource-discovery="never"', 'resource-discovery="maybe"'),
    "colocation with nothing": (' with-rsc="grp"', ""),
    "colocation with a strange role": ('with-rsc-role="Slave"', 'with-rsc-role="Standby"'),
    "order of one": (' then="grp"', ""),
    "order of a strange kind": ('kind="Mandatory"', 'kind="mandatory"'),
    "order with score and kind": ('kind="Mandatory"', 'kind="Mandatory" score="1"'),
    "order of a strange action": ('first-action="start"', 'first-action="monitor"'),
    "order by words": ('symmetrical="true"', 'symmetrical="True"'),
    "set of resources empty": ('kind="Optional"><resource_ref id="vip"/>', 'kind="Optional">'),
    "set of resources of a strange order": ('ordering="group"', 'ordering="any"'),
    "reference without id": ('<resource_ref id="fence"/>', "<resource_ref/>"),
    "ticket without name": ('rsc-role="Master" ticket="T"', 'rsc-role="Master"'),
    "ticket of a strange policy": ('loss-policy="fence"', 'loss-policy="shrug"'),
    "rule empty": ('<rule id="od-r"><op_expression id="od-e" name="monitor"/></rule>', '<rule id="od-r"/>'),
    "rule of a strange operator": ('boolean-op="and"', 'boolean-op="xor"'),
    "rule with two scores": ('score-attribute="x"', 'score-attribute="x" score="1"'),
    "expression without operation": ('attribute="b" operation="defined"', 'attribute="b"'),
    "expression of a strange operation": ('attribute="b" operation="defined"', 'attribute="b" operation="is"'),
    "expression of a strange type": ('type="string" value-source', 'type="text" value-source'),
    "date out of nowhere": ('operation="in_range" start="2020" end="2021"', 'operation="in_range"'),
    "date later than nothing": ('operation="gt" start="2020"', 'operation="gt"'),
    "date earlier than two": ('id="de3" operation="lt"', 'id="de3" operation="lt" start="1"'),
    "date_spec missing": ('<date_spec id="opts-ds" hours="9-16" weekdays="1-5" yearsdays="1"/>', ""),
    "date_spec with a strange part": ('hours="9-16"', 'decades="9-16"'),
    "tag of nothing": ('<obj_ref id="vip"/><obj_ref id="grp"/>', ""),
    "text among resources": ("<resources>", "<resources>here"),
    "bundle with a strange part": ('<podman image="i"', '<lxc id="x"/><podman image="i"'),
}  # fmt: skip

PACEMAKER_ONLY = {
    # Our schema leaves these to Pacemaker, so that nothing is refused wrongly.
    "fencing level without devices": (' devices="fence"', ""),
    "alert without path": (' path="/x"', ""),
    "permission of a strange kind": ('kind="read"', 'kind="guess"'),
    "container without image": ('<podman image="i" ', "<podman "),
    "infrastructure of the past": (
        'name="stonith-enabled" value="true"',
        'name="cluster-infrastructure" value="cman"',
    ),
    # These are the business of the index of ids.
    "id twice": ('id="g2"', 'id="g1"'),
    "reference to nothing": ('with-rsc="grp"', 'with-rsc="nobody"'),
}


@with_pacemaker
@pytest.mark.parametrize("name", [*REFUSED, *PACEMAKER_ONLY])
def test_pacemaker_refuses_every_fault(name: str) -> None:
    root = altered(*(REFUSED | PACEMAKER_ONLY)[name])

    problems = violations(root)

    assert (accepted_by_pacemaker(root), bool(problems)) == (False, True)


@pytest.mark.parametrize("name", REFUSED)
def test_a_fault_is_found_without_pacemaker(name: str) -> None:
    problems = violations(altered(*REFUSED[name]), schema_folder=None)

    assert problems != []


@pytest.mark.parametrize("name", PACEMAKER_ONLY)
def test_some_faults_are_left_to_pacemaker(name: str) -> None:
    assert violations(altered(*PACEMAKER_ONLY[name]), schema_folder=None) == []
