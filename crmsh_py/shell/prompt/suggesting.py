"""Suggestions: the rest of a line of the history that began as this one does."""

from prompt_toolkit.auto_suggest import AutoSuggest, Suggestion
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document

from crmsh_py.secrets import MASK


class HistorySuggest(AutoSuggest):
    """Suggests the newest such line, but none in which a secret was masked."""

    def get_suggestion(self, buffer: Buffer, document: Document) -> Suggestion | None:
        """Return what may follow what is typed; prompt_toolkit calls this."""
        typed = document.text.rpartition("\n")[2]
        if not typed.strip():
            return None
        for line in reversed(buffer.history.get_strings()):
            for part in reversed(line.split("\n")):
                if part.startswith(typed) and MASK not in part:
                    return Suggestion(part[len(typed) :])
        return None
