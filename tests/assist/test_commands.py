"""What is offered to who types a command that is no statement."""

from dataclasses import replace
from pathlib import Path

import pytest

from assist.knowing import candidate, words
from assist.rich import rich_knowledge
from crmsh_py.assist.completion.completing import complete
from crmsh_py.assist.completion.offers import Candidate
from crmsh_py.assist.knowledge import Knowledge
from crmsh_py.preferences.preference import Origin
from crmsh_py.preferences.preferences import Preferences, Said

EXACT = Preferences({"prompt.fuzzy": Said(value=False, origin=Origin.OPTION)})
LIFETIMES = ["PT10M", "PT1H", "PT8H", "P1D", "P1W"]
RESOURCES = ["vip", "web", "www", "db", "ping", "pings", "far"]


@pytest.fixture(name="known")
def known_fixture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Knowledge:
    monkeypatch.chdir(tmp_path)
    return replace(rich_knowledge(tmp_path), preferences=EXACT)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("resource stop ", [*RESOURCES, "--wait"]),
        ("resource stop web ", [one for one in [*RESOURCES, "--wait"] if one != "web"]),
        ("resource promote ", ["pings", "--wait"]),
        ("resource move vip node1 ", [*LIFETIMES, "--keep", "force", "--timeout"]),
        ("resource move vip n", ["node1", "node2"]),
        ("resource move vip --timeout ", ["60", "5min", "1h"]),
        ("resource move vip node1 PT", ["PT10M", "PT1H", "PT8H"]),
        ("resource param vip ", ["set", "delete", "show", "--show-secrets"]),
        ("resource param vip set ip", ["ip="]),
        ("resource param vip set nic=eth0 ni", []),
        ("resource param vip set lvs_support ", ["true", "false", "--show-secrets"]),
        ("resource param vip set lvs_support=", ["lvs_support=true", "lvs_support=false"]),
        ("resource param vip set ip=", ["ip=10.0.0.1"]),
        ("resource param vip delete ", ["ip", "--show-secrets"]),
        ("resource param vip s", ["set", "show"]),
        ("resource param nosuch set ", ["--show-secrets"]),
        ("resource meta web set target-role S", ["Started", "Stopped"]),
        ("resource utilization vip set mem", ["memory="]),
        ("resource secret db set test_p", ["test_passwd"]),
        ("resource failcount vip set n", ["node1", "node2"]),
        ("resource failcount vip set node1 ", ["INFINITY", "0"]),
        ("resource failcount vip set node1 0 mon", ["monitor"]),
        ("resource failcount vip show ", ["node1", "node2", "far"]),
        ("resource trace vip mon", ["monitor"]),
        ("resource trace vip monitor ", ["10s"]),
        ("node standby node1 ", ["node2", "far", "reboot", "forever", "--all", "--wait"]),
        ("node attribute node1 delete ", ["rack", "standby", "--show-secrets"]),
        ("node attribute node1 set sta", ["standby="]),
        ("node attribute node1 set standby ", ["on", "true", "false", "--show-secrets"]),
        ("node utilization node1 show ", ["memory", "--show-secrets"]),
        ("wait ", ["60", "5min", "1h", *RESOURCES]),
        ("why v", ["vip"]),
    ],
)
def test_resources_and_nodes(line: str, expected: list[str], known: Knowledge) -> None:
    assert words(line, known) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("show ty", ["type:"]),
        ("show type:p", ["type:primitive", "type:property"]),
        ("show tag:", ["tag:mine"]),
        ("show related:w", ["related:web", "related:www", "related:where", "related:with"]),
        (
            "show agent:ocf:pa",
            ["agent:ocf:pacemaker:Dummy", "agent:ocf:pacemaker:ping", "agent:ocf:pacemaker:remote"],
        ),
        ("show ch", ["changed"]),
        ("show --format=j", ["--format=json"]),
        ("show --format j", ["json"]),
        ("save vip www v", []),
        ("delete vi", ["vip"]),
        ("modgroup ", ["web"]),
        ("modgroup web add www ", ["after", "before"]),
        ("modgroup web add vi", []),
        ("modgroup web add ww", ["www"]),
        ("modgroup web remove vi", ["vip"]),
        ("modgroup web remove ww", []),
        ("modgroup web add www after v", ["vip"]),
        ("set vip.op[monitor].on", ["vip.op[monitor].on-fail"]),
        ("set vip.op[monitor].on-fail=b", ["vip.op[monitor].on-fail=block"]),
        ("set vip.op[monitor].on-fail b", ["block"]),
        ("copy vip vip2 op[monitor].on", ["op[monitor].on-fail="]),
        (
            "get vip.",
            [
                "vip.class",
                "vip.provider",
                "vip.type",
                "vip.ip",
                "vip.op[monitor].name",
                "vip.op[monitor].interval",
                "vip.op[monitor].timeout",
                "vip.target-role",
                "vip.memory",
            ],
        ),
        ("get vip.params", ["vip.params.ip"]),
        ("get prop", ["property."]),
        ("get property.", ["property.no-quorum-policy"]),
        ("set vip.params.lvs_s", ["vip.params.lvs_support"]),
        ("set vip.ip ", ["10.0.0.1"]),
        ("set vip.ip=", ["vip.ip=10.0.0.1"]),
        ("set vip.lvs_support=", ["vip.lvs_support=true", "vip.lvs_support=false"]),
        ("set vip.target-role St", ["Stopped", "Started"]),
        ("set where.node ", ["node1", "node2", "far"]),
        ("set with.score ", ["INFINITY", "-INFINITY"]),
        (
            "set property.no-quorum-policy=f",
            ["property.no-quorum-policy=freeze", "property.no-quorum-policy=fence"],
        ),
        ("set vip.ip 10.0.0.2 vip.ty", ["vip.type"]),
        ("copy vip vip2 ip", ["ip="]),
        ("copy vip vip2 ip=", ["ip=10.0.0.1"]),
        ("copy vip ", []),
        ("filter sed s/a/b/ ", ["--"]),
        ("filter sed s/a/b/ -- ww", ["www"]),
        ("schema pacemaker-3.1", ["pacemaker-3.1", "pacemaker-3.10"]),
    ],
)
def test_configuration(line: str, expected: list[str], known: Knowledge) -> None:
    assert words(line, replace(known, path=("configure",))) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ra list ", ["ocf", "stonith"]),
        ("ra list ocf h", ["heartbeat"]),
        ("ra info ocf:hea", ["ocf:heartbeat:"]),
        ("ra info ocf:heartbeat:IPa", ["ocf:heartbeat:IPaddr", "ocf:heartbeat:IPaddr2"]),
        ("ra info IPad", ["IPaddr", "IPaddr2"]),
        ("ra info IPaddr2 cid", ["cidr_netmask"]),
        ("ra validate IPaddr2 ip=1 i", ["iflabel="]),
        ("ra validate IPaddr2 lvs_support=t", ["lvs_support=true"]),
        ("corosync get tot", ["totem.version", "totem.token", "totem.key", "totem"]),
        ("corosync set totem.tra", ["totem.transport"]),
        ("corosync set totem.transport ", ["knet", "udpu", "udp", "--file"]),
        ("corosync set totem.token ", ["3000", "--file"]),
        ("corosync set nodelist.node[node3].q", ["nodelist.node[node3].quorum_votes"]),
        (
            "corosync unset nodelist.node[node3].",
            [
                "nodelist.node[node3].name",
                "nodelist.node[node3].nodeid",
                "nodelist.node[node3].ring0_addr",
            ],
        ),
        ("corosync del-node node", ["node1", "node2", "node3"]),
        ("corosync get --file nosuch tot", []),
        ("cib use ", ["test", "live", "withstatus"]),
        ("cib cibstatus load sh", ["shadows/", "shadow:test"]),
        ("cib cibstatus ticket ", ["T1"]),
        ("configure template apply virtual-ip ip=1 n", ["nic="]),
        ("configure template apply virtual-ip id=", ["id=vip"]),
        ("configure template show nosuch ", []),
        (
            "cd ",
            [
                "..",
                "/",
                "configure",
                "cib",
                "node",
                "resource",
                "maintenance",
                "cluster",
                "corosync",
                "ra",
                "convert",
                "options",
            ],
        ),
        ("cd /configure/t", ["/configure/template"]),
        ("cd nosuch/", []),
        ("verify --allow no-value,no-monitor,no-va", []),
        ("verify --allow no-value,cascad", ["no-value,cascade"]),
        ("explain cascad", ["cascade"]),
        ("explain no-value,", []),
        ("help resource migr", ["migrate"]),
        ("resource migr", ["migrate"]),
        ("resource mig mov", []),
        ("completion in", ["install"]),
        ("completion install ", ["bash", "zsh", "fish", "--force"]),
        ("load ", []),
        ("convert heartbeat --to=c", ["--to=crm", "--to=corosync"]),
    ],
)
def test_everything_else(line: str, expected: list[str], known: Knowledge) -> None:
    assert words(line, known) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("resource stop vi", Candidate("vip", "ocf:heartbeat:IPaddr2 in web, to be stopped")),
        ("resource stop we", Candidate("web", "group of vip")),
        ("resource stop ping", Candidate("pings", "promotable clone of ping")),
        ("resource stop web --w", Candidate("--wait", "wait until the cluster has done it")),
        ("node standby ", Candidate("node1", "node, in standby")),
        ("node standby ", Candidate("far", "remote node")),
        ("configure delete wher", Candidate("where", "location of www on node1: 100")),
        ("configure delete rule", Candidate("rules", "location of www by a rule")),
        ("configure delete aft", Candidate("after", "web before www: Optional")),
        ("configure delete wit", Candidate("with", "web with www: INFINITY")),
        ("configure delete min", Candidate("mine", "tag of 1 object")),
        ("configure show type:pri", Candidate("type:primitive", "5 objects")),
        ("configure get vip.ip", Candidate("vip.ip", "now 10.0.0.1")),
        ("configure get db.test", Candidate("db.test_passwd", "now ******")),
        ("resource param db show test", Candidate("test_passwd", "now ******")),
        ("corosync get totem.k", Candidate("totem.key", "now ******")),
        (
            "corosync set totem.rrp_m",
            Candidate(
                "totem.rrp_mode",
                "'link_mode' and the knet transport take the place of redundant rings",
                deprecated=True,
            ),
        ),
        (
            "corosync set totem.transp",
            Candidate("totem.transport", "how nodes reach each other; knet|udpu|udp; default knet"),
        ),
        ("corosync set totem.transport k", Candidate("knet", "default")),
        ("ra info stoni", Candidate("stonith:", "fence devices: stonith:fence_...", whole=False)),
        (
            "explain cascad",
            Candidate("cascade", "What 'delete --cascade' would do beside deleting what was named"),
        ),
        (
            "configure template apply virtual",
            Candidate("virtual-ip", "an IP address that moves with the cluster"),
        ),
        ("resource migr", Candidate("migrate", "another word for 'move'")),
        ("cd /conf", Candidate("/configure", "write, check, review and commit the CIB")),
    ],
)
def test_each_word_comes_with_its_meaning(line: str, expected: Candidate, known: Knowledge) -> None:
    assert candidate(line, known, expected.word) == expected


