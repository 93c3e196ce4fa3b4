"""What completion of a statement is told: what may stand at the cursor, and what stands in front.

Needs no pyparsing.
"""

from dataclasses import dataclass

from crmsh_py.grammar.kinds import Kind


@dataclass(frozen=True, slots=True)
class Matched:
    """A word in front of the cursor, as the rules took it.

    `opens` names the set of pairs that begins behind it (`params`, `op`), "" if none does.
    """

    kind: Kind
    label: str
    word: str
    opens: str = ""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What may stand at the cursor: its kind, its label, fixed choices.

    `before` are all words in front, as the rules took them on the way to this; `within` names the
    set of pairs that a pair would be in, "" for none.
    """

    kind: Kind
    label: str
    choices: tuple[str, ...]
    before: tuple[Matched, ...] = ()
    within: str = ""


@dataclass(frozen=True, slots=True)
class Completion:
    """The word being typed, where it starts, and what may stand there."""

    word: str
    start: int
    expected: tuple[Expectation, ...]
