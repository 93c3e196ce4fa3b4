"""Reasons in words: constraints in the language, lists, moments."""

from collections.abc import Iterable
from datetime import datetime

from crmsh_py.grammar.printer import rule_text, to_text
from crmsh_py.model.describe import describe
from crmsh_py.model.describe.sets import rule as describe_rule
from crmsh_py.model.describe.values import InexpressibleError
from crmsh_py.secrets import is_secret
from crmsh_py.xmltree import Element


def statement(element: Element) -> str:
    """Return a constraint in the language, on one line."""
    return to_text(describe(element), is_secret).replace(" \\\n\t", " ")


def rule_words(rule: Element) -> str:
    """Return a rule in the language, or only its id if the language has no words for it."""
    try:
        return rule_text(describe_rule(frozenset(), rule), is_secret)
    except InexpressibleError:
        return f"rule {rule.get('id')}"


def listed(names: Iterable[str]) -> str:
    """Return `a`, `a and b` or `a, b and c`."""
    *most, last = [*names] or [""]
    return f"{', '.join(most)} and {last}" if most else last


def moment(time: datetime) -> str:
    """Return a moment in local time."""
    return f"{time.astimezone():%Y-%m-%d %H:%M:%S}"


def times(count: int) -> str:
    """Return `once`, `twice`, `7 times`; a count without end is `too often`."""
    if count >= 1_000_000:
        return "fatally"
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
