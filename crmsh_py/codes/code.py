"""What a code is, and the exit statuses there are."""

from dataclasses import dataclass
from enum import IntEnum


class ExitStatus(IntEnum):
    """What a process's exit status means (Pacemaker's crm_exit_t where it has a word for it)."""

    OK = 0
    ERROR = 1
    NO_PERMISSION = 4
    USAGE = 64
    DATA_ERROR = 65
    NO_INPUT = 66
    INTERNAL = 70
    CANNOT_WRITE = 73
    BUSY = 75
    INVALID_CONFIGURATION = 78
    NOT_CONNECTED = 102
    CONFLICT = 103
    NOT_FOUND = 105
    NO_QUORUM = 106
    REFUSED = 107
    ALREADY_EXISTS = 108
    TIMEOUT = 124
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of problem: the exit status it leads to, and its paragraph in the manual.

    What is only a warning where it was before is an error where a change brings it in, if
    `error_when_new`.  What is `meant_when_new` is what somebody does on purpose, and may forget
    later, such as standby: a commit that brings it in does not tell of it.
    """

    status: ExitStatus
    manual: str
    error_when_new: bool = False
    meant_when_new: bool = False
