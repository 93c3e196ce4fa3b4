"""What crm_verify finds beside our own checks: never the same twice, and never waited for long."""

import shutil
import subprocess
import threading

import pytest

from crmsh_py import xmltree
from crmsh_py.codes import CODES
from crmsh_py.diagnostics import CrmError, Diagnostic, Severity
from crmsh_py.pacemaker.sentences import SENTENCES
from crmsh_py.pacemaker.tools import Tools
from crmsh_py.pacemaker.verifier import SMALL, begin, besides, is_small, parse_findings
from crmsh_py.runner import Outcome
from crmsh_py.xmltree import Element

SAME = {
    "Resource start-up disabled since no STONITH resources have been defined": ("no-fencing", "x"),
    "vip:0 requires fencing but fencing is disabled": ("needs-fencing", "vip"),
    'Resetting "requires" for vip to "quorum" because fencing is disabled': (
        "needs-fencing",
        "vip",
    ),
    "Resetting no-quorum-policy to 'stop' because fencing is disabled": (
        "needs-fencing",
        "no-quorum-policy",
    ),
    "Resetting 'loss-policy' for ticket 't' to 'stop' because fencing is not configured": (
        "ticket-without-fencing",
        "x",
    ),
    "Operation vip-monitor-10s is duplicate of vip-monitor-10 (do not use same name and interval"
    " combination more than once per resource)": ("duplicate-operation", "vip"),
    "Resetting 'on-fail' for vip stop action to default value because 'x' is not allowed for"
    " stop": (
        "wrong-on-fail",
        "vip",
    ),
    "Ignoring vip-start-10 because start action cannot be recurring": (
        "recurring-operation",
        "vip",
    ),
    "Ignoring 'target-role' for vip because 'Foo' is not valid": ("wrong-option-value", "vip"),
    "Ignoring 'target-role' for vip because 'Promoted' only makes sense for promotable clones": (
        "never-promoted",
        "vip",
    ),
    "Resetting 'requires' for vip to 'fencing' because 'x' is not valid": (
        "wrong-option-value",
        "vip",
    ),
    "Using default value for cluster option 'no-quorum-policy' because 'bogus' is invalid": (
        "wrong-option-value",
        "no-quorum-policy",
    ),
    "Support for legacy name 'no_quorum_policy' for cluster option 'no-quorum-policy' is"
    " deprecated and will be removed in a future release": ("obsolete-option", "no-quorum-policy"),
    "Using 0 for utilization instead of invalid value 'x'": ("wrong-utilization", "vip"),
    "Support for the remove-after-stop cluster property is deprecated and will be removed in a"
    " future release": ("deprecated-option", "remove-after-stop"),
    "Resource vip:0 is of type lsb and therefore cannot be used as a promotable clone resource": (
        "cannot-be-promoted",
        "vip",
    ),
    "Ignoring <clone> resource 'c' because configuration is invalid": ("cannot-be-promoted", "c"),
    "Cannot control b inside p without either ip-range-start or control-port": (
        "unreachable-bundle",
        "b",
    ),
    "Ignoring <bundle> resource 'b' because configuration is invalid": ("unreachable-bundle", "b"),
    "Ignoring constraint 'o' because 'c' is not a valid resource or tag": (
        "cannot-be-promoted",
        "c",
    ),
    "Ignoring constraint 'o' because resource 'no' does not exist": ("dangling-reference", "no"),
    "No template or tag named 'no'": ("dangling-reference", "no"),
    "Cannot interleave a and b because they do not support the same number of instances per node": (
        "not-interleaved",
        "a",
    ),
    "Support for 'score' in rsc_order is deprecated and will be removed in a future release (use"
    " 'kind' instead)": ("score-of-order", "o"),
    "'x' is not a valid ISO 8601 time specification": ("invalid-date", "l"),
    "The resource object 'vip' should not reference itself": ("self-reference", "vip"),
}
"""Sentences of Pacemaker 2.1.5: a code of ours, and what its message names."""


def said(sentence: str) -> list[Diagnostic]:
    return list(parse_findings(f"(unpack_it) \terror: {sentence}\n"))


def ours(code: str, name: str) -> Diagnostic:
    return Diagnostic(code, f"primitive x: {name!r} is wrong", Severity.WARNING, subject="x")


@pytest.mark.parametrize("sentence", SAME)
def test_of_the_same_fault_our_words_are_kept(sentence: str) -> None:
    code, name = SAME[sentence]

    assert besides(said(sentence), [ours(code, name)]) == []


