"""Fail counts, as the status section holds them."""

from crmsh_py import xmltree
from crmsh_py.pacemaker.fail_counts import OperationFailures, attribute_name, parse_fail_counts

STATUS = """\
<status>
  <node_state id="1" uname="node1">
    <transient_attributes id="1"><instance_attributes id="status-1">
      <nvpair id="s1" name="last-failure-vip#monitor_10000" value="1795265783"/>
      <nvpair id="s2" name="fail-count-vip#monitor_10000" value="2"/>
      <nvpair id="s3" name="fail-count-my#vip:0#start_0" value="INFINITY"/>
      <nvpair id="s4" name="fail-count-db#stop_0" value="0"/>
      <nvpair id="s5" name="fail-count-old" value="7"/>
      <nvpair id="s6" name="master-db" value="10"/>
    </instance_attributes></transient_attributes>
  </node_state>
  <node_state id="remote1" remote_node="true"/>
</status>
"""


def test_fail_counts_are_read_by_operation_and_node() -> None:
    found = list(parse_fail_counts(xmltree.parse(STATUS, "status")))

    assert found == [
        OperationFailures("vip", "node1", "monitor", "10000", "2", "1795265783"),
        OperationFailures("my#vip:0", "node1", "start", "0", "INFINITY"),
    ]


def test_when_it_failed_last_is_told_if_that_is_known() -> None:
    known, unknown = parse_fail_counts(xmltree.parse(STATUS, "status"))

    assert len(known.when) == len("2026-11-21 12:56:23")
    assert known.when.startswith("2026-11-2")
    assert unknown.when == ""


def test_the_name_that_is_written_is_the_name_that_is_read() -> None:
    name = attribute_name("vip", "monitor", "10000")
    status = xmltree.parse(STATUS.replace("fail-count-old", name), "status")

    assert OperationFailures("vip", "node1", "monitor", "10000", "7", "1795265783") in list(
        parse_fail_counts(status)
    )
