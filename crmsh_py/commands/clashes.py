"""Clashes with what others changed, in words, with what each configuration says."""

from collections.abc import Sequence
from dataclasses import replace

from crmsh_py import xmltree
from crmsh_py.commands.views import shown
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import (
    container,
    is_object,
    object_name,
    object_of,
    title,
)
from crmsh_py.model.masking import secret_name
from crmsh_py.model.merge import Clash, Kind, Side
from crmsh_py.model.vocabulary import FENCING_TOPOLOGY
from crmsh_py.proposals import ClashError
from crmsh_py.secrets import MASK
from crmsh_py.session import Session
from crmsh_py.xmltree import Element

_HINT = (
    "'commit --mine' or 'commit --theirs' takes one side of what clashes; or change it, and"
    " 'commit' again ('diff' shows what is pending); 'refresh' drops your changes"
)


def explained(error: ClashError, session: Session, *, secrets: bool, hint: str = _HINT) -> CrmError:
    """Return a conflict with every clash in words; `hint` says how it can end."""
    count = len(error.clashes)
    what = "a change clashes" if count == 1 else f"{count} changes clash"
    told = f" ({error.writer})" if error.writer else ""
    words = f"{what} with what was changed meanwhile{told}; nothing was written"
    clashes = (_in_words(one, secrets=secrets) for one in error.clashes)
    places = session.provenance
    return CrmError(
        Diagnostic("conflict", words, hint=hint),
        *(replace(one, location=places.last(one.subject)) for one in clashes),
    )


def _in_words(clash: Clash, *, secrets: bool) -> Diagnostic:
    element = _in_dispute(clash)
    owner = object_of(element)
    sides = (clash.base, clash.mine, clash.theirs)
    texts = [_text(clash, one, secrets=secrets) for one in sides]
    lines = (f"{name:<8}{text}" for name, text in zip(("base", *Side), texts, strict=True))
    hint = "\n".join([*lines, *_masked(clash, texts, secrets=secrets)])
    return Diagnostic("conflict", _words(clash, element), subject=object_name(owner), hint=hint)


def _in_dispute(clash: Clash) -> Element:
    """Return the element to name: by the name that both sides know, if one renamed it."""
    sides = (clash.mine, clash.theirs, clash.base)
    known = (clash.base, *sides) if clash.kind in {Kind.DELETED, Kind.RENAMED} else sides
    return next(one for one in known if one is not None)


_WORDS = {
    Kind.BOTH_ADDED: "was added on both sides, and not the same",
    Kind.PLACE: "was put into different places",
    Kind.EMPTIED: "would be left without members: each side took some out",
}


def _words(clash: Clash, element: Element) -> str:
    name = _name(element)
    match clash.kind:
        case Kind.VALUE:
            said = "meanwhile, and you said what it is" if _is_as_it_was(clash) else "on both sides"
            return f"{name}: {_attribute(clash)} was changed {said}"
        case Kind.DELETED:
            return _deleted(clash, name)
        case Kind.RENAMED:
            return _renamed(clash, name)
        case Kind.SETS:
            return f"the resource sets of {name} were changed on both sides, in different ways"
        case Kind.SAME_NAME:
            return f"{_pair(name, element)} was added on both sides, under two ids or as two kinds"
        case Kind.ORDER:
            return f"the order in {name} was changed on both sides, in different ways"
        case Kind.REFERENCE:
            return _dangling(clash, name)
        case _:
            return f"{name} {_WORDS[clash.kind]}"


def _pair(name: str, element: Element) -> str:
    is_pair = element.tag == "nvpair"
    return f"{name}: {(element.get('name') or element.get('id'))!r}" if is_pair else name


def _dangling(clash: Clash, name: str) -> str:
    if clash.by is Side.MINE:
        return f"you deleted {clash.to!r}, and {name} refers to it, as was said meanwhile"
    return f"{name} refers to {clash.to!r}, which was deleted meanwhile"


def _deleted(clash: Clash, name: str) -> str:
    if clash.by is Side.MINE and clash.mine is not None:
        return f"you renamed {name} to {_id(clash.mine)}, and it was changed meanwhile"
    if clash.by is Side.MINE:
        return f"you deleted {name}, which was changed meanwhile"
    how = "deleted" if clash.theirs is None else f"renamed to {_id(clash.theirs)}"
    return f"{name} was {how} meanwhile, and you {_what_i_did(clash)}"


