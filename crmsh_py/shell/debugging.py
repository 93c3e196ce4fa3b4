"""What `--debug` tells besides: the programs that are run."""

import logging
from collections.abc import Callable

from crmsh_py.program_log import LOGGER


class _Telling(logging.Handler):
    def __init__(self, tell: Callable[[str], None]) -> None:
        super().__init__()
        self._tell = tell

    def emit(self, record: logging.LogRecord) -> None:
        self._tell(f"debug: {record.getMessage()}")


def tell_programs(tell: Callable[[str], None]) -> None:
    """Tell of each program that is run from now on how that ended."""
    LOGGER.handlers = [_Telling(tell)]
    LOGGER.propagate = False
    LOGGER.setLevel(logging.DEBUG)
