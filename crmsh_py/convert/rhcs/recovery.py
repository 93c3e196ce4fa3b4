"""What a service does when it fails, and whether it starts: its meta attributes."""

from dataclasses import dataclass, field

from crmsh_py.convert.rhcs.domains import Domain
from crmsh_py.convert.rhcs.flags import is_on, number, seconds
from crmsh_py.convert.rhcs.trees import Resource
from crmsh_py.convert.rhcs.work import Work
from crmsh_py.grammar import tree

_RELOCATE = {"migration-threshold": "1", "failure-timeout": "60s"}
_LOCKS = "a resource of ocf:heartbeat:nfsserver lets clients reclaim their locks"
_UNNEEDED = {
    "nfslock": _LOCKS,
    "nfs_client_cache": None,
    "priority": "rgmanager heeded it with central processing only",
    "hardrecovery": "a failed stop leads to fencing",
    "checkinterval": None,
}
"""Attributes without an effect today, and what to know about each."""
_REFERENCE = "ref"
"""The one attribute that is not among those of a resource, as its element has it."""
_LOOKED_AT_LATER = ("domain", "depend", "depend_mode", "exclusive", "name", _REFERENCE)
_OF_MEMBERS = (
    ("__max_restarts", "__restart_expire_time"),
    ("__max_failures", "__failure_expire_time"),
)


@dataclass(frozen=True, slots=True)
class Policy:
    """How a service recovers: meta attributes, and what operations do when they fail."""

    meta: dict[str, str] = field(default_factory=dict)
    on_fail: dict[str, str] = field(default_factory=dict)


def policy(work: Work, service: Resource, domain: Domain | None) -> Policy:
    """Read the attributes of a service that say when it runs and how it recovers."""
    made = Policy()
    for name in _LOOKED_AT_LATER:
        _take(work, service, name)
    if not is_on(_take(work, service, "autostart"), default=True):
        made.meta["target-role"] = "Stopped"
    _recovery(work, service, made)
    _restarts(work, service, made)
    if domain is not None:
        made.meta["resource-stickiness"] = domain.stickiness
    return made


def tell_of_start(work: Work, service: Resource, made: Policy, rsc: str) -> None:
    """Tell how a service is started that does not start by itself."""
    if "target-role" not in made.meta:
        return
    message = f"{service.label} does not start by itself"
    hint = f"after 'crm resource start {rsc}' it starts, and then with the cluster each time"
    work.tell("manual-start", message, service.holder("autostart"), "autostart", hint=hint)
    work.draft.remind(f"Start '{rsc}' when it is wanted: 'crm resource start {rsc}'.")


def _recovery(work: Work, service: Resource, made: Policy) -> None:
    recovery = (_take(work, service, "recovery") or "restart").lower()
    holder = service.holder("recovery")
    match recovery:
        case "restart":
            return
        case "relocate":
            made.meta.update(_RELOCATE)
        case "disable":
            made.on_fail["monitor"] = "stop"
            message = f"{service.label} stays down after a failure, as it did"
            hint = "'crm resource cleanup' lets it start again"
            work.warn("recovery-policy", message, holder, "recovery", hint=hint)
        case "restart-disable":
            made.on_fail["start"] = "stop"
            message = f"{service.label} is restarted where it is, and stays down if that fails"
            hint = "restarts are not counted for that; 'crm resource cleanup' lets it start again"
            work.warn("recovery-policy", message, holder, "recovery", hint=hint)
        case _:
            message = f"rgmanager knew no recovery policy '{recovery}': it restarted the service"
            work.warn("recovery-policy", message, holder, "recovery")


def _restarts(work: Work, service: Resource, made: Policy) -> None:
    allowed = number(_take(work, service, "max_restarts"))
    expires = seconds(_take(work, service, "restart_expire_time")) or 0
    if allowed <= 0:
        return
    if "migration-threshold" in made.meta or "monitor" in made.on_fail:
        holder = service.holder("max_restarts")
        message = f"'max_restarts' of {service.label} is left out: it is never restarted in place"
        work.tell("dropped", message, holder, "max_restarts")
        return
    if "start" in made.on_fail:
        message = f"{service.label} is not disabled after {allowed} restarts"
        hint = "Pacemaker would move it elsewhere then, which the policy forbids"
        work.warn("recovery-policy", message, service.holder("max_restarts"), hint=hint)
        return
    made.meta["migration-threshold"] = str(allowed + 1)
    if expires > 0:
        made.meta["failure-timeout"] = f"{expires}s"


def tell_rest(work: Work, service: Resource) -> None:
    """Report the attributes of a service that nobody took."""
    for name, value in service.attributes.items():
        holder = service.holder(name)
        taken = not any(name == one for one, _ in work.untaken(holder))
        if taken or name.startswith("__"):
            continue
        work.take(holder, name)
        if name in _UNNEEDED or not value:
            message = f"'{name}' of {service.label} has no effect today and is left out"
            work.tell("dropped", message, holder, name, hint=_UNNEEDED.get(name))
        else:
            message = f"'{name}' of {service.label} has no counterpart"
            work.warn("no-counterpart", message, holder, name)


def member_meta(work: Work, resource: Resource, *, is_critical: bool) -> dict[str, str]:
    """Return the meta attributes that a member of a service has of its own."""
    meta = {} if is_critical else {"critical": "false"}
    for count, expiry in _OF_MEMBERS:
        allowed = number(_take(work, resource, count))
        expires = seconds(_take(work, resource, expiry))
        if allowed > 0 and "migration-threshold" not in meta:
            meta["migration-threshold"] = str(allowed + 1)
            if expires:
                meta["failure-timeout"] = f"{expires}s"
    return meta


def meta_set(meta: dict[str, str]) -> tuple[tree.NvSet, ...]:
    """Return meta attributes as the sets of a statement."""
    pairs = tuple(tree.NvPair(name, value) for name, value in meta.items())
    return (tree.NvSet("meta", pairs),) if pairs else ()


def _take(work: Work, resource: Resource, name: str) -> str:
    if name not in resource.attributes and name != _REFERENCE:
        return ""
    work.take(resource.element, name)
    work.take(resource.definition, name)
    return resource.attributes.get(name, "")
