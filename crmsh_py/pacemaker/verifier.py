"""What Pacemaker's own check, crm_verify, finds in a configuration.

It is given a copy without nodes and status: with these it would judge what happens just now as
well, such as that a node is unclean, which says nothing of the configuration.  Its words go to
standard error, a line each: `(function) severity: text` since 2.1, `severity: function: text`
before, and in XML too where it is asked for that.
"""

import re
import threading
from collections.abc import Callable, Iterable, Iterator

from crmsh_py import xmltree
from crmsh_py.diagnostics import CrmError, Diagnostic, Severity
from crmsh_py.pacemaker.sentences import SENTENCES
from crmsh_py.pacemaker.tools import Tools
from crmsh_py.xmltree import Element

SMALL = 200
"""So many primitives crm_verify is asked about without being told to: it runs the whole scheduler,
which takes 40 ms for 100 of them, more than a second for 1000."""

_PARTS = 50
"""So many parts a primitive has at most, on average: operations, parameters and all around them."""

_SECONDS = 20.0
_LINE = re.compile(
    r"^\s*(?:\([^)]*\)\s*)?(?P<severity>(?i:error|warning)):\s*(?:[a-z_]+:\s+)?(?P<text>\S.*?)\s*$",
)
_SEVERITIES = {"error": Severity.ERROR, "warning": Severity.WARNING}

_SAID_BETTER = re.compile(
    r"did not pass schema validation|validity error|Relax-NG|Errors found during check"
    r"|Configuration invalid|Warnings found during check|NOTE: Clusters with shared data"
    r"|Blind faith|Either configure some or disable STONITH|Unknown role"
    r"|Scheduling node \S+ for fencing|is unclean but cannot be fenced|Not remapping",
    re.IGNORECASE,
)
"""What the line beside it, or our own check, has better words for; or what is about the present:
remote nodes that nobody has seen, how actions are put in order."""

_HINTS = {
    "no STONITH resources": "configure a fencing device, or 'property stonith-enabled=false'",
    "no fencing resources": "configure a fencing device, or 'property stonith-enabled=false'",
}


def is_small(root: Element) -> bool:
    """Tell whether crm_verify is quick enough with a CIB to ask it in passing."""
    resources = root.find("configuration/resources")
    if resources is None:
        return True
    primitives = sum(1 for _ in resources.iter("primitive"))
    return primitives <= SMALL and xmltree.count(resources) <= SMALL * _PARTS


def crm_verify(tools: Tools, root: Element) -> list[Diagnostic]:
    """Return what crm_verify finds in the configuration of a CIB; nothing if it cannot be asked.

    It is a second opinion: that it is not installed, or takes too long, is no error; but that
    it was given up is told, and leaves out nothing that our own checks find.
    """
    return begin(tools, root)()


def begin(tools: Tools, root: Element, *, required: bool = False) -> Callable[[], list[Diagnostic]]:
    """Let crm_verify look at a CIB beside what else is done; return what waits for its findings.

    If it is `required`, that raises CrmError where crm_verify cannot be run.
    """
    text = _input(root)
    found: list[Diagnostic] = []
    failed: list[BaseException] = []

    def look() -> None:
        try:
            found.extend(_findings(tools, text))
        except BaseException as error:  # noqa: BLE001 - raised again by who waits
            failed.append(error)

    thread = threading.Thread(target=look, daemon=True)
    thread.start()

    def wait() -> list[Diagnostic]:
        thread.join()
        for error in failed:
            if required or not isinstance(error, CrmError):
                raise error
        return found

    return wait


def _findings(tools: Tools, text: bytes) -> list[Diagnostic]:
    argv = ("crm_verify", "--xml-pipe", "--verbose", "--verbose")
    try:
        outcome = tools.run(*argv, stdin=text, seconds=_SECONDS, accepted=tuple(range(1, 256)))
    except CrmError as error:
        if any(one.code == "timed-out" for one in error.diagnostics):
            return [_given_up()]
        raise
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


def besides(findings: Iterable[Diagnostic], ours: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return what crm_verify found and our own checks did not: of the same fault ours are kept."""
    known: dict[str, set[str | None]] = {}
    for one in ours:
        known.setdefault(one.code, set()).update((one.subject, *_names(one.message)))
    return [one for one in findings if not _is_known(one.message, known)]


_NAME = re.compile(r"[\w.-]+")


def _names(message: str) -> list[str]:
    """Return what may be a name in a message of ours."""
    return _NAME.findall(message)


def _is_known(sentence: str, known: dict[str, set[str | None]]) -> bool:
    for pattern, codes in SENTENCES:
        match = pattern.search(sentence)
        if match is not None:
            about = match.groupdict().get("about")
            return any(code in known and (about is None or about in known[code]) for code in codes)
    return False


def _input(root: Element) -> bytes:
    """Return a CIB that says nothing of nodes, and has quorum."""
    copy = xmltree.copy_document(root)
    copy.set("have-quorum", "1")
    for path in ("configuration/nodes", "status"):
        section = copy.find(path)
        for one in [] if section is None else list(section):
            section.remove(one)  # type: ignore[union-attr]  # there is one if it has children
    return xmltree.to_bytes(copy)
