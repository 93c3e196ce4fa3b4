"""The commands of a real article (seed 002), byte for byte as its web page has them.

`tests/cases/seed/article.txt` is each line of it that begins with a prompt, `shown.txt` what
it says `show` printed.  Explanations stand in parentheses behind the commands, in Chinese; some
commands lost blanks on the web page.
"""

import re
from pathlib import Path

import pytest
from crm_runner import CASES, Crm, codes

SEED = CASES.parents[2] / "shared/seeds/002_1ad1ebe99f35c1b6.txt"
ARTICLE = (CASES / "seed/article.txt").read_text().splitlines()
SHOWN = (CASES / "seed/shown.txt").read_text()
LINE = re.compile(r"crm\(live\)(?P<level>\w*)# *(?P<command>.*?)(?:\([^()]*[^\x00-\x7f].*)?")


def commands() -> list[tuple[str, str]]:
    """Return the commands and their levels, prompts and explanations taken off."""
    found = filter(None, map(LINE.fullmatch, ARTICLE))
    return [(one["level"], one["command"]) for one in found]


CONFIGURE = [command for level, command in commands() if level == "configure"]
BROKEN = {
    "primitive webipocf:heartbeat:IPaddr params ip=192.168.41.222 nic=eth0 cidr_netmask=24"
    " iflabel=eth0:0": "webip ocf",
    "location webip_on_node1webip rule 100: #uname eq node1.magedu.com": "node1 webip",
    "show \u00a0[xml](display CIBobjects)": "show",
}
"""Lines that lost a blank, or are no command but its description; and what repairs them."""


@pytest.fixture
def crm(tmp_path: Path) -> Crm:
    return Crm(tmp_path, EDITOR="true")


@pytest.mark.skipif(not SEED.exists(), reason="the seeds are not here")
def test_the_copies_are_what_the_article_has() -> None:
    text = SEED.read_text()

    assert [line for line in text.splitlines() if re.match(r"crm\(live\)\w*#", line)] == ARTICLE
    assert SHOWN in text + "\n"


def test_every_command_of_configure_is_in_the_test() -> None:
    assert len(CONFIGURE) == 30
    assert set(BROKEN) <= set(CONFIGURE)


def repaired(command: str) -> str:
    repair = BROKEN.get(command)
    return command if repair is None else _repair(command, repair)


def _repair(command: str, repair: str) -> str:
    return command.replace(repair.replace(" ", ""), repair) if " " in repair else repair


def test_the_article_can_be_followed_from_its_first_line_to_its_last(crm: Crm) -> None:
    lines = [repaired(command) for command in CONFIGURE]

    ran = [crm.batch("\n".join(part)) for part in sessions(lines)]

    assert [(one.status, codes(one.err)) for one in ran] == [(0, [])] * 3
    shown = crm.configure("show").out
    assert "location webip_on_node1 webip \\\n\trule 100: #uname eq node1.magedu.com\n" in shown
    assert shown.endswith("rsc_defaults rsc-options: \\\n\tresource-stickiness=200\n")


def sessions(lines: list[str]) -> list[list[str]]:
    """Split at each `cd` and `exit`; the last session of the article ends without a commit."""
    parts: list[list[str]] = [[]]
    for line in lines:
        parts[-1].append(line)
        if line in {"cd", "exit"}:
            parts.append([])
    *whole, last = [part for part in parts if part]
    return [*whole, ["commit" if line == "exit" else line for line in last]]


def test_an_exit_without_commit_is_an_error_in_a_batch(crm: Crm) -> None:
    ran = crm.batch("rsc_defaults resource-stickiness=200\nexit\n")

    assert (ran.status, codes(ran.err)) == (65, ["uncommitted-changes"])


def test_an_id_that_lost_the_blank_behind_it_is_told(crm: Crm) -> None:
    ran = crm.batch(next(line for line in BROKEN if line.startswith("primitive")))

    assert (ran.status, codes(ran.err)) == (65, ["invalid-id"])
    assert ran.err.endswith("  hint: is a blank missing: 'webip ocf:heartbeat:IPaddr'?\n")


def test_a_constraint_whose_resource_went_into_its_id_is_told(crm: Crm) -> None:
    ran = crm.batch(next(line for line in BROKEN if line.startswith("location")))

    assert (ran.status, codes(ran.err)) == (65, ["syntax-error"])
    assert "a resource is missing in front of 'rule'" in ran.err
    assert "hint: was a blank lost in the word before?" in ran.err


def test_a_description_of_a_command_is_none(crm: Crm) -> None:
    ran = crm.batch("show  [xml](display CIBobjects)")

    assert (ran.status, set(codes(ran.err))) == (105, {"no-such-object"})


def test_prompts_that_were_copied_along_are_named(crm: Crm) -> None:
    ran = crm(stdin="\n".join(ARTICLE))

    assert ran.status == 65
    assert set(codes(ran.err)) == {"pasted-prompt"}
    assert len(codes(ran.err)) == len(ARTICLE)


def test_shown_text_that_lost_its_lines_is_explained_line_by_line(crm: Crm) -> None:
    (crm.folder / "shown.txt").write_text(SHOWN)

    ran = crm.configure("load", "update", "shown.txt")

    hints = [line for line in ran.err.splitlines() if line.startswith("  hint:")]
    assert (ran.status, codes(ran.err)) == (65, ["syntax-error"] * 6)
    assert hints == [
        "  hint: is a blank missing behind 'property'?",
        *["  hint: did the line above lose the '\\' at its end?"] * 5,
    ]


def test_shown_text_can_be_loaded_once_it_is_repaired(crm: Crm) -> None:
    text = re.sub(r"\n\n", "\n", SHOWN).replace("property$", "property $")
    text = text.replace('"false"', '"false" \\')
    gone = ("expected-quorum-votes", "cluster-infrastructure")  # no schema of today has openais
    kept = [line for line in text.splitlines() if not any(name in line for name in gone)]
    (crm.folder / "shown.txt").write_text("\n".join(kept))

    ran = crm.configure("load", "update", "shown.txt")

    assert (ran.status, codes(ran.err)) == (0, [])
    assert crm.configure("show").out == (
        "node node1.magedu.com\n"
        "node node2.magedu.com\n"
        "property cib-bootstrap-options: \\\n"
        "\tdc-version=1.0.12-unknown \\\n"
        "\tstonith-enabled=false \\\n"
        "\tno-quorum-policy=ignore\n"
    )


def test_an_option_that_pacemaker_gave_up_is_named_with_what_took_its_place(crm: Crm) -> None:
    ran = crm.configure("property", "expected-quorum-votes=2")

    assert (ran.status, codes(ran.err)) == (78, ["schema-violation"])
    assert "corosync.conf" in ran.err
