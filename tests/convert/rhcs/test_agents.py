"""What each type of rgmanager's resources becomes."""

import re
import subprocess
from pathlib import Path
from shutil import which

import pytest

from convert.rhcs.rm import drafted, heard, said, shown
from crmsh_py.convert.rhcs.choices import Choices
from crmsh_py.grammar import tree

NEWER = {("IPaddr2", "check_link_status")}
"""Parameters of newer agents than those of resource-agents 4.12."""
SIXTY = "op start interval=0s timeout=60s op stop interval=0s timeout=60s"
MOUNT = f"op monitor interval=60s timeout=40s {SIXTY}"
ASKED = f"op monitor interval=30s timeout=60s {SIXTY}"


def primitives(inside: str, choices: Choices | None = None) -> list[str]:
    """Return the primitives of a service, as text."""
    draft = drafted(f"<service name='svc'>{inside}</service>", choices or Choices())
    lines = shown(draft).splitlines()
    return [line for line in lines if line.startswith(("primitive", "clone"))]


def limits(monitor: str, start: int, stop: int) -> str:
    interval, _, timeout = monitor.partition("/")
    found = [f"op monitor interval={interval}s timeout={timeout}s"]
    found += [f"op start interval=0s timeout={start}s"] * (start != 20)
    found += [f"op stop interval=0s timeout={stop}s"] * (stop != 20)
    return " ".join(found)


