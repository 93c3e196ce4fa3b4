"""Configurations as text: what `show`, `save`, `edit` and `diff` put out."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from crmsh_py import xmltree
from crmsh_py.grammar import tree
from crmsh_py.grammar.printer import to_text
from crmsh_py.model.cib import Cib
from crmsh_py.model.comments import Comments, all_comments, texts
from crmsh_py.model.describe import describe
from crmsh_py.model.elements import kind, object_name, with_members
from crmsh_py.model.everyday import text_of
from crmsh_py.model.masking import mask_secrets
from crmsh_py.model.said import said_ids
from crmsh_py.model.vocabulary import CONTAINERS
from crmsh_py.secrets import is_secret
from crmsh_py.xmltree import Element


def never(_name: str) -> bool:
    """Tell that a name holds no secret: the mask of texts that keep all they hold."""
    return False


@dataclass(frozen=True, slots=True)
class Shown:
    """An object as text, the comment lines above it included."""

    kind: str
    id: str
    text: str

    def record(self) -> dict[str, Any]:
        """Return it for `--json`."""
        return {"kind": "object", "type": self.kind, "id": self.id, "text": self.text}


def shown(
    cib: Cib, elements: Sequence[Element], *, secrets: bool, ids: bool = False
) -> Iterator[Shown]:
    """Yield objects as crm text, or as XML where the language has no words for one.

    With `ids` every id is said that a text loaded elsewhere would not get by itself.
    """
    said = said_ids(cib, elements, every=ids)
    found = all_comments(cib)
    mask = never if secrets else is_secret
    for element in outermost(elements, said):
        text, as_xml = text_of(element, said, mask), False
        if text is None:
            statement = statement_of(element, said, secrets=secrets)
            text, as_xml = to_text(statement, mask), isinstance(statement, tree.Xml)
        above = texts(found.of(element, as_xml=as_xml))
        yield Shown(
            kind(element), object_name(element), "\n".join(filter(None, ["\n\n".join(above), text]))
        )


def all_shown(
    cib: Cib, elements: Sequence[Element], *, secrets: bool, ids: bool = False
) -> Iterator[Shown]:
    """Yield objects as `shown` does; if that is all there are, the comments around them too."""
    found = all_comments(cib) if is_everything(cib, elements) else Comments()
    if found.header:
        yield Shown("comment", "", "\n\n".join(texts(found.header)) + "\n")
    yield from shown(cib, elements, secrets=secrets, ids=ids)
    if found.closing:
        yield Shown("comment", "", "\n" + "\n\n".join(texts(found.closing)))


def text_of_all(cib: Cib, elements: Sequence[Element], *, secrets: bool, ids: bool = False) -> str:
    """Return objects as a text that can be loaded."""
    return "".join(f"{one.text}\n" for one in all_shown(cib, elements, secrets=secrets, ids=ids))


def is_everything(cib: Cib, elements: Sequence[Element]) -> bool:
    """Tell whether objects are all that a configuration holds."""
    return len(elements) == len(outermost(list(cib.objects())))


def statement_of(element: Element, said: AbstractSet[str], *, secrets: bool) -> tree.Statement:
    """Return the statement about an object; of one given as XML the secrets are masked."""
    statement = describe(element, said)
    if isinstance(statement, tree.Xml) and not secrets:
        return tree.Xml(masked_xml(statement.text))
    return statement


def outermost(elements: Sequence[Element], said: AbstractSet[str] = frozenset()) -> list[Element]:
    """Leave out the members of containers that can only be said as XML: they are in there."""
    hidden: set[Element] = set()
    for element in elements:
        if element.tag in CONTAINERS and isinstance(describe(element, said), tree.Xml):
            hidden.update(xmltree.descendants(element))
    return [element for element in elements if element not in hidden] if hidden else list(elements)


def cib_text(cib: Cib, elements: Sequence[Element] | None, *, secrets: bool) -> str:
    """Return the CIB as XML, or a CIB that holds only some of its objects."""
    root = cib.root
    if elements is not None or not secrets:
        root = xmltree.copy(root)
    if elements is not None:
        _keep_only(root, {(str(one.tag), one.get("id")) for one in elements})
    if not secrets:
        mask_secrets(root)
    return xmltree.to_bytes(root).decode()


def _keep_only(root: Element, wanted: set[tuple[str, str | None]]) -> None:
    """Take out of a copy every object that neither is selected nor holds one that is."""
    cib = Cib(root)
    for section in list(xmltree.children(cib.configuration)):
        if (str(section.tag), section.get("id")) in wanted:  # the fencing topology
            continue
        for top in list(xmltree.children(section)):
            if not any((str(one.tag), one.get("id")) in wanted for one in with_members(top)):
                xmltree.remove(top)


def masked_xml(text: str) -> str:
    """Return the XML text of an object with its secrets masked."""
    if not is_secret(text):
        return text
    root = xmltree.parse(text, "")
    mask_secrets(root)
    return xmltree.to_text(root)