def _renamed(clash: Clash, name: str) -> str:
    """Tell of what both gave another name; or one did, and the other deleted it."""
    if clash.theirs is None:
        return f"you renamed {name} to {_id(clash.mine)}, and it was deleted meanwhile"
    if clash.mine is None:
        return f"{name} was renamed to {_id(clash.theirs)} meanwhile, and you deleted it"
    both = f"to {_id(clash.mine)}, and to {_id(clash.theirs)}"
    return f"{name} was renamed on both sides: {both}"


def _id(element: Element | None) -> str:
    return repr("" if element is None else element.get("id", ""))


def _what_i_did(clash: Clash) -> str:
    """Tell what became of something that others deleted."""
    if clash.base is None or clash.mine is None:
        return "changed it"
    above = container(clash.mine)
    before = container(clash.base)
    if above is None or (before is not None and before.get("id") == above.get("id")):
        return "changed it"
    return f"put it into the {title(above)}"


def _is_as_it_was(clash: Clash) -> bool:
    if clash.base is None or clash.mine is None or clash.attribute is None:
        return False
    return clash.base.get(clash.attribute) == clash.mine.get(clash.attribute)


def _attribute(clash: Clash) -> str:
    """Return what users call the attribute in dispute: that of a pair is the pair."""
    element = clash.mine if clash.mine is not None else clash.theirs
    if element is None or clash.attribute is None:
        return "what it says"
    if element.tag == "nvpair" and clash.attribute == "value":
        return repr(element.get("name") or element.get("id"))
    return repr(clash.attribute)


def _name(element: Element) -> str:
    """Return what users call an element: an object, or a part of one."""
    owner = object_of(element)
    if element.tag == "cib":
        return "the CIB"
    if owner is element or element.tag == "nvpair":
        return (
            title(owner) if is_object(owner) or owner.tag == "fencing-topology" else str(owner.tag)
        )
    named = element.get("name") or element.get("id") or ""
    return f"{title(owner)}: {element.tag!s} {named}".rstrip()


# ------------------------------------------------------------------ what each side says


def _text(clash: Clash, element: Element | None, *, secrets: bool) -> str:
    if element is None:
        return "not there"
    if clash.attribute is not None:
        return _value(element, clash.attribute, secrets=secrets)
    if clash.kind is Kind.PLACE:
        return _place(element)
    if clash.kind is Kind.ORDER:
        return " ".join(child.get("id") or str(child.tag) for child in xmltree.children(element))
    if is_object(element) or element.tag == FENCING_TOPOLOGY.replace("_", "-"):
        return _statement(element, secrets=secrets)
    return _part(element, secrets=secrets)


def _masked(clash: Clash, texts: Sequence[str], *, secrets: bool) -> list[str]:
    """Tell that what differs cannot be seen, if that is so."""
    _, mine, theirs = texts
    if secrets or mine != theirs or mine == _text(clash, clash.mine, secrets=True):
        return []
    if _text(clash, clash.mine, secrets=True) == _text(clash, clash.theirs, secrets=True):
        return []
    return ["a masked value differs; '--show-secrets' shows it"]


def _value(element: Element, name: str, *, secrets: bool) -> str:
    value = element.get(name)
    if value is None:
        return "not set"
    is_hidden = not secrets and name == "value" and value and secret_name(element) is not None
    return MASK if is_hidden else value


def _place(element: Element) -> str:
    above = container(element)
    parent = element.getparent()
    if above is not None:
        return f"in the {title(above)}"
    return f"in {parent.tag!s}" if parent is not None else "nowhere"


def _statement(element: Element, *, secrets: bool) -> str:
    """Return an object as crm text on one line."""
    cib = Cib(element.getroottree().getroot())
    lines: Sequence[str] = [
        line.removesuffix(" \\").strip()
        for one in shown(cib, [element], secrets=secrets)
        for line in one.text.split("\n")
        if not line.startswith("#")
    ]
    return " ".join(lines)


def _part(element: Element, *, secrets: bool) -> str:
    """Return a part of an object on one line: what it is, its attributes and what is in it."""
    if element.tag == "nvpair":
        value = _value(element, "value", secrets=secrets)
        return f"{element.get('name') or element.get('id-ref')}={value}"
    given = [f"{name!s}={text!s}" for name, text in element.attrib.items() if name != "id"]
    inside = [_part(child, secrets=secrets) for child in xmltree.children(element)]
    return " ".join([str(element.tag), *given, *inside])