ONE = [
    (
        "<ip address='10.0.0.1/24' prefer_interface='eth1' monitor_link='0'/>",
        "ip_10_0_0_1 IPaddr2 params ip=10.0.0.1 cidr_netmask=24 nic=eth1 check_link_status=false "
        + limits("20/20", 20, 20),
    ),
    (
        "<ip address='fe80::1/64' monitor_link='yes'/>",
        'ip_fe80__1 IPaddr2 params ip="fe80::1" cidr_netmask=64 ' + limits("20/20", 20, 20),
    ),
    (
        (
            "<fs name='f' device='LABEL=data' mountpoint='/d' fstype='ext3' options='noatime'"
            " force_unmount='1'/>"
        ),
        (
            'f Filesystem params device="-L data" directory="/d" fstype=ext3 options=noatime '
            f"force_unmount=safe {MOUNT}"
        ),
    ),
    (
        "<fs name='f' device='UUID=1-2' mountpoint='/d' fstype='xfs' force_fsck='1'/>",
        'f Filesystem params device="-U 1-2" directory="/d" fstype=xfs force_unmount=false '
        "run_fsck=force " + limits("60/40", 900, 60),
    ),
    (
        "<netfs name='n' host='filer' export='/vol' mountpoint='/d'/>",
        (
            'n Filesystem params device="filer:/vol" directory="/d" fstype=nfs '
            f'options="sync,soft,noac" force_unmount=false {MOUNT}'
        ),
    ),
    (
        "<netfs name='n' host='pc' export='/share' fstype='cifs' mountpoint='/d' options='ro'/>",
        (
            'n Filesystem params device="//pc/share" directory="/d" fstype=cifs options=ro '
            f"force_unmount=false {MOUNT}"
        ),
    ),
    (
        "<bind-mount name='b' source='/a' mountpoint='/b'/>",
        'b Filesystem params device="/a" directory="/b" fstype=none options=bind '
        + limits("60/40", 20, 20),
    ),
    ("<script name='s' file='/etc/init.d/httpd'/>", f"s lsb:httpd {ASKED}"),
    ("<script name='s' file='/etc/rc.d/init.d/httpd'/>", f"s lsb:httpd {ASKED}"),
    (
        (
            "<apache name='w' server_root='/srv/www' config_file='conf/a.conf' "
            "httpd_options='-DSSL' shutdown_wait='90' httpd='/usr/sbin/httpd.worker'/>"
        ),
        'w apache params configfile="/srv/www/conf/a.conf" httpd="/usr/sbin/httpd.worker" '
        'options="-d /srv/www -DSSL" ' + limits("60/20", 40, 90),
    ),
    (
        "<mysql name='m' listen_address='10.0.0.1' mysqld_options='--x' startup_wait='30'/>",
        'm mysql params config="/etc/my.cnf" '
        'additional_parameters="--bind-address=10.0.0.1 --x" ' + limits("60/30", 120, 120),
    ),
    (
        (
            "<postgres-8 name='p' config_file='/d/postgresql.conf' postmaster_user='pg'"
            " postmaster_options='-N 5 -D /d -i'/>"
        ),
        'p pgsql params pgdata="/d" config="/d/postgresql.conf" pgdba=pg start_opt="-N 5 -i" '
        + limits("60/30", 120, 120),
    ),
    (
        "<named name='d' config_file='/etc/n.conf' named_options='-4' named_sdb='1'/>",
        'd named params named_config="/etc/n.conf" named_options=-4 '
        'named="/usr/sbin/named_sdb" ' + limits("60/30", 60, 60),
    ),
    (
        "<openldap name='l' config_file='/etc/s.conf' url_list='ldap:///' slapd_options='-u x'/>",
        'l slapd params config="/etc/s.conf" services="ldap:///" parameters="-u x" '
        + limits("60/20", 20, 20),
    ),
    (
        "<nfsclient name='c' target='10.0.0.0/8' path='/e' fsid='9' options='rw'/>",
        'c exportfs params clientspec="10.0.0.0/8" options=rw directory="/e" fsid=9 '
        "unlock_on_stop=false " + limits("60/20", 40, 120),
    ),
    (
        "<oralistener name='L' user='o' home='/u' sid='X' tns_admin='/t'/>",
        'L oralsnr params sid=X home="/u" user=o listener=L tns_admin="/t" '
        + limits("300/30", 90, 30),
    ),
    (
        "<db2 instance='i' dblist='A B' dbpartitionnum='1'/>",
        'i db2 params instance=i dblist="A B" dbpartitionnum=1 ' + limits("20/60", 120, 120),
    ),
    (
        "<SAPInstance InstanceName='P_D00_h' START_PROFILE='/p'/>",
        'P_D00_h SAPInstance params InstanceName=P_D00_h START_PROFILE="/p" '
        + limits("120/60", 180, 240),
    ),
    (
        "<SAPDatabase SID='P' DBTYPE='ORA' STRICT_MONITORING='true'/>",
        "P SAPDatabase params SID=P DBTYPE=ORA STRICT_MONITORING=true "
        + limits("120/60", 1800, 1800),
    ),
    (
        "<vm name='g' xmlfile='/x.xml' hypervisor_uri='qemu:///system'/>",
        'g VirtualDomain params config="/x.xml" hypervisor="qemu:///system" '
        + limits("30/30", 300, 120),
    ),
]


@pytest.mark.parametrize(("xml", "primitive"), ONE, ids=[one[1].split()[1] for one in ONE])
def test_a_resource_becomes_a_primitive(xml: str, primitive: str) -> None:
    assert primitives(xml) == [f"primitive {primitive}"]


def test_a_volume_group_is_activated_by_its_system_id() -> None:
    draft = drafted("<service name='s'><lvm name='l' vg_name='vg' lv_name='lv'/></service>")

    expected = "primitive l LVM-activate params vgname=vg lvname=lv vg_access_mode=system_id "
    assert expected + limits("30/90", 90, 90) in shown(draft)
    assert heard(draft) == [("warning", "superseded-agent")]
    assert "system_id_source" in draft.conversion().todo[0]


@pytest.mark.parametrize("class_", ["lsb", "service", "systemd"])
def test_the_class_of_init_scripts_can_be_chosen(class_: str) -> None:
    made = primitives("<script name='s' file='/etc/init.d/x'/>", Choices(script_class=class_))

    assert made == [f"primitive s {class_}:x {ASKED}"]


