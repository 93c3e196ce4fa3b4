"""`status`: reports of recorded clusters as golden texts, its words, and saved CIBs."""

import json
import re
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from crm_runner import CASES, Crm

from crmsh_py import xmltree
from crmsh_py.backends.file import FileBackend
from crmsh_py.commands.context import Context
from crmsh_py.commands.declare import PlacedWord
from crmsh_py.commands.status.details import node_report, resource_report
from crmsh_py.commands.status.records import records
from crmsh_py.commands.status.report import report
from crmsh_py.commands.status.sources import Picture, look
from crmsh_py.commands.styled import Line, plain
from crmsh_py.diagnostics import CrmError
from crmsh_py.pacemaker.leftovers import leftovers
from crmsh_py.pacemaker.monitor import parse_status
from crmsh_py.pacemaker.problems import problems
from crmsh_py.session import Session
from crmsh_py.shell.output import Output
from crmsh_py.shell.unattended import Unattended
from crmsh_py.source import Location, Source, Span

FOLDER = CASES / "status"
NOW = datetime(2026, 11, 21, 13, 0, tzinfo=UTC)
WITHOUT_STATUS = "primitive p ocf:pacemaker:Dummy\n"

Golden = Callable[[str, str], None]


@pytest.fixture(autouse=True)
def _utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with a golden file, or write that."""

    def compare(name: str, text: str) -> None:
        file = FOLDER / name
        if request.config.getoption("--regenerate"):
            file.write_text(text, encoding="utf-8")
        assert text == file.read_text(encoding="utf-8")

    return compare


def recorded(name: str) -> Picture:
    """Return what `look` would of a cluster whose crm_mon said that."""
    status = parse_status(xmltree.parse((FOLDER / f"{name}.xml").read_bytes(), name))
    file = FOLDER / f"{name}.cib"
    cib = xmltree.parse(file.read_bytes(), name) if file.exists() else xmltree.new("cib")
    left = leftovers(cib, NOW)
    return Picture("live", status, cib, left, problems(status, left))


def saved(name: str, *, folder: Path = FOLDER) -> Picture:
    """Return what `look` finds in a file where crm_mon is not installed."""
    backend = FileBackend(folder / name)
    interaction = Unattended(Output(None, None), {})
    return look(Context(lambda _name: Session(backend), interaction), NOW)


def word(text: str) -> PlacedWord:
    return PlacedWord(text, Location(Source("test", text), Span(0, len(text))))


def as_text(lines: list[Line]) -> str:
    return plain(lines)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("well", ()),
        ("well", ("full",)),
        ("trouble", ()),
        ("trouble", ("bynode",)),
        ("trouble", ("brief", "noheaders", "tickets")),
        ("trouble", ("detail", "ops", "failcounts", "attributes")),
        ("trouble", ("full",)),
    ],
)
def test_a_recorded_cluster_is_told(name: str, words: tuple[str, ...], golden: Golden) -> None:
    picture = recorded(name)

    lines = report(picture.status, picture.problems, words)

    golden(f"{'-'.join((name, *words))}.txt", as_text(lines))


def test_a_recorded_cluster_is_told_in_records(golden: Golden) -> None:
    found = "".join(f"{json.dumps(one)}\n" for one in records(recorded("trouble")))

    golden("trouble.json", found)


def test_secrets_among_attributes_are_masked() -> None:
    picture = recorded("trouble")

    told = as_text(report(picture.status, picture.problems, ["full"]))
    found = json.dumps(list(records(picture)))

    assert "hush" not in told + found
    assert "db_password=******" in told


def test_a_saved_cib_is_told_without_crm_mon(golden: Golden) -> None:
    picture = saved("saved.cib")

    lines = report(picture.status, picture.problems, ["detail", "ops", "failcounts", "attributes"])

    golden("saved.txt", as_text(lines))
    assert picture.notes == (
        "crm_mon is not installed here: this is what the CIB's own history says",
    )


@pytest.mark.parametrize("name", ["node1", "node2", "node3"])
def test_one_node_is_told(name: str, golden: Golden) -> None:
    lines, _ = node_report(saved("saved.cib"), word(name))

    golden(f"saved-{name}.txt", as_text(lines))


@pytest.mark.parametrize("name", ["d1", "c", "g2", "st"])
def test_one_resource_is_told(name: str, golden: Golden) -> None:
    lines, _ = resource_report(saved("saved.cib"), word(name))

    golden(f"saved-{name}.txt", as_text(lines))


@pytest.mark.parametrize(
    ("function", "name", "hint"),
    [
        (node_report, "nod3", "did you mean 'node3', 'node2', 'node1'?"),
        (node_report, "x", "nodes: node1, node2, node3"),
        (resource_report, "fenc", "did you mean 'fence'?"),
    ],
)
def test_what_is_not_there_is_not_found(
    function: Callable[[Picture, PlacedWord], object], name: str, hint: str
) -> None:
    with pytest.raises(CrmError) as caught:
        function(saved("saved.cib"), word(name))

    (found,) = caught.value.diagnostics
    assert (found.code, int(found.status), found.hint) == ("no-such-object", 105, hint)


# ------------------------------------------------------------------ the command


@pytest.fixture
def crm(tmp_path: Path) -> Crm:
    return Crm(tmp_path, TZ="UTC")


def test_a_cib_without_status_says_so(crm: Crm) -> None:
    crm.given(WITHOUT_STATUS)

    ran = crm("status")

    assert (ran.status, ran.out) == (
        0,
        """\
