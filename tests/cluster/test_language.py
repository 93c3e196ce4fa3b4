"""The whole language against a real Pacemaker: what it holds, and what each kind of edit changes.

One configuration says all that pacemaker-3.9 can hold.  It is committed once; every test leaves
the cluster with it.  Pacemaker's own tools tell, on another node, what the cluster holds.
"""

import difflib
import subprocess
from pathlib import Path
from random import Random

import pytest

from cluster.netns import Cluster
from cluster.room import until
from crmsh_py import xmltree
from crmsh_py.xmltree import Element

pytestmark = pytest.mark.cluster

WHOLE = Path(__file__).resolve().parent.parent / "cases/whole"
TEXT = (WHOLE / "language.crm").read_text(encoding="utf-8")
OWN = ("dc-version", "cluster-infrastructure", "cluster-name")
"""Properties that Pacemaker enters by itself."""


def held(cluster: Cluster) -> Element:
    """Return the CIB as node3 has it, when it has caught up with node1."""
    newest = epoch(node(cluster, 1))
    until(lambda: epoch(node(cluster, 3)) >= newest, timeout=10, what="node3 is up to date")
    return node(cluster, 3)


def node(cluster: Cluster, number: int) -> Element:
    return xmltree.parse(cluster.tool(number, "cibadmin", "--query"), f"node{number}")


def epoch(root: Element) -> int:
    return int(root.get("epoch", ""))


def lines(configuration: Element | None) -> list[str]:
    """Return the elements and comments of a configuration, one a line: ids and order count."""
    assert configuration is not None
    return [
        f"{'  ' * (len(list(one.iterancestors())) - depth)}{_line(one)}"
        for depth in [len(list(configuration.iterancestors()))]
        for one in configuration.iter()
        if one.get("name") not in OWN
    ]


def _line(one: Element) -> str:
    if xmltree.is_comment(one):
        return f"#{one.text}"
    return " ".join([str(one.tag), *(f"{key}={one.get(key)!r}" for key in sorted(one.keys()))])


def configuration(cluster: Cluster) -> list[str]:
    return lines(held(cluster).find("configuration"))


def differing(old: list[str], new: list[str]) -> list[str]:
    """Return the lines that went, with a `-`, and that came, with a `+`, without indentation."""
    marked = difflib.unified_diff(old, new, n=0, lineterm="")
    return [f"{one[0]}{one[1:].strip()}" for one in list(marked)[2:] if one[0] in "-+"]


def load(cluster: Cluster, text: str) -> subprocess.CompletedProcess[str]:
    cluster.wait()
    return cluster.crm(1, "configure", "load", "replace", "-", stdin=text)


def batch(cluster: Cluster, *commands: str) -> subprocess.CompletedProcess[str]:
    """Run commands of `configure` and commit, once nothing of an earlier commit is under way.

    A resource that had a name in use before is about to be stopped for a moment: what is
    deleted then counts as running.
    """
    cluster.wait()
    text = "".join(f"{one}\n" for one in ("configure", *commands, "commit"))
    return cluster.crm(1, stdin=text)


def saved(cluster: Cluster, *words: str) -> str:
    done = cluster.crm(2, "configure", *words)
    assert done.returncode == 0, done.stderr
    return done.stdout


def assert_committed(done: subprocess.CompletedProcess[str]) -> None:
    assert (done.returncode, done.stderr.splitlines()[-1][:18]) == (0, "committed to live,")


@pytest.fixture(scope="module")
def whole(machines: Cluster) -> Cluster:
    """Return the cluster with the whole language committed to it."""
    machines.reset()
    assert_committed(load(machines, TEXT))
    return machines


# ------------------------------------------------------------------ what the cluster holds


def test_the_cluster_holds_what_was_meant(whole: Cluster) -> None:
    meant = xmltree.parse((WHOLE / "committed.xml").read_bytes(), "committed.xml")

    assert differing(lines(meant), configuration(whole)) == []


