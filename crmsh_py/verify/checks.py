"""All checks of a configuration, one after the other.

The ids and the references are checked by our own index, which names the objects; the rest by
the schema.
"""

from crmsh_py import xmltree
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.model.cib import Cib, duplicate_id, kind, object_of
from crmsh_py.model.references import dangling
from crmsh_py.model.vocabulary import NOT_XML_IDS
from crmsh_py.verify.schema import violations
from crmsh_py.xmltree import Element


def check(cib: Cib) -> list[Diagnostic]:
    """Return everything that is wrong with a configuration."""
    own = [*duplicate_ids(cib), *dangling(cib, cib.configuration)]
    refused = violations(cib.root)
    # Pacemaker's schema knows ids and references too; ours are the better words for them.
    if own:
        refused = [one for one in refused if one.code != "invalid-configuration"]
    return own + refused


def duplicate_ids(cib: Cib) -> list[Diagnostic]:
    """Report ids that two elements have."""
    seen: dict[str, Element] = {}
    problems: list[Diagnostic] = []
    for element in xmltree.descendants(cib.configuration):
        id_ = element.get("id")
        if id_ is None or element.tag in NOT_XML_IDS:
            continue
        first = seen.setdefault(id_, element)
        if first is not element:
            owner = object_of(element)
            problem = duplicate_id(first, id_)
            problems.append(
                Diagnostic(
                    problem.code,
                    f"{kind(owner)} {owner.get('id')!r}: {problem.message}",
                    subject=owner.get("id"),
                )
            )
    return problems
