"""Roles, and who has them, into text."""

import re
from collections.abc import Iterator

from crmsh_py.grammar import tree
from crmsh_py.grammar.lexical import quote, quote_always
from crmsh_py.grammar.printer.values import Mask, join, setting
from crmsh_py.grammar.shortcuts import shortened

_PLAIN = re.compile(r"[\w./*:@-]+", re.ASCII)


def role(role: tree.Role, _mask: Mask) -> Iterator[str]:
    """Yield the parts of a role."""
    yield f"role {role.id}"
    if role.description is not None:
        yield setting("description", role.description)
    yield from map(_right, role.rights)


def target(target: tree.AclTarget, _mask: Mask) -> Iterator[str]:
    """Yield the parts of a user's roles."""
    return _with_roles("acl_target", target)


def group(group: tree.AclGroup, _mask: Mask) -> Iterator[str]:
    """Yield the parts of a group's roles."""
    return _with_roles("acl_group", group)


def _with_roles(keyword: str, holder: tree.AclTarget | tree.AclGroup) -> Iterator[str]:
    yield join((keyword, quote(holder.id), setting("name", holder.name)))
    yield from (role.text for role in holder.roles)


def user(user: tree.User, _mask: Mask) -> Iterator[str]:
    """Yield the parts of a user of old schemas."""
    yield f"user {user.id}"
    yield from (f"role:{role.text}" for role in user.roles)
    yield from map(_right, user.rights)


def _right(right: tree.Right) -> str:
    """Return a right; of the specifications an attribute comes first, as it always did."""
    return join(
        (
            right.kind,
            setting("$id", right.id),
            setting("description", right.description),
            _specified("attr", right.attribute),
            _specified("ref", right.reference),
            _specified("type", right.object_type),
            _xpath(right.xpath),
        )
    )


def _specified(word: str, value: str | None) -> str:
    return "" if value is None else f"{word}:{quote(value)}"


def _xpath(xpath: str | None) -> str:
    if xpath is None:
        return ""
    written = xpath if _PLAIN.fullmatch(xpath) else quote_always(xpath)
    return shortened(xpath) or f"xpath:{written}"
