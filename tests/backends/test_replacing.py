"""Writing over whatever is there, and noticing that something else is there."""

from pathlib import Path

import pytest

from backends.cibs import CIB, ids, raises, with_primitive
from backends.test_live import Cluster
from crmsh_py import xmltree
from crmsh_py.backends import disk
from crmsh_py.backends.base import ChangedMeanwhileError, last_writer
from crmsh_py.backends.file import FileBackend
from crmsh_py.backends.live import LiveBackend
from crmsh_py.pacemaker.tools import Tools

HEAD = "--query --no-children --xpath /cib"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "cib.xml"
    file.write_text(CIB)
    return file


def test_a_file_is_stale_once_its_configuration_changed(file: Path) -> None:
    backend = FileBackend(file)
    base = backend.read()
    assert not backend.is_stale(base)

    file.write_text(CIB.replace('num_updates="3"', 'num_updates="4"'))
    assert not backend.is_stale(base)

    backend.write(backend.read(), with_primitive(base, "b"))
    assert backend.is_stale(base)


def test_a_file_that_was_not_touched_is_not_read_again(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backend = FileBackend(file)
    base = backend.read()
    monkeypatch.setattr(disk, "read", None)  # calling it would fail

    assert not backend.is_stale(base)


def test_a_file_that_is_written_is_not_stale_to_who_wrote_it(file: Path) -> None:
    backend = FileBackend(file)

    written = backend.write(backend.read(), with_primitive(backend.read(), "b"))

    assert not backend.is_stale(written)


def test_a_file_is_replaced_whatever_it_holds(file: Path) -> None:
    backend = FileBackend(file)
    base = backend.read()
    backend.write(base, with_primitive(base, "theirs"))

    with pytest.raises(ChangedMeanwhileError):
        backend.write(base, with_primitive(base, "mine"))
    snapshot = backend.replace(with_primitive(base, "mine"))

    assert ids(snapshot) == ids(backend.read()) == ["a", "mine"]
    assert backend.read().version.epoch == 9


def test_the_cluster_is_asked_for_its_head_only() -> None:
    cluster = Cluster()
    backend = LiveBackend(Tools(cluster))
    base = backend.read()

    assert not backend.is_stale(base)
    cluster.xml = CIB.replace('num_updates="3"', 'num_updates="9"')
    assert not backend.is_stale(base)
    cluster.xml = CIB.replace('epoch="7"', 'epoch="8"')
    assert backend.is_stale(base)
    assert cluster.calls == ["--query", HEAD, HEAD, HEAD]


def test_the_clusters_configuration_is_replaced_as_a_whole() -> None:
    cluster = Cluster()
    backend = LiveBackend(Tools(cluster))
    base = backend.read()

    backend.replace(with_primitive(base, "b"))

    assert cluster.calls[1:] == ["--query", "--replace --scope configuration --xml-pipe", "--query"]


def test_another_schema_goes_in_front_of_what_is_replaced() -> None:
    cluster = Cluster()
    backend = LiveBackend(Tools(cluster))
    root = xmltree.parse(CIB.replace("pacemaker-3.9", "pacemaker-3.8"), "test")

    backend.replace(root)

    assert cluster.calls[1] == "--modify --xml-pipe"


def test_without_quorum_nothing_is_replaced_unless_forced() -> None:
    cluster = Cluster(CIB.replace('have-quorum="1"', 'have-quorum="0"'))
    backend = LiveBackend(Tools(cluster))
    base = backend.read()

    with raises("no-quorum"):
        backend.replace(with_primitive(base, "b"))
    assert cluster.calls == ["--query", "--query"]

    backend.replace(with_primitive(base, "b"), force=True)
    assert "--replace --scope configuration --xml-pipe" in cluster.calls


@pytest.mark.parametrize(
    ("attributes", "told"),
    [
        ({}, None),
        ({"update-user": "ann"}, "last writer ann"),
        (
            {"update-client": "cibadmin", "update-origin": "n2", "cib-last-written": "some day"},
            "last writer via cibadmin on n2, some day",
        ),
        (
            {"update-user": "ann", "cib-last-written": "Thu Nov  5 22:54:54 2015"},
            "last writer ann, Thu Nov  5 22:54:54 2015",
        ),
    ],
)
def test_the_last_writer_is_told_as_far_as_it_is_known(
    attributes: dict[str, str], told: str | None
) -> None:
    assert last_writer(xmltree.new("cib", attributes)) == told
