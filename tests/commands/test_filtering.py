"""`filter`: objects as text through a program."""

from pathlib import Path

import pytest
from crm_runner import Crm, codes

BASE = """\
# the address
primitive vip IPaddr2 params ip=10.0.0.1 op monitor interval=10s
primitive www Dummy params password="a b"
primitive old Dummy
group g1 vip
"""


@pytest.fixture
def crm(tmp_path: Path) -> Crm:
    crm = Crm(tmp_path)
    crm.given(BASE)
    return crm


@pytest.mark.parametrize(
    "words",
    [
        ("sed", "s/10.0.0.1/10.0.0.2/"),
        ("sed", "--expression=s/10.0.0.1/10.0.0.2/", "--", "vip", "www"),
        ("sed s/10.0.0.1/10.0.0.2/", "vip"),
        ("sed s/10.0.0.1/10.0.0.2/", "--", "vip"),
        ("sed -e", "s/10.0.0.1/10.0.0.2/", "--", "type:primitive"),
    ],
)
def test_a_program_changes_objects(crm: Crm, words: tuple[str, ...]) -> None:
    before = crm.configure("show", "--show-secrets").out

    ran = crm.configure("filter", *words)

    assert (ran.status, ran.err) == (
        0,
        "changed: primitive vip\ncommitted to cib.xml, epoch 2\n",
    )
    assert crm.configure("show", "--show-secrets").out == before.replace("10.0.0.1", "10.0.0.2")


def test_a_program_gets_a_statement_a_line_comments_and_secrets_too(crm: Crm) -> None:
    ran = crm.configure("filter", "tee", "seen")

    assert ran.err == "nothing was changed\n"
    assert (crm.folder / "seen").read_text() == (
        "# the address\n"
        "primitive vip IPaddr2 params ip=10.0.0.1 op monitor interval=10s\n"
        "group g1 vip\n"
        'primitive www Dummy params password="a b"\n'
        "primitive old Dummy\n"
    )


def test_what_is_left_out_goes_and_what_is_new_comes(crm: Crm) -> None:
    program = "sed -e /old/d; echo primitive new ocf:pacemaker:Stateful"

    ran = crm.configure("filter", "sh", "-c", program)

    assert ran.err.startswith("added: primitive new\nremoved: primitive old\n")
    assert crm.configure("show", "vip").out.startswith("# the address\nprimitive vip")


def test_a_statement_that_only_gets_another_id_is_renamed(crm: Crm) -> None:
    ran = crm.configure("filter", "sed", "s/primitive vip /primitive vip2 /", "--", "vip")

    assert ran.err.startswith("vip renamed to vip2\n")
    assert crm.configure("show", "g1").out == "group g1 vip2\n"


def test_nothing_is_expanded_by_a_shell(crm: Crm) -> None:
    ran = crm.configure("filter", "printf", "%s", "$HOME;*")

    assert codes(ran.err) == ["syntax-error"]
    assert "$HOME;*" in ran.err


def test_an_error_in_what_a_program_says_is_shown_in_its_place(crm: Crm) -> None:
    before = crm.cib.read_bytes()

    ran = crm.configure("filter", "sed", "s/Dummy/Dummy zzz/", "--", "www", "old")

    lines = ran.err.splitlines()
    assert codes(ran.err) == ["syntax-error", "syntax-error"]
    assert [line.partition(": error")[0] for line in lines if "error:" in line] == [
        "<sed>:1:21",
        "<sed>:2:21",
    ]
    assert crm.cib.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        ((), 64, "usage"),
        (("",), 64, "usage"),
        (("sed 's/x",), 64, "usage"),
        (("cat", "--", "nosuch"), 105, "no-such-object"),
        (("no-such-program",), 1, "tool-missing"),
        (("false",), 1, "tool-failed"),
        (("sh", "-c", "kill -9 $$"), 1, "tool-failed"),
        (("true",), 107, "would-erase"),
        (("printf", "\\377"), 65, "undecodable-text"),
        (("sed", "/vip IP/d"), 78, "dangling-reference"),
    ],
)
def test_a_program_that_fails_changes_nothing(
    crm: Crm, words: tuple[str, ...], status: int, code: str
) -> None:
    before = crm.cib.read_bytes()

    ran = crm.configure("filter", *words)

    assert (ran.status, codes(ran.err)[:1]) == (status, [code])
    assert crm.cib.read_bytes() == before


def test_what_a_failing_program_said_is_the_hint(crm: Crm) -> None:
    ran = crm.configure("filter", "sh", "-c", "echo it went wrong >&2; exit 3")

    assert "ended with status 3; nothing was changed [tool-failed]" in ran.err
    assert ran.err.endswith("  hint: it went wrong\n")


def test_undo_takes_a_filter_back_and_does_not_say_what_it_was_told(crm: Crm) -> None:
    ran = crm.batch("filter sed 's/a b/hush/'\nundo\n")

    assert ran.err.endswith("undone: filter sed\n")
    assert "uncommitted" not in ran.err


def test_of_many_objects_only_some_are_named(crm: Crm) -> None:
    crm.given("\n".join(f"primitive d{at} Dummy" for at in range(20)))

    ran = crm.configure("filter", "sed", "/primitive d/s/Dummy/ocf:pacemaker:Dummy/")

    names = ", ".join(f"primitive d{at}" for at in range(10))
    assert ran.err.startswith(f"changed: {names} and 10 more\n")
