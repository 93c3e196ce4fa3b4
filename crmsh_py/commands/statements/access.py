"""Statements that say who may do what."""

from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Level
from crmsh_py.commands.statements.defining import define_it
from crmsh_py.model.given import Given


def add_commands(level: Level) -> None:
    """Declare the statements in a level."""
    level.statement("role")(role)
    level.statement("acl_target")(acl_target)
    level.statement("acl_group")(acl_group)
    level.statement("user")(user)


def role(context: Context, given: Given) -> Reply:
    """Define a role for access control: what may be read or written, and what is denied.

    `xpath:X` names parts of the CIB by an XPath (in quotes if it has blanks or quotes in it),
    `ref:ID` one element, `type:ELEMENT` all elements of a kind, with `attr:NAME` only that
    attribute of theirs. Short words stand for the usual XPaths: `meta:RSC[:NAME]`,
    `params:RSC[:NAME]`, `utilization:RSC`, `location:RSC` (constraints of `move`),
    `property[:NAME]`, `nodeattr[:NAME]`, `nodeutil[:NODE]`, `node[:NODE]`, `status`, `cib`. Of
    several rights for one thing the first wins. ACLs need the property `enable-acl=true`.

    Example:
        # may start and stop one resource, and see everything
        role operator write meta:vip:target-role read cib
        # may see everything but one password
        role auditor deny params:vip:password read cib
    """
    return define_it(context, given)


def acl_target(context: Context, given: Given) -> Reply:
    """Give a user of the system one or several roles.

    With `name=` the user's name is another than the id, as schemas from pacemaker-3.8 on allow.

    Example:
        # the role must be there
        acl_target joe monitoring
    """
    return define_it(context, given)


def acl_group(context: Context, given: Given) -> Reply:
    """Give the users of a group of the system one or several roles.

    Example:
        acl_group operators monitoring
    """
    return define_it(context, given)


def user(context: Context, given: Given) -> Reply:
    """Give a user roles, or rights, in the form that schemas before pacemaker-2.0 have.

    All later schemas have `acl_target` in its place.

    Example:
        user joe role:monitoring
    """
    return define_it(context, given)
