"""The resources section: primitives and what contains them."""

from dataclasses import replace

from crmsh_py import xmltree
from crmsh_py.convert import drbd
from crmsh_py.convert.cib06.agents import convert_agent, convert_inherited
from crmsh_py.convert.cib06.clones import clone_settings, cloned_device, only_child
from crmsh_py.convert.cib06.comments import keep_comment
from crmsh_py.convert.cib06.failure_stickiness import total
from crmsh_py.convert.cib06.groups import Flags, add_constraints, dissolved, flags_of
from crmsh_py.convert.cib06.meta import settled, stickiness_of
from crmsh_py.convert.cib06.meta_names import OF_CLONES, PROMOTABLE, is_false
from crmsh_py.convert.cib06.objects import RESOURCES
from crmsh_py.convert.cib06.operations import Needs, convert_operations
from crmsh_py.convert.cib06.promotion import add_promotable, run_with_promoted
from crmsh_py.convert.cib06.scan import scan
from crmsh_py.convert.cib06.settings import NONE, Settings, read_settings, write_settings
from crmsh_py.convert.cib06.substitutes import Substitute, agent_name
from crmsh_py.convert.cib06.work import Work
from crmsh_py.grammar.tree import Agent
from crmsh_py.xmltree import Element

_PARTS = frozenset({"operations", "op", "instance_attributes", "meta_attributes"})


def convert_resources(work: Work, section: Element) -> None:
    """Convert the resources; what became of each is noted for the constraints."""
    scan(work)
    target = work.section("resources")
    for child in section:
        if not keep_comment(child, target):
            convert_resource(work, child, target)


def convert_resource(work: Work, old: Element, target: Element) -> None:
    """Convert a resource, and add what becomes of it."""
    match old.tag:
        case "primitive":
            _primitive(work, old, target, NONE)
        case "group":
            _group(work, old, target)
        case "clone" | "master_slave" | "master":
            _clone(work, old, target)
        case _:
            words = f"there is no kind of resource <{old.tag!s}>: it is left out"
            work.fail("incomplete", words, old, hint="primitive, group, clone and master_slave")


def _new(work: Work, old: Element, tag: str) -> Element:
    new = xmltree.new(tag, {"id": work.claimed[old]})
    if old.get("description"):
        new.set("description", old.get("description", ""))
    return work.made(new, old)


def _name(old: Element) -> str:
    return f"{old.tag!s} {old.get('id', '(without id)')}"


def _note(work: Work, old: Element, new: Element) -> None:
    work.targets.names.setdefault(old.get("id", ""), new.get("id", ""))


def _leave_out(work: Work, old: Element, why: str) -> None:
    work.targets.left_out.add(old.get("id", ""))
    work.became(old, _name(old), note=why)


def _settings(work: Work, old: Element) -> Settings:
    """Return what a resource says about itself, noting whether it is managed."""
    settings = read_settings(work, old)
    if is_false(settings.value("is-managed") or "true"):
        work.targets.skipped.add(old.get("id", ""))
    return settings


# ------------------------------------------------------------------ primitives


def _primitive(
    work: Work, old: Element, target: Element, inherited: Settings, *, clone: str = ""
) -> Element | None:
    """Convert a primitive; `clone` is the tag of the clone that it is in."""
    own = _settings(work, old)
    settings = own.over(inherited)
    substitute = convert_agent(work, old, settings.parameters)
    if substitute is None:
        _leave_out(work, old, "there is no agent for it")
        return None
    new = _new(work, old, "primitive")
    _set_agent(new, substitute.agent)
    if substitute.cloned is not None:
        if clone:
            words = f"the script {old.get('type')!r} cannot be in a clone: it is one by itself now"
            work.fail("heartbeat-class", words, old, hint="take it out of the clone")
        _promotable(work, old, new, substitute, settings)
        return None
    _about_drbd(work, old, substitute, clone)
    operations = xmltree.new("primitive", {"id": new.get("id", "")})
    needs = Needs(settings, substitute.monitor, is_promotable=clone in PROMOTABLE)
    requires = convert_operations(work, old, operations, needs)
    meta = settled(work, old, settings, stickiness=stickiness_of(work, settings))
    if requires is not None and meta.find("requires") is None:
        meta = meta.with_meta(requires)
    write_settings(work, new, replace(meta, parameters=substitute.parameters))
    for child in list(operations):
        xmltree.attach(new, child, None)
    _report_strangers(work, old, _PARTS)
    xmltree.attach(target, new, None)
    _note(work, old, new)
    work.became(old, _name(old), new.get("id", ""), note=_agent_note(old, substitute.agent))
    return new


