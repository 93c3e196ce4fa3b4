"""Checks of the defaults of resources and operations, never as errors: they may be for nobody."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.options.tables import resource_meta
from crmsh_py.verify.check import OfWhole
from crmsh_py.verify.options.judging import CODES, Version, release
from crmsh_py.verify.options.names import meta_judge
from crmsh_py.verify.options.operation_names import operation_verdicts
from crmsh_py.verify.options.said import Judge, Verdict, Verdicts, judged
from crmsh_py.verify.view import View
from crmsh_py.verify.view.pairs import META, Pairs


def resource_defaults(view: View) -> Iterator[Diagnostic]:
    """Report defaults of resources that are not as they should be."""
    judge = meta_judge("rsc_defaults", release(view))
    return _judged(view, "rsc_defaults", view.resource_defaults, judge)


def operation_defaults(view: View) -> Iterator[Diagnostic]:
    """Report defaults of operations that are not as they should be."""
    known = release(view)
    return _judged(
        view,
        "op_defaults",
        view.operation_defaults,
        lambda name, value: _operation_default(name, value, known),
    )


@lru_cache(maxsize=256)
def _operation_default(name: str, value: str, release_: Version) -> Verdicts:
    if name in resource_meta():
        words = f"{name!r} is a meta attribute of resources, so that it has no effect here"
        return (Verdict("misplaced-option", words, hint=f"write 'rsc_defaults {name}={value}'"),)
    return operation_verdicts(name, value, release_)


def _judged(view: View, section: str, pairs: Pairs, judge: Judge) -> Iterator[Diagnostic]:
    element = view.cib.section(section)
    if element is not None:
        for said, verdict in judged(element, META, pairs, judge):
            milder = replace(verdict, severity=min(verdict.severity, Severity.WARNING))
            yield milder.of(said.nvset, *said.at)


CHECKS = (
    OfWhole(("unknown-meta-attribute", *CODES), resource_defaults),
    OfWhole(("unknown-operation-option", *CODES), operation_defaults),
)
