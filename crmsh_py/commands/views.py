"""Configurations as text: what `show`, `save`, `edit` and `diff` put out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from crmsh_py import xmltree
from crmsh_py.diagnostics import CrmError
from crmsh_py.grammar import tree
from crmsh_py.grammar.printer import to_text
from crmsh_py.model.cib import Cib, kind
from crmsh_py.model.describe import comments, describe
from crmsh_py.model.references import referenced_ids
from crmsh_py.model.remove import no_such_object
from crmsh_py.secrets import MASK, is_secret
from crmsh_py.xmltree import Element


def _never(_name: str) -> bool:
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


def shown(cib: Cib, elements: Iterable[Element], *, secrets: bool) -> Iterator[Shown]:
    """Yield objects as crm text, or as XML where the language has no words for one."""
    referenced = referenced_ids(cib.configuration)
    mask = _never if secrets else is_secret
    for element in elements:
        statement = describe(element, referenced)
        if isinstance(statement, tree.Xml) and not secrets:
            statement = tree.Xml(masked_xml(statement.text))
        text = "\n".join([*comments(element), to_text(statement, mask)])
        yield Shown(kind(element), element.get("uname") or element.get("id") or "", text)


def outermost(cib: Cib, elements: Sequence[Element]) -> list[Element]:
    """Leave out the members of containers that can only be said as XML: they are in there."""
    referenced = referenced_ids(cib.configuration)
    hidden: set[Element] = set()
    for element in elements:
        has_members = element.tag in {"group", "clone", "master", "bundle"}
        if has_members and isinstance(describe(element, referenced), tree.Xml):
            hidden.update(xmltree.descendants(element))
    return [element for element in elements if element not in hidden]


def masked_xml(text: str) -> str:
    """Return the XML text of an object with its secrets masked."""
    if not is_secret(text):
        return text
    root = xmltree.parse(text, "")
    mask_secrets(root)
    return xmltree.to_text(root)


def mask_secrets(root: Element) -> None:
    """Mask the values of secrets below an element."""
    for part in xmltree.descendants(root):
        if part.tag == "nvpair" and part.get("value") and is_secret(part.get("name", "")):
            part.set("value", MASK)


# ------------------------------------------------------------------ selections


def select(cib: Cib, words: Sequence[str], changed: Iterable[str] = ()) -> list[Element]:
    """Return the objects that words select: ids, `type:TYPE`, `changed`; all if there are none.

    Raises CrmError (no-such-object) for every word that selects nothing.
    """
    everything = list(cib.objects())
    if not words:
        return outermost(cib, everything)
    wanted: set[Element] = set()
    problems = []
    for word in words:
        found = _selected(cib, word, everything, set(changed))
        if not found and word != "changed" and not word.startswith("type:"):
            problems.append(no_such_object(cib, word))
        wanted.update(found)
    if problems:
        raise CrmError(*problems)
    return [element for element in everything if element in wanted]


def _selected(cib: Cib, word: str, everything: list[Element], changed: set[str]) -> list[Element]:
    if word == "changed":
        return [one for one in everything if one.get("id", str(one.tag)) in changed]
    if word.startswith("type:"):
        pattern = word.removeprefix("type:").lower()
        return [one for one in everything if fnmatchcase(kind(one), pattern)]
    found = cib.object(word)
    return [] if found is None else [found]
