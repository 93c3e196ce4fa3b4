"""Where in a command one types: which of its parameters the word is for, what stands before it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from crmsh_py.assist.completion.offers import Candidate
from crmsh_py.assist.knowledge import Knowledge
from crmsh_py.commands.declare import Command, Parameter
from crmsh_py.grammar.kinds import Kind


@dataclass(frozen=True, slots=True)
class Place:
    """A place for a word of a command at a level.

    `word` is what was typed of it, quotes taken off; `before` are the words behind the command,
    and `given` the same by the names of the parameters that they are for.
    """

    path: tuple[str, ...]
    command: Command
    parameter: Parameter
    before: Sequence[str]
    given: Mapping[str, Sequence[str]]
    word: str
    knowledge: Knowledge

    @property
    def given_here(self) -> Sequence[str]:
        """The words that stand at this place already: those before, of one that takes many."""
        return self.given.get(self.parameter.name, ())

    def first(self, *kinds: Kind) -> str:
        """Return the word that was given for the first parameter of some kinds, "" for none."""
        for one in self.command.parameters:
            words = self.given.get(one.name, ())
            if one.kind in kinds and words and one is not self.parameter:
                return words[0]
        return ""


Source: TypeAlias = Callable[[Place], Iterable[Candidate]]
"""What can stand at a place."""
