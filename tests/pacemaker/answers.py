"""A cluster whose tools answer what they answered once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from crmsh_py.pacemaker.tools import Tools
from crmsh_py.runner import Outcome

TEXTS = Path(__file__).parent.parent / "cases" / "corosync-tools"

Answer = str | tuple[int, str]
"""What a tool prints; or how it ends, and what it says of that."""


@dataclass
class Answers:
    """Runs nothing: gives the answer to the longest beginning of the words of a command."""

    given: Mapping[str, Answer]
    asked: list[str] = field(default_factory=list)

    def run(self, argv: Sequence[str], **_more: object) -> Outcome:
        """Give the answer."""
        words = " ".join(argv)
        self.asked.append(words)
        fitting = [known for known in self.given if words.startswith(known)]
        answer = self.given[max(fitting, key=len)] if fitting else (1, f"no answer to {words}")
        status, text = answer if isinstance(answer, tuple) else (0, answer)
        out, err = (text, "") if isinstance(answer, str) or status == 2 else ("", text)
        return Outcome(tuple(argv), status, out.encode(), err.encode())


def tools(given: Mapping[str, Answer]) -> tuple[Tools, Answers]:
    """Return tools that give answers, and what they were asked."""
    answers = Answers(given)
    return Tools(answers, processes=Path("/nowhere")), answers


def recorded(name: str) -> str:
    """Return what a tool printed once."""
    return (TEXTS / name).read_text()
