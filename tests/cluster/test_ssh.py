"""`crm --host`: the running cluster of another machine, over a real sshd.

crm runs on node1, whose user has nothing but the key; the tools run on node2.
"""

import os
import shutil

import pytest

from cluster.netns import CRM, Cluster
from cluster.room import PATH, until
from cluster.terminal import Terminal

pytestmark = pytest.mark.cluster

DUMMY = ("primitive", "dummy", "ocf:pacemaker:Dummy")
HOST = ("--host", "root@node2")
SSHD_CONFIG = """\
HostKey {home}/host_key
AuthorizedKeysFile {home}/authorized_keys
AllowUsers root alice
PidFile none
StrictModes no
UsePAM no
"""

LOGINS = "Accepted publickey for"


@pytest.fixture
def remote(cluster: Cluster) -> Cluster:
    """Return the cluster, with an sshd on node2 that lets in the key of root on node1."""
    if shutil.which("sshd", path=PATH) is None or shutil.which("ssh", path=PATH) is None:
        message = "this needs ssh and sshd"
        (pytest.fail if os.environ.get("CRM_REQUIRE_CLUSTER") == "1" else pytest.skip)(message)
    if cluster.exec(2, "pgrep", "-x", "sshd").returncode:
        start_sshd(cluster)
    cluster.tool(2, "truncate", "--size=0", "sshd.log")
    return cluster


