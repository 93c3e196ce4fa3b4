"""Completion of fencing levels, roles and users."""

import pytest

from crmsh_py import xmltree
from crmsh_py.model.cib import Cib
from crmsh_py.shell.completion import complete

CIB = """\
<cib><configuration><crm_config/>
<nodes><node id="1" uname="node1"/><node id="2" uname="node2"/></nodes>
<resources>
 <template id="fencer" class="stonith" type="fence_x"/>
 <primitive id="st1" class="stonith" type="fence_x"/>
 <primitive id="st2" template="fencer"/>
 <primitive id="vip" class="ocf" provider="heartbeat" type="IPaddr2"/>
</resources>
<constraints/>
<acls><acl_role id="reader"/><acl_role id="writer"/><acl_target id="joe"/></acls>
</configuration></cib>
"""
SHORTCUTS = ["meta:", "params:", "utilization:", "location:", "property", "nodeattr", "nodeutil"]


def offered(text: str) -> list[str]:
    return complete(text, ("configure",), lambda: Cib(xmltree.parse(CIB, "test")))[1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "fencing_topology ",
            ["node1:", "node2:", "attr:", "pattern:", "index=", "$id=", "st1", "st2"],
        ),
        ("fencing_topology node1: ", ["index=", "$id=", "st1", "st2"]),
        ("fencing_topology node1: st1,", ["st1,st2"]),
        ("fencing_topology node1: st2 nod", ["node1:", "node2:"]),
        ("role x read ", ["$id=", "description=", "xpath:", "ref:", "type:", "attr:", *SHORTCUTS]),
        ("role x read ref:", ["ref:fencer", "ref:st1", "ref:st2", "ref:vip"]),
        ("role x read META:v", ["META:vip"]),
        ("role x read location:v", ["location:vip"]),
        ("role x read node:", ["node:node1", "node:node2"]),
        ("role x read cib d", ["deny"]),
        ("acl_target ", []),
        ("acl_target joe ", ["name=", "reader", "writer"]),
        ("acl_group ops re", ["reader"]),
        ("user joe ", ["role:", "read", "write", "deny"]),
        ("user joe role:w", ["role:writer"]),
    ],
)
def test_words_of_access(text: str, words: list[str]) -> None:
    assert offered(text)[: len(words)] == words
