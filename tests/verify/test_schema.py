"""Whether a CIB is as its schema has it, with Pacemaker's schemas and without."""

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmsh_py import validators, xmltree
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.verify.schema import PACEMAKER_SCHEMAS, violations
from crmsh_py.xmltree import Element

TESTS = Path(__file__).resolve().parents[1]
FOLDERS = (PACEMAKER_SCHEMAS, None)
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
def pacemaker_schema(name: str) -> validators.Schema:
    return validators.Schema(PACEMAKER_SCHEMAS / f"{name}.rng")


def accepted_by_pacemaker(root: Element) -> bool:
    return pacemaker_schema(root.get("validate-with", "")).accepts(root)


def shown(problems: list[Diagnostic]) -> list[tuple[str, str, str | None, str | None]]:
    return [(each.code, each.message, each.subject, each.hint) for each in problems]


# ------------------------------------------------------------------ what is accepted


@with_pacemaker
def test_a_cib_with_every_form_is_accepted_by_pacemaker() -> None:
    assert accepted_by_pacemaker(xmltree.parse(EVERY_FORM, "test"))


@pytest.mark.parametrize("folder", FOLDERS)
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
    "no status": ("<status/>", ""),
}


@with_pacemaker
@pytest.mark.parametrize("name", ACCEPTED)
def test_what_looks_odd_but_is_right_is_accepted(name: str) -> None:
    root = altered(*ACCEPTED[name])

    judgements = (accepted_by_pacemaker(root), violations(root, schema_folder=None))

    assert judgements == (True, [])


# ------------------------------------------------------------------ what is refused