def _promotable(
    work: Work, old: Element, new: Element, substitute: Substitute, settings: Settings
) -> None:
    """Make a clone of what has to be promoted today, outside the group that it was in."""
    write_settings(work, new, Settings(parameters=substitute.parameters))
    clone = add_promotable(work, old, new, substitute, settings)
    _note(work, old, clone)
    note = agent_name(substitute.agent)
    work.became(old, _name(old), clone.get("id", ""), new.get("id", ""), note=note)


def _set_agent(new: Element, agent: Agent) -> None:
    new.set("class", agent.class_)
    if agent.provider:
        new.set("provider", agent.provider)
    new.set("type", agent.type)


def _agent_note(old: Element, agent: Agent) -> str:
    before = Agent(old.get("class", ""), old.get("provider"), old.get("type", ""))
    return "" if before == agent else agent_name(agent)


def _about_drbd(work: Work, old: Element, substitute: Substitute, clone: str) -> None:
    if substitute.agent == drbd.AGENT and clone not in PROMOTABLE:
        words = "DRBD runs as a promotable clone only, and this is none"
        hint = f"ms {old.get('id')}-clone {old.get('id')} meta clone-max=2 notify=true"
        work.warn("approximated", words, old, "drbd", hint=hint)


def _report_strangers(work: Work, old: Element, known: frozenset[str]) -> None:
    for child in xmltree.children(old):
        if child.tag in known:
            continue
        words = f"<{child.tag!s}> cannot stand in a {old.tag!s}: it is left out"
        if child.tag not in RESOURCES:
            work.warn("dropped", words, child)
            continue
        work.fail("incomplete", words, child, hint="put it beside the other resources")
        inner = child.iter(*RESOURCES)
        work.targets.left_out.update(one.get("id", "") for one in inner)


# ------------------------------------------------------------------ groups


def _group(work: Work, old: Element, target: Element, *, clone: str = "") -> Element | None:
    members = [child for child in xmltree.children(old) if child.tag == "primitive"]
    raw = _settings(work, old)
    flags = flags_of(work, old, raw, is_cloned=bool(clone))
    kept = raw if flags.keep else raw.without("ordered", "collocated")
    settings = _settled_group(work, old, kept, members)
    if flags.dissolves and _can_be_copied(work, old, settings, len(members)):
        _dissolve(work, old, target, settings, flags)
        return None
    new = _new(work, old, "group")
    made = [_primitive(work, one, new, NONE, clone=clone) for one in members]
    _report_strangers(work, old, frozenset({"primitive", *_PARTS}))
    clones = _clones_of(work, old)
    if not any(one is not None for one in made):
        if len(clones) == 1:
            _stands_for(work, old, clones[0])
            return None
        work.warn("dropped", "the group has no members: it is left out", old)
        _leave_out(work, old, "it has no members")
        return None
    parameters = convert_inherited(work, old, settings.parameters)
    _write_in_front(work, new, replace(settings, parameters=parameters))
    xmltree.attach(target, new, None)
    _note(work, old, new)
    besides = [id_ for name in clones for id_ in run_with_promoted(work, new, name)]
    work.became(old, _name(old), new.get("id", ""), *besides)
    return new


def _settled_group(
    work: Work, group: Element, settings: Settings, members: list[Element]
) -> Settings:
    """Settle what a group sets; the stickiness of its members was added up."""
    its_own = stickiness_of(work, settings)
    each = [read_settings(work, one).value("resource-stickiness") or its_own for one in members]
    if len(set(each)) == 1:
        return settled(work, group, settings, stickiness=each[0], members=len(members))
    return settled(work, group, settings, stickiness=total(each))


