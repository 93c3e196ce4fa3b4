"""The golden cases, and what corosync, Pacemaker and our own checks think of the results."""

import re
import shutil
import subprocess
from itertools import count
from pathlib import Path

import pytest

from convert.rhcs.goldens import CASES, choices_of, convert_file, results
from crmsh_py import xmltree
from crmsh_py.convert.conversion import Conversion
from crmsh_py.corosync.syntax import parse
from crmsh_py.corosync.verify import verify
from crmsh_py.diagnostics import errors
from crmsh_py.verify.checks import check

FOLDERS = sorted(file.parent for file in CASES.glob("*/cluster.conf"))
COROSYNC = shutil.which("corosync", path="/usr/sbin:/usr/bin")
CRM_VERIFY = shutil.which("crm_verify", path="/usr/sbin:/usr/bin")
SECRET = "not-to-be-shown"
GIVEN = {"cluster.conf", "choices.json"}


def name_of(folder: Path) -> str:
    return folder.name


def converted(folder: Path) -> Conversion:
    return convert_file(folder / "cluster.conf", choices_of(folder))


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_a_case_comes_to_what_its_files_hold(folder: Path, request: pytest.FixtureRequest) -> None:
    found = results(converted(folder))

    if request.config.getoption("--regenerate", default=False):
        for file in folder.iterdir():
            if file.name not in GIVEN:
                file.unlink()
        for name, text in found.items():
            (folder / name).write_text(text, encoding="utf-8")
    expected = {
        file.name: file.read_text(encoding="utf-8")
        for file in folder.iterdir()
        if file.name not in GIVEN
    }
    assert found == expected


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_our_own_checks_find_no_error(folder: Path) -> None:
    conversion = converted(folder)

    if conversion.cib is not None:
        assert errors(check(conversion.cib)) == []
    if conversion.corosync is not None:
        assert errors(verify(parse(conversion.corosync, "corosync.conf"))) == []


@pytest.mark.skipif(CRM_VERIFY is None, reason="Pacemaker's crm_verify is not installed")
@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_pacemaker_accepts_the_cib(folder: Path, tmp_path: Path) -> None:
    conversion = converted(folder)
    if conversion.cib is None:
        return
    file = tmp_path / "cib.xml"
    file.write_bytes(xmltree.to_bytes(conversion.cib.root))

    done = subprocess.run(
        [str(CRM_VERIFY), "-V", "-x", file], capture_output=True, check=False, text=True
    )

    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.skipif(COROSYNC is None, reason="corosync is not installed")
@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_corosync_accepts_its_file(folder: Path, tmp_path: Path) -> None:
    """With a key, addresses that need no name server, and users that are here."""
    text = converted(folder).corosync
    assert text is not None
    (tmp_path / "authkey").write_bytes(bytes(256))
    keyed = text.replace("totem {\n", f"totem {{\n    keyfile: {tmp_path}/authkey\n", 1)
    numbers = count(1)
    here = re.sub(
        r"ring(\d)_addr: .*", lambda match: f"ring{match[1]}_addr: 127.0.0.{next(numbers)}", keyed
    )
    here = re.sub(r"(uid|gid): .*", r"\1: root", here)
    log = re.sub(r" logfile: .*", f" logfile: {tmp_path}/corosync.log", here)
    file = tmp_path / "corosync.conf"
    file.write_text(log)

    done = subprocess.run(
        [str(COROSYNC), "-t", "-c", file], capture_output=True, check=False, text=True
    )

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_no_password_is_told(folder: Path) -> None:
    assert SECRET not in results(converted(folder))["messages.txt"]
