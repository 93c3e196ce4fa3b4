"""What a statement does when it is carried out."""

from collections.abc import Callable

from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.reviewing import objects_reply, selected
from crmsh_py.model.define import define
from crmsh_py.model.given import Given


def define_it(context: Context, given: Given) -> Reply:
    """Define what a statement says, and remember where it was typed.  Raises CrmError."""
    session = context.session
    ids = session.edit(given.source.text, lambda cib: define(cib, given), says=True)
    session.note(ids, given.at())
    return Reply()


def show_options(keyword: str) -> Callable[[Context], Reply]:
    """Return what a statement does that is its keyword alone: it shows what there is of it."""

    def show_them(context: Context) -> Reply:
        elements = selected(context, [f"type:{keyword}"])
        return objects_reply(elements, context, secrets=context.options.show_secrets)

    return show_them
