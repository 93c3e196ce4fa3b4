"""What a misspelt word was meant to be."""

import difflib
from collections.abc import Iterable, Sequence
from heapq import nlargest

_LONGEST = 80
_LIKE_ENOUGH = 0.6


def nearest(word: str, known: Iterable[str], *, least: float = _LIKE_ENOUGH) -> str | None:
    """Return the known word that comes nearest; None if none comes near.

    `least` is how like it has to be, up to 1 for the same.  It takes as long as there are known
    words; what is longer than any name is like none.
    """
    near = nearest_ones(word, known, most=1, least=least)
    return near[0] if near else None


def nearest_ones(
    word: str, known: Iterable[str], *, most: int = 3, least: float = _LIKE_ENOUGH
) -> list[str]:
    """Return the known words that come nearest, the nearest first; see `nearest`."""
    if len(word) > _LONGEST:
        return []
    head = word[: max(1, len(word) // 2)]
    counts = [(one, word.count(one)) for one in set(word)]
    matcher = difflib.SequenceMatcher(b=word)
    found: list[tuple[float, str]] = []
    for one in sorted(known, key=lambda name: not name.startswith(head)):  # the likely ones first
        if _at_most(one, counts, len(word)) < least:
            continue
        matcher.set_seq1(one)
        like = matcher.ratio()
        if like >= least:
            found = nlargest(most, [*found, (like, one)])
            least = found[-1][0] if len(found) == most else least
    return [one for _, one in found]


def _at_most(name: str, counts: Sequence[tuple[str, int]], length: int) -> float:
    """Return how like a name can be to a word of so many characters: soon told, by their counts."""
    shared = 0
    for character, count in counts:
        found = name.count(character)
        shared += found if found < count else count  # noqa: FURB136 - takes half the time of min
    both = len(name) + length
    return 2.0 * shared / both if both else 1.0


def did_you_mean(word: str, known: Iterable[str], *, least: float = _LIKE_ENOUGH) -> str | None:
    """Return the hint that names the known word nearest to one that is not known."""
    meant = nearest(word, known, least=least)
    return None if meant is None else f"did you mean '{meant}'?"
