"""What `verify` says of a running cluster and its corosync.conf together."""

from pathlib import Path

import pytest
from backends.test_live import Cluster

from crmsh_py.backends.live import LiveBackend
from crmsh_py.commands.beneath import findings
from crmsh_py.commands.context import Context, Options
from crmsh_py.pacemaker.tools import Tools
from crmsh_py.session import Session
from crmsh_py.shell.output import Output
from crmsh_py.shell.unattended import Unattended

DLM = '<primitive id="dlm" class="ocf" provider="pacemaker" type="controld"/>'
CIB = f"""<cib epoch="7" validate-with="pacemaker-3.9"><configuration><crm_config/><nodes/>
<resources>{DLM}</resources><constraints/></configuration><status/></cib>"""
IMPATIENT = "quorum {\nprovider: corosync_votequorum\ntwo_node: 1\nwait_for_all: 0\n}\n"


def found(folder: Path, text: str | None, xml: str = CIB) -> list[str]:
    """Return the codes of what is found on a cluster with that corosync.conf (None: none)."""
    file = folder / "corosync.conf"
    if text is not None:
        file.write_text(text)
    backend = LiveBackend(Tools(Cluster(xml)))
    options = Options(corosync=str(file))
    context = Context(lambda _: Session(backend), Unattended(Output(None, None), {}), options)
    return [one.code for one in findings(context)]


def test_locks_on_two_nodes_that_do_not_wait_are_found(tmp_path: Path) -> None:
    assert found(tmp_path, IMPATIENT) == ["locks-without-waiting"]


@pytest.mark.parametrize("text", [None, "}", IMPATIENT.replace("wait_for_all: 0", "")])
def test_what_does_not_say_so_is_no_finding(tmp_path: Path, text: str | None) -> None:
    assert found(tmp_path, text) == []


def test_without_locks_nothing_is_found(tmp_path: Path) -> None:
    assert found(tmp_path, IMPATIENT, CIB.replace(DLM, "")) == []
