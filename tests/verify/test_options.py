"""What the cases of the checks of options cannot say: shared parts, rules, and Pacemaker's word."""

import shutil
import subprocess

import pytest
from model.configurations import empty

from crmsh_py import xmltree
from crmsh_py.agents.library import open_catalogue
from crmsh_py.commands.texts import statements_in
from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.model import load
from crmsh_py.model.cib import Cib
from crmsh_py.options.tables import properties, resource_meta
from crmsh_py.verify.checks import Only, check
from crmsh_py.verify.options import CHECKS
from crmsh_py.verify.options.judging import version
from crmsh_py.verify.view import View

LIBRARY = open_catalogue()
CODES = frozenset(code for one in CHECKS for code in one.codes)
OPS = "op start timeout=20s op stop timeout=20s op monitor interval=10s timeout=20s"


def configured(text: str) -> Cib:
    """Return a configuration of statements."""
    cib = empty()
    load.update(cib, statements_in(text, "a file"))
    return cib


def found(text: str) -> list[tuple[str, str | None]]:
    """Return what is wrong with the options of a configuration: codes and subjects."""
    return [(one.code, one.subject) for one in _problems(configured(text))]


def _problems(cib: Cib) -> list[Diagnostic]:
    asked = Only(CODES, frozenset(cib.ids()))
    return [one for one in check(cib, LIBRARY, asked) if one.code in CODES]


def test_a_set_that_is_shared_is_told_of_once() -> None:
    text = f"""property stonith-enabled=false
        primitive a ocf:pacemaker:Dummy meta $id=shared target-role=Stpped {OPS}
        primitive b ocf:pacemaker:Dummy meta $id-ref=shared {OPS}"""

    assert found(text) == [("wrong-option-value", "a")]


def test_operations_of_a_template_are_told_of_there() -> None:
    text = f"""property stonith-enabled=false
        rsc_template t ocf:pacemaker:Dummy {OPS} op monitor interval=20s on-fail=fence timeout=20s
        primitive a @t
        primitive b @t"""

    assert found(text) == [("needs-fencing", "t")]


def test_values_under_a_rule_are_looked_at_too() -> None:
    text = f"""property stonith-enabled=false
        primitive a ocf:pacemaker:Dummy {OPS} \\
            meta rule date gt 2020-01-01 migration-threshold=few"""

    assert found(text.replace("\n        ", "\n")) == [("wrong-option-value", "a")]


def test_fencing_under_a_rule_is_taken_for_on() -> None:
    text = f"""property $id=ruled rule date gt 2020-01-01 stonith-enabled=false
property $id=usual no-quorum-policy=suicide
primitive a ocf:pacemaker:Dummy {OPS} op monitor interval=20s on-fail=fence timeout=20s"""

    assert found(text) == []


def test_the_first_set_of_properties_counts_before_all_others() -> None:
    cib = configured(
        "property $id=cib-bootstrap-options stonith-enabled=false\n"
        "property $id=later 100: stonith-enabled=true\n"
    )

    assert View(cib, LIBRARY).fencing_enabled is False


def test_secrets_are_in_no_message() -> None:
    text = f"""property stonith-enabled=false
primitive a ocf:pacemaker:Dummy params passwd=hush params passwd=hash meta password=hush {OPS}"""

    told = [f"{one.message} {one.hint} {one.words}" for one in _problems(configured(text))]

    assert [one.code for one in _problems(configured(text))] == [
        "unknown-meta-attribute",
        "shadowed-value",
    ]
    assert not [one for one in told if "hush" in one or "hash" in one]


@pytest.mark.parametrize(
    ("text", "release"),
    [
        ("2.1.5-a3f44794f94", (2, 1, 5)),
        ("3.0.0", (3, 0, 0)),
        ("1.1.6-d60ebd5", (1, 1, 6)),
        ("unknown", ()),
        (None, ()),
    ],
)
def test_the_cluster_says_its_release(text: str | None, release: tuple[int, ...]) -> None:
    assert version(text) == release


AGENT = 'class="ocf" provider="pacemaker" type="Stateful"'
DATE = '<date_expression id="d" operation="date_spec"><date_spec id="s" moon="4"/>'
OLD = {
    "master": ('<master id="o"><primitive id="a" {AGENT}/></master>', ""),
    "rkt": ('<bundle id="o"><rkt image="i"/></bundle>', ""),
    "masters": ('<bundle id="o"><docker image="i" masters="1"/></bundle>', ""),
    "lifetime": (
        '<primitive id="a" {AGENT}/>',
        '<rsc_location id="o" rsc="a" node="n" score="1"><lifetime/></rsc_location>',
    ),
    "moon": (
        '<primitive id="a" {AGENT}/>',
        f'<rsc_location id="o" rsc="a"><rule id="r">{DATE}</date_expression></rule></rsc_location>',
    ),
}


@pytest.mark.parametrize("name", OLD)
@pytest.mark.parametrize(("schema", "expected"), [("3.9", ["o"]), ("4.0", [])])
def test_what_pacemaker_dropped_is_remarked_on_before(
    name: str, schema: str, expected: list[str]
) -> None:
    resources, constraints = (part.replace("{AGENT}", AGENT) for part in OLD[name])
    text = (
        f'<cib validate-with="pacemaker-{schema}"><configuration><crm_config/><nodes/>'
        f"<resources>{resources}</resources><constraints>{constraints}</constraints>"
        "</configuration><status/></cib>"
    )
    problems = _problems(Cib(xmltree.parse(text, "test")))

    assert [one.subject for one in problems if one.code == "deprecated-element"] == expected


# -- Pacemaker's own word

needs_pacemaker = pytest.mark.skipif(
    not shutil.which("crm_verify"), reason="needs Pacemaker's tools"
)
NONSENSE = ("nonsense", "", "-")
HALF = ("12x", "10%")
PROPERTIES = sorted(
    name for name, option in properties().items() if option.type != "string" and not option.written
)
META = sorted(name for name, option in resource_meta().items() if option.type != "string")


def refused(cib: Cib) -> bool:
    """Tell whether crm_verify finds errors; those of 2.1.5 stand in its output."""
    argv = ["crm_verify", "--xml-pipe", "-VV"]
    ended = subprocess.run(argv, input=xmltree.to_bytes(cib.root), capture_output=True, check=False)
    return b"error: " in ended.stdout + ended.stderr


def _has_error(cib: Cib) -> bool:
    return any(one.severity is Severity.ERROR for one in _problems(cib))


@needs_pacemaker
@pytest.mark.parametrize("value", [*NONSENSE, *HALF])
def test_an_error_about_a_property_is_one_to_pacemaker_too(value: str) -> None:
    for name in PROPERTIES:
        cib = configured(f"property stonith-enabled=false\nproperty {name}='{value}'\n")
        assert not _has_error(cib) or refused(cib), name


@needs_pacemaker
@pytest.mark.parametrize("value", [*NONSENSE, *HALF])
def test_an_error_about_a_meta_attribute_is_one_to_pacemaker_too(value: str) -> None:
    for name in META:
        cib = configured(
            "property stonith-enabled=false\n"
            f"primitive a ocf:pacemaker:Dummy meta {name}='{value}' {OPS}\n"
        )
        assert not _has_error(cib) or refused(cib), name
