"""The lines of haresources into resources and constraints, whole values compared."""

import pytest

from convert.heartbeat.made import (
    PROPERTY,
    address,
    converted,
    drbd,
    findings,
    group,
    ids,
    init_script,
    ocf,
    op,
    params,
    prefers,
    promoted_prefers,
    statements,
    with_promoted,
)
from crmsh_py.convert.heartbeat.choices import Choices
from crmsh_py.grammar import tree

# ------------------------------------------------------------------ shapes


def test_the_line_of_the_article_becomes_an_address_that_prefers_its_node() -> None:
    text = "litsha21 192.168.71.205/24/eth0/192.168.71.255\n"

    assert statements(text) == (
        address(
            "ip_192_168_71_205",
            ip="192.168.71.205",
            cidr_netmask="24",
            nic="eth0",
            broadcast="192.168.71.255",
        ),
        prefers("ip_192_168_71_205", "litsha21"),
        PROPERTY,
    )
    assert [(str(found.severity), found.code) for found in converted(text).diagnostics] == [
        ("info", "no-ha-cf"),
        ("warning", "no-fencing"),
    ]


def test_several_resources_become_a_group_in_their_order() -> None:
    text = "N1 10.0.0.1/8 httpd\nn2 squid\nn2 10.0.0.2/8 nfs # web\n"

    assert statements(text) == (
        address("ip_10_0_0_1", ip="10.0.0.1", cidr_netmask="8"),
        init_script("httpd"),
        group("group_1", "ip_10_0_0_1", "httpd"),
        init_script("squid"),
        address("ip_10_0_0_2", ip="10.0.0.2", cidr_netmask="8"),
        init_script("nfs"),
        group("group_3", "ip_10_0_0_2", "nfs"),
        prefers("group_1", "n1"),
        prefers("squid", "n2"),
        prefers("group_3", "n2"),
        PROPERTY,
    )


def test_drbddisk_becomes_a_promotable_clone_and_the_rest_runs_where_it_is_promoted() -> None:
    text = "n1 drbddisk::r0 Filesystem::/dev/drbd0::/data::ext3 10.0.0.1/8\n"

    assert statements(text) == (
        *drbd("r0"),
        tree.Primitive(
            "fs_data",
            ocf("Filesystem"),
            (
                params(device="/dev/drbd0", directory="/data", fstype="ext3"),
                op("monitor", "20s", "40s"),
            ),
        ),
        address("ip_10_0_0_1", ip="10.0.0.1", cidr_netmask="8"),
        group("group_1", "fs_data", "ip_10_0_0_1"),
        *with_promoted("group_1", "r0"),
        prefers("group_1", "n1"),
        PROPERTY,
    )
    assert findings(text) == [("warning", "drbd-setup", 1, 4, "drbddisk")]


def test_drbddisk_behind_another_resource_is_promoted_first_and_that_is_said() -> None:
    text = "n1 10.0.0.1/8 drbddisk::r0\n"

    assert statements(text) == (
        *drbd("r0"),
        address("ip_10_0_0_1", ip="10.0.0.1", cidr_netmask="8"),
        *with_promoted("ip_10_0_0_1", "r0"),
        prefers("ip_10_0_0_1", "n1"),
        PROPERTY,
    )
    assert findings(text) == [
        ("warning", "drbd-setup", 1, 15, "drbddisk"),
        ("info", "approximated", 1, 15, "drbddisk"),
    ]


def test_clones_alone_on_a_line_are_promoted_together() -> None:
    text = "n1 drbddisk::a drbddisk::b\n"

    both = (tree.End("drbd_b-clone", "Promoted"), tree.End("drbd_a-clone", "Promoted"))
    assert statements(text) == (
        *drbd("a"),
        *drbd("b"),
        tree.Colocation("col-drbd_b-with-drbd_a", "INFINITY", both),
        promoted_prefers("drbd_a-clone", "n1"),
        PROPERTY,
    )


def test_without_monitors_the_other_operations_stay() -> None:
    text = "n1 10.0.0.1/8 Delay::5\n"

    assert statements(text, Choices(has_monitors=False))[:2] == (
        tree.Primitive("ip_10_0_0_1", ocf("IPaddr2"), (params(ip="10.0.0.1", cidr_netmask="8"),)),
        tree.Primitive(
            "delay",
            ocf("Delay"),
            (params(startdelay="5"), op("start", "0s", "25s"), op("stop", "0s", "25s")),
        ),
    )


