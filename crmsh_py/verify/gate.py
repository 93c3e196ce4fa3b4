"""Whether a CIB is as our schema has it, and which objects are not: in milliseconds, by libxml2.

libxml2 reads our schema as XSD 1.0.  The assertions, which are XSD 1.1, are checked by libxslt:
a stylesheet is made of them that goes through the CIB once and writes a line for what is above
objects, and one for each object: an empty one where all is well.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import as_file, files
from typing import NamedTuple

from crmsh_py import validators, xmltree
from crmsh_py.model.releases import KNOWN, Release, release
from crmsh_py.schemas.declarations import XS
from crmsh_py.verify.subjects import objects
from crmsh_py.xmltree import Element

RELEASES: tuple[Release, ...] = tuple(one for one in map(release, KNOWN) if one is not None)
USUAL: Release = (3, 9)
"""How a CIB is judged that names no schema."""

_XSL = "{http://www.w3.org/1999/XSL/Transform}"
_STYLESHEET = """\
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<xsl:output method="text"/>
<xsl:template match="/">
<xsl:if test="/*/@xsi:* or /*/configuration/@xsi:* or /*/configuration/*/@xsi:*">x</xsl:if>
<xsl:text>&#10;</xsl:text>
<xsl:for-each select="/*/configuration/*/*">
<xsl:apply-templates select="."/><xsl:text>&#10;</xsl:text>
</xsl:for-each>
</xsl:template>
</xsl:stylesheet>
"""
# What speaks to a reader of XSD (xsi:type) is no attribute that Pacemaker knows.
_ODD = "@xsi:*"


class Gate(NamedTuple):
    """Our schema of one release, for libxml2; `text` is what it was made of."""

    own: Release
    text: str
    xsd: validators.Schema
    assertions: validators.Stylesheet

    def accepts(self, root: Element) -> bool:
        """Tell whether the document is valid."""
        return self.xsd.accepts(root) and not self.assertions.text(root).strip()

    def failing(self, root: Element) -> list[Element]:
        """Return the objects for which an assertion does not hold; the root is what is above."""
        lines = self.assertions.text(root).split("\n")
        return [each for each, line in zip([root, *objects(root)], lines, strict=False) if line]


def judge(name: str) -> Release | None:
    """Return which of our schemas judges a CIB that names a schema; None: none can.

    Of newer schemas than we know, it is the newest that we do know.
    """
    own = release(name)
    if own is None:
        return None if name.strip() in _NOT_OURS else USUAL
    if own in RELEASES:
        return own
    older = [one for one in RELEASES if one < own]
    return older[-1] if own > (3, 0) else None


_NOT_OURS = frozenset({"pacemaker-next", "transitional-0.6"})


@cache
def gate(own: Release) -> Gate:
    """Return our schema of a release."""
    with as_file(files("crmsh_py.schemas") / f"cib-{own[0]}.{own[1]}.xsd") as file:
        tree = xmltree.parse(file.read_bytes(), file.name)
        stylesheet = validators.Stylesheet(_stylesheet(tree))
        return Gate(own, file.read_text("utf-8"), validators.Schema(file), stylesheet)


def _stylesheet(schema: Element) -> Element:
    root = xmltree.parse(_STYLESHEET, "stylesheet")
    for match, test in [("*", _ODD), *_tests(schema)]:
        template = xmltree.sub(root, f"{_XSL}template", {"match": match})
        xmltree.sub(template, f"{_XSL}if", {"test": test}).text = "x"
        xmltree.sub(template, f"{_XSL}apply-templates", {"select": "*"})
    return root


def _tests(schema: Element) -> Iterator[tuple[str, str]]:
    """Yield, for each kind of elements that has assertions, when one of them fails."""
    types = {each.get("name", ""): each for each in schema.iterchildren(f"{XS}complexType")}
    places = _places(schema)
    for name in types:
        tests = list(_of_type(types, name))
        if tests and name in places:
            yield "|".join(places[name]), " or ".join([_ODD, *(f"not({test})" for test in tests)])


def _of_type(types: Mapping[str, Element], name: str) -> Iterator[str]:
    for each in types[name].iter(f"{XS}assert"):
        yield each.get("test", "")
    for each in types[name].iter(f"{XS}extension"):
        yield from _of_type(types, each.get("base", ""))


def _places(schema: Element) -> dict[str, list[str]]:
    """Return the elements of each type: by name, and by the parent's where that does not do."""
    extended = {
        each.get("name") for each in schema.iterchildren(f"{XS}complexType") if _extends(each)
    }
    found: dict[str, set[str]] = {}
    for each in schema.iter(f"{XS}element"):
        type_ = each.get("type", "")
        names = _within(schema, each) if type_ in extended else [each.get("name", "")]
        found.setdefault(type_, set()).update(names)
    return {type_: sorted(some) for type_, some in found.items()}


def _extends(type_: Element) -> bool:
    return next(type_.iter(f"{XS}extension"), None) is not None


def _within(schema: Element, element: Element) -> list[str]:
    holder = next(element.iterancestors(f"{XS}complexType")).get("name")
    parents = [each for each in schema.iter(f"{XS}element") if each.get("type") == holder]
    return [f"{parent.get('name')}/{element.get('name')}" for parent in parents]
