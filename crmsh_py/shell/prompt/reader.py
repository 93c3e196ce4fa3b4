"""What reads the lines of the prompt: prompt_toolkit, or next to nothing in plain mode."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from prompt_toolkit.history import History

from crmsh_py.assist.knowledge import Knowledge
from crmsh_py.commands.context import Context
from crmsh_py.preferences.preferences import Preferences
from crmsh_py.shell.output import Output
from crmsh_py.shell.staleness import Staleness


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a prompt is about; `knowledge` gives what is known at the moment."""

    context: Context
    output: Output
    environment: Mapping[str, str]
    staleness: Staleness
    history: History
    knowledge: Callable[[], Knowledge]

    @property
    def preferences(self) -> Preferences:
        """What the user prefers."""
        return self.context.options.preferences

    @property
    def is_stale(self) -> bool:
        """Whether others changed the configuration."""
        return self.staleness.holds(self.context.session)


class Reader(Protocol):
    """Somebody at a terminal, who types lines and answers questions."""

    def read(self) -> str:
        """Return what was typed or pasted, of one line or several.

        Raises EOFError for Ctrl-D at an empty prompt, KeyboardInterrupt for Ctrl-C.
        """
        ...

    def ask(self, question: str) -> str:
        """Return the answer to a question.  Raises as `read`."""
        ...

    def close(self) -> None:
        """End what goes on beside it: nothing will be read any more."""
        ...
