"""Services: groups, recovery, what is outside of groups, what services have to do with others."""

import re

import pytest

from convert.rhcs.goldens import elements, of
from convert.rhcs.rm import drafted, drafted_of, heard, said, shown
from crmsh_py import xmltree
from crmsh_py.convert.rhcs.choices import Choices
from crmsh_py.convert.rhcs.dependencies import MAX_PAIRS

IP = "<ip address='10.0.0.{}'/>"


def service(attributes: str, inside: str = IP.format(1)) -> str:
    return f"<service name='s' {attributes}>{inside}</service>"


def group(attributes: str) -> str:
    """Return what the group of a service with these attributes says."""
    lines = shown(drafted(service(attributes))).splitlines()
    (found,) = [line for line in lines if line.startswith("group")]
    return found.removeprefix("group s ip_10_0_0_1").strip()


@pytest.mark.parametrize(
    ("attributes", "meta"),
    [
        ("", ""),
        ("autostart='1' recovery='restart' exclusive='0'", ""),
        ("autostart='0'", "meta target-role=Stopped"),
        ("autostart='no'", "meta target-role=Stopped"),
        ("recovery='relocate'", "meta migration-threshold=1 failure-timeout=60s"),
        ("recovery='relocate' max_restarts='3'", "meta migration-threshold=1 failure-timeout=60s"),
        ("max_restarts='3'", "meta migration-threshold=4"),
        (
            "max_restarts='3' restart_expire_time='10m'",
            "meta migration-threshold=4 failure-timeout=600s",
        ),
        ("max_restarts='0' restart_expire_time='300'", ""),
    ],
)
def test_attributes_become_meta_attributes(attributes: str, meta: str) -> None:
    assert group(attributes) == meta


@pytest.mark.parametrize(
    ("recovery", "op"),
    [
        ("disable", "op monitor interval=20s timeout=20s on-fail=stop"),
        (
            "restart-disable",
            "op monitor interval=20s timeout=20s op start interval=0s timeout=20s on-fail=stop",
        ),
        ("unheard-of", "op monitor interval=20s timeout=20s"),
    ],
)
def test_what_disables_a_service_stands_with_its_operations(recovery: str, op: str) -> None:
    draft = drafted(service(f"recovery='{recovery}'"))

    assert f"params ip=10.0.0.1 {op}\n" in shown(draft)
    assert heard(draft) == [("warning", "recovery-policy")]


def test_restarts_are_not_counted_if_a_failed_restart_disables() -> None:
    draft = drafted(service("recovery='restart-disable' max_restarts='2'"))

    assert "migration-threshold" not in shown(draft)
    assert heard(draft) == [("warning", "recovery-policy")] * 2


@pytest.mark.parametrize("recovery", ["relocate", "disable"])
def test_restarts_are_not_counted_where_there_are_none(recovery: str) -> None:
    text = f"recovery='{recovery}' max_restarts='2' restart_expire_time='60'"
    draft = drafted(service(text))

    assert ("info", "dropped") in said(draft)
    assert "migration-threshold=3" not in shown(draft)


def test_a_service_that_is_started_by_hand_is_told_with_the_command() -> None:
    draft = drafted(service("autostart='0'"))

    assert ("info", "manual-start") in said(draft)
    assert draft.conversion().todo == ("Start 's' when it is wanted: 'crm resource start s'.",)


@pytest.mark.parametrize(
    ("attributes", "problem"),
    [
        ("nfslock='1'", ("info", "dropped")),
        ("priority='3'", ("info", "dropped")),
        ("hardrecovery='1'", ("info", "dropped")),
        ("unheard='of'", ("warning", "no-counterpart")),
    ],
)
def test_attributes_without_counterpart_are_told(attributes: str, problem: tuple[str, str]) -> None:
    assert said(drafted(service(attributes))) == [problem]


def test_a_service_with_one_resource_keeps_its_name_as_a_group() -> None:
    assert "group s ip_10_0_0_1\n" in shown(drafted(service("")))


def test_a_service_with_one_resource_can_be_a_primitive_of_its_name() -> None:
    draft = drafted(service("autostart='0'"), Choices(flatten_single=True))

    assert shown(draft) == (
        "primitive s IPaddr2 params ip=10.0.0.1 meta target-role=Stopped "
        "op monitor interval=20s timeout=20s\n"
    )


