"""`why`, `scores`, `constraints`, `locate` on CIBs in files, with Pacemaker's tools and without."""

import json
import re
import shutil
from pathlib import Path

import pytest
from crm_runner import CASES, Crm, codes

from crmsh_py.commands.levels import load

WHY = CASES / "why"
needs_pacemaker = pytest.mark.skipif(
    shutil.which("crm_simulate") is None, reason="needs Pacemaker's crm_simulate"
)

CONFIGURATION = """\
node node1
node node2
primitive vip Dummy
primitive db Stateful
clone dbs db meta promotable=true
primitive web Dummy
group g web
primitive many-1 Dummy
tag t vip
location l1 vip 100: node1
location past vip rule -inf: date lt 2001-02-03
location future vip rule -inf: date gt 2099-01-01
location cli-ban-vip-on-node2 vip role=Started -inf: node2
location tagged t 5: node2
location odd /many-(.*)/ 7: node1
colocation c1 inf: g dbs:Promoted
order o1 dbs:promote g:start
"""


@pytest.fixture
def crm(tmp_path: Path) -> Crm:
    return Crm(tmp_path)


def use(crm: Crm, case: str) -> None:
    crm.cib.write_bytes((WHY / f"{case}.xml").read_bytes())


def records(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


# ------------------------------------------------------------------ why


@needs_pacemaker
def test_why_says_what_to_type(crm: Crm) -> None:
    use(crm, "stopped")

    ran = crm("resource", "why", "app")

    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith(
        "app does not run: app waits for g1 (o1), which does not run:"
        " the group g1 has target-role=Stopped\n"
        "  try: resource start g1\n"
    )
    assert crm("why", "app").out == ran.out


@needs_pacemaker
def test_why_of_a_node_tells_all_about_it(crm: Crm) -> None:
    use(crm, "banned")

    ran = crm("why", "vip", "node2")

    assert ran.out == (
        "vip does not run on node2\n"
        "  node2  -INFINITY  vip is banned from node2 by cli-ban-vip-on-node2,"
        " left over from 'move' or 'ban' (try: resource clear vip)\n"
        "                    for it speaks prefer +100\n"
    )


@needs_pacemaker
def test_why_has_records(crm: Crm) -> None:
    use(crm, "stopped")

    ran = crm("--json", "why", "web")

    verdict, reason, *placements = records(ran.out)
    assert verdict["runs"] is False
    assert verdict["text"] == "web does not run"
    assert (reason["code"], reason["subject"], reason["hint"]) == (
        "disabled",
        "g1",
        "resource start g1",
    )
    assert [one["node"] for one in placements] == ["node1", "node2", "node3"]


def test_without_pacemaker_it_is_an_estimate(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    use(crm, "stopped")
    monkeypatch.setattr("crmsh_py.runner.SYSTEM_FOLDERS", ())
    crm.environment["PATH"] = str(crm.folder)

    ran = crm("why", "app")

    assert ran.status == 0
    assert ran.out.startswith("app does not run: app waits for g1 (o1), which does not run: the")
    assert "estimated" in ran.err


def test_a_cib_without_status_tells_what_the_configuration_says(crm: Crm) -> None:
    crm.given("primitive a Dummy meta target-role=Stopped\nproperty stonith-enabled=false")

    ran = crm("why", "a")

    assert ran.out == (
        "where a runs is not known: there is no status\n"
        "  a has target-role=Stopped\n"
        "    try: resource start a\n"
    )


@pytest.mark.parametrize(
    ("words", "found", "hint"),
    [
        (["weeb"], ["no-such-object"], "did you mean 'web'?"),
        (["web", "node9"], ["no-such-object"], "did you mean 'node"),
        (["nothing", "nowhere"], ["no-such-object", "no-such-object"], "nodes: node1"),
        (["o1"], ["wrong-kind"], ""),
        ([], ["usage"], "usage: why"),
    ],
)
def test_what_is_asked_must_be_there(
    crm: Crm, words: list[str], found: list[str], hint: str
) -> None:
    use(crm, "stopped")

    ran = crm("why", *words)

    assert (ran.out, codes(ran.err)) == ("", found)
    assert hint in ran.err


# ------------------------------------------------------------------ scores


@needs_pacemaker
def test_scores_of_a_resource(crm: Crm) -> None:
    use(crm, "capacity")

    ran = crm("resource", "scores", "small")

    assert ran.out == (
        "RESOURCE  NODE   SCORE  PROMOTION\n"
        "small     node1  0\n"
        "small     node2  0\n"
        "small     node3  0\n"
    )


@needs_pacemaker
def test_scores_of_what_can_be_promoted(crm: Crm) -> None:
    use(crm, "promotable")

    found = records(crm("--json", "resource", "scores", "ms").out)

    assert {one["resource"] for one in found} == {"ms", "s:0", "s:1", "s:2"}
    promotions = [one["promotion"] for one in found if one["promotion"] is not None]
    assert promotions == [-1, -1, -1]


def test_scores_need_the_scheduler(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    use(crm, "stopped")
    monkeypatch.setattr("crmsh_py.runner.SYSTEM_FOLDERS", ())
    crm.environment["PATH"] = str(crm.folder)

    ran = crm("resource", "scores")

    assert codes(ran.err) == ["tool-missing"]


# ------------------------------------------------------------------ constraints


def test_constraints_in_the_language_and_in_words(crm: Crm) -> None:
    crm.given(CONFIGURATION)

    ran = crm("resource", "constraints", "vip")

    assert (ran.status, ran.err) == (0, "")
    assert re.sub("since .*", "since then", ran.out) == (
        "location l1 vip 100: node1\n"
        "  vip prefers node1 (100)\n"
        "location past vip \\\n\trule -inf: date lt 2001-02-03\n"
        "  vip never where date lt end=2001-02-03 (-inf)\n"
        "  expired, since then\n"
        "location future vip \\\n\trule -inf: date gt 2099-01-01\n"
        "  vip never where date gt start=2099-01-01 (-inf)\n"
        "  not yet in effect\n"
        "location cli-ban-vip-on-node2 vip role=Started -inf: node2\n"
        "  vip never on node2 (-inf) as Started\n"
        "  left over from 'move' or 'ban': 'resource clear vip' removes it\n"
        "location tagged t 5: node2\n"
        "  t prefers node2 (5)\n"
    )


def test_constraints_of_a_member_are_those_of_its_container_too(crm: Crm) -> None:
    crm.given(CONFIGURATION)

    found = records(crm("--json", "resource", "constraints", "web").out)

    assert [(one["id"], one["type"], one["state"]) for one in found] == [
        ("c1", "colocation", "in effect"),
        ("o1", "order", "in effect"),
    ]
    assert found[0]["meaning"] == ["g only with dbs as Promoted (inf)"]


def test_constraints_by_a_pattern_count(crm: Crm) -> None:
    crm.given(CONFIGURATION)

    ran = crm("resource", "constraints", "many-1")

    assert ran.out == (
        'location odd "/many-(.*)/" 7: node1\n'
        "  many-1 prefers node1 (7), by the pattern /many-(.*)/\n"
    )


def test_that_there_are_none_is_said(crm: Crm) -> None:
    crm.given("primitive a Dummy")

    ran = crm("resource", "constraints", "a")

    assert (ran.status, ran.out, ran.err) == (0, "", "no constraint is about a\n")


# ------------------------------------------------------------------ locate


def test_locate_says_where_and_in_which_role(crm: Crm) -> None:
    use(crm, "promotable")

    ran = crm("resource", "locate", "ms", "vip")

    assert ran.status == 0
    assert ran.out == (
        "ms: node1 (Unpromoted), node2 (Unpromoted), node3 (Unpromoted)\nvip: does not run\n"
    )


def test_locate_has_records(crm: Crm) -> None:
    use(crm, "banned")

    found = records(crm("--json", "resource", "locate", "vip", "many-1").out)

    assert [(one["id"], one["node"], one["role"]) for one in found] == [
        ("vip", "node1", "Started"),
        ("many-1", None, "Stopped"),
    ]


# ------------------------------------------------------------------ hints


def _hints() -> list[str]:
    texts = [file.read_text() for file in sorted(WHY.glob("*.txt"))]
    found = {hint for text in texts for hint in re.findall(r"\(?try: ([^)\n]+)", text)}
    return sorted(one for one in found if not one.startswith(("crm_ticket ", "configure a ")))


@pytest.mark.parametrize("hint", _hints())
def test_what_is_hinted_at_is_a_command(hint: str) -> None:
    first, second, *_ = [*hint.split(), ""]
    root = load("root")

    assert (load(first).find(second) if first in root.levels else root.find(first)) is not None
