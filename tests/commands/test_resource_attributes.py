"""`resource param`, `meta` and `utilization`: single attributes of a resource."""

import json
from pathlib import Path

import pytest
from crm_runner import Crm, codes

WHOLE = """\
rsc_template tmpl ocf:pacemaker:Dummy params fake=of-template meta priority=7
primitive vip IPaddr2 params ip=10.0.0.1 password=hush
primitive of-tmpl @tmpl params envfile=x
primitive a Dummy
group g a meta resource-stickiness=5
rsc_defaults failure-timeout=60s
"""


@pytest.fixture
def crm(tmp_path: Path) -> Crm:
    crm = Crm(tmp_path)
    crm.given(WHOLE)
    return crm


def shown(crm: Crm, id_: str) -> str:
    return crm.configure("show", "--show-secrets", id_).out.replace(" \\\n\t", " ")


@pytest.mark.parametrize(
    ("words", "id_", "after"),
    [
        (
            ["param", "vip", "set", "nic", "eth1"],
            "vip",
            "primitive vip IPaddr2 params ip=10.0.0.1 password=hush nic=eth1\n",
        ),
        (
            ["param", "vip", "set", "ip=10.0.0.2", "nic", "eth 1", "cidr_netmask="],
            "vip",
            (
                "primitive vip IPaddr2"
                ' params ip=10.0.0.2 password=hush nic="eth 1" cidr_netmask=""\n'
            ),
        ),
        (
            ["param", "vip", "set", "password", "a=b"],
            "vip",
            'primitive vip IPaddr2 params ip=10.0.0.1 password="a=b"\n',
        ),
        (
            ["param", "vip", "set", "password", "******"],
            "vip",
            "primitive vip IPaddr2 params ip=10.0.0.1 password=hush\n",
        ),
        (
            ["param", "tmpl", "set", "fake", "new"],
            "tmpl",
            "rsc_template tmpl ocf:pacemaker:Dummy params fake=new meta priority=7\n",
        ),
        (
            ["param", "vip", "delete", "password", "ip"],
            "vip",
            "primitive vip IPaddr2\n",
        ),
        (
            ["meta", "g", "set", "priority", "3"],
            "g",
            "group g a meta resource-stickiness=5 priority=3\n",
        ),
        (["meta", "g", "delete", "resource-stickiness"], "g", "group g a\n"),
        (
            ["utilization", "a", "set", "memory", "--512"],
            "a",
            "primitive a Dummy utilization memory=--512\n",
        ),
    ],
)
def test_attributes_are_set_and_deleted_and_that_is_committed(
    words: list[str], id_: str, after: str, crm: Crm
) -> None:
    ran = crm("resource", *words)

    assert (ran.status, codes(ran.err)) == (0, [])
    assert shown(crm, id_) == after


@pytest.mark.parametrize(
    ("words", "out", "err"),
    [
        (["param", "vip", "show"], "ip = 10.0.0.1\npassword = ******\n", ""),
        (["param", "--show-secrets", "vip", "show", "password"], "hush\n", ""),
        (["param", "vip", "show", "ip"], "10.0.0.1\n", ""),
        (
            ["param", "of-tmpl", "show"],
            "envfile = x\nfake = of-template\n",
            "fake comes from rsc_template tmpl\n",
        ),
        (["meta", "of-tmpl", "show", "priority"], "7\n", "priority comes from rsc_template tmpl\n"),
        (
            ["meta", "a", "show", "resource-stickiness"],
            "5\n",
            "resource-stickiness comes from group g\n",
        ),
        (
            ["meta", "a", "show", "failure-timeout"],
            "60s\n",
            "failure-timeout comes from rsc_defaults rsc-options\n",
        ),
        (["utilization", "a", "show"], "", ""),
    ],
)
def test_what_holds_is_shown_with_where_it_comes_from(
    words: list[str], out: str, err: str, crm: Crm
) -> None:
    ran = crm("resource", *words)

    assert (ran.status, ran.out, ran.err) == (0, out, err)


def test_values_are_records_too(crm: Crm) -> None:
    ran = crm("--json", "resource", "param", "vip", "show")

    assert [json.loads(line) for line in ran.out.splitlines()] == [
        {"schema": "crm/1", "kind": "value", "name": "ip", "value": "10.0.0.1", "from": "vip"},
        {"schema": "crm/1", "kind": "value", "name": "password", "value": "******", "from": "vip"},
    ]


@pytest.mark.parametrize(
    ("words", "status", "expected", "hint"),
    [
        (["param", "vip", "show", "nic"], 105, ["no-such-value"], "its agent decides"),
        (["meta", "a", "show", "interleave"], 105, ["no-such-value"], "'false' holds"),
        (["meta", "a", "show", "zork", "zonk"], 105, ["no-such-value", "no-such-value"], ""),
        (
            ["meta", "a", "delete", "resource-stickiness"],
            105,
            ["no-such-value"],
            "it comes from group g",
        ),
        (["param", "g", "set", "x", "1"], 78, ["wrong-kind"], "'meta g' sets what holds"),
        (["utilization", "g", "show"], 78, ["wrong-kind"], ""),
        (["param", "vib", "set", "x=1"], 105, ["no-such-object"], "did you mean 'vip'?"),
        (["meta", "rsc-options", "set", "x=1"], 78, ["wrong-kind"], ""),
        (["param", "vip", "set"], 64, ["usage"], ""),
        (["param", "vip", "set", "x"], 64, ["usage"], "'NAME VALUE' or 'NAME=VALUE'"),
        (["param", "vip", "set", "=x"], 64, ["usage"], ""),
        (["param", "vip", "delete"], 64, ["usage"], ""),
        (["param", "vip", "st", "x=1"], 64, ["usage"], "did you mean 'set'?"),
        (["param", "a", "set", "password", "******"], 65, ["masked-value"], ""),
    ],
)
def test_mistakes_are_told_and_change_nothing(
    words: list[str], status: int, expected: list[str], hint: str, crm: Crm
) -> None:
    before = crm.cib.read_bytes()

    ran = crm("resource", *words)

    assert (ran.status, codes(ran.err)) == (status, expected)
    assert hint in ran.err
    assert crm.cib.read_bytes() == before


def test_a_secret_is_not_repeated_in_an_error(crm: Crm) -> None:
    ran = crm("resource", "param", "vip", "set", "password", "geheim", "nic")

    assert (ran.status, codes(ran.err)) == (64, ["usage"])
    assert "geheim" not in ran.err


def test_one_of_several_sets_has_to_be_named(crm: Crm) -> None:
    crm.given("primitive two Dummy params $id=p1 fake=1 params $id=p2 fake=2\n")

    ran = crm("resource", "param", "two", "set", "fake", "3")

    assert (ran.status, codes(ran.err)) == (65, ["ambiguous-path"])
    assert "two.params[p1].fake" in ran.err
