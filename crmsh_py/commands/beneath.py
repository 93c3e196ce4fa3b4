"""What corosync.conf means for the configuration of the running cluster."""

import importlib

from crmsh_py.commands.context import Context
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.verify.cluster.locks import needing_locks
from crmsh_py.verify.cluster.waiting import locks_without_waiting
from crmsh_py.verify.view import View

_FILES = "crmsh_py.commands.corosync.files"  # the room of corosync, if anything depends on it


def findings(context: Context) -> list[Diagnostic]:
    """Return what is wrong with both together; nothing if it is not the running cluster.

    What is wrong with corosync.conf itself is for `corosync verify`.
    """
    session = context.session
    if session.backend.tools is None:
        return []
    view = View(session.cib, session.library)
    if not needing_locks(view):
        return []
    try:
        corosync = importlib.import_module(_FILES).read(context, context.options.corosync)
    except CrmError:
        return []
    return list(locks_without_waiting(view, corosync))
