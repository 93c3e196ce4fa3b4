"""Whether Pacemaker's scheduler does with the result what heartbeat did."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from convert.ha_cf.goldens import of
from crmsh_py import xmltree
from crmsh_py.convert.conversion import Conversion
from crmsh_py.convert.heartbeat.choices import Choices

SIMULATE = shutil.which("crm_simulate", path="/usr/sbin:/usr/bin")
BASE = "bcast e\nnode a b\nping r1 r2\n"
IPFAIL = "respawn hacluster /usr/lib/heartbeat/ipfail\n"
KEY = "1:1:0:90909090-9090-9090-9090-909090909090"
RUNNING = f"""\
<lrm_resource id="ip_10_0_0_9" class="ocf" provider="heartbeat" type="IPaddr2">
  <lrm_rsc_op id="last" operation="start" interval="0" rc-code="0" op-status="0" call-id="1"
    transition-key="{KEY}" transition-magic="0:0;{KEY}" operation_key="ip_10_0_0_9_start_0"
    crm_feature_set="3.16.1"/>
</lrm_resource>"""

pytestmark = pytest.mark.skipif(SIMULATE is None, reason="Pacemaker is not installed")


def where(conversion: Conversion, folder: Path, reached: tuple[int, int]) -> str:
    """Return where the address goes that runs on a, if nodes reach so much (`pingd`)."""
    assert conversion.cib is not None
    text = xmltree.to_bytes(conversion.cib.root).decode()
    nodes = "".join(f'<node id="{at}" uname="{name}"/>' for at, name in enumerate("ab", 1))
    states = "".join(
        f'<node_state id="{at}" uname="{name}" in_ccm="true" crmd="online" join="member"'
        f' expected="member"><transient_attributes id="{at}"><instance_attributes id="s{at}">'
        f'<nvpair id="p{at}" name="pingd" value="{value}"/></instance_attributes>'
        f'</transient_attributes><lrm id="{at}"><lrm_resources>'
        f"{RUNNING if at == 1 else ''}</lrm_resources></lrm></node_state>"
        for at, (name, value) in enumerate(zip("ab", reached, strict=True), 1)
    )
    text = text.replace("<nodes/>", f"<nodes>{nodes}</nodes>")
    text = text.replace("<status/>", f"<status>{states}</status>")
    file = folder / "cib.xml"
    file.write_text(text.replace("<cib ", '<cib have-quorum="1" ', 1), encoding="utf-8")
    command = [str(SIMULATE), "-x", str(file), "-S"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    found = re.findall(r"ip_10_0_0_9\s.*?(?:Started (\w+)|(Stopped))", done.stdout)
    return "".join(found[-1])


@pytest.mark.parametrize(
    ("failback", "reached", "expected"),
    [
        ("on", (2, 2), "a"),
        ("on", (1, 2), "b"),
        ("on", (0, 1), "b"),
        ("on", (2, 1), "a"),
        ("off", (2, 2), "a"),
        ("off", (1, 2), "a"),
        ("off", (0, 1), "b"),
    ],
)
def test_resources_go_where_more_ping_nodes_are_reached(
    tmp_path: Path, failback: str, reached: tuple[int, int], expected: str
) -> None:
    conversion = of(f"{BASE}auto_failback {failback}\n{IPFAIL}", "a 10.0.0.9/24\n")

    weights = (1000 * reached[0], 1000 * reached[1])
    assert where(conversion, tmp_path, weights) == expected


def test_a_weight_that_is_told_to_be_too_small_is_so(tmp_path: Path) -> None:
    text = f"{BASE}auto_failback on\nrespawn h /usr/lib/heartbeat/pingd -m 100\n"

    light = of(text, "a 10.0.0.9/24\n")
    banned = of(text, "a 10.0.0.9/24\n", None, Choices(ping_ban=True))

    assert where(light, tmp_path, (0, 100)) == "a"
    assert where(banned, tmp_path, (0, 100)) == "b"


@pytest.mark.parametrize(("failback", "expected"), [("on", "b"), ("off", "a")])
def test_resources_go_back_to_their_node_or_stay(
    tmp_path: Path, failback: str, expected: str
) -> None:
    conversion = of(f"bcast e\nnode a b\nauto_failback {failback}\n", "b 10.0.0.9/24\n")

    assert where(conversion, tmp_path, (0, 0)) == expected
