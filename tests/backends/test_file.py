"""The file back end: what it reads, what it writes, and what it leaves alone."""

import fcntl
import hashlib
import itertools
import os
import pwd
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from backends.cibs import CIB, ids, raises, with_primitive
from crmsh_py import xmltree
from crmsh_py.backends import disk
from crmsh_py.backends.base import Snapshot, Version
from crmsh_py.backends.file import FileBackend
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.model.empty import EMPTY_CIB
from crmsh_py.runner import LocalRunner, Outcome

NOBODY = 65534
WRITTEN = time.mktime((2015, 11, 5, 22, 54, 54, 0, 0, -1))
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
needs_cibadmin = pytest.mark.skipif(
    LocalRunner().find("cibadmin") is None, reason="Pacemaker's tools are not installed"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "cib.xml"
    file.write_text(CIB)
    return file


def backend(file: Path) -> FileBackend:
    return FileBackend(file, user="ann", host="n1", clock=lambda: WRITTEN, patience=0.2)


def add(file: Path, id_: str = "b") -> Snapshot:
    """Read, add a primitive, write."""
    base = backend(file).read()
    return backend(file).write(base, with_primitive(base, id_))


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


# ------------------------------------------------------------------ reading


def test_reading_gives_the_bytes_and_the_version(file: Path) -> None:
    snapshot = backend(file).read()

    assert snapshot == Snapshot(CIB.encode(), Version(1, 7, 3))
    assert ids(snapshot) == ["a"]
    assert backend(file).name == "cib.xml"


def test_a_file_that_is_not_there_is_an_empty_configuration(tmp_path: Path) -> None:
    assert backend(tmp_path / "new.xml").read() == Snapshot(EMPTY_CIB, Version())
    assert names(tmp_path) == []


def test_counters_that_are_not_there_are_zero(file: Path) -> None:
    file.write_text("<cib epoch='2'><configuration/></cib>")

    assert backend(file).read().version == Version(0, 2, 0)


BOMB = (
    '<!DOCTYPE cib [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 20}">' for a, b in itertools.pairwise("abcdefghi"))
    + "]><cib><configuration>&i;</configuration></cib>"
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"", "malformed-xml"),
        (CIB[:300].encode(), "malformed-xml"),
        (bytes(range(256)) * 100, "malformed-xml"),
        (b"\x7fELF\x02\x01\x01\x00", "malformed-xml"),
        (b"primitive a Dummy\n", "malformed-xml"),
        (BOMB.encode(), "forbidden-xml"),
        (b"<cib>" + b"<rule>" * 200 + b"</rule>" * 200 + b"</cib>", "forbidden-xml"),
        (b"<!DOCTYPE cib SYSTEM 'file:///etc/passwd'><cib/>", "forbidden-xml"),
        (b"<configuration/>", "not-a-cib"),
        (b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "not-a-cib"),
        (b"<cib/>", "not-a-cib"),
        (b"<cib><configuration/><configuration/></cib>", "not-a-cib"),
        (b"<cib epoch='x'><configuration/></cib>", "not-a-cib"),
        (b"<cib admin_epoch='-1'><configuration/></cib>", "not-a-cib"),
        (b"<cib epoch='" + b"9" * 5000 + b"'><configuration/></cib>", "not-a-cib"),
    ],
)
def test_what_is_no_cib_is_one_error(file: Path, text: bytes, code: str) -> None:
    file.write_bytes(text)

    with raises(code):
        backend(file).read()

    assert file.read_bytes() == text


def test_a_folder_a_fifo_and_a_device_are_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo.xml")

    for path in (tmp_path, tmp_path / "fifo.xml", Path("/dev/zero"), Path("/dev/null/cib.xml")):
        with raises("unreadable-file"):
            backend(path).read()


def test_a_loop_of_links_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "cib.xml").symlink_to("cib.xml")

    with raises("unreadable-file"):
        backend(tmp_path / "cib.xml").read()


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with raises("no-such-file", str(tmp_path / "none")):
        backend(tmp_path / "none" / "cib.xml").read()


def test_a_huge_file_is_not_read(file: Path) -> None:
    with file.open("wb") as stream:
        stream.truncate(xmltree.MAX_BYTES + 1)

    with raises("file-too-large"):
        backend(file).read()


def test_a_file_of_two_hundred_megabytes_of_nothing_is_an_error(file: Path) -> None:
    with file.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)

    with raises("malformed-xml"):
        backend(file).read()


