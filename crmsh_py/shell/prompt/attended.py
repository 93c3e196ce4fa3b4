"""How commands reach a user who can answer."""

from collections.abc import Callable, Mapping, Sequence

from crmsh_py.preferences.preferences import Preferences
from crmsh_py.shell.output import Output
from crmsh_py.shell.unattended import Unattended


class Attended(Unattended):
    """A user who can answer."""

    can_ask = True

    def __init__(
        self,
        ask: Callable[[str], str],
        output: Output,
        environment: Mapping[str, str],
        preferences: Preferences,
    ) -> None:
        super().__init__(output, environment, preferences)
        self._ask = ask

    def choose(self, question: str, answers: Sequence[str]) -> str:
        """Ask until one of the answers, or its first letter, is given."""
        words = "/".join(f"({one[0]}){one[1:]}" for one in answers)
        while True:
            with self._output.held():
                given = self._ask(f"{question} {words} ").strip().lower()
            for one in answers:
                if given and one.startswith(given):
                    return one
