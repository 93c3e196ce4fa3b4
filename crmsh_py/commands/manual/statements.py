"""Pages on statements, and on the parts that several of them have."""

import importlib
from collections.abc import Mapping

from crmsh_py.commands.manual.page import Page, Prose, Row, Section, Synopsis, Table
from crmsh_py.grammar.meanings import meaning
from crmsh_py.grammar.statements import STATEMENTS

PARTS: Mapping[str, tuple[str, ...]] = {
    "resources": ("<set setting>",),
    "set": ("<set>",),
    "rule": ("<rule>", "<rule content>", "<rule setting>", "<rule in parentheses>"),
    "expression": ("<expression>", "<date expression>"),
    "right": ("<right>",),
}
"""Parts that statements share, by the topic that explains them; all others come with the
statement."""

_PRIMITIVE = "[<name>=<value> ...] [op <operation> <name>=<value> ...] [meta <name>=<value> ...]"
_BUNDLE = (
    "image=<image> [replicas=<number>] [network <name>=<value> ...] "
    "[storage storage-mapping source-dir=<path> target-dir=<path>] [primitive <primitive>]"
)

EVERYDAY: Mapping[str, tuple[str, ...]] = {
    "node": ("node <node name> attributes <name>=<value> ...",),
    "primitive": (
        f"primitive <id> <agent> {_PRIMITIVE}",
        "primitive <id> @<template> [<name>=<value> ...]",
    ),
    "rsc_template": (f"rsc_template <id> <agent> {_PRIMITIVE}",),
    "monitor": ("monitor <primitive> <interval>[:<timeout>]",),
    "group": ("group <id> <primitive> ... [meta <name>=<value> ...]",),
    "clone": ("clone <id> <primitive or group> [meta <name>=<value> ...]",),
    "ms": ("ms <id> <primitive or group> [meta <name>=<value> ...]",),
    "bundle": (f"bundle <id> podman {_BUNDLE}",),
    "location": (
        "location <id> <resource> <score>: <node>",
        "location <id> <resource> rule <score>: <attribute> eq <value>",
    ),
    "colocation": ("colocation <id> <score>: <resource> <resource>",),
    "order": ("order <id> [<kind>:] <resource> <resource>",),
    "rsc_ticket": ("rsc_ticket <id> <ticket>: <resource> [loss-policy=<policy>]",),
    "tag": ("tag <id> <object id> ...",),
    "property": ("property <name>=<value> ...", "property"),
    "rsc_defaults": ("rsc_defaults <name>=<value> ...", "rsc_defaults"),
    "op_defaults": ("op_defaults <name>=<value> ...", "op_defaults"),
    "fencing_topology": (
        "fencing_topology <node>: <device>[,<device>] ...",
        "fencing_topology",
    ),
    "role": ("role <id> read|write|deny <what> ...",),
    "acl_target": ("acl_target <user> <acl role> ...",),
    "acl_group": ("acl_group <group> <acl role> ...",),
    "user": ("user <id> role:<acl role> ...",),
    "alert": ("alert <id> <path> [to <recipient>] [select nodes fencing resources]",),
    "xml": ("xml <xml>",),
}
"""How statements are written mostly; a second line is another way, or what shows them."""


def synopses(keyword: str) -> tuple[Synopsis, ...]:
    """Return how a statement is written: mostly, and in full if that is more."""
    everyday = Synopsis("Usage", EVERYDAY[keyword])
    (_, whole), *parts = _productions(keyword).items()
    own = [f"{name} = {text}" for name, text in parts if not topic_of(name)]
    if whole in EVERYDAY[keyword]:
        return (everyday,)
    return (everyday, Synopsis("In full", (whole, *own)))


def tables(keyword: str) -> tuple[Table, ...]:
    """Return what the words of a statement mean, those of its own parts in tables of their own."""
    found = []
    for part, words in _terms(keyword).items():
        if not topic_of(part):
            title = "What stands in it" if part == keyword else f"In {part}"
            found.append(_table(title, words, part, keyword))
    return tuple(found)


def _table(title: str, words: tuple[str, ...], *scopes: str) -> Table:
    return Table(title, tuple(Row(one, meaning(one, *scopes)) for one in words))


def see_parts(keyword: str) -> tuple[str, ...]:
    """Return the topics that explain the parts of a statement that others have too."""
    named = {topic_of(name) for name in _productions(keyword)}
    return tuple(topic for topic in PARTS if topic in named)


def topic_of(part: str) -> str | None:
    """Return the topic that explains a part of statements, None for one of a single statement."""
    return next((topic for topic, parts in PARTS.items() if part in parts), None)


def part_page(topic: str, summary: str, prose: str, rest: tuple[Section, ...]) -> Page:
    """Return the page on parts that statements share: how they are written, and what they mean."""
    written, words = _shared(topic)
    lines = tuple(f"{name} = {text}" for name, text in written.items())
    found = [_table(f"In {part}", said, part) for part, said in words.items()]
    sections = (Prose(prose), Synopsis("Usage", lines), *found, *rest)
    return Page(topic, "topic", summary, sections, tuple(one for one in PARTS if one != topic))


def _shared(topic: str) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Return how the parts of a topic are written, and their words; they are alike everywhere."""
    written: dict[str, str] = {}
    words: dict[str, tuple[str, ...]] = {}
    for keyword in STATEMENTS:
        found = {one: text for one, text in _productions(keyword).items() if topic_of(one) == topic}
        written |= found
        words |= {one: said for one, said in _terms(keyword).items() if one in found}
    order = PARTS[topic]
    return {one: written[one] for one in order}, {one: words[one] for one in order}


def _productions(keyword: str) -> dict[str, str]:
    found: dict[str, str] = importlib.import_module("crmsh_py.grammar.usage").productions(keyword)
    return found


def _terms(keyword: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = importlib.import_module("crmsh_py.grammar.terms").terms(
        keyword
    )
    return found