def _can_be_copied(work: Work, group: Element, settings: Settings, members: int) -> bool:
    """Tell whether what a group sets can be set for each member; if not, it stays a group."""
    layers = (*settings.meta, *settings.parameters)
    if work.targets.affords(members * sum(len(layer.pairs) for layer in layers)):
        return True
    words = "the group sets too much for too many members: it is ordered and collocated now"
    work.fail("dissolved-group", words, group, hint="make smaller groups of it")
    return False


def _clones_of(work: Work, group: Element) -> list[str]:
    """Return the clones of what a group's members did by starting, and is promoted now."""
    members = (one.get("id", "") for one in group.iterchildren("primitive"))
    return [work.targets.names[one] for one in members if one in work.targets.promoted]


def _stands_for(work: Work, group: Element, name: str) -> None:
    """Let the clone that is the only member left stand for the group."""
    work.targets.names[group.get("id", "")] = name
    work.targets.promoted.add(group.get("id", ""))
    work.became(group, _name(group), name, note="the clone is all of it")


def _write_in_front(work: Work, new: Element, settings: Settings) -> None:
    """Put a container's sets in front of what it contains."""
    inner = list(new)
    write_settings(work, new, settings)
    for child in inner:
        xmltree.attach(new, child, None)


def _dissolve(work: Work, old: Element, target: Element, settings: Settings, flags: Flags) -> None:
    """Make single resources of a group's members; constraints do what is left of the group."""
    made = [_primitive(work, one, target, settings) for one in old.iterchildren("primitive")]
    alone = [one for one in made if one is not None]
    ids = tuple(one.get("id", "") for one in alone)
    for name in _clones_of(work, old):
        for one in alone:
            run_with_promoted(work, one, name)
    _report_strangers(work, old, frozenset({"primitive", *_PARTS}))
    if not ids:
        _leave_out(work, old, "it has no members")
        return
    became = dissolved(work, old, ids, flags)
    work.targets.dissolved[old.get("id", "")] = became
    results = add_constraints(work, old, became)
    work.became(old, _name(old), *ids, *results, note="the group was dissolved")


# ------------------------------------------------------------------ clones


def _clone(work: Work, old: Element, target: Element) -> None:
    child = only_child(work, old)
    if child is None:
        work.warn("dropped", "there is nothing in the clone: it is left out", old)
        _leave_out(work, old, "there is nothing in it")
        return
    settings = _settings(work, old)
    if cloned_device(work, old, child):
        _unclone(work, old, child, target, settings)
        return
    new = _new(work, old, "clone")
    inner = _inner(work, child, new, str(old.tag))
    _report_strangers(work, old, frozenset({*RESOURCES, *_PARTS}))
    if inner is None:
        _leave_out(work, old, "nothing is left in it")
        return
    stickiness = settings.value("resource-stickiness")
    unsettled = clone_settings(work, old, new, settings)
    own = settled(work, old, unsettled, stickiness=stickiness)
    parameters = convert_inherited(work, old, settings.parameters)
    _write_in_front(work, new, replace(own, parameters=parameters))
    xmltree.attach(target, new, None)
    _note(work, old, new)
    work.became(old, _name(old), new.get("id", ""))


def _inner(work: Work, child: Element, new: Element, clone: str) -> Element | None:
    if child.tag == "group":
        made = _group(work, child, new, clone=clone)
    else:
        made = _primitive(work, child, new, NONE, clone=clone)
    return made


def _unclone(work: Work, old: Element, child: Element, target: Element, settings: Settings) -> None:
    """Make a single resource of a cloned fencing device: any node can use it without a clone."""
    made = _primitive(work, child, target, settings.without(*OF_CLONES))
    if made is None:
        _leave_out(work, old, "there is no agent for the device in it")
        return
    words = f"fencing devices need no clone: {old.get('id')!r} is {made.get('id')!r} alone now"
    work.tell("uncloned-device", words, old, subject=made.get("id", ""))
    work.targets.names[old.get("id", "")] = made.get("id", "")
    work.became(old, _name(old), made.get("id", ""), note="a fencing device needs no clone")
