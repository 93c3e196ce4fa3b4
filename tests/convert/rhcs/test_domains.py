"""Failover domains: constraints, and where the scheduler puts a service by them."""

import re
import subprocess
from pathlib import Path
from shutil import which

import pytest

from convert.rhcs.rm import drafted, heard, said, shown
from crmsh_py import xmltree
from crmsh_py.convert.conversion import Input
from crmsh_py.convert.rhcs.choices import Choices
from crmsh_py.convert.rhcs.converter import convert

SERVICE = "<service name='web' domain='fd'><ip address='10.0.0.1'/></service>"


def domain(flags: str, members: str) -> str:
    """Return a domain `fd` with members such as `n1=1 n2`, and a service in it."""
    pairs = [one.partition("=") for one in members.split()]
    nodes = "".join(
        f"<failoverdomainnode name='{name}'" + (f" priority='{at}'/>" if at else "/>")
        for name, _, at in pairs
    )
    opened = f"<failoverdomains><failoverdomain name='fd' {flags}>{nodes}"
    return f"{opened}</failoverdomain></failoverdomains>{SERVICE}"


def constraints(inside: str, choices: Choices | None = None) -> list[str]:
    lines = shown(drafted(inside, choices or Choices())).splitlines()
    return [line for line in lines if line.startswith(("location", "group"))]


BAN = "location ban-web web rule boolean-op=and -inf: #uname ne n1 and #uname ne n2"


@pytest.mark.parametrize(
    ("flags", "scores", "stickiness", "ban"),
    [
        ("", (100000, 100000), 1, []),
        ("ordered='1'", (100990, 100980), 0, []),
        ("restricted='1'", (100000, 100000), 1, [BAN]),
        ("ordered='1' restricted='1'", (100990, 100980), 0, [BAN]),
        ("nofailback='1'", (100000, 100000), 2000, []),
        ("ordered='1' restricted='1' nofailback='1'", (100990, 100980), 2000, [BAN]),
    ],
)
def test_a_domain_is_scores_a_ban_and_a_stickiness(
    flags: str, scores: tuple[int, int], stickiness: int, ban: list[str]
) -> None:
    assert constraints(domain(flags, "n1=1 n2=2")) == [
        f"group web ip_10_0_0_1 meta resource-stickiness={stickiness}",
        f"location loc-web-n1 web {scores[0]}: n1",
        f"location loc-web-n2 web {scores[1]}: n2",
        *ban,
    ]


def test_looking_for_resources_elsewhere_can_be_ruled_out_as_well() -> None:
    choices = Choices(exclusive_discovery=True)

    assert constraints(domain("restricted='1'", "n1"), choices)[1:] == [
        "location loc-web-n1 web resource-discovery=exclusive 100000: n1"
    ]


def test_a_service_restricted_to_no_node_never_runs() -> None:
    draft = drafted(domain("restricted='1'", ""))

    assert "location ban-web web rule boolean-op=and -inf: defined #uname" in shown(draft)
    assert heard(draft) == [("warning", "failover-domain")]


def test_flags_are_numbers_as_for_rgmanager() -> None:
    draft = drafted(domain("ordered='yes' restricted='no'", "n1=2"))

    assert "location loc-web-n1 web 100000: n1" in shown(draft)
    assert said(draft)[0] == ("warning", "failover-domain")


@pytest.mark.parametrize("priority", ["", "=0", "=101", "=first"])
def test_a_priority_out_of_range_is_the_worst(priority: str) -> None:
    draft = drafted(domain("ordered='1'", f"n1{priority} n2=1"))

    assert "location loc-web-n1 web 100000: n1" in shown(draft)
    assert heard(draft) == [("warning", "failover-domain")]


def test_names_are_compared_without_case_and_count_once() -> None:
    draft = drafted(domain("", "N1 n1").replace("domain='fd'", "domain='FD'"))

    assert "location loc-web-n1 web 100000: n1" in shown(draft)
    assert shown(draft).count("location") == 1
    assert heard(draft) == [("warning", "failover-domain")]


@pytest.mark.parametrize(
    "inside",
    [
        SERVICE,
        domain("", "elsewhere"),
        (
            "<failoverdomains><failoverdomain name='fd'/><failoverdomain name='FD'/>"
            f"</failoverdomains>{SERVICE}"
        ),
        f"<failoverdomains><failoverdomain name='fd'/><other/></failoverdomains>{SERVICE}",
        (
            "<failoverdomains><failoverdomain name='fd'><other name='n1'/></failoverdomain>"
            f"</failoverdomains>{SERVICE}"
        ),
    ],
    ids=["unknown-domain", "unknown-node", "twice", "no-domain", "no-member"],
)
def test_what_is_wrong_with_a_domain_is_told(inside: str) -> None:
    draft = drafted(inside)

    assert heard(draft) == [("warning", "failover-domain")]
    assert "group web ip_10_0_0_1" in shown(draft)


