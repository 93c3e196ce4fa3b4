"""The agents of primitives and templates of later schemas: what takes the place of each.

What takes the place of an agent is the same as for a CIB of the 0.6 format; here it is changed
where it stands.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from crmsh_py import xmltree
from crmsh_py.convert.cib06 import nvsets
from crmsh_py.convert.cib06.agents import PLACEHOLDER, convert_agent, convert_inherited
from crmsh_py.convert.cib06.nvsets import Nvset, Pair
from crmsh_py.convert.cib06.settings import Layer
from crmsh_py.convert.cib06.substitutes import Substitute, agent_name
from crmsh_py.convert.cib06.successors import GONE, SUCCESSORS
from crmsh_py.convert.cib06.work import Work
from crmsh_py.convert.fence_parameters import GONE as GONE_FENCE_AGENTS
from crmsh_py.diagnostics import CrmError, Diagnostic, Severity
from crmsh_py.grammar.tree import Agent
from crmsh_py.model.cib import Cib
from crmsh_py.model.remove import delete
from crmsh_py.model.times import milliseconds
from crmsh_py.upgrade.report import Report
from crmsh_py.upgrade.unfolding import unfold
from crmsh_py.xmltree import Element

_PARAMETERS = "instance_attributes"
_OWNERS = frozenset({"primitive", "template", "group", "clone", "master"})
_FENCE_AGENT = "fence_"


@dataclass(frozen=True, slots=True)
class _Old:
    """A primitive or a template with an agent of before, and the template that it is made from."""

    element: Element
    agent: Agent
    template: Element | None = None


def convert_agents(work: Work, report: Report) -> None:
    """Put agents of today in the place of those that are gone or were superseded."""
    old = list(_old_ones(work))
    if not old:
        return
    unfold(Cib(work.root), _is_shared, report)
    inner = {one.element for one in old}
    for container in work.section("resources").iter("group", "clone", "master"):
        if inner.intersection(container.iter("primitive")):
            _write(work, container, convert_inherited(work, container, _layers(work, container)))
    gone = [one.element.get("id", "") for one in _templates_last(old) if not _convert(work, one)]
    _leave_out(work, gone)


def _is_shared(owner: str, nvset: str, _name: str) -> bool:
    return nvset == _PARAMETERS and owner in _OWNERS


def _templates_last(old: Iterable[_Old]) -> list[_Old]:
    """Sort what is made from a template in front of it, as long as that is what it was."""
    return sorted(old, key=lambda one: one.element.tag == "template")


# ------------------------------------------------------------------ which ones


def _old_ones(work: Work) -> Iterator[_Old]:
    resources = work.section("resources")
    templates = {one.get("id", ""): one for one in resources.iterchildren("template")}
    for element in resources.iter("primitive", "template"):
        template = templates.get(element.get("template", ""))
        agent = _agent(element if template is None else template)
        if _is_old(work, agent):
            yield _Old(element, agent, template)


def _agent(element: Element) -> Agent:
    given = (element.get("class", ""), element.get("provider"), element.get("type", ""))
    return Agent(*given)


def _is_old(work: Work, agent: Agent) -> bool:
    choices = work.choices
    if agent.class_ == "stonith":
        is_plugin = not agent.type.startswith(_FENCE_AGENT) or agent.type in GONE_FENCE_AGENTS
        return is_plugin and not choices.keep_glue
    if choices.keep_agents:
        return False
    key = agent.provider or "heartbeat", agent.type
    return agent.class_ == "heartbeat" or (
        agent.class_ == "ocf" and (key in SUCCESSORS or key in GONE)
    )


# ------------------------------------------------------------------ one of them


def _convert(work: Work, old: _Old) -> bool:
    """Convert a primitive or a template; False if no agent can take the place of its own."""
    element = old.element
    own = _layers(work, element)
    inherited = () if old.template is None else _layers(work, old.template)
    before = len(work.problems)
    found = convert_agent(work, _with_agent(old), (*own, *inherited))
    _without_agent(old)
    if element.tag == "template":
        found = _as_template(work, found, before)
    if found is None:
        return element.tag == "template"
    if found.cloned is not None:
        _refuse_clone(work, old)
        return True
    _write(work, element, _but_inherited(work, found, old, inherited))
    if old.template is None:
        _set_agent(element, found.agent)
    _add_monitor(work, old, found)
    name = f"{element.tag!s} {element.get('id', '')}"
    if found.agent != old.agent:
        work.became(element, name, element.get("id", ""), note=agent_name(found.agent))
    return True


def _with_agent(old: _Old) -> Element:
    """Return the element with an agent of its own, for as long as it is looked at."""
    if old.template is not None:
        _set_agent(old.element, old.agent)
    return old.element


def _without_agent(old: _Old) -> None:
    if old.template is not None:
        for name in ("class", "provider", "type"):
            old.element.attrib.pop(name, None)


def _as_template(work: Work, found: Substitute | None, before: int) -> Substitute | None:
    """Return what a template sets: what it lacks, those that are made from it may have."""
    said = work.problems[before:]
    work.problems[before:] = [one for one in said if one.code != "missing-value"]
    if found is None:
        return None
    layers = tuple(
        replace(layer, pairs=tuple(one for one in layer.pairs if one.value != PLACEHOLDER))
        for layer in found.parameters
    )
    return replace(found, parameters=layers)


def _but_inherited(
    work: Work, found: Substitute, old: _Old, inherited: tuple[Layer, ...]
) -> tuple[Layer, ...]:
    """Return the parameters without those that the template will set."""
    if old.template is None:
        return found.parameters
    before = len(work.problems)
    theirs = convert_agent(work, old.template, inherited)
    del work.problems[before:]
    layers = () if theirs is None else theirs.parameters
    known = {(one.name, one.value) for layer in layers for one in layer.pairs}
    return tuple(
        replace(
            layer,
            pairs=tuple(one for one in layer.pairs if (one.name, one.value) not in known),
            like=None if layer.like in [one.like for one in inherited] else layer.like,
        )
        for layer in found.parameters
    )


def _set_agent(element: Element, agent: Agent) -> None:
    for name in ("provider", "type"):  # they stand in this order
        element.attrib.pop(name, None)
    element.set("class", agent.class_)
    if agent.provider:
        element.set("provider", agent.provider)
    element.set("type", agent.type)


def _refuse_clone(work: Work, old: _Old) -> None:
    """Leave the place of a script, which is to be promoted now, to a makeshift."""
    words = f"what the script {old.agent.type!r} did by starting is done by promotion today"
    hint = "make a promotable clone of ocf:linbit:drbd; with --best-effort it is ocf:local"
    work.fail("heartbeat-class", words, old.element, "type", hint=hint)
    _set_agent(old.template or old.element, Agent("ocf", "local", old.agent.type))


def _add_monitor(work: Work, old: _Old, found: Substitute) -> None:
    around = [one for one in (old.element, old.template) if one is not None]
    if found.monitor is None or any(_has_monitor(work, one) for one in around):
        return
    interval, timeout = found.monitor
    operations = old.element.find("operations")
    if operations is None:
        operations = xmltree.new("operations")
        xmltree.attach(old.element, operations, None)
    id_ = work.ids.fresh(f"{old.element.get('id')}-monitor-{interval}")
    given = {"id": id_, "name": "monitor", "interval": interval, "timeout": timeout}
    xmltree.attach(operations, xmltree.new("op", given), None)


def _has_monitor(work: Work, element: Element) -> bool:
    shared = {one.get("id-ref") for one in element.iterchildren("operations")} - {None}
    everywhere = work.root.iter("operations") if shared else ()
    others = (one for one in everywhere if one.get("id") in shared)
    ops = (op for one in (element, *others) for op in one.iter("op"))
    return any(
        one.get("name") == "monitor" and milliseconds(one.get("interval", "0")) for one in ops
    )


# ------------------------------------------------------------------ parameters


def _layers(work: Work, element: Element) -> tuple[Layer, ...]:
    sets = nvsets.read(work, element, _PARAMETERS)
    return tuple(Layer(one.pairs, one) for one in sorted(sets, key=lambda one: -one.score))


def _write(work: Work, element: Element, layers: tuple[Layer, ...]) -> None:
    """Put parameters into the sets that they were in; new ones into one without a rule."""
    sets = list(element.iterchildren(_PARAMETERS))
    for nvset in sets:
        for pair in list(nvset.iterchildren("nvpair")):
            xmltree.detach(pair)
    for layer in layers:
        if layer.pairs:
            _fill(work, _home(work, element, layer.like), layer.pairs)
    for nvset in sets:
        if nvset.find("nvpair") is None:
            xmltree.detach(nvset)


def _home(work: Work, element: Element, like: Nvset | None) -> Element:
    if like is not None:
        return like.element
    plain = (one for one in element.iterchildren(_PARAMETERS) if one.find("rule") is None)
    found = next(plain, None)
    if found is None:
        id_ = work.ids.fresh(f"{element.get('id')}-{_PARAMETERS}")
        found = xmltree.new(_PARAMETERS, {"id": id_})
        xmltree.attach(element, found, next(xmltree.children(element), None))
    return found


def _fill(work: Work, nvset: Element, pairs: Iterable[Pair]) -> None:
    for pair in pairs:
        nvsets.add_pair(work, nvset, pair)


# ------------------------------------------------------------------ those that go


def _leave_out(work: Work, ids: list[str]) -> None:
    """Delete resources that no agent is left for, with all that refers to them."""
    cib = Cib(work.root)
    gone = {id_: one for id_ in ids if (one := cib.resource(id_)) is not None}
    if not gone:
        return
    places = {id_: work.place(one) for id_, one in gone.items()}
    for id_, element in gone.items():
        work.became(element, f"primitive {id_}", note="there is no agent for it")
    try:
        lines = delete(cib, list(gone), cascade=True)
    except CrmError as error:
        place = next(iter(places.values()))
        work.problems += [replace(one, location=place) for one in error.diagnostics]
        return
    for line in lines:
        found = next((one for id_, one in places.items() if id_ in line.split()), None)
        words = f"left out with a resource that no agent is left for: {line}"
        place = found or next(iter(places.values()))
        problem = Diagnostic("dangling-reference", words, Severity.WARNING, location=place)
        work.problems.append(problem)
