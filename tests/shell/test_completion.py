"""Completion as a pure function: what may stand at the end of a text."""

from pathlib import Path

import pytest
from crm_runner import SCENARIO
from hypothesis import given
from hypothesis import strategies as st

from crmsh_py import xmltree
from crmsh_py.commands import levels
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar.kinds import Kind
from crmsh_py.model.cib import Cib
from crmsh_py.shell.completion import complete, expectations

CONFIGURE = ("configure",)
CIB = """\
<cib><configuration><crm_config/>
<nodes><node id="1" uname="node1"/><node id="2" uname="node2"/></nodes>
<resources>
 <template id="tmpl" class="ocf" provider="pacemaker" type="Dummy"/>
 <group id="web"><primitive id="vip" class="ocf" provider="heartbeat" type="IPaddr2"/></group>
 <primitive id="www" class="ocf" provider="heartbeat" type="apache"/>
 <clone id="pings"><primitive id="ping" class="ocf" provider="pacemaker" type="ping"/></clone>
</resources>
<constraints><rsc_location id="where" rsc="www" score="1" node="node1"/></constraints>
</configuration></cib>
"""
TOP = ["configure", "cib", "node", "resource", "maintenance", "cluster", "corosync"]
TOP += ["ra", "convert"]
EVERYWHERE = ["?", "bye", "cd", "exit", "help", "ls", "quit"]
LOOKING = ["explain", "fmt", "lint", "status", "verify", "wait", "why"]


def cib() -> Cib:
    return Cib(xmltree.parse(CIB, "test"))


def offered(text: str, path: tuple[str, ...] = CONFIGURE) -> list[str]:
    return complete(text, path, cib)[1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", [*TOP, *sorted([*EVERYWHERE, *LOOKING])]),
        ("conf", ["configure"]),
        ("configure sh", ["show"]),
        ("cd ", ["..", "/", *TOP]),
        ("explain no-val", ["no-value"]),
        ("verify --deny ", ["warnings"]),
        ("verify --allow no-val", ["no-value"]),
        ("nosuch ", []),
        ("configure", []),
        ("convert h", ["heartbeat", "help"]),
        ("convert heartbeat --ha", ["--ha-cf"]),
        ("convert rhcs cluster.conf --q", ["--qnetd", "--qdisk"]),
        ("convert rhcs cluster.conf --qdisk ", ["device", "sbd"]),
        ("convert cib x --to c", ["crm", "corosync"]),
        ("convert cib x --schema pacemaker-3.1", ["pacemaker-3.10"]),
        ("configure convert m", ["mon"]),
    ],
)
def test_words_at_the_top(text: str, words: list[str]) -> None:
    assert offered(text, ()) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("prim", ["primitive"]),
        ("PRIM", ["primitive"]),
        ("col", ["collocation", "colocation"]),
        ("delete w", ["web", "www", "where"]),
        ("delete www --c", ["--cascade"]),
        ("rename ", ["node1", "node2", "tmpl", "vip", "web", "www", "ping", "pings", "where"]),
        ("show type:g", ["type:group"]),
        ("show ch", ["changed"]),
        ("show xml v", ["vip"]),
        ("modgroup ", ["web"]),
        ("modgroup web ", ["add", "remove"]),
        ("modgroup web add ", ["vip", "www", "ping"]),
        ("modgroup web add www ", ["after", "before"]),
        ("group g ", ["www"]),
        ("clone c ", ["web", "www"]),
        ("location l w", ["web", "www"]),
        ("location l www 100: ", ["node1", "node2"]),
        ("order o Mandatory: p", ["ping", "pings"]),
        ("monitor ", ["vip", "www", "ping"]),
        ("bundle b docker im", ["image="]),
        ("bundle b docker image=x network p", ["port-mapping", "params", "primitive"]),
        ("bundle b docker image=x primitive ", ["www"]),
        ("alert a /p select n", ["nodes"]),
        ("alert a /p to /a a", ["attributes"]),
        ("load h", ["haresources"]),
        ("load xml re", ["replace"]),
        ("modgroup web add www after ", ["vip", "www", "ping"]),
        (
            "commit ",
            ["force", "--wait", "--stop", "--mine", "--theirs", "--allow", "--deny", "replace"],
        ),
        ("erase ", ["nodes"]),
        ("help unknown-c", ["unknown-command"]),
        ("help modg", ["modgroup"]),
        ("primitive p Dummy par", ["params"]),
        ("primitive p Dummy op mo", ["monitor"]),
        ("primitive p @", ["@tmpl"]),
        ("primitive ", []),
        ("set www.cl", ["www.class"]),
        ("set www.class ", []),
        ("set www.class=lsb www.cl", ["www.class"]),
        ("set www.class lsb www.cl", ["www.class"]),
        ("template apply virtual-ip ip=1 n", ["nic="]),
        ("template show mine n", []),
        ("nosuch ", []),
        ("up ", []),
    ],
)
def test_ids_by_the_role_of_their_place(text: str, words: list[str]) -> None:
    found = offered(text)

    assert [
        word for word in found if not word.startswith(("[", "(", "{", "/", "$", "rule"))
    ] == words


