"""Asking before what cannot be taken back."""

from crmsh_py.commands.context import Context
from crmsh_py.diagnostics import CrmError, Diagnostic


def is_confirmed(context: Context, question: str, *, hint: str = "") -> bool:
    """Ask whether to go on; `--yes` and `--force` answer.

    Raises CrmError (not-confirmed) where nobody can be asked.
    """
    if context.options.yes or context.options.force:
        return True
    if context.interaction.can_ask:
        return context.interaction.choose(question, ("yes", "no")) == "yes"
    words = f"nobody can answer: {question}"
    raise CrmError(Diagnostic("not-confirmed", words, hint=hint or "'crm --yes …' answers yes"))
