"""What an upgrade did: lines about what took whose place, what is lost, and what is in the way."""

from dataclasses import dataclass, field

from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.model.elements import kind, object_name, object_of, title
from crmsh_py.xmltree import Element


@dataclass(frozen=True, slots=True)
class Report:
    """What is found out while a configuration is transformed.

    `obstacles` are what the new schema has no words for: if there is one, nothing may stay
    changed.
    """

    notes: list[str] = field(default_factory=list)
    losses: list[Diagnostic] = field(default_factory=list)
    obstacles: list[Diagnostic] = field(default_factory=list)

    def changed(self, element: Element, words: str) -> None:
        """Say what became of a part of an object; it means the same as before."""
        self.notes.append(f"{subject_words(element)}: {words}")

    def lost(self, element: Element, words: str, hint: str | None = None) -> None:
        """Say what cannot be kept, so that the configuration means less than before."""
        owner = object_of(element)
        message = f"{subject_words(element)}: {words}"
        self.losses.append(
            Diagnostic("upgrade-loss", message, Severity.WARNING, object_name(owner), hint=hint)
        )

    def refused(self, element: Element, words: str, hint: str) -> None:
        """Say what is in the way of the upgrade."""
        owner = object_of(element)
        message = f"{subject_words(element)}: {words}"
        self.obstacles.append(
            Diagnostic("cannot-upgrade", message, subject=object_name(owner), hint=hint)
        )


def subject_words(element: Element) -> str:
    """Return the words for the object that an element is part of, as they begin a line."""
    owner = object_of(element)
    return title(owner) if object_name(owner) else kind(owner)
