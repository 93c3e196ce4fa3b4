"""What a misspelt word was meant to be."""

import difflib
from collections.abc import Iterable

_LONGEST = 80
_LIKE_ENOUGH = 0.6


def nearest(word: str, known: Iterable[str], *, least: float = _LIKE_ENOUGH) -> str | None:
    """Return the known word that comes nearest; None if none comes near.

    `least` is how like it has to be, up to 1 for the same.  It takes as long as there are known
    words; what is longer than any name is like none.
    """
    if len(word) > _LONGEST:
        return None
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=least)
    return near[0] if near else None


def did_you_mean(word: str, known: Iterable[str], *, least: float = _LIKE_ENOUGH) -> str | None:
    """Return the hint that names the known word nearest to one that is not known."""
    meant = nearest(word, known, least=least)
    return None if meant is None else f"did you mean '{meant}'?"
