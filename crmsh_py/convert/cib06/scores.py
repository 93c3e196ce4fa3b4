"""Scores: how the old engine read them, and how they are written now."""

import re

from crmsh_py.convert.cib06.work import Work
from crmsh_py.xmltree import Element

INFINITY = 1_000_000
_NUMBER = re.compile(r"\s*([+-]?\d{1,18})")
_WHOLE = re.compile(r"\s*[+-]?(?:\d+(?:\.0*)?|INFINITY)\s*", re.IGNORECASE)
_WORDS = {
    "INFINITY": "INFINITY",
    "+INFINITY": "INFINITY",
    "-INFINITY": "-INFINITY",
}


def score_text(text: str) -> str | None:
    """Return a score in its present form, or None if it never was one.

    The old engine took what stands in front of a point or a letter (`10.0`, `1e3`).
    """
    stripped = text.strip()
    word = _WORDS.get(stripped.upper())
    if word is not None:
        return word
    match = _NUMBER.match(stripped)
    if match is None:
        return None
    number = int(match[1])
    if abs(number) >= INFINITY:
        return "INFINITY" if number > 0 else "-INFINITY"
    return str(number)


def convert_score(work: Work, element: Element, name: str = "score") -> str:
    """Return the score that an old element has; what is no number counted as 0."""
    text = element.get(name, "")
    score = score_text(text)
    if score is None:
        words = f"{text!r} is no score: it counted as 0"
        work.fail("invalid-score", words, element, name, hint="give it a number, or INFINITY")
        return "0"
    if not _WHOLE.fullmatch(text):
        words = f"{text!r} counted as {score}: what follows the digits was never read"
        work.warn("approximated", words, element, name)
    return score
