"""Old files into the working copy of `configure`: whole or not at all, overriding nothing."""

from pathlib import Path

import pytest
from crm_runner import Crm, codes

HARESOURCES = "node1 192.0.2.7/24/eth0 apache2\n"
FAULTY = "node1 Filesystem::/dev/sda1\n"
RHCS = """\
<cluster name="old" config_version="1">
  <clusternodes>
    <clusternode name="node1" nodeid="1"/>
    <clusternode name="node2" nodeid="2"/>
    <clusternode name="node3" nodeid="3"/>
  </clusternodes>
  <rm><service name="web"><ip address="192.0.2.9"/></service></rm>
</cluster>
"""
OLD_CIB = """\
<cib>
  <configuration>
    <crm_config>
      <cluster_property_set id="set"><attributes>
        <nvpair id="p1" name="symmetric_cluster" value="false"/>
        <nvpair id="p2" name="stonith_enabled" value="false"/>
      </attributes></cluster_property_set>
    </crm_config>
    <nodes/>
    <resources>
      <primitive id="old" class="ocf" provider="heartbeat" type="Dummy"/>
    </resources>
    <constraints/>
  </configuration>
</cib>
"""


@pytest.fixture
def crm(tmp_path: Path) -> Crm:
    for name, text in {
        "haresources": HARESOURCES,
        "faulty": FAULTY,
        "cluster.conf": RHCS,
        "old.xml": OLD_CIB,
    }.items():
        (tmp_path / name).write_text(text)
    return Crm(tmp_path)


@pytest.mark.parametrize(
    ("words", "id_"),
    [
        ("convert heartbeat haresources", "ip_192_0_2_7"),
        ("load haresources haresources", "ip_192_0_2_7"),
        ("convert cib old.xml", "old"),
        ("convert rhcs cluster.conf --best-effort", "primitive"),
    ],
)
def test_a_one_liner_adds_and_commits(words: str, id_: str, crm: Crm) -> None:
    crm.given("property stonith-enabled=false\nprimitive mine Dummy")

    ran = crm.configure(*words.split())

    shown = crm.configure("show").out
    assert (ran.status, ran.out) == (0, "")
    assert "primitive mine Dummy" in shown
    assert id_ in shown


def test_in_a_batch_it_is_pending_until_the_commit(crm: Crm) -> None:
    ran = crm.batch("convert heartbeat haresources\nset apache2.class service\nshow\ncommit\n")

    assert ran.status == 0
    assert "primitive apache2 service:apache2" in ran.out
    assert "primitive apache2 service:apache2" in crm.configure("show").out


def test_it_is_one_step_to_undo(crm: Crm) -> None:
    ran = crm.batch("primitive mine Dummy\nconvert heartbeat haresources\nundo\nshow\ncommit\n")

    assert (ran.status, ran.out) == (0, "primitive mine Dummy\n")
    assert "convert heartbeat haresources" in ran.err


def test_the_level_can_be_entered(crm: Crm) -> None:
    ran = crm.batch("convert\nheartbeat haresources\nup\nshow apache2\ncommit\n")

    assert ran.status == 0
    assert "added 5 objects" in ran.err
    assert ran.out.startswith("primitive apache2 lsb:apache2")


def test_an_error_adds_nothing(crm: Crm) -> None:
    crm.given("primitive mine Dummy")
    before = crm.cib.read_bytes()

    ran = crm.configure("convert", "heartbeat", "faulty")

    assert (ran.status, codes(ran.err)) == (65, ["missing-value"])
    assert "nothing was added" in ran.err
    assert crm.cib.read_bytes() == before


def test_best_effort_adds_what_could_be_converted(crm: Crm) -> None:
    ran = crm.configure("convert", "heartbeat", "faulty", "--best-effort")

    assert ran.status == 0
    assert "CHANGE-ME" in crm.configure("show").out


def test_strict_adds_nothing_if_there_are_warnings(crm: Crm) -> None:
    ran = crm.configure("convert", "heartbeat", "haresources", "--strict")

    assert (ran.status, codes(ran.err)) == (65, ["strict"])
    assert ran.err.endswith("\nnothing was added\n")
    assert not crm.cib.exists()


def test_what_came_to_nothing_is_not_offered_as_best_effort(crm: Crm) -> None:
    (crm.folder / "no.xml").write_text("no XML\n")

    ran = crm.configure("convert", "cib", "no.xml")

    assert (ran.status, codes(ran.err)) == (65, ["not-repaired"])
    assert ran.err.endswith("\nnothing was added\n")


def test_ids_that_are_there_are_all_told_and_nothing_is_added(crm: Crm) -> None:
    crm.given("primitive apache2 Dummy\nprimitive ip_192_0_2_7 Dummy")
    before = crm.cib.read_bytes()

    ran = crm.configure("convert", "heartbeat", "haresources")

    assert (ran.status, codes(ran.err)) == (108, ["duplicate-id"] * 2)
    places = [line.split(" ")[0] for line in ran.err.splitlines() if " error: " in line]
    assert places == ["haresources:1:7:", "haresources:1:25:"]
    assert crm.cib.read_bytes() == before


def test_options_that_are_set_are_left_alone_and_that_is_said(crm: Crm) -> None:
    crm.given("property stonith-enabled=true\nprimitive f stonith:fence_dummy")

    ran = crm.configure("convert", "cib", "old.xml")

    shown = crm.configure("show", "type:property").out
    assert ran.status == 0
    assert "[kept-setting]" in ran.err
    assert "stonith-enabled=true" in shown
    assert "symmetric-cluster=false" in shown


def test_a_later_error_names_the_place_in_the_old_file(crm: Crm) -> None:
    ran = crm.batch("convert heartbeat haresources\nset apache2.class ocf\nverify\n")

    places = [line.split(" ")[0] for line in ran.err.splitlines() if " error: " in line]
    assert places[:1] == ["haresources:1:1:"]


@pytest.mark.parametrize(
    "words", ["-o out", "--to xml", "--schema pacemaker-3.9", "--annotate", "--json", "--install"]
)
def test_options_about_files_have_no_place_here(words: str, crm: Crm) -> None:
    ran = crm.configure("convert", "heartbeat", "haresources", *words.split())

    assert (ran.status, codes(ran.err)) == (64, ["usage"])
    assert not crm.cib.exists()


def test_a_corosync_conf_is_nothing_for_the_working_copy(crm: Crm) -> None:
    (crm.folder / "c.conf").write_text("totem {\n  version: 2\n}\n")

    ran = crm.configure("convert", "corosync", "c.conf")

    assert (ran.status, codes(ran.err)) == (64, ["usage"])
