"""Waiting after a change: what keeps one from looking is no failure of the change."""

from collections.abc import Sequence

from crmsh_py import xmltree
from crmsh_py.codes import ExitStatus
from crmsh_py.commands.context import Context
from crmsh_py.commands.waits import patience, wait_after
from crmsh_py.pacemaker.monitor import parse_status
from crmsh_py.pacemaker.tools import Tools
from crmsh_py.pacemaker.waiting import Before, Goal
from crmsh_py.preferences.preference import Origin
from crmsh_py.preferences.preferences import Said
from crmsh_py.runner import Outcome
from crmsh_py.session import Session
from crmsh_py.shell.output import Output
from crmsh_py.shell.unattended import Unattended

QUIET = xmltree.parse(
    '<pacemaker-result><summary><current_dc present="true" name="node1" with_quorum="true"/>'
    '</summary><nodes><node name="node1" online="true"/></nodes></pacemaker-result>',
    "crm_mon",
)


class OutOfReach:
    """A cluster that cannot be asked any more."""

    def run(self, argv: Sequence[str], **_more: object) -> Outcome:
        """Fail as the tools do then."""
        return Outcome(tuple(argv), 102, b"", b"Transport endpoint is not connected")


class Elsewhere(Context):
    """A context whose cluster is out of reach."""

    @property
    def tools(self) -> Tools:
        """The tools that fail."""
        return Tools(OutOfReach())


def test_a_cluster_out_of_reach_ends_the_waiting_and_not_the_change() -> None:
    context = Elsewhere(_no_session, Unattended(Output(None, None), {}))

    reply = wait_after(context, Before(parse_status(QUIET), frozenset()), [Goal("vip")])

    assert reply.status is ExitStatus.NOT_CONNECTED
    assert [one.code for one in reply.diagnostics] == ["not-connected"]
    assert reply.notes == (
        "what becomes of it could not be watched to the end; what was done stays",
    )


def test_how_long_to_wait_is_preferred_or_said() -> None:
    context = Context(_no_session, Unattended(Output(None, None), {}))
    by_default = patience(context).seconds
    context.options.preferences.put(Origin.USER, {"commit.wait-seconds": Said(90, Origin.USER)})

    assert (by_default, patience(context).seconds, patience(context, 5.0).seconds) == (3600, 90, 5)


def _no_session(name: str | None) -> Session:
    raise AssertionError(name)
