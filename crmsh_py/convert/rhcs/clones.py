"""What services need and what cannot be in a group: cluster file systems, and DRBD devices."""

from dataclasses import dataclass, field

from crmsh_py.convert import drbd
from crmsh_py.convert.rhcs.agents import LVM
from crmsh_py.convert.rhcs.storage import volume_group_of
from crmsh_py.convert.rhcs.translation import Context, translate
from crmsh_py.convert.rhcs.trees import Resource
from crmsh_py.convert.rhcs.work import Work
from crmsh_py.grammar import tree
from crmsh_py.source import Location

DRBD, CLUSTER_FILE_SYSTEM = "drbd", "clusterfs"
CLONED = frozenset({DRBD, CLUSTER_FILE_SYSTEM})
_OCFS2 = "ocfs2"
_INTERLEAVE = {"interleave": "true"}
_DLM = tree.Agent("ocf", "pacemaker", "controld")
_LOCKS = tree.Agent("ocf", "heartbeat", "lvmlockd")
_O2CB = tree.Agent("ocf", "pacemaker", "o2cb")
_INSTALL = (
    "Install dlm and the tools of the cluster file systems on all nodes, and let neither dlm nor"
    " file systems be started at boot; they need working fencing."
)
_LOCK_TIMEOUTS = ("30s", "90s", "90s", "100s")


@dataclass(frozen=True, slots=True)
class Base:
    """A clone that services stand on; `is_promotable`: they need its promoted instance."""

    id: str
    is_promotable: bool = False
    device: str = ""
    """The clone that needs the device first: that of a volume group, or of the file system."""


