"""The options of commands that say what of the findings counts."""

from crmsh_py.commands.context import Context
from crmsh_py.commands.declare import Arguments, Parameter, option
from crmsh_py.grammar.kinds import Kind
from crmsh_py.verify.policy import DENIABLE, Policy

OPTIONS = (
    Parameter(
        "allow",
        Kind.CODE,
        word="<code>[,<code>]",
        option="--allow",
        many=True,
        meaning="pass over findings of these codes",
    ),
    option("--deny", DENIABLE, meaning="treat warnings as errors"),
)


def policy_of(context: Context, arguments: Arguments) -> Policy:
    """Return what the command line of the process and that of a command say together.

    Raises CrmError (usage).
    """
    return context.options.policy.with_words(arguments["allow"], arguments["deny"])