@pytest.mark.parametrize("sentence", SAME)
def test_what_only_crm_verify_found_is_kept(sentence: str) -> None:
    (kept,) = besides(said(sentence), [ours("no-value", "vip")])

    assert (kept.code, kept.severity) == ("crm-verify", Severity.ERROR)


@pytest.mark.parametrize(
    "sentence", ["Scheduling node remote1 for fencing", "Node n1 is unclean but cannot be fenced"]
)
def test_what_is_about_the_present_is_left_out(sentence: str) -> None:
    assert said(sentence) == []


def test_the_same_fault_of_another_object_is_another_one() -> None:
    sentence = "Ignoring 'target-role' for vip because 'Foo' is not valid"

    (kept,) = besides(said(sentence), [ours("wrong-option-value", "vip2")])

    assert kept.message == "ignoring 'target-role' for vip because 'Foo' is not valid"


def test_every_sentence_leads_to_codes_that_there_are() -> None:
    assert {code for _, codes in SENTENCES for code in codes} <= set(CODES)


def cib(primitives: int) -> Element:
    inside = "".join(f'<primitive id="a{n}"/>' for n in range(primitives))
    text = f"<cib><configuration><resources>{inside}</resources></configuration></cib>"
    return xmltree.parse(text, "test")


@pytest.mark.parametrize(("count", "small"), [(0, True), (SMALL, True), (SMALL + 1, False)])
def test_a_cib_is_small_up_to_a_number_of_primitives(count: int, small: bool) -> None:
    assert is_small(cib(count)) is small


class Waiting:
    """A runner whose crm_verify speaks when it is let."""

    def __init__(self) -> None:
        self.may_speak = threading.Event()
        self.asked = threading.Event()

    def run(self, argv: list[str], **_options: object) -> Outcome:
        """Speak when it is let."""
        self.asked.set()
        assert self.may_speak.wait(10)
        return Outcome(tuple(argv), 78, b"", b"(f) \terror: Something is odd\n")

    def find(self, _program: str) -> str | None:
        """Find no program."""
        return None


def test_crm_verify_runs_beside_what_else_is_done() -> None:
    runner = Waiting()

    wait = begin(Tools(runner), cib(1))  # type: ignore[arg-type]  # all that is asked of a runner

    assert runner.asked.wait(10)
    runner.may_speak.set()
    assert [one.message for one in wait()] == ["something is odd"]


class Missing:
    """A runner that has no crm_verify."""

    def run(self, argv: list[str], **_options: object) -> Outcome:
        """Run nothing."""
        raise CrmError(Diagnostic("tool-missing", f"{argv[0]} is not installed"))


def test_that_it_cannot_be_run_is_an_error_only_if_it_must_be() -> None:
    tools = Tools(Missing())  # type: ignore[arg-type]  # all that is asked of a runner

    assert begin(tools, cib(1))() == []
    with pytest.raises(CrmError, match="crm_verify is not installed"):
        begin(tools, cib(1), required=True)()


class Broken:
    """A runner with a fault of its own."""

    def run(self, argv: list[str], **_options: object) -> Outcome:
        """Fail as no runner should."""
        raise RuntimeError(argv)


def test_our_own_failure_beside_is_raised_where_it_is_waited_for() -> None:
    wait = begin(Tools(Broken()), cib(1))  # type: ignore[arg-type]  # all that is asked of it

    with pytest.raises(RuntimeError):
        wait()


@pytest.mark.skipif(shutil.which("crm_verify") is None, reason="needs Pacemaker's crm_verify")
def test_crm_verify_says_what_we_know_it_to_say() -> None:
    """If this fails, a newer Pacemaker has other words: add them to the table."""
    configuration = (
        b'<cib validate-with="pacemaker-3.0" epoch="1" num_updates="0" admin_epoch="0"'
        b' have-quorum="1"><configuration><crm_config><cluster_property_set id="p">'
        b'<nvpair id="p1" name="no-quorum-policy" value="bogus"/></cluster_property_set>'
        b"</crm_config><nodes/><resources>"
        b'<primitive id="a" class="ocf" provider="pacemaker" type="Dummy">'
        b'<meta_attributes id="m"><nvpair id="m1" name="target-role" value="Foo"/>'
        b"</meta_attributes></primitive></resources><constraints/></configuration><status/></cib>"
    )
    done = subprocess.run(
        ["crm_verify", "--xml-pipe", "-VV"], input=configuration, capture_output=True, check=False
    )
    known = [ours("no-fencing", "x"), ours("wrong-option-value", "a")]
    known.append(ours("wrong-option-value", "no-quorum-policy"))

    assert besides(parse_findings(done.stderr.decode()), known) == []
