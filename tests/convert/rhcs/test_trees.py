"""References, defaults, inheritance: what the trees of rgmanager are made of."""

import pytest

from convert.rhcs.rm import drafted, heard, said, shown, trees
from crmsh_py.convert.rhcs.flags import is_on, number, seconds


def test_a_reference_finds_its_resource_by_the_primary_attribute() -> None:
    (service,) = trees(
        "<rm><resources><ip address='10.0.0.1/24' family='ipv4'/><db2 name='x' instance='i'/>"
        "<SAPDatabase SID='P' DBTYPE='ORA'/><SAPInstance InstanceName='P_D0_h'/></resources>"
        "<service name='s'><ip ref='10.0.0.1/24'/><db2 ref='i'/><SAPDatabase ref='P'/>"
        "<SAPInstance ref='P_D0_h'/></service></rm>"
    )

    found = [(one.label, dict(one.attributes)) for one in service.children]
    assert found == [
        ("ip '10.0.0.1/24'", {"address": "10.0.0.1/24", "family": "ipv4"}),
        ("db2 'i'", {"name": "x", "instance": "i"}),
        ("SAPDatabase 'P'", {"SID": "P", "DBTYPE": "ORA"}),
        ("SAPInstance 'P_D0_h'", {"InstanceName": "P_D0_h"}),
    ]


def test_defaults_yield_to_the_resource_and_that_to_what_stands_beside_the_reference() -> None:
    (service,) = trees(
        "<rm><resource-defaults><fs options='a' fstype='ext3' force_unmount=' 1 '/>"
        "</resource-defaults>"
        "<resources><fs name='f' device='/dev/a' mountpoint='/m' options='b' fstype='ext4'/>"
        "</resources><service name='s'><fs ref='f' options='c'/></service></rm>"
    )

    (fs,) = service.children
    assert fs.attributes == {
        "name": "f",
        "device": "/dev/a",
        "mountpoint": "/m",
        "fstype": "ext4",
        "options": "c",
        "force_unmount": "1",
    }


def test_clients_inherit_path_and_fsid_from_the_file_system_around_them() -> None:
    (service,) = trees(
        "<rm><service name='s'><fs name='f' device='/dev/a' mountpoint='/m' fsid='7'>"
        "<nfsexport name='e'><nfsclient name='c' target='*'/></nfsexport></fs>"
        "<nfsclient name='d' target='*' path='/other'/></service></rm>"
    )

    inside, outside = service.children[0].children[0].children[0], service.children[1]
    assert {key: inside.inherited[key] for key in ("path", "fsid", "fs")} == {
        "path": "/m",
        "fsid": "7",
        "fs": "f",
    }
    assert "path" not in outside.inherited


def test_a_file_system_without_fsid_does_not_hand_down_that_of_the_one_around_it() -> None:
    (service,) = trees(
        "<rm><service name='s'><fs name='f' device='/dev/a' mountpoint='/m' fsid='7'>"
        "<fs name='g' device='/dev/b' mountpoint='/m/n'><nfsclient name='c' target='*'/></fs>"
        "</fs></service></rm>"
    )

    client = service.children[0].children[0].children[0]
    assert (client.inherited["path"], client.inherited.get("fsid")) == ("/m/n", None)


def test_a_reference_to_nothing_is_left_out_with_all_that_is_in_it() -> None:
    draft = drafted(
        "<service name='s'><fs ref='gone'><ip address='10.0.0.2'/></fs>"
        "<ip address='10.0.0.1'/></service>"
    )

    assert "10.0.0.2" not in shown(draft)
    assert said(draft)[0] == ("warning", "missing-resource")
    assert draft.problems[0].location is not None
    assert draft.problems[0].location.position == (3, 28)


