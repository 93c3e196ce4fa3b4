"""`cib cibstatus`: what would be, on a CIB file; the scheduler is Pacemaker's own."""

import shutil
from pathlib import Path

import pytest
from crm_runner import Crm, codes

CIB = """\
<cib validate-with="pacemaker-3.9" crm_feature_set="3.16.1" admin_epoch="0" epoch="3"
     num_updates="0" have-quorum="1" dc-uuid="1">
  <configuration>
    <crm_config>
      <cluster_property_set id="o">
        <nvpair id="o-stonith" name="stonith-enabled" value="false"/>
      </cluster_property_set>
    </crm_config>
    <nodes><node id="1" uname="n1"/><node id="2" uname="n2"/></nodes>
    <resources>
      <primitive id="vip" class="ocf" provider="pacemaker" type="Dummy">
        <operations><op id="vip-m" name="monitor" interval="10s"/></operations>
      </primitive>
    </resources>
    <constraints>
      <rsc_location id="l" rsc="vip" node="n1" score="100"/>
      <rsc_ticket id="t" rsc="vip" ticket="T" loss-policy="stop"/>
    </constraints>
  </configuration>
  <status>
    <tickets><ticket_state id="T" granted="true" standby="false"/></tickets>
    <node_state id="1" uname="n1" in_ccm="true" crmd="online" join="member" expected="member"/>
    <node_state id="2" uname="n2" in_ccm="true" crmd="online" join="member" expected="member">
      <lrm id="2"><lrm_resources>
        <lrm_resource id="vip" class="ocf" provider="pacemaker" type="Dummy">
          <lrm_rsc_op id="vip_last_0" operation_key="vip_monitor_0" operation="monitor"
            crm_feature_set="3.16.1" transition-key="1:-1:7:xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"
            transition-magic="0:7;1:-1:7:xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx" call-id="1"
            rc-code="7" op-status="0" interval="0" op-digest="f2317cad3d54cec5d7d7aa7d0bf35cf8"/>
        </lrm_resource>
      </lrm_resources></lrm>
    </node_state>
  </status>
</cib>
"""

scheduler = pytest.mark.skipif(
    shutil.which("crm_simulate") is None, reason="needs Pacemaker's crm_simulate"
)


@pytest.fixture
def crm(tmp_path: Path) -> Crm:
    crm = Crm(tmp_path, CIB_shadow_dir=str(tmp_path / "shadows"))
    crm.cib.write_text(CIB)
    return crm


def said(crm: Crm, *lines: str) -> str:
    """Return what a batch in `cibstatus` prints, when all went well and the file is untouched."""
    ran = crm("cib", "cibstatus", stdin="".join(f"{line}\n" for line in lines))
    assert (ran.status, ran.err) == (0, "")
    assert crm.cib.read_text() == CIB
    return ran.out


RUNS = ("op start vip success done n1", "op monitor:10s vip success done n1")


@scheduler
@pytest.mark.parametrize(
    ("lines", "effects"),
    [
        ((), "start vip n1\n"),
        (RUNS, "nothing would happen\n"),
        ((*RUNS, "node n1 offline"), "start vip n2\n"),
        ((*RUNS, "quorum false"), "stop vip n1: no quorum\n"),
        ((*RUNS, "op monitor:10s vip not_running"), "recover vip n1\n"),
        ((*RUNS, "ticket T revoke"), "stop vip n1: node availability\n"),
        ((*RUNS, "ticket T standby"), "stop vip n1: node availability\n"),
        ((*RUNS, "ticket T standby", "ticket T activate"), "nothing would happen\n"),
        ((*RUNS, "node n2 offline", "node n2 online"), "nothing would happen\n"),
    ],
)
def test_the_scheduler_says_what_would_happen(
    crm: Crm, lines: tuple[str, ...], effects: str
) -> None:
    assert said(crm, *lines, "run") == effects


