"""A CIB as the checks look at it: what holds, worked out once and lazily."""

from crmsh_py.verify.view.constraints import Colocation, End, Location, Order, Ticket
from crmsh_py.verify.view.resources import Container, Operation, Primitive
from crmsh_py.verify.view.view import Node, View

__all__ = [
    "Colocation",
    "Container",
    "End",
    "Location",
    "Node",
    "Operation",
    "Order",
    "Primitive",
    "Ticket",
    "View",
]
