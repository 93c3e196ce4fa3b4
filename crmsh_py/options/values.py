"""Whether a value is one that an option takes, read as Pacemaker reads it.

The words come from Pacemaker Explained ("Configuration Value Types" and "Time Expressions"): what
is unusual but understood is right here.  The same serves for parameters of agents, whose metadata
have nearly the same types.
"""

import re
from collections.abc import Callable, Mapping
from typing import Protocol

from crmsh_py.options.option import Option
from crmsh_py.spelling import did_you_mean

TRUE = frozenset({"true", "on", "yes", "y", "1"})
"""What Pacemaker takes for true, in lower case (it makes no difference)."""
FALSE = frozenset({"false", "off", "no", "n", "0"})
"""What Pacemaker takes for false."""

_SIGNED = r"[+-]?[0-9]++(?:\.0*)?"  # 1.0 is read as 1
_INTEGER = re.compile(rf"\s*(?:{_SIGNED}|[+-]?INFINITY)\s*")
_NONNEG = re.compile(r"\s*\+?(?:[0-9]++(?:\.0*)?|INFINITY)\s*")
_SCORE = re.compile(rf"\s*(?:{_SIGNED}|[+-]?INFINITY|red|yellow|green)\s*")
_UNITS = r"s|secs?|seconds?|ms|msecs?|us|usecs?|m|mins?|minutes?|h|hrs?|hours?"
_TIME = re.compile(rf"\s*[0-9]++(?:\.[0-9]*)?\s*(?:{_UNITS})?\s*", re.IGNORECASE)
_DURATION = re.compile(r"P(?=.*[0-9])(?:[0-9]++[YMWDHS])*(?:T(?:[0-9]++[HMS])+)?")
"""Pacemaker takes `P10S` for `PT10S` (seen with 2.1.5)."""
_PERCENTAGE = re.compile(r"\s*[0-9]++(?:\.[0-9]*)?\s*%\s*")


class Kind(Protocol):
    """What values something takes: an `Option`, or a parameter of an agent."""

    @property
    def type(self) -> str:
        """The name of the type; any value suits one that is not known."""
        ...

    @property
    def values(self) -> tuple[str, ...]:
        """The words that it takes besides, or all there are."""
        ...


def truth(value: str) -> bool | None:
    """Return what Pacemaker takes a word for; None if it is neither true nor false to it."""
    word = value.lower()
    return True if word in TRUE else False if word in FALSE else None


def wrong_value(option: Kind, value: str) -> str | None:
    """Return in words what is expected instead of a value, None if the value is fine.

    The words go on after "is no" or "expected": "a time such as '30s' or '5min'".
    """
    form = _FORMS.get(option.type)
    if form is None:
        return None
    suits, expected = form
    if suits(value) or value.lower() in map(str.lower, _words(option)):
        return None
    words = ", ".join(f"'{word}'" for word in option.values)
    if not words:
        return expected or None
    return f"{expected}, or {words}" if expected else f"one of {words}"


def _words(option: Kind) -> tuple[str, ...]:
    return (*option.values, *option.also) if isinstance(option, Option) else option.values


def read_as(option: Kind, value: str) -> str | None:
    """Return as what Pacemaker reads a wrong value, None if it can make nothing of it.

    It takes as much of a number or a time as makes sense, and ignores the rest: `12x` is 12.
    """
    beginning = _BEGINNINGS.get(option.type)
    found = None if beginning is None else beginning.match(value)
    return None if found is None else found[0].strip()


def meant(option: Kind, value: str) -> str | None:
    """Return the hint that names the word that a wrong value was meant to be, if one is near."""
    if option.type in _NUMBERS and value.lstrip("+-").lower() in _ENDLESS:
        return f"did you mean '{'-' if value.startswith('-') else ''}INFINITY'?"
    words = [*option.values, *(("true", "false") if option.type in _BOOLEANS else ())]
    return did_you_mean(value, words)


def _is_time(value: str) -> bool:
    return _TIME.fullmatch(value) is not None


def _is_interval(value: str) -> bool:
    return _TIME.fullmatch(value) is not None or _DURATION.fullmatch(value) is not None


def _is_boolean(value: str) -> bool:
    return truth(value) is not None


def _is_integer(value: str) -> bool:
    return _INTEGER.fullmatch(value) is not None


def _is_nonneg(value: str) -> bool:
    return _NONNEG.fullmatch(value) is not None


def _is_score(value: str) -> bool:
    return _SCORE.fullmatch(value) is not None


def _is_percentage(value: str) -> bool:
    return _PERCENTAGE.fullmatch(value) is not None


def _is_none_of_them(value: str) -> bool:  # noqa: ARG001 - words are compared by the caller
    return False


_A_BOOLEAN = (_is_boolean, "'true' or 'false'")
_A_NUMBER = (_is_integer, "a whole number")
_A_TIME = (_is_time, "a time such as '30s' or '5min'")
_A_CHOICE = (_is_none_of_them, "")
_A_BEGINNING = re.compile(r"\s*(?:[+-]?[0-9]+|[+-]?INFINITY)")
_OF_A_TIME = re.compile(r"\s*[0-9]+[0-9.]*\s*(?:us|ms|[smh]|$)", re.IGNORECASE)
_BEGINNINGS = {
    "integer": _A_BEGINNING,
    "score": _A_BEGINNING,
    "nonneg": _A_BEGINNING,
    "time": _OF_A_TIME,
    "interval": _OF_A_TIME,
}
_NUMBERS = frozenset({"integer", "nonneg", "score"})
_ENDLESS = frozenset({"inf", "infinity", "infinite", "infinty", "unlimited"})
_BOOLEANS = frozenset({"boolean", "bool"})

_FORMS: Mapping[str, tuple[Callable[[str], bool], str]] = {
    "boolean": _A_BOOLEAN,
    "bool": _A_BOOLEAN,
    "integer": _A_NUMBER,
    "int": _A_NUMBER,
    "nonneg": (_is_nonneg, "a whole number, 0 or more"),
    "score": (_is_score, "a score: a whole number, 'INFINITY' or '-INFINITY'"),
    "time": _A_TIME,
    "second": _A_TIME,
    "interval": (_is_interval, "a time such as '30s' or '5min'"),
    "percentage": (_is_percentage, "a percentage such as '80%'"),
    "enum": _A_CHOICE,
    "select": _A_CHOICE,
}
