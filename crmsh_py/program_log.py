"""What other programs were run, and how that ended: told to whoever asked for it (`--debug`)."""

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

LOGGER = logging.getLogger(__name__)


@dataclass(slots=True)
class Ending:
    """How a run ended: its exit status, or nothing if it came to no end of its own."""

    status: int | None = None


@contextmanager
def logged(argv: Sequence[str], host: str = "") -> Iterator[Ending]:
    """Log what is run inside; the block says how it ended.

    Of the arguments only the names of options are told: any other word may be a secret.
    """
    began, ending = time.monotonic(), Ending()
    try:
        yield ending
    finally:
        if LOGGER.isEnabledFor(logging.DEBUG):
            options = (one.partition("=")[0] for one in argv[1:] if one.startswith("-"))
            words = " ".join([*argv[:1], *options])
            where = f" on {host}" if host else ""
            how = "no status" if ending.status is None else f"status {ending.status}"
            milliseconds = (time.monotonic() - began) * 1000
            LOGGER.debug("ran %s%s: %s after %.0f ms", words, where, how, milliseconds)
