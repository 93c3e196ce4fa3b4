"""The metadata that an agent prints, as values.

Source: the Open Cluster Framework's resource agent API 1.0 and 1.1, and how resource-agents,
fence-agents and Pacemaker write it.  What is not as it should be but can be used is used.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from crmsh_py import xmltree
from crmsh_py.agents.agent import Action, Agent, Origin, Parameter
from crmsh_py.grammar.tree import Agent as Name
from crmsh_py.xmltree import Element

_DOCTYPE = re.compile(
    rb"<!DOCTYPE\s+resource-agent\s+(?:SYSTEM|PUBLIC\s+(?:\"[^\"<>]*\"|'[^'<>]*'))"
    rb"\s+(?:\"[^\"<>]*\"|'[^'<>]*')\s*>"
)
"""The usual one; it names a file that nobody has.  Any other (with entities, say) is refused."""

_PROLOG = 4096
"""Where it has to stand: in the first so many octets."""

_TRUE = frozenset({"1", "true", "yes", "on"})
_TIME = re.compile(r"[0-9]+(?:us|usec|ms|msec|s|sec|m|min|h|hr)")
_NUMBER = re.compile(r"[-+]?[0-9]+")
_FORMS = {
    "boolean": re.compile(r"0|1|true|false|yes|no|on|off|y|n|t|f", re.IGNORECASE),
    "integer": _NUMBER,
    "second": _NUMBER,
}
"""How a value looks of a type that agents get wrong."""

_WRONG_TYPES: dict[tuple[str | None, str], tuple[str, ...]] = {
    ("heartbeat", "Filesystem"): ("force_unmount",),  # a boolean that may be "safe"
    ("heartbeat", "pingd"): ("host_list",),  # addresses, said to be an integer
}
"""Parameters of resource-agents 4.12 that take more than the type that they state."""

_ROLES = {"master": "Promoted", "slave": "Unpromoted"}
"""What roles were called before OCF 1.1, which writes them small."""

_GIVEN_BY_PACEMAKER = frozenset({"action", "plug", "port"})
"""What a fence agent requires and Pacemaker itself tells it (`stonith__rhcs_metadata`)."""

_DONE_BY_PACEMAKER = ("start", "stop")
"""Actions of a fencing resource that the agent never sees: nobody advises times for them."""


def document(octets: bytes, name: str) -> Element:
    """Return the metadata as XML; `name` is for messages.

    Raises CrmError (malformed-xml, forbidden-xml).
    """
    start = octets[:_PROLOG]
    blank = _DOCTYPE.sub(lambda found: re.sub(rb"[^\n]", b" ", found[0]), start, count=1)
    return xmltree.parse((blank + octets[_PROLOG:]).lstrip(), name)


def agent(root: Element, name: Name) -> Agent:
    """Return what metadata says of an agent; never fails, whatever stands in there."""
    parameters = _parameters(root)
    actions = tuple(_actions(root))
    if name.class_ == "stonith":
        parameters = {key: _as_pacemaker_has_it(each) for key, each in parameters.items()}
        own = (each for each in actions if each.name not in _DONE_BY_PACEMAKER)
        actions = (*own, *map(Action, _DONE_BY_PACEMAKER))
    for wrong in _WRONG_TYPES.get((name.provider, name.type), ()):
        if wrong in parameters:
            parameters[wrong] = replace(parameters[wrong], type="string")
    return Agent(
        name,
        parameters,
        actions,
        Origin.INSTALLED,
        root.get("version") or _text(root, "version"),
        _line(_text(root, "shortdesc") or root.get("shortdesc", "")),
        _text(root, "longdesc"),
    )


def _as_pacemaker_has_it(parameter: Parameter) -> Parameter:
    given = parameter.name in _GIVEN_BY_PACEMAKER and parameter.required
    return replace(parameter, required=False) if given else parameter


# ------------------------------------------------------------------ parameters


def _parameters(root: Element) -> dict[str, Parameter]:
    found: dict[str, Parameter] = {}
    followers: dict[str, list[str]] = {}
    for element in _below(root, "parameters", "parameter"):
        parameter = _parameter(element)
        if not parameter.name:
            continue
        found.setdefault(parameter.name, parameter)
        for old in element.get("obsoletes", "").replace(",", " ").split():
            followers.setdefault(old, []).append(parameter.name)
    for old, new in followers.items():
        _make_old(found, old, tuple(each for each in new if each != old))
    return found


def _make_old(found: dict[str, Parameter], old: str, new: tuple[str, ...]) -> None:
    """Note that a parameter gave way to others; one that is not listed is taken all the same.

    An old name is never required: fence agents say so of both, and take either.
    """
    if not new:
        return
    like = found.get(old) or replace(
        found[new[0]], name=old, required=False, unique="", default=None, short="", long=""
    )
    names = tuple(dict.fromkeys((*like.replaced_by, *new)))
    found[old] = replace(like, required=False, deprecated=True, replaced_by=names)


def _parameter(element: Element) -> Parameter:
    name = element.get("name", "").strip()
    content = next(element.iterchildren("content"), None)
    deprecated = next(element.iterchildren("deprecated"), None)
    return Parameter(
        name,
        "string" if content is None else _type(content),
        None if content is None else content.get("default"),
        _is_true(element, "required"),
        element.get("unique-group") or (name if _is_true(element, "unique") else ""),
        _is_true(element, "reloadable"),
        _is_true(element, "deprecated") or deprecated is not None,
        () if deprecated is None else tuple(_replacements(deprecated)),
        () if content is None else tuple(_options(content)),
        _line(_text(element, "shortdesc")),
        _text(element, "longdesc"),
    )


def _type(content: Element) -> str:
    """Return the type of a parameter.

    Where its own default contradicts it, it is not as the agent says: `dampen` of ping is an
    integer of `5s`, other agents have paths that are booleans.
    """
    said = content.get("type") or "string"
    pattern = _FORMS.get(said)
    default = content.get("default", "").strip()
    if not default or pattern is None or pattern.fullmatch(default):
        return said
    return "time" if _TIME.fullmatch(default) else "string"


def _replacements(deprecated: Element) -> Iterator[str]:
    for each in deprecated.iterchildren("replaced-with"):
        if each.get("name"):
            yield each.get("name", "")


def _options(content: Element) -> Iterator[str]:
    for each in content.iterchildren("option"):
        if each.get("value") is not None:
            yield each.get("value", "")


# ------------------------------------------------------------------ actions


def _actions(root: Element) -> Iterator[Action]:
    for element in _below(root, "actions", "action"):
        name = element.get("name", "").strip()
        role = element.get("role", "")
        if name:
            yield Action(
                name,
                element.get("timeout", ""),
                element.get("interval", ""),
                _ROLES.get(role.lower(), role.capitalize()),
                element.get("depth", ""),
                element.get("start-delay", ""),
                _is_true(element, "automatic"),
                _is_true(element, "on_target"),
            )


# ------------------------------------------------------------------ elements


def _below(root: Element, section: str, tag: str) -> Iterator[Element]:
    for each in root.iterchildren(section):
        yield from each.iterchildren(tag)


def _is_true(element: Element, name: str) -> bool:
    return element.get(name, "").strip().lower() in _TRUE


def _text(element: Element, tag: str) -> str:
    """Return the words of a child, the English ones where there are several languages."""
    children = list(element.iterchildren(tag))
    english = [each for each in children if each.get("lang", "en").startswith("en")]
    chosen = next(iter(english or children), None)
    return "" if chosen is None else "".join(chosen.itertext()).strip()


def _line(text: str) -> str:
    return " ".join(text.split())
