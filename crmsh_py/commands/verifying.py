"""The root command that checks the configuration, with Pacemaker's opinion beside ours."""

from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level
from crmsh_py.commands.reviewing import verdict
from crmsh_py.pacemaker.verifier import crm_verify


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command()(verify)


def verify(context: Context, _arguments: Arguments) -> Reply:
    """Check the configuration: our own checks, and Pacemaker's crm_verify where it is installed.

    `configure verify` says the same of a running cluster. What happens just now, such as a node
    that is down, is for `status`. The exit status is 78 if there are errors.

    Example:
        verify
    """
    return verify_reply(context)


def verify_reply(context: Context) -> Reply:
    """Return all that is wrong with the working configuration."""
    found = context.session.verify()
    tools = context.tools_at_hand
    if tools is not None:
        found += crm_verify(tools, context.session.cib.root)
    return verdict(found)
