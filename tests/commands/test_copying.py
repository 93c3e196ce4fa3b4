"""`copy`: an object like another one."""

from pathlib import Path

import pytest
from crm_runner import Crm, codes

BASE = """\
node node1
# the address
primitive vip IPaddr2 params ip=10.0.0.1 meta priority=3 op monitor interval=10s timeout=20s
primitive www Dummy
primitive db Dummy params password=hush
group g1 vip www
clone c1 g1 meta interleave=true
location loc1 c1 100: node1
location loc2 c1 rule 50: #uname eq node1
tag t1 vip db
property stonith-enabled=false
"""


@pytest.fixture
def crm(tmp_path: Path) -> Crm:
    crm = Crm(tmp_path)
    crm.given(BASE)
    return crm


def shown(crm: Crm, *names: str) -> str:
    return crm.configure("show", "--show-secrets", *names).out.replace(" \\\n\t", " ")


@pytest.mark.parametrize(
    ("words", "name", "text"),
    [
        ("db db2", "db2", "primitive db2 Dummy params password=hush\n"),
        ("db db2 password=x", "db2", "primitive db2 Dummy params password=x\n"),
        ("db db2 db2.password=x", "db2", "primitive db2 Dummy params password=x\n"),
        (
            "vip vip2 ip=10.0.0.2 op[monitor].timeout=5s nic=eth1",
            "vip2",
            (
                "primitive vip2 IPaddr2 params ip=10.0.0.2 nic=eth1 meta priority=3"
                " op monitor interval=10s timeout=5s\n"
            ),
        ),
        ("loc1 loc3 node=node2 score=-inf", "loc3", "location loc3 c1 -inf: node2\n"),
        ("loc2 loc3", "loc3", "location loc3 c1 rule 50: #uname eq node1\n"),
        ("t1 t2", "t2", "tag t2 vip db\n"),
        ("g1 g2 vip-g2.ip=10.0.0.9", "g2", "group g2 vip-g2 www-g2\n"),
        ("c1 c2", "c2", "clone c2 g1-c2 meta interleave=true\n"),
    ],
)
def test_an_object_is_copied(crm: Crm, words: str, name: str, text: str) -> None:
    ran = crm.configure("copy", *words.split())

    assert ran.status == 0, ran.err
    assert shown(crm, name) == text


def test_the_parts_of_a_copy_get_ids_of_their_own(crm: Crm) -> None:
    crm.configure("copy", "vip", "vip2")

    made = [line.strip() for line in crm.cib.read_text().splitlines() if "vip2" in line]
    assert made == [
        '<primitive id="vip2" class="ocf" provider="heartbeat" type="IPaddr2">',
        '<instance_attributes id="vip2-instance_attributes">',
        '<nvpair name="ip" value="10.0.0.1" id="vip2-instance_attributes-ip"/>',
        '<meta_attributes id="vip2-meta_attributes">',
        '<nvpair name="priority" value="3" id="vip2-meta_attributes-priority"/>',
        '<op name="monitor" interval="10s" timeout="20s" id="vip2-monitor-10s"/>',
    ]


def test_members_are_copied_under_names_of_their_own(crm: Crm) -> None:
    ran = crm.configure("copy", "g1", "g2")

    assert ran.err.startswith("vip is copied as vip-g2\nwww is copied as www-g2\n")


def test_the_copy_of_a_member_is_no_member(crm: Crm) -> None:
    ran = crm.configure("copy", "vip", "vip2")

    assert ran.err.startswith("vip2 stands by itself: vip is in the group g1\n")
    assert shown(crm, "g1") == "group g1 vip www\n"


def test_what_refers_to_a_part_of_the_object_itself_follows(crm: Crm) -> None:
    crm.given(
        "primitive ref Dummy params $id=shared x=1 op monitor interval=9s op_params $id-ref=shared"
    )

    crm.configure("copy", "ref", "ref2")

    assert '<instance_attributes id-ref="ref2-instance_attributes"' in crm.cib.read_text()


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        ("", 64, "usage"),
        ("db", 64, "usage"),
        ("db db2 password", 64, "usage"),
        ("db db2 x[=1", 64, "usage"),
        ("db db2 x[].y=1", 65, "syntax-error"),
        ("db 2db", 65, "invalid-id"),
        ("db vip", 108, "duplicate-id"),
        ("nosuch db2", 105, "no-such-object"),
        ("db db2 op[stop].timeout=3", 105, "no-such-value"),
        ("db db2 id=db3", 107, "not-settable"),
        ("loc1 loc3 rsc=nosuch", 78, "dangling-reference"),
        ("node1 node2", 78, "wrong-kind"),
        ("cib-bootstrap-options x", 78, "wrong-kind"),
    ],
)
def test_what_cannot_be_copied_changes_nothing(
    crm: Crm, words: str, status: int, code: str
) -> None:
    before = crm.cib.read_bytes()

    ran = crm.configure("copy", *words.split())

    assert (ran.status, codes(ran.err)) == (status, [code])
    assert crm.cib.read_bytes() == before


def test_every_name_that_is_taken_is_told(crm: Crm) -> None:
    crm.given("primitive vip-g2 Dummy\nprimitive www-g2 Dummy")

    ran = crm.configure("copy", "g1", "g2")

    assert codes(ran.err) == ["duplicate-id", "duplicate-id"]
