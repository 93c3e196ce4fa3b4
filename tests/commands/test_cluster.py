"""The level `cluster`, as far as it goes without one."""

import json
from pathlib import Path

import pytest
from crm_runner import CASES, Crm, codes

FILES = CASES / "corosync"


@pytest.fixture
def crm(tmp_path: Path) -> Crm:
    return Crm(tmp_path)


def test_quorum_is_worked_out_from_a_file(crm: Crm) -> None:
    ran = crm("cluster", "quorum", "--file", str(FILES / "three-nodes.conf"))

    assert (ran.status, ran.err) == (0, "")
    assert ran.out == (
        "nodes lost  votes  quorate\n"
        "0           3      yes\n"
        "1           2      yes\n"
        "2           1      no\n"
        "2 of 3 votes are quorum\n"
        "quorum survives if 1 more node fails (wait_for_all: once quorum is lost, all nodes have to"
        " be there to regain it)\n"
    )


def test_quorum_gives_records(crm: Crm) -> None:
    ran = crm("--json", "cluster", "status", "--file", str(FILES / "three-nodes.conf"))

    assert [json.loads(line) for line in ran.out.splitlines()] == [
        {"schema": "crm/1", "lost": lost, "votes": 3 - lost, "quorate": lost < 2, "tie": False}
        for lost in range(3)
    ]


def test_a_tie_is_told_as_one(crm: Crm) -> None:
    text = "quorum {\n  expected_votes: 4\n  auto_tie_breaker: 1\n}\n"
    (crm.folder / "four.conf").write_text(text)

    ran = crm("cluster", "quorum", "--file", "four.conf")

    assert "2           2      if the tie-breaker is among them\n" in ran.out
    assert "of two halves, that with node 1 goes on" in ran.out


def test_a_file_that_says_nothing_of_votes_is_refused(crm: Crm) -> None:
    (crm.folder / "none.conf").write_text("totem {\n  version: 2\n}\n")

    ran = crm("cluster", "quorum", "--file", "none.conf")

    assert (ran.status, codes(ran.err)) == (78, ["missing-setting"])


@pytest.mark.parametrize(
    "words",
    [
        ["status"],
        ["health"],
        ["start"],
        ["stop", "node2"],
        ["restart"],
        ["wait_for_startup", "1"],
    ],
)
def test_a_configuration_in_a_file_has_no_cluster(words: list[str], crm: Crm) -> None:
    ran = crm("cluster", *words)

    assert (ran.status, codes(ran.err)) == (102, ["needs-cluster"])


@pytest.mark.parametrize("variable", ["CIB_file", "CIB_shadow"])
def test_neither_has_one_that_the_environment_chose(variable: str, tmp_path: Path) -> None:
    ran = Crm(tmp_path, **{variable: "other"})("cluster", "status", cib="")

    assert (ran.status, codes(ran.err)) == (102, ["needs-cluster"])


@pytest.mark.parametrize("words", [["wait_for_startup", "soon"], ["status", "now"]])
def test_wrong_words_are_a_usage_error(words: list[str], crm: Crm) -> None:
    ran = crm("cluster", *words, cib="")

    assert (ran.status, codes(ran.err)) == (64, ["usage"])
