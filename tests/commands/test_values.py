"""`get`, `set` and `unset`: single values by their paths."""

import json
from pathlib import Path

import pytest
from crm_runner import Crm, Ran, codes

BASE = """\
node node1 attributes rack=a
primitive vip IPaddr2 params ip=10.0.0.1 nic=eth0 op monitor interval=10s timeout=20s
primitive db ocf:pacemaker:Stateful params password="a b" \
 op monitor interval=10s timeout=20s role=Promoted op monitor interval=11s timeout=30s
primitive www Dummy meta target-role=Started
primitive two Dummy params rule #uname eq node1 x=1 params y=2
group g1 vip www
location loc1 g1 100: node1
order order1 Mandatory: g1 db
property stonith-enabled=false
"""


@pytest.fixture
def crm(tmp_path: Path) -> Crm:
    crm = Crm(tmp_path)
    crm.given(BASE)
    return crm


def shown(crm: Crm, *names: str) -> str:
    return crm.configure("show", "--show-secrets", *names).out.replace(" \\\n\t", " ")


# ------------------------------------------------------------------ get


@pytest.mark.parametrize(
    ("words", "out"),
    [
        ("vip.ip", "10.0.0.1\n"),
        ("vip.params.ip", "10.0.0.1\n"),
        ("db.monitor.11s.timeout", "30s\n"),
        ("db.password", "******\n"),
        ("--show-secrets db.password", "a b\n"),
        (
            "node1.rack property.stonith-enabled",
            "node1.attributes.rack = a\ncib-bootstrap-options.stonith-enabled = false\n",
        ),
        ("loc1", "loc1.rsc = g1\nloc1.score = 100\nloc1.node = node1\n"),
        ("vip.params", "vip.params.ip = 10.0.0.1\nvip.params.nic = eth0\n"),
        (
            "db.op[*].timeout",
            (
                "db.op[monitor,role=Promoted].timeout = 20s\n"
                "db.op[monitor,interval=11s].timeout = 30s\n"
            ),
        ),
        ("*.target-role", "www.meta.target-role = Started\n"),
        ("db.pass*", "db.params.password = ******\n"),
    ],
)
def test_values_are_printed(crm: Crm, words: str, out: str) -> None:
    ran = crm.configure("get", *words.split())

    assert (ran.status, ran.out, ran.err) == (0, out, "")


def test_a_secret_is_masked_where_another_object_refers_to_it(crm: Crm) -> None:
    crm.given("primitive ref Dummy params @db-instance_attributes-password")

    assert crm.configure("get", "ref.password").out == "******\n"


def test_values_are_records_for_programs(crm: Crm) -> None:
    ran = crm("--json", "configure", "get", "vip.ip", "db.password")

    found = [json.loads(line) for line in ran.out.splitlines()]
    assert [(one["kind"], one["path"], one["value"]) for one in found] == [
        ("value", "vip.params.ip", "10.0.0.1"),
        ("value", "db.params.password", "******"),
    ]


@pytest.mark.parametrize(
    ("words", "code", "hint"),
    [
        ("vip.ipp", "no-such-value", "did you mean 'vip.params.ip'?"),
        ("vip.zzz", "no-such-value", "'get vip' lists what it has"),
        ("vip.zzz.ip", "no-such-value", "did you mean 'vip.params.ip'?"),
        ("op_defaults.timeout", "no-such-value", ""),
        ("vp.ip", "no-such-object", "did you mean 'vip'?"),
        (
            "db.op[monitor].timeout",
            "ambiguous-path",
            "say which: db.op[monitor,role=Promoted].timeout, db.op[monitor,interval=11s].timeout",
        ),
    ],
)
def test_a_path_to_nothing_is_told_with_what_comes_near(
    crm: Crm, words: str, code: str, hint: str
) -> None:
    ran = crm.configure("get", words)

    assert (ran.out, codes(ran.err)) == ("", [code])
    assert hint in ran.err


# ------------------------------------------------------------------ set


