"""The services of rgmanager into resources."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from crmsh_py.convert.rhcs.clones import Clones
from crmsh_py.convert.rhcs.dependencies import tie
from crmsh_py.convert.rhcs.domains import Domain, place, read_domains
from crmsh_py.convert.rhcs.grouping import Outcome, group, has_members, nested
from crmsh_py.convert.rhcs.machines import guest
from crmsh_py.convert.rhcs.manager import read_manager
from crmsh_py.convert.rhcs.recovery import Policy, policy, tell_of_start, tell_rest
from crmsh_py.convert.rhcs.translation import claim
from crmsh_py.convert.rhcs.trees import SERVICE_TAGS, VM, Known, Resource, expand, known
from crmsh_py.convert.rhcs.work import Work, children
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.xmltree import Element

_TOP = (*SERVICE_TAGS, VM)


@dataclass(slots=True)
class Services:
    """The services of a file while they are converted: their trees, domains and ids."""

    work: Work
    domains: dict[str, Domain]
    clones: Clones
    known: Known
    before: int
    """How many problems were told when the services were read."""
    ids: dict[Resource, str] = field(default_factory=dict)
    outcomes: dict[Resource, Outcome] = field(default_factory=dict)
    constraints: dict[str, list[str]] = field(default_factory=dict)
    """By the names of the domains that services name: the ids of their location constraints."""


def read_services(work: Work, rm_elements: Sequence[Element]) -> Services:
    """Read all `<rm>` elements of a file, which stand in any order.

    The names of the services are claimed here: these are the ones that people know.
    """
    before = len(work.draft.problems)
    for rm in rm_elements:
        read_manager(work, rm)
    resources = known(work, rm_elements)
    services = Services(work, read_domains(work, rm_elements), Clones(work), resources, before)
    elements = [one for rm in rm_elements for one in children(rm, *_TOP)]
    found = [tree for tree in (expand(resources, one) for one in elements) if tree is not None]
    for service in found:
        leaves_nothing = service.tag != VM and not has_members(service)
        id_ = "" if leaves_nothing else claim(work, service.name or service.tag, service)
        services.ids[service] = id_
    return services


def convert_services(services: Services) -> None:
    """Convert the services that were read."""
    for service in services.ids:
        _convert(services, service)
    tie(services.work, services.outcomes)
    _tell_of_recovery(services)
    _tell_of_domains(services)
    _tell_of_unused(services, services.known)
    _say_once(services)


def _say_once(services: Services) -> None:
    """Say what is said of a resource at its definition once, however often it is used."""
    told, before = services.work.draft.problems, services.before
    said: dict[object, Diagnostic] = {}
    for one in told[before:]:
        at = one.location
        said.setdefault((one.code, one.message, at and (at.name, at.position)), one)
    told[before:] = said.values()


def _convert(services: Services, service: Resource) -> None:
    work, id_ = services.work, services.ids[service]
    domain = _domain(services, service)
    made = policy(work, service, domain)
    if service.tag == VM:
        outcome = guest(work, service, id_, made, services.clones)
    else:
        tell_rest(work, service)
        outcome = group(work, service, id_, made, services.clones)
    services.outcomes[service] = outcome
    for inner in nested(service):
        _inlined(services, inner)
    if not outcome.id:
        _without_group(work, service, outcome, made)
        return
    tell_of_start(work, service, made, outcome.id)
    at = work.place(service.element)
    if domain is not None:
        locations = place(work, outcome.id, domain, at)
        outcome.others += locations
        services.constraints[domain.name.casefold()] += locations
    if service.tag != VM:
        work.draft.became(service.label, outcome.id, *outcome.others, location=at)


def _domain(services: Services, service: Resource) -> Domain | None:
    name = service.attributes.get("domain", "")
    domain = services.domains.get(name.casefold())
    services.constraints.setdefault(name.casefold(), [])
    if name and domain is None:
        message = f"there is no failover domain '{name}': {service.label} runs anywhere"
        hint = "rgmanager took it so too; correct the name, or add location constraints"
        holder = service.holder("domain")
        services.work.warn("failover-domain", message, holder, "domain", hint=hint)
    return domain


def _inlined(services: Services, inner: Resource) -> None:
    """Report a service inside of a service: what is in it starts as if it stood there itself."""
    work = services.work
    message = f"{inner.label} is inside of another service: its resources are put in its place"
    work.tell("approximated", message, inner.element)
    for name in inner.attributes:
        if name not in {"name", "ref"} and not name.startswith("__"):
            message = f"'{name}' of {inner.label} has no effect: the outer service decides"
            work.tell("dropped", message, inner.holder(name), name)


def _without_group(work: Work, service: Resource, outcome: Outcome, made: Policy) -> None:
    """Report a service of which nothing is left to be grouped."""
    at = work.place(service.element)
    if not outcome.bases:
        message = f"{service.label} has no resources, so that nothing is left of it"
        hint = "rgmanager showed it as started; add a resource to it if it is needed"
        work.warn("empty-service", message, service.element, hint=hint)
        work.draft.became(service.label, note="it has no resources", location=at)
        return
    message = f"{service.label} consists of clones only: there is no group of that name"
    lost = ", ".join(("failover domain", *made.meta))
    hint = f"what was set for it is not applied to the clones: {lost}"
    work.warn("cluster-file-system", message, service.element, hint=hint)
    work.draft.became(service.label, *outcome.bases, location=at)


def _tell_of_recovery(services: Services) -> None:
    groups = (one for one, outcome in services.outcomes.items() if outcome.id)
    first = next((one for one in groups if len(one.children) > 1), None)
    if first is None:
        return
    message = "when a resource fails, a group restarts it and those after it, no longer all"
    hint = "rgmanager stopped and started the whole service; mostly the difference is welcome"
    services.work.tell("service-recovery", message, first.element, hint=hint)


def _tell_of_unused(services: Services, resources: Known) -> None:
    work = services.work
    for (tag, name), element in resources.definitions.items():
        if not resources.uses["service" if tag in SERVICE_TAGS else tag, name]:
            message = f"no service uses {tag} '{name}': it is left out"
            work.tell("unused-resource", message, element)
            note = "no service uses it"
            work.draft.became(f"{tag} '{name}'", note=note, location=work.place(element))


def _tell_of_domains(services: Services) -> None:
    work = services.work
    for name, domain in services.domains.items():
        at = work.place(domain.element)
        ids = services.constraints.get(name)
        if ids is None:
            message = f"no service uses the failover domain '{domain.name}': it is left out"
            work.tell("unused-resource", message, domain.element)
        note = "" if ids else "no service uses it" if ids is None else "it has no effect"
        work.draft.became(f"failoverdomain '{domain.name}'", *(ids or ()), note=note, location=at)