def test_ids_are_xml_ids_and_unique() -> None:
    text = "n1 MailTo::a@b MailTo::c@d 7zip group_1 a+b a@b Filesystem::x::/::ext4\n"

    *_, whole, _, _ = statements(text)
    assert whole == group(
        "group_1_2", "mailto", "mailto_2", "r_7zip", "group_1", "a_b", "a_b_2", "fs_root"
    )


def test_each_id_has_its_place_in_the_file() -> None:
    text = "# first\nn1 10.0.0.1/8 \\\n  httpd\n"

    assert {id_: place.position for id_, place in converted(text).locations.items()} == {
        "cib-bootstrap-options": (2, 1),
        "ip_10_0_0_1": (2, 4),
        "httpd": (3, 3),
        "group_1": (2, 1),
        "loc-group_1-n1": (2, 1),
    }


@pytest.mark.parametrize(
    ("properties", "is_set", "code_count"),
    [((), True, 1), (("no-quorum-policy",), True, 1), (("stonith-enabled",), False, 0)],
)
def test_a_property_that_is_set_is_left_alone(
    properties: tuple[str, ...], is_set: bool, code_count: int
) -> None:
    text, choices = "n1 10.0.0.1/8\n", Choices(existing_properties=frozenset(properties))

    assert (PROPERTY in statements(text, choices)) is is_set
    codes = [found.code for found in converted(text, choices).diagnostics]
    assert codes.count("no-fencing") == code_count


@pytest.mark.parametrize(
    ("line", "id_"),
    [
        ("10.0.0.1/8 squid httpd", "group_squid"),
        ("10.0.0.1/8 Filesystem::/dev/sda1::/a::xfs", "group_ip_10_0_0_1"),
    ],
)
def test_a_group_can_be_called_after_what_it_serves(line: str, id_: str) -> None:
    made = statements(f"n1 {line}\n", Choices(names="key"))

    assert [one.id for one in made if isinstance(one, tree.Group)] == [id_]


def test_the_order_of_the_line_can_be_kept() -> None:
    text = "n1 10.0.0.1/8 drbddisk::r0 squid httpd\n"

    assert statements(text, Choices(keep_order=True)) == (
        *drbd("r0"),
        address("ip_10_0_0_1", ip="10.0.0.1", cidr_netmask="8"),
        init_script("squid"),
        init_script("httpd"),
        group("group_1", "squid", "httpd"),
        tree.Colocation(
            "col-drbd_r0-with-ip_10_0_0_1",
            "INFINITY",
            (tree.End("drbd_r0-clone", "Promoted"), tree.End("ip_10_0_0_1")),
        ),
        tree.Order(
            "ord-ip_10_0_0_1-drbd_r0",
            (tree.End("ip_10_0_0_1", "start"), tree.End("drbd_r0-clone", "promote")),
        ),
        *with_promoted("group_1", "r0"),
        prefers("ip_10_0_0_1", "n1"),
        PROPERTY,
    )
    assert "approximated" not in {code for _, code, *_ in findings(text, Choices(keep_order=True))}


def test_all_of_drbd_is_one_clone_for_each_resource_that_is_named() -> None:
    choices = Choices(drbd_resources=("r0", "r1"))

    assert statements("n1 drbddisk squid\n", choices) == (
        *drbd("r0"),
        *drbd("r1"),
        init_script("squid"),
        *with_promoted("squid", "r0"),
        *with_promoted("squid", "r1"),
        prefers("squid", "n1"),
        PROPERTY,
    )
    assert "drbd-all" not in {code for _, code, *_ in findings("n1 drbddisk squid\n", choices)}


# ------------------------------------------------------------------ what lines share