@pytest.mark.parametrize(
    ("octets", "place"),
    [
        (b"\n" * 2_000_000, (2_000_001, 1)),
        (b"<cib>" + b"<a>x</a>" * 200_000 + b"<a></b>", (1, 1_600_013)),
    ],
    ids=["lines", "line"],
)
def test_of_a_huge_file_a_short_piece_is_shown(
    file: Path, octets: bytes, place: tuple[int, int]
) -> None:
    file.write_bytes(octets)

    with pytest.raises(CrmError) as caught:
        backend(file).read()

    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.code == "malformed-xml"
    assert diagnostic.location is not None
    assert diagnostic.location.position == place
    assert len(diagnostic.location.source.text) <= 400


# ------------------------------------------------------------------ writing


COMMITTED = """\
<?xml version="1.0" ?>
<!-- made by hand -->
<cib crm_feature_set="3.16.1" validate-with="pacemaker-3.9" epoch="8" num_updates="0" \
admin_epoch="1" have-quorum="1" update-user="ann" update-client="crm" \
cib-last-written="Thu Nov  5 22:54:54 2015" update-origin="n1">
  <configuration>
    <crm_config/>
    <nodes/>
    <resources>
      <primitive id="a" class="ocf" provider="pacemaker" type="Dummy"/>
      <primitive id="b" class="ocf" provider="pacemaker" type="Dummy"/>
    </resources>
    <constraints/>
  </configuration>
  <status/>
</cib>
"""


def test_a_commit_changes_what_was_changed_and_the_root(file: Path) -> None:
    snapshot = add(file)

    assert file.read_text() == COMMITTED
    assert snapshot == backend(file).read()
    assert snapshot.version == Version(1, 8, 0)
    assert ids(snapshot) == ["a", "b"]
    assert names(file.parent) == ["cib.xml"]


def test_the_working_configuration_stays_as_it_is(file: Path) -> None:
    base = backend(file).read()
    root = with_primitive(base, "b")
    before = xmltree.to_bytes(root)

    backend(file).write(base, root)

    assert xmltree.to_bytes(root) == before


def test_a_new_file_is_for_its_owner_only(tmp_path: Path) -> None:
    snapshot = add(tmp_path / "new.xml", "a")

    assert snapshot.version == Version(0, 1, 0)
    assert stat.S_IMODE((tmp_path / "new.xml").stat().st_mode) == 0o600
    assert (tmp_path / "new.xml").read_bytes().startswith(b'<cib validate-with="pacemaker-3.9" ')


def test_without_changes_nothing_is_written(file: Path) -> None:
    base = backend(file).read()
    before = file.stat()

    assert backend(file).write(base, with_comment(base)) is base
    assert file.stat() == before
    assert file.read_text() == CIB


def with_comment(base: Snapshot) -> xmltree.Element:
    root = xmltree.parse(base.xml, "test")
    root[0].append(xmltree.comment("makes no difference"))
    root.set("epoch", "99")
    return root


def test_the_schema_of_the_working_configuration_is_written(file: Path) -> None:
    base = backend(file).read()
    root = xmltree.parse(base.xml, "test")
    root.set("validate-with", "pacemaker-3.8")
    root.set("admin_epoch", "0")

    snapshot = backend(file).write(base, root)

    assert snapshot.root.get("validate-with") == "pacemaker-3.8"
    assert snapshot.version == Version(1, 8, 0)


UTF8 = "<?xml version='1.0' encoding='UTF-8'?>"


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ('<?xml version="1.0" ?>', '<?xml version="1.0" ?>\n<!--'),
        ("<?xml version='1.0' encoding='utf-8'?>", "<?xml version='1.0' encoding='utf-8'?>\n<!--"),
        ('<?xml version="1.0" encoding="iso-8859-1"?>', f"{UTF8}\n<!--"),
        ("\ufeff", "<!-- made"),
    ],
)  # fmt: skip
def test_an_xml_declaration_is_kept(file: Path, given: str, written: str) -> None:
    file.write_text(CIB.replace('<?xml version="1.0" ?>', given).replace(f"{given}\n", given))

    add(file)

    assert file.read_text().startswith(written)


def test_mode_and_owner_are_kept(file: Path) -> None:
    file.chmod(0o664)
    if os.geteuid() == 0:
        os.chown(file, NOBODY, NOBODY)
    before = file.stat()

    add(file)

    after = file.stat()
    assert after.st_ino != before.st_ino
    assert (after.st_mode, after.st_uid, after.st_gid) == (
        before.st_mode,
        before.st_uid,
        before.st_gid,
    )