def test_a_script_from_elsewhere_is_to_be_copied() -> None:
    draft = drafted("<service name='s'><script name='my app' file='/opt/app.sh'/></service>")

    assert f"primitive my_app lsb:app.sh {ASKED}" in shown(draft)
    assert heard(draft) == [("warning", "script-outside-init-d"), ("warning", "unreliable-status")]
    assert draft.conversion().todo == (
        "Copy /opt/app.sh to /etc/init.d/app.sh on all nodes, executable.",
    )


def test_samba_is_two_services_of_the_system() -> None:
    assert primitives("<samba name='b'/>") == [
        f"primitive b lsb:smb {ASKED}",
        f"primitive b-nmb lsb:nmb {ASKED}",
    ]


def test_a_database_of_oracle_has_its_listener_behind_it() -> None:
    made = primitives("<oracledb name='X' user='o' home='/u' listener_name='L' type='base'/>")

    assert made == [
        'primitive X oracle params sid=X home="/u" user=o ' + limits("30/30", 900, 90),
        'primitive X-listener oralsnr params sid=X home="/u" user=o listener=L '
        + limits("300/30", 90, 30),
    ]


def test_an_instance_of_oracle_has_a_listener_for_each_word() -> None:
    draft = drafted(
        "<service name='s'><orainstance name='X' user='o' home='/u' listeners='A, B'/></service>"
    )

    assert "group s X X-A X-B" in shown(draft)


@pytest.mark.parametrize(
    "inside",
    [
        "<orainstance name='X' user='o' home='/u'><oralistener name='L'/></orainstance>",
        "<orainstance name='X' user='o' home='/u'/><oralistener name='L'/>",
    ],
    ids=["around", "beside"],
)
def test_a_listener_takes_the_sid_of_the_one_database_there_is(inside: str) -> None:
    draft = drafted(f"<service name='s'>{inside}</service>")

    assert "primitive L oralsnr params sid=X listener=L" in shown(draft)
    assert heard(draft) == []


@pytest.mark.parametrize(
    ("xml", "parameter"),
    [
        ("<oralistener name='L'/>", "sid"),
        ("<fs name='f' mountpoint='/m' fstype='xfs'/>", "device"),
        ("<fs name='f' device='/dev/a' fstype='xfs'/>", "directory"),
        ("<lvm name='l'/>", "vgname"),
        ("<ip/>", "ip"),
        ("<nfsclient name='c' path='/p' fsid='1'/>", "clientspec"),
        ("<nfsclient name='c' target='*' fsid='1'/>", "directory"),
        ("<SAPDatabase SID='P'/>", "DBTYPE"),
        ("<ASEHAagent name='a' server_name='s'/>", "db_user"),
        ("<tomcat-6 name='t' java_home='/j'/>", "catalina_home"),
    ],
)
def test_a_parameter_that_is_missing_is_an_error_with_a_makeshift(xml: str, parameter: str) -> None:
    draft = drafted(f"<service name='s'>{xml}</service>")

    assert f"{parameter}=CHANGE-ME" in shown(draft)
    assert [one for one in heard(draft) if one[0] == "error"] == [("error", "missing-value")]


@pytest.mark.parametrize("tag", ["openvpn", "oradg"])
def test_an_unknown_type_is_an_error_and_keeps_what_it_says(tag: str) -> None:
    draft = drafted(f"<service name='s'><{tag} name='x' passwd='hidden' a='1'/></service>")

    assert f"primitive x ocf:rgmanager:{tag} params passwd=hidden a=1 {ASKED}" in shown(draft)
    assert said(draft) == [("error", "unknown-resource-type")]
    assert "hidden" not in draft.problems[0].message


