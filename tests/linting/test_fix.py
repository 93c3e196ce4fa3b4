"""`lint --fix`: better words that mean the same, and nothing else changed."""

import os
from pathlib import Path

import pytest
from lint_runner import Linter


@pytest.fixture
def linter(tmp_path: Path) -> Linter:
    return Linter(tmp_path)


MENDED = {
    "ms m d": "clone m d meta promotable=true",
    "master m d meta notify=true": "clone m d meta notify=true promotable=true",
    "ms m d params a=1 \\\n  meta $id=x master-max=1": (
        "clone m d params a=1 \\\n  meta $id=x promoted-max=1 promotable=true"
    ),
    "ms m d \\\n   description='two words'": (
        "clone m d \\\n   description='two words' \\\n\tmeta promotable=true"
    ),
    "clone c d meta master-node-max=1 promotable=true": (
        "clone c d meta promoted-node-max=1 promotable=true"
    ),
    "primitive d Dummy op monitor interval=1 role=Master": (
        "primitive d Dummy op monitor interval=1 role=Promoted"
    ),
    "primitive d Dummy meta target-role='Slave'": (
        "primitive d Dummy meta target-role='Unpromoted'"
    ),
    "monitor d:Master 10s": "monitor d:Promoted 10s",
    "colocation c inf: a:Started m:Master": "colocation c inf: a:Started m:Promoted",
    "colocation c inf: a b role=Master c": "colocation c inf: a b role=Promoted c",
    "location l m role=Slave 10: n1": "location l m role=Unpromoted 10: n1",
    "location l m rule $role=Master inf: defined x": (
        "location l m rule $role=Promoted inf: defined x"
    ),
    "property  crmd-transition-delay=5s": "property  transition-delay=5s",
    "primitive f stonith:fence_ipmilan params login=a passwd='x y' pcmk_off_cmd=off": (
        "primitive f stonith:fence_ipmilan params username=a password='x y' pcmk_off_action=off"
    ),
    "primitive d Dummy params state=/a fake=1 state=/a": (
        "primitive d Dummy params state=/a fake=1"
    ),
    "primitive d Dummy \\\n  params state=/a \\\n  state=/a \\\n  meta a=b": (
        "primitive d Dummy \\\n  params state=/a \\\n  meta a=b"
    ),
}
KEPT = (
    "clone m d meta promotable=true",
    "ms m d meta promotable=false",
    "ms m d meta rule inf: defined x a=1",
    "primitive d Dummy params role=Master-copy description='x:Master'",
    "order o inf: m:promote a:start",
    "property crmd-transition-delay=5s transition-delay=1s",
    "primitive f stonith:fence_ipmilan params login=a username=b",
    "primitive f stonith:fence_apc params port=1 pcmk_host_argument=port",
    "primitive d Dummy params state=/a state=/b",
    'xml \'<master id="m"><primitive id="p" class="lsb" type="x"/></master>\'',
)


@pytest.mark.parametrize(("before", "after"), MENDED.items())
def test_what_can_only_be_meant_in_one_way_is_mended(
    linter: Linter, before: str, after: str
) -> None:
    around = "# kept  \n\n {}  \n#  and this\n\tgroup   g   x\n"
    linter.file(around.format(before))

    linter.out("--fix", "a.crm")

    assert linter.read().decode() == around.format(after)


@pytest.mark.parametrize("before", KEPT)
def test_what_may_be_meant_in_another_way_is_left_alone(linter: Linter, before: str) -> None:
    linter.file(f"{before}\n")

    linter.out("--fix", "a.crm")

    assert linter.read().decode() == f"{before}\n"


def test_what_was_mended_once_is_not_mended_again(linter: Linter) -> None:
    linter.file("".join(f"{one}\n" for one in MENDED))

    linter.out("--fix", "a.crm")
    once = linter.read()
    linter.out("--fix", "a.crm")

    assert linter.read() == once
    assert "--fix" not in linter.err


def test_command_files_are_mended_in_all_their_levels(linter: Linter) -> None:
    linter.file("configure ms m d\nresource stop m\nconfigure\n  ms n e\ncommit\n")

    linter.out("--fix", "a.crm")

    assert linter.read().decode() == (
        "configure clone m d meta promotable=true\nresource stop m\nconfigure\n"
        "  clone n e meta promotable=true\ncommit\n"
    )


