"""Which configuration is meant."""

import subprocess
import sys
from pathlib import Path

import pytest

from backends.cibs import CIB, raises
from crmsh_py.backends.choose import open_backend, tools_here
from crmsh_py.backends.file import FileBackend
from crmsh_py.backends.live import LiveBackend
from crmsh_py.backends.shadow import FOLDER, open_shadow
from crmsh_py.pacemaker.tools import Tools
from crmsh_py.runner import LocalRunner
from crmsh_py.ssh import Address, SshRunner


class Machine(LocalRunner):
    """A machine on which Pacemaker is installed, or not."""

    installed = True

    def find(self, program: str) -> Path | None:
        """Find cibadmin, or nothing."""
        return Path("/usr/sbin", program) if self.installed else None


class Bare(Machine):
    """A machine without Pacemaker."""

    installed = False


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder in which the test is."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", ["a/b", "./cib", "cib.xml", "/tmp/x"])
def test_a_name_with_a_slash_or_of_an_xml_file_is_a_file(folder: Path, name: str) -> None:
    environment = {"CIB_file": "/other", "CIB_shadow": "other"}

    assert open_backend(name, environment) == FileBackend(Path(name))


def test_a_name_of_a_file_that_is_there_is_that_file(folder: Path) -> None:
    (folder / "test").write_text(CIB)

    assert open_backend("test", {}) == FileBackend(Path("test"))


def test_any_other_name_is_a_shadow(folder: Path) -> None:
    assert open_backend("test", {"CIB_shadow_dir": "/s"}) == open_shadow("test", Path("/s"))


def test_a_name_must_not_be_empty() -> None:
    with raises("usage"):
        open_backend("", {})


def test_the_environment_names_a_file_before_a_shadow(folder: Path) -> None:
    both = {"CIB_file": "f", "CIB_shadow": "s", "CIB_shadow_dir": "/s"}

    assert open_backend(None, both) == FileBackend(Path("f"))
    assert open_backend(None, {**both, "CIB_file": ""}) == open_shadow("s", Path("/s"))


@pytest.mark.parametrize(
    ("user", "home", "shadows"),
    [
        (0, "/root", FOLDER),
        (1000, "/home/ann", Path("/home/ann/.cib")),
        (1000, "", FOLDER),
    ],
)
def test_shadows_are_where_pacemaker_keeps_them(
    monkeypatch: pytest.MonkeyPatch, user: int, home: str, shadows: Path
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: user)

    assert open_backend(None, {"CIB_shadow": "s", "HOME": home}) == open_shadow("s", shadows)


def test_where_pacemaker_is_installed_it_is_the_running_cluster(folder: Path) -> None:
    (folder / "cib.xml").write_text(CIB)

    assert open_backend(None, {}, Machine()) == LiveBackend(Tools(Machine()))


@pytest.mark.parametrize("name", [None, "live"])
def test_a_host_means_its_running_cluster(folder: Path, name: str | None) -> None:
    remote = SshRunner(Address("node2", "root"), {})

    backend = open_backend(name, {"CIB_file": "f"}, Bare(), remote)

    assert backend == LiveBackend(Tools(remote, host="node2"))
    assert backend.name == "live/node2"


def test_beside_a_host_a_shadow_is_one_of_this_machine(folder: Path) -> None:
    remote = SshRunner(Address("node2"), {})

    assert open_backend("test", {"CIB_shadow_dir": "/s"}, Bare(), remote) == open_shadow(
        "test", Path("/s")
    )


def test_the_tools_at_hand_are_those_of_the_host(folder: Path) -> None:
    remote = SshRunner(Address("node2"), {})

    assert tools_here({}, remote) == Tools(remote, host="node2")


def test_the_tools_at_hand_are_those_that_are_installed(folder: Path) -> None:
    program = folder / "cibadmin"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    environment = {"PATH": str(folder)}

    assert tools_here(environment) == Tools(LocalRunner(environment))


def test_where_it_is_not_a_cib_in_the_folder_is_taken(folder: Path) -> None:
    (folder / "cib.xml").write_text(CIB)

    assert open_backend(None, {}, Bare()) == FileBackend(Path("cib.xml"))


def test_without_any_of_these_the_error_says_what_to_type(folder: Path) -> None:
    with raises("no-configuration", "'crm -c cib.xml'"):
        open_backend(None, {}, Bare())


def test_the_environment_says_where_programs_are(folder: Path) -> None:
    program = folder / "cibadmin"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)

    environment = {"PATH": str(folder)}
    assert open_backend(None, environment) == LiveBackend(Tools(LocalRunner(environment)))


def test_the_work_on_a_file_imports_neither_runner_nor_live(folder: Path) -> None:
    (folder / "cib.xml").write_text(CIB)
    script = """if True:
        import sys
        from crmsh_py import xmltree
        from crmsh_py.backends.choose import open_backend
        backend = open_backend("cib.xml", {})
        base = backend.read()
        root = xmltree.parse(base.xml, "test")
        root[0][0].append(xmltree.new("cluster_property_set", {"id": "p"}))
        assert backend.write(base, root).version.epoch == 8
        heavy = {"subprocess", "crmsh_py.runner", "crmsh_py.ssh", "crmsh_py.backends.live"}
        heavy |= {"secrets", "shutil"}
        sys.exit(repr(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)
    """

    done = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, check=False)

    assert (done.returncode, done.stderr) == (0, b"")
