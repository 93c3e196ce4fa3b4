"""One resource of rgmanager into primitives."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from crmsh_py.convert.rhcs.agents import (
    GONE,
    INIT_SCRIPT,
    KINDS,
    UNKNOWN_LIMITS,
    WITHOUT_RESOURCE,
    Kind,
)
from crmsh_py.convert.rhcs.operations import drbd_ops, migrations, ops, schedule
from crmsh_py.convert.rhcs.reading import GENERAL, Limits, Made, Reading, Surroundings, tell_rest
from crmsh_py.convert.rhcs.recovery import member_meta, meta_set
from crmsh_py.convert.rhcs.servers import script_agent
from crmsh_py.convert.rhcs.trees import VM, Resource
from crmsh_py.convert.rhcs.work import Work
from crmsh_py.grammar import tree

_SYSTEM_SERVICE = "smb"
_INIT_CLASS = "lsb"
_OF_SERVICES = (
    *("autostart", "domain", "exclusive", "recovery", "max_restarts", "restart_expire_time"),
    *("depend", "depend_mode", "priority"),
)


@dataclass(frozen=True, slots=True)
class Context:
    """What a resource takes from the service that it is in.

    `meta` and `id` are those of the whole service, if the resource is one by itself.
    """

    around: Surroundings = field(default_factory=Surroundings)
    on_fail: Mapping[str, str] = field(default_factory=dict)
    meta: Mapping[str, str] = field(default_factory=dict)
    is_critical: bool = True
    may_migrate: bool = False
    id: str = ""


def translate(work: Work, resource: Resource, context: Context) -> tuple[str, ...]:
    """Add the primitives that a resource becomes, and return their ids."""
    kind = KINDS.get(resource.tag)
    if resource.tag in WITHOUT_RESOURCE:
        return _without(work, resource)
    if kind is None:
        return _unknown(work, resource, context)
    reading = Reading(work, resource, context.around)
    kind.read(reading)
    first = _first(kind, reading)
    others = tuple(kind.companions(reading)) if kind.companions else ()
    if resource.tag == VM and not context.id:
        _tell_of_policy(reading)
    tell_rest(reading, kind.unneeded)
    after = replace(context, id="")
    ids = (
        _add(reading, kind, first, context),
        *(_add(reading, kind, made, after) for made in others),
    )
    _became(work, resource, ids)
    return ids


def _tell_of_policy(reading: Reading) -> None:
    """Report what a virtual machine says as if it were a service, and is not: it is in one."""
    for name in _OF_SERVICES:
        if name in reading.resource.attributes:
            reading.take(name)
            reading.tell("dropped", f"'{name}' has no effect: the service around it decides", name)


def _without(work: Work, resource: Resource) -> tuple[str, ...]:
    reading = Reading(work, resource)
    WITHOUT_RESOURCE[resource.tag](reading)
    tell_rest(reading, ())
    at = work.place(resource.element)
    note = "hands its directory down to what is inside of it"
    work.draft.became(resource.label, note=note, location=at)
    return ()


def _unknown(work: Work, resource: Resource, context: Context) -> tuple[str, ...]:
    """Write what no agent is known for as an agent that is still to be made."""
    reading = Reading(work, resource)
    hint = GONE.get(resource.tag, "install or write the agent, or take another one")
    message = f"no agent is known for '{resource.tag}': 'ocf:rgmanager:{resource.tag}' is written"
    reading.fail("unknown-resource-type", message, hint=hint)
    values = {name: value for name, value in resource.attributes.items() if name not in GENERAL}
    agent = tree.Agent("ocf", "rgmanager", resource.tag)
    made = Made(resource.name or resource.tag, agent, values, UNKNOWN_LIMITS)
    kind = Kind(agent, UNKNOWN_LIMITS, lambda _: None)
    for name in resource.attributes:
        reading.take(name)
    ids = (_add(reading, kind, made, context),)
    _became(work, resource, ids)
    return ids


def _first(kind: Kind, reading: Reading) -> Made:
    resource = reading.resource
    agent = kind.agent
    if agent is INIT_SCRIPT and resource.tag == "script":
        agent = script_agent(reading)
    elif agent is INIT_SCRIPT:
        agent = tree.Agent(reading.work.choices.script_class, None, _SYSTEM_SERVICE)
    given = kind.limits
    limits = Limits(
        given.interval,
        reading.limits.get("monitor", given.monitor),
        reading.limits.get("start", given.start),
        reading.limits.get("stop", given.stop),
    )
    wish = _wish(resource)
    return Made(wish, agent, reading.values, limits, has_script_status=agent.class_ == _INIT_CLASS)


def _wish(resource: Resource) -> str:
    if resource.tag == "ip":
        address = resource.name.partition("/")[0]
        return f"ip_{address.replace('.', '_').replace(':', '_')}"
    return resource.name or resource.tag


def _add(reading: Reading, kind: Kind, made: Made, context: Context) -> str:
    work, resource = reading.work, reading.resource
    at = work.place(resource.element)
    id_ = context.id or claim(work, made.wish, resource)
    planned = schedule(work, resource, made.limits, has_levels=kind.has_check_levels)
    if resource.tag == "drbd":
        operations = drbd_ops(planned, context.on_fail)
    else:
        operations = ops(planned, context.on_fail)
    meta = {**context.meta, **member_meta(work, resource, is_critical=context.is_critical)}
    if context.may_migrate:
        meta["allow-migrate"] = "true"
        operations += migrations()
    params = tuple(tree.NvPair(name, value) for name, value in made.values.items())
    sets = (tree.NvSet("params", params),) if params else ()
    work.draft.add(tree.Primitive(id_, made.agent, (*sets, *meta_set(meta), *operations)), at)
    if made.has_script_status:
        _check_status(reading, made)
    return id_


def claim(work: Work, wish: str, resource: Resource) -> str:
    """Return an id for what a resource becomes, and tell if it is another one than its name."""
    at = work.place(resource.element)
    id_ = work.draft.claim(wish, at)
    if id_ != wish:
        message = f"{resource.label} is called '{id_}' in the CIB"
        work.tell("id-changed", message, resource.element)
    return id_


def _check_status(reading: Reading, made: Made) -> None:
    name = made.agent.type
    message = f"'{name}' is an init script: check its 'status' action"
    hint = (
        f"'{name} status' must give 0 if it runs and 3 if not; for units '--script-class systemd'"
    )
    reading.warn("unreliable-status", message, "file", hint=hint)


def _became(work: Work, resource: Resource, ids: tuple[str, ...]) -> None:
    work.draft.became(resource.label, *ids, location=work.place(resource.element))
