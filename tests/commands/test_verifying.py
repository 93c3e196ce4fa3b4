"""`verify` and `wait` at the top level, on a file: our checks, and Pacemaker's."""

import shutil
from pathlib import Path

import pytest
from crm_runner import Crm, codes

verifier = pytest.mark.skipif(
    shutil.which("crm_verify") is None, reason="needs Pacemaker's crm_verify"
)

SOUND = "property stonith-enabled=false\nnode 1: n1\nprimitive vip ocf:pacemaker:Dummy"


@pytest.fixture
def crm(tmp_path: Path) -> Crm:
    crm = Crm(tmp_path)
    crm.given(SOUND)
    return crm


def test_a_sound_configuration_is_valid(crm: Crm) -> None:
    ran = crm("verify")

    assert (ran.status, ran.out, ran.err) == (0, "", "the configuration is valid\n")


@verifier
def test_pacemaker_is_asked_for_what_only_it_knows(crm: Crm) -> None:
    crm.configure("property", "no-quorum-policy=bogus")

    ran = crm("verify")

    assert (ran.status, codes(ran.err)) == (78, ["crm-verify"])
    assert "'no-quorum-policy'" in ran.err


@verifier
def test_that_there_is_no_fencing_is_told_once_with_what_to_do(crm: Crm) -> None:
    crm.configure("set", "property.stonith-enabled", "true")

    ran = crm("verify")

    assert (ran.status, ran.out) == (78, "")
    assert ran.err == (
        "error: resource start-up disabled since no STONITH resources have been defined"
        " [crm-verify]\n"
        "  hint: configure a fencing device, or 'property stonith-enabled=false'\n"
    )


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


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [(["wait"], 102, "needs-cluster"), (["wait", "5x"], 64, "usage")],
)
def test_there_is_nothing_to_wait_for_in_a_file(
    crm: Crm, words: list[str], status: int, code: str
) -> None:
    ran = crm(*words)

    assert (ran.status, codes(ran.err)) == (status, [code])


@verifier
def test_what_pacemaker_only_warns_of_is_told_too(tmp_path: Path) -> None:
    crm = Crm(tmp_path)
    crm.given("property stonith-enabled=false\nprimitive vip Dummy\ngroup g vip meta ordered=false")

    ran = crm("verify")

    assert ran.status == 0
    assert "warning: support for the 'ordered' group meta-attribute is deprecated" in ran.err
