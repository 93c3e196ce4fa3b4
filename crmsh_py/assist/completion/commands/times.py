"""Times, as words of commands: how long to wait, how long something is to last."""

from collections.abc import Iterable

from crmsh_py.assist.completion.commands.place import Place
from crmsh_py.assist.completion.offers import Candidate

_SECONDS = (
    Candidate("60", "a minute"),
    Candidate("5min", "five minutes"),
    Candidate("1h", "an hour"),
)
_LIFETIMES = (
    Candidate("PT10M", "ten minutes"),
    Candidate("PT1H", "an hour"),
    Candidate("PT8H", "eight hours"),
    Candidate("P1D", "a day"),
    Candidate("P1W", "a week"),
)


def seconds(_place: Place) -> Iterable[Candidate]:
    """Return some times to wait."""
    return _SECONDS


def lifetimes(_place: Place) -> Iterable[Candidate]:
    """Return some durations of ISO 8601."""
    return _LIFETIMES