def test_a_cluster_file_system_is_cloned_on_clones_of_its_locking() -> None:
    draft = drafted(
        "<resources><clusterfs name='g' device='/dev/mapper/v--g-lv' mountpoint='/g'"
        " fstype='gfs2' options='acl,lockproto=lock_dlm'/></resources>"
        "<service name='a'><clusterfs ref='g'><ip address='10.0.0.1'/></clusterfs></service>"
        "<service name='b'><clusterfs ref='g'/><ip address='10.0.0.2'/></service>"
    )

    lines = shown(draft).splitlines()
    names = [line.split()[1] for line in lines if line.startswith(("clone", "group"))]
    assert names == ["dlm-clone", "lvmlockd-clone", "lvm_v-g-clone", "g-clone", "a", "b"]
    assert 'params device="/dev/mapper/v--g-lv" directory="/g" fstype=gfs2 options=acl' in lines[6]
    assert [line for line in lines if line.startswith("order")] == [
        "order ord-dlm-clone-lvmlockd-clone Mandatory: dlm-clone lvmlockd-clone",
        "order ord-lvmlockd-clone-lvm_v-g-clone Mandatory: lvmlockd-clone lvm_v-g-clone",
        "order ord-lvm_v-g-clone-g-clone Mandatory: lvm_v-g-clone g-clone",
        "order ord-g-clone-a Mandatory: g-clone a",
        "order ord-g-clone-b Mandatory: g-clone b",
    ]
    assert heard(draft) == [("warning", "cluster-file-system")]


def test_the_first_gfs_is_to_be_converted() -> None:
    draft = drafted(
        "<service name='s'><clusterfs name='g' device='/dev/emcpowera' mountpoint='/g'"
        " fstype='gfs'/></service>"
    )

    assert 'params device="/dev/emcpowera" directory="/g" fstype=gfs2' in shown(draft)
    assert "lvmlockd" not in shown(draft)
    assert ("warning", "old-file-system") in heard(draft)
    assert heard(draft).count(("warning", "cluster-file-system")) == 2  # and there is no group


def test_a_drbd_device_is_promoted_before_the_service_that_is_on_it() -> None:
    draft = drafted(
        "<service name='s'><drbd name='d' resource='r0'>"
        "<fs name='f' device='/dev/drbd0' mountpoint='/m' fstype='xfs'/></drbd></service>"
    )

    lines = shown(draft).splitlines()
    assert lines[0] == (
        "primitive d ocf:linbit:drbd params drbd_resource=r0"
        " op monitor interval=29s timeout=20s role=Promoted"
        " op monitor interval=31s timeout=20s role=Unpromoted"
        " op start interval=0s timeout=240s op stop interval=0s timeout=100s"
        " op promote interval=0s timeout=90s op demote interval=0s timeout=90s"
        " op notify interval=0s timeout=90s"
    )
    assert lines[1] == (
        "clone d-clone d meta promotable=true promoted-max=1 promoted-node-max=1 clone-max=2"
        " clone-node-max=1 notify=true"
    )
    assert lines[-2:] == [
        "colocation col-s-with-d-clone inf: s d-clone:Promoted",
        "order ord-d-clone-s Mandatory: d-clone:promote s:start",
    ]


def test_exports_of_one_file_system_have_one_number() -> None:
    draft = drafted(
        "<service name='s'><fs name='f' device='/dev/a' mountpoint='/m' fstype='xfs'>"
        "<nfsexport name='e'><nfsclient name='c' target='a'/><nfsclient name='d' target='b'/>"
        "</nfsexport></fs></service>"
    )

    numbers = re.findall(r"fsid=(\d+)", shown(draft))
    assert len(numbers) == 2
    assert len(set(numbers)) == 1
    assert heard(draft) == [("warning", "approximated")] * 2
    assert any("nfs-server" in one for one in draft.conversion().todo)


def test_an_nfs_server_keeps_its_state_on_the_file_system_around_it() -> None:
    draft = drafted(
        "<service name='s'><fs name='f' device='/dev/a' mountpoint='/m' fstype='xfs'>"
        "<nfsserver name='n' statdport='4000'><nfsclient name='c' target='*' fsid='1'/>"
        "<ip address='10.0.0.1/24'/></nfsserver></fs></service>"
    )

    expected = 'params nfs_shared_infodir="/m/.clumanager/nfs" nfs_ip=10.0.0.1'
    assert f"primitive n nfsserver {expected}" in shown(draft)
    assert "group s f n c ip_10_0_0_1" in shown(draft)
    assert heard(draft) == [("warning", "no-counterpart")]


