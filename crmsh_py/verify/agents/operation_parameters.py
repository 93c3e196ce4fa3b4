"""The check of parameters of operations: mostly options of operations that are misspelt.

What stands behind `op` and is no option of operations is a parameter, for the agent to look at.
"""

from collections.abc import Iterator
from itertools import chain

from crmsh_py.agents.agent import Agent
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.options import tables
from crmsh_py.verify.agents.nearest import Nearest
from crmsh_py.verify.agents.parameters import is_known
from crmsh_py.verify.agents.place import behind_agent, full_name
from crmsh_py.verify.check import OfWhole, finding
from crmsh_py.verify.view import Operation, Primitive, View

_LEVEL = "depth"
"""What metadata call the level at which a monitor looks; often copied from there as it is."""


def unknown_operation_parameters(view: View) -> Iterator[Diagnostic]:
    """Report parameters of operations that nobody knows."""
    spelling = Nearest()
    for primitive in chain(view.primitives, view.templates):
        for op in primitive.operations:
            if op.parameters.always and not op.inherited:
                agent = view.agent(primitive)
                if agent is not None and not agent.open_ended:
                    yield from _unknown(primitive, agent, op, spelling)


def _unknown(
    primitive: Primitive, agent: Agent, op: Operation, spelling: Nearest
) -> Iterator[Diagnostic]:
    for name, value in op.parameters.always.items():
        if name == _LEVEL and _LEVEL not in agent.parameters:
            yield from _level(primitive, op, value)
        elif not is_known(agent, name):
            words = (
                f"'{name}' of 'op {op.name}' is no option of operations, and no parameter of"
                f" {full_name(agent.name)}"
            )
            near = spelling.to(name, [*tables.operation(), *agent.parameters], id(agent))
            hint = None if near is None else f"did you mean '{near}'?"
            at = behind_agent(primitive, "op", op.name, name)
            yield finding(primitive.element, "unknown-parameter", words, *at, hint=hint)


def _level(primitive: Primitive, op: Operation, value: str) -> Iterator[Diagnostic]:
    """Report a level of checking under the name that it has in metadata; 0 is the default."""
    if value != "0":
        words = (
            f"op {op.name}: 'depth={value}' has no effect: what metadata call depth,"
            " operations call OCF_CHECK_LEVEL"
        )
        at = behind_agent(primitive, "op", op.name, _LEVEL)
        hint = f"write 'OCF_CHECK_LEVEL={value}'"
        yield finding(primitive.element, "unknown-operation-option", words, *at, hint=hint)


CHECKS = (OfWhole(("unknown-parameter", "unknown-operation-option"), unknown_operation_parameters),)
