"""Which ids of parts a text must say, so that loading it gives the same ids again."""

from collections.abc import Iterable

from crmsh_py.model.cib import Cib
from crmsh_py.model.identifiers import unlike_generated
from crmsh_py.model.references import referenced_ids
from crmsh_py.xmltree import Element


def said_ids(cib: Cib, elements: Iterable[Element], *, every: bool = False) -> frozenset[str]:
    """Return the ids that the statements about `elements` have to say.

    Always those that something in the configuration refers to; with `every` also those that
    would come out otherwise if the statement were loaded into an empty configuration.
    """
    referenced = referenced_ids(cib.configuration)
    if not every:
        return referenced
    return referenced.union(*(unlike_generated(element) for element in elements))
