"""What counts of that which was found: what is allowed, and warnings that are errors."""

import pytest

from crmsh_py import xmltree
from crmsh_py.agents.library import open_catalogue
from crmsh_py.codes import ExitStatus
from crmsh_py.diagnostics import CrmError, Diagnostic, Severity
from crmsh_py.model.cib import Cib
from crmsh_py.model.empty import EMPTY_CIB
from crmsh_py.verify.allowances import allowances, codes_in
from crmsh_py.verify.checks import Only, check
from crmsh_py.verify.policy import LENIENT, Allowance, Policy, codes_of, unused

WARNING = Diagnostic("no-value", "primitive a: 'x' has no value", Severity.WARNING, "a")
REMARK = Diagnostic("repeated-name", "primitive b: 'x' stands twice", Severity.INFO, "b")
FORCEABLE = Diagnostic("duplicate-operation", "primitive a", subject="a", forceable=True)
HARD = Diagnostic("duplicate-id", "the id 'a' is in use", subject="a")
ALL = [WARNING, REMARK, FORCEABLE, HARD]


def outcome(found: list[Diagnostic]) -> list[tuple[str, Severity]]:
    return [(one.code, one.severity) for one in found]


def test_without_a_policy_findings_stay_as_they_are() -> None:
    assert LENIENT.judge(ALL) == ALL


def test_what_is_allowed_everywhere_is_passed_over() -> None:
    policy = Policy(frozenset({"no-value", "repeated-name", "duplicate-operation"}))

    assert policy.judge(ALL) == [HARD]


def test_a_comment_allows_on_its_object_or_on_all() -> None:
    here = frozenset({Allowance("no-value", "a"), Allowance("repeated-name", "a")})
    everywhere = frozenset({Allowance("repeated-name")})

    assert LENIENT.judge([WARNING, REMARK], here) == [REMARK]
    assert LENIENT.judge([WARNING, REMARK], everywhere) == [WARNING]


@pytest.mark.parametrize(
    ("policy", "there"),
    [
        (Policy(frozenset({"duplicate-id"})), frozenset[Allowance]()),
        (LENIENT, frozenset({Allowance("duplicate-id", "a")})),
        (LENIENT, frozenset({Allowance("duplicate-id")})),
    ],
)
def test_what_nothing_overrules_cannot_be_allowed_and_that_is_told(
    policy: Policy, there: frozenset[Allowance]
) -> None:
    judged = policy.judge([HARD, HARD], there)

    assert outcome(judged) == [
        ("duplicate-id", Severity.ERROR),
        ("cannot-allow", Severity.WARNING),
    ]


def test_denied_warnings_are_errors_that_force_overrules() -> None:
    (denied,) = Policy(deny_warnings=True).judge([WARNING])

    assert (denied.severity, denied.forceable) == (Severity.ERROR, True)
    assert denied.status is ExitStatus.INVALID_CONFIGURATION


def test_remarks_are_not_denied_and_what_is_allowed_is_not_either() -> None:
    policy = Policy(frozenset({"no-value"}), deny_warnings=True)

    assert policy.judge([WARNING, REMARK]) == [REMARK]


def test_what_was_allowed_in_vain_is_a_warning_that_can_be_denied() -> None:
    judged = Policy(frozenset({"duplicate-id"}), deny_warnings=True).judge([HARD])

    assert outcome(judged) == [("duplicate-id", Severity.ERROR), ("cannot-allow", Severity.ERROR)]


def test_words_add_to_a_policy() -> None:
    policy = Policy(frozenset({"no-value"}))

    more = policy.with_words(["repeated-name,duplicate-id", "no-fencing"], "warnings")

    codes = {"no-value", "repeated-name", "duplicate-id", "no-fencing"}
    assert more == Policy(frozenset(codes), deny_warnings=True)
    assert policy.with_words([], None) == policy


def test_all_words_that_are_no_codes_are_told_with_what_was_meant() -> None:
    with pytest.raises(CrmError) as raised:
        codes_of(["no-valu,no-value", "zzzzzz", ""])

    found = [(one.code, one.subject, one.hint) for one in raised.value.diagnostics]
    assert found[0] == ("usage", "no-valu", "did you mean 'no-value'?")
    assert [one[:2] for one in found] == [("usage", "no-valu"), ("usage", "zzzzzz")]


def test_what_is_allowed_and_not_found_is_told_of() -> None:
    there = frozenset(Allowance("no-value", subject) for subject in ("a", "b", None))
    more = there | {Allowance("repeated-name")}

    told = [(one.code, one.severity, one.subject) for one in unused([WARNING], more)]

    assert told == [
        ("unused-allow", Severity.INFO, None),
        ("unused-allow", Severity.INFO, "b"),
    ]


# ------------------------------------------------------------------ comments

LINES = ["# lint: allow no-value, repeated-name", "# something else", "#lint:allow no-such", "# x"]


def test_comment_lines_name_codes() -> None:
    assert codes_in(LINES) == ["no-value", "repeated-name"]


def cib(*, front: str = "", inside: str = "", header: str = "", above: str = "") -> Cib:
    """Return a configuration with comments in front of it, in it, and about an object."""
    text = EMPTY_CIB.decode()
    text = text.replace("<configuration>", f"{inside}<configuration>{header}", 1)
    resources = f'<resources>{above}<primitive id="a" class="lsb" type="a"/></resources>'
    text = text.replace("<resources/>", resources, 1)
    return Cib(xmltree.parse(front + text, "test"))


ALLOW = "<!-- lint: allow no-value -->"
EVERYWHERE = frozenset({Allowance("no-value")})


def test_a_comment_in_front_of_all_is_about_all() -> None:
    assert allowances(cib(front=ALLOW)) == EVERYWHERE
    assert allowances(cib(inside=ALLOW)) == EVERYWHERE
    assert allowances(cib(header=ALLOW)) == EVERYWHERE


def test_a_comment_above_an_object_is_about_that() -> None:
    assert allowances(cib(above=ALLOW)) == {Allowance("no-value", "a")}


def test_other_comments_allow_nothing() -> None:
    assert allowances(cib(header="<!-- see lint: allow no-value -->", above="<!--x-->")) == set()


def bad(configuration: Cib) -> list[tuple[str | None, str | None]]:
    only = Only(frozenset({"bad-allow"}), frozenset())
    found = check(configuration, open_catalogue(), only)
    return [(one.subject, one.hint) for one in found if one.code == "bad-allow"]


def test_what_is_no_code_is_told_with_what_was_meant() -> None:
    found = bad(cib(above="<!-- lint: allow no-value repeated-nam -->"))

    assert found == [("a", "did you mean 'repeated-name'?")]


@pytest.mark.parametrize("words", ["lint: allow", "lint: disable=no-value", "lint:"])
def test_what_is_not_understood_is_told(words: str) -> None:
    hint = "write 'lint: allow CODE', with codes as 'verify' shows them in brackets"

    assert bad(cib(header=f"<!-- {words} -->")) == [(None, hint)]


def test_what_is_understood_is_not_told_of() -> None:
    assert bad(cib(header=ALLOW, above="<!-- lint: allow no-value,repeated-name -->")) == []
