"""What is offered inside of statements: ids by the role of their place, words of the language."""

import pytest

from assist.knowing import knowledge_of, words

KNOWN = knowledge_of(
    """\
<crm_config/>
<nodes>
 <node id="1" uname="node1"><instance_attributes id="n1">
  <nvpair id="n1-rack" name="rack" value="r1"/></instance_attributes></node>
 <node id="2" uname="node2"><instance_attributes id="n2">
  <nvpair id="n2-rack" name="rack" value="r 2"/></instance_attributes></node>
</nodes>
<resources>
 <template id="tmpl" class="stonith" type="fence_x"/>
 <group id="web"><primitive id="vip" class="ocf" provider="heartbeat" type="IPaddr2"/></group>
 <primitive id="www" class="ocf" provider="heartbeat" type="apache"/>
 <primitive id="st1" class="stonith" type="fence_x"/>
 <primitive id="st2" template="tmpl"/>
 <clone id="dbs"><primitive id="db" class="ocf" provider="linbit" type="drbd"/>
  <meta_attributes id="m"><nvpair id="m-p" name="promotable" value="true"/></meta_attributes>
 </clone>
</resources>
<constraints>
 <rsc_location id="where" rsc="www" score="-INFINITY" node="node1"/>
 <rsc_ticket id="tick" rsc="www" ticket="site A"/>
</constraints>
<acls><acl_role id="reader"/><acl_role id="writer"/><acl_target id="joe"/></acls>"""
)
ROLES = ["Stopped", "Started", "Promoted", "Unpromoted", "Master", "Slave"]
FREE = ["web", "www", "st1", "st2", "dbs"]
RESOURCES = ["vip", "web", "www", "st1", "st2", "db", "dbs"]
SHORTCUTS = ["meta:", "params:", "utilization:", "location:", "property", "nodeattr", "nodeutil"]


def plain(text: str) -> list[str]:
    """Return the words that are offered, but for brackets, ids of parts and remarks."""
    found = words(text, KNOWN)
    return [one for one in found if one not in {"(", "[", "{", "description="} and one[0] != "$"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("primitive ", []),
        ("group g ", ["www", "st1", "st2"]),
        ("group g www ", ["st1", "st2", "params", "meta"]),
        ("clone c ", ["web", "www", "st1", "st2"]),
        ("ms c w", ["web", "www"]),
        ("bundle b docker image=x primitive ", ["www", "st1", "st2"]),
        ("monitor ", ["vip", "www", "st1", "st2", "db"]),
        ("monitor www:", ["www:Stopped", "www:Started"]),
        ("monitor db:pro", ["db:Promoted"]),
        ("location l www 100: ", ["node1", "node2"]),
        ("location l { www d", ["db", "dbs"]),
        ("location l { www }", ["}"]),
        ("colocation c inf: www d", ["db", "dbs"]),
        ("colocation c inf: dbs:", [f"dbs:{role}" for role in ROLES]),
        ("order o www:", ["www:start", "www:stop"]),
        ("order o dbs:p", ["dbs:promote"]),
        ("order o Mandatory: ( www w", ["web"]),
        ("rsc_ticket t ", ['"site A:"']),
        ("tag t www w", ["web", "where", "writer"]),
        ("tag t www r", ["reader"]),
        ("node ", ["node1", "node2"]),
        ("node node3:", ["node3:member", "node3:remote", "node3:ping"]),
        ("fencing_topology ", ["node1:", "node2:", "attr:", "pattern:", "st1", "st2", "index="]),
        ("fencing_topology node1: ", ["st1", "st2", "index="]),
        ("fencing_topology node1: st1,", ["st1,st2"]),
        ("fencing_topology attr:", ["attr:rack="]),
        ("fencing_topology attr:rack=", ["attr:rack=r1", 'attr:rack="r 2"']),
        ("fencing_topology node1: st2 nod", ["node1:", "node2:"]),
        ("acl_target ", []),
        ("acl_target joe ", ["reader", "writer", "name="]),
        ("acl_target joe reader ", ["writer"]),
        ("user joe ", ["role:", "read", "write", "deny"]),
        ("user joe role:", ["role:reader", "role:writer"]),
        ("role x read ref:w", ["ref:web", "ref:www", "ref:where", "ref:writer"]),
        ("role x read META:v", ["META:vip"]),
        ("role x read meta:dbs:", ["meta:dbs:promotable"]),
        ("role x read location:v", ["location:vip"]),
        ("role x read node:", ["node:node1", "node:node2"]),
        ("role x read type:rsc_l", ["type:rsc_location"]),
        ("role x read cib d", ["deny"]),
    ],
)
def test_ids_by_the_role_of_their_place(text: str, found: list[str]) -> None:
    typed = text.rpartition(" ")[2].lower()

    assert [one for one in plain(text) if one.lower().startswith(typed)] == found


