"""The manual: every command has one with an example that runs, and the reference is not stale."""

from pathlib import Path

import pytest
from crm_runner import Crm, codes

from crmsh_py.codes import CODES
from crmsh_py.commands import levels
from crmsh_py.commands.declare import Command
from crmsh_py.commands.reference import reference

DOCS = Path(__file__).parents[2] / "docs"
COMMANDS = [
    pytest.param(name, command, id=f"{name}-{command.name}")
    for name in levels.LEVELS
    for command in (levels.load(name).commands[own] for own in levels.load(name).names())
]
PARTS = """\
node node1
primitive vip Dummy
primitive www Dummy
primitive www2 Dummy
primitive ping1 Dummy
primitive drbd1 ocf:pacemaker:Stateful
"""
WHOLE = PARTS + "group web vip www\n"
PREPARED = {
    **dict.fromkeys(["primitive", "rsc_template", "xml"], ""),
    **dict.fromkeys(["group", "clone", "ms"], PARTS),
}
"""What is there when the example of a command runs: else all of WHOLE."""


def examples(command: Command) -> list[str]:
    text = command.manual.partition("\nExample:\n")[2]
    return [line.removeprefix("    ") for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize(("level", "command"), COMMANDS)
def test_every_command_has_an_example_that_runs(
    level: str, command: Command, tmp_path: Path
) -> None:
    crm = Crm(tmp_path, EDITOR="true")
    crm.given(PREPARED.get(command.name, WHOLE) or "undo")
    (tmp_path / "cluster.crm").write_text("primitive other Dummy\n")
    path = [] if level == levels.ROOT else [level]
    lines = examples(command)

    ran = crm(*path, stdin="\n".join([*lines, "cd /configure", "commit"]))

    assert lines
    assert (ran.status, codes(ran.err)) == (0, [])


@pytest.mark.parametrize(("level", "command"), COMMANDS)
def test_help_knows_every_command_by_each_of_its_names(
    level: str, command: Command, tmp_path: Path
) -> None:
    crm = Crm(tmp_path)

    told = [crm("help", level, name) for name in (command.name, *command.aliases)]

    assert [one.status for one in told] == [0] * len(told)
    assert {one.out for one in told} == {told[0].out}
    assert told[0].out.startswith(f"{command.name}: {command.summary}\n\nUsage:\n")


@pytest.mark.parametrize("topic", [*levels.LEVELS, *CODES])
def test_help_knows_every_level_and_code(topic: str, tmp_path: Path) -> None:
    ran = Crm(tmp_path)("help", topic)

    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith(topic)


@pytest.mark.parametrize(
    ("topic", "hint"),
    [
        ("primitve", "did you mean 'primitive'?"),
        ("configur", "did you mean 'configure'?"),
        ("duplicate-ids", "did you mean 'duplicate-id'?"),
        ("zzzz", "'help' lists the topics"),
    ],
)
def test_a_topic_that_is_not_known_is_told_with_one_that_is(
    topic: str, hint: str, tmp_path: Path
) -> None:
    ran = Crm(tmp_path)("help", topic)

    assert (ran.status, codes(ran.err)) == (105, ["no-such-object"])
    assert ran.err.endswith(f"  hint: {hint}\n")


def test_the_reference_is_not_stale() -> None:
    """Write it anew with `python docs/generate.py`."""
    assert (DOCS / "commands.md").read_text() == reference()
