"""One command on the command line: it commits at once, and its words arrive as they are."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from crm_runner import Crm, codes
from hypothesis import given, settings
from hypothesis import strategies as st

from crmsh_py.codes import ExitStatus
from crmsh_py.xmltree import parse


@pytest.fixture
def crm(tmp_path: Path) -> Crm:
    return Crm(tmp_path)


def value_of(crm: Crm, name: str) -> str | None:
    pair = parse(crm.cib.read_text(), "").find(f".//nvpair[@name='{name}']")
    return None if pair is None else pair.get("value")


def test_a_one_liner_commits_at_once(crm: Crm) -> None:
    ran = crm.configure("property", "stonith-enabled=false")

    assert (ran.status, ran.out, ran.err) == (0, "", "committed to cib.xml, epoch 1\n")
    assert value_of(crm, "stonith-enabled") == "false"


def test_a_one_liner_that_changes_nothing_writes_nothing(crm: Crm) -> None:
    crm.configure("property", "a=b")
    before = crm.cib.read_bytes()

    ran = crm.configure("property", "a=b")

    assert (ran.status, ran.err) == (0, "nothing to commit\n")
    assert crm.cib.read_bytes() == before


@pytest.mark.parametrize(
    "value",
    ["a b", " a", "it's", 'a"b', '"a b"', r"a\b", "a\\", r"\"", "", "a\nb", "a\tb", "#x", "-inf:",
     "--yes", "ü → ☃", "“a”", "a=b=c", "$x", "${y}", "a;b", "&<>", "'"],
)  # fmt: skip
def test_words_are_never_split_or_joined(crm: Crm, value: str) -> None:
    ran = crm.configure("primitive", "a", "Dummy", "params", f"state={value}", "x=y")

    assert (ran.status, codes(ran.err)) == (0, [])
    assert (value_of(crm, "state"), value_of(crm, "x")) == (value, "y")


TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t")
    | st.sampled_from("\"'\\ \n\t=:()[]{}#"),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(value=TEXT)
def test_any_value_arrives(value: str) -> None:
    with TemporaryDirectory() as folder:
        crm = Crm(Path(folder))

        ran = crm.configure("property", f"cluster-name={value}")

        assert ran.status == 0, ran.err
        assert value_of(crm, "cluster-name") == value


@settings(max_examples=60, deadline=None)
@given(words=st.lists(TEXT | st.sampled_from(["primitive", "a", "Dummy", "show", "params"])))
def test_no_words_are_too_odd(words: list[str]) -> None:
    with TemporaryDirectory() as folder:
        crm = Crm(Path(folder), EDITOR="true")

        ran = crm.configure(*words)

        assert ran.status not in {ExitStatus.INTERNAL, 120}
        assert (ran.status == 0) or codes(ran.err)


def test_a_negative_score_is_no_option(crm: Crm) -> None:
    crm.given("primitive a Dummy\nprimitive b Dummy")

    done = [
        crm.configure("colocation", "c", "-inf:", "a", "b"),
        crm.configure("location", "l", "a", "-100:", "node1"),
    ]

    assert [one.status for one in done] == [0, 0]
    assert (
        crm.configure("show", "c", "l").out == "colocation c -inf: a b\nlocation l a -100: node1\n"
    )


def test_an_argument_is_one_word_even_with_blanks_in_it(crm: Crm) -> None:
    ran = crm.configure("primitive a Dummy")

    assert (ran.status, codes(ran.err)) == (64, ["unknown-command"])


def test_diff_tells_by_its_status_whether_anything_differs(crm: Crm) -> None:
    alone = crm.configure("diff")
    in_batch = crm.batch("primitive a Dummy\ndiff\ncommit\n")

    assert (alone.status, in_batch.status) == (0, 0)
    assert in_batch.out == "+ primitive a Dummy\n"


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        ("nosuch", 64, "unknown-command"),
        ("show --bogus", 64, "usage"),
        ("show type:nosuch", 64, "usage"),
        ("undo x", 64, "usage"),
        ("load replace", 64, "usage"),
        ("load x.crm", 64, "usage"),
        ("save xml", 64, "usage"),
        ("rename a", 64, "usage"),
        ("delete", 64, "usage"),
        ("primitive b", 65, "syntax-error"),
        ("primitive 1 Dummy", 65, "invalid-id"),
        ("load update binary", 65, "undecodable-text"),
        ("load update cib.xml", 65, "syntax-error"),
        ("load xml update text", 65, "malformed-xml"),
        ("load xml update root.xml", 65, "not-a-cib"),
        ("load update nosuch", 66, "no-such-file"),
        ("load update home", 66, "unreadable-file"),
        ("save nosuch/x", 73, "cannot-write"),
        ("save home", 73, "cannot-write"),
        ("colocation c inf: a nosuch", 78, "dangling-reference"),
        ("group g a a", 78, "in-two-containers"),
        ("group g l", 78, "wrong-kind"),
        ("show nosuch", 105, "no-such-object"),
        ("delete nosuch", 105, "no-such-object"),
        ("edit nosuch", 105, "no-such-object"),
        ("rename nosuch x", 105, "no-such-object"),
        ("help nosuch", 105, "no-such-object"),
        ("delete a", 107, "still-referenced"),
        ("primitive a Dummy", 108, "duplicate-id"),
        ("rename a l", 108, "duplicate-id"),
    ],
)
def test_exit_statuses(crm: Crm, words: str, status: int, code: str) -> None:
    crm.given("primitive a Dummy\nlocation l a 100: node1")
    before = crm.cib.read_bytes()
    (crm.folder / "binary").write_bytes(b"\x7fELF\0\xff")
    (crm.folder / "text").write_text("primitive b Dummy\n")
    (crm.folder / "root.xml").write_text("<foo/>")

    ran = crm.configure(*words.split())

    assert (ran.status, codes(ran.err)[:1]) == (status, [code])
    assert ran.out == ""
    assert crm.cib.read_bytes() == before


def test_an_error_points_into_the_command_line_as_it_was_typed(crm: Crm) -> None:
    ran = crm.configure("colocation", "c", "inf:", "a", "b")

    assert ran.err.splitlines()[1:3] == [
        "    configure colocation c inf: a b",
        "                                ^",
    ]


@pytest.mark.parametrize("command", ["", "show", "primitive", "help"])
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_can_be_asked_for_behind_any_command(crm: Crm, command: str, option: str) -> None:
    asked = crm.configure(*filter(None, [command]), option)
    told = crm.configure("help", *filter(None, [command]))

    assert asked == told
    assert asked.status == 0


# ------------------------------------------------------------------ bad configurations

BOMB = b"""\
<!DOCTYPE cib [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>
<cib><configuration>&c;</configuration></cib>
"""


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"", 65, "malformed-xml"),
        (b'<cib epoch="1"><configuration>', 65, "malformed-xml"),
        (b"\x7fELF\0\xff", 65, "malformed-xml"),
        (b"<foo/>", 65, "not-a-cib"),
        (b"<cib/>", 65, "not-a-cib"),
        (b'<cib epoch="x"><configuration/></cib>', 65, "not-a-cib"),
        (BOMB, 65, "forbidden-xml"),
    ],
)
def test_what_is_no_cib_is_told_and_left_alone(
    crm: Crm, content: bytes, status: int, code: str
) -> None:
    crm.cib.write_bytes(content)

    shown, changed = crm.configure("show"), crm.configure("property", "a=b")

    assert (shown.status, codes(shown.err)) == (status, [code])
    assert (changed.status, codes(changed.err)) == (status, [code])
    assert crm.cib.read_bytes() == content


def test_a_folder_a_device_and_a_file_in_no_folder_are_told(crm: Crm) -> None:
    statuses = [
        crm("configure", "show", cib=name).status for name in ("home/", "/dev/null", "nosuch/x.xml")
    ]

    assert statuses == [66, 66, 66]


def test_an_enormous_file_is_not_read(crm: Crm) -> None:
    with crm.cib.open("wb") as file:
        file.truncate(300 * 1024 * 1024)

    ran = crm.configure("show")

    assert (ran.status, codes(ran.err)) == (65, ["file-too-large"])


def test_json_may_stand_behind_a_command_but_not_in_a_statement(crm: Crm) -> None:
    crm.given("primitive p ocf:pacemaker:Dummy")

    show = ("configure", "show", "p")
    assert crm(*show, "--json").out == crm("--json", *show).out
    assert crm("configure", "primitive", "q", "ocf:pacemaker:Dummy", "--json").status == 65


def test_quiet_leaves_out_what_went_well(crm: Crm) -> None:
    done = crm("--quiet", "configure", "primitive", "a", "Dummy")
    failed = crm("--quiet", "configure", "delete", "nosuch")

    assert (done.status, done.out, done.err) == (0, "", "")
    assert (failed.status, codes(failed.err)) == (105, ["no-such-object"])
