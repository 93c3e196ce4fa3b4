"""The options of the command line itself, which stand in front of a command."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from crmsh_py.assist.completion.offers import Candidate

_OPTION = re.compile(
    r"^ +(?:(?P<short>-\w), )?(?P<long>--[\w-]+)(?: (?P<takes>\S+))?(?: {2,}(?P<meaning>\S.*))?$"
)
_ASIDE = re.compile(r" \(.*$")
_OLD = {"-D": "--display", "--display": "--display"}
"""Options that the usage does not explain, and that take a value."""

_VALUES = {
    "--color": ("auto", "always", "never"),
    "--display": ("plain", "color"),
    "--deny": ("warnings",),
}


@dataclass(frozen=True, slots=True)
class Option:
    """An option: its spellings, the longest last, and whether a value follows it."""

    spellings: tuple[str, ...]
    takes: str
    meaning: str


@dataclass(slots=True)
class Front:
    """What stands in front of a command: the values of options, and the words behind them.

    `awaited` is the option whose value comes next, or is being typed; "" for none.
    """

    values: dict[str, str] = field(default_factory=dict)
    rest: tuple[str, ...] = ()
    awaited: str = ""
    is_over: bool = False
    """Whether no option can follow: a command has begun, or `--` stood there."""


def options(usage: str) -> list[Option]:
    """Return the options that the text of `crm --help` explains."""
    lines = usage.splitlines()
    found = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if option := _OPTION.match(line):
            spellings = tuple(filter(None, (option["short"], option["long"])))
            meaning = _ASIDE.sub("", option["meaning"] or following.strip())
            found.append(Option(spellings, option["takes"] or "", meaning))
    return found


def read(words: Sequence[str], known: Sequence[Option]) -> Front:
    """Read the words in front of the one at the cursor.  What is wrong is passed over."""
    taking = {
        word: one.spellings[-1] for one in known if one.takes for word in one.spellings
    } | _OLD
    front, rest = Front(), list(words)
    while rest and rest[0].startswith("-") and len(rest[0]) > 1 and not front.is_over:
        word = rest.pop(0)
        name, equals, value = word.partition("=")
        if word == "--":
            front.is_over = True
        elif name in taking and equals:
            front.values[taking[name]] = value
        elif word[:2] in taking and not word.startswith("--") and len(word) > 2:
            front.values[taking[word[:2]]] = word[2:]
        elif word in taking and rest:
            front.values[taking[word]] = rest.pop(0)
        elif word in taking:
            front.awaited = taking[word]
    front.rest = tuple(rest)
    front.is_over = front.is_over or bool(rest)
    return front


def spelled(known: Sequence[Option], word: str) -> Iterator[Candidate]:
    """Yield the options themselves, short ones for who typed a dash alone."""
    for one in known:
        for spelling in one.spellings:
            if len(spelling) > 2 or word in {"-", spelling}:
                yield Candidate(spelling, one.meaning)


def values_of(option: str) -> tuple[Candidate, ...]:
    """Return the values of an option that are a few words; none if it takes others."""
    return tuple(map(Candidate, _VALUES.get(option, ())))