def test_files_are_offered_where_one_is_expected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cluster.crm").touch()
    (tmp_path / "clusters").mkdir()
    (tmp_path / "clusters/one.crm").touch()
    monkeypatch.chdir(tmp_path)

    assert offered("load update cl") == ["cluster.crm", "clusters/"]
    assert offered("save xml clusters/") == ["clusters/one.crm"]
    assert offered("alert a clus") == ["cluster.crm", "clusters/"]
    assert offered("load update nosuch/") == []


def test_continuation_lines_belong_to_their_statement() -> None:
    assert offered("primitive p Dummy \\\n  par") == ["params"]


def test_what_is_expected_needs_no_configuration() -> None:
    found = expectations("location l ", CONFIGURE)

    assert Kind.RESOURCE in {one.kind for one in found.items}


def test_a_configuration_that_cannot_be_read_has_no_words_to_offer() -> None:
    def unreadable() -> Cib:
        raise CrmError(Diagnostic("no-such-file", "gone"))

    assert complete("delete ", CONFIGURE, unreadable) == ("", ["--cascade", "--stop"])


# ------------------------------------------------------------------ it never raises

VALID = [
    *(SCENARIO / "scenario.crm").read_text().splitlines(),
    "location l web rule -inf: #uname ne node1 and defined pingd or date gt 2026-01-01",
    "location l { a b } resource-discovery=never inf: node1",
    "order o Mandatory: ( a b:promote ) c symmetrical=false",
    "colocation c inf: [ a b:Promoted ] ( c d ) node-attribute=rack",
    "node $id=1 node1: attributes rack=r1 utilization cpu=4",
    "primitive p ocf:heartbeat:IPaddr2 params 2: rule #uname eq a ip=1 op monitor interval=10s",
    "clone c web meta interleave=true",
    "tag t web where",
    "property $id=x a=b",
    "xml '<primitive id=\"x\"/>'",
    "load xml update x",
    "save xml type:primitive web -",
    "modgroup web add www after vip",
    "help configure primitive",
]


@pytest.mark.parametrize("statement", VALID)
def test_completing_any_beginning_of_a_command_never_raises(statement: str) -> None:
    for end in range(len(statement) + 1):
        for path in ((), CONFIGURE):
            word, found = complete(statement[:end], path, cib)
            assert all(one.lower().startswith(word.lower()) for one in found)


@given(
    st.lists(
        st.sampled_from(
            [*levels.load("configure").commands, "web", "inf:", "rule", "(", "{", "params", "a=",
             '"', "'", "\\", "\\\n", "#uname", "eq", "op", "$id=", ":", "@", "/", "--", "type:"]
        )
        | st.text(max_size=4),
        max_size=8,
    ),
    st.sampled_from(["", " "]),
)  # fmt: skip
def test_completing_any_text_never_raises(words: list[str], end: str) -> None:
    complete(" ".join(words) + end, CONFIGURE, cib)
