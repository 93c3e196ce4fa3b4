"""What pacemaker-4.0 has no more is found without Pacemaker's own schema of that name."""

from pathlib import Path

import pytest

from crmsh_py import xmltree
from crmsh_py.verify.schema import can_judge, violations
from crmsh_py.xmltree import Element

P = 'class="ocf" provider="p" type="t"'


def cib(
    schema: str, resources: str = "", constraints: str = "", others: str = "", nodes: str = ""
) -> Element:
    text = (
        f'<cib validate-with="{schema}" admin_epoch="0" epoch="0" num_updates="0">'
        f"<configuration><crm_config/><nodes>{nodes}</nodes><resources>{resources}</resources>"
        f"<constraints>{constraints}</constraints>{others}</configuration><status/></cib>"
    )
    return xmltree.parse(text, "test")


def located(inside: str) -> str:
    return f'<rsc_location id="l" rsc-pattern="a">{inside}</rsc_location>'


RULE = '<rule id="{0}"><expression id="{0}e" attribute="a" operation="defined"/></rule>'
DATE = '<date_expression id="d" operation="lt" end="1"/>'
LIFETIME = f'<lifetime><rule id="life">{DATE}</rule></lifetime>'
MOON = (
    '<rule id="r"><date_expression id="d" operation="date_spec">'
    '<date_spec id="s" moon="4"/></date_expression></rule>'
)
ALERT = (
    '<alert id="a" path="/x"><meta_attributes id="m"><nvpair id="n" name="n"/></meta_attributes>'
    "</alert>"
)
LEVEL = '<fencing-level id="f" target="n" index="10" devices="d"/>'
GONE = {
    "master": {"resources": f'<master id="m"><primitive id="a" {P}/></master>'},
    "rkt": {"resources": '<bundle id="b"><rkt image="i"/></bundle>'},
    "masters": {"resources": '<bundle id="b"><docker image="i" masters="1"/></bundle>'},
    "nagios": {"resources": '<primitive id="a" class="nagios" type="t"/>'},
    "upstart": {"resources": '<template id="a" class="upstart" type="t"/>'},
    "ping": {"nodes": '<node id="1" uname="n" type="ping"/>'},
    "no value": {"others": f"<alerts>{ALERT}</alerts>"},
    "rules": {"constraints": located(RULE.format("r") + RULE.format("q"))},
    "lifetime": {"constraints": located(RULE.format("r") + LIFETIME)},
    "moon": {"constraints": located(MOON)},
    "level": {"others": f"<fencing-topology>{LEVEL}</fencing-topology>"},
}
NAMES = [
    ("crm_config", "remove-after-stop"),
    ("rsc_defaults", "restart-type"),
    ("op_defaults", "can_fail"),
    ("op_defaults", "role_after_failure"),
]


@pytest.mark.parametrize("name", GONE)
def test_what_is_gone_is_refused_with_what_takes_its_place(name: str) -> None:
    found = [violations(cib(schema, **GONE[name])) for schema in ("pacemaker-3.9", "pacemaker-4.0")]

    assert found[0] == []
    assert [one.code for one in found[1]] == ["schema-violation"]
    assert found[1][0].hint


@pytest.mark.parametrize(("section", "name"), NAMES)
def test_names_that_are_gone_are_refused(section: str, name: str) -> None:
    root = cib("pacemaker-4.0")
    parent = root.find("configuration/crm_config")
    assert parent is not None
    tag = "cluster_property_set" if section == "crm_config" else "meta_attributes"
    if section != "crm_config":
        above = parent.getparent()
        assert above is not None
        parent = xmltree.sub(above, section)
    nvset = xmltree.sub(parent, tag, {"id": "s"})
    xmltree.sub(nvset, "nvpair", {"id": "n", "name": name, "value": "1"})

    assert [one.code for one in violations(root)] == ["schema-violation"]


def test_names_that_were_barred_since_pacemaker_3_0_are_free_again() -> None:
    root = cib("pacemaker-4.0")
    properties = root.find("configuration/crm_config")
    assert properties is not None
    nvset = xmltree.sub(properties, "cluster_property_set", {"id": "s"})
    xmltree.sub(nvset, "nvpair", {"id": "n", "name": "stonith_enabled", "value": "1"})

    assert violations(root) == []


@pytest.mark.parametrize(
    ("name", "judged"),
    [
        ("pacemaker-3.9", True),
        ("pacemaker-3.10", True),
        ("pacemaker-4.0", True),
        ("pacemaker-2.10", True),
        ("pacemaker-1.0", True),
        ("pacemaker-0.7", False),
        ("pacemaker-next", False),
        ("none", False),
        ("", False),
    ],
)
def test_without_pacemaker_all_schemas_but_the_odd_ones_can_be_judged(
    tmp_path: Path, name: str, judged: bool
) -> None:
    assert can_judge(name, tmp_path) is judged
