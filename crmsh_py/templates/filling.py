"""Filling a template in: values into its statements, quoted so that each stays one value.

In the statements `{name}` is a place for a value; a word that holds `{name?}` is left out if
there is no value.
"""

import re
from collections.abc import Mapping

from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar import lexical
from crmsh_py.spelling import did_you_mean
from crmsh_py.templates.catalogue import Parameter, Template

_PLACE = re.compile(r"\{(\w+)(\?)?\}")
_WORD_THAT_MAY_GO = re.compile(r"[ \t]*[^\s{}]*\{(\w+)\?\}[^\s{}]*")


def fill(template: Template, given: Mapping[str, str]) -> str:
    """Return the statements of a template with values in their places.

    Raises CrmError (template-parameter) for every value that is missing, unknown or impossible.
    """
    problems = [*_unknown(template, given), *_wrong(template, given)]
    if problems:
        raise CrmError(*problems)
    parameters = {one.name: one for one in template.parameters}
    values = {one.name: value_of(one, given) for one in template.parameters}
    kept = _WORD_THAT_MAY_GO.sub(
        lambda found: found[0] if values[found[1]] else "", template.statements
    )
    return _PLACE.sub(lambda found: _written(parameters[found[1]], values[found[1]]), kept)


def value_of(parameter: Parameter, given: Mapping[str, str]) -> str:
    """Return the value of a parameter: the given one, else the default, else nothing."""
    return given.get(parameter.name) or parameter.default or ""


def _written(parameter: Parameter, value: str) -> str:
    return value if parameter.kind == "id" else lexical.quote(value)


def _unknown(template: Template, given: Mapping[str, str]) -> list[Diagnostic]:
    known = [one.name for one in template.parameters]
    problems = []
    for name in given:
        if name not in known:
            hint = did_you_mean(name, known) or f"parameters: {', '.join(known)}"
            problems.append(_problem(f"the template {template.name!r} has no {name!r}", name, hint))
    return problems


def _wrong(template: Template, given: Mapping[str, str]) -> list[Diagnostic]:
    problems = []
    for one in template.parameters:
        value = value_of(one, given)
        if one.required and not value:
            hint = f"{one.name}={one.example or 'VALUE'}: {one.description}"
            problems.append(_problem(f"a value for {one.name!r} is missing", one.name, hint))
        elif one.kind == "id" and value and not lexical.ID.fullmatch(value):
            hint = "an id begins with a letter or '_' and holds letters, digits, '.', '-', '_'"
            problems.append(_problem(f"{value!r} cannot be (part of) an id", one.name, hint))
    return problems


def _problem(message: str, name: str, hint: str) -> Diagnostic:
    return Diagnostic("template-parameter", message, subject=name, hint=hint)
