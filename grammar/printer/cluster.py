"""Nodes, sets of options, tags, and what is given as XML, into text."""

from collections.abc import Iterator

from crmsh_py.grammar import tree
from crmsh_py.grammar.lexical import quote
from crmsh_py.grammar.printer.values import (
    Mask,
    described,
    join,
    pair,
    quote_xml,
    rule_text,
    setting,
    word,
)
from crmsh_py.grammar.words import FIELD_NAMES, score_text, score_word


def node(node: tree.Node, mask: Mask) -> Iterator[str]:
    """Yield the parts of a node."""
    id_ = ""
    if node.id is not None:
        id_ = f"{node.id}:" if quote(node.id) == node.id else f"$id={quote(node.id)}"
    quoted = ":" in node.uname or node.uname.startswith("@")
    uname = quote(node.uname) if quoted else word(node.uname)
    type_ = f":{node.type}" if node.type else ""
    yield join(("node", id_, f"{uname}{type_}", setting("$score", node.score)))
    yield from described(node.description, node.sets, mask)


def options(options: tree.Options, mask: Mask) -> Iterator[str]:
    """Yield the parts of a set of options."""
    if options.id_ref is not None:
        yield f"{options.keyword} $id-ref={quote(options.id_ref)}"
        return
    id_ = options.id or ""
    plain = quote(id_) == id_ and score_text(id_) is None
    named = f"{id_}:" if plain else f"$id={quote(id_)}"
    score = f"{score_word(options.score)}:" if options.score is not None else ""
    yield join((options.keyword, named if id_ else "", score))
    for rule in options.rules:
        yield rule_text(rule, mask)
    reserved = FIELD_NAMES if options.rules else frozenset[str]()
    for one in options.nvpairs:
        yield pair(one, mask, reserved)


def tag(tag: tree.Tag, _mask: Mask) -> Iterator[str]:
    """Yield the one part of a tag."""
    yield join(("tag", tag.id, *(ref.text for ref in tag.refs)))


def xml(xml: tree.Xml, _mask: Mask) -> Iterator[str]:
    """Yield the one part of a raw element."""
    yield f"xml {quote_xml(xml.text)}"
