"""Starting and stopping the cluster's services."""

import pytest

from crmsh_py.diagnostics import CrmError
from crmsh_py.pacemaker import services
from crmsh_py.pacemaker.services import Startup
from pacemaker.answers import Answer, tools
from pacemaker.test_health import STATUS

UP: dict[str, Answer] = {"crm_mon": STATUS, "crm_node": "node2\n", "systemctl": "", "test": ""}


def codes(error: pytest.ExceptionInfo[CrmError]) -> list[str]:
    return [one.code for one in error.value.diagnostics]


def test_without_systemd_it_is_refused() -> None:
    asked, _ = tools({"test -d /run/systemd/system": (1, "")})

    with pytest.raises(CrmError) as error:
        services.check_systemd(asked)

    assert codes(error) == ["no-service-manager"]


@pytest.mark.parametrize(("device", "wanted"), [(0, " corosync-qdevice"), (1, ""), (4, "")])
def test_start_starts_a_quorum_device_where_it_is_enabled(device: int, wanted: str) -> None:
    asked, answers = tools({**UP, "systemctl is-enabled": (device, "")})

    services.start(asked)

    assert answers.asked[-1] == f"systemctl start corosync{wanted} pacemaker"


def test_pacemaker_is_stopped_before_corosync() -> None:
    asked, answers = tools(UP)

    services.stop_pacemaker(asked)
    services.stop_corosync(asked)

    assert answers.asked == ["systemctl stop pacemaker", "systemctl stop corosync"]


def test_a_service_that_does_not_start_is_told_in_the_words_of_systemd() -> None:
    asked, _ = tools({**UP, "systemctl start": (1, "Job for corosync.service failed.")})

    with pytest.raises(CrmError) as error:
        services.start(asked)

    (problem,) = error.value.diagnostics
    assert problem.code == "tool-failed"
    assert (problem.hint or "").startswith("Job for corosync.service failed.\n'journalctl")


def test_a_node_that_is_online_is_not_waited_for() -> None:
    asked, _ = tools(UP)

    assert services.wait_until_online(asked, Startup(0)) == "node2"


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"crm_node": (102, "")}, "waiting for Pacemaker to answer"),
        ({"crm_mon": (102, "")}, "waiting for Pacemaker to answer"),
        (
            {"crm_mon": STATUS.replace('present="true"', 'present="false"')},
            "waiting for a designated controller (DC)",
        ),
        (
            {"crm_mon": STATUS.replace('id="2" online="true"', 'id="2" online="false"')},
            "waiting for node2 to join",
        ),
    ],
)
def test_what_is_waited_for_is_said(answers: dict[str, Answer], expected: str) -> None:
    asked, _ = tools({**UP, **answers})
    said: list[str] = []

    with pytest.raises(CrmError) as error:
        services.wait_until_online(asked, Startup(0.02, 0.01, said.append))

    assert said == [expected]
    assert codes(error) == ["timed-out"]
    assert expected in error.value.diagnostics[0].message


def test_fencing_devices_keep_no_node_busy() -> None:
    resource = '<resource id="vip" resource_agent="ocf:heartbeat:IPaddr2" role="Started"'
    more = ' active="true" managed="true"><node name="node1" id="1"/></resource></resources>'
    asked, _ = tools({**UP, "crm_mon": STATUS.replace("</resources>", f"{resource}{more}")})

    assert services.busy(asked, "node1") == ("vip",)
    assert services.busy(asked, "node2") == ()
