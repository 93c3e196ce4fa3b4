"""Primitives, templates and the containers of resources."""

from hypothesis import strategies as st

from crmsh_py import xmltree
from crmsh_py.xmltree import Element
from whole_schema.drawing import BOOLEANS, NUMBERS, ROLES, TEXTS, Drawing, Values
from whole_schema.nvsets import nvset, nvsets

_CLASSES = ("lsb", "heartbeat", "stonith", "upstart", "service", "systemd", "nagios")
_PROVIDERS = ("heartbeat", "pacemaker", "größe", "a b", "a:b", ".")
_TYPES = ("Dummy", "IPaddr2", "fence_x", "a@b", "a@b:c", "x/y", "größe", "-", "a b", "meta", "@x")
_SETS = ("meta_attributes", "instance_attributes")

_OP: Values = {
    "description": TEXTS,
    "timeout": st.sampled_from(["20s", "20", "1min"]) | TEXTS,
    "enabled": BOOLEANS,
    "record-pending": BOOLEANS,
    "role": ROLES,
    "on-fail": st.sampled_from(
        ["ignore", "block", "demote", "stop", "restart", "standby", "fence", "restart-container"]
    ),
}
_OP_NAMES = st.sampled_from(["monitor", "start", "stop", "meta", "op", "op_params"]) | TEXTS
_INTERVALS = st.sampled_from(["10s", "0", "0s", "10", "1min", "PT5S"]) | TEXTS

_CONTAINER: Values = {
    **dict.fromkeys(("replicas", "replicas-per-host"), NUMBERS),
    **dict.fromkeys(("run-command", "network", "options"), TEXTS),
}
_NETWORK: Values = {
    "ip-range-start": TEXTS,
    "control-port": NUMBERS,
    "host-interface": TEXTS,
    "host-netmask": NUMBERS,
    "add-host": BOOLEANS,
}


def resources(drawing: Drawing, section: Element) -> None:
    """Draw resources and templates; what comes first may refer to what comes later."""
    kinds = [primitive] * 3 + [template, group, clone, clone, bundle]
    for _ in drawing.times(3, least=1):
        drawing.pick(kinds)(drawing, section)
    for child in drawing.of(st.permutations(list(section))) if drawing.chance(4) else ():
        section.append(child)


def _description(drawing: Drawing) -> dict[str, str]:
    return drawing.some({"description": TEXTS})


def simple_primitives(drawing: Drawing, section: Element) -> None:
    """Draw something that constraints can be about."""
    for _ in drawing.times(2, least=1):
        drawing.object(section, "primitive", {"class": "lsb", "type": "x"})


# ------------------------------------------------------------------ primitives and templates


def _agent(drawing: Drawing) -> dict[str, str]:
    type_ = drawing.pick(_TYPES)
    if drawing.chance(2):
        return {"class": drawing.pick(_CLASSES), "type": type_}
    return {"class": "ocf", "provider": drawing.pick(_PROVIDERS), "type": type_}


def template(drawing: Drawing, section: Element) -> None:
    """Draw a template."""
    attributes = {**_agent(drawing), **_description(drawing)}
    _inside(drawing, drawing.object(section, "template", attributes))


def primitive(drawing: Drawing, parent: Element) -> None:
    """Draw a primitive, one that uses a template perhaps."""
    known = drawing.reference("template", one_in=2)
    agent = _agent(drawing) if known is None else {"template": known}
    attributes = {**agent, **_description(drawing)}
    _inside(drawing, drawing.object(parent, "primitive", attributes))


def _inside(drawing: Drawing, made: Element) -> None:
    sets = (*_SETS, "utilization")
    nvsets(drawing, made, sets)
    if drawing.chance(2):
        operations(drawing, made)
        nvsets(drawing, made, sets, most=1)


def operations(drawing: Drawing, parent: Element) -> None:
    """Draw operations: with an id, a reference, both or neither; the schema allows each."""
    known = drawing.reference("operations", one_in=2)
    attributes = {} if known is None else {"id-ref": known}
    if drawing.chance(4):
        made = drawing.element(parent, "operations", attributes)
    else:
        made = xmltree.sub(parent, "operations", attributes)
    for _ in drawing.times(2):
        op(drawing, made)


def op(drawing: Drawing, parent: Element) -> None:
    """Draw an operation, its attributes in any order."""
    attributes = {"name": drawing.of(_OP_NAMES), "interval": drawing.of(_INTERVALS)}
    attributes |= drawing.some(_OP)
    if drawing.chance(5):
        attributes[drawing.pick(("start-delay", "interval-origin"))] = drawing.of(TEXTS)
    if drawing.chance(3):
        attributes = drawing.shuffled(attributes)
    made = drawing.element(parent, "op", attributes)
    if drawing.chance(3):
        nvsets(drawing, made, _SETS)


# ------------------------------------------------------------------ containers


def group(drawing: Drawing, parent: Element) -> None:
    """Draw a group, its sets before or behind its members."""
    made = drawing.object(parent, "group", _description(drawing))
    nvsets(drawing, made, _SETS)
    for _ in drawing.times(2, least=1):
        primitive(drawing, made)
    if drawing.chance(4):
        nvset(drawing, made, drawing.pick(_SETS))


def clone(drawing: Drawing, parent: Element) -> None:
    """Draw a clone, or a master as schemas before 4.0 have it."""
    tag = "master" if drawing.chance(3) else "clone"
    made = drawing.object(parent, tag, _description(drawing))
    nvsets(drawing, made, _SETS)
    (group if drawing.chance(3) else primitive)(drawing, made)
    if drawing.chance(4):
        nvset(drawing, made, drawing.pick(_SETS))


def bundle(drawing: Drawing, parent: Element) -> None:
    """Draw a bundle; its parts can come in any order."""
    made = drawing.object(parent, "bundle", _description(drawing))
    parts = [_container, _network, _storage, primitive, _bundle_sets]
    present = [part for part in parts if part is _container or drawing.chance(2)]
    if drawing.chance(4):
        present = drawing.of(st.permutations(present))
    for part in present:
        part(drawing, made)


def _bundle_sets(drawing: Drawing, made: Element) -> None:
    nvsets(drawing, made, _SETS)


def _container(drawing: Drawing, made: Element) -> None:
    attributes = {"image": drawing.of(TEXTS), **drawing.some(_CONTAINER)}
    if drawing.chance(3):
        attributes[drawing.pick(("promoted-max", "masters"))] = drawing.of(NUMBERS)
    xmltree.sub(made, drawing.pick(("docker", "podman", "rkt")), attributes)


def _network(drawing: Drawing, made: Element) -> None:
    network = xmltree.sub(made, "network", drawing.some(_NETWORK))
    for _ in drawing.times(2):
        if drawing.chance(2):
            mapping = {"range": drawing.pick(("8000-8080", "1-"))}
        else:
            mapping = {"port": drawing.of(NUMBERS), **drawing.some({"internal-port": NUMBERS})}
        drawing.element(network, "port-mapping", mapping)


def _storage(drawing: Drawing, made: Element) -> None:
    storage = xmltree.sub(made, "storage")
    for _ in drawing.times(2):
        source = drawing.pick(("source-dir", "source-dir-root"))
        mapping = {source: drawing.of(TEXTS), "target-dir": drawing.of(TEXTS)}
        drawing.element(storage, "storage-mapping", mapping | drawing.some({"options": TEXTS}))
