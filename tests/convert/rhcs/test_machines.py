"""Virtual machines as services of rgmanager."""

import pytest

from convert.rhcs.rm import drafted, heard, said, shown

MIGRATIONS = "op migrate_to interval=0s timeout=600s op migrate_from interval=0s timeout=600s"
OPS = (
    "op monitor interval=30s timeout=30s op start interval=0s timeout=300s "
    f"op stop interval=0s timeout=120s {MIGRATIONS}"
)


def machine(attributes: str, inside: str = "") -> str:
    return f"<vm name='g' xmlfile='/x.xml' {attributes}>{inside}</vm>"


@pytest.mark.parametrize(
    ("attributes", "says"),
    [
        ("", 'params config="/x.xml" meta allow-migrate=true'),
        (
            "autostart='0' recovery='relocate' migrate='live'",
            (
                'params config="/x.xml" meta target-role=Stopped migration-threshold=1'
                " failure-timeout=60s allow-migrate=true"
            ),
        ),
        (
            (
                "hypervisor_uri='xen:///' tunnelled='1' migrate_options='--unsafe' snapshot='/s'"
                " status_program='/bin/check' migration_uri='qemu+ssh://%s/system'"
            ),
            (
                'params config="/x.xml" hypervisor="xen:///" migration_transport=ssh'
                ' migrate_options=--unsafe remoteuri="qemu+ssh://%n/system" snapshot="/s"'
                ' monitor_scripts="/bin/check" meta allow-migrate=true'
            ),
        ),
    ],
)
def test_a_machine_is_a_primitive_that_may_migrate(attributes: str, says: str) -> None:
    draft = drafted(machine(attributes))

    assert shown(draft) == f"primitive g VirtualDomain {says} {OPS}\n"
    assert heard(draft) == []


@pytest.mark.parametrize(
    ("path", "config"),
    [
        ("", "/etc/libvirt/qemu/g.xml"),
        ("path='/mnt/vm_cfg'", "/mnt/vm_cfg/g.xml"),
        ("path='/a:/b'", "/a/g.xml"),
    ],
)
def test_the_description_is_looked_for_where_rgmanager_did(path: str, config: str) -> None:
    draft = drafted(f"<vm name='g' {path}/>")

    assert f'params config="{config}"' in shown(draft)
    assert heard(draft) == [("warning", "guest-description")]
    assert f"Put the description of 'g' into {config} on all nodes." in draft.conversion().todo


@pytest.mark.parametrize("attributes", ["path='/etc/xen'", "use_virsh='0'", "hypervisor='xen'"])
def test_machines_of_xen_need_descriptions_of_libvirt(attributes: str) -> None:
    draft = drafted(f"<vm name='g' {attributes}/>")

    assert heard(draft) == [("warning", "guest-description")] * 2
    assert any("domxml-from-native" in one for one in draft.conversion().todo)


@pytest.mark.parametrize(
    ("attributes", "problem"),
    [
        ("no_kill='1'", ("warning", "approximated")),
        ("migration_mapping='a:b'", ("warning", "approximated")),
        ("migration_uri='qemu+ssh://a/system'", ("warning", "approximated")),
        ("migrate='pause'", ("info", "approximated")),
        ("unheard='of'", ("warning", "no-counterpart")),
    ],
)
def test_what_gets_lost_of_a_machine_is_told(attributes: str, problem: tuple[str, str]) -> None:
    assert said(drafted(machine(attributes))) == [problem]


def test_a_machine_has_domain_exclusiveness_and_dependencies_as_a_service_has() -> None:
    draft = drafted(
        "<failoverdomains><failoverdomain name='d' ordered='1' nofailback='1'>"
        "<failoverdomainnode name='n1' priority='1'/></failoverdomain></failoverdomains>"
        "<service name='s'><ip address='10.0.0.1'/></service>"
        + machine("domain='d' exclusive='1' depend='service:s'")
    )

    lines = shown(draft).splitlines()
    assert "meta resource-stickiness=2000 allow-migrate=true" in shown(draft)
    assert lines[-3:] == [
        "location loc-g-n1 g 100990: n1",
        "colocation col-s-with-g -inf: s g",
        "order ord-s-g Mandatory: s g",
    ]


def test_what_is_in_a_machine_follows_it() -> None:
    draft = drafted(machine("", "<ip address='10.0.0.1'/>"))

    assert shown(draft).splitlines()[1:] == [
        "primitive ip_10_0_0_1 IPaddr2 params ip=10.0.0.1 op monitor interval=20s timeout=20s",
        "group g-resources ip_10_0_0_1",
        "colocation col-g-resources-with-g inf: g-resources g",
        "order ord-g-g-resources Mandatory: g g-resources",
    ]
    assert heard(draft) == [("warning", "approximated")]


def test_what_is_nothing_to_pacemaker_leaves_a_machine_alone() -> None:
    draft = drafted(machine("", "<service name='empty'/>"))

    assert shown(draft).count("\n") == 1


def test_a_machine_in_a_service_is_a_member_like_others() -> None:
    draft = drafted(f"<service name='s'><ip address='10.0.0.1'/>{machine('')}</service>")

    assert "group s ip_10_0_0_1 g\n" in shown(draft)
    assert "allow-migrate" not in shown(draft)


def test_in_a_service_a_machine_has_no_say_of_when_it_runs() -> None:
    inside = machine("autostart='0' domain='d' exclusive='1' recovery='relocate'")
    draft = drafted(f"<service name='s'>{inside}</service>")

    dropped = [one.message for one in draft.problems if one.code == "dropped"]
    assert dropped == [
        f"vm 'g': '{name}' has no effect: the service around it decides"
        for name in ("autostart", "domain", "exclusive", "recovery")
    ]
    assert heard(draft) == []


def test_a_guest_of_proxmox_is_refused_with_what_to_do() -> None:
    draft = drafted("<pvevm vmid='100' autostart='1' domain='d'/>")

    assert said(draft) == [("error", "unknown-resource-type")]
    assert "ha-manager" in (draft.problems[0].hint or "")
