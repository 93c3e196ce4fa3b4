"""The words that select objects: ids, patterns, prefixes, `changed`."""

from pathlib import Path

import pytest
from crm_runner import CASES, Crm, codes

CLUSTER = CASES / "formats" / "cluster.crm"
MORE = """\
role admin write ref:vip
"""
PREFIXES = "type:..., tag:..., related:..., agent:..."


@pytest.fixture
def crm(tmp_path: Path) -> Crm:
    crm = Crm(tmp_path)
    (tmp_path / "cluster.crm").write_text(CLUSTER.read_text() + MORE)
    crm.given("load replace cluster.crm")
    return crm


def selected(text: str) -> list[str]:
    """Return the objects of a text by their second words."""
    lines = [line for line in text.splitlines() if line[:1] not in {"\t", "#", ""}]
    return [line.split()[1].rstrip(":") for line in lines]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("vip", "vip"),
        ("vip vip", "vip"),
        ("node2", "node2"),
        ("db vip", "vip db"),
        ("v*", "vip"),
        ("w*", "www web web-on-node1 web-with-db"),
        ("[ot]*d", "old tagged"),
        ("node?", "node1 node2"),
        ("db*", "db db-clone db-first"),
        ("type:group", "web"),
        ("TYPE:Gr*", "web"),
        ("type:bundle", ""),
        ("tag:prod", "web fence"),
        ("tag:p*", "web fence"),
        ("agent:IPaddr2", "vip"),
        ("agent:ipaddr2", "vip"),
        ("agent:heartbeat", None),
        ("agent:ocf:heartbeat:Dummy", "old tmpl t1"),
        ("agent:ocf:Dummy", "old tmpl t1"),
        ("agent:stonith:*", "fence"),
        ("related:tmpl", "tmpl t1"),
        ("related:old", "node1 old in-sets"),
        ("related:node2", "node2 by-pattern by-rule"),
        ("related:prod", "web fence prod tagged"),
        ("related:web-on-node1", "node1 web web-on-node1"),
        (
            "related:vip",
            "vip web web-on-node1 web-with-db db-first in-sets prod admin",
        ),
        ("related:fence", "fence in-sets prod"),
        ("changed", ""),
        ("related:tmpl vip", "vip tmpl t1"),
    ],
)
def test_words_select_objects_in_the_order_of_show(crm: Crm, words: str, ids: str | None) -> None:
    ran = crm.configure("show", *words.split())

    if ids is None:
        assert (ran.status, codes(ran.err)) == (105, ["no-such-object"])
        return
    assert (ran.status, ran.err) == (0, "")
    assert sorted(selected(ran.out)) == sorted(word.rstrip(":") for word in ids.split())


@pytest.mark.parametrize(
    ("words", "status", "found", "hint"),
    [
        ("nosuch", 105, "no-such-object", None),
        ("vipp", 105, "no-such-object", "did you mean 'vip'?"),
        ("x*", 105, "no-such-object", None),
        ("Property", 105, "no-such-object", "'type:property' selects what is of that type"),
        ("VIP*", 105, "no-such-object", None),
        ("tag:nosuch", 105, "no-such-object", None),
        ("tag:vip", 105, "no-such-object", None),
        ("tag:x*", 105, "no-such-object", None),
        ("related:nosuch", 105, "no-such-object", None),
        ("related:vi", 105, "no-such-object", "did you mean 'vip'?"),
        (
            "related:ocf:heartbeat:IPaddr2",
            105,
            "no-such-object",
            "'agent:ocf:heartbeat:IPaddr2' selects the resources of an agent",
        ),
        ("type:nosuch", 64, "usage", None),
        ("tags:prod", 64, "usage", "did you mean 'tag:'?"),
        (
            "x:y",
            64,
            "usage",
            "an id, a pattern such as 'vip*', 'changed', or one of " + PREFIXES,
        ),
    ],
)
def test_a_word_that_selects_nothing_is_an_error(
    crm: Crm, words: str, status: int, found: str, hint: str | None
) -> None:
    ran = crm.configure("show", *words.split())

    assert (ran.status, codes(ran.err), ran.out) == (status, [found], "")
    assert hint is None or f"hint: {hint}\n" in ran.err
    assert f"    configure show {words}\n" in ran.err


def test_every_wrong_word_is_reported(crm: Crm) -> None:
    ran = crm.configure("show", "nosuch", "vip", "x*", "y:z")

    assert codes(ran.err) == ["no-such-object", "no-such-object", "usage"]
    assert ran.out == ""


def test_an_exact_id_wins_over_a_pattern(crm: Crm) -> None:
    root = crm.cib.read_text().replace('uname="node1"', 'uname="node[12]"')
    crm.cib.write_text(root)

    ran = crm.configure("show", "node[12]")

    assert ran.err == ""
    assert "node[12]" in ran.out
    assert "node2" not in ran.out


def test_changed_are_the_objects_that_differ_and_no_others(crm: Crm) -> None:
    batch = """\
set www.meta.target-role Started
primitive new Dummy
delete in-sets
show changed
undo 3
show changed
"""

    ran = crm.batch(batch)

    assert codes(ran.err) == []
    assert selected(ran.out) == ["www", "new"]


def test_the_fencing_topology_is_an_object_that_can_change(crm: Crm) -> None:
    ran = crm.batch("fencing_topology node1: fence\nshow changed\nshow related:fence\nundo\n")

    topology = "fencing_topology \\\n\tnode1: fence\n"
    assert ran.out.startswith(topology)
    assert topology in ran.out.removeprefix(topology)


@pytest.mark.parametrize("command", ["save", "show", "edit"])
def test_selections_are_the_same_for_all_commands(crm: Crm, command: str) -> None:
    crm.environment["EDITOR"] = "false"
    words = [command, "type:nosuch", *(["-"] if command == "save" else [])]

    assert codes(crm.configure(*words).err) == ["usage"]


def test_objects_are_sorted_by_type_and_name_if_that_is_wanted(tmp_path: Path) -> None:
    crm = Crm(tmp_path)
    crm.given(
        "primitive b Dummy\nprimitive c Dummy\nprimitive a Dummy\ngroup z a\nclone y c\n"
        "order l2 z y\nlocation l10 b 1: n\ntag t a\nnode n\n"
    )

    ran = crm.configure("show", "--sort")

    ids = [line.split()[1] for line in ran.out.splitlines() if line[0] not in "\t#"]
    assert ids == ["n", "a", "b", "c", "z", "y", "t", "l10", "l2"]
