"""Resources as pcs commands."""

from crmsh_py.commands.pcs.values import (
    Command,
    Mask,
    attributes,
    need,
    no_other_parts,
    one,
    only,
    pairs,
    plain_set,
    with_keyword,
)
from crmsh_py.model.elements import container, members
from crmsh_py.xmltree import Element

_PARTS = frozenset({"instance_attributes", "meta_attributes", "utilization", "operations"})
_CONTAINERS = ("docker", "podman", "rkt")


def primitive(element: Element, mask: Mask) -> list[Command]:
    """Create a resource or a fencing device."""
    need(element.get("template") is None, "a template")
    only(element, ("id", "class", "provider", "type", "description"))
    no_other_parts(element, _PARTS)
    id_, class_, type_ = (element.get(name, "") for name in ("id", "class", "type"))
    provider = [element.get("provider", "")] if element.get("provider") else []
    fences = class_ == "stonith"
    outer = container(element)
    held = ["bundle", outer.get("id", "")] if outer is not None and outer.tag == "bundle" else []
    need(not (fences and held), "a fencing device in a bundle")
    create = [
        "stonith" if fences else "resource",
        *("create", id_, type_ if fences else ":".join([class_, *provider, type_])),
        *plain_set(element, "instance_attributes", mask),
        *(word for op in _operations(element) for word in _op(op)),
        *with_keyword("meta", plain_set(element, "meta_attributes", mask)),
        *held,
        *([] if fences else ["--no-default-ops"]),
    ]
    used = plain_set(element, "utilization", mask)
    return [create, *([["resource", "utilization", id_, *used]] if used else [])]


def _operations(element: Element) -> list[Element]:
    operations = one(element, "operations")
    if operations is None:
        return []
    only(operations, ("id",))
    return operations.findall("op")


def _op(op: Element) -> list[str]:
    """Return an operation; of parameters pcs knows only the level of a check."""
    no_other_parts(op, ("instance_attributes",))
    levels = plain_set(op, "instance_attributes", lambda _name: False)
    need(all(one.startswith("OCF_CHECK_LEVEL=") for one in levels), "parameters of an operation")
    return ["op", op.get("name", ""), *attributes(op, but=("id", "name")), *levels]


def _meta(element: Element, mask: Mask) -> list[Command]:
    options = plain_set(element, "meta_attributes", mask)
    return [["resource", "meta", element.get("id", ""), *options]] if options else []


def _plain_container(element: Element) -> list[str]:
    only(element, ("id", "description"))
    no_other_parts(element, ("meta_attributes", "primitive", "group"))
    return [one.get("id", "") for one in members(element)]


def group(element: Element, mask: Mask) -> list[Command]:
    """Put resources into a group."""
    names = _plain_container(element)
    return [["resource", "group", "add", element.get("id", ""), *names], *_meta(element, mask)]


def clone(element: Element, mask: Mask) -> list[Command]:
    """Clone a resource or a group."""
    names = _plain_container(element)
    return [["resource", "clone", *names, element.get("id", "")], *_meta(element, mask)]


def master(_element: Element, _mask: Mask) -> list[Command]:
    """Refuse: pcs makes promotable clones only."""
    need(truth=False, what="the <master> of old schemas")
    return []


def bundle(element: Element, mask: Mask) -> list[Command]:
    """Create a bundle, without the resource that it holds."""
    only(element, ("id", "description"))
    parts = (*_CONTAINERS, "network", "storage", "meta_attributes", "primitive")
    no_other_parts(element, parts)
    image = next(part for part in element if part.tag in _CONTAINERS)
    create = ["resource", "bundle", "create", element.get("id", "")]
    create += ["container", str(image.tag), *attributes(image)]
    network, storage = one(element, "network"), one(element, "storage")
    if network is not None:
        create += with_keyword("network", attributes(network))
        for mapping in network:
            create += ["port-map", *attributes(mapping)]
    for mapping in [] if storage is None else storage:
        create += ["storage-map", *attributes(mapping)]
    return [[*create, *with_keyword("meta", plain_set(element, "meta_attributes", mask))]]


def defaults(element: Element, mask: Mask, words: list[str], rules: list[str]) -> Command:
    """Create a set of defaults; `words` say of what, `rules` is its condition in one word."""
    only(element, ("id", "score"))
    no_other_parts(element, ("nvpair", "rule"))
    options = attributes(element)
    meta = with_keyword("meta", pairs(element, mask))
    return ["resource", *words, "set", "create", *options, *meta, *with_keyword("rule", rules)]
