"""The running cluster, through Pacemaker's own tools."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from crmsh_py import xmltree
from crmsh_py.backends.base import Snapshot, Version, changed_meanwhile
from crmsh_py.backends.daemons import PROCESSES, pacemaker_runs
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.model.changes import Change
from crmsh_py.model.compare import compare
from crmsh_py.model.keeping import unkept
from crmsh_py.model.patch import to_patch
from crmsh_py.model.version import version_of
from crmsh_py.runner import SECONDS, Outcome, Runner
from crmsh_py.xmltree import Element

CLUSTER = "the running cluster"

_OLD = 103
"""CRM_EX_OLD: the patch is not for the version that is there."""

_CODES = {
    4: "no-permission",
    77: "no-permission",
    78: "invalid-configuration",
    102: "not-connected",
    106: "no-quorum",
    124: "timed-out",
}
_LONGEST_WAIT_SECONDS = 3600.0
_DENIED = re.compile(r"permission denied|insufficient privileges|not permitted", re.IGNORECASE)
_DOWN = re.compile(r"could not connect|connection refused|not connected", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LiveBackend:
    """The CIB of the running cluster."""

    runner: Runner
    processes: Path = PROCESSES

    @property
    def name(self) -> str:
        """What the prompt calls it."""
        return "live"

    def read(self) -> Snapshot:
        """Return the cluster's CIB.

        Raises CrmError (not-connected, no-permission, tool-failed, tool-missing, timed-out).
        """
        return Snapshot.of(self._cibadmin("--query").stdout, CLUSTER)

    def wait(self) -> None:
        """Wait until the cluster has done what there is to do, an hour at most.

        Raises CrmError (timed-out, and as `read`).
        """
        seconds = _LONGEST_WAIT_SECONDS
        argv = ["crm_resource", "--wait", f"--timeout={seconds:.0f}s"]
        self._check(self.runner.run(argv, seconds=seconds + SECONDS))

    def write(
        self,
        base: Snapshot,
        root: Element,
        *,
        changes: Sequence[Change] | None = None,
        force: bool = False,
    ) -> Snapshot:
        """Patch the cluster's CIB; see Backend.  `force` does so without a quorum too.

        Raises CrmError (not-kept, changed-meanwhile, no-quorum, invalid-configuration, and as
        `read`).
        """
        if changes is None:
            changes = compare(base.root, root)
        if not changes:
            return base
        if lost := unkept(root, changes):
            raise CrmError(*lost)
        self._check_head(base, force=force)
        target = Version(base.version.admin_epoch, base.version.epoch + 1)
        patch = to_patch(base.root, root, changes, source=base.version, target=target)
        outcome = self._run("--patch", "--xml-pipe", stdin=patch)
        if outcome.status == _OLD:
            raise changed_meanwhile(self._head(), CLUSTER)
        self._check(outcome)
        return self.read()

    def _check_head(self, base: Snapshot, *, force: bool) -> None:
        """Look at the CIB's root before the patch: at the quorum, and whether it moved on.

        A partition without quorum would accept the patch.
        """
        head = self._head()
        if head.get("have-quorum") == "0" and not force:
            raise CrmError(_no_quorum())
        if version_of(head, CLUSTER).of_configuration != base.version.of_configuration:
            raise changed_meanwhile(head, CLUSTER)

    def _head(self) -> Element:
        """Return the cluster's `<cib>` without what is in it: cheap however large that is."""
        outcome = self._cibadmin("--query", "--no-children", "--xpath", "/cib")
        return xmltree.parse(outcome.stdout, CLUSTER)

    def _cibadmin(self, *arguments: str) -> Outcome:
        outcome = self._run(*arguments)
        self._check(outcome)
        return outcome

    def _run(self, *arguments: str, stdin: bytes = b"") -> Outcome:
        return self.runner.run(["cibadmin", *arguments], stdin=stdin)

    def _check(self, outcome: Outcome) -> None:
        if outcome.status:
            code = _code(outcome.status, outcome.words)
            # The daemon hangs up on whom it does not know, as if it were not there.
            if code == "not-connected" and pacemaker_runs(self.processes):
                code = "no-permission"
            raise CrmError(_failure(outcome, code))


def _failure(outcome: Outcome, code: str) -> Diagnostic:
    words = outcome.words
    match code:
        case "not-connected":
            hint = "start the cluster, or name a file: 'crm -c FILE'"
            return Diagnostic("not-connected", "Pacemaker is not running here", hint=hint)
        case "no-permission":
            message = "the cluster does not let this user do that"
            return Diagnostic("no-permission", message, hint=words or None)
        case "invalid-configuration":
            message = "the cluster refuses the configuration: it is not as its schema says"
            return Diagnostic("invalid-configuration", message, hint=words or None)
        case "no-quorum":
            return _no_quorum()
        case "timed-out":
            return Diagnostic("timed-out", "the cluster did not answer in time", hint=words or None)
        case _:
            message = f"{' '.join(outcome.argv[:2])!r} failed with status {outcome.status}"
            return Diagnostic(code, message, hint=words or None)


def _code(status: int, words: str) -> str:
    # Connecting to a daemon that one may not talk to also gives 102.
    if _DENIED.search(words):
        return "no-permission"
    if status not in _CODES and _DOWN.search(words):
        return "not-connected"
    return _CODES.get(status, "tool-failed")


def _no_quorum() -> Diagnostic:
    return Diagnostic(
        "no-quorum",
        "this partition of the cluster has no quorum",
        hint="'commit force' writes all the same; what the other side did may then be lost",
        forceable=True,
    )
