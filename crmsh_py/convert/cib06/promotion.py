"""What a script once promoted by being started: a promotable clone today.

Heartbeat's drbddisk stood in a group, in front of what needs the disk.  Its clone stands in
front of the group, which runs where it is promoted, after it was.
"""

from crmsh_py import xmltree
from crmsh_py.convert.cib06.meta import settled, stickiness_of
from crmsh_py.convert.cib06.nvsets import Pair
from crmsh_py.convert.cib06.settings import Settings, write_settings
from crmsh_py.convert.cib06.substitutes import Substitute
from crmsh_py.convert.cib06.work import Work
from crmsh_py.grammar.tree import Op
from crmsh_py.xmltree import Element


def add_promotable(
    work: Work, old: Element, primitive: Element, substitute: Substitute, settings: Settings
) -> Element:
    """Put a primitive with its operations into a promotable clone, which is added and returned."""
    id_ = primitive.get("id", "")
    _add_operations(work, primitive, substitute.operations)
    for op in old.iter("op"):
        words = f"its own operations are in the place of {op.get('name', 'this one')!r}"
        work.tell("dropped", words, op)
    clone = xmltree.new("clone", {"id": work.ids.fresh(f"{id_}-clone")})
    meta = settled(work, old, settings, stickiness=stickiness_of(work, settings))
    given = {"promotable": "true", **dict(substitute.cloned or ())}
    pairs = (Pair(name, value, old) for name, value in given.items())
    write_settings(work, clone, Settings(meta.with_meta(*pairs).meta))
    xmltree.attach(clone, primitive, None)
    xmltree.attach(work.section("resources"), clone, None)
    work.made(clone, old)
    work.targets.promoted.add(old.get("id", ""))
    words = f"what {old.get('type')!r} did by starting, {clone.get('id')!r} does by promotion"
    work.warn("drbd-setup", words, old, subject=clone.get("id", ""))
    return clone


def _add_operations(work: Work, primitive: Element, operations: tuple[Op, ...]) -> None:
    holder = xmltree.sub(primitive, "operations")
    for op in operations:
        given = {pair.name or "": pair.value or "" for pair in op.attributes}
        id_ = work.ids.fresh(f"{primitive.get('id')}-{op.name}-{given.get('interval', '0s')}")
        xmltree.sub(holder, "op", {"id": id_, "name": op.name, **given})


def run_with_promoted(work: Work, group: Element, clone: str) -> tuple[str, str]:
    """Let a group run where a clone is promoted, and after that; return the constraints' ids."""
    section, id_ = work.section("constraints"), group.get("id", "")
    near = work.ids.fresh(f"col-{id_}-with-{clone}")
    given = {"id": near, "score": "INFINITY", "rsc": id_, "with-rsc": clone}
    xmltree.sub(section, "rsc_colocation", {**given, "with-rsc-role": "Promoted"})
    after = work.ids.fresh(f"ord-{clone}-{id_}")
    given = {"id": after, "first": clone, "first-action": "promote", "then": id_}
    xmltree.sub(section, "rsc_order", {**given, "then-action": "start"})
    return near, after
