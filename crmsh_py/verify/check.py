"""What a check is: one small function that looks at one kind of thing."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeAlias

from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.model.elements import object_name, object_of, title
from crmsh_py.verify.view import Container, Primitive, View
from crmsh_py.xmltree import Element

Findings: TypeAlias = Iterable[Diagnostic]


class OfPrimitive(NamedTuple):
    """A check of each primitive by itself; `templates`: of each template too."""

    codes: tuple[str, ...]
    function: Callable[[View, Primitive], Findings]
    templates: bool = False


class OfContainer(NamedTuple):
    """A check of each group, clone and bundle by itself."""

    codes: tuple[str, ...]
    function: Callable[[View, Container], Findings]


class OfWhole(NamedTuple):
    """A check of the configuration as a whole: of what takes more than one object to tell."""

    codes: tuple[str, ...]
    function: Callable[[View], Findings]


Check: TypeAlias = OfPrimitive | OfContainer | OfWhole
"""`codes` are all that the function can find: a test holds that."""


def finding(
    element: Element,
    code: str,
    words: str,
    *at: str,
    severity: Severity = Severity.WARNING,
    hint: str | None = None,
) -> Diagnostic:
    """Return a finding about the object that an element is or is part of.

    `words` follow the object's title; `at` are the words of its statement at fault (see
    `Diagnostic.words`).  An error can be overruled by `force`.
    """
    owner = object_of(element)
    text, forceable = f"{title(owner)}: {words}", severity is Severity.ERROR
    return Diagnostic(code, text, severity, object_name(owner), None, hint, forceable, at)


_MOST_NAMED = 10


def few(names: Sequence[str]) -> str:
    """Return names with commas between them; of many the first only, and how many more."""
    more = len(names) - _MOST_NAMED
    if more <= 0:
        return ", ".join(names)
    return f"{', '.join(names[:_MOST_NAMED])} and {more} more"
