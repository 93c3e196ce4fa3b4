"""What services have to do with each other: exclusive ones, and those that need others."""

from collections.abc import Mapping

from crmsh_py.convert.rhcs.flags import is_on, number
from crmsh_py.convert.rhcs.grouping import Outcome
from crmsh_py.convert.rhcs.trees import Resource
from crmsh_py.convert.rhcs.work import Work
from crmsh_py.grammar import tree

MAX_PAIRS = 10_000
"""So many pairs of services are kept apart at most: a cluster has some dozens of services."""
_SOFT = "soft"
_APART, _RATHER_APART = "-INFINITY", "-1000"


def tie(work: Work, outcomes: Mapping[Resource, Outcome]) -> None:
    """Add the constraints between services."""
    made = {service: one.id for service, one in outcomes.items() if one.id}
    exclusive = {service: score for service in made if (score := _exclusive(service))}
    if len(exclusive) * len(made) > MAX_PAIRS:
        first = next(iter(exclusive))
        message = f"{len(exclusive)} of {len(made)} services are exclusive: that is left out"
        hint = "keep them apart by 'utilization' attributes of resources and nodes"
        work.error("exclusive-service", message, first.element, hint=hint)
        exclusive = {}
    for service, score in exclusive.items():
        _keep_apart(work, service, score, made, exclusive)
    named = _by_name(made)
    for service in made:
        if service.attributes.get("depend"):
            _depend(work, service, made, named)


def _exclusive(service: Resource) -> str:
    value = service.attributes.get("exclusive", "")
    level = number(value) or int(is_on(value))
    return {0: "", 2: _RATHER_APART}.get(level, _APART)


def _keep_apart(
    work: Work,
    service: Resource,
    score: str,
    made: Mapping[Resource, str],
    exclusive: Mapping[Resource, str],
) -> None:
    at = work.place(service.element)
    this = made[service]
    before = set()
    for other in exclusive:
        if other is service:
            break
        before.add(other)  # these two are apart already
    for other, id_ in made.items():
        if other is service or other in before:
            continue
        constraint = work.draft.claim(f"col-{id_}-with-{this}", at)
        ends = (tree.End(id_), tree.End(this))
        work.draft.add(tree.Colocation(constraint, score, ends), at)
    message = f"{service.label} is exclusive: no other service of today runs on its node"
    weight = score.replace("INFINITY", "inf")
    hint = f"a service added later needs 'colocation ID {weight}: SERVICE {this}' too"
    work.warn("exclusive-service", message, service.element, "exclusive", hint=hint)


def _depend(
    work: Work,
    service: Resource,
    made: Mapping[Resource, str],
    named: Mapping[str, list[Resource]],
) -> None:
    target = service.attributes["depend"]
    mode = service.attributes.get("depend_mode", "hard").lower()
    holder = service.holder("depend")
    type_, _, name = target.rpartition(":")
    meant = [one for one in named.get(name, ()) if type_ in {"", one.tag, "service"}]
    if not meant:
        message = f"{service.label} depends on '{target}', which is no service with resources"
        work.warn("service-dependency", message, holder, "depend", hint="it had no effect either")
        return
    at, found = work.place(service.element), made[meant[0]]
    id_ = work.draft.claim(f"ord-{found}-{made[service]}", at)
    ends = (tree.End(found), tree.End(made[service]))
    kind = "Optional" if mode == _SOFT else "Mandatory"
    work.draft.add(tree.Order(id_, ends, kind), at)
    message = f"{service.label} starts after '{found}', wherever the two run"
    hint = "rgmanager knew of it only with central processing"
    work.warn("service-dependency", message, holder, "depend", hint=hint)


def _by_name(made: Mapping[Resource, str]) -> dict[str, list[Resource]]:
    found: dict[str, list[Resource]] = {}
    for service in made:
        found.setdefault(service.name, []).append(service)
    return found
