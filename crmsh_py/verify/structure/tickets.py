"""The check of tickets."""

from collections.abc import Iterator

from crmsh_py.diagnostics import Diagnostic
from crmsh_py.verify.check import OfWhole, finding
from crmsh_py.verify.view import View


def tickets(view: View) -> Iterator[Diagnostic]:
    """Report tickets whose loss is to fence nodes, where fencing is off."""
    for ticket in () if view.fencing_enabled else view.tickets:
        if ticket.loss_policy == "fence":
            words = f"the loss of {ticket.ticket!r} is to fence nodes, but fencing is off"
            hint = "configure fencing, or write 'loss-policy=stop'"
            yield finding(ticket.element, "ticket-without-fencing", words, "loss-policy", hint=hint)


CHECKS = (OfWhole(("ticket-without-fencing",), tickets),)
