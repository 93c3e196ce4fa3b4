"""Where in a file stands what was made of it by an upgrade of schemas."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from crmsh_py.convert.documents import Document
from crmsh_py.source import Location
from crmsh_py.xmltree import Element


@dataclass(frozen=True, slots=True)
class Upgraded(Document):
    """A document whose elements are looked for by their ids: those of a tree made from it."""

    originals: Mapping[str, Element] = field(default_factory=dict, repr=False)

    def place(self, element: Element, word: str = "") -> Location:
        """Return where the element stood, or what is around it that had an id then."""
        around = (element, *element.iterancestors())
        found = (self.originals.get(one.get("id", "")) for one in around)
        original = next((one for one in found if one is not None), self.root)
        return Document.place(self, original, word)


def upgraded(document: Document) -> Upgraded:
    """Return a document that knows what was made of it."""
    originals = {one.attrib["id"]: one for one in document.root.iter("*") if one.get("id")}
    return Upgraded(
        document.root,
        document.name,
        document.text,
        document.tags,
        document.breaks,
        document.diagnostics,
        originals,
    )