def test_a_name_that_a_service_and_a_script_share_stays_with_the_service() -> None:
    draft = drafted(
        "<service name='httpd'><script name='httpd' file='/etc/init.d/httpd'/></service>"
    )

    assert "group httpd httpd_2\n" in shown(draft)
    assert ("info", "id-changed") in said(draft)


def test_a_service_without_resources_leaves_nothing() -> None:
    draft = drafted("<service name='empty' domain='d'/>")

    assert draft.statements == ()
    assert heard(draft) == [("warning", "failover-domain"), ("warning", "empty-service")]
    (row,) = draft.conversion().rows
    assert (row.piece, row.results) == ("service 'empty'", ())


def test_a_service_in_a_service_gives_its_members_to_it() -> None:
    draft = drafted(
        service(
            "", f"{IP.format(1)}<service name='in' recovery='relocate'>{IP.format(2)}</service>"
        )
    )

    assert "group s ip_10_0_0_1 ip_10_0_0_2\n" in shown(draft)
    assert {("info", "approximated"), ("info", "dropped")} <= set(said(draft))
    assert heard(draft) == []


# ------------------------------------------------------------------ independent subtrees

SUBTREE = (
    IP.format(1) + "<script name='a' file='/etc/init.d/a' __independent_subtree='{}' "
    "__max_restarts='2' __restart_expire_time='60'>"
    "<script name='b' file='/etc/init.d/b'/></script><script name='c' file='/etc/init.d/c'/>"
)


def test_an_independent_subtree_runs_with_the_group_and_is_not_in_it() -> None:
    draft = drafted(service("", SUBTREE.format(1)))

    lines = shown(draft).splitlines()
    assert [line for line in lines if not line.startswith("primitive")] == [
        "group s ip_10_0_0_1 c",
        "group s-a a b",
        "colocation col-s-a-with-s inf: s-a s",
        "order ord-s-s-a Mandatory: s s-a",
    ]
    assert "primitive a lsb:a meta migration-threshold=3 failure-timeout=60s op" in shown(draft)
    assert ("warning", "independent-subtree") in heard(draft)


def test_what_is_not_critical_comes_last_and_may_fail_for_good() -> None:
    draft = drafted(service("", SUBTREE.format(2)))

    assert "group s ip_10_0_0_1 c a b\n" in shown(draft)
    assert "primitive b lsb:b meta critical=false op" in shown(draft)
    assert heard(draft).count(("warning", "independent-subtree")) == 1


def test_a_service_of_independent_subtrees_only_is_built_on_the_first() -> None:
    both = "".join(
        f"<script name='{name}' file='/etc/init.d/{name}' __independent_subtree='1'/>"
        for name in ("a", "b")
    )
    draft = drafted(service("", both))

    lines = shown(draft).splitlines()
    assert [line for line in lines if not line.startswith("primitive")] == [
        "group s a",
        "colocation col-b-with-s inf: b s",
        "order ord-s-b Mandatory: s b",
    ]


def test_a_subtree_in_a_subtree_hangs_on_it() -> None:
    inner = "<script name='b' file='/etc/init.d/b' __independent_subtree='1'/>"
    outer = f"<script name='a' file='/etc/init.d/a' __independent_subtree='yes'>{inner}</script>"
    draft = drafted(service("", IP.format(1) + outer))

    lines = shown(draft).splitlines()
    assert [line for line in lines if not line.startswith("primitive")] == [
        "group s ip_10_0_0_1",
        "colocation col-a-with-s inf: a s",
        "order ord-s-a Mandatory: s a",
        "colocation col-b-with-a inf: b a",
        "order ord-a-b Mandatory: a b",
    ]


def test_a_subtree_may_stand_on_clones_of_its_own_or_be_one() -> None:
    storage = "<clusterfs name='g' device='/dev/sda' mountpoint='/g' {}>{}</clusterfs>"
    apart, script = "__independent_subtree='1'", "<script name='a' file='/etc/init.d/a'/>"
    on_clone = drafted(service("", IP.format(1) + storage.format(apart, script)))
    is_clone = drafted(service("", IP.format(1) + storage.format(apart, "")))

    assert "order ord-g-clone-a Mandatory: g-clone a\n" in shown(on_clone)
    assert "order ord-s-a Mandatory: s a\n" in shown(on_clone)
    assert "g-clone s" not in shown(is_clone)


# ------------------------------------------------------------------ services and services


def services(*attributes: str) -> str:
    return "".join(
        f"<service name='{name}' {one}>{IP.format(at)}</service>"
        for at, (name, one) in enumerate(zip("abc", attributes, strict=False), 1)
    )


