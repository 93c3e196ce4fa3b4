"""What a conversion lists of its problems."""

from crmsh_py.convert.draft import MAX_ERRORS, listed
from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.source import Location, Source, Span


def at(name: str, line: int, severity: Severity) -> Diagnostic:
    place = Location(Source(name, "x", line), Span(0, 1))
    return Diagnostic("dropped", f"{name} {line}", severity, location=place)


def test_problems_stand_in_the_order_of_the_files_and_their_lines() -> None:
    given = [at(*one, Severity.INFO) for one in (("b", 2), ("a", 3), ("b", 1), ("a", 1))]

    assert [one.message for one in listed(given)] == ["b 1", "b 2", "a 1", "a 3"]


def test_of_very_many_problems_of_a_severity_the_rest_is_counted() -> None:
    warnings = [at("a", line, Severity.WARNING) for line in range(1, MAX_ERRORS + 4)]
    error = at("a", MAX_ERRORS + 9, Severity.ERROR)

    found = listed([*warnings, error])

    assert found[:-1] == (*warnings[:MAX_ERRORS], error)
    assert (found[-1].code, found[-1].severity, found[-1].message) == (
        "too-many-errors",
        Severity.WARNING,
        "there are 3 more of severity 'warning', not listed here",
    )
    assert found[-1].location == warnings[MAX_ERRORS].location
