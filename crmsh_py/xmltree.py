"""The XML seam: with `validators`, the only module that imports lxml.

Reads XML safely (no entities, no document types, no network), writes it, and edits it so that
what was not touched keeps its text: inserting copies the indentation of the siblings.
"""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from io import BytesIO
from itertools import islice, takewhile

from lxml import etree
from lxml.etree import _Element as Element

from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.source import Location, Source, Span, beginning

__all__ = ["Element"]

MAX_BYTES = 256 * 1024 * 1024
"""Larger files are not read: the largest CIBs known are some 20 MB."""

MAX_DEPTH = 128
"""Documents that are nested deeper are not read: what walks them would run out of stack.

CIBs have 10 levels at most (seen); this leaves room for rules within rules.
"""

INDENT = "  "
_QUOTED = 400
_REGULAR = re.compile(f"\n(?:{INDENT})*")
_LAYOUT = re.compile(rb">[ \t\r\n]+<")
_DOCTYPE_IN_PROLOG = re.compile(
    rb"(?:\s|\xef\xbb\xbf|<\?(?:(?!\?>).)*\?>|<!--(?:(?!-->).)*-->)*<!DOCTYPE", re.DOTALL
)
_TOO_DEEP = etree.XPath("/*" * (MAX_DEPTH + 1))


def parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        collect_ids=False,
    )


# ------------------------------------------------------------------ reading and writing


def parse(text: bytes | str, name: str) -> Element:
    """Read a whole document; `name` is for messages.

    Raises CrmError (malformed-xml, forbidden-xml).
    """
    octets = text.encode() if isinstance(text, str) else text
    if _DOCTYPE_IN_PROLOG.match(octets):  # before libxml2 would expand anything
        raise CrmError(_forbidden(name))
    try:
        root = etree.fromstring(octets, parser())
    except etree.XMLSyntaxError as error:
        raise CrmError(_malformed(error, octets, name)) from None
    except (ValueError, LookupError) as error:  # an unknown encoding, a null character
        raise CrmError(Diagnostic("malformed-xml", f"{name}: {error}")) from None
    if root.getroottree().docinfo.internalDTD is not None:  # in UTF-16, say
        raise CrmError(_forbidden(name))
    if _TOO_DEEP(root):
        raise CrmError(_nested(name))
    return root


def _nested(name: str) -> Diagnostic:
    return Diagnostic(
        "forbidden-xml",
        f"{name} has elements more than {MAX_DEPTH} deep in each other",
        hint="no configuration needs that: look for what is nested by mistake, such as rules",
    )


def _forbidden(name: str) -> Diagnostic:
    return Diagnostic(
        "forbidden-xml",
        f"{name} has a document type declaration",
        hint="none is read: remove it, and any entity it defines",
    )