def constraints(inside: str) -> list[str]:
    lines = shown(drafted(inside)).splitlines()
    return [line for line in lines if line.startswith(("colocation", "order"))]


def test_an_exclusive_service_keeps_all_others_away() -> None:
    assert constraints(services("", "exclusive='1'", "")) == [
        "colocation col-a-with-b -inf: a b",
        "colocation col-c-with-b -inf: c b",
    ]


def test_two_exclusive_services_are_kept_apart_once() -> None:
    assert constraints(services("exclusive='1'", "exclusive='1'", "exclusive='0'")) == [
        "colocation col-b-with-a -inf: b a",
        "colocation col-c-with-a -inf: c a",
        "colocation col-c-with-b -inf: c b",
    ]


def test_a_service_that_would_rather_be_alone_has_a_weaker_constraint() -> None:
    assert constraints(services("exclusive='2'", "")) == ["colocation col-b-with-a -1000: b a"]


def test_too_many_exclusive_services_are_refused() -> None:
    count = int(MAX_PAIRS**0.5) + 1
    inside = "".join(
        f"<service name='s{at}' exclusive='1'><ip address='10.0.{at}.1'/></service>"
        for at in range(count)
    )

    draft = drafted(inside)

    assert heard(draft) == [("error", "exclusive-service")]
    assert "colocation" not in shown(draft)


@pytest.mark.parametrize(("mode", "kind"), [("hard", "Mandatory"), ("soft", "Optional")])
def test_a_service_that_depends_on_another_starts_after_it(mode: str, kind: str) -> None:
    inside = services("", f"depend='service:a' depend_mode='{mode}'")

    assert constraints(inside) == [f"order ord-a-b {kind}: a b"]
    assert heard(drafted(inside)) == [("warning", "service-dependency")]


def test_a_dependency_on_nothing_is_told() -> None:
    draft = drafted(services("depend='service:gone'"))

    assert heard(draft) == [("warning", "service-dependency")]
    assert "order" not in shown(draft)


# ------------------------------------------------------------------ rgmanager itself


def test_a_disabled_rgmanager_stops_everything() -> None:
    draft = drafted_of(f"<rm disabled='1'>{service('')}</rm>")

    assert heard(draft) == [("warning", "manual-start")]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("<rm log_level='7'/>", ("info", "dropped")),
        ("<rm unheard='of'/>", ("warning", "no-counterpart")),
        ("<rm central_processing='1'/>", ("warning", "event-scripts")),
        ("<rm><events><event name='x'/></events></rm>", ("error", "event-scripts")),
        ("<rm><dependencies/></rm>", ("warning", "service-dependency")),
        ("<rm><ip address='10.0.0.1'/></rm>", ("warning", "unused-resource")),
        ("<rm><resources><ip/></resources></rm>", ("warning", "unused-resource")),
    ],
)
def test_what_else_stands_in_rm_is_told(text: str, problem: tuple[str, str]) -> None:
    assert said(drafted_of(text)) == [problem]


def test_every_row_of_the_report_names_what_is_in_the_cib() -> None:
    draft = drafted(service("recovery='relocate'", SUBTREE.format(1)))

    conversion = draft.conversion()

    assert conversion.cib is not None
    ids = set(re.findall(r'\bid="([^"]+)"', xmltree.to_text(conversion.cib.root)))
    rows = {row.piece: row.results for row in conversion.rows}
    assert rows == {
        "ip '10.0.0.1'": ("ip_10_0_0_1",),
        "script 'a'": ("a",),
        "script 'b'": ("b",),
        "script 'c'": ("c",),
        "service 's'": ("s",),
    }
    assert {id_ for results in rows.values() for id_ in results} <= ids


def test_a_service_keeps_its_name_even_if_a_fencing_device_has_the_same() -> None:
    conversion = of(
        '<cluster name="c"><clusternodes><clusternode name="n1"><fence><method name="1">'
        '<device name="web"/></method></fence></clusternode><clusternode name="n2"/>'
        '</clusternodes><fencedevices><fencedevice name="web" agent="fence_ilo" ipaddr="a"/>'
        '</fencedevices><rm><service name="web"><script name="web" file="/etc/init.d/httpd"/>'
        "</service></rm></cluster>"
    )

    assert [one["id"] for one in elements(conversion, "group")] == ["web"]
    assert [one["id"] for one in elements(conversion, "primitive")] == ["web_2", "web_3"]
    changed = [one.message for one in conversion.diagnostics if one.code == "id-changed"]
    assert len(changed) == 2
