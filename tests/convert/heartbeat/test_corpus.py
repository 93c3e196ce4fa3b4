"""The files of real clusters: each is converted to what Pacemaker accepts, or refused rightly."""

import subprocess
from pathlib import Path
from shutil import which

import pytest

from convert.heartbeat.goldens import CASES, CORPUS, choices_of, convert_folder
from crmsh_py import xmltree
from crmsh_py.convert.heartbeat.choices import Choices
from crmsh_py.corosync.syntax import parse
from crmsh_py.corosync.verify import verify
from crmsh_py.diagnostics import Diagnostic, errors
from crmsh_py.verify.checks import check

REAL = sorted(file.parent for file in CORPUS.glob("*/haresources"))
FOLDERS = [*REAL, *sorted(file.parent for file in CASES.glob("*/haresources"))]
# Where in the files errors stand; that there are no others is what matters.
REFUSED = {
    "gh-bwahn": [("node-not-in-cluster", 1, 1)],
    "gh-srajasimman": [("node-not-in-cluster", 1, 1)],
    "gh-kingkami": [("invalid-argument", 2, 31), ("invalid-argument", 2, 124)],  # placeholders
    "ix-drbd-noarg": [("drbd-all", 2, 13)],
    "ix-unittest": [("unknown-script", 5, 30)],
}


def in_haresources(found: list[Diagnostic]) -> list[tuple[str, int, int]]:
    places = [(one.code, one.location) for one in found]
    return [(code, *at.position) for code, at in places if at and at.name == "haresources"]


@pytest.mark.skipif(not REAL, reason=f"the corpus is not there: {CORPUS}")
@pytest.mark.parametrize("folder", REAL, ids=lambda folder: folder.name)
def test_a_real_haresources_is_refused_only_for_what_cannot_be_converted(folder: Path) -> None:
    conversion = convert_folder(folder, Choices())

    assert in_haresources(errors(conversion.diagnostics)) == REFUSED.get(folder.name, [])
    assert conversion.cib is not None


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_what_comes_of_it_passes_our_own_checks(folder: Path) -> None:
    conversion = convert_folder(folder, choices_of(folder))

    assert conversion.cib is None or errors(check(conversion.cib)) == []
    if conversion.corosync is not None:
        assert errors(verify(parse(conversion.corosync, "corosync.conf"))) == []


@pytest.mark.skipif(which("crm_verify") is None, reason="Pacemaker's crm_verify is not installed")
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_pacemaker_accepts_what_comes_of_it(folder: Path, tmp_path: Path) -> None:
    conversion = convert_folder(folder, choices_of(folder))
    if conversion.cib is None:
        return
    file = tmp_path / "cib.xml"
    file.write_bytes(xmltree.to_bytes(conversion.cib.root))

    done = subprocess.run(["crm_verify", "-V", "-x", file], capture_output=True, check=False)

    assert (done.returncode, done.stdout + done.stderr) == (0, b"")
