"""Findings about the cluster as a whole: what no single object can be blamed for."""

from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.verify.view import View
from crmsh_py.xmltree import Element

ENABLED = ("stonith-enabled", "fencing-enabled")
"""The property that turns fencing on, by its old name and that of Pacemaker 3.0.2."""


def of_properties(
    view: View,
    code: str,
    words: str,
    *names: str,
    severity: Severity = Severity.WARNING,
    hint: str | None = None,
) -> Diagnostic:
    """Return a finding whose cause are cluster properties, or that they are not set.

    It points at the first of `names` that is set.  The message names no object, so that it stays
    the same when the first set of properties is made.
    """
    there = _set_with(view, names)
    subject = None if there is None else there[0].get("id")
    at = () if there is None else (there[1],)
    forceable = severity is Severity.ERROR
    return Diagnostic(code, words, severity, subject, None, hint, forceable, at)


def _set_with(view: View, names: tuple[str, ...]) -> tuple[Element, str] | None:
    section = view.cib.section("crm_config")
    sets = [] if section is None else section.findall("cluster_property_set")
    for nvset in sets:
        for pair in nvset:
            name = pair.get("name")
            if name in names:
                return nvset, str(name)
    return None


def of_cluster(
    code: str,
    words: str,
    subject: str,
    *at: str,
    severity: Severity = Severity.WARNING,
    hint: str | None = None,
) -> Diagnostic:
    """Return a finding about the cluster that shows at one object, which may be one of many."""
    forceable = severity is Severity.ERROR
    return Diagnostic(code, words, severity, subject, None, hint, forceable, at)