@pytest.mark.parametrize(
    ("words", "name", "text", "note"),
    [
        ("vip.ip 10.0.0.2", "vip", "params ip=10.0.0.2 nic=eth0", ""),
        ("vip.ip=10.0.0.2", "vip", "params ip=10.0.0.2 nic=eth0", ""),
        ("vip.params.mask 24", "vip", "nic=eth0 mask=24", "vip.params.mask is new\n"),
        ("vip.mask 24", "vip", "nic=eth0 mask=24", "vip.params.mask is new\n"),
        ("vip.mask --24", "vip", "nic=eth0 mask=--24", "vip.params.mask is new\n"),
        ("vip.priority 5", "vip", "meta priority=5", "vip.meta.priority is new\n"),
        ("vip.utilization.cpu 5", "vip", "utilization cpu=5", "vip.utilization.cpu is new\n"),
        (
            "g1.target-role Stopped",
            "g1",
            "meta target-role=Stopped",
            "g1.meta.target-role is new\n",
        ),
        ("g1.description x", "g1", "description=x", "g1.description is new\n"),
        ("node1.site b", "node1", "rack=a site=b", "node1.attributes.site is new\n"),
        ("db.monitor.11s.timeout 5s", "db", "op monitor interval=11s timeout=5s", ""),
        ("vip.monitor.interval 30s", "vip", "op monitor interval=30s timeout=20s", ""),
        (
            "vip.monitor.OCF_CHECK_LEVEL 10",
            "vip",
            "OCF_CHECK_LEVEL=10",
            "vip.op[monitor].params.OCF_CHECK_LEVEL is new\n",
        ),
        ("vip.monitor.on-fail block", "vip", "on-fail=block", "vip.op[monitor].on-fail is new\n"),
        ("loc1.score -inf", "loc1", "location loc1 g1 -inf: node1", ""),
        ("loc1.rsc db", "loc1", "location loc1 db 100: node1", ""),
        ("order1.kind optional", "order1", "order order1 Optional: g1 db", ""),
        (
            "order1.symmetrical no",
            "order1",
            "symmetrical=false",
            "order1.symmetrical is new\n",
        ),
        (
            "property.no-quorum-policy ignore",
            "cib-bootstrap-options",
            "stonith-enabled=false no-quorum-policy=ignore",
            "cib-bootstrap-options.no-quorum-policy is new\n",
        ),
        ("op_defaults.timeout 9s", "op-options", "timeout=9s", "op-options.timeout is new\n"),
        ("two.x 5", "two", "x=5", ""),
        ("db.password ******", "db", 'password="a b"', ""),
    ],
)
def test_a_value_is_set(crm: Crm, words: str, name: str, text: str, note: str) -> None:
    ran = crm.batch(f"set {words}\ncommit\n")

    assert ran.status == 0, ran.err
    assert ran.err.startswith(note)
    assert text in shown(crm, name)


def test_nothing_but_the_value_changes(crm: Crm) -> None:
    before = crm.cib.read_text()

    crm.configure("set", "vip.monitor.interval", "30s")

    old = '<op name="monitor" interval="10s" timeout="20s" id="vip-monitor-10s"/>'
    new = '<op name="monitor" interval="30s" timeout="20s" id="vip-monitor-10s"/>'
    after = crm.cib.read_text().replace('epoch="2"', 'epoch="1"')
    assert (
        after.partition("<configuration>")[2]
        == before.replace(old, new).partition("<configuration>")[2]
    )


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        ("", 64, "usage"),
        ("vip.ip", 64, "usage"),
        ("vip.ip 1 vip.nic", 64, "usage"),
        ("vip 1", 65, "syntax-error"),
        ("vip..ip 1", 65, "syntax-error"),
        ("vip.* 1", 64, "usage"),
        ("nosuch.ip 1", 105, "no-such-object"),
        ("vip.op[stop].timeout 1", 105, "no-such-value"),
        ("vip.params.ip[zzz] 1", 105, "no-such-value"),
        ("vip.@zzz 1", 105, "no-such-value"),
        ("g1.zzz 1", 105, "no-such-value"),
        ("loc1.zzz 1", 105, "no-such-value"),
        ("db.op[monitor].timeout 1", 65, "ambiguous-path"),
        ("two.z 1", 65, "ambiguous-path"),
        ("vip.id x", 107, "not-settable"),
        ("node1.uname x", 107, "not-settable"),
        ("vip.monitor.id x", 107, "not-settable"),
        ("loc1.rsc nosuch", 78, "dangling-reference"),
        ("loc1.rsc loc1", 78, "wrong-kind"),
        ("loc1.score x", 78, "invalid-score"),
        ("order1.kind x", 78, "schema-violation"),
        ("order1.symmetrical x", 78, "schema-violation"),
        ("db.monitor.11s.interval 10000ms", 78, "duplicate-operation"),
        ("www.password ******", 65, "masked-value"),
    ],
)
def test_what_cannot_be_set_changes_nothing(crm: Crm, words: str, status: int, code: str) -> None:
    before = crm.cib.read_bytes()

    ran = crm.configure("set", *words.split())

    assert (ran.status, codes(ran.err)) == (status, [code])
    assert crm.cib.read_bytes() == before


