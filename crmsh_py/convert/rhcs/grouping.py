"""A service into a group, and into what cannot be in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from crmsh_py.convert.rhcs.agents import KINDS, WITHOUT_RESOURCE
from crmsh_py.convert.rhcs.clones import (
    CLONED,
    CLUSTER_FILE_SYSTEM,
    Base,
    Clones,
    stand_on,
    start_after,
    start_before,
    together,
)
from crmsh_py.convert.rhcs.order import stops_in_mirror_order
from crmsh_py.convert.rhcs.reading import Surroundings
from crmsh_py.convert.rhcs.recovery import Policy, meta_set
from crmsh_py.convert.rhcs.subtrees import NON_CRITICAL, Part, independence, split
from crmsh_py.convert.rhcs.translation import Context, claim, translate
from crmsh_py.convert.rhcs.trees import SERVICE_TAGS, Resource
from crmsh_py.convert.rhcs.work import Work
from crmsh_py.grammar import tree

_BRINGERS = frozenset({"script", "lvm"})
"""Types that may bring the device of a file system."""
_DATABASES = frozenset({"oracledb", "orainstance"})


@dataclass(slots=True)
class Outcome:
    """What a service became: the resource it is now, if any, and others that belong to it."""

    id: str = ""
    others: list[str] = field(default_factory=list)
    bases: dict[str, Base] = field(default_factory=dict)
    around: dict[str, tuple[str, int]] = field(default_factory=dict)
    """By clones that stood between members: what may have brought their device, and how many
    members there were before."""


def group(work: Work, service: Resource, id_: str, policy: Policy, clones: Clones) -> Outcome:
    """Add what a service becomes; `id_` was claimed for it."""
    part = _with_members(split(service))
    everything = [one for one in part.all_members() if one.tag not in SERVICE_TAGS]
    context = Context(_surroundings(everything), policy.on_fail)
    outcome, ids = Outcome(), []
    if _stays_single(work, part, everything):
        outcome.id = id_
        whole = replace(context, meta=policy.meta, id=id_)
        _members(work, part, whole, clones, outcome)
    elif ids := _members(work, part, context, clones, outcome):
        outcome.id = id_
        at = work.place(service.element)
        words = tuple(map(tree.Word, ids))
        work.draft.add(tree.Group(id_, words, meta_set(policy.meta)), at)
    if outcome.id:
        _attach(work, part, outcome, ids)
        for one in part.parts:
            _apart(work, one, outcome.id, context, clones)
    return outcome


def _attach(work: Work, part: Part, outcome: Outcome, ids: list[str]) -> None:
    """Let what a service became stand on its clones."""
    _on_clones(work, part.root, outcome, ids)
    if not stops_in_mirror_order(part.root):
        message = f"{part.root.label} stops just the other way round than it starts"
        hint = "rgmanager stopped some types in an order of their own; mostly that is harmless"
        work.tell("stop-order", message, part.root.element, hint=hint)


def _on_clones(work: Work, root: Resource, outcome: Outcome, ids: list[str]) -> None:
    """Let resources that were made together stand on the clones that stood among them."""
    for base in outcome.bases.values():
        if base.id in outcome.around:
            _surround(work, root, base, outcome, ids)
        else:
            stand_on(work, outcome.id, base, work.place(root.element))


def _surround(work: Work, service: Resource, base: Base, outcome: Outcome, ids: list[str]) -> None:
    """Start a cluster file system between those members between which it stood."""
    bringer, count = outcome.around[base.id]
    at = work.place(service.element)
    together(work, outcome.id, base, at)
    start_before(work, bringer, base, at)
    if count < len(ids):
        start_after(work, ids[count], base, at)
    message = f"'{base.id}' waits for '{bringer}' only if the two start at the same time"
    hint = f"if '{bringer}' brings its device, make a clone of it, with which '{base.id}' runs"
    work.warn("cluster-file-system", message, service.element, hint=hint)


def _stays_single(work: Work, part: Part, everything: list[Resource]) -> bool:
    if not work.choices.flatten_single or len(everything) != 1 or part.parts:
        return False
    kind = KINDS.get(everything[0].tag)
    return everything[0].tag not in CLONED and (kind is None or kind.companions is None)


def _with_members(part: Part) -> Part:
    """Make the first independent part the main one, if there is nothing beside these."""
    beside = any(one.tag not in SERVICE_TAGS for one in (*part.members, *part.non_critical))
    if beside or not part.parts:
        return part
    first, *others = part.parts
    return Part(part.root, first.members, first.non_critical, [*first.parts, *others])


def _surroundings(members: list[Resource]) -> Surroundings:
    addresses = [one.name for one in members if one.tag == "ip" and one.name]
    sids = [one.name for one in members if one.tag in _DATABASES]
    return Surroundings(tuple(addresses), tuple(sids))


def _members(
    work: Work, part: Part, context: Context, clones: Clones, outcome: Outcome
) -> list[str]:
    """Add the members of a part, and return their ids; clones go into the outcome."""
    ids: list[str] = []
    bringer = ""
    for resource in part.members:
        known = len(outcome.bases)
        added = _member(work, resource, context, clones, outcome)
        if bringer and resource.tag == CLUSTER_FILE_SYSTEM and len(outcome.bases) > known:
            outcome.around[[*outcome.bases][-1]] = (bringer, len(ids))
        ids += added
        bringer = ids[-1] if resource.tag in _BRINGERS else bringer
    loose = replace(context, is_critical=False)
    for resource in part.non_critical:
        if independence(resource) == NON_CRITICAL:
            _tell_of_loose(work, resource)
        ids += _member(work, resource, loose, clones, outcome)
    return ids


def _member(
    work: Work, resource: Resource, context: Context, clones: Clones, outcome: Outcome
) -> Iterable[str]:
    if resource.tag in SERVICE_TAGS:
        return ()
    if resource.tag in CLONED:
        base = clones.of(resource, context)
        outcome.bases.setdefault(base.id, base)
        return ()
    return translate(work, resource, context)


def _apart(work: Work, part: Part, base: str, context: Context, clones: Clones) -> None:
    """Add a part that may fail and be restarted without the rest of its service."""
    outcome = Outcome()
    ids = _members(work, part, context, clones, outcome)
    at = work.place(part.root.element)
    if not ids:
        return
    outcome.id = ids[0]
    if len(ids) > 1:
        outcome.id = claim(work, f"{base}-{part.root.name or part.root.tag}", part.root)
        work.draft.add(tree.Group(outcome.id, tuple(map(tree.Word, ids))), at)
    stand_on(work, outcome.id, Base(base), at)
    _on_clones(work, part.root, outcome, ids)
    message = f"{part.root.label} is an independent subtree: '{outcome.id}' is not in the group"
    hint = f"it starts after '{base}', where that runs, and restarts without it"
    work.warn("independent-subtree", message, part.root.element, hint=hint)
    for one in part.parts:
        _apart(work, one, outcome.id, context, clones)


def _tell_of_loose(work: Work, resource: Resource) -> None:
    message = f"{resource.label} is not critical: it starts last, and may fail for good"
    hint = "if there are several in one group, those after one that failed are stopped with it"
    work.warn("independent-subtree", message, resource.element, hint=hint)


def has_members(service: Resource) -> bool:
    """Tell whether there is something in a service that a group can be made of."""
    left_out = {*SERVICE_TAGS, *CLONED, *WITHOUT_RESOURCE}
    return any(one.tag not in left_out or has_members(one) for one in service.children)


def nested(service: Resource) -> Iterator[Resource]:
    """Yield the services inside of a service, whose members are taken for its own."""
    for child in service.children:
        if child.tag in SERVICE_TAGS:
            yield child
        yield from nested(child)
