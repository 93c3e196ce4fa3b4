"""A configuration with something of everything, for the completion of commands."""

from pathlib import Path

from crmsh_py import xmltree
from crmsh_py.agents.library import open_catalogue
from crmsh_py.assist.knowledge import Knowledge
from crmsh_py.assist.memory import Memory
from crmsh_py.model.cib import Cib

RICH = """\
<cib validate-with="pacemaker-3.9"><configuration>
<crm_config><cluster_property_set id="cib-bootstrap-options">
 <nvpair id="o1" name="no-quorum-policy" value="stop"/></cluster_property_set></crm_config>
<nodes><node id="1" uname="node1"><instance_attributes id="n1a">
  <nvpair id="n1a1" name="rack" value="7"/><nvpair id="n1a2" name="standby" value="on"/>
 </instance_attributes><utilization id="n1u"><nvpair id="n1u1" name="memory" value="4096"/>
 </utilization></node><node id="2" uname="node2"/></nodes>
<resources>
 <template id="tmpl" class="ocf" provider="pacemaker" type="Dummy"/>
 <group id="web"><primitive id="vip" class="ocf" provider="heartbeat" type="IPaddr2">
  <instance_attributes id="vip-p"><nvpair id="vip-ip" name="ip" value="10.0.0.1"/>
  </instance_attributes><operations><op id="vip-m" name="monitor" interval="10s" timeout="20s"/>
  </operations><meta_attributes id="vip-meta">
  <nvpair id="vip-tr" name="target-role" value="Stopped"/></meta_attributes>
  <utilization id="vip-u"><nvpair id="vip-u1" name="memory" value="1"/></utilization>
 </primitive></group>
 <primitive id="www" class="ocf" provider="heartbeat" type="apache"/>
 <primitive id="db" class="ocf" provider="heartbeat" type="mysql"><instance_attributes id="db-p">
  <nvpair id="db-pw" name="test_passwd" value="geheim"/></instance_attributes></primitive>
 <clone id="pings"><meta_attributes id="pings-m">
  <nvpair id="pings-m1" name="promotable" value="true"/></meta_attributes>
  <primitive id="ping" class="ocf" provider="pacemaker" type="ping"/></clone>
 <primitive id="far" class="ocf" provider="pacemaker" type="remote"/>
</resources>
<constraints><rsc_location id="where" rsc="www" score="100" node="node1"/>
 <rsc_order id="after" first="web" then="www" kind="Optional"/>
 <rsc_colocation id="with" rsc="web" with-rsc="www" score="INFINITY"/>
 <rsc_location id="rules" rsc="www"><rule id="r" score="1"><expression id="e"
  attribute="rack" operation="eq" value="7"/></rule></rsc_location>
 <rsc_ticket id="tick" rsc="www" ticket="T1"/></constraints>
<tags><tag id="mine"><obj_ref id="www"/></tag></tags>
</configuration></cib>
"""
COROSYNC = """\
totem {
  version: 2
  token: 3000
  key: geheim
}
nodelist {
  node {
    name: node1
    nodeid: 1
    ring0_addr: 10.0.0.1
  }
  node {
    name: node3
    nodeid: 3
    ring0_addr: 10.0.0.3
  }
}
"""
_CIB = Cib(xmltree.parse(RICH, "test"))
_LIBRARY = open_catalogue()
_MEMORY = Memory()


def rich_knowledge(folder: Path | None, path: tuple[str, ...] = ()) -> Knowledge:
    """Return knowledge of the configuration above; with a folder, of files in it too."""
    if folder is not None:
        (folder / "shadows").mkdir(exist_ok=True)
        (folder / "shadows" / "shadow.test").touch()
        (folder / "corosync.conf").write_text(COROSYNC)
    return Knowledge(
        path=path,
        cib=lambda: _CIB,
        library=lambda: _LIBRARY,
        shadows=None if folder is None else folder / "shadows",
        corosync=None if folder is None else folder / "corosync.conf",
        memory=_MEMORY,
    )