def test_several_values_are_set_together_or_not_at_all(crm: Crm) -> None:
    before = crm.cib.read_bytes()

    ran = crm.configure("set", "vip.ip", "10.0.0.9", "nosuch.x", "1", "loc1.score", "y")

    assert codes(ran.err) == ["no-such-object", "invalid-score"]
    assert crm.cib.read_bytes() == before


def test_the_caret_stands_under_the_part_of_the_path_that_is_wrong(crm: Crm) -> None:
    ran = crm.configure("set", "vip.opp.timeout", "3")

    line, caret = ran.err.splitlines()[1:3]
    assert line[caret.index("^") : caret.rindex("^") + 1] == "opp.timeout"


def test_a_value_can_hold_what_the_language_must_quote(crm: Crm) -> None:
    ran = crm.configure("set", "vip.params.ip", 'a "b" \\ c')

    assert ran.status == 0
    assert crm.configure("get", "vip.ip").out == 'a "b" \\ c\n'


def test_setting_is_one_step_for_undo(crm: Crm) -> None:
    ran = crm.batch("set vip.ip 1.2.3.4 www.params.y 3\nundo\ndiff\n")

    assert (ran.status, ran.out) == (0, "")
    assert "undone: set vip.ip 1.2.3.4 www.params.y 3\n" in ran.err


def secret_said(ran: Ran) -> bool:
    return "hush" in ran.out + ran.err


@pytest.mark.parametrize(
    "line",
    [
        "set db.password 'hush hush'",
        "set vip.ip 1 db.params.password hush",
        "set 'db.params.\"password\"' hush",
        "set db.password=hush",
        "set www.my.password hush",
        "set nosuch.password hush",
        "set db.op[monitor].password hush",
        "set two.params.rule.expression[attribute=my-password].value hush",
        "set db.password hush loc1.score y",
        "copy db db2 password=hush",
        "copy db db2 params.password=hush zzz",
    ],
)
def test_a_secret_that_is_set_is_never_shown(crm: Crm, line: str) -> None:
    assert not secret_said(crm.batch(f"{line}\ndiff\nundo\nredo\n"))


# ------------------------------------------------------------------ unset


@pytest.mark.parametrize(
    ("words", "name", "text"),
    [
        ("vip.nic", "vip", "params ip=10.0.0.1 op monitor"),
        ("vip.nic vip.ip", "vip", "primitive vip IPaddr2 op monitor"),
        ("www.meta.target-role", "www", "primitive www Dummy\n"),
        ("vip.monitor.timeout", "vip", "op monitor interval=10s\n"),
        ("order1.kind", "order1", "order order1 g1 db\n"),
        ("two.y", "two", "params rule #uname eq node1 x=1\n"),
        ("two.x", "two", "params rule #uname eq node1 params y=2\n"),
    ],
)
def test_a_value_is_taken_off(crm: Crm, words: str, name: str, text: str) -> None:
    ran = crm.batch(f"unset {words}\ncommit\n")

    assert ran.status == 0, ran.err
    assert text in shown(crm, name)


def test_a_set_of_options_stays_when_it_is_empty(crm: Crm) -> None:
    crm.configure("unset", "property.stonith-enabled")

    assert '<cluster_property_set id="cib-bootstrap-options"/>' in crm.cib.read_text()


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        ("", 64, "usage"),
        ("vip.zzz", 105, "no-such-value"),
        ("vip.params", 105, "no-such-value"),
        ("vip.ip vip.ip", 105, "no-such-value"),
        ("vip.id", 107, "not-settable"),
        ("vip.type", 107, "not-settable"),
        ("vip.monitor.interval", 107, "not-settable"),
        ("loc1.rsc", 107, "not-settable"),
        ("db.op[monitor].timeout", 65, "ambiguous-path"),
    ],
)
def test_what_cannot_be_taken_off_stays(crm: Crm, words: str, status: int, code: str) -> None:
    before = crm.cib.read_bytes()

    ran = crm.configure("unset", *words.split())

    assert (ran.status, codes(ran.err)) == (status, [code])
    assert crm.cib.read_bytes() == before


def test_a_pair_that_another_object_refers_to_stays(crm: Crm) -> None:
    crm.given("primitive ref Dummy params @vip-instance_attributes-ip")

    refused = [
        crm.configure("unset", "vip.ip"),
        crm.configure("set", "ref.ip", "10.0.0.5"),
    ]

    assert [codes(one.err) for one in refused] == [["still-referenced"], ["not-settable"]]
    assert crm.configure("unset", "ref.ip").status == 0