@dataclass(slots=True)
class Clones:
    """The clones made so far; services that use the same storage share its clone."""

    work: Work
    made: dict[tuple[str, str], Base] = field(default_factory=dict)

    def of(self, resource: Resource, context: Context) -> Base:
        """Return the clone of a resource, making it if this is the first use."""
        what = resource.attributes.get("device") or resource.name
        key = (resource.tag, f"{what} {resource.attributes.get('mountpoint', '')}")
        if key not in self.made:
            is_drbd = resource.tag == DRBD
            made = self._drbd(resource, context) if is_drbd else self._file_system(resource)
            self.made[key] = made
        else:
            base, at = self.made[key], self.work.place(resource.element)
            note = "shared with another service"
            self.work.draft.became(resource.label, base.id, note=note, location=at)
        return self.made[key]

    def _drbd(self, resource: Resource, context: Context) -> Base:
        (primitive,) = translate(self.work, resource, context)
        clone = self._clone(primitive, resource, dict(drbd.CLONE))
        self._became(resource, clone)
        message = f"{resource.label} is promoted before all members of the group start"
        self.work.tell("approximated", message, resource.element)
        return Base(clone, is_promotable=True)

    def _file_system(self, resource: Resource) -> Base:
        below = self._below(resource)
        (primitive,) = translate(self.work, resource, Context())  # it serves several services
        clone = self._clone(primitive, resource, _INTERLEAVE)
        stand_on(self.work, clone, Base(below[-1]), self.work.place(resource.element))
        message = f"{resource.label} is mounted on all nodes, by a clone on clones of its locking"
        hint = "check them: rgmanager mounted it only where a service needed it"
        self.work.warn("cluster-file-system", message, resource.element, hint=hint)
        self._became(resource, clone, *below)
        group = volume_group_of(resource.attributes.get("device", ""))
        return Base(clone, device=self.made[f"lvm_{group}", ""].id if group else clone)

    def _below(self, resource: Resource) -> list[str]:
        """Return the clones that a cluster file system needs, the lowest first."""
        self.work.draft.remind(_INSTALL)
        ids = [self._daemon("dlm", _DLM, {}, "", resource)]
        group = volume_group_of(resource.attributes.get("device", ""))
        if group:
            ids.append(self._daemon("lvmlockd", _LOCKS, {}, ids[-1], resource))
            values = {"vgname": group, "vg_access_mode": "lvmlockd", "activation_mode": "shared"}
            ids.append(self._daemon(f"lvm_{group}", LVM, values, ids[-1], resource))
            self.work.draft.remind(
                f"Give the volume group {group} to lvmlockd in place of clvmd:"
                f" 'use_lvmlockd = 1' in lvm.conf, 'vgchange --lock-type dlm {group}'."
            )
        if resource.attributes.get("fstype") == _OCFS2:
            ids.append(self._daemon("o2cb", _O2CB, {}, ids[-1], resource))
        return ids

    def _daemon(
        self, wish: str, agent: tree.Agent, values: dict[str, str], lower: str, resource: Resource
    ) -> str:
        """Return the clone of what a cluster file system stands on, making it at its first use."""
        key = (wish, "")
        if key not in self.made:
            primitive = self._primitive(wish, agent, values, resource)
            clone = self._clone(primitive, resource, _INTERLEAVE)
            if lower:
                stand_on(self.work, clone, Base(lower), self.work.place(resource.element))
            self.made[key] = Base(clone)
        return self.made[key].id

    def _became(self, resource: Resource, *ids: str) -> None:
        at = self.work.place(resource.element)
        self.work.draft.became(f"{resource.label}, cloned", *ids, location=at)

    def _primitive(
        self, wish: str, agent: tree.Agent, values: dict[str, str], resource: Resource
    ) -> str:
        at = self.work.place(resource.element)
        id_ = self.work.draft.claim(wish, at)
        pairs = tuple(tree.NvPair(name, value) for name, value in values.items())
        sets = (tree.NvSet("params", pairs),) if pairs else ()
        interval, monitor, start, stop = _LOCK_TIMEOUTS
        operations = (
            _op("monitor", interval, monitor),
            _op("start", "0s", start),
            _op("stop", "0s", stop),
        )
        self.work.draft.add(tree.Primitive(id_, agent, (*sets, *operations)), at)
        return id_

    def _clone(self, primitive: str, resource: Resource, meta: dict[str, str]) -> str:
        at = self.work.place(resource.element)
        id_ = self.work.draft.claim(f"{primitive}-clone", at)
        pairs = tuple(tree.NvPair(name, value) for name, value in meta.items())
        clone = tree.Clone(id_, tree.Word(primitive), (tree.NvSet("meta", pairs),))
        self.work.draft.add(clone, at)
        return id_


def stand_on(work: Work, upper: str, base: Base, at: Location) -> None:
    """Let a resource run where a clone does, and after it."""
    together(work, upper, base, at)
    start_after(work, upper, base, at)


def together(work: Work, upper: str, base: Base, at: Location) -> None:
    """Let a resource run where a clone does."""
    role = "Promoted" if base.is_promotable else None
    id_ = work.draft.claim(f"col-{upper}-with-{base.id}", at)
    ends = (tree.End(upper), tree.End(base.id, role))
    work.draft.add(tree.Colocation(id_, "INFINITY", ends), at)


def start_after(work: Work, upper: str, base: Base, at: Location) -> None:
    """Let a resource start after a clone."""
    action = "promote" if base.is_promotable else None
    order = work.draft.claim(f"ord-{base.id}-{upper}", at)
    then = tree.End(upper, "start" if action else None)
    work.draft.add(tree.Order(order, (tree.End(base.id, action), then), "Mandatory"), at)


def start_before(work: Work, lower: str, base: Base, at: Location) -> None:
    """Let a clone start after a resource, if both are to start."""
    order = work.draft.claim(f"ord-{lower}-{base.device}", at)
    ends = (tree.End(lower), tree.End(base.device))
    work.draft.add(tree.Order(order, ends, "Optional"), at)


def _op(name: str, interval: str, timeout: str) -> tree.Op:
    return tree.Op(name, (tree.NvPair("interval", interval), tree.NvPair("timeout", timeout)))
