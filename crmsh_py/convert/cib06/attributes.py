"""Node attributes that rules ask for, and nothing in the configuration sets."""

from collections.abc import Mapping

from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.model.cib import Cib
from crmsh_py.source import Location
from crmsh_py.xmltree import Element

_BY_PING = "pingd"
_PINGS = frozenset({"ping", "pingd"})


def unset_attributes(cib: Cib, places: Mapping[str, Location]) -> list[Diagnostic]:
    """Warn of rules that depend on attributes which, as far as one can see, nothing sets."""
    known = _set_attributes(cib)
    found: dict[str, Element] = {}
    for constraint in cib.configuration.iterfind("constraints/rsc_location"):
        for name in _asked(constraint):
            if name not in known and not name.startswith("#"):
                found.setdefault(name, constraint)
    return [_warning(name, one.get("id", ""), places) for name, one in found.items()]


def _asked(constraint: Element) -> list[str]:
    names = [one.get("attribute", "") for one in constraint.iter("expression")]
    names += [one.get("score-attribute", "") for one in constraint.iter("rule")]
    return [name for name in names if name]


def _set_attributes(cib: Cib) -> set[str]:
    """Return the attributes of nodes, and those that ping resources set."""
    names = {pair.get("name", "") for pair in cib.configuration.iterfind("nodes/node//nvpair")}
    for primitive in cib.configuration.iterfind("resources//primitive"):
        if primitive.get("type") in _PINGS:
            pairs = primitive.iterfind("instance_attributes/nvpair")
            own = [pair.get("value", "") for pair in pairs if pair.get("name") == "name"]
            names.add(own[0] if own else _BY_PING)
    return names


def _warning(name: str, id_: str, places: Mapping[str, Location]) -> Diagnostic:
    return Diagnostic(
        "unset-attribute",
        f"the rule depends on the node attribute {name!r}, which nothing here sets",
        Severity.WARNING,
        subject=id_,
        location=places.get(id_),
        hint="if pingd set it, give '--ha-cf'; else see to it that something sets it",
    )
