"""Codes of problems with the command line and the shell."""

from crmsh_py.codes.code import Code, ExitStatus

CODES: dict[str, Code] = {
    "usage": Code(
        ExitStatus.USAGE,
        "The command line, an option or the arguments of a command are not as they should be."
        " 'help COMMAND' shows what it takes.",
    ),
    "unknown-command": Code(
        ExitStatus.USAGE,
        "There is no such command at this level. 'help' lists the commands there are. Commands"
        " are never guessed from a part of their name.",
    ),
    "uncommitted-changes": Code(
        ExitStatus.DATA_ERROR,
        "A batch ended (or was about to leave) with changes that no 'commit' had written. Nothing"
        " of them was kept. Put 'commit' at the end of the file.",
    ),
    "interrupted": Code(ExitStatus.INTERRUPTED, "The user pressed Ctrl-C."),
    "internal-error": Code(
        ExitStatus.INTERNAL,
        "The program met a state it should never be in. Nothing was written. The file named in"
        " the message holds what a bug report needs.",
    ),
    "unfinished": Code(
        ExitStatus.USAGE,
        "What is typed is right so far, and something is still to follow: the prompt says what,"
        " below the line. Enter would refuse it as 'syntax-error' or 'usage'.",
    ),
    "no-terminal": Code(
        ExitStatus.USAGE,
        "This needs a terminal, and there is none. Give the command as arguments, with '-f FILE',"
        " or on standard input.",
    ),
}
