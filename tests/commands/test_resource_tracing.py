"""`resource trace` and `untrace`: the parameters of operations, and that all of it goes again."""

from pathlib import Path

import pytest
from crm_runner import Crm, Ran, codes

WHOLE = """\
rsc_template tmpl Dummy op monitor interval=10s timeout=77s on-fail=block \
 op start interval=0s timeout=33s op_params y=1
primitive vip IPaddr2 params ip=10.0.0.1
primitive a @tmpl
primitive b Dummy op monitor interval=10 timeout=30 op_params OCF_CHECK_LEVEL=10 op start timeout=9
group g a b
"""


@pytest.fixture
def crm(tmp_path: Path) -> Crm:
    crm = Crm(tmp_path)
    crm.given(WHOLE)
    return crm


def shown(crm: Crm, id_: str) -> list[str]:
    return crm.configure("show", id_).out.replace(" \\\n\top_params", " op_params").splitlines()


def configuration(crm: Crm) -> str:
    """Return the CIB's text without its root, which counts the commits."""
    return crm.cib.read_text().partition(">")[2]


def lines(ran: Ran) -> list[str]:
    """Return what was said; behind it stand the commit, and where traces go."""
    assert ran.status == 0, ran.err
    return [one for one in ran.err.splitlines() if one.endswith("traced")]


def test_without_an_operation_all_are_traced_and_start_and_stop(crm: Crm) -> None:
    ran = crm("resource", "trace", "b")

    assert lines(ran) == [
        "b: monitor every 10 is traced",
        "b: start is traced",
        "b: stop is traced",
    ]
    assert shown(crm, "b") == [
        "primitive b Dummy \\",
        "\top monitor interval=10 timeout=30 op_params OCF_CHECK_LEVEL=10 trace_ra=1 \\",
        "\top start timeout=9 interval=0s op_params trace_ra=1 \\",
        "\top stop interval=0s op_params trace_ra=1",
    ]
    assert "traces go to /var/lib/heartbeat/trace_ra on the node" in ran.err


@pytest.mark.parametrize(
    ("words", "operations"),
    [
        (["start"], ["\top start timeout=9 interval=0s op_params trace_ra=1"]),
        (["start", "0", "/tmp/x"], ['op_params trace_ra=1 trace_dir="/tmp/x"']),
        (["monitor", "10s"], ["op_params OCF_CHECK_LEVEL=10 trace_ra=1 \\"]),
        (["probe"], ["\top monitor interval=0s op_params trace_ra=1"]),
        (["promote"], ["\top promote interval=0s op_params trace_ra=1"]),
    ],
)
def test_one_operation_is_traced(words: list[str], operations: list[str], crm: Crm) -> None:
    ran = crm("resource", "trace", "b", *words)

    traced = [line for line in shown(crm, "b") if "trace_ra" in line]
    assert len(lines(ran)) == 1
    assert len(traced) == 1
    assert traced[0].endswith(operations[0])


def test_operations_of_a_template_keep_what_the_template_says_of_them(crm: Crm) -> None:
    ran = crm("resource", "trace", "a")

    assert ran.status == 0, ran.err
    assert shown(crm, "a") == [
        "primitive a @tmpl \\",
        "\top monitor interval=10s timeout=77s on-fail=block op_params trace_ra=1 \\",
        "\top start interval=0s timeout=33s op_params y=1 trace_ra=1 \\",
        "\top stop interval=0s op_params trace_ra=1",
    ]


@pytest.mark.parametrize("id_", ["vip", "a", "b", "g"])
def test_untrace_leaves_the_configuration_as_it_was(id_: str, crm: Crm) -> None:
    before = configuration(crm)

    traced = crm("resource", "trace", id_)
    between = configuration(crm)
    untraced = crm("resource", "untrace", id_)

    assert (traced.status, untraced.status) == (0, 0)
    assert between != before
    assert configuration(crm) == before


def test_what_was_traced_already_is_said_and_stays(crm: Crm) -> None:
    crm("resource", "trace", "vip")

    ran = crm("resource", "trace", "vip")

    assert ran.err.splitlines() == [
        "vip: start was already traced",
        "vip: stop was already traced",
        "nothing to commit",
        "traces go to /var/lib/heartbeat/trace_ra on the node where the agent runs",
    ]


def test_tracing_of_one_operation_ends_alone(crm: Crm) -> None:
    crm("resource", "trace", "vip")

    ran = crm("resource", "untrace", "vip", "start")

    assert (ran.status, "vip: start is traced no more\n" in ran.err) == (0, True)
    assert shown(crm, "vip")[2:] == ["\top stop interval=0s op_params trace_ra=1"]


def test_an_operation_that_got_something_else_stays(crm: Crm) -> None:
    crm("resource", "trace", "vip")
    crm("configure", "set", "vip.op[stop].timeout", "44s")

    crm("resource", "untrace", "vip")

    assert shown(crm, "vip")[2:] == ["\top stop interval=0s timeout=44s"]


def test_of_a_group_what_is_traced_is_untraced(crm: Crm) -> None:
    crm("resource", "trace", "b", "start")

    ran = crm("resource", "untrace", "g")

    assert (ran.status, ran.err.splitlines()[0]) == (0, "b: start is traced no more")


@pytest.mark.parametrize(
    ("words", "status", "code", "hint"),
    [
        (["trace", "b", "monitor", "11s"], 105, "no-such-value", "it has: monitor every 10, start"),
        (["trace", "b", "zork"], 105, "no-such-value", "it has: monitor every 10, start"),
        (["trace", "vip", "monitor"], 105, "no-such-value", "it has none"),
        (["untrace", "b"], 105, "no-such-value", "no operation of 'b' is traced"),
        (["untrace", "g", "start"], 105, "no-such-value", "no operation of 'a' is traced"),
        (["trace", "tmpl"], 78, "wrong-kind", "not the template itself"),
        (["trace", "bb"], 105, "no-such-object", ""),
    ],
)
def test_mistakes_are_told_and_change_nothing(
    words: list[str], status: int, code: str, hint: str, crm: Crm
) -> None:
    before = crm.cib.read_bytes()

    ran = crm("resource", *words)

    assert (ran.status, codes(ran.err)[0]) == (status, code)
    assert hint in ran.err
    assert crm.cib.read_bytes() == before


def test_operations_that_stand_in_another_resource_are_not_touched(crm: Crm) -> None:
    crm.given(
        "primitive one Dummy operations $id=ops op monitor interval=10s\n"
        "primitive two Dummy operations $id-ref=ops\n"
    )
    before = crm.cib.read_bytes()

    ran = crm("resource", "trace", "two")

    assert (ran.status, codes(ran.err)) == (107, ["not-settable"])
    assert crm.cib.read_bytes() == before
