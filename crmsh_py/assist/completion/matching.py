"""Which words a beginning may become: those that begin so; else those that hold its letters."""

import re
from collections.abc import Iterable

from crmsh_py.assist.completion.offers import Candidate

_LONGEST = 64
"""Longer words are no beginnings of which letters are left out."""
_SEPARATOR = re.compile(r"([\W_])")
_PARTS = r"(?:|.*?[\W_])"
"""Any number of whole parts of a word, as few as will do."""


def matching(candidates: Iterable[Candidate], word: str, *, fuzzy: bool) -> tuple[Candidate, ...]:
    """Return the candidates for a word, without repeats.

    Those that begin like the word: required ones in front, deprecated ones last, else in the
    order they have.  Only if none does, and it is to be `fuzzy`, those that hold its letters in
    this order, the first of them at the beginning of a part; the closer the letters, the earlier.
    So a beginning that only one word has is that word.
    """
    lower = word.lower()
    every: dict[str, Candidate] = {}
    for one in candidates:
        every.setdefault(one.word, one)
    begun = [one for one in every.values() if _bare(one.word).startswith(lower)]
    if not begun and fuzzy and len(word) <= _LONGEST:
        return tuple(_alike(every.values(), lower))
    begun.sort(key=_importance)
    # a word that stands there already, and goes on, is no news
    return tuple(one for one in begun if one.whole or one.word != word)


def _importance(candidate: Candidate) -> tuple[bool, bool]:
    return candidate.deprecated, not candidate.required


def _alike(candidates: Iterable[Candidate], word: str) -> list[Candidate]:
    """Return what a few letters may mean, the likeliest first."""
    match = _letters(word).match
    found = ((match(_bare(one.word)), one) for one in candidates)
    like = [(each.end() - each.start("first"), one) for each, one in found if each]
    return [one for _, one in sorted(like, key=lambda pair: pair[0])]


def _letters(word: str) -> re.Pattern[str]:
    """Return what finds the letters of a word, each part of it at the beginning of a part.

    Up to a `=` the word is exact.  What comes first will do, if anything does: so no piece is
    tried again when a later one fails, and the time is linear in the length of the candidate.
    """
    name, equals, value = word.rpartition("=")
    first, *others = _SEPARATOR.split(value)
    pieces = [_once(0, f"{_PARTS}(?P<first>{_in_order(first)})")]
    for number in range(0, len(others), 2):
        separator, letters = others[number : number + 2]
        pieces.append(_once(number + 1, f"{_up_to(separator)}{_PARTS}{_in_order(letters)}"))
    return re.compile(re.escape(name + equals) + "".join(pieces), re.DOTALL)


def _once(number: int, pattern: str) -> str:
    """Return what matches a pattern where it first does, and nowhere else."""
    return f"(?=(?P<piece{number}>{pattern}))(?P=piece{number})"


def _in_order(letters: str) -> str:
    return re.escape(letters[:1]) + "".join(map(_up_to, letters[1:]))


def _up_to(letter: str) -> str:
    return rf"[^{re.escape(letter)}]*+{re.escape(letter)}"


def _bare(word: str) -> str:
    """Return a candidate's word as it is compared: no quotes, small letters."""
    lower = word.lower()
    return lower.replace('"', "").replace("\\", "") if '"' in lower else lower