def test_pacemaker_finds_nothing_but_old_ways(whole: Cluster) -> None:
    done = whole.exec(2, "crm_verify", "--live-check", "-VV")

    said = [line for line in done.stderr.splitlines() if "is deprecated" not in line]
    assert said == [
        "(unpack_config) \twarning: Blind faith: not fencing unseen nodes",
        "crm_verify: Warnings found during check: config may not be valid",
    ]


@pytest.mark.parametrize(
    ("show", "form"),
    [
        (["save", "-"], []),
        (["show"], []),
        (["show", "--ids"], []),
        (["save", "xml", "-"], ["xml"]),
        (["show", "--show-secrets", "--format", "json"], ["--format", "json"]),
    ],
)
def test_what_was_shown_is_nothing_to_commit(
    whole: Cluster, show: list[str], form: list[str]
) -> None:
    before = epoch(held(whole))
    text = saved(whole, *show)

    done = whole.crm(1, "configure", "load", *form, "replace", "-", stdin=text)

    assert (done.returncode, done.stderr.splitlines()[-1]) == (0, "nothing to commit")
    assert epoch(held(whole)) == before


# ------------------------------------------------------------------ one edit, and back

COMMANDS = {
    "a value": (
        "set odd.envfile 'three words'",
        """
        -nvpair id='odd-instance_attributes-envfile' name='envfile' value='two words'
        +nvpair id='odd-instance_attributes-envfile' name='envfile' value='three words'
        """,
    ),
    "a value that goes": (
        "unset odd.envfile",
        "-nvpair id='odd-instance_attributes-envfile' name='envfile' value='two words'",
    ),
    "a set that comes": (
        "set odd.op[start].op_params.depth '猫 ä'",
        """
        +instance_attributes id='odd-start-0s-instance_attributes'
        +nvpair id='odd-start-0s-instance_attributes-depth' name='depth' value='猫 ä'
        """,
    ),
    "a member moved": (
        "modgroup g remove b\nmodgroup g add b before a",
        """
        +primitive id='b' template='site'
        -primitive id='b' template='site'
        """,
    ),
    "objects that come": (
        "primitive fresh ocf:pacemaker:Dummy\norder o-fresh Optional: refers fresh",
        """
        +primitive class='ocf' id='fresh' provider='pacemaker' type='Dummy'
        +rsc_order first='refers' id='o-fresh' kind='Optional' then='fresh'
        """,
    ),
    "deleted with what refers to it": (
        "delete --cascade d-clone d",
        """
        -clone id='d-clone'
        -instance_attributes id='of-d'
        -nvpair id='of-d-fake' name='fake' value='clone'
        -meta_attributes id='d-clone-meta_attributes'
        -nvpair id='d-clone-meta_attributes-clone-max' name='clone-max' value='2'
        -primitive class='ocf' id='d' provider='pacemaker' type='Dummy'
        -rsc_location id='l-date' rsc='d-clone'
        -rule boolean-op='or' id='l-date-rule' score='-INFINITY'
        -date_expression id='l-date-rule-expression' operation='date_spec'
        -date_spec hours='9-16' id='l-date-rule-expression-date_spec' weekdays='1-5'
        -date_expression id='l-date-rule-expression-0' operation='in_range' start='2020-01-01'
        -duration days='4' hours='5' id='l-date-rule-expression-0-duration' months='2' weeks='3' years='1'
        -resource_ref id='d-clone'
        """,  # noqa: E501 - what is expected stands on one line
    ),
}
LIFETIME = "5: node2 \\\n\tlifetime rule date lt"
TEXTS = {
    "a set's order": (
        "odd:stop unicode:stop",
        "unicode:stop odd:stop",
        """
        -resource_ref id='odd'
        -resource_ref id='unicode'
        +resource_ref id='unicode'
        +resource_ref id='odd'
        """,
    ),
    "a set's kind": (
        "[ d-clone state-clone ]",
        "( d-clone state-clone )",
        """
        -resource_set id='o-sets-2' require-all='false' sequential='false'
        +resource_set id='o-sets-2' sequential='false'
        """,
    ),
    "a fencing level": (
        "fence-a,fence-b fence-b",
        "fence-b,fence-a fence-b",
        """
        -fencing-level devices='fence-a,fence-b' id='fencing' index='1' target='node1'
        +fencing-level devices='fence-b,fence-a' id='fencing' index='1' target='node1'
        """,
    ),
    "a rule": (
        "not_defined pingd or pingd",
        "not_defined ping or pingd",
        """
        -expression attribute='pingd' id='l-rules-rule-expression' operation='not_defined'
        +expression attribute='ping' id='l-rules-rule-expression' operation='not_defined'
        """,
    ),
    "a nested rule": (
        "pingd ) op_sleep",
        "pingd or x eq 1 ) op_sleep",
        "+expression attribute='x' id='odd-rack-rule-rule-expression-1' operation='eq' value='1'",
    ),
    "a recipient": (
        "team@example.com",
        "staff@example.com",
        """
        -recipient id='mail-recipient-1' value='team@example.com'
        +recipient id='mail-recipient-1' value='staff@example.com'
        """,
    ),
    "a recipient's set": (
        "format=plain",
        "format=html",
        """
        -nvpair id='mail-log-instance_attributes-format' name='format' value='plain'
        +nvpair id='mail-log-instance_attributes-format' name='format' value='html'
        """,
    ),
    "a right": (
        "deny type:rsc_location",
        "read type:rsc_location",
        """
        -acl_permission id='operate-4' kind='deny' object-type='rsc_location'
        +acl_permission id='operate-4' kind='read' object-type='rsc_location'
        """,
    ),
    "a tag": ("unicode g l-node", "unicode l-node g", "+obj_ref id='l-node'\n-obj_ref id='l-node'"),
    "a lifetime": (
        f"{LIFETIME} 2030",
        f"{LIFETIME} 2031",
        """
        -date_expression end='2030-01-01' id='l-now-rule-expression' operation='lt'
        +date_expression end='2031-01-01' id='l-now-rule-expression' operation='lt'
        """,
    ),
    "a description": (
        'description="a group"',
        'description="eine 猫"',
        """
        -group description='a group' id='g'
        +group description='eine 猫' id='g'
        """,
    ),
    "a port": (
        "internal-port=8080",
        "internal-port=8081",
        """
        -port-mapping id='box-http' internal-port='8080' port='80'
        +port-mapping id='box-http' internal-port='8081' port='80'
        """,
    ),
    "a comment": ("# the last resort first", "# last", "-# the last resort first \n+# last "),
    "a comment that comes": (
        "primitive c ocf:pacemaker:Dummy",
        "# in a group\nprimitive c ocf:pacemaker:Dummy",
        "+# in a group ",
    ),
    "a comment that goes": (
        "# where the ä, the 猫 and the 🐈 are\n",
        "",
        "-# where the ä, the 猫 and the 🐈 are ",
    ),
    "comments around all": (
        "\n# the end\n",
        "\n# the very end\n\n# not quite\n",
        """
        -# the end
        +# the very end
        +# not quite
        """,
    ),
}


