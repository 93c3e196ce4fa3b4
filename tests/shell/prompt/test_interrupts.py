"""Ctrl-C at moments that nobody waits for: it ends what goes on, never the shell."""

import io
from pathlib import Path
from typing import Any

import pytest
from crm_runner import GOOD_SENSE

from crmsh_py.assist.knowledge import Knowledge
from crmsh_py.backends.file import FileBackend
from crmsh_py.codes import ExitStatus
from crmsh_py.commands.context import Context, Options
from crmsh_py.session import Session
from crmsh_py.shell.batch import check
from crmsh_py.shell.output import Output
from crmsh_py.shell.prompt import repl, salvage
from crmsh_py.shell.prompt.history import RunHistory
from crmsh_py.shell.prompt.reader import Surroundings
from crmsh_py.shell.staleness import Staleness
from crmsh_py.shell.unattended import Unattended


class Typed:
    """Somebody who types lines, and presses Ctrl-D behind the last."""

    def __init__(self, *lines: str) -> None:
        self.lines = [*lines]

    def read(self) -> str:
        """Return the next line."""
        if not self.lines:
            raise EOFError
        return self.lines.pop(0)

    def ask(self, _question: str) -> str:
        """Discard what is pending."""
        return "d"

    def close(self) -> None:
        """Do nothing."""


class Interrupted:
    """What Ctrl-C interrupts when it is called for the first time."""

    def __init__(self, function: Any) -> None:
        self.function = function
        self.was_called = False

    def __call__(self, *arguments: object) -> Any:
        """Be interrupted, or do it."""
        if not self.was_called:
            self.was_called = True
            raise KeyboardInterrupt
        return self.function(*arguments)


def around(folder: Path) -> Surroundings:
    environment = {"HOME": str(folder)}
    output = Output(io.StringIO(), io.StringIO())
    context = Context(
        lambda _: Session(FileBackend(folder / "cib.xml"), GOOD_SENSE),
        Unattended(output, environment),
        Options(),
        path=("configure",),
    )
    return Surroundings(context, output, environment, Staleness(), RunHistory(), Knowledge)


def carried_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[ExitStatus, list[str]]:
    """Type two lines; return how it ended, and which objects were there then."""
    typed = Typed("primitive a ocf:heartbeat:Dummy", "primitive b ocf:heartbeat:Dummy")
    monkeypatch.setattr(repl, "_reader", lambda _around: typed)
    surroundings = around(folder)
    status = repl.Repl(surroundings, lambda: surroundings.output).run()
    assert typed.lines == []
    root = surroundings.context.session.cib.root
    return status, [str(one.get("id")) for one in root.iter("primitive")]


def test_while_lines_are_understood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repl, "check", Interrupted(check))

    assert carried_out(tmp_path, monkeypatch) == (ExitStatus.OK, ["b"])


def test_while_what_is_pending_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(salvage, "_text", Interrupted(salvage._text))

    assert carried_out(tmp_path, monkeypatch) == (ExitStatus.OK, ["a", "b"])


def test_what_is_pending_is_kept_later_if_that_was_interrupted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = around(tmp_path)
    (line,), _ = check("primitive a ocf:heartbeat:Dummy", "", one.context.path)
    line.call(one.context)
    monkeypatch.setattr(salvage, "_text", Interrupted(salvage._text))
    kept = salvage.Salvage(one.context, one.environment)

    with pytest.raises(KeyboardInterrupt):
        kept.keep()
    kept.keep()

    (file,) = (tmp_path / ".local/state/crm").iterdir()
    assert b'id="a"' in file.read_bytes()
    kept.drop()
