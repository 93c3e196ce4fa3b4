"""Fencing devices: the plugins of cluster-glue as fence agents."""

from dataclasses import replace

from crmsh_py.convert.cib06.nvsets import Pair
from crmsh_py.convert.cib06.settings import Layer
from crmsh_py.convert.cib06.substitutes import Substitute
from crmsh_py.convert.cib06.work import Work
from crmsh_py.convert.stonith_plugins import Device, convert_plugin
from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.grammar.tree import Agent
from crmsh_py.xmltree import Element


def convert_fencing(
    work: Work, primitive: Element, type_: str, layers: tuple[Layer, ...]
) -> Substitute | None:
    """Return the fence agent of a device; None if there is none, which is reported."""
    if work.choices.keep_glue:
        return Substitute(Agent("stonith", None, type_), layers)
    given = _given(work, primitive, layers)
    device = convert_plugin(type_, given, work.place(primitive, type_))
    work.problems += [_judged(work, problem) for problem in device.diagnostics]
    if device.agent is None:
        return None
    return Substitute(device.agent, _parameters(primitive, layers, device))


def _given(work: Work, primitive: Element, layers: tuple[Layer, ...]) -> dict[str, str]:
    """Return the parameters that hold under no condition: a device has no others."""
    if any(layer.is_conditional for layer in layers):
        words = "the parameters of a fencing device cannot depend on rules: those are left out"
        work.fail("invalid-rule", words, primitive)
    pairs = [pair for layer in layers if not layer.is_conditional for pair in layer.pairs]
    return {pair.name: pair.value for pair in reversed(pairs)}


def _judged(work: Work, problem: Diagnostic) -> Diagnostic:
    """Make a warning of an error about a device that the cluster did not use."""
    if work.targets.fences or problem.severity is not Severity.ERROR:
        return problem
    message = f"{problem.message} (fencing is off, so that it is not missed)"
    return replace(problem, message=message, severity=Severity.WARNING)


def _parameters(primitive: Element, layers: tuple[Layer, ...], device: Device) -> tuple[Layer, ...]:
    """Return the parameters of the agent; those that kept their names keep their ids."""
    old = {pair.name: pair.element for layer in layers for pair in layer.pairs}
    pairs = tuple(
        Pair(one.name or "", one.value or "", old.get(one.name or "", primitive))
        for one in device.parameters
    )
    like = next((layer.like for layer in layers if not layer.is_conditional), None)
    return (Layer(pairs, like),) if pairs else ()