def test_words_of_rights_are_all_offered() -> None:
    found = plain("role x read ")

    assert found[:4] == ["xpath:", "ref:", "type:", "attr:"]
    assert found[4 : 4 + len(SHORTCUTS)] == SHORTCUTS


# ------------------------------------------------------------------ words of the language


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("primitive p Dummy ", ["params", "meta", "utilization", "operations", "op"]),
        ("primitive p Dummy par", ["params"]),
        ("primitive p @", ["@tmpl"]),
        ("order o M", ["Mandatory:"]),
        ("order o ( www web )", [")"]),
        ("order o a b s", ["st1", "st2", "symmetrical=", "sequential=", "score="]),
        ("order o a b symmetrical=", ["symmetrical=true", "symmetrical=false"]),
        ("location l www inf: node1 role=P", ["role=Promoted"]),
        ("location l www role=Started ro", []),
        ("location l www role=Started rule ro", ["role="]),
        ("colocation c inf: a b node-attribute=ra", ["node-attribute=rack"]),
        ("colocation c inf: a b influence=", ["influence=true", "influence=false"]),
        ("order o ( a b score=", ["score=inf", "score=-inf"]),
        ("rsc_defaults x: rule rsc class=oc", ["class=ocf"]),
        ("rsc_defaults x: rule rsc provider=", ["provider=heartbeat", "provider=linbit"]),
        ("rsc_defaults x: rule rsc type=IP", ["type=IPaddr2"]),
        ("rsc_ticket t T: www loss-policy=f", ["loss-policy=fence", "loss-policy=freeze"]),
        ("alert a /p select n", ["nodes"]),
        ("alert a /p to /a a", ["attributes"]),
        ("alert a /p select attributes { r", ["rack", "resource-discovery-enabled"]),
        ("bundle b docker im", ["image="]),
        ("bundle b docker image=x network p", ["port-mapping", "params", "primitive"]),
    ],
)
def test_words_of_the_language(text: str, found: list[str]) -> None:
    typed = text.rpartition(" ")[2]

    offered = [one for one in plain(text) if one.startswith(typed)]

    assert offered == found


def test_scores_are_the_usual_ones_and_those_in_use() -> None:
    found = words("location l www ", KNOWN)

    assert found[:5] == ["inf:", "-inf:", "0:", "100:", "rule"]
    assert words("location l www rule ", KNOWN)[:2] == ["inf:", "-inf:"]


# ------------------------------------------------------------------ rules


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("location l www rule #u", ["#uname"]),
        ("location l www rule ra", ["rack"]),
        ("location l www rule de", ["defined"]),
        ("location l www rule #uname l", ["lt", "lte"]),
        ("location l www rule rack str", ["string:"]),
        ("location l www rule rack string:e", ["string:eq"]),
        ("location l www rule #uname eq ", ["node1", "node2"]),
        ("location l www rule #kind eq ", ["cluster", "remote", "container"]),
        ("location l www rule rack eq ", ["r1", '"r 2"']),
        ("location l www rule #uname eq node1 ", ["and", "or", "rule", "lifetime"]),
        ("location l www rule ( #uname eq node1 ", [")", "and", "or"]),
        ("location l www rule score-attribute=ra", ["score-attribute=rack"]),
        ("location l www rule date ", ["lt", "gt", "in", "spec"]),
        ("location l www rule date spec ho", ["hours="]),
        ("location l www rule date spec hours=", ["hours=9-16"]),
    ],
)
def test_words_of_rules(text: str, found: list[str]) -> None:
    typed = text.rpartition(" ")[2]

    offered = [one for one in plain(text) if one.startswith(typed)]

    assert sorted(offered) == sorted(found)
