"""What is known of the cluster while one types: that of the session."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from crmsh_py.assist.knowledge import Knowledge
from crmsh_py.assist.memory import Memory
from crmsh_py.commands.context import Context
from crmsh_py.diagnostics import CrmError
from crmsh_py.model.cib import Cib

if TYPE_CHECKING:
    from crmsh_py.agents.known import KnownAgents

Answer = TypeVar("Answer")


def knowledge(context: Context, memory: Memory) -> Knowledge:
    """Return what completion may ask, as the session is now; the same `memory` each time."""
    options = context.options

    def cib() -> Cib | None:
        return _or_nothing(lambda: context.session.cib)

    def library() -> "KnownAgents | None":
        return _or_nothing(lambda: context.library)

    return Knowledge(
        path=context.path,
        cib=cib,
        library=library,
        shadows=context.shadows,
        folder=options.folder,
        corosync=None if options.host else Path(options.corosync),
        preferences=options.preferences,
        memory=memory,
    )


def _or_nothing(ask: Callable[[], Answer]) -> Answer | None:
    """Return an answer; None where nobody can give one."""
    try:
        return ask()
    except CrmError:
        return None
