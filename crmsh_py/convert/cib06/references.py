"""From a constraint to the resources that it names."""

from dataclasses import dataclass

from crmsh_py.convert.cib06.targets import Dissolved, without_instance
from crmsh_py.convert.cib06.work import Work
from crmsh_py.xmltree import Element


@dataclass(frozen=True, slots=True)
class Reference:
    """A resource of the new document; or a group that was dissolved, with what is left of it.

    What once was started may be promoted now.
    """

    id: str
    group: Dissolved | None = None
    is_promoted: bool = False

    @property
    def each(self) -> tuple[str, ...]:
        """The resources it stands for."""
        return (self.id,) if self.group is None else self.group.members


def refer(work: Work, constraint: Element, name: str) -> Reference | None:
    """Return the resource that an attribute names; None if there is none, which is reported.

    The old engine ignored a constraint that named a resource which does not exist.
    """
    old = constraint.get(name)
    if not old:
        words = f"the constraint does not say {name!r}: it is left out"
        work.warn("incomplete", words, constraint)
        return None
    return find(work, constraint, old)


def find(work: Work, constraint: Element, old: str) -> Reference | None:
    """Return what became of a resource; None if nothing did, which is reported."""
    id_ = _named(work, constraint, old)
    group = work.targets.dissolved.get(id_)
    if group is not None:
        return _dissolved(work, constraint, group)
    new = work.targets.names.get(id_)
    if new is not None:
        return Reference(new, is_promoted=id_ in work.targets.promoted)
    of = constraint.get("id", "without an id")
    if id_ in work.targets.left_out:
        words = f"{id_!r} was left out, and so is the constraint {of!r} on it"
        work.warn("dangling-reference", words, constraint, old)
    else:
        words = f"there is no resource {old!r}: the constraint {of!r} had no effect and is left out"
        work.warn("dangling-reference", words, constraint, old)
    return None


def _dissolved(work: Work, constraint: Element, group: Dissolved) -> Reference | None:
    if work.targets.affords(len(group.members)):
        return Reference(group.tag or group.members[0], group)
    report_too_many(work, constraint)
    return None


def report_too_many(work: Work, constraint: Element) -> None:
    """Report that a constraint is left out, as saying it for each member would be too much."""
    words = "there are too many constraints on too large groups: this one is left out"
    work.fail("dissolved-group", words, constraint, hint="make smaller groups of them")


def _named(work: Work, constraint: Element, old: str) -> str:
    """Return the old id that counts: that of the clone if a copy, or what is cloned, is named."""
    targets = work.targets
    base = None if targets.knows(old) else without_instance(old)
    id_ = old if base is None or not targets.knows(base) else base
    clone = targets.clone_of.get(id_)
    whole = clone if clone is not None and targets.knows(clone) else id_
    if base is not None and whole != old:
        words = f"{old!r} is one copy of a clone: the constraint is on all of {whole!r} now"
        work.warn("instance-reference", words, constraint, old)
    elif whole != old:
        words = f"{old!r} is inside a clone: the constraint is on {whole!r} now"
        work.warn("instance-reference", words, constraint, old)
    return whole
