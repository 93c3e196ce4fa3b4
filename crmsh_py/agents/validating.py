"""Letting an agent judge parameters itself: its `validate-all` action.

Here the agent is run directly, so that no value stands on a command line, where others could
read it; on another machine Pacemaker's tools run it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from crmsh_py.agents import asking
from crmsh_py.agents.places import Places
from crmsh_py.agents.services import CLASSES
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar.tree import Agent as Name
from crmsh_py.pacemaker.tools import Tools
from crmsh_py.runner import Outcome, Runner
from crmsh_py.secrets import MASK, is_secret

SECONDS = 60.0
"""resource-agents advise up to 30 seconds for validate-all."""

_PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
_LEAST_HIDDEN = 3
"""A secret shorter than this is not looked for in what an agent prints: it is in every word."""

_PREFIX = re.compile(r"^(?:[A-Z][a-z]{2} +\d+ \d\d:\d\d:\d\d |ocf-exit-reason:)", re.MULTILINE)
"""What resource-agents put in front of a line: when they log it, that it is the reason."""

_UNIMPLEMENTED = 3
_MEANINGS = {
    1: "it failed",
    2: "a parameter is wrong",
    3: "the agent has no validate-all",
    4: "the user may not do that",
    5: "something that it needs is not installed here",
    6: "the parameters are wrong on every node",
}
"""Exit statuses of ocf agents (ra-api, "Exit status codes")."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an agent says of parameters: its exit status, what that means, all that it printed."""

    status: int
    meaning: str
    output: str

    @property
    def ok(self) -> bool:
        """Whether the agent finds nothing wrong."""
        return self.status == 0

    @property
    def was_checked(self) -> bool:
        """Whether the agent could check anything: some have no such action."""
        return self.status != _UNIMPLEMENTED


def validate_all(
    name: Name,
    parameters: Mapping[str, str],
    *,
    places: Places | None = None,
    runner: Runner | None = None,
    remote: Tools | None = None,
) -> Verdict | None:
    """Let an agent judge parameters; None if it is not installed, or of a kind that cannot.

    It is the agent of this machine (`places`, `runner`), or of the one that `remote` reaches.
    Raises CrmError (usage for a name or value that no agent can be given, timed-out,
    tool-missing, broken-agent for one that is not run, and those of `Tools.run`).
    """
    _check(parameters)
    if name.class_ in CLASSES:
        return None
    if remote is not None:
        outcome = _there(name, parameters, remote)
    else:
        file = (places or Places()).file(name)
        if file is None or file.suffix == ".so" or "/" in name.type:
            return None
        _trust(file)
        ocf = (places or Places()).ocf
        outcome = _here(name, file, parameters, ocf, runner or asking.confined())
    return _verdict(name, outcome, parameters)


def _check(parameters: Mapping[str, str]) -> None:
    problems = [
        Diagnostic("usage", f"{key!r} is no name of a parameter")
        for key in parameters
        if not _PLAIN.fullmatch(key)
    ]
    problems += [
        Diagnostic("usage", f"the value of {key!r} holds what no agent can be given")
        for key, value in parameters.items()
        if "\n" in value or "\0" in value
    ]
    if problems:
        raise CrmError(*problems)


def _trust(file: Path) -> None:
    reason = asking.distrust(file)
    if reason:
        raise CrmError(Diagnostic("broken-agent", reason))


def _here(
    name: Name, file: Path, parameters: Mapping[str, str], ocf: Path, runner: Runner
) -> Outcome:
    if name.class_ == "stonith":
        lines = [f"{key}={value}\n" for key, value in {**parameters, **_ACTION}.items()]
        return runner.run([str(file)], stdin="".join(lines).encode(), seconds=SECONDS)
    environment = asking.ocf_environment(name, ocf)
    environment["OCF_RESOURCE_INSTANCE"] = name.type
    environment |= {f"OCF_RESKEY_{key}": value for key, value in parameters.items()}
    return runner.run([str(file), "validate-all"], seconds=SECONDS, environment=environment)


_ACTION = {"action": "validate-all"}


def _there(name: Name, parameters: Mapping[str, str], tools: Tools) -> Outcome:
    options = [f"--option={key}={value}" for key, value in parameters.items()]
    if name.class_ == "stonith":
        argv = ["stonith_admin", "--validate", f"--agent={name.type}"]
    else:
        argv = ["crm_resource", "--validate", f"--class={name.class_}"]
        argv += [f"--provider={name.provider}"] if name.provider else []
        argv += [f"--agent={name.type}"]
    return tools.run(*argv, *options, seconds=SECONDS, accepted=tuple(range(1, 100)))


def _verdict(name: Name, outcome: Outcome, parameters: Mapping[str, str]) -> Verdict:
    status = outcome.status
    usual = "it finds nothing wrong" if status == 0 else f"it ended with status {status}"
    meaning = _MEANINGS.get(status, usual) if name.class_ == "ocf" else usual
    printed = b"\n".join(each.strip() for each in (outcome.stdout, outcome.stderr) if each.strip())
    lines = _PREFIX.sub("", printed.decode(errors="replace"))
    return Verdict(status, meaning, _masked(lines, parameters))


def _masked(text: str, parameters: Mapping[str, str]) -> str:
    """Hide secret values, which agents may repeat, and what would move a terminal's cursor."""
    for key, value in parameters.items():
        if is_secret(key) and len(value) >= _LEAST_HIDDEN:
            text = text.replace(value, MASK)
    return "".join(each for each in text if each.isprintable() or each == "\n")