def test_an_address_is_used_once_as_rgmanager_did() -> None:
    draft = drafted(
        "<resources><ip address='10.0.0.1'/></resources>"
        "<service name='a'><ip ref='10.0.0.1'/></service>"
        "<service name='b'><ip ref='10.0.0.1'/><ip address='10.0.0.2'/></service>"
    )

    assert [line for line in shown(draft).splitlines() if line.startswith("group")] == [
        "group a ip_10_0_0_1",
        "group b ip_10_0_0_2",
    ]
    assert heard(draft) == [("warning", "repeated-resource")]


def test_a_script_used_twice_becomes_two_resources() -> None:
    draft = drafted(
        "<resources><script name='x' file='/etc/init.d/x'/></resources>"
        "<service name='a'><script ref='x'/></service>"
        "<service name='b'><script ref='x'/></service>"
    )

    lines = shown(draft).splitlines()
    assert [line for line in lines if line.startswith("group")] == ["group a x", "group b x_2"]
    assert heard(draft) == [("warning", "unreliable-status")]


def test_an_inline_resource_can_be_referred_to_afterwards() -> None:
    draft = drafted(
        "<service name='a'><script name='x' file='/etc/init.d/x'/></service>"
        "<service name='b'><script ref='x'/></service>"
    )

    assert "group b x_2" in shown(draft)


def test_the_first_of_two_definitions_counts() -> None:
    draft = drafted(
        "<resources><ip address='10.0.0.1' prefer_interface='eth0'/>"
        "<ip address='10.0.0.1' prefer_interface='eth1'/></resources>"
        "<service name='a'><ip ref='10.0.0.1'/></service>"
    )

    assert "nic=eth0" in shown(draft)
    assert heard(draft) == [("warning", "repeated-resource")]


def test_what_nobody_uses_is_told() -> None:
    draft = drafted(
        "<failoverdomains><failoverdomain name='d'/></failoverdomains>"
        "<resources><ip address='10.0.0.1'/></resources>"
    )

    assert said(draft) == [("info", "unused-resource")] * 2
    assert draft.statements == ()


def test_services_of_the_first_releases_are_found_by_their_old_names() -> None:
    draft = drafted(
        "<resources><group name='old' domain='d'/></resources>"
        "<service ref='old'><ip address='10.0.0.1'/></service>"
        "<resourcegroup name='older'><ip address='10.0.0.2'/></resourcegroup>"
    )

    lines = shown(draft).splitlines()
    assert [line for line in lines if line.startswith("group")] == [
        "group old ip_10_0_0_1",
        "group older ip_10_0_0_2",
    ]


@pytest.mark.parametrize(
    ("value", "meaning"), [("1", True), ("Yes", True), ("on", True), ("0", False), ("", False)]
)
def test_yes_and_no_are_written_in_many_ways(value: str, *, meaning: bool) -> None:
    assert is_on(value) is meaning


@pytest.mark.parametrize(("value", "result"), [("7", 7), (" 8x", 8), ("yes", 0), ("-1", -1)])
def test_numbers_are_read_as_c_does(value: str, result: int) -> None:
    assert number(value) == result


@pytest.mark.parametrize(
    ("value", "result"), [("30", 30), ("1m", 60), ("1h", 3600), ("2 min", 120), ("x", None)]
)
def test_times_have_units(value: str, result: int | None) -> None:
    assert seconds(value) == result


def test_what_is_left_out_has_a_row_in_the_report() -> None:
    draft = drafted(
        "<resources><fs/><ip address='10.0.0.1'/><ip address='10.0.0.1'/></resources>"
        "<service name='s'><ip ref='10.0.0.1'/><ip ref='10.0.0.1'/><fs ref='f'/></service>"
    )

    rows = [(one.piece, one.note) for one in draft.conversion().rows if not one.results]
    assert rows == [
        ("fs", "it has no name"),
        ("ip '10.0.0.1'", "it is defined already"),
        ("ip '10.0.0.1'", "it is used already"),
        ("fs 'f'", "there is none"),
    ]
