"""Why the cluster refuses a user: the group that is missing, or the access rules (ACLs).

Whoever is in the group `haclient` may talk to the daemons.  With the property `enable-acl` they
may then do what the roles of their `acl_target` allow, and without such a target nothing; root
and hacluster may do all ("Pacemaker Explained", "Access Control Lists").
"""

from dataclasses import dataclass

from crmsh_py import xmltree
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.runner import Runner
from crmsh_py.xmltree import Element

GROUP = "haclient"
PRIVILEGED = frozenset({"root", "hacluster"})

_ACLS = "/cib/configuration/acls"


@dataclass(frozen=True, slots=True)
class User:
    """As whom the tools run, and in which groups."""

    name: str
    groups: frozenset[str]

    @property
    def may_connect(self) -> bool:
        """Whether the daemons talk to the user at all."""
        return self.name in PRIVILEGED or GROUP in self.groups


def current_user(runner: Runner) -> User | None:
    """Ask the machine where the tools run; None if it does not say."""
    try:
        name, groups = runner.run(["id", "-un"]), runner.run(["id", "-Gn"])
    except CrmError:
        return None
    if name.status or groups.status:
        return None
    known = groups.stdout.decode(errors="replace").split()
    return User(name.stdout.decode(errors="replace").strip(), frozenset(known))


def refusal(runner: Runner, words: str) -> Diagnostic:
    """Say why the cluster refused something, and what would help; `words` are the tool's."""
    user = current_user(runner)
    if user is None or user.name in PRIVILEGED:
        message = "the cluster does not let this user do that"
        return Diagnostic("no-permission", message, hint=words or None)
    message = f"the cluster does not let {user.name} do that"
    advice = _about_rules(runner, user) if user.may_connect else _about_group(user)
    hint = "\n".join(part for part in (advice, words) if part)
    return Diagnostic("no-permission", message, hint=hint)


def check_version_is_visible(head: Element) -> None:
    """Raise CrmError if the `<cib>` does not say the version that a commit is made against."""
    if head.get("epoch") is None:
        words = "the cluster's access rules (ACLs) hide the version of the CIB from this user"
        hint = "a commit needs it; an administrator gives a role 'read attr:epoch type:cib'"
        raise CrmError(Diagnostic("no-permission", words, hint=hint))


def _about_group(user: User) -> str:
    return (
        f"{user.name} is not in the group {GROUP}; as root say 'usermod -aG {GROUP} {user.name}',"
        " then log in anew"
    )


def _about_rules(runner: Runner, user: User) -> str:
    acls = _visible_rules(runner)
    roles = [] if acls is None else _roles(acls, user)
    if roles:
        named = ", ".join(roles)
        return f"no role of {user.name} allows it ({named}); 'configure show type:role' lists them"
    return (
        f"no role that {user.name} can see allows it; an administrator gives one by 'configure"
        f" role NAME write xpath:…' and 'configure acl_target {user.name} NAME'"
    )


def _visible_rules(runner: Runner) -> Element | None:
    try:
        seen = runner.run(["cibadmin", "--query", "--xpath", _ACLS])
        return xmltree.parse(seen.stdout, "cibadmin") if seen.status == 0 else None
    except CrmError:
        return None


def _roles(acls: Element, user: User) -> list[str]:
    """Return the roles of a user's target, and (since Pacemaker 2.1.5) of those of their groups."""
    targets = [
        target
        for target in xmltree.children(acls)
        if (target.tag == "acl_target" and _name(target) == user.name)
        or (target.tag == "acl_group" and _name(target) in user.groups)
    ]
    return [role.get("id", "") for target in targets for role in target.iterfind("role")]


def _name(target: Element) -> str | None:
    return target.get("name") or target.get("id")
