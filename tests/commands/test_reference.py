"""The manual: every command has one with an example that runs, and the reference is not stale."""

import shutil
from pathlib import Path

import pytest
from crm_runner import CASES, Crm, codes

from crmsh_py.codes import CODES
from crmsh_py.commands import levels
from crmsh_py.commands.declare import Command
from crmsh_py.commands.reference import reference
from crmsh_py.model.empty import EMPTY_CIB

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
NODES = "node node1\nnode node2\nnode node3\nproperty stonith-enabled=false\n"
PREPARED = {
    **dict.fromkeys(["primitive", "rsc_template", "xml"], ""),
    **dict.fromkeys(["group", "clone", "ms", "bundle"], PARTS),
    "fencing_topology": "".join(
        f"primitive fence-{name} stonith:fence_dummy\n"
        for name in ("node1", "pdu1", "pdu2", "rack2")
    ),
    **dict.fromkeys(["promote", "demote"], PARTS + "clone db-clone drbd1 meta promotable=true\n"),
    "verify": NODES,
    **dict.fromkeys(["acl_target", "acl_group", "user"], "role monitoring read cib\n"),
}
"""What is there when the example of a command runs: else all of WHOLE."""
SCHEMAS = {"user": b"pacemaker-1.3"}
"""Commands whose examples need another schema than the usual one."""


def examples(command: Command) -> list[str]:
    text = command.manual.partition("\nExample:\n")[2]
    return [line.removeprefix("    ") for line in text.splitlines() if line.strip()]


NEEDS_CLUSTER = {(102, frozenset({"needs-cluster"})), (102, frozenset({"not-connected"}))}
"""How the example of a command ends that asks or moves a running cluster: tests/cluster runs it."""


@pytest.mark.parametrize(("level", "command"), COMMANDS)
def test_every_command_has_an_example_that_runs(
    level: str, command: Command, tmp_path: Path
) -> None:
    crm = Crm(
        tmp_path,
        EDITOR="true",
        COROSYNC_MAIN_CONFIG_FILE="corosync.conf",
        CIB_shadow_dir=str(tmp_path),
    )
    for name in ("corosync.conf", "corosync.conf.new", "corosync.conf.old"):
        shutil.copy(CASES / "corosync" / "three-nodes.conf", tmp_path / name)
    if command.name in SCHEMAS:
        crm.cib.write_bytes(EMPTY_CIB.replace(b"pacemaker-3.9", SCHEMAS[command.name]))
    crm.given(NODES if level == "node" else PREPARED.get(command.name, WHOLE) or "undo")
    (tmp_path / "cluster.crm").write_text("primitive other Dummy\n")
    shutil.copytree(CASES / "migrating", tmp_path, dirs_exist_ok=True)
    if level == "template" and command.name != "new":
        crm("configure", "template", "new", "shop-ip", "virtual-ip", "ip=192.0.2.7")
    if level in {"cib", "cibstatus"} and command.name != "new":
        crm("cib", "new", "try")
    path = levels.path_of(level)
    lines = examples(command)

    ran = crm(*path, stdin="\n".join([*lines, "cd /configure", "commit"]))

    assert lines
    assert (ran.status, frozenset(codes(ran.err))) in {(0, frozenset()), *NEEDS_CLUSTER}


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


@pytest.mark.parametrize("level", levels.LEVELS)
def test_the_names_in_a_list_stand_apart_from_what_they_are_for(level: str, tmp_path: Path) -> None:
    told = Crm(tmp_path)("help", level).out

    rows = [line for line in told.splitlines() if line.startswith("  ")]
    names = {row[2:].partition("  ")[0] for row in rows}
    assert names == {*levels.load(level).names(), *levels.load(level).levels}
    assert len({row.index(row[2:].partition("  ")[2].strip()) for row in rows}) == 1


def test_help_is_as_wide_as_a_terminal(tmp_path: Path) -> None:
    told = Crm(tmp_path)("help", "location").out

    assert [line for line in told.splitlines() if len(line) > 100] == []


def test_help_is_on_one_topic_at_a_time(tmp_path: Path) -> None:
    crm = Crm(tmp_path)

    two = crm("help", "show", "tree")

    assert (two.status, codes(two.err)) == (105, ["no-such-object"])
    assert "there is no help on 'show tree'" in two.err
    assert two.err.endswith("  hint: 'help show' explains the first of them\n")


def test_the_reference_has_every_command_once() -> None:
    names = [name for level in levels.LEVELS for name in levels.load(level).names()]

    commands = reference().partition("\n## Codes of problems\n")[0]
    headings = [one[4:] for one in commands.splitlines() if one.startswith("### ")]

    functions = {
        (name, levels.load(level).commands[name].function)
        for level in levels.LEVELS
        for name in levels.load(level).names()
    }
    assert sorted(headings) == sorted(name for name, _ in functions)
    assert set(headings) == set(names)


def test_the_reference_is_not_stale() -> None:
    """Write it anew with `python docs/generate.py`."""
    assert (DOCS / "commands.md").read_text() == reference()