def test_a_resource_of_two_lines_is_in_the_first_and_binds_the_second() -> None:
    text = "n1 10.0.0.1/8 squid\nn1 10.0.0.2/8 squid\n"

    assert statements(text) == (
        address("ip_10_0_0_1", ip="10.0.0.1", cidr_netmask="8"),
        init_script("squid"),
        group("group_1", "ip_10_0_0_1", "squid"),
        address("ip_10_0_0_2", ip="10.0.0.2", cidr_netmask="8"),
        prefers("group_1", "n1"),
        tree.Colocation(
            "col-ip_10_0_0_2-with-squid", "INFINITY", (tree.End("ip_10_0_0_2"), tree.End("squid"))
        ),
        prefers("ip_10_0_0_2", "n1"),
        PROPERTY,
    )
    assert ("warning", "duplicate-resource", 2, 15, "squid") in findings(text)


def test_what_a_line_needs_before_its_last_resource_is_waited_for() -> None:
    text = "n1 10.0.0.1/8 squid\nn1 squid 10.0.0.2/8\n"

    assert tree.Order(
        "ord-squid-ip_10_0_0_2", (tree.End("squid", "start"), tree.End("ip_10_0_0_2", "start"))
    ) in statements(text)


def test_a_service_of_lines_of_several_nodes_becomes_a_clone_that_both_need() -> None:
    text = "n1 10.0.0.1/8 squid\nn2 10.0.0.2/8 squid\n"

    def needs(ip: str) -> tuple[tree.Colocation, tree.Order]:
        return (
            tree.Colocation(
                f"col-{ip}-with-squid", "INFINITY", (tree.End(ip), tree.End("squid-clone"))
            ),
            tree.Order(
                f"ord-squid-{ip}", (tree.End("squid-clone", "start"), tree.End(ip, "start"))
            ),
        )

    assert statements(text) == (
        init_script("squid"),
        tree.Clone("squid-clone", tree.Word("squid")),
        address("ip_10_0_0_1", ip="10.0.0.1", cidr_netmask="8"),
        address("ip_10_0_0_2", ip="10.0.0.2", cidr_netmask="8"),
        *needs("ip_10_0_0_1"),
        prefers("ip_10_0_0_1", "n1"),
        *needs("ip_10_0_0_2"),
        prefers("ip_10_0_0_2", "n2"),
        PROPERTY,
    )


def test_an_address_of_lines_of_several_nodes_stays_with_the_first() -> None:
    text = "n1 10.0.0.1/8 squid\nn2 10.0.0.1/8 httpd\n"

    assert statements(text)[3:] == (
        init_script("httpd"),
        prefers("group_1", "n1"),
        prefers("httpd", "n2"),
        PROPERTY,
    )
    assert ("warning", "duplicate-resource", 2, 4, "10.0.0.1/8") in findings(text)


def test_a_drbd_resource_of_two_lines_is_one_clone_that_both_need() -> None:
    text = "n1 drbddisk::r0 squid\nn1 drbddisk::r0 httpd\n"

    assert statements(text) == (
        *drbd("r0"),
        init_script("squid"),
        init_script("httpd"),
        *with_promoted("squid", "r0"),
        prefers("squid", "n1"),
        *with_promoted("httpd", "r0"),
        prefers("httpd", "n1"),
        PROPERTY,
    )


@pytest.mark.parametrize("node", ["n1", "n2"])
def test_a_line_that_repeats_one_above_is_left_out_whatever_node_it_prefers(node: str) -> None:
    line = "drbddisk::r0 10.0.0.1/8 squid MailTo::a@b\n"

    assert statements(f"n1 {line}{node} {line}") == statements(f"n1 {line}")
    repeated = [one for one in findings(f"n1 {line}{node} {line}") if one[2] == 2]
    assert repeated == [
        ("warning", "duplicate-resource", 2, 1, node),
        ("warning", "unreliable-status", 2, 28, "squid"),
        ("info", "outdated-agent", 2, 34, "MailTo"),
    ]
    assert [(row.piece, row.results) for row in converted(f"n1 {line}{node} {line}").rows[-5:]] == [
        (node, ()),
        ("drbddisk::r0", ()),
        ("10.0.0.1/8", ()),
        ("squid", ()),
        ("MailTo::a@b", ()),
    ]


# ------------------------------------------------------------------ what comments ask for


def test_a_word_in_a_comment_is_the_id_of_the_line() -> None:
    text = "n1 10.0.0.1/8 squid #web\nn2 httpd #www\nn2 nfs # two words\nn2 nis #two words\n"

    assert ids(statements(text)) == ["ip_10_0_0_1", "squid", "web", "www", "nfs", "nis"]
    assert ("info", "taken-from-comment", 1, 22, "web") in findings(text)


