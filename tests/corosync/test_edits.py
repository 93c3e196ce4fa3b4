"""Changing corosync.conf: nothing but the lines concerned differs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corosync.samples import SOUND, sound
from crmsh_py.corosync import edits, nodes, paths
from crmsh_py.corosync.syntax import Entry, parse
from crmsh_py.diagnostics import CrmError


def changed(old: str, new: str) -> tuple[list[str], list[str]]:
    """Return the lines that only the old text has, and those that only the new one has."""
    before, after = old.split("\n"), new.split("\n")
    return [x for x in before if x not in after], [x for x in after if x not in before]


def codes(error: pytest.ExceptionInfo[CrmError]) -> list[str]:
    return [one.code for one in error.value.diagnostics]


# ------------------------------------------------------------------ values


def test_another_value_leaves_the_rest_of_its_line_alone() -> None:
    configuration = parse("# c\r\ntotem {\r\n\ttoken :\t 30  \r\n}\r\n", "f")

    text, old = paths.value_set(configuration, "totem.token", "4000")

    assert (text, old) == ("# c\r\ntotem {\r\n\ttoken :\t 4000  \r\n}\r\n", "30")


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("totem {\n}\n", "totem.token", "totem {\n\ttoken: 9\n}\n"),
        ("totem {\n    version: 2\n    # x\n}", "totem.token",
         "totem {\n    version: 2\n    token: 9\n    # x\n}"),
        ("totem {\n  version: 2\n  interface {\n  }\n}\n", "totem.token",
         "totem {\n  version: 2\n  token: 9\n  interface {\n  }\n}\n"),
        ("totem {\n  token:\n}\n", "totem.token", "totem {\n  token: 9\n}\n"),
        ("totem {\n  version: 2\n}", "quorum.votes",
         "totem {\n  version: 2\n}\n\nquorum {\n  votes: 9\n}\n"),
        ("", "quorum.device.votes", "quorum {\n\tdevice {\n\t\tvotes: 9\n\t}\n}\n"),
        ("a.b: 1\r\n", "totem.token", "a.b: 1\r\n\r\ntotem {\r\n\ttoken: 9\r\n}\r\n"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_made_as_its_neighbours_are(
    text: str, path: str, expected: str
) -> None:
    assert paths.value_set(parse(text, "f"), path, "9") == (
        expected,
        "" if "token:\n" in text else None,
    )


@pytest.mark.parametrize("value", ["", " x", "x ", "a{b", "a\nb", "a\x00b"])
def test_a_value_that_would_be_read_as_something_else_is_refused(value: str) -> None:
    with pytest.raises(CrmError) as error:
        edits.with_entry(sound(), sound().root.sections[0], "token", value)

    assert codes(error) == ["invalid-setting"]


ENTRIES = [one for one in parse(SOUND, "f").root.walk() if isinstance(one, Entry)]


@given(st.sampled_from(ENTRIES), st.from_regex(r"[a-z0-9.]{1,20}", fullmatch=True))
def test_only_the_line_of_a_value_changes(entry: Entry, value: str) -> None:
    text = edits.with_value(sound(), entry, value)

    old, new = SOUND.split("\n"), text.split("\n")
    assert [at for at, line in enumerate(old) if line != new[at]] in ([], [entry.line])
    assert len(old) == len(new)
    assert value in new[entry.line]


# ------------------------------------------------------------------ paths


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("nodelist.node.name", ["node1", "node2", "node3"]),
        ("nodelist.node[2].name", ["node2"]),
        ("nodelist.node[node3].nodeid", ["3"]),
        ("totem.version", ["2"]),
    ],
)
def test_paths_find_values(path: str, values: list[str]) -> None:
    found = paths.find(sound(), path)

    assert [getattr(one, "value", None) for one in found] == values


def test_without_numbers_sections_are_counted_from_one() -> None:
    text = "nodelist {\n node {\n ring0_addr: a\n }\n node {\n ring0_addr: b\n }\n}\n"

    (found,) = paths.find(parse(text, "f"), "nodelist.node[2].ring0_addr")

    assert getattr(found, "value", None) == "b"


def test_what_was_found_has_a_path_that_finds_it() -> None:
    configuration = sound()

    for part in configuration.root.walk():
        assert part in paths.find(configuration, paths.label(configuration, part))


@pytest.mark.parametrize(
    ("path", "code", "hint"),
    [
        ("totem.token", "no-such-value", "corosync takes 3000 where it is not set"),
        ("totem.tokn", "no-such-value", "did you mean 'totem.token'?"),
        ("totem.interface", "no-such-value", "corosync knows it, but it is not set"),
        ("nodelist.node[9].name", "no-such-value", "corosync knows it, but it is not set"),
        ("totem..token", "usage", "a path is"),
        ("totem.token.", "usage", "a path is"),
        ("to tem", "usage", "a path is"),
        ("", "usage", "a path is"),
    ],
)
def test_a_path_that_leads_nowhere_is_told_with_a_hint(path: str, code: str, hint: str) -> None:
    with pytest.raises(CrmError) as error:
        paths.find(sound(), path)

    assert codes(error) == [code]
    assert (error.value.diagnostics[0].hint or "").startswith(hint)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("nodelist.node.name", "ambiguous-path"),
        ("nodelist.node[7].name", "no-such-value"),
        ("token", "usage"),
        ("nodelist.node[2]", "usage"),
    ],
)
def test_a_value_goes_to_one_place_only(path: str, code: str) -> None:
    with pytest.raises(CrmError) as error:
        paths.value_set(sound(), path, "x")

    assert codes(error) == [code]


def test_unset_takes_out_values_and_whole_sections() -> None:
    text, found = paths.unset(sound(), "nodelist.node.nodeid")
    without, _ = paths.unset(parse(text, "f"), "quorum")

    assert len(found) == 3
    assert changed(SOUND, text) == ([f"    nodeid: {number}" for number in (1, 2, 3)], [])
    assert changed(text, without)[0] == ["quorum {", "  provider: corosync_votequorum"]


# ------------------------------------------------------------------ nodes


def test_a_node_more_gets_the_lowest_free_id_and_the_order_of_the_others() -> None:
    change = nodes.add_node(sound(("nodeid: 2", "nodeid: 4")), "node9", ["10.0.0.9"])

    node = "  node {\n    name: node9\n    nodeid: 2\n    ring0_addr: 10.0.0.9\n  }\n"
    assert change.text.count(node) == 1
    assert len(change.text) == len(SOUND) + len(node)
    assert change.notes == ("node 'node9' was added, with the id 2",)


def test_a_third_node_ends_two_node_and_counts_as_a_vote() -> None:
    two = nodes.delete_node(sound(), "3").text
    votes = "provider: corosync_votequorum\n  two_node: 1\n  expected_votes: 2"
    before = parse(two.replace("provider: corosync_votequorum", votes), "f")

    change = nodes.add_node(before, "node3", ["10.0.0.3"])

    after = parse(change.text, "f")
    assert after.entry("quorum.two_node") is None
    assert after.value("quorum.expected_votes") == "3"
    assert change.notes[1:] == (
        "'quorum.two_node' was unset: there are 3 nodes now",
        "'quorum.expected_votes' is 3 now, was 2",
    )


def test_a_node_that_is_deleted_and_added_again_leaves_the_file_as_it_was() -> None:
    gone = nodes.delete_node(sound(), "node3")

    back = nodes.add_node(parse(gone.text, "f"), "node3", ["10.0.0.3"])

    assert back.text == SOUND


def test_a_nodelist_is_made_where_there_is_none() -> None:
    change = nodes.add_node(parse("totem {\n  version: 2\n}\n", "f"), "a", ["10.0.0.1", "10.1.0.1"])

    assert change.text == (
        "totem {\n  version: 2\n}\n\nnodelist {\n  node {\n    name: a\n    nodeid: 1\n"
        "    ring0_addr: 10.0.0.1\n    ring1_addr: 10.1.0.1\n  }\n}\n"
    )


def test_everything_that_is_taken_is_told_at_once() -> None:
    with pytest.raises(CrmError) as error:
        nodes.add_node(sound(), "node1", ["10.0.0.2", "10.1.0.2"], 3)

    assert codes(error) == ["already-exists", "already-exists", "already-exists", "usage"]


@pytest.mark.parametrize(("name", "code"), [("node7", "no-such-object")])
def test_a_node_that_is_not_there_cannot_be_deleted(name: str, code: str) -> None:
    with pytest.raises(CrmError) as error:
        nodes.delete_node(sound(), name)

    assert codes(error) == [code]


def test_the_last_node_stays() -> None:
    text = sound().text
    for name in ("node1", "node2"):
        text = nodes.delete_node(parse(text, "f"), name).text

    with pytest.raises(CrmError) as error:
        nodes.delete_node(parse(text, "f"), "node3")

    assert codes(error) == ["conflicting-settings"]