VIP = 'class="ocf" provider="heartbeat" type="IPaddr2"'
XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
REFUSED = {
    "attribute of another namespace above": ("<nodes>", f'<nodes {XSI} xsi:type="nodes">'),
    "type of another namespace that is none": ("<tags>", f'<tags {XSI} xsi:type="no:1 2">'),
    "element of another namespace": ("<tags>", '<tags><x:tag xmlns:x="urn:x/y?" id="tx"/>'),
    "element called like a function": ("<tags>", '<tags><if id="tx"/>'),
    "cib without epoch": (' epoch="1"', ""),
    "epoch of no number": (' epoch="1"', ' epoch="one"'),
    "attribute of cib": (' epoch="1"', ' epoch="1" colour="red"'),
    "section unknown": ("<tags>", "<labels/><tags>"),
    "section twice": ("<tags>", "<tags/><tags>"),
    "attribute of a section": ("<nodes>", '<nodes colour="red">'),
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
    "set with id and id-ref": (
        '<meta_attributes id="cl-m">',
        '<meta_attributes id="m" id-ref="m">',
    ),
    "reference with content": ('<meta_attributes id="cl-m">', '<meta_attributes id-ref="tpl-m">'),
    "set with a strange score": (
        '<instance_attributes id="cl-i"/>',
        '<instance_attributes id="cl-i" score="x"/>',
    ),
    "set with two rules": ('<rule id="od-r">', '<rule id-ref="od-r2"/><rule id="od-r">'),
    "nvpair without name": ('name="ip" value="10.0.0.1"', 'value="10.0.0.1"'),
    "nvpair with a strange attribute": ('name="ip" value', 'name="ip" valeu="x" value'),
    "nvpair with content": (
        '<nvpair id-ref="n1-a-x" name="y"/>',
        '<nvpair id-ref="n1-a-x"><rule id-ref="r"/></nvpair>',
    ),
    "nvpair with text": (
        '<nvpair id-ref="n1-a-x" name="y"/>',
        '<nvpair id-ref="n1-a-x">y</nvpair>',
    ),
    "old property": ('name="stonith-enabled"', 'name="stonith_enabled"'),
    "old meta attribute": ('id="vip-m-a" name="priority"', 'id="vip-m-a" name="isolation"'),
    "group empty": ('<primitive id="cg1" class="ocf" provider="heartbeat" type="Dummy"/>', ""),
    "group with a clone": ('<primitive id="g2" class="lsb" type="b"/>', '<clone id="g2"/>'),
    "clone of two": (
        "</group>\n        <instance",
        '</group><primitive id="x" class="lsb" type="x"/><instance',
    ),
    "clone of nothing": (
        '<primitive id="msp" class="ocf" provider="heartbeat" type="Stateful"/>',
        "",
    ),
    "score of no form": ('score="-5"', 'score="1.5"'),
    "score inf": ('score="-5"', 'score="inf"'),
    "location of nothing": ('rsc-pattern="g.*" ', ""),
    "location of two": ('rsc-pattern="g.*"', 'rsc-pattern="g.*" rsc="vip"'),
    "location to nowhere": ('score="-5" node="beta"', ""),
    "location without score": ('score="-5" node="beta"', 'node="beta"'),
    "location by node and rule": (
        '<rsc_location id="l5" rsc="vip">',
        '<rsc_location id="l5" rsc="vip" score="1" node="a">',
    ),
    "location with a strange discovery": (
        'resource-discovery="never"',
        'resource-discovery="maybe"',
    ),
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
    "rule empty": (
        '<rule id="od-r"><op_expression id="od-e" name="monitor"/></rule>',
        '<rule id="od-r"/>',
    ),
    "rule of a strange operator": ('boolean-op="and"', 'boolean-op="xor"'),
    "rule with two scores": ('score-attribute="x"', 'score-attribute="x" score="1"'),
    "expression without operation": ('attribute="b" operation="defined"', 'attribute="b"'),
    "expression of a strange operation": (
        'attribute="b" operation="defined"',
        'attribute="b" operation="is"',
    ),
    "expression of a strange type": ('type="string" value-source', 'type="text" value-source'),
    "date out of nowhere": ('operation="in_range" start="2020" end="2021"', 'operation="in_range"'),
    "date later than nothing": ('operation="gt" start="2020"', 'operation="gt"'),
    "date earlier than two": ('id="de3" operation="lt"', 'id="de3" operation="lt" start="1"'),
    "date_spec missing": (
        '<date_spec id="opts-ds" hours="9-16" weekdays="1-5" yearsdays="1"/>',
        "",
    ),
    "date_spec with a strange part": ('hours="9-16"', 'decades="9-16"'),
    "tag of nothing": ('<obj_ref id="vip"/><obj_ref id="grp"/>', ""),
    "text among resources": ("<resources>", "<resources>here"),
    "alert without path": (' path="/x"', ""),
    "container without image": ('<podman image="i" ', "<podman "),
    "fencing level without devices": (' devices="fence"', ""),
    "fencing level 0": ('index="1"', 'index="0"'),
    "fencing level of two targets": ('target="alpha" index', 'target="a" target-pattern="a" index'),
    "fencing level of an attribute without a value": (
        'target="alpha" index',
        'target-attribute="a" index',
    ),
    "permission of a strange kind": ('kind="read"', 'kind="guess"'),
    "permission for nothing": (' xpath="//a"', ""),
    "permission for two": (' xpath="//a"', ' xpath="//a" object-type="nvpair"'),
    "old right": ('<acl_target id="u">', '<acl_user id="uu"/><acl_target id="u">'),
    "attribute of a section of rights": ("<acls>", '<acls colour="red">'),
    "infrastructure of the past": (
        'name="stonith-enabled" value="true"',
        'name="cluster-infrastructure" value="cman"',
    ),
    "infrastructure without a name": (
        'name="stonith-enabled" value="true"',
        'name="cluster-infrastructure"',
    ),
    "attribute of another namespace": (
        '<primitive id="g1"',
        f'<primitive {XSI} xsi:type="primitive" id="g1"',
    ),
    "bundle of two containers": ('<podman image="i"', '<docker image="i"/><podman image="i"'),
    "bundle of two networks": ("</network>", "</network><network/>"),
    "bundle of nothing": ('<podman image="i" replicas="2"/>', ""),
    "port and ports": ('id="pm" port="80"', 'id="pm" port="80" range="80-81"'),
    "storage from nowhere": (' source-dir="/a"', ""),
    "bundle with a strange part": ('<podman image="i"', '<lxc id="x"/><podman image="i"'),
}

OF_THE_INDEX = {
    # These are the business of the index of ids.
    "id twice": ('id="g2"', 'id="g1"'),
    "reference to nothing": ('with-rsc="grp"', 'with-rsc="nobody"'),
}