def _malformed(error: etree.XMLSyntaxError, octets: bytes, name: str) -> Diagnostic:
    line, column = error.position
    message = (error.msg or "it is empty").partition(", line ")[0]
    # Of a huge file, no list of lines; of a huge line, what is around the place.
    lines = islice(BytesIO(octets), max(line - 1, 0), None)
    text = next(lines, b"").decode(errors="replace").rstrip("\r\n")
    at = min(max(column - 1, 0), len(text))
    start = beginning(text, at, _QUOTED // 2) if len(text) > _QUOTED else 0
    source = Source(name, text[start : start + _QUOTED], line=max(line, 1), column=start + 1)
    return Diagnostic(
        "malformed-xml",
        f"the XML is not well-formed: {message}",
        location=Location(source, Span(at - start, at - start + 1)),
    )


def to_bytes(root: Element, *, declaration: bool = False) -> bytes:
    """Return the document as UTF-8, outer comments included, ending in a newline."""
    before = reversed(list(root.itersiblings(preceding=True)))
    nodes = (*before, root, *root.itersiblings())
    lines = [b"<?xml version='1.0' encoding='UTF-8'?>"] if declaration else []
    lines += [etree.tostring(node, encoding="UTF-8", with_tail=False) for node in nodes]
    return b"\n".join(lines) + b"\n"


def to_text(element: Element, *, pretty: bool = False) -> str:
    """Return an element as XML text, without its tail; `pretty` lays it out anew."""
    if pretty:
        element = copy(element)
        _strip_layout(element)
        etree.indent(element, space=INDENT)
    return etree.tostring(element, encoding="unicode", with_tail=False)


def raw(element: Element) -> bytes:
    """Return an element's bytes as they stand: a cheap first look whether two are equal."""
    return etree.tostring(element, with_tail=False)


def canonical(element: Element, *, comments: bool = False) -> bytes:
    """Return a form that is equal for equal configuration: no layout, attributes sorted."""
    bare = copy(element)
    _strip_layout(bare)
    return etree.tostring(bare, method="c14n", with_comments=comments)


def comparable(element: Element) -> bytes:
    """Return a form that is equal for equal configuration: a faster `canonical`, not a document.

    C14N writes `<` in text and attributes as `&lt;`, so that what lies between `>` and `<` is
    always layout.
    """
    return _LAYOUT.sub(b"><", etree.tostring(element, method="c14n", with_comments=False))


def _strip_layout(element: Element) -> None:
    for node in element.iter():
        if isinstance(node.tag, str) and node.text is not None and not node.text.strip():
            node.text = None
        if node.tail is not None and not node.tail.strip():
            node.tail = None


# ------------------------------------------------------------------ making and looking


def new(tag: str, attributes: Mapping[str, str] | None = None) -> Element:
    """Make an element that stands alone."""
    return etree.Element(tag, dict(attributes) if attributes else None)


def sub(parent: Element, tag: str, attributes: Mapping[str, str] | None = None) -> Element:
    """Make an element as the last child of `parent`, without any layout."""
    return etree.SubElement(parent, tag, dict(attributes) if attributes else None)


def comment(text: str) -> Element:
    """Make a comment; what a comment cannot hold (two hyphens in a row) is spaced out."""
    safe = text.replace("--", "- -").replace("--", "- -")
    return etree.Comment(safe + " " if safe.endswith("-") else safe)


def copy(element: Element) -> Element:
    """Return a copy of an element, without its tail."""
    twin = deepcopy(element)
    twin.tail = None
    return twin


def copy_document(root: Element) -> Element:
    """Return a copy of a whole document, what stands outside the root included."""
    return deepcopy(root.getroottree()).getroot()


def is_element(node: Element) -> bool:
    """Tell an element from a comment or a processing instruction."""
    return isinstance(node.tag, str)


def is_comment(node: Element) -> bool:
    """Tell a comment from all else."""
    return isinstance(node, etree._Comment)


def children(element: Element) -> Iterator[Element]:
    """Return the child elements: no comments, no processing instructions."""
    return element.iterchildren("*")


def descendants(element: Element) -> Iterator[Element]:
    """All elements below an element: no comments, no processing instructions."""
    return element.iterdescendants("*")


def comments(element: Element) -> Iterator[Element]:
    """All comments below an element."""
    return element.iterdescendants(etree.Comment)


def outer_comments(root: Element) -> Iterator[Element]:
    """All comments in front of a document's root, and in it in front of its first element."""
    yield from reversed(list(root.itersiblings(etree.Comment, preceding=True)))
    yield from takewhile(is_comment, root.iterchildren())


def line(element: Element) -> int:
    """Return the line of the text that an element was read from, 1 if it was not read."""
    return element.sourceline or 1


def encoding(root: Element) -> str:
    """Return the name of the encoding that a document was read in."""
    return root.getroottree().docinfo.encoding or "UTF-8"


def path(element: Element) -> str:
    """Return a path such as `/cib/configuration/resources/primitive[@id='a']`."""
    steps = []
    node: Element | None = element
    while node is not None:
        id_ = node.get("id")
        tag = str(node.tag)
        steps.append(f"{tag}[@id='{id_}']" if id_ is not None else tag)
        node = node.getparent()
    return "/" + "/".join(reversed(steps))


# ------------------------------------------------------------------ layout


def insert(parent: Element, index: int, element: Element) -> None:
    """Put `element` among the children (comments count), laid out as its siblings are."""
    insert_before(parent, element, parent[index] if index < len(parent) else None)


def insert_before(parent: Element, element: Element, successor: Element | None) -> None:
    """Put `element` in front of a child, or at the end; its layout is that of its siblings.

    Takes the same time however many children there are.
    """
    indent = _child_indent(parent)
    _lay_out(element, indent)
    before = last_child(parent) if successor is None else successor.getprevious()
    if before is not None:
        tail, before.tail = before.tail, indent
    elif successor is not None:
        tail = parent.text
    else:
        parent.text, tail = indent, _own_indent(parent)
    if successor is not None:
        successor.addprevious(element)
    else:
        parent.append(element)
    element.tail = tail


def last_child(parent: Element) -> Element | None:
    """Return the last child (a comment counts), or None."""
    for child in parent.iterchildren(reversed=True):
        return child
    return None


def remove(element: Element) -> None:
    """Take an element out; what is left keeps its layout."""
    parent = element.getparent()
    assert parent is not None
    before = element.getprevious()
    if before is not None:
        if element.getnext() is None:
            before.tail = element.tail
    elif element.getnext() is None:
        parent.text = None
    element.tail = None
    parent.remove(element)


def detach(element: Element) -> None:
    """Take an element out, touching no layout but its own tail."""
    parent = element.getparent()
    assert parent is not None
    element.tail = None
    parent.remove(element)


def attach(parent: Element, element: Element, successor: Element | None) -> None:
    """Put an element in front of a child or at the end, touching no layout."""
    if successor is not None:
        successor.addprevious(element)
    else:
        parent.append(element)


def lay_out(root: Element) -> None:
    """Lay a document out anew: two blanks for each level; text that is no layout stays."""
    _strip_layout(root)
    etree.indent(root, space=INDENT)


def _own_indent(element: Element) -> str | None:
    """Return the line break and blanks in front of an element, or None where there are none."""
    before = element.getprevious()
    parent = element.getparent()
    if before is not None:
        return before.tail
    if parent is not None:
        return parent.text
    return "\n"


def _child_indent(parent: Element) -> str | None:
    if last_child(parent) is not None:
        return parent.text
    own = _own_indent(parent)
    return None if own is None else own + INDENT


def _lay_out(element: Element, indent: str | None) -> None:
    """Lay an element's inside out anew, `indent` being what stands in front of it."""
    if not len(element):
        return
    if indent is not None and _REGULAR.fullmatch(indent):  # libxml2's layout is fast
        etree.indent(element, space=INDENT, level=len(indent) // len(INDENT))
        return
    inner = None if indent is None else indent + INDENT
    element.text = inner
    node = element
    for node in element:
        _lay_out(node, inner)
        node.tail = inner
    node.tail = indent


# ------------------------------------------------------------------ questions in XPath


_COUNT = etree.XPath("count(descendant-or-self::*)")


def count(root: Element) -> int:
    """Return how many elements there are, this one and all inside it."""
    return int(_COUNT(root))


_SHARES = etree.XPath("boolean(descendant-or-self::*/@id-ref)")


def shares_parts(root: Element) -> bool:
    """Tell whether anything in an element stands for a part that is elsewhere (`id-ref`)."""
    return bool(_SHARES(root))


def selected(element: Element, path: str) -> list[Element]:
    """Return the elements that a path (XPath 1.0) of our own leads to."""
    found = element.xpath(path)
    assert isinstance(found, list)
    return [each for each in found if isinstance(each, Element)]


def is_xpath(text: str) -> bool:
    """Tell whether a text is an XPath (1.0); namespaces and functions are not looked up."""
    try:
        etree.XPath(text)
    except (etree.XPathSyntaxError, ValueError):
        return False
    return True


def holds(element: Element, test: str) -> bool:
    """Tell whether a condition (XPath 1.0) of our own holds for an element."""
    return bool(element.xpath(f"boolean({test})"))


def attribute_values(root: Element, *names: str) -> set[str]:
    """Return all values of some attributes, wherever below an element they stand."""
    wanted = frozenset(names)
    found: set[str] = set()
    for element in root.iterdescendants("*"):
        given = element.attrib
        if not wanted.isdisjoint(given):
            found.update(given[name] for name in wanted & set(given))
    return found