def expected(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]


@pytest.mark.parametrize(("commands", "changes"), COMMANDS.values(), ids=COMMANDS)
def test_commands_change_what_they_say_and_a_text_takes_them_back(
    whole: Cluster, commands: str, changes: str
) -> None:
    before, text = configuration(whole), saved(whole, "save", "-")

    assert_committed(batch(whole, *commands.splitlines()))

    assert differing(before, configuration(whole)) == expected(changes)
    assert_committed(load(whole, text))
    assert differing(before, configuration(whole)) == []


@pytest.mark.parametrize(("old", "new", "changes"), TEXTS.values(), ids=TEXTS)
def test_an_edit_of_the_text_changes_that_alone_and_can_be_taken_back(
    whole: Cluster, old: str, new: str, changes: str
) -> None:
    before, text = configuration(whole), saved(whole, "save", "-")
    assert text.count(old) == 1

    assert_committed(load(whole, text.replace(old, new)))

    assert differing(before, configuration(whole)) == expected(changes)
    assert_committed(load(whole, text))
    assert differing(before, configuration(whole)) == []


def test_a_new_name_reaches_all_that_refers_to_it_and_so_does_the_old_one(whole: Cluster) -> None:
    before = configuration(whole)

    assert_committed(batch(whole, "rename odd strange"))

    after = configuration(whole)
    assert_committed(batch(whole, "rename strange odd"))
    assert differing(before, configuration(whole)) == []
    for was, now in zip(before, after, strict=True):
        assert now.replace("'strange'", "'odd'") == was
    assert not [line for line in after if "'odd'" in line]


