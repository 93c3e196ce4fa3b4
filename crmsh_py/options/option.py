"""An option of the cluster, as data: its name, what values it takes, since which release."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias


class Renamed(NamedTuple):
    """What to say today instead of a word of old, since which release ("": the word is fine)."""

    word: str
    since: str


@dataclass(frozen=True, slots=True)
class Option:
    """An option.

    `type` is one of string, boolean, integer (whole number), score, time (with units), interval
    (ISO 8601 durations too), percentage, enum, node, agent, nonneg (whole number, 0 or more);
    `values` are the words that it takes besides (all there are, if it is an enum), `effects` what
    each of them does.  `default` is as Pacemaker has it, "" for none.  `since` is the Pacemaker
    release that brought it, `until` the first that knows it no more ("": it is known still),
    `deprecated_since` the first that would rather not have it.  `instead` is what to say instead of
    a deprecated one.  `short` is our own line on it.
    """

    name: str
    type: str = "string"
    default: str = ""
    values: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    deprecated: bool = False
    instead: str = ""
    short: str = ""
    deprecated_since: str = ""
    effects: Mapping[str, str] = field(default_factory=dict, compare=False)
    refused: bool = False
    """Whether the scheduler (and crm_verify) calls a wrong value an error; others it takes quietly
    for something else (tried with 2.1.5)."""
    misread: str = ""
    """What counts instead of a value of which nothing can be read; "" if that is not known."""
    written: bool = False
    """Whether the cluster or its tools write it, not people."""
    also: Mapping[str, Renamed] = field(default_factory=dict, compare=False)
    """Words of old that it takes too, though `values` has better ones."""


Options: TypeAlias = Mapping[str, Option]
"""Options by name."""