def test_statements_with_errors_stay_and_others_are_mended(linter: Linter) -> None:
    linter.file("grup x\nms m d\nprimitive 'a\n")

    linter.out("--fix", "a.crm")

    assert linter.read().decode() == "grup x\nclone m d meta promotable=true\nprimitive 'a\n"
    assert linter.status == 65


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            b"\xef\xbb\xbfms m d\r\n# x\r\n",
            b"\xef\xbb\xbfclone m d meta promotable=true\r\n# x\r\n",
        ),
        (b"ms m d", b"clone m d meta promotable=true"),
        (b"ms m d\r\n# x\n", b"ms m d\r\n# x\n"),
    ],
)
def test_line_ends_and_marks_stay(linter: Linter, before: bytes, after: bytes) -> None:
    linter.file(before)

    linter.out("--fix", "a.crm")

    assert linter.read() == after


def test_names_that_the_clusters_pacemaker_does_not_know_are_not_written(linter: Linter) -> None:
    text = "ms m d meta master-max=1\nmonitor d:Master 9s\nproperty dc-version=1.1.24-abc\n"
    linter.file(text)

    linter.out("--fix", "a.crm")

    assert linter.read().decode() == text


def test_names_that_the_schema_does_not_have_are_not_written(linter: Linter) -> None:
    linter.crm.given("property stonith-enabled=false")
    cib = linter.crm.cib
    cib.write_text(cib.read_text().replace("pacemaker-3.9", "pacemaker-2.10"))
    linter.file("ms m d\nmonitor d:Master 9s\n")

    linter.out("--fix", "a.crm", cib="cib.xml")

    assert linter.read().decode() == "ms m d\nmonitor d:Master 9s\n"


def test_a_difference_is_shown_and_nothing_written(linter: Linter) -> None:
    text = "primitive f stonith:fence_ipmilan params login=a passwd=t0psecret\n"
    linter.file(text)

    out = linter.out("--diff", "a.crm")

    assert out == (
        "--- a.crm\n+++ a.crm\n@@ -1 +1 @@\n"
        "-primitive f stonith:fence_ipmilan params login=a passwd=******\n"
        "+primitive f stonith:fence_ipmilan params username=a password=******\n"
    )
    assert linter.read().decode() == text
    assert "t0psecret" in linter.out("--diff", "--show-secrets", "a.crm")


def test_a_dry_run_writes_nothing(linter: Linter) -> None:
    linter.file("ms m d\n")

    ran = linter.crm("--dry-run", "lint", "--fix", "a.crm", cib="")

    assert "+clone m d meta promotable=true\n" in ran.out
    assert linter.read() == b"ms m d\n"


def test_how_much_can_be_mended_is_told(linter: Linter) -> None:
    linter.file("ms m d\nmonitor d:Slave 9s\n")

    linter.out("a.crm")

    assert linter.err.splitlines()[-1] == "'--fix' would mend 2 things"


def test_a_mended_file_keeps_its_mode_and_links_stay_links(linter: Linter) -> None:
    linter.file("ms m d\n")
    (linter.crm.folder / "a.crm").chmod(0o640)
    (linter.crm.folder / "link.crm").symlink_to("a.crm")

    linter.out("--fix", "link.crm")

    assert linter.read() == b"clone m d meta promotable=true\n"
    assert (linter.crm.folder / "link.crm").is_symlink()
    assert (linter.crm.folder / "a.crm").stat().st_mode & 0o777 == 0o640


def test_standard_input_is_not_mended(linter: Linter) -> None:
    linter.out("--fix", "-", stdin="ms m d\n")

    assert linter.status == 64
    assert "+clone m d" in linter.out("--diff", "-", stdin="ms m d\n")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to all files")
def test_a_file_that_is_read_only_is_left_alone(linter: Linter) -> None:
    linter.file("ms m d\n")
    (linter.crm.folder / "a.crm").chmod(0o444)

    out = linter.out("--fix", "a.crm")

    assert "cannot-write" in out
    assert linter.read() == b"ms m d\n"
