"""What the cases of the checks of the cluster cannot say: changes, rules, and Pacemaker's word."""

import shutil
import subprocess
from pathlib import Path

import pytest
from model.configurations import empty

from crmsh_py import xmltree
from crmsh_py.agents.library import open_catalogue
from crmsh_py.commands.texts import statements_in
from crmsh_py.corosync.syntax import parse
from crmsh_py.diagnostics import Diagnostic, errors
from crmsh_py.model import load
from crmsh_py.model.cib import Cib
from crmsh_py.proposals import findings
from crmsh_py.verify.checks import Only, check
from crmsh_py.verify.cluster import CHECKS
from crmsh_py.verify.cluster.waiting import locks_without_waiting
from crmsh_py.verify.policy import Policy
from crmsh_py.verify.view import View

LIBRARY = open_catalogue()
CODES = frozenset(code for one in CHECKS for code in one.codes)
CASES = Path(__file__).parent.parent / "cases" / "checks"
FILES = sorted(file for file in CASES.glob("*/*.crm") if file.parent.name in CODES)

DEVICE = """primitive f1 stonith:fence_ipmilan \
    params ip=10.0.0.9 username=crm password_script=/etc/pw op monitor interval=1h timeout=20s"""
DUMMY = """primitive a ocf:pacemaker:Dummy \
    op start timeout=20s op stop timeout=20s op monitor interval=10s timeout=20s"""


def configured(text: str) -> Cib:
    """Return a configuration of statements."""
    cib = empty()
    load.update(cib, statements_in(text, "a file"))
    return cib


def problems(cib: Cib) -> list[Diagnostic]:
    """Return what is wrong with the cluster."""
    asked = Only(CODES, frozenset(cib.ids()))
    return [one for one in check(cib, LIBRARY, asked) if one.code in CODES]


def found(text: str) -> list[tuple[str, str | None]]:
    """Return what is wrong with a cluster of statements: codes and subjects."""
    return [(one.code, one.subject) for one in problems(configured(text))]


def brought_in(before: str, after: str) -> list[str]:
    """Return the codes of what a change brings in."""
    base, cib = configured(before), configured(after)
    new = findings(cib, [base.root], LIBRARY, Policy()).new
    return [one.code for one in new if one.code in CODES]


def test_an_empty_configuration_has_no_fencing() -> None:
    assert found("") == [("no-fencing", None)]


def test_a_first_resource_brings_in_nothing() -> None:
    assert brought_in("", DUMMY) == []
    assert brought_in("", f"property cluster-name=c\n{DUMMY}") == []


def test_deleting_the_last_fence_device_is_news() -> None:
    assert brought_in(f"{DEVICE}\n{DUMMY}", DUMMY) == ["no-fencing"]


def test_turning_fencing_on_without_a_device_is_news() -> None:
    off = "property stonith-enabled=false"

    assert brought_in(f"{off}\n{DUMMY}", f"property stonith-enabled=true\n{DUMMY}") == [
        "no-fencing"
    ]


def test_what_a_rule_decides_is_not_judged() -> None:
    assert found("property $id=p rule date gt 2020-01-01 stonith-enabled=false") == []


def test_a_device_of_a_template_fences() -> None:
    text = """rsc_template t stonith:fence_ipmilan \
        params ip=10.0.0.9 username=crm password_script=/etc/pw
    primitive f1 @t op monitor interval=1h timeout=20s"""

    assert found(text) == []


def test_a_template_alone_fences_nothing() -> None:
    assert found("rsc_template t stonith:fence_ipmilan") == [("no-fencing", None)]


def test_numbers_beyond_measure_are_read() -> None:
    long = "9" * 5000
    text = f"""node 1: n1
    node 2: n2
    property stonith-watchdog-timeout={long}
    {DEVICE} params pcmk_delay_base={long}
    {DUMMY} meta migration-threshold={long} failure-timeout={long}
    clone c a meta clone-max={long} clone-node-max={long}
    location l f1 {long}: n1
    rsc_defaults resource-stickiness={long}"""

    assert found(text) == [("fence-race", "f1")]


@pytest.mark.parametrize(
    ("quorum", "expected"),
    [
        ("two_node: 1\nwait_for_all: 0", [("locks-without-waiting", "dlm")]),
        ("two_node: 1", []),
        ("two_node: 1\nwait_for_all: 1", []),
        ("wait_for_all: 0", []),
    ],
)
def test_two_nodes_with_locks_wait_for_each_other(
    quorum: str, expected: list[tuple[str, str]]
) -> None:
    view = View(configured("primitive dlm ocf:pacemaker:controld"), LIBRARY)
    corosync = parse(f"quorum {{\nprovider: corosync_votequorum\n{quorum}\n}}\n", "test")

    told = locks_without_waiting(view, corosync)

    assert [(one.code, one.subject) for one in told] == expected


@pytest.mark.skipif(not shutil.which("crm_verify"), reason="needs Pacemaker's tools")
def test_an_error_is_one_for_pacemaker_too() -> None:
    with_errors = [cib for cib in map(_judged, FILES) if errors(problems(cib))]

    assert [[one.message for one in problems(cib)] for cib in with_errors if _accepts(cib)] == []
    assert with_errors


def _judged(file: Path) -> Cib:
    """Return a case without its nodes, which crm_verify takes for unclean without a status."""
    cib = configured(file.read_text(encoding="utf-8"))
    nodes = cib.section("nodes")
    for node in () if nodes is None else list(nodes):
        xmltree.remove(node)
    return cib


def _accepts(cib: Cib) -> bool:
    argv, octets = ["crm_verify", "--xml-pipe"], xmltree.to_bytes(cib.root)
    return not subprocess.run(argv, check=False, input=octets, capture_output=True).returncode
