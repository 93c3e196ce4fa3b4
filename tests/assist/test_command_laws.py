"""Each place of each command has words to offer, or is one for free text; none ever fails."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.knowing import words
from assist.rich import RICH, rich_knowledge
from crmsh_py.assist.completion.commands.sources import SOURCES, source_of
from crmsh_py.assist.completion.completing import complete
from crmsh_py.commands import levels
from crmsh_py.commands.declare import Command, Parameter
from crmsh_py.commands.words import tables
from crmsh_py.grammar.kinds import Kind
from crmsh_py.preferences.table import PREFERENCES
from crmsh_py.secrets import is_secret

FREE = {
    ("cib", "import", "name"),  # a new name
    ("cib", "new", "name"),
    ("configure", "copy", "new"),
    ("configure", "filter", "program"),
    ("configure", "redo", "count"),
    ("configure", "rename", "new"),
    ("configure", "undo", "count"),
    ("convert", "corosync", "cluster_name"),  # names and addresses of other machines
    ("convert", "corosync", "node"),
    ("convert", "cib", "node"),
    ("convert", "heartbeat", "drbd_resource"),
    ("convert", "heartbeat", "node"),
    ("convert", "heartbeat", "ocf_file"),  # a name, up to its `=`
    ("convert", "heartbeat", "stonith_file"),
    ("convert", "mon", "cidr_netmask"),
    ("convert", "mon", "nic"),
    ("convert", "rhcs", "node"),
    ("convert", "rhcs", "qnetd"),
    ("corosync", "add-node", "addresses"),
    ("corosync", "add-node", "id"),
    ("options", "editor", "value"),  # programs
    ("options", "pager", "value"),
    ("options", "skill-level", "value"),  # whatever it was, it counts no more
    ("resource", "secret", "value"),
    ("template", "new", "configuration"),
}
"""Level, command and parameter of the places where nobody can know what is meant."""

SAMPLES = {
    Kind.RESOURCE: "vip",
    Kind.OBJECT: "vip",
    Kind.NODE: "node1",
    Kind.NODE_NAME: "node1",
    Kind.AGENT: "IPaddr2",
    Kind.AGENT_CLASS: "ocf",
    Kind.TEMPLATE: "virtual-ip",
    Kind.SETTING: "totem.transport",
    Kind.PREFERENCE: "ui.theme",
    Kind.OP_NAME: "monitor",
    Kind.SHADOW: "test",
}
TAGGED = {"clone": "pings", "group": "web"}


def sample(parameter: Parameter) -> str:
    """Return a word that fits a place."""
    if parameter.choices:
        return parameter.choices[0]
    tagged = next((TAGGED[tag] for tag in parameter.tags if tag in TAGGED), "")
    if "primitive" in parameter.tags:
        tagged = ""
    return tagged or SAMPLES.get(parameter.kind, "x")


def places() -> Iterator[tuple[str, str, str]]:
    for level in levels.LEVELS:
        for name in levels.load(level).names():
            command = levels.load(level).find(name)
            assert command is not None
            if command.statement is None:
                yield from ((level, name, one.name) for one in command.parameters)


def command_of(level: str, name: str) -> Command:
    found = levels.load(level).find(name)
    assert found is not None
    return found


def line_to(command: Command, parameter: Parameter) -> str:
    """Return a command up to the place of a parameter."""
    if parameter.flag:
        return f"{command.name} "
    if parameter.option:
        return f"{command.name} {parameter.option} "
    before = []
    for one in command.parameters:
        if one is parameter:
            break
        if not (one.flag or one.option) and (one.required or parameter.follows or one.choices):
            before.append(sample(one))
    return " ".join([command.name, *before, ""])


@pytest.mark.parametrize(("level", "name", "place"), list(places()))
def test_each_place_of_each_command_has_words_or_is_for_free_text(
    level: str, name: str, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = command_of(level, name)
    parameter = next(one for one in command.parameters if one.name == place)
    known = rich_knowledge(tmp_path, levels.path_of(level))
    monkeypatch.chdir(tmp_path)

    found = words(line_to(command, parameter), known)

    if parameter.flag:
        assert parameter.choices[0] in found
        return
    anywhere = {one.choices[0] for one in command.parameters if one.flag}
    anywhere |= {one.option for one in command.parameters if one.option}
    is_offered = bool([one for one in found if one not in anywhere])
    assert is_offered != ((level, name, place) in FREE)


def test_the_places_for_free_text_are_places() -> None:
    assert set(places()) >= FREE


@pytest.mark.parametrize("name", list(SOURCES))
def test_each_name_of_the_table_has_a_function(name: str) -> None:
    assert callable(source_of(name))


def test_each_name_of_the_table_is_one_of_a_declaration() -> None:
    declared = {
        one.word or str(one.kind)
        for level, name, _ in places()
        for one in command_of(level, name).parameters
    }
    declared |= {part for one in declared for part in one.split("|")}
    kinds = {
        str(one.kind) for level, name, _ in places() for one in command_of(level, name).parameters
    }

    assert {str(one) for one in SOURCES} - declared - kinds == set()


# ------------------------------------------------------------------ it never fails


LINES = [
    "resource param vip set ip=10.0.0.2 nic eth0",
    "resource failcount vip set node1 3 monitor 10s",
    "resource trace vip monitor 10s /tmp",
    "configure set vip.op[monitor].timeout=30s property.no-quorum-policy stop",
    "configure copy web web2 vip-web2.ip=10.0.0.3",
    "configure show --format=json type:primitive related:vip tag:mine",
    'configure filter "sed s/a/b/" -- vip',
    'configure load xml update "a file"',
    "cib cibstatus load shadow:test",
    "corosync set nodelist.node[node1].quorum_votes 2 --file x",
    "ra validate ocf:heartbeat:IPaddr2 ip=10.0.0.1",
    "template apply virtual-ip ip=10.0.0.1",
    "options set ui.theme dark",
    "convert heartbeat -ox --to crm --stonith-file a=b",
    "help resource move",
    "cd /configure/../resource",
    "verify --allow no-value,no-monitor",
]


@pytest.mark.parametrize("line", LINES)
def test_completing_any_beginning_of_a_command_never_fails(line: str, tmp_path: Path) -> None:
    known = rich_knowledge(tmp_path)

    for end in range(len(line) + 1):
        offer = complete(line[:end], known)
        assert line[offer.start : end] == line[:end][offer.start :]


@given(
    st.lists(
        st.sampled_from(
            [
                *tables(),
                *tables()["resource"].commands,
                *tables()["configure"].commands,
                "vip",
                "vip.",
                "vip.ip=",
                "=",
                "--",
                "--format=",
                "type:",
                "ocf:",
                "/",
                "..",
                ",",
                '"',
                "node1",
                "set",
                "show",
                "[",
                "]",
                "shadow:",
                "'",
                "\\",
                "*",
            ]
        )
        | st.text(max_size=4),
        max_size=6,
    ),
    st.sampled_from(["", " "]),
)
def test_completing_any_text_never_fails(given_words: list[str], end: str) -> None:
    complete(" ".join(given_words) + end, rich_knowledge(None))


# ------------------------------------------------------------------ secrets


@pytest.mark.parametrize(
    "line",
    [
        "resource param db set test_passwd=",
        "resource param db set test_passwd ",
        "resource param db show ",
        "resource secret db set test_passwd ",
        "configure get db.",
        "configure set db.test_passwd ",
        "configure set db.test_passwd=",
        "configure copy db db2 test_passwd=",
        "corosync set totem.key ",
        "corosync get ",
    ],
)
def test_secrets_are_never_offered(line: str, tmp_path: Path) -> None:
    assert is_secret("test_passwd")

    offer = complete(line, rich_knowledge(tmp_path))

    assert "geheim" in RICH
    assert "geheim" not in "".join(one.word + one.meaning for one in offer.candidates)


def test_every_candidate_at_a_level_has_a_meaning(tmp_path: Path) -> None:
    known = rich_knowledge(tmp_path)

    for level in levels.LEVELS:
        line = "".join(f"{one} " for one in levels.path_of(level))
        assert all(one.meaning for one in complete(line, known).candidates)
    assert all(one.meaning for one in PREFERENCES.values())