def test_what_rgmanager_wrote_into_configurations_is_told() -> None:
    draft = drafted("<service name='s'><ip address='10.0.0.1'/><apache name='w'/></service>")

    assert ("info", "generated-configuration") in said(draft)


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        ("<ip address='10.0.0.1' sleeptime='5'/>", ("info", "dropped")),
        ("<ip address='10.0.0.1' unheard='of'/>", ("warning", "no-counterpart")),
        ("<lvm name='l' vg_name='v' self_fence='1'/>", ("info", "dropped")),
        (
            "<netfs name='n' host='h' export='/e' mountpoint='/m' no_unmount='1'/>",
            ("warning", "approximated"),
        ),
        (
            "<fs name='f' device='/dev/a' mountpoint='/m'/>",
            ("warning", "approximated"),
        ),
        ("<samba name='b' smbd_options='-d 1'/>", ("warning", "no-counterpart")),
        ("<samba name='b' config_file='/a'/>", ("warning", "no-counterpart")),
        ("<smb name='b' workgroup='W'/>", ("warning", "approximated")),
        ("<named name='d' named_working_dir='/x'/>", ("warning", "no-counterpart")),
        ("<oracledb name='X' type='10g-ias' user='o' home='/u'/>", ("error", "no-counterpart")),
        ("<oracledb name='X' type='base-em' user='o' home='/u'/>", ("warning", "no-counterpart")),
        ("<postgres-8 name='p'/>", ("warning", "approximated")),
        ("<nfsexport name='e'/>", ("warning", "unused-resource")),
        ("<SAPDatabase SID='P' DBTYPE='ORA' JAVA_HOME='/j'/>", ("warning", "outdated-agent")),
        ("<ASEHAagent server_name='s' login_file='/l'/>", ("warning", "no-counterpart")),
        ("<script name='s'/>", ("error", "missing-value")),
        ("<nfsserver name='n'/>", ("warning", "approximated")),
    ],
)
def test_what_gets_lost_is_told(xml: str, code: tuple[str, str]) -> None:
    assert code in said(drafted(f"<service name='s'>\n{xml}</service>"))


def test_actions_set_intervals_and_limits() -> None:
    made = primitives(
        "<fs name='f' device='/dev/a' mountpoint='/m' fstype='xfs'>"
        "<action name='status' depth='*' interval='10'/>"
        "<action name='status' depth='10' interval='10' timeout='1m'/>"
        "<action name='start' timeout='5'/><action name='stop' timeout='5m'/></fs>"
    )

    assert made == [
        (
            'primitive f Filesystem params device="/dev/a" directory="/m" fstype=xfs '
            "force_unmount=false op monitor interval=10s timeout=40s "
            "op monitor interval=11s timeout=60s op_params OCF_CHECK_LEVEL=10 "
            "op start interval=0s timeout=60s op stop interval=0s timeout=300s"
        )
    ]


@pytest.mark.parametrize(
    "action",
    [
        "<action name='validate-all' timeout='1' interval='2'/>",
        "<action name='status' depth='10' interval='10'/>",
        "<action name='status' depth='deep' interval='10'/>",
        "<action name='start' unheard='of'/>",
    ],
)
def test_what_is_left_out_of_actions_is_told(action: str) -> None:
    draft = drafted(
        f"<service name='s'><ip address='10.0.0.1'><!-- two\n lines -->{action}</ip></service>"
    )

    assert set(said(draft)) == {("info", "dropped")}
    assert "params ip=10.0.0.1 op monitor interval=20s timeout=20s\n" in shown(draft)


def test_enforced_timeouts_are_taken_as_they_are() -> None:
    made = primitives(
        "<script name='s' file='/etc/init.d/s' __enforce_timeouts='1'>"
        "<action name='start' timeout='5'/><action name='status' interval='0'/></script>"
    )

    assert made == [
        "primitive s lsb:s op start interval=0s timeout=5s op stop interval=0s timeout=60s"
    ]


# ------------------------------------------------------------------ the agents themselves