def start_sshd(cluster: Cluster) -> None:
    for node, name in ((1, ".ssh/id_ed25519"), (2, "host_key")):
        cluster.tool(node, "mkdir", "-p", ".ssh")
        cluster.tool(node, "rm", "-f", name, f"{name}.pub")
        cluster.tool(node, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", name)
    put(cluster, 2, "authorized_keys", cluster.tool(1, "cat", ".ssh/id_ed25519.pub"))
    cluster.tool(2, "chmod", "644", "authorized_keys")
    put(cluster, 1, ".ssh/known_hosts", f"node2 {cluster.tool(2, 'cat', 'host_key.pub')}")
    home = cluster.environment(2)["HOME"]
    put(cluster, 2, "sshd_config", SSHD_CONFIG.format(home=home))
    cluster.tool(2, "mkdir", "-p", "/run/sshd")
    cluster.tool(2, "/usr/sbin/sshd", "-f", f"{home}/sshd_config", "-E", f"{home}/sshd.log")


def put(cluster: Cluster, node: int, file: str, text: str) -> None:
    done = cluster.exec(node, "sh", "-c", 'cat >"$1"', "put", file, stdin=text)
    assert done.returncode == 0, done.stderr


def logins(cluster: Cluster) -> int:
    return cluster.tool(2, "cat", "sshd.log").count(LOGINS)


def clients(cluster: Cluster) -> list[str]:
    """Return the processes of ssh on node1."""
    return cluster.exec(1, "pgrep", "-x", "ssh").stdout.split()


def remains(cluster: Cluster) -> list[str]:
    """Return what is left of sockets on node1."""
    return cluster.tool(1, "find", ".", "-name", "crm-*").split()


def test_a_one_liner_reads_and_commits_over_one_connection(remote: Cluster) -> None:
    added = remote.crm(1, *HOST, "configure", *DUMMY, "params", "state=/run/it's $(id) ü")
    shown = remote.crm(1, *HOST, "configure", "show", "dummy")

    assert (added.returncode, added.stderr[:25]) == (0, "committed to live/node2, ")
    assert shown.stdout == (
        'primitive dummy ocf:pacemaker:Dummy \\\n\tparams state="/run/it\'s $(id) ü"\n'
    )
    assert logins(remote) == 2
    assert clients(remote) == []
    assert remains(remote) == []


def test_pacemaker_need_not_be_where_crm_is(remote: Cluster) -> None:
    hidden = 'mount -t tmpfs tmpfs /usr/sbin && exec "$@"'
    crm = (*CRM, *HOST, "configure", "show", "type:node")

    done = remote.exec(1, "unshare", "--mount", "sh", "-c", hidden, "sh", *crm)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "node 1: node1\nnode 2: node2\nnode 3: node3\n"


def test_the_prompt_names_the_machine_and_a_session_is_one_connection(remote: Cluster) -> None:
    with Terminal(remote, 1, *HOST) as terminal:
        terminal.expect("crm(live/node2)#")
        terminal.type("configure", "crm(live/node2)configure#")
        terminal.type(" ".join(DUMMY), "crm(live/node2)configure*#")
        before = clients(remote)
        remote.tool(1, "pkill", "-INT", "-x", "ssh")  # as Ctrl-C does to all at the terminal
        terminal.type("commit", "crm(live/node2)configure#")
        terminal.type("property cluster-delay=44s", "crm(live/node2)configure*#")
        terminal.type("commit", "crm(live/node2)configure#")
        after = clients(remote)
        status = terminal.leave("quit")

    assert status == 0
    assert len(before) == 1
    assert after == before
    assert logins(remote) == 1
    assert clients(remote) == []
    assert remains(remote) == []


def test_the_connection_ends_with_a_crm_that_is_killed(remote: Cluster) -> None:
    with Terminal(remote, 1, *HOST) as terminal:
        terminal.expect("crm(live/node2)#")
        assert len(clients(remote)) == 1
        remote.tool(1, "pkill", "-KILL", "-f", "crmsh_py .*--host root@node2")
        until(lambda: not clients(remote), timeout=10, what="ssh ends")

    # What is left is an empty folder.
    assert [name.count("/") for name in remains(remote)] == [1]
    remote.tool(1, "sh", "-c", "rmdir crm-*")


def test_a_connection_that_is_cut_is_made_anew_for_the_next_command(remote: Cluster) -> None:
    with Terminal(remote, 1, *HOST) as terminal:
        terminal.expect("crm(live/node2)#")
        terminal.type("configure", "crm(live/node2)configure#")
        terminal.type(" ".join(DUMMY), "crm(live/node2)configure*#")
        remote.tool(1, "pkill", "-x", "ssh")
        said = terminal.type("commit", "crm(live/node2)configure#")
        terminal.leave("quit")

    assert "committed" in said
    assert logins(remote) == 2


def test_a_user_over_there_may_do_what_the_user_may(remote: Cluster) -> None:
    remote.tool(1, "crm_attribute", "--name=enable-acl", "--update=true")

    done = remote.crm(1, "--host", "alice@node2", "configure", "show")

    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr.startswith("error: the cluster does not let alice do that [no-permission]\n")


def test_a_machine_whose_pacemaker_is_down_says_so(remote: Cluster) -> None:
    remote.stop_pacemaker(2)

    done = remote.crm(1, *HOST, "configure", "show")

    assert (done.returncode, done.stdout) == (102, "")
    assert done.stderr.startswith("error: Pacemaker is not running on node2 [not-connected]\n")


@pytest.mark.parametrize(
    ("host", "status", "words"),
    [
        ("root@node3", 102, "cannot run programs on node3 [host-unreachable]"),
        ("nowhere.invalid", 102, "cannot run programs on nowhere.invalid [host-unreachable]"),
        ("bob@node2", 4, "node2 does not let this user log in [login-refused]"),
        ("root@node2:23", 102, "cannot run programs on node2 [host-unreachable]"),
    ],
)
def test_a_machine_that_cannot_be_reached_is_one_error(
    remote: Cluster, host: str, status: int, words: str
) -> None:
    done = remote.crm(1, "--host", host, "configure", "show")

    assert (done.returncode, done.stdout) == (status, "")
    assert done.stderr.splitlines()[0] == f"error: {words}"
    assert done.stderr.splitlines()[1].startswith("  hint: ")
    assert remains(remote) == []


def test_a_host_key_that_is_not_known_is_not_trusted(remote: Cluster) -> None:
    known = remote.tool(1, "cat", ".ssh/known_hosts")
    put(remote, 1, ".ssh/known_hosts", "")

    done = remote.crm(1, *HOST, "configure", "show")

    put(remote, 1, ".ssh/known_hosts", known)
    assert done.returncode == 102
    assert "Host key verification failed" in done.stderr


def test_the_users_own_configuration_of_ssh_counts(remote: Cluster) -> None:
    config = "Host east\n HostName node2\n HostKeyAlias node2\n User root\n RemoteCommand false\n"
    put(remote, 1, ".ssh/config", config)

    done = remote.crm(1, "--host", "east", "configure", "show", "type:node")

    remote.tool(1, "rm", ".ssh/config")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("node 1: node1\n")


def test_a_passphrase_is_asked_for_only_at_a_terminal(remote: Cluster) -> None:
    change = ("ssh-keygen", "-q", "-p", "-f", ".ssh/id_ed25519")
    remote.tool(1, *change, "-P", "", "-N", "open sesame")

    with Terminal(remote, 1, *HOST) as terminal:
        terminal.expect("Enter passphrase for key")
        terminal.type("open sesame", "crm(live/node2)#")
        terminal.leave("quit")
    unasked = remote.crm(1, *HOST, "configure", "show")

    remote.tool(1, *change, "-P", "open sesame", "-N", "")
    assert unasked.returncode == 4
    assert "[login-refused]" in unasked.stderr


def test_a_prompt_for_a_machine_that_cannot_be_reached_ends_at_once(remote: Cluster) -> None:
    with Terminal(remote, 1, "--host", "nowhere.invalid") as terminal:
        said = terminal.expect("[host-unreachable]")
        status = terminal.leave("")

    assert "cannot run programs on nowhere.invalid" in said
    assert status == 102
