"""The program that checks a configuration beside the prompt, which goes on meanwhile.

A check of 5,000 resources takes more than a second of Python: in a thread it would make typing
sluggish.  `shell.background_check` starts this with `python -m`.  On standard input comes a line
of JSON, then the base as XML, then the working copy; on standard output goes a line of JSON.
"""

import gc
import json
import os
import resource
import sys
from collections import Counter
from dataclasses import asdict
from typing import Any, BinaryIO

from crmsh_py import xmltree
from crmsh_py.diagnostics import Severity
from crmsh_py.model.cib import Cib
from crmsh_py.proposals import Findings, findings, open_library
from crmsh_py.shell.standing import Verdict
from crmsh_py.verify.policy import Policy

CPU_SECONDS = 30
"""So long it may work, whatever becomes of whoever started it."""

_NICENESS = 10


def request(base: bytes, working: bytes | None, policy: Policy) -> bytes:
    """Return what the program reads; the working copy is None if it is the base."""
    head = {
        "base": len(base),
        "is_changed": working is not None,
        "allowed": sorted(policy.allowed),
        "deny_warnings": policy.deny_warnings,
    }
    return json.dumps(head).encode() + b"\n" + base + (working or b"")


def verdict_in(answer: bytes) -> Verdict | None:
    """Return the verdict that the program printed; None if it did not get that far."""
    try:
        return Verdict(**json.loads(answer))
    except (ValueError, TypeError):
        return None


def verdict(source: BinaryIO) -> Verdict:
    """Check what was requested."""
    head: dict[str, Any] = json.loads(source.readline())
    base, policy = (
        source.read(head["base"]),
        Policy(frozenset(head["allowed"]), head["deny_warnings"]),
    )
    before = xmltree.parse(base, "the base")
    if not head["is_changed"]:
        return _counted(findings(Cib(before), None, open_library(), policy))
    working = xmltree.parse(source.read(), "the working copy")
    return _counted(findings(Cib(working), (before,), open_library(), policy))


def _counted(found: Findings) -> Verdict:
    new = Counter(one.severity for one in found.new)
    all_ = new + Counter(one.severity for one in found.older)
    counts = (
        one[severity] for one in (all_, new) for severity in (Severity.ERROR, Severity.WARNING)
    )
    return Verdict(*counts)


def main() -> None:
    """Answer a request: with little claim on the processor, and not for ever."""
    gc.disable()  # see `cli.run`
    os.nice(_NICENESS)
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    sys.stdout.write(json.dumps(asdict(verdict(sys.stdin.buffer))))


if __name__ == "__main__":
    main()
