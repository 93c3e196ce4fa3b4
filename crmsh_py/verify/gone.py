"""What newer schemas have no more, and what takes its place: mostly what went with pacemaker-4.0.

Our schema, of 3.x, still has it, or leaves it to Pacemaker's; that one, where it is installed,
says it too, but not in words.  What went with pacemaker-3.0 is in `withdrawn`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from crmsh_py.diagnostics import Diagnostic
from crmsh_py.model.releases import Release
from crmsh_py.verify.subjects import label, subject
from crmsh_py.xmltree import Element

_LAST: Release = (4, 0)


@dataclass(frozen=True, slots=True)
class Gone:
    """An element, an attribute of it, or values of that, and what to say instead."""

    tag: str
    instead: str
    attribute: str | None = None
    values: frozenset[str] = frozenset()
    since: Release = _LAST


_PODMAN = "podman and docker take its place"
_CLASSES = ("primitive", "template")

GONE: tuple[Gone, ...] = (
    Gone("acl_user", "an acl_target takes its place: see 'upgrade'", since=(2, 0)),
    *(
        Gone(tag, "an acl_permission takes its place: see 'upgrade'", since=(2, 0))
        for tag in ("read", "write", "deny")
    ),
    Gone("master", "a clone with the meta attribute promotable=true takes its place"),
    Gone("rkt", _PODMAN),
    Gone("lifetime", "a date expression in the rule of a location takes its place"),
    Gone("docker", '"promoted-max" takes its place', "masters"),
    Gone("podman", '"promoted-max" takes its place', "masters"),
    Gone("date_spec", "other fields say when a rule holds", "moon"),
    Gone("node", '"member" takes its place', "type", frozenset({"ping"})),
    *(
        Gone(tag, "an ocf agent can do the same", "class", frozenset({"nagios"}))
        for tag in _CLASSES
    ),
    *(Gone(tag, '"systemd" takes its place', "class", frozenset({"upstart"})) for tag in _CLASSES),
)

_JOIN = 'the property "join-{}-timeout"'
PROPERTIES: Mapping[str, str] = {
    "crmd-finalization-timeout": _JOIN.format("finalization"),
    "crmd-integration-timeout": _JOIN.format("integration"),
    "crmd-transition-delay": 'the property "transition-delay"',
    "remove-after-stop": "nothing",
}
RESOURCE_META: Mapping[str, str] = {"restart-type": '"kind" of the order constraints'}
OPERATION_META: Mapping[str, str] = {
    "can_fail": '"on-fail" of the operation',
    "role_after_failure": '"on-fail" of the operation',
}
NAMES: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("crm_config", "cluster_property_set"): PROPERTIES,
    **{
        (owner, "meta_attributes"): RESOURCE_META
        for owner in ("primitive", "template", "group", "clone", "bundle", "rsc_defaults")
    },
    ("op", "meta_attributes"): OPERATION_META,
    ("op_defaults", "meta_attributes"): OPERATION_META,
}
_HIGHEST_LEVEL = 9

_BY_TAG: dict[str, list[Gone]] = {}
for _gone in GONE:
    _BY_TAG.setdefault(_gone.tag, []).append(_gone)


def violations(elements: Iterable[Element], schema: Release) -> list[tuple[Element, Diagnostic]]:
    """Return what among the elements a schema has no more."""
    return [
        (element, _violation(element, words, hint))
        for element in elements
        for words, hint in _problems(element, schema)
    ]


def _violation(element: Element, words: str, hint: str) -> Diagnostic:
    text = f"{label(element)}: {words}"
    return Diagnostic("schema-violation", text, subject=subject(element), hint=hint)


def _problems(element: Element, schema: Release) -> Iterator[tuple[str, str]]:
    for gone in _BY_TAG.get(str(element.tag), ()):
        if gone.since <= schema:
            yield from _of(element, gone)
    if schema < _LAST:
        return
    match element.tag:
        case "nvpair":
            yield from _of_pair(element)
        case "rsc_location" if len(element.findall("rule")) > 1:
            yield "it has several rules", "make a location of each, or put them into one rule"
        case "fencing-level" if _is_too_high(element.get("index", "")):
            yield f'index "{element.get("index")}" is not allowed', "a number from 1 to 9"


def _of(element: Element, gone: Gone) -> Iterator[tuple[str, str]]:
    since = f"pacemaker-{gone.since[0]}.{gone.since[1]}"
    value = None if gone.attribute is None else element.get(gone.attribute)
    if gone.attribute is None:
        yield f"there is no such element since {since}", gone.instead
    elif value is not None and (not gone.values or value.strip() in gone.values):
        words = f'{gone.attribute} "{value}"' if gone.values else f'"{gone.attribute}"'
        yield f"there is no {words} since {since}", gone.instead


def _of_pair(pair: Element) -> Iterator[tuple[str, str]]:
    name, nvset = pair.get("name", ""), pair.getparent()
    owner = None if nvset is None else nvset.getparent()
    if "id-ref" in pair.attrib:
        if name:
            yield 'attributes "id-ref" and "name" cannot stand together', "remove the name"
        return
    if "value" not in pair.attrib:
        yield 'attribute "value" is missing', "give it a value, or remove it"
    if nvset is None or owner is None:
        return
    instead = NAMES.get((str(owner.tag), str(nvset.tag)), {}).get(name)
    if instead is not None:
        yield f'the name "{name}" is not allowed any more here', f"{instead} takes its place"
    if (name, pair.get("value")) == ("stonith-action", "poweroff") and owner.tag == "crm_config":
        yield 'value "poweroff" is not allowed', '"off" takes its place'


def _is_too_high(index: str) -> bool:
    digits = index.strip().lstrip("+")
    return digits.isascii() and digits.isdigit() and int(digits) > _HIGHEST_LEVEL
