"""Meta attributes of resources: whose counts, which value holds, setting and taking them off.

Facts: Pacemaker Explained, "Resource Options", "Reusing Resource Definitions" and "Advanced
Resource Types".  A primitive's own value overrides that of its template, that one the value of the
container it is in, that one the defaults.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crmsh_py import xmltree
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar.words import BOOLEANS, score_text
from crmsh_py.model.adding import add_pair, plain_sets
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import container, members, object_of, title
from crmsh_py.model.references import references
from crmsh_py.model.setting import has_rule
from crmsh_py.xmltree import Element

META = "meta_attributes"
TARGET_ROLE, IS_MANAGED, MAINTENANCE = "target-role", "is-managed", "maintenance"

_WIDE = frozenset({"clone", "master", "bundle"})
_NEW_ROLES = {"master": "Promoted", "slave": "Unpromoted"}


@dataclass(frozen=True, slots=True)
class Effective:
    """A value that holds, and the object that it stands in."""

    value: str
    owner: Element


def governing(resource: Element) -> Element:
    """Return the resource whose target-role counts for another one.

    What is in a clone or a bundle has that of the outermost one; the members of a group have
    their own.
    """
    outer, found = container(resource), resource
    while outer is not None:
        found = outer if outer.tag in _WIDE else found
        outer = container(outer)
    return found


def inner(resource: Element) -> Iterator[Element]:
    """Yield all resources in a container, at any depth."""
    for member in members(resource):
        yield member
        yield from inner(member)


# ------------------------------------------------------------------ which value holds


def own(cib: Cib, holder: Element, name: str, tag: str = META) -> Effective | None:
    """Return the value that an element itself has, shared sets included, those of rules not."""
    for nvset in _by_weight(one for one in xmltree.children(holder) if one.tag == tag):
        shared = cib.find(nvset.get("id-ref", ""))
        source = nvset if shared is None else shared
        value = None if has_rule(source) else _value_in(cib, source, name)
        if value is not None:
            return Effective(value, object_of(source))
    return None


def effective(cib: Cib, resource: Element, name: str) -> Effective | None:
    """Return the value that holds for a resource, None if it is set nowhere."""
    found = own(cib, resource, name)
    template = cib.find(resource.get("template", ""))
    if found is None and template is not None:
        found = own(cib, template, name)
    outer = container(resource)
    if found is None and outer is not None:
        return effective(cib, outer, name)
    return found if found is not None else default(cib, name)


def cluster_option(cib: Cib, name: str) -> Effective | None:
    """Return the value of a property of the cluster, None if it is not set."""
    section = cib.section("crm_config")
    return None if section is None else own(cib, section, name, "cluster_property_set")


def default(cib: Cib, name: str) -> Effective | None:
    """Return the value that all resources have that say nothing else."""
    section = cib.section("rsc_defaults")
    return None if section is None else own(cib, section, name)


def _by_weight(sets: Iterable[Element]) -> list[Element]:
    """Return sets, the one that counts most first; of equal ones the last (seen with 2.1.5)."""
    return sorted(sets, key=_score)[::-1]


def _score(nvset: Element) -> float:
    text = score_text(nvset.get("score", "0")) or "0"
    return float(text.replace("INFINITY", "inf"))


def _value_in(cib: Cib, nvset: Element, name: str) -> str | None:
    for pair in xmltree.children(nvset):
        shared = cib.find(pair.get("id-ref", ""))
        source = pair if shared is None else shared
        if name in {pair.get("name"), source.get("name")}:
            return source.get("value")
    return None


# ------------------------------------------------------------------ what values mean


def is_true(found: Effective | None, *, otherwise: bool) -> bool:
    """Tell whether a value means yes; `otherwise` is what counts if there is none."""
    return otherwise if found is None else bool(BOOLEANS.get(found.value.lower(), otherwise))


def normal(name: str, value: str) -> str:
    """Return a value in the one spelling by which it is compared."""
    lower = value.lower()
    if name == TARGET_ROLE:
        return _NEW_ROLES.get(lower, value.capitalize())
    return str(BOOLEANS.get(lower, value)).lower()


def is_promotable(cib: Cib, resource: Element) -> bool:
    """Tell whether instances of a resource can be promoted."""
    if resource.tag == "bundle":
        engine = next(xmltree.children(resource), None)
        limit = "0" if engine is None else engine.get("promoted-max", engine.get("masters", "0"))
        return limit not in {"", "0"}
    promotable = own(cib, resource, "promotable")
    return resource.tag == "master" or (
        resource.tag == "clone" and is_true(promotable, otherwise=False)
    )


# ------------------------------------------------------------------ changing them


def put(cib: Cib, holder: Element, name: str, value: str, tag: str = META) -> bool:
    """Give an element a value of its own; tell whether that changed anything.

    Another spelling of the same truth is no other value.  Raises CrmError (not-settable) if the
    value stands in another object.
    """
    pairs = _pairs(cib, holder, name, tag)
    if pairs and all(normal(name, one.get("value", "")) == normal(name, value) for one in pairs):
        return False
    write(cib, holder, name, value, tag)
    return True


def write(cib: Cib, holder: Element, name: str, value: str, tag: str = META) -> None:
    """Let an element have a value of its own, spelled exactly so.  Raises CrmError as `put`."""
    pairs = _pairs(cib, holder, name, tag)
    for one in pairs:  # which of several sets counts is not the same in all of Pacemaker's releases
        cib.set(one, "value", value)
    if not pairs:
        add_pair(cib, holder, tag, name, value)


def drop(cib: Cib, holder: Element, name: str, tag: str = META) -> None:
    """Take a value off; a set that is left empty goes too, unless something refers to it.

    Raises CrmError (not-settable, still-referenced).
    """
    pairs = _pairs(cib, holder, name, tag)
    referred = {one.target: one.owner for one in references(cib.configuration)} if pairs else {}
    for pair in pairs:
        by = referred.get(pair.get("id", ""))
        if by is not None:
            raise CrmError(_referred(holder, name, by))
        nvset = pair.getparent()
        assert nvset is not None
        cib.remove(pair)
        if len(nvset) == 0 and set(nvset.keys()) <= {"id"} and nvset.get("id") not in referred:
            cib.remove(nvset)


def _pairs(cib: Cib, holder: Element, name: str, tag: str) -> list[Element]:
    """Return the pairs of an element's own sets; refuse those that stand elsewhere."""
    sets = plain_sets(holder, tag)
    pairs = [pair for one in sets for pair in xmltree.children(one) if pair.get("name") == name]
    found = own(cib, holder, name, tag)
    shared = found is not None and found.owner is not holder
    if found is not None and (shared or not pairs or any("id-ref" in one.attrib for one in pairs)):
        message = f"the {name} of {title(holder)} stands in a set that it shares"
        hint = f"change it in {title(found.owner)}: 'configure edit' shows where"
        raise CrmError(Diagnostic("not-settable", message, subject=holder.get("id"), hint=hint))
    return pairs


def _referred(resource: Element, name: str, by: Element) -> Diagnostic:
    message = f"{title(by)} refers to the {name} of {title(resource)}"
    return Diagnostic("still-referenced", message, hint="take the reference off first")
