"""What was worked out of a configuration, kept until the configuration changes."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from crmsh_py.model.cib import Cib

T = TypeVar("T")


@dataclass(slots=True)
class Memory:
    """What functions of one configuration returned, for the edition of it that was last seen."""

    _cib: Cib | None = None
    _edition: int = -1
    _found: dict[tuple[object, ...], tuple[Any, ...]] = field(default_factory=dict)

    def recall(self, cib: Cib, make: Callable[..., Iterable[T]], *which: str) -> tuple[T, ...]:
        """Return what a function yields for a configuration; it is called once for an edition."""
        if cib is not self._cib or cib.edition != self._edition:
            self._cib, self._edition, self._found = cib, cib.edition, {}
        found = self._found  # another thread may put a new one in its place
        key = (make, *which)
        if key not in found:
            with _without_collecting():
                found[key] = tuple(make(cib, *which))
        return found[key]


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Let no garbage be looked for: thousands of objects are made, and all of them stay."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
