"""Running an action of a resource agent on the node where the tools run, past the cluster.

`crm_resource --force-…` gives the agent what the cluster would give it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from crmsh_py.pacemaker.tools import Tools
from crmsh_py.runner import Outcome

SECONDS = 1200.0
"""crm_resource itself ends an action at its timeout; longer than most agents' longest."""

OPTIONS: Mapping[str, str] = MappingProxyType(
    {
        "start": "--force-start",
        "stop": "--force-stop",
        "monitor": "--force-check",
        "promote": "--force-promote",
        "demote": "--force-demote",
        "validate-all": "--validate",
    }
)
"""Action to the option of crm_resource."""

_GOOD = {"monitor": frozenset({0, 7, 8})}
"""A monitor may find it running (0), not running (7), or promoted (8)."""

_TOOL = "crm_resource: "
_RESULT = re.compile(
    r"^Operation \S+ for .*?(?:"
    r"returned (?P<code>\d+) \((?P<text>.*)\)"
    r"|returned: '(?P<old_text>.*)' \((?P<old_code>\d+)\)"
    r"|could not be executed \((?P<why>.*)\))\s*$",
    re.MULTILINE,
)
"""Since 2.1, before, and where the agent was not run to its end."""


@dataclass(frozen=True, slots=True)
class Acted:
    """How an action went: whether well, the agent's status, its words, all that it printed."""

    ok: bool
    code: int
    words: str
    output: str


def act(tools: Tools, resource: str, action: str, *, force: bool) -> Acted:
    """Run an action.  Raises CrmError as `Tools.run` if it could not be run."""
    argv = ["crm_resource", f"--resource={resource}", OPTIONS[action]]
    argv += ["--force"] if force else []
    outcome = tools.run(*argv, seconds=SECONDS, accepted=tuple(range(1, 256)))
    text = outcome.stdout.decode(errors="replace")
    match = _RESULT.search(text)
    if match is None and outcome.status:
        raise tools.failure(outcome)
    code, words = _result(match, outcome.status)
    was_run = match is None or match["why"] is None
    ok = was_run and code in _GOOD.get(action, {0})
    return Acted(ok, code, words, _printed(outcome))


def _result(match: re.Match[str] | None, status: int) -> tuple[int, str]:
    """Return the agent's status, and what that means."""
    if match is None:
        return status, "ok"
    code = match["code"] or match["old_code"] or status
    return int(code), match["text"] or match["old_text"] or match["why"] or ""


def _printed(outcome: Outcome) -> str:
    """Return what the agent printed, without what crm_resource says of it."""
    streams = (outcome.stdout, outcome.stderr)
    lines = [line for one in streams for line in one.decode(errors="replace").splitlines()]
    own = [line for line in lines if not _RESULT.match(line) and not line.startswith(_TOOL)]
    return "\n".join(own).strip()
