"""The golden cases, and what corosync, Pacemaker and our own checks think of the results."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from convert.ha_cf.goldens import CASES, FILES, converted, inputs, results
from crmsh_py import xmltree
from crmsh_py.convert.conversion import Conversion, Input
from crmsh_py.convert.heartbeat.choices import Choices
from crmsh_py.convert.heartbeat.converter import convert
from crmsh_py.convert.heartbeat.ha_cf import HaCf, read
from crmsh_py.convert.heartbeat.nodes import names_of
from crmsh_py.corosync.syntax import parse
from crmsh_py.corosync.verify import verify
from crmsh_py.diagnostics import errors
from crmsh_py.verify.checks import check

CORPUS = Path(__file__).parents[4] / "shared/corpus/legacy/haresources"
FOLDERS = sorted(CASES.iterdir())
_ALL = sorted(CORPUS.iterdir()) if CORPUS.exists() else []
OLD = [folder for folder in _ALL if (folder / "ha.cf").exists()]
COROSYNC = shutil.which("corosync", path="/usr/sbin:/usr/bin")
CRM_VERIFY = shutil.which("crm_verify", path="/usr/sbin:/usr/bin")
NOTHING = Input("haresources", b"")


def name_of(folder: Path) -> str:
    return folder.name


def alone(folder: Path) -> Conversion:
    """Convert a folder's ha.cf without its haresources."""
    _, ha_cf, authkeys = inputs(folder)
    return convert(NOTHING, ha_cf, authkeys, Choices())


def every_conversion() -> list[Conversion]:
    return [
        *(converted(folder) for folder in (*FOLDERS, *OLD)),
        *(alone(folder) for folder in (*FOLDERS, *OLD)),
    ]


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_a_case_comes_to_what_its_files_hold(folder: Path, request: pytest.FixtureRequest) -> None:
    found = results(folder)

    if request.config.getoption("--regenerate", default=False):
        for name in FILES:
            (folder / name).unlink(missing_ok=True)
        for name, text in found.items():
            (folder / name).write_text(text, encoding="utf-8")
    expected = {
        name: (folder / name).read_text(encoding="utf-8")
        for name in FILES
        if (folder / name).exists()
    }
    assert found == expected


@pytest.mark.parametrize("folder", [*FOLDERS, *OLD], ids=name_of)
def test_our_own_checks_find_no_errors_in_what_a_conversion_comes_to(folder: Path) -> None:
    for conversion in (converted(folder), alone(folder)):
        problems = []
        if conversion.corosync is not None:
            problems += verify(parse(conversion.corosync, "corosync.conf"))
        if conversion.cib is not None:
            problems += check(conversion.cib)

        assert errors(problems) == []


@pytest.mark.skipif(not OLD, reason="the files of others are not here")
def test_real_files_are_refused_only_for_fencing_that_is_gone() -> None:
    refused = {one.code for folder in OLD for one in errors(alone(folder).diagnostics)}
    without_nodes = [folder for folder in OLD if not names_of(_read(folder))]

    assert refused <= {"no-fence-agent"}
    assert [one for one in OLD if alone(one).corosync is None] == without_nodes


def _read(folder: Path) -> HaCf:
    return read(Input("ha.cf", (folder / "ha.cf").read_bytes()))


@pytest.mark.skipif(COROSYNC is None, reason="corosync is not installed")
def test_corosync_reads_every_corosync_conf(tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_bytes(bytes(range(256)))
    texts = [one.corosync for one in every_conversion() if one.corosync is not None]

    refused = [text for text in texts if not _is_read(text, tmp_path, key)]

    assert texts
    assert refused == []


def _is_read(text: str, folder: Path, key: Path) -> bool:
    """Ask corosync about a copy that could run on this machine: with a key, and its addresses."""
    numbers = iter(range(1, 250))
    copy = re.sub(r"ring0_addr: .*", lambda _: f"ring0_addr: 127.0.0.{next(numbers)}", text)
    copy = re.sub(r"ring[1-7]_addr: .*\n", "", copy)
    copy = re.sub(r"    interface \{[^}]*\}\n", "", copy)
    copy = copy.replace("totem {", f"totem {{\n    keyfile: {key}", 1)
    copy = copy.replace("/var/log/cluster/corosync.log", str(folder / "log"))
    file = folder / "corosync.conf"
    file.write_text(copy, encoding="utf-8")
    command = [str(COROSYNC), "-t", "-c", str(file)]
    return subprocess.run(command, capture_output=True, check=False, timeout=60).returncode == 0


@pytest.mark.skipif(CRM_VERIFY is None, reason="Pacemaker is not installed")
def test_crm_verify_accepts_every_cib(tmp_path: Path) -> None:
    cibs = [one.cib for one in every_conversion() if one.cib is not None]

    refused = []
    for cib in cibs:
        file = tmp_path / "cib.xml"
        file.write_bytes(xmltree.to_bytes(cib.root))
        command = [str(CRM_VERIFY), "-x", str(file)]
        done = subprocess.run(command, capture_output=True, check=False, timeout=60)
        if done.returncode:
            refused.append(done.stderr)

    assert cibs
    assert refused == []


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_no_secret_is_told(folder: Path) -> None:
    told = results(folder)

    assert "not-to-be-shown" not in told["messages.txt"]
    assert "not-to-be-shown" not in told.get("corosync.conf", "")