def test_links_are_followed_to_the_real_file(file: Path, tmp_path: Path) -> None:
    (tmp_path / "links").mkdir()
    link = tmp_path / "links" / "link.xml"
    link.symlink_to("../cib.xml")

    add(link)

    assert link.is_symlink()
    assert ids(backend(file).read()) == ["a", "b"]
    assert names(link.parent) == ["link.xml"]


def test_a_link_to_nowhere_makes_the_file_it_names(tmp_path: Path) -> None:
    (tmp_path / "link.xml").symlink_to("real.xml")

    add(tmp_path / "link.xml")

    assert (tmp_path / "link.xml").is_symlink()
    assert ids(backend(tmp_path / "real.xml").read()) == ["b"]


def test_there_is_nothing_to_wait_for(file: Path) -> None:
    before = (file.read_bytes(), file.stat().st_mtime_ns)

    backend(file).wait()

    assert (file.read_bytes(), file.stat().st_mtime_ns) == before


def test_the_user_and_the_host_are_those_of_the_process(file: Path) -> None:
    base = FileBackend(file).read()

    root = FileBackend(file).write(base, with_primitive(base, "b")).root

    assert root.get("update-user") == pwd.getpwuid(os.geteuid()).pw_name
    assert root.get("update-origin") == os.uname().nodename


def test_a_user_without_a_name_is_a_number(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 4_000_000_001)
    base = FileBackend(file).read()

    root = FileBackend(file).write(base, with_primitive(base, "b")).root

    assert root.get("update-user") == "4000000001"


# ------------------------------------------------------------------ others who write


def test_a_configuration_that_moved_on_is_left_alone(file: Path) -> None:
    base = backend(file).read()
    add(file, "theirs")
    theirs = file.read_bytes()

    with raises("changed-meanwhile", "last writer ann via crm on n1, Thu Nov  5 22:54:54 2015"):
        backend(file).write(base, with_primitive(base, "ours"))

    assert file.read_bytes() == theirs


@pytest.mark.parametrize(
    ("old", "new"), [('epoch="7"', 'epoch="8"'), ('type="Dummy"', 'type="Stateful"')]
)
def test_an_epoch_or_a_configuration_alone_counts(file: Path, old: str, new: str) -> None:
    base = backend(file).read()
    file.write_text(CIB.replace(old, new))

    with raises("changed-meanwhile"):
        backend(file).write(base, with_primitive(base, "b"))


def test_the_status_may_move_on_and_is_kept(file: Path) -> None:
    base = backend(file).read()
    state = '<status>\n    <node_state id="1"/>\n  </status>'
    file.write_text(CIB.replace('num_updates="3"', 'num_updates="9"').replace("<status/>", state))

    snapshot = backend(file).write(base, with_primitive(base, "b"))

    assert snapshot.version == Version(1, 8, 0)
    assert state in file.read_text()
    assert ids(snapshot) == ["a", "b"]


def test_a_status_that_is_gone_is_not_brought_back(file: Path) -> None:
    base = backend(file).read()
    file.write_text(CIB.replace("  <status/>\n", ""))

    backend(file).write(base, with_primitive(base, "b"))

    assert "status" not in file.read_text()


def test_a_file_that_was_removed_meanwhile_is_not_made_anew(file: Path) -> None:
    base = backend(file).read()
    file.unlink()

    with raises("changed-meanwhile"):
        backend(file).write(base, with_primitive(base, "b"))

    assert names(file.parent) == []


def test_a_file_that_was_made_meanwhile_is_left_alone(file: Path) -> None:
    file.unlink()
    base = backend(file).read()
    file.write_text(CIB)

    with raises("changed-meanwhile"):
        backend(file).write(base, with_primitive(base, "b"))

    assert file.read_text() == CIB


def test_a_lock_is_waited_for_and_then_given_up(file: Path) -> None:
    descriptor = os.open(file.parent, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)

    with raises("locked"):
        add(file)
    os.close(descriptor)
    add(file)

    assert ids(backend(file).read()) == ["a", "b"]


WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from backends.cibs import with_primitive
from crmsh_py.backends.file import FileBackend
from crmsh_py.diagnostics import CrmError
backend = FileBackend(Path({file!r}))
base = backend.read()
root = with_primitive(base, sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
try:
    backend.write(base, root)
except CrmError as error:
    sys.exit(int(error.diagnostics[0].status))
"""


def test_of_writers_at_the_same_time_exactly_one_wins(file: Path) -> None:
    script = WRITER.format(tests=str(Path(__file__).parent.parent), file=str(file))
    for round_ in range(5):
        writers = [
            subprocess.Popen(
                [sys.executable, "-c", script, f"r{round_}-{number}"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
            for number in range(3)
        ]
        for writer in writers:
            assert writer.stdout is not None
            assert writer.stdout.readline() == b"ready\n"
        for writer in writers:
            assert writer.stdin is not None
            writer.stdin.write(b"\n")
            writer.stdin.flush()
        statuses = [(writer.communicate(), writer.returncode)[1] for writer in writers]

        assert sorted(statuses) == [0, 103, 103]
        assert ids(backend(file).read())[-1] == f"r{round_}-{statuses.index(0)}"

    assert len(ids(backend(file).read())) == 6
    assert backend(file).read().version.epoch == 12


# ------------------------------------------------------------------ faults


def in_child(do: Callable[[], object], prepare: Callable[[], None]) -> str:
    """Run something in a process that was prepared first; return the codes it raised."""
    receive, send = os.pipe()
    if (child := os.fork()) == 0:
        try:
            prepare()
            do()
            said = "written"
        except CrmError as error:
            said = " ".join(diagnostic.code for diagnostic in error.diagnostics)
        except BaseException as error:  # noqa: BLE001 - it must not go on as a second pytest
            said = repr(error)
        os.write(send, said.encode())
        os._exit(0)
    os.close(send)
    os.waitpid(child, 0)
    with os.fdopen(receive) as stream:
        return stream.read()


def become_nobody() -> None:
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Return a folder that another user can reach (pytest's own are private)."""
    folder = Path("/tmp") / f"crm-test-{os.getpid()}"
    folder.mkdir(mode=0o755)
    yield folder
    shutil.rmtree(folder)


@as_root
@pytest.mark.parametrize(
    ("folder_mode", "file_mode", "owner", "said"),
    [
        (0o755, 0o644, NOBODY, "cannot-write"),
        (0o777, 0o444, NOBODY, "cannot-write"),
        (0o777, 0o666, 0, "cannot-write"),
        (0o777, 0o644, 0, "cannot-write"),
        (0o777, 0o600, 0, "unreadable-file"),
        (0o700, 0o644, NOBODY, "unreadable-file"),
        (0o777, 0o644, NOBODY, "written"),
    ],
)
def test_who_may_not_write_is_told_so(
    open_folder: Path, folder_mode: int, file_mode: int, owner: int, said: str
) -> None:
    file = open_folder / "cib.xml"
    file.write_text(CIB)
    file.chmod(file_mode)
    os.chown(file, owner, owner)
    open_folder.chmod(folder_mode)

    assert in_child(lambda: add(file), prepare=become_nobody) == said

    if said != "written":
        assert file.read_text() == CIB
    assert names(open_folder) == ["cib.xml"]


@as_root
def test_a_new_file_in_a_folder_that_cannot_be_written(open_folder: Path) -> None:
    file = open_folder / "new.xml"

    assert in_child(lambda: add(file), prepare=become_nobody) == "cannot-write"


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder on a file system with room for 64 kB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    argv = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(argv, check=False, capture_output=True).returncode:
        pytest.skip("no small file system can be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_leaves_everything_as_it_was(full_disk: Path) -> None:
    file = full_disk / "cib.xml"
    file.write_text(CIB)
    (full_disk / "ballast").write_bytes(b"x" * 56 * 1024)
    base = backend(file).read()
    root = with_primitive(base, "b" * 10_000)

    with raises("cannot-write", "No space left"):
        backend(file).write(base, root)

    assert file.read_text() == CIB
    assert names(full_disk) == ["ballast", "cib.xml"]
    assert root.get("epoch") == "7"


def test_a_file_system_that_is_read_only(full_disk: Path) -> None:
    file = full_disk / "cib.xml"
    file.write_text(CIB)
    subprocess.run(["mount", "-o", "remount,ro", str(full_disk)], check=True)

    with raises("cannot-write", "read-only"):
        add(file)


def test_a_fault_before_the_last_step_leaves_nothing_behind(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_fsync(_: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", no_fsync)

    with raises("cannot-write", "Input/output error"):
        add(file)

    assert file.read_text() == CIB
    assert names(file.parent) == ["cib.xml"]


def test_a_fault_at_the_second_file_leaves_the_first_as_it_was(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.with_name("cib.xml.sig").write_text("0" * 32)
    ours = FileBackend(file, runner=Digester())
    base = ours.read()
    faults = iter([None, OSError(5, "Input/output error")])

    def fsync(_: int) -> None:
        if (fault := next(faults)) is not None:
            raise fault

    monkeypatch.setattr(os, "fsync", fsync)

    with raises("cannot-write"):
        ours.write(base, with_primitive(base, "b"))

    assert file.read_text() == CIB
    assert names(file.parent) == ["cib.xml", "cib.xml.sig"]


def test_a_file_that_grows_while_it_is_read_is_too_large(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "_check_kind", lambda *_: None)
    monkeypatch.setattr(disk, "MAX_BYTES", 10)

    with raises("file-too-large"):
        backend(file).read()


# ------------------------------------------------------------------ beside a cluster


@pytest.mark.parametrize("daemon", ["pacemakerd", "pacemaker-based"])
def test_the_file_of_a_running_pacemaker_is_not_written(file: Path, daemon: str) -> None:
    processes = file.parent / "proc"
    (processes / "17").mkdir(parents=True)
    (processes / "17" / "comm").write_text(f"{daemon}\n")
    link = file.parent / "link.xml"
    link.symlink_to(file)
    ours = FileBackend(link, cluster_cib=file, processes=processes)
    base = ours.read()

    with raises("cluster-in-the-way"):
        ours.write(base, with_primitive(base, "b"))

    assert file.read_text() == CIB


def test_the_file_of_a_stopped_pacemaker_is_written(file: Path) -> None:
    processes = file.parent / "proc"
    (processes / "17" / "comm").mkdir(parents=True)  # cannot be read: the process has ended
    ours = FileBackend(file, cluster_cib=file, processes=processes)
    base = ours.read()

    assert ids(ours.write(base, with_primitive(base, "b"))) == ["a", "b"]


class Digester:
    """A runner that makes a digest of its own, or fails."""

    def __init__(self, status: int = 0) -> None:
        self.status = status

    def run(self, argv: Sequence[str], *, stdin: bytes = b"", **_: object) -> Outcome:
        """Pretend to be cibadmin --md5-sum."""
        digest = hashlib.md5(stdin).hexdigest().encode()
        return Outcome(tuple(argv), self.status, digest + b"\n", b"words")


class Missing:
    """A runner that finds no program."""

    def run(self, argv: Sequence[str], **_: object) -> Outcome:
        """Find no program."""
        raise CrmError(Diagnostic("tool-missing", f"no {argv[0]}"))


def test_a_digest_beside_the_file_is_renewed(file: Path) -> None:
    digest = file.with_name("cib.xml.sig")
    digest.write_text("0" * 32)
    digest.chmod(0o640)
    ours = FileBackend(file, runner=Digester())
    base = ours.read()

    ours.write(base, with_primitive(base, "b"))

    assert digest.read_text() == hashlib.md5(file.read_bytes()).hexdigest()
    assert stat.S_IMODE(digest.stat().st_mode) == 0o640
    assert names(file.parent) == ["cib.xml", "cib.xml.sig"]


@pytest.mark.parametrize("runner", [Digester(status=1), Missing()])
def test_without_a_digest_nothing_is_written(file: Path, runner: Digester | Missing) -> None:
    file.with_name("cib.xml.sig").write_text("0" * 32)
    ours = FileBackend(file, runner=runner)
    base = ours.read()

    with raises("cannot-write", "digest"):
        ours.write(base, with_primitive(base, "b"))

    assert file.read_text() == CIB
    assert names(file.parent) == ["cib.xml", "cib.xml.sig"]


@needs_cibadmin
def test_the_digest_is_the_one_that_pacemaker_makes(file: Path) -> None:
    digest = file.with_name("cib.xml.sig")
    digest.write_text("0" * 32)

    add(file)

    made = LocalRunner().run(["cibadmin", "--md5-sum", "--xml-file", str(file)])
    assert digest.read_bytes() == made.stdout.strip()


@needs_cibadmin
def test_pacemakers_tools_read_what_was_written(file: Path) -> None:
    add(file)

    query = ["cibadmin", "--query"]
    outcome = LocalRunner().run(query, environment={"CIB_file": str(file)})
    assert ids(Snapshot.of(outcome.stdout, "test")) == ["a", "b"]
