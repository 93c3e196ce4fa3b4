"""The edits of a configuration in steps that have names: taken back, and carried out again."""

from dataclasses import dataclass

from crmsh_py.model.cib import Cib
from crmsh_py.model.edits import Edit


@dataclass(slots=True)
class _Step:
    """How the log of edits stood before a step, and what the step was."""

    mark: int
    label: str


@dataclass(slots=True)
class _Undone:
    edits: list[Edit]
    label: str


class Steps:
    """What can be undone, and what can be done again."""

    def __init__(self) -> None:
        self._done: list[_Step] = []
        self._undone: list[_Undone] = []

    def __len__(self) -> int:
        """Return how many steps can be undone."""
        return len(self._done)

    @property
    def labels(self) -> tuple[list[str], list[str]]:
        """What can be taken back, and what can be carried out again, the next one first."""
        return [one.label for one in self._done[::-1]], [one.label for one in self._undone[::-1]]

    def add(self, mark: int, label: str) -> None:
        """Note a step: all edits since a mark.  What was undone before cannot come again."""
        self._done.append(_Step(mark, label))
        self._undone.clear()

    def undo(self, cib: Cib, count: int) -> list[str]:
        """Take back the last steps, as many as there are; return their labels, the last first."""
        labels = []
        for _ in range(min(count, len(self._done))):
            step = self._done.pop()
            self._undone.append(_Undone(cib.rollback(step.mark), step.label))
            labels.append(step.label)
        return labels

    def redo(self, cib: Cib, count: int) -> list[str]:
        """Carry out again what was undone last; return the labels."""
        labels = []
        for _ in range(min(count, len(self._undone))):
            undone = self._undone.pop()
            self._done.append(_Step(cib.mark(), undone.label))
            cib.redo(undone.edits)
            labels.append(undone.label)
        return labels

    def unite(self, since: int, label: str) -> bool:
        """Make all steps but the first `since` ones a single one; tell whether there were any."""
        if len(self._done) <= since + 1:
            return False
        self._done[since:] = [_Step(self._done[since].mark, label)]
        return True

    def drop(self, cib: Cib, since: int) -> None:
        """Take back all steps but the first `since` ones; none of them comes again."""
        self.undo(cib, len(self._done) - since)
        self._undone.clear()
