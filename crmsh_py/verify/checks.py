"""All checks of a configuration, one after the other.

Ids and references are checked by our own index, which names the objects; the rest by the schema.
"""

from crmsh_py import xmltree
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.model.cib import Cib, duplicate_id, kind, object_of
from crmsh_py.model.references import dangling
from crmsh_py.model.vocabulary import NOT_XML_IDS
from crmsh_py.verify.resources import (
    misdirected_references,
    pairs_without_value,
    repeated_names,
    repeated_operations,
    void_constraints,
)
from crmsh_py.verify.schema import violations

_CHECKS = (
    repeated_operations,
    misdirected_references,
    void_constraints,
    pairs_without_value,
    repeated_names,
)
_OURS = frozenset({"duplicate-id", "dangling-reference"})
_VAGUE = "invalid-configuration"


def check(cib: Cib) -> list[Diagnostic]:
    """Return everything that is wrong with a configuration."""
    own = [*duplicate_ids(cib), *dangling(cib, cib.configuration)]
    refused = violations(cib.root)
    if own:  # Pacemaker's schema stumbles over the same, and has no better words for it
        refused = [one for one in refused if one.code not in _OURS and one.code != _VAGUE]
    found = [problem for check_ in _CHECKS for problem in check_(cib)]
    return [*own, *refused, *found]


def duplicate_ids(cib: Cib) -> list[Diagnostic]:
    """Report ids that two elements have; the subject is the object that has one second."""
    seen: dict[object, xmltree.Element] = {}
    problems: list[Diagnostic] = []
    for element in xmltree.descendants(cib.configuration):
        id_ = element.get("id")
        if id_ is None or (element.tag in NOT_XML_IDS and element.tag != "node"):
            continue
        # The ids of machines are no XML ids, but must be different among themselves.
        first = seen.setdefault(("node", id_) if element.tag == "node" else id_, element)
        if first is not element:
            owner = object_of(element)
            message = duplicate_id(first, id_).message
            named = f"{kind(owner)} {owner.get('id')!r}: {message}"
            problems.append(Diagnostic("duplicate-id", named, subject=owner.get("id")))
    return problems
