"""Codes of problems with what is allowed."""

from crmsh_py.codes.code import Code, ExitStatus

CODES: dict[str, Code] = {
    "bad-allow": Code(
        ExitStatus.OK,
        "A comment that begins with 'lint:' is to allow findings, and says something else than"
        " 'lint: allow CODE [CODE ...]', or names a code that there is not, so that it allows"
        " nothing. Write the codes as 'verify' shows them in brackets. Above a statement, the"
        " comment allows them on that object; in the first lines of a file, with an empty line"
        " behind them, on the whole configuration.",
    ),
    "cannot-allow": Code(
        ExitStatus.OK,
        "'--allow', or a comment 'lint: allow', names what was found here as an error that nothing"
        " overrules, not even 'force': Pacemaker would refuse the configuration. Mend what was"
        " found, and take the code out of what is allowed. Warnings, remarks and errors that"
        " 'force' overrules can be allowed.",
    ),
    "unused-allow": Code(
        ExitStatus.OK,
        "A comment 'lint: allow' allows what was not found where it allows it: what it was written"
        " for was mended, or the comment stands above another object. Take the code out of the"
        " comment, so that the same fault is told of when it comes back.",
    ),
}
