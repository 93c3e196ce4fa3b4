"""Configurations as text: what `show`, `save`, `edit` and `diff` put out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from crmsh_py import xmltree
from crmsh_py.commands.declare import nearest
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar import tree
from crmsh_py.grammar.printer import to_text
from crmsh_py.model.cib import Cib, kind, with_members
from crmsh_py.model.describe import comments, describe
from crmsh_py.model.everyday import text_of
from crmsh_py.model.references import referenced_ids
from crmsh_py.model.remove import no_such_object
from crmsh_py.model.vocabulary import CONTAINERS, KINDS, OPTION_SETS
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
        text = text_of(element, referenced, mask)
        if text is None:
            statement = describe(element, referenced)
            if isinstance(statement, tree.Xml) and not secrets:
                statement = tree.Xml(masked_xml(statement.text))
            text = to_text(statement, mask)
        if above := comments(element):
            text = "\n".join([*above, text])
        yield Shown(kind(element), element.get("uname") or element.get("id") or "", text)


def outermost(elements: Sequence[Element]) -> list[Element]:
    """Leave out the members of containers that can only be said as XML: they are in there."""
    hidden: set[Element] = set()
    for element in elements:
        if element.tag in CONTAINERS and isinstance(describe(element), tree.Xml):
            hidden.update(xmltree.descendants(element))
    return [element for element in elements if element not in hidden] if hidden else list(elements)


def cib_text(cib: Cib, elements: Sequence[Element] | None, *, secrets: bool) -> str:
    """Return the CIB as XML, or a CIB that holds only some of its objects."""
    root = cib.root
    if elements is not None or not secrets:
        root = xmltree.copy(root)
    if elements is not None:
        _keep_only(root, {one.get("id") for one in elements})
    if not secrets:
        mask_secrets(root)
    return xmltree.to_bytes(root).decode()


def _keep_only(root: Element, ids: set[str | None]) -> None:
    """Take out of a copy every object that neither is selected nor holds one that is."""
    cib = Cib(root)
    for section in list(xmltree.children(cib.configuration)):
        for top in list(xmltree.children(section)):
            if not any(part.get("id") in ids for part in with_members(top)):
                xmltree.remove(top)


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
        return outermost(everything)
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
        return _of_type(word, everything)
    found = cib.object(word)
    return [] if found is None else [found]


def _of_type(word: str, everything: list[Element]) -> list[Element]:
    """Return the objects of a type, which may be a pattern.  Raises CrmError (usage)."""
    pattern = word.removeprefix("type:").lower()
    kinds = dict.fromkeys([*KINDS.values(), *OPTION_SETS])
    if not any(fnmatchcase(one, pattern) for one in kinds):
        hint = nearest(pattern, kinds) or f"types: {', '.join(kinds)}"
        message = f"there is no type {pattern!r}"
        raise CrmError(Diagnostic("usage", message, subject=word, hint=hint))
    return [one for one in everything if fnmatchcase(kind(one), pattern)]
