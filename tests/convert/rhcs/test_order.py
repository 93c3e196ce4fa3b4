"""The order of starting and stopping: rgmanager's own tests of its trees, and ours."""

import re
from pathlib import Path

import pytest

from convert.rhcs.rm import drafted, drafted_of, said, trees
from crmsh_py.convert.conversion import Input
from crmsh_py.convert.rhcs.converter import convert
from crmsh_py.convert.rhcs.order import start_order, stop_order, stops_in_mirror_order
from crmsh_py.convert.rhcs.trees import Resource
from crmsh_py.grammar import tree

CORPUS = Path(__file__).parents[4] / "shared/corpus/legacy/cluster.conf/rgmanager-tests"
TESTS = sorted(CORPUS.glob("test*.conf"))
NOT_MEMBERS = {"service", "nfsexport", "failoverdomain"}
UNUSED = "no service uses it"
_STEP = re.compile(r"\[(?:start|stop)\] (\S+?):(.*)")


def names(resources: list[Resource]) -> list[tuple[str, str]]:
    return [(one.tag, one.name) for one in resources]


def expected(file: Path) -> list[tuple[str, str]]:
    return [match.groups() for match in _STEP.finditer(file.read_text())]  # type: ignore[misc] # two groups


def body(file: Path) -> str:
    return re.sub(r"<\?xml.*?\?>|</?cluster>", "", file.read_text())


@pytest.mark.parametrize("file", TESTS, ids=lambda file: file.stem)
def test_the_start_order_is_rgmanager_s(file: Path) -> None:
    started = [one for service in trees(body(file)) for one in start_order(service)]

    assert names(started) == expected(file.with_suffix(".start.expected"))


@pytest.mark.parametrize("file", TESTS, ids=lambda file: file.stem)
def test_the_stop_order_is_rgmanager_s(file: Path) -> None:
    stopped = [one for service in trees(body(file)) for one in stop_order(service)]

    assert names(stopped) == expected(file.with_suffix(".stop.expected"))


@pytest.mark.parametrize("file", TESTS, ids=lambda file: file.stem)
def test_groups_have_their_members_in_rgmanager_s_start_order(file: Path) -> None:
    steps = expected(file.with_suffix(".start.expected"))
    conversion = convert(Input(file.name, file.read_bytes()))

    made = [row for row in conversion.rows if row.piece.partition(" ")[0] not in NOT_MEMBERS]
    members = [] if conversion.cib is None else conversion.cib.root.findall(".//group/primitive")
    pieces = [f"{tag} '{name}'" for tag, name in steps if tag not in NOT_MEMBERS]
    assert [row.piece for row in made if row.note != UNUSED] == pieces
    assert [one.get("id") for one in members] == [id_ for row in made for id_ in row.results]


FULL = """
<rm><service name="all">
  <other name="o1"/>
  <script name="script" file="/etc/init.d/a"/>
  <smb name="smb"/>
  <ip address="10.0.0.1"/>
  <nfsclient name="client" target="*" path="/a"/>
  <nfsexport name="export"><nfsclient name="inside" target="*"/></nfsexport>
  <netfs name="netfs" host="h" export="/e" mountpoint="/n"/>
  <clusterfs name="clusterfs" device="/dev/sda" mountpoint="/c">
    <nfsexport name="e2"/><other name="o2"/><fs name="inner" device="/dev/sdb" mountpoint="/i"/>
  </clusterfs>
  <fs name="fs2" device="/dev/sdc" mountpoint="/2"/>
  <fs name="fs1" device="/dev/sdd" mountpoint="/1"/>
  <lvm name="lvm" vg_name="vg"/>
</service></rm>
"""


def test_children_start_by_levels_then_in_the_order_of_the_file() -> None:
    (service,) = trees(FULL)

    assert [one.name for one in start_order(service)] == [
        *("all", "lvm", "fs2", "fs1", "clusterfs", "inner", "e2", "o2", "netfs"),
        *("export", "inside", "client", "10.0.0.1", "smb", "script", "o1"),
    ]


def test_children_stop_by_levels_of_their_own() -> None:
    (service,) = trees(FULL)

    assert [one.name for one in stop_order(service)] == [
        *("o1", "script", "10.0.0.1", "smb", "client", "inside", "export", "netfs"),
        *("o2", "e2", "inner", "clusterfs", "fs1", "fs2", "lvm", "all"),
    ]
    assert not stops_in_mirror_order(service)


def test_clients_and_addresses_follow_their_nfs_server() -> None:
    (service,) = trees(
        "<rm><service name='s'><nfsserver name='n'><ip address='10.0.0.1'/>"
        "<nfsclient name='c' target='*'/></nfsserver></service></rm>"
    )

    assert [one.name for one in start_order(service)] == ["s", "n", "c", "10.0.0.1"]
    assert stops_in_mirror_order(service)


def test_it_is_told_if_a_group_stops_in_another_order() -> None:
    draft = drafted("<service name='s'><smb name='b'/><ip address='10.0.0.1'/></service>")

    assert ("info", "stop-order") in said(draft)


def test_several_rm_elements_in_any_order_are_one() -> None:
    draft = drafted_of(
        "<rm><service name='s'><ip ref='10.0.0.1'/></service></rm>"
        "<rm><resources><ip address='10.0.0.1'/></resources></rm>"
    )

    groups = [one for one in draft.statements if isinstance(one, tree.Group)]
    assert groups == [tree.Group("s", (tree.Word("ip_10_0_0_1"),))]
