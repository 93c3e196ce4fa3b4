"""Roles and users in the form that the schema of a CIB has; what it has no form for is refused."""

from collections.abc import Iterator

from crmsh_py.diagnostics import Diagnostic
from crmsh_py.grammar import tree
from crmsh_py.model.build.acls import role as role_
from crmsh_py.model.build.acls import role_in_old_form
from crmsh_py.model.build.acls import user as user_
from crmsh_py.model.given import Given
from crmsh_py.model.releases import has_old_acls, release
from crmsh_py.xmltree import Element


def build_acl(schema: str, given: Given) -> Element:
    """Build a role or a user for a schema.  Raises CrmError."""
    statement = given.statement
    if isinstance(statement, tree.User):
        if release(schema) is not None and not has_old_acls(schema):
            raise given.error(_no_users(statement, schema))
        return user_(statement)
    assert isinstance(statement, tree.Role)
    if has_old_acls(schema):
        return role_in_old_form(statement)
    problems = [problem for right in statement.rights for problem in _only_old(right)]
    if problems:
        raise given.error(*problems)
    return role_(statement)


def _no_users(user: tree.User, schema: str) -> Diagnostic:
    roles = " ".join(role.text for role in user.roles) or "ROLE"
    hint = f"write 'acl_target {user.id} {roles}'"
    if user.rights:
        hint += ", and give the rights to a role"
    return Diagnostic("schema-violation", f"{schema} has no 'user' any more", hint=hint)


def _only_old(right: tree.Right) -> Iterator[Diagnostic]:
    """Report what only schemas before pacemaker-2.0 can say of a right."""
    if right.attribute is not None and right.object_type is None:
        yield Diagnostic(
            "schema-violation",
            f"the attribute {right.attribute!r} is that of no type",
            subject=f"attr:{right.attribute}",
            hint=f"write 'type:ELEMENT attr:{right.attribute}'",
        )
    if right.id is not None and None not in {right.reference, right.object_type}:
        yield Diagnostic(
            "schema-violation",
            f"the id {right.id!r} would be that of two rights",
            subject=right.id,
            hint=f"write '{right.kind} ref:{right.reference}' and"
            f" '{right.kind} type:{right.object_type}', with an id each",
        )
