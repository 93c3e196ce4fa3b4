"""Somebody who types commands, in this process, while others change the same configuration."""

import io
from dataclasses import replace
from pathlib import Path

from crm_runner import GOOD_SENSE

from crmsh_py.backends.base import Backend
from crmsh_py.backends.file import FileBackend
from crmsh_py.codes import ExitStatus
from crmsh_py.commands.context import Context, Options
from crmsh_py.commands.interpreting import understand
from crmsh_py.diagnostics import CrmError, worst_status
from crmsh_py.grammar.script import split
from crmsh_py.preferences.preference import Origin
from crmsh_py.preferences.preferences import Preferences, Said
from crmsh_py.session import Session
from crmsh_py.shell.batch import located
from crmsh_py.shell.output import Output
from crmsh_py.shell.unattended import Unattended


def _lenient() -> Preferences:
    allowed = tuple(sorted(GOOD_SENSE.allowed))
    return Preferences({"check.allow": Said(allowed, Origin.OPTION)})


class Typist:
    """A session at the level `configure`; the configuration is read at once."""

    def __init__(self, place: Path | Backend, options: Options | None = None) -> None:
        backend = FileBackend(place) if isinstance(place, Path) else place
        self._screen = io.StringIO()
        self._output = Output(self._screen, self._screen)
        self.context = Context(
            lambda _: Session(backend, GOOD_SENSE),
            Unattended(self._output, {}),
            replace(options or Options(), preferences=_lenient()),
            path=("configure",),
        )
        self.session = self.context.session
        self.status = ExitStatus.OK
        """What the last line led to."""

    def type(self, *lines: str) -> str:
        """Type lines; return all that is printed."""
        before = len(self._screen.getvalue())
        for line in lines:
            self.status = self._carry_out(line)
        return self._screen.getvalue()[before:]

    def _carry_out(self, line: str) -> ExitStatus:
        statements, problems = split(line, "<prompt>")
        assert not problems
        for one in statements:
            try:
                reply = understand(one, self.context.path).call(self.context)
                self._output.reply(reply)
            except CrmError as error:
                self._output.diagnostics(located(error.diagnostics, one.source))
                return worst_status(error.diagnostics)
        return ExitStatus.OK
