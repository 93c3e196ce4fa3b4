"""Words of pcs commands: options from attribute sets, expressions from rules."""

from collections.abc import Callable, Collection

from crmsh_py import xmltree
from crmsh_py.secrets import MASK
from crmsh_py.xmltree import Element

Mask = Callable[[str], bool]
Command = list[str]
"""The words behind `pcs`."""


class UnsayableError(Exception):
    """Raised where pcs has no command for what an element says; the text is what that is."""


def need(truth: object, what: str) -> None:
    """Require that something is so; else pcs has no command for `what`."""
    if not truth:
        raise UnsayableError(what)


def only(element: Element, attributes: Collection[str]) -> None:
    """Require that an element has no other attributes."""
    for name in map(str, element.keys()):
        need(name in attributes, f"{name} of <{element.tag!s}>")


def no_other_parts(element: Element, tags: Collection[str]) -> None:
    """Require that an element has no other children."""
    for part in xmltree.children(element):
        need(part.tag in tags, f"<{part.tag!s}>")


def one(element: Element, tag: str) -> Element | None:
    """Return the only child of a tag, or None."""
    found = element.findall(tag)
    need(len(found) <= 1, f"several <{tag}>")
    return found[0] if found else None


def plain_set(element: Element, tag: str, mask: Mask) -> list[str]:
    """Return the pairs of the only set of a tag, which has no rule and no score."""
    nvset = one(element, tag)
    if nvset is None:
        return []
    only(nvset, ("id",))
    no_other_parts(nvset, ("nvpair",))
    return pairs(nvset, mask)


def pairs(nvset: Element, mask: Mask) -> list[str]:
    """Return the pairs of a set as options."""
    options = []
    for pair in nvset.findall("nvpair"):
        name, value = pair.get("name"), pair.get("value")
        need("id-ref" not in pair.attrib, "a reference to a pair")
        if not name or not value:
            raise UnsayableError(f"the empty value of {name}")  # to pcs it means: remove it
        options.append(f"{name}={MASK if mask(name) else value}")
    return options


def attributes(element: Element, *, but: Collection[str] = ()) -> list[str]:
    """Return the attributes of an element as options."""
    for name, value in element.items():
        need(value or name in but, f"the empty {name!s}")
    return [f"{name!s}={value!s}" for name, value in element.items() if name not in but]


def with_keyword(keyword: str, options: list[str]) -> list[str]:
    """Return options behind their keyword; nothing if there are none."""
    return [keyword, *options] if options else []


# ------------------------------------------------------------------ rules


def expression_words(rule: Element, mask: Mask) -> list[str]:
    """Return the condition of a rule, word by word."""
    need("id-ref" not in rule.attrib, "a reference to a rule")
    words: list[str] = []
    for part in xmltree.children(rule):
        if words:
            words.append(rule.get("boolean-op") or "and")
        words += _condition(part, mask)
    need(words, "a rule without expressions")
    for word in words:
        need(word in {"(", ")"} or _is_plain(word), f"{word!r} in a rule")
    return words


def _is_plain(word: str) -> bool:
    return bool(word) and set(word).isdisjoint(" \t\"'()")


def _condition(part: Element, mask: Mask) -> list[str]:
    match part.tag:
        case "rule":
            return ["(", *expression_words(part, mask), ")"]
        case "expression":
            return _attribute(part, mask)
        case "date_expression":
            return _date(part)
        case "rsc_expression":
            named = [part.get(name, "") for name in ("class", "provider", "type")]
            return ["resource", ":".join(named)]
        case "op_expression":
            interval = [f"interval={part.get('interval')}"] if part.get("interval") else []
            return ["op", part.get("name", ""), *interval]
    raise UnsayableError(f"<{part.tag!s}>")


def _attribute(part: Element, mask: Mask) -> list[str]:
    only(part, ("id", "attribute", "operation", "type", "value"))
    name, operation = part.get("attribute", ""), part.get("operation", "")
    if operation in {"defined", "not_defined"}:
        return [operation, name]
    type_ = [part.get("type", "")] if part.get("type") else []
    return [name, operation, *type_, MASK if mask(name) else part.get("value", "")]


def _date(part: Element) -> list[str]:
    operation, inner = part.get("operation"), next(xmltree.children(part), None)
    fields = [] if inner is None else attributes(inner, but=("id",))
    start, end = part.get("start"), part.get("end")
    match operation:
        case "lt":
            return ["date", "lt", end or ""]
        case "gt":
            return ["date", "gt", start or ""]
        case "date_spec":
            return ["date-spec", *fields]
    if inner is not None and start and not end:
        return ["date", "in_range", start, "to", "duration", *fields]
    need(start and end and inner is None, "a range of dates that is open at one end")
    return ["date", "in_range", start or "", "to", end or ""]