status: not known: cib.xml has no status section
  configured: 0 nodes, 1 resources at the top level
""",
    )


def test_left_over_constraints_are_told_without_a_status_too(crm: Crm) -> None:
    crm.given(WITHOUT_STATUS + "location cli-prefer-p p inf: node1\n")

    ran = crm("status")

    assert ran.out.splitlines()[2:] == [
        "  warning: constraint cli-prefer-p: p prefers node1, left over of a move or ban"
    ]


def test_json_is_an_option_of_the_command_too(crm: Crm) -> None:
    shutil.copy(FOLDER / "saved.cib", crm.cib)

    flag, option = crm("status", "--json"), crm("--json", "status")

    assert (flag.status, flag.out) == (0, option.out)
    kinds = {json.loads(one)["kind"] for one in flag.out.splitlines()}
    assert {"cluster", "node", "resource", "container", "failure", "ticket"} <= kinds


def test_a_saved_cib_is_told_by_the_command(crm: Crm) -> None:
    shutil.copy(FOLDER / "saved.cib", crm.cib)

    ran = crm("status")

    assert ran.status == 0
    assert "asyncmon of d1 failed on node3 at 2026-11-21" in ran.out
    assert "  d1     ocf:pacemaker:Dummy  Started node3\n" in ran.out
    assert "    st  ocf:pacemaker:Stateful  Promoted node1\n" in ran.out


@pytest.mark.parametrize(
    ("words", "column", "hint"),
    [
        (("bynod",), 8, "did you mean 'bynode'?"),
        (("node",), 8, None),
        (("bynode", "node", "node1"), 8, None),
        (("tickets", "x"), 16, None),
        (("--watch", "often"), 16, None),
        (("--watch", "0"), 16, None),
        (("--wach",), 8, "did you mean '--watch'?"),
    ],
)
def test_wrong_words_are_usage_errors(
    crm: Crm, words: tuple[str, ...], column: int, hint: str | None
) -> None:
    shutil.copy(FOLDER / "saved.cib", crm.cib)

    ran = crm("status", *words)

    assert (ran.status, ran.out) == (64, "")
    assert ran.err.startswith(f"<command line>:1:{column}: error: ")
    usage = "usage: status [WORD ...] | status node|resource NAME"
    assert f"hint: {hint or usage}" in ran.err


def test_an_unknown_resource_points_at_its_name(crm: Crm) -> None:
    shutil.copy(FOLDER / "saved.cib", crm.cib)

    ran = crm("status", "resource", "d2")

    assert (ran.status, ran.out) == (105, "")
    assert ran.err.startswith("<command line>:1:17: error: there is no resource 'd2'")


# ------------------------------------------------------------------ the documentation

DOCUMENT = (Path(__file__).parents[2] / "docs/status.md").read_text(encoding="utf-8")


def test_the_keys_of_problems_are_documented() -> None:
    source = Path(problems.__code__.co_filename).read_text(encoding="utf-8")
    keys = set(re.findall(r"\b_?(?:error|warning|info|offline|ill)\(\s*\"([a-z-]+)\"", source))

    section = DOCUMENT.partition("## Problems")[2]
    documented = set(re.findall(r"^\| `([a-z-]+)` \|", section, re.MULTILINE))

    assert keys == documented
    assert len(keys) > 30


def test_the_keys_of_records_are_documented() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| [^|]* \| ([^|]*) \|", DOCUMENT, re.MULTILINE)
    documented = {kind: set(re.findall(r"`([a-z_]+)`", keys)) for kind, keys in rows}

    for one in records(recorded("trouble")):
        kind = one.pop("kind")
        assert set(one) <= documented[kind], kind
