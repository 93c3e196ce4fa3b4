"""What `cib.xsd` declares, and which releases of Pacemaker's schema have it."""

from collections.abc import Iterator

from crmsh_py.model.releases import Release, release
from crmsh_py.xmltree import Element

CRM = "{urn:crmsh:schema}"
XS = "{http://www.w3.org/2001/XMLSchema}"

_FIRST: Release = (0, 0)
_NEVER: Release = (999, 0)


def has(declaration: Element, own: Release) -> bool:
    """Tell whether a release has what is declared."""
    return since(declaration) <= own < until(declaration)


def since(declaration: Element) -> Release:
    """Return the first release that has what is declared."""
    return _bound(declaration, "since", _FIRST)


def until(declaration: Element) -> Release:
    """Return the first release that has it no more."""
    return _bound(declaration, "until", _NEVER)


def _bound(declaration: Element, name: str, default: Release) -> Release:
    text = declaration.get(CRM + name)
    found = default if text is None else release(f"pacemaker-{text}")
    assert found is not None, text
    return found


def members(root: Element, type_: Element) -> Iterator[Element]:
    """Yield the declarations of attributes and of child elements, those of groups included."""
    yield from type_.iter(f"{XS}element", f"{XS}attribute")
    for tag in ("group", "attributeGroup"):
        for each in type_.iter(XS + tag):
            if each.get("ref"):
                yield from members(root, named(root, tag, each.get("ref", "")))
    for each in type_.iter(f"{XS}extension"):
        yield from members(root, named(root, "complexType", each.get("base", "")))


def named(root: Element, tag: str, name: str) -> Element:
    """Return what is declared under a name."""
    return next(each for each in root.iterchildren(XS + tag) if each.get("name") == name)


def key(declaration: Element) -> str:
    """Return what is declared as XPath has it: `@rsc` for an attribute, `rule` for an element."""
    prefix = "@" if declaration.tag == f"{XS}attribute" else ""
    return f"{prefix}{declaration.get('name')}"