def test_unknown_attributes_of_domains_and_members_are_told() -> None:
    draft = drafted(
        "<failoverdomains><failoverdomain name='fd' color='red'>"
        f"<failoverdomainnode name='n1' color='blue'/></failoverdomain></failoverdomains>{SERVICE}"
    )

    assert heard(draft) == [("warning", "no-counterpart")] * 2


def test_the_report_says_what_became_of_a_domain() -> None:
    draft = drafted(domain("restricted='1'", "n1"))

    rows = {row.piece: row.results for row in draft.conversion().rows}
    assert rows["failoverdomain 'fd'"] == ("loc-web-n1", "ban-web")
    assert rows["service 'web'"] == ("web", "loc-web-n1", "ban-web")


# ------------------------------------------------------------------ the scheduler's opinion


CLUSTER = """<cluster name="c"><clusternodes>
<clusternode name="n1" nodeid="1"/><clusternode name="n2" nodeid="2"/>
<clusternode name="n3" nodeid="3"/></clusternodes><rm>{}</rm></cluster>"""


class Cluster:
    """A simulated cluster: nodes come and go, and a service runs somewhere or nowhere."""

    def __init__(self, inside: str, folder: Path) -> None:
        conversion = convert(Input("cluster.conf", CLUSTER.format(inside).encode()))
        assert conversion.cib is not None
        root = conversion.cib.root
        for id_, name in enumerate(("n1", "n2", "n3"), 1):
            xmltree.sub(root[0][1], "node", {"id": str(id_), "uname": name})
        self.file = folder / "cib.xml"
        self.file.write_bytes(xmltree.to_bytes(root))

    def run(self, *, up: str = "", down: str = "", rsc: str = "ip_10_0_0_1") -> str | None:
        """Let nodes come or go, and return where a resource runs then."""
        words = [word for node in up.split() for word in ("--node-up", node)]
        words += [word for node in down.split() for word in ("--node-down", node)]
        files = ["-x", str(self.file), "-O", str(self.file)]
        done = subprocess.run(
            ["crm_simulate", "-S", "--quorum", "1", *files, *words],
            capture_output=True,
            text=True,
            check=True,
        )
        after = done.stdout.partition("Revised Cluster Status")[2]
        found = re.search(rf"{rsc}\s.*Started (\S+)", after)
        return found[1] if found else None


needs_scheduler = pytest.mark.skipif(
    which("crm_simulate") is None, reason="Pacemaker's crm_simulate is not installed"
)


@needs_scheduler
def test_ordered_restricted_nofailback_stays_where_it_went(tmp_path: Path) -> None:
    flags = "ordered='1' restricted='1' nofailback='1'"
    cluster = Cluster(domain(flags, "n2=2 n1=1"), tmp_path)

    assert cluster.run(up="n1 n2 n3") == "n1"
    assert cluster.run(down="n1") == "n2"
    assert cluster.run(up="n1") == "n2"
    assert cluster.run(down="n1") == "n2"
    assert cluster.run(down="n2") is None
    assert cluster.run(up="n2") == "n2"


@needs_scheduler
def test_ordered_with_failback_returns_to_the_better_member(tmp_path: Path) -> None:
    cluster = Cluster(domain("ordered='1' restricted='1'", "n1=1 n2=2"), tmp_path)

    assert cluster.run(up="n1 n2 n3") == "n1"
    assert cluster.run(down="n1") == "n2"
    assert cluster.run(up="n1") == "n1"


@needs_scheduler
def test_an_unrestricted_service_comes_back_into_its_domain_in_spite_of_nofailback(
    tmp_path: Path,
) -> None:
    cluster = Cluster(domain("ordered='1' nofailback='1'", "n1=1 n2=2"), tmp_path)

    assert cluster.run(up="n1 n2 n3") == "n1"
    assert cluster.run(down="n1 n2") == "n3"
    assert cluster.run(up="n2") == "n2"
    assert cluster.run(up="n1") == "n2"


@needs_scheduler
def test_an_unordered_service_is_not_moved_between_members(tmp_path: Path) -> None:
    cluster = Cluster(domain("", "n1 n2"), tmp_path)

    first = cluster.run(up="n1 n2 n3")
    assert first in {"n1", "n2"}
    second = cluster.run(down=str(first))
    assert second in {"n1", "n2"} - {first}
    assert cluster.run(up=str(first)) == second


@needs_scheduler
def test_exclusive_services_have_nodes_of_their_own(tmp_path: Path) -> None:
    other = "<service name='alone' exclusive='1'><ip address='10.0.0.2'/></service>"
    cluster = Cluster(domain("restricted='1'", "n1") + other, tmp_path)

    assert cluster.run(up="n1 n2") == "n1"
    assert cluster.run(rsc="ip_10_0_0_2") == "n2"
    together = {cluster.run(down="n2"), cluster.run(rsc="ip_10_0_0_2")}
    assert together == {"n1", None}
