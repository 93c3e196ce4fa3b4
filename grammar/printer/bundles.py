"""Bundles into text."""

from collections.abc import Iterator

from crmsh_py.grammar import tree
from crmsh_py.grammar.lexical import quote
from crmsh_py.grammar.printer.values import Mask, join, nvset, pairs, setting
from crmsh_py.grammar.words import MAPPING_WORDS

_MAPPING_WORD = {holder: word for word, holder in MAPPING_WORDS.items()}


def bundle(bundle: tree.Bundle, mask: Mask) -> Iterator[str]:
    """Yield the parts of a bundle; mappings are parts of their own, one step further in."""
    yield f"bundle {bundle.id}"
    if bundle.description is not None:
        yield f"description={quote(bundle.description)}"
    for clause in bundle.clauses:
        match clause:
            case tree.NvSet():
                yield nvset(clause, mask)
            case tree.Word():
                yield f"primitive {clause.text}"
            case tree.BundlePart():
                yield join((clause.keyword, *pairs(clause.attributes, mask)))
                for one in clause.mappings:
                    head = f"\t{_MAPPING_WORD[clause.keyword]}"
                    yield join((head, setting("$id", one.id), *pairs(one.attributes, mask)))
