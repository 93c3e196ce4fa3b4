"""Pages on the codes of problems."""

from crmsh_py.codes import CODES, Code, ExitStatus
from crmsh_py.commands.manual.page import Page, Prose


def code_page(code: str) -> Page:
    """Return the page on a code."""
    row = CODES[code]
    return Page(code, "code", severity_of(row), (Prose(row.manual),))


def severity_of(code: Code) -> str:
    """Return in words how bad it is what a code stands for."""
    if code.status is ExitStatus.OK:
        return "a warning or a remark"
    status = f"exit status {int(code.status)}"
    if code.error_when_new:
        return f"a warning; where a change brings it in, an error: {status}"
    return f"as an error: {status}"
