"""A real cluster of Pacemaker nodes on one machine, for tests.

Each node is a machine made of namespaces, with folders of its own where corosync and Pacemaker
keep their state; they are in a state folder in the temporary directory, which goes at the end.

libqb's sockets are abstract Unix sockets.  They belong to a network namespace, so the daemons
of different nodes never meet but over the switch.
"""

import re
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from types import TracebackType
from typing import Self
from xml.etree import ElementTree as ET

from crm_runner import LENIENT

from cluster.room import PATH, ClusterError, Room, until

NETWORK = "10.78.0"
STRICT = (sys.executable, "-m", "crmsh_py")
CRM = (*STRICT, *LENIENT)
TOOLS = (
    *("corosync", "corosync-cfgtool", "pacemakerd"),
    *("cibadmin", "crm_attribute", "crm_mon", "crm_resource", "crm_verify"),
)

USERS = {"alice": 2001, "bob": 2002}
"""Users of the nodes beside those of this machine; alice is in the group haclient."""

COROSYNC_CONF = """\
totem {{
  version: 2
  cluster_name: test
  transport: udpu
  token: 1000
  crypto_cipher: none
  crypto_hash: none
}}
logging {{
  to_stderr: no
  to_syslog: no
  to_logfile: yes
  logfile: /var/log/corosync/corosync.log
}}
quorum {{
  provider: corosync_votequorum
}}
nodelist {{
{members}}}
"""
MEMBER = "  node {{\n    name: node{node}\n    nodeid: {node}\n    ring0_addr: {address}\n  }}\n"

OPTIONS = """\
<crm_config>
  <cluster_property_set id="cib-bootstrap-options">
    <nvpair id="cib-bootstrap-options-dc-deadtime" name="dc-deadtime" value="2s"/>
    <nvpair id="cib-bootstrap-options-stonith-enabled" name="stonith-enabled" value="false"/>
  </cluster_property_set>
</crm_config>"""
FIRST_CIB = f"""\
<cib validate-with="pacemaker-3.9" crm_feature_set="3.16.1"
     admin_epoch="0" epoch="1" num_updates="0">
<configuration>{OPTIONS}<nodes/><resources/><constraints/></configuration><status/>
</cib>
"""


