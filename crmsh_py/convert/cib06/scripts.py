"""Primitives of the class heartbeat: resource scripts with parameters named 1, 2, 3 and so on.

No Pacemaker of today runs that class.  What the scripts became is known where haresources is
converted (`crmsh_py.convert.heartbeat`).
"""

import re

from crmsh_py.convert.cib06.nvsets import Pair
from crmsh_py.convert.cib06.settings import Layer
from crmsh_py.convert.cib06.substitutes import Substitute, agent_name
from crmsh_py.convert.cib06.work import Work
from crmsh_py.convert.heartbeat.haresources import Resource, Word
from crmsh_py.convert.heartbeat.translation import Translated, Translation, translate
from crmsh_py.diagnostics import Severity
from crmsh_py.grammar.tree import Agent
from crmsh_py.xmltree import Element

_POSITION = re.compile("[1-9][0-9]{0,2}")
_SCRIPT = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.@+-]*")


def convert_script(
    work: Work, primitive: Element, type_: str, layers: tuple[Layer, ...]
) -> Substitute | None:
    """Return the agent that took the place of a script; else a makeshift, with an error.

    None says that nothing needs to take its place.
    """
    if any(layer.is_conditional for layer in layers):
        return _makeshift(work, primitive, type_, layers, "its arguments depend on rules")
    resource = _resource(work, primitive, type_, layers)
    if resource is None:
        return _makeshift(
            work, primitive, type_, layers, "its arguments are not numbered from 1 on"
        )
    found = translate(resource)
    why = _obstacle(found)
    if why is not None:
        return _makeshift(work, primitive, type_, layers, why)
    work.problems += found.diagnostics
    if not found.resources:
        return None
    for sentence in found.todo:
        work.remind(sentence)
    return _substitute(primitive, layers, found.resources[0])


def _resource(
    work: Work, primitive: Element, type_: str, layers: tuple[Layer, ...]
) -> Resource | None:
    """Return the call of the script that the primitive stands for; None if one is missing."""
    arguments: dict[int, Word] = {}
    for layer in layers:
        for pair in layer.pairs:
            if _POSITION.fullmatch(pair.name):
                place = work.place(pair.element, pair.value)
                arguments.setdefault(int(pair.name), Word(pair.value, place))
            else:
                words = f"scripts take arguments by position: {pair.name!r} is left out"
                work.warn("dropped", words, pair.element, pair.name)
    if arguments.keys() != set(range(1, len(arguments) + 1)):
        return None
    ordered = tuple(arguments[number] for number in sorted(arguments))
    return Resource(Word(type_, work.place(primitive, type_)), ordered)


def _obstacle(found: Translation) -> str | None:
    """Return why nothing that was found can take the primitive's place; None if something can."""
    if not found.resources:
        errors = (one.message for one in found.diagnostics if one.severity is Severity.ERROR)
        return next(errors, None)
    first = found.resources[0]
    if len(found.resources) > 1:
        return "it takes several resources today"
    if first.clone is not None and not first.is_promotable:
        return f"it is a clone of {agent_name(first.agent)} today, with constraints on it"
    return "no resource agent is known for it" if first.agent.provider == "local" else None


def _substitute(
    primitive: Element, layers: tuple[Layer, ...], translated: Translated
) -> Substitute:
    pairs = tuple(Pair(one.name or "", one.value or "", primitive) for one in translated.nvpairs)
    like = next((layer.like for layer in layers), None)
    layer = (Layer(pairs, like),) if pairs else ()
    if translated.clone is None:
        return Substitute(translated.agent, layer)
    cloned = tuple((one.name or "", one.value or "") for one in translated.clone)
    return Substitute(translated.agent, layer, cloned=cloned, operations=translated.ops)


def _makeshift(
    work: Work, primitive: Element, type_: str, layers: tuple[Layer, ...], why: str
) -> Substitute:
    """Leave the script's name to an agent still to be written, so that the rest can stand."""
    name = type_ if _SCRIPT.fullmatch(type_) else "script"
    words = f"no agent takes the place of the script {type_!r} of the class heartbeat: {why}"
    hint = f"put an agent in its place; with --best-effort it is ocf:local:{name}, to be written"
    work.fail("heartbeat-class", words, primitive, type_, hint=hint)
    renamed = tuple(
        Layer(
            tuple(
                Pair(f"arg{p.name}" if p.name.isdecimal() else p.name, p.value, p.element)
                for p in layer.pairs
            ),
            layer.like,
        )
        for layer in layers
    )
    return Substitute(Agent("ocf", "local", name), renamed)
