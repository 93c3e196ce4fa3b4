"""The running cluster, played by a fake cibadmin; tests/cluster has a real one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from backends.cibs import CIB, ids, raises, with_primitive
from crmsh_py import xmltree
from crmsh_py.backends.base import Snapshot, Version
from crmsh_py.backends.daemons import pacemaker_runs
from crmsh_py.backends.live import LiveBackend
from crmsh_py.model.remarked import comment_changes
from crmsh_py.runner import LocalRunner, Outcome


@dataclass
class Cluster:
    """Plays cibadmin: has a CIB, keeps the patches, and fails as told."""

    xml: str = CIB
    patches: list[bytes] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    failures: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    """What fails, by the first argument: status and words."""

    def run(self, argv: Sequence[str], *, stdin: bytes = b"", **_: object) -> Outcome:
        """Answer a call of cibadmin."""
        self.calls.append(" ".join(argv[1:]))
        if argv[1] in self.failures:
            status, words = self.failures[argv[1]]
            return Outcome(tuple(argv), status, b"", words)
        if argv[1] == "--patch":
            self.patches.append(stdin)
            self.xml = self.xml.replace('epoch="7"', 'epoch="8"').replace(
                "</resources>", '<primitive id="b"/></resources>'
            )
            return Outcome(tuple(argv), 0, b"", b"")
        root = xmltree.parse(self.xml, "test")
        if "--no-children" in argv:
            root = xmltree.new("cib", dict(root.attrib))
        return Outcome(tuple(argv), 0, xmltree.to_bytes(root), b"")


HEAD = "--query --no-children --xpath /cib"
PATCH = "--patch --xml-pipe"


def test_reading_is_one_query() -> None:
    cluster = Cluster()

    snapshot = LiveBackend(cluster).read()

    assert (snapshot.version, ids(snapshot)) == (Version(1, 7, 3), ["a"])
    assert cluster.calls == ["--query"]
    assert LiveBackend(cluster).name == "live"


def test_a_commit_is_a_patch_against_the_epoch_that_was_read() -> None:
    cluster = Cluster()
    base = LiveBackend(cluster).read()

    snapshot = LiveBackend(cluster).write(base, with_primitive(base, "b"))

    assert cluster.calls == ["--query", HEAD, PATCH, "--query"]
    version = xmltree.parse(cluster.patches[0], "patch")[0]
    assert xmltree.to_text(version) == (
        '<version><source admin_epoch="1" epoch="7"/>'
        '<target admin_epoch="1" epoch="8" num_updates="0"/></version>'
    )
    assert (snapshot.version.epoch, ids(snapshot)) == (8, ["a", "b"])


def test_without_changes_nothing_is_asked_or_written() -> None:
    cluster = Cluster()
    base = LiveBackend(cluster).read()

    assert LiveBackend(cluster).write(base, xmltree.parse(base.xml, "test")) is base
    assert cluster.calls == ["--query"]


def test_a_comment_is_a_change_to_the_cluster() -> None:
    cluster = Cluster()
    base = LiveBackend(cluster).read()
    root = xmltree.parse(base.xml, "test")
    root[0].insert(0, xmltree.comment(" why "))

    LiveBackend(cluster).write(base, root, changes=comment_changes(base.root, root))

    assert b'position="0"><!-- why --></change>' in cluster.patches[0]


def test_without_quorum_only_force_writes() -> None:
    cluster = Cluster(CIB.replace('have-quorum="1"', 'have-quorum="0"'))
    base = LiveBackend(cluster).read()
    root = with_primitive(base, "b")

    with raises("no-quorum", "'commit force'"):
        LiveBackend(cluster).write(base, root)
    assert cluster.patches == []

    LiveBackend(cluster).write(base, root, force=True)
    assert len(cluster.patches) == 1


def test_an_epoch_that_moved_on_before_the_patch_stops_it() -> None:
    cluster = Cluster()
    base = LiveBackend(cluster).read()
    cluster.xml = CIB.replace('epoch="7"', 'epoch="8"')

    with raises("changed-meanwhile", "last writer: hacluster with crmd;"):
        LiveBackend(cluster).write(base, with_primitive(base, "b"))

    assert cluster.patches == []


VERSION = (
    '<cluster_property_set id="cib-bootstrap-options"><nvpair id="v" name="dc-version" value="{}"/>'
    "</cluster_property_set>"
)


def of_release(release: str, features: str = "3.16.2") -> str:
    version = f"<crm_config>{VERSION.format(release)}</crm_config>"
    return CIB.replace("3.16.1", features).replace("<crm_config/>", version)


def described(base: Snapshot, text: str) -> xmltree.Element:
    root = with_primitive(base, "b")
    (added,) = root.iterfind("configuration/resources/primitive[@id='b']")
    added.set("description", text)
    return root


@pytest.mark.parametrize("text", ["a\nb", "a\tb", "a\rb", 'ä"', "é &", "猫 b <"])
def test_what_an_old_pacemaker_would_change_is_refused(text: str) -> None:
    cluster = Cluster(of_release("2.1.5-a3f44794f94"))
    base = LiveBackend(cluster).read()

    with raises("not-kept", "primitive b: Pacemaker 2.1.5 would not keep 'description'"):
        LiveBackend(cluster).write(base, described(base, text))

    assert cluster.calls == ["--query"]


def test_without_its_release_the_features_tell_an_old_pacemaker() -> None:
    cluster = Cluster(CIB)
    base = LiveBackend(cluster).read()

    with raises("not-kept", "primitive b: this Pacemaker would not keep 'description'"):
        LiveBackend(cluster).write(base, described(base, "a\nb"))


@pytest.mark.parametrize(
    ("release", "features", "text"),
    [
        ("2.1.5-a3f44794f94", "3.16.2", "\"a\" & <b> 'ä' > é"),
        ("2.1.8-3980678f0", "3.19.5", 'ä"\n'),
        ("3.0.0", "3.20.0", "a\tb"),
        ("of our own", "3.20.0", "a\tb"),
        ("of our own", "unknown", "a\tb"),
    ],
)
def test_what_pacemaker_keeps_is_sent(release: str, features: str, text: str) -> None:
    cluster = Cluster(of_release(release, features))
    base = LiveBackend(cluster).read()

    LiveBackend(cluster).write(base, described(base, text))

    assert len(cluster.patches) == 1


def test_what_is_not_changed_is_not_judged() -> None:
    text = of_release("2.1.5").replace('id="a"', 'id="a" description="&#10;"')
    cluster = Cluster(text)
    base = LiveBackend(cluster).read()

    LiveBackend(cluster).write(base, with_primitive(base, "b"))

    assert len(cluster.patches) == 1


@pytest.mark.parametrize(
    ("status", "words", "code"),
    [
        (103, b"Call cib_apply_diff failed: Update was older", "changed-meanwhile"),
        (78, b"Update does not conform to the configured schema", "invalid-configuration"),
        (4, b"Call cib_apply_diff failed: Permission denied", "no-permission"),
        (77, b"", "no-permission"),
        (106, b"", "no-quorum"),
        (124, b"", "timed-out"),
        (1, b"Application of update diff failed", "tool-failed"),
        (-9, b"", "tool-failed"),
    ],
)
def test_what_cibadmin_says_to_a_patch_is_one_error(status: int, words: bytes, code: str) -> None:
    cluster = Cluster()
    base = LiveBackend(cluster).read()
    cluster.failures["--patch"] = (status, words)

    with raises(code):
        LiveBackend(cluster).write(base, with_primitive(base, "b"))

    assert cluster.calls[-1] == (HEAD if status == 103 else PATCH)


@pytest.mark.parametrize(
    ("status", "words", "code"),
    [
        (102, b"Could not connect: Transport endpoint is not connected", "not-connected"),
        (1, b"Could not connect to the CIB: Connection refused", "not-connected"),
        (102, b"Could not connect to the CIB: Permission denied", "no-permission"),
        (68, b"no words that we know", "tool-failed"),
    ],
)
def test_what_cibadmin_says_to_a_query_is_one_error(
    tmp_path: Path, status: int, words: bytes, code: str
) -> None:
    with raises(code):
        LiveBackend(Cluster(failures={"--query": (status, words)}), tmp_path).read()


def test_a_pacemaker_that_runs_but_hangs_up_asks_for_permission(tmp_path: Path) -> None:
    (tmp_path / "17").mkdir()
    (tmp_path / "17" / "comm").write_text("pacemaker-based\n")
    words = b"Could not connect to the CIB: Transport endpoint is not connected"

    with raises("no-permission"):
        LiveBackend(Cluster(failures={"--query": (102, words)}), tmp_path).read()


def test_waiting_is_left_to_pacemaker() -> None:
    cluster = Cluster()

    LiveBackend(cluster).wait()
    assert cluster.calls == ["--wait --timeout=3600s"]

    cluster.failures["--wait"] = (124, b"")
    with raises("timed-out"):
        LiveBackend(cluster).wait()


def test_an_answer_that_is_no_cib_is_an_error() -> None:
    with raises("not-a-cib"):
        LiveBackend(Cluster("<nothing/>")).read()


@pytest.mark.skipif(LocalRunner().find("cibadmin") is None, reason="Pacemaker is not installed")
def test_a_pacemaker_that_is_down_is_an_error() -> None:
    if pacemaker_runs():
        pytest.skip("Pacemaker runs here")

    with raises("not-connected", "crm -c FILE"):
        LiveBackend(LocalRunner()).read()


def test_a_snapshot_is_parsed_once_at_most() -> None:
    snapshot = Snapshot.of(CIB.encode(), "test")

    assert snapshot.root is snapshot.root
    assert Snapshot(CIB.encode(), Version(1, 7, 3)).root.tag == "cib"
    assert snapshot == Snapshot(CIB.encode(), Version(1, 7, 3))
