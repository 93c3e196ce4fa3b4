"""What one place says of preferences, and what is wrong with it: wrong values are passed over."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from crmsh_py.diagnostics import CrmError, Diagnostic, Severity
from crmsh_py.preferences.preference import Origin, Value
from crmsh_py.preferences.preferences import Preferences, Said
from crmsh_py.preferences.table import PREFERENCES, TABLES
from crmsh_py.preferences.values import find, from_text
from crmsh_py.source import Location
from crmsh_py.spelling import did_you_mean

MOST_BYTES = 64 * 1024
"""A file of preferences that is larger is not read: it must be something else."""


@dataclass(slots=True)
class Reading:
    """What was said by name; `problems` are told whenever it is read, `remarks` when asked for."""

    said: dict[str, Said] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    remarks: list[Diagnostic] = field(default_factory=list)

    def complain(self, error: CrmError, place: Location | None) -> None:
        """Note what is wrong with something that stands in a place, as a warning."""
        self.problems += [
            replace(one, severity=Severity.WARNING, location=place, words=())
            for one in error.diagnostics
        ]


class Gathered(NamedTuple):
    """The preferences, what is wrong with them, and what else could be said of them."""

    preferences: Preferences
    problems: list[Diagnostic]
    remarks: list[Diagnostic]


def of_environment(environment: Mapping[str, str]) -> Reading:
    """Return what variables such as CRM_UI_THEME say; an empty one says nothing."""
    reading = Reading()
    for name, one in PREFERENCES.items():
        text = environment.get(one.variable)
        if not text:
            continue
        try:
            value = from_text(one, text)
        except CrmError as error:
            reading.complain(_of_variable(one.variable, error), None)
        else:
            reading.said[name] = Said(value, Origin.ENVIRONMENT, f"${one.variable}")
    reading.problems += _unknown_variables(environment)
    return reading


def _of_variable(name: str, error: CrmError) -> CrmError:
    return CrmError(*(replace(one, message=f"{name}: {one.message}") for one in error.diagnostics))


def _unknown_variables(environment: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Yield a warning for each variable that looks as if it were one of ours."""
    known = {one.variable for one in PREFERENCES.values()}
    tables = tuple(f"CRM_{one.upper()}_" for one in TABLES)
    for name in environment:
        if name.startswith(tables) and name not in known:
            words = f"there is no preference for the variable {name}"
            hint = did_you_mean(name, known) or "'options list' shows those there are"
            yield Diagnostic("unknown-preference", words, Severity.WARNING, hint=hint)


def of_options(options: Mapping[str, str], below: Mapping[str, Said]) -> dict[str, Said]:
    """Return what options of the command line say, given by name; lists add to those `below`.

    Raises CrmError with all that is wrong.
    """
    said: dict[str, Said] = {}
    problems: list[Diagnostic] = []
    for name, text in options.items():
        try:
            value = from_text(find(name), text)
        except CrmError as error:
            problems += error.diagnostics
        else:
            said[name] = Said(_added(value, below.get(name)), Origin.OPTION)
    if problems:
        raise CrmError(*problems)
    return said


def _added(value: Value, below: Said | None) -> Value:
    if isinstance(value, tuple) and below is not None and isinstance(below.value, tuple):
        return tuple(dict.fromkeys([*below.value, *value]))
    return value
