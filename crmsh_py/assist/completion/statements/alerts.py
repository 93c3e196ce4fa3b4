"""Programs of alerts."""

from collections.abc import Iterator

from crmsh_py.assist.completion.commands.files import files
from crmsh_py.assist.completion.offers import Candidate
from crmsh_py.assist.completion.statements.slot import Slot


def programs(slot: Slot) -> Iterator[Candidate]:
    """Yield files and folders that the word may become."""
    yield from files(slot.word)