@scheduler
def test_what_is_pending_is_simulated_too(crm: Crm) -> None:
    ran = crm(stdin="configure\ndelete l\nlocation l2 vip 9: n2\ncib cibstatus run\nundo 2\n")

    assert (ran.status, ran.out) == (0, "start vip n2\n")


@scheduler
def test_what_would_run_where_after_that(crm: Crm) -> None:
    assert said(crm, "simulate") == "start vip n1\nthen vip: Started on n1\n"


@scheduler
def test_scores_come_with_the_actions(crm: Crm) -> None:
    assert said(crm, *RUNS, "run scores") == (
        "nothing would happen\nscore vip n1 100\nscore vip n2 0\n"
    )


@pytest.mark.parametrize(
    ("count", "then"), [("3", "4"), ("INFINITY", "INFINITY"), ("some", "1"), ("", "1")]
)
def test_a_failure_is_counted_whatever_was_counted_before(crm: Crm, count: str, then: str) -> None:
    named = f'name="fail-count-vip#start_0" value="{count}"'
    crm.cib.write_text(
        CIB.replace(
            "</lrm></node_state>".replace("><", ">\n    <"),
            "</lrm><transient_attributes id='2'><instance_attributes id='s'>"
            f'<nvpair id="s-f" {named}/></instance_attributes></transient_attributes></node_state>',
        )
    )

    ran = crm("cib", "cibstatus", stdin="op start vip unknown done n2\nshow\n")

    assert (ran.status, ran.err) == (0, "")
    assert named.replace(f'value="{count}"', f'value="{then}"') in ran.out


def test_what_was_said_is_listed_and_where_it_comes_from(crm: Crm) -> None:
    lines = (*RUNS, "node n2 unclean", "quorum off", "ticket T revoke", "show changed", "origin")

    assert said(crm, *lines) == "\n".join((*RUNS, *lines[2:5], "cib.xml", ""))


def test_a_saved_cib_has_the_configuration_and_the_changed_status(crm: Crm) -> None:
    ran = crm("cib", "cibstatus", stdin="node n2 unclean\nquorum false\nsave there.xml\n")

    assert (ran.status, ran.err) == (0, "saved as there.xml\n")
    text = (crm.folder / "there.xml").read_text()
    assert 'have-quorum="0"' in text
    assert (
        '<node_state id="2" uname="n2" in_ccm="false" crmd="offline" join="down" expected="member">'
    ) in text
    assert (crm.folder / "there.xml").stat().st_mode & 0o777 == 0o600


def test_a_status_is_loaded_from_a_shadow(crm: Crm) -> None:
    ran = crm(
        "cib",
        "cibstatus",
        stdin="quorum false\nsave shadow:s\nload shadow:s\norigin\nshow changed\n",
    )

    assert (ran.status, ran.out) == (0, "shadow:s\n")


@pytest.mark.parametrize(
    ("words", "code", "status"),
    [
        ("node nix online", "no-such-object", 105),
        ("node n1 asleep", "usage", 64),
        ("op monitor nix 0", "no-such-object", 105),
        ("op monitor:1q vip 0 done n1", "usage", 64),
        ("op monitor vip 77", "usage", 64),
        ("op monitor vip 0", "usage", 64),
        ("op monitor vip 0 done nix", "no-such-object", 105),
        ("ticket T lose", "usage", 64),
        ("quorum perhaps", "usage", 64),
        ("load nix.xml", "no-such-file", 66),
        ("load shadow:nix", "no-such-object", 105),
        ("save /nowhere/at/all.xml", "cannot-write", 73),
    ],
)
def test_what_cannot_be_says_why(crm: Crm, words: str, code: str, status: int) -> None:
    ran = crm("cib", "cibstatus", *words.split())

    assert (ran.status, codes(ran.err)) == (status, [code])


def test_without_a_scheduler_the_message_names_it(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crmsh_py.runner.SYSTEM_FOLDERS", ())
    crm.environment["PATH"] = "/nowhere"

    ran = crm("cib", "cibstatus", "run")

    assert (ran.status, codes(ran.err)) == (1, ["tool-missing"])
