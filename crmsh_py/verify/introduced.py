"""Which schema was the first to have what: a table of facts, taken from Pacemaker's schemas.

With it, one who uses something newer than what the CIB says in `validate-with` is told which
schema that takes; and where Pacemaker's own schemas are not installed, it is found out at all.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from crmsh_py import xmltree
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.model.releases import Release
from crmsh_py.verify.subjects import label, subject
from crmsh_py.xmltree import Element

Values = frozenset[str] | None
"""What an attribute may be to count; None: anything, so long as it is there."""


@dataclass(frozen=True, slots=True)
class Construct:
    """A thing that came with a schema: an element, or one with some attributes.

    `inside` are the tags of parents in which it counts, `lacking` attributes (or, as `<tag>`,
    children) that must not be there.
    """

    since: Release
    words: str
    tag: str
    having: Mapping[str, Values] = field(default_factory=dict)
    lacking: tuple[str, ...] = ()
    inside: frozenset[str] = frozenset()


def _with(since: Release, tag: str, attribute: str, *values: str) -> Construct:
    words = f'{attribute} "{values[0]}"' if len(values) == 1 else f'attribute "{attribute}"'
    allowed = frozenset(values) or None
    return Construct(since, words, tag, {attribute: allowed})


def _new_values(since: Release, tag: str, attribute: str, values: Iterable[str]) -> list[Construct]:
    return [_with(since, tag, attribute, value) for value in values]


def _element(since: Release, tag: str, *inside: str) -> Construct:
    return Construct(since, f'element "{tag}"', tag, inside=frozenset(inside))


_PROMOTION = ("Promoted", "Unpromoted")

CONSTRUCTS: tuple[Construct, ...] = (
    # pacemaker-1.2
    _element((1, 2), "template"),
    _with((1, 2), "primitive", "template"),
    _element((1, 2), "utilization"),
    *_new_values((1, 2), "primitive", "class", ("service", "systemd", "nagios")),
    *_new_values((1, 2), "op", "on-fail", ("restart-container",)),
    _element((1, 2), "rsc_ticket"),
    _element((1, 2), "resource_set", "rsc_location"),
    _with((1, 2), "rsc_location", "role"),
    _with((1, 2), "resource_set", "require-all"),
    _with((1, 2), "node", "score"),
    _element((1, 2), "fencing-topology"),
    _element((1, 2), "acls"),
    # pacemaker-1.3
    _with((1, 3), "node", "type", "remote"),
    _with((1, 3), "nvpair", "id-ref"),
    _element((1, 3), "tags"),
    # pacemaker-2.0 and later
    _element((2, 0), "acl_target"),
    _element((2, 0), "acl_group"),
    _element((2, 0), "acl_permission"),
    _with((2, 1), "resource_set", "ordering"),
    _with((2, 2), "rsc_location", "resource-discovery"),
    _with((2, 3), "rsc_order", "require-all"),
    _with((2, 4), "fencing-level", "target-attribute"),
    _element((2, 5), "alerts"),
    _with((2, 6), "rsc_location", "rsc-pattern"),
    *_new_values((2, 7), "template", "class", ("service", "systemd", "nagios")),
    _element((2, 8), "bundle"),
    _with((2, 9), "expression", "value-source"),
    _element((2, 10), "rkt"),
    _element((2, 10), "select", "alert"),
    # pacemaker-3.0 and later
    _with((3, 0), "resource_set", "kind"),
    *(_with((3, 0), tag, "promoted-max") for tag in ("docker", "rkt")),
    _with((3, 0), "network", "add-host"),
    _element((3, 2), "podman"),
    _element((3, 4), "rsc_expression"),
    _element((3, 4), "op_expression"),
    *_new_values((3, 4), "op", "on-fail", ("demote",)),
    _with((3, 5), "expression", "type", "integer"),
    _with((3, 6), "rsc_colocation", "influence"),
    *(
        construct
        for tag, attribute in (
            ("op", "role"),
            ("rsc_location", "role"),
            ("resource_set", "role"),
            ("rsc_colocation", "rsc-role"),
            ("rsc_colocation", "with-rsc-role"),
            ("rsc_ticket", "rsc-role"),
        )
        for construct in _new_values((3, 7), tag, attribute, _PROMOTION)
    ),
    *(_with((3, 8), tag, "name") for tag in ("acl_target", "acl_group")),
    *(_with((3, 9), "date_spec", name) for name in ("minutes", "seconds", "yeardays")),
    *(_with((3, 9), "duration", name) for name in ("days", "minutes", "seconds")),
    Construct((3, 9), "a rule without a score", "rule", {"id": None}, ("score", "score-attribute")),
    Construct(
        (3, 9),
        "a range with a start alone",
        "date_expression",
        {"operation": frozenset({"in_range"}), "start": None},
        lacking=("end", "<duration>"),
    ),
)

_BY_TAG: dict[str, list[Construct]] = {}
for _construct in CONSTRUCTS:
    _BY_TAG.setdefault(_construct.tag, []).append(_construct)


def too_new(elements: Iterable[Element], schema: Release) -> Iterator[tuple[Element, Construct]]:
    """Yield what among the elements came with a newer schema than this one."""
    wanted = {
        tag: newer
        for tag, constructs in _BY_TAG.items()
        if (newer := [one for one in constructs if one.since > schema])
    }
    for element in elements if wanted else ():
        for construct in wanted.get(str(element.tag), ()):
            if _matches(element, construct):
                yield element, construct


def violations(elements: Iterable[Element], schema: Release) -> list[tuple[Element, Diagnostic]]:
    """Report what among the elements takes a newer schema than this one."""
    return [
        (element, problem(element, construct)) for element, construct in too_new(elements, schema)
    ]


def problem(element: Element, construct: Construct) -> Diagnostic:
    """Report a construct that takes a newer schema."""
    text = f"{label(element)}: {construct.words} takes a newer schema"
    return Diagnostic(
        "needs-newer-schema", text, subject=subject(element), hint=hint(construct.since)
    )


def hint(since: Release | str) -> str:
    """Return the words that name the schema that is needed, and the way there."""
    name = since if isinstance(since, str) else f"pacemaker-{since[0]}.{since[1]}"
    return f"it needs {name} or newer: see 'upgrade'"


def _matches(element: Element, construct: Construct) -> bool:
    if construct.inside:
        parent = element.getparent()
        if parent is None or parent.tag not in construct.inside:
            return False
    for name, values in construct.having.items():
        value = element.get(name)
        if value is None or (values is not None and value.strip() not in values):
            return False
    if not construct.lacking:
        return True
    there = {*element.attrib, *(f"<{child.tag!s}>" for child in xmltree.children(element))}
    return there.isdisjoint(construct.lacking)