def test_a_line_can_ask_for_a_clone() -> None:
    assert statements("n1 squid #clone:proxies\n") == (
        init_script("squid"),
        tree.Clone("proxies", tree.Word("squid")),
        prefers("proxies", "n1"),
        PROPERTY,
    )


def test_constraints_in_comments_are_taken() -> None:
    text = (
        "n1 squid\nn1 httpd\n#rsc_order squid start before httpd\n"
        "#rsc_order squid start after httpd\n#rsc_colocation httpd squid -infinity\n"
    )

    both = (tree.End("squid", "start"), tree.End("httpd", "start"))
    assert statements(text)[4:-1] == (
        tree.Order("ord-squid-httpd", both),
        tree.Order("ord-httpd-squid", both[::-1]),
        tree.Colocation(
            "col-httpd-with-squid", "-INFINITY", (tree.End("httpd"), tree.End("squid"))
        ),
    )


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("#rsc_order squid start before nobody", (2, 31, "nobody")),
        ("#rsc_order squid runs before squid", (2, 1, "#rsc_order")),
        ("#rsc_colocation squid squid much", (2, 1, "#rsc_colocation")),
        ("#rsc_colocation squid", (2, 1, "#rsc_colocation")),
    ],
)
def test_constraints_in_comments_that_are_unclear_are_left_out(
    line: str, place: tuple[int, int, str]
) -> None:
    text = f"n1 squid\n{line}\n"

    assert statements(text) == (init_script("squid"), prefers("squid", "n1"), PROPERTY)
    assert ("warning", "dropped", *place) in findings(text)


def test_an_id_that_is_taken_is_changed_and_that_is_said() -> None:
    text = "n1 squid #web\nn2 httpd #web\n"

    assert ids(statements(text)) == ["web", "web_2"]
    assert ("warning", "id-changed", 2, 11, "web") in findings(text)


# ------------------------------------------------------------------ the report


def test_every_word_has_its_row_in_the_order_of_the_file() -> None:
    text = (
        "n1 10.0.0.1/8 drbddisk::r0 LVSSyncDaemonSwap::master foo::secret\n"
        "n2 mysql::a::b::c::d::e::f::g::h::i::j::sesame\n"
    )

    rows = converted(text).rows

    assert [(row.piece, row.results) for row in rows] == [
        ("n1", ("group_1", "loc-group_1-n1")),
        ("10.0.0.1/8", ("ip_10_0_0_1",)),
        ("drbddisk::r0", ("drbd_r0", "drbd_r0-clone")),
        ("LVSSyncDaemonSwap::master", ()),
        ("foo::…", ("foo",)),
        ("n2", ("mysql", "loc-mysql-n2")),
        ("mysql::a::b::c::d::e::f::g::h::i::j::******", ("mysql",)),
    ]


def test_no_message_shows_a_password() -> None:
    text = "n1 mysql::a::b::c::d::e::f::g::h::i::j::ses\\\name::k::l::surplus foo\n"

    conversion = converted(text)

    assert conversion.cib is not None
    shown = [one.location.source.text for one in conversion.diagnostics if one.location]
    assert "invalid-argument" in {one.code for one in conversion.diagnostics}
    assert not any("ses" in line or "ame" in line for line in shown)
    assert "sesame" in {pair.get("value") for pair in conversion.cib.root.iter("nvpair")}


def test_what_is_to_be_done_by_hand_is_listed_once() -> None:
    conversion = converted("n1 squid drbddisk::r0\nn2 httpd drbddisk::r1\n")

    assert conversion.todo == (
        "Disable 'squid' at boot on all nodes: Pacemaker starts it.",
        "Disable the drbd service at boot on all nodes: Pacemaker starts and promotes DRBD itself.",
        "Set 'fencing resource-and-stonith' and the crm-fence-peer handlers in drbd.conf.",
        "Disable 'httpd' at boot on all nodes: Pacemaker starts it.",
        "Set up corosync on all nodes, or convert again with ha.cf.",
        "Stop heartbeat on all nodes and disable it at boot; enable corosync and pacemaker.",
    )
