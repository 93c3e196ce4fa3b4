"""What keys of the prompt do beyond the line: the user's editor, and help."""

import importlib

from crmsh_py.diagnostics import CrmError
from crmsh_py.shell.editor import Draft
from crmsh_py.shell.prompt.reader import Surroundings

_SUFFIX = ".crm"
_TOPICS = "crmsh_py.assist.topics"  # brings in the manual


class LineActions:
    """Done while the line waits; what goes wrong is told above it."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around

    def edit(self, text: str) -> str:
        """Return what the user's editor makes of the line; the line as it was if it fails."""
        around = self._around
        editor = around.preferences.text("ui.editor")
        draft = Draft(_SUFFIX, around.environment, editor=editor)
        try:
            edited = draft.revise(text + "\n")
        except CrmError as error:
            self._around.output.diagnostics(error.diagnostics)
            if kept := draft.left():
                self._around.output.note(f"your text is kept in {kept}")
            return text
        draft.drop()
        return edited.removesuffix("\n")

    def help(self, text: str, cursor: int) -> None:
        """Show help on the word at the cursor, above the line."""
        around, topic_at = self._around, importlib.import_module(_TOPICS).topic_at
        around.output.say(topic_at(text, cursor, around.context.path, around.knowledge()))