def test_what_was_undone_is_nothing_to_commit(whole: Cluster) -> None:
    before = held(whole)

    done = batch(whole, "delete --cascade d-clone d", "rename odd strange", "undo 2")

    assert (done.returncode, done.stderr.splitlines()[-1]) == (0, "nothing to commit")
    assert epoch(held(whole)) == epoch(before)


def test_comments_anywhere_are_kept_by_every_node(whole: Cluster) -> None:
    random, text = Random(3), saved(whole, "save", "-")
    before = configuration(whole)
    for number in range(5):
        statements = text.split("\n")
        for place in random.sample(
            [at for at, one in enumerate(statements) if one[:1].isalpha()], 9
        ):
            statements[place] = f'# {number}: <é & "猫">\n{statements[place]}'

        assert_committed(load(whole, "\n".join(statements)))

        now = configuration(whole)
        assert now == lines(node(whole, 1).find("configuration"))
        assert sum("<é" in line for line in now) == 9
    assert_committed(load(whole, text))
    assert differing(before, configuration(whole)) == []


# ------------------------------------------------------------------ what Pacemaker cannot do


@pytest.mark.parametrize("value", ["one\\ntwo", "one\\ttwo", 'é"', "é & e", "é <"])
def test_a_value_that_pacemaker_would_change_is_not_sent(whole: Cluster, value: str) -> None:
    before = held(whole)

    done = batch(whole, f"primitive fresh ocf:pacemaker:Dummy params fake=$'{value}'")

    assert done.returncode == 78
    assert "[not-kept]" in done.stderr
    assert epoch(held(whole)) == epoch(before)


# ------------------------------------------------------------------ schemas


RULED = ("rules", "same", "from", "date")
"""Locations whose rules are for pacemaker-3.9 and later."""


def test_an_upgrade_is_committed_and_the_way_back_too(whole: Cluster) -> None:
    text = saved(whole, "save", "-")
    newer = (*("odd-rack", "of-dummies"), *(f"location l-{one}" for one in RULED))
    plain = "\n".join(
        line for line in statements(TEXT) if not any(one in line for one in newer)
    ).replace(' name="Domain Users"', "")

    assert_committed(load(whole, plain))
    assert_committed(batch(whole, "schema pacemaker-3.7"))
    older = held(whole)
    assert_committed(batch(whole, "upgrade"))

    newer_root = held(whole)
    assert_committed(load(whole, text))
    assert (older.get("validate-with"), newer_root.get("validate-with")) == (
        "pacemaker-3.7",
        "pacemaker-3.9",
    )
    assert lines(newer_root.find("configuration")) == lines(older.find("configuration"))


def statements(text: str) -> list[str]:
    """Return statements, each one line: rules and sets that a line is about go with it."""
    return text.replace(" \\\n\trule", " rule").split("\n")
