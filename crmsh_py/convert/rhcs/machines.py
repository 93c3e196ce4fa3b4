"""A virtual machine that is a service by itself."""

from dataclasses import replace

from crmsh_py.convert.rhcs.clones import Base, Clones, stand_on
from crmsh_py.convert.rhcs.grouping import Outcome, group
from crmsh_py.convert.rhcs.recovery import Policy
from crmsh_py.convert.rhcs.translation import Context, claim, translate
from crmsh_py.convert.rhcs.trees import Resource
from crmsh_py.convert.rhcs.work import Work


def guest(work: Work, machine: Resource, id_: str, policy: Policy, clones: Clones) -> Outcome:
    """Add a virtual machine, and what is to run with it; `id_` was claimed for it."""
    context = Context(on_fail=policy.on_fail, meta=policy.meta, may_migrate=True, id=id_)
    translate(work, machine, context)
    outcome = Outcome(id_)
    if machine.children:
        _companions(work, machine, id_, policy, clones)
    return outcome


def _companions(work: Work, machine: Resource, id_: str, policy: Policy, clones: Clones) -> None:
    """Let what stands inside of a `vm` run where it runs, after it."""
    inside = replace(machine, tag="service")
    wish = claim(work, f"{id_}-resources", machine)
    outcome = group(work, inside, wish, Policy(on_fail=policy.on_fail), clones)
    if outcome.id:
        at = work.place(machine.element)
        stand_on(work, outcome.id, Base(id_), at)
    message = f"what is inside of {machine.label} runs on its host, after it, as it did"
    hint = "with these it moves by stopping and starting: no live migration drags them along"
    work.warn("approximated", message, machine.element, hint=hint)