def test_a_required_parameter_comes_first(known: Knowledge) -> None:
    first = complete("ra validate IPaddr2 ", known).candidates[0]

    assert (first.word, first.required, first.whole) == ("ip=", True, False)


# ------------------------------------------------------------------ files


@pytest.fixture(name="files")
def files_fixture(tmp_path: Path, known: Knowledge) -> Knowledge:
    for name in ("one.crm", "two words.crm", ".hidden", "it's"):
        (tmp_path / name).touch()
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "inside.crm").touch()
    return replace(known, path=("configure",))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("load xml one", ["one.crm"]),
        ("load xml fo", ["folder/"]),
        ("load xml folder/", ["folder/inside.crm"]),
        ("load xml two", ['"two words.crm"']),
        ('load xml "two', ['"two words.crm"']),
        ("load xml .h", [".hidden"]),
        ("load xml it", ['"it\'s"']),
        ("load xml ~/", []),
        ("load xml nosuch/", []),
        ("load xml \0", []),
        ("/convert cib x -o fo", ["folder/"]),
        ("/convert heartbeat h --stonith-file /a=one", ["/a=one.crm"]),
    ],
)
def test_files_are_quoted_where_they_need_it(
    line: str, expected: list[str], files: Knowledge
) -> None:
    assert words(line, files) == expected


def test_a_folder_goes_on(files: Knowledge) -> None:
    expected = Candidate("folder/", "folder", whole=False)

    assert candidate("load xml fol", files, "folder/") == expected


def test_hidden_files_are_for_who_types_their_dot(files: Knowledge) -> None:
    assert ".hidden" not in words("load xml ", files)


# ------------------------------------------------------------------ nothing to ask


@pytest.mark.parametrize(
    "line",
    [
        "resource stop ",
        "configure set ",
        "configure set a.b ",
        "configure copy a b ",
        "node list ",
        "resource param a set ",
        "ra info IPaddr2 ",
        "corosync get ",
        "cib use ",
        "ra list ",
    ],
)
def test_without_anything_to_ask_nothing_fails(line: str) -> None:
    complete(line, Knowledge())
