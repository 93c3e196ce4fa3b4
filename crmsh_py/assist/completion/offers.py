"""What completion offers: words, with what they mean."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A word that may stand at the cursor, as it is typed (quoted where it needs to be).

    `meaning` is one short line for the column beside it: type, default, what it is for; it is
    `told` as a text, or by a function: of thousands of words, few are looked at.  A `required` one
    comes first; one that is `deprecated` comes last, and is marked.  `whole` tells whether a blank
    can follow: not after `params ip=`, `ocf:heartbeat:` or a folder.
    """

    word: str
    told: str | Callable[[], str] = ""
    required: bool = False
    deprecated: bool = False
    whole: bool = True

    @property
    def meaning(self) -> str:
        """One short line on it, "" for none."""
        return self.told if isinstance(self.told, str) else self.told()

    def _parts(self) -> tuple[str, str, bool, bool, bool]:
        return self.word, self.meaning, self.required, self.deprecated, self.whole

    def __eq__(self, other: object) -> bool:
        """Tell whether another one says the same."""
        return isinstance(other, Candidate) and self._parts() == other._parts()

    def __hash__(self) -> int:
        """Return a hash that goes with equality."""
        return hash(self.word)


@dataclass(frozen=True, slots=True)
class Offer:
    """What may become of the word that ends at the cursor; it begins at offset `start`.

    `word` is what was typed of it.  The candidates are in the order in which they are shown.
    """

    word: str
    start: int
    candidates: tuple[Candidate, ...] = ()