def parameters(agent: tree.Agent) -> set[str]:
    """Return the parameters of an agent that is installed here."""
    spec = ":".join(filter(None, (agent.class_, agent.provider, agent.type)))
    done = subprocess.run(
        ["crm_resource", "--show-metadata", spec],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(re.findall(r'<parameter name="([^"]+)"', done.stdout))


@pytest.mark.skipif(
    not Path("/usr/lib/ocf/resource.d/heartbeat/IPaddr2").exists() or not which("crm_resource"),
    reason="resource-agents is not installed",
)
def test_every_parameter_is_one_that_the_agent_has() -> None:
    services = "".join(f"<service name='s{at}'>{one[0]}</service>" for at, one in enumerate(ONE))
    unknown = []
    for primitive in drafted(services).statements:
        if not isinstance(primitive, tree.Primitive) or not isinstance(primitive.agent, tree.Agent):
            continue
        agent = primitive.agent
        if agent.class_ != "ocf":
            continue
        known = parameters(agent)
        for clause in primitive.clauses:
            if isinstance(clause, tree.NvSet) and clause.keyword == "params":
                unknown += [
                    (agent.type, pair.name) for pair in clause.nvpairs if pair.name not in known
                ]

    assert set(unknown) <= NEWER


def test_a_cluster_file_system_starts_between_what_stood_before_it_and_after_it() -> None:
    draft = drafted(
        "<service name='s'><script name='drbd' file='/etc/init.d/drbd'>"
        "<clusterfs name='g' device='/dev/vg/lv' mountpoint='/g' fstype='gfs2'>"
        "<script name='libvirtd' file='/etc/init.d/libvirtd'/></clusterfs></script></service>"
    )

    lines = shown(draft).splitlines()
    assert "group s drbd libvirtd" in lines
    assert lines[-3:] == [
        "colocation col-s-with-g-clone inf: s g-clone",
        "order ord-drbd-lvm_vg-clone Optional: drbd lvm_vg-clone",
        "order ord-g-clone-libvirtd Mandatory: g-clone libvirtd",
    ]
    assert "order ord-g-clone-s" not in shown(draft)  # drbd would wait for what waits for it
    assert heard(draft).count(("warning", "cluster-file-system")) == 2


@pytest.mark.parametrize("device", ["/dev/sda", "/dev/vg/lv"])
def test_what_brings_the_device_last_is_ordered_before_a_cluster_file_system(device: str) -> None:
    draft = drafted(
        "<service name='s'><script name='iscsi' file='/etc/init.d/iscsi'/>"
        "<ip address='10.0.0.1'><script name='mpath' file='/etc/init.d/mpath'>"
        f"<clusterfs name='g' device='{device}' mountpoint='/g'/></script></ip></service>"
    )

    first = "lvm_vg-clone" if "vg" in device else "g-clone"
    orders = [line for line in shown(draft).splitlines() if line.startswith("order")]
    assert orders[-2:] == [
        f"order ord-mpath-{first} Optional: mpath {first}",
        "order ord-g-clone-iscsi Mandatory: g-clone iscsi",
    ]


def test_an_export_of_nothing_gets_no_number() -> None:
    draft = drafted("<service name='s'><nfsclient name='c' target='*'/></service>")

    assert heard(draft) == [("error", "missing-value")]


def test_a_clone_alone_has_its_name_even_if_the_service_has_the_same() -> None:
    draft = drafted(
        "<service name='g'><clusterfs name='g' device='/dev/sda' mountpoint='/g'/></service>"
    )

    assert "clone g-clone g meta interleave=true" in shown(draft).splitlines()
    assert ("info", "id-changed") not in said(draft)


@pytest.mark.parametrize("address", ["", "<ip address='10.0.0.1'/>"])
def test_the_configuration_of_tomcat_is_told_of(address: str) -> None:
    draft = drafted(
        f"<service name='s'>{address}<tomcat-6 name='t' config_file='/etc/t.conf' java_home='/j'"
        " catalina_home='/c'/></service>"
    )

    told = [one for one in draft.problems if "/etc/t.conf" in one.message]
    assert [one.code for one in told] == ["generated-configuration" if address else "dropped"]
