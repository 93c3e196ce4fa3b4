"""The machines of the cluster: their tools, here or over ssh."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager

from crmsh_py.pacemaker.tools import Tools
from crmsh_py.runner import LocalRunner
from crmsh_py.ssh import SshRunner, parse_address


@contextmanager
def reach(
    environment: Mapping[str, str],
    remote: SshRunner | None,
    leave_terminal: Callable[[], AbstractContextManager[None]],
    node: str | None,
) -> Iterator[Tools]:
    """Give the tools of a node; the connection to it ends here.

    Without a name it is the machine of `--host` (`remote`), else this one; so it is if the name
    is its own.  What ssh asks, it asks inside of `leave_terminal`.  Raises CrmError (usage).
    """
    if node is None and remote is not None:
        yield Tools(remote, host=remote.address.host)
    elif node is None or (remote is None and node in _own_names()):
        yield Tools(LocalRunner(environment))
    elif remote is not None and node == remote.address.host:
        yield Tools(remote, host=node)
    else:
        runner = SshRunner(
            parse_address(node),
            environment,
            may_ask=sys.stderr.isatty(),
            leave_terminal=leave_terminal,
        )
        try:
            yield Tools(runner, host=node)
        finally:
            runner.close()


def _own_names() -> set[str]:
    """Return what this machine is called: its name, and that without the domain."""
    name = os.uname().nodename
    return {name, name.partition(".")[0]}
