"""The manual: every command has one with an example that runs, and the reference is not stale."""

import shutil
from pathlib import Path

import pytest
from crm_runner import CASES, Crm, codes

from crmsh_py.agents.known import KnownAgents
from crmsh_py.codes import ExitStatus
from crmsh_py.commands import levels
from crmsh_py.commands.declare import Command
from crmsh_py.commands.manual.commands import command_page, is_everywhere
from crmsh_py.commands.manual.finding import find_page
from crmsh_py.commands.manual.layout import lines_of
from crmsh_py.commands.manual.page import Table
from crmsh_py.commands.reference import reference
from crmsh_py.commands.styled import plain
from crmsh_py.model.empty import EMPTY_CIB

NARROW = 80
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
    **dict.fromkeys(["colocation", "order"], PARTS + "clone db-clone drbd1 meta promotable=true\n"),
    **dict.fromkeys(["promote", "demote"], PARTS + "clone db-clone drbd1 meta promotable=true\n"),
    "verify": NODES,
    **dict.fromkeys(["acl_target", "acl_group", "user"], "role monitoring read cib\n"),
}
"""What is there when the example of a command runs: else all of WHOLE."""
SCHEMAS = {"user": b"pacemaker-1.3"}
"""Commands whose examples need another schema than the usual one."""


def no_library() -> KnownAgents:
    raise AssertionError


def find(level: str, name: str) -> Command:
    command = levels.load(level).find(name)
    assert command is not None
    return command


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
    assert told[0].out == plain(lines_of(command_page(command, level)))


def test_the_page_of_a_command_has_the_parts_of_its_kind() -> None:
    page = command_page(find("configure", "primitive"), "configure")
    other = command_page(find("resource", "move"), "resource")

    assert [type(one).__name__ for one in page.sections] == [
        *("Synopsis", "Synopsis", "Prose", "Table", "Examples"),
    ]
    assert [getattr(one, "title", "") for one in other.sections] == [
        *("Usage", "", "Arguments", "Options", "Also understood", "", "Exit status"),
    ]


@pytest.mark.parametrize(("level", "command"), COMMANDS)
def test_each_word_of_a_command_is_explained(level: str, command: Command) -> None:
    page = command_page(command, level)

    rows = [row for one in page.sections if isinstance(one, Table) for row in one.rows]

    assert [row.term for row in rows if not row.meaning.strip()] == []
    assert len(rows) >= len(command.parameters)


@pytest.mark.parametrize(("level", "command"), COMMANDS)
def test_a_page_is_never_wider_than_a_terminal(level: str, command: Command) -> None:
    text = plain(lines_of(command_page(command, level)))

    assert [line for line in text.splitlines() if len(line) > NARROW] == []


@pytest.mark.parametrize(("level", "command"), COMMANDS)
def test_what_a_page_refers_to_is_there(level: str, command: Command) -> None:
    page = command_page(command, level)

    assert is_everywhere(command) or page.see_also
    for topic in page.see_also:
        assert find_page((), topic.split(), no_library).name == topic.split()[-1]


@pytest.mark.parametrize(("level", "command"), COMMANDS)
def test_exit_statuses_of_a_manual_are_some_that_there_are(level: str, command: Command) -> None:
    statuses = [
        row.term
        for one in command_page(command, level).sections
        if isinstance(one, Table) and one.title == "Exit status"
        for row in one.rows
    ]

    assert {int(one) for one in statuses} <= set(ExitStatus)


def test_the_reference_has_every_command_once() -> None:
    names = [name for level in levels.LEVELS for name in levels.load(level).names()]

    commands = reference().partition("\n## What several statements have\n")[0]
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
