"""Somebody who types into our crm, at a terminal of a node of a test cluster."""

import re
from types import TracebackType
from typing import Self

import pexpect  # type: ignore[import-untyped]  # pexpect has no annotations

from cluster.netns import CRM, Cluster

ESCAPE = r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|[=>78]|\][^\x07]*\x07)"

WHERE_IS_THE_CURSOR, AT_THE_TOP = r"\x1b\[6n", "\x1b[1;1R"
"""What a program asks a terminal, as a pattern, and what it is answered."""


def visible(text: str) -> str:
    """Return what of a terminal's text is to be seen, without colours and cursor movements."""
    return re.sub(ESCAPE, "", text).replace("\r", "")


class Terminal:
    """A crm that runs in a pseudo-terminal of its own."""

    def __init__(self, cluster: Cluster, node: int, *options: str, term: str = "dumb") -> None:
        argv = [*cluster.entrance(node), *CRM, *options]
        self._child = pexpect.spawn(
            argv[0],
            argv[1:],
            env={**cluster.environment(node), "PAGER": "cat", "TERM": term},
            encoding="utf-8",
            timeout=30,
            dimensions=(50, 200),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._child.close(force=True)

    def expect(self, text: str) -> str:
        """Wait for a text, usually the next prompt, and return what was printed before it."""
        pattern = f"(?:{ESCAPE})*".join(re.escape(character) for character in text)
        before = ""
        while self._child.expect([WHERE_IS_THE_CURSOR, pattern]) == 0:
            before += self._child.before
            self._child.send(AT_THE_TOP)
        return visible(before + self._child.before)

    def type(self, line: str, prompt: str) -> str:
        """Type a line and return what is printed until the next prompt."""
        self._child.send(f"{line}\r")
        return self.expect(prompt)

    def leave(self, line: str) -> int | None:
        """Type a last line and return the exit status."""
        self._child.send(f"{line}\r")
        return self.ended()

    def press(self, keys: str) -> None:
        """Press keys, without Enter."""
        self._child.send(keys)

    def ended(self) -> int | None:
        """Wait until it ends by itself, and return the exit status."""
        self._child.expect(pexpect.EOF)
        self._child.close()
        status: int | None = self._child.exitstatus
        return status
