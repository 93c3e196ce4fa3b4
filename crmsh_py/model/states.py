"""Telling resources what state they are to be in: the edits, and the words about each of them.

Every function returns a line for all that it did beside what was asked.
"""

from collections.abc import Iterator, Sequence

from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import a_kind, container, kind, members, title
from crmsh_py.model.meta import (
    IS_MANAGED,
    MAINTENANCE,
    TARGET_ROLE,
    cluster_option,
    drop,
    effective,
    governing,
    inner,
    is_promotable,
    is_true,
    normal,
    own,
    put,
)
from crmsh_py.model.releases import role_word
from crmsh_py.xmltree import Element

STARTED, STOPPED = "Started", "Stopped"


def targets(resources: Sequence[Element]) -> tuple[list[Element], list[str]]:
    """Return what a state is set for, each once, and a line for each that is not what was named."""
    found: dict[Element, None] = {}
    lines = []
    for one in resources:
        target = governing(one)
        found[target] = None
        if target is not one:
            lines.append(f"{one.get('id')} is in the {title(target)}: that is what is set")
    return list(found), list(dict.fromkeys(lines))


# ------------------------------------------------------------------ starting and stopping


def start(cib: Cib, resources: Sequence[Element]) -> list[str]:
    """Let resources be started, whatever kept them stopped.  Raises CrmError."""
    found, lines = targets(resources)
    for target in found:
        lines += _start_group_around(cib, target)
        if not _is_started_by_group(cib, target):
            lines += give(cib, target, TARGET_ROLE, STARTED)
        if is_promotable(cib, target):
            lines.append(f"{target.get('id')} is promotable: {STARTED} allows promotion as well")
    return lines + [line for one in found for line in _kept_back(cib, one)]


def stop(cib: Cib, resources: Sequence[Element]) -> list[str]:
    """Let resources be stopped.  Raises CrmError."""
    found, lines = targets(resources)
    for target in found:
        lines += give(cib, target, TARGET_ROLE, STOPPED)
        behind = [one.get("id", "") for one in _behind(target) if one not in found]
        if behind:
            group = container(target)
            assert group is not None
            lines.append(f"what stands behind it in {title(group)} stops too: {', '.join(behind)}")
    return lines + [line for one in found for line in _kept_back(cib, one)]


def set_role(cib: Cib, resources: Sequence[Element], role: str) -> list[str]:
    """Let instances be promoted, or demoted.  Raises CrmError (wrong-kind)."""
    found, lines = targets(resources)
    problems = [_not_promotable(one) for one in found if not is_promotable(cib, one)]
    if problems:
        raise CrmError(*problems)
    for target in found:
        lines += give(cib, target, TARGET_ROLE, role_word(cib.schema, role))
    return lines + [line for one in found for line in _kept_back(cib, one)]


def _not_promotable(resource: Element) -> Diagnostic:
    id_ = resource.get("id", "")
    message = f"{id_!r} is {a_kind(resource)} whose instances cannot be promoted"
    hint = "only a promotable clone has instances to promote"
    if resource.tag == "clone":
        hint = f"'configure set {id_}.meta.promotable true' makes it a promotable clone"
    return Diagnostic("wrong-kind", message, subject=id_, hint=hint)


def _start_group_around(cib: Cib, target: Element) -> Iterator[str]:
    """Start what a member of a group waits for: the group, and the members in front of it."""
    group = container(target)
    if group is None:
        return
    if _is_stopped(cib, group) and own(cib, group, TARGET_ROLE) is not None:
        yield f"{title(group)} was stopped: it is started, with its members"
        put(cib, group, TARGET_ROLE, STARTED)
    for member in _in_front(target):
        if _is_stopped(cib, member):
            yield f"{member.get('id')} stands in front of it and was stopped: it is started too"
            put(cib, member, TARGET_ROLE, STARTED)


def _is_started_by_group(cib: Cib, target: Element) -> bool:
    """Tell whether a member without a target-role of its own starts because its group does."""
    group = container(target)
    if group is None or own(cib, target, TARGET_ROLE) is not None:
        return False
    return own(cib, group, TARGET_ROLE) is not None and not _is_stopped(cib, target)


def _is_stopped(cib: Cib, resource: Element) -> bool:
    found = effective(cib, resource, TARGET_ROLE)
    return found is not None and normal(TARGET_ROLE, found.value) == STOPPED


def _in_front(target: Element) -> list[Element]:
    group = container(target)
    siblings = [] if group is None else members(group)
    return siblings[: siblings.index(target)] if siblings else []


def _behind(target: Element) -> list[Element]:
    group = container(target)
    siblings = [] if group is None else members(group)
    return siblings[siblings.index(target) + 1 :] if siblings else []


def _kept_back(cib: Cib, resource: Element) -> Iterator[str]:
    """Say what keeps the cluster from acting on a resource all the same."""
    id_ = resource.get("id")
    if not is_true(effective(cib, resource, IS_MANAGED), otherwise=True):
        yield f"{id_} is not managed: the cluster leaves it alone until 'resource manage {id_}'"
    if is_true(effective(cib, resource, MAINTENANCE), otherwise=False):
        words = f"until 'resource maintenance {id_} off'"
        yield f"{id_} is in maintenance: the cluster leaves it alone {words}"
    if is_true(cluster_option(cib, "maintenance-mode"), otherwise=False):
        yield f"the whole cluster is in maintenance-mode: it leaves {id_} alone until that ends"


# ------------------------------------------------------------------ managing


def set_managed(cib: Cib, resources: Sequence[Element], *, managed: bool) -> list[str]:
    """Let the cluster manage resources, or keep its hands off them.  Raises CrmError."""
    found, lines = targets(resources)
    for target in found:
        lines += give(cib, target, IS_MANAGED, str(managed).lower())
        if managed:
            lines += _free(cib, target, MAINTENANCE, "true")
    return lines


def set_maintenance(cib: Cib, resources: Sequence[Element], *, on: bool) -> list[str]:
    """Put resources into maintenance, or end it.  Raises CrmError."""
    found, lines = targets(resources)
    for target in found:
        lines += give(cib, target, MAINTENANCE, str(on).lower())
        if not on:
            lines += _free(cib, target, IS_MANAGED, "false")
    return lines


def _free(cib: Cib, target: Element, name: str, hindering: str) -> Iterator[str]:
    """Take off what would keep a resource unmanaged all the same, by another name."""
    for one in (target, *inner(target)):
        found = own(cib, one, name)
        if found is not None and normal(name, found.value) == hindering:
            yield f"{one.get('id')}: {name}={found.value} is taken off, or it stayed unmanaged"
            drop(cib, one, name)
    found = effective(cib, target, name)
    if found is not None and normal(name, found.value) == hindering:
        value = "false" if hindering == "true" else "true"
        words = f"because {title(found.owner)} has {name}={found.value}"
        yield f"{target.get('id')}: {name}={value} is set, {words}"
        put(cib, target, name, value)


# ------------------------------------------------------------------ one value


def give(cib: Cib, target: Element, name: str, value: str) -> Iterator[str]:
    """Give a resource a value, and take off those of its members that contradict it."""
    if not put(cib, target, name, value):
        yield f"{target.get('id')} has {name}={value} already"
    for member in inner(target):
        found = own(cib, member, name)
        if found is not None and normal(name, found.value) != normal(name, value):
            words = f"it contradicts that of the {kind(target)}"
            yield f"{member.get('id')}: {name}={found.value} is taken off, {words}"
            drop(cib, member, name)
