"""The level `cluster` on a cluster whose tools give recorded answers."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pytest
from pacemaker.answers import Answer, Answers, recorded
from pacemaker.test_health import STATUS, WELL

from crmsh_py.commands.cluster.health import health
from crmsh_py.commands.cluster.quorum import status
from crmsh_py.commands.cluster.services import restart, start, stop, wait_for_startup
from crmsh_py.commands.context import Context, Options, Reply
from crmsh_py.commands.corosync.running import reload
from crmsh_py.commands.corosync.running import status as links
from crmsh_py.diagnostics import CrmError
from crmsh_py.pacemaker.tools import Tools
from crmsh_py.session import Session
from crmsh_py.shell.output import Output
from crmsh_py.shell.unattended import Unattended

VIP = (
    '<resource id="vip" resource_agent="ocf:heartbeat:IPaddr2" role="Started" active="true"'
    ' managed="true"><node name="node1" id="1"/></resource></resources>'
)
UP: Mapping[str, Answer] = {
    **WELL,
    "crm_node": "node1\n",
    "systemctl": "",
    "systemctl is-enabled": (1, ""),
    "test": "",
}


class User(Unattended):
    """A user who gives one answer to every question."""

    can_ask = True

    def __init__(self, answer: str) -> None:
        super().__init__(Output(None, None), {})
        self.answer = answer
        self.asked: list[str] = []

    def choose(self, question: str, answers: Sequence[str]) -> str:
        """Give the answer, which has to be one that is asked for."""
        assert self.answer in answers
        self.asked.append(question)
        return self.answer


@dataclass
class Machines:
    """The machines of a cluster, and what they were asked, in order."""

    answers: Answers

    @contextmanager
    def reach(self, node: str | None) -> Iterator[Tools]:
        """Give the tools of a node."""
        yield Tools(self.answers, host=node or "")

    @property
    def systemctl(self) -> list[str]:
        """What systemd was told to do."""
        begin = "systemctl "
        told = [one.removeprefix(begin) for one in self.answers.asked if one.startswith(begin)]
        return [one for one in told if not one.startswith("is-enabled")]


def cluster(user: Unattended | None = None, **answers: Answer) -> tuple[Context, Machines]:
    """Return a context in which all is well, but for some tools that answer otherwise."""
    named = {name.replace("corosync_", "corosync-"): text for name, text in answers.items()}
    given = {**UP, **named}
    machines = Machines(Answers(given))
    context = Context(_no_session, user or Unattended(Output(None, None), {}))
    context.reach = machines.reach
    return context, machines


def _no_session(name: str | None) -> Session:
    raise AssertionError(name)


def codes(error: pytest.ExceptionInfo[CrmError]) -> list[str]:
    return [one.code for one in error.value.diagnostics]


# ------------------------------------------------------------------ looking


def test_status_shows_nodes_votes_and_what_may_fail() -> None:
    context, _ = cluster()

    reply = status(context, {"file": None})

    assert reply.text == (
        "nodes:\n"
        "  1  node1  1 vote  online  (local)\n"
        "  2  node2  1 vote  online\n"
        "  3  node3  1 vote  online\n"
        "votes: 3 of 3 expected; 2 are quorum\n"
        "flags: Quorate\n"
        "quorate: yes\n"
        "quorum survives if 1 more node fails\n"
    )


def test_status_shows_a_quorum_device() -> None:
    device = "quorum.device.model (str) = net\nquorum.device.votes (u32) = 1\n"
    votes = recorded("quorum-device.txt")
    context, _ = cluster(corosync_quorumtool=votes, corosync_cmapctl=device)

    reply = status(context, {"file": None})

    assert "quorum device: 1 vote\n" in reply.text
    assert "if the quorum device fails, 0; wait_for_all" in reply.text


def test_status_says_what_wait_for_all_waits_for() -> None:
    text = recorded("quorum-three.txt").replace("Quorate:          Yes", "Quorate:          No")
    text = text.replace("         3          1 node3\n", "").replace(
        "votes:      3", "votes:      2"
    )
    context, _ = cluster(corosync_quorumtool=(2, text.replace("Quorate \n", "WaitForAll \n")))

    reply = status(context, {"file": None})

    assert reply.text.splitlines()[-1] == (
        "there is no quorum: wait_for_all: node3 was not there yet"
    )


def test_health_lists_what_was_looked_at_and_what_to_do() -> None:
    well, _ = cluster()
    ill, _ = cluster(ps="init")

    fine, bad = health(well, {}), health(ill, {})

    assert (int(fine.status), int(bad.status)) == (0, 1)
    assert all(line.startswith("ok       ") for line in fine.text.splitlines())
    wrong = [line for line in bad.text.splitlines() if not line.startswith("ok")]
    assert [line.split()[0] for line in wrong] == ["problem", "'crm"]


def test_links_and_quorum_of_corosync_are_shown() -> None:
    context, _ = cluster()

    shown, votes = links(context, {"what": None}), links(context, {"what": "quorum"})

    assert (
        shown.text == "link 0\n  1 node1: localhost\n  2 node2: connected\n  3 node3: connected\n"
    )
    assert votes.text == recorded("quorum-three.txt")


def test_reload_tells_corosync() -> None:
    context, machines = cluster()

    reload(context, {})

    assert machines.answers.asked == ["corosync-cfgtool -R"]
    context.options = replace(Options(), dry_run=True)
    assert reload(context, {}).notes[0].startswith("dry run: ")
    assert machines.answers.asked == ["corosync-cfgtool -R"]


# ------------------------------------------------------------------ starting and stopping


def test_pacemaker_is_stopped_everywhere_before_corosync_is_anywhere() -> None:
    context, machines = cluster()

    reply = stop(context, {"nodes": ["node2", "node3", "node2"]})

    assert machines.systemctl == [
        *("stop pacemaker", "stop pacemaker"),
        *("stop corosync", "stop corosync"),
    ]
    assert reply.notes == (
        "the cluster is stopped on node2",
        "the cluster is stopped on node3",
    )


def test_all_are_started_before_one_is_waited_for() -> None:
    context, machines = cluster()

    start(context, {"nodes": ["node1", "node2"]})

    asked = machines.answers.asked
    started = [at for at, one in enumerate(asked) if one.startswith("systemctl start")]
    assert len(started) == 2
    assert started[-1] < asked.index("crm_node --name")


def test_restart_stops_and_starts() -> None:
    context, machines = cluster()

    reply = restart(context, {"nodes": []})

    assert machines.systemctl == ["stop pacemaker", "stop corosync", "start corosync pacemaker"]
    assert reply == Reply(notes=("the cluster is stopped on this node", "node1 is online"))


@pytest.mark.parametrize(
    ("command", "done"), [(start, "started"), (stop, "stopped"), (restart, "restarted")]
)
def test_a_dry_run_starts_and_stops_nothing(command: object, done: str) -> None:
    context, machines = cluster(crm_mon=STATUS.replace("</resources>", VIP))
    context.options = replace(Options(), dry_run=True)
    assert callable(command)

    reply = command(context, {"nodes": ["node2"]})

    assert reply == Reply(notes=(f"dry run: the cluster was not {done} on node2",))
    assert machines.systemctl == []


@pytest.mark.parametrize("command", [stop, restart])
@pytest.mark.parametrize(("answer", "stops"), [("yes", True), ("no", False)])
def test_with_resources_the_user_is_asked(command: object, answer: str, stops: bool) -> None:
    user = User(answer)
    context, machines = cluster(user, crm_mon=STATUS.replace("</resources>", VIP))
    assert callable(command)

    command(context, {"nodes": []})

    assert user.asked == ["node1 has vip. Stop the cluster there?"]
    assert ("stop pacemaker" in machines.systemctl) == stops


def test_with_resources_a_batch_has_to_say_yes() -> None:
    context, machines = cluster(crm_mon=STATUS.replace("</resources>", VIP))

    with pytest.raises(CrmError) as error:
        stop(context, {"nodes": []})

    assert (codes(error), machines.systemctl) == (["would-stop-resources"], [])
    context.options = replace(Options(), yes=True)
    stop(context, {"nodes": []})
    assert machines.systemctl == ["stop pacemaker", "stop corosync"]


@pytest.mark.parametrize("command", [start, stop, restart])
def test_without_systemd_nothing_is_done_anywhere(command: object) -> None:
    context, machines = cluster(test=(1, ""))
    assert callable(command)

    with pytest.raises(CrmError) as error:
        command(context, {"nodes": ["node1", "node2"]})

    assert (codes(error), machines.systemctl) == (["no-service-manager"], [])


def test_startup_is_waited_for() -> None:
    context, _ = cluster()

    assert wait_for_startup(context, {"seconds": "5"}).notes == ("node1 is online",)
