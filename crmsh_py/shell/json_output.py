"""Replies and diagnostics as JSON, one object a line: the same content as the text."""

import json
from collections.abc import Iterable
from typing import Any

from crmsh_py.commands.context import Reply
from crmsh_py.commands.problems import record
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.secrets import hide
from crmsh_py.shell.output import Output

_SCHEMA = "crm/1"


class JsonOutput(Output):
    """Data on standard output, problems and remarks on standard error."""

    @property
    def is_screen(self) -> bool:
        """Never: what reads JSON wants lines."""
        return False

    def reply(self, reply: Reply) -> None:
        """Write a reply; it may have records and no text.  Raises CrmError (cannot-write)."""
        super().reply(reply)
        if reply.records and not reply.text:
            self.data(reply)

    def data(self, reply: Reply) -> None:
        """Write the records of a reply.  Raises CrmError (cannot-write)."""
        records = reply.records or ({"kind": "text", "text": reply.text},)
        self.write("".join(f"{_json(one)}\n" for one in records))

    def diagnostics(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Write problems, each once."""
        for one in dict.fromkeys(map(_json, map(record, diagnostics))):
            self.say(one)

    def note(self, note: str) -> None:
        """Write a remark."""
        self.say(_json({"kind": "note", "text": hide(note)}))


def _json(value: dict[str, Any]) -> str:
    return json.dumps({"schema": _SCHEMA, **value}, ensure_ascii=False)
