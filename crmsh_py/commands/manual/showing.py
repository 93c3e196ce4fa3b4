"""Pages of the manual as replies."""

from collections.abc import Sequence
from functools import partial

from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.manual.finding import find_page
from crmsh_py.commands.manual.layout import lines_of
from crmsh_py.commands.manual.records import record
from crmsh_py.commands.styled import Fitted, plain


def help_reply(context: Context, path: tuple[str, ...], topic: Sequence[str]) -> Reply:
    """Return the help on a topic, as seen from a level.  Raises CrmError (no-such-object)."""
    page = find_page(path, topic, lambda: context.library)
    lines = tuple(lines_of(page))
    view = (Fitted(partial(lines_of, page), lines),)
    return Reply(plain(lines), records=(record(page),), view=view)
