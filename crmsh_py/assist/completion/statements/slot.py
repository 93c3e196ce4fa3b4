"""Where in a statement one types: what the grammar expects there, and what stands in front."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from crmsh_py.assist.completion.offers import Candidate
from crmsh_py.assist.knowledge import Knowledge
from crmsh_py.grammar import lexical
from crmsh_py.grammar.expected import Expectation
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.meanings import meaning_in

_OWN_ID = re.compile(r"\$[^:]*:")
"""The id that a pair may have in front of its name."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One of the things that the grammar expects at the cursor.

    `word` is what was typed of it, quotes taken off.
    """

    keyword: str
    expected: Expectation
    word: str
    knowledge: Knowledge

    def words(self, *kinds: Kind) -> Iterator[str]:
        """Yield the words of some kinds that stand in front, quotes taken off."""
        for one in self.expected.before:
            if one.kind in kinds:
                yield lexical.unquote(one.word)

    def latest(self, kind: Kind) -> str:
        """Return the last word of a kind that stands in front, "" for none."""
        return next(reversed(list(self.words(kind))), "")

    @property
    def last(self) -> str:
        """The word right in front, quotes taken off."""
        before = self.expected.before
        return lexical.unquote(before[-1].word) if before else ""

    @property
    def given(self) -> Mapping[str, str]:
        """The pairs that stand in front in the set of pairs that the word is in."""
        found: dict[str, str] = {}
        for one in reversed(self.expected.before):
            if one.opens:
                break
            if one.kind is Kind.NVPAIR:
                name, _, value = lexical.unquote(one.word).partition("=")
                found[_OWN_ID.sub("", name)] = value
        return found

    @property
    def assigned(self) -> tuple[str, str] | None:
        """The name and the value so far of `name=value`, None if there is no `=` yet."""
        name, equals, value = self.word.partition("=")
        return (name, value) if equals else None

    def meaning(self, word: str) -> str:
        """Return what a word of the language means in this statement."""
        return meaning_in(self.keyword, word)


Source: TypeAlias = Callable[[Slot], Iterable[Candidate]]
"""What can stand in a slot."""


def pair(name: str, value: str, meaning: str = "") -> Candidate:
    """Return `name=value` as it is typed."""
    return Candidate(lexical.quote_argument(f"{name}={value}"), meaning)
