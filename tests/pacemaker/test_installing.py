"""A CIB into the folder where Pacemaker reads it when it starts; tests/cluster starts it."""

import getpass
import grp
import hashlib
import os
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from crmsh_py.diagnostics import CrmError
from crmsh_py.pacemaker.installing import Place, install
from crmsh_py.pacemaker.tools import Tools
from crmsh_py.runner import SECONDS, Outcome

NOTHING: Mapping[str, str] = {}
CIB = b'<cib epoch="1"/>\n'
OTHER = b"<cib/>\n"


@dataclass
class Cibadmin:
    """Answers as cibadmin does, whatever it is asked."""

    answer: bytes = b""
    asked: list[tuple[Sequence[str], bytes]] = field(default_factory=list)

    def run(
        self,
        argv: Sequence[str],
        *,
        stdin: bytes = b"",
        seconds: float = SECONDS,  # noqa: ARG002
        environment: Mapping[str, str] = NOTHING,  # noqa: ARG002
    ) -> Outcome:
        """Tell a digest."""
        self.asked.append((tuple(argv), stdin))
        answer = self.answer or hashlib.md5(stdin).hexdigest().encode() + b"\n"
        return Outcome(tuple(argv), 0, answer, b"Digest: ")

    def find(self, program: str) -> str | None:
        """Find everything."""
        return program


@pytest.fixture
def place(tmp_path: Path) -> Place:
    folder = tmp_path / "cib"
    folder.mkdir()
    processes = tmp_path / "proc"
    processes.mkdir()
    group = grp.getgrgid(os.getgid()).gr_name
    return Place(folder, getpass.getuser(), group, processes, user=0)


def refusal(place: Place, *, force: bool = False) -> tuple[str, dict[str, bytes]]:
    """Return the code of what keeps a CIB from being installed, and what is in the folder."""
    with pytest.raises(CrmError) as caught:
        install(CIB, Tools(Cibadmin()), place, force=force)
    there = {one.name: one.read_bytes() for one in place.folder.glob("*")}
    return caught.value.diagnostics[0].code, there


def test_a_cib_is_written_with_its_digest_and_for_its_owner_only(place: Place) -> None:
    cibadmin = Cibadmin()

    install(CIB, Tools(cibadmin), place, force=False)

    there = {one.name: one.read_bytes() for one in place.folder.iterdir()}
    digest = hashlib.md5(CIB).hexdigest().encode()
    assert there == {"cib.xml": CIB, "cib.xml.sig": digest}
    assert {stat.S_IMODE(one.stat().st_mode) for one in place.folder.iterdir()} == {0o600}
    assert cibadmin.asked == [(("cibadmin", "--md5-sum", "--xml-pipe"), CIB)]


def test_only_root_may(place: Place) -> None:
    assert refusal(replace(place, user=1000)) == ("no-permission", {})


def test_it_is_refused_while_pacemaker_runs(place: Place) -> None:
    daemon = place.processes / "4711"
    daemon.mkdir()
    (daemon / "comm").write_text("pacemaker-based\n")

    assert refusal(place, force=True) == ("cluster-in-the-way", {})


@pytest.mark.parametrize("name", ["cib.xml", "cib.xml.sig"])
def test_a_cib_that_is_there_is_not_replaced(name: str, place: Place) -> None:
    (place.folder / name).write_bytes(OTHER)

    assert refusal(place) == ("already-exists", {name: OTHER})


def test_with_force_a_cib_that_is_there_is_kept_as_a_backup(place: Place) -> None:
    (place.folder / "cib.xml").write_bytes(OTHER)
    (place.folder / "cib.xml.sig").write_bytes(b"old")
    (place.folder / "cib.xml.crm-1").write_bytes(b"older")

    notes = install(CIB, Tools(Cibadmin()), place, force=True)

    there = {one.name: one.read_bytes() for one in place.folder.iterdir()}
    assert there.pop("cib.xml") == CIB
    assert len(there.pop("cib.xml.sig")) == 32
    assert there == {
        "cib.xml.crm-1": b"older",
        "cib.xml.crm-2": OTHER,
        "cib.xml.sig.crm-2": b"old",
    }
    assert notes[0] == f"{place.folder / 'cib.xml'} is kept as cib.xml.crm-2"


def test_without_pacemakers_folder_it_is_refused(place: Place) -> None:
    assert refusal(replace(place, folder=place.folder / "none")) == ("cannot-write", {})


def test_without_pacemakers_user_it_is_refused(place: Place) -> None:
    assert refusal(replace(place, owner="no-such-user")) == ("cannot-write", {})


def test_without_a_digest_nothing_is_written(place: Place) -> None:
    with pytest.raises(CrmError) as caught:
        install(CIB, Tools(Cibadmin(b"Digest: \n")), place, force=False)

    assert caught.value.diagnostics[0].code == "tool-failed"
    assert list(place.folder.iterdir()) == []
