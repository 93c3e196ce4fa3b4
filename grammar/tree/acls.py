"""Access control: roles, and who has them."""

from dataclasses import field

from crmsh_py.grammar.tree.syntax import NOWHERE, syntax
from crmsh_py.grammar.tree.values import Word
from crmsh_py.source import Span


@syntax
class Right:
    """What may be read or written, or is denied: `kind` is read, write or deny.

    One of `xpath`, `reference` and `object_type` says of what; an `attribute` belongs to a type.
    Schemas before pacemaker-2.0 know a reference with a type, and an attribute with any of them.
    """

    kind: str
    xpath: str | None = None
    reference: str | None = None
    object_type: str | None = None
    attribute: str | None = None
    id: str | None = None
    description: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@syntax
class Role:
    """Rights with a name."""

    id: str
    rights: tuple[Right, ...] = ()
    description: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@syntax
class AclTarget:
    """The roles of a user."""

    id: str
    roles: tuple[Word, ...] = ()
    name: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@syntax
class AclGroup:
    """The roles of a group of users."""

    id: str
    roles: tuple[Word, ...] = ()
    name: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@syntax
class User:
    """A user with roles or with rights, as schemas before pacemaker-2.0 have it."""

    id: str
    roles: tuple[Word, ...] = ()
    rights: tuple[Right, ...] = ()
    span: Span = field(default=NOWHERE, compare=False, repr=False)
