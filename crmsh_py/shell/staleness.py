"""Notice, while the prompt waits, that somebody else changed the configuration, and who it was."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from crmsh_py.backends.base import Snapshot, Writer, writer_of
from crmsh_py.session import Session

_SECONDS = 2.0
_SLOWER = 1.2
_MOST_SECONDS = 30.0
_RECENT_SECONDS = 60.0

_CTIME = "%a %b %d %H:%M:%S %Y"
"""How Pacemaker writes the time of the last write: in the local time of the node."""


@dataclass(frozen=True, slots=True)
class Stranger:
    """Who else wrote the configuration last, as far as it says (""), and when by the clock."""

    who: str
    seconds: float

    def told(self, now: float) -> str:
        """Return who and when in words: `root via cibadmin on node2, 2 min ago`."""
        ago = age(now - self.seconds)
        return f"{self.who}, {ago}" if self.who else f"changed {ago}"


def age(seconds: float) -> str:
    """Return how long ago something was; clocks of nodes differ, so that it may be in future."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{minutes} min ago"
    hours = round(minutes / 60)
    return f"{hours} h ago" if hours < 48 else f"{round(hours / 24)} days ago"


class Staleness:
    """Whether what a session read is still what is there, as was last seen."""

    def __init__(self) -> None:
        self._stale: Snapshot | None = None
        self._stranger: Stranger | None = None

    def holds(self, session: Session) -> bool:
        """Tell whether somebody else changed the configuration of a session."""
        return self._stale is session.base

    def stranger(self, session: Session) -> Stranger | None:
        """Return who changed the configuration; None if nobody did."""
        return self._stranger if self.holds(session) else None

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
            stranger = _stranger(session, base)
            if stranger is not None and not ended.is_set():
                self._stranger, self._stale = stranger, base
                noticed()
                return
            seconds = min(seconds * _SLOWER, _MOST_SECONDS)


def _stranger(session: Session, base: Snapshot) -> Stranger | None:
    """Return who changed a configuration after it was read; None if nobody did."""
    try:
        if not session.backend.is_stale(base):
            return None
        writer, before = writer_of(session.backend.read().root), writer_of(base.root)
    except Exception:  # noqa: BLE001 - who cannot be asked just now is asked again
        return None
    stranger = _named(writer)
    # Times are told in seconds: who wrote twice in one of them is the same writer still.
    is_by_hand = writer == before and time.time() - stranger.seconds > _RECENT_SECONDS
    return Stranger("", time.time()) if is_by_hand else stranger


def _named(writer: Writer) -> Stranger:
    parts = (("", writer.user), ("via ", writer.client), ("on ", writer.host))
    who = " ".join(before + text for before, text in parts if text)
    try:
        return Stranger(who, time.mktime(time.strptime(writer.when, _CTIME)))
    except (ValueError, OverflowError):
        return Stranger(who, time.time())