@with_pacemaker
@pytest.mark.parametrize("name", [*REFUSED, *OF_THE_INDEX])
def test_pacemaker_refuses_every_fault(name: str) -> None:
    root = altered(*(REFUSED | OF_THE_INDEX)[name])

    problems = violations(root)

    assert (accepted_by_pacemaker(root), bool(problems)) == (False, True)


@pytest.mark.parametrize("name", REFUSED)
def test_a_fault_is_found_without_pacemaker(name: str) -> None:
    problems = violations(altered(*REFUSED[name]), schema_folder=None)

    assert problems != []


@pytest.mark.parametrize("name", OF_THE_INDEX)
def test_some_faults_are_left_to_the_index(name: str) -> None:
    assert violations(altered(*OF_THE_INDEX[name]), schema_folder=None) == []


MUTANTS = st.tuples(
    st.sampled_from(["drop", "value", "move", "remove", "rename", "text"]),
    st.integers(0, 10**6),
    st.sampled_from(["", "x", "1", "-INFINITY", "Started", "true", "a b", "ocf", "lt", "\n"]),
)


def mutate(root: Element, kind: str, number: int, word: str) -> None:
    """Change one thing in a CIB, whatever becomes of it."""
    elements = list(root.iter("*"))[1:]
    element = elements[number % len(elements)]
    parent, names = element.getparent(), element.keys()
    assert parent is not None
    if kind == "drop" and names:
        del element.attrib[names[number % len(names)]]
    elif kind == "value" and names:
        element.set(names[number % len(names)], word)
    elif kind == "move":
        parent.insert(number % len(parent), element)
    elif kind == "remove":
        parent.remove(element)
    elif kind == "rename":
        element.tag = elements[number // 7 % len(elements)].tag
    elif kind == "text":
        element.text = word


@with_pacemaker
@settings(max_examples=150, deadline=None)
@given(MUTANTS)
def test_what_pacemaker_accepts_is_never_refused(mutant: tuple[str, int, str]) -> None:
    root = xmltree.parse(EVERY_FORM, "test")
    mutate(root, *mutant)
    fresh = xmltree.copy(root)

    with_it, without = violations(root), violations(root, schema_folder=None)

    assert bool(with_it) is not accepted_by_pacemaker(fresh)
    assert not without or with_it


# ------------------------------------------------------------------ what is said

WORDING = {
    "attribute misspelt": [
        (
            "schema-violation",
            'primitive "vip": attribute "clas" is not known here',
            "vip",
            "did you mean 'class'?",
        ),
        (
            "schema-violation",
            'primitive "vip": attribute "class" or attribute "template" is missing',
            "vip",
            None,
        ),
    ],
    "op without interval": [
        ("schema-violation", 'op "vip-start": attribute "interval" is missing', "vip", None)
    ],
    "order of a strange kind": [
        (
            "schema-violation",
            'rsc_order "o1": kind "mandatory" is not allowed',
            "o1",
            "one of: Optional, Mandatory, Serialize",
        )
    ],
    "score of no form": [
        (
            "invalid-score",
            'rsc_location "l2": score "1.5" is not allowed',
            "l2",
            "a whole number, INFINITY or -INFINITY",
        )
    ],
    "id of no form": [
        (
            "invalid-id",
            'primitive "2g": id "2g" is not allowed',
            "grp",
            "a letter or '_', then letters, digits, '.', '-' or '_'",
        )
    ],
    "op enabled by a word": [
        (
            "schema-violation",
            'op "vip-mon": enabled "yes" is not allowed',
            "vip",
            "one of: true, false, 1, 0",
        )
    ],
    "object unknown": [
        (
            "schema-violation",
            'resources: element "primtive" is not known here',
            "fence",
            "did you mean 'primitive'?",
        )
    ],
    "section unknown": [
        (
            "schema-violation",
            'configuration: element "labels" is not known here',
            None,
            "did you mean 'acls'?",
        )
    ],
    "attribute of a section": [
        ("schema-violation", 'nodes: attribute "colour" is not known here', None, None)
    ],
    "epoch of no number": [
        (
            "schema-violation",
            'cib: epoch "one" is not allowed',
            None,
            "a whole number, 0 or more",
        )
    ],
    "reference without id": [
        (
            "schema-violation",
            'resource_ref in resource_set "l4-s": attribute "id" is missing',
            "l4",
            None,
        )
    ],
    "operations twice": [
        (
            "schema-violation",
            'primitive "derived": element "operations" cannot stand here, or not once more',
            "derived",
            None,
        )
    ],
    "group with a clone": [
        (
            "schema-violation",
            'group "grp": element "clone" is not known here',
            "grp",
            "one of: meta_attributes, instance_attributes, primitive",
        )
    ],
    "nvpair with content": [
        (
            "schema-violation",
            'nvpair in instance_attributes "vip-i": element "rule" is not known here',
            "vip",
            "nothing can stand in a nvpair",
        )
    ],
    "tag of nothing": [
        ("schema-violation", 'tag "tg": element "obj_ref" is missing', "tg", None),
    ],
    "clone of nothing": [
        (
            "schema-violation",
            'master "ms": an element is missing',
            "ms",
            "one of: primitive, group",
        )
    ],
    "nvpair with text": [
        (
            "schema-violation",
            'nvpair in instance_attributes "vip-i": text cannot stand in it',
            "vip",
            None,
        )
    ],
    "provider beside another class": [
        (
            "schema-violation",
            'primitive "g2": attribute "class" and attribute "provider" cannot stand together',
            "grp",
            "remove the one or the other",
        )
    ],
    "permission of a strange kind": [
        (
            "schema-violation",
            'acl_permission "rop": kind "guess" is not allowed',
            "ro",
            "one of: read, write, deny",
        )
    ],
    "fencing level 0": [
        (
            "schema-violation",
            'fencing-level "fl": index "0" is not allowed',
            "fl",
            "a whole number, 1 or more",
        )
    ],
    "infrastructure of the past": [
        (
            "schema-violation",
            'nvpair "opts-stonith": value "cman" is not allowed',
            "opts",
            "remove it: the cluster sets it by itself",
        )
    ],
    "bundle of two networks": [
        (
            "schema-violation",
            'bundle "bu": element "network" cannot stand here twice',
            "bu",
            None,
        )
    ],
    "attribute of another namespace": [
        (
            "schema-violation",
            f'primitive "g1": attribute "{XSI_TYPE}" is not known here',
            "grp",
            "remove it",
        )
    ],
    "old property": [
        (
            "schema-violation",
            'nvpair "opts-stonith": the name "stonith_enabled" is not allowed any more here',
            "opts",
            'the property "stonith-enabled" takes its place',
        )
    ],
}


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("name", WORDING)
def test_a_fault_is_told_in_plain_words(name: str, folder: Path | None) -> None:
    problems = violations(altered(*REFUSED[name]), schema_folder=folder)

    assert shown(problems) == WORDING[name]


@with_pacemaker
@pytest.mark.parametrize(
    ("name", "told"),
    [
        (
            "id twice",
            ("duplicate-id", 'primitive "g1": the id "g1" is already in use', "grp"),
        ),
        (
            "reference to nothing",
            (
                "dangling-reference",
                'rsc_colocation "c1": with-rsc "nobody" is the id of nothing',
                "c1",
            ),
        ),
    ],
)
def test_what_concerns_ids_is_told_if_nothing_else_is_wrong(
    name: str, told: tuple[str, str, str]
) -> None:
    problems = violations(altered(*OF_THE_INDEX[name]))

    assert [(each.code, each.message, each.subject) for each in problems] == [told]


@with_pacemaker
def test_what_a_newer_schema_accepts_is_told_so() -> None:
    root = altered('validate-with="pacemaker-3.9"', 'validate-with="pacemaker-3.7"')

    problems = violations(root)

    hint = "it needs pacemaker-3.9 or newer: see 'upgrade'"
    assert shown(problems) == [
        ("needs-newer-schema", f"{what} takes a newer schema", subject, hint)
        for what, subject in [
            ('duration "du": attribute "days"', "vip"),
            ('rule "od-r": a rule without a score', "od"),
        ]
    ]


@pytest.mark.parametrize("folder", FOLDERS)
def test_an_old_schema_is_judged_by_what_it_has_itself(folder: Path | None) -> None:
    root = altered('validate-with="pacemaker-3.9"', 'validate-with="pacemaker-1.2"')
    root.set("colour", "red")

    problems = violations(root, schema_folder=folder)

    told = [(each.code, each.subject) for each in problems]
    assert told[:5] == [
        ("schema-violation", None),
        ("needs-newer-schema", "bu"),
        ("needs-newer-schema", "u"),
        ("needs-newer-schema", "tg"),
        ("needs-newer-schema", "al"),
    ]
    assert ("needs-newer-schema", "vip") in told


def test_what_is_gone_is_told_with_what_takes_its_place() -> None:
    root = altered('<acl_target id="u">', '<acl_user id="uu"/><acl_target id="u">')

    problems = violations(root, schema_folder=None)

    assert shown(problems) == [
        (
            "schema-violation",
            'acl_user "uu": there is no such element since pacemaker-2.0',
            "uu",
            "an acl_target takes its place: see 'upgrade'",
        )
    ]


@with_pacemaker
def test_a_section_that_is_too_new_is_told_of_an_object_in_it() -> None:
    root = xmltree.parse(
        '<cib validate-with="pacemaker-1.2" epoch="0" num_updates="0" admin_epoch="0">'
        "<configuration><crm_config/><nodes/><resources/><constraints/>"
        '<tags><!--x--><tag id="t"><obj_ref id="a"/></tag></tags>'
        '<alerts><alert id="m" path="/x"/></alerts></configuration><status/></cib>',
        "old",
    )

    problems = violations(root)

    assert [(each.code, each.subject, each.hint) for each in problems] == [
        ("needs-newer-schema", "t", "it needs pacemaker-1.3 or newer: see 'upgrade'"),
        ("needs-newer-schema", "m", "it needs pacemaker-2.5 or newer: see 'upgrade'"),
    ]


def test_all_faults_are_told_at_once() -> None:
    text = EVERY_FORM
    for name in ("object unknown", "section unknown", "op without interval", "score of no form"):
        text = text.replace(*REFUSED[name])

    problems = violations(xmltree.parse(text, "test"))

    assert {each.subject for each in problems} == {None, "fence", "vip", "l2"}


ANYTHING_BUT = """
<grammar xmlns="http://relaxng.org/ns/structure/1.0">
  <start><element name="cib"><ref name="anything"/></element></start>
  <define name="anything">
    <zeroOrMore>
      <choice>
        <attribute><anyName/></attribute>
        <text/>
        <element><anyName><except><name>{}</name></except></anyName><ref name="anything"/></element>
      </choice>
    </zeroOrMore>
  </define>
</grammar>
"""


@pytest.mark.parametrize(
    ("newer", "code", "hint"),
    [
        ("tag", "invalid-configuration", None),
        ("x", "needs-newer-schema", "it needs pacemaker-3.10 or newer: see 'upgrade'"),
    ],
)
def test_what_only_pacemaker_refuses_is_told_of_its_object(
    tmp_path: Path, newer: str, code: str, hint: str | None
) -> None:
    """No schema that is known does, so these are made up."""
    (tmp_path / "pacemaker-3.9.rng").write_text(ANYTHING_BUT.format("tag"))
    (tmp_path / "pacemaker-3.10.rng").write_text(ANYTHING_BUT.format(newer))

    problems = violations(xmltree.parse(EVERY_FORM, "test"), schema_folder=tmp_path)

    text = 'tag "tg": the schema "pacemaker-3.9" does not accept it'
    assert [(each.code, each.message, each.subject) for each in problems] == [(code, text, "tg")]
    assert hint in (None, problems[0].hint)


@with_pacemaker
def test_a_schema_of_the_future_is_pacemakers_alone_to_judge() -> None:
    root = altered('validate-with="pacemaker-3.9"', 'validate-with="pacemaker-next"')
    root.set("colour", "red")

    found = [{each.code for each in violations(root, schema_folder=f)} for f in FOLDERS]

    assert found == [{"invalid-configuration"}, set()]


@pytest.mark.parametrize("text", ["<foo/>", '<cib xmlns="urn:x"><configuration/></cib>'])
@pytest.mark.parametrize("folder", FOLDERS)
def test_what_is_no_cib_is_refused(folder: Path | None, text: str) -> None:
    problems = violations(xmltree.parse(text, "test"), schema_folder=folder)

    assert [(each.code, each.subject) for each in problems] == [("schema-violation", None)]


def test_rules_may_be_deep() -> None:
    inside = '<expression id="deep-e" attribute="a" operation="perhaps"/>'
    for number in range(100):
        inside = f'<rule id="deep{number}" score="1">{inside}</rule>'
    location = f'<rsc_location id="deep" rsc="vip">{inside}</rsc_location>'
    root = altered("<constraints>", f"<constraints>{location}")

    problems = violations(root, schema_folder=None)

    assert [(each.code, each.subject) for each in problems] == [("schema-violation", "deep")]


def test_very_many_faults_are_counted() -> None:
    primitives = "".join(f'<primitive id="p{n}" class="x" type="x"/>' for n in range(130))
    root = altered("<resources>", f"<resources>{primitives}")

    problems = violations(root, schema_folder=None)

    assert (len(problems), problems[-1].message) == (
        101,
        "30 more objects are not as the schema has them",
    )


def test_comments_do_not_put_the_explanation_out() -> None:
    root = altered(
        '<primitive id="g1" class="systemd" type="a"/>',
        '<!-- a --><?b c?><primitive id="g1" class="systemd" type="a"/><!-- d --><clone id="x"/>',
    )

    problems = violations(root, schema_folder=None)

    assert shown(problems) == WORDING["group with a clone"]


# ------------------------------------------------------------------ only what was changed


def test_only_changed_objects_are_told_of() -> None:
    root = altered('score="-5"', 'score="five"')
    order = next(root.iter("rsc_order"))
    order.set("kind", "perhaps")

    problems = violations(root, [order])

    assert [(each.code, each.subject) for each in problems] == [("schema-violation", "o1")]


def test_a_changed_part_stands_for_its_object() -> None:
    root = altered(' name="start" interval="0"', ' name="start"')
    operation = next(each for each in root.iter("op") if each.get("id") == "vip-start")

    problems = violations(root, [operation])

    assert [each.subject for each in problems] == ["vip"]


def test_what_was_wrong_before_is_not_told_of_a_sound_change() -> None:
    root = altered('score="-5"', 'score="five"')

    changed = list(root.iter("node"))
    problems = [violations(root, changed, schema_folder=folder) for folder in FOLDERS]

    assert problems == [[], []]


@with_pacemaker
def test_an_object_that_replaces_another_of_its_id_is_accepted() -> None:
    """libxml2 still knows the id of an element that was taken out."""
    root = xmltree.parse(EVERY_FORM, "test")
    assert violations(root) == []
    old = next(root.iter("primitive"))
    parent = old.getparent()
    assert parent is not None
    new = xmltree.copy(old)
    parent.replace(old, new)

    problems = violations(root)

    assert (problems, old.get("id")) == ([], "vip")


# ------------------------------------------------------------------ without Pacemaker


@pytest.mark.parametrize("name", ["pacemaker-3.99", "none", "", "../cib", "pacemaker-3.9"])
def test_a_schema_that_is_not_installed_leaves_the_judgement_to_ours(
    tmp_path: Path, name: str
) -> None:
    sound = altered('validate-with="pacemaker-3.9"', f'validate-with="{name}"')
    faulty = xmltree.copy(sound)
    next(faulty.iter("op")).set("enabled", "perhaps")

    found = [violations(root, schema_folder=tmp_path) for root in (sound, faulty)]

    assert [[each.code for each in problems] for problems in found] == [[], ["schema-violation"]]


def test_a_sound_cib_is_judged_without_the_slow_library() -> None:
    program = (
        "import sys; from pathlib import Path; from crmsh_py import xmltree;"
        "from crmsh_py.verify.schema import violations;"
        "root = xmltree.parse(Path(sys.argv[1]).read_bytes(), 'test');"
        "found = violations(root) + violations(root, schema_folder=None);"
        "sys.exit(bool(found) or 'xmlschema' in sys.modules)"
    )
    file = TESTS / "cases/schema/every_form.xml"

    finished = subprocess.run([sys.executable, "-c", program, str(file)], check=False)

    assert finished.returncode == 0


def test_of_masses_of_unknown_attributes_only_some_are_told() -> None:
    root = altered("<tags>", "<tags>")
    primitive = next(root.iter("primitive"))
    for number in range(2000):
        primitive.set(f"junk{number}", "x")

    assert len(violations(root, schema_folder=None)) == 50