class Cluster:
    """Nodes 1 to `count`, whose names are node1, node2 ….

    `with Cluster() as cluster:` starts the nodes and goes on when all of them are online.
    """

    def __init__(self, count: int = 3) -> None:
        self.nodes = range(1, count + 1)
        self.state = Path(tempfile.mkdtemp(prefix="crm-cluster-"))
        self.state.chmod(0o711)  # users of a node other than root get at what is in it for them
        self._room = Room(self.state)
        self._closing = threading.Event()
        self._fencer = threading.Thread(target=self._fence_on_request, name="fencer")

    def __enter__(self) -> Self:
        self.up()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.down()

    def up(self) -> None:
        """Start all nodes and wait until they have formed a cluster."""
        try:
            self._room.open()
            self._write_disks()
            self._fencer.start()
            for node in self.nodes:
                self.start(node)
            self.wait()
        except BaseException:
            self.down()
            raise

    def down(self) -> None:
        """End every process of the cluster and remove all that it left on the disk."""
        self._closing.set()
        if self._fencer.is_alive():
            self._fencer.join()
        self._room.close()

    def start(self, node: int) -> None:
        """Switch a node on, with what it had on its disk."""
        self._room.start(node, f"{NETWORK}.{node}", self._disk(node) / "boot.log")

    def kill(self, node: int) -> None:
        """Cut a node's power: all of its processes end at once."""
        self._room.kill(node)

    def isolate(self, node: int) -> None:
        """Unplug a node's network cable."""
        self._room.unplug(node)

    def heal(self, node: int) -> None:
        """Plug a node's network cable in again."""
        self._room.plug(node)

    def stop_pacemaker(self, node: int) -> None:
        """End Pacemaker on a node in good order; the machine and corosync go on."""
        pid = self.tool(node, "cat", "/run/pacemakerd.pid").strip()
        self.tool(node, "kill", pid)
        until(
            lambda: self.exec(node, "kill", "-0", pid).returncode != 0,
            timeout=60,
            what=f"Pacemaker on node{node} ends",
        )

    def wait(self, timeout: float = 90) -> None:
        """Wait until every node that is switched on is online and there is nothing left to do."""
        try:
            until(self._is_settled, timeout=timeout, what="the cluster settles")
        except ClusterError as error:
            raise ClusterError(f"{error}\n{self._last_words()}") from None

    def reset(self) -> None:
        """Make the cluster as it was at first: all nodes online, nothing configured.

        What a test left may not be mended in a short time; then all starts over on empty disks.
        """
        for node in self.nodes:  # where a prompt that was left keeps what was pending
            shutil.rmtree(self._disk(node) / "home/.local/state", ignore_errors=True)
        try:
            self._restore()
        except ClusterError:
            self._start_over()

    def _restore(self) -> None:
        for node in self.nodes:
            self._repair(node)
        until(self._all_are_online, timeout=30, what="all nodes are online")
        known = "".join(
            f'<node id="{node.get("id")}" uname="{node.get("uname")}"/>'
            for node in self.cib(1).iterfind("configuration/nodes/node")
            if node.get("type", "member") == "member"
        )
        nodes = f"<nodes>{known}</nodes>"
        blank = f"<configuration>{OPTIONS}{nodes}<resources/><constraints/></configuration>"
        self.tool(1, "cibadmin", "--replace", "--scope=configuration", f"--xml-text={blank}")
        self._forget_transient()
        self.wait(timeout=45)
        self._forget()
        self._forget_orphans()

    def _start_over(self) -> None:
        for node in self.nodes:
            self.kill(node)
        for node in self.nodes:
            cib = self._disk(node) / "pacemaker/cib"
            shutil.rmtree(cib)
            cib.mkdir()
            (cib / "cib.xml").write_text(FIRST_CIB, encoding="ascii")
            self.start(node)
        self.wait()

    def exec(
        self, node: int, *argv: str, stdin: str = "", timeout: float = 120
    ) -> subprocess.CompletedProcess[str]:
        """Run a command on a node."""
        return subprocess.run(
            [*self.entrance(node), *argv],
            input=stdin,
            timeout=timeout,
            capture_output=True,
            text=True,
            env=self.environment(node),
            check=False,
        )

    def tool(self, node: int, *argv: str) -> str:
        """Return what a tool on a node prints; that it fails is an error."""
        done = self.exec(node, *argv)
        if done.returncode:
            raise ClusterError(
                f"{argv[0]} on node{node} ends with {done.returncode}: {done.stderr}"
            )
        return done.stdout

    def crm(self, node: int, *argv: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Run our crm on a node."""
        return self.exec(node, *CRM, *argv, stdin=stdin)

    def crm_as(
        self, user: str, node: int, *argv: str, stdin: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """Run our crm on a node as one of the `USERS`, who may read its program wherever it is."""
        right = "+dac_read_search"
        group = self.tool(node, "id", "-g", user).strip()
        become = ["setpriv", f"--reuid={user}", f"--regid={group}", "--init-groups"]
        rights = [f"--inh-caps={right}", f"--ambient-caps={right}"]
        home = f"HOME=/run/home/{user}"
        return self.exec(node, *become, *rights, "env", "--chdir=/", home, *CRM, *argv, stdin=stdin)

    def cib(self, node: int) -> ET.Element:
        """Return the CIB as a node has it."""
        return ET.fromstring(self.tool(node, "cibadmin", "--query"))

    def online(self, node: int) -> set[str]:
        """Return the names of the nodes that, as a node sees it, are online."""
        seen = self.exec(node, "crm_mon", "--one-shot", "--output-as=xml")
        nodes = ET.fromstring(seen.stdout).find("nodes") if seen.returncode == 0 else None
        return {
            element.get("name", "")
            for element in (nodes if nodes is not None else ())
            if (element.get("online"), element.get("pending")) == ("true", "false")
        }

    def entrance(self, node: int) -> list[str]:
        """Return the words that, in front of a command, run it on a node."""
        return self._room.entrance(node, self._disk(node) / "home")

    def environment(self, node: int) -> dict[str, str]:
        """Return the environment of commands on a node: nothing of the test run's own."""
        home = str(self._disk(node) / "home")
        return {"PATH": PATH, "HOME": home, "TMPDIR": home, "LC_ALL": "C.UTF-8", "TERM": "dumb"}

    def _disk(self, node: int) -> Path:
        return self.state / f"node{node}"

    def _write_disks(self) -> None:
        addresses = {node: f"{NETWORK}.{node}" for node in self.nodes}
        members = "".join(MEMBER.format(node=n, address=a) for n, a in addresses.items())
        hosts = "".join(f"{address} node{node}\n" for node, address in addresses.items())
        for node in self.nodes:
            disk = self._disk(node)
            for folder in ("corosync", "corosync.conf.d", "pacemaker/cib", "log", "home"):
                disk.joinpath(folder).mkdir(parents=True)
            (disk / "corosync.conf.d/corosync.conf").write_text(
                COROSYNC_CONF.format(members=members), encoding="ascii"
            )
            (disk / "hosts").write_text(f"127.0.0.1 localhost\n{hosts}", encoding="ascii")
            self._write_accounts(disk)
            (disk / "pacemaker/cib/cib.xml").write_text(FIRST_CIB, encoding="ascii")
            known = self.state / "fencing/known"
            known.mkdir(parents=True, exist_ok=True)
            known.joinpath(f"node{node}").touch()

    def _write_accounts(self, disk: Path) -> None:
        """Write the node's users and groups: this machine's, but root's home, and ours."""
        users = "".join(
            f"{name}:x:{number}:{number}::/run/home/{name}:/bin/bash\n"
            for name, number in USERS.items()
        )
        accounts = Path("/etc/passwd").read_text(encoding="utf-8")
        at_home = re.sub(r"(?m)^(root:.*:)/root:", rf"\1{disk}/home:", accounts)
        (disk / "passwd").write_text(at_home + users, encoding="utf-8")
        groups = Path("/etc/group").read_text(encoding="utf-8")
        members = re.sub(r"(?m)^(haclient:.*:).*$", r"\1alice", groups)
        ours = "".join(f"{name}:x:{number}:\n" for name, number in USERS.items())
        (disk / "group").write_text(members + ours, encoding="utf-8")

    def _repair(self, node: int) -> None:
        if node in self._room.powered and self.exec(node, "cibadmin", "--query").returncode == 0:
            self.heal(node)
        else:
            self.kill(node)
            self.start(node)

    def _forget_transient(self) -> None:
        """Take off what nodes were told until they restart, but for what Pacemaker tells them."""
        for state in self.cib(1).iterfind("status/node_state"):
            for pair in state.iterfind("transient_attributes/instance_attributes/nvpair"):
                node, name = state.get("uname"), pair.get("name", "")
                if not name.startswith(("#", "shutdown")):
                    words = (f"--node={node}", f"--name={name}", "--delete")
                    self.exec(1, "crm_attribute", "--lifetime=reboot", *words)

    def _forget(self) -> None:
        """Clear the status of what is gone: tickets, and nodes that were resources."""
        for element in self.cib(1).iterfind("status/*"):
            if element.tag == "tickets":
                self.tool(1, "cibadmin", "--delete", "--xpath=/cib/status/tickets")
            elif element.get("remote_node"):
                gone = f"/cib/status/node_state[@id='{element.get('id')}']"
                self.tool(1, "cibadmin", "--delete", f"--xpath={gone}")

    def _forget_orphans(self) -> None:
        """Clear the history of resources that could not be stopped when they were deleted."""
        histories = {
            (state.get("uname"), one.get("id"))
            for state in self.cib(1).iterfind("status/node_state")
            for one in state.iterfind("lrm/lrm_resources/lrm_resource")
        }
        for node, id_ in sorted(histories):
            words = (f"--node={node}", f"--resource={id_}", "--force")
            self.exec(1, "crm_resource", "--refresh", *words)
        if histories:
            self.wait()

    def _all_are_online(self) -> bool:
        powered = {f"node{node}": node for node in self._room.powered}
        return all(self.online(node) == set(powered) for node in powered.values())

    def _is_settled(self) -> bool:
        if not self._all_are_online():
            return False
        done = self.exec(self._room.powered[0], "crm_resource", "--wait", "--timeout=10s")
        return done.returncode == 0

    def _last_words(self) -> str:
        logs = sorted(self.state.glob("node*/log/*/*.log")) + sorted(self.state.glob("*/boot.log"))
        return "\n".join(
            f"== {log}\n" + "\n".join(log.read_text(errors="replace").splitlines()[-15:])
            for log in logs
        )

    def _fence_on_request(self) -> None:
        """Cut the power of the nodes that the fence agent names, until the harness closes."""
        while not self._closing.wait(0.05):
            for node in self.nodes:
                request = self.state / f"fencing/node{node}"
                if request.exists():
                    self._fence(node, request)

    def _fence(self, node: int, request: Path) -> None:
        action = request.read_text(encoding="ascii").strip()
        self.kill(node)
        request.unlink()
        if action == "reboot":
            self.start(node)
