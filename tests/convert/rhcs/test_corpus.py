"""Real files: each is converted to what Pacemaker and corosync accept, or refused rightly."""

import shutil
import subprocess
from pathlib import Path

import pytest

from convert.rhcs.goldens import CORPUS, convert_file
from crmsh_py import xmltree
from crmsh_py.convert.rhcs.choices import Choices, QuorumDisk
from crmsh_py.corosync.syntax import parse
from crmsh_py.corosync.verify import verify
from crmsh_py.diagnostics import Severity, errors
from crmsh_py.verify.checks import check

CRM_VERIFY = shutil.which("crm_verify", path="/usr/sbin:/usr/bin")
FILES = sorted([*CORPUS.glob("*/cluster.conf"), *CORPUS.glob("rgmanager-tests/*.conf")])
QNETD = Choices(qnetd="q.example")
ENOUGH = 0.95
# Why files are refused, even if a host for the quorum device is given.
REFUSED = {"vmware-ssh/cluster.conf": ["fence-agent-gone", "fence-agent-gone"]}
# Those that are refused in addition as long as there is none.
WITH_DISK = {"seed004/cluster.conf": ["quorum-disk"], "xiemx/cluster.conf": ["quorum-disk"]}

pytestmark = pytest.mark.skipif(not FILES, reason=f"the corpus is not there: {CORPUS}")


def name_of(file: Path) -> str:
    return f"{file.parent.name}/{file.name}"


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_a_real_file_is_refused_only_for_what_cannot_be_converted(file: Path) -> None:
    refused = [one.code for one in errors(convert_file(file, Choices()).diagnostics)]
    with_host = [one.code for one in errors(convert_file(file, QNETD).diagnostics)]

    assert refused == {**REFUSED, **WITH_DISK}.get(name_of(file), [])
    assert with_host == REFUSED.get(name_of(file), [])


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_our_own_checks_find_no_error(file: Path) -> None:
    for choices in (Choices(), QNETD, Choices(qdisk=QuorumDisk.SBD, keep_port=True)):
        conversion = convert_file(file, choices)
        if conversion.cib is not None:
            assert errors(check(conversion.cib)) == []
        if conversion.corosync is not None:
            assert errors(verify(parse(conversion.corosync, "corosync.conf"))) == []


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_everything_told_of_a_real_file_has_its_place(file: Path) -> None:
    conversion = convert_file(file, Choices())

    assert [one for one in conversion.diagnostics if one.location is None] == []
    assert [one for one in conversion.diagnostics if one.code == "not-understood"] == []


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_a_conversion_is_the_same_each_time(file: Path) -> None:
    once, again = convert_file(file, QNETD), convert_file(file, QNETD)

    assert once.diagnostics == again.diagnostics
    assert (once.corosync, once.rows, once.todo) == (again.corosync, again.rows, again.todo)


@pytest.mark.skipif(CRM_VERIFY is None, reason="Pacemaker's crm_verify is not installed")
def test_pacemaker_accepts_what_becomes_of_nearly_all_files(tmp_path: Path) -> None:
    accepted = []
    for file in FILES:
        conversion = convert_file(file, QNETD)
        assert conversion.cib is not None
        made = tmp_path / "cib.xml"
        made.write_bytes(xmltree.to_bytes(conversion.cib.root))
        done = subprocess.run(
            [str(CRM_VERIFY), "-V", "-x", made], capture_output=True, check=False, text=True
        )
        assert (name_of(file), done.returncode, done.stderr) == (name_of(file), 0, "")
        if all(one.severity is not Severity.ERROR for one in conversion.diagnostics):
            accepted.append(file)

    assert len(accepted) >= ENOUGH * len(FILES)
