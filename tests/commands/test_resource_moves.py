"""`resource move`, `ban` and `clear` without a cluster: what they write into a file, and refuse."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from crm_runner import Crm, codes

GIVEN = """\
node n1
node n2
primitive vip ocf:pacemaker:Dummy
primitive a ocf:pacemaker:Dummy
primitive b ocf:pacemaker:Dummy
group grp a b
primitive db ocf:pacemaker:Stateful
clone db-clone db meta promotable=true
location mine vip 100: n1
"""

EXPIRED = """\
location cli-prefer-a a rule inf: #uname eq n1 and date lt 2020-01-01
"""


@pytest.fixture
def crm(tmp_path: Path) -> Crm:
    crm = Crm(tmp_path)
    crm.given(GIVEN)
    return crm


def constraints(crm: Crm) -> list[dict[str, str]]:
    """Return the attributes of the constraints that moves and bans make."""
    found = ET.parse(crm.cib).iterfind("configuration/constraints/rsc_location")
    return [one.attrib for one in found if one.get("id", "").startswith("cli-")]


def test_a_ban_is_what_crm_resource_would_make_of_it(crm: Crm) -> None:
    ran = crm("resource", "ban", "vip", "n2")

    assert ran.status == 0, ran.err
    assert ran.err.splitlines()[0] == (
        "vip is kept off n2 until it is cleared: 'resource clear vip n2'"
    )
    assert constraints(crm) == [
        {"id": "cli-ban-vip-on-n2", "rsc": "vip", "node": "n2", "score": "-INFINITY"}
    ]


def test_a_ban_with_a_lifetime_is_a_rule_with_the_ids_of_crm_resource(crm: Crm) -> None:
    crm("resource", "ban", "vip", "n2", "P1D")

    (location,) = ET.parse(crm.cib).iterfind(".//rsc_location[@id='cli-ban-vip-on-n2']")
    (rule,) = location
    ids = [one.get("id") for one in (rule, *rule)]
    assert ids == [f"cli-ban-vip-on-n2-{part}" for part in ("rule", "expr", "lifetime")]
    assert rule.get("score") == "-INFINITY"
    assert rule[0].get("value") == "n2"
    assert (rule[1].get("operation"), rule[1].get("end", "")[-1]) == ("lt", "Z")


def test_of_a_promotable_clone_the_promoted_role_alone_can_be_banned(crm: Crm) -> None:
    ran = crm("resource", "ban", "db", "n1", "--promoted")

    assert "db is in the clone db-clone: that is what is meant" in ran.err
    (location,) = constraints(crm)
    assert (location["rsc"], location["role"]) == ("db-clone", "Promoted")


def test_a_member_of_a_group_is_banned_with_the_group(crm: Crm) -> None:
    crm("resource", "ban", "b", "n1")

    assert [one["rsc"] for one in constraints(crm)] == ["grp"]


def test_clearing_takes_what_moves_and_bans_left_and_nothing_else(crm: Crm) -> None:
    for words in ("ban vip n1", "ban vip n2", "ban grp n1"):
        crm("resource", *words.split())

    one = crm("resource", "clear", "vip", "n1")
    all_of_it = crm("resource", "unban", "vip")
    rest = crm("resource", "clear", "--all")
    nothing = crm("resource", "clear", "--all")

    assert one.err.splitlines()[:2] == [
        "removed cli-ban-vip-on-n1 (vip off n1)",
        "left over: cli-ban-vip-on-n2 (vip off n2), cli-ban-grp-on-n1 (grp off n1)",
    ]
    assert all_of_it.err.splitlines()[0] == "removed cli-ban-vip-on-n2 (vip off n2)"
    assert rest.err.splitlines()[0] == "removed cli-ban-grp-on-n1 (grp off n1)"
    assert (nothing.status, nothing.err) == (0, "there was nothing to clear\nnothing to commit\n")
    assert crm.configure("show", "mine").out == "location mine vip 100: n1\n"


def test_what_has_expired_is_cleared_alone(crm: Crm) -> None:
    crm.given(EXPIRED)
    crm("resource", "ban", "vip", "n1")

    ran = crm("resource", "clear", "--expired")

    assert ran.err.splitlines()[:2] == [
        "removed cli-prefer-a (a on n1)",
        "left over: cli-ban-vip-on-n1 (vip off n1)",
    ]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("ban vip", "needs-cluster"),
        ("ban vip n3", "no-such-object"),
        ("ban vpi n1", "no-such-object"),
        ("ban mine n1", "wrong-kind"),
        ("ban vip n1 PT", "usage"),
        ("ban vip n1 reboot", "usage"),
        ("ban vip n1 2001-01-01", "usage"),
        ("ban vip n1 --promoted", "wrong-kind"),
        ("clear", "usage"),
        ("clear vip n3", "no-such-object"),
        ("clear vpi", "no-such-object"),
        ("move vip n1", "needs-cluster"),
        ("move vip n1 PT1H", "usage"),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    crm: Crm, words: str, code: str
) -> None:
    before = crm.cib.read_bytes()

    ran = crm("resource", *words.split())

    assert codes(ran.err) == [code]
    assert crm.cib.read_bytes() == before


def test_forever_is_no_end(crm: Crm) -> None:
    ran = crm("resource", "ban", "vip", "n1", "forever")

    assert ran.status == 0, ran.err
    assert "node" in constraints(crm)[0]


def test_nobody_waits_for_a_file(crm: Crm) -> None:
    ran = crm("resource", "ban", "vip", "n1", "--wait")

    assert ran.status == 0
    assert ran.err.endswith("nothing to wait for: no cluster acts on cib.xml\n")
