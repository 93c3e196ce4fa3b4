"""What `verify` would say of the working copy, found out beside the prompt, by another process."""

import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from crmsh_py import xmltree
from crmsh_py.backends.base import Snapshot
from crmsh_py.model.changes import Change
from crmsh_py.runner import Worker
from crmsh_py.session import Session
from crmsh_py.shell.checking import request, verdict_in
from crmsh_py.shell.standing import Verdict

_PATIENCE_SECONDS = 0.3
"""Who types the next line at once is not checked in between."""

_SECONDS = 60.0


@dataclass(slots=True)
class _Job:
    """One check: of what, and what came of it."""

    session: Session
    base: Snapshot
    changes: tuple[Change, ...]
    dropped: threading.Event = field(default_factory=threading.Event)
    reading: threading.Lock = field(default_factory=threading.Lock)
    is_read: bool = False
    """Whether the working copy was copied, and may be edited again."""
    worker: Worker | None = None
    is_done: bool = False
    verdict: Verdict | None = None

    def is_about(self, session: Session, changes: tuple[Change, ...]) -> bool:
        return self.base is session.base and self.changes is changes

    def drop(self) -> None:
        """Have no more use for it."""
        self.dropped.set()
        if self.worker is not None:
            self.worker.stop()


class BackgroundCheck:
    """Checks the working copy whenever it has become another one; the last word is `stop`."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._job: _Job | None = None

    @property
    def is_going_on(self) -> bool:
        """Whether what was asked for last is still being found out."""
        return self._job is not None and not self._job.is_done

    @property
    def verdict(self) -> Verdict | None:
        """What was found out; None if nothing was, or not yet."""
        return None if self._job is None else self._job.verdict

    def begin(
        self, session: Session, changes: tuple[Change, ...], noticed: Callable[[], None]
    ) -> None:
        """Check the working copy if that was not done; call `noticed` when the verdict is there.

        It must not be edited until `rest` was called.  That of another machine is not checked,
        whose agents only ssh could tell of.
        """
        if self._job is not None and self._job.is_about(session, changes):
            return
        self.stop()
        if _is_elsewhere(session) or not sys.executable:
            return
        self._job = _Job(session, session.base, changes)
        arguments = (self._job, noticed)
        threading.Thread(target=self._check, args=arguments, name="check", daemon=True).start()

    def rest(self) -> None:
        """Leave the working copy alone from now on: it is going to be edited."""
        if self._job is not None:
            with self._job.reading:
                if not self._job.is_read:
                    self.stop()

    def stop(self) -> None:
        """Give up what is going on."""
        if self._job is not None:
            self._job.drop()
        self._job = None

    def _check(self, job: _Job, noticed: Callable[[], None]) -> None:
        try:
            text = _text(job)
            if text is None:
                return
            job.worker = Worker(_argv(), self._environment)
            if job.dropped.is_set():  # just now: `drop` saw no worker
                job.worker.stop()
            job.verdict = verdict_in(job.worker.ask(text, _SECONDS).stdout)
        except Exception:  # noqa: BLE001 - what is only told in passing must not disturb the prompt
            job.verdict = None
        job.is_done = True
        if not job.dropped.is_set():
            noticed()


def _text(job: _Job) -> bytes | None:
    """Return what is to be checked, when the user has paused for a moment; None: nothing is.

    While it is written the prompt goes on: lxml leaves the interpreter alone.
    """
    if job.dropped.wait(_PATIENCE_SECONDS):
        return None
    with job.reading:
        if job.dropped.is_set():
            return None
        working = xmltree.raw(job.session.cib.root) if job.changes else None
        job.is_read = True
    return request(job.base.xml, working, job.session.policy)


def _is_elsewhere(session: Session) -> bool:
    tools = session.backend.tools
    return tools is not None and bool(tools.host)


def _argv() -> list[str]:
    """Return the words that start the check; `-P` keeps the working directory's modules out."""
    return [sys.executable, "-P", "-m", "crmsh_py.shell.checking"]
