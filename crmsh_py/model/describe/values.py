"""What is asked of values: that the language can say them.

Each function raises InexpressibleError if it cannot.
"""

import re
from collections.abc import Collection

from crmsh_py import xmltree
from crmsh_py.grammar import tree
from crmsh_py.grammar.lexical import ID
from crmsh_py.grammar.words import score_text, score_word
from crmsh_py.xmltree import Element


class InexpressibleError(Exception):
    """Raised where the language has no words for what the element says."""


def need(truth: object) -> None:
    """Require that something is so."""
    if not truth:
        raise InexpressibleError


def only(element: Element, attributes: Collection[str]) -> None:
    """Require that an element has no other attributes."""
    if not frozenset(attributes).issuperset(element.keys()):
        raise InexpressibleError


def one_line(text: str | None) -> str:
    """Require a text."""
    if text is None:
        raise InexpressibleError
    return text


def matching(pattern: re.Pattern[str], text: str | None) -> str:
    """Require a text that a pattern matches whole."""
    if text is None or not pattern.fullmatch(text):
        raise InexpressibleError
    return text


def one_of(words: Collection[str], text: str | None) -> str:
    """Require one of some words."""
    if text is None or text not in words:
        raise InexpressibleError
    return text


def optional(words: Collection[str], text: str | None) -> str | None:
    """Require one of some words, or nothing."""
    return None if text is None else one_of(words, text)


def score_of(text: str | None) -> str:
    """Require a score as the language reads it."""
    if text is None or score_text(score_word(text)) != text:
        raise InexpressibleError
    return text


def reference(text: str | None) -> str:
    """Require a resource that a statement can name."""
    return matching(ID, text)


def elements(element: Element) -> list[Element]:
    """Return the child elements; text between them would be lost, so there must be none."""
    text = element.text
    if text is not None and text.strip():
        raise InexpressibleError
    return list(xmltree.children(element)) if len(element) else []


def one_of_map(words: dict[str, str], key: str) -> str:
    """Require a word that stands for another one; return that."""
    if key not in words:
        raise InexpressibleError
    return words[key]


def description(element: Element) -> str | None:
    """Return the description of an object."""
    text = element.get("description")
    return None if text is None else one_line(text)


def flag(text: str | None) -> bool | None:
    """Require `true` or `false`, or nothing."""
    return None if text is None else one_of(("true", "false"), text) == "true"


def attributes_of(element: Element, known: dict[str, Collection[str]]) -> tuple[tree.NvPair, ...]:
    """Return the attributes of these names, each with one of its words."""
    return tuple(
        tree.NvPair(name, one_of(words, element.get(name)))
        for name, words in known.items()
        if name in element.attrib
    )
