"""What Pacemaker's own check, crm_verify, finds in a configuration.

It is given a copy without nodes and status: with these it would judge what happens just now as
well, such as that a node is unclean, which says nothing of the configuration.  Its words go to
standard error, a line each: `(function) severity: text` since 2.1, `severity: function: text`
before, and in XML too where it is asked for that.
"""

import re
from collections.abc import Iterator

from crmsh_py import xmltree
from crmsh_py.diagnostics import CrmError, Diagnostic, Severity
from crmsh_py.pacemaker.tools import Tools
from crmsh_py.xmltree import Element

_SECONDS = 20.0
_LINE = re.compile(
    r"^\s*(?:\([^)]*\)\s*)?(?P<severity>(?i:error|warning)):\s*(?:[a-z_]+:\s+)?(?P<text>\S.*?)\s*$",
)
_SEVERITIES = {"error": Severity.ERROR, "warning": Severity.WARNING}

_SAID_BETTER = re.compile(
    r"did not pass schema validation|validity error|Relax-NG|Errors found during check"
    r"|Configuration invalid|Warnings found during check|NOTE: Clusters with shared data"
    r"|Blind faith|Either configure some or disable STONITH|Unknown role",
    re.IGNORECASE,
)
"""What the line beside it, or our own check, has better words for."""

_HINTS = {
    "no STONITH resources": "configure a fencing device, or 'property stonith-enabled=false'",
    "no fencing resources": "configure a fencing device, or 'property stonith-enabled=false'",
}


def crm_verify(tools: Tools, root: Element) -> list[Diagnostic]:
    """Return what crm_verify finds in the configuration of a CIB; nothing if it cannot be asked.

    It is a second opinion: that it is not installed, or takes too long, is no error; but that
    it was given up is told, and leaves out nothing that our own checks find.
    """
    text = xmltree.to_bytes(_without_status(root))
    argv = ("crm_verify", "--xml-pipe", "--verbose", "--verbose")
    try:
        outcome = tools.run(*argv, stdin=text, seconds=_SECONDS, accepted=tuple(range(1, 256)))
    except CrmError as error:
        return [_given_up()] if any(one.code == "timed-out" for one in error.diagnostics) else []
    return list(dict.fromkeys(parse_findings(outcome.stderr.decode(errors="replace"))))


def _given_up() -> Diagnostic:
    words = f"crm_verify was given up after {_SECONDS:.0f} s: only our own checks were made"
    return Diagnostic("crm-verify", words, Severity.INFO)


def parse_findings(text: str) -> Iterator[Diagnostic]:
    """Yield what crm_verify says, without what others say better."""
    for line in text.splitlines():
        match = _LINE.match(line)
        if match is None or _SAID_BETTER.search(match["text"]):
            continue
        words = match["text"]
        hint = next((one for part, one in _HINTS.items() if part in words), None)
        severity = _SEVERITIES[match["severity"].lower()]
        yield Diagnostic("crm-verify", _as_message(words), severity, hint=hint)


def _as_message(text: str) -> str:
    """Return a sentence as our messages are written."""
    first, _, rest = text.partition(" ")
    lower = first.lower() if first.istitle() else first
    return f"{lower} {rest}".strip().rstrip(".")


def _without_status(root: Element) -> Element:
    """Return a copy of a CIB that says nothing of nodes, and has quorum."""
    copy = xmltree.copy_document(root)
    copy.set("have-quorum", "1")
    for path in ("configuration/nodes", "status"):
        section = copy.find(path)
        for one in [] if section is None else list(section):
            section.remove(one)  # type: ignore[union-attr]  # there is one if it has children
    return copy
