"""Objects as the pcs commands that make them: for those who move to pcs, or from it.

The commands are those of pcs 0.11 and 0.12, in an order that works.  An object for which pcs has
none is a comment that says it in our own words, and so are the objects that need it.
"""

import shlex
from collections.abc import Callable, Iterator, Sequence

from crmsh_py.commands.context import Reply
from crmsh_py.commands.pcs import cluster, constraints, resources
from crmsh_py.commands.pcs.values import Command, Mask, UnsayableError
from crmsh_py.commands.views import never, outermost, shown
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import container, members
from crmsh_py.model.references import references
from crmsh_py.model.said import said_ids
from crmsh_py.model.vocabulary import CONTAINERS, RESOURCES
from crmsh_py.secrets import is_secret
from crmsh_py.xmltree import Element

_HEAD = """\
# for pcs 0.11 and later; where an agent is not installed, pcs wants --force
# pcs adds a monitor operation to every resource that has none
"""

_FUNCTIONS: dict[str, Callable[[Element, Mask], list[Command]]] = {
    "cluster_property_set": cluster.properties,
    "meta_attributes": cluster.option_set,
    "node": cluster.node,
    "bundle": resources.bundle,
    "primitive": resources.primitive,
    "group": resources.group,
    "clone": resources.clone,
    "master": resources.master,
    "fencing-topology": cluster.fencing_levels,
    "tag": cluster.tag,
    "rsc_location": constraints.location,
    "rsc_colocation": constraints.colocation,
    "rsc_order": constraints.order,
    "rsc_ticket": constraints.ticket,
    "acl_role": cluster.acl_role,
    "acl_target": cluster.acl_target,
    "acl_group": cluster.acl_target,
    "alert": cluster.alert,
}
_CONSTRAINTS = frozenset({"rsc_location", "rsc_colocation", "rsc_order", "rsc_ticket"})
_SECTIONS = (
    *("crm_config", "rsc_defaults", "op_defaults", "nodes", "resources", "fencing-topology"),
    *("tags", "constraints", "acls", "alerts"),
)
"""In this order: what others need comes first."""


def pcs_reply(cib: Cib, elements: Sequence[Element], *, secrets: bool) -> Reply:
    """Return objects as pcs commands."""
    lines = list(_Writer(cib, elements, secrets=secrets).lines())
    text = "".join(f"{line}\n" for line in lines)
    return Reply(f"{_HEAD}{text}", "crm", [{"kind": "line", "text": line} for line in lines])


class _Writer:
    def __init__(self, cib: Cib, elements: Sequence[Element], *, secrets: bool) -> None:
        self._cib = cib
        wanted = outermost(elements, said_ids(cib, ()))
        texts = shown(cib, wanted, secrets=secrets)
        self._texts = {one: found.text for one, found in zip(wanted, texts, strict=True)}
        self._elements = sorted(wanted, key=_place)
        self._secrets = secrets
        self._unsaid: set[str] = set()

    def lines(self) -> Iterator[str]:
        """Yield the commands, and comments for what has none."""
        for element in self._elements:
            try:
                commands = self._commands(element)
            except UnsayableError as error:
                if element.tag in RESOURCES:
                    self._unsaid.add(element.get("id", ""))
                yield from self._comment(element, f"pcs has no command for {error}:")
                continue
            for command in commands:
                yield shlex.join(["pcs", *command])
            if element.get("description") and element.tag in {*RESOURCES, "node"}:
                yield from self._comment(element, "pcs leaves the description out:")

    def _commands(self, element: Element) -> list[Command]:
        function = _FUNCTIONS.get(str(element.tag))
        if function is None:
            raise UnsayableError(f"<{element.tag!s}>")
        for name in self._needed(element):
            target = self._cib.find(name)
            if name in self._unsaid:
                raise UnsayableError(f"{name}, which this needs")
            if target is not None and target.tag == "tag" and element.tag in _CONSTRAINTS:
                raise UnsayableError("a tag in the place of a resource")
        return function(element, never if self._secrets else is_secret)

    def _needed(self, element: Element) -> list[str]:
        """Return the resources that must be there before an object."""
        inner = members(element) if element.tag in {"group", "clone"} else []
        outer = container(element) if element.tag == "primitive" else None
        held = [outer] if outer is not None and outer.tag == "bundle" else []
        named = [] if element.tag in CONTAINERS else [one.target for one in references(element)]
        return [*(one.get("id", "") for one in (*inner, *held)), *named]

    def _comment(self, element: Element, words: str) -> Iterator[str]:
        yield f"# {words}"
        yield from (f"#   {line}" for line in self._texts[element].splitlines())


def _place(element: Element) -> tuple[int, bool]:
    """Return where an object comes: bundles before what they hold, roles before their users."""
    section: Element | None = element
    while section is not None and section.tag not in _SECTIONS:
        section = section.getparent()
    at = _SECTIONS.index(str(section.tag)) if section is not None else len(_SECTIONS)
    outer = container(element) if element.tag in RESOURCES else None
    is_later = element.tag in {"acl_target", "acl_group"}
    return at, is_later or (outer is not None and outer.tag == "bundle")
