"""What Pacemaker would do with the results: each line runs on the node that it prefers."""

import re
import subprocess
from pathlib import Path
from shutil import which
from xml.etree import ElementTree as ET

import pytest

from convert.heartbeat.goldens import CASES, CORPUS, choices_of, convert_folder
from crmsh_py import xmltree

FOLDERS = sorted(
    file.parent for file in (*CASES.glob("*/haresources"), *CORPUS.glob("*/haresources"))
)
STATE = (
    '<node_state id="{id}" uname="{name}" in_ccm="true" crmd="online" join="member"'
    ' expected="member"><transient_attributes id="{id}"><instance_attributes id="status-{id}">'
    "{attributes}</instance_attributes></transient_attributes></node_state>"
)


def add_nodes(cib: ET.Element) -> None:
    """Add to a CIB the nodes that its constraints name and another one, all of them online."""
    named = {one.get("node") for one in cib.iter("rsc_location")}
    names = sorted({name for name in named if name} | {"another"})
    drbds = [one.get("id") for one in cib.iter("primitive") if one.get("type") == "drbd"]
    values = {"pingd": "1000", **{f"master-{drbd}": "10000" for drbd in drbds}}
    nodes, status = cib.find("configuration/nodes"), cib.find("status")
    assert nodes is not None
    assert status is not None
    cib.set("have-quorum", "1")
    for number, name in enumerate(names, 1):
        ET.SubElement(nodes, "node", id=str(number), uname=name)
        pairs = "".join(
            f'<nvpair id="status-{number}-{key}" name="{key}" value="{value}"/>'
            for key, value in values.items()
        )
        state = STATE.format(id=number, name=name, attributes=pairs)
        status.append(ET.fromstring(state))


def placed(cib: ET.Element, file: Path) -> dict[str, set[tuple[str, str]]]:
    """Return where each resource runs, and in which role, once the cluster is done."""
    file.write_bytes(ET.tostring(cib))
    command: list[str | Path] = ["crm_simulate", "-x", file, "-S", "--output-as=xml"]
    done = subprocess.run(command, capture_output=True, check=True)
    revised = ET.fromstring(done.stdout).find("revised_cluster_status")
    assert revised is not None
    found: dict[str, set[tuple[str, str]]] = {}
    for resource in revised.iter("resource"):
        at = {(node.get("name", ""), resource.get("role", "")) for node in resource.iter("node")}
        id_ = re.sub(r":\d+$", "", resource.get("id", ""))
        found.setdefault(id_, set()).update(at)
    return found


def preferred(cib: ET.Element) -> dict[str, tuple[str, str]]:
    """Return where each primitive of a line is to run, and in which role."""
    wanted = {}
    for constraint in cib.iter("rsc_location"):
        if constraint.get("score") != "100":
            continue
        for top in cib.iterfind("configuration/resources/*"):
            if top.get("id") == constraint.get("rsc"):
                role = constraint.get("role", "Started")
                members = [one.get("id", "") for one in top.iter("primitive")]
                wanted.update(dict.fromkeys(members, (constraint.get("node", ""), role)))
    return wanted


@pytest.mark.skipif(which("crm_simulate") is None, reason="crm_simulate is not installed")
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_each_line_runs_where_it_prefers_to(folder: Path, tmp_path: Path) -> None:
    conversion = convert_folder(folder, choices_of(folder))
    assert conversion.cib is not None
    cib = ET.fromstring(xmltree.to_bytes(conversion.cib.root))
    add_nodes(cib)

    found = placed(cib, tmp_path / "cib.xml")

    missing = {id_: at for id_, at in preferred(cib).items() if at not in found.get(id_, set())}
    assert missing == {}
