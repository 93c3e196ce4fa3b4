"""Tell how far a long job is whose length is known: `lint [####......] 4 of 10`."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

_CELLS = 20
_DONE, _TO_DO = "#", "."


def counted(tell: Callable[[str], None], jobs: Sequence[T], what: str) -> Iterator[T]:
    """Yield jobs, and tell before each how many are done; of a single one nothing is told."""
    total = len(jobs)
    for number, job in enumerate(jobs):
        if total > 1:
            tell(f"{what} {bar(number, total)} {number} of {total}")
        yield job
    if total > 1:
        tell("")


def bar(done: int, total: int) -> str:
    """Return a bar of a fixed width: `[#####...............]`."""
    filled = _CELLS * done // total
    return f"[{_DONE * filled}{_TO_DO * (_CELLS - filled)}]"
