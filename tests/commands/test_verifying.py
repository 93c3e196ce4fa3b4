"""`verify` and `wait`, on a file: our checks, and Pacemaker's."""

import shutil
from pathlib import Path

import pytest
from crm_runner import Crm, StrictCrm, codes

verifier = pytest.mark.skipif(
    shutil.which("crm_verify") is None, reason="needs Pacemaker's crm_verify"
)

SOUND = """\
property stonith-enabled=false
node 1: n1
primitive vip ocf:pacemaker:Dummy op monitor interval=10s timeout=20s \\
    op start interval=0s timeout=20s op stop interval=0s timeout=20s
"""


@pytest.fixture
def crm(tmp_path: Path) -> Crm:
    crm = StrictCrm(tmp_path)
    crm.given(SOUND)
    return crm


def test_a_sound_configuration_is_valid(crm: Crm) -> None:
    ran = crm("verify")

    assert (ran.status, ran.out, ran.err) == (0, "", "the configuration is valid\n")


def test_what_is_wrong_with_a_typed_fencing_topology_has_its_place(crm: Crm) -> None:
    crm("-F", "configure", "primitive", "st", "stonith:fence_sbd", "params", "devices=/dev/sdx")

    ran = crm("-F", "configure", "fencing_topology", "elsewhere:", "st")

    assert "<command line>:1:28: warning: fencing_topology: has levels for 'elsewhere'" in ran.err


@verifier
@pytest.mark.parametrize("level", ["", "configure"])
def test_pacemaker_is_asked_for_what_only_it_knows(crm: Crm, level: str) -> None:
    crm("-F", "configure", "group", "g", "vip", "meta", "ordered=false")

    ran = crm(*level.split(), "verify")

    words = "warning: support for the 'ordered' group meta-attribute is deprecated"
    assert (ran.status, words in ran.err) == (0, True)
    assert ran.err.count("[crm-verify]") == 1


@verifier
def test_what_pacemaker_finds_is_allowed_and_denied_like_the_rest(crm: Crm) -> None:
    crm("-F", "configure", "group", "g", "vip", "meta", "ordered=false")

    allowed = crm("verify", "--allow", "crm-verify")
    denied = crm("verify", "--deny", "warnings")

    assert "[crm-verify]" not in allowed.err
    assert (denied.status, "crm-verify" in codes(denied.err)) == (78, True)


def test_that_there_is_no_fencing_is_told_once_with_what_to_do(crm: Crm) -> None:
    crm("-F", "configure", "property", "stonith-enabled=true")

    ran = crm("verify")

    assert (ran.status, ran.out, codes(ran.err)) == (78, "", ["no-fencing"])


def test_what_the_schema_refuses_is_told_in_our_words_only(crm: Crm) -> None:
    text = crm.cib.read_text()
    crm.cib.write_text(
        text.replace(
            "<constraints/>",
            '<constraints><rsc_location id="l" rsc="no" node="n1" score="1"/></constraints>',
        )
    )

    ours, both = crm.configure("verify"), crm("verify")

    assert (both.status, codes(both.err)) == (78, ["dangling-reference"])
    assert both == ours


@verifier
def test_of_a_large_configuration_pacemaker_is_asked_only_if_told_to(crm: Crm) -> None:
    many = "".join(f"primitive d{n} ocf:pacemaker:Dummy\n" for n in range(200))
    crm.batch(f"{many}group g vip meta ordered=false\ncommit force")

    by_itself, told_to = crm("verify"), crm("verify", "--scheduler")

    assert ("[crm-verify]" in by_itself.err, "[crm-verify]" in told_to.err) == (False, True)


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [(["wait"], 102, "needs-cluster"), (["wait", "5x"], 64, "usage")],
)
def test_there_is_nothing_to_wait_for_in_a_file(
    crm: Crm, words: list[str], status: int, code: str
) -> None:
    ran = crm(*words)

    assert (ran.status, codes(ran.err)) == (status, [code])
