"""Pacemaker's tools: run one, and say in words what a failure means.

The exit statuses are Pacemaker's `crm_exit_t` (include/crm/common/results.h).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from crmsh_py import xmltree
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.pacemaker.access import current_user, refusal
from crmsh_py.pacemaker.daemons import DAEMONS, PROCESSES, pacemaker_runs
from crmsh_py.runner import SECONDS, Outcome, Runner
from crmsh_py.xmltree import Element

CLUSTER = "the running cluster"

_CODES = {
    4: "no-permission",
    77: "no-permission",
    78: "invalid-configuration",
    102: "not-connected",
    103: "changed-meanwhile",
    105: "no-such-object",
    106: "no-quorum",
    108: "already-exists",
    124: "timed-out",
}
_ENGLISH = {"LC_ALL": "C", "CHARSET": "UTF-8"}
"""What tools say is understood in English.  GLib takes no argument that is not ASCII unless told
that it is UTF-8: Pacemaker's tools never ask what the locale is.  Tried with 2.1.5."""
_NOTHING: Mapping[str, str] = MappingProxyType({})
_XML = (b"<?xml", b"<pacemaker-result")
_DENIED = re.compile(r"permission denied|insufficient privileges|not permitted", re.IGNORECASE)
_DOWN = re.compile(r"could not connect|connection refused|not connected", re.IGNORECASE)


_START = (
    "to start it: 'crm cluster start' or 'systemctl start pacemaker'; to work on a file:"
    " 'crm -c FILE'"
)
_MESSAGES = {
    "invalid-configuration": "the cluster refuses the configuration: it is not as its schema says",
    "changed-meanwhile": "the configuration was changed meanwhile; nothing was written",
    "no-such-object": "{tool} does not find what it was to work on",
    "already-exists": "{tool} finds that it exists already",
    "timed-out": "the cluster did not answer in time",
}


@dataclass(frozen=True, slots=True)
class Tools:
    """The tools of the cluster that `runner` reaches: on this machine, or over ssh."""

    runner: Runner
    processes: Path = PROCESSES
    host: str = ""
    """The machine that they are on, where it is another one than this."""

    def run(
        self,
        *argv: str,
        stdin: bytes = b"",
        seconds: float = SECONDS,
        accepted: tuple[int, ...] = (),
        environment: Mapping[str, str] = _NOTHING,
    ) -> Outcome:
        """Run a tool; statuses that are `accepted` are no failure, like 0.

        `environment` is added to what it is given anyway.

        Raises CrmError (not-connected, no-permission, no-quorum, invalid-configuration,
        no-such-object, already-exists, changed-meanwhile, timed-out, tool-failed, tool-missing;
        over ssh also host-unreachable, login-refused, connection-lost).
        """
        given = {**_ENGLISH, **environment}
        outcome = self.runner.run(argv, stdin=stdin, seconds=seconds, environment=given)
        if outcome.status and outcome.status not in accepted:
            raise self.failure(outcome)
        return outcome

    def text(self, *argv: str, stdin: bytes = b"", seconds: float = SECONDS) -> str:
        """Return what a tool prints.  Raises CrmError as `run`."""
        outcome = self.run(*argv, stdin=stdin, seconds=seconds)
        return outcome.stdout.decode(errors="replace")

    def xml(self, *argv: str, stdin: bytes = b"", seconds: float = SECONDS) -> Element:
        """Return the XML that a tool prints.  Raises CrmError as `run`, and if it is no XML."""
        outcome = self.run(*argv, stdin=stdin, seconds=seconds)
        return xmltree.parse(outcome.stdout, argv[0])

    def read_file(self, path: str) -> bytes:
        """Return what is in a file of the machine that the tools are on.

        Raises CrmError (no-such-file, unreadable-file).
        """
        outcome = self.runner.run(["cat", "--", path], environment=_ENGLISH)
        if outcome.status == 0:
            return outcome.stdout
        there = f" on {self.host}" if self.host else ""
        words = outcome.words.rpartition(": ")[2]
        code = "no-such-file" if words == "No such file or directory" else "unreadable-file"
        raise CrmError(Diagnostic(code, f"{path}{there} cannot be read", hint=words or None))

    def failure(self, outcome: Outcome) -> CrmError:
        """Say in words what the failure of a tool means."""
        words = _words(outcome)
        code = _code(outcome.status, words)
        if code == "not-connected":
            return CrmError(self._not_connected(words))
        if code == "no-permission":
            return CrmError(refusal(self.runner, words))
        return CrmError(_failure(outcome, code, words))

    def _not_connected(self, words: str) -> Diagnostic:
        """Find out why: a daemon hangs up on whom it does not know, as if it were not there."""
        where = f"on {self.host}" if self.host else "here"
        if not self._pacemaker_runs():
            return Diagnostic("not-connected", f"Pacemaker is not running {where}", hint=_START)
        user = current_user(self.runner)
        if user is not None and not user.may_connect:
            return refusal(self.runner, words)
        message = f"Pacemaker is running {where}, but does not answer"
        hint = "it may be starting or stopping: try again in a moment"
        return Diagnostic("not-connected", message, hint=f"{hint}\n{words}" if words else hint)

    def _pacemaker_runs(self) -> bool:
        if not self.host:
            return pacemaker_runs(self.processes)
        try:
            return self.runner.run(["pgrep", "-x", "|".join(sorted(DAEMONS))]).status == 0
        except CrmError:
            return False


def _words(outcome: Outcome) -> str:
    """Return what a tool said, also where it was asked for XML and says it in there."""
    if outcome.stderr.strip() or not outcome.stdout.lstrip().startswith(_XML):
        return outcome.words
    try:
        status = xmltree.parse(outcome.stdout, outcome.argv[0]).find("status")
    except CrmError:
        return outcome.words
    if status is None:
        return outcome.words
    said = [error.text or "" for error in status.iterfind("errors/error")]
    return "\n".join(said) or status.get("message", "")


def _failure(outcome: Outcome, code: str, words: str) -> Diagnostic:
    message = _MESSAGES.get(code, f"{{tool}} failed with status {outcome.status}")
    if code == "no-quorum":
        return no_quorum()
    tool = repr(" ".join(outcome.argv[:2]))
    return Diagnostic(code, message.format(tool=tool), hint=words or None)


def _code(status: int, words: str) -> str:
    # Connecting to a daemon that one may not talk to also gives 102.
    if _DENIED.search(words):
        return "no-permission"
    if status not in _CODES and _DOWN.search(words):
        return "not-connected"
    return _CODES.get(status, "tool-failed")


def no_quorum() -> Diagnostic:
    """Say that what writes was kept from doing so."""
    return Diagnostic(
        "no-quorum",
        "this partition of the cluster has no quorum",
        hint="'commit force', or 'crm --force' in front of one command, writes all the same; what"
        " the other side did may then be lost",
        forceable=True,
    )
