"""The fencing topology: one object, of which a statement mostly is about some targets only."""

from dataclasses import replace

from crmsh_py import xmltree
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar import tree
from crmsh_py.model.build import build
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import kind
from crmsh_py.model.given import Given
from crmsh_py.model.objects import complete
from crmsh_py.xmltree import Element

TAG = "fencing-topology"
_TARGET = ("target", "target-pattern", "target-attribute", "target-value")

_Target = tuple[str | None, ...]


def spread(cib: Cib, given: Given) -> Given:
    """Return a statement whose levels all have targets.

    Those that have none are for every node there is now.  Raises CrmError if there is no node.
    """
    statement = given.statement
    assert isinstance(statement, tree.FencingTopology)
    loose = [level for level in statement.levels if level.target is None]
    if not loose:
        return given
    nodes = _nodes(cib)
    _refuse_nodes_as_devices(cib, loose, nodes, given)
    if not nodes:
        message = "there is no node that these devices could be for"
        hint = "name the node: 'fencing_topology NODE: DEVICE'"
        raise given.error(
            Diagnostic("no-such-object", message, subject=loose[0].devices[0].text, hint=hint)
        )
    targets = [tree.FencingTarget("node", node) for node in nodes]
    levels = [replace(level, target=target, id=None) for target in targets for level in loose]
    told = tuple(level for level in statement.levels if level.target is not None)
    return replace(given, statement=replace(statement, levels=(*levels, *told)))


def _nodes(cib: Cib) -> list[str]:
    section = cib.section("nodes")
    nodes = [] if section is None else section.findall("node")
    return [node.get("uname", "") for node in nodes if node.get("type") != "ping"]


def is_fencing_device(cib: Cib, element: Element) -> bool:
    """Tell whether a resource is a fencing device: by its class, or that of its template."""
    template = element.get("template")
    holder = cib.find(template) if template is not None else element
    return element.tag == "primitive" and holder is not None and holder.get("class") == "stonith"


def _refuse_nodes_as_devices(
    cib: Cib, levels: list[tree.FencingLevel], nodes: list[str], given: Given
) -> None:
    """Report nodes among the devices: their colons were forgotten."""
    named = dict.fromkeys(device.text for level in levels for device in level.devices)
    unlike = [name for name in named if name in nodes and cib.resource(name) is None]
    if unlike:
        raise given.error(
            *(
                Diagnostic(
                    "wrong-kind",
                    f"{name!r} is a node, not a fencing device",
                    subject=name,
                    hint=f"write '{name}:', with a colon, in front of the devices that fence it",
                )
                for name in unlike
            )
        )


# ------------------------------------------------------------------ merging


def merge_topology(cib: Cib, given: Given) -> Element:
    """Give the targets that a statement names its levels; those of others stay.  Return all."""
    given = replace(spread(cib, given), comments=())
    _refuse_other_resources(cib, given)
    section = cib.ensure_section(TAG)
    there, wanted = _by_target(section), build(given.statement)
    replaced = xmltree.new(TAG)
    for target in _by_target(wanted):
        for level in there.get(target, ()):
            replaced.append(xmltree.copy(level))
    complete(cib, wanted, given, replaced)
    for target, levels in _by_target(wanted).items():
        old = there.get(target, [])
        if [dict(one.attrib) for one in old] != [dict(one.attrib) for one in levels]:
            _exchange(cib, section, old, levels, given)
    return section


def _refuse_other_resources(cib: Cib, given: Given) -> None:
    """Report devices that do not exist, or cannot fence."""
    assert isinstance(given.statement, tree.FencingTopology)
    levels = given.statement.levels
    named = dict.fromkeys(device.text for level in levels for device in level.devices)
    found = [(name, cib.find(name)) for name in named]
    problems = [
        _no_device(name, element)
        for name, element in found
        if element is None or not is_fencing_device(cib, element)
    ]
    if problems:
        raise given.error(*problems)


def _no_device(name: str, element: Element | None) -> Diagnostic:
    if element is None:
        return Diagnostic(
            "dangling-reference", f"there is no fencing device {name!r}", subject=name
        )
    what = kind(element)
    if element.tag == "primitive":
        what += f" of class {element.get('class')}" if element.get("class") else ""
    return Diagnostic(
        "wrong-kind",
        f"{name!r} is a {what}, not a fencing device",
        subject=name,
        hint="a fencing device is a primitive of class stonith",
    )


def _by_target(topology: Element) -> dict[_Target, list[Element]]:
    found: dict[_Target, list[Element]] = {}
    for level in xmltree.children(topology):
        found.setdefault(tuple(level.get(name) for name in _TARGET), []).append(level)
    return found


def _exchange(
    cib: Cib, section: Element, old: list[Element], new: list[Element], given: Given
) -> None:
    """Put levels in the place of the old ones of their target, else at the end."""
    successor = old[-1].getnext() if old else None
    for level in old:
        cib.remove(level)
    for level in new:
        xmltree.remove(level)
        try:
            cib.insert(section, level, successor)
        except CrmError as error:
            raise given.error(*error.diagnostics) from None
