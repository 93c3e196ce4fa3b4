"""Letting an agent judge parameters itself."""

import pytest

from agents.installation import FENCE, LAMP, Installation
from crmsh_py.agents.validating import Verdict, validate_all
from crmsh_py.diagnostics import CrmError
from crmsh_py.grammar.tree import Agent as Name

OCF_SCRIPT = """
[ "$1" = validate-all ] || exit 3
[ "$OCF_RESKEY_ip" ] && exit 0
echo "Nov 21 19:31:39 ERROR: no ip, password=$OCF_RESKEY_password" >&2
echo "ocf-exit-reason:ip is missing" >&2
exit 6
"""
FENCE_SCRIPT = """
given=$(sort)
[ "$given" = "$(printf 'action=validate-all\\nip=a b')" ] || { echo "given: $given"; exit 1; }
"""


def codes(error: CrmError) -> set[str]:
    return {each.code for each in error.diagnostics}


def test_an_ocf_agent_finds_nothing_wrong(here: Installation) -> None:
    here.install(LAMP, OCF_SCRIPT)

    verdict = validate_all(LAMP, {"ip": "10.0.0.1"}, places=here.places)

    assert verdict == Verdict(0, "it finds nothing wrong", "")
    assert verdict.ok


def test_an_ocf_agent_says_what_is_wrong_and_repeats_no_secret(here: Installation) -> None:
    here.install(LAMP, OCF_SCRIPT)

    verdict = validate_all(LAMP, {"password": "sesame"}, places=here.places)

    assert verdict == Verdict(
        6,
        "the parameters are wrong on every node",
        "ERROR: no ip, password=******\nip is missing",
    )


def test_a_fence_agent_reads_its_parameters_from_its_input(here: Installation) -> None:
    here.install(FENCE, FENCE_SCRIPT)

    good = validate_all(FENCE, {"ip": "a b"}, places=here.places)
    bad = validate_all(FENCE, {"action": "off"}, places=here.places)

    assert good == Verdict(0, "it finds nothing wrong", "")
    assert bad == Verdict(1, "it ended with status 1", "given: action=validate-all")


def test_an_agent_without_the_action_checked_nothing(here: Installation) -> None:
    here.install(LAMP, "exit 3")

    verdict = validate_all(LAMP, {}, places=here.places)

    assert verdict is not None
    assert (verdict.ok, verdict.was_checked) == (False, False)


@pytest.mark.parametrize(
    "name",
    [
        LAMP,
        FENCE,
        Name("systemd", None, "x"),
        Name("lsb", None, "x"),
        Name("ocf", "..", "Lamp"),
        Name("stonith", None, "external/ipmi"),
        Name("stonith", None, "null"),
    ],
)
def test_what_is_not_here_or_cannot_do_it_gives_no_verdict(here: Installation, name: Name) -> None:
    here.make_folder("plugins/stonith2")
    (here.places.plugins / "stonith2" / "null.so").touch()
    here.make_folder("plugins/external")
    (here.places.plugins / "external" / "ipmi").touch()

    assert validate_all(name, {"a": "b"}, places=here.places) is None


@pytest.mark.parametrize(
    "parameters",
    [{"a": "x\ny"}, {"a": "x\0"}, {"a b": "x"}, {"a=b": "x"}, {"": "x"}, {"a\n": "x"}],
)
def test_what_no_agent_can_be_given_is_refused(
    here: Installation, parameters: dict[str, str]
) -> None:
    here.install(FENCE, FENCE_SCRIPT)

    with pytest.raises(CrmError) as caught:
        validate_all(FENCE, parameters, places=here.places)

    assert codes(caught.value) == {"usage"}
    assert here.runs() == []


def test_an_agent_that_others_can_change_is_not_run(here: Installation) -> None:
    here.install(LAMP, OCF_SCRIPT).chmod(0o777)

    with pytest.raises(CrmError) as caught:
        validate_all(LAMP, {}, places=here.places)

    assert codes(caught.value) == {"broken-agent"}
    assert here.runs() == []
