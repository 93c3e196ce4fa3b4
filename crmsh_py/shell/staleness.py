"""Notice, while the prompt waits, that somebody else changed the configuration."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from crmsh_py.backends.base import Snapshot
from crmsh_py.session import Session

_SECONDS = 2.0
_SLOWER = 1.2
_MOST_SECONDS = 30.0


class Staleness:
    """Whether what a session read is still what is there, as was last seen."""

    def __init__(self) -> None:
        self._stale: Snapshot | None = None

    def holds(self, session: Session) -> bool:
        """Tell whether somebody else changed the configuration of a session."""
        return self._stale is session.base

    @contextmanager
    def watched(self, session: Session, noticed: Callable[[], None]) -> Iterator[None]:
        """Look again and again, in a thread of its own, and call `noticed` if something is new.

        The longer nothing happens the more seldom it looks.  Nobody ever waits for it.
        """
        if self.holds(session):
            yield
            return
        ended = threading.Event()
        arguments = (session, noticed, ended)
        threading.Thread(target=self._look, args=arguments, name="staleness", daemon=True).start()
        try:
            yield
        finally:
            ended.set()

    def _look(self, session: Session, noticed: Callable[[], None], ended: threading.Event) -> None:
        base, seconds = session.base, _SECONDS
        while not ended.wait(seconds):
            if _is_stale(session, base) and not ended.is_set():
                self._stale = base
                noticed()
                return
            seconds = min(seconds * _SLOWER, _MOST_SECONDS)


def _is_stale(session: Session, base: Snapshot) -> bool:
    try:
        return session.backend.is_stale(base)
    except Exception:  # noqa: BLE001 - who cannot be asked just now is asked again
        return False
