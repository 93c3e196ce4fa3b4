"""What is pasted at once is carried out whole, or not at all.

All edits of a paste are one step for `undo`.  Where a command in between ends what can be taken
back (`commit`, `refresh`, `cib use`), a new transaction begins behind it.
"""

from crmsh_py.backends.base import Snapshot
from crmsh_py.commands.context import Context
from crmsh_py.session import Session
from crmsh_py.source import Source


class Transaction:
    """The edits since it began; the last word is `take_back` or `end`."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._first_line: int | None = None
        """The line of a command behind which nothing can be taken back any more."""
        self._begin()

    def _begin(self) -> None:
        self._session: Session = self._context.session
        self._base: Snapshot = self._session.base
        self._edits = self._session.edits
        self._path = self._context.path
        self._count = 0

    @property
    def _goes_on(self) -> bool:
        return self._context.session is self._session and self._session.base is self._base

    def went_on(self, source: Source) -> None:
        """Take in that another command was carried out."""
        self._count += 1
        if not self._goes_on:
            self._first_line = source.line
            self._begin()

    def end(self) -> None:
        """Make its edits one step for `undo`."""
        if self._goes_on:
            self._session.unite(self._edits, f"{self._count} lines that were pasted")

    def take_back(self) -> tuple[str, ...]:
        """Undo its edits, for good; return what there is to tell about it."""
        if not self._count:
            return ()
        if not self._goes_on:
            return ("what the lines above it changed could not be taken back",)
        if self._session.edits > self._edits:
            self._session.drop(self._edits)
        self._context.path = self._path
        if self._first_line is None:
            return ("what the lines above it changed was taken back",)
        return (f"what the lines below line {self._first_line} changed was taken back",)
