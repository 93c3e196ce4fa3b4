"""The trees of resources that rgmanager makes of `<rm>`.

References are resolved, defaults and inherited values put in.  What rgmanager leaves out of its
trees, with an error in its log, is left out here, with a diagnostic.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from crmsh_py.convert.rhcs.work import Work, children
from crmsh_py.xmltree import Element

SERVICE_TAGS = ("service", "group", "resourcegroup")
"""`service`, and what it was called in the first releases."""
VM = "vm"
PRIMARY = MappingProxyType(
    {"ip": "address", "SAPInstance": "InstanceName", "SAPDatabase": "SID", "db2": "instance"}
)
"""The attribute that names a resource of a type, if it is not `name`."""
SINGLE = frozenset({"ip", "fs", "lvm", "drbd", "oracledb", "nfsserver", "vm", *SERVICE_TAGS})
"""Types of which rgmanager takes the same resource only once."""
ACTION = "action"
_FILE_SYSTEMS = frozenset({"fs", "clusterfs", "netfs"})
_HANDED_DOWN = ("fsid", "device", "nfslock", "nfs_client_cache")
_NAMES_FOR_CHILDREN = {"nfsserver": "nfsserver", "orainstance": "sid", "oracledb": "sid"}
_NO_VALUES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, eq=False)
class Resource:
    """A resource in a tree.

    `element` is where it stands in the tree, `definition` where it says what it is: somewhere
    else if `element` is a reference.  `attributes` are those of both and the defaults.
    `inherited` comes from above: path, fs (its name), fsid, device, sid, nfsserver.  `is_copy`
    tells that the resource is in a tree already.
    """

    tag: str
    name: str
    element: Element
    definition: Element
    attributes: Mapping[str, str]
    inherited: Mapping[str, str] = field(default_factory=dict)
    children: tuple["Resource", ...] = ()
    is_copy: bool = False

    @property
    def label(self) -> str:
        """What messages and the report call it."""
        return f"{self.tag} '{self.name}'" if self.name else self.tag

    @property
    def actions(self) -> list[Element]:
        """The operations that are set for it: here, else where it is defined."""
        return children(self.element, ACTION) or children(self.definition, ACTION)

    def holder(self, attribute: str) -> Element:
        """Return the element to point at for an attribute; for none, where it stands."""
        is_elsewhere = attribute and attribute not in self.element.attrib
        return self.definition if is_elsewhere else self.element


@dataclass(slots=True)
class Known:
    """The resources that have a name so far, and how often each was used."""

    work: Work
    defaults: dict[str, dict[str, str]] = field(default_factory=dict)
    definitions: dict[tuple[str, str], Element] = field(default_factory=dict)
    uses: Counter[tuple[str, str]] = field(default_factory=Counter)

    def find(self, tag: str, name: str) -> Element | None:
        """Return what a reference means."""
        tags = SERVICE_TAGS if tag in SERVICE_TAGS else (tag,)
        found = (self.definitions.get((one, name)) for one in (tag, *tags))
        return next((element for element in found if element is not None), None)

    def use(self, tag: str, name: str) -> int:
        """Note that a resource is used, and return how often it was used before."""
        key = ("service" if tag in SERVICE_TAGS else tag, name)
        self.uses[key] += 1
        return self.uses[key] - 1


def name_of(element: Element) -> str:
    """Return the value of the attribute that names a resource."""
    primary = PRIMARY.get(str(element.tag), "name")
    return (element.get(primary) or element.get("name") or "").strip()


def known(work: Work, rm_elements: Iterable[Element]) -> Known:
    """Gather what is defined for all services: `<resources>` and `<resource-defaults>`."""
    made = Known(work)
    for rm in rm_elements:
        for defaults in children(rm, "resource-defaults"):
            for element in children(defaults):
                values = {name: value.strip() for name, value in element.items()}
                made.defaults.setdefault(str(element.tag), {}).update(values)
        for resources in children(rm, "resources"):
            for element in children(resources):
                _define(made, element)
    return made


def _define(made: Known, element: Element) -> None:
    tag, name = str(element.tag), name_of(element)
    if not name:
        message = f"the {tag} has no name: nothing can refer to it, and rgmanager ignored it"
        made.work.warn("unused-resource", message, element)
        _left_out(made, element, "", "it has no name")
    elif (tag, name) in made.definitions:
        message = f"{tag} '{name}' is defined twice: rgmanager took the first"
        made.work.warn("repeated-resource", message, element, hint="compare the two by hand")
        _left_out(made, element, name, "it is defined already")
    else:
        made.definitions[tag, name] = element
    for child in children(element):
        if child.tag != ACTION:
            message = f"the {child.tag!s} inside a {tag} of <resources> is not read there"
            hint = f"rgmanager ignored it: it belongs into the service, inside the {tag}"
            made.work.warn("unused-resource", message, child, hint=hint)


def _left_out(made: Known, element: Element, name: str, note: str) -> None:
    """Report what nothing is made of."""
    label = f"{element.tag!s} '{name}'" if name else str(element.tag)
    made.work.draft.became(label, note=note, location=made.work.place(element))


def expand(
    made: Known, element: Element, inherited: Mapping[str, str] = _NO_VALUES
) -> Resource | None:
    """Return the tree of an element in a service, or of a service; None if there is none."""
    tag = str(element.tag)
    reference = (element.get("ref") or "").strip()
    definition = made.find(tag, reference) if reference else element
    if definition is None:
        message = f"there is no {tag} '{reference}'"
        hint = "rgmanager ignored this reference and all inside of it, and so it is left out"
        made.work.warn("missing-resource", message, element, reference, hint=hint)
        _left_out(made, element, reference, "there is none")
        return None
    name = reference or name_of(element)
    used = made.use(tag, name) if name else 0
    if not _may_be_used(made, element, name, used):
        return None
    if not reference and name:
        made.definitions.setdefault((tag, name), element)
    attributes = {**made.defaults.get(tag, {}), **_values(definition), **_values(element)}
    below = _handed_down(tag, name, attributes, inherited)
    expanded = [expand(made, one, below) for one in children(element) if one.tag != ACTION]
    kept = tuple(child for child in expanded if child is not None)
    is_copy = used > 0
    return Resource(tag, name, element, definition, attributes, inherited, kept, is_copy)


def _may_be_used(made: Known, element: Element, name: str, used: int) -> bool:
    tag = str(element.tag)
    if used and tag in SINGLE:
        message = f"{tag} '{name}' is used for the second time: this one is left out"
        hint = "rgmanager ignored it too, with an error in its log"
        made.work.warn("repeated-resource", message, element, name, hint=hint)
        _left_out(made, element, name, "it is used already")
        return False
    if used and not element.get("ref"):
        message = f"{tag} '{name}' is defined once more: this makes a resource of its own of it"
        hint = "rgmanager ignored the second one: check that it is meant"
        made.work.warn("repeated-resource", message, element, name, hint=hint)
    return True


def _values(element: Element) -> dict[str, str]:
    return {name: value.strip() for name, value in element.items() if name != "ref"}


def _handed_down(
    tag: str, name: str, attributes: Mapping[str, str], inherited: Mapping[str, str]
) -> dict[str, str]:
    """Return what the resources inside of this one inherit."""
    below = dict(inherited)
    below |= {key: attributes[key] for key in _HANDED_DOWN if attributes.get(key)}
    if tag in _FILE_SYSTEMS:
        below["path"] = attributes.get("mountpoint", "")
        below["fs"] = name
        if "fsid" not in attributes:
            below.pop("fsid", None)
    elif attributes.get("path"):
        below["path"] = attributes["path"]
    if tag in _NAMES_FOR_CHILDREN:
        below[_NAMES_FOR_CHILDREN[tag]] = name
    return below
