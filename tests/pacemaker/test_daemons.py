"""Whether Pacemaker runs."""

from pathlib import Path

import pytest

from crmsh_py.pacemaker.daemons import pacemaker_runs


def process(folder: Path, pid: str, command: str, namespace: str | None = None) -> None:
    """Pretend that there is a process."""
    (folder / pid / "ns").mkdir(parents=True)
    (folder / pid / "comm").write_text(f"{command}\n")
    if namespace is not None:
        (folder / pid / "ns" / "mnt").symlink_to(namespace)


@pytest.mark.parametrize(
    ("command", "runs"),
    [("pacemakerd", True), ("pacemaker-based", True), ("pacemaker-remo", False)],
)
def test_it_runs_if_a_daemon_does(tmp_path: Path, command: str, runs: bool) -> None:
    process(tmp_path, "1", "init")
    process(tmp_path, "17", command)

    assert pacemaker_runs(tmp_path) == runs


@pytest.mark.parametrize(("theirs", "runs"), [("mnt:[1]", True), ("mnt:[2]", False), (None, True)])
def test_that_of_a_container_does_not_count(tmp_path: Path, theirs: str | None, runs: bool) -> None:
    process(tmp_path, "self", "crm", "mnt:[1]")
    process(tmp_path, "17", "pacemaker-based", theirs)

    assert pacemaker_runs(tmp_path) == runs


def test_a_process_that_ends_meanwhile_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "17").mkdir()

    assert not pacemaker_runs(tmp_path)
